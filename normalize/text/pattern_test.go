package text

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPatternKnowsTheWordsItNeeds(t *testing.T) {
	for _, c := range []struct {
		name, expr string
		want       []string
	}{
		{"a word is needed", `(?i)\bPermanent\b`, []string{"permanent"}},
		{"one of several words is needed", `(?i)\b(?:hybrid|agile|on site)\b`, []string{"agile", "hybrid", "on site"}},
		{"of parts in a row the longest is the best", `(?i)\d+ (?:a|per) fortnight`, []string{" fortnight"}},
		{"what may be left out is not needed", `(?i)(?:very )?short`, []string{"short"}},
		{"what is repeated at least once is needed", `(?:abc){2,3}`, []string{"abc"}},
		{"one letter tells nothing", `(?i)x\d`, nil},
		{"figures have no words", `\d{2}`, nil},
		{"an alternative without words leaves nothing needed", `hours|\d+h`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := MustPattern(c.expr).known().words; !slices.Equal(got, c.want) {
				t.Errorf("%s needs %q, want %q", c.expr, got, c.want)
			}
		})
	}
}

func TestLaw_WhatMatchesIsPossible(t *testing.T) {
	exprs := []string{
		`(?i)\b(?:full|part)[- ]?time\b`, `(?i)clos(?:e|es|ed|ing)(?: date)?\b`, `(?i)(?:a|per) (?:week|month)|annum`,
		`(?i)no (?:later|earlier) than|until`, `(?:bonus|grant)s? of £\d+`, `(?i)(?:one|two|three)(?: or four)? days? a week`,
	}
	rapid.Check(t, func(t *rapid.T) {
		p := MustPattern(rapid.SampledFrom(exprs).Draw(t, "expression"))
		s := rapid.StringMatching(`[A-Za-z£0-9 ]{0,5}`).Draw(t, "before") + rapid.StringMatching(p.String()).Draw(t, "match")
		s = strings.NewReplacer("ſ", "s", "\u212a", "k").Replace(s)
		if p.MatchString(s) && !p.Possible(strings.ToLower(s)) {
			t.Fatalf("%s matches %q and is not thought possible (%q)", p, s, p.known().words)
		}
	})
}
