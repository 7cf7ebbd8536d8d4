package feeds

import (
	"time"

	"vacancies/normalize/lifecycle"
)

// london is the zone of every wall-clock text (design, rule 4).
var london = lifecycle.London(time.Time{}).Location()

// StartOfDay is the first instant of an instant's London day, moved on by days.
func StartOfDay(t time.Time, days int) time.Time {
	y, m, d := t.In(london).Date()
	return time.Date(y, m, d+days, 0, 0, 0, 0, london)
}

// dayKey names the London day of an instant, for caches of queries that are Dated.
func dayKey(now time.Time) string { return now.In(london).Format(time.DateOnly) }

// day writes a YYYY-MM-DD day for people; as it is when it is no day.
func day(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.Format("Monday 2 January 2006")
}

// Published is when a vacancy was first announced: fixed once it has entered
// the default set, else when it was first seen.
func Published(r *lifecycle.Record) time.Time {
	if r.Published.IsZero() {
		return r.FirstSeen
	}
	return r.Published
}

// Updated is when a vacancy last changed materially, never before it was published.
func Updated(r *lifecycle.Record) time.Time {
	if p := Published(r); r.Changed.Before(p) {
		return p
	}
	return r.Changed
}
