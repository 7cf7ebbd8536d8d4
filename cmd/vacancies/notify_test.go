package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
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

func TestALongTroubleIsToldOnceAlthoughItsFirstRunsAreForgotten(t *testing.T) {
	a := opened(t, "notify: {url: \"http://hook.example/\"}\n")
	begin := time.Date(2026, time.November, 18, 12, 0, 0, 0, time.UTC)
	a.now = clockFrom(begin)
	h := &hook{now: a.now, answer: func(*http.Request) int { return 200 }}
	a.webhook.Transport = h
	look := func() {
		t.Helper()
		if err := (notifier{a, map[string]string{}}).tellNew(t.Context()); err != nil { // as after a start
			t.Fatal(err)
		}
	}
	look()
	for day := range 200 { // longer than runs are kept
		a.now = clockFrom(begin.AddDate(0, 0, day).Add(time.Hour))
		stands(t, a, lifecycle.Blocked)
		if err := a.prune(); err != nil {
			t.Fatal(err)
		}
		look()
	}
	if runs, err := a.ledger.Runs("camden", 200); err != nil || len(runs) == 200 {
		t.Fatalf("%d runs are kept, %v", len(runs), err)
	}
	if len(h.taken) != 1 {
		t.Errorf("the webhook took %+v", h.taken)
	}
}

func TestAWebhookThatFailsKeepsItsAddressOutOfTheLog(t *testing.T) {
	a := opened(t, "notify: {url: \"http://127.0.0.1:1/a-secret\"}\n")
	err := a.tell(t.Context(), notice{Kind: "bad"})
	if err == nil || strings.Contains(err.Error(), "a-secret") {
		t.Errorf("the error is %v", err)
	}
}

// opened brings up the program on a folder of its own, live.
func opened(t *testing.T, config string) *app {
	t.Helper()
	return openedIn(t, t.TempDir(), config)
}

func openedIn(t *testing.T, dir, config string) *app {
	t.Helper()
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

// hook is a webhook in memory: what it was told, and how it answers at which
// instant.
type hook struct {
	now    func() time.Time
	answer func(r *http.Request) (status int)
	asked  int
	taken  []notice
	at     []time.Time
}

// hangs has a webhook accept what it is told and never answer.
const hangs = -1

func (h *hook) RoundTrip(r *http.Request) (*http.Response, error) {
	h.asked++
	var n notice
	if err := json.NewDecoder(r.Body).Decode(&n); err != nil {
		return nil, err
	}
	status := h.answer(r)
	if status == hangs {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	if status < 300 {
		h.taken, h.at = append(h.taken, n), append(h.at, h.now())
	}
	return &http.Response{StatusCode: status, Status: http.StatusText(status), Header: http.Header{"Location": {"http://hook.example/elsewhere"}},
		Body: io.NopCloser(strings.NewReader("")), Request: r}, nil
}

// clockFrom is a clock that stands at an instant and goes as the bubble's does.
func clockFrom(at time.Time) func() time.Time {
	began := time.Now()
	return func() time.Time { return at.Add(time.Since(began)) }
}

// stands commits a run of camden's.
func stands(t *testing.T, a *app, verdict lifecycle.Verdict) {
	t.Helper()
	at := a.now()
	if _, err := a.ledger.Commit(func(lifecycle.View) (lifecycle.Result, error) {
		return lifecycle.Result{Runs: []lifecycle.Run{{Source: "camden", Verdict: verdict, At: at}},
			Sources: []lifecycle.SourceState{{Source: lifecycle.Source{ID: "camden"}, LastAttempt: at, Verdict: verdict}}}, nil
	}); err != nil {
		t.Fatal(err)
	}
}

func TestAWebhookIsToldOnceHoweverItAnswers(t *testing.T) {
	begin := time.Date(2026, time.November, 18, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name   string
		answer func(h *hook) int
		asked  int
		// within is how long after it happened the first of it is taken.
		within time.Duration
	}{
		{"one that answers 200 is told at once", func(*hook) int { return 200 }, 2, idle},
		{"one that answers 500 and then 200 is told at the second try", func(h *hook) int {
			if h.asked == 1 {
				return 500
			}
			return 200
		}, 3, idle + pauseAfterFailure},
		{"one that sends elsewhere is not followed, and tried again", func(h *hook) int {
			if h.asked == 1 {
				return 302
			}
			return 200
		}, 3, idle + pauseAfterFailure},
		{"one that accepts and hangs is given ten seconds, and tried again", func(h *hook) int {
			if h.asked == 1 {
				return hangs
			}
			return 200
		}, 3, idle + 10*time.Second + pauseAfterFailure},
		{"one that is down for an hour is told all of it when it is back", func(h *hook) int {
			if h.now().Before(begin.Add(time.Hour)) {
				return 503
			}
			return 200
		}, 14, time.Hour + pauseAfterFailure},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a := opened(t, "notify: {url: \"http://hook.example/\"}\n")
				a.now = clockFrom(begin)
				h := &hook{now: a.now}
				h.answer = func(*http.Request) int { return c.answer(h) }
				a.webhook.Transport = h
				ctx, stop := context.WithCancel(t.Context())
				done := make(chan error)
				go func() { done <- a.notifyLoop(ctx) }()
				time.Sleep(time.Second)
				happened := a.now()
				stands(t, a, lifecycle.Blocked)
				time.Sleep(time.Minute)
				stands(t, a, lifecycle.Healthy)
				time.Sleep(3 * time.Hour)
				stop()
				if err := <-done; err != nil {
					t.Error(err)
				}
				if len(h.taken) != 2 || h.taken[0].Kind != "bad" || h.taken[1].Kind != "recovered" {
					t.Fatalf("it took %+v", h.taken)
				}
				if h.asked != c.asked {
					t.Errorf("it was asked %d times, want %d", h.asked, c.asked)
				}
				if took := h.at[0].Sub(happened); took > c.within {
					t.Errorf("told after %s, want within %s", took, c.within)
				}
			})
		})
	}
}

// TestAWebhookThatHangsHoldsUpNothing: the ledger is written, readers are
// answered, and the program ends at once while a notice is on its way.
func TestAWebhookThatHangsHoldsUpNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := opened(t, "notify: {url: \"http://hook.example/\"}\n")
		a.now = clockFrom(time.Date(2026, time.November, 18, 12, 0, 0, 0, time.UTC))
		h := &hook{now: a.now, answer: func(*http.Request) int { return hangs }}
		a.webhook.Transport = h
		if err := a.setSite(); err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- a.notifyLoop(ctx) }()
		time.Sleep(time.Second)
		stands(t, a, lifecycle.Blocked)
		time.Sleep(2 * idle)
		synctest.Wait() // the notice is on its way, and what was written is seen
		if h.asked != 1 {
			t.Fatalf("it was asked %d times", h.asked)
		}
		before := a.now()
		stands(t, a, lifecycle.Failed)
		a.publish()
		w := httptest.NewRecorder()
		if a.serveSite(w, httptest.NewRequest(http.MethodGet, "/status.json", nil)); !strings.Contains(w.Body.String(), `"verdict": "failed"`) && !strings.Contains(w.Body.String(), `"verdict":"failed"`) {
			t.Errorf("readers are not shown what was committed meanwhile: %s", w.Body)
		}
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		if took := a.now().Sub(before); took > 0 {
			t.Errorf("they waited %s for the webhook", took)
		}
	})
}
