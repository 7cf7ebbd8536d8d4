package role

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"vacancies/normalize/text"
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
// "Children's", "CHILDRENS" and "children s" are all "child"; "&" is "and".
func fold(s string) []word {
	f := folder{s: s}
	for f.at < len(s) && len(f.words) < maxWords {
		f.next()
	}
	return f.words
}

// folder reads a text as words, from its beginning to its end.
type folder struct {
	s     string
	at    int // how far it has read
	words []word
	// seg, alt and sent are the counts for the next word.
	seg, alt, sent int
}

// next reads one character, or the word that begins with it.
func (f *folder) next() {
	r, size := utf8.DecodeRuneInString(f.s[f.at:])
	switch {
	case r == '&':
		f.add("and", f.at, f.at+1)
	case inWord(r):
		f.word()
	default:
		f.separate(r, f.s[f.at+size:])
		f.at += size
	}
}

// add takes s[start:end] for a word, and goes on behind it.
func (f *folder) add(text string, start, end int) {
	f.words = append(f.words, word{text: text, start: start, end: end, seg: f.seg, alt: f.alt, sent: f.sent})
	f.at = end
}

// word reads the word that begins here.
func (f *folder) word() {
	start, end := f.at, wordEnd(f.s, f.at)
	if sw := start + len("s/w"); end == start+1 && sw <= len(f.s) && strings.EqualFold(f.s[start:sw], "s/w") && !letterAfter(f.s, sw) {
		f.add("sw", start, sw) // "S/W" is one word
		return
	}
	w := stem(f.s[start:end])
	if f.rejoin(w, start, end) {
		return
	}
	if w == "or" {
		f.alt++
	}
	full, short := shortened[w]
	if short {
		w = full
	}
	f.add(w, start, end)
	if short && strings.HasPrefix(f.s[end:], ".") {
		f.at++ // its full stop ends no sentence
	}
}

// rejoin adds to the word before what was only parted from it on the way:
// "Children s Centre" lost an apostrophe, "co ordinator" a hyphen.
func (f *folder) rejoin(w string, start, end int) bool {
	if len(f.words) == 0 {
		return false
	}
	last := &f.words[len(f.words)-1]
	switch {
	case w == "s" && f.s[last.end:start] == " ":
		last.text = stem(last.text + "s")
	case last.text == "co" && strings.HasPrefix(w, "ordinat"):
		last.text += w
	default:
		return false
	}
	last.end, f.at = end, end
	return true
}

// shortened are words that titles shorten.
var shortened = map[string]string{"asst": "assistant", "dep": "deputy", "snr": "senior", "sr": "senior", "adv": "advanced", "mgr": "manager",
	"wkr": "worker", "prac": "practitioner", "coord": "coordinator"}

// separate counts what a character outside words parts; rest is what follows it.
func (f *folder) separate(r rune, rest string) {
	switch r {
	case '/', '|':
		f.alt++
	case ',', '(', ')', '[', ']', ':', ';', '–', '—', '•':
		f.seg++
	case '-':
		if f.at == 0 || f.s[f.at-1] == ' ' || strings.HasPrefix(rest, " ") {
			f.seg++
		}
	case '\n':
		f.seg++
		f.sent++
	case '.', '!', '?':
		if rest == "" || rest[0] == ' ' || rest[0] == '\n' {
			f.seg++
			f.sent++
		}
	}
}

// wordEnd gives where the word that begins at i ends. An apostrophe between
// letters belongs to it, and the "+" of an age: "16+" is not "16".
func wordEnd(s string, i int) int {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !inWord(r) && !(apostrophe(r) && letterAfter(s, i+size)) {
			break
		}
		i += size
	}
	if i < len(s) && s[i] == '+' && unicode.IsDigit(rune(s[i-1])) {
		i++
	}
	return i
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' || r == '`' }

func letterAfter(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(r)
}

// stem folds case and what follows an apostrophe away, and takes off a plural:
// of "o'clock" no cue needs the rest.
func stem(w string) string {
	if i := strings.IndexFunc(w, apostrophe); i >= 0 {
		w = w[:i]
	}
	return text.Singular(strings.ToLower(w))
}
