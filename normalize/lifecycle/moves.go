package lifecycle

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"vacancies/normalize"
	"vacancies/normalize/closing"
)

// The rules by which an advert under a new key is taken for a known vacancy,
// strongest first. Each counts only where it leaves no choice.
const (
	pairReference = "lifecycle.same-reference"
	pairWords     = "lifecycle.same-words"
	pairTitle     = "lifecycle.same-title-closing-pay"
)

// absent is one advert that is no longer shown, as pairing sees it.
type absent struct {
	vacancy string
	advert  Appearance
	record  *Record
}

// moves decides what happens when a source is found at a new address or takes
// over from another: that is shown to a person before anything is committed.
// It gives nil when neither is the case.
func (s *harvestStep) moves(j judgement) *judgement {
	if !j.commits() {
		return nil
	}
	s.resolved()
	old := s.h.Source.Succeeds
	if old == "" || !s.state.Succeeded.IsZero() {
		return nil
	}
	left := s.stillOpen(old)
	if len(left) == 0 {
		s.state.Succeeded = s.now
		return nil
	}
	pairs := s.pairUp(left)
	return s.wait(Withheld{Takeover: pairs, Reason: fmt.Sprintf(
		"takes over from %s: %d of its %d open vacancies were found again; waits for approval", old, len(pairs), len(left))})
}

// commits reports whether a verdict lets anything of a harvest in.
func (j judgement) commits() bool {
	switch j.Verdict {
	case Healthy, Empty, Unchanged, Partial:
		return true
	}
	return false
}

// wait withholds a harvest for a person, keeping the date of an earlier one
// that asked the same.
func (s *harvestStep) wait(w Withheld) *judgement {
	w.At, w.Hash = s.now, w.hash()
	if was := s.prior.Withheld; was != nil && was.Hash == w.Hash && !was.loss() {
		w.At = was.At
	}
	if w.Hash == s.prior.Refused {
		w.Refused = true
		w.Reason += refusedWords
	}
	verdict := Collapsed
	if w.Proposal != nil {
		verdict = Moved
	}
	return &judgement{Verdict: verdict, Reasons: []string{w.Reason}, Withheld: &w}
}

// proposed holds back a harvest that was read elsewhere than where the source
// was resolved to: it may be another's, and its keys are others. What is
// published stands until a person accepts the new place.
func (s *harvestStep) proposed() *judgement {
	found, was := s.h.Resolution, s.prior.Resolution
	if found == nil || was == nil || found.same(was) || s.prior.Waiting != "" {
		return nil
	}
	switch judgeWhole(s.h).Verdict {
	case Healthy, Empty, Unchanged, Partial:
	default:
		return nil
	}
	return s.wait(Withheld{Proposal: found, Reason: fmt.Sprintf(
		"no longer read at %s; found at %s (%s, %d adverts): waits to be accepted", was.URL, found.URL, found.Platform, len(s.h.Adverts))})
}

// same reports whether two resolutions name one place.
func (r *Resolution) same(as *Resolution) bool { return r.Platform == as.Platform && r.URL == as.URL }

// loss reports whether something would be lost, as opposed to moved.
func (w *Withheld) loss() bool { return len(w.Missing) > 0 || len(w.Lost) > 0 }

// resolved keeps what `platform: auto` found first, or while it still waits. On
// another's domain it waits for a person: the source's adverts are held.
func (s *harvestStep) resolved() {
	found, was := s.h.Resolution, s.prior.Resolution
	if found == nil || was != nil && found.same(was) {
		return
	}
	kept := *found
	kept.AcceptedBy, kept.AcceptedAt = "", time.Time{}
	s.state.Resolution, s.state.Waiting = &kept, ""
	switch {
	case kept.Inferred:
		s.state.Waiting = "found at " + kept.URL + ", by the structure of the page alone: waits to be accepted"
	case !kept.OwnDomain:
		s.state.Waiting = "found at " + kept.URL + ", which is not the authority's own address: waits to be accepted"
	}
	s.waits(s.h.Source.ID)
}

// stillOpen are a source's adverts that stand for open vacancies.
func (s *harvestStep) stillOpen(source string) []absent {
	var out []absent
	for _, r := range s.listed(source) {
		if closes := r.Vacancy.Closing.At; r.State != Open || !closes.IsZero() && !closes.After(s.now) {
			continue
		}
		for _, a := range r.Adverts {
			if a.Source == source && !a.Gone {
				out = append(out, absent{vacancy: r.ID, advert: a, record: r})
			}
		}
	}
	return out
}

// takeOver brings the vacancies of the old source over to this one: those
// found again go on under their ids, the others are withdrawn.
func (s *harvestStep) takeOver() {
	old := s.h.Source.Succeeds
	s.pair(s.stillOpen(old))
	s.state.Succeeded = s.now
	for _, r := range s.listed(old) {
		r := s.edit(r.ID)
		for i := range r.Adverts {
			if a := &r.Adverts[i]; a.Source == old && !a.Gone {
				s.gone(a, "its source was succeeded by "+s.h.Source.ID+", which does not show it")
			}
		}
	}
}

// rekeyed finds vacancies of this source that the harvest shows under another
// key: a site that renumbers its adverts announces nothing new.
func (s *harvestStep) rekeyed() {
	if left := s.missing(); len(left) > 0 {
		s.pair(left)
	}
}

// missing are the source's own open adverts that the harvest does not show.
func (s *harvestStep) missing() []absent {
	return slices.DeleteFunc(s.stillOpen(s.h.Source.ID), func(a absent) bool { return s.shows[a.advert.Advert] != nil })
}

func (s *harvestStep) pair(left []absent) {
	for _, p := range s.pairUp(left) {
		if s.paired == nil {
			s.paired = map[string]*Takeover{}
		}
		s.paired[p.Advert] = &p
	}
}

// pairUp finds which new adverts of the harvest are which of the absent ones.
func (s *harvestStep) pairUp(left []absent) []Takeover {
	var news []*shown
	for _, p := range s.seen {
		if p.was == nil && !p.erased && s.paired[p.identity.ID] == nil {
			news = append(news, p)
		}
	}
	var out []Takeover
	for _, rule := range []struct {
		name string
		old  func(absent) string
		new  func(*shown) string
	}{
		{pairReference, func(a absent) string { return normalize.CanonicalReference(a.advert.Ref) },
			func(p *shown) string {
				return normalize.CanonicalReference(normalize.PrintedReference(p.Advert.Reference))
			}},
		{pairWords, func(a absent) string { return s.wordsOf(a.advert.Advert) },
			func(p *shown) string { return wordsDigest(p.Advert) }},
		{pairTitle, func(a absent) string { return meaning(a.advert.Title, a.record.Vacancy) },
			func(p *shown) string { v := s.readings[p.identity.ID]; return meaning(v.Title, v) }},
	} {
		pairs := unique(left, news, rule.old, rule.new)
		for _, p := range pairs {
			a, n := left[p[0]], news[p[1]]
			if !s.keptApart(n.identity.ID, a.record) {
				out = append(out, Takeover{Advert: n.identity.ID, Vacancy: a.vacancy, Rule: rule.name, Words: n.Advert.Title})
			}
		}
		left = without(left, pairs, 0)
		news = without(news, pairs, 1)
	}
	return out
}

// wordsOf is the hash of a stored advert's words.
func (s *harvestStep) wordsOf(advert string) string {
	if kept, ok := s.View.Sighting(advert); ok {
		return wordsDigest(kept.Advert)
	}
	return ""
}

// meaning is what an advert is told by when it has lost its name: title,
// closing and pay. Without a closing instant and pay a title says too little.
func meaning(title string, v normalize.Vacancy) string {
	when := v.Closing.At.UTC().Format(time.RFC3339)
	if v.Closing.At.IsZero() {
		when = string(v.Closing.Kind)
		if v.Closing.Kind == closing.None || v.Closing.Kind == "" {
			when = ""
		}
	}
	money := payWords(v.Pay)
	if title == "" || v.Closing.At.IsZero() && money == "" {
		return ""
	}
	return strings.ToLower(title) + "\x00" + when + "\x00" + money
}

// unique pairs what has the same key on both sides where each side has it once.
func unique[A, B any](as []A, bs []B, keyA func(A) string, keyB func(B) string) [][2]int {
	at := map[string][]int{}
	for i, a := range as {
		if k := keyA(a); k != "" {
			at[k] = append(at[k], i)
		}
	}
	if len(at) == 0 {
		return nil
	}
	bt := map[string][]int{}
	for i, b := range bs {
		if k := keyB(b); k != "" {
			bt[k] = append(bt[k], i)
		}
	}
	var out [][2]int
	for k, is := range at {
		if js := bt[k]; len(is) == 1 && len(js) == 1 {
			out = append(out, [2]int{is[0], js[0]})
		}
	}
	slices.SortFunc(out, func(x, y [2]int) int { return x[0] - y[0] })
	return out
}

// without leaves out what was paired.
func without[T any](all []T, pairs [][2]int, side int) []T {
	used := map[int]bool{}
	for _, p := range pairs {
		used[p[side]] = true
	}
	var out []T
	for i, x := range all {
		if !used[i] {
			out = append(out, x)
		}
	}
	return out
}
