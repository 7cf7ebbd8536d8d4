package lifecycle

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"vacancies/normalize"
	"vacancies/normalize/place"
	"vacancies/normalize/text"
)

// A board that was exchanged for another, whole, looks in every later reading
// as it did in the first: reading it again confirms nothing. The rules here find
// what only a person can believe, and what no reading should. They go by what was
// known before and by where adverts are. Whose an advert is by the employer it
// names was decided before, by the crawler, which knows what the source's row says
// of employers (platform.Employers): such rows come left out, or not at all.

// exchanged says in words why what a harvest shows in place of the source's open
// adverts is taken for another board; empty when it is not. Either all of them
// are gone, three or more, and adverts stand there that are none of them under
// another key, or, where no row ever was another's, rows of others alone; or half or more of those seen again, three or more, have titles
// without a word of the old ones.
func exchanged(h Harvest, prior SourceState, known []knownAdvert, open int) string {
	seen, retitled := 0, 0
	for _, k := range known {
		if k.Seen && !k.Over {
			seen++
			if k.Retitled {
				retitled++
			}
		}
	}
	switch {
	case open >= collapseLeast && strange(h, known):
		return fmt.Sprintf("none of its %d open adverts is shown any more, and %d others stand in their place", open, shownOf(h))
	case open >= collapseLeast && othersAlone(h, prior, known):
		return fmt.Sprintf("none of its %d open adverts is shown any more, and all %d rows of the list are left out as not its own", open, len(h.Adverts))
	case retitled >= collapseLeast && 2*retitled >= seen:
		return fmt.Sprintf("%d of the %d adverts seen again have quite another title", retitled, seen)
	case prior.Withheld != nil && prior.Withheld.ByPerson && len(known) > 0 && strange(h, known):
		return "the adverts in place of those that were known are still others" // which have closed meanwhile
	}
	return ""
}

// strange reports whether a harvest shows adverts, and none that was known.
func strange(h Harvest, known []knownAdvert) bool {
	again := 0
	for _, k := range known {
		if k.Seen || k.Listed {
			return false
		}
		if k.Again {
			again++
		}
	}
	return shownOf(h) > 0 && 2*again < max(1, len(known))
}

// othersAlone reports whether a harvest shows rows, every one left out as not
// the source's own and none of them known, on a list that never had such a row. A
// board that is shared with others may well be left to them for a while.
func othersAlone(h Harvest, prior SourceState, known []knownAdvert) bool {
	if prior.LeftOut > 0 || len(h.Adverts) == 0 {
		return false
	}
	ours := map[string]bool{}
	for _, k := range known {
		if k.Seen || k.Listed {
			return false
		}
		ours[k.Advert] = true
	}
	return !slices.ContainsFunc(h.Adverts, func(x Sighting) bool { return x.LeftOut == "" || ours[normalize.Identify(x.Advert).ID] })
}

// shownOf counts the adverts of a harvest that are the source's own and could be
// committed.
func shownOf(h Harvest) int {
	n := 0
	bad := conflicting(h.Adverts)
	for _, s := range h.Adverts {
		if id := normalize.Identify(s.Advert).ID; s.LeftOut == "" && id != "" && !bad[id] && !garbled(s.Advert.Title) {
			n++
		}
	}
	return n
}

// garbled reports whether a title cannot be one: it has hardly a letter, or a
// third of it are the signs that stand for characters lost in decoding.
func garbled(title string) bool {
	letters, lost, all := 0, 0, 0
	for _, r := range title {
		switch {
		case unicode.IsSpace(r):
			continue
		case unicode.IsLetter(r):
			letters++
		case r == unicode.ReplacementChar || r == '¿':
			lost++
		}
		all++
	}
	return title != "" && (letters < 2 || 3*lost >= all)
}

// unreadable counts the adverts of a harvest whose titles are garbled.
func unreadable(seen []Sighting) int {
	n := 0
	for _, s := range seen {
		if s.LeftOut == "" && garbled(s.Advert.Title) {
			n++
		}
	}
	return n
}

// otherTitle reports whether two titles have no word in common.
func otherTitle(a, b string) bool {
	old := titleWords(a)
	if len(old) == 0 {
		return false
	}
	return !slices.ContainsFunc(titleWords(b), func(w string) bool { return slices.Contains(old, w) })
}

func titleWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// names reports whether a text names one of these authorities.
func names(boroughs []string, s string) bool {
	said := spaced(s)
	return slices.ContainsFunc(boroughs, func(slug string) bool {
		a, ok := place.BySlug(slug)
		return !ok || slices.ContainsFunc(append([]string{a.Name, a.Official}, a.Short...), func(name string) bool {
			return strings.Contains(said, spaced(name))
		})
	})
}

// spaced is a text's words with one blank around each, "&" written out.
func spaced(s string) string {
	return " " + strings.Join(titleWords(strings.ReplaceAll(s, "&", " and ")), " ") + " "
}

// nowhere reports whether a source's adverts, three or more, none of which was
// known and two or more of which have a text, name none of its authorities, nor a
// place in one (nor London, where the source is no council's own): at first sight,
// and where fewer than three were known, that is the only sign that the board is
// another's. A row alone says too little: while pages could not be read their
// adverts are not published anyway (see pageWait), and those of no interest are
// not opened at all.
func (s *harvestStep) nowhere() bool {
	src := s.h.Source
	if len(src.Boroughs) == 0 || slices.ContainsFunc(s.seen, (*shown).unread) ||
		slices.ContainsFunc(s.listed(src.ID), func(r *Record) bool { return !r.lead().Unread && s.showsOther(r, "") }) {
		return false
	}
	wide := src.Kind.Authority() > normalize.Shared.Authority()
	told := 0
	for _, p := range s.seen {
		a := p.Advert
		said := strings.Join([]string{a.Employer, a.Title, a.Department, a.Location, text.Plain(a.Description)}, " ") // an address in a link says nothing
		if names(src.Boroughs, said) || wide && strings.Contains(spaced(said), " london ") {
			return false
		}
		at := place.Read(place.Input{Location: a.Location, Title: a.Title}).Boroughs
		if slices.ContainsFunc(at, func(slug string) bool { return slices.Contains(src.Boroughs, slug) }) {
			return false
		}
		if strings.TrimSpace(a.Description) != "" {
			told++
		}
	}
	return told >= 2 && len(s.seen) >= collapseLeast
}

// stranger withholds for a person a board of which nothing else is known, and
// which is of nowhere that the source is of.
func (s *harvestStep) stranger() *judgement {
	if !s.nowhere() {
		return nil
	}
	return s.wait(Withheld{ByPerson: true, Reason: fmt.Sprintf(
		"none of the %d adverts names %s or a place there; waits for a person", len(s.seen), few(s.h.Source.Boroughs))})
}

// few names the first of some boroughs.
func few(slugs []string) string {
	const most = 4
	if len(slugs) <= most {
		return strings.Join(slugs, ", ")
	}
	return fmt.Sprintf("%s or the %d others", strings.Join(slugs[:most], ", "), len(slugs)-most)
}
