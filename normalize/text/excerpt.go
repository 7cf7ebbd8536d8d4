package text

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// labelLine is a line that repeats a field of the advert ("Salary: ...") and so
// tells nothing an excerpt should spend its length on.
var labelLine = regexp.MustCompile(`(?i)^[•\s]*(job title|post title|position|salary|grade|pay|hours|contract|contract type|location|` +
	`work location|base|closing date|closing|interview date|interviews?|reference|ref|job ref|vacancy ref|department|directorate|` +
	`service area|team|reports? to|start date|date posted)\b[^:\n]{0,24}[:\-–]`)

// whomToAsk are words of a sentence that says whom to turn to. It tells nothing
// of the post, and a name that the rules for names do not know would stand there.
var whomToAsk = MustPattern(`(?i)\b(?:contact(?:ing)? (?:me|us|our|the|your|name|person|details|number|via|on|by|at)\b|contact\s*:|please (?:do )?(?:contact|call|phone|ring|e-?mail|get|speak|text|message|reach|ask)\b|` +
	`(?:call|phone|ring|e-?mail|text|message) (?:me|us|our|the)\b|(?:speak|talk|speaking|talking) (?:to|with)\b|in touch\b|reach out\b|informal(?:ly)? (?:\w+ )?(?:chat|discussion|discuss|conversation|talk|visit|enquir)\w*|` +
	`enquir(?:y|ies)\b|questions? about (?:this|the) (?:role|post|job|vacancy)|discuss (?:the|this) (?:role|post|job|vacancy|opportunity|position)|(?:hiring|recruiting|appointing|line|vacancy) manager(?:s name|'s name|’s name)?\s*(?:is|:|-|–)|\btel(?:ephone)?\b|\bfao\b)`)

// Excerpt is a short opening of plain text, at most n characters: whole
// sentences where they fit, else whole words and "…". Headings and lines that
// only repeat a field are passed over where prose follows; sentences that may
// speak of a person are passed over always.
func Excerpt(s string, n int) string {
	var kept, headings []string
	anyProse, length := false, 0
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.TrimSpace(strings.TrimLeft(line, "•-*· "))
		prose := isProse(line)
		anyProse = anyProse || prose
		if !prose && anyProse {
			continue
		}
		line = ofThePost(line)
		switch {
		case line == "":
		case prose:
			kept = append(kept, line)
			length += utf8.RuneCountInString(line)
		default:
			headings = append(headings, line)
		}
		if length > n {
			break
		}
	}
	if !anyProse {
		kept = headings
	}
	return Opening(strings.Join(kept, " "), n)
}

// ofThePost leaves out of a line the sentences that may speak of a person, and
// those that go on about what one of them said.
func ofThePost(line string) string {
	var kept []string
	out := false // the sentence before was left out
	for _, sp := range Sentences(line) {
		sentence := sp.Of(line)
		if out = !impersonal(sentence) || out && goesOn(sentence); !out {
			kept = append(kept, sentence)
		}
	}
	return strings.Join(kept, " ")
}

// goesOn reports a sentence that is a part of the one before it, or whose first
// word points there.
func goesOn(sentence string) bool {
	if sentence[0] >= 'a' && sentence[0] <= 'z' {
		return true
	}
	switch first, _, _ := strings.Cut(sentence, " "); first {
	case "He", "She", "They", "His", "Her", "Their", "It", "Its":
		return true
	}
	return false
}

// isProse tells a sentence from a heading, a label or an empty line.
func isProse(line string) bool {
	if line == "" || labelLine.MatchString(line) || strings.Contains(line, " removed]") {
		return false
	}
	words := strings.Count(line, " ") + 1
	return words >= 8 || words >= 4 && strings.ContainsAny(line[len(line)-1:], ".!")
}

// Opening is s cut to at most n characters: at a sentence's end where one lies
// far enough, else at a word's, with "…".
func Opening(s string, n int) string {
	if n <= 0 {
		return ""
	}
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	end := 0
	for i := range s {
		if n == 0 {
			end = i
			break
		}
		n--
	}
	s = s[:end]
	if i := strings.LastIndexAny(s, ".!?"); i > len(s)/2 && (i+1 == len(s) || s[i+1] == ' ') {
		return s[:i+1]
	}
	_, last := utf8.DecodeLastRuneInString(s)
	s = s[:len(s)-last] // room for the mark
	if i := strings.LastIndexByte(s, ' '); i > 0 {
		s = s[:i]
	}
	return strings.TrimRight(s, " ,;:–-") + "…"
}

// paragraphs turns plain text into HTML paragraphs.
func paragraphs(s string) string {
	var b strings.Builder
	for para := range strings.SplitSeq(s, "\n\n") {
		if para = strings.TrimSpace(para); para != "" {
			b.WriteString("<p>")
			b.WriteString(strings.ReplaceAll(escape.Replace(para), "\n", "<br/>"))
			b.WriteString("</p>\n")
		}
	}
	return b.String()
}

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
