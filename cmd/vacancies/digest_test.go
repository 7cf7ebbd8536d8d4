package main

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"vacancies/normalize/lifecycle"
)

func TestTheDigestIsDueFromNineOnMondayInLondon(t *testing.T) {
	for at, want := range map[string]struct {
		week string
		due  bool
	}{
		"2026-11-23T08:59:00Z": {"2026-W48", false},
		"2026-11-23T09:00:00Z": {"2026-W48", true},
		"2026-06-15T08:00:00Z": {"2026-W25", true}, // nine by British Summer Time
		"2026-11-29T23:00:00Z": {"2026-W48", true},
		"2027-01-03T12:00:00Z": {"2026-W53", true},
	} {
		now, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if week, due := digestWeek(now); week != want.week || due != want.due {
			t.Errorf("%s: %s, due %v; want %s, %v", at, week, due, want.week, want.due)
		}
	}
}

// TestEveryWeekBringsOneDigestThatIsTrue lets the program's own clock run
// through weeks in which something changes at the edges of every day, with a
// restart, a process that is down on a Monday, and a webhook that fails on
// another.
func TestEveryWeekBringsOneDigestThatIsTrue(t *testing.T) {
	for _, c := range []struct {
		name  string
		begin time.Time // a Monday at noon
	}{
		{"as the clocks go back", time.Date(2026, time.October, 12, 12, 0, 0, 0, londonZone)},
		{"as the clocks go forward", time.Date(2027, time.March, 15, 12, 0, 0, 0, londonZone)},
		{"over the turn of the year", time.Date(2026, time.December, 14, 12, 0, 0, 0, londonZone)},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { weeks(t, c.begin) })
		})
	}
}

func weeks(t *testing.T, begin time.Time) {
	now := clockFrom(begin)
	monday := func(n int) time.Time { return begin.AddDate(0, 0, 7*n).Add(-3 * time.Hour) } // at nine, begin being noon
	h := &hook{now: now, answer: func(*http.Request) int {
		if n := now(); !n.Before(monday(3)) && n.Before(monday(3).Add(40*time.Minute)) {
			return http.StatusBadGateway
		}
		return http.StatusOK
	}}
	dir := t.TempDir()
	start := func() (a *app, end func()) {
		a = openedIn(t, dir, "notify: {url: \"http://hook.example/\"}\n")
		a.now, a.webhook.Transport = now, h
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- a.digestLoop(ctx) }()
		return a, func() {
			stop()
			if err := <-done; err != nil {
				t.Error(err)
			}
			a.close()
		}
	}
	// happened counts what was committed in each London week, by its Sunday.
	happened := map[string]map[lifecycle.ChangeKind]int{}
	a, end := start()
	until := func(at time.Time) { time.Sleep(at.Sub(now())) }
	for day := 0; day < 5*7; day++ {
		at := time.Date(begin.Year(), begin.Month(), begin.Day()+day, 0, 0, 0, 0, londonZone)
		switch day {
		case 10: // a Thursday
			end()
			a, end = start()
		case 14: // the second Monday: down until Tuesday afternoon
			end()
			until(at.Add(39 * time.Hour))
			a, end = start()
			continue
		}
		for i, clock := range []time.Duration{time.Minute, 13 * time.Hour, 24*time.Hour - time.Minute} {
			when := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, int(clock), londonZone)
			if when.Before(now()) {
				continue // before the beginning, or while it was down
			}
			until(when)
			kind := []lifecycle.ChangeKind{lifecycle.Opened, lifecycle.ClosedIt, lifecycle.WithdrawnIt}[i]
			week := sundayOf(when)
			if happened[week] == nil {
				happened[week] = map[lifecycle.ChangeKind]int{}
			}
			happened[week][kind]++
			if _, err := a.ledger.Commit(func(lifecycle.View) (lifecycle.Result, error) {
				return lifecycle.Result{Changes: []lifecycle.Change{{At: when, Kind: kind, ID: fmt.Sprint("vacancy ", day, i)},
					{At: when, Kind: lifecycle.Revised, ID: fmt.Sprint("words ", day, i), Fields: []string{lifecycle.FieldWords}}}}, nil
			}); err != nil {
				t.Fatal(err)
			}
		}
	}
	end()
	if len(h.taken) != 4 {
		t.Fatalf("five weeks and %d digests, want one for each but the first: %+v", len(h.taken), h.taken)
	}
	for i, n := range h.taken {
		due := monday(i + 1)
		switch {
		case i == 1: // it was down then
			due = due.Add(30 * time.Hour)
		case i == 2: // the webhook took nothing for 40 minutes
			due = due.Add(40 * time.Minute)
		}
		if late := h.at[i].Sub(due); late < 0 || late > pauseAfterDigest+time.Minute {
			t.Errorf("digest %d was taken at %s, want soon after %s", i, h.at[i].In(londonZone), due)
		}
		sunday := sundayOf(monday(i))
		from := time.Date(begin.Year(), begin.Month(), begin.Day()+7*i, 0, 0, 0, 0, londonZone).Format(time.DateOnly)
		if n.Digest == nil || n.Digest.From != from || n.Digest.To != sunday || !maps.Equal(n.Digest.Changes, happened[sunday]) {
			t.Errorf("digest %d says %+v; from %s to %s there was %v", i, n.Digest, from, sunday, happened[sunday])
		}
	}
}

// sundayOf is the last day of an instant's London week.
func sundayOf(at time.Time) string {
	l := at.In(londonZone)
	for l.Weekday() != time.Sunday {
		l = l.AddDate(0, 0, 1)
	}
	return l.Format(time.DateOnly)
}
