package text

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// Pattern is a regular expression that knows words without which it cannot
// match. Looking for a few words costs a twentieth of trying the expression,
// and most expressions match in few of the texts they are tried on.
type Pattern struct {
	*regexp.Regexp
	// words: a text in which something matches holds one of them, in small
	// letters; nil: nothing is known.
	words []string
}

// MustPattern compiles an expression, or panics, as regexp.MustCompile does.
func MustPattern(expr string) Pattern {
	p := Pattern{Regexp: regexp.MustCompile(expr)}
	if tree, err := syntax.Parse(expr, syntax.Perl); err == nil {
		p.words = needed(tree.Simplify())
	}
	return p
}

// Possible reports whether a text can hold a match. The text is given in small
// letters (strings.ToLower); it may be a longer one that holds the text. A long
// s or a Kelvin sign, which regexp takes for letters, is not taken for them here.
func (p Pattern) Possible(small string) bool {
	return p.words == nil || slices.ContainsFunc(p.words, func(w string) bool { return strings.Contains(small, w) })
}

// maxNeeded bounds how many words an expression is known by: more are dearer
// to look for than the expression is to try.
const maxNeeded = 32

// needed are words of which every match of an expression holds at least one;
// nil when there are no such words.
func needed(e *syntax.Regexp) []string {
	switch e.Op {
	case syntax.OpLiteral:
		word := strings.ToLower(string(e.Rune))
		if len(word) > 1 || strings.ContainsAny(word, "./%+&") { // one letter stands in nearly every text
			return []string{word}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return needed(e.Sub[0])
	case syntax.OpRepeat:
		if e.Min > 0 {
			return needed(e.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, part := range e.Sub {
			if words := needed(part); tells(words) > tells(best) {
				best = words
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, part := range e.Sub {
			words := needed(part)
			if words == nil {
				return nil
			}
			all = append(all, words...)
		}
		slices.Sort(all)
		if all = slices.Compact(all); len(all) <= maxNeeded {
			return all
		}
	}
	return nil
}

// tells is how much a choice of words tells: the length of the shortest, and
// less the more there are.
func tells(words []string) int {
	if len(words) == 0 {
		return 0
	}
	short := len(words[0])
	for _, w := range words {
		short = min(short, len(w))
	}
	return 64*min(short, 6) - len(words)
}
