package lifecycle

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vacancies/normalize"
)

// otherBoard is another employer's board at the same address.
func otherBoard(n int) []Sighting {
	titles := []string{"Harbour Master", "Lighthouse Keeper", "Ferry Pilot", "Net Mender", "Dredger Hand"}
	var out []Sighting
	for i := range n {
		out = append(out, ad("a", 70+i, func(a *normalize.Advert) {
			a.Title, a.Salary, a.Description = titles[i%len(titles)], fmt.Sprintf("£%d", 20000+i), fmt.Sprintf("Pier %d.", i)
			a.Closing = "2026-06-30 23:59"
		}))
	}
	return out
}

// TestABoardExchangedForAnotherIsForAPersonToBelieve runs another's board for
// weeks, through the closings of all that was known.
func TestABoardExchangedForAnotherIsForAPersonToBelieve(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 4)...), monday)
	before := m.published()
	for n := 1; n <= 40; n++ {
		r := m.step(list("a", otherBoard(3+n%3)...), hour(20*n))
		if r.Runs[0].Verdict != Collapsed || len(r.Changes) != 0 {
			t.Fatalf("round %d: %s, told %+v", n, r.Runs[0].Verdict, r.Changes)
		}
		m.tick(hour(20 * n))
	}
	for id := range before {
		if r := m.records[id]; r.State != Closed {
			t.Errorf("%s is %s after its closing", id, r.State)
		}
	}
	st, _ := m.Source("a")
	if !st.Withheld.ByPerson || !st.Withheld.At.Equal(hour(20)) || !strings.Contains(st.Error, "waits for a person") {
		t.Fatalf("%+v, %q", st.Withheld, st.Error)
	}
	at := hour(20*40 + 1)
	if r := m.decide(t, Decision{Kind: RuleApprove, Target: "a"}, at); len(r.Changes) != 4 {
		t.Errorf("approved, and told %+v", r.Changes)
	}
	if r := m.step(list("a", otherBoard(3)...), at.Add(time.Hour)); r.Runs[0].Verdict != Healthy || len(r.Changes) != 0 {
		t.Errorf("approved, and then %s %+v", r.Runs[0].Verdict, r.Changes)
	}
}

func TestTheRightBoardBackAgainNeedsNobody(t *testing.T) {
	for name, back := range map[string][]Sighting{
		"as it was":                   ads("a", 1, 4),
		"with one left and a new one": {ad("a", 1), ad("a", 2), ad("a", 9)},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory()
			m.step(list("a", ads("a", 1, 4)...), monday)
			for n := 1; n < 5; n++ {
				m.step(list("a", otherBoard(4)...), hour(n))
			}
			r := m.step(list("a", back...), hour(6))
			if st, _ := m.Source("a"); st.Withheld != nil && st.Withheld.ByPerson || len(m.published()) < 4 {
				t.Errorf("%s: %+v, %d published", r.Runs[0].Verdict, st.Withheld, len(m.published()))
			}
		})
	}
}

// TestARefusedLossStaysRefused has an advert close after the refusal: what is
// left of the same loss is not asked again, and never believed by itself.
func TestARefusedLossStaysRefused(t *testing.T) {
	m := newMemory()
	soon := closes("2026-03-04 12:00")
	m.step(list("a", append(ads("a", 1, 7), ad("a", 8, soon))...), monday)
	half := list("a", ads("a", 1, 3)...)
	m.step(half, hour(1))
	m.decide(t, Decision{Kind: RuleRefuse, Target: "a"}, hour(2))
	for n := 3; n < 24*6; n += 7 {
		m.tick(hour(n))
		if r := m.step(half, hour(n)); r.Runs[0].Verdict != Collapsed || len(r.Changes) != 0 {
			t.Fatalf("%d hours on: %s %+v", n, r.Runs[0].Verdict, r.Changes)
		}
		if st, _ := m.Source("a"); !strings.HasSuffix(st.Withheld.Reason, "a person refused it") || strings.Count(st.Withheld.Reason, "refused") != 1 {
			t.Fatalf("%d hours on: %q", n, st.Withheld.Reason)
		}
	}
	if r := m.step(list("a", ads("a", 1, 2)...), hour(24*7)); r.Runs[0].Verdict != Collapsed {
		t.Errorf("one more gone: %s", r.Runs[0].Verdict)
	} else if st, _ := m.Source("a"); strings.Contains(st.Withheld.Reason, "refused") {
		t.Errorf("a greater loss counts as refused: %q", st.Withheld.Reason)
	}
}

func TestAdvertsUnderQuiteOtherTitlesAreForAPersonToBelieve(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 6)...), monday)
	for n := 1; n < 6; n++ {
		r := m.step(list("a", every(ads("a", 1, 6), func(s *Sighting) { s.Advert.Title = "Xqzt vrrp" })...), hour(n))
		if r.Runs[0].Verdict != Collapsed || len(r.Changes) != 0 {
			t.Fatalf("round %d: %s %+v", n, r.Runs[0].Verdict, r.Changes)
		}
	}
	r := m.step(list("a", every(ads("a", 1, 6), func(s *Sighting) { s.Advert.Title = "Hackney: " + s.Advert.Title })...), hour(7))
	if r.Runs[0].Verdict != Healthy || len(r.Changes) != 6 {
		t.Errorf("titles with a word more: %s, told %d", r.Runs[0].Verdict, len(r.Changes))
	}
}

func TestATitleThatIsNoneIsNoAdvert(t *testing.T) {
	for title, want := range map[string]bool{
		"": false, "Social Worker": false, "SW": false, "AMHP 2026/27": false, "Éducateur spécialisé": false,
		"¿¿¿¿¿¿ ¿¿¿¿¿¿": true, "¿¿¿ (HCPC)": true, "12345": true, "- / -": true, "S\uFFFDc\uFFFDl W\uFFFDrk\uFFFDr": true, "¿Social Worker?": false,
	} {
		if got := garbled(title); got != want {
			t.Errorf("%q: %t", title, got)
		}
	}
	m := newMemory()
	spoil := func(all []Sighting) []Sighting {
		return every(all, func(s *Sighting) { s.Advert.Title = "¿¿¿¿¿¿ ¿¿¿¿¿¿" })
	}
	if r := m.step(list("a", spoil(ads("a", 1, 4))...), monday); r.Runs[0].Verdict != Failed || r.Runs[0].Fault != FaultGarbled || len(r.Records) != 0 {
		t.Fatalf("first sight: %+v, %d records", r.Runs[0], len(r.Records))
	}
	m.step(list("a", ads("a", 1, 4)...), hour(1))
	for n := 2; n < 7; n++ {
		if r := m.step(list("a", spoil(ads("a", 1, 4))...), hour(n)); r.Runs[0].Verdict != Failed || len(r.Changes) != 0 {
			t.Fatalf("round %d: %s %+v", n, r.Runs[0].Verdict, r.Changes)
		}
	}
	r := m.step(list("a", append(ads("a", 1, 3), spoil(ads("a", 4, 5))...)...), hour(8))
	if r.Runs[0].Verdict != Partial || len(r.Changes) != 0 || m.Resolve(idOf("a", 5)) != "" {
		t.Errorf("some garbled: %s %+v", r.Runs[0].Verdict, r.Changes)
	}
}

func TestJudgeTellsAnExchangedBoardFromALoss(t *testing.T) {
	others := Harvest{Source: Source{Every: time.Hour}, Adverts: otherBoard(4)}
	notOurs := Harvest{Source: others.Source, Adverts: every(otherBoard(4), func(s *Sighting) { s.LeftOut = "another employer: Northmoor" })}
	change := func(fn func(*knownAdvert)) func(int, *knownAdvert) { return func(_ int, k *knownAdvert) { fn(k) } }
	for _, c := range []struct {
		name     string
		h        Harvest
		known    []knownAdvert
		verdict  Verdict
		byPerson bool
		leftOut  int // rows that were left out before
	}{
		{"all gone and others there", others, openAdverts(5, 5), Collapsed, true, 0},
		{"all gone and only others' rows there, where none were before", notOurs, openAdverts(5, 5), Collapsed, true, 0},
		{"all gone and only others' rows there, as some were before", notOurs, openAdverts(5, 5), Collapsed, false, 2},
		{"only others' rows there, and two of two gone", notOurs, openAdverts(2, 2), Healthy, false, 0},
		{"all gone and others there, on a list that broke off", Harvest{Adverts: otherBoard(4), Fault: FaultServer}, openAdverts(5, 5), Collapsed, true, 0},
		{"all gone and nothing there", Harvest{SaysEmpty: "none"}, openAdverts(5, 5), Collapsed, false, 0},
		{"all but one gone", others, openAdverts(5, 4), Collapsed, false, 0},
		{"all gone and fewer than half found under another key", others, openAdverts(5, 5, func(i int, k *knownAdvert) { k.Again = i < 2 }), Collapsed, true, 0},
		{"all gone and half found under another key", others, openAdverts(4, 4, func(i int, k *knownAdvert) { k.Again = i < 2 }), Collapsed, false, 0},
		{"two of two gone: too few to tell", others, openAdverts(2, 2), Healthy, false, 0},
		{"all gone but one that has closed is still there", others, openAdverts(5, 5, func(i int, k *knownAdvert) { k.Over, k.Seen = i == 0, i == 0 }), Collapsed, false, 0},
		{"all still listed, and closed by their pages", others, openAdverts(5, 5, change(func(k *knownAdvert) { k.Listed = true })), Collapsed, false, 0},
		{"half with another title", others, openAdverts(6, 0, func(i int, k *knownAdvert) { k.Retitled = i < 3 }), Collapsed, true, 0},
		{"less than half with another title", others, openAdverts(7, 0, func(i int, k *knownAdvert) { k.Retitled = i < 3 }), Healthy, false, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			j := judge(c.h, SourceState{LeftOut: c.leftOut}, c.known, monday)
			if j.Verdict != c.verdict || (j.Withheld != nil && j.Withheld.ByPerson) != c.byPerson {
				t.Fatalf("%s %q, withheld %+v", j.Verdict, j.Reasons, j.Withheld)
			}
			if j.Withheld == nil {
				return
			}
			again := judge(c.h, SourceState{Withheld: j.Withheld, LeftOut: c.leftOut}, c.known, hour(30))
			if (again.Verdict == Collapsed) != (c.byPerson || slices.Contains([]Fault{FaultServer}, c.h.Fault)) {
				t.Errorf("found again a day on: %s %q", again.Verdict, again.Reasons)
			}
		})
	}
}

// TestABoardThatNeverNamesItsAuthorityIsForAPersonToBelieve: at first sight
// there is no history to tell a wrong tenant by.
func TestABoardThatNeverNamesItsAuthorityIsForAPersonToBelieve(t *testing.T) {
	bare, bareToo := ad("a", 80, func(a *normalize.Advert) { a.Title, a.Description = "Harbour Master", "" }), ad("a", 81, func(a *normalize.Advert) { a.Title, a.Description = "Revenues Officer", "" })
	placeless := func(change func(*normalize.Advert)) []Sighting {
		return every(otherBoard(3), func(s *Sighting) { change(&s.Advert) })
	}
	for _, c := range []struct {
		name   string
		board  []Sighting
		source func(*Source)
		held   bool
	}{
		{"three adverts of nowhere", otherBoard(3), nil, true},
		{"two adverts of nowhere are too few to tell", otherBoard(2), nil, false},
		{"three adverts of nowhere, of which two were worth opening", append(otherBoard(2), bare), nil, true},
		{"three adverts of nowhere, of which one was worth opening", append(otherBoard(1), bare, bareToo), nil, false},
		{"our name in a link's address alone", placeless(func(a *normalize.Advert) {
			a.Description = `<p>Pier.</p><a href="https://hackney.example/apply">Apply</a>`
		}), nil, true},
		{"rows without a text say too little", placeless(func(a *normalize.Advert) { a.Description = "" }), nil, false},
		{"one that names the authority speaks for all", append(otherBoard(3), ad("a", 1)), nil, false},
		{"the employer is ours", placeless(func(a *normalize.Advert) { a.Employer = "London Borough of Hackney" }), nil, false},
		{"a district of ours", placeless(func(a *normalize.Advert) { a.Location = "Dalston" }), nil, false},
		{"a district of another authority", placeless(func(a *normalize.Advert) { a.Location = "Peckham" }), nil, true},
		{"a regional board of nowhere", otherBoard(3), func(s *Source) { s.Kind = normalize.Regional }, true},
		{"an agency of nowhere", otherBoard(3), func(s *Source) { s.Kind, s.Boroughs = normalize.Agency, []string{"hackney", "camden"} }, true},
		{"a job board that names another of its authorities", placeless(func(a *normalize.Advert) { a.Employer = "Camden Council" }), func(s *Source) { s.Kind, s.Boroughs = normalize.Board, []string{"hackney", "camden"} }, false},
		{"an agency that names London", placeless(func(a *normalize.Advert) { a.Location = "South London" }), func(s *Source) { s.Kind = normalize.Agency }, false},
		{"a council's board that names London", placeless(func(a *normalize.Advert) { a.Location = "South London" }), nil, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMemory()
			h := list("a", c.board...)
			if c.source != nil {
				c.source(&h.Source)
			}
			r := m.step(h, monday)
			if (r.Runs[0].Verdict == Collapsed) != c.held || (len(r.Records) == 0) != c.held {
				t.Fatalf("%s %s, %d records", r.Runs[0].Verdict, r.Runs[0].Error, len(r.Records))
			}
			if !c.held {
				return
			}
			if r := m.step(h, hour(30)); r.Runs[0].Verdict != Collapsed {
				t.Errorf("a day on: %s", r.Runs[0].Verdict)
			}
			if r := m.step(list("a", ads("a", 1, 4)...), hour(31)); r.Runs[0].Verdict != Healthy || len(r.Changes) != 4 {
				t.Errorf("the right board: %s %+v", r.Runs[0].Verdict, r.Changes)
			}
		})
	}
}

// TestATinyBoardExchangedForAnotherIsForAPersonToBelieve: one or two adverts are
// too few to be lost, and what stands in their place still opens nothing.
func TestATinyBoardExchangedForAnotherIsForAPersonToBelieve(t *testing.T) {
	for n := 1; n <= 2; n++ {
		m := newMemory()
		m.step(list("a", ads("a", 1, n)...), monday)
		for at := 1; at < 9; at++ {
			if r := m.step(list("a", otherBoard(4)...), hour(9*at)); r.Runs[0].Verdict != Collapsed || len(r.Changes) != 0 {
				t.Fatalf("%d known, hour %d: %s %+v", n, 9*at, r.Runs[0].Verdict, r.Changes)
			}
		}
		if r := m.step(list("a", ads("a", 1, n)...), hour(90)); r.Runs[0].Verdict != Healthy || len(r.Changes) != 0 {
			t.Errorf("%d known, its own board again: %s %+v", n, r.Runs[0].Verdict, r.Changes)
		}
		if r := m.step(list("a", ads("a", 11, 14)...), hour(91)); r.Runs[0].Verdict != Healthy || len(r.Changes) != 4 {
			t.Errorf("%d known, and all of them exchanged for others of ours: %s %+v", n, r.Runs[0].Verdict, r.Changes)
		}
	}
}

// TestALossAfterAnExchangeNeedsItsOwnConfirmation: what only a person could
// believe confirms nothing of what comes after it.
func TestALossAfterAnExchangeNeedsItsOwnConfirmation(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 8)...), monday)
	m.step(list("a", otherBoard(4)...), hour(1))
	m.step(list("a", otherBoard(4)...), hour(5))
	if r := m.step(list("a", ads("a", 1, 2)...), hour(9)); r.Runs[0].Verdict != Collapsed || len(r.Changes) != 0 {
		t.Fatalf("the first reading: %s %+v", r.Runs[0].Verdict, r.Changes)
	}
	if r := m.step(list("a", ads("a", 1, 2)...), hour(10)); r.Runs[0].Verdict != Healthy || len(r.Changes) != 6 {
		t.Errorf("the second reading: %s %+v", r.Runs[0].Verdict, r.Changes)
	}
}

// TestTheCrawlerDecidesByEmployer: what it did not leave out is the source's own;
// the source's row may say so of another council.
func TestTheCrawlerDecidesByEmployer(t *testing.T) {
	m := newMemory()
	r := m.step(list("a", every(ads("a", 1, 3), func(s *Sighting) { s.Advert.Employer = "Northmoor District Council" })...), monday)
	if r.Runs[0].Verdict != Healthy || len(r.Changes) != 3 {
		t.Errorf("%s %s, told %+v", r.Runs[0].Verdict, r.Runs[0].Error, r.Changes)
	}
}
