package dedupe_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"vacancies/normalize"
	"vacancies/normalize/dedupe"
)

// shared says that one post is two boroughs'.
const shared = "One post that works across both boroughs in our shared service."

// anyAdvert draws an advert from a small world, so that copies, twins, rounds
// and coincidences are common.
func anyAdvert() *rapid.Generator[advert] {
	pick := func(t *rapid.T, label string, of ...string) string { return rapid.SampledFrom(of).Draw(t, label) }
	return rapid.Custom(func(t *rapid.T) advert {
		kind := rapid.SampledFrom([]normalize.Kind{normalize.Council, normalize.Council, normalize.Regional, normalize.Board, normalize.Agency}).Draw(t, "kind")
		return advert{
			kind: kind, borough: pick(t, "borough", "exbridge", "wyeham"),
			ref:      pick(t, "ref", "", "", "EXB-1", "EXB-2", "EXB-3"),
			title:    pick(t, "title", "Social Worker - Kinship Team", "Kinship Social Worker", "Advanced Practitioner - Kinship", "Social Worker - Permanence"),
			salary:   pick(t, "salary", "", money, "£51,000 - £54,000"),
			closing:  pick(t, "closing", "", autumn, winter, "Ongoing"),
			posted:   pick(t, "posted", "2025-09-01", "2025-09-04", "2025-11-20", "2027-05-01"),
			contract: pick(t, "contract", "", "Permanent", "Maternity cover", "Locum"),
			hours:    pick(t, "hours", "", "36 hours", "18 hours"),
			text:     pick(t, "text", "", reviews, shared),
			url:      "https://site.example/jobs/" + fmt.Sprint(rapid.IntRange(10_000, 10_030).Draw(t, "page")),
		}
	})
}

func someEntries(t *rapid.T) []dedupe.Entry {
	var entries []dedupe.Entry
	for _, a := range rapid.SliceOfN(anyAdvert(), 2, 12).Draw(t, "adverts") {
		entries = append(entries, a.entry())
	}
	return entries
}

func TestInputOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := someEntries(t)
		shuffled := rapid.Permutation(entries).Draw(t, "shuffled")
		if diff := cmp.Diff(dedupe.Group(entries), dedupe.Group(shuffled)); diff != "" {
			t.Fatalf("another order gives other vacancies:\n%s", diff)
		}
	})
}

func TestTwiceIsOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := someEntries(t)
		twice := append(append([]dedupe.Entry(nil), entries...), entries...)
		if diff := cmp.Diff(dedupe.Group(entries), dedupe.Group(twice)); diff != "" {
			t.Fatalf("every advert twice gives other vacancies:\n%s", diff)
		}
	})
}

func TestAnUnrelatedAdvertChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := someEntries(t)
		other := advert{borough: "zedford", ref: "ZED-77", title: "Head of Parks", salary: "£70,000", closing: autumn}.entry()
		var rest []dedupe.Cluster
		for _, c := range dedupe.Group(append(append([]dedupe.Entry(nil), entries...), other)) {
			if c.Founder != other.Identity.ID {
				rest = append(rest, c)
			}
		}
		if diff := cmp.Diff(dedupe.Group(entries), rest); diff != "" {
			t.Fatalf("an unrelated advert changes the vacancies:\n%s", diff)
		}
	})
}

func TestAnAgencysAdvertNeverSwallowsACouncilsOwn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := someEntries(t)
		own, agencies := map[string]bool{}, map[string]bool{}
		for _, e := range entries {
			switch e.Advert.Kind {
			case normalize.Council, normalize.Regional:
				own[e.Identity.ID] = e.Advert.Contract != "Locum"
			case normalize.Agency:
				agencies[e.Identity.ID] = true
			}
		}
		for _, c := range dedupe.Group(entries) {
			var council, agency string
			for _, m := range c.Members {
				if own[m] {
					council = m
				}
				if agencies[m] {
					agency = m
				}
			}
			if council != "" && agency != "" {
				t.Fatalf("the agency's %s and the council's %s are one vacancy: %+v", agency, council, c.Evidence)
			}
		}
	})
}

func TestTwoBoroughsShareAVacancyOnlyWhereBothTextsSaySo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := map[string]dedupe.Entry{}
		var entries []dedupe.Entry
		for _, e := range someEntries(t) {
			if _, ok := at[e.Identity.ID]; !ok {
				at[e.Identity.ID] = e
				entries = append(entries, e)
			}
		}
		for _, c := range dedupe.Group(entries) {
			for _, m := range c.Evidence {
				a, b := at[m.Member].Advert, at[m.Evidence.Advert].Advert
				if a.Boroughs[0] != b.Boroughs[0] && (a.Description != shared || b.Description != shared) {
					t.Fatalf("%q in %s and %q in %s are one vacancy by %s", a.Description, a.Boroughs[0], b.Description, b.Boroughs[0], m.Evidence.Rule)
				}
			}
		}
	})
}

func TestEveryAdvertIsInOneVacancyWithAFounderOfItsOwn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := someEntries(t)
		seen := map[string]bool{}
		for _, c := range dedupe.Group(entries) {
			if len(c.Evidence) != len(c.Members)-1 {
				t.Fatalf("%d members and %d merges: %+v", len(c.Members), len(c.Evidence), c)
			}
			founded := false
			for _, m := range c.Members {
				if seen[m] {
					t.Fatalf("advert %s is in two vacancies", m)
				}
				seen[m] = true
				founded = founded || m == c.Founder
			}
			if !founded || c.Readvertises == c.Founder {
				t.Fatalf("a vacancy founded from outside, or a round of itself: %+v", c)
			}
		}
		for _, e := range entries {
			if !seen[e.Identity.ID] {
				t.Fatalf("advert %s is in no vacancy", e.Identity.ID)
			}
		}
	})
}

// Taking a merge apart gives both their own ids back: what is grouped without
// an advert's partner never keeps the partner's id.
func TestSplittingAMergeRestoresBothIDs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyAdvert().Draw(t, "a").entry()
		b := anyAdvert().Draw(t, "b").entry()
		if a.Identity.ID == b.Identity.ID {
			return
		}
		for _, alone := range []dedupe.Entry{a, b} {
			got := dedupe.Group([]dedupe.Entry{alone})
			if len(got) != 1 || got[0].Founder != alone.Identity.ID {
				t.Fatalf("alone, %s is under %+v", alone.Identity.ID, got)
			}
		}
		x := dedupe.NewIndex()
		x.Add(a, a.Identity.ID)
		x.Add(b, a.Identity.ID)
		x.Add(b, b.Identity.ID) // split: b under its own id again
		if v, _, ok := x.Match(a); ok && v != b.Identity.ID {
			t.Fatalf("after the split %s is under %s", a.Identity.ID, v)
		}
		if x.Len() != 2 {
			t.Fatalf("the index holds %d adverts, want 2", x.Len())
		}
	})
}

func TestTheIndexForgetsWhatIsRemoved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := someEntries(t)
		x := dedupe.NewIndex()
		for _, e := range entries {
			x.Add(e, e.Identity.ID)
		}
		for _, e := range rapid.Permutation(entries).Draw(t, "order") {
			x.Remove(e.Identity.ID)
		}
		if x.Len() != 0 {
			t.Fatalf("%d adverts are left", x.Len())
		}
		for _, e := range entries {
			if v, _, ok := x.Match(e); ok {
				t.Fatalf("an empty index matches %s", v)
			}
		}
	})
}
