package text

import "strings"

// afterCues finds names after words such as "contact", past the person's role.
func (f *nameFinder) afterCues() {
	for i := 0; i < len(f.toks); {
		kind, n := f.l.cues.at(f.toks, i)
		if n == 0 {
			i++
			continue
		}
		if kind == roleCue && (f.field || !f.determined(i)) {
			if !f.field && f.label(i, n) {
				f.take(i+n, i+n+max(1, f.slotName(i+n)))
			}
			i += n
			continue // "Prison Officer - HMP Leeds": a list's line, not a sentence
		}
		if f.contactPost(i) {
			i += 2
			continue
		}
		i += n
		if j, punctuated := f.skipRole(i); j < len(f.toks) {
			f.afterCue(j, kind, punctuated)
		}
	}
}

// label reports a line that names who holds a role: "Manager: River Brent".
func (f *nameFinder) label(i, n int) bool {
	at := i + n
	return at < len(f.toks) && !f.done[at] && f.s[f.toks[at-1].end:f.toks[at].start] == ": " && (f.atLineStart(f.titleStart(i)) && f.slotName(at) > 0 || f.atSentenceStart(f.titleStart(i)) && f.holds(at))
}

// holds reports a given name that stands alone at token i.
func (f *nameFinder) holds(i int) bool {
	t := f.toks[i]
	_, given := f.given(t.key)
	return given && t.capital && !t.upper && !f.l.word[t.key] && endsOrGoesOn(f.s[t.end:], ".,;(\n")
}

// contactPost reports a post that has "contact" in its name, in a title:
// "Contact Worker, Oakwood". With a colon after it, it is a cue all the same.
func (f *nameFinder) contactPost(i int) bool {
	if !f.field || i+1 >= len(f.toks) || f.toks[i].key != "contact" || !f.toks[i].capital {
		return false
	}
	role := f.toks[i+1]
	return role.joined && roleWord[role.key] && !strings.HasPrefix(f.s[role.end:], ":")
}

// determined reports "our", "the" or the like shortly before token i, in the
// same sentence.
func (f *nameFinder) determined(i int) bool {
	for k := i - 1; k >= 0 && k >= i-6; k-- {
		if strings.ContainsAny(f.s[f.toks[k].end:f.toks[k+1].start], ".\n:;!?") {
			return false
		}
		switch f.toks[k].key {
		case "our", "the", "your", "my", "as", "new", "is":
			return true
		}
	}
	return false
}

// skipRole passes over the words of a role between a cue and the name: "our
// Head of Service, ". It reports whether punctuation stands before the name.
func (f *nameFinder) skipRole(i int) (at int, punctuated bool) {
	for steps := 0; i > 0 && i < len(f.toks) && steps < 10; steps++ {
		t := f.toks[i]
		between := f.s[f.toks[i-1].end:t.start]
		if !smallBreak(between) && !(steps == 0 && f.nameLine(i)) {
			break
		}
		punctuated = strings.TrimSpace(between) != ""
		switch {
		case honorific[t.key] && t.capital, !f.field && (t.capital && f.slotName(i) > 0 || f.lowerSlot(i) > 0):
			return i, punctuated
		case roleJoiner[t.key] && !t.capital:
		case !f.l.word[t.key], f.surely(i):
			return i, punctuated // a name, perhaps in small letters
		case !t.capital && f.smallRole(i):
		case !t.capital:
			return len(f.toks), false
		}
		i++
	}
	return len(f.toks), false
}

// surely reports a given name that is also one of the words adverts write, as
// "Ayse" is a slip for ASYE. One that is a word more often than a name, such as
// April, needs a surname or a number behind it.
func (f *nameFinder) surely(i int) bool {
	t := f.toks[i]
	shaky, given := f.given(t.key)
	if !given || !t.capital || t.upper {
		return false
	}
	if !shaky || f.followedByContact(t.end) {
		return true
	}
	next := i + 1
	if next < len(f.toks) && f.particles(next) > 0 {
		return true
	}
	return next < len(f.toks) && f.toks[next].joined && f.toks[next].capital && !f.l.word[f.toks[next].key] && !f.commonWords(next, 1)
}

// smallRole reports a word in small letters of a role that ends right before a
// capital: "the admin officer Xxxx".
func (f *nameFinder) smallRole(i int) bool {
	for k := i; k < len(f.toks) && k < i+4 && (k == i || f.toks[k].joined) && !f.toks[k].capital && f.l.word[f.toks[k].key]; k++ {
		if roleWord[f.toks[k].key] {
			return k+1 < len(f.toks) && f.toks[k+1].joined && f.toks[k+1].capital
		}
	}
	return false
}

var roleJoiner = map[string]bool{"of": true, "for": true, "the": true, "our": true, "your": true, "and": true, "a": true, "either": true,
	"me": true, "us": true, "this": true, "role": true, "post": true, "position": true, "vacancy": true, "job": true, "is": true, "are": true, "was": true, "to": true}

// smallBreak reports punctuation that a role and a name may have between them.
func smallBreak(between string) bool {
	switch strings.TrimSpace(between) {
	case "", ",", ":", ";", "-", "–", "—", "(", "&", "/", "'", "’s", "'s", "),", ")", "’", "”,", "\",", "|", ".", "“", "•":
		return !strings.Contains(between, "\n\n") && (strings.TrimSpace(between) != "." || len(between) == 1)
	}
	return false
}

// afterCue takes the name at token i, and others that "or", "and" and commas
// link to it.
func (f *nameFinder) afterCue(i int, kind cueKind, punctuated bool) {
	for more := 0; i < len(f.toks) && more < 6; more++ {
		n := f.cuedName(i, kind, punctuated)
		if n == 0 {
			return
		}
		f.take(i, i+n)
		i += n
		if i >= len(f.toks) || f.done[i] {
			return
		}
		switch between := strings.TrimSpace(f.s[f.toks[i-1].end:f.toks[i].start]); {
		case (between == "" || between == ",") && (f.toks[i].key == "or" || f.toks[i].key == "and"):
			i++
		case between == "," || between == "/" || between == "&" || between == "•":
			if f.l.word[f.toks[i].key] && f.slotName(i) == 0 && f.lowerSlot(i) == 0 {
				return
			}
		case between == "" && f.nameLine(i):
		default:
			return
		}
		if kind == strongCue {
			kind = contactCue
		}
	}
}

// cuedName gives the words of a name at token i after a cue.
func (f *nameFinder) cuedName(i int, kind cueKind, punctuated bool) int {
	if i >= len(f.toks) || f.done[i] {
		return 0
	}
	t := f.toks[i]
	if honorific[t.key] && t.capital {
		if n := f.run(i+1, 3); n > 0 && f.toks[i+1].joined {
			return n + 1
		}
	}
	if !t.capital {
		return f.cuedSmall(i, kind)
	}
	n := f.run(i, 4)
	if (t.key == "st" || t.key == "saint") && n > 1 && strings.HasPrefix(strings.Replace(f.s[f.toks[i+n-1].end:], "’", "'", 1), "'s") {
		return 0 // "led by London and St George's"
	}
	if kind >= contactCue && !f.field {
		if k := f.slotName(i); k > 0 {
			return k
		}
	}
	if n == 0 && kind == contactCue && f.suffixSurname(i) {
		return 2
	}
	if n == 0 || f.placed(i, n) && !(n == 2 && kind >= contactCue && f.suffixSurname(i)) || f.phrase(i, n) {
		return 0
	}
	if n == 1 && kind >= contactCue && f.suffixSurname(i) {
		return 2
	}
	shaky, given := f.given(t.key)
	end := f.toks[i+n-1].end
	switch {
	case f.titled(i) && !given && !f.surnameWithin(i, n), kind != strongCue && n == 1 && !given && f.bodyAhead(i+n):
		return 0
	case kind == strongCue && !(n == 1 && (f.commonWords(i, 1) || len(t.key) < 2)), f.followedByContact(end):
		return n
	case given && (!shaky || n > 1 || kind >= personCue || !f.l.word[t.key] && !t.upper), n > 1 && f.surnameWithin(i, n), n == 1 && f.surname(t.key) && kind >= personCue:
		return n
	case f.commonWords(i, n):
		return 0
	case n > 1 && (kind >= personCue || punctuated) && !f.l.word[f.toks[i+n-1].key]:
		return n
	case n == 1 && kind == contactCue && !f.field && !t.upper && (len(t.key) > 2 || punctuated && strings.TrimLeft(f.s[end:], " .") == ""):
		return n
	}
	return 0
}

// cuedSmall gives the words of a name in small letters at token i after a cue.
func (f *nameFinder) cuedSmall(i int, kind cueKind) int {
	switch {
	case kind == roleCue:
		return 0
	case kind >= personCue && !f.field:
		return max(f.lowerSlot(i), f.lowerName(i))
	}
	return f.lowerName(i)
}

// suffixSurname reports a given name and a surname that places end in too, with
// no further capital: one contacts Heather Wood, but goes to Heather Wood Lane.
func (f *nameFinder) suffixSurname(i int) bool {
	if i+1 >= len(f.toks) || f.field || f.toks[i].upper {
		return false
	}
	_, given := f.given(f.toks[i].key)
	last := f.toks[i+1]
	return given && last.joined && last.capital && f.l.suffix[last.key] && f.surname(last.key) &&
		!f.titled(i) && (i+2 >= len(f.toks) || !f.toks[i+2].joined || !f.toks[i+2].capital)
}

// titled reports " - " between a title's capital words and token i: what follows
// "Contact Centre Manager - " is a team or a place unless it is known for a name.
func (f *nameFinder) titled(i int) bool {
	if i < 2 || !f.toks[i-1].capital || !f.toks[i-2].capital {
		return false
	}
	switch f.s[f.toks[i-1].end:f.toks[i].start] {
	case " - ", " – ", " — ":
		return f.atLineStart(f.titleStart(i - 1))
	}
	return false
}

// titleStart gives the first of the capital words that lead up to token i.
func (f *nameFinder) titleStart(i int) int {
	for i > 0 && f.toks[i].joined && f.toks[i-1].capital {
		i--
	}
	return i
}

// bodyAhead reports an ordinary word in capitals joined at token i: "Bright Futures".
func (f *nameFinder) bodyAhead(i int) bool {
	if i >= len(f.toks) || !f.toks[i].joined || !f.toks[i].capital || !f.l.word[f.toks[i].key] {
		return false
	}
	return !f.toks[i].initial() && !f.l.place[f.toks[i].key] && !roleWord[f.toks[i].key] && !f.roleSoon(i)
}

// roleSoon reports a title's last word within the capital words from token i on.
func (f *nameFinder) roleSoon(i int) bool {
	for k := i; k < len(f.toks) && k < i+5 && (k == i || f.toks[k].joined) && f.toks[k].capital; k++ {
		if roleWord[strings.TrimSuffix(f.toks[k].key, "s")] {
			return true
		}
	}
	return false
}

// commonEndings are those of English nouns and verbs that names seldom have.
var commonEndings = []string{"ing", "tion", "sion", "ment", "ness", "ship", "ers", "ors", "ists", "ance", "ence", "ful", "ive", "ity", "ies", "ical", "ology", "ways", "works", "care", "help", "hub"}

// commonWords reports a run of words no lexicon knows of which one ends as
// ordinary words do.
func (f *nameFinder) commonWords(i, n int) bool {
	for k := i; k < i+n; k++ {
		for _, ending := range commonEndings {
			if strings.HasSuffix(f.toks[k].key, ending) && !f.inLexicon(f.toks[k].key) {
				return true
			}
		}
		if one, plural := strings.CutSuffix(f.toks[k].key, "s"); plural && f.l.word[one] && !f.inLexicon(f.toks[k].key) {
			return true
		}
	}
	return false
}

// lowerName gives the words of a name written in small letters.
func (f *nameFinder) lowerName(i int) int {
	shaky, given := f.given(f.toks[i].key)
	if !given || shaky || len(f.toks[i].key) < 4 {
		return 0
	}
	if i+1 < len(f.toks) && f.toks[i+1].joined && (f.surname(f.toks[i+1].key) || !f.l.word[f.toks[i+1].key] && f.followedByContact(f.toks[i+1].end)) {
		return 2
	}
	return 1
}
