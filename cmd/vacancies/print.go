package main

import (
	"encoding/json"
	"fmt"
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
