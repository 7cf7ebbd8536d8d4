package store

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// crashDir is set in the process that is to be killed.
const crashDir = "STORE_TEST_CRASH_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashDir); dir != "" {
		if err := victim(dir); err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// victim works on a ledger until it is killed, and says after each commit how
// far it is: what it has said must never be lost.
func victim(dir string) error {
	seed, err := strconv.ParseUint(os.Getenv(crashDir+"_SEED"), 10, 64)
	if err != nil {
		return err
	}
	rnd := rand.New(rand.NewPCG(seed, seed))
	s, err := Open(filepath.Join(dir, FileName), Options{LockWait: 5 * time.Second})
	if err != nil {
		return err
	}
	now := noon
	if s.Latest().After(now) {
		now = s.Latest()
	}
	fmt.Println("open")
	for {
		now = now.Add(time.Duration(1+rnd.IntN(600)) * time.Minute)
		if err := act(s, rnd, dir, now); err != nil && !errors.Is(err, lifecycle.ErrRuling) {
			return err
		}
		fmt.Println("at", s.Snapshot().Sequence)
	}
}

// act does one of the things a ledger is for.
func act(s *Store, rnd *rand.Rand, dir string, now time.Time) (err error) {
	id := []string{"hackney", "camden"}[rnd.IntN(2)]
	rule := func(fn func(lifecycle.View) (lifecycle.Result, error)) { _, err = s.Commit(fn) }
	switch rnd.IntN(14) {
	default:
		var all []lifecycle.Sighting
		for n := range 12 {
			if rnd.IntN(4) > 0 {
				all = append(all, advert(id, n, noon.AddDate(0, 0, rnd.IntN(200)).Format("2 January 2006")))
			}
		}
		rule(func(v lifecycle.View) (lifecycle.Result, error) {
			return lifecycle.Step(v, harvest(id, all...), now), nil
		})
	case 0, 1:
		rule(func(v lifecycle.View) (lifecycle.Result, error) { return lifecycle.Tick(v, now), nil })
	case 2:
		rule(func(v lifecycle.View) (lifecycle.Result, error) {
			_, r := lifecycle.Replay(v, func(a normalize.Advert) normalize.Vacancy {
				read := normalize.Read(a)
				read.Title += strings.Repeat("!", rnd.IntN(3))
				return read
			}, now)
			return r, nil
		})
	case 3:
		rule(func(v lifecycle.View) (lifecycle.Result, error) {
			return lifecycle.Decide(v, lifecycle.Decision{Kind: lifecycle.RuleMerge, Target: advertID(id, rnd.IntN(12)), Value: advertID("camden", rnd.IntN(12)),
				By: "an officer", Why: "for the test"}, now)
		})
	case 4:
		return s.Backup(filepath.Join(dir, "copy.db"))
	case 5:
		return s.Compact()
	case 6:
		rule(func(v lifecycle.View) (lifecycle.Result, error) {
			return lifecycle.Decide(v, lifecycle.Decision{Kind: lifecycle.RuleErase, Target: advertID(id, rnd.IntN(12)), By: "an officer", Why: "for the test"}, now)
		})
	case 7:
		_, err = s.Rotate(filepath.Join(dir, "copies"), 2)
	}
	return err
}

// TestKilledAtAnyMomentNothingIsLostDoubledOrHalfDone starts a process that
// works on a ledger, kills it, looks, and starts the next on the same ledger.
func TestKilledAtAnyMomentNothingIsLostDoubledOrHalfDone(t *testing.T) {
	kills := 25
	if testing.Short() {
		kills = 8
	}
	dir := t.TempDir()
	rnd := rand.New(rand.NewPCG(1, 2))
	for n := range kills {
		said := kill(t, dir, n, rnd.IntN(14))
		inspect(t, dir, said)
		if t.Failed() {
			t.Fatalf("after kill %d", n)
		}
	}
}

// kill starts a victim, kills it after so many lines, and gives the last number
// it had said.
func kill(t *testing.T, dir string, seed, lines int) uint64 {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), crashDir+"="+dir, crashDir+"_SEED="+strconv.Itoa(seed))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	said := uint64(0)
	read := bufio.NewScanner(out)
	hear := func() bool {
		if !read.Scan() {
			return false
		}
		if text, ok := strings.CutPrefix(read.Text(), "error "); ok {
			t.Error(text)
		}
		if at, ok := strings.CutPrefix(read.Text(), "at "); ok {
			if said, err = strconv.ParseUint(at, 10, 64); err != nil {
				t.Fatal(err)
			}
		}
		return true
	}
	for range lines {
		hear()
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for hear() { // what it had still said before it died
	}
	_ = cmd.Wait()
	return said
}

func inspect(t *testing.T, dir string, said uint64) {
	t.Helper()
	path := filepath.Join(dir, FileName)
	if _, err := os.Stat(path); err != nil {
		return // killed before there was one
	}
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := s.Snapshot().Sequence; got < said {
		t.Errorf("change %d was told and %d is the last kept", said, got)
	}
	same(t, "a reader from nothing", ended(t, s), published(s))
	if err := sound(s); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Check(path); err != nil {
		t.Error(err)
	}
	if copied := filepath.Join(dir, "copy.db"); exists(copied) {
		if err := Check(copied); err != nil {
			t.Error(err)
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
