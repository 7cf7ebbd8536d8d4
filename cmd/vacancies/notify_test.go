package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vacancies/normalize/lifecycle"
)

// heard is a webhook that remembers what it was told, and fails while it is broken.
type heard struct {
	told   []string
	broken bool
}

func (h *heard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var n notice
	if err := json.NewDecoder(r.Body).Decode(&n); err != nil || h.broken {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	h.told = append(h.told, n.Kind+" "+n.Source)
}

func TestTheWebhookIsToldOnceWhatHappens(t *testing.T) {
	hook := &heard{}
	server := httptest.NewServer(hook)
	defer server.Close()
	a := opened(t, "notify: {url: "+server.URL+"}\n")
	if _, err := a.toldSoFar(); err != nil {
		t.Fatal(err)
	}
	start := a.now()
	held := &lifecycle.Withheld{Reason: "3 of 5 gone"}
	refused := &lifecycle.Withheld{Reason: "3 of 5 gone", Refused: true}
	n := notifier{a, map[string]string{}}
	for i, c := range []struct {
		name     string
		verdict  lifecycle.Verdict
		withheld *lifecycle.Withheld
		asked    int // the step at which it began to ask
		broken   bool
		restart  bool
		want     string
	}{
		{name: "a healthy source is no news", verdict: lifecycle.Healthy},
		{name: "a source that turns bad is told of", verdict: lifecycle.Blocked, want: "bad camden"},
		{name: "while it stays bad nothing is told", verdict: lifecycle.Failed},
		{name: "nor after a restart", verdict: lifecycle.Failed, restart: true},
		{name: "a webhook that fails misses the recovery", verdict: lifecycle.Healthy, broken: true},
		{name: "and is told of it when it answers again", verdict: lifecycle.Unchanged, want: "recovered camden"},
		{name: "what is withheld is bad and asks for a decision", verdict: lifecycle.Collapsed, withheld: held, asked: 6, want: "bad camden, waiting camden"},
		{name: "and does not ask twice", verdict: lifecycle.Collapsed, withheld: held, asked: 6, restart: true},
		{name: "what was refused asks no more", verdict: lifecycle.Collapsed, withheld: refused},
		{name: "a list that comes back is told of", verdict: lifecycle.Healthy, want: "recovered camden"},
	} {
		at := start.Add(time.Duration(i+1) * time.Minute)
		state := lifecycle.SourceState{Source: lifecycle.Source{ID: "camden"}, LastAttempt: at, Verdict: c.verdict, Withheld: c.withheld}
		if c.asked > 0 {
			state.AskedSince = start.Add(time.Duration(c.asked+1) * time.Minute)
		}
		if _, err := a.ledger.Commit(func(lifecycle.View) (lifecycle.Result, error) {
			return lifecycle.Result{Sources: []lifecycle.SourceState{state},
				Runs: []lifecycle.Run{{Source: "camden", Verdict: c.verdict, At: at}}}, nil
		}); err != nil {
			t.Fatal(err)
		}
		if c.restart {
			n.looked = map[string]string{}
		}
		hook.told, hook.broken = nil, c.broken
		if err := n.tellNew(t.Context()); (err != nil) != c.broken {
			t.Errorf("%s: %v", c.name, err)
		}
		if got := strings.Join(hook.told, ", "); got != c.want {
			t.Errorf("%s: told %q, want %q", c.name, got, c.want)
		}
	}
}

func TestAWebhookThatFailsKeepsItsAddressOutOfTheLog(t *testing.T) {
	a := opened(t, "notify: {url: \"http://127.0.0.1:1/a-secret\"}\n")
	err := a.tell(t.Context(), notice{Kind: "bad"})
	if err == nil || strings.Contains(err.Error(), "a-secret") {
		t.Errorf("the error is %v", err)
	}
}

func TestTheDigestIsDueFromNineOnMondayInLondon(t *testing.T) {
	for at, want := range map[string]struct {
		week string
		due  bool
	}{
		"2026-11-23T08:59:00Z": {"2026-W48", false},
		"2026-11-23T09:00:00Z": {"2026-W48", true},
		"2026-06-15T08:00:00Z": {"2026-W25", true}, // nine by British Summer Time
		"2026-11-29T23:00:00Z": {"2026-W48", true},
		"2027-01-03T12:00:00Z": {"2026-W53", true},
	} {
		now, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if week, due := digestWeek(now); week != want.week || due != want.due {
			t.Errorf("%s: %s, due %v; want %s, %v", at, week, due, want.week, want.due)
		}
	}
}

// opened brings up the program on a folder of its own, live.
func opened(t *testing.T, config string) *app {
	t.Helper()
	dir := t.TempDir()
	s := settings{data: filepath.Join(dir, "data"), config: filepath.Join(dir, "vacancies.yaml"), contact: "team@resourcing.gov.uk"}
	if err := os.WriteFile(s.config, []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	a, err := open(s, streams{in: eof{}, out: io.Discard, err: io.Discard}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.close)
	if err := a.connect(); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestTheWebhookGetsTheWeeklyDigestOnce(t *testing.T) {
	var got []notice
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		var n notice
		if err := json.NewDecoder(r.Body).Decode(&n); err != nil || r.Method != http.MethodPost {
			t.Errorf("%s: %v", r.Method, err)
		}
		got = append(got, n)
	}))
	defer hook.Close()
	a := opened(t, "notify: {url: "+hook.URL+"}\n")
	for _, week := range []string{"2026-W47", "2026-W48", "2026-W48"} {
		if err := a.sendDigest(t.Context(), week); err != nil {
			t.Fatal(err)
		}
	}
	if len(got) != 1 || got[0].Kind != "digest" || got[0].Digest == nil {
		t.Errorf("told %+v: the first week has nothing behind it, the second is told once", got)
	}
}

func TestAReloadTakesAWholeConfigurationOrNone(t *testing.T) {
	a := opened(t, "sources: [{id: lewisham, every: 2h}]\n")
	quiet := call{streams: streams{in: eof{}, out: io.Discard, err: io.Discard}}
	every := func() time.Duration {
		s, _ := a.config.Load().Source("lewisham")
		return s.Every
	}
	write := func(body string) {
		if err := os.WriteFile(a.settings.config, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("sources: [{id: lewisham, every: 3h}, {id: camden, kind: quango}]\n")
	if err := a.reload(quiet); err == nil || every() != 2*time.Hour {
		t.Errorf("a broken file: %v, every %s", err, every())
	}
	write("sources: [{id: lewisham, every: 3h}]\n")
	if err := a.reload(quiet); err != nil || every() != 3*time.Hour {
		t.Errorf("a whole file: %v, every %s", err, every())
	}
}
