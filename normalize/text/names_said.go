package text

import (
	"regexp"
	"strings"
)

// saidAhead is what only people do, so that one word nothing explains is a
// person's name before it.
var saidAhead = regexp.MustCompile(`^ (?:says|said|adds|explains|recalls|writes|tells|told|(?:has|had) to say|describes?|talks?|chose|puts it|feels|enjoys|thinks|stayed|joined (?:us|the|our|as|in|[A-Z][a-z]+)|started (?:with|as|here)|qualified|retired|is (?:happy|retiring|on hand|delighted)|(?:can|will) (?:help|answer)|would (?:love|be happy|be glad)|(?:will|can) be (?:happy|glad|pleased|reached|contacted)|loves|supervises|chairs|mentors|shares (?:her|his|their)|moved (?:from|to|here)|has been with us)\b`)

// heldAhead is what is said of who holds a post, and not of a place or a body.
var heldAhead = regexp.MustCompile(`^(?: (?:manages|chairs|supervises|oversees|leads|heads)\b| is (?:the|your|a|an|our|their|one of our) (?:[A-Za-z']+ ){0,3}(?:[Mm]anager|[Cc]ontact|[Ll]ead|[Hh]ead|[Dd]irector|[Ww]orker|[Pp]ractitioner|[Cc]hair|[Rr]ecruiter|[Oo]fficer|[Mm]entor)\b)`)

// holderAhead is what is said of one person by the given name alone.
var holderAhead = regexp.MustCompile(`^(?: is (?:the|your|our) (?:[A-Za-z']+ ){0,3}(?:[Mm]anager|[Dd]irector|[Ww]orker|[Pp]ractitioner|[Rr]ecruiter|[Mm]entor|head of service)\b|, who (?:leads|manages|joined|works|runs|qualified|trained)\b)`)

// roleSaidAhead is a role in apposition to who speaks: ", Social Worker, said:".
var roleSaidAhead = regexp.MustCompile(`^(?:, [^.,:"“\n]{3,45},| \([^.,:"“)\n]{3,45}\),?) (?:says|said|adds|explains|tells|recalls)\b`)

// quoteAhead is a dash and what somebody said: " – “I felt at home".
var quoteAhead = regexp.MustCompile(`^ [–—-] ["“][A-Z]`)

// said counts the words of a name at token i that saying or doing makes a
// person's, though one of them is a word, a day or a place: "Sunday Ogbu manages
// the rota", "Blessing joined us", "Jonty: “The best team.”".
func (f *nameFinder) said(i int) int {
	if f.field || f.toks[i].upper || len(f.toks[i].key) < 3 && !strings.HasPrefix(f.s[f.toks[i].end:], `: "`) {
		return 0
	}
	if n := f.labelled(i); n > 0 {
		return n
	}
	if f.labelledList(i) {
		return 1
	}
	if !f.opens(i) || !f.couldBeName(i) {
		return 0
	}
	n, known := f.nameWords(i)
	key := f.toks[i].key
	_, given := f.given(key)
	if n == 1 && (f.l.word[key] && !given || f.l.place[key] || f.small(key)) || n > 1 && !given && (!known || f.l.suffix[f.toks[i+n-1].key]) || f.phrase(i, n) {
		return 0
	}
	if f.doesAsPeople(i, n, given) {
		return n
	}
	return 0
}

// nameWords counts the words from token i on, three but for particles, that could
// be one name; known is set where a word behind the first is a surname or no
// ordinary word.
func (f *nameFinder) nameWords(i int) (n int, known bool) {
	n = 1
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
	return n, known
}

// doesAsPeople reports that what stands around the n words at token i says or
// does what only people do; given is set where the first is a given name.
func (f *nameFinder) doesAsPeople(i, n int, given bool) bool {
	end := f.toks[i+n-1].end
	ahead := f.s[end:min(len(f.s), end+70)]
	word := f.l.word[f.toks[i].key]
	switch {
	case given && f.atSentenceStart(i) && f.initialBehind(i+n): // "Precious M, ASYE"
	case n == 1 && given && !word && f.amidst(i):
	case n == 1 && given && word && (f.afterQuote(i) && f.roleAhead(i+1) || f.speaks(i)):
	case saidAhead.MatchString(ahead):
	case !word && roleSaidAhead.MatchString(ahead):
	case n == 1 && given && f.atSentenceStart(i) && holderAhead.MatchString(ahead):
	case n > 1 && (heldAhead.MatchString(ahead) || given && !f.l.suffix[f.toks[i+n-1].key] && f.roleAhead(i+n)):
	case !word && (strings.HasPrefix(ahead, `: "`) || strings.HasPrefix(ahead, ": “") || strings.HasPrefix(ahead, ": '") || strings.HasPrefix(ahead, ": ‘")):
	case n == 1 && !word && f.atLineStart(i) && quoteAhead.MatchString(ahead):
	case !word && f.afterQuote(i) && endsOrGoesOn(ahead, ",\n()"):
	default:
		return false
	}
	return true
}

// leadsOn are words that begin a sentence right before somebody's name.
var leadsOn = map[string]bool{"with": true, "when": true, "why": true, "if": true, "because": true, "after": true, "since": true, "while": true, "before": true, "thanks": true, "hear": true, "watch": true, "read": true, "see": true}

// amidst reports one given name among words in small letters, where no word
// before it speaks of a place: "why Sofia chose us".
func (f *nameFinder) amidst(i int) bool {
	if i == 0 || f.toks[i-1].capital && !(leadsOn[f.toks[i-1].key] && f.atSentenceStart(i-1)) || f.atSentenceStart(i) || f.small(f.toks[i].key) {
		return false
	}
	switch f.toks[i-1].key {
	case "to":
		if !f.sentTo(i) {
			return false
		}
	case "near", "around", "via", "using", "use", "and", "or", "for", "as", "like", "than", "into", "through", "within", "outside", "between", "based", "called", "named", "re", "per", "is", "are":
		return false
	}
	next := i + 1
	if next < len(f.toks) && f.toks[next].joined {
		if key := f.toks[next].key; key == "and" || key == "or" { // "from Ebele and a talk"
			return next+1 < len(f.toks) && (f.toks[next+1].key == "a" || f.toks[next+1].key == "an") && f.toks[next+1].joined
		}
		return !f.toks[next].capital && f.toks[next].key != "of"
	}
	return f.s[f.toks[i-1].end:f.toks[i].start] == " " && (next == len(f.toks) || (strings.IndexByte(".!?,;'", f.s[f.toks[i].end]) >= 0 || strings.HasPrefix(f.s[f.toks[i].end:], "’")))
}

// sentTo reports "send a few lines about yourself to " before token i.
func (f *nameFinder) sentTo(i int) bool {
	for k := i - 2; k >= 0 && k >= i-10 && !f.atSentenceStart(k+1); k-- {
		switch f.toks[k].key {
		case "write", "send", "email", "e-mail", "forward", "submit", "post", "address", "give", "say":
			return true
		}
	}
	return false
}

// labelBehind is what leads up to a colon and a name: "Enquiries about this role:".
var labelBehind = MustPattern(`(?i)(?:contact|enquir|quer(?:y|ies)|question|discuss|chat|speak|information|partner|recruit|hiring|interview|panel|supervis|adviser|advisor|host|officer|lead|manage)`)

// labelled counts the words of a name that stand alone behind a colon, after
// words that a person is named behind.
func (f *nameFinder) labelled(i int) int {
	if i == 0 || f.s[f.toks[i-1].end:f.toks[i].start] != ": " {
		return 0
	}
	n, known := 0, 0
	for n < 4 && i+n < len(f.toks) && (n == 0 || f.toks[i+n].joined) && f.couldBeName(i+n) && !f.l.suffix[f.toks[i+n].key] {
		if f.l.place[f.toks[i+n].key] || f.toks[i+n].upper || f.small(f.toks[i+n].key) {
			return 0
		}
		if f.inLexicon(f.toks[i+n].key) {
			known++
		}
		n++
	}
	if n < 2 || known == 0 && n > 3 || f.phrase(i, n) || i+n < len(f.toks) && f.toks[i+n].joined && f.toks[i+n].capital {
		return 0
	}
	before := f.s[max(0, f.toks[i].start-60):f.toks[i].start]
	if !labelBehind.MatchString(before[strings.LastIndexByte(before, '\n')+1:]) {
		return 0
	}
	if endsOrGoesOn(f.s[f.toks[i+n-1].end:], ".,;(\n") || f.followedByContact(f.toks[i+n-1].end) {
		return n
	}
	return 0
}

// listLabel is what leads up to a colon and a list of given names.
var listLabel = MustPattern(`(?i)(?:contact|enquir|discuss|chat|speak|questions|managers|interview|panel|colleagues|(?:from|to|meet) (?:the|our) team|\b(?:us|we are))[^\n.]*: $`)

// labelledList takes the given names of a list that token i begins behind such a
// label, apart from the first, and reports whether there is one: "Hi from the
// team: Joy, Olu and Mac".
func (f *nameFinder) labelledList(i int) bool {
	if i == 0 || f.s[f.toks[i-1].end:f.toks[i].start] != ": " {
		return false
	}
	items := []int{}
	for k := i; k < len(f.toks) && len(items) < 8; k++ {
		_, given := f.given(f.toks[k].key)
		if !given || !f.toks[k].capital || f.toks[k].upper || f.done[k] || f.l.place[f.toks[k].key] {
			break
		}
		items = append(items, k)
		if k+1 == len(f.toks) {
			break
		}
		switch between := f.s[f.toks[k].end:f.toks[k+1].start]; {
		case between == ", " || between == " & " || between == " / ":
		case between == " " && (f.toks[k+1].key == "and" || f.toks[k+1].key == "or"):
			k++
		case between == " " && f.toks[k+1].capital:
			return false
		default:
			k = len(f.toks)
		}
	}
	before := f.s[max(0, f.toks[i].start-80):f.toks[i].start]
	if len(items) < 2 || !listLabel.MatchString(before) {
		return false
	}
	for _, k := range items[1:] {
		f.take(k, k+1)
	}
	return true
}

// endsOrGoesOn reports that nothing but spaces follows, or one of the bytes given.
func endsOrGoesOn(rest, with string) bool {
	rest = strings.TrimLeft(rest, " ")
	return rest == "" || strings.IndexByte(with, rest[0]) >= 0
}

// opens reports a token that no capital word leads on to: at a sentence's start,
// behind a quote or behind small letters that are no article.
func (f *nameFinder) opens(i int) bool {
	if f.atSentenceStart(i) || f.afterQuote(i) {
		return true
	}
	before := f.toks[i-1]
	if between := f.s[before.end:f.toks[i].start]; between != " " && between != ", " {
		return false
	}
	switch before.key {
	case "the", "a", "an", "our", "your", "their", "its", "this", "in", "at", "of", "across", "from", "on":
		return false
	}
	return !before.capital || f.toks[i].start-before.end > 1 || leadsOn[before.key] && f.atSentenceStart(i-1)
}

// speaks reports "”, says " right before token i.
func (f *nameFinder) speaks(i int) bool {
	if i < 2 || !f.toks[i].joined {
		return false
	}
	switch f.toks[i-1].key {
	case "says", "said", "adds", "explains", "recalls":
		return strings.ContainsAny(f.s[f.toks[i-2].end:f.toks[i-1].start], "\"”'’")
	}
	return false
}

// afterQuote reports a token that stands where the speaker is named: "“I feel
// listened to.” – Ludovic".
func (f *nameFinder) afterQuote(i int) bool {
	if i == 0 {
		return false
	}
	between := f.s[f.toks[i-1].end:f.toks[i].start]
	trimmed := strings.TrimRight(between, " –—-\n(")
	if len(trimmed) == len(between) || !strings.HasSuffix(trimmed, `"`) && !strings.HasSuffix(trimmed, "”") {
		return false
	}
	_, given := f.given(f.toks[i].key)
	return given && !f.l.word[f.toks[i].key] || f.quoted(i-1)
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
