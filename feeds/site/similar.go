package site

import (
	"slices"
	"time"

	"vacancies/feeds"
	"vacancies/normalize/lifecycle"
)

// following is the search that a reader of a vacancy would want to follow: its
// stage and specialisms in its boroughs.
func (s *Site) following(r *lifecycle.Record) feeds.Query {
	q := feeds.Query{Boroughs: r.Boroughs}
	if s.static { // plain files hold one filter's one value at most
		if len(r.Boroughs) != 1 {
			return feeds.Query{}
		}
		return q
	}
	if st := r.Vacancy.Role.Stage; st != "" && st != "n/a" {
		q.Stages = []string{st}
	}
	if r.Vacancy.Role.Scope == "related" {
		q.Scopes = []string{"related"}
	}
	return q.Set()
}

// maxSimilar is how many similar vacancies a page shows.
const maxSimilar = 4

// similar are the open vacancies most like one: the same stage, specialism and
// borough count in that order; without stage or specialism in common none is similar.
func similar(e *feeds.Edition, r *lifecycle.Record, now time.Time) []*lifecycle.Record {
	type scored struct {
		r *lifecycle.Record
		n int
	}
	var all []scored
	q := feeds.Query{}
	if r.Vacancy.Role.Scope == "related" {
		q.Scopes = []string{"related"}
	}
	for _, o := range e.Select(q, now).Records {
		if n := likeness(r, o); o.ID != r.ID && n >= 3 {
			all = append(all, scored{o, n})
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return b.n - a.n })
	var out []*lifecycle.Record
	for _, a := range all[:min(len(all), maxSimilar)] {
		out = append(out, a.r)
	}
	return out
}

func likeness(a, b *lifecycle.Record) int {
	n := 0
	if a.Vacancy.Role.Stage == b.Vacancy.Role.Stage {
		n += 3
	}
	for _, s := range a.Vacancy.Role.Specialisms {
		if s != "generic" && slices.Contains(b.Vacancy.Role.Specialisms, s) {
			n += 3
		}
	}
	for _, s := range a.Boroughs {
		if slices.Contains(b.Boroughs, s) {
			n++
		}
	}
	return n
}
