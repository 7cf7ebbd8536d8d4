package lifecycle

import (
	"testing"

	"vacancies/normalize"
	"vacancies/normalize/dedupe"
)

func TestACollapseIsWithheldWholeAndThenBelieved(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 8)...), monday)
	short := list("a", append(ads("a", 1, 3), ad("a", 9))...)
	short.Memos = []Memo{{URL: "https://a.example/jobs", ETag: "x"}}
	r := m.step(short, hour(1))
	if r.Runs[0].Verdict != Collapsed || r.Runs[0].Withheld != 5 || len(r.Changes)+len(r.Memos) != 0 {
		t.Fatalf("%+v, changes %+v", r.Runs[0], r.Changes)
	}
	if st, _ := m.Source("a"); st.Withheld == nil || len(st.Withheld.Missing) != 5 || !st.LastSuccess.Equal(monday) {
		t.Fatalf("%+v", st)
	}
	r = m.step(short, hour(2))
	equal(t, "changes", told(r.Changes, "a", 9), []string{"opened 9", "withdrawn 4", "withdrawn 5", "withdrawn 6", "withdrawn 7", "withdrawn 8"})
	if st, _ := m.Source("a"); st.Withheld != nil || st.Verdict != Healthy || len(m.withheld) != 0 {
		t.Errorf("%+v", st)
	}
}

func TestATrulyEmptyBoardEmptiesInTwoReadings(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 5)...), monday)
	none := Harvest{Source: src("a"), Pages: 1, SaysEmpty: "There are no vacancies"}
	if r := m.step(none, hour(1)); len(r.Changes) != 0 || r.Runs[0].Verdict != Collapsed {
		t.Fatalf("%s %+v", r.Runs[0].Verdict, r.Changes)
	}
	r := m.step(none, hour(2))
	if r.Runs[0].Verdict != Empty || len(r.Changes) != 5 {
		t.Errorf("%s with %d changes", r.Runs[0].Verdict, len(r.Changes))
	}
	if r := m.step(none, hour(3)); r.Runs[0].Verdict != Empty || len(r.Changes)+len(r.Records) != 0 {
		t.Errorf("%s %+v", r.Runs[0].Verdict, r.Changes)
	}
}

func TestHalfABoardClosingOnOneSundayIsNoCollapse(t *testing.T) {
	m := newMemory()
	sunday := closes("2026-03-08 23:59")
	var all []Sighting
	for n := 1; n <= 10; n++ {
		if n <= 6 {
			all = append(all, ad("a", n, sunday))
		} else {
			all = append(all, ad("a", n))
		}
	}
	m.step(list("a", all...), monday)
	r := m.step(list("a", all[6:]...), hour(7*24)) // before any tick
	if r.Runs[0].Verdict != Healthy {
		t.Fatalf("%s: %s", r.Runs[0].Verdict, r.Runs[0].Error)
	}
	m.tick(hour(7 * 24))
	for n := 1; n <= 6; n++ {
		if s := m.state(t, "a", n); s.State != Closed {
			t.Errorf("advert %d is %s", n, s.State)
		}
	}
	m.step(list("a", all[6:]...), hour(7*24+1))
	if s := m.state(t, "a", 1); s.State != Closed {
		t.Errorf("closed and then no longer listed it is %s", s.State)
	}
}

func TestUnchangedPagesConfirmAnAbsenceToo(t *testing.T) {
	for _, carried := range []bool{true, false} {
		m := newMemory()
		m.step(list("a", ads("a", 1, 5)...), monday)
		m.step(list("a", ads("a", 2, 5)...), hour(1))
		same := Harvest{Source: src("a"), Unchanged: true, NotModified: 1}
		if carried {
			same.Adverts = ads("a", 2, 5)
		}
		r := m.step(same, hour(2))
		equal(t, "changes", told(r.Changes, "a", 5), []string{"withdrawn 1"})
	}
}

func TestScopeAndAgencyDecideTheDefaultSet(t *testing.T) {
	m := newMemory()
	agency := func(a *normalize.Advert) { a.Contract = "agency" }
	garden := func(a *normalize.Advert) { a.Title = "Gardener" }
	family := func(a *normalize.Advert) { a.Title = "Family Support Worker" }
	r := m.step(list("a", ad("a", 1), ad("a", 2, agency), ad("a", 3, garden), ad("a", 4, family)), monday)
	equal(t, "opened", told(r.Changes, "a", 4), []string{"opened 1"})
	run := r.Runs[0]
	equal(t, "counts", []int{run.In, run.Related, run.Out, run.Opened}, []int{2, 1, 1, 1})
	r = m.step(list("a", ad("a", 1, agency), ad("a", 2), ad("a", 3, garden), ad("a", 4)), hour(1))
	equal(t, "after corrections", told(r.Changes, "a", 4), []string{"opened 2", "opened 4", "withdrawn 1"})
}

func TestComingBackIsToldWithItsReason(t *testing.T) {
	nothing := func(*normalize.Advert) {}
	for _, c := range []struct {
		name       string
		left, back func(*normalize.Advert)
		ruled      bool // back by a person's ruling
		want       string
	}{
		{"from agency work", func(a *normalize.Advert) { a.Contract = "agency" }, nothing, false, "no longer read as agency work"},
		{"from another scope", func(a *normalize.Advert) { a.Title = "Gardener" }, nothing, false, "now read as children's social work"},
		{"by a person's ruling", func(a *normalize.Advert) { a.Title = "Gardener" }, nil, true, "a person decided that it is children's social work"},
		{"with another closing day", closes("2026-03-02 09:30"), closes("2026-03-30 12:00"), false, "its closing time was moved"},
		{"without a closing day", closes("2026-03-02 09:30"), closes(""), false, "it states no closing time any more"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMemory()
			m.step(list("a", ad("a", 1), ad("a", 2)), monday)
			r := m.step(list("a", ad("a", 1, c.left), ad("a", 2)), hour(1))
			if len(r.Changes) != 1 || m.state(t, "a", 1).InDefault {
				t.Fatalf("it did not leave: %+v", r.Changes)
			}
			if c.ruled {
				r = m.decide(t, Decision{Kind: RuleScope, Target: idOf("a", 1), Value: "in"}, hour(2))
			} else {
				r = m.step(list("a", ad("a", 1, c.back), ad("a", 2)), hour(2))
			}
			if len(r.Changes) != 1 || r.Changes[0].Kind != Reopened || r.Changes[0].Reason != c.want {
				t.Errorf("told %+v, want a reopening because %s", r.Changes, c.want)
			}
		})
	}
}

func TestARenumberedBoardAnnouncesNothing(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 6)...), monday)
	var renumbered []Sighting
	for n := 1; n <= 6; n++ {
		s := ad("a", n)
		s.Advert.Key = "test:9" + s.Advert.Key[5:]
		s.Advert.URL = "https://a.example/new/" + s.Advert.Key
		renumbered = append(renumbered, s)
	}
	before := m.published()
	if r := m.step(list("a", renumbered...), hour(1)); r.Runs[0].Verdict != Collapsed {
		t.Fatalf("%s", r.Runs[0].Verdict)
	}
	r := m.step(list("a", renumbered...), hour(2))
	if len(news(r.Changes)) != 0 || len(r.Changes) != 6 {
		t.Errorf("told %+v", r.Changes)
	}
	equal(t, "published set", m.published(), before)
	if got := m.Resolve(idOf("a", 91)); got != idOf("a", 1) {
		t.Errorf("the new number leads to %s", got)
	}
	for n := 3; n < 6; n++ {
		if r := m.step(list("a", renumbered...), hour(n)); len(r.Changes)+len(r.Records) != 0 {
			t.Errorf("and then told %+v", r.Changes)
		}
	}
}

func TestTheMostAuthoritativeAdvertGivesFactsAndLife(t *testing.T) {
	m := newMemory()
	board := src("board")
	board.Kind, board.Boroughs = normalize.Board, []string{"camden", "hackney"}
	m.match = func(e dedupe.Entry) (string, dedupe.Evidence, bool) {
		if e.Advert.Source == "a" && m.records[idOf("board", 1)] != nil {
			return idOf("board", 1), dedupe.Evidence{Rule: "test", Words: "the same post"}, true
		}
		return "", dedupe.Evidence{}, false
	}
	copyAd := ad("board", 1, func(a *normalize.Advert) { a.Salary, a.Location = "£1", "camden" })
	m.step(Harvest{Source: board, Adverts: []Sighting{copyAd}}, monday)
	r := m.step(list("a", ad("a", 1)), hour(1))
	if len(r.Changes) != 1 || r.Changes[0].Kind != Revised || r.Changes[0].ID != idOf("board", 1) {
		t.Fatalf("the council's own advert should revise the vacancy: %+v", r.Changes)
	}
	is := m.state(t, "a", 1)
	if is.ID != idOf("board", 1) || is.Source != "a" || is.Kind != normalize.Council || payWords(is.Vacancy.Pay) != "£40,001 a year" {
		t.Errorf("%s of %s says %s", is.ID, is.Source, payWords(is.Vacancy.Pay))
	}
	equal(t, "boroughs, to which a copy adds none", is.Boroughs, []string{"hackney"})
	equal(t, "evidence", []string{is.Merges[0].Rule, is.Merges[0].Words, is.Merges[0].Advert}, []string{"test", "the same post", idOf("a", 1)})
	none := Harvest{Source: src("a"), SaysEmpty: "none"}
	m.step(none, hour(2))
	r = m.step(none, hour(3))
	if len(r.Changes) != 1 || r.Changes[0].Kind != WithdrawnIt {
		t.Errorf("the council took it down while the board still shows it: %+v", r.Changes)
	}
}

func TestASharedPostBelongsToAllItsBoroughs(t *testing.T) {
	m := newMemory()
	m.match = func(e dedupe.Entry) (string, dedupe.Evidence, bool) {
		return idOf("a", 1), dedupe.Evidence{Rule: "test"}, e.Advert.Source == "b"
	}
	m.step(list("a", ad("a", 1)), monday)
	b := src("b")
	b.Boroughs = []string{"camden"}
	m.step(Harvest{Source: b, Adverts: []Sighting{ad("b", 1)}}, hour(1))
	equal(t, "boroughs", m.state(t, "b", 1).Boroughs, []string{"camden", "hackney"})
}

func TestANewRoundIsLinkedAndHasItsOwnId(t *testing.T) {
	m := newMemory()
	m.step(list("a", ad("a", 1, closes("2026-03-02 12:00")), ad("a", 2)), monday)
	m.tick(hour(4))
	m.round = func(e dedupe.Entry) (string, bool) { return idOf("a", 1), e.Advert.Key == "test:3" }
	r := m.step(list("a", ad("a", 2), ad("a", 3)), hour(48))
	equal(t, "changes", told(r.Changes, "a", 3), []string{"opened 3"})
	if got := m.state(t, "a", 3).Readvertises; got != idOf("a", 1) {
		t.Errorf("linked to %q", got)
	}
}

func TestTwoPublishedVacanciesFoundToBeOneKeepTheOlderId(t *testing.T) {
	m := newMemory()
	m.step(list("a", ad("a", 1)), monday)
	b := src("b")
	b.Boroughs = []string{"camden"}
	m.step(Harvest{Source: b, Adverts: []Sighting{ad("b", 1)}}, hour(1))
	m.match = func(e dedupe.Entry) (string, dedupe.Evidence, bool) {
		return idOf("a", 1), dedupe.Evidence{Rule: "test", Words: "REF 1"}, e.Advert.Source == "b" && e.Advert.Reference == "REF 1"
	}
	r := m.step(Harvest{Source: b, Adverts: []Sighting{ad("b", 1, func(a *normalize.Advert) { a.Reference = "REF 1" })}}, hour(2))
	if len(r.Changes) != 2 || r.Changes[0].Kind != Revised || r.Changes[1].Kind != MergedInto || r.Changes[1].Into != idOf("a", 1) {
		t.Fatalf("told %+v", r.Changes)
	}
	if got := m.Resolve(idOf("b", 1)); got != idOf("a", 1) {
		t.Errorf("the younger id leads to %s", got)
	}
	if was := m.records[idOf("b", 1)]; was.State != Merged || was.Into != idOf("a", 1) {
		t.Errorf("the younger record: %s into %s", was.State, was.Into)
	}
	r = m.decide(t, Decision{Kind: RuleSplit, Target: idOf("b", 1)}, hour(3))
	if len(r.Changes) != 2 {
		t.Fatalf("told %+v", r.Changes)
	}
	for n := 4; n < 8; n++ {
		if r := m.step(Harvest{Source: b, Adverts: []Sighting{ad("b", 1, func(a *normalize.Advert) { a.Reference, a.Description = "REF 1", hour(n).String() })}}, hour(n)); len(news(r.Changes)) != 0 {
			t.Fatalf("a person's split was undone: %+v", r.Changes)
		}
	}
	if got := m.Resolve(idOf("b", 1)); got != idOf("b", 1) {
		t.Errorf("split off, the id leads to %s", got)
	}
}
