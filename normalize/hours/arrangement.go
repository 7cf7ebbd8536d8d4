package hours

import (
	"strings"

	"vacancies/normalize/text"
)

// Where the work is done (label guide, section 9).
const (
	hybrid = "hybrid"
	home   = "home"
	office = "office"
)

var (
	hybridWords = text.MustPattern(`(?i)` + text.Either(
		`\bhybrid\b|\bagile\b|\bblended\b|\bsmart working\b`,
		`\b(?:\d|one|two|three|four|some|minimum|few|couple of)\s*days?(?: (?:a|per|each) week)?(?: spent| working| based)? (?:(?:in|at|from) (?:the |our )?(?:office|home)|on[- ]?site)\b`,
		`\b[1-9]\d% (?:in the |from )?(?:office|home|remote|on[- ]?site)`,
		`\bpart(?:ly|ially)? (?:remote|home)`,
		`\boffice(?:[- ]based)?[^.;,]{0,24}\b(?:[1-4]|one|two|three|four) days?\b`,
		`\bhome\s*(?:or|and|/|&)\s*office\b`,
		`\boffice\s*(?:or|and|/|&)\s*home\b`,
	))
	// denied is an arrangement that is not offered.
	denied = text.MustPattern(`(?i)\b(?:no|not|without|isn[’']t|cannot be|non)[- ](?:\w+ ){0,4}?(?:` + text.Either(
		`hybrid|agile|remote(?:ly)?`,
		`(?:home|remote)[- ]?(?:based|work(?:ing)?)`,
		`work(?:ing|ed)? (?:from|at) home|from home`,
	) + `)(?: (?:work(?:ing)?|option|role|post)s?)?\b`)
	homeWords = text.MustPattern(`(?i)` + text.Either(
		`\bhome[- ]?(?:based|work(?:ing|er)?)\b`,
		`\bwork(?:ing)?[- ](?:from|at)[- ]home\b`,
		`\bWFH\b|\bremote(?:ly)?\b|\bfrom home\b|\bbased at home\b|\bdays? (?:at )?home\b|\banywhere work(?:er|ing)\b`,
	))
	officeWords = text.MustPattern(`(?i)\boffice[- ]?based\b|\bon[- ]?site\b|\bin[- ]office\b|\b(?:in|at|from) (?:the |our )?office\b|\bdays? office\b|\bsite[- ]based\b|\boffice\b`)
	// partly turns home working into hybrid: it is offered for some of the time.
	partly = text.MustPattern(`(?i)\b(?:` + text.Either(
		`some (?:home|remote|office|days?|of|time|work\w*|flexib\w+)`,
		`occasional(?:ly)? (?:home|remote|work)`,
		`partly|options?|opportunit(?:y|ies)|days?|up to|mix(?:ture)?|combination|flexib\w+|ability|able to|split`,
		`between`,
	) + `)\b`)

	toldHybrid = text.MustPattern(`(?i)` + text.Either(
		`\bhybrid (?:work|role|post|position|model|arrangement|basis|pattern)`,
		`\b(?:agile|blended|smart) work(?:ing|er)\b`,
		`\b(?:\d|one|two|three|four) days?(?: (?:a|per|each) week)? (?:in|at) (?:the|our) office\b`,
	))
	toldHome   = text.MustPattern(`(?i)\bhome[- ]based\b|\bfully remote\b|\bremote (?:role|position|post)\b`)
	toldOffice = text.MustPattern(`(?i)\boffice[- ]based (?:role|position|post)\b`)
)

// arrangement reads where the work is done: from the fields and the title, or
// failing those from the text, in words that leave no doubt.
func (r *reading) arrangement(stated []field, title field, told []field) {
	for _, f := range append(stated, title) {
		if code, at := where(f, hybridWords, homeWords, officeWords); code != "" {
			r.out.Arrangement = code
			r.note("arrangement", f, at, "hours.arrangement."+code)
			return
		}
	}
	for _, part := range hinted(told, whereHints) {
		if code, at := where(part, toldHybrid, toldHome, toldOffice); code != "" {
			r.out.Arrangement = code
			r.note("arrangement", part, at, "hours.arrangement.text."+code)
			return
		}
	}
}

// whereHints stand in every sentence that tells where the work is done.
var whereHints = []string{"hybrid", "agile", "blended", "smart work", "days in", "days a week", "days per week", "days at", "home-based", "home based", "remote", "office-based", "office based"}

// where settles one text: some days here and some there are hybrid.
func where(f field, mixed, atHome, inOffice text.Pattern) (string, []int) {
	if denied.Possible(f.low) {
		f = newField(f.name, denied.ReplaceAllStringFunc(f.text, func(m string) string { return strings.Repeat(" ", len(m)) }))
	}
	if at := f.first(mixed); at != nil {
		return hybrid, at
	}
	h, o := f.first(atHome), f.first(inOffice)
	switch {
	case h != nil && o != nil:
		return hybrid, []int{min(h[0], o[0]), max(h[1], o[1])}
	case h != nil && partly.MatchString(clauseAt(f.text, h)):
		return hybrid, h
	case h != nil:
		return home, h
	case o != nil:
		return office, o
	}
	return "", nil
}

// clauseAt gives the clause that holds a place in the text.
func clauseAt(s string, at []int) string {
	for _, c := range clauses(s) {
		if at[0] >= c[0] && at[0] < c[1] {
			return s[c[0]:c[1]]
		}
	}
	return s
}
