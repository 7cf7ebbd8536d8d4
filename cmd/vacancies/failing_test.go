package main

import (
	"testing"
	"time"

	"vacancies/crawler/schedule"
)

// TestWhenMostSitesFailTogetherTheFaultIsOurs moves no counter, and they are tried
// again as soon as one that failed alone.
func TestWhenMostSitesFailTogetherTheFaultIsOurs(t *testing.T) {
	t.Parallel()
	w := enter(t, prepared(t), autumn, autumn.Add(time.Hour), 1)
	ids := []string{"barnet", "brent", "camden", "bromley", "newham"}
	before := w.ledger.Snapshot()
	for _, down := range []int{3, 2} {
		for i, id := range ids {
			if i < down {
				w.breaks(id, "down")
			} else {
				w.breaks(id, "")
			}
		}
		runs := w.round(ids...)
		for i, id := range ids {
			want := 0
			if i < down && 2*down <= len(ids) {
				want = 1
			}
			if st := w.source(id); st.Failures != want || (runs[id].Verdict == failed) != (i < down) {
				t.Errorf("%d of %d hosts down: %s is %s with %d failures, want %d", down, len(ids), id, runs[id].Verdict, st.Failures, want)
			}
			if wait := w.source(id).NextAttempt.Sub(w.clock.now()); i < down && wait > 2*schedule.FirstRetry {
				t.Errorf("%d of %d hosts down: %s is tried again after %s", down, len(ids), id, wait)
			}
		}
		w.clock.turn(70 * time.Minute)
	}
	if now := w.ledger.Snapshot(); now.Sequence != before.Sequence || len(now.Records) != len(before.Records) {
		t.Errorf("the ledger went from change %d to %d", before.Sequence, now.Sequence)
	}
}

// TestRetryNeverStopsAndBacksOffToItsCap follows the schedule of a dead site.
func TestRetryNeverStopsAndBacksOffToItsCap(t *testing.T) {
	t.Parallel()
	w := enter(t, prepared(t), autumn, autumn.Add(time.Hour), 1)
	w.breaks("barnet", "down")
	longest := time.Duration(0)
	for n := range 14 {
		w.round("barnet", "brent", "camden")
		wait := w.source("barnet").NextAttempt.Sub(w.clock.now())
		if wait <= 0 || wait > 6*time.Hour {
			t.Fatalf("after %d failures the next attempt is in %s", n+1, wait)
		}
		longest = max(longest, wait)
		w.clock.turn(wait)
	}
	if longest < 4*time.Hour {
		t.Errorf("the longest wait was %s", longest)
	}
	if got, want := w.openAt("barnet"), 0; len(got) == want {
		t.Error("a dead site's vacancies are gone")
	}
}

// TestAClockThatRanAheadLeavesNothingUnread: the machine's clock stood a year
// ahead for a while, and was put right.
func TestAClockThatRanAheadLeavesNothingUnread(t *testing.T) {
	t.Parallel()
	w := enter(t, prepared(t), autumn, autumn.Add(time.Hour), 1)
	ids := []string{"barnet", "camden"}
	w.clock.turn(400 * 24 * time.Hour)
	w.round(ids...)
	w.clock.turn(-400*24*time.Hour + time.Hour)
	due := map[string]bool{}
	for _, s := range w.due(w.clock.now()) {
		due[s.ID] = true
	}
	for _, id := range ids {
		if !due[id] {
			t.Errorf("%s is read next on %s; it is %s", id, w.source(id).NextAttempt, w.clock.now())
		}
	}
	w.round(ids...)
	for _, id := range ids {
		if st := w.source(id); !st.LastSuccess.Equal(w.clock.now()) || st.NextAttempt.Sub(w.clock.now()) > 24*time.Hour {
			t.Errorf("%s was read well on %s and is read next on %s", id, st.LastSuccess, st.NextAttempt)
		}
	}
	for _, s := range w.due(w.clock.now()) {
		if s.ID == "barnet" || s.ID == "camden" {
			t.Errorf("%s is due again at once", s.ID)
		}
	}
}
