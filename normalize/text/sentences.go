package text

import "strings"

// Span is a stretch of a text, in byte offsets.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Of gives the words of the span.
func (sp Span) Of(s string) string { return s[sp.Start:sp.End] }

// Sentences splits plain text into sentences and lines, each without the space
// around it. A full stop inside an abbreviation, a figure or an address does
// not end one.
func Sentences(s string) []Span {
	var out []Span
	start := 0
	for i := range len(s) {
		end := sentenceEnd(s, start, i)
		if end < 0 {
			continue
		}
		out = appendTrimmed(out, s, start, end)
		start = end
	}
	return appendTrimmed(out, s, start, len(s))
}

// sentenceEnd gives where the sentence that began at start ends, where byte i ends
// it; -1 where it does not.
func sentenceEnd(s string, start, i int) int {
	space := i+1 < len(s) && s[i+1] == ' '
	switch c := s[i]; {
	case c == '\n':
		return i
	case (c == '!' || c == '?') && space, c == '.' && space && !abbreviated(s[start:i], s[i+1:]):
		return i + 1
	}
	return -1
}

// appendTrimmed adds a span without the space around it, unless that is all.
func appendTrimmed(spans []Span, s string, from, to int) []Span {
	for from < to && (s[from] == ' ' || s[from] == '\n') {
		from++
	}
	for to > from && (s[to-1] == ' ' || s[to-1] == '\n') {
		to--
	}
	if from == to {
		return spans
	}
	return append(spans, Span{from, to})
}

// abbreviated reports whether the full stop after before belongs to its last
// word ("e.g.", "p.a.", "approx.") or the next word does not begin a sentence.
func abbreviated(before, after string) bool {
	word := before[strings.LastIndexAny(before, " \n(")+1:]
	switch strings.ToLower(word) {
	case "e.g", "i.e", "p.a", "p.w", "p.h", "mr", "mrs", "ms", "dr", "prof", "cllr", "st", "no", "ref", "approx", "inc", "incl",
		"min", "max", "hrs", "tel", "ext", "dept", "vs", "a.m", "p.m", "c", "ca":
		return true
	}
	after = strings.TrimLeft(after, " ")
	return after != "" && after[0] >= 'a' && after[0] <= 'z'
}
