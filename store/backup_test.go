package store

import (
	"errors"
	"fmt"
	"maps"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"vacancies/normalize/lifecycle"
)

func TestACopyTakenWhileTheLedgerIsInUseIsAStateThatExisted(t *testing.T) {
	s := open(t)
	dir := t.TempDir()
	states := map[string]bool{dump(t, s): true}
	var mu sync.Mutex
	var wg sync.WaitGroup
	wg.Go(func() {
		for n := range 30 {
			mu.Lock() // a commit and the note of it are one to the copier's check, not to the copier
			step(t, s, harvest("hackney", advert("hackney", n, "31 March 2026")), noon.Add(time.Duration(n)*time.Hour))
			states[dump(t, s)] = true
			mu.Unlock()
		}
	})
	var copies []string
	for n := range 10 {
		file := filepath.Join(dir, string(rune('a'+n))+".db")
		if err := s.Backup(file); err != nil {
			t.Fatal(err)
		}
		copies = append(copies, file)
	}
	wg.Wait()
	for _, file := range copies {
		if err := Check(file); err != nil {
			t.Fatal(err)
		}
		c, err := Open(file, s.opts)
		if err != nil {
			t.Fatal(err)
		}
		if !states[dump(t, c)] {
			t.Errorf("%s holds a state that never was", file)
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestACopyThatCannotBeWrittenLeavesNothing(t *testing.T) {
	s := furnished(t)
	nowhere := filepath.Join(t.TempDir(), "no", "such", "folder")
	err := s.Backup(filepath.Join(nowhere, "copy.db"))
	if !errors.Is(err, ErrMissing) || !strings.HasSuffix(err.Error(), "copy.db: the folder "+nowhere+": it does not exist") {
		t.Errorf("got %v", err)
	}
	if err := s.Backup(s.path); err == nil {
		t.Error("the ledger was copied over itself")
	}
}

// TestACopyThatRunsOutOfRoomLeavesWhatWasThere works in a process of its own, in
// which no file may grow to the ledger's size.
func TestACopyThatRunsOutOfRoomLeavesWhatWasThere(t *testing.T) {
	if os.Getenv("STORE_LITTLE_ROOM") == "" {
		cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
		cmd.Env = append(os.Environ(), "STORE_LITTLE_ROOM=yes")
		if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "--- PASS: "+t.Name()) {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	s := furnished(t)
	dir := t.TempDir()
	good := filepath.Join(dir, "good.db")
	if err := s.Backup(good); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(good)
	if err != nil {
		t.Fatal(err)
	}
	room := uint64(info.Size() / 2)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: room, Max: room}); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(good); !errors.Is(err, ErrFull) {
		t.Errorf("over the copy before: %v", err)
	}
	if err := Check(good); err != nil {
		t.Errorf("the copy before is not what it was: %v", err)
	}
	if _, err := s.Rotate(filepath.Join(dir, "copies"), 2); !errors.Is(err, ErrFull) {
		t.Errorf("the scheduled copy: %v", err)
	}
	if left, err := os.ReadDir(filepath.Join(dir, "copies")); err != nil || len(left) > 0 {
		t.Errorf("of the scheduled copy is left: %v, %v", left, err)
	}
}

// TestACopyReplacesNothingButAFile: a copy over the control socket cut the running
// program off.
func TestACopyReplacesNothingButAFile(t *testing.T) {
	s := furnished(t)
	socket := filepath.Join(t.TempDir(), "s")
	l, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, file := range []string{socket, t.TempDir()} {
		before, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Backup(file); err == nil || !strings.Contains(err.Error(), file+" is not a file") {
			t.Errorf("%s: %v", file, err)
		}
		if after, err := os.Stat(file); err != nil || !os.SameFile(before, after) {
			t.Fatalf("%s was replaced", file)
		}
	}
}

func TestScheduledCopiesAreKeptUpToANumber(t *testing.T) {
	s := furnished(t)
	now := noon
	s.opts.Now = func() time.Time { return now }
	dir := filepath.Join(t.TempDir(), "copies")
	other := filepath.Join(dir, "mine.db")
	var last string
	for range 5 {
		now = now.Add(24 * time.Hour)
		var err error
		if last, err = s.Rotate(dir, 3); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(other, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	copies, err := Backups(dir)
	if err != nil || len(copies) != 3 || copies[2] != last {
		t.Fatalf("%v %v", copies, err)
	}
	if _, err := os.Stat(other); err != nil {
		t.Error("a file of somebody else's was removed")
	}
	truncate(t, last, 5000)
	if got, err := LastBackup(dir); err != nil || got != copies[1] {
		t.Errorf("the newest that can be read is %s, not %s (%v)", copies[1], got, err)
	}
	if got, err := LastBackup(t.TempDir()); got != "" || err != nil {
		t.Errorf("%q %v", got, err)
	}
}

// ended is what a reader of the change log holds who has started from nothing.
func ended(t *testing.T, s *Store) []string {
	t.Helper()
	held, err := follow(s)
	if err != nil {
		t.Fatal(err)
	}
	return held
}

// follow applies all changes in order.
func follow(s *Store) ([]string, error) {
	changes, err := s.Changes(0, 1<<20)
	if err != nil {
		return nil, err
	}
	held := map[string]bool{}
	for i, c := range changes {
		if c.Seq != uint64(i+1) {
			return nil, fmt.Errorf("change %d stands at %d", c.Seq, i+1)
		}
		enters := c.Kind == lifecycle.Opened || c.Kind == lifecycle.Reopened || c.Kind == lifecycle.SplitFrom
		switch {
		case enters == held[c.ID]:
			return nil, fmt.Errorf("change %d: %s of %s, held %t", c.Seq, c.Kind, c.ID, held[c.ID])
		case enters:
			held[c.ID] = true
		case c.Kind != lifecycle.Revised:
			delete(held, c.ID)
		}
	}
	return slices.Sorted(maps.Keys(held)), nil
}

func published(s *Store) []string {
	var out []string
	for _, r := range s.Snapshot().Records {
		if r.InDefault {
			out = append(out, r.ID)
		}
	}
	return out
}
