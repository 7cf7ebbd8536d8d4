package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
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
)

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
