package dedupe

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"vacancies/normalize"
)

// verdict is what two adverts are to each other.
type verdict int

const (
	// unlike: nothing says they are one; nothing forbids it either.
	unlike verdict = iota
	// apart: something says they are two, whatever a third advert suggests.
	apart
	// same: one round of one post.
	same
	// round: the later is a new round of the earlier's post.
	round
)

// finding is a verdict with its evidence.
type finding struct {
	verdict  verdict
	strength int // of same: how much agrees
	rule     string
	words    string
}

const (
	// roundWithin is how soon after the last a new round counts as one (label guide, section 8).
	roundWithin = 6 // months
	// nearEnd is how far a new round may begin before the old one's end: a
	// source that changes over on the day.
	nearEnd = 36 * time.Hour
	// alike is the share of a shorter text found in the longer one from which
	// two texts are one.
	alike = 0.5
)

// compare applies the rules in their order (label guide, section 8): employer,
// reference, open periods, then title, team, contract and hours; text last.
func compare(a, b *face) finding {
	if a.id == b.id {
		return finding{verdict: same, strength: 200, rule: "dedupe.same-advert", words: a.id}
	}
	if f, ok := byBorough(a, b); ok {
		return f
	}
	if a.agencyish() != b.agencyish() || a.kind == normalize.Agency && b.own() || b.kind == normalize.Agency && a.own() {
		return finding{verdict: apart, rule: "dedupe.agency-against-own-post"}
	}
	if f, ok := byReference(a, b); ok {
		return f
	}
	return byContent(a, b)
}

// byBorough decides two adverts of different boroughs: one post only with one
// reference and one title, or a text that says so; the same reference used by
// two councils that share nothing else is a coincidence.
func byBorough(a, b *face) (finding, bool) {
	if len(a.boroughs) == 0 || len(b.boroughs) == 0 || meets(a.boroughs, b.boroughs) {
		return finding{}, false
	}
	no := finding{verdict: apart, rule: "dedupe.other-borough"}
	if !slices.Equal(a.title, b.title) || a.agencyish() || b.agencyish() || payDiffers(a, b) || closingDiffers(a, b) || contractDiffers(a, b) {
		return no, true
	}
	oneRef := a.ref != "" && a.ref == b.ref
	twoRefs := a.ref != "" && b.ref != "" && a.ref != b.ref
	said := a.onePost && b.onePost
	switch {
	case oneRef && (said || onePlace(a, b)):
		return finding{verdict: same, strength: 80, rule: "dedupe.shared-service-post", words: "one reference (" + a.ref + ") and one title in both boroughs"}, true
	case said && !twoRefs && overlap(a, b):
		return finding{verdict: same, strength: 70, rule: "dedupe.one-post-said", words: "both texts say that it is one post"}, true
	}
	return no, true
}

// onePlace reports two adverts that name one and the same place of work, more
// than "London".
func onePlace(a, b *face) bool {
	return a.location != "" && a.location != "london" && a.location == b.location
}

// byReference decides by printed references: equal ones within one employer
// make one vacancy; two that are open at one time make two.
func byReference(a, b *face) (finding, bool) {
	if a.ref == "" || b.ref == "" {
		return finding{}, false
	}
	if a.ref == b.ref {
		if knownEmployer(a, b) || slices.Equal(a.title, b.title) {
			return finding{verdict: same, strength: 100, rule: "dedupe.same-reference", words: "reference " + strings.ToUpper(a.ref)}, true
		}
		return finding{}, false
	}
	if !oneNumbering(a, b) {
		return finding{}, false
	}
	if overlap(a, b) {
		return finding{verdict: apart, rule: "dedupe.two-references-open"}, true
	}
	if f, ok := newRound(a, b); ok {
		return f, true
	}
	return finding{verdict: apart, rule: "dedupe.two-references"}, true
}

// knownEmployer reports that both adverts are one authority's, and that the
// titles do not contradict it entirely.
func knownEmployer(a, b *face) bool {
	if !meets(a.boroughs, b.boroughs) {
		return false
	}
	return a.source == b.source || meets(a.title, b.title) || len(a.title) == 0 || len(b.title) == 0
}

// oneNumbering reports that two references are of one series, so that they can
// say something by being different. A board's own numbers say nothing beside a
// council's.
func oneNumbering(a, b *face) bool {
	if a.source == b.source && a.host == b.host || a.own() && b.own() {
		return true
	}
	return letters(a.ref) == letters(b.ref) && (letters(a.ref) != "" || len(a.ref) == len(b.ref))
}

// overlap reports whether two adverts were open at one time.
func overlap(a, b *face) bool {
	first, second := inOrder(a, b)
	return second.start < first.until()-seconds(nearEnd) || second.start <= first.start+seconds(nearEnd)
}

// inOrder gives the one that opened earlier first.
func inOrder(a, b *face) (first, second *face) {
	if b.start < a.start || b.start == a.start && b.until() < a.until() {
		return b, a
	}
	return a, b
}

// newRound decides whether the later of two adverts is a new round of the
// earlier one's post: the same post, begun after the earlier closed, within
// six months, with a new reference or later dates.
func newRound(a, b *face) (finding, bool) {
	first, second := inOrder(a, b)
	if overlap(a, b) || first.end == 0 || second.start.time().After(first.end.time().AddDate(0, roundWithin, 0)) {
		return finding{}, false
	}
	if len(a.title) == 0 || contractDiffers(a, b) || hoursDiffer(a, b) || teamDiffers(a, b) || !sameEmployer(a, b) {
		return finding{}, false
	}
	if !slices.Equal(a.title, b.title) && (a.generic || payDiffers(a, b) || !moreWords(a, b)) {
		return finding{}, false
	}
	return finding{verdict: round, rule: "dedupe.new-round",
		words: fmt.Sprintf("the same post, closed %s, again from %s", first.end.time().Format(time.DateOnly), second.start.time().Format(time.DateOnly))}, true
}

// sameEmployer reports that both adverts are known to be of one authority, or
// of one place where neither names an authority.
func sameEmployer(a, b *face) bool {
	if len(a.boroughs) == 0 && len(b.boroughs) == 0 {
		return onePlace(a, b)
	}
	return meets(a.boroughs, b.boroughs)
}

// byContent decides adverts without references that could: the same title
// without noise, team, contract and hours, open at one time, and something
// besides the title that agrees.
func byContent(a, b *face) finding {
	if contractDiffers(a, b) || hoursDiffer(a, b) || teamDiffers(a, b) {
		return finding{verdict: apart, rule: "dedupe.other-team-contract-or-hours"}
	}
	equal := slices.Equal(a.title, b.title)
	if len(a.title) == 0 || !sameEmployer(a, b) || !equal && !moreWords(a, b) {
		return finding{verdict: unlike, rule: "dedupe.other-title"}
	}
	if !overlap(a, b) {
		if f, ok := newRound(a, b); ok {
			return f
		}
		return finding{verdict: unlike, rule: "dedupe.long-ago"}
	}
	if a.rolling != b.rolling && (a.rolling && b.closing != 0 || b.rolling && a.closing != 0) {
		return finding{verdict: apart, rule: "dedupe.rolling-against-named"}
	}
	text := a.text.contained(b.text)
	if twoListings(a, b) {
		return finding{verdict: apart, rule: "dedupe.two-listings-of-one-source"}
	}
	if (payDiffers(a, b) || closingDiffers(a, b)) && text < alike {
		return finding{verdict: unlike, rule: "dedupe.other-pay-or-closing"}
	}
	if !equal {
		if !otherWords(a, b) || a.closing == 0 || a.closingDay != b.closingDay || !samePay(a, b) {
			return finding{verdict: unlike, rule: "dedupe.other-title"}
		}
		return finding{verdict: same, strength: 15, rule: "dedupe.same-post-in-other-words",
			words: "the same grade, work, closing " + a.closingDay + ", pay"}
	}
	return agreement(a, b, text)
}

// otherWords reports two titles that differ only in nouns that the grade says
// already, where the grade and the kind of work are known and the same:
// "Practice Educator" and "Social Work Practice Educator". Any other word may
// be a team's: a council advertises for several teams on one day, at one pay.
func otherWords(a, b *face) bool {
	return a.post != 0 && a.post == b.post && within(a.title, b.title) && within(b.title, a.title)
}

// moreWords reports two titles of one grade and kind of work of which one says
// all that the other says: enough for a later round, which merges nothing.
func moreWords(a, b *face) bool {
	return a.post != 0 && a.post == b.post && (within(a.title, b.title) || within(b.title, a.title))
}

// within reports whether every word of one title stands in the other, save the
// nouns that name a post of any team; both are sorted.
func within(one, other []uint32) bool {
	for _, x := range one {
		if _, ok := slices.BinarySearch(other, x); !ok && !nouns()[x] {
			return false
		}
	}
	return len(one) > 0
}

// nouns name a post of any team, as tokens of a title.
var nouns = sync.OnceValue(func() map[uint32]bool {
	set := map[uint32]bool{}
	for _, h := range hashes([]string{"sw", "ssw", "worker", "practitioner", "officer", "student", "work", "manager", "tm", "professional", "lead", "case", "reviewing", "independent", "specialist"}) {
		set[h] = true
	}
	return set
})

// samePay reports pay that is known and the same at both ends.
func samePay(a, b *face) bool {
	return a.payMin+a.payMax > 0 && a.payMin == b.payMin && a.payMax == b.payMax && a.period == b.period
}

// agreement weighs what agrees besides the title; nothing at all is not enough.
func agreement(a, b *face, text float64) finding {
	strength, words := 0, []string{"title"}
	if a.closing != 0 && a.closingDay == b.closingDay {
		strength += 10
		words = append(words, "closing "+a.closingDay)
	}
	if samePay(a, b) {
		strength += 10
		words = append(words, "pay")
	}
	if text >= alike {
		strength += 10
		words = append(words, "text")
	}
	if a.path != "" && a.path == b.path {
		strength += 10
		words = append(words, "address")
	}
	if strength == 0 {
		return finding{verdict: unlike, rule: "dedupe.title-alone"}
	}
	return finding{verdict: same, strength: strength + int(text*9), rule: "dedupe.same-post", words: "the same " + strings.Join(words, ", ")}
}

// twoListings reports two open adverts of one council's or region's own list
// under two addresses: it lists two posts, not one twice.
func twoListings(a, b *face) bool {
	if !a.own() || a.source != b.source || a.host != b.host {
		return false
	}
	return a.path == "" || a.path != b.path
}

// closingDiffers reports two known closing days more than a day apart: a feed
// in UTC may name the day before or after.
func closingDiffers(a, b *face) bool {
	if a.closing == 0 || b.closing == 0 {
		return false
	}
	d := a.closing - b.closing
	return d > seconds(25*time.Hour) || d < -seconds(25*time.Hour)
}

// payDiffers reports pay that agrees at neither end.
func payDiffers(a, b *face) bool {
	if a.payMin+a.payMax == 0 || b.payMin+b.payMax == 0 {
		return false
	}
	if a.period != b.period {
		return true
	}
	return !near(a.payMin, b.payMin) && !near(a.payMax, b.payMax)
}

// near reports two amounts that are known and within one in a hundred.
func near(a, b float32) bool {
	return a > 0 && b > 0 && a-b <= b/100 && b-a <= a/100
}

// contractDiffers reports two known kinds of contract with nothing in common,
// or a maternity cover against another post.
func contractDiffers(a, b *face) bool {
	if len(a.contract) == 0 || len(b.contract) == 0 {
		return false
	}
	if slices.Contains(a.contract, "maternity_cover") != slices.Contains(b.contract, "maternity_cover") {
		return true
	}
	if a.agencyish() && b.agencyish() {
		return false // "Locum" here is "Temporary" there
	}
	return !meets(a.contract, b.contract)
}

// hoursDiffer reports weekly hours, or full and part time, that exclude each other.
func hoursDiffer(a, b *face) bool {
	if a.hours > 0 && b.hours > 0 {
		d := a.hours - b.hours
		return d > 1 || d < -1
	}
	full, part := "full_time", "part_time"
	only := func(f *face, is, not string) bool {
		return slices.Contains(f.pattern, is) && !slices.Contains(f.pattern, not)
	}
	return only(a, full, part) && only(b, part, full) || only(a, part, full) && only(b, full, part)
}

// teamDiffers reports two of several like teams: "Team A" and "Team C".
func teamDiffers(a, b *face) bool { return a.team != "" && b.team != "" && a.team != b.team }
