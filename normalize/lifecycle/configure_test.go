package lifecycle

import (
	"strings"
	"testing"
	"time"
)

func TestConfigure(t *testing.T) {
	m := newMemory()
	a, b := src("a"), src("b")
	m.commit(Configure(m, []Source{a, b}, monday))
	m.step(list("a", ads("a", 1, 2)...), monday)
	m.step(list("b", ads("b", 1, 2)...), monday)
	if r := Configure(m, []Source{a, b}, hour(1)); !r.Empty() {
		t.Errorf("the same configuration changed %+v", r)
	}
	if r := m.commit(Configure(m, []Source{a}, hour(1))); len(r.Changes) != 0 {
		t.Errorf("a source that left the config must only be paused: %+v", r.Changes)
	}
	if st, _ := m.Source("b"); !st.Absent || st.Paused() == "" {
		t.Errorf("it must say that it is absent, and so paused: %+v", st)
	}
	b.Enabled = false
	if r := m.commit(Configure(m, []Source{a, b}, hour(2))); len(r.Changes) != 0 {
		t.Errorf("a paused source keeps its last good: %+v", r.Changes)
	}
	b.Enabled = true
	b.Stopped = &Stopped{By: "the borough", On: "2026-03-02", Why: "they asked us to"}
	r := m.commit(Configure(m, []Source{a, b}, hour(3)))
	equal(t, "stopped", told(r.Changes, "b", 2), []string{"withdrawn 1", "withdrawn 2"})
	if !strings.Contains(r.Changes[0].Reason, "they asked us to") {
		t.Errorf("the reason shown is %q", r.Changes[0].Reason)
	}
	b.Stopped = nil
	if r := m.commit(Configure(m, []Source{a, b}, hour(4))); len(r.Changes) != 0 {
		t.Errorf("nothing returns before it is seen again: %+v", r.Changes)
	}
	r = m.step(list("b", ads("b", 1, 2)...), hour(5))
	equal(t, "seen again", told(r.Changes, "b", 2), []string{"reopened 1", "reopened 2"})

	a.Republish = "facts"
	m.commit(Configure(m, []Source{a, b}, hour(6)))
	if got := m.state(t, "a", 1).Republish; got != "facts" {
		t.Errorf("what may be shown is still %q", got)
	}
	auto := src("c")
	auto.Platform = "auto"
	m.commit(Configure(m, []Source{a, b, auto}, hour(7)))
	m.step(Harvest{Source: auto, Adverts: ads("c", 1, 1), Resolution: &Resolution{Platform: "p", URL: "https://v.example"}}, hour(7))
	r = m.commit(Configure(m, []Source{a, b, src("c")}, hour(8)))
	equal(t, "named in the config", told(r.Changes, "c", 1), []string{"opened 1"})
}

func TestAStoppedSourceIsWithdrawnByTheTimerToo(t *testing.T) {
	m := newMemory()
	stopped := src("a")
	m.step(list("a", ads("a", 1, 2)...), monday)
	stopped.Stopped = &Stopped{By: "them", Why: "asked"}
	st, _ := m.Source("a")
	st.Source = stopped
	m.commit(Result{Sources: []SourceState{st}})
	if r := m.tick(hour(1)); len(r.Changes) != 2 {
		t.Errorf("%+v", r.Changes)
	}
}

func TestAStoppedSourceIsNotTakenInEvenWhenItWasRead(t *testing.T) {
	m := newMemory()
	h := list("a", ads("a", 1, 5)...)
	h.Source.Stopped = &Stopped{By: "them", Why: "asked"}
	if r := m.step(h, monday); len(r.Changes) != 0 || r.Runs[0].Verdict != Skipped {
		t.Errorf("%s %+v", r.Runs[0].Verdict, r.Changes)
	}
}

func TestASourceWhoseRowWasCorrectedIsReadWithoutWaiting(t *testing.T) {
	row := Source{ID: "b", URL: "https://b.gov.uk/jobs", Platform: "oracle", Enabled: true}
	paused, moved, slower := row, row, row
	paused.Enabled, moved.URL, slower.Every = false, "https://b.gov.uk/careers", 2*time.Hour
	for _, c := range []struct {
		name     string
		was, is  Source
		absent   bool
		readsNow bool
	}{
		{"an address that was corrected", row, moved, false, true},
		{"a source that was paused goes on", paused, row, false, true},
		{"a source that comes back into the configuration", row, row, true, true},
		{"a source that is paused", row, paused, false, false},
		{"a source that is read less often", row, slower, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMemory()
			m.commit(Result{Sources: []SourceState{{Source: c.was, Absent: c.absent, NextAttempt: monday.Add(6 * time.Hour)}}})
			m.commit(Configure(m, []Source{c.is}, monday))
			st, _ := m.Source("b")
			if got := !st.NextAttempt.After(monday); got != c.readsNow {
				t.Errorf("next attempt %s, now is %s", st.NextAttempt, monday)
			}
		})
	}
}
