package lifecycle

import (
	"time"

	"vacancies/normalize"
	"vacancies/normalize/dedupe"
)

// shown commits every advert the harvest shows.
func (s *harvestStep) shown() {
	if s.state.FirstRead.IsZero() && len(s.h.Adverts) > 0 {
		s.state.FirstRead = s.now
	}
	for _, p := range s.seen {
		switch {
		case p.erased:
			continue
		case s.paired[p.identity.ID] != nil:
			pair := s.paired[p.identity.ID]
			s.attach(pair.Vacancy, p, Merge{Rule: pair.Rule, Words: pair.Words})
		case p.was == nil:
			s.bring(p)
		default:
			s.again(p)
		}
		if p.changed || p.Detail == DetailRead || p.Detail == DetailFailed || p.Detail == DetailClosed {
			s.result.Sightings = append(s.result.Sightings, StoredSighting{Advert: p.identity.ID, Sighting: p.Sighting})
		}
	}
}

// again commits an advert that the ledger has: revised, back, or simply still
// there, which is not worth a word.
func (s *harvestStep) again(p *shown) {
	closed := p.pageCloses(p.was)
	news := p.changed || p.was.Unread && !p.unread() || !p.was.Missing.IsZero() || p.was.Gone != closed || p.was.PageClosed != closed
	if !news && s.atRest(s.work.record(p.vacancy)) {
		return
	}
	r := s.edit(p.vacancy)
	a := r.Advert(p.identity.ID)
	a.LastSeen, a.Missing = s.now, time.Time{}
	if !news {
		return
	}
	a.PageClosed, a.Unread, a.Waiting = closed, p.unread(), s.state.Waiting != ""
	switch {
	case closed && !a.Gone:
		s.gone(a, "its own page says that applications are over")
	case !closed && a.Gone:
		a.Gone, a.GoneAt, a.GoneWhy = false, time.Time{}, ""
	}
	if p.changed {
		r.Pruned, r.RawDropped = false, false
		s.describe(a, p)
		s.meet(r.ID, p)
	}
	s.refresh(s.edit(s.resolve(r.ID)))
}

// atRest reports whether seeing a vacancy once more makes no difference to it. A
// whole reading confirms all it shows at once; a partial one notes it for each,
// but not each time.
func (s *harvestStep) atRest(r *Record) bool {
	if !s.state.LastSuccess.Equal(s.now) && s.now.Sub(s.confirmed(r)) >= 12*time.Hour {
		return false
	}
	state, _, _ := s.life(r)
	return state == r.State && !r.Unconfirmed
}

// unread reports whether an advert's own page has never been read, though it has one.
func (p *shown) unread() bool { return p.Detail == DetailFailed && p.DetailAt.IsZero() }

// pageCloses reports whether the advert's own page says, or last said, that
// applications are over.
func (p *shown) pageCloses(was *Appearance) bool {
	switch p.Detail {
	case DetailClosed:
		return true
	case DetailRead:
		return false
	}
	return was != nil && was.PageClosed
}

// describe writes what an advert says of itself into its appearance.
func (s *harvestStep) describe(a *Appearance, p *shown) {
	v := s.readings[p.identity.ID]
	a.Title, a.Ref, a.URL, a.ApplyURL = v.Title, normalize.PrintedReference(p.Advert.Reference), p.Advert.URL, p.Advert.ApplyURL
	a.Kind, a.Digest, a.Waiting = s.h.Source.Kind, p.digest, s.state.Waiting != ""
	a.Boroughs = union(v.Place.Boroughs, nil)
	if a.Boroughs == nil && a.Kind.Authority() <= normalize.Shared.Authority() {
		a.Boroughs = union(s.h.Source.Boroughs, nil)
	}
}

// appearance is a new advert's first.
func (s *harvestStep) appearance(p *shown) Appearance {
	a := Appearance{Advert: p.identity.ID, Source: s.h.Source.ID, Key: p.identity.Key, Weak: p.identity.Weak,
		FirstSeen: s.now, LastSeen: s.now, Unread: p.unread()}
	s.describe(&a, p)
	if p.Detail == DetailClosed {
		a.PageClosed = true
		s.gone(&a, "its own page says that applications are over")
	}
	return a
}

// bring commits an advert the ledger has not seen: one more place of a known
// vacancy, or a vacancy of its own.
func (s *harvestStep) bring(p *shown) {
	e := s.entry(p)
	if to := s.ruledInto(p.identity.ID); to != "" {
		s.attach(to, p, Merge{Rule: "decision"})
		return
	}
	if vacancy, why, ok := s.match(e, ""); ok {
		s.attach(vacancy, p, Merge{Rule: why.Rule, Words: why.Words})
		s.fresh.Add(e, s.resolve(vacancy))
		return
	}
	if known := s.edit(p.identity.ID); known != nil {
		known.Adverts = append(known.Adverts, s.appearance(p))
		s.refresh(known)
		return
	}
	r := &Record{ID: p.identity.ID, FirstSeen: s.now, Confirmed: s.now, FirstSight: s.first}
	r.Adverts = []Appearance{s.appearance(p)}
	if round, ok := s.Round(e); ok {
		r.Readvertises = s.resolve(round)
	}
	s.add(r)
	s.refresh(r)
	s.fresh.Add(e, r.ID)
}

// attach adds an advert to a known vacancy, with the evidence.
func (s *harvestStep) attach(vacancy string, p *shown, m Merge) {
	r := s.edit(s.resolve(vacancy))
	m.Advert, m.At = p.identity.ID, s.now
	r.Adverts = append(r.Adverts, s.appearance(p))
	r.Merges = append(r.Merges, m)
	r.Aliases = union(r.Aliases, []string{p.identity.ID})
	s.alias[p.identity.ID] = r.ID
	s.refresh(r)
}

// meet looks whether an advert whose words changed is now seen to be another
// vacancy's: two published vacancies found to be one keep the older id.
func (s *harvestStep) meet(vacancy string, p *shown) {
	e := s.entry(p)
	other, why, ok := s.match(e, vacancy)
	if !ok {
		return
	}
	s.merge(vacancy, other, Merge{Advert: p.identity.ID, Rule: why.Rule, Words: why.Words}, "found to be the same vacancy: "+why.Rule)
}

// match asks the index of all adverts, and that of this harvest's, for the
// vacancy an advert belongs to; a person's split is never undone by a rule.
func (s *harvestStep) match(e dedupe.Entry, besides string) (string, dedupe.Evidence, bool) {
	for _, ask := range []func(dedupe.Entry) (string, dedupe.Evidence, bool){s.View.Match, s.fresh.Match} {
		vacancy, why, ok := ask(e)
		if !ok {
			continue
		}
		to := s.resolve(vacancy)
		r := s.work.record(to)
		if r == nil || to == besides || r.State == Erased || s.keptApart(e.Identity.ID, r) {
			continue
		}
		return to, why, true
	}
	return "", dedupe.Evidence{}, false
}

func (s *harvestStep) entry(p *shown) dedupe.Entry {
	return dedupe.Entry{Advert: p.Advert, Vacancy: s.readings[p.identity.ID], Identity: p.identity,
		FirstSeen: s.now, LastSeen: s.now}
}
