package hours

import (
	"slices"
	"strconv"

	"vacancies/normalize/text"
)

// Working patterns (label guide, section 9).
const (
	fullTime   = "full_time"
	partTime   = "part_time"
	jobShare   = "job_share"
	termTime   = "term_time"
	shift      = "shift"
	flexible   = "flexible"
	compressed = "compressed"
	sessional  = "sessional"
)

// fullOrPart is both in one phrase, where "time" is said once.
const fullOrPart = `\bfull(?:[- ]? ?(?:or|and|/|&|,) ?)part[- ]?time\b|\bpart(?:[- ]? ?(?:or|and|/|&|,) ?)full[- ]?time\b`

// bothLabel is a form's name for the field, which says neither: "Full/part time: ".
const bothLabel = `\bfull(?:[- ]?time)? ?(?:/|or) ?part[- ]?time ?[:?]`

// patterns are read in the fields made for it and the title. A pattern that is
// "considered" or "available" counts (label guide, section 9).
var patterns = []cue{
	say(fullTime, `\bfull[- ]?time\b|\bF/?T\b|`+fullOrPart).unless(
		bothLabel,
		`\bfull[- ]?time[- ](?:equivalent|salary)`,
		`\bpro rata (?:of|to) full`,
	),
	say(partTime, `\bpart[- ]?time\b|\bP/?T\b|`+fullOrPart).unless(bothLabel),
	say(jobShare, `\bjob[- ]?shar(?:e|es|ing|ers?)\b`),
	say(termTime,
		`\bterm[- ]?time\b|\bTTO\b|\bT\.T\.O\b`,
		`\b(?:38|39) weeks? (?:per|a|each|of the) (?:year|annum)\b`,
	),
	say(shift, `\bshifts?\b|\brotas?\b|\brota'?d\b|\brotational\b|\bnights?\b|\b\d on,? \d off\b`).unless(`\bshift (?:allowance|the|in)\b|\bgood night\b`),
	say(flexible, `\bflexibl[ey]\b|\bflexi(?:[- ]?time)?\b`),
	say(compressed, `\bcompressed\b|\b(?:nine|9)[- ]day fortnight\b|\b(?:four|4)[- ]day week\b`),
	say(sessional, `\bsessional\b|\bcasual\b|\bzero[- ]?hours?\b|\bas and when\b|\bas[- ]and[- ]when\b|\bad[- ]?hoc\b|\brelief\b`),
}

// toldPatterns are read in the running text, when the fields are silent.
var toldPatterns = []cue{
	say(fullTime, `\bfull[- ]?time\b|`+fullOrPart).unless(`\bfull[- ]?time[- ](?:equivalent|salary|staff|carers?|education|student)`),
	say(partTime, `\bpart[- ]?time\b|`+fullOrPart).unless(`\bpart[- ]?time (?:staff|carers?|education|students?)`),
	say(jobShare, `\bjob[- ]?shar(?:e|es|ing)\b`),
	say(termTime, `\bterm[- ]?time only\b`),
	say(compressed, `\bcompressed hours\b|\b(?:nine|9)[- ]day fortnight\b`),
}

var (
	// fteRange is a range of shares that ends at full time.
	fteRange = text.MustPattern(`(?i)\b(0?\.\d{1,2})\s*(?:-|–|to)\s*1(?:\.0+)?\s*(?:w\.?t\.?e|f\.?t\.?e)\b`)
	fte      = text.MustPattern(`(?i)` + text.Either(
		`\b([01](?:\.\d{1,2})|\.\d{1,2}|1)\s*(?:w\.?t\.?e|f\.?t\.?e|of full[- ]time)\b`,
		`\b(?:[fw]\.?t\.?e\.?|full[- ]time equivalent)\s*[:=]?\s*([01]?\.\d{1,2}|1)\b`,
	))
	percent  = text.MustPattern(`(?i)\b([1-9]\d)\s?%\s*(?:w\.?t\.?e|f\.?t\.?e|of (?:a )?full[- ]time)\b|^\s*([1-9]\d)\s?%\s*$`)
	fewDays  = text.MustPattern(`(?i)\b(?:[1-4]|[1-4]\.5|(?:one|two|three|four)(?: and a half)?)(?:\s*(?:-|–|to|or)\s*(?:[1-4]|two|three|four))?\s*days?\s*(?:a|per|each|/|p/?)\s*w(?:ee)?k?\b`)
	overDays = text.MustPattern(`(?i)\b(?:over|across|in|on|worked over)\s*(?:four|4|three|3|nine|9)(?:\.5)?\s*(?:longer )?days\b`)
	daysOnly = text.MustPattern(`(?i)^\s*(?:[1-4](?:\.5)?|one|two|three|four) days\s*$`)
	workSite = text.MustPattern(`(?i)office|home|remote|on[- ]?site|hybrid|agile|attend|work from`)
)

// pattern reads the working pattern: what is named, what the hours mean, what
// a share of full time or a number of days means.
func (r *reading) pattern(stated []field, title field, told []field) {
	for _, f := range append(stated, title) {
		r.patterns(f, patterns, "hours.pattern")
		r.shares(f)
		r.days(f)
	}
	r.fromHours()
	if slices.Contains(r.out.Pattern, fullTime) || slices.Contains(r.out.Pattern, partTime) {
		return
	}
	for _, f := range hinted(told, patternHints) {
		r.patterns(f, toldPatterns, "hours.pattern.text")
	}
}

// patternHints stand in every sentence that tells of a pattern.
var patternHints = []string{"full time", "full-time", "fulltime", "part time", "part-time", "parttime", "job share", "job-share", "jobshare", "job sharing", "term time", "term-time", "compressed", "fortnight"}

func (r *reading) patterns(f field, cues []cue, rule string) {
	for _, c := range cues {
		if at := c.find(f); at != nil {
			r.addPattern(c.code, f, at, rule+"."+c.code)
		}
	}
}

func (r *reading) addPattern(code string, f field, at []int, rule string) {
	r.out.Pattern = append(r.out.Pattern, code)
	r.note("pattern", f, at, rule)
}

// shares reads "0.6 FTE": under one is part time.
func (r *reading) shares(f field) {
	if at := f.first(fteRange); at != nil {
		r.addPattern(partTime, f, at, "hours.pattern.share")
	}
	if at := f.first(percent); at != nil && f.name == "hours" {
		r.addPattern(partTime, f, at, "hours.pattern.share")
	}
	for _, at := range fte.FindAllStringSubmatchIndex(f.text, -1) {
		from, to := at[2], at[3]
		if from < 0 { // the second form
			from, to = at[4], at[5]
		}
		switch share, _ := strconv.ParseFloat(f.text[from:to], 64); {
		case share == 1:
			r.addPattern(fullTime, f, at[:2], "hours.pattern.share")
		case share > 0 && share < 1:
			r.addPattern(partTime, f, at[:2], "hours.pattern.share")
		}
	}
}

// days reads "three days a week" as part time, unless the clause is about
// where the work is done, and "36 hours over four days" as compressed.
func (r *reading) days(f field) {
	if at := f.first(overDays); at != nil && (r.out.Max != nil && *r.out.Max >= fullHours || r.out.Max == nil && slices.Contains(r.out.Pattern, fullTime)) {
		r.addPattern(compressed, f, at, "hours.pattern.compressed")
		return
	}
	if !fewDays.Possible(f.low) && f.name != "hours" {
		return
	}
	for _, c := range clauses(f.text) {
		clause := f.text[c[0]:c[1]]
		at := fewDays.FindStringIndex(clause)
		if at == nil && f.name == "hours" {
			at = daysOnly.FindStringIndex(clause)
		}
		if at == nil || workSite.MatchString(clause) {
			continue
		}
		if slices.Contains(r.out.Pattern, compressed) && r.out.Max != nil && *r.out.Max >= fullHours {
			continue
		}
		r.addPattern(partTime, f, []int{c[0] + at[0], c[0] + at[1]}, "hours.pattern.days")
	}
}

// fromHours reads the pattern out of the hours: 35 or more are full time,
// fewer part time, a range across 35 both. "Up to" a full week says neither.
func (r *reading) fromHours() {
	lo, hi := r.out.Min, r.out.Max
	switch {
	case lo == nil && hi == nil:
		return
	case lo == nil:
		if *hi < fullHours {
			r.out.Pattern = append(r.out.Pattern, partTime)
		}
	case hi == nil:
		if *lo >= fullHours {
			r.out.Pattern = append(r.out.Pattern, fullTime)
		}
	default:
		if *hi >= fullHours {
			r.out.Pattern = append(r.out.Pattern, fullTime)
		}
		if *lo < fullHours {
			r.out.Pattern = append(r.out.Pattern, partTime)
		}
	}
	ev := r.out.Evidence["hours"]
	ev.Rule = "hours.pattern.weekly"
	for _, code := range r.out.Pattern {
		r.keep("pattern", ev)
		r.keep("pattern."+code, ev)
	}
}
