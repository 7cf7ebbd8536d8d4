package pay

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"vacancies/normalize/text"
)

// maxSupplement is the most that a figure beside a supplement's name can be and
// still be the supplement, in pounds.
const maxSupplement = 15000

// Fillers may stand between a supplement's name and its figure.
var (
	figureBefore = regexp.MustCompile(`(?i)^[\s)\-–'‘’"“”]*(?:(?:` + unitWords + `|annual(?:ly)?|yearly|each year|one[- ]?off|tax[- ]free|non[- ]?pensionable|(?:non[- ])?consolidated|pensionable|additional|extra|` +
		`payable|per (?:session|shift|night|weekend|duty)|after (?:\d{1,2}|one|two|three) (?:months?|years?)(?:[’']? service)?|in|of|for|as|a|an|the|towards|recruitment|and|&|guaranteed|generous|new|monthly|lump sum|social work(?:er)?|qualified|inner|outer|first year|\(?net\)?|\(?gross\)?)[\s,\-–'‘’"“”]*)*$`)
	figureAfter = regexp.MustCompile(`(?i)^[\s:(=\-–'‘’"“”]*(?:(?:payments?|allowances?|package|bonus|supplements?|scheme|incentive|award|expenses|assistance|support|of|up to|a|an|is|at|worth|currently|totall?ing|total|` +
		`maximum|max|from|circa|c\.?|approx(?:imately)?\.?|around|about|` + unitWords + `|annual|yearly|value[d]?|additional|available|amount|paid|being|equal to|the sum of|to the value of|one[- ]?off|which is)[\s:(=\-–]*)*$`)
)

// findExtras reads the supplements, and takes the figures that belong to them
// out of the base pay.
func (r *reader) findExtras() {
	taken := make([]bool, len(r.s))
	var extras []string
	lower := strings.ToLower(r.s)
	for _, cue := range extraCues {
		if !cue.re.Possible(lower) {
			continue
		}
		for _, m := range cue.re.FindAllStringIndex(r.s, -1) {
			if taken[m[0]] || r.verb(cue.kind, m) || cue.kind != "" && leftOut.MatchString(r.s[:m[0]]) {
				continue
			}
			for i := m[0]; i < m[1]; i++ {
				taken[i] = true
			}
			g := -1
			if cue.money {
				g = r.figureOf(m[0], m[1], cue)
			}
			amount := 0.0
			if g >= 0 {
				amount = r.groups[g].value()
				r.groups[g].kind = supplement
				if cue.kind == "" {
					r.groups[g].kind = notPay
				}
			}
			if cue.kind != "" {
				extras = append(extras, extraText(cue.kind, amount))
				sp := text.Span{Start: m[0], End: m[1]}
				r.note("extras", sp, "pay.extra."+cue.kind)
				if g >= 0 { // the figure is part of what was read
					sp.Start, sp.End = min(sp.Start, r.groups[g].start), max(sp.End, r.groups[g].end)
				}
				r.noteExtra(cue.kind, sp, amount > 0)
			}
		}
	}
	if m := nothingAfter.FindStringIndex(r.s); m != nil {
		extras = append(extras, "london_weighting")
		r.note("extras", text.Span{Start: m[0], End: m[1]}, "pay.extra.inc")
		r.note("extras.london_weighting", text.Span{Start: m[0], End: m[1]}, "pay.extra.inc")
	}
	r.pay.Extras = mergeExtras(extras)
}

// noteExtra keeps the first words behind an extra; words with its figure are
// worth more than words without.
func (r *reader) noteExtra(kind string, sp text.Span, figure bool) {
	part := "extras." + kind
	if figure && !r.figured[kind] {
		r.figured[kind] = true
		delete(r.evidence, part)
	}
	r.note(part, sp, "pay.extra."+kind)
}

// leftOut is what says that a supplement is not part of the pay.
var leftOut = text.MustPattern(`(?i)\b(?:excluding|exclud(?:es|ed)|exclusive of|excl\.?|not including|does not include|without|before) (?:the |any )?$`)

// verb reports words that only look like an extra: "benefit from".
func (r *reader) verb(kind string, m []int) bool {
	rest := strings.ToLower(r.s[m[1]:min(len(r.s), m[1]+8)])
	return kind == "benefits" && (strings.HasPrefix(rest, " from") || strings.HasPrefix(rest, "ting"))
}

// figureOf finds the figure that belongs to a supplement's name: the one just
// before it, else the one just after. Whole earnings are looked for the other
// way round, and never leave a text without its base pay: in "£30,000, OTE" the
// figure is the base.
func (r *reader) figureOf(start, end int, cue extraCue) int {
	limit := float64(maxSupplement)
	if cue.never || cue.whole {
		limit = math.Inf(1)
	}
	fits := func(i int) bool {
		g := r.groups[i]
		return g.kind == base && !g.amounts[0].slip && g.value() <= limit
	}
	before, after := -1, -1
	for i, g := range r.groups {
		switch {
		case g.end <= start:
			before = i
		case g.start >= end && after < 0:
			after = i
		}
	}
	// "+ sleep-in allowance £45": what is added has its figure behind it.
	added := strings.HasPrefix(r.s[start:], "+") || strings.HasPrefix(r.s[start:], "%") || strings.HasPrefix(strings.ToLower(r.s[start:]), "plus")
	if before >= 0 && !(!added && fits(before) && figureBefore.MatchString(r.s[r.groups[before].end:start])) {
		before = -1
	}
	if after >= 0 && !(fits(after) && figureAfter.MatchString(r.s[end:r.groups[after].start])) {
		after = -1
	}
	switch {
	case cue.whole && len(r.groups) < 2:
		return -1
	case before < 0, after >= 0 && (cue.whole || r.ownBrackets(before)):
		return after
	}
	return before
}

// ownBrackets reports a figure alone in brackets: it belongs to the words
// before it.
func (r *reader) ownBrackets(i int) bool {
	g := r.groups[i]
	return strings.HasSuffix(r.s[:g.start], "(") && strings.HasPrefix(r.s[g.end:], ")")
}

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
	n, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		return false
	}
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
		!regexpPeriodFirst.MatchString(after)
}

var regexpPeriodFirst = regexp.MustCompile(`(?i)^(?:` + unitWords + `)\b`)

func sound(a amount) *float64 {
	if a.slip {
		return nil
	}
	v := a.value
	return &v
}

// plausible reports a figure that is pay in some period.
func plausible(v float64) bool { return v >= 3 && v <= maxYear }
