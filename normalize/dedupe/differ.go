package dedupe

import (
	"slices"
	"sync"
	"time"
)

// onePlace reports two adverts that name one and the same place of work, more
// than "London".
func onePlace(a, b *face) bool {
	return a.location != "" && a.location != "london" && a.location == b.location
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

// sameEmployer reports that both adverts are known to be of one authority, or
// of one place where neither names an authority.
func sameEmployer(a, b *face) bool {
	if len(a.boroughs) == 0 && len(b.boroughs) == 0 {
		return onePlace(a, b)
	}
	return meets(a.boroughs, b.boroughs)
}

// overlap reports whether two adverts were open at one time.
func overlap(a, b *face) bool {
	first, second := inOrder(a, b)
	return second.start < first.until()-seconds(nearEnd) || second.start <= first.start+seconds(nearEnd)
}

// nearEnd is how far a new round may begin before the old one's end: a source
// that changes over on the day.
const nearEnd = 36 * time.Hour

// inOrder gives the one that opened earlier first.
func inOrder(a, b *face) (first, second *face) {
	if b.start < a.start || b.start == a.start && b.until() < a.until() {
		return b, a
	}
	return a, b
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

// rollingAgainstNamed reports one that is open with no end beside one that names
// its end.
func rollingAgainstNamed(a, b *face) bool {
	return a.rolling != b.rolling && (a.rolling && b.closing != 0 || b.rolling && a.closing != 0)
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
