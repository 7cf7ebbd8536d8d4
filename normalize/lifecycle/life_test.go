package lifecycle

import (
	"strings"
	"testing"
	"time"

	"vacancies/normalize"
	"vacancies/normalize/dedupe"
)

func closes(words string) func(*normalize.Advert) {
	return func(a *normalize.Advert) { a.Closing = words }
}

func TestAFirstSightOpensWithoutFloodingAnyone(t *testing.T) {
	m := newMemory()
	posted := func(a *normalize.Advert) { a.Posted = "2026-02-10" }
	future := func(a *normalize.Advert) { a.Posted = "2026-05-10" }
	r := m.step(list("a", ad("a", 1, posted), ad("a", 2, future), ad("a", 3)), monday)
	for _, c := range r.Changes {
		if c.Kind != Opened || !c.Backlog {
			t.Errorf("%+v should be an opening marked as backlog", c)
		}
	}
	if got, want := m.state(t, "a", 1).Published, time.Date(2026, 2, 10, 0, 0, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("published %s, want the posting day %s", got, want)
	}
	if got := m.state(t, "a", 2).Published; !got.Equal(monday) {
		t.Errorf("published %s: a posting day to come must not count", got)
	}
	r = m.step(list("a", ad("a", 1, posted), ad("a", 2, future), ad("a", 3), ad("a", 4, posted)), hour(1))
	if len(r.Changes) != 1 || r.Changes[0].Backlog || !m.state(t, "a", 4).Published.Equal(hour(1)) {
		t.Errorf("a later advert is news, published when first seen: %+v, %s", r.Changes, m.state(t, "a", 4).Published)
	}
}

// TestABacklogEndsThoughItsSourceWasNeverReadWhole: what a source brings days
// after it was first read in part is news, and dated as such.
func TestABacklogEndsThoughItsSourceWasNeverReadWhole(t *testing.T) {
	m := newMemory()
	partly := func(adverts ...Sighting) Harvest {
		h := list("a", adverts...)
		h.Incomplete = []string{"page 2 was cut off"}
		return h
	}
	m.step(partly(ad("a", 1)), monday)
	for _, c := range []struct {
		n, at   int
		backlog bool
	}{{2, 71, true}, {3, 72, false}} {
		r := m.step(partly(ad("a", 1), ad("a", c.n)), hour(c.at))
		if len(r.Changes) != 1 || r.Changes[0].Backlog != c.backlog {
			t.Errorf("after %d hours: %+v", c.at, r.Changes)
		}
	}
}

func TestAnUnchangedHarvestWritesNothingButItsRun(t *testing.T) {
	m := newMemory()
	h := list("a", append(ads("a", 1, 5), ad("a", 6, func(a *normalize.Advert) { a.Title = "Gardener" }))...)
	m.step(h, monday)
	for n := 1; n < 30; n++ {
		for i := range h.Adverts {
			h.Adverts[i].Detail = DetailKept
		}
		r := m.step(h, hour(n))
		if len(r.Records)+len(r.Changes)+len(r.Sightings)+len(r.Memos)+len(r.LeftOut)+len(r.Decisions) > 0 || len(r.Runs) != 1 {
			t.Fatalf("run %d wrote %d records, %d changes, %d sightings", n, len(r.Records), len(r.Changes), len(r.Sightings))
		}
	}
	if got := m.snapshot().LastConfirmed(m.state(t, "a", 1)); !got.Equal(hour(29)) {
		t.Errorf("confirmed %s, want the last run", got)
	}
}

func TestWhatIsOverAndStillListedWritesNothing(t *testing.T) {
	m := newMemory()
	m.match = func(e dedupe.Entry) (string, dedupe.Evidence, bool) {
		return idOf("a", 2), dedupe.Evidence{Rule: "test"}, e.Advert.Source == "board"
	}
	board := src("board")
	board.Kind = normalize.Board
	m.step(list("a", ad("a", 1, closes("2026-03-02 12:00")), ad("a", 2), ad("a", 3)), monday)
	m.step(Harvest{Source: board, Adverts: ads("board", 1, 1)}, monday)
	m.tick(hour(4))
	own := list("a", ad("a", 1, closes("2026-03-02 12:00")), ad("a", 3))
	m.step(own, hour(5))
	m.step(own, hour(6))
	if one, two := m.state(t, "a", 1), m.state(t, "a", 2); one.State != Closed || two.State != Withdrawn {
		t.Fatalf("%s, %s", one.State, two.State)
	}
	for n := 7; n < 40; n++ {
		for _, h := range []Harvest{own, {Source: board, Adverts: ads("board", 1, 1)}} {
			if r := m.step(h, hour(n)); len(r.Records) != 0 {
				t.Fatalf("run %d of %s wrote %d records", n, h.Source.ID, len(r.Records))
			}
		}
	}
}

func TestARevisionTellsWhichFieldsChangedFromWhatToWhat(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*normalize.Advert)
		fields []string
	}{
		{"title", func(a *normalize.Advert) { a.Title = "Social Worker One" }, []string{FieldTitle}},
		{"pay", func(a *normalize.Advert) { a.Salary = "£50000" }, []string{FieldPay}},
		{"closing", closes("2026-04-02 12:00"), []string{FieldClosing}},
		{"contract", func(a *normalize.Advert) { a.Contract = "temporary" }, []string{FieldContract}},
		{"boroughs", func(a *normalize.Advert) { a.Location = "camden" }, []string{FieldBoroughs}},
		{"the text alone is no news", func(a *normalize.Advert) { a.Description = "Quite another text." }, nil},
		{"the address alone is no news", func(a *normalize.Advert) { a.URL = "https://a.example/vacancy/1" }, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMemory()
			m.step(list("a", ads("a", 1, 5)...), monday)
			before := m.state(t, "a", 1).Changed
			r := m.step(list("a", append(ads("a", 2, 5), ad("a", 1, c.change))...), hour(1))
			if c.fields == nil {
				if len(r.Changes) != 1 || r.Changes[0].Announced() || !m.state(t, "a", 1).Changed.Equal(before) {
					t.Errorf("told %+v", r.Changes)
				}
				return
			}
			if len(r.Changes) != 1 || r.Changes[0].Kind != Revised {
				t.Fatalf("told %+v", r.Changes)
			}
			equal(t, "fields", r.Changes[0].Fields, c.fields)
			last := m.state(t, "a", 1).History[len(m.state(t, "a", 1).History)-1]
			if last.Fields[0].Old == last.Fields[0].New || last.Fields[0].New == "" {
				t.Errorf("the history says %+v", last)
			}
		})
	}
}

func TestAVacancyIsWithdrawnAfterTwoWholeReadingsWithoutIt(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 5)...), monday)
	four := list("a", ads("a", 2, 5)...)
	if r := m.step(four, hour(1)); len(r.Changes) != 0 || m.state(t, "a", 1).State != Open {
		t.Fatalf("one miss must not withdraw: %+v", r.Changes)
	}
	broken := list("a", ads("a", 2, 5)...)
	broken.Incomplete = []string{"page 2 failed"}
	for _, h := range []Harvest{broken, {Source: src("a"), Fault: FaultServer}, {Source: src("a"), Skipped: "not due"}} {
		if r := m.step(h, hour(2)); len(r.Changes) != 0 {
			t.Fatalf("%s must not count as a miss: %+v", r.Runs[0].Verdict, r.Changes)
		}
	}
	r := m.step(four, hour(3))
	equal(t, "changes", told(r.Changes, "a", 5), []string{"withdrawn 1"})
	if r.Changes[0].Reason == "" || !m.state(t, "a", 1).Ended.Equal(hour(3)) {
		t.Errorf("reason %q, ended %s", r.Changes[0].Reason, m.state(t, "a", 1).Ended)
	}
	was := *m.state(t, "a", 1)
	r = m.step(list("a", ads("a", 1, 5)...), hour(400*24))
	is := m.state(t, "a", 1)
	if is.ID != was.ID || !is.FirstSeen.Equal(was.FirstSeen) || !is.Published.Equal(was.Published) {
		t.Errorf("back after a year it must be the same vacancy: %s, first seen %s", is.ID, is.FirstSeen)
	}
	if is.State != Closed {
		t.Errorf("it is back with a closing day long past: %s", is.State)
	}
	_ = r
}

func TestAMissIsForgottenOnSight(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 5)...), monday)
	for n := 1; n < 20; n += 2 {
		m.step(list("a", ads("a", 2, 5)...), hour(n))
		m.step(list("a", ads("a", 1, 5)...), hour(n+1))
	}
	if s := m.state(t, "a", 1); s.State != Open || !s.Adverts[0].Missing.IsZero() {
		t.Errorf("an advert that comes and goes is %s, missing since %s", s.State, s.Adverts[0].Missing)
	}
}

func TestReopenedOnSightWithItsOldIdAndDates(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 5)...), monday)
	four := list("a", ads("a", 2, 5)...)
	m.step(four, hour(1))
	m.step(four, hour(2))
	first := *m.state(t, "a", 1)
	r := m.step(list("a", ads("a", 1, 5)...), hour(3))
	equal(t, "changes", told(r.Changes, "a", 5), []string{"reopened 1"})
	equal(t, "reason", r.Changes[0].Reason, "it is listed again")
	is := m.state(t, "a", 1)
	if !is.FirstSeen.Equal(first.FirstSeen) || !is.Published.Equal(first.Published) || !is.Ended.IsZero() || is.Adverts[0].Gone {
		t.Errorf("reopened as %+v", is)
	}
}

func TestTheTimerClosesAtTheInstantWithoutACrawl(t *testing.T) {
	m := newMemory()
	m.step(list("a", ad("a", 1, closes("2026-03-29 00:30")), ad("a", 2, closes("2026-03-29 01:30")), ad("a", 3, closes("2026-03-29 02:30")),
		ad("a", 4, closes("2026-10-25 00:30")), ad("a", 5, closes("2026-10-25 02:30"))), monday)
	at := func(m, d, h, min int) time.Time { return time.Date(2026, time.Month(m), d, h, min, 0, 0, time.UTC) }
	for _, c := range []struct {
		name string
		now  time.Time
		want []string
	}{
		{"a minute before the first", at(3, 29, 0, 29), nil},
		{"half past midnight, still winter time", at(3, 29, 0, 30), []string{"closed 1"}},
		{"half past two, summer time: two hours of the clock later, one in truth", at(3, 29, 1, 30), []string{"closed 2", "closed 3"}},
		{"half past midnight on the night the clocks go back, still summer time", at(10, 24, 23, 30), []string{"closed 4"}},
		{"half past two that night, winter time: three hours on", at(10, 25, 2, 29), nil},
		{"and its minute", at(10, 25, 2, 30), []string{"closed 5"}},
	} {
		r := m.tick(c.now)
		equal(t, c.name, told(r.Changes, "a", 5), c.want)
	}
	if again := m.tick(at(12, 1, 0, 0)); !again.Empty() {
		t.Errorf("a second tick did %+v", again.Changes)
	}
	r := m.state(t, "a", 1)
	if r.State != Closed || !r.Ended.Equal(r.Vacancy.Closing.At) {
		t.Errorf("%s, ended %s, closing %s", r.State, r.Ended, r.Vacancy.Closing.At)
	}
}

func TestALateTickCatchesUp(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 3)...), monday)
	if next := m.snapshot().NextTick(); !next.Equal(monday.Add(staleAfter + time.Second)) {
		t.Errorf("next tick at %s", next)
	}
	r := m.tick(hour(24 * 90))
	equal(t, "changes", told(r.Changes, "a", 3), []string{"closed 1", "closed 2", "closed 3"})
	if next := m.snapshot().NextTick(); !next.IsZero() {
		t.Errorf("nothing is open and the next tick is at %s", next)
	}
}

func TestAnExtensionReopensWhatHadClosed(t *testing.T) {
	m := newMemory()
	soon := ad("a", 1, closes("2026-03-02 12:00"))
	m.step(list("a", soon, ad("a", 2)), monday)
	m.tick(hour(4))
	if got := m.state(t, "a", 1).State; got != Closed {
		t.Fatalf("it is %s", got)
	}
	if r := m.step(list("a", soon, ad("a", 2)), hour(5)); len(r.Changes) != 0 {
		t.Fatalf("still listed after its closing it must stay closed: %+v", r.Changes)
	}
	detail := ad("a", 1, closes("2026-03-20 12:00")) // the new day stands on the detail page alone
	r := m.step(list("a", detail, ad("a", 2)), hour(6))
	equal(t, "changes", told(r.Changes, "a", 2), []string{"reopened 1"})
	equal(t, "reason", r.Changes[0].Reason, "its closing time was moved")
	h := m.state(t, "a", 1).History
	if h[len(h)-2].Kind != "extended" || h[len(h)-1].Kind != "reopened" || h[len(h)-1].Reason != r.Changes[0].Reason {
		t.Errorf("its history ends with %+v", h[len(h)-2:])
	}
}

func TestAnExtensionBeforeTheClosingIsARevision(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 2)...), monday)
	r := m.step(list("a", ad("a", 1, closes("2026-04-20 12:00")), ad("a", 2)), hour(1))
	equal(t, "changes", told(r.Changes, "a", 2), []string{"revised 1"})
}

func TestAnAdvertSeenOnlyAfterItsClosingIsNeverAnnounced(t *testing.T) {
	m := newMemory()
	r := m.step(list("a", ad("a", 1, closes("2026-03-01 12:00"))), monday)
	if len(r.Changes) != 0 || m.state(t, "a", 1).State != Closed {
		t.Errorf("%s, told %+v", m.state(t, "a", 1).State, r.Changes)
	}
}

func TestItsOwnPageSayingItIsOverEndsItAtOnce(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 5)...), monday)
	over := ad("a", 1)
	over.Detail = DetailClosed
	r := m.step(list("a", append(ads("a", 2, 5), over)...), hour(1))
	equal(t, "changes", told(r.Changes, "a", 5), []string{"withdrawn 1"})
	over.Detail = DetailKept
	if r := m.step(list("a", append(ads("a", 2, 5), over)...), hour(2)); len(r.Changes) != 0 {
		t.Errorf("the row alone must not bring it back: %+v", r.Changes)
	}
	r = m.step(list("a", ads("a", 1, 5)...), hour(3))
	equal(t, "changes", told(r.Changes, "a", 5), []string{"reopened 1"})
}

func TestEveryAdvertPageSayingItIsOverIsACollapse(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 5)...), monday)
	over := ads("a", 1, 5)
	for i := range over {
		over[i].Detail = DetailClosed
	}
	r := m.step(list("a", over...), hour(1))
	if r.Runs[0].Verdict != Collapsed || len(r.Changes) != 0 {
		t.Errorf("%s, told %+v", r.Runs[0].Verdict, r.Changes)
	}
}

func TestNotConfirmedForAFortnight(t *testing.T) {
	m := newMemory()
	m.step(list("a", ad("a", 1), ad("a", 2, closes(""))), monday)
	down := Harvest{Source: src("a"), Fault: FaultDown}
	for n := 1; n <= 14*24; n += 24 {
		m.step(down, hour(n))
		m.tick(hour(n))
	}
	if s := m.state(t, "a", 1); s.Unconfirmed {
		t.Fatal("14 days are not over yet")
	}
	r := m.tick(hour(14*24 + 1))
	equal(t, "changes", told(r.Changes, "a", 2), []string{"withdrawn 2"})
	with, without := m.state(t, "a", 1), m.state(t, "a", 2)
	if !with.Unconfirmed || with.State != Open || !with.InDefault || !with.Confirmed.Equal(monday) {
		t.Errorf("with a closing instant it stays, and says so: %+v", with)
	}
	if without.State != Withdrawn || !strings.Contains(without.Reason, "not confirmed since 2 March 2026") {
		t.Errorf("without one it leaves: %s %q", without.State, without.Reason)
	}
	r = m.step(list("a", ad("a", 1), ad("a", 2, closes(""))), hour(15*24))
	equal(t, "changes on sight", told(r.Changes, "a", 2), []string{"reopened 2"})
	if m.state(t, "a", 1).Unconfirmed {
		t.Error("it was seen and still says that it is not confirmed")
	}
}

func TestAPartialReadingConfirmsWhatItShows(t *testing.T) {
	m := newMemory()
	m.step(list("a", ad("a", 1, closes("")), ad("a", 2, closes(""))), monday)
	for n := 1; n < 20*24; n += 6 {
		h := list("a", ad("a", 1, closes("")))
		h.Adverts[0].Detail = DetailKept
		h.Incomplete = []string{"page 2 failed"}
		m.step(h, hour(n))
		m.tick(hour(n))
	}
	if one, two := m.state(t, "a", 1), m.state(t, "a", 2); one.State != Open || one.Unconfirmed || two.State != Withdrawn {
		t.Errorf("shown: %s (not confirmed: %t), not shown: %s", one.State, one.Unconfirmed, two.State)
	}
}

// TestANewAdvertThatClosesSoonDoesNotWaitForItsPage: late is worse than little.
func TestANewAdvertThatClosesSoonDoesNotWaitForItsPage(t *testing.T) {
	for closing, open := range map[string]bool{"2026-03-03 23:59": true, "2026-03-05 23:59": false} {
		m := newMemory()
		m.step(list("a", every(ads("a", 1, 1), func(s *Sighting) {
			s.Detail, s.Advert.Description, s.Advert.Closing = DetailFailed, "", closing
		})...), monday)
		if is := m.state(t, "a", 1); (is.State == Open) != open {
			t.Errorf("closing %s: %s", closing, is.State)
		}
	}
}

// TestANewAdvertWaitsForItsPage: a list states less, and a day where the page
// gives the hour.
func TestANewAdvertWaitsForItsPage(t *testing.T) {
	unread := func(s *Sighting) {
		s.Detail, s.Advert.Description, s.Advert.Closing = DetailFailed, "", "2026-03-31 23:59"
	}
	read := func(s *Sighting) {
		s.DetailAt, s.Advert.Posted, s.Advert.Closing = hour(3), "2026-02-20", "2026-03-31 12:00"
	}
	m := newMemory()
	for n := range 3 {
		r := m.step(list("a", every(ads("a", 1, 4), unread)...), hour(n))
		if len(r.Changes) != 0 || m.state(t, "a", 1).State != Held || m.state(t, "a", 1).Reason != pageUnread {
			t.Fatalf("round %d: %s, told %+v", n, m.state(t, "a", 1).State, r.Changes)
		}
	}
	r := m.step(list("a", append(every(ads("a", 1, 2), read), every(ads("a", 3, 4), unread)...)...), hour(3))
	equal(t, "read at last", told(r.Changes, "a", 4), []string{"opened 1", "opened 2"})
	if is := m.state(t, "a", 1); !is.Published.Equal(time.Date(2026, 2, 20, 0, 0, 0, 0, time.UTC)) || !is.FirstSeen.Equal(monday) || !r.Changes[0].Backlog {
		t.Errorf("published %s, first seen %s, %+v", is.Published, is.FirstSeen, r.Changes[0])
	}
	if next := m.snapshot().NextTick(); !next.Equal(hour(24)) {
		t.Errorf("the next tick is at %s", next)
	}
	if r := m.tick(hour(24).Add(-time.Second)); !r.Empty() {
		t.Errorf("too early: %+v", r.Changes)
	}
	equal(t, "a day on", told(m.tick(hour(24)).Changes, "a", 4), []string{"opened 3", "opened 4"})
	if next := m.snapshot().NextTick(); !next.After(hour(24)) {
		t.Errorf("the tick after the day is due at %s", next)
	}
	if r := m.step(list("a", every(ads("a", 1, 4), func(s *Sighting) { unread(s); s.Detail, s.DetailAt = DetailFailed, hour(3) })...), hour(25)); len(m.published()) != 4 {
		t.Errorf("pages that were read once and fail now: told %+v", r.Changes)
	}
	same := func(s *Sighting) { s.Detail = DetailFailed }
	q := newMemory()
	q.step(list("a", every(ads("a", 1, 2), same)...), monday)
	if r := q.step(list("a", every(ads("a", 1, 2), func(s *Sighting) { s.DetailAt = hour(1) })...), hour(1)); len(r.Changes) != 2 {
		t.Errorf("a page that says no more than the row: told %+v", r.Changes)
	}
}
