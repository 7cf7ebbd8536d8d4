package london

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"vacancies/normalize/place"
)

// lifetime is how many days of new adverts are dealt ahead.
const lifetime = 60

// dealer deals the adverts of a London: every role once, then more of them by
// chance, so that any seed has every stage, specialism and contract.
type dealer struct {
	london *London
	seed   uint64
	deck   []role
	// turn counts the adverts dealt, so that forms of pay, hours, closing and
	// contract come round in order and none is missed.
	turn struct{ pay, part, hours, partHours, closing, contract int }
}

// deal gives every site its adverts.
func deal(l *London, seed uint64) {
	d := &dealer{london: l, seed: seed}
	slots := 0
	for _, s := range l.sites {
		slots += s.size
	}
	d.deck = shuffled(seed, slots)
	// The shared service has only children's posts, so it is dealt to first.
	d.fill(l.byID["achieving-for-children"], func(r role) bool { return r.scope != "out" })
	for n := 0; len(d.deck) > 0; n++ {
		for _, s := range l.sites {
			if len(s.adverts) == n && n < s.size {
				// The first of each is in scope, so that every authority has a post of its own.
				d.give(s, func(r role) bool { return !s.has(r.title) && !s.storied(r.title) && (n > 0 || r.scope == "in") })
			}
		}
	}
	stories(d)
	for _, s := range l.sites {
		d.arrivals(s)
	}
	for _, s := range l.sites {
		s.number()
	}
	copies(d)
}

// shuffled is a deck of every role and enough further ones to make n.
func shuffled(seed uint64, n int) []role {
	rng := random(seed, "deck")
	deck := slices.Concat(inRoles, relatedRoles, outRoles)
	for len(deck) < n {
		deck = append(deck, anotherRole(rng, fewInScope))
	}
	rng.Shuffle(len(deck), func(i, j int) { deck[i], deck[j] = deck[j], deck[i] })
	return deck
}

// The shares of further roles that are in scope, in percent: few beyond the
// deck's own on day 0, about half of those that open later.
const (
	fewInScope  = 18
	halfInScope = 48
)

// anotherRole draws a role as often as councils need one: mostly social
// workers, seldom directors.
func anotherRole(rng *rand.Rand, inScope int) role {
	switch n := rng.IntN(100); {
	case n < inScope*2/3:
		return inRoles[rng.IntN(len(inRoles)/2)]
	case n < inScope:
		r := pick(rng, inRoles)
		if strings.HasPrefix(r.title, "Executive Director") {
			return inRoles[0]
		}
		return r
	case n < inScope+24:
		return pick(rng, relatedRoles)
	default:
		return pick(rng, outRoles)
	}
}

// fill deals a site all its adverts from the roles that suit it.
func (d *dealer) fill(s *site, suits func(role) bool) {
	for range s.size {
		d.give(s, suits)
	}
}

// give deals a site the next role of the deck that suits it, or the next at all.
func (d *dealer) give(s *site, suits func(role) bool) {
	i := max(0, slices.IndexFunc(d.deck, suits))
	r := d.deck[i]
	d.deck = slices.Delete(d.deck, i, i+1)
	rng := random(d.seed, fmt.Sprintf("%s day 0 %d", s.id, len(s.adverts)))
	opens, closes := -1-rng.IntN(18), 2+rng.IntN(25)
	d.post(s, r, opens, closes, rng)
}

// arrivals are the adverts that open after day 0, one every few days.
func (d *dealer) arrivals(s *site) {
	if s.size == 0 {
		return
	}
	rng := random(d.seed, s.id+" arrivals")
	for day := 1 + rng.IntN(6); day <= lifetime; day += 3 + rng.IntN(6) {
		r := anotherRole(rng, halfInScope)
		if s.kind == "shared" && r.scope == "out" || s.has(r.title) || s.storied(r.title) {
			continue
		}
		d.post(s, r, day, day+9+rng.IntN(14), rng)
	}
}

// has reports whether the site has had a post of that name.
func (s *site) has(title string) bool {
	return slices.ContainsFunc(s.adverts, func(a *advert) bool { return a.role.title == title })
}

// post writes an advert for a role and puts it on a site from the day opens to
// the day closes.
func (d *dealer) post(s *site, r role, opens, closes int, rng *rand.Rand) *advert {
	a := &advert{site: s, role: r, opens: opens, boroughs: s.serves(), contract: r.contract}
	if a.contract == "" {
		a.contract = next(dealtContracts, &d.turn.contract)
	}
	area := pick(rng, s.areas)
	if s.kind == "shared" {
		served, _ := place.BySlug(pick(rng, s.boroughs))
		a.boroughs, area = []string{served.Slug}, served.Name
	}
	pay, hours := d.terms(r)
	lo, hi := r.band.min+rng.IntN(900), r.band.max+rng.IntN(900)
	a.first = content{
		title:    strings.ReplaceAll(r.title, "{area}", area),
		employer: s.employer,
		team:     r.team,
		pay:      pay.write(lo, hi, rng),
		contract: pick(rng, contractWords[a.contract]),
		hours:    hours.text,
		location: s.office.building + ", " + s.office.town,
		postcode: s.office.postcode,
		posted:   d.london.date(opens),
		closing:  d.ending(s, closes),
		body:     compose(s, r, area, rng),
	}
	if s.kind == "shared" {
		a.first.location = area
		a.first.postcode = ""
	}
	s.adverts = append(s.adverts, a)
	return a
}

// terms deals a form of pay and one of hours that goes with it.
func (d *dealer) terms(r role) (payForm, hoursForm) {
	pay := payNamedOr(r.pay, func() payForm {
		for {
			f := next(payForms, &d.turn.pay)
			if f.dealt && !(f.partTime && r.hours != "") {
				return f
			}
		}
	})
	for _, f := range hoursForms {
		if f.name == r.hours {
			return pay, f
		}
	}
	turn := &d.turn.hours
	if pay.partTime {
		turn = &d.turn.partHours
	}
	for {
		f := next(hoursForms, turn)
		if f.dealt && f.partTime == pay.partTime {
			return pay, f
		}
	}
}

func payNamedOr(name string, other func() payForm) payForm {
	if name != "" {
		return payNamed(name)
	}
	return other()
}

// ending deals a way of closing on a day that the site's system can show.
func (d *dealer) ending(s *site, closes int) Closing {
	for {
		form := next(dealtClosings, &d.turn.closing)
		c := closingForms[form](d.london.date(closes))
		if (c.Kind == "datetime" || c.Kind == "midnight") && !keepsTime(s.platform) {
			continue
		}
		if c.At.IsZero() && needsDate(s.platform) || c.Kind == "relative" && saysNoEnd(s.platform) {
			continue
		}
		return c
	}
}

// next takes the items of a list in turn.
func next[T any](list []T, turn *int) T {
	item := list[*turn%len(list)]
	*turn++
	return item
}

// number gives a site's adverts their ids and references, in the order they open.
func (s *site) number() {
	slices.SortStableFunc(s.adverts, func(a, b *advert) int { return a.opens - b.opens })
	id := s.firstID
	for i, a := range s.adverts {
		a.id = id
		id += 1 + (i*5)%7
		if a.ref == "" {
			a.ref = fmt.Sprintf(s.ref, a.id)
		}
		if a.round == "" {
			a.round = s.id + " " + a.ref
		}
	}
}
