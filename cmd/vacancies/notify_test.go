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

func TestASourceIsToldOfOnceWhenItTurns(t *testing.T) {
	failed := func(n int) lifecycle.SourceState {
		return lifecycle.SourceState{Source: lifecycle.Source{ID: "camden"}, Failures: n, Error: "reading it: down"}
	}
	withheld := lifecycle.SourceState{Source: lifecycle.Source{ID: "camden"}, Withheld: &lifecycle.Withheld{Reason: "3 of 5 gone"}}
	waiting := lifecycle.SourceState{Source: lifecycle.Source{ID: "camden"}, Waiting: "waits to be accepted"}
	for _, c := range []struct {
		name    string
		was, is lifecycle.SourceState
		kind    string
	}{
		{"a first failure is nobody's business yet", failed(0), failed(1), ""},
		{"the third failure in a row is told", failed(2), failed(3), "bad"},
		{"the fourth is not told again", failed(3), failed(4), ""},
		{"recovery is told", failed(5), failed(0), "recovered"},
		{"recovery from one failure is not", failed(1), failed(0), ""},
		{"what is withheld asks for a decision", failed(0), withheld, "waiting"},
		{"and does not ask twice", withheld, withheld, ""},
		{"a source found by itself waits to be accepted", failed(0), waiting, "waiting"},
	} {
		t.Run(c.name, func(t *testing.T) {
			kind := ""
			if n := turned(c.was, c.is, time.Time{}); n != nil {
				kind = n.Kind
				if !strings.Contains(n.Text, "camden") {
					t.Errorf("the notice does not name its source: %q", n.Text)
				}
			}
			if kind != c.kind {
				t.Errorf("told %q, want %q", kind, c.kind)
			}
		})
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
