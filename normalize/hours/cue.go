package hours

import (
	"regexp"
	"strings"

	"vacancies/normalize/text"
)

// cue is a way of saying something, as data.
type cue struct {
	code string
	// para is the paragraph of the label guide it serves.
	para string
	// words is what says it; not, when set, what only looks like it: a match
	// that lies within a match of not does not count.
	words text.Pattern
	not   *regexp.Regexp
}

func say(code, para, words, not string) cue {
	c := cue{code: code, para: para, words: text.MustPattern(`(?i)` + words)}
	if not != "" {
		c.not = regexp.MustCompile(`(?i)` + not)
	}
	return c
}

// find gives the place of the first words of a field that say it, nil when none do.
func (c cue) find(f field) []int {
	if !c.words.Possible(f.low) {
		return nil
	}
	s := f.text
	found := c.words.FindAllStringIndex(s, -1)
	var masked [][]int
	if found != nil && c.not != nil {
		masked = c.not.FindAllStringIndex(s, -1)
	}
next:
	for _, at := range found {
		for _, m := range masked {
			if at[0] >= m[0] && at[1] <= m[1] {
				continue next
			}
		}
		return at
	}
	return nil
}

// sentences splits a long text, so that only those that hold a hint are read
// closely.
func sentences(f field) []excerpt {
	var out []excerpt
	for start := 0; start < len(f.text) && len(out) < maxSentences; {
		end := sentenceEnd(f.text, start)
		out = append(out, excerpt{f.part(start, end), start})
		start = end
	}
	return out
}

// hinted gives the sentences that hold one of the hints (lower case).
func hinted(told []excerpt, hints []string) []excerpt {
	var out []excerpt
	for _, e := range told {
		for _, h := range hints {
			if strings.Contains(e.low, h) {
				out = append(out, e)
				break
			}
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

// excerpt is a piece of a field with its place there.
type excerpt struct {
	field
	at int
}

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
