package role

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxWords bounds how much of a field is read: an advert longer than this has
// said what the post is well before.
const maxWords = 2500

// word is one word of a field, folded so that the ways of writing one thing
// compare equal, with its place in the field.
type word struct {
	text       string
	start, end int
	// seg counts the separators before it: a comma, a bracket, a free-standing
	// dash. Words of one segment belong together.
	seg int
	// alt counts the marks before it that set alternatives side by side: a
	// slash, "or".
	alt int
	// sent counts the sentences before it.
	sent int
}

// fold reads s as words. Case, apostrophes and plurals do not count:
// "Children's", "CHILDRENS" and "children s" are all "children"; "&" is "and".
func fold(s string) []word {
	var words []word
	var seg, alt, sent int
	for i := 0; i < len(s) && len(words) < maxWords; {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == '&' {
			words = append(words, word{text: "and", start: i, end: i + 1, seg: seg, alt: alt, sent: sent})
			i++
			continue
		}
		if !inWord(r) {
			seg, alt, sent = separate(s, i, size, r, seg, alt, sent)
			i += size
			continue
		}
		start := i
		for i < len(s) {
			r, size = utf8.DecodeRuneInString(s[i:])
			if !inWord(r) && !(apostrophe(r) && letterAfter(s, i+size)) {
				break
			}
			i += size
		}
		if i < len(s) && s[i] == '+' && unicode.IsDigit(rune(s[i-1])) {
			i++ // "16+" is an age, "16" is not
		}
		if i+2 <= len(s) && i == start+1 && strings.EqualFold(s[start:i+2], "s/w") && !letterAfter(s, i+2) {
			i += 2 // "S/W" is one word
			words = append(words, word{text: "sw", start: start, end: i, seg: seg, alt: alt, sent: sent})
			continue
		}
		w := word{text: stem(s[start:i]), start: start, end: i, seg: seg, alt: alt, sent: sent}
		if lost := len(words) - 1; w.text == "s" && lost >= 0 && s[words[lost].end:start] == " " {
			words[lost].end = i // an apostrophe lost on the way: "Children s Centre"
			words[lost].text = stem(words[lost].text + "s")
			continue
		}
		if lost := len(words) - 1; lost >= 0 && words[lost].text == "co" && strings.HasPrefix(w.text, "ordinat") {
			words[lost].text, words[lost].end = "co"+w.text, i // "co-ordinator", "co ordinator"
			continue
		}
		if w.text == "or" {
			alt++
			w.alt = alt
		}
		if full, ok := shortened[w.text]; ok {
			w.text = full
			if strings.HasPrefix(s[i:], ".") {
				i++ // its full stop ends no sentence
			}
		}
		words = append(words, w)
	}
	return words
}

// shortened are words that titles shorten.
var shortened = map[string]string{"asst": "assistant", "dep": "deputy", "snr": "senior", "sr": "senior", "adv": "advanced", "mgr": "manager",
	"wkr": "worker", "prac": "practitioner", "coord": "coordinator"}

// separate moves the counters on over one rune that is not part of a word.
func separate(s string, at, size int, r rune, seg, alt, sent int) (int, int, int) {
	switch r {
	case '/', '|':
		return seg, alt + 1, sent
	case ',', '(', ')', '[', ']', ':', ';', '–', '—', '•':
		return seg + 1, alt, sent
	case '-':
		if at == 0 || s[at-1] == ' ' || strings.HasPrefix(s[at+size:], " ") {
			return seg + 1, alt, sent
		}
	case '\n':
		return seg + 1, alt, sent + 1
	case '.', '!', '?':
		if rest := s[at+size:]; rest == "" || rest[0] == ' ' || rest[0] == '\n' {
			return seg + 1, alt, sent + 1
		}
	}
	return seg, alt, sent
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' || r == '`' }

func letterAfter(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(r)
}

// stem folds case and apostrophes away and takes off a plural, roughly: cues
// are folded by the same rule, so that it only has to be steady.
func stem(w string) string {
	w = strings.ToLower(w)
	if i := strings.IndexFunc(w, apostrophe); i >= 0 {
		w = w[:i] // a possessive, or "o'clock", which no cue needs
	}
	switch {
	case len(w) > 4 && strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case w == "people" || w == "person" || w == "persons" || w == "peoples":
		return "person"
	case w == "childrens" || w == "children" || w == "child" || w == "childs":
		return "child"
	case len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") &&
		!strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		return w[:len(w)-1]
	}
	return w
}

// field is a named field of an advert with its words.
type field struct {
	name  string
	text  string
	words []word
}

// newField folds a field.
func newField(name, s string) field { return field{name: name, text: s, words: fold(s)} }

// hit is a cue found in a field: words[from:to] of it.
type hit struct {
	cue      *cue
	field    *field
	from, to int
}

func (h hit) start() int { return h.field.words[h.from].start }

func (h hit) end() int { return h.field.words[h.to-1].end }

// words gives the advert's own words.
func (h hit) words() string { return h.field.text[h.start():h.end()] }

// overlaps reports whether two hits of one field share a word.
func (h hit) overlaps(o hit) bool { return h.from < o.to && o.from < h.to }
