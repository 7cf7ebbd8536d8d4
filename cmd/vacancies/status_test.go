package main

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"vacancies/normalize/lifecycle"
	"vacancies/store"
)

func TestAFaultLineKeepsTheReason(t *testing.T) {
	t.Parallel()
	long := "http://barnet.demo.example/hcmRestApi/resources/latest/recruitingCEJobRequisitions?onlyData=true&expand=requisitionList&…"
	for name, c := range map[string]struct{ said, want string }{
		"behind a long address":  {"reading " + long + ": server_error (status 503)", "reading http://barnet.demo.example/…: server_error (status 503)"},
		"behind two of them":     {"reading " + long + ": redirected to " + long, "reading http://barnet.demo.example/…: redirected to http://barnet.demo.example/…"},
		"of a short line":        {"reading http://a.example/jobs/list/all: gone", "reading http://a.example/jobs/list/all: gone"},
		"without an address":     {"6 of its 11 open adverts\nare gone at once", "6 of its 11 open adverts are gone at once"},
		"too long without one":   {strings.Repeat("word ", 40), strings.Repeat("word ", 15) + "word…"},
		"of a port and a query":  {"reading http://a.example:8080/?" + strings.Repeat("q=1&", 20) + " failed", "reading http://a.example:8080/… failed"},
		"of an address all told": {"https://a.example/" + strings.Repeat("x", 90), "https://a.example/…"},
	} {
		if got := faultLine(c.said, 80); got != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestListsInJSONAreNeverNull: a program counts what is in them.
func TestListsInJSONAreNeverNull(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		dir   string
		args  []string
		lists []string
	}{
		{prepared(t), []string{"explain", "Social Worker"}, []string{"left_out", "vacancies"}},
		{emptyLedger(t), []string{"status"}, []string{"sources"}},
		{emptyLedger(t), []string{"decisions"}, []string{"decisions"}},
	} {
		_, out, errs := typed(t, append(c.args, "--json", "--data", c.dir)...)
		var got map[string]json.RawMessage
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatalf("%v: %v: %s%s", c.args, err, out, errs)
		}
		for _, name := range c.lists {
			if list := string(got[name]); !strings.HasPrefix(list, "[") {
				t.Errorf("%v: %s is %q", c.args, name, list)
			}
		}
	}
}

// emptyLedger is a folder whose ledger holds nothing yet.
func emptyLedger(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	ledger, err := store.Open(filepath.Join(dir, store.FileName), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := ledger.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestServingNothingIsSaid(t *testing.T) {
	t.Parallel()
	fresh, knows := t.TempDir(), opened(t, "")
	if err := knows.announceSources(knows.config.Load()); err != nil {
		t.Fatal(err)
	}
	if err := knows.ledger.Close(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, dir string
		said      bool
	}{
		{"a folder without a ledger", fresh, true},
		{"the same, whose ledger knows nothing still", fresh, true},
		{"a ledger that knows of sources", knows.settings.data, false},
	} {
		_, _, errs := typedWith(t, stopped(t), "", "serve", "--data", c.dir, "--addr", "127.0.0.1:0")
		if said := strings.Contains(errs, "nothing is known yet") && strings.Contains(errs, "file="+filepath.Join(c.dir, store.FileName)); said != c.said {
			t.Errorf("%s: said %t: %s", c.name, said, errs)
		}
	}
}

// stopped is a context that is over: what is begun with it ends at once.
func stopped(t *testing.T) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}

func TestADemoThatCannotBeServedReadsNothing(t *testing.T) {
	t.Parallel()
	l, err := listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	dir := t.TempDir()
	code, out, errs := typed(t, "demo", "--data", dir, "--addr", l.Addr().String())
	if code != exitBad || out != "" || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, "cannot serve on "+l.Addr().String()) {
		t.Errorf("exit %d\n%s%s", code, out, errs)
	}
}

func TestStatusSaysWhatIsNotReadAndWhy(t *testing.T) {
	t.Parallel()
	state := lifecycle.SourceState{Verdict: lifecycle.Healthy}
	state.Source.ID, state.Source.URL = "hackney", "https://jobs.hackney.example/"
	state.Source.Stopped = &lifecycle.Stopped{By: "Human Resources", Why: "asked us to stop"}
	var out bytes.Buffer
	c := call{streams: streams{out: &out}}
	c.statusTable([]sourceStatus{statusOf(state)}, &lifecycle.Snapshot{}, 0)
	if !strings.Contains(out.String(), "stopped on request: asked us to stop") {
		t.Error(out.String())
	}
}
