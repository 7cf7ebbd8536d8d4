package lifecycle

import "time"

// Tick is what the clock does to the ledger: closings at their instant, what
// was not confirmed for too long, and sources that were stopped. A late Tick
// catches up; one with nothing to do gives an empty Result.
func Tick(v View, now time.Time) Result {
	w := newWork(v, now, nil)
	for _, st := range v.Sources() {
		if st.Source.Stopped != nil {
			w.stop(st.Source)
		}
	}
	for _, r := range v.Open() {
		if w.due(r) {
			w.edit(r.ID)
		}
	}
	return w.done()
}

// due reports whether the clock has something to say to an open vacancy.
func (w *work) due(r *Record) bool {
	closes := r.Vacancy.Closing.At
	if !closes.IsZero() && !closes.After(w.now) {
		return true
	}
	if r.Reason == pageUnread {
		return !r.waitsForPage().After(w.now)
	}
	return r.State == Open && !r.Unconfirmed && w.now.Sub(w.confirmed(r)) > staleAfter
}

// NextTick is the next instant at which Tick has something to do; the zero
// time when there is none.
func (s *Snapshot) NextTick() time.Time {
	var next time.Time
	sooner := func(t time.Time) {
		if next.IsZero() || t.Before(next) {
			next = t
		}
	}
	for _, r := range s.Records {
		if closes := r.Vacancy.Closing.At; !closes.IsZero() {
			sooner(closes)
		}
		if r.Reason == pageUnread {
			sooner(r.waitsForPage())
		}
		if r.State == Open && !r.Unconfirmed {
			sooner(s.LastConfirmed(r).Add(staleAfter + time.Second))
		}
	}
	return next
}

// LastConfirmed is when a run last saw any of a vacancy's adverts. Records are
// not rewritten when a run merely finds them again, so this is later than
// Record.Confirmed.
func (s *Snapshot) LastConfirmed(r *Record) time.Time {
	if !r.isOpen() {
		return r.Confirmed
	}
	return confirmed(r, s.Source)
}

// LastSeen is when a run last saw one of a vacancy's adverts; of one that is over,
// when that was written down.
func (s *Snapshot) LastSeen(r *Record, a Appearance) time.Time {
	if !r.isOpen() {
		return a.LastSeen
	}
	return lastSeen(&a, s.Source)
}

// Retention is how long what is over is kept; zero keeps it for ever.
type Retention struct {
	// Closed vacancies stay as pages for this long; afterwards only what is
	// needed to answer "gone", and to know them again, is kept.
	Closed time.Duration
	// Raw adverts are kept for replay for this long after the end.
	Raw time.Duration
	// Samples of pages that went wrong.
	Samples time.Duration
	// Runs are the run records.
	Runs time.Duration
}

// pruneBatch bounds what one pruning takes on, so that a commit stays short.
const pruneBatch = 500

// Prune decides what the retention periods say is to be forgotten. It takes on
// so much at a time: call it again until it gives an empty Result.
func Prune(v View, now time.Time, keep Retention) Result {
	w := newWork(v, now, nil)
	if keep.Raw > 0 {
		for _, r := range v.Ended(w.now.Add(-keep.Raw), true, pruneBatch) {
			w.dropRaw(r.ID)
		}
	}
	if keep.Closed > 0 {
		for _, r := range v.Ended(w.now.Add(-keep.Closed), false, pruneBatch) {
			w.prune(r.ID)
		}
	}
	for _, st := range v.Sources() {
		if keep.Samples > 0 && !st.SampleAt.IsZero() && w.now.Sub(st.SampleAt) > keep.Samples {
			w.source(st.Source.ID).SampleAt = time.Time{}
			w.result.Samples = append(w.result.Samples, SourceSample{Source: st.Source.ID})
		}
	}
	return w.done()
}

// PruneRuns asks for run records beyond their period to be forgotten; once a
// day is often enough.
func PruneRuns(now time.Time, keep Retention) Result {
	if keep.Runs <= 0 {
		return Result{}
	}
	return Result{RunsBefore: now.Add(-keep.Runs).UTC()}
}

func (w *work) dropRaw(id string) {
	r := w.edit(id)
	if r.RawDropped {
		return
	}
	r.RawDropped = true
	for _, a := range r.Adverts {
		w.result.Dropped = append(w.result.Dropped, a.Advert)
	}
}

// prune leaves of an ended vacancy its ids, its dates, and what its state rests on.
func (w *work) prune(id string) {
	w.dropRaw(id)
	r := w.edit(id)
	r.Pruned = true
	closing, scope := r.Vacancy.Closing, r.Vacancy.Role.Scope
	lead := r.Vacancy.Advert
	*r = Record{ID: r.ID, State: r.State, Reason: r.Reason, Source: r.Source, Kind: r.Kind, Boroughs: r.Boroughs,
		FirstSeen: r.FirstSeen, Published: r.Published, Changed: r.Changed, Confirmed: r.Confirmed, Ended: r.Ended,
		FirstSight: r.FirstSight, Adverts: r.Adverts, Aliases: r.Aliases, Into: r.Into, Merges: r.Merges,
		Readvertises: r.Readvertises, Rulings: r.Rulings, Pruned: true, RawDropped: true}
	r.Vacancy.Advert, r.Vacancy.Role.Scope = lead, scope
	r.Vacancy.Closing.At, r.Vacancy.Closing.Kind = closing.At, closing.Kind
	for i := range r.Adverts {
		a := &r.Adverts[i]
		a.Title, a.Ref, a.URL, a.ApplyURL, a.Digest = "", "", "", "", ""
	}
	for i := range r.Merges {
		r.Merges[i].Words = ""
	}
}
