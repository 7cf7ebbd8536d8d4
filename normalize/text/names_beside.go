package text

import (
	"regexp"
	"strings"
)

// beside counts the words of a name at token i that what stands right beside it
// makes a person's: a role in brackets, a role in small letters before it, what
// somebody said, another name. One word that nothing explains is enough there.
func (f *nameFinder) beside(i int) int {
	switch {
	case !f.toks[i].capital:
		if f.field || f.redacted { // the first round saw them all
			return 0
		}
		return f.smallStranger(i)
	case f.ownTeam(i):
		return 1
	case !f.field && f.nextHolder(i):
		return 1
	case f.field || !f.bearer(i):
		return 0
	case f.alone(i) && (f.roleApart(i) || f.roleBefore(i) || f.praised(i) || f.spokeLast(i) || f.whoIs(i) || f.asRole(i) || f.askedFor(i) || f.too(i)):
		return 1
	case f.initialBehind(i+1) && (f.atSentenceStart(i) || f.dashBefore(i)):
		return 1
	}
	return 0
}

// stranger reports a word that no list and no dictionary explains.
func (f *nameFinder) stranger(i int) bool {
	t := f.toks[i]
	return !f.done[i] && !t.upper && len(t.key) > 1 && !f.l.word[t.key] && !isOrdinary(t.key) && !f.commonWords(i, 1) && !f.inflected(t.key) && !strings.Contains(t.key, "'")
}

// bearer reports a capital word that may be somebody's: a given name, or one that
// nothing explains.
func (f *nameFinder) bearer(i int) bool {
	t := f.toks[i]
	if t.upper || f.done[i] {
		return false
	}
	_, given := f.given(t.key)
	if !given && f.l.word[t.key] {
		return false
	}
	return t.capital && !f.l.place[t.key] && !roleWord[t.key] && !honorific[t.key] && (given || f.stranger(i) && !f.small(t.key))
}

// alone reports a capital word with no other right beside it.
func (f *nameFinder) alone(i int) bool {
	before := i > 0 && f.toks[i].joined && f.toks[i-1].capital && !(f.atSentenceStart(i-1) && f.l.word[f.toks[i-1].key])
	behind := i+1 < len(f.toks) && f.toks[i+1].joined && f.toks[i+1].capital
	return !before && !behind && !f.afterSaint(i) && !f.eponym(f.toks[i].end)
}

// roleApart reports "(Service Manager)" behind token i, or a role behind a comma
// where an item of a list begins or the role is ours: "; Bex, Practice Lead".
func (f *nameFinder) roleApart(i int) bool {
	if !f.roleAhead(i + 1) {
		return false
	}
	switch between := f.s[f.toks[i].end:f.toks[i+1].start]; strings.TrimSpace(between) {
	case "(":
		return true
	case ",":
		if key := f.toks[i+1].key; key == "our" || key == "your" {
			return f.roleWithin(i+2, 4)
		}
		return f.atLineStart(i) || strings.HasPrefix(f.s[f.toks[i-1].end:], ": ") || strings.TrimSpace(f.s[f.toks[i-1].end:f.toks[i].start]) == ";"
	}
	return false
}

// nextHolder reports the next of a list of people with their roles, though it be
// a word: "Olu, Team Manager; Quill, Practice Lead".
func (f *nameFinder) nextHolder(i int) bool {
	t := f.toks[i]
	return i > 0 && strings.HasPrefix(f.s[t.end:], ", ") && !f.done[i] && !t.upper && !f.l.word[t.key] && strings.TrimSpace(f.s[f.toks[i-1].end:t.start]) == ";" && f.roleAhead(i+1)
}

// roleWithin reports a role's last word among the n words joined from token i on.
func (f *nameFinder) roleWithin(i, n int) bool {
	for k := i; k < len(f.toks) && k < i+n && f.toks[k].joined; k++ {
		if roleWord[f.toks[k].key] {
			return true
		}
	}
	return false
}

// roleBefore reports a role in small letters right before token i, "the social
// worker Xxxx", or behind a dash where somebody is to be asked.
func (f *nameFinder) roleBefore(i int) bool {
	if f.dashBefore(i) {
		return f.asking(i)
	}
	if i == 0 || !roleWord[f.toks[i-1].key] || f.toks[i-1].capital || !f.toks[i].joined {
		return false
	}
	return !f.l.word[f.toks[i].key] || endsOrGoesOn(f.s[f.toks[i].end:], ".,;)\n")
}

// dashBefore reports a role and " - " before token i: "Head of Service - ".
func (f *nameFinder) dashBefore(i int) bool {
	if i == 0 {
		return false
	}
	switch f.s[f.toks[i-1].end:f.toks[i].start] {
	case " - ", " – ", " — ":
		for k := i - 1; k >= 0 && k > i-5; k-- {
			if roleWord[f.toks[k].key] {
				return true
			}
			if !f.toks[k].joined || !f.toks[k].capital && !roleJoiner[f.toks[k].key] {
				break
			}
		}
	}
	return false
}

// praise are words said of colleagues.
var praise = map[string]bool{"lovely": true, "brilliant": true, "wonderful": true, "amazing": true, "fantastic": true, "legendary": true, "incomparable": true, "beloved": true, "much-loved": true}

func (f *nameFinder) praised(i int) bool {
	return i > 1 && f.toks[i].joined && praise[f.toks[i-1].key] && !f.toks[i-1].capital && (f.toks[i-2].key == "the" || f.toks[i-2].key == "our")
}

// spokeLast reports a dash between the end of a sentence and token i, with the
// end of a quotation or of the line behind: "...came back. — Xxxx”".
func (f *nameFinder) spokeLast(i int) bool {
	if i == 0 {
		return false
	}
	between := strings.TrimRight(f.s[f.toks[i-1].end:f.toks[i].start], " ")
	end := strings.TrimRight(between, "–—-")
	if end == between || !strings.HasSuffix(strings.TrimRight(end, ` "”'’`), ".") && !strings.ContainsAny(end, `!?"”`) {
		return false
	}
	rest := strings.TrimLeft(f.s[f.toks[i].end:], " ")
	return rest == "" || rest[0] == '\n' || rest[0] == '"' || strings.HasPrefix(rest, "”")
}

// whoAhead is what is said of somebody in passing.
var whoAhead = regexp.MustCompile(`^, who(?:['’]s| (?:is|was|has|will|can|runs|leads|joined|knows|started|came|looks|keeps|makes|works|chairs|manages))\b`)

func (f *nameFinder) whoIs(i int) bool {
	return whoAhead.MatchString(f.s[f.toks[i].end:min(len(f.s), f.toks[i].end+24)])
}

// asRole reports " as Divisional Director" behind token i.
func (f *nameFinder) asRole(i int) bool {
	if i+2 >= len(f.toks) || f.toks[i+1].key != "as" || !f.toks[i+1].joined || !f.toks[i+2].joined {
		return false
	}
	return f.roleSoon(i + 2)
}

// asks is what a sentence has that says whom to turn to.
var asks = MustPattern(`(?i)\b(?:questions?|contact|speak|talk|call|ring|phone|e-?mail|ask|quer(?:y|ies)|enquir(?:y|ies))\b`)

// asking reports a sentence that says whom to turn to before token i.
func (f *nameFinder) asking(i int) bool {
	k := i
	for k > 0 && k > i-24 && !(strings.ContainsAny(f.s[f.toks[k-1].end:f.toks[k].start], ".!?\n")) {
		k--
	}
	return asks.FindStringIndex(f.s[f.toks[k].start:f.toks[i].start]) != nil
}

// askedFor reports "it's Xxxx" where a sentence says whom to turn to.
func (f *nameFinder) askedFor(i int) bool {
	return i > 0 && f.toks[i-1].key == "it" && possessive(f.s[f.toks[i-1].end:f.toks[i].start]) && endsOrGoesOn(f.s[f.toks[i].end:], ".,;\n") && f.asking(i)
}

// too reports "and Xxxx directed" where somebody was named in the sentence before.
func (f *nameFinder) too(i int) bool {
	if shaky, given := f.given(f.toks[i].key); !given || shaky || i == 0 || !f.toks[i].joined || f.toks[i-1].key != "and" {
		return false
	}
	if next := i + 1; next == len(f.toks) || !f.toks[next].joined || !strings.HasSuffix(f.toks[next].key, "ed") {
		return false
	}
	for k := i - 1; k >= 0 && !f.atSentenceStart(k+1); k-- {
		if f.named[k] || f.toks[k].key == "removed" {
			return true
		}
	}
	return false
}

// teamAhead makes of a name the one who leads or holds what follows.
var teamAhead = regexp.MustCompile(`^['’]s (?:team|pod|unit|caseload|maternity|replacement|post|job|promotion|departure|retirement|secondment)\b`)

// ownTeam reports "'s team" behind a given name.
func (f *nameFinder) ownTeam(i int) bool {
	t := f.toks[i]
	if t.upper || !strings.HasPrefix(f.s[t.end:], "'s ") && !strings.HasPrefix(f.s[t.end:], "’s ") {
		return false
	}
	_, given := f.given(t.key)
	return given && !f.l.place[t.key] && f.alone(i) && teamAhead.MatchString(f.s[t.end:min(len(f.s), t.end+20)])
}

// smallStranger counts the words of a name in small letters that no dictionary
// has: in brackets behind a quotation, or two together where somebody is to be asked.
func (f *nameFinder) smallStranger(i int) int {
	if i == 0 || len(f.toks[i].key) < 3 {
		return 0
	}
	between, rest := f.s[f.toks[i-1].end:f.toks[i].start], f.s[f.toks[i].end:]
	bracket := strings.HasSuffix(between, "(")
	pair := i+1 < len(f.toks) && f.toks[i+1].joined && !f.toks[i+1].capital && len(f.toks[i+1].key) > 3
	if !bracket && !pair || isOrdinary(f.toks[i].key) || !f.stranger(i) {
		return 0
	}
	if (strings.HasSuffix(between, `" (`) || strings.HasSuffix(between, "” (")) && strings.HasPrefix(rest, ")") {
		return 1
	}
	if pair && f.stranger(i+1) && f.asking(i) {
		return 2
	}
	return 0
}
