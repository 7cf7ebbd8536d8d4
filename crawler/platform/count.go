package platform

import (
	"regexp"
	"strconv"
	"strings"
)

var number = regexp.MustCompile(`\d{1,3}(?:,\d{3})+|\d+`)

// firstNumber and lastNumber find a count in words: "1,204 jobs", "Number of
// jobs which match your criteria: 190". They read any language, and give nil
// where there is no number.
func firstNumber(s string) *int { return toCount(number.FindString(s)) }

func lastNumber(s string) *int {
	all := number.FindAllString(s, -1)
	if len(all) == 0 {
		return nil
	}
	return toCount(all[len(all)-1])
}

// toCount is a count as printed, with or without separators; nil when it is not one.
func toCount(s string) *int {
	n, err := strconv.Atoi(strings.ReplaceAll(strings.TrimSpace(s), ",", ""))
	if err != nil || n < 0 || n > 10_000_000 {
		return nil
	}
	return &n
}

// statedCount matches a list that says how many it has, in the words in use:
// "17 Vacancies", "18 Search Results", "67 results match", "Showing 1 to 10 of 45 jobs",
// "Results 1 – 25 of 43", "Showing 10 of 43", "Number of vacancies: 43", "Jobs (43)".
var statedCount = regexp.MustCompile(`(?i)(?:\b(top|first|latest|last) )?\b` + aCount + `\s+(?:(?:search|current|open|matching|live|available|job)\s+)*(?:vacanc(?:y|ies)|jobs?|results?|roles?|opportunit(?:y|ies)|positions?|openings?|adverts|listings|matches)\b(\s+(?:per|a) page)?` +
	`|(?:\b\d[\d,]*\s*(?:-|–|to)\s*\d[\d,]*|\bshowing \d[\d,]*)\s+(?:of|/)\s+` + aCount + `\b` +
	`|\b(?:vacancies|jobs|results|roles|adverts)(?: found)?\s*(?::\s*` + aCount + `\b|\(\s*` + aCount + `\s*\))`)

const aCount = `(\d{1,3}(?:,\d{3})+|\d+)`

// statedTotal reads the count of a list out of a heading. A page size, and how
// many of the latest are shown, are no counts.
func statedTotal(heading string) *int {
	if !strings.ContainsAny(heading, "0123456789") {
		return nil
	}
	var total *int
	for _, m := range statedCount.FindAllStringSubmatch(heading, -1) {
		if m[1] == "" && m[3] == "" {
			total = toCount(firstOf(m[2], m[4], m[5], m[6]))
		}
	}
	return total
}
