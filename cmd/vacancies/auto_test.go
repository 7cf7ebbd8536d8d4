package main

import (
	"io"
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
