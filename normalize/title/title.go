// Package title cleans an advert's title of everything that is not the post
// (label guide, section 7): references, places, pay, hours, contract and sales
// talk go; words, order, acronyms and team stay. It must never invent a word.
package title

import (
	"slices"
	"strings"

	"vacancies/normalize/text"
)

// maxTitle bounds a title, in bytes: what is longer is no title.
const maxTitle = 600

// Clean gives an advert's title, as HTML or text, without noise, and the evidence
// for it: the whole title as plain text. A title that is nothing but noise is
// given back whole: something must stand on the page.
func Clean(raw string) (string, text.Evidence) {
	plain := text.Plain(text.Cut(raw, 20*maxTitle))
	ev := text.Evidence{Field: "title", Words: plain, End: len(plain), Rule: "title.clean"}
	s := repair(text.Cut(plain, maxTitle))
	rest, terms := cuts(s)
	out := tidy(segments(rest, socialPost.MatchString(s) && !terms))
	if !strings.ContainsFunc(out, isLetter) {
		return recase(tidy(s)), ev
	}
	clean := recase(out)
	if first := clean[0]; 'a' <= first && first <= 'z' && s[0] != first {
		clean = strings.ToUpper(clean[:1]) + clean[1:] // what began the title is gone
	}
	return clean, ev
}

// socialPost is a post of a service that has teams by the name of "Long Term". A
// title that tells pay or contract besides is an agency's, and says there how
// long the post is for.
var socialPost = text.MustPattern(`(?i)\bsocial work|\bQ?SW\b|\bpractitioner|\b(?:team|practice|service) manager`)

// cut stands in a title where something was taken out.
const cut = "\x01"

// cuts takes out every kind of noise that may stand anywhere in the title. It
// reports whether pay or contract, the terms of the post, were among it.
func cuts(s string) (rest string, terms bool) {
	lower := strings.ToLower(s)
	for _, n := range beforeCuts {
		if !containsAny(lower, n.hints) || n.except != nil && n.except.MatchString(s) {
			continue
		}
		s = n.words.ReplaceAllStringFunc(s, func(m string) string {
			if strings.TrimSpace(m) == "" || n.kind == "reference" && !isReference(m) {
				return m
			}
			terms = terms || (n.kind == "contract" || n.kind == "pay") && strings.Trim(m, " -,|:()[]") != ""
			return " " + cut + " "
		})
	}
	return strings.Join(strings.Fields(s), " "), terms
}

func containsAny(s string, hints []string) bool {
	return slices.ContainsFunc(hints, func(h string) bool { return strings.Contains(s, h) })
}

// tidy joins what is left: " - " only where something was taken out between,
// and no separator, empty bracket or loose end stays.
func tidy(s string) string {
	for _, t := range tidying {
		for {
			next := t.words.ReplaceAllString(s, t.with)
			if next == s {
				break
			}
			s = next
		}
	}
	return strings.Trim(strings.Join(strings.Fields(s), " "), " -,|:;/&•*")
}

var tidying = []struct {
	words text.Pattern
	with  string
}{
	{text.MustPattern(`[(\[][\s,/&+|\x01-]*[)\]]`), cut},
	{text.MustPattern(`([(\[])[\s,/&+|\x01-]+`), "$1"},
	{text.MustPattern(`[\s,/&+|\x01-]*\x01[\s,/&+|\x01-]*([)\]])`), "$1"},
	{text.MustPattern(`^[\s,/&+|:;!?.\x01-]+`), ""},
	{text.MustPattern(`(?:[\s,/&|:;!?\x01-]|\s\+)*[\x01!?][\s,/&+|:;!?\x01-]*$|[\s,/&|:;([-]+$`), ""},
	{text.MustPattern(`\s*(?:[-|/&+:;]\s*)*\x01[\s\x01]*(?:[-|/&+,:;]\s*)*(?:\x01\s*)*`), " - "},
	{text.MustPattern(`,\s*-\s+`), ", "},
	{text.MustPattern(`\s+-(?:\s+-)+\s+`), " - "},
	{text.MustPattern(`(?:\s+-\s+|,\s+)([(\[])`), " $1"},
}

func isLetter(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' || r > 0x7f }
