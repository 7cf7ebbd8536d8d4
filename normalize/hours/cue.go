package hours

import (
	"regexp"
	"slices"
	"strings"

	"vacancies/normalize/text"
)

// cue is a code with the words that say it, as data.
type cue struct {
	code  string
	words text.Pattern
	// not, when set, is what only looks like it: a match of words that lies within
	// one of not does not count.
	not *regexp.Regexp
}

// say gives the cue of a code from the ways of saying it, as expressions in which
// case does not count.
func say(code string, ways ...string) cue {
	return cue{code: code, words: text.MustPattern(`(?i)` + text.Either(ways...))}
}

// unless adds what only looks like it.
func (c cue) unless(ways ...string) cue {
	c.not = regexp.MustCompile(`(?i)` + text.Either(ways...))
	return c
}

// find gives the place of the first words of a field that say it, nil when none do.
func (c cue) find(f field) []int {
	if !c.words.Possible(f.low) {
		return nil
	}
	found := c.words.FindAllStringIndex(f.text, -1)
	if found == nil || c.not == nil {
		return first(found)
	}
	masked := c.not.FindAllStringIndex(f.text, -1)
	return first(slices.DeleteFunc(found, func(at []int) bool {
		return slices.ContainsFunc(masked, func(m []int) bool { return at[0] >= m[0] && at[1] <= m[1] })
	}))
}

// first is the first of several places, nil for none.
func first(places [][]int) []int {
	if len(places) == 0 {
		return nil
	}
	return places[0]
}

// sentences splits a long text, so that only those that hold a hint are read
// closely.
func sentences(f field) []field {
	var out []field
	for start := 0; start < len(f.text) && len(out) < maxSentences; {
		end := sentenceEnd(f.text, start)
		out = append(out, f.part(start, end))
		start = end
	}
	return out
}

// hinted gives the sentences that hold one of the hints (lower case).
func hinted(told []field, hints []string) []field {
	var out []field
	for _, f := range told {
		if slices.ContainsFunc(hints, func(h string) bool { return strings.Contains(f.low, h) }) {
			out = append(out, f)
		}
	}
	return out
}

// maxSentences bounds how many sentences of one text are read, and maxSentence
// how long one may be, in bytes.
const (
	maxSentences = 400
	maxSentence  = 600
)

// sentenceEnd gives where the sentence that starts at i ends: after a full stop
// and a space, at a line's end, or at a blank where it grows too long.
func sentenceEnd(s string, i int) int {
	for j := i; j < len(s); j++ {
		switch {
		case s[j] == '\n', (s[j] == '.' || s[j] == '!' || s[j] == '?') && j+1 < len(s) && s[j+1] == ' ':
			return j + 1
		case j-i > maxSentence && s[j] == ' ':
			return j + 1
		}
	}
	return len(s)
}

// clauses splits a text where one statement ends and another begins, keeping
// the place of each.
func clauses(s string) [][2]int {
	var out [][2]int
	start := 0
	for i := 0; i < len(s); i++ {
		if !strings.ContainsRune(",;|\n()[]•", rune(s[i])) && !(s[i] == '.' && (i+1 == len(s) || s[i+1] == ' ')) {
			continue
		}
		if i > start {
			out = append(out, [2]int{start, i})
		}
		start = i + 1
	}
	if start < len(s) {
		out = append(out, [2]int{start, len(s)})
	}
	return out
}
