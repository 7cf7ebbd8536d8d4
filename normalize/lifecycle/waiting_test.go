package lifecycle

import (
	"slices"
	"testing"

	"vacancies/normalize"
	"vacancies/normalize/dedupe"
)

// TestASourceThatWaitsTakesNothingAway: a council's list found on a vendor's host
// shows a vacancy that a job board shows too. Until a person accepts it, the
// vacancy is told as the board shows it, whichever was read first.
func TestASourceThatWaitsTakesNothingAway(t *testing.T) {
	board, auto := src("board"), src("a")
	board.Kind, auto.Platform = normalize.Board, "auto"
	shared := Harvest{Source: board, Adverts: []Sighting{ad("board", 1, func(a *normalize.Advert) { a.Salary, a.Location = "£40000", "camden" })}}
	waits := Harvest{Source: auto, Adverts: []Sighting{ad("a", 1, func(a *normalize.Advert) { a.Salary, a.Location = "£50000", "hackney" })},
		Resolution: &Resolution{Platform: "p", URL: "https://vendor.example/a"}}
	own := waits
	own.Resolution = &Resolution{Platform: "p", URL: "https://jobs.a.example", OwnDomain: true}
	endings := map[string]func(m *memory) (Result, error){
		"a person accepts it":            func(m *memory) (Result, error) { return accept(m, "a", "an officer", hour(5), m.reader.read) },
		"it is found on its own address": func(m *memory) (Result, error) { return step(m, own, hour(5), m.reader.read), nil },
		"its row names the system":       func(m *memory) (Result, error) { return Configure(m, []Source{board, src("a")}, hour(5)), nil },
	}
	for _, c := range []struct {
		name   string
		rounds []Harvest
		id     string
		told   []ChangeKind
	}{
		{"the board was read first", []Harvest{shared, waits}, idOf("board", 1), []ChangeKind{Opened, Revised}},
		{"the council's list was read first", []Harvest{waits, shared}, idOf("a", 1), []ChangeKind{Opened}},
	} {
		for ending, end := range endings {
			t.Run(c.name+"; "+ending, func(t *testing.T) {
				m := newMemory()
				m.match = func(e dedupe.Entry) (string, dedupe.Evidence, bool) {
					_, known := m.records[c.id]
					return c.id, dedupe.Evidence{Rule: "test"}, known
				}
				isShown := func(by, borough string, pay float64) {
					t.Helper()
					if r := m.records[c.id]; r.State != Open || r.Source != by || !slices.Equal(r.Boroughs, []string{borough}) || *r.Vacancy.Pay.Min != pay {
						t.Fatalf("%s, as %s shows it, in %v with pay %v", r.State, r.Source, r.Boroughs, *r.Vacancy.Pay.Min)
					}
				}
				for n := range 4 {
					for _, h := range c.rounds {
						m.step(h, hour(n))
					}
				}
				if got := kinds(m.log); !slices.Equal(got, c.told) {
					t.Fatalf("told %v, want %v", got, c.told)
				}
				isShown("board", "camden", 40000)
				m.log = nil
				res, err := end(m)
				if err != nil {
					t.Fatal(err)
				}
				m.commit(res)
				isShown("a", "hackney", 50000)
				if got := kinds(m.log); !slices.Equal(got, []ChangeKind{Revised}) {
					t.Errorf("its end told %v", got)
				}
			})
		}
	}
}

// TestWhatIsPublishedStaysWhereItsSourceIsLookedForAnew: an operator who writes
// `platform: auto` over a source that is read has its list found on a vendor's
// host. What was published stays; what is new waits.
func TestWhatIsPublishedStaysWhereItsSourceIsLookedForAnew(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 6)...), monday)
	auto := src("a")
	auto.Platform = "auto"
	m.commit(Configure(m, []Source{auto}, hour(1)))
	r := m.step(Harvest{Source: auto, Adverts: ads("a", 1, 7), Resolution: &Resolution{Platform: "p", URL: "https://vendor.example/a"}}, hour(1))
	if len(r.Changes) != 0 || m.state(t, "a", 1).State != Open || m.state(t, "a", 7).State != Held {
		t.Errorf("told %+v; %s, %s", r.Changes, m.state(t, "a", 1).State, m.state(t, "a", 7).State)
	}
}

// TestAnAdvertThatWasAwayWhileItsSourceWasAcceptedLeadsWhenItIsBack: accepting
// touches only what a source lists.
func TestAnAdvertThatWasAwayWhileItsSourceWasAcceptedLeadsWhenItIsBack(t *testing.T) {
	m := newMemory()
	m.match = func(e dedupe.Entry) (string, dedupe.Evidence, bool) {
		return idOf("board", 1), dedupe.Evidence{Rule: "test"}, e.Advert.Source == "a" && e.Advert.Key == ad("a", 1).Advert.Key
	}
	board, auto := src("board"), src("a")
	board.Kind, auto.Platform = normalize.Board, "auto"
	m.step(Harvest{Source: board, Adverts: ads("board", 1, 1)}, monday)
	h := Harvest{Source: auto, Adverts: ads("a", 1, 6), Resolution: &Resolution{Platform: "p", URL: "https://vendor.example/a"}}
	m.step(h, hour(1))
	h.Adverts = ads("a", 2, 6)
	for n := 2; n < 5; n++ {
		m.step(h, hour(n))
	}
	res, err := accept(m, "a", "an officer", hour(5), m.reader.read)
	if err != nil {
		t.Fatal(err)
	}
	m.commit(res)
	if r := m.state(t, "board", 1); r.State != Open || r.Source != "board" {
		t.Fatalf("away: %s, as %s shows it", r.State, r.Source)
	}
	h.Adverts = ads("a", 1, 6)
	m.step(h, hour(6))
	if r := m.state(t, "board", 1); r.State != Open || r.Source != "a" {
		t.Errorf("back: %s, as %s shows it", r.State, r.Source)
	}
}

func kinds(changes []Change) []ChangeKind {
	return mapped(changes, func(c Change) ChangeKind { return c.Kind })
}
