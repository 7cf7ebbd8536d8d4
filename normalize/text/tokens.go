package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word of a text as the search for names sees it.
type token struct {
	start, end int
	key        string // folded, without a possessive
	capital    bool   // begins with a capital letter
	upper      bool   // written in capitals throughout, two letters or more
	// joined is true when only one space, or a full stop and a space after an
	// initial or a form of address, stands between it and the token before.
	joined bool
}

// initial reports a single letter, as in "J. Smith".
func (t token) initial() bool { return t.capital && t.end-t.start == 1 }

// code reports letters that stand hard against a figure, as of a postcode or a
// grade: "W6 9JU" ends in no initial.
func (t token) code(s string) bool {
	return t.end-t.start <= 3 && (t.end < len(s) && isDigit(s[t.end]) || t.start > 0 && isDigit(s[t.start-1]))
}

// tokenize splits text into words. Apostrophes and hyphens between letters
// belong to the word.
func tokenize(s string) []token {
	out := make([]token, 0, len(s)/6+1) // a word and its space have six letters or so
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf && !isLetter(c) {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) {
			i += size
			continue
		}
		t, plain := wordFrom(s, i, unicode.IsUpper(r))
		i = t.end
		if t.code(s) {
			continue
		}
		t.end = withoutPossessive(s, t.start, t.end)
		if t.key = s[t.start:t.end]; !plain {
			t.key = foldName(t.key)
		}
		if n := len(out); n > 0 {
			t.joined = joins(s[out[n-1].end:t.start], out[n-1])
		}
		out = append(out, t)
	}
	return out
}

// wordFrom reads the word that begins at start. Plain is true for small letters
// without accents, so that the word is its own key.
func wordFrom(s string, start int, capital bool) (t token, plain bool) {
	lower, letters, plain := false, 0, true
	i := start
	for i < len(s) {
		if c := s[i]; c >= 'a' && c <= 'z' {
			lower = true
			letters++
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if unicode.IsLetter(r) || r >= utf8.RuneSelf && unicode.Is(unicode.Mn, r) {
			plain = false
			lower = lower || unicode.IsLower(r)
			letters++
		} else if !insideWord(r, s[i+size:]) {
			break
		} else if r >= utf8.RuneSelf {
			plain = false // a curly apostrophe
		}
		i += size
	}
	t = token{start: start, end: i, capital: capital || particled(s[start:i])}
	t.upper = t.capital && !lower && letters > 1
	return t, plain
}

// particled reports a small particle joined to a name by a hyphen: "el-Amin".
func particled(word string) bool {
	i := strings.IndexByte(word, '-')
	if i < 1 || !particle[word[:i]] {
		return false
	}
	r, _ := utf8.DecodeRuneInString(word[i+1:])
	return unicode.IsUpper(r)
}

// insideWord reports whether an apostrophe or hyphen goes on with the word.
func insideWord(r rune, rest string) bool {
	if r != '\'' && r != '’' && r != '-' {
		return false
	}
	next, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsLetter(next)
}

// withoutPossessive takes a closing 's off the word.
func withoutPossessive(s string, start, end int) int {
	if end <= start || s[end-1]|0x20 != 's' {
		return end
	}
	for _, p := range []string{"'s", "’s", "'S", "’S"} {
		if n := end - len(p); n > start && s[n:end] == p {
			return n
		}
	}
	return end
}

// joins reports what may stand between a word and the next without parting them.
func joins(between string, before token) bool {
	switch between {
	case " ":
		return true
	case ". ", ".":
		return before.end-before.start <= 2 || honorific[before.key]
	}
	return false
}

// honorific are forms of address that a person's name follows.
var honorific = map[string]bool{"mr": true, "mrs": true, "ms": true, "miss": true, "mx": true, "dr": true, "prof": true,
	"professor": true, "cllr": true, "councillor": true, "sir": true, "dame": true, "rev": true, "revd": true, "lord": true, "lady": true, "baroness": true, "hhj": true, "ds": true, "dci": true, "sgt": true, "capt": true, "rabbi": true, "imam": true}
