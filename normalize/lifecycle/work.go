package lifecycle

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"vacancies/normalize"
)

// work is one unit of work on the ledger: copies of the records and sources it
// touches, and in the end the Result. The view behind it stays as it was.
type work struct {
	View
	now  time.Time
	read Reader

	before map[string]*Record // as the view had it; nil for a new one
	after  map[string]*Record
	order  []string // ids in the order they were touched
	alias  map[string]string

	sources   map[string]*SourceState
	wasSource map[string]SourceState

	readings  map[string]normalize.Vacancy // adverts read in this unit
	sightings map[string]Sighting          // adverts seen in this unit

	notes  map[string]note
	result Result
}

// note is what a change should say that cannot be seen from the record itself.
type note struct {
	kind   ChangeKind // merged or split
	into   string
	reason string
}

func newWork(v View, now time.Time, read Reader) *work {
	return &work{View: v, now: now.Round(0).UTC(), read: read,
		before: map[string]*Record{}, after: map[string]*Record{}, alias: map[string]string{},
		sources: map[string]*SourceState{}, wasSource: map[string]SourceState{},
		readings: map[string]normalize.Vacancy{}, sightings: map[string]Sighting{}, notes: map[string]note{}}
}

// record is a vacancy as this unit of work has it; it must not be changed (see edit).
func (w *work) record(id string) *Record {
	if r, ok := w.after[id]; ok {
		return r
	}
	return w.View.Record(id)
}

// resolve is View.Resolve, with what this unit of work has added.
func (w *work) resolve(id string) string {
	if to, ok := w.alias[id]; ok {
		return to
	}
	return w.View.Resolve(id)
}

// edit gives a copy of a known vacancy to change.
func (w *work) edit(id string) *Record {
	if r, ok := w.after[id]; ok {
		return r
	}
	was := w.View.Record(id)
	if was == nil {
		return nil
	}
	r := was.clone()
	w.before[id], w.after[id] = was, r
	w.order = append(w.order, id)
	return r
}

// add brings in a new vacancy.
func (w *work) add(r *Record) {
	w.before[r.ID], w.after[r.ID] = w.View.Record(r.ID), r
	w.order = append(w.order, r.ID)
	w.alias[r.ID] = r.ID
}

// source gives a source's state to change; nil when it is not known.
func (w *work) source(id string) *SourceState {
	if s, ok := w.sources[id]; ok {
		return s
	}
	s, ok := w.View.Source(id)
	if !ok {
		return nil
	}
	w.wasSource[id] = s
	w.sources[id] = &s
	return &s
}

// newSource brings in a source that is not known yet.
func (w *work) newSource(id string) *SourceState {
	w.wasSource[id] = SourceState{}
	w.sources[id] = &SourceState{}
	return w.sources[id]
}

// sourceOf is a source's state to read.
func (w *work) sourceOf(id string) (SourceState, bool) {
	if s, ok := w.sources[id]; ok {
		return *s, true
	}
	return w.View.Source(id)
}

// listed is View.Listed with this unit's own copies, and what it has added.
func (w *work) listed(source string) []*Record {
	var out []*Record
	seen := map[string]bool{}
	for _, r := range w.View.Listed(source) {
		seen[r.ID] = true
		if r = w.record(r.ID); r.lists(source) {
			out = append(out, r)
		}
	}
	for _, id := range w.order {
		if r := w.after[id]; !seen[id] && r.lists(source) {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, byID)
	return out
}

// reading is what an advert means: as read in this unit, else from its stored words.
func (w *work) reading(advert string) (normalize.Vacancy, bool) {
	if v, ok := w.readings[advert]; ok {
		return v, true
	}
	s, ok := w.sighting(advert)
	if !ok {
		return normalize.Vacancy{}, false
	}
	v := w.understand(s.Advert)
	w.readings[advert] = v
	return v, true
}

// sighting is an advert as seen in this unit, else as stored.
func (w *work) sighting(advert string) (Sighting, bool) {
	if s, ok := w.sightings[advert]; ok {
		return s, true
	}
	return w.View.Sighting(advert)
}

// done settles every touched vacancy and gives the result.
func (w *work) done() Result {
	for _, id := range w.order {
		was, r := w.before[id], w.after[id]
		w.settle(was, r)
		r.tidy()
		if was != nil && same(was, r) {
			continue
		}
		r.Confirmed = latest(r.Confirmed, w.confirmed(r))
		for i := range r.Adverts {
			r.Adverts[i].LastSeen = lastSeen(&r.Adverts[i], w.sourceOf)
		}
		w.chronicle(was, r)
		w.result.Records = append(w.result.Records, r)
	}
	w.announce()
	w.countOpen()
	for _, id := range slices.Sorted(maps.Keys(w.sources)) {
		if was := w.wasSource[id]; !reflect.DeepEqual(was, *w.sources[id]) {
			w.result.Sources = append(w.result.Sources, *w.sources[id])
		}
	}
	return w.result
}

// same reports whether two states of a vacancy would be kept alike. A reading
// is compared as it is written: instants of another zone's making are equal.
func same(was, is *Record) bool {
	a, b := *was, *is
	a.Vacancy, b.Vacancy = normalize.Vacancy{}, normalize.Vacancy{}
	if !reflect.DeepEqual(a, b) {
		return false
	}
	if reflect.DeepEqual(was.Vacancy, is.Vacancy) {
		return true
	}
	x, errX := json.Marshal(was.Vacancy)
	y, errY := json.Marshal(is.Vacancy)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// announce puts the changes in an order a reader can follow: vacancies that
// take others in, or are split off, before those that go.
func (w *work) announce() {
	var late []Change
	for _, r := range w.result.Records {
		c, ok := w.change(w.before[r.ID], r)
		switch {
		case !ok:
		case c.Kind == MergedInto:
			late = append(late, c)
		default:
			w.result.Changes = append(w.result.Changes, c)
		}
	}
	w.result.Changes = append(w.result.Changes, late...)
}

// countOpen brings SourceState.Open up to date where a vacancy came or went.
func (w *work) countOpen() {
	moved := map[string]bool{}
	for _, r := range w.result.Records {
		was := w.before[r.ID]
		if was != nil {
			for _, a := range was.Adverts {
				moved[a.Source] = true
			}
		}
		for _, a := range r.Adverts {
			moved[a.Source] = true
		}
	}
	for id := range moved {
		s := w.source(id)
		if s == nil {
			continue
		}
		s.Open = 0
		for _, r := range w.listed(id) {
			if r.InDefault {
				s.Open++
			}
		}
	}
}

// byID orders records.
func byID(a, b *Record) int { return strings.Compare(a.ID, b.ID) }

// latest is the later of two instants.
func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// union is the sorted set of all values of both, nil when there are none.
func union(a, b []string) []string {
	all := append(slices.Clone(a), b...)
	slices.Sort(all)
	all = slices.Compact(all)
	if len(all) == 0 {
		return nil
	}
	return all
}
