package text

import (
	"regexp"
	"strings"
)

// Patterns of what reaches a person directly.
var (
	// mobilePattern is a British mobile number (Ofcom's 07 range) however it is
	// spaced, with or without the country's code.
	mobilePattern  = regexp.MustCompile(`^(?:(?:\+|00)\s?44[\s.\-]*(?:\(0\)|0)?[\s.\-]*7|0\s?7|\(0\)\s?7|\(07)[\s.\-()\d]{8,16}\d`)
	directPattern  = MustPattern(`(?i)\b(?:direct(?: (?:line|dial|number|no|tel)\b|\s?:)|ddi\b)[^\d\n]{0,12}((?:\+44|0)[\d\s()\-]{8,16}\d)`)
	profilePattern = MustPattern(`(?i)\b(?:https?://)?(?:\w+\.)?linkedin\.com/in/[\w%\-]+/?`)
)

// mailboxWords are parts of the local part of a team's address. Words of five
// letters or more also count inside a longer one.
var mailboxWords = strings.Fields(`hr hrd csc cs lado mash edt cwd asye nqsw sw yot yos yjs iro qa ey it ict afc lcs cla cin uasc dpo foi ta cypd
	jobs job post info team desk hub help mail duty send sencos care staff apply web work front
	recruit career social worker child children childrens young youth famil foster adoption adopt enquir inquir admin administrat contact service support
	resourc talent applic vacanc hello safeguard academy learning training council people office recept human agency agencies staffing referral noreply
	no-reply donotreply privacy data complaint customer feedback equalit diversity adjustment access payroll pension switchboard
	business transform school education early practice permanent permanence kinship assessment intervention leaving-care leavers director
	services workforce development apprentic placements placement volunteer community housing legal democratic borough corporate strategic central operations compliance ethics press media marketing sales booking event import export webmaster postmaster it-support eforms forms`)

// personalMailbox reports whether an address is one person's. An address that
// cannot be told is taken for a person's.
func personalMailbox(address string) bool {
	local := address
	if i := strings.IndexAny(address, "@[("); i >= 0 {
		local = address[:i]
	}
	local = strings.ToLower(strings.TrimSpace(local))
	l := names()
	parts := strings.FieldsFunc(local, func(r rune) bool { return r < 'a' || r > 'z' })
	for i, part := range parts {
		if shaky, ok := l.given[part]; ok && !shaky && len(parts) > 1 && i+1 < len(parts) && !isMailboxWord(parts[i+1]) {
			return true
		}
	}
	for _, part := range parts {
		if isMailboxWord(part) {
			return false
		}
	}
	return true
}

func isMailboxWord(part string) bool {
	for _, w := range mailboxWords {
		if part == w || len(w) >= 4 && strings.Contains(part, w) {
			return true
		}
	}
	return names().word[part] && len(part) > 3 // "lewisham@", "camden.adoption@"
}

// contactSpans finds personal addresses, mobile numbers, direct lines and
// profile pages. Patterns are tried only around what could begin one, so that
// long texts cost little.
func contactSpans(s string) []redaction {
	var out []redaction
	add := func(start, end int, kind string) { out = append(out, redaction{Span{start, end}, kind}) }
	last := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '@' || (c == '[' || c == '(') && strings.HasPrefix(strings.ToLower(strings.TrimLeft(s[i+1:min(len(s), i+5)], " ")), "at"):
			if i < last {
				continue
			}
			if start, end, ok := emailAround(s, i, last); ok {
				if personalMailbox(s[start:end]) {
					add(start, end, "email")
				}
				last = end
			}
		case (c == '0' || c == '+' || c == '(') && i >= last:
			if m := mobilePattern.FindStringIndex(s[i:min(len(s), i+40)]); m != nil && m[0] == 0 {
				if end, ok := mobileEnd(s, i, i+m[1]); ok {
					add(i, end, "number")
					last = end
				}
			}
		}
	}
	if lower := strings.ToLower(s); strings.Contains(lower, "direct") || strings.Contains(lower, "ddi") {
		for _, m := range directPattern.FindAllStringSubmatchIndex(s, -1) {
			add(m[2], m[3], "number")
		}
	}
	if strings.Contains(s, "inkedin.com/in/") {
		for _, m := range profilePattern.FindAllStringIndex(s, -1) {
			add(m[0], m[1], "link")
		}
	}
	return out
}

// Most an address can have on either side of its sign, in bytes (RFC 5321).
const (
	maxLocal  = 64
	maxDomain = 255
)

// emailAround finds the address whose sign is at i, not before byte from: an
// "@" or, with a space on either side or not, "[at]" or "(at)".
func emailAround(s string, i, from int) (start, end int, ok bool) {
	sign := 1
	start = i
	if s[i] != '@' {
		m := atSign.FindString(s[i:min(len(s), i+8)])
		if m == "" {
			return 0, 0, false
		}
		sign = len(m)
		if start > from && s[start-1] == ' ' {
			start--
		}
	}
	local := start
	for start > from && local-start < maxLocal && localByte(s[start-1]) {
		start--
	}
	for start < local && !isAlnum(s[start]) {
		start++
	}
	end = domainEnd(s, i+sign)
	return start, end, start < local && end > 0
}

// Signs and dots as people write them to keep robots away.
var (
	atSign  = regexp.MustCompile(`(?i)^[\[(]\s?at\s?[\])] ?`)
	dotSign = regexp.MustCompile(`(?i)^ ?[\[(]\s?dot\s?[\])] ?`)
)

// domainEnd gives where the domain that begins at i ends; 0 is none. A domain
// has two labels at least.
func domainEnd(s string, i int) int {
	limit := min(len(s), i+maxDomain)
	labels, end := 0, 0
	for i < limit {
		from := i
		for i < limit && (isAlnum(s[i]) || s[i] == '-') {
			i++
		}
		if i == from {
			break
		}
		labels++
		end = i
		if i < limit && s[i] == '.' {
			i++
		} else if m := dotSign.FindString(s[i:min(limit, i+10)]); m != "" {
			i += len(m)
		} else {
			break
		}
	}
	if labels < 2 {
		return 0
	}
	return end
}

func localByte(c byte) bool { return isAlnum(c) || strings.IndexByte("._%+'-", c) >= 0 }

func isAlnum(c byte) bool { return isLetter(c) || isDigit(c) }

// mobileEnd checks that a candidate has the digits of a mobile number, no more
// and no fewer, and gives where they end.
func mobileEnd(s string, start, end int) (int, bool) {
	if start > 0 && isDigit(s[start-1]) {
		return 0, false
	}
	var digits []byte
	for i := start; i < end; i++ {
		if !isDigit(s[i]) {
			continue
		}
		if digits = append(digits, s[i]); isMobile(string(digits)) {
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
