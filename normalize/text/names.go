package text

import (
	"regexp"
	"slices"
	"strings"
)

// nameFinder finds people's names in one text.
type nameFinder struct {
	s     string
	toks  []token
	l     *lexicon
	taken []redaction
	reach map[int]bool // where a person's number or address begins
	// redacted is whether something was taken out before.
	redacted bool
	kept     []Span          // addresses of teams, whose words are nobody's name
	field    bool            // a title or an address, where capitals are no sign
	shown    bool            // prose that is shown whole
	known    map[string]bool // words of names already found in this text
	done     []bool          // per token: it is taken, or part of an address
	named    []bool          // per token: it is taken for a name
	// smalls says of the words that the text writes with a capital whether it also
	// writes them in small letters; nil until asked for.
	smalls map[string]bool
}

func (f *nameFinder) find() {
	marks := make([]bool, 2*len(f.toks))
	f.done, f.named = marks[:len(f.toks)], marks[len(f.toks):]
	slices.SortFunc(f.taken, func(a, b redaction) int { return a.Start - b.Start })
	f.redacted = strings.Contains(f.s, " removed]")
	for _, r := range f.taken {
		if r.kind == "number" || r.kind == "email" {
			if f.reach == nil {
				f.reach = map[int]bool{}
			}
			f.reach[r.Start] = true
		}
	}
	f.fromAddresses()
	f.afterCues()
	for i := 0; i < len(f.toks); i++ {
		if f.done[i] {
			continue
		}
		n := f.nameAt(i)
		if n == 0 && f.toks[i].capital {
			if k := f.phraseAt(i); k > 0 {
				i += k - 1
				continue
			}
			n = f.said(i)
		}
		if n == 0 {
			n = f.beside(i)
		}
		if n > 0 && f.amongThings(i, n) {
			n = 0
		}
		if n > 0 {
			f.take(i, i+n)
			i += n - 1
		}
	}
	f.listed()
	f.nicknamed()
	f.beforeRemoved()
	f.again()
	if f.shown {
		f.unknown()
	}
}

// take marks the tokens from i up to j as a name.
func (f *nameFinder) take(i, j int) {
	if f.initialBehind(j) {
		j++
	}
	f.taken = append(f.taken, redaction{Span{f.toks[i].start, f.toks[j-1].end}, "name"})
	for k := i; k < j; k++ {
		f.done[k], f.named[k] = true, true
		t := f.toks[k]
		shaky, given := f.l.given[t.key]
		if len(t.key) > 2 && !f.l.word[t.key] && !honorific[t.key] && !(given && shaky) {
			f.known[t.key] = true
		}
	}
}

// initialBehind reports the initial of a surname at token j: "Amara O".
func (f *nameFinder) initialBehind(j int) bool {
	if j >= len(f.toks) || f.done[j] || !f.toks[j].joined || !f.toks[j].initial() || f.toks[j-1].initial() {
		return false
	}
	end := f.toks[j].end
	return end == len(f.s) || strings.IndexByte(".,;:)\n", f.s[end]) >= 0
}

// nameAt gives the number of words of a name that begins at token i, by the
// words alone; 0 is none.
func (f *nameFinder) nameAt(i int) int {
	t := f.toks[i]
	if !t.capital || f.l.word[t.key] && !honorific[t.key] && !(t.initial() && t.end < len(f.s) && f.s[t.end] == '.') {
		return 0
	}
	if honorific[t.key] {
		if n := f.run(i+1, 3); n > 0 && f.toks[i+1].joined && !f.placed(i+1, n) && !f.phrase(i, n) && !f.phrase(i+1, n) && !f.eponym(f.toks[i+n].end) {
			return n + 1
		}
		return 0
	}
	shaky, given := f.given(t.key)
	n := f.run(i, 4)
	if n == 0 || f.placed(i, n) || f.phrase(i, n) || f.afterSaint(i) || f.monarch(i, n) || f.eponym(f.toks[i+n-1].end) {
		return 0
	}
	switch {
	case n == 2 && !given && !t.initial() && len(t.key) > 2 && !t.upper && !f.field && f.surely(i+1) && !f.commonWords(i, 1) && !f.atSentenceStart(i):
		return n // "Uzma Rafiq": the second word is a given name too
	case n >= 2 && given && (!shaky && !t.upper || f.surnameWithin(i+1, n-1)):
		return n
	case n >= 2 && given && !f.field && f.doubtful(i, n):
		return n
	case n >= 2 && t.initial() && t.key != "a" && t.key != "i" && f.surname(f.toks[i+n-1].key), n >= 2 && !f.field && f.initials(i, n):
		return n
	case n == 2 && !t.initial() && len(t.key) > 2 && !t.upper && f.surnameOnly(f.toks[i+1].key) && !f.field && !f.l.word[f.toks[i+1].key] && !f.commonWords(i, 1) && !f.atSentenceStart(i):
		return n
	case n == 1 && given && !t.upper && (!shaky && len(t.key) > 3 || !f.field && t.joined && f.roleBehind(i) && endsOrGoesOn(f.s[t.end:], ".,;(\n")):
		return 1
	case n == 2 && t.initial() && !f.field && f.roleAhead(i+n) && !f.l.word[f.toks[i+1].key] && !f.toks[i+1].upper && !f.commonWords(i+1, 1):
		return n // "B Xxxx, Service Manager"
	case n == 1 && !f.field && !t.upper && len(t.key) > 2 && f.ownNumber(t.end) && !f.commonWords(i, 1):
		return 1
	case n == 2 && !t.upper && f.roleAndContact(i+n), (n == 2 || n == 3) && f.strangers(i, n):
		return n
	case n == 1 && !f.field && !t.upper && f.ownStory(t.end):
		return 1
	}
	return 0
}

// eponymAhead is what makes the name before it a law's, a report's or a room's.
var eponymAhead = regexp.MustCompile(`^(?:(?:['’]s?)? (?:inquiry|review|report|audit|judge?ment|recommendations|books?|debate|tables|(?:[A-Z]+ )?(?:model|theory))\b| (?:ward|house|hall|library|awards?|school|college|(?:sports |arts |family )?centre|buildings|academy|nursery|primary|gallery|hospital|prize|lecture|guidelines?|competen\w+|reports?|review|inquiry|scale|test|model|method|theory|criteria|principles|judge?ment|(?:meeting |training )?[Rr]ooms?|Gallery|suite|building|wing|theatre)\b|['’]s (?:[Ll]aw|[Rr]ule|Charter|Trust|Fund|Foundation|Legacy|Hospice|Hospital)\b)`)

// eponym reports a name that something else is called after.
func (f *nameFinder) eponym(end int) bool {
	return eponymAhead.MatchString(f.s[end:min(len(f.s), end+24)])
}

// initials reports "D. Marchetti" and "J.P. Okafor": initials with their full
// stops, then a word that nothing we know of explains.
func (f *nameFinder) initials(i, n int) bool {
	last := f.toks[i+n-1]
	for k := i; k < i+n-1; k++ {
		if t := f.toks[k]; !t.initial() || (t.end >= len(f.s) || f.s[t.end] != '.') && !f.ledTo(k) {
			return false
		}
	}
	return len(last.key) > 3 && !last.upper && !f.l.word[last.key] && !f.commonWords(i+n-1, 1)
}

// ledTo reports an initial without its full stop behind "by" or the like.
func (f *nameFinder) ledTo(i int) bool {
	if i == 0 || !f.toks[i].joined || f.toks[i].key == "a" || f.toks[i].key == "i" {
		return false
	}
	switch f.toks[i-1].key {
	case "by", "with", "to", "from", "contact":
		return true
	}
	return false
}

// run counts the words from token i on that could be one name: capitals that
// are no ordinary word, joined by single spaces, with particles between.
func (f *nameFinder) run(i, most int) int {
	n := 0
	for i+n < len(f.toks) && n < most {
		t := f.toks[i+n]
		if n > 0 && (!t.joined || honorific[t.key]) || f.done[i+n] {
			break
		}
		if k := f.particles(i + n); n > 0 && k > 0 {
			n += k
			most += k
			continue
		}
		if !f.nameWord(i+n) && !((n == 1 || n == 2 && f.toks[i+1].initial()) && f.placeSurname(i, i+n)) {
			break
		}
		n++
	}
	return n
}

// placeSurname reports a place at token i that a sure given name stands before:
// "Wendy Stroud". What is called after someone has its own word behind it.
func (f *nameFinder) placeSurname(first, i int) bool {
	shaky, given := f.given(f.toks[first].key)
	return given && !shaky && !f.field && !f.toks[first].upper && f.l.place[f.toks[i].key] && f.toks[i].capital
}

// particles counts the small words at token i that lead on to a name's next word.
func (f *nameFinder) particles(i int) int {
	k := 0
	for k < 2 && i+k < len(f.toks) && f.toks[i+k].joined && particle[f.toks[i+k].key] {
		k++
	}
	if k > 0 && i+k < len(f.toks) && f.toks[i+k].joined && f.nameWord(i+k) {
		return k
	}
	return 0
}

// particle are small words inside names.
var particle = map[string]bool{"van": true, "von": true, "de": true, "da": true, "dos": true, "del": true, "der": true, "den": true,
	"la": true, "le": true, "al": true, "el": true, "bin": true, "bint": true, "ibn": true, "ul": true, "di": true, "du": true, "st": true, "ap": true, "ferch": true, "abu": true}

// nameWord reports whether token i could be part of a name.
func (f *nameFinder) nameWord(i int) bool {
	t := f.toks[i]
	if !t.capital {
		return false
	}
	_, given := f.given(t.key)
	return !f.l.word[t.key] || given || t.initial() && (t.end < len(f.s) && f.s[t.end] == '.' || i > 0 && honorific[f.toks[i-1].key]) || f.surname(t.key) && i > 0 && t.joined && !f.l.word[f.toks[i-1].key]
}

// given looks a word up as a given name; of a hyphened one the first part counts.
func (f *nameFinder) given(key string) (shaky, ok bool) {
	if shaky, ok = f.l.given[key]; ok {
		return shaky, ok
	}
	if i := strings.IndexByte(key, '-'); i > 0 {
		shaky, ok = f.l.given[key[:i]]
	}
	return shaky, ok
}

func (f *nameFinder) surname(key string) bool {
	if f.l.surname[key] {
		return true
	}
	for part := range strings.SplitSeq(key, "-") {
		if part == key {
			break
		}
		if f.l.surname[part] {
			return true
		}
	}
	return strings.HasPrefix(key, "o'") && len(key) > 4 || strings.HasPrefix(key, "mac") && len(key) > 6 || strings.HasPrefix(key, "mc") && len(key) > 4
}

// surnameOnly reports a surname that is no given name, and so no place or word
// that given names often are.
func (f *nameFinder) surnameOnly(key string) bool {
	_, given := f.given(key)
	return !given && f.surname(key)
}

func (f *nameFinder) surnameWithin(i, n int) bool {
	for k := i; k < i+n; k++ {
		if f.surname(f.toks[k].key) {
			return true
		}
	}
	return false
}
