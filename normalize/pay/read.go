package pay

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"vacancies/normalize/text"
)

// maxText bounds the salary words that are read, in bytes.
const maxText = 2000

// Read reads pay from an advert's salary words, as plain text. Only when those
// hold no figures is prose (the description's plain text) looked at, and there
// only lines that speak of the post's own pay.
func Read(salary, prose string) Pay {
	p := read(salary, "salary")
	if p.hasFigures() {
		return p
	}
	line, offset, ok := payLine(prose)
	if !ok {
		return p
	}
	fromProse := read(line, "description")
	if !fromProse.hasFigures() {
		return p
	}
	for name, ev := range fromProse.Evidence {
		ev.Start, ev.End = ev.Start+offset, ev.End+offset
		fromProse.Evidence[name] = ev
	}
	if p.Text != "" { // the field's own words stay: its grade, "competitive" and so on
		fromProse.Text = p.Text
		fromProse.Grade = cmp.Or(p.Grade, fromProse.Grade)
		fromProse.ProRata = fromProse.ProRata || p.ProRata
		fromProse.Extras = mergeExtras(append(fromProse.Extras, p.Extras...))
		maps.Copy(fromProse.Evidence, p.Evidence) // without figures it holds grade and extras alone
	}
	return fromProse
}

// hasFigures reports whether any pay is known.
func (p Pay) hasFigures() bool {
	return p.Min != nil || p.Max != nil || p.ActualMin != nil || p.ActualMax != nil
}

// reader reads one pay text.
type reader struct {
	s        string
	field    string
	groups   []group
	grades   []text.Span
	pay      Pay
	evidence map[string]text.Evidence
	figured  map[string]bool // kinds of extras whose figure has been noted
}

func read(s, field string) Pay {
	s = text.Cut(s, maxText)
	r := reader{s: s, field: field, evidence: map[string]text.Evidence{}, figured: map[string]bool{}}
	r.pay.Text = s
	masked := r.findGrades()
	r.groups = r.trusted(join(s, scan(s, masked)))
	r.findExtras()
	for i := range r.groups {
		r.label(i)
	}
	r.periods()
	r.tellActual()
	r.dropSmall()
	r.compose()
	if len(r.evidence) > 0 {
		r.pay.Evidence = r.evidence
	}
	return r.pay
}

// findGrades keeps the first grade as written and marks the bytes of all grades
// and of figures that count something else.
func (r *reader) findGrades() []bool {
	masked := make([]bool, len(r.s))
	mark := func(start, end int) {
		for i := start; i < end; i++ {
			masked[i] = true
		}
	}
	for _, m := range notMoney.FindAllStringIndex(r.s, -1) {
		if _, money := currencyBefore(r.s, m[0]); !money && !sumNotYear.MatchString(r.s[m[0]:]) {
			mark(m[0], m[1])
		}
	}
	if m := leadingPoints.FindStringSubmatchIndex(r.s); m != nil {
		r.grades = append(r.grades, text.Span{Start: m[2], End: m[3]})
		mark(m[2], m[3])
	}
	for _, m := range gradePattern.FindAllStringIndex(r.s, -1) {
		r.grades = append(r.grades, text.Span{Start: m[0], End: m[1]})
		mark(m[0], m[1])
	}
	if len(r.grades) > 0 {
		sp := r.grades[0]
		if g := sp.Of(r.s); strings.HasSuffix(g, ")") && !strings.Contains(g, "(") {
			sp.End--
		}
		r.pay.Grade = strings.TrimSpace(sp.Of(r.s))
		r.note("grade", sp, "pay.grade")
	}
	return masked
}

// trusted drops bare figures that nothing shows to be money. Beside figures
// with a currency sign a bare one counts only within a range.
func (r *reader) trusted(groups []group) []group {
	signed := slices.ContainsFunc(groups, func(g group) bool { return g.amounts[0].currency })
	return slices.DeleteFunc(groups, func(g group) bool {
		return !g.amounts[0].currency && (signed || !r.money(g))
	})
}

// leastBare is the least that a figure without sign, period or pence is pay from,
// in pounds.
const leastBare = 5000

// money reports figures without a currency sign that are money nonetheless, by
// their size, the way they are written, or the period beside them.
func (r *reader) money(g group) bool {
	a := g.amounts[0]
	return a.kilo || g.value() >= leastBare || a.slip && a.grouped || a.pence && g.value() >= 5 ||
		r.unitFollows(g.end) || r.unitFollows(a.end) || r.unitLeads(g.start)
}

// unitFollows reports a period hard after a figure, or after "to" and a word.
func (r *reader) unitFollows(end int) bool {
	rest := strings.ToLower(r.s[end:min(len(r.s), end+40)])
	rest = strings.TrimLeft(rest, " +")
	to := strings.HasPrefix(rest, "to ")
	for _, c := range periodCues {
		if m := c.re.FindStringIndex(rest); m != nil && (m[0] <= 1 || to && m[0] < 20) {
			return true
		}
	}
	return unitAfter.MatchString(rest) && !strings.HasPrefix(rest, "to") && !strings.HasPrefix(rest, "per")
}

// unitLeads reports a period just before a figure: "hourly rate 30".
func (r *reader) unitLeads(start int) bool {
	before := r.s[max(0, start-24):start]
	return slices.ContainsFunc(periodCues, func(c periodCue) bool {
		named := c.re.FindAllStringIndex(before, -1)
		return named != nil && len(strings.TrimSpace(before[named[len(named)-1][1]:])) < 10
	})
}

// note keeps the first words behind a part.
func (r *reader) note(part string, sp text.Span, rule string) {
	if _, ok := r.evidence[part]; !ok {
		r.evidence[part] = text.Evidence{Field: r.field, Words: sp.Of(r.s), Start: sp.Start, End: sp.End, Rule: rule}
	}
}

// compose makes the pay of what the groups are.
func (r *reader) compose() {
	p := &r.pay
	period := r.mainPeriod()
	var bases, actuals []group
	for _, g := range r.groups {
		if g.period != period || g.lo == nil && g.hi == nil {
			continue
		}
		switch g.kind {
		case base, fullTime:
			bases = append(bases, g)
		case actual:
			actuals = append(actuals, g)
		}
	}
	p.Min, p.Max = bounds(bases)
	p.ActualMin, p.ActualMax = bounds(actuals)
	p.ProRata = proRata.MatchString(r.s) || len(actuals) > 0
	if !p.hasFigures() {
		return
	}
	p.Period = period
	all := append(bases, actuals...)
	sp := text.Span{Start: all[0].start, End: all[0].end}
	for _, g := range all {
		sp.Start, sp.End = min(sp.Start, g.start), max(sp.End, g.end)
	}
	r.note("pay", sp, p.rule(len(bases)))
}

// rule names what the pay was composed of: so many figures or ranges of base pay.
func (p Pay) rule(bases int) string {
	switch {
	case bases == 0:
		return "pay.actual-only"
	case bases > 1:
		return "pay.levels"
	case p.Min == nil:
		return "pay.up-to"
	case p.Max == nil:
		return "pay.from"
	case *p.Min != *p.Max:
		return "pay.range"
	}
	return "pay.single"
}

// bounds gives the lowest bottom and the highest top of several levels. A top
// below a bottom that has none of its own is not the top.
func bounds(groups []group) (lo, hi *float64) {
	for _, g := range groups {
		if g.lo != nil && (lo == nil || *g.lo < *lo) {
			lo = g.lo
		}
		if g.hi != nil && (hi == nil || *g.hi > *hi) {
			hi = g.hi
		}
	}
	for _, g := range groups {
		if hi != nil && g.hi == nil && !g.isRange && g.lo != nil && *g.lo > *hi {
			hi = nil
		}
	}
	return lo, hi
}

// mainPeriod is the period the base pay is in: the yearly where there are
// several, else the first.
func (r *reader) mainPeriod() Period {
	first := Period("")
	for _, g := range r.groups {
		if g.kind == supplement || g.kind == notPay || g.period == "" {
			continue
		}
		if g.period == Year {
			return Year
		}
		if first == "" {
			first = g.period
		}
	}
	return first
}
