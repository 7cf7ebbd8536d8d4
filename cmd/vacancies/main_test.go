package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

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
		{"a day that never comes", []string{"demo", "--once", "--day", "99999999"}, "--day counts from 0 to"},
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
	if code, out, errs = typed(t, "crawl", "--data", data); code != exitOK || !strings.HasPrefix(out, "no source is due") {
		t.Errorf("crawl with nothing due: exit %d: %s%s", code, out, errs)
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
