package main

import (
	"strings"
	"testing"
	"time"

	"vacancies/normalize/lifecycle"
)

// TestLookingTwiceIsNotWaiting takes an advert off Ealing's list and reads it
// again and again within minutes, as an operator at a keyboard does: it stays, and
// the mirror says why, until an hour has shown that it is gone.
func TestLookingTwiceIsNotWaiting(t *testing.T) {
	t.Parallel()
	w := enter(t, prepared(t), autumn, autumn.AddDate(0, 0, 3).Add(time.Minute), 1)
	before := w.inStory(t, "ealing", "withdrawn")
	for n := range 4 {
		w.round("ealing")
		if is := w.inStory(t, "ealing", "withdrawn"); is.State != lifecycle.Open {
			t.Fatalf("after %d readings within minutes it is %s: %s", n+1, is.State, is.Reason)
		}
		w.clock.turn(40 * time.Second)
	}
	if _, mirror := w.get("/boroughs/ealing/mirror"); strings.Count(mirror, "Its list has not shown it since 22 October 2026 at 9:01am") != 1 {
		t.Error("the mirror does not say that its list shows it no more")
	}
	w.clock.turn(time.Hour)
	w.round("ealing")
	if is := w.inStory(t, "ealing", "withdrawn"); is.State != lifecycle.Withdrawn || is.ID != before.ID {
		t.Errorf("an hour on it is %s", is.State)
	}
}
