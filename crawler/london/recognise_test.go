package london_test

import (
	"fmt"
	"slices"
	"testing"

	"vacancies/config"
	"vacancies/crawler/london"
	"vacancies/crawler/platform/probe"
)

func TestEachSystemIsRecognisedFromTheCareersPage(t *testing.T) {
	l := build(t, london.Options{Seed: 3})
	r := read(t, l)
	sources := sourcesByID(l)
	for _, id := range []string{"westminster", "harrow", "enfield", "hackney", "hounslow", "tower-hamlets", "barking-and-dagenham", "bexley"} {
		t.Run(id, func(t *testing.T) {
			host := id + ".demo.example"
			found, err := probe.Resolve(t.Context(), r.client.Session(t.Context(), []string{host}), probe.Options{
				Source: config.Source{ID: id, Boroughs: []string{id}, Kind: "council", URL: "http://" + host + "/"}})
			if err != nil {
				t.Fatal(err)
			}
			if found.Source.Platform != sources[id].Platform {
				t.Errorf("taken for %s at %s, want %s", found.Source.Platform, found.Source.URL, sources[id].Platform)
			}
			if want := len(truth(t, l, id, 0)); found.Count == 0 || found.Count > want {
				t.Errorf("%d adverts counted, %d are shown", found.Count, want)
			}
		})
	}
	if trod := l.Trespasses(); len(trod) > 0 {
		t.Errorf("the probe asked for pages that are not for it: %q", trod)
	}
}

func TestEverySourceHasAPostOfItsOwnOnDayZero(t *testing.T) {
	for seed := range uint64(12) {
		l := build(t, london.Options{Seed: seed})
		for _, src := range l.Sources() {
			if src.Kind == "regional" {
				continue
			}
			own := slices.ContainsFunc(truth(t, l, src.ID, 0), func(p london.Post) bool {
				return p.Scope == "in" && len(p.Boroughs) == 1 && !slices.Contains(p.Contract, "agency")
			})
			if !own {
				t.Errorf("seed %d: %s has no post in scope of its own", seed, src.ID)
			}
		}
	}
}

func TestTheAgencyHasOnePostThatIsNoBooking(t *testing.T) {
	for seed := range uint64(4) {
		var permanent []string
		for _, p := range truth(t, build(t, london.Options{Seed: seed}), "harbourlight-locums", 0) {
			if p.Scope == "in" && !slices.Contains(p.Contract, "agency") {
				permanent = append(permanent, fmt.Sprint(p.Title, p.Contract, p.Boroughs))
			}
		}
		if len(permanent) != 1 {
			t.Errorf("seed %d: %q", seed, permanent)
		}
	}
}
