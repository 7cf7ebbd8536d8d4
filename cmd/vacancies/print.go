package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// document prints one JSON document.
func (c call) document(v any) int {
	out := json.NewEncoder(c.out)
	out.SetIndent("", " ")
	out.SetEscapeHTML(false)
	if err := out.Encode(v); err != nil {
		return c.fail(fmt.Errorf("printing: %w", err))
	}
	return exitOK
}

// when writes an instant for a person.
func when(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.In(londonZone).Format("Mon 2 Jan 2006 15:04")
}

// oneLine folds text into one line of at most max characters.
func oneLine(s string, max int) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > max {
		s = string(r[:max-1]) + "…"
	}
	return s
}

// address is a web address up to a blank, without what ends a clause.
var address = regexp.MustCompile(`(https?://[^/\s]+/)[^\s]{12,}?([,;:)]?(?:\s|$))`)

// faultLine is what went wrong, in at most max characters: what a long address
// ends in is cut before the reason that follows it.
func faultLine(s string, max int) string {
	if len([]rune(s)) > max {
		s = address.ReplaceAllString(s, "$1…$2")
	}
	return oneLine(s, max)
}
