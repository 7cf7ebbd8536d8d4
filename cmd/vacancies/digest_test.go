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

// season is five weeks of a program that serves, with a webhook.
type season struct {
	*testing.T
	begin time.Time
	now   func() time.Time
	hook  *hook
	dir   string
	app   *app
	end   func()
	// happened counts what was committed in each London week, by its Sunday.
	happened map[string]map[lifecycle.ChangeKind]int
}

// monday is nine on the nth Monday, begin being noon of the first.
func (s *season) monday(n int) time.Time { return s.begin.AddDate(0, 0, 7*n).Add(-3 * time.Hour) }

// midnight is the beginning of a day of the season.
func (s *season) midnight(day int) time.Time {
	return time.Date(s.begin.Year(), s.begin.Month(), s.begin.Day()+day, 0, 0, 0, 0, londonZone)
}

func (s *season) until(at time.Time) { time.Sleep(at.Sub(s.now())) }

// start begins the program on its folder; s.end ends it.
func (s *season) start() {
	a := openedIn(s.T, s.dir, "notify: {url: \"http://hook.example/\"}\n")
	a.now, a.webhook.Transport = s.now, s.hook
	ctx, stop := context.WithCancel(s.Context())
	done := make(chan error)
	go func() { done <- a.digestLoop(ctx) }()
	s.app, s.end = a, func() {
		stop()
		if err := <-done; err != nil {
			s.Error(err)
		}
		a.close()
	}
}

// happens commits a change that counts and one that does not.
func (s *season) happens(at time.Time, kind lifecycle.ChangeKind) {
	week := sundayOf(at)
	if s.happened[week] == nil {
		s.happened[week] = map[lifecycle.ChangeKind]int{}
	}
	s.happened[week][kind]++
	if _, err := s.app.ledger.Commit(func(lifecycle.View) (lifecycle.Result, error) {
		return lifecycle.Result{Changes: []lifecycle.Change{{At: at, Kind: kind, ID: fmt.Sprint("vacancy ", at.Unix())},
			{At: at, Kind: lifecycle.Revised, ID: fmt.Sprint("words ", at.Unix()), Fields: []string{lifecycle.FieldWords}}}}, nil
	}); err != nil {
		s.Fatal(err)
	}
}

// live lets a day pass, with something at its beginning, middle and end.
func (s *season) live(day int) {
	midnight := s.midnight(day)
	for i, clock := range []time.Duration{time.Minute, 13 * time.Hour, 24*time.Hour - time.Minute} {
		at := time.Date(midnight.Year(), midnight.Month(), midnight.Day(), 0, 0, 0, int(clock), londonZone)
		if at.Before(s.now()) {
			continue // before the beginning, or while it was down
		}
		s.until(at)
		s.happens(at, []lifecycle.ChangeKind{lifecycle.Opened, lifecycle.ClosedIt, lifecycle.WithdrawnIt}[i])
	}
}

func weeks(t *testing.T, begin time.Time) {
	s := &season{T: t, begin: begin, now: clockFrom(begin), dir: t.TempDir(), happened: map[string]map[lifecycle.ChangeKind]int{}}
	s.hook = &hook{now: s.now, answer: func(*http.Request) int {
		if n := s.now(); !n.Before(s.monday(3)) && n.Before(s.monday(3).Add(40*time.Minute)) {
			return http.StatusBadGateway
		}
		return http.StatusOK
	}}
	s.start()
	for day := range 5 * 7 {
		switch day {
		case 10: // a Thursday
			s.end()
			s.start()
		case 14: // the second Monday: down until Tuesday afternoon
			s.end()
			s.until(s.midnight(day).Add(39 * time.Hour))
			s.start()
			continue
		}
		s.live(day)
	}
	s.end()
	s.wereTold()
}

// wereTold wants one digest a week, in time and true.
func (s *season) wereTold() {
	if len(s.hook.taken) != 4 {
		s.Fatalf("five weeks and %d digests, want one for each but the first: %+v", len(s.hook.taken), s.hook.taken)
	}
	for i, n := range s.hook.taken {
		due := s.monday(i + 1)
		switch {
		case i == 1: // it was down then
			due = due.Add(30 * time.Hour)
		case i == 2: // the webhook took nothing for 40 minutes
			due = due.Add(40 * time.Minute)
		}
		if late := s.hook.at[i].Sub(due); late < 0 || late > pauseAfterDigest+time.Minute {
			s.Errorf("digest %d was taken at %s, want soon after %s", i, s.hook.at[i].In(londonZone), due)
		}
		from, sunday := s.midnight(7*i).Format(time.DateOnly), sundayOf(s.monday(i))
		if n.Digest == nil || n.Digest.From != from || n.Digest.To != sunday || !maps.Equal(n.Digest.Changes, s.happened[sunday]) {
			s.Errorf("digest %d says %+v; from %s to %s there was %v", i, n.Digest, from, sunday, s.happened[sunday])
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
