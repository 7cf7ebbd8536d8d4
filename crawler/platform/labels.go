package platform

import (
	"strconv"
	"strings"
	"unicode"

	"vacancies/normalize"
	"vacancies/normalize/text"
)

// field is what a label on a page stands for.
type field int

const (
	noField field = iota
	titleField
	referenceField
	salaryField
	gradeField
	closingField
	postedField
	hoursField
	fteField
	patternField
	contractField
	kindField // "Job type": a contract on some boards, a category on others
	locationField
	departmentField
	employerField
)

// labelRule finds a field by words in a label, folded to lower case.
type labelRule struct {
	field field
	words text.Pattern
}

// labelRules are tried in order; the first that matches counts. Labels are
// chosen by each customer, so they are read by their words, in English, Welsh
// and the languages some systems fall back to.
var labelRules = []labelRule{
	{noField, anyOf(
		`interview`, `shortlist`, `payroll`, `pay date`, `pay ?frequency`, `contract end`, `contract start`,
		`(?:start|end) date of contract`, `job start`, `probation`, `contact`, `manager`, `salary currency`,
		`number of (?:positions|posts|vacancies|openings)`, `positions available`, `dbs`, `disclosure`,
		`responsible to`, `reports to`, `e-?mail`, `phone`, `\bfax\b`, `salary sacrifice`,
	)},
	{closingField, anyOf(
		`clos(?:ing|es)`, `close date`, `applications? close`, `deadline`, `valid (?:until|to\b|through)`,
		`last (?:date|day) (?:for|to|of) appl`, `apply (?:by|before)`, `expir`,
		`(?:advert\w*|application\w*|posting|vacancy) end`, `end date (?:for|of) (?:advert|application)`,
		`applications? by`, `dyddiad cau`, `date limite`, `date de cl.ture`, `bewerbungsfrist`,
		`bewerbungsschluss`, `fecha l.mite`, `d.ta deiridh`, `sluitingsdatum`,
	)},
	{postedField, anyOf(
		`posted`, `^advertised`, `date (?:advertised|added|opened)`, `posting date`, `opening date`,
		`live from`, `advert\w* (?:start|date)`, `date of (?:advert|posting)`, `publi(?:shed|cation)`,
		`date listed`, `dyddiad hysbysebu`, `date de publication`, `ver.ffentlicht`,
	)},
	{salaryField, anyOf(
		`salar(?:y|ies)`, `\bpay\b`, `remuneration`, `\bwage`, `rate of pay`, `^rate$`,
		`(?:hourly|daily|day|annual) rate`, `compensation`, `cyflog`, `salaire`, `gehalt`, `verg.tung`,
		`salario`, `tuarastal`,
	)},
	{gradeField, anyOf(`\bgrade\b`, `\bband\b`, `graddfa`, `\bscale\b`, `spinal`, `\bscp\b`)},
	{patternField, anyOf(
		`work(?:ing)? pattern`, `full.?time`, `part.?time`, `contract status`, `patrwm gwaith`,
		`work(?:ing)? arrangement`, `working style`, `workplace type`, `location type`, `shift pattern`,
		`working time`, `hybrid`,
	)},
	{fteField, anyOf(`\bf\.?t\.?e\b`)},
	{hoursField, anyOf(`\bhours\b`, `oriau`, `stunden`, `heures`)},
	{contractField, anyOf(
		`contract`, `employment (?:type|basis|status)`, `type of employment`, `vacancy type`, `tenure`,
		`position type`, `duration`, `appointment type`, `basis of employment`, `math o gontract`,
		`besch.ftigungsart`,
	)},
	{kindField, anyOf(`^job type$`, `^type of (?:job|vacancy|role)$`, `^type$`, `^post type$`)},
	{referenceField, anyOf(
		`reference`, `\bref\b`, `(?:job|vacancy|requisition|advert) ?(?:number|no|id|code)\b`,
		`post ?(?:number|no|id)\b`, `^id$`, `cyfeirnod`, `r.f.rence`, `referenz`, `kennziffer`,
		`uimhir thagartha`,
	)},
	{employerField, anyOf(`organi[sz]ation`, `employer`, `\bcompany\b`, `council`, `arbeitgeber`, `employeur`, `cyflogwr`)},
	{departmentField, anyOf(
		`department`, `directorate`, `division`, `\bteam\b`, `\bservice\b`, `business (?:area|unit|group)`,
		`categor`, `job group`, `job family`, `function`, `role type`, `faculty`, `school`, `section`, `adran`,
		`abteilung`, `service area`, `profession`, `occupation`, `discipline`,
	)},
	{locationField, anyOf(
		`location`, `\blocality\b`, `^based (?:at|in)`, `^(?:where|place)$`, `place of work`, `work ?place`,
		`work ?base`, `\bbase\b`, `\bcity\b`, `\btown\b`, `region`, `post ?code`, `building`, `\bsite\b`,
		`office`, `borough`, `address`, `lleoliad`, `standort`, `lieu`, `\b(?:arbeits|einsatz)?ort\b`,
		`ubicaci.n`, `su.omh`,
	)},
	{titleField, anyOf(
		`^(?:job|vacancy|position|post|role)? ?title$`, `^(?:vacancy|position|post|role|job)$`, `^job name$`,
		`teitl(?:'r)? swydd`, `^stellenbezeichnung$`, `^intitul. du poste$`, `^titel$`,
	)},
}

// fieldOf says what a label stands for.
func fieldOf(label string) field {
	label = strings.ToLower(strings.TrimRightFunc(tidy(label), func(r rune) bool {
		return unicode.IsSpace(r) || r == ':' || r == '*' || r == '.'
	}))
	if label == "" || len(label) > 60 {
		return noField
	}
	if f, ok := usualLabels[label]; ok {
		return f
	}
	return byRule(label)
}

// byRule reads a folded label by its words.
func byRule(label string) field {
	for _, rule := range labelRules {
		if rule.words.Possible(label) && rule.words.MatchString(label) {
			return rule.field
		}
	}
	return noField
}

// usualLabels holds the labels most boards have, read by the rules once: trying every
// rule on every label took a tenth of what reading an advert's page costs.
var usualLabels = func() map[string]field {
	m := map[string]field{}
	for _, label := range []string{
		"salary", "salary range", "grade", "closing date", "date posted", "posted", "hours", "hours per week", "working hours",
		"contract", "contract type", "job type", "location", "work location", "department", "directorate", "service", "team",
		"organisation", "employer", "reference", "ref", "job reference", "vacancy reference", "job title", "title", "vacancy title",
		"interview date", "category", "working pattern", "post number", "job id", "requisition number", "contact",
		"vacancy id", "id", "service area", "role type", "employment type", "application deadline", "weekly hours",
	} {
		m[label] = byRule(label)
	}
	return m
}()

// noValue is how systems write that a field is not filled in, besides a rule of
// dashes or of dots.
var noValue = map[string]bool{
	"n/a": true, "na": true, "not specified": true, "not applicable": true, "not set": true, "not stated": true,
	"not provided": true, "not available": true, "please select": true, "unavailable": true, "unknown": true, "none": true,
	"null": true, "undefined": true, "–": true, "tbc": true, "select": true, "any": true,
}

// value is the words of a field, empty where a system wrote that there are none.
func value(s string) string {
	s = tidy(s)
	if strings.Trim(s, "-") == "" || strings.Trim(s, ".") == "" || len(s) <= len("not applicable") && noValue[strings.ToLower(s)] {
		return ""
	}
	return s
}

// hoursOf is a bare number of hours with its unit; other words stay.
func hoursOf(s string) string {
	s = value(s)
	if n, err := strconv.ParseFloat(s, 64); err == nil {
		if n <= 0 || n > 168 {
			return ""
		}
		return s + " hours"
	}
	return s
}

// hoursUnder words a value under a label for hours, full-time equivalent or pattern.
func hoursUnder(f field, words string) string {
	_, err := strconv.ParseFloat(words, 64)
	switch {
	case f == hoursField:
		return hoursOf(words)
	case f == fteField && err == nil:
		return words + " FTE"
	}
	return words
}

// contractWords tell a contract from a category under a label that can mean either.
var contractWords = either(
	`\bperm`, `\btemp(?:orary|s)?\b`, `\bfixed`, `\bcasual`, `full.?time`, `part.?time`, `\bcontract`,
	`\bsecond(?:ed|ment)`, `\bapprentic`, `\bsessional`, `\bbank\b`, `zero.?hours`, `\bintern(?:s|ships?)?\b`,
	`\bvolunt`, `\bagency`, `freelance`, `open.?ended`, `\brelief`, `\bsupply`,
)

// evenCommas is a list of places without stray blanks at its commas.
func evenCommas(places string) string {
	parts := strings.Split(places, ",")
	for i, part := range parts {
		parts[i] = strings.TrimSpace(part)
	}
	return strings.Join(parts, ", ")
}

// saidUnder is the value under a label; empty where it says nothing.
func saidUnder(f field, words string) string {
	words = value(words)
	// "Salary: £30,000" under the label Salary: some editors type it again.
	if label, rest, again := strings.Cut(words, ":"); again && f != noField && f != titleField && fieldOf(label) == f {
		words = value(rest)
	}
	if f == gradeField && strings.EqualFold(words, "other") {
		return ""
	}
	return words
}

// fill puts a labelled value into an advert. The first value of a field that
// can have only one stays; fields that can have several are joined.
func fill(a *normalize.Advert, f field, words string) {
	if words = saidUnder(f, words); words == "" {
		return
	}
	first := func(to *string) {
		if *to == "" {
			*to = words
		}
	}
	more := func(to *string) { *to = joined(", ", *to, words) }
	switch f {
	case titleField:
		first(&a.Title)
	case referenceField:
		first(&a.Reference)
	case salaryField:
		more(&a.Salary)
	case gradeField:
		if !strings.Contains(strings.ToLower(a.Salary), strings.ToLower(words)) {
			more(&a.Salary)
		}
	case closingField:
		if a.Closing == "" {
			a.Closing = closingDate(words)
		}
	case postedField:
		if a.Posted == "" {
			a.Posted = postedDate(words)
		}
	case hoursField, fteField, patternField:
		a.Hours = joined(", ", a.Hours, hoursUnder(f, words))
	case contractField:
		more(&a.Contract)
	case kindField:
		if contractWords.MatchString(words) {
			more(&a.Contract)
		} else {
			a.Department = joined(" / ", a.Department, words)
		}
	case locationField:
		a.Location = joined(", ", a.Location, evenCommas(words))
	case departmentField:
		a.Department = joined(" / ", a.Department, words)
	case employerField:
		first(&a.Employer)
	}
}
