package store

import (
	"slices"
	"time"

	"vacancies/normalize/dedupe"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/text"
)

// matchHorizon is how long after its end a vacancy can still be found to be
// the one that a new advert repeats.
const matchHorizon = 18 * 30 * 24 * time.Hour

// index is the de-duplication index. It is built when it is first asked, so
// that a process that only serves never pays for it, and brought up to date
// before each use with what was committed since.
type index struct {
	matcher *dedupe.Index
	stale   map[string]map[string]lifecycle.Sighting // vacancy id -> its adverts as just committed
	// standing is each source's boilerplate, without which its adverts are compared;
	// relearned are the sources for which it is not what it was.
	standing  map[string]text.Boilerplate
	relearned []string
}

func newIndex() *index {
	return &index{stale: map[string]map[string]lifecycle.Sighting{}, standing: map[string]text.Boilerplate{}}
}

// ready gives the index in step with the ledger.
func (x *index) ready(v *txView) *dedupe.Index {
	if x.matcher == nil {
		x.matcher = dedupe.NewIndex()
		for _, st := range v.Sources() {
			x.standing[st.Source.ID] = st.Boilerplate
		}
		for _, r := range x.everything(v) {
			x.add(v, r, nil)
		}
		clear(x.stale)
	}
	for _, source := range x.relearned {
		for _, r := range v.Listed(source) {
			if _, ok := x.stale[r.ID]; !ok {
				x.stale[r.ID] = nil
			}
		}
	}
	x.relearned = nil
	for id, fresh := range x.stale {
		if r := v.Record(id); r != nil {
			x.add(v, r, fresh)
		}
		delete(x.stale, id)
	}
	return x.matcher
}

// everything that a new advert may belong to or repeat.
func (x *index) everything(v *txView) []*lifecycle.Record {
	out := append([]*lifecycle.Record(nil), v.Open()...)
	since := v.s.opts.Now().Add(-matchHorizon)
	for _, r := range v.Ended(v.s.opts.Now().Add(time.Second), true, 1<<30) {
		if r.Ended.After(since) {
			out = append(out, r)
		}
	}
	return out
}

// add brings one vacancy's adverts in, or takes them out when it is no more.
func (x *index) add(v *txView, r *lifecycle.Record, fresh map[string]lifecycle.Sighting) {
	for _, a := range r.Adverts {
		switch {
		case r.State == lifecycle.Merged: // its adverts stand under the vacancy it was merged into
		case r.State == lifecycle.Erased || r.RawDropped:
			x.matcher.Remove(a.Advert)
		default:
			s, ok := fresh[a.Advert]
			if !ok {
				s, ok = v.Sighting(a.Advert)
			}
			if ok {
				x.matcher.Add(lifecycle.Entry(r, a, s, x.standing[a.Source]), r.ID)
			}
		}
	}
}

// changed notes what a commit changed.
func (x *index) changed(res *lifecycle.Result) {
	if x.matcher == nil {
		return
	}
	fresh := make(map[string]lifecycle.Sighting, len(res.Sightings))
	for _, s := range res.Sightings {
		fresh[s.Advert] = s.Sighting
	}
	for _, r := range res.Records {
		x.stale[r.ID] = fresh
	}
	for _, st := range res.Sources {
		if id := st.Source.ID; !slices.Equal(st.Boilerplate, x.standing[id]) {
			x.standing[id] = st.Boilerplate
			x.relearned = append(x.relearned, id)
		}
	}
}
