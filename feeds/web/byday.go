package web

import (
	"slices"
	"time"

	"vacancies/feeds"
	"vacancies/normalize/lifecycle"
)

// byDay gives the clocks of crawling by the London day alone, and no runs, so
// that files exported twice in a day differ only where a vacancy does. The
// status page, which is left out of that promise, keeps what it has.
func byDay(l feeds.Ledger) feeds.Ledger {
	was := l.Snapshot()
	snap := *was
	snap.Sources = slices.Clone(was.Sources)
	for i := range snap.Sources {
		s := &snap.Sources[i]
		for _, at := range []*time.Time{&s.LastAttempt, &s.LastSuccess, &s.LastChange} {
			if !at.IsZero() {
				*at = feeds.StartOfDay(*at, 0)
			}
		}
		s.NextAttempt = time.Time{}
		if s.Verdict == lifecycle.Unchanged {
			s.Verdict = lifecycle.Healthy // read well either way
		}
	}
	days := dayLedger{Ledger: l, snapshot: &snap}
	if a, ok := l.(Annals); ok {
		return dayAnnals{days, a}
	}
	return days
}

type dayLedger struct {
	feeds.Ledger
	snapshot *lifecycle.Snapshot
}

// Snapshot is the view as it was when the export began.
func (l dayLedger) Snapshot() *lifecycle.Snapshot { return l.snapshot }

// Runs are none: each run adds one.
func (l dayLedger) Runs(string, int) ([]lifecycle.Run, error) { return nil, nil }

type dayAnnals struct {
	dayLedger
	Annals
}
