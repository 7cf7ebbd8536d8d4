package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"vacancies/config"
	"vacancies/normalize/lifecycle"
)

func TestASourceThatIsToBeRecognisedIsFoundPublishedAndRemembered(t *testing.T) {
	quiet := streams{in: eof{}, out: io.Discard, err: io.Discard}
	begin := func(demoDays, bool) (demoDays, error) {
		return demoDays{Day0: time.Now().In(londonZone).Format(time.DateOnly), Seed: 1}, nil
	}
	a, err := open(settings{data: filepath.Join(t.TempDir(), "data")}, quiet, begin)
	if err != nil {
		t.Fatal(err)
	}
	defer a.close()
	if err := a.connect(); err != nil {
		t.Fatal(err)
	}
	c := *a.config.Load()
	auto, _ := c.Source("hackney")
	auto.Platform, auto.URL, auto.Options = config.Auto, "http://hackney.demo.example/", nil
	c.Sources = []config.Source{auto}
	a.config.Store(&c)
	if err := a.announceSources(a.config.Load()); err != nil {
		t.Fatal(err)
	}
	for round, wants := range []lifecycle.Verdict{lifecycle.Healthy, lifecycle.Unchanged} {
		r, err := a.round(t.Context(), c.Sources, nil)
		if err != nil || len(r.Sources) != 1 || r.Sources[0].Verdict != wants {
			t.Fatalf("round %d: %+v, %v", round+1, r.Sources, err)
		}
		if opened := r.Sources[0].Opened; (opened > 0) != (round == 0) {
			t.Errorf("round %d opened %d", round+1, opened)
		}
	}
	s, _ := a.ledger.Source("hackney")
	if s.Resolution == nil || s.Resolution.Platform != "wordpress" || len(s.Resolution.Evidence) == 0 || s.Waiting != "" {
		t.Errorf("what was found: %+v, waiting %q", s.Resolution, s.Waiting)
	}
}

// TestASiteThatCannotBeOpenedIsAFailureAlsoBeforeItIsRecognised: it was "skipped",
// as if nobody knew its address, and waited for its ordinary turn: hours, where the
// machine had no network at the first start.
func TestASiteThatCannotBeOpenedIsAFailureAlsoBeforeItIsRecognised(t *testing.T) {
	t.Parallel()
	nobody, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	down := "http://" + nobody.Addr().String()
	if err := nobody.Close(); err != nil {
		t.Fatal(err)
	}
	site := func(status int) string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				http.NotFound(w, r)
				return
			}
			w.WriteHeader(status)
			fmt.Fprint(w, "<html><body><p>Our council.</p></body></html>")
		}))
		t.Cleanup(server.Close)
		return server.URL
	}
	for _, c := range []struct {
		name, url string
		want      lifecycle.Verdict
		fault     lifecycle.Fault
	}{
		{"a site that is down", down, lifecycle.Failed, lifecycle.FaultRefused},
		{"a site that keeps us out", site(http.StatusForbidden), lifecycle.Blocked, lifecycle.FaultForbidden},
		{"a page on which no system is recognised", site(http.StatusOK), lifecycle.Skipped, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a := opened(t, "network: {allow_private: true, per_host_delay: 1s}\nsources: [{id: camden, platform: auto, every: 24h, url: \""+c.url+"/jobs\"}]\n")
			row, ok := a.config.Load().Source("camden")
			if !ok {
				t.Fatal("no row")
			}
			before := a.now()
			r, err := a.round(t.Context(), []config.Source{row}, nil)
			if err != nil || len(r.Sources) != 1 || r.Sources[0].Verdict != c.want || r.Sources[0].Fault != c.fault {
				t.Fatalf("%+v, %v; want %s, %s", r.Sources, err, c.want, c.fault)
			}
			s, _ := a.ledger.Source("camden")
			if soon := s.NextAttempt.Sub(before) < time.Hour; soon != (c.want != lifecycle.Skipped) {
				t.Errorf("it is tried again at %s", s.NextAttempt)
			}
		})
	}
}
