package text

import (
	"regexp"
	"strings"
)

// Patterns of what reaches a person directly.
var (
	// mobilePattern is a British mobile number (Ofcom's 07 range) however it is
	// spaced, with or without the country's code.
	mobilePattern = regexp.MustCompile(`^(?:` + Either(
		`[0O]7\d{3}\s?[/–—]\s?[\d ]{5,8}\d`,
		`(?:`+Either(
			`\(?(?:\+|00)?\s?44\)?[\s.\-]*(?:\(0\)|0)?[\s.\-]*7`,
			`[0O]\s?7|\(0\)\s?7|[(\[]07`,
		)+`)[\s.\-()_*\]\d]{8,22}\d`,
	) + `)`)
	directPattern = MustPattern(`(?i)\b(?:direct(?: (?:line|dial|number|no|tel)\b|\s?:)|ddi\b)[^\d\n]{0,12}((?:\+44|0)[\d\s()\-]{8,16}\d)`)
	// profilePattern finds pages that reach one person: a profile, a chat with a
	// number, a diary to book. What stands behind a network's name is judged.
	profilePattern = MustPattern(`(?i)\b(?:https?://)?(?:\w+\.)*(?:` + Either(
		`linkedin\.com/(?:in|pub)/`,
		`(?:wa|t)\.me/|chat\.whatsapp\.com/|whatsapp\.com/send/?\?phone=`,
		`calendly\.com/`,
		`(facebook|instagram|twitter|x|tiktok|threads)\.(?:com|net)/@?`,
	) + `)[\w%.+\-]*[\w%](?:/[\w%\-]*)*`)
)

// contactSpans finds personal addresses, mobile numbers, direct lines and
// profile pages, and apart from them the addresses of teams, which are kept.
func contactSpans(s string) (out []redaction, kept []Span) {
	out, kept = addressesAndMobiles(s)
	for _, m := range directPattern.FindAllStringSubmatchIndex(s, -1) {
		out = append(out, redaction{Span{m[2], m[3]}, "number"})
	}
	if strings.Contains(s, ".com/") || strings.Contains(s, "wa.me/") || strings.Contains(s, "t.me/") || strings.Contains(s, ".net/") {
		for _, m := range profilePattern.FindAllStringSubmatchIndex(s, -1) {
			if m[2] < 0 || personalHandle(s[m[3]:m[1]]) {
				out = append(out, redaction{Span{m[0], m[1]}, "link"})
			}
		}
	}
	return out, kept
}

// addressesAndMobiles goes through a text once. Patterns are tried only around
// what could begin one, so that long texts cost little.
func addressesAndMobiles(s string) (out []redaction, kept []Span) {
	last := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if i < last || !contactBegins[c] || c == ' ' && (i+1 == len(s) || s[i+1]|0x20 != 'a') {
			continue
		}
		var found redaction
		switch {
		case c == '@' || (c == '[' || c == '(' || c == '{' || c == ' ') && atWord(s[i+1:]):
			found = addressAt(s, i, last)
		case mobileMayBegin(s, i):
			found = mobileAt(s, i)
		}
		if found.kind == "" {
			continue
		}
		last = found.End
		if found.kind == teamMailbox {
			kept = append(kept, found.Span)
		} else {
			out = append(out, found)
		}
	}
	return out, kept
}

// teamMailbox is the kind of an address that stays.
const teamMailbox = "mailbox"

// addressAt reads the e-mail address, or the name on a network, whose sign is at i;
// no kind for none.
func addressAt(s string, i, from int) redaction {
	if start, end, ok := emailAround(s, i, from); ok {
		if personalMailbox(s[start:i]) {
			return redaction{Span{start, end}, "email"}
		}
		return redaction{Span{start, end}, teamMailbox}
	}
	if end := handleEnd(s, i); end > 0 {
		return redaction{Span{i, end}, "link"}
	}
	return redaction{}
}

// mobileAt reads the mobile number that begins at i; no kind for none.
func mobileAt(s string, i int) redaction {
	if m := mobilePattern.FindStringIndex(s[i:min(len(s), i+40)]); m != nil {
		if end, ok := mobileEnd(s, i, i+m[1]); ok {
			return redaction{Span{i, end}, "number"}
		}
	}
	return redaction{}
}

// contactBegins marks the bytes at which an address's sign or a mobile number may
// begin: most of a text is neither.
var contactBegins = func() (begins [256]bool) {
	for _, c := range []byte("@[({ 0O4+") {
		begins[c] = true
	}
	return begins
}()

// mobileMayBegin reports the first signs of a mobile number at byte i; to look for
// them is cheaper than to try the pattern.
func mobileMayBegin(s string, i int) bool {
	if i+8 > len(s) || i > 0 && isDigit(s[i-1]) {
		return false
	}
	next := s[i+1]
	switch s[i] {
	case '0':
		return next == '7' || next == '0' || next == ' ' && s[i+2] == '7'
	case 'O':
		return next == '7'
	case '4':
		return next == '4'
	case '+':
		return next == '4' || next == ' ' && s[i+2] == '4'
	case '(', '[':
		return next == '0' || next == '+' || next == '4'
	}
	return false
}

// atWord reports "at" as it stands for the sign of an address: in brackets, or
// as a word of its own.
func atWord(s string) bool {
	s = strings.TrimLeft(s[:min(len(s), 4)], " ")
	return len(s) > 2 && s[0]|0x20 == 'a' && s[1]|0x20 == 't' && !isAlnum(s[2])
}

// handleEnd gives where a person's name on a network, "@JaneTheSocialWorker",
// ends that begins with the sign at i; 0 is none.
func handleEnd(s string, i int) int {
	if s[i] != '@' || i > 0 && (isAlnum(s[i-1]) || s[i-1] == '/') {
		return 0
	}
	end := i + 1
	for end < len(s) && end-i <= maxLocal && (isAlnum(s[end]) || s[end] == '_' || s[end] == '.') {
		end++
	}
	for end > i+1 && s[end-1] == '.' {
		end--
	}
	if !personalHandle(s[i+1 : end]) {
		return 0
	}
	return end
}

// personalHandle reports a name on a network that begins with a given name and
// goes on: bodies have such names more often, so the rest stays.
func personalHandle(handle string) bool {
	parts := handleParts(handle)
	if len(parts) == 0 {
		return false
	}
	l, first := names(), parts[0]
	if shaky, given := l.given[first]; given {
		return len(parts) > 1 && !shaky
	}
	for i := 4; i < len(first)-2; i++ {
		if shaky, given := l.given[first[:i]]; given && !shaky && l.surname[first[i:]] {
			return true // "amaraosei"
		}
	}
	return false
}

// handleParts gives the words of a name on a network, in small letters, parted at
// signs, figures and capitals: "@JaneTheSocialWorker".
func handleParts(handle string) []string {
	handle = strings.Trim(handle, "@/.")
	handle = handle[strings.LastIndexByte(handle, '/')+1:]
	var parts []string
	from := 0
	for i := 1; i <= len(handle); i++ {
		if i < len(handle) && isLetter(handle[i]) && !(handle[i] < 'a' && handle[i-1] >= 'a') {
			continue
		}
		if part := strings.Trim(handle[from:i], "._-"); part != "" {
			parts = append(parts, strings.ToLower(part))
		}
		from = i
	}
	return parts
}

// mobileEnd checks that a candidate has the digits of a mobile number, no more
// and no fewer, and gives where they end.
func mobileEnd(s string, start, end int) (int, bool) {
	var digits []byte
	for i := start; i < end; i++ {
		c := s[i]
		if c == 'O' {
			c = '0' // as hands and scanners write it
		}
		if !isDigit(c) {
			continue
		}
		if digits = append(digits, c); isMobile(string(digits)) {
			return i + 1, i+1 == len(s) || !isDigit(s[i+1])
		}
	}
	return 0, false
}

// isMobile reports ten digits from 7 on, after the country's code or the
// trunk's 0.
func isMobile(digits string) bool {
	n := strings.TrimPrefix(digits, "00")
	if after, ok := strings.CutPrefix(n, "44"); ok {
		n = strings.TrimPrefix(after, "0")
	} else if n, ok = strings.CutPrefix(digits, "0"); !ok {
		return false
	}
	return len(n) == 10 && n[0] == '7'
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
