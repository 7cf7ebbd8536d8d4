package main

import (
	"strings"
	"testing"
	"time"

	"vacancies/normalize/lifecycle"
)

// inStory finds the vacancy of a story's post by its system's id, whatever its state.
func (w *world) inStory(t *testing.T, source, story string) lifecycle.Record {
	t.Helper()
	for day := range 11 {
		posts, err := w.demo.london.Posts(source, day)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range posts {
			if p.Story != story {
				continue
			}
			if r, ok := w.byKey(t, source, p.ID); ok {
				return r
			}
		}
	}
	t.Fatalf("%s: no vacancy of the story %q", source, story)
	return lifecycle.Record{}
}

// byKey finds a vacancy by the id an advert of it has at its source.
func (w *world) byKey(t *testing.T, source, key string) (lifecycle.Record, bool) {
	t.Helper()
	for _, c := range w.changes() {
		r, ok, err := w.ledger.Record(c.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range r.Adverts {
			if _, k, _ := strings.Cut(a.Key, ":"); ok && a.Source == source && k == key {
				return r, true
			}
		}
	}
	return lifecycle.Record{}, false
}

// TestTenDaysOnOneFolder lives through the stories of the local London, a round
// each morning and the clock's commits by six in the evening.
func TestTenDaysOnOneFolder(t *testing.T) {
	t.Parallel()
	dir := prepared(t)
	published := map[string]time.Time{}
	firstSeen := map[string]time.Time{}
	var reader follower
	for day := range 11 {
		// A new process every day: what is told holds across restarts.
		w := enter(t, dir, autumn, autumn.AddDate(0, 0, day).Add(time.Minute), 1)
		for id, run := range w.round() {
			if run.Error != "" && run.Verdict != lifecycle.Collapsed {
				t.Errorf("day %d, %s: %s %s", day, id, run.Verdict, run.Error)
			}
		}
		agree(t, w, &reader)
		w.clock.set(autumn.AddDate(0, 0, day).Add(9 * time.Hour))
		if err := w.tick(); err != nil {
			t.Fatal(err)
		}
		agree(t, w, &reader)
		for _, r := range w.ledger.Snapshot().Records {
			if was, ok := firstSeen[r.ID]; ok && !was.Equal(r.FirstSeen) {
				t.Errorf("day %d: %s was first seen %s, now %s", day, r.ID, was, r.FirstSeen)
			}
			firstSeen[r.ID] = r.FirstSeen
			if was, ok := published[r.ID]; ok && !was.Equal(r.Published) {
				t.Errorf("day %d: %s was published %s, now %s", day, r.ID, was, r.Published)
			}
			if !r.Published.IsZero() {
				published[r.ID] = r.Published
			}
			if at := r.Vacancy.Closing.At; r.InDefault && !at.IsZero() && !at.After(w.clock.now()) {
				t.Errorf("day %d: %q is open and closed at %s", day, r.Vacancy.Title, at)
			}
		}
		for id := range published {
			if to, ok, err := w.ledger.Resolve(id); err != nil || !ok {
				t.Errorf("day %d: %s leads to %q: %v", day, id, to, err)
			}
		}
		checkStories(t, w, day)
		w.leave()
	}
}

// checkStories says at six in the evening of a day how the stories must stand.
func checkStories(t *testing.T, w *world, day int) {
	t.Helper()
	for _, s := range []struct {
		what, source, story string
		day                 int
		state               lifecycle.State
	}{
		{"a post that closes at noon closes at noon", "haringey", "noon", 5, lifecycle.Closed},
		{"an extended post is still open when its first date is over", "camden", "extended", 5, lifecycle.Open},
		{"a post extended on its own page only is still open", "hackney", "closing extended on its page", 4, lifecycle.Open},
		{"a post closes on its day", "bexley", "reopened", 4, lifecycle.Closed},
		{"and is open again when it is extended afterwards", "bexley", "reopened", 6, lifecycle.Open},
		{"a withdrawn post is withdrawn", "ealing", "withdrawn", 4, lifecycle.Withdrawn},
		{"a post missing for a day is open the day after", "waltham-forest", "missing for a day", 4, lifecycle.Open},
	} {
		if s.day != day {
			continue
		}
		r := w.inStory(t, s.source, s.story)
		if r.State != s.state {
			t.Errorf("%s: on day %d it is %s (%s), closing %s", s.what, day, r.State, r.Reason, r.Vacancy.Closing.At)
		}
	}
	switch day {
	case 2:
		if r := w.inStory(t, "barnet", "pay corrected on its page"); !strings.Contains(r.Vacancy.Pay.Text, "41,990") {
			t.Errorf("a day after its page was corrected the pay is %q", r.Vacancy.Pay.Text)
		}
	case 5:
		noon := autumn.AddDate(0, 0, 5).Add(3 * time.Hour)
		if r := w.inStory(t, "haringey", "noon"); !r.Ended.Equal(noon) {
			t.Errorf("the post that closes at noon ended at %s, want %s", r.Ended, noon)
		}
	case 6:
		old, again := w.inStory(t, "brent", "first round"), w.inStory(t, "brent", "readvertised")
		if again.Readvertises != old.ID || again.ID == old.ID {
			t.Errorf("the new round %s names %q as the old one, which is %s", again.ID, again.Readvertises, old.ID)
		}
	}
}

// TestTheNightTheClocksChange closes what ends on a Sunday of 25 or 23 hours at
// its instant, and not an hour off.
func TestTheNightTheClocksChange(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		day0 time.Time // so that the third day, the first on which anything may close, is the Sunday
	}{
		{"back in October", time.Date(2026, time.October, 23, 9, 0, 0, 0, londonZone)},
		{"forward in March", time.Date(2027, time.March, 26, 9, 0, 0, 0, londonZone)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := enter(t, folder(t), c.day0, c.day0, 1)
			w.round()
			w.clock.set(c.day0.AddDate(0, 0, 1))
			w.round()
			ends := map[string]time.Time{}
			sunday := c.day0.AddDate(0, 0, 2)
			for _, r := range w.ledger.Snapshot().Records {
				at := r.Vacancy.Closing.At
				if at.IsZero() || !r.InDefault {
					continue
				}
				if y, m, d := at.In(londonZone).Date(); y == sunday.Year() && m == sunday.Month() && d == sunday.Day() {
					ends[r.ID] = at
				}
			}
			if len(ends) == 0 {
				t.Fatal("nothing closes on the Sunday")
			}
			w.clock.set(time.Date(sunday.Year(), sunday.Month(), sunday.Day(), 23, 58, 0, 0, londonZone))
			if err := w.tick(); err != nil {
				t.Fatal(err)
			}
			late := 0
			for id, at := range ends {
				if r, _, _ := w.ledger.Record(id); at.After(w.clock.now()) {
					late++
					if r.State != lifecycle.Open {
						t.Errorf("%s is %s before %s", id, r.State, at)
					}
				}
			}
			if late == 0 {
				t.Fatal("nothing closes at the end of the Sunday")
			}
			w.clock.turn(2 * time.Minute)
			if err := w.tick(); err != nil {
				t.Fatal(err)
			}
			for id, at := range ends {
				if r, _, _ := w.ledger.Record(id); r.State != lifecycle.Closed || !r.Ended.Equal(at) {
					t.Errorf("%s is %s, ended %s, and closes at %s", id, r.State, r.Ended, at)
				}
			}
		})
	}
}
