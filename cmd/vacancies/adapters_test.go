package main

import (
	"slices"
	"testing"
	"time"

	"vacancies/normalize/lifecycle"
)

// otherwise are the verdicts that a fault may also come to where a system's pages
// differ from those the table was written for: boards too small to collapse,
// lists without the field or count concerned, rows that a fault leaves unreadable,
// adverts that name their employer.
var otherwise = map[string][]lifecycle.Verdict{
	"garbled": {partial, moved}, "half-gone": {well}, "missing-field": {well}, "endless-paging": {well},
	"lying-total": {well}, "duplicated-ids": {well}, "zero-rows": {failed}, "wrong-tenant": {moved},
}

// TestEveryFaultOfEveryAdapter breaks one site of every recruitment system in
// every way: whatever the system, the verdict is the table's, nothing that was
// known goes, and nothing opens that the site does not show.
func TestEveryFaultOfEveryAdapter(t *testing.T) {
	prepared(t)
	for _, row := range faultTable {
		t.Run(row.kind, func(t *testing.T) {
			t.Parallel()
			w := enter(t, prepared(t), autumn, autumn.Add(time.Hour), 1)
			before := map[string][]string{}
			tried := w.oneOfEach()
			if row.kind == "wrong-tenant" { // told apart by what a row's own options say, too
				tried = w.councils()
			}
			for _, id := range tried {
				before[id] = w.openAt(id)
				w.breaks(id, row.kind)
			}
			if len(before) < 15 {
				t.Fatalf("only %d systems are tried", len(before))
			}
			rounds := 1
			if row.kind == "wrong-tenant" { // which no later reading may confirm
				rounds = 3
			}
			for range rounds {
				for id, run := range w.round(tried...) {
					got := run.Verdict
					if got == lifecycle.Unchanged {
						got = well
					}
					if got != row.steady && !slices.Contains(otherwise[row.kind], got) {
						t.Errorf("%s: %s, not %s: %s", id, run.Verdict, row.steady, run.Error)
					}
					w.keeps(t, id, before[id])
				}
				w.clock.turn(70 * time.Minute)
			}
		})
	}
}

// councils are all sources that are a council's own.
func (w *world) councils() (ids []string) {
	for _, s := range w.config.Load().Sources {
		if s.Kind == "council" {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

// oneOfEach is a council's source of every recruitment system.
func (w *world) oneOfEach() (ids []string) {
	seen := map[string]bool{}
	for _, s := range w.config.Load().Sources {
		if s.Kind == "council" && !seen[s.Platform] {
			seen[s.Platform] = true
			ids = append(ids, s.ID)
		}
	}
	return ids
}

// keeps checks that a source's open vacancies are still open, and that those
// that opened are on its site.
func (w *world) keeps(t *testing.T, source string, before []string) {
	t.Helper()
	truth, after := w.truth(source), w.openAt(source)
	for _, id := range before {
		if !slices.Contains(after, id) {
			t.Errorf("%s: %s is open no more", source, id)
		}
	}
	for key, r := range w.shown(source) {
		if _, ok := truth[key]; !ok && !slices.Contains(before, r.ID) {
			t.Errorf("%s: opened %s %q, which the site does not show", source, key, r.Vacancy.Title)
		}
	}
}

// TestWhatClosedMeanwhileIsNoCollapse starts again after a fortnight in which half
// of many a board has closed: the timer has closed it, and no board has collapsed.
func TestWhatClosedMeanwhileIsNoCollapse(t *testing.T) {
	t.Parallel()
	w := enter(t, prepared(t), autumn, autumn.AddDate(0, 0, 13), 1) // a Sunday
	emptied := 0
	open := map[string]int{}
	for _, s := range w.ledger.Snapshot().Sources {
		open[s.Source.ID] = len(w.openAt(s.Source.ID))
	}
	if err := w.tick(); err != nil {
		t.Fatal(err)
	}
	for id, n := range open {
		if left := len(w.openAt(id)); n-left >= 3 && 2*(n-left) >= n {
			emptied++
		}
	}
	if emptied == 0 {
		t.Fatal("no board lost half of its adverts by their closing: nothing is tried")
	}
	for id, run := range w.round() {
		if run.Verdict == collapsed {
			t.Errorf("%s: %s", id, run.Error)
		}
	}
}
