package lifecycle

import (
	"slices"
	"time"

	"vacancies/normalize"
	"vacancies/normalize/closing"
	"vacancies/normalize/role"
)

// staleAfter is how long a vacancy stays unremarked without being confirmed
// (design, rule 3).
const staleAfter = 14 * 24 * time.Hour

// lead is the advert that gives a vacancy its facts and its life: one whose source
// does not wait to be accepted, the most authoritative of these, one that is still
// shown before one that is gone, then the oldest.
func (r *Record) lead() *Appearance {
	var best *Appearance
	for i := range r.Adverts {
		if a := &r.Adverts[i]; best == nil || a.leads(best) {
			best = a
		}
	}
	return best
}

// Lead is the advert that gives the vacancy its facts and its life; nil when
// it has no adverts.
func (r *Record) Lead() *Appearance { return r.lead() }

func (a *Appearance) leads(b *Appearance) bool {
	if a.Waiting != b.Waiting {
		return b.Waiting
	}
	if x, y := a.Kind.Authority(), b.Kind.Authority(); x != y {
		return x < y
	}
	if a.Gone != b.Gone {
		return b.Gone
	}
	if !a.FirstSeen.Equal(b.FirstSeen) {
		return a.FirstSeen.Before(b.FirstSeen)
	}
	return a.Advert < b.Advert
}

// settle derives where a vacancy is in its life from its facts alone, so that
// every rule that changes a fact has the same consequences.
func (w *work) settle(was, r *Record) {
	if r.State == Erased {
		r.InDefault = false
		return
	}
	state, reason, ended := w.life(r)
	r.Unconfirmed = state == Open && w.now.Sub(w.confirmed(r)) > staleAfter
	wasOut := was == nil || (was.State != Open && was.State != Held)
	r.State, r.Reason = state, reason
	switch {
	case state == Open || state == Held:
		r.Ended = time.Time{}
	case r.Ended.IsZero() || !wasOut:
		r.Ended = ended
	}
	r.InDefault = state == Open && r.Vacancy.Role.Scope == role.In && !slices.Contains(r.Vacancy.Hours.Contract, "agency") && r.Outside() == ""
	if r.InDefault && r.Published.IsZero() {
		r.Published = r.announcedAt()
	}
}

// Outside is the place outside the 33 authorities that a vacancy's words put it
// in; empty when they put it in one of them, or in none. Such a post is kept,
// and left out of everything that is published but the mirrors.
func (r *Record) Outside() string {
	if len(r.Vacancy.Place.Boroughs) > 0 {
		return ""
	}
	return r.Vacancy.Place.Outside
}

// life is the state a vacancy's facts put it in now, why, and since when it is over.
func (w *work) life(r *Record) (State, string, time.Time) {
	if r.Into != "" {
		return Merged, "found to be the same vacancy as another", w.now
	}
	lead := r.lead()
	if lead == nil {
		return Withdrawn, "no advert of it is left", w.now
	}
	closes := r.Vacancy.Closing.At
	over := !closes.IsZero() && !closes.After(w.now)
	if lead.Gone && (!over || lead.GoneAt.Before(closes)) {
		return Withdrawn, lead.GoneWhy, lead.GoneAt
	}
	if over {
		return Closed, "its closing time has come", closes.UTC()
	}
	if s, ok := w.sourceOf(lead.Source); ok && s.Waiting != "" && r.Published.IsZero() {
		return Held, s.Waiting, w.now
	}
	if until := r.waitsForPage(); w.now.Before(until) {
		return Held, pageUnread, w.now
	}
	if seen := w.confirmed(r); closes.IsZero() && w.now.Sub(seen) > staleAfter {
		return Withdrawn, "not confirmed since " + London(seen).Format("2 January 2006") + ", and no closing date is known", w.now
	}
	return Open, "", time.Time{}
}

// pageWait is how long a new advert whose own page cannot be read stays
// unpublished: a list gives a day where the page gives the hour, and little of
// the rest. Afterwards it is published by what the list states, and at once when
// by the list it closes so soon that waiting would cost readers half their time.
const pageWait = 24 * time.Hour

const pageUnread = "its own page could not be read yet"

// waitsForPage is until when a vacancy waits for its advert's own page; the zero
// time when it does not. What was published once does not wait.
func (r *Record) waitsForPage() time.Time {
	lead := r.lead()
	if lead == nil || !lead.Unread || !r.Published.IsZero() {
		return time.Time{}
	}
	until := lead.FirstSeen.Add(pageWait)
	if closes := r.Vacancy.Closing.At; !closes.IsZero() && closes.Before(until.Add(pageWait)) {
		return time.Time{}
	}
	return until
}

// confirmed is when a run last saw any of the vacancy's adverts: a whole
// reading of a source confirms all that it still lists, without a word to each.
func (w *work) confirmed(r *Record) time.Time {
	return confirmed(r, w.sourceOf)
}

func confirmed(r *Record, source func(string) (SourceState, bool)) time.Time {
	at := r.Confirmed
	for i := range r.Adverts {
		at = latest(at, lastSeen(&r.Adverts[i], source))
	}
	return at
}

// lastSeen is when a run last saw an advert: whenever its source was read whole,
// unless it was missing then.
func lastSeen(a *Appearance, source func(string) (SourceState, bool)) time.Time {
	if a.Gone || !a.Missing.IsZero() {
		return a.LastSeen
	}
	s, _ := source(a.Source)
	return latest(a.LastSeen, s.LastSuccess)
}

// announcedAt is what Published is fixed to: first seen, or, in the backlog of
// a source seen for the first time, the stated posting day if that is earlier.
func (r *Record) announcedAt() time.Time {
	if !r.FirstSight || r.Vacancy.Posted == "" {
		return r.FirstSeen
	}
	posted, err := time.ParseInLocation(time.DateOnly, r.Vacancy.Posted, londonZone)
	if err != nil || posted.After(r.FirstSeen) {
		return r.FirstSeen
	}
	return posted.UTC()
}

// refresh brings a vacancy's facts in line with its leading advert. A reading
// that is already the leading advert's stands.
func (w *work) refresh(r *Record) {
	lead := r.lead()
	if lead == nil {
		return
	}
	if _, fresh := w.readings[lead.Advert]; fresh || r.Vacancy.Advert != lead.Advert {
		w.takeReading(r, lead)
	}
	w.follow(r, lead)
}

// reread is refresh with a new reading of the leading advert in any case.
func (w *work) reread(r *Record) {
	if lead := r.lead(); lead != nil {
		w.takeReading(r, lead)
		w.follow(r, lead)
	}
}

func (w *work) takeReading(r *Record, lead *Appearance) {
	if v, ok := w.reading(lead.Advert); ok {
		r.Vacancy = v
		r.Vacancy.Advert = lead.Advert
	}
}

// follow takes from the leading advert what is not read out of its text.
func (w *work) follow(r *Record, lead *Appearance) {
	r.URL, r.ApplyURL, r.Reference = lead.URL, lead.ApplyURL, lead.Ref
	r.Source, r.Kind = lead.Source, lead.Kind
	if s, ok := w.sourceOf(lead.Source); ok {
		r.Republish = s.Source.Republish
	}
	r.Boroughs = boroughsOf(r, lead)
	w.rule(r)
}

// boroughsOf are the authorities a vacancy belongs to: those of its councils'
// and shared services' own adverts together; where only others carry it, those
// of the leading one. Copies never add a borough.
func boroughsOf(r *Record, lead *Appearance) []string {
	var all []string
	for i := range r.Adverts {
		if a := &r.Adverts[i]; a.Kind.Authority() <= normalize.Shared.Authority() && (!a.Waiting || lead.Waiting) {
			all = union(all, a.Boroughs)
		}
	}
	if all == nil {
		all = union(lead.Boroughs, nil)
	}
	return all
}

// closesLater reports whether a vacancy's closing instant moved to a later one.
func closesLater(was, is closing.Closing) bool {
	return !was.At.IsZero() && !is.At.IsZero() && is.At.After(was.At)
}
