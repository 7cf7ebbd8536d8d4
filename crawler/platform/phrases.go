package platform

import (
	"regexp"
	"strings"

	"vacancies/normalize/text"
)

// or is an expression that matches any of some; where several fit, the first.
func or(alternatives ...string) string { return strings.Join(alternatives, "|") }

// anyOf compiles or for text that is in lower case already.
func anyOf(alternatives ...string) text.Pattern { return text.MustPattern(or(alternatives...)) }

// either compiles or for letters of any case.
func either(alternatives ...string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)` + or(alternatives...))
}
