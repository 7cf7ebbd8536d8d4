package text

import (
	"strings"
	"unicode"
)

// unknown takes every word with a capital that nothing explains for a name:
// no ordinary word, no place, body, phrase or thing called after somebody. Where
// an advert is shown whole, a name that no other rule foresaw must go too, at the
// price of some a street or a theory is called by.
func (f *nameFinder) unknown() {
	for i := 0; i < len(f.toks); i++ {
		n := 0
		for i+n < len(f.toks) && (n == 0 || f.toks[i+n].joined) && f.strange(i+n) {
			n++
		}
		if n == 0 {
			continue
		}
		for i+n < len(f.toks) && f.toks[i+n].joined && f.toks[i+n].capital && !f.done[i+n] && f.l.surname[f.toks[i+n].key] && !f.l.suffix[f.toks[i+n].key] {
			n++ // a surname that is a word or a place
		}
		if !f.calledSo(i, n) {
			f.take(i, i+n)
		}
		i += n - 1
	}
}

// strange reports a word that may be part of a name for all that is known of it.
func (f *nameFinder) strange(i int) bool {
	t := f.toks[i]
	unsure, given := f.l.given[t.key]
	w := wording{f.s, f.toks, f.l}
	known := isOrdinary(t.key)
	switch {
	case f.done[i], honorific[t.key], f.l.word[t.key], f.l.suffix[t.key], len(t.key) < 3 && (!given || t.upper):
		return false
	case !t.capital:
		return given && !known && len(t.key) > 2
	case w.inPhrase(i), t.upper && len(t.key) <= maxAcronym, f.compound(t):
		return false
	case f.namesakes(t.key):
		return true
	case given: // "Hope" opens a sentence as a verb too
		return !unsure || !known || !f.atSentenceStart(i)
	}
	return !known && !w.made(t.key, false)
}

// namesakes reports several of one name: "the Adeyemis", "both Priyas".
func (f *nameFinder) namesakes(key string) bool {
	one, several := strings.CutSuffix(key, "s")
	if !several || f.l.surname[key] {
		return false
	}
	unsure, given := f.l.given[one]
	return given && !unsure || f.l.surname[one] && !isOrdinary(one)
}

// compound reports a brand written as one word: "SafePlaces", not "McAvoy".
func (f *nameFinder) compound(t token) bool {
	for i, r := range f.s[t.start:t.end] {
		if i > 3 && unicode.IsUpper(r) && f.s[t.start+i-1] != '-' {
			return true
		}
	}
	return false
}

// calledSo reports the n words at token i as what a place, a body or a thing is
// called by.
func (f *nameFinder) calledSo(i, n int) bool {
	if i > 0 && f.toks[i].joined {
		switch f.toks[i-1].key {
		case "the", "a", "an":
			return !f.namesakes(f.toks[i].key)
		}
	}
	if next := i + n; next < len(f.toks) && f.toks[next].joined && (f.l.suffix[f.toks[next].key] || f.l.bodies[f.toks[next].key]) {
		return true
	}
	return f.placed(i, n) || f.eponym(f.toks[i+n-1].end) || f.afterSaint(i) || f.amongThings(i, n)
}
