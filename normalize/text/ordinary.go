package text

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/ordinary.txt
var ordinaryData string

// ordinary are words that are nobody's name where they stand in small letters,
// loaded once.
var ordinary = sync.OnceValue(func() map[string]struct{} {
	words := make(map[string]struct{}, strings.Count(ordinaryData, " "))
	for line := range dataLines(ordinaryData) {
		if line[0] == '[' {
			continue
		}
		for w := range strings.FieldsSeq(line) {
			words[w] = struct{}{}
		}
	}
	return words
})

// isOrdinary reports one of the ordinary words, given in small letters.
func isOrdinary(word string) bool {
	_, ok := ordinary()[word]
	return ok
}

// impersonal reports a sentence of plain text in which every word is known to be
// nobody's name, and which says of no number, address or link whom it reaches.
// It is a second lock: Redact takes out what it knows for a person, this lets
// through only what it knows for none, so that a name nobody has foreseen stays
// out of an excerpt too.
func impersonal(sentence string) bool {
	if asksFor(sentence) || reaches(sentence) {
		return false
	}
	w := wording{sentence, tokenize(sentence), names()}
	for i := range w.toks {
		if !w.nobody(i) {
			return false
		}
	}
	return true
}

// Impersonal gives the widest stretch of a sentence around its words from..to,
// in bytes, in which every word is known to be nobody's name.
func Impersonal(sentence string, from, to int) (start, end int) {
	w := wording{sentence, tokenize(sentence), names()}
	end = len(sentence)
	for i, t := range w.toks {
		switch {
		case t.end > from && t.start < to || w.nobody(i):
		case t.end <= from:
			start = t.end
		default:
			end = min(end, t.start)
		}
	}
	edge := " \n,;:–—-"
	end = start + len(strings.TrimRight(sentence[start:end], edge))
	if start > 0 {
		start = end - len(strings.TrimLeft(strings.TrimPrefix(sentence[start:end], "'s"), edge))
	}
	return min(start, from), max(end, to)
}

// wording is a sentence and what is known of its words.
type wording struct {
	s    string
	toks []token
	l    *lexicon
}

// nobody reports a word that is no person's name where it stands.
func (w wording) nobody(i int) bool { return w.plain(i) || w.lettered(i) || w.building(i) }

// plain reports a word that is nobody's name by itself or by the word before.
func (w wording) plain(i int) bool {
	t, key := w.toks[i], strings.Trim(w.toks[i].key, "'-")
	unsure, given := w.l.given[key]
	switch {
	case key == "" || w.inPhrase(i):
		return true
	case !t.capital && given:
		return unsure && (w.l.word[key] && !nameFirst[key] || (w.l.word[key] || isOrdinary(key)) && (i == 0 || !beforeName[w.toks[i-1].key]))
	case !t.capital:
		return w.l.word[key] || isOrdinary(key) || w.made(key, true)
	case honorific[key]:
		return false
	case t.initial():
		return key == "a" || key == "i"
	case key == "will": // opens a question, or is William
		return i == 0 && len(w.toks) > 1 && (w.toks[1].key == "you" || w.toks[1].key == "we")
	case w.l.word[key]:
		return !given || !(i > 0 && t.joined && !w.toks[i-1].capital && roleWord[w.toks[i-1].key] || saidAhead.MatchString(w.s[t.end:min(len(w.s), t.end+70)]))
	case given || w.l.surname[key]:
		return false
	case t.upper && len(key) <= maxAcronym:
		return true
	}
	return isOrdinary(key) || w.made(key, false)
}

// letteredWord are words that a single letter belongs to: "Form F", "Grade K".
var letteredWord = map[string]bool{"form": true, "triple": true, "plan": true, "grade": true, "scale": true, "band": true, "part": true, "vitamin": true, "option": true, "group": true, "hepatitis": true, "team": true, "block": true, "appendix": true}

// lettered reports a single letter that is no initial: of a form or a grade, of
// "A&E", of "2 x" or "p/h".
func (w wording) lettered(i int) bool {
	t := w.toks[i]
	if t.end-t.start != 1 {
		return false
	}
	before, after := w.s[:t.start], w.s[t.end:]
	beside := func(sign string) bool { return strings.HasSuffix(before, sign) || strings.HasPrefix(after, sign) }
	count := strings.TrimRight(before, " ")
	switch {
	case t.key == "x" && count != "" && isDigit(count[len(count)-1]):
		return true
	case t.capital:
		return beside("&") || i > 0 && t.joined && letteredWord[w.toks[i-1].key]
	}
	return beside("/")
}

// buildingEnd are last words of what is called after people and is none of them.
var buildingEnd = map[string]bool{"house": true, "road": true, "street": true, "avenue": true, "school": true, "academy": true, "college": true, "university": true,
	"hospital": true, "centre": true, "library": true, "theatre": true, "estate": true, "trust": true, "foundation": true}

// beforeBuilding are small words that lead to a building and not to a person.
var beforeBuilding = map[string]bool{"at": true, "in": true, "near": true, "the": true, "opposite": true, "behind": true, "beside": true}

// building reports a word of a name such as "at Rosa Parks House", that a
// building or a body bears.
func (w wording) building(i int) bool {
	from, to := i, i
	for from > 0 && w.toks[from].joined && w.toks[from-1].capital && i-from < 3 {
		from--
	}
	for to+1 < len(w.toks) && w.toks[to+1].joined && w.toks[to+1].capital && to-i < 3 {
		to++
	}
	if !w.toks[i].capital || w.toks[i].upper || honorific[w.toks[from].key] || from == 0 || !w.toks[from].joined {
		return false
	}
	return to > i && buildingEnd[w.toks[to].key] && beforeBuilding[w.toks[from-1].key]
}

// maxAcronym bounds what is taken for an acronym, in letters: CAMHS, UASC.
const maxAcronym = 6

// beforeName are small words behind which even an ordinary word in small letters
// may be somebody's name: "ask for grace".
var beforeName = map[string]bool{"with": true, "to": true, "for": true, "by": true, "from": true, "under": true,
	"ask": true, "call": true, "meet": true, "message": true, "give": true, "drop": true}

// made reports a word made of known ones: "family-led", "we'll". In small
// letters a part may be a name too: "long-term".
func (w wording) made(key string, small bool) bool {
	whole := key
	for _, end := range []string{"n't", "'ll", "'re", "'ve", "'d", "'m"} {
		key = strings.TrimSuffix(key, end)
	}
	if key == whole && !strings.Contains(key, "-") {
		return false
	}
	for part := range strings.SplitSeq(key, "-") {
		if unsure, given := w.l.given[part]; given && !(unsure && small) || !isOrdinary(part) && !w.l.word[part] {
			return false
		}
	}
	return true
}

// inPhrase reports a word of two or three that look like a name and are none.
func (w wording) inPhrase(i int) bool {
	for from := max(0, i-2); from <= i; from++ {
		phrase := w.toks[from].key
		if !w.l.phraseHead[phrase] {
			continue
		}
		for to := from + 1; to < min(len(w.toks), from+3); to++ {
			phrase += " " + w.toks[to].key
			if to >= i && w.l.phrases[phrase] {
				return true
			}
		}
	}
	return false
}

// reaches reports words that may lead to a person: an address, a link, a number,
// or an address spelt out.
func reaches(s string) bool {
	for _, sign := range []string{"@", " removed]", "://", "www.", " dot "} {
		if strings.Contains(s, sign) {
			return true
		}
	}
	return longNumber.MatchString(s)
}

// longNumber is as long as the shortest telephone number without its area.
var longNumber = MustPattern(`\d(?:[^\w£,]*_?\d){6}`)
