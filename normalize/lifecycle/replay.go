package lifecycle

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"vacancies/normalize"
)

// Diff is what another reading of a vacancy's stored words makes of one field.
type Diff struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Field
}

// Replay reads all stored adverts again with read. It gives the differences, one
// a field, and the Result that commits them: revisions, as if the adverts had
// changed, that leave ids and dates of first sight alone. Rulings stay in force.
func Replay(v View, read Reader, now time.Time) ([]Diff, Result) {
	w := newWork(v, now, read)
	w.learnAll()
	all := append(slices.Clone(v.Open()), v.Ended(w.now.Add(time.Second), true, 1<<30)...)
	for _, was := range all {
		if was.Pruned || was.State == Merged || was.State == Erased {
			continue
		}
		r := w.edit(was.ID)
		for i := range r.Adverts {
			a := &r.Adverts[i]
			reading, ok := w.reading(a.Advert)
			if !ok {
				continue
			}
			a.Title = reading.Title
			if b := union(reading.Place.Boroughs, nil); b != nil {
				a.Boroughs = b
			}
		}
		w.reread(r)
	}
	result := w.done()
	var diffs []Diff
	for _, r := range result.Records {
		if was := w.before[r.ID]; was != nil {
			diffs = append(diffs, diff(was, r)...)
		}
	}
	return diffs, result
}

func diff(was, is *Record) []Diff {
	var out []Diff
	a, b := facts(was), facts(is)
	for i := range b {
		if a[i].New != b[i].New {
			out = append(out, Diff{ID: is.ID, Title: is.Vacancy.Title, Field: Field{Name: b[i].Name, Old: a[i].New, New: b[i].New}})
		}
	}
	return out
}

// facts are all that a reading says, field by field, for comparing two readings.
func facts(r *Record) []Field {
	v := &r.Vacancy
	out := append(r.material(),
		Field{Name: "scope", New: string(v.Role.Scope)},
		Field{Name: "specialisms", New: strings.Join(v.Role.Specialisms, ", ")},
		Field{Name: "arrangement", New: v.Hours.Arrangement},
		Field{Name: "posted", New: v.Posted},
		Field{Name: "postcode", New: v.Place.Postcode},
		Field{Name: "closing_flags", New: strings.Join(v.Closing.Flags, ", ")},
		Field{Name: "grade", New: v.Pay.Grade},
		Field{Name: "problems", New: problems(v.Problems)})
	for _, code := range normalize.FactCodes {
		f := v.Facts[code]
		out = append(out, Field{Name: code, New: strings.TrimSpace(f.Stated + " " + f.Value)})
	}
	return append(out, Field{Name: "text", New: fmt.Sprintf("%d letters", len(v.Text))})
}

func problems(all []normalize.Problem) string {
	var codes []string
	for _, p := range all {
		codes = append(codes, p.Code)
	}
	return strings.Join(codes, ", ")
}
