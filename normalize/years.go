package normalize

import (
	"regexp"
	"slices"
	"strings"

	"vacancies/normalize/text"
)

// postQualifying is experience after qualifying, in small letters.
const postQualifying = `(post[ -]?qualif\w*|pqe)`

var (
	// years is a count of years or months, and what they are of.
	years = text.MustPattern(
		`\b(\d{1,2}(?:\.5)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)(?:\s?\+|\s*(?:-|–|to)\s*\d{1,2}| or more| plus)?` +
			`(?: \(\d{1,2}\))?[ -]*(year|yr|month)s?[’']?s?(?: or more| minimum| plus| of| [’']?s)?(?: [a-z’'\-]+){0,6}? ?\b` +
			`(post[ -]?qualif\w*|pqe?\b|post[ -]?registration|post[ -]?grad|qualified\b|as a (?:qualified|registered) social worker)`)
	noYears = ways(
		`\bno\b[^.;]{0,30}`+postQualifying+`\b[^.;]{0,30}(required|necessary|needed|essential)`,
		postQualifying+`( experience)? (is |are )?(not|n[’']t) (required|necessary|needed|essential)`,
		`\b(do not|don[’']t|does not|doesn[’']t|will not|won[’']t) (need|require|ask for|expect)[^.;]{0,30}`+postQualifying+`\b`,
	)
	// notAsked is what makes a count of years somebody's lack of them, or a time to come.
	notAsked = text.MustPattern(`\b(less than|fewer than|under|within|after|in your first|for the first)\s*$`)
	// studied makes of post-qualifying years a course.
	studied = regexp.MustCompile(`^ (training|study|studies|courses?|awards?)\b`)
)

// readYears reads the years of post-qualifying experience asked for.
func readYears(facts map[string]Fact, s said, lower string) {
	if _, known := facts[YearsPostQualifying]; known || !holdsAny(lower, "qualif", "pq", "post", "social worker") {
		return
	}
	if at := noYears.FindStringIndex(lower); at != nil {
		facts[YearsPostQualifying] = s.fact("no", "fact.no-years", at)
		return
	}
	if !holdsAny(lower, "year", "month", "yr") {
		return
	}
	m := years.FindStringSubmatchIndex(lower)
	if m == nil || notAsked.MatchString(lower[:m[0]]) || strings.Contains(lower[m[0]:m[1]], "recruit") || studied.MatchString(lower[m[1]:]) {
		return
	}
	f := s.fact("yes", "fact.years", m[:2])
	f.Value = yearCount(lower[m[2]:m[3]], lower[m[4]:m[5]])
	facts[YearsPostQualifying] = f
}

// holdsAny reports whether a text holds one of some words: a cheap look before an
// expression is tried.
func holdsAny(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// yearCount gives a count of years in figures; months become years, to half a
// year, where they can.
func yearCount(count, unit string) string {
	if n, ok := numbers[count]; ok {
		count = n
	}
	if unit != "month" {
		return count
	}
	if years, ok := inYears[count]; ok {
		return years
	}
	return count + " months"
}

var numbers = map[string]string{"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
	"eight": "8", "nine": "9", "ten": "10", "twelve": "12", "eighteen": "18"}

// inYears are months as years.
var inYears = map[string]string{"6": "0.5", "12": "1", "18": "1.5", "24": "2", "36": "3"}
