package lifecycle

import (
	"fmt"
	"strings"
	"time"

	"vacancies/normalize"
)

// approve commits what was withheld of a source: a person says that it is right.
func approve(v View, d Decision, now time.Time, read Reader) (Result, error) {
	st, known := v.Source(d.Target)
	h, kept := v.Withheld(d.Target)
	if !known {
		return Result{}, fmt.Errorf("%w: no source is called %q", ErrRuling, d.Target)
	}
	if !kept || st.Withheld == nil {
		return Result{}, fmt.Errorf("%w: nothing of source %q is withheld", ErrRuling, d.Target)
	}
	s := newStep(v, h, now, read, true)
	if !st.Withheld.loss() {
		s.accept(d.By, h.Resolution)
	}
	s.state.LastSuccess = latest(s.prior.LastSuccess, st.Withheld.At)
	s.state.Verdict, s.state.Error, s.state.Fault, s.state.Failures = Healthy, "", "", 0
	s.state.Withheld, s.state.Refused = nil, ""
	s.keepWithheld(nil)
	if h.Source.Succeeds != "" && s.state.Succeeded.IsZero() {
		s.takeOver()
	}
	if judgeWhole(h).Verdict == Partial {
		s.shown()
	} else {
		s.whole(nil)
	}
	s.result.Decisions = append(s.result.Decisions, d)
	result := s.done()
	if run := (Run{}); len(result.Changes) > 0 {
		run.count(result.Changes)
		for i := range result.Sources {
			if result.Sources[i].Source.ID == d.Target && run.news() {
				result.Sources[i].LastChange = s.now
			}
		}
	}
	return result, nil
}

// refusedWords end the reason of what a person refused.
const refusedWords = "; a person refused it"

// refuse remembers that what was withheld of a source is wrong, so that it is
// not asked again and never confirms itself.
func refuse(v View, d Decision, now time.Time, read Reader) (Result, error) {
	w := newWork(v, now, read)
	st := w.source(d.Target)
	if st == nil {
		return Result{}, fmt.Errorf("%w: no source is called %q", ErrRuling, d.Target)
	}
	if st.Withheld == nil {
		return Result{}, fmt.Errorf("%w: nothing of source %q is withheld", ErrRuling, d.Target)
	}
	held := *st.Withheld
	held.Reason, held.Refused = strings.TrimSuffix(held.Reason, refusedWords)+refusedWords, true
	st.Refused, st.Withheld = held.Hash, &held
	w.result.Decisions = append(w.result.Decisions, d)
	return w.done(), nil
}

// Accept confirms a source that `platform: auto` proposed: its adverts, held
// until then, are published from now on.
func Accept(v View, source, by string, now time.Time) (Result, error) {
	return accept(v, source, by, now, normalize.Read)
}

func accept(v View, source, by string, now time.Time, read Reader) (Result, error) {
	w := newWork(v, now, read)
	st := w.source(source)
	if st == nil {
		return Result{}, fmt.Errorf("%w: no source is called %q", ErrRuling, source)
	}
	if st.Withheld != nil && !st.Withheld.loss() {
		return decide(v, Decision{Kind: RuleApprove, Target: source, By: by, Why: "accepted"}, now, read)
	}
	if st.Resolution == nil || st.Waiting == "" {
		return Result{}, fmt.Errorf("%w: source %s does not wait to be accepted", ErrRuling, source)
	}
	w.accept(source, by, st.Resolution)
	return w.done(), nil
}

func (w *work) accept(source, by string, found *Resolution) {
	st := w.source(source)
	if found == nil {
		return
	}
	kept := *found
	kept.AcceptedBy, kept.AcceptedAt = by, w.now
	st.Resolution, st.Waiting = &kept, ""
	w.waits(source)
}

// waits notes on a source's adverts whether it waits to be accepted, and lets
// those that it lists follow the advert that leads then.
func (w *work) waits(source string) {
	waiting := w.source(source).Waiting != ""
	for _, r := range w.listed(source) {
		r := w.edit(r.ID)
		for i := range r.Adverts {
			if a := &r.Adverts[i]; a.Source == source {
				a.Waiting = waiting
			}
		}
		w.refresh(r)
	}
}

func (s *harvestStep) accept(by string, found *Resolution) {
	s.work.accept(s.h.Source.ID, by, found)
}

// Configure brings the ledger's sources in line with the configuration: new
// ones are known from now on, those it no longer names are paused, those it
// has stopped are withdrawn with the reason.
func Configure(v View, sources []Source, now time.Time) Result {
	w := newWork(v, now, normalize.Read)
	named := map[string]bool{}
	for _, src := range sources {
		named[src.ID] = true
		w.configure(src)
	}
	for _, st := range v.Sources() {
		if !named[st.Source.ID] && !st.Absent {
			w.source(st.Source.ID).Absent = true
		}
	}
	return w.done()
}

func (w *work) configure(src Source) {
	st := w.source(src.ID)
	if st == nil {
		st = w.newSource(src.ID)
	}
	was, waited, paused := st.Source, st.Waiting, st.Paused()
	st.Source, st.Absent = src, false
	if was.ID != "" && st.Paused() == "" && (paused != "" || was.URL != src.URL || was.Platform != src.Platform) {
		st.NextAttempt = w.now // what kept it waiting is over
	}
	if src.Platform != "auto" && was.Platform == "auto" {
		st.Resolution, st.Waiting = nil, ""
		w.waits(src.ID)
	}
	if src.Stopped != nil {
		w.stop(src)
	}
	if was.ID == "" || was.Republish == src.Republish && was.Kind == src.Kind && waited == st.Waiting {
		return
	}
	for _, r := range w.listed(src.ID) {
		r := w.edit(r.ID)
		for i := range r.Adverts {
			if a := &r.Adverts[i]; a.Source == src.ID {
				a.Kind = src.Kind
			}
		}
		w.republish(r)
	}
}

// republish takes over what a source permits to be shown of its adverts.
func (w *work) republish(r *Record) {
	lead := r.lead()
	if lead == nil || lead.Source != r.Source {
		return
	}
	r.Kind = lead.Kind
	if s, ok := w.sourceOf(lead.Source); ok {
		r.Republish = s.Source.Republish
	}
}

// stop withdraws everything a stopped source still shows, the reason with it.
func (w *work) stop(src Source) {
	why := SourceState{Source: src}.Paused()
	for _, r := range w.listed(src.ID) {
		r := w.edit(r.ID)
		for i := range r.Adverts {
			if a := &r.Adverts[i]; a.Source == src.ID && !a.Gone {
				w.gone(a, why)
			}
		}
	}
}
