package text

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
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
	`(?:call|phone|ring|e-?mail|text|message) (?:me|us|our|the)\b|(?:speak|talk|speaking|talking) (?:to|with) (?:me|us|our|the|one|any|some|either)|in touch\b|enquir(?:y|ies)\b|reach out\b|informal(?:ly)? (?:\w+ )?(?:chat|discussion|discuss|conversation|talk|visit|enquir)\w*|` +
	`questions? about (?:this|the) (?:role|post|job|vacancy)|discuss (?:the|this) (?:role|post|job|vacancy|opportunity|position)|(?:hiring|recruiting|appointing|line|vacancy) manager(?:s name|'s name|’s name)?\s*(?:is|:|-|–)|\btel\b|\btelephone(?: \w+)?\s*:|\bfao\b)`)

// askedAtWork are words that say so of the work itself: "section 47 enquiries".
var askedAtWork = MustPattern(`(?i)\b(?:(?:47|protection|safeguarding|statutory|public) enquir|(?:keep|keeping|stay|staying|remain) in touch\b)`)

// asksFor reports a sentence that says whom to turn to.
func asksFor(sentence string) bool {
	return whomToAsk.FindStringIndex(sentence) != nil && askedAtWork.FindStringIndex(sentence) == nil
}

// howToApply are words of a sentence that says how and by when to apply, which
// stands beside the excerpt already.
var howToApply = MustPattern(`(?i)\b(?:please quote\b|^(?:long|short)listing\b|\bpanel: \d|quoting (?:the )?ref|closing date\b|^closing on\b|(?:interviews?|assessment cent(?:re|er)s?) (?:will|take|are|is)\b|applications? for the attention)`)

// inPerson is the voice of one writer, who is left out unless recruiting is told of.
var inPerson = MustPattern(`\bI(?:['’](?:m|ve|ll|d))? [a-z]|\b(?:me|my|myself)\b`)

// recruits tells of the post in whosever voice.
var recruits = MustPattern(`(?i)\brecruiting\b|\blooking (?:for|to)\b|\bseeking\b`)

// Excerpt is a short opening of plain text, at most n characters: whole
// sentences where they fit, else whole words and "…". Headings and lines that
// only repeat a field are passed over where prose follows; sentences that may
// speak of a person are passed over always.
func Excerpt(s string, n int) string {
	var kept, headings joined
	anyProse, list, lead := false, false, "" // list: the line before leads on and was left out
	for line := range strings.SplitSeq(s, "\n") {
		if line = withoutMark(line); line == "" {
			continue
		}
		if strings.HasSuffix(line, ":") && !labelLine.MatchString(line) {
			lead = ofThePost(line, 2*n)
			list = lead == ""
			continue
		}
		prose := isProse(line)
		anyProse = anyProse || prose
		before := lead
		if lead = ""; !prose && anyProse || list && startsSmall(line) {
			list = !ends(line)
			continue
		}
		whole := ends(line)
		line = ofThePost(line, 2*n-len(kept.s))
		list = line == "" && !whole
		switch {
		case line == "":
		case prose:
			kept.add(before)
			kept.add(line)
		default:
			headings.add(line)
		}
		if utf8.RuneCountInString(kept.s) > n {
			break
		}
	}
	if !anyProse {
		kept = headings
	}
	return Opening(kept.s, n)
}

// joined are lines made into running text.
type joined struct{ s string }

// add puts a line behind the others, with the stop that lines of a list lack.
func (j *joined) add(line string) {
	switch last, _ := utf8.DecodeLastRuneInString(j.s); {
	case j.s == "" || line == "":
	case startsSmall(line) && !ends(j.s) && last != ':':
		j.s = strings.TrimRight(j.s, ",;") + "; "
	case unicode.IsLetter(last) || unicode.IsDigit(last) || strings.ContainsRune(")%”'’\"®,;", last) && !ends(j.s):
		j.s = strings.TrimRight(j.s, ",;") + ". "
	default:
		j.s += " "
	}
	j.s += line
}

// ends reports a line that is closed by a mark, and so goes on in no list.
func ends(line string) bool {
	line = strings.TrimRight(line, `"”'’)`)
	return line != "" && strings.IndexByte(".!?", line[len(line)-1]) >= 0
}

func startsSmall(line string) bool { return line[0] >= 'a' && line[0] <= 'z' }

// withoutMark takes the marks of a list off a line, and the pictures that
// stand in for them.
func withoutMark(line string) string {
	return strings.TrimSpace(strings.TrimLeftFunc(line, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("\"“'‘£(", r)
	}))
}

// ofThePost leaves out of a line the sentences that may speak of a person, those
// that go on about what one of them said, quotations, and short questions whose
// answer was left out. It stops behind the sentence that fills room, in bytes.
func ofThePost(line string, room int) string {
	var kept []string
	out := false   // the sentence before was left out
	quote := false // it was amid a quotation
	quotes := strings.ContainsAny(line, `"“”`)
	sentences := spoken(line, quotes)
	for i, sentence := range sentences {
		inside := quote
		if quotes && marks(sentence)%2 == 1 {
			quote = !quote && slices.ContainsFunc(sentences[i+1:], func(s string) bool { return marks(s)%2 == 1 })
			inside = inside || quote
		}
		out = inside || quotes && quoteAlone.MatchString(sentence) || !impersonal(sentence) || howToApply.FindStringIndex(sentence) != nil || ownVoice(sentence) || out && goesOn(sentence)
		if out {
			kept = answered(kept)
		} else {
			kept = append(kept, sentence)
			room -= len(sentence)
		}
		if room < 0 {
			break
		}
	}
	return strings.Join(answered(kept), " ")
}

func ownVoice(sentence string) bool {
	return inPerson.FindStringIndex(sentence) != nil && recruits.FindStringIndex(sentence) == nil
}

// spoken gives the sentences of a line, of which one may also end with a quotation.
func spoken(line string, quotes bool) []string {
	var out []string
	for _, sp := range Sentences(line) {
		sentence := sp.Of(line)
		for quotes {
			at := quoteEnd.FindStringIndex(sentence)
			if at == nil {
				break
			}
			_, size := utf8.DecodeLastRuneInString(sentence[:at[1]])
			end := at[1] - size
			out, sentence = append(out, strings.TrimSpace(sentence[:end])), sentence[end:]
		}
		out = append(out, sentence)
	}
	return out
}

var (
	quoteEnd   = regexp.MustCompile(`[.!?]["”] \p{Lu}`)
	quoteAlone = regexp.MustCompile(`^["“][^"“”]*["”]$`)
)

// marks counts the marks of quotations.
func marks(s string) int {
	return strings.Count(s, `"`) + strings.Count(s, "“") + strings.Count(s, "”")
}

// answered takes a short question off the end: "Sound like you?".
func answered(kept []string) []string {
	if n := len(kept); n > 0 && strings.HasSuffix(kept[n-1], "?") && strings.Count(kept[n-1], " ") < 4 {
		return kept[:n-1]
	}
	return kept
}

// pointsBack are words at a sentence's beginning, or of one person anywhere in
// it, that point to the sentence before.
var pointsBack = MustPattern(`^(?:They|Their|It|Its|It['’]s|Then|And|But|Or|So|That|That['’]s|Those|Both|Why|["“])|\b(?i:he|she|his|her|him|hers|he['’]s|she['’]s)\b`)

// goesOn reports a sentence that is a part of the one before it, points there, or
// only says whose words it was: "Parent, Peckham".
func goesOn(sentence string) bool {
	return startsSmall(sentence) || !ends(sentence) && strings.Count(sentence, " ") < 4 || pointsBack.FindStringIndex(sentence) != nil
}

// divider sets apart the parts of a heading.
var divider = regexp.MustCompile(` [-–—|] `)

// isProse tells a sentence from a heading, a label or an empty line.
func isProse(line string) bool {
	if line == "" || labelLine.MatchString(line) {
		return false
	}
	words := strings.Count(line, " ") + 1
	if !ends(line) && len(divider.FindAllStringIndex(line, 2)) == 2 {
		return false // "Social Worker - Duty - Lewisham"
	}
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
