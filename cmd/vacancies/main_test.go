package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"vacancies/crawler/london"
	"vacancies/normalize/lifecycle"
)

// TestMain also lets garbage lie longer than the program does: the tests make
// some two hundred small worlds, and collecting after them took a fifth of the time.
func TestMain(m *testing.M) {
	debug.SetGCPercent(300)
	goleak.VerifyTestMain(m)
}

// typed runs the program in this process as if its arguments had been typed.
func typed(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	return typedWith(t, t.Context(), "", args...)
}

func typedWith(t *testing.T, ctx context.Context, stdin string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(ctx, args, streams{in: strings.NewReader(stdin), out: &o, err: &e})
	return code, o.String(), e.String()
}

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

func TestEveryCommandExplainsItself(t *testing.T) {
	for _, c := range commands() {
		code, out, errs := typed(t, c.name, "--help")
		if code != exitOK || !strings.Contains(out, "usage: vacancies "+c.name) || errs != "" {
			t.Errorf("%s --help: exit %d, out %q, err %q", c.name, code, out, errs)
		}
	}
}

func TestMistakesOfUsageAreOneLineAndExitWithTwo(t *testing.T) {
	dir := t.TempDir()
	broken := filepath.Join(dir, "broken.yaml")
	if err := os.WriteFile(broken, []byte("contakt: x\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		args []string
		says string
	}{
		{"a command nobody knows", []string{"scrape"}, `no command "scrape"`},
		{"a flag nobody knows", []string{"status", "--dta", dir}, "flag provided but not defined"},
		{"too many arguments", []string{"export", "a", "b"}, "usage: vacancies export"},
		{"a configuration with a mistake", []string{"config", "--config", broken}, broken + ":1: contakt:"},
		{"a live run without a contact", []string{"run", "--data", filepath.Join(dir, "a")}, "--contact"},
		{"a live run with an example contact", []string{"crawl", "--data", filepath.Join(dir, "b"), "--contact", "me@example.com"}, "example address"},
		{"a source nobody knows", []string{"crawl", "atlantis", "--data", filepath.Join(dir, "c"), "--contact", "team@resourcing.gov.uk"}, "atlantis"},
		{"a fault nobody knows", []string{"demo", "--once", "--fault", "hackney=gremlins"}, "gremlins"},
		{"a ruling without a reason", []string{"decide", "scope", "x", "in", "--by", "me", "--data", filepath.Join(dir, "d")}, "--why"},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, _, errs := typed(t, c.args...)
			if code != exitUsage || !strings.Contains(errs, c.says) {
				t.Errorf("exit %d: %s", code, errs)
			}
		})
	}
}

func TestFlagsMayFollowArgumentsWithOneDashOrTwo(t *testing.T) {
	for _, args := range [][]string{
		{"a", "-data", "X", "b"}, {"-data=X", "a", "b"}, {"a", "b", "--data", "X"}, {"a", "--data=X", "b"},
	} {
		var s settings
		f := newFlags("t")
		s.dataFlag(f)
		rest, err := parse(f, args)
		if err != nil || s.data != "X" || !slices.Equal(rest, []string{"a", "b"}) {
			t.Errorf("%v gave %v, data %q, %v", args, rest, s.data, err)
		}
	}
	f := newFlags("t")
	if rest, err := parse(f, []string{"a", "--", "--b", "c"}); err != nil || !slices.Equal(rest, []string{"a", "--b", "c"}) {
		t.Errorf("after -- everything is an argument, but got %v, %v", rest, err)
	}
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

func TestNormalizeAnswersLineByLineAndNamesABadLine(t *testing.T) {
	in := `{"source":"camden","reference":"A1","title":"Social Worker - Children in Care","salary":"£40,000 - £45,000"}
{"source":"camden","reference":"A2","title":"Library Assistant"}
`
	code, out, errs := typedWith(t, t.Context(), in, "normalize")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != exitOK || len(lines) != 2 || !strings.Contains(lines[0], `"scope":"in"`) || !strings.Contains(lines[1], `"scope":"out"`) {
		t.Fatalf("exit %d: %s%s", code, out, errs)
	}
	for name, bad := range map[string]string{
		"a line that is no JSON":        in + "{oops\n",
		"an advert without an identity": in + `{"title":"Social Worker"}` + "\n",
	} {
		if code, _, errs := typedWith(t, t.Context(), bad, "normalize"); code == exitOK || !strings.Contains(errs, "line 3") {
			t.Errorf("%s: exit %d: %s", name, code, errs)
		}
	}
}

// held starts a demo that holds its folder, and gives how to end it.
func held(t *testing.T, data string) (end func() (int, string)) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var out, errs syncBuffer
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"demo", "--data", data, "--addr", "127.0.0.1:0"}, streams{in: eof{}, out: &out, err: &errs})
	}()
	deadline := time.After(2 * time.Minute)
	for !strings.Contains(errs.String(), "serving on") {
		select {
		case code := <-done:
			t.Fatalf("the demo ended with %d: %s", code, errs.String())
		case <-deadline:
			t.Fatalf("the demo does not serve: %s", errs.String())
		case <-time.After(20 * time.Millisecond):
		}
	}
	return func() (int, string) {
		cancel()
		return <-done, errs.String()
	}
}

func TestOtherCommandsSpeakToTheProcessThatHoldsTheFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	end := held(t, data)
	info, err := os.Stat(filepath.Join(data, socketName))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the control socket: %v, %v", info, err)
	}
	code, out, errs := typed(t, "status", "--json", "--data", data)
	var s struct{ Sources []sourceStatus }
	if err := json.Unmarshal([]byte(out), &s); err != nil || code != exitOK || len(s.Sources) < 33 {
		t.Errorf("status: exit %d, %v: %s", code, err, errs)
	}
	code, out, errs = typed(t, "crawl", "hackney", "--all", "--json", "--data", data)
	var r report
	if err := json.Unmarshal([]byte(out), &r); err != nil || code != exitOK || len(r.Sources) != 1 || r.Sources[0].Verdict != lifecycle.Unchanged {
		t.Errorf("crawl: exit %d, %v: %s%s", code, err, out, errs)
	}
	if code, _, errs := typed(t, "backup", filepath.Join(dir, "copy.db"), "--data", data); code != exitOK {
		t.Errorf("backup: exit %d: %s", code, errs)
	}
	if code, _, errs := typed(t, "restore", filepath.Join(dir, "copy.db"), "--data", data); code == exitOK || !strings.Contains(errs, "holds") {
		t.Errorf("restore while the folder is held: exit %d: %s", code, errs)
	}
	if code, errs := end(); code != exitOK {
		t.Errorf("the demo ended with %d: %s", code, errs)
	}
	if code, _, errs := typed(t, "restore", filepath.Join(dir, "copy.db"), "--data", data); code != exitOK {
		t.Errorf("restore: exit %d: %s", code, errs)
	}
}

func TestAPortInUseIsOneClearLine(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	code, _, errs := typed(t, "serve", "--data", t.TempDir(), "--addr", l.Addr().String())
	if log, rest, found := strings.Cut(errs, "\n"); found && strings.HasPrefix(log, "time=") {
		errs = rest // that a new ledger is begun
	}
	if code != exitBad || !strings.Contains(errs, "cannot serve on "+l.Addr().String()) || strings.Count(errs, "\n") != 1 {
		t.Errorf("exit %d: %q", code, errs)
	}
}

func TestADamagedLedgerIsToldInOneLineAndLeftAsItIs(t *testing.T) {
	for name, body := range map[string][]byte{
		"an empty file": {}, "junk": []byte(strings.Repeat("junk", 5000)),
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			file := filepath.Join(dir, "ledger.db")
			if err := os.WriteFile(file, body, 0o600); err != nil {
				t.Fatal(err)
			}
			code, _, errs := typed(t, "status", "--data", dir)
			if code != exitBad || !strings.Contains(errs, "damaged") || strings.Count(errs, "\n") != 1 {
				t.Errorf("exit %d: %q", code, errs)
			}
			if now, err := os.ReadFile(file); err != nil || !bytes.Equal(now, body) {
				t.Errorf("the file was changed: %v", err)
			}
		})
	}
}
