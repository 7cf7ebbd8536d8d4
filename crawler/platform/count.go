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
// "17 Vacancies", "18 Search Results", "67 results match", "Showing 1 to 10 of 45 jobs".
var statedCount = regexp.MustCompile(`(?i)(?:\bof\s+)?\b(\d{1,3}(?:,\d{3})+|\d+)\s+(?:(?:search|current|open|matching|live|available)\s+)?(?:vacanc(?:y|ies)|jobs?|results?|roles?|opportunit(?:y|ies)|positions?)\b`)

// statedTotal reads the count of a list out of a heading.
func statedTotal(heading string) *int {
	all := statedCount.FindAllStringSubmatch(heading, -1)
	if len(all) == 0 {
		return nil
	}
	return toCount(all[len(all)-1][1])
}
