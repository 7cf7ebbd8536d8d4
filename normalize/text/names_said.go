package text

import (
	"regexp"
	"strings"
)

// saidAhead is what only people do, so that one word nothing explains is a
// person's name before it.
var saidAhead = regexp.MustCompile(`^ (?:says|said|adds|explains|recalls|writes|joined (?:us|the|our|as|in)|started (?:with|as|here)|qualified|retired|is (?:happy|retiring|on hand|delighted)|(?:can|will) (?:help|answer)|would (?:love|be happy|be glad)|(?:will|can) be (?:happy|glad|pleased|reached|contacted)|loves|supervises|chairs|mentors|shares (?:her|his|their)|moved (?:from|to|here)|has been with us)\b`)

// heldAhead is what is said of who holds a post, and not of a place or a body.
var heldAhead = regexp.MustCompile(`^(?: (?:manages|chairs|supervises|oversees|leads|heads)\b| is (?:the|your|a|an|our|their|one of our) (?:[A-Za-z']+ ){0,3}(?:[Mm]anager|[Cc]ontact|[Ll]ead|[Hh]ead|[Dd]irector|[Ww]orker|[Pp]ractitioner|[Cc]hair|[Rr]ecruiter|[Oo]fficer|[Mm]entor)\b)`)

// said counts the words of a name at token i that saying or doing makes a
// person's, though one of them is a word, a day or a place: "Sunday Ogbu manages
// the rota", "Blessing joined us", "Jonty: “The best team.”".
func (f *nameFinder) said(i int) int {
	if f.field || f.toks[i].upper || len(f.toks[i].key) < 3 || !f.atSentenceStart(i) && !f.afterQuote(i) || !f.couldBeName(i) {
		return 0
	}
	n, known := 1, false
	for n < 3 && i+n < len(f.toks) && f.toks[i+n].joined {
		if k := f.particles(i + n); k > 0 {
			n += k
			continue
		}
		if !f.couldBeName(i + n) {
			break
		}
		known = known || f.surname(f.toks[i+n].key) || !f.l.word[f.toks[i+n].key]
		n++
	}
	t, end := f.toks[i], f.toks[i+n-1].end
	_, given := f.given(t.key)
	word := f.l.word[t.key]
	if n == 1 && (word && !given || f.l.place[t.key] || f.small(t.key)) || n > 1 && !given && (!known || f.l.suffix[f.toks[i+n-1].key]) || f.phrase(i, n) {
		return 0
	}
	ahead := f.s[end:min(len(f.s), end+70)]
	switch {
	case saidAhead.MatchString(ahead):
		return n
	case n > 1 && (heldAhead.MatchString(ahead) || given && !f.l.suffix[f.toks[i+n-1].key] && f.roleAhead(i+n)):
		return n
	case !word && (strings.HasPrefix(ahead, `: "`) || strings.HasPrefix(ahead, ": “")):
		return n
	case !word && f.afterQuote(i) && (ahead == "" || strings.IndexByte(",\n(", strings.TrimLeft(ahead, " ")[0]) >= 0):
		return n
	}
	return 0
}

// afterQuote reports a token that stands where the speaker is named: "“I feel
// listened to.” – Ludovic".
func (f *nameFinder) afterQuote(i int) bool {
	if i == 0 {
		return false
	}
	between := f.s[f.toks[i-1].end:f.toks[i].start]
	trimmed := strings.TrimRight(between, " –—-\n")
	return len(trimmed) < len(between) && (strings.HasSuffix(trimmed, `"`) || strings.HasSuffix(trimmed, "”")) && len(trimmed) > 0 && f.quoted(i-1)
}

// quoted reports a sentence of some words that ends at token i: a quoted term has
// fewer.
func (f *nameFinder) quoted(i int) bool {
	for k := i; k > 0 && k > i-4; k-- {
		if strings.ContainsAny(f.s[f.toks[k-1].end:f.toks[k].start], "\"“") {
			return false
		}
	}
	return i > 2
}
