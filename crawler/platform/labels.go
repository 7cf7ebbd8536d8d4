package platform

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	nethtml "golang.org/x/net/html"

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
	{noField, text.MustPattern(`interview|shortlist|payroll|pay date|pay ?frequency|contract end|contract start|(?:start|end) date of contract|job start|probation|contact|manager|salary currency|number of (?:positions|posts|vacancies|openings)|positions available|dbs|disclosure|responsible to|reports to|e-?mail|phone|\bfax\b|salary sacrifice`)},
	{closingField, text.MustPattern(`clos(?:ing|es)|close date|applications? close|deadline|valid (?:until|to\b|through)|last (?:date|day) (?:for|to|of) appl|apply (?:by|before)|expir|(?:advert\w*|application\w*|posting|vacancy) end|end date (?:for|of) (?:advert|application)|applications? by|dyddiad cau|date limite|date de cl.ture|bewerbungsfrist|bewerbungsschluss|fecha l.mite|d.ta deiridh|sluitingsdatum`)},
	{postedField, text.MustPattern(`posted|^advertised|date (?:advertised|added|opened)|posting date|opening date|live from|advert\w* (?:start|date)|date of (?:advert|posting)|publi(?:shed|cation)|date listed|dyddiad hysbysebu|date de publication|ver.ffentlicht`)},
	{salaryField, text.MustPattern(`salar(?:y|ies)|\bpay\b|remuneration|\bwage|rate of pay|^rate$|(?:hourly|daily|day|annual) rate|compensation|cyflog|salaire|gehalt|verg.tung|salario|tuarastal`)},
	{gradeField, text.MustPattern(`\bgrade\b|\bband\b|graddfa|\bscale\b|spinal|\bscp\b`)},
	{patternField, text.MustPattern(`work(?:ing)? pattern|full.?time|part.?time|contract status|patrwm gwaith|work(?:ing)? arrangement|working style|workplace type|location type|shift pattern|working time|hybrid`)},
	{fteField, text.MustPattern(`\bf\.?t\.?e\b`)},
	{hoursField, text.MustPattern(`\bhours\b|oriau|stunden|heures`)},
	{contractField, text.MustPattern(`contract|employment (?:type|basis|status)|type of employment|vacancy type|tenure|position type|duration|appointment type|basis of employment|math o gontract|besch.ftigungsart`)},
	{kindField, text.MustPattern(`^job type$|^type of (?:job|vacancy|role)$|^type$|^post type$`)},
	{referenceField, text.MustPattern(`reference|\bref\b|(?:job|vacancy|requisition|advert) ?(?:number|no|id|code)\b|post ?(?:number|no|id)\b|^id$|cyfeirnod|r.f.rence|referenz|kennziffer|uimhir thagartha`)},
	{employerField, text.MustPattern(`organi[sz]ation|employer|\bcompany\b|council|arbeitgeber|employeur|cyflogwr`)},
	{departmentField, text.MustPattern(`department|directorate|division|\bteam\b|\bservice\b|business (?:area|unit|group)|categor|job group|job family|function|role type|faculty|school|section|adran|abteilung|service area|profession|occupation|discipline`)},
	{locationField, text.MustPattern(`location|\blocality\b|^based (?:at|in)|^(?:where|place)$|place of work|work ?place|work ?base|\bbase\b|\bcity\b|\btown\b|region|post ?code|building|\bsite\b|office|borough|address|lleoliad|standort|lieu|\b(?:arbeits|einsatz)?ort\b|ubicaci.n|su.omh`)},
	{titleField, text.MustPattern(`^(?:job|vacancy|position|post|role)? ?title$|^(?:vacancy|position|post|role|job)$|^job name$|teitl(?:'r)? swydd|^stellenbezeichnung$|^intitul. du poste$|^titel$`)},
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
	} {
		m[label] = byRule(label)
	}
	return m
}()

// noValue matches how systems write that a field is not filled in.
var noValue = regexp.MustCompile(`(?i)^(?:n/?a|not (?:specified|applicable|set|stated|provided|available)|please select|unavailable|unknown|none|null|undefined|-+|–|\.+|tbc|select|any)$`)

// maxNoValue is longer than noValue's longest words, in bytes; only a rule of
// dashes or dots is longer.
const maxNoValue = 16

// value is the words of a field, empty where a system wrote that there are none.
func value(s string) string {
	s = tidy(s)
	if len(s) > maxNoValue && strings.Trim(s[:maxNoValue], "-.") != "" {
		return s
	}
	if noValue.MatchString(s) {
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
var contractWords = regexp.MustCompile(`(?i)\bperm|\btemp(?:orary|s)?\b|\bfixed|\bcasual|full.?time|part.?time|\bcontract|\bsecond(?:ed|ment)|\bapprentic|\bsessional|\bbank\b|zero.?hours|\bintern(?:s|ships?)?\b|\bvolunt|\bagency|freelance|open.?ended|\brelief|\bsupply`)

// evenCommas is a list of places without stray blanks at its commas.
func evenCommas(places string) string {
	parts := strings.Split(places, ",")
	for i, part := range parts {
		parts[i] = strings.TrimSpace(part)
	}
	return strings.Join(parts, ", ")
}

// fill puts a labelled value into an advert. The first value of a field that
// can have only one stays; fields that can have several are joined.
func fill(a *normalize.Advert, f field, words string) {
	words = value(words)
	// "Salary: £30,000" under the label Salary: some editors type it again.
	if label, rest, again := strings.Cut(words, ":"); again && f != noField && f != titleField && fieldOf(label) == f {
		words = value(rest)
	}
	if words == "" || f == gradeField && strings.EqualFold(words, "other") {
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

// pair is a label and the words that stand beside it.
type pair struct{ label, value string }

// fillPairs puts labelled values into an advert. A title among them is a
// title only where the advert has none yet.
func fillPairs(a *normalize.Advert, pairs []pair) {
	for _, p := range pairs {
		fill(a, fieldOf(p.label), p.value)
	}
}

// The selectors of labelled and closedNotice, prepared once: every page of
// every adapter is read by them.
var (
	terms      = css("dt")
	tableRows  = css("tr")
	cells      = css("th, td")
	labelMarks = css("strong, b, h4, h5, h6, label, " + labelClasses)
	labelOnly  = css("label, " + labelClasses)
	// inputs are what a form's labels stand beside: no value of an advert.
	inputs = css("input, select, textarea, button")
)

// css prepares a selector; goquery would parse it again on each use.
func css(selector string) goquery.Matcher { return cascadia.MustCompile(selector) }

// labelClasses are how systems mark a label: Oleeo's forms have the last.
const labelClasses = "span.label, div.label, .field-label, .field__label, .hform_lbl_text"

// labelled finds the labels and values of a region in the forms pages use:
// definition lists, two-cell table rows, a label element beside a content
// element, "Label:" in bold before its value, and lines "Label: value".
func labelled(s *goquery.Selection) []pair {
	var pairs []pair
	add := func(label, value string) {
		label = strings.TrimRight(tidy(label), ": ")
		if label != "" && len(label) <= 60 && value != "" && len(pairs) < 500 {
			pairs = append(pairs, pair{label, tidy(value)})
		}
	}
	s.FindMatcher(terms).Each(func(_ int, dt *goquery.Selection) {
		add(words(dt), words(dt.NextFiltered("dd")))
	})
	s.FindMatcher(tableRows).Each(func(_ int, tr *goquery.Selection) {
		if two := tr.ChildrenMatcher(cells); two.Length() == 2 {
			add(words(two.First()), words(two.Last()))
		}
	})
	s.FindMatcher(labelMarks).Each(func(_ int, l *goquery.Selection) {
		label := words(l)
		if label == "" || len(label) > 60 || l.Next().IsMatcher(inputs) || l.Next().FindMatcher(inputs).Length() > 0 {
			return
		}
		marked := strings.HasSuffix(label, ":") || l.IsMatcher(labelOnly)
		after := words(l.Next())
		if text := following(l); text != "" {
			marked = marked || strings.HasPrefix(text, ":")
			after = strings.TrimLeft(text, ": ")
		} else if l.Next().Length() == 0 {
			// <div><strong>Label:</strong></div><div>value</div>
			after = words(l.Parent().Next())
		}
		if marked {
			add(label, after)
		}
	})
	return pairs
}

// following is the text that comes right after an element inside its parent,
// up to the next line break, bold run or block.
func following(s *goquery.Selection) string {
	if len(s.Nodes) == 0 {
		return ""
	}
	var b strings.Builder
	for n := s.Nodes[0].NextSibling; n != nil; n = n.NextSibling {
		if n.Type != nethtml.TextNode && (!inline(n) || n.Data == "strong" || n.Data == "b") {
			break
		}
		writeWords(&b, n)
	}
	return tidy(b.String())
}

// lines reads "Label: value" lines. Only labels that are known start a new
// pair: a value may have a colon of its own.
func lines(text string) []pair {
	var pairs []pair
	for line := range strings.SplitSeq(text, "\n") {
		line = tidy(line)
		label, value, found := strings.Cut(line, ":")
		if found && fieldOf(label) != noField && len(pairs) < 500 {
			pairs = append(pairs, pair{tidy(label), tidy(value)})
		}
	}
	return pairs
}
