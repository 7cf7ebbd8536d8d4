package text

import (
	"regexp"
	"strings"
)

// slotName counts the words of a name at token i, where a cue such as "please
// contact" has a person named. The place in the sentence tells more there than
// the words do: Grace Hall, Brent Harrow and Summer May are people when they are
// to be contacted and their post or their own number stands behind them.
func (f *nameFinder) slotName(i int) int {
	n, given, known, places := 0, false, false, 0
	for n < 4 && i+n < len(f.toks) && (n == 0 || f.toks[i+n].joined) {
		if k := f.particles(i + n); n > 0 && k > 0 {
			n += k
			continue
		}
		if !f.couldBeName(i+n) && !f.surnameBehind(i, n) {
			break
		}
		key := f.toks[i+n].key
		_, isGiven := f.given(key)
		given = given || n == 0 && isGiven
		known = known || isGiven || f.surname(key)
		if f.l.place[key] {
			places++
		}
		n++
	}
	if n < 2 || f.titled(i) {
		return 0
	}
	last := f.toks[i+n-1]
	if next := i + n; next < len(f.toks) && f.toks[next].joined && f.toks[next].capital && !f.roleSoon(next) {
		return 0 // it goes on, as "Grace Hall Library" does
	}
	switch {
	case f.roleAhead(i+n) || f.ownNumber(last.end):
		return n
	case f.phrase(i, n):
		return 0
	case f.l.suffix[last.key] && (n != 2 || !given || f.l.place[f.toks[i].key] || !f.surname(last.key) || buildingWord[last.key]):
		return 0 // cuedName weighs "Heather Wood" by itself
	case given:
		return n
	case places == n, f.toks[i].upper, f.l.word[f.toks[i].key] && !f.l.place[f.toks[i].key]:
		return 0
	}
	if !known {
		return 0
	}
	return n
}

// nameLine reports a name that a line is made of, at token i, below a heading or
// a label: "Contact", then "Jane Doe, Service Manager".
func (f *nameFinder) nameLine(i int) bool {
	between := f.s[f.toks[i-1].end:f.toks[i].start]
	if f.field || !strings.Contains(between, "\n") || strings.Trim(between, " \n:•–-") != "" {
		return false
	}
	n := 0
	for n < 4 && i+n < len(f.toks) && (n == 0 || f.toks[i+n].joined) && f.couldBeName(i+n) {
		n++
	}
	if n == 0 {
		return false
	}
	rest := f.s[f.toks[i+n-1].end:]
	_, given := f.given(f.toks[i].key)
	return (n > 1 || given && !f.l.word[f.toks[i].key]) && (endsOrGoesOn(rest, "\n,(:-|") || strings.HasPrefix(rest, " –"))
}

// couldBeName reports a capital word that is in no list, or in one because it is
// a name as well: a place, a day, a quality.
func (f *nameFinder) couldBeName(i int) bool {
	t := f.toks[i]
	if !t.capital || f.done[i] || roleWord[t.key] || honorific[t.key] || len(t.key) < 2 {
		return false
	}
	if !f.l.word[t.key] {
		return !f.commonWords(i, 1) && !f.inflected(t.key)
	}
	_, given := f.given(t.key)
	return given || f.l.place[t.key] || f.surname(t.key)
}

// surnameBehind reports an ordinary word behind a given name, "Blessing Market",
// whose holder's post or number stands right behind it.
func (f *nameFinder) surnameBehind(i, n int) bool {
	t := f.toks[i+n]
	shaky, given := f.given(f.toks[i].key)
	if n != 1 || !given || !t.capital || t.upper || roleWord[t.key] || f.l.bodies[t.key] || mailboxNoun[t.key] || f.roleSoon(i+n) {
		return false
	}
	return !shaky && !f.l.word[f.toks[i].key] && !f.l.suffix[t.key] || f.roleAhead(i+2) || f.ownNumber(t.end)
}

// buildingWord are surnames that buildings have more often than people.
var buildingWord = map[string]bool{"house": true, "court": true, "lodge": true, "tower": true, "towers": true, "castle": true, "market": true, "garden": true, "gate": true}

// mailboxNoun are words of bodies that a given name may stand before.
var mailboxNoun = map[string]bool{"recruitment": true, "resourcing": true, "adoption": true, "fostering": true, "safeguarding": true, "children's": true, "children": true,
	"people's": true, "carers": true, "futures": true, "horizons": true, "support": true, "care": true, "social": true, "hr": true}

// lowerAhead is what goes on after somebody who is to be spoken to.
var lowerAhead = regexp.MustCompile(`^(?:[.,;!?)\n]| (?:or|if|directly|today|about|any ?time|for (?:a|an|more|further|details|information)|a (?:call|ring|bell|shout|message|text)|an e-?mail|a line|in (?:hr|our|the))\b| (?:on|at) [(+0]|$)`)

// nameFirst are the words written in small letters that are read as a name where
// one is asked for, though adverts use them otherwise.
var nameFirst = map[string]bool{"will": true, "may": true, "mark": true, "rose": true, "joy": true, "grace": true, "hope": true, "faith": true, "frank": true,
	"bill": true, "ben": true, "pat": true, "june": true, "april": true, "amber": true, "dawn": true, "sue": true, "rob": true, "ruby": true, "pearl": true, "olive": true, "ivy": true}

// notCalled are words in small letters between "call" and a number.
var notCalled = map[string]bool{"anytime": true, "direct": true, "directly": true, "free": true, "freephone": true, "someone": true, "anyone": true, "ahead": true, "back": true,
	"either": true, "below": true, "above": true, "via": true, "him": true, "whatsapp": true, "mobile": true, "number": true, "one": true, "using": true}

// lowerSlot counts the words of a name in small letters at token i: "call will on
// 07700 900000", "ask for rose or ben".
func (f *nameFinder) lowerSlot(i int) int {
	t := f.toks[i]
	if t.capital || f.done[i] {
		return 0
	}
	if honorific[t.key] && i+1 < len(f.toks) && f.toks[i+1].joined { // "dr femi alade"
		k := i + 1
		for k+1 < len(f.toks) && particle[f.toks[k].key] && f.toks[k+1].joined {
			k++
		}
		if n := f.lowerSlot(k); n > 0 {
			return n + k - i
		}
		return 0
	}
	if len(t.key) == 1 && t.key != "a" && t.key != "i" && i+1 < len(f.toks) && f.toks[i+1].joined && len(f.toks[i+1].key) > 3 && !f.l.word[f.toks[i+1].key] && f.goesOn(f.toks[i+1].end) {
		return 2 // "p chikezie"
	}
	if len(t.key) < 3 {
		return 0
	}
	_, given := f.given(t.key)
	asked := nameFirst[t.key] || given && !f.l.word[t.key] || i > 0 && (honorific[f.toks[i-1].key] || particle[f.toks[i-1].key]) && !f.l.word[t.key]
	if !asked && !given && f.l.word[t.key] {
		return 0
	}
	n := 1
	if next := i + 1; next < len(f.toks) && f.toks[next].joined && f.toks[next].capital && asked && !f.l.word[f.toks[next].key] {
		return 2 // "ronke Adegbite"
	}
	if next := i + 1; next < len(f.toks) && f.toks[next].joined && !f.toks[next].capital && !f.l.word[f.toks[next].key] &&
		(asked || given) && (f.surname(f.toks[next].key) || asked && (f.goesOn(f.toks[next].end) || f.ownNumber(f.toks[next].end))) {
		n = 2
	}
	end := f.toks[i+n-1].end
	switch {
	case f.ownNumber(end):
		if asked || given || !f.l.word[t.key] && !notCalled[t.key] {
			return n
		}
	case asked && (n == 2 || f.goesOn(end)):
		return n
	}
	return 0
}

func (f *nameFinder) goesOn(end int) bool {
	return lowerAhead.MatchString(f.s[end:min(len(f.s), end+24)])
}

// nicknamed takes what stands in brackets or quotes inside a name: "Rebecca "Bex"
// Hollis", "Evangelia (Lia) Stavrou".
func (f *nameFinder) nicknamed() {
	for i := 1; i+1 < len(f.toks); i++ {
		if f.done[i] || !f.named[i-1] || !f.toks[i-1].capital {
			continue
		}
		switch f.s[f.toks[i-1].end:f.toks[i].start] + "…" + f.s[f.toks[i].end:f.toks[i+1].start] {
		case " (…) ", ` "…" `, " “…” ", " '…' ", " ‘…’ ":
			if f.couldBeName(i) && f.couldBeName(i+1) && !f.toks[i].upper {
				f.take(i, i+2)
			}
		}
	}
}
