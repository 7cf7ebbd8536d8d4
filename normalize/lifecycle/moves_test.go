package lifecycle

import (
	"strings"
	"testing"

	"vacancies/normalize"
)

func TestABoardThatMovesKeepsItsVacancies(t *testing.T) {
	m := newMemory()
	old := ads("old", 1, 6)
	old[0].Advert.Reference = "SW/1"
	m.step(list("old", old...), monday)
	before := m.published()

	moved := src("new")
	moved.Succeeds = "old"
	var adverts []Sighting
	for n := 1; n <= 4; n++ { // 1 by its reference, 2 by its words, 3 and 4 by title, closing and pay; 5 and 6 are not there
		s := ad("new", n+100, func(a *normalize.Advert) {
			was := old[n-1].Advert
			a.Title, a.Salary, a.Closing, a.Description, a.Reference = was.Title, was.Salary, was.Closing, was.Description, was.Reference
		})
		switch n {
		case 1:
			s.Advert.Title, s.Advert.Description = "Social Worker, first", "rewritten"
		case 3, 4:
			s.Advert.Description = "rewritten"
		}
		adverts = append(adverts, s)
	}
	adverts = append(adverts, ad("new", 200))
	h := Harvest{Source: moved, Adverts: adverts}

	for n := 1; n < 4; n++ { // however long it waits
		r := m.step(h, hour(n))
		st, _ := m.Source("new")
		if r.Runs[0].Verdict != Collapsed || len(r.Changes) != 0 || st.Withheld == nil || len(st.Withheld.Takeover) != 4 || st.Failures != 0 {
			t.Fatalf("%s %+v %+v", r.Runs[0].Verdict, r.Changes, st)
		}
	}
	st, _ := m.Source("new")
	if !strings.Contains(st.Withheld.Reason, "4 of its 6") {
		t.Errorf("it is shown as %q", st.Withheld.Reason)
	}
	r := m.decide(t, Decision{Kind: RuleApprove, Target: "new"}, hour(5))
	kinds := map[ChangeKind]int{}
	for _, c := range news(r.Changes) {
		kinds[c.Kind]++
	}
	equal(t, "kinds of change", kinds, map[ChangeKind]int{Opened: 1, Revised: 1, WithdrawnIt: 2})
	after := m.published()
	for n := 1; n <= 4; n++ {
		id := idOf("old", n)
		if _, ok := after[id]; !ok || n > 1 && after[id] != before[id] {
			t.Errorf("vacancy %d went from %q to %q", n, before[id], after[id])
		}
		if got := m.Resolve(idOf("new", n+100)); got != id {
			t.Errorf("the new advert of %d leads to %s", n, got)
		}
		if lead := m.records[id].Lead(); lead.Source != "new" || m.records[id].Merges[0].Rule == "" {
			t.Errorf("it follows %s, for the reason %+v", lead.Source, m.records[id].Merges)
		}
	}
	for n := 6; n < 10; n++ {
		if r := m.step(h, hour(n)); len(r.Changes)+len(r.Records) != 0 || r.Runs[0].Verdict != Healthy {
			t.Fatalf("run %d: %s %+v", n, r.Runs[0].Verdict, r.Changes)
		}
	}
}

// TestASuccessionIsRuledOnOnce: what is listed at the old place later is not
// taken over again.
func TestASuccessionIsRuledOnOnce(t *testing.T) {
	m := newMemory()
	m.step(list("old", ads("old", 1, 3)...), monday)
	moved := src("new")
	moved.Succeeds = "old"
	h := Harvest{Source: moved, Adverts: ads("new", 11, 14)}
	m.step(h, hour(1))
	m.decide(t, Decision{Kind: RuleApprove, Target: "new"}, hour(2))
	m.step(list("old", ads("old", 1, 3)...), hour(3)) // the old board is read on for a day
	if r := m.step(h, hour(4)); r.Runs[0].Verdict != Healthy {
		t.Errorf("asked again: %s %s", r.Runs[0].Verdict, r.Runs[0].Error)
	}
}

func TestASuccessorOfNothingOpenNeedsNobody(t *testing.T) {
	m := newMemory()
	moved := src("new")
	moved.Succeeds = "old"
	r := m.step(Harvest{Source: moved, Adverts: ads("new", 1, 3)}, monday)
	if r.Runs[0].Verdict != Healthy || len(r.Changes) != 3 {
		t.Errorf("%s %+v", r.Runs[0].Verdict, r.Changes)
	}
}

func TestPairingLeavesNoChoice(t *testing.T) {
	m := newMemory()
	twin := func(a *normalize.Advert) { a.Title, a.Salary, a.Description = "Social Worker", "£1", "same" }
	m.step(list("old", ad("old", 1, twin), ad("old", 2, twin)), monday)
	moved := src("new")
	moved.Succeeds = "old"
	m.step(Harvest{Source: moved, Adverts: []Sighting{ad("new", 3, twin), ad("new", 4, twin)}}, hour(1))
	if st, _ := m.Source("new"); len(st.Withheld.Takeover) != 0 {
		t.Errorf("two alike on both sides were paired: %+v", st.Withheld.Takeover)
	}
}
