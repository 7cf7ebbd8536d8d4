package lifecycle

import (
	"slices"
	"strings"
	"time"

	"vacancies/normalize"
	"vacancies/normalize/dedupe"
)

// backlogPeriod bounds how long a source that was never read whole counts as
// seen for the first time.
const backlogPeriod = 3 * 24 * time.Hour

// Step is what a harvest does to the ledger: it is judged, and then opens,
// revises, confirms, withdraws and reopens as its verdict permits. now is the
// instant of the commit.
func Step(v View, h Harvest, now time.Time) Result { return step(v, h, now, normalize.Read) }

func step(v View, h Harvest, now time.Time, read Reader) Result {
	h = h.withoutPeople()
	if h.Source.Stopped != nil {
		h = Harvest{Source: h.Source, Started: h.Started, Ended: h.Ended, Skipped: SourceState{Source: h.Source}.Paused()}
	}
	s := newStep(v, h, now, read, false)
	verdict := judge(h, *s.state, s.known(), s.now)
	if elsewhere := s.proposed(); elsewhere != nil {
		verdict = *elsewhere
	} else if other := s.stranger(); other != nil && verdict.commits() {
		verdict = *other
	} else if move := s.moves(verdict); move != nil {
		verdict = *move
	}
	if verdict.Verdict == Failed && s.h.Fault == "" && unreadable(s.h.Adverts) > 0 {
		s.h.Fault = FaultGarbled
	}
	s.record(verdict)
	switch verdict.Verdict {
	case Healthy, Empty, Unchanged:
		s.whole(s.confirms(verdict))
	case Partial:
		s.shown()
		s.keepPages()
	}
	if verdict.Withheld != nil {
		s.withhold(verdict.Withheld)
	}
	return s.finish(verdict)
}

// harvestStep is the unit of work of one harvest.
type harvestStep struct {
	*work
	h     Harvest
	prior SourceState
	state *SourceState
	seen  []*shown          // ours, each id once, none conflicting
	shows map[string]*shown // by advert id
	fresh *dedupe.Index     // adverts new in this harvest
	first bool              // the source's first sight
	// trusted is true when a person approved the harvest.
	trusted bool
	// leftOut says why rows that were ours before are not any more, by advert id.
	leftOut map[string]string
	// paired are new adverts that are known vacancies under a new key.
	paired map[string]*Takeover
}

// shown is one advert of a harvest, prepared for judgement.
type shown struct {
	Sighting
	identity normalize.Identity
	digest   string
	vacancy  string      // the record that has it; empty for a new one
	was      *Appearance // as the ledger had it; nil for a new one
	changed  bool        // new, or not the same words as before
	retitled bool        // no word of its old title is left
	erased   bool
	lost     []string
}

// newStep prepares a harvest; a trusted one is what a person approved.
func newStep(v View, h Harvest, now time.Time, read Reader, trusted bool) *harvestStep {
	s := &harvestStep{work: newWork(v, now, read), h: h, trusted: trusted, shows: map[string]*shown{}, leftOut: map[string]string{}, fresh: dedupe.NewIndex()}
	if s.state = s.source(h.Source.ID); s.state == nil {
		s.state = s.newSource(h.Source.ID)
		s.state.Source = h.Source
	}
	s.prior = *s.state
	s.first = s.prior.LastSuccess.IsZero() &&
		(s.prior.FirstRead.IsZero() || s.now.Sub(s.prior.FirstRead) < backlogPeriod)
	bad := conflicting(s.h.Adverts)
	for _, sighting := range s.h.Adverts {
		id := normalize.Identify(sighting.Advert)
		if sighting.LeftOut != "" {
			s.leftOut[id.ID] = sighting.LeftOut
			continue
		}
		if id.ID == "" || bad[id.ID] || s.shows[id.ID] != nil || garbled(sighting.Advert.Title) {
			continue
		}
		s.prepare(sighting, id)
	}
	return s
}

// prepare compares one advert with what the ledger has of it, and reads it if
// its words are new.
func (s *harvestStep) prepare(sighting Sighting, id normalize.Identity) {
	p := &shown{Sighting: sighting, identity: id}
	s.seen = append(s.seen, p)
	s.shows[id.ID] = p
	if p.erased = s.isErased(p.Advert); p.erased {
		return
	}
	p.Advert.Kind, p.Advert.Boroughs = s.h.Source.Kind, s.h.Source.Boroughs
	p.digest = digest(p.Advert)
	if vacancy := s.resolve(id.ID); vacancy != "" {
		if r := s.work.record(vacancy); r != nil {
			p.vacancy, p.was = vacancy, r.Advert(id.ID)
		}
	}
	p.changed = p.was == nil || p.was.Digest != p.digest
	if !p.changed {
		return
	}
	was, stored := s.View.Sighting(id.ID)
	if p.Advert.FirstFetchedAt.IsZero() {
		p.Advert.FirstFetchedAt = s.now
	}
	if stored && was.Advert.Closing == p.Advert.Closing && !was.Advert.FirstFetchedAt.IsZero() {
		p.Advert.FirstFetchedAt = was.Advert.FirstFetchedAt
	}
	s.readings[id.ID] = s.understand(p.Advert)
	s.sightings[id.ID] = p.Sighting
	if stored {
		old := s.read(was.Advert)
		p.retitled = otherTitle(was.Advert.Title, p.Advert.Title)
		p.lost = lost(Fields(was.Advert, old), Fields(p.Advert, s.readings[id.ID]), s.readings[id.ID])
	}
}

// known are the source's adverts as judge compares them with the harvest.
func (s *harvestStep) known() []knownAdvert {
	var out []knownAdvert
	again := s.foundAgain()
	for _, r := range s.listed(s.h.Source.ID) {
		for _, a := range r.Adverts {
			if a.Source == s.h.Source.ID && !a.Gone {
				k := s.compared(r, a)
				k.Again = again[r.ID]
				out = append(out, k)
			}
		}
	}
	return out
}

// compared says what a harvest shows of one of a vacancy's adverts.
func (s *harvestStep) compared(r *Record, a Appearance) knownAdvert {
	k := knownAdvert{Advert: a.Advert, Vacancy: r.ID, Closes: r.Vacancy.Closing.At, Over: !r.isOpen()}
	switch p := s.shows[a.Advert]; {
	case p != nil:
		k.Listed, k.Seen = true, p.Detail != DetailClosed || a.PageClosed
		k.Lost, k.Retitled = p.lost, p.retitled
	case s.showsOther(r, a.Advert):
		k.Seen = true
	case s.h.Unchanged && len(s.h.Adverts) == 0:
		k.Seen = a.Missing.IsZero()
	}
	return k
}

// showsOther reports whether the harvest shows another of a vacancy's adverts.
func (s *harvestStep) showsOther(r *Record, besides string) bool {
	return slices.ContainsFunc(r.Adverts, func(a Appearance) bool { return a.Advert != besides && s.shows[a.Advert] != nil })
}

// foundAgain are the open vacancies whose adverts the harvest does not show, and
// shows under another key.
func (s *harvestStep) foundAgain() map[string]bool {
	out := map[string]bool{}
	for _, pair := range s.pairUp(s.missing()) {
		out[pair.Vacancy] = true
	}
	return out
}

// record notes the run on the source's state: the clocks, and what went wrong.
func (s *harvestStep) record(j judgement) {
	st := s.state
	if j.Verdict == Skipped {
		st.Verdict, st.Error, st.Fault, st.Status = Skipped, strings.Join(j.Reasons, "; "), s.h.Fault, 0
		return
	}
	st.LastAttempt = s.now
	if len(s.h.Adverts) > 0 || s.h.SaysEmpty != "" {
		st.Unclaimed = s.h.Unclaimed
	}
	st.Verdict, st.Fault, st.Status = j.Verdict, s.h.Fault, s.h.Status
	st.Error, st.Headers = "", nil
	switch j.Verdict {
	case Healthy, Empty, Unchanged:
		st.LastSuccess, st.Failures = s.now, 0
		st.Withheld, st.Refused = nil, ""
		if s.prior.Withheld != nil {
			s.keepWithheld(nil)
		}
	default:
		st.Error, st.Headers = strings.Join(j.Reasons, "; "), s.h.Sample.telling()
		if s.h.Sample != nil && st.Status == 0 {
			st.Status = s.h.Sample.Status
		}
		if j.Withheld != nil && j.Withheld.Refused {
			st.Refused = j.Withheld.Hash
		}
		if waits := j.Withheld != nil && !j.Withheld.loss() && !j.Withheld.ByPerson; !s.h.Ours && !waits {
			st.Failures++
		}
	}
	if s.h.StatedTotal != nil {
		st.StatedTotal = s.h.StatedTotal
	}
}

// confirms is what was withheld and is believed now; nil when nothing is.
func (s *harvestStep) confirms(j judgement) *Withheld {
	if !j.Confirmed {
		return nil
	}
	return s.prior.Withheld
}

// whole commits a harvest that shows all there is. What was withheld before and
// is believed now shows since when its adverts are missing.
func (s *harvestStep) whole(believed *Withheld) {
	s.learn()
	s.rekeyed() // what a whole harvest does not show is absent
	s.shown()
	if len(s.h.Adverts) > 0 || !s.h.Unchanged {
		s.leaveOut()
		s.keepPages()
		s.shape()
	}
	for _, r := range s.listed(s.h.Source.ID) {
		for _, a := range r.Adverts {
			if a.Source != s.h.Source.ID || a.Gone || s.shows[a.Advert] != nil {
				continue
			}
			if s.h.Unchanged && len(s.h.Adverts) == 0 && a.Missing.IsZero() {
				continue
			}
			s.miss(r.ID, a.Advert, believed)
		}
	}
}

// miss notes that a whole reading did not show an advert. One absence can be a
// slip of the site's: it is gone when another reading, an interval of its source
// after the first, does not show it either, or a person said so.
func (s *harvestStep) miss(vacancy, advert string, believed *Withheld) {
	r := s.edit(vacancy)
	a := r.Advert(advert)
	if a.Missing.IsZero() {
		a.LastSeen = latest(a.LastSeen, s.prior.LastSuccess)
		a.Missing = s.now
		if believed != nil && slices.Contains(believed.Missing, vacancy) {
			a.Missing = believed.At
		}
	}
	if !s.trusted && s.now.Sub(a.Missing) < interval(s.h.Source) {
		return
	}
	why := "its source no longer shows it"
	if reason := s.leftOut[advert]; reason != "" {
		why = "its source shows it, but it is not one of ours: " + reason
	}
	s.gone(a, why)
	s.refresh(r)
}

// gone ends an advert's life at its source.
func (w *work) gone(a *Appearance, why string) {
	a.Gone, a.GoneAt, a.GoneWhy = true, w.now, why
}
