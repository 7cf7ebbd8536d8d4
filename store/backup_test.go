package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vacancies/normalize"
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

func TestRestore(t *testing.T) {
	s := furnished(t)
	file := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(file); err != nil {
		t.Fatal(err)
	}
	log := s.Snapshot().Log
	step(t, s, harvest("camden", advert("camden", 1, "20 March 2026"), advert("camden", 2, "21 March 2026"), advert("camden", 5, "")), noon.Add(75*time.Hour))
	rule(t, s, lifecycle.Decision{Kind: lifecycle.RuleHide, Target: advertID("hackney", 2), Field: "pay"}, noon.Add(76*time.Hour))
	rule(t, s, lifecycle.Decision{Kind: lifecycle.RuleSplit, Target: advertID("camden", 2)}, noon.Add(77*time.Hour))
	rule(t, s, lifecycle.Decision{Kind: lifecycle.RuleScope, Target: advertID("camden", 5), Value: "out"}, noon.Add(78*time.Hour))
	rule(t, s, lifecycle.Decision{Kind: lifecycle.RuleErase, Target: advertID("hackney", 3)}, noon.Add(79*time.Hour))
	decisions, err := s.Decisions()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(file, s.path, Options{LockWait: 20 * time.Millisecond}); !errors.Is(err, ErrLocked) {
		t.Fatalf("while it is in use: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	before := sumOf(t, s.path)
	aside, err := Restore(file, s.path, s.opts)
	if err != nil {
		t.Fatal(err)
	}
	if sumOf(t, aside) != before {
		t.Error("what was set aside is not the ledger as it was")
	}
	restored, err := Open(s.path, s.opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = restored.Close() })
	if restored.Snapshot().Log == log {
		t.Error("the change log is the old one")
	}
	same(t, "a reader from nothing", ended(t, restored), published(restored))
	got, err := restored.Decisions()
	if err != nil {
		t.Fatal(err)
	}
	names := func(all []lifecycle.Decision) (out []string) {
		for _, d := range all {
			out = append(out, string(d.Kind)+" "+d.Target)
		}
		slices.Sort(out)
		return out
	}
	same(t, "decisions", names(got), names(decisions))
	if r, _, _ := restored.Record(advertID("hackney", 2)); len(r.Rulings) != 1 || r.Vacancy.Pay.Text != "" {
		t.Errorf("hidden: %+v", r.Vacancy.Pay)
	}
	if to, _, _ := restored.Resolve(advertID("camden", 2)); to != advertID("camden", 2) {
		t.Errorf("split: camden 2 leads to %s", to)
	}
	if r, _, _ := restored.Record(advertID("hackney", 3)); r.State != lifecycle.Erased {
		t.Errorf("erased: %s", r.State)
	}
	// What was ruled upon before the copy knew of it is ruled upon when it is seen again.
	step(t, restored, harvest("camden", advert("camden", 1, "20 March 2026"), advert("camden", 2, "21 March 2026"), advert("camden", 5, "")), noon.Add(90*time.Hour))
	if r, _, _ := restored.Record(advertID("camden", 5)); r.Vacancy.Role.Scope != "out" {
		t.Errorf("scope: %s", r.Vacancy.Role.Scope)
	}
	step(t, restored, harvest("hackney", advert("hackney", 2, "31 March 2026"), advert("hackney", 3, "4 March 2026")), noon.Add(90*time.Hour))
	if r, _, _ := restored.Record(advertID("hackney", 3)); r.State != lifecycle.Erased {
		t.Errorf("a crawl brought back what was erased: %s", r.State)
	}
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(s.path), "*"))
	same(t, "files in the folder", len(left), 2)
}

func TestADamagedCopyIsNotRestored(t *testing.T) {
	s := furnished(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "copy.db")
	if err := s.Backup(file); err != nil {
		t.Fatal(err)
	}
	value := []byte(values(t, s)["raw/"+advertID("hackney", 2)])
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	before := sumOf(t, s.path)
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	harmed := bytes.ReplaceAll(b, value, append([]byte("harmed"), value[6:]...))
	if bytes.Equal(harmed, b) {
		t.Fatal("the value does not stand in the copy")
	}
	if err := os.WriteFile(file, harmed, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, from := range []string{file, filepath.Join(dir, "nothing.db"), s.path} {
		if _, err := Restore(from, s.path, s.opts); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("from %s: %v", from, err)
		}
	}
	if sumOf(t, s.path) != before {
		t.Error("the ledger was changed")
	}
}

func TestRestoreOverADamagedLedgerKeepsItAside(t *testing.T) {
	s := furnished(t)
	file := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(file); err != nil {
		t.Fatal(err)
	}
	want := published(s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	truncate(t, s.path, 9000)
	damaged := sumOf(t, s.path)
	aside, err := Restore(file, s.path, s.opts)
	if err != nil {
		t.Fatal(err)
	}
	if sumOf(t, aside) != damaged || !strings.Contains(aside, "damaged") {
		t.Errorf("set aside as %s", aside)
	}
	restored, err := Open(s.path, s.opts)
	if err != nil {
		t.Fatal(err)
	}
	defer restored.Close()
	same(t, "published", published(restored), want)
}

func TestRestoreWhereNoLedgerStands(t *testing.T) {
	s := furnished(t)
	file := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(file); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "new", FileName)
	if aside, err := Restore(file, to, s.opts); err != nil || aside != "" {
		t.Fatalf("%q %v", aside, err)
	}
	if err := Check(to); err != nil {
		t.Error(err)
	}
}

func TestWhatWasErasedIsNowhereInTheFile(t *testing.T) {
	for name, leftOut := range map[string]string{"a vacancy": "", "a row that is not ours": "another employer"} {
		t.Run(name, func(t *testing.T) { eraseEverywhere(t, leftOut) })
	}
}

func eraseEverywhere(t *testing.T, leftOut string) {
	const secret = "Quetzalcoatl"
	s := open(t)
	with := func(n int) lifecycle.Sighting {
		x := advert("hackney", n, "31 March 2026")
		x.Advert.Title, x.Advert.Department, x.Advert.Reference = secret+" Social Worker", secret, secret
		x.Advert.URL, x.Advert.Description = "https://hackney.example/"+secret, "<p>"+secret+"</p>"
		x.LeftOut = leftOut
		return x
	}
	h := harvest("hackney", with(1), advert("hackney", 2, "31 March 2026"))
	h.Memos = []lifecycle.Memo{{URL: "https://hackney.example/jobs", Reading: []byte(secret)}}
	step(t, s, h, noon)
	step(t, s, lifecycle.Harvest{Source: source("hackney"), Fault: lifecycle.FaultServer, Error: "reading https://hackney.example/" + secret, Sample: &lifecycle.Sample{Body: []byte(secret)}}, noon.Add(time.Hour))
	file := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(file); err != nil {
		t.Fatal(err)
	}
	rule(t, s, lifecycle.Decision{Kind: lifecycle.RuleErase, Target: advertID("hackney", 1)}, noon.Add(2*time.Hour))
	step(t, s, h, noon.Add(3*time.Hour))
	s = reopen(t, s)
	step(t, s, h, noon.Add(4*time.Hour))
	nowhere := func(what string, s *Store) {
		t.Helper()
		for k, v := range values(t, s) {
			if b, err := unpack([]byte(v)); err == nil {
				v = string(b)
			}
			if strings.Contains(k, secret) || strings.Contains(v, secret) {
				t.Errorf("%s: it stands in %q: %s", what, k, v)
			}
		}
		if snap, err := json.Marshal(s.Snapshot()); err != nil || strings.Contains(string(snap), secret) {
			t.Errorf("%s: it stands in the snapshot (%v)", what, err)
		}
	}
	nowhere("after erasing", s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if raw, err := os.ReadFile(s.path); err != nil || bytes.Contains(raw, []byte(secret)) {
		t.Errorf("the bytes of the file still hold it (%v)", err)
	}
	if _, err := Restore(file, s.path, s.opts); err != nil {
		t.Fatal(err)
	}
	restored, err := Open(s.path, s.opts)
	if err != nil {
		t.Fatal(err)
	}
	defer restored.Close()
	nowhere("restored", restored)
	step(t, restored, h, noon.Add(5*time.Hour))
	nowhere("restored and crawled", restored)
	if got := normalize.AdvertID("hackney", "test:1"); len(published(restored)) != 1 {
		t.Errorf("published: %v, without %s", published(restored), got)
	}
}

func TestCompactionLosesNothingAndGivesRoomBack(t *testing.T) {
	s := open(t)
	var all []lifecycle.Sighting
	for n := range 200 {
		all = append(all, advert("hackney", n, "31 March 2026"))
	}
	step(t, s, harvest("hackney", all...), noon)
	tick(t, s, noon.AddDate(0, 2, 0))
	for range 3 {
		commit(t, s, func(v lifecycle.View) lifecycle.Result {
			return lifecycle.Prune(v, noon.AddDate(1, 0, 0), lifecycle.Retention{Closed: time.Hour, Raw: time.Hour})
		})
	}
	before, kept := dump(t, s), values(t, s)
	was, err := os.Stat(s.path)
	if err != nil {
		t.Fatal(err)
	}
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if _, ok, err := s.Record(advertID("hackney", 3)); err != nil || !ok {
					t.Errorf("a reader was disturbed: %t %v", ok, err)
					return
				}
			}
		})
	}
	for range 5 {
		if err := s.Compact(); err != nil {
			t.Fatal(err)
		}
	}
	close(stop)
	readers.Wait()
	if d := cmp.Diff(kept, values(t, s)); d != "" {
		t.Errorf("values (-before +after):\n%s", d)
	}
	is, err := os.Stat(s.path)
	if err != nil {
		t.Fatal(err)
	}
	if is.Size() >= was.Size() {
		t.Errorf("the file went from %d to %d bytes", was.Size(), is.Size())
	}
	if _, err := Open(s.path, Options{LockWait: 20 * time.Millisecond}); !errors.Is(err, ErrLocked) {
		t.Errorf("after a compaction the lock is gone: %v", err)
	}
	step(t, s, harvest("camden", advert("camden", 1, "31 March 2026")), noon)
	s = reopen(t, s)
	if dump(t, s) == before {
		t.Error("what was committed after the compaction is lost")
	}
}
