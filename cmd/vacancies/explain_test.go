package main

import (
	"strings"
	"testing"
	"time"
)

// TestExplainSaysWhenItWasLastSeen: what a run merely finds again is not written
// to each record, and is not forgotten for that.
func TestExplainSaysWhenItWasLastSeen(t *testing.T) {
	t.Parallel()
	dir := prepared(t)
	w := enter(t, dir, autumn, autumn.AddDate(0, 0, 3).Add(time.Minute), 1)
	w.round("ealing", "barnet")
	gone, there := w.inStory(t, "ealing", "withdrawn"), w.inStory(t, "barnet", "pay corrected on its page")
	w.clock.turn(2 * time.Hour)
	w.round("ealing", "barnet")
	w.leave()
	for _, c := range []struct{ name, id, want string }{
		{"an advert that is there still", there.ID, "confirmed Thu 22 Oct 2026 11:01"},
		{"and where it was seen", there.ID, "Mon 19 Oct 2026 09:00 to Thu 22 Oct 2026 11:01"},
		{"an advert that is gone", gone.ID, "Mon 19 Oct 2026 09:00 to Mon 19 Oct 2026 09:00"},
		{"since when and why", gone.ID, "gone since Thu 22 Oct 2026 11:01: its source no longer shows it"},
	} {
		if code, out, errs := typed(t, "explain", c.id, "--data", dir); code != exitOK || !strings.Contains(out, c.want) {
			t.Errorf("%s: exit %d, %q is not said: %s%s", c.name, code, c.want, errs, out)
		}
	}
}
