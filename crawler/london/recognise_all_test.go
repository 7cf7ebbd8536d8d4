package london_test

import (
	"strings"
	"testing"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/crawler/london"
	"vacancies/crawler/platform"
	"vacancies/crawler/platform/probe"
)

func probed(t *testing.T, session *fetch.Session, id, start string) (probe.Candidate, error) {
	t.Helper()
	return probe.Resolve(t.Context(), session, probe.Options{
		Source: config.Source{ID: id, Boroughs: []string{id}, Kind: "council", URL: start},
	})
}

// TestEveryAuthoritysSystemIsFoundFromItsCareersPage starts from nothing but
// the front page, and has what is found read by its adapter.
func TestEveryAuthoritysSystemIsFoundFromItsCareersPage(t *testing.T) {
	l := build(t, london.Options{Seed: 5})
	r := read(t, l)
	for _, src := range l.Sources() {
		if src.Kind != "council" {
			continue
		}
		t.Run(src.ID, func(t *testing.T) {
			session := r.client.Session(t.Context(), []string{src.ID + ".demo.example"})
			found, err := probed(t, session, src.ID, "http://"+src.ID+".demo.example/")
			if err != nil {
				t.Fatal(err)
			}
			if found.Source.Platform != src.Platform || !found.OwnDomain {
				t.Errorf("taken for %s at %s (own domain %v), want %s\n%s", found.Source.Platform, found.Source.URL, found.OwnDomain, src.Platform, strings.Join(found.Evidence, "\n"))
			}
			if found.Source.Platform == src.Platform {
				if _, ok := platform.ByName(src.Platform); !ok {
					t.Fatal("no adapter")
				}
				found.Source.ID = src.ID
				want := ids(truth(t, l, src.ID, 0))
				if found.Inferred != (src.Platform == "selectors") {
					t.Errorf("inferred: %v", found.Inferred)
				}
				if got := keys(r.harvest(t, found.Source)); len(got) != len(want) {
					t.Errorf("its adapter read %q, shown %q", got, want)
				}
			}
		})
	}
	if trod := l.Trespasses(); len(trod) > 0 {
		t.Errorf("the probe asked for pages that are not for it: %q", trod)
	}
}

func TestAnotherEmployersTenantOfTheSameNameIsNotPublished(t *testing.T) {
	l := build(t, london.Options{Seed: 5})
	r := read(t, l)
	const id = "kingston-upon-thames"
	answer, err := probe.Probe(t.Context(), r.client.Session(t.Context(), []string{id + ".demo.example", "kingston-ontario.demo.example"}), probe.Options{
		Source: config.Source{ID: id, Boroughs: []string{id}, Kind: "council", URL: "http://" + id + ".demo.example/"},
	})
	if err != nil {
		t.Fatal(err)
	}
	best, ok := answer.Best()
	if !ok || best.Source.Platform != "tribepad" {
		t.Errorf("the best is %s at %s", best.Source.Platform, best.Source.URL)
	}
	for _, c := range answer.Candidates {
		if strings.Contains(c.Source.URL, "kingston-ontario") {
			if !strings.Contains(c.Problem, "another employer: City of Kingston, Ontario") {
				t.Errorf("the stranger's problem is %q", c.Problem)
			}
			return
		}
	}
	t.Error("the stranger's tenant was not even seen")
}
