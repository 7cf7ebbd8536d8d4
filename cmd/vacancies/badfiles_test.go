package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"vacancies/store"
)

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
