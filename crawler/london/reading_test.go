package london_test

import (
	"fmt"
	"slices"
	"testing"

	"vacancies/crawler/london"
	"vacancies/normalize"
)

// TestWhatIsReadIsWhatIsTrue reads every advert of a day through the whole
// house up to its meaning, and holds it against the truth.
func TestWhatIsReadIsWhatIsTrue(t *testing.T) {
	for seed, day := range map[uint64]int{1: 0, 2: 20} {
		l := build(t, london.Options{Seed: seed, Day: day})
		r := read(t, l)
		for _, src := range l.Sources() {
			h := r.harvest(t, src)
			for _, p := range truth(t, l, src.ID, day) {
				v := normalize.Read(sighting(t, h, p.ID).Advert)
				at := fmt.Sprintf("seed %d, %s, %q", seed, src.ID, p.Title)
				if string(v.Role.Scope) != p.Scope {
					t.Errorf("%s: scope %s (%q), want %s", at, v.Role.Scope, v.Role.Why.Words, p.Scope)
				}
				if p.Scope != "out" && v.Role.Stage != p.Stage {
					t.Errorf("%s: stage %s, want %s", at, v.Role.Stage, p.Stage)
				}
				if !v.Closing.At.Equal(p.Closing.At) {
					t.Errorf("%s: closes %s, want %s", at, v.Closing.At, p.Closing.At)
				}
				if got, want := v.Place.Boroughs, bounded(p.Boroughs, src.Boroughs); !slices.Equal(got, want) {
					t.Errorf("%s: in %q, want %q", at, got, want)
				}
			}
		}
	}
}

// bounded are the authorities of a post that its source serves.
func bounded(all, serves []string) []string {
	var out []string
	for _, slug := range all {
		if slices.Contains(serves, slug) {
			out = append(out, slug)
		}
	}
	return out
}
