package closing

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"vacancies/normalize/text"
)

// staysOpen are the words by which a sentence of the description says that the
// advert has no closing date.
var staysOpen = text.MustPattern(`(?i)\b(?:advert(?:isement)?|vacancy|post(?:ing)?|campaign|recruitment|applications?|role)\b[^.;]{0,40}` +
	`\b(?:remains?|stays?|kept|is|will be|are)\b[^.;]{0,20}\b(?:open|rolling|accepted)\b`)

// readProse looks for the deadline in a description: in a sentence, or a label
// on a line and its value on the next.
func readProse(prose string, ref time.Time) Closing {
	open := Closing{Kind: None}
	sentences := text.Sentences(prose)
	for i, sp := range sentences {
		s := sp.Of(prose)
		if len(s) > maxSentence {
			continue
		}
		next := ""
		if i+1 < len(sentences) && len(s) < 40 { // it may be a label
			next = sentences[i+1].Of(prose)
		}
		if speaksOfEnd(s) && (mayTellDay(s) || mayTellDay(next)) && ownStatement(s) {
			if next != "" && len(findDates(s)) == 0 {
				s = prose[sp.Start:sentences[i+1].End]
			}
			if c := readDeadline(s, ref); c.Kind != None {
				return c.moved(sp.Start)
			}
		}
		if open.Kind != None {
			continue
		}
		if c := readStaysOpen(s, ref); c.Kind != None {
			open = c.moved(sp.Start)
		}
	}
	return open
}

// readDeadline reads a sentence that speaks of the end: a day, or one that the
// calendar does not have.
func readDeadline(s string, ref time.Time) Closing {
	if len(s) <= maxSentence {
		if c := readWords(strings.ReplaceAll(s, "\n", " "), ref, "description", true); !c.At.IsZero() || c.Kind == Invalid {
			return c
		}
	}
	return Closing{Kind: None}
}

// readStaysOpen reads a sentence that says that the advert has no closing date.
func readStaysOpen(s string, ref time.Time) Closing {
	if !strings.Contains(s, "open") && !strings.Contains(s, "accepted") && !strings.Contains(s, "rolling") || !staysOpen.MatchString(s) {
		return Closing{Kind: None}
	}
	if c := readWords(s, ref, "description", true); c.Kind == UntilFilled || c.Kind == Rolling {
		return c
	}
	return Closing{Kind: None}
}

// speaksOfEnd is a cheap first look for the words of explicit.
func speaksOfEnd(s string) bool {
	small := strings.ToLower(s)
	return slices.ContainsFunc(endHints, func(w string) bool { return strings.Contains(small, w) })
}

// endHints stand in every sentence in which explicit does.
var endHints = []string{"clos", "dead", "appl", "receiv", "submi", "return", "expir", "final", "last", " ends", " end date", " run",
	"express", "cv", "form", "statement"}

// mayTellDay is a cheap first look for a day: without a figure only the end of a
// month is one.
func mayTellDay(s string) bool {
	return strings.ContainsAny(s, "0123456789") || monthStart.MatchString(s)
}

// Whose end a sentence of the description tells (label guide, section 6: other
// dates are never the deadline).
var (
	// endVerb are words for an end that anything can have: an office, a
	// consultation, a round gone by.
	endVerb = regexp.MustCompile(`(?i)^(?:clos(?:es?|ed|ing)|received|submitted|returned|return)\b`)
	// advertsOwn name the advert, or what an applicant sends.
	advertsOwn = text.MustPattern(`(?i)\b(?:` + text.Either(
		`advert\w*|vacanc(?:y|ies)|posts?|posting|listing|roles?|jobs?|positions?|applications?|applicants?|recruitment`,
		`campaign|opportunit(?:y|ies)|window|forms?|cvs?|expressions? of interest|statements?|(?:closing|end) date`,
		`deadline|apply`,
	) + `)\b`)
	// othersEnd name what else is applied for, booked or closed.
	othersEnd = text.MustPattern(`(?i)\b(?:` + text.Either(
		// A council's other business.
		`consultations?|admissions?|school (?:meals?|places?|uniform)|sixth form|nursery places?|badges?|permits?`,
		`nominations?|voting|surveys?|questionnaires?|tenders?|bids?|grants?|bursar\w+|settlement scheme|elections?|ballot`,
		`tickets?|bookings?|slots?|references|petition|competition`,
		`(?:foster(?:ing)? carers?|foster parents?|adopters?) applications?`,
		// A worker's own.
		`renew\w*|cpd|occupational health|right to work|registration (?:closes|ends)|training: apply|questions?|visits?`,
		`season ticket|(?:statutory|annual) returns|papers|reports?|claims?|expenses|timesheets?`,
		// Another round.
		`(?:previous|earlier|last|other|separate) (?:round|campaign|advert\w*|cohort|intake|vacancy|recruitment)`,
		`(?:first|previously|originally) (?:advertised|closed)|last (?:year|month|week|campaign)[’']?s?`,
		`(?:months?|years?)\W+(?:closing|ending)`,
		// What else is applied for.
		`applications? (?:for|to) (?:the |our |an? )?(?:[\w'’-]+ ){0,3}(?:fund|funding|awards?|scholarships?|loans?|passes)`,
		`apply for (?:an? |your |our |the |free )?(?:dbs|visa|leave|funding|registration|sponsorship|passport|licen[cs]e|flexible|hous\w+|council tax)`,
	) + `)\b`)
	clauseEnd = text.MustPattern(`[.!?;|•\n]\s*|\b(?:and|but|while|whereas)\b`)
)

// ownStatement reports a sentence of the description that tells when this advert
// ends: one of its own words for it (explicit), in a clause that is of nothing
// else, and with a subject of its own where the word is a common one.
func ownStatement(s string) bool {
	for _, m := range explicit.FindAllStringIndex(s, 8) {
		from, to := 0, len(s)
		for _, e := range clauseEnd.FindAllStringIndex(s, -1) {
			if e[1] <= m[0] {
				from = e[1]
			} else if e[0] >= m[1] {
				to = e[0]
				break
			}
		}
		clause, word := s[from:to], s[m[0]:m[1]]
		if othersEnd.MatchString(clause) {
			continue
		}
		if !endVerb.MatchString(word) || onlySmall(afterLabel(s[from:m[0]])) || advertsOwn.MatchString(clause) {
			return true
		}
	}
	return false
}

// afterLabel is what stands behind a label: "Key dates: closing" begins anew.
func afterLabel(s string) string { return s[strings.LastIndexAny(s, ":,")+1:] }

// othersSentence begins a sentence about something by its article.
var othersSentence = regexp.MustCompile(`(?i)^\W*(?:the|our|your|their|an?)\b`)

// ofOthers reports a statement of the closing words that is a sentence about
// something else's end: "The survey closes on".
func ofOthers(statement string) bool {
	return othersEnd.MatchString(statement) || othersSentence.MatchString(statement) && !advertsOwn.MatchString(statement)
}

// moved counts the evidence from the beginning of the whole text.
func (c Closing) moved(offset int) Closing {
	c.Evidence.Start += offset
	c.Evidence.End += offset
	return c
}
