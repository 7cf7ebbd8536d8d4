package dedupe

import (
	"fmt"
	"slices"
	"strings"
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
	// roundWithin is how soon after the last a new round counts as one, in months
	// (label guide, section 8).
	roundWithin = 6
	// alike is the share of a shorter text found in the longer one from which
	// two texts are one.
	alike = 0.5
)

// compare applies the rules to two adverts, in their order (label guide, section
// 8): employer, reference, open periods, then title, team, contract and hours;
// text last.
func compare(a, b *face) finding {
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
	if rollingAgainstNamed(a, b) {
		return finding{verdict: apart, rule: "dedupe.rolling-against-named"}
	}
	if twoListings(a, b) {
		return finding{verdict: apart, rule: "dedupe.two-listings-of-one-source"}
	}
	text := a.text.contained(b.text)
	switch {
	case (payDiffers(a, b) || closingDiffers(a, b)) && text < alike:
		return finding{verdict: unlike, rule: "dedupe.other-pay-or-closing"}
	case equal:
		return agreement(a, b, text)
	case otherWords(a, b) && a.closing != 0 && a.closingDay == b.closingDay && samePay(a, b):
		return finding{verdict: same, strength: 15, rule: "dedupe.same-post-in-other-words",
			words: "the same grade, work, closing " + a.closingDay + ", pay"}
	}
	return finding{verdict: unlike, rule: "dedupe.other-title"}
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
