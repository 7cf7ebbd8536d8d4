package pay

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vacancies/normalize/text"
)

// maxSupplement is the most that a figure beside a supplement's name can be and
// still be the supplement, in pounds.
const maxSupplement = 15000

// Fillers may stand between a supplement's name and its figure.
var (
	figureBefore = regexp.MustCompile(`(?i)^[\s)\-–'‘’"“”]*(?:(?:` + text.Either(
		unitWords,
		`annual(?:ly)?|yearly|each year|one[- ]?off|tax[- ]free|non[- ]?pensionable|(?:non[- ])?consolidated|pensionable`,
		`additional|extra|payable|per (?:session|shift|night|weekend|duty)`,
		`after (?:\d{1,2}|one|two|three) (?:months?|years?)(?:[’']? service)?`,
		`in|of|for|as|a|an|the|towards|recruitment|and|&|guaranteed|generous|new|monthly|lump sum`,
		`social work(?:er)?|qualified|inner|outer|first year|\(?net\)?|\(?gross\)?`,
	) + `)[\s,\-–'‘’"“”]*)*$`)
	figureAfter = regexp.MustCompile(`(?i)^[\s:(=\-–'‘’"“”]*(?:(?:` + text.Either(
		`payments?|allowances?|package|bonus|supplements?|scheme|incentive|award|expenses|assistance|support`,
		`of|up to|a|an|is|at|worth|currently|totall?ing|total|maximum|max|from|circa|c\.?|approx(?:imately)?\.?|around|about`,
		unitWords,
		`annual|yearly|value[d]?|additional|available|amount|paid|being|equal to|the sum of|to the value of|one[- ]?off|which is`,
	) + `)[\s:(=\-–]*)*$`)
)

// findExtras reads the supplements, and takes the figures that belong to them
// out of the base pay.
func (r *reader) findExtras() {
	taken := make([]bool, len(r.s))
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
			r.takeExtra(cue, text.Span{Start: m[0], End: m[1]})
		}
	}
	if m := nothingAfter.FindStringIndex(r.s); m != nil {
		words := text.Span{Start: m[0], End: m[1]}
		r.addExtra("london_weighting", 0, words, words, "pay.extra.inc")
	}
	r.pay.Extras = mergeExtras(r.pay.Extras)
}

// takeExtra reads one supplement, with its figure where it has one.
func (r *reader) takeExtra(cue extraCue, words text.Span) {
	figure := -1
	if cue.money {
		figure = r.figureOf(words.Start, words.End, cue)
	}
	amount, all := 0.0, words
	if figure >= 0 {
		g := &r.groups[figure]
		g.kind = supplement
		if cue.kind == "" {
			g.kind = notPay
		}
		amount = g.value()
		all.Start, all.End = min(words.Start, g.start), max(words.End, g.end) // the figure is part of what was read
	}
	if cue.kind == "" {
		return
	}
	if amount > 0 && !r.figured[cue.kind] { // words with a figure are worth more than words without
		r.figured[cue.kind] = true
		delete(r.evidence, "extras."+cue.kind)
	}
	r.addExtra(cue.kind, amount, words, all, "pay.extra."+cue.kind)
}

// addExtra adds a supplement by its name, and all the words that were read for it.
func (r *reader) addExtra(kind string, amount float64, name, all text.Span, rule string) {
	r.pay.Extras = append(r.pay.Extras, extraText(kind, amount))
	r.note("extras", name, rule)
	r.note("extras."+kind, all, rule)
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
	before, after := r.neighbours(start, end)
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
	case before < 0, after >= 0 && (cue.whole || r.ownBrackets(before) || r.supplementLeads(before)):
		return after
	}
	return before
}

// neighbours are the groups of figures next before and behind a place; -1 for none.
func (r *reader) neighbours(start, end int) (before, after int) {
	before, after = -1, -1
	for i, g := range r.groups {
		switch {
		case g.end <= start:
			before = i
		case g.start >= end && after < 0:
			after = i
		}
	}
	return before, after
}

// ownBrackets reports a figure alone in brackets: it belongs to the words
// before it.
func (r *reader) ownBrackets(i int) bool {
	g := r.groups[i]
	return strings.HasSuffix(r.s[:g.start], "(") && strings.HasPrefix(r.s[g.end:], ")")
}

// supplementLeads reports a figure that stands behind a supplement's name, and so
// belongs to it: "MFS £3,000 and retention £2,000".
func (r *reader) supplementLeads(i int) bool {
	start := 0
	if i > 0 {
		start = r.groups[i-1].end
	}
	lead := r.s[start:r.groups[i].start]
	return slices.ContainsFunc(extraCues, func(cue extraCue) bool {
		return cue.money && cue.kind != "" && slices.ContainsFunc(cue.re.FindAllStringIndex(lead, -1), func(m []int) bool {
			return figureAfter.MatchString(lead[m[1]:])
		})
	})
}

// extraText is how an extra is written: "kind" or "kind:amount".
func extraText(kind string, amount float64) string {
	if amount == 0 {
		return kind
	}
	return kind + ":" + strconv.FormatFloat(amount, 'f', -1, 64)
}

// mergeExtras sorts extras, each once; a kind without an amount gives way to
// the same kind with one.
func mergeExtras(extras []string) []string {
	slices.Sort(extras)
	extras = slices.Compact(extras)
	out := extras[:0]
	for i, e := range extras {
		if i+1 < len(extras) && strings.HasPrefix(extras[i+1], e+":") {
			continue
		}
		out = append(out, e)
	}
	if len(out) == 0 {
		return nil
	}
	return out
}
