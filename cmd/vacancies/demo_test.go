package main

import (
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vacancies/crawler/london"
)

// demoOnce runs one round of the demo and gives its report.
func demoOnce(t *testing.T, dir string, flags ...string) (report, int) {
	t.Helper()
	code, out, errs := typed(t, append([]string{"demo", "--once", "--json", "--data", dir}, flags...)...)
	var r report
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatalf("exit %d, no report: %v\n%s", code, err, errs)
	}
	return r, code
}

func TestTheDemoOpensEverywhereOnceAndThenChangesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	first, code := demoOnce(t, data)
	if code != exitOK || !first.healthy() {
		t.Fatalf("the first round: exit %d, %+v", code, first)
	}
	opened := map[string]int{}
	for _, r := range first.Sources {
		opened[r.Source] = r.Opened
	}
	for _, a := range authorities() {
		if opened[a] == 0 {
			t.Errorf("nothing was opened at %s", a)
		}
	}
	exportTo(t, data, filepath.Join(dir, "one"))

	second, code := demoOnce(t, data)
	if code != exitOK {
		t.Errorf("the second round: exit %d", code)
	}
	for _, r := range second.Sources {
		if n := r.Opened + r.Revised + r.Closed + r.Withdrawn + r.Reopened + r.Withheld; n != 0 {
			t.Errorf("the second round changed %s: %+v", r.Source, r)
		}
	}
	exportTo(t, data, filepath.Join(dir, "two"))
	sameFiles(t, filepath.Join(dir, "one"), filepath.Join(dir, "two"))
}

func TestPostsOutsideLondonAreLeftOutVisibly(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	demoOnce(t, data)
	a, err := open(settings{data: data}, streams{in: eof{}, out: io.Discard, err: io.Discard}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer a.close()
	left := 0
	for _, r := range a.ledger.Snapshot().Records {
		if r.Source != "achieving-for-children" || r.Outside() == "" {
			continue
		}
		left++
		if r.InDefault || !r.Published.IsZero() {
			t.Errorf("%s is in %s and was published", r.Vacancy.Title, r.Outside())
		}
	}
	if left == 0 {
		t.Error("the shared source shows no post outside London, so nothing was tried")
	}
}

func exportTo(t *testing.T, data, dir string) {
	t.Helper()
	if code, _, errs := typed(t, "export", dir, "--data", data); code != exitOK {
		t.Fatalf("export: exit %d: %s", code, errs)
	}
}

// sameFiles compares two exports byte by byte; status pages carry clocks.
func sameFiles(t *testing.T, a, b string) {
	t.Helper()
	n := 0
	err := filepath.WalkDir(a, func(path string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(a, path)
		if err != nil || d.IsDir() || strings.HasPrefix(rel, "status") {
			return err
		}
		x, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		y, err := os.ReadFile(filepath.Join(b, rel))
		if err != nil {
			return err
		}
		if !bytes.Equal(x, y) {
			t.Errorf("%s differs", rel)
		}
		n++
		return nil
	})
	if err != nil || n == 0 {
		t.Fatalf("compared %d files: %v", n, err)
	}
}

func TestTheDemosFolderRemembersItsSeedAndDay(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	demoOnce(t, data, "--day", "2", "--seed", "7")
	for _, c := range []struct {
		name  string
		flags []string
		code  int
	}{
		{"another seed is another history", []string{"--seed", "8"}, exitUsage},
		{"an earlier day is over", []string{"--day", "1"}, exitUsage},
		{"the same day goes on", []string{"--day", "2"}, exitOK},
		{"no day said means the last one", nil, exitOK},
		{"a later day moves on", []string{"--day", "3", "--seed", "7"}, exitOK},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, _, errs := typed(t, append([]string{"demo", "--once", "--data", data}, c.flags...)...)
			if code != c.code {
				t.Errorf("exit %d: %s", code, errs)
			}
		})
	}
}

func TestTheListOfFaultsIsOneKindALineAndNothingElse(t *testing.T) {
	code, out, errs := typed(t, "demo", "--faults")
	if code != exitOK || errs != "" || !slices.Equal(strings.Fields(out), london.Faults()) {
		t.Errorf("exit %d: %q %q", code, out, errs)
	}
}
