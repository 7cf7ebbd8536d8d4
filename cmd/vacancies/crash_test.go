package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"vacancies/normalize/lifecycle"
	"vacancies/store"
)

// killsVariable is how many kills TestKilledAtAnyMoment deals; 25 when not set.
const killsVariable = "VACANCIES_TEST_KILLS"

// program is the real program, built once.
func program(t *testing.T) string {
	t.Helper()
	built.Do(func() {
		built.dir, built.err = os.MkdirTemp("", "vacancies-built-")
		if built.err != nil {
			return
		}
		file := filepath.Join(built.dir, "vacancies")
		if out, err := exec.Command("go", "build", "-o", file, ".").CombinedOutput(); err != nil {
			built.err = fmt.Errorf("%w: %s", err, out)
			return
		}
		built.body, built.err = os.ReadFile(file)
		_ = os.RemoveAll(built.dir)
	})
	if built.err != nil {
		t.Fatal(built.err)
	}
	file := filepath.Join(t.TempDir(), "vacancies")
	if err := os.WriteFile(file, built.body, 0o755); err != nil {
		t.Fatal(err)
	}
	return file
}

var built struct {
	sync.Once
	dir  string
	body []byte
	err  error
}

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

// demoDay runs one undisturbed round of a day.
func demoDay(t *testing.T, bin, dir string, day int) {
	t.Helper()
	cmd := exec.Command(bin, "demo", "--once", "--json", "--data", dir, "--day", strconv.Itoa(day))
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	var r report
	if err := json.Unmarshal(out, &r); err != nil || len(r.Sources) < 33 {
		t.Fatalf("day %d: %d sources, %v", day, len(r.Sources), err)
	}
}

// TestBadFilesAreToldInOneLineAndLeftAlone tries what disks and people do to files.
func TestBadFilesAreToldInOneLineAndLeftAlone(t *testing.T) {
	t.Parallel()
	bin, whole := program(t), prepared(t)
	body, err := os.ReadFile(filepath.Join(whole, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	page := os.Getpagesize()
	for _, c := range []struct {
		name string
		body []byte
		says string
	}{
		{"an empty file where data was", nil, "damaged"},
		{"a file of something else", bytes.Repeat([]byte("minutes of the meeting\n"), 4000), "damaged"},
		{"a file cut in the middle", body[:len(body)/2/page*page], "damaged"},
		{"a file cut within its first page", body[:100], "damaged"},
		{"a ledger of a newer program", newer(t, body), "newer version"},
		{"a file whose pages are overwritten", append(slices.Clone(body[:2*page]), bytes.Repeat([]byte{0xA5}, len(body)-2*page)...), "damaged"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			file := filepath.Join(dir, store.FileName)
			if err := os.WriteFile(file, c.body, 0o600); err != nil {
				t.Fatal(err)
			}
			for _, args := range [][]string{{"demo", "--once"}, {"serve", "--addr", "127.0.0.1:0"}, {"status"}, {"export", filepath.Join(dir, "out")}, {"backup", filepath.Join(dir, "copy.db")}} {
				var said bytes.Buffer
				cmd := exec.Command(bin, append(args, "--data", dir)...)
				cmd.Stderr = &said
				_ = cmd.Run()
				code, errs := cmd.ProcessState.ExitCode(), said.String()
				if code != exitBad || !strings.Contains(errs, c.says) || strings.Count(errs, "\n") != 1 {
					t.Errorf("%s: exit %d: %q", args[0], code, errs)
				}
				now, err := os.ReadFile(file)
				if err != nil || sha256.Sum256(now) != sha256.Sum256(c.body) {
					t.Fatalf("%s changed the file: %v", args[0], err)
				}
			}
		})
	}
}

// newer is a ledger as a later version of the program would leave it: in a page
// a value stands right behind its key.
func newer(t *testing.T, body []byte) []byte {
	t.Helper()
	out := bytes.ReplaceAll(body, []byte("schema2"), []byte("schema9"))
	if bytes.Equal(out, body) {
		t.Fatal("the schema's number is not where it was")
	}
	return out
}

// TestAFullDiskIsToldInOneLineAndLosesNothing lets the program write nothing in
// the second half of the ledger.
func TestAFullDiskIsToldInOneLineAndLosesNothing(t *testing.T) {
	t.Parallel()
	bin, dir := program(t), t.TempDir()
	demoDay(t, bin, dir, 0)
	before, _ := look(t, dir)
	info, err := os.Stat(filepath.Join(dir, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	// ulimit counts blocks of 512 bytes in sh.
	limit := strconv.FormatInt(info.Size()/2/512, 10)
	var errs string
	for day := 1; day < 4 && !full(errs); day++ {
		cmd := exec.Command("sh", "-c", `ulimit -f `+limit+`; exec "$0" "$@"`, bin, "demo", "--once", "--data", dir, "--day", strconv.Itoa(day))
		var out bytes.Buffer
		cmd.Stderr = &out
		err := cmd.Run()
		errs = out.String()
		if strings.Contains(errs, "panic") {
			t.Fatalf("day %d: %v: %s", day, err, errs)
		}
	}
	var said []string
	for line := range strings.SplitSeq(errs, "\n") {
		if strings.HasPrefix(line, "vacancies demo:") {
			said = append(said, line)
		}
	}
	if len(said) != 1 || !full(said[0]) {
		t.Errorf("the program says %q", said)
	}
	after, _ := look(t, dir)
	if len(before) == 0 || len(after) == 0 {
		t.Errorf("%d were published and %d are", len(before), len(after))
	}
}

// full reports whether a line says that no more could be written.
func full(line string) bool {
	return strings.Contains(line, "no room") || strings.Contains(line, "file too large")
}

// TestWhatMayNotBeWrittenIsToldInOneLine runs the program as a user who may only read.
func TestWhatMayNotBeWrittenIsToldInOneLine(t *testing.T) {
	t.Parallel()
	bin, whole := program(t), prepared(t)
	body, err := os.ReadFile(filepath.Join(whole, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		make func(dir string) error
		file bool // there is a ledger, which must stay as it is
	}{
		{"a folder that is shut", func(dir string) error { return os.Mkdir(dir, 0o555) }, false},
		{"a folder that cannot be made", func(dir string) error { return os.Chmod(filepath.Dir(dir), 0o555) }, false},
		{"a ledger that may only be read", func(dir string) error {
			return errors.Join(os.Mkdir(dir, 0o755), os.WriteFile(filepath.Join(dir, store.FileName), body, 0o444), os.Chmod(dir, 0o555))
		}, true},
		{"a ledger that may not even be read", func(dir string) error {
			return errors.Join(os.Mkdir(dir, 0o755), os.WriteFile(filepath.Join(dir, store.FileName), body, 0o000))
		}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			base := forAll(t)
			dir := filepath.Join(base, "data")
			if err := c.make(dir); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = errors.Join(os.Chmod(base, 0o755), os.Chmod(dir, 0o755)) })
			for _, args := range [][]string{{"demo", "--once"}, {"status"}, {"serve", "--addr", "127.0.0.1:0"}} {
				code, errs := asReader(t, bin, append(args, "--data", dir)...)
				if args[0] == "status" && !c.file {
					if code != exitUsage || !strings.Contains(errs, "no ledger is kept in") {
						t.Errorf("status: exit %d: %q", code, errs)
					}
					continue
				}
				if code != exitBad || !strings.Contains(errs, "may not be written") && !strings.Contains(errs, "permission denied") || strings.Count(errs, "\n") != 1 {
					t.Errorf("%s: exit %d: %q", args[0], code, errs)
				}
			}
			if now, err := os.ReadFile(filepath.Join(dir, store.FileName)); os.Geteuid() == 0 && c.file && (err != nil || !bytes.Equal(now, body)) {
				t.Errorf("the ledger was changed: %v", err)
			}
		})
	}
}

// forAll is a folder that every user can come to.
func forAll(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := errors.Join(os.Chmod(filepath.Dir(dir), 0o755), os.Chmod(dir, 0o755)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// nobody is a user without rights of its own.
const nobody = 65534

// asReader runs the program as somebody who is not the superuser.
func asReader(t *testing.T, bin string, args ...string) (code int, errs string) {
	t.Helper()
	var said bytes.Buffer
	cmd := exec.Command(bin, args...)
	cmd.Stderr = &said
	if os.Geteuid() == 0 { // whom permissions do not bind
		if err := errors.Join(os.Chmod(filepath.Dir(filepath.Dir(bin)), 0o755), os.Chmod(filepath.Dir(bin), 0o755)); err != nil {
			t.Fatal(err)
		}
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	_ = cmd.Run()
	return cmd.ProcessState.ExitCode(), said.String()
}

// TestASecondProcessIsTurnedAwayAndTheFirstEndsWhenAsked starts the program
// twice on a folder, then ends it as Ctrl-C does and starts it again.
func TestASecondProcessIsTurnedAwayAndTheFirstEndsWhenAsked(t *testing.T) {
	t.Parallel()
	bin, dir := program(t), prepared(t)
	first, said := serving(t, bin, dir)
	var errs bytes.Buffer
	second := exec.Command(bin, "demo", "--data", dir, "--addr", "127.0.0.1:0")
	second.Stderr = &errs
	if err := second.Run(); second.ProcessState.ExitCode() != exitBad || !strings.Contains(errs.String(), "another process holds it") || strings.Count(errs.String(), "\n") != 1 {
		t.Errorf("the second process: %v: %q", err, &errs)
	}
	interrupt(t, first, said)
	before, sequence := look(t, dir)
	again, said := serving(t, bin, dir)
	interrupt(t, again, said)
	after, now := look(t, dir)
	if len(before) == 0 || !slices.Equal(before, after) || now != sequence {
		t.Errorf("the second start went from change %d to %d, from %d vacancies to %d", sequence, now, len(before), len(after))
	}
	for line := range strings.SplitSeq(strings.TrimSpace(said.String()), "\n") {
		if !strings.HasPrefix(line, "time=") && !strings.HasPrefix(line, "serving on ") || strings.Contains(line, "\x1b") || strings.Contains(line, "\r") {
			t.Errorf("a pipe was given %q", line)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, socketName)); err == nil {
		t.Error("the control socket was left behind")
	}
}

// serving starts a demo and waits until it serves.
func serving(t *testing.T, bin, dir string) (*exec.Cmd, *syncBuffer) {
	t.Helper()
	said := &syncBuffer{}
	cmd := exec.Command(bin, "demo", "--data", dir, "--addr", "127.0.0.1:0")
	cmd.Stderr = said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	for begin := time.Now(); !strings.Contains(said.String(), "serving on"); time.Sleep(10 * time.Millisecond) {
		if time.Since(begin) > 2*time.Minute {
			t.Fatalf("the demo does not serve: %s", said.String())
		}
	}
	return cmd, said
}

// interrupt ends a process as Ctrl-C does; it must end by itself, and well.
func interrupt(t *testing.T, cmd *exec.Cmd, said *syncBuffer) {
	t.Helper()
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err := <-done:
		if err != nil {
			t.Errorf("it ended with %v: %s", err, said.String())
		}
	case <-time.After(time.Minute):
		_ = cmd.Process.Kill()
		<-done
		t.Fatal("it does not end")
	}
}
