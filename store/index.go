package store

import (
	"time"

	"vacancies/normalize/dedupe"
	"vacancies/normalize/lifecycle"
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
}

func newIndex() *index { return &index{stale: map[string]map[string]lifecycle.Sighting{}} }

// ready gives the index in step with the ledger.
func (x *index) ready(v *txView) *dedupe.Index {
	if x.matcher == nil {
		x.matcher = dedupe.NewIndex()
		for _, r := range x.everything(v) {
			x.add(v, r, nil)
		}
		clear(x.stale)
	}
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
				x.matcher.Add(lifecycle.Entry(r, a, s), r.ID)
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
}
