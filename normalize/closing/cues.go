package closing

import (
	"regexp"
	"slices"
	"strings"

	"vacancies/normalize/text"
)

// label is what the words around a date say it is.
type label int

const (
	unlabelled label = iota
	deadline
	mentioned // a small word only, such as "by": the deadline where no other date is
	extended
	opens    // where the time to apply begins: a posting, an opening, "from"
	elsewise // an interview, a start of work, a date that no longer holds
)

// labelCue is one way a date is introduced. Cues of earlier rows take their
// words first.
type labelCue struct {
	label label
	re    text.Pattern
}

var labelCues = []labelCue{
	// The end of a contract.
	{elsewise, text.MustPattern(`(?i)\b(?:fixed[- ]term|contract|funded|funding|secondment|temporary|maternity cover|initially|term)\b[^.;:]{0,30}?` +
		`\b(?:until|till|to|ends?|ending|end date)\b`)},
	// A day that held before.
	{elsewise, text.MustPattern(`(?i)\b(?:was|were|previously|originally|original (?:closing date|deadline)|old|formerly|instead of)\b`)},
	// A call to make, a check to pass.
	{elsewise, text.MustPattern(`(?i)\b(?:call|phone|ring|telephone|dbs|checks?)\b[^.;:]{0,40}?\b(?:by|before)\b`)},
	// Opening times.
	{elsewise, text.MustPattern(`(?i)\b(?:office|reception|phone ?lines?|switchboard|help ?desk|building)\b[^.;:]{0,30}\b(?:clos\w+|open\w*|until)\b`)},
	// When applicants will hear.
	{elsewise, text.MustPattern(`(?i)\b(?:acknowledged?|respond(?: to you)?|reply to you|inform(?:ed)?|notif\w+|told|let you know|outcomes?|decisions?|results?|offers?)\b` +
		`[^.;:]{0,40}?\b(?:by|before|on)\b`)},
	{extended, text.MustPattern(`(?i)\b(?:` + text.Either(
		`extend(?:ed|ing|s)?|extension`,
		`new (?:closing|end) date|new deadline|revised (?:closing )?(?:date|deadline)`,
		`now (?:closes|closing|ends)|re-?opened until`,
	) + `)\b`)},
	// What comes after the deadline: interviews and events.
	{elsewise, text.MustPattern(`(?i)\b(?:` + text.Either(
		`interview(?:s|ing|ed)?|assessment (?:centres?|days?)`,
		`shortlist(?:ing|ed)?|short-list(?:ing|ed)?|sift(?:ing|ed)?`,
		`selection (?:day|event|process)|stage (?:one|two|1|2)|presentation|induction`,
		`open (?:day|evening|event)|webinar|drop[- ]in|information (?:session|event)`,
	) + `)\b`)},
	{opens, text.MustPattern(`(?i)\b(?:` + text.Either(
		`adver[a-z]* start(?: date)?|posted|post(?:ing)? date|date posted|publish\w*|listed|added|created|updated|modified|advertised`,
		`opens?|opening|opened|live (?:from|date|on)|valid from|between`,
	) + `)\b`)},
	// The start of work, silence, registration, reviews, inspections.
	{elsewise, text.MustPattern(`(?i)\b(?:` + text.Either(
		`start(?:s|ing)?(?: date| on| from| in)?|commenc\w+|available from|w/c|week commencing|week beginning`,
		`ref(?:erence)?`,
		`(?:not |n[’']t )?(?:hear|heard|been (?:contacted|notified|invited|informed))(?: from us| anything| back)?(?: by| before)?`,
		`(?:registered|registration|qualified|in post|eligible|employed) (?:by|before|from|until|on)`,
		`review(?:ed|ing)?|first (?:sift|review)|with effect|inspect\w*|rated`,
	) + `)\b`)},
	{deadline, text.MustPattern(`(?i)(?:` + text.Either(
		`\bclos(?:e|es|ed|ing)\b`, `\bdead-?line\b`, `\bend(?:s|ing)?(?: date)?\b`, `\bexpir(?:y|es|ed|ing)\b`, `\breturn\s?by\b`,
		`\bun(?:til|till)\b`, `\blast (?:date|day|chance)\b`, `\bfinal (?:date|day)\b`, `\bvalid (?:through|to)\b`, `\bdue(?: date)?\b`,
		`\bno later than\b`, `\bnot later than\b`,
	) + `)`)},
	{deadline, text.MustPattern(`(?i)\b(?:return(?:ed)?|apply|applications?|received|submitted|submit|completed|sent|forms?|due|on or)\b[^.;:]{0,40}?(?:\bby|\bbefore)\b`)},
}

// weakCues are small words that count only where nothing stronger was said.
var weakCues = []labelCue{
	{mentioned, text.MustPattern(`(?i)\b(?:by|before|up to|to)\b`)},
	{opens, text.MustPattern(`(?i)\b(?:from|since|after)\b`)},
}

// explicit are the deadline's own words, without which prose gives no date.
var explicit = text.MustPattern(`(?i)\b(?:` + text.Either(
	`clos(?:ing|es?|ed)(?: date| time)?`,
	`dead-?line`,
	sent+`\b[^.;:]{0,60}\b(?:by|before|no later than|not later than|until|up to|after)`,
	`(?:received|submitted|returned|return) (?:by|before|no later than|not later than)`,
	`(?:application|recruitment) (?:window|period)`,
	`until\b[^.;:]{0,40}\bto apply`,
	`(?:advert(?:isement)?|vacancy|campaign) (?:\w+ ){0,2}(?:runs?|stays?|remains?|is open|open)\b[^.;:]{0,20}\buntil`,
	`(?:advert(?:isement)?|vacancy|posting) (?:ends?|end date)`,
	`(?:advert(?:isement)?|vacancy|job|post(?:ing)?) (?:closes?|closing|expires?|expiry)`,
	`expiry date`,
	`(?:last|final) (?:date|day) (?:for|to|of) (?:appl|receipt|submi)\w*`,
	`applications? (?:must|should|to|need)[^.;:]{0,40}\bby`,
) + `)\b`)

// sent is what an applicant does, or sends.
var sent = `(?:` + text.Either(
	`apply|complete (?:the|our|an?|your) (?:\w+ )?form`,
	`applications?|expressions? of interest|eois?|cvs?`,
	`(?:application|completed) forms?|(?:supporting |personal )?statements?`,
) + `)`

// Words right after a date that say what it is, and introduce no other.
var (
	trailingDeadline = regexp.MustCompile(`(?i)^[\s(,\-–]*(?:` + text.Either(
		`to apply\b`,
		`(?:is|was)?\s*(?:the |our )?(?:application |final )?(?:closing(?: date)?|deadline|close|last (?:day|date))(?: for applications?| to apply)?\s*(?:$|[.,;)])`,
	) + `)`)
	trailingOther = regexp.MustCompile(`(?i)^[\s(,\-–]*(?:is |are )?(?:the |our )?(?:interviews?|assessment|start|shortlisting|sift|posted|published)(?: date| day)?s?\s*(?:$|[.,;)])`)
)

// trailingTerm makes of the date before it the end of a contract.
var trailingTerm = regexp.MustCompile(`(?i)^[\s(,\-–]*(?:fixed[- ]term|contract|secondment|maternity|funding|funded|temporary)\b`)

// What comes too late: "applications received after 5 June will not be considered".
var (
	sentAfter = text.MustPattern(`(?i)\b(?:` + sent + `|submissions?|late)\b[^.;:]{0,60}\bafter\b[^.;]{0,30}$`)
	noneAfter = text.MustPattern(`(?i)\bno (?:\w+ )?` + sent + `\b[^.;:]{0,40}\bafter\b[^.;]{0,30}$`)
	tooLate   = regexp.MustCompile(`(?i)^[^.;]{0,50}?(?:\b(?:not|cannot|nor|rejected|disregarded|too late)\b|n[’']t\b)`)
)

// extendedFrom introduces the day that an extension left behind; nowBefore the
// day that holds in its stead: "was 5 June, now 12 June".
var (
	extendedWord = text.MustPattern(`(?i)\bextended\b`)
	extendedFrom = text.MustPattern(`(?i)\bexten(?:ded|sion) from(?: the)?\s*$`)
	nowBefore    = text.MustPattern(`(?i)\bnow:?(?: on| is)?\s*$`)
)

// link joins the two ends of a range.
var link = regexp.MustCompile(`(?i)^\s*(?:-|–|—|to|until|till|through|and|up to)\s*:?\s*(?:(?:at|on|the|midnight|noon)\s*)*$`)

// cueAt is a cue at its place.
type cueAt struct {
	start, end int
	label      label
	weak       bool
}

// findCues finds the cues of a text outside its dates, in their order.
func findCues(s string, dates []dateAt) []cueAt {
	read := newMask(s, dates)
	var out []cueAt
	small := strings.ToLower(s)
	add := func(cues []labelCue, weak bool) {
		for _, c := range cues {
			if !c.re.Possible(small) {
				continue
			}
			for _, m := range c.re.FindAllStringIndex(s, 4*maxDates) {
				if read.free(m) {
					read.take(m[0], m[1])
					out = append(out, cueAt{m[0], m[1], c.label, weak})
				}
			}
		}
	}
	add(labelCues, false)
	add(weakCues, true)
	slices.SortFunc(out, func(a, b cueAt) int { return a.start - b.start })
	return out
}

// labelDates says what each date is: by the nearest cue before it, else by the
// words right after it. The beginning of a range gives way to its end.
func labelDates(s string, dates []dateAt) []label {
	cues := findCues(s, dates)
	labels := make([]label, len(dates))
	for i, d := range dates {
		labels[i] = labelBehind(introduced(cues, d), s[:d.start], s[d.end:])
	}
	labelExtensions(s, dates, labels)
	labelRanges(s, dates, labels)
	return labels
}

// introduced is what the cues before a date say it is: the last of them, where a
// weak one counts only when none said anything before.
func introduced(cues []cueAt, d dateAt) label {
	said := unlabelled
	for _, c := range cues {
		if c.start >= d.start {
			break
		}
		if !c.weak || said == unlabelled {
			said = c.label
		}
	}
	return said
}

// labelBehind is what the words behind a date make of what the cues before it said.
func labelBehind(said label, before, after string) label {
	switch {
	case said == opens && (sentAfter.MatchString(before) && tooLate.MatchString(after) || noneAfter.MatchString(before)):
		return deadline
	case said == unlabelled && trailingDeadline.MatchString(after):
		return deadline
	case said == unlabelled && trailingOther.MatchString(after):
		return elsewise
	}
	return said
}

// labelExtensions tells the day that an extension left behind from the day that
// holds in its stead.
func labelExtensions(s string, dates []dateAt, labels []label) {
	for i, d := range dates {
		switch before := s[:d.start]; {
		case labels[i] == extended && !linked(s, dates, i) && extendedFrom.MatchString(before):
			labels[i] = elsewise
		case labels[i] == elsewise && i > 0 && nowBefore.MatchString(before):
			labels[i] = extended
		}
	}
}

// labelRanges gives the end of a range what was said of its beginning.
func labelRanges(s string, dates []dateAt, labels []label) {
	for i := range dates {
		if !linked(s, dates, i) {
			continue
		}
		labels[i+1] = labels[i]
		if labels[i] == unlabelled || labels[i] == opens {
			labels[i+1] = deadline
		}
		if labels[i] != elsewise {
			labels[i] = opens
		}
	}
}

// linked reports whether a date begins a range that the next one ends.
func linked(s string, dates []dateAt, i int) bool {
	return i+1 < len(dates) && link.MatchString(s[dates[i].end:dates[i+1].start])
}
