package main

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"vacancies/normalize/lifecycle"
	"vacancies/store"
)

// killsVariable is how many kills TestKilledAtAnyMoment deals; 25 when not set.
const killsVariable = "VACANCIES_TEST_KILLS"

// look opens a ledger as any later start would, and checks all that must hold
// whatever happened to the process before.
func look(t *testing.T, dir string) (published []string, sequence uint64) {
	t.Helper()
	path := filepath.Join(dir, store.FileName)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, 0
	}
	s, err := store.Open(path, store.Options{LockWait: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	held := map[string]bool{}
	for _, c := range changesOf(t, s) {
		enters := c.Kind == lifecycle.Opened || c.Kind == lifecycle.Reopened || c.Kind == lifecycle.SplitFrom
		switch {
		case enters == held[c.ID]:
			t.Errorf("change %d: %s of %s, which the reader held: %t", c.Seq, c.Kind, c.ID, held[c.ID])
		case enters:
			held[c.ID] = true
		case c.Kind != lifecycle.Revised:
			delete(held, c.ID)
		}
	}
	snap := s.Snapshot()
	for _, r := range snap.Records {
		if r.InDefault {
			published = append(published, r.ID)
			if !held[r.ID] {
				t.Errorf("%s is published and no change says so", r.ID)
			}
		}
	}
	if len(held) != len(published) {
		t.Errorf("the changes lead to %d vacancies, published are %d", len(held), len(published))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := store.Check(path); err != nil {
		t.Error(err)
	}
	return published, snap.Sequence
}

// TestKilledAtAnyMoment kills the real program again and again, in crawls,
// ticks, replays and backups, on one folder.
func TestKilledAtAnyMoment(t *testing.T) {
	t.Parallel()
	kills := 25
	if n, err := strconv.Atoi(os.Getenv(killsVariable)); err == nil {
		kills = n
	}
	bin, dir, calm := program(t), folder(t), folder(t)
	copied := filepath.Join(dir, "copy.db")
	rnd := rand.New(rand.NewPCG(7, 11))
	day, last := 0, uint64(0)
	for n := range kills {
		day = n * 6 / kills
		demo := []string{"demo", "--data", dir, "--day", strconv.Itoa(day)}
		args := [][]string{append(demo, "--once"), append(demo, "--once"), append(demo, "--addr", "127.0.0.1:0"),
			{"replay", "--commit", "--data", dir}, {"backup", copied, "--data", dir}}[rnd.IntN(5)]
		if said := kill(t, rnd, bin, args); strings.Contains(said, "panic") {
			t.Errorf("kill %d, %v: %s", n, args, said)
		}
		_, sequence := look(t, dir)
		if sequence < last {
			t.Errorf("kill %d, %v: the ledger went back from change %d to %d", n, args, last, sequence)
		}
		last = sequence
		if _, err := os.Stat(copied); err == nil {
			if err := store.Check(copied); err != nil {
				t.Errorf("kill %d: the copy: %v", n, err)
			}
		}
		if t.Failed() {
			t.FailNow()
		}
	}
	if last == 0 {
		t.Fatal("nothing was ever committed: the kills came too early to say anything")
	}
	// Days 6 and 7 leave no absence half counted, whatever the kills cut short.
	for d := range 8 {
		demoDay(t, bin, calm, d)
		if d > day {
			demoDay(t, bin, dir, d)
		}
	}
	got, _ := look(t, dir)
	want, _ := look(t, calm)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("after %d kills %d are published, in an undisturbed folder %d", kills, len(got), len(want))
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "ledger.db.*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// TestKilledWhileRestoring kills a restore again and again: what stands there
// afterwards is the ledger that was, or the copy, and each opens whole.
func TestKilledWhileRestoring(t *testing.T) {
	t.Parallel()
	bin, dir := program(t), folder(t)
	demoDay(t, bin, dir, 0)
	path := filepath.Join(dir, store.FileName)
	copied := filepath.Join(dir, "copy.db")
	old, _ := look(t, dir)
	if out, err := exec.Command(bin, "backup", copied, "--data", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	gone := old[0]
	rnd := rand.New(rand.NewPCG(3, 5))
	begun := time.Now()
	if out, err := exec.Command(bin, "restore", copied, "--data", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	took := time.Since(begun)
	was, done := 0, 0
	for n := range 12 {
		// Each time the ledger has a ruling that the copy has not: it must be carried over.
		out, err := exec.Command(bin, "decide", "hide", gone, "pay", "--by", "an officer", "--why", strconv.Itoa(n), "--data", dir).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		before := logOf(t, path)
		cmd := exec.Command(bin, "restore", copied, "--data", dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(float64(took) * 1.3 * rnd.Float64())) // at any moment is the point
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		now, _ := look(t, dir)
		if !slices.Equal(now, old) {
			t.Fatalf("kill %d: %d are published, before %d", n, len(now), len(old))
		}
		if logOf(t, path) == before {
			was++
		} else {
			done++
		}
		if d := rulingsOn(t, path, gone); d != n+1 {
			t.Fatalf("kill %d: %d rulings are left of %d", n, d, n+1)
		}
	}
	t.Logf("%d restores were cut off and %d came to their end", was, done)
	asides, _ := filepath.Glob(filepath.Join(dir, "ledger-*.db"))
	for _, file := range asides {
		if err := store.Check(file); err != nil {
			t.Error(err)
		}
	}
	if left, _ := filepath.Glob(path + ".*"); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// logOf is the id of a ledger's change log.
func logOf(t *testing.T, path string) string {
	t.Helper()
	s, err := store.Open(path, store.Options{LockWait: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	return s.Snapshot().Log
}

// rulingsOn counts the decisions on a vacancy.
func rulingsOn(t *testing.T, path, id string) int {
	t.Helper()
	s, err := store.Open(path, store.Options{LockWait: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	all, err := s.Decisions()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, d := range all {
		if d.Target == id {
			n++
		}
	}
	return n
}

// kill starts the program and kills it after some lines of its log and a moment
// more; one that has little to say is killed after a moment.
func kill(t *testing.T, rnd *rand.Rand, bin string, args []string) (said string) {
	t.Helper()
	var errs syncBuffer
	cmd := exec.Command(bin, args...)
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait()
		close(ended)
	}()
	lines, moment := rnd.IntN(36), time.Duration(rnd.IntN(30))*time.Millisecond
	if args[0] != "demo" {
		lines, moment = 0, time.Duration(rnd.IntN(300))*time.Millisecond
	}
	begun := time.Now()
	for running := true; running && time.Since(begun) < 20*time.Second && strings.Count(errs.String(), "\n") < lines; {
		select {
		case <-ended:
			running = false
		case <-time.After(time.Millisecond):
		}
	}
	time.Sleep(moment) // at any moment is the point
	_ = cmd.Process.Kill()
	<-ended
	return errs.String()
}
