package pay

import (
	"math"
	"slices"
	"strings"
)

// Bounds of what can be pay in a period, in pounds. Outside them a figure is a
// typing slip (label guide, section 5).
const (
	minYear = 1000 // part-time yearly pay can be small
	lowYear = 9000 // without a unit, or as one end of a range
	maxYear = 300000
	topHour = 200 // below it a figure without a unit is an hour's
)

var periodBounds = map[Period][2]float64{
	Year: {minYear, maxYear}, Month: {200, 25000}, Week: {40, 7000}, Day: {30, 2500}, Hour: {3, 200},
}

func fits(p Period, v float64) bool {
	b := periodBounds[p]
	return v >= b[0] && v <= b[1]
}

// periods gives every group its period: the words beside it where they fit the
// size of its figures, else the size alone; and drops figures that fit none.
func (r *reader) periods() {
	cues := r.periodCues()
	for i := range r.groups {
		g := &r.groups[i]
		near, far := r.candidates(*g, cues)
		g.period = r.fitPeriod(g, near, far)
		if g.period == "" {
			g.lo, g.hi = nil, nil
			continue
		}
		drop := func(v **float64) {
			if *v != nil && (!fits(g.period, **v) || g.period == Year && g.isRange && g.kind == base && **v < lowYear) {
				*v = nil
			}
		}
		drop(&g.lo)
		drop(&g.hi)
	}
}

// periodAt is a period's name at a place in the text.
type periodAt struct {
	start  int
	period Period
}

func (r *reader) periodCues() []periodAt {
	var out []periodAt
	lower := strings.ToLower(r.s)
	for _, c := range periodCues {
		if !c.re.Possible(lower) {
			continue
		}
		for _, m := range c.re.FindAllStringIndex(r.s, -1) {
			if c.period != Year && weeklyCount.MatchString(r.s[:m[0]]) && !digit(r.s, m[0]) {
				continue
			}
			out = append(out, periodAt{m[0], c.period})
		}
	}
	slices.SortFunc(out, func(a, b periodAt) int { return a.start - b.start })
	return out
}

// candidates lists the periods named for a group, the likeliest first: near it,
// after it before the next group or before it; and far, anywhere else.
func (r *reader) candidates(g group, cues []periodAt) (near, far []Period) {
	next := len(r.s)
	prev := 0
	for _, other := range r.groups {
		if other.start >= g.end {
			next = min(next, other.start)
		}
		if other.end <= g.start {
			prev = max(prev, other.end)
		}
	}
	var after, before []Period
	for _, c := range cues {
		switch {
		case c.start >= g.start && c.start < next:
			after = append(after, c.period)
		case c.start >= prev && c.start < g.start:
			before = append([]Period{c.period}, before...)
		default:
			far = append(far, c.period)
		}
	}
	if len(before) > 0 && (len(after) == 0 || r.leads(g)) {
		return slices.Concat(before, after), far
	}
	return slices.Concat(after, before), far
}

// leads reports a label before the group ("Hourly rate: £30").
func (r *reader) leads(g group) bool {
	return strings.HasSuffix(strings.TrimRight(r.s[:g.start], " "), ":")
}

// fitPeriod chooses the first named period that the group's figures fit; where
// none is named near them, the period by size.
func (r *reader) fitPeriod(g *group, near, far []Period) Period {
	values := make([]float64, 0, 2)
	for _, v := range []*float64{g.lo, g.hi} {
		if v != nil {
			values = append(values, *v)
		}
	}
	if len(values) == 0 {
		return ""
	}
	fitsAny := func(p Period) bool {
		return slices.ContainsFunc(values, func(v float64) bool { return fits(p, v) })
	}
	for _, p := range slices.Concat(near, far) {
		if fitsAny(p) {
			return p
		}
	}
	if len(near) > 0 && g.kind != fullTime { // "£13.10 per hour (£25,300 FTE)": a year, by its size
		return ""
	}
	switch {
	case slices.ContainsFunc(values, func(v float64) bool { return v > lowYear && v <= maxYear }):
		return Year
	case slices.Max(values) < topHour && fitsAny(Hour):
		return Hour
	}
	return ""
}

// dropSmall takes yearly figures that are too small for pay out of the base
// where a real one stands beside them: instalments and payments without a name.
func (r *reader) dropSmall() {
	real := slices.ContainsFunc(r.groups, func(g group) bool {
		return g.period == Year && (g.kind == base || g.kind == fullTime) && either(g.hi, g.lo) > maxSupplement
	})
	for i := range r.groups {
		if g := &r.groups[i]; real && g.period == Year && g.kind == base && !g.isRange && either(g.hi, g.lo) < lowYear {
			g.kind = notPay
		}
	}
}

// tellActual tells part-time pay from full-time pay where only one of the two
// is labelled, or brackets set a lower figure beside a higher one.
func (r *reader) tellActual() {
	fte := math.Inf(1)
	for _, g := range r.groups {
		if g.kind == fullTime && g.lo != nil {
			fte = min(fte, *g.lo)
		}
	}
	for i := range r.groups {
		g := &r.groups[i]
		if g.kind != base || g.hi == nil && g.lo == nil {
			continue
		}
		if top := either(g.hi, g.lo); !math.IsInf(fte, 1) && top < fte && g.period == Year {
			g.kind = actual
		}
		if i > 0 && r.groups[i-1].kind == base && r.bracketed(i) && proRata.MatchString(r.s) && g.period == r.groups[i-1].period &&
			either(g.hi, g.lo) < either(r.groups[i-1].lo, r.groups[i-1].hi) {
			g.kind = actual
		}
	}
}

// bracketed reports a group that stands in brackets behind the one before.
func (r *reader) bracketed(i int) bool {
	between := r.s[r.groups[i-1].end:r.groups[i].start]
	return strings.Contains(between, "(") && !strings.Contains(between, ")") && len(between) < 40
}

// either is the first of two figures that is known. Where neither is, it is no
// number, which is neither more nor less than any.
func either(a, b *float64) float64 {
	for _, v := range []*float64{a, b} {
		if v != nil {
			return *v
		}
	}
	return math.NaN()
}
