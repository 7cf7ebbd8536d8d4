package lifecycle

import (
	"testing"
	"time"
)

// TestTwoReadingsAreTwoOnlyAnIntervalApart: whoever types `crawl` twice has seen
// one slip of the site's, not an advert that is gone.
func TestTwoReadingsAreTwoOnlyAnIntervalApart(t *testing.T) {
	for _, c := range []struct {
		name  string
		every time.Duration
		again []time.Duration // readings without the advert, after the first of them
		gone  int             // by which of them it is gone; -1: by none
	}{
		{"seconds apart they are one", time.Hour, []time.Duration{5 * time.Second, 40 * time.Second, 10 * time.Minute}, -1},
		{"an hour apart they are two", time.Hour, []time.Duration{time.Hour}, 0},
		{"a turn that comes some minutes sooner counts", time.Hour, []time.Duration{56 * time.Minute}, 0},
		{"a reading in between neither counts nor starts anew", time.Hour, []time.Duration{20 * time.Minute, time.Hour}, 1},
		{"half an interval is not enough", time.Hour, []time.Duration{30 * time.Minute, 45 * time.Minute}, -1},
		{"a source that is read daily is given a day", 24 * time.Hour, []time.Duration{time.Hour, 6 * time.Hour, 24 * time.Hour}, 2},
		{"a source that names no interval has the usual one", 0, []time.Duration{time.Minute, time.Hour}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMemory()
			of := func(adverts ...Sighting) Harvest {
				h := list("a", adverts...)
				h.Source.Every = c.every
				return h
			}
			m.step(of(ads("a", 1, 5)...), monday)
			first := hour(1)
			m.step(of(ads("a", 2, 5)...), first)
			for i, after := range c.again {
				r := m.step(of(ads("a", 2, 5)...), first.Add(after))
				if is := m.state(t, "a", 1).State == Withdrawn; is != (i == c.gone) || is != (len(r.Changes) == 1) {
					t.Fatalf("%s after the first absence it is %s, told %+v", after, m.state(t, "a", 1).State, r.Changes)
				}
			}
		})
	}
}

func TestAnAdvertThatWasShownInBetweenWasNotMissing(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 5)...), monday)
	m.step(list("a", ads("a", 2, 5)...), hour(1))
	m.step(list("a", ads("a", 1, 5)...), hour(1).Add(time.Minute))
	m.step(list("a", ads("a", 2, 5)...), hour(2))
	if is := m.state(t, "a", 1); is.State != Open || !is.Adverts[0].Missing.Equal(hour(2)) {
		t.Errorf("%s, missing since %s", is.State, is.Adverts[0].Missing)
	}
}

// TestABelievedLossTakesOnlyWhatWasMissingBefore: the reading that confirms a
// collapse is the first that misses what was still there at the one before.
func TestABelievedLossTakesOnlyWhatWasMissingBefore(t *testing.T) {
	t.Run("adverts that went at once", func(t *testing.T) {
		m := newMemory()
		m.step(list("a", ads("a", 1, 8)...), monday)
		m.step(list("a", ads("a", 5, 8)...), hour(1))
		r := m.step(list("a", ads("a", 6, 8)...), hour(2))
		equal(t, "believed", told(r.Changes, "a", 8), []string{"withdrawn 1", "withdrawn 2", "withdrawn 3", "withdrawn 4"})
		r = m.step(list("a", ads("a", 6, 8)...), hour(3))
		equal(t, "an interval on", told(r.Changes, "a", 8), []string{"withdrawn 5"})
	})
	t.Run("a field that was lost", func(t *testing.T) {
		m := newMemory()
		m.step(list("a", ads("a", 1, 8)...), monday)
		bare := func(s *Sighting) { s.Advert.Salary = "" }
		m.step(list("a", every(ads("a", 1, 8), bare)...), hour(1))
		r := m.step(list("a", every(ads("a", 2, 8), bare)...), hour(2))
		if r.Runs[0].Verdict != Healthy || m.state(t, "a", 1).State != Open || m.state(t, "a", 2).Vacancy.Pay.Text != "" {
			t.Errorf("%s: what is missed once is %s", r.Runs[0].Verdict, m.state(t, "a", 1).State)
		}
	})
}

func TestAPersonIsBelievedAtOnce(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 8)...), monday)
	m.step(list("a", ads("a", 5, 8)...), hour(1))
	r := m.decide(t, Decision{Kind: RuleApprove, Target: "a"}, hour(1).Add(time.Minute))
	equal(t, "approved", told(r.Changes, "a", 8), []string{"withdrawn 1", "withdrawn 2", "withdrawn 3", "withdrawn 4"})
}
