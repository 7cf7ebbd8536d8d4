package pay

import (
	"regexp"
	"strconv"
	"strings"
)

// label says what group i is, by the words around it, and sets its ends.
func (r *reader) label(i int) {
	g := &r.groups[i]
	before, after := r.around(i)
	if g.kind == base {
		switch {
		case taskFee.MatchString(after):
			g.kind = notPay
		case fteName.MatchString(before) && !fraction.MatchString(before) && !(i > 0 && fteAfter.MatchString(before) && r.groups[i-1].kind == fullTime):
			g.kind = fullTime // unless the words belong to the figure before
		case actName.MatchString(before), len(r.groups) > 1 && equates.MatchString(before) && proRata.MatchString(r.s):
			g.kind = actual
		case actAfter.MatchString(after), r.partTimeHours(after):
			g.kind = actual
		case fteAfter.MatchString(after):
			g.kind = fullTime
		case g.value() < leastFullTime && g.amounts[0].value > lowYear/3 && (shareAfter.MatchString(after) || shareBefore.MatchString(before)):
			g.kind = actual
		}
	}
	r.ends(g, before, r.s[g.end:])
}

// around gives the words that belong to group i: those between it and its
// neighbours, parted at the last bracket or comma, so that in "£40,000 FTE
// (actual £24,000)" each figure keeps its own.
func (r *reader) around(i int) (before, after string) {
	g := r.groups[i]
	before, after = r.s[:g.start], r.s[g.end:]
	if i > 0 {
		_, before = part(r.s[r.groups[i-1].end:g.start])
	}
	if i+1 < len(r.groups) {
		after, _ = part(r.s[g.end:r.groups[i+1].start])
	}
	return before, after
}

// part splits the words between two figures at the last separator; without one
// they belong to both.
func part(between string) (left, right string) {
	at, n := -1, 0
	for _, sep := range []string{"(", ")", ",", ";", "/", "|", "=", "\n", " - ", " – ", " + "} {
		i := strings.LastIndex(between, sep)
		if sep == "(" && i >= 0 && strings.Contains(between[i:], ")") {
			continue // a remark between the two, closed
		}
		if i > at {
			at, n = i, len(sep)
		}
	}
	if at < 0 {
		return between, between
	}
	return between[:at], between[at+n:]
}

// leastFullTime is less than a year of full time can pay since the National Living
// Wage of 2026 (£12.71 for 37 hours): a smaller sum beside a share of full time is
// what the share pays.
const leastFullTime = 24400

// fullWeek is the fewest weekly hours that are full time (label guide, section 9).
const fullWeek = 35

// partTimeHours reports "for 21.6 hours" behind a figure: pay for those hours,
// unless the figure is said to be pro rata itself.
func (r *reader) partTimeHours(after string) bool {
	m := forHours.FindStringSubmatch(after)
	if m == nil {
		return false
	}
	n, _ := strconv.ParseFloat(m[1], 64) // one or two figures, by the pattern
	if strings.HasPrefix(strings.ToLower(m[2]), "d") {
		return n < 5
	}
	return n < fullWeek && !(proRata.MatchString(r.s) && len(r.groups) == 1)
}

// ends sets the bottom and top of a group (label guide, section 5: "up to",
// "from", swapped figures, typing slips).
func (r *reader) ends(g *group, before, after string) {
	a := g.amounts[0]
	if g.isRange {
		lo, hi := sound(a), sound(g.amounts[1])
		if lo != nil && hi != nil && *lo > *hi && plausible(*lo) && plausible(*hi) {
			lo, hi = hi, lo
		}
		g.lo, g.hi = lo, hi
		return
	}
	v := sound(a)
	g.lo, g.hi = v, v
	switch {
	case upTo.MatchString(before) || orLess.MatchString(after):
		g.lo = nil
	case a.plus && !supplementNext(after), from.MatchString(before), orMore.MatchString(after):
		g.hi = nil
	}
}

// supplementNext reports a "+" that adds something instead of meaning "or more".
func supplementNext(after string) bool {
	after = strings.TrimSpace(after)
	return after != "" && (letter(after[0]) || digit(after, 0) || strings.HasPrefix(after, "£")) &&
		!periodFirst.MatchString(after)
}

// periodFirst is a period's name at the start of a text.
var periodFirst = regexp.MustCompile(`(?i)^(?:` + unitWords + `)\b`)

// sound is a figure's value, nil for a typing slip.
func sound(a amount) *float64 {
	if a.slip {
		return nil
	}
	v := a.value
	return &v
}

// plausible reports a figure that is pay in some period.
func plausible(v float64) bool { return v >= 3 && v <= maxYear }
