package text

import (
	"regexp"
	"slices"
	"strings"
)

// mailboxWords are parts of the local part of a team's address. Words of five
// letters or more also count inside a longer one.
var mailboxWords = strings.Fields(`hr hrd csc cs lado mash edt cwd asye nqsw sw yot yos yjs iro qa ey it ict afc lcs cla cin uasc dpo foi ta cypd
	jobs job post info team desk hub help mail duty send sencos care staff apply web work front
	recruit career social worker child children childrens young youth famil foster adoption adopt enquir inquir admin administrat contact service support
	resourc talent applic vacanc hello safeguard academy learning training council people office recept human agency agencies staffing referral noreply
	lscb lscp pod askhr cypf cfs csw asc dcs ofsted no-reply donotreply privacy data complaint customer feedback equalit diversity adjustment access payroll pension switchboard
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
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "dot" || p == "dash" || p == "hyphen" || p == "underscore" })
	for i, part := range parts {
		if i+1 == len(parts) {
			break
		}
		shaky, given := l.given[part]
		surname := i+2 == len(parts) && l.surname[parts[i+1]] // "j.green", "peter.park", "may.king"
		switch {
		case i == 0 && len(part) == 1 && l.surname[parts[len(parts)-1]], given && !shaky && surname, given && i == 0 && surname && !l.place[part]:
			return true
		case given && (!shaky || i == 0) && !isMailboxWord(parts[i+1]):
			return true
		}
	}
	if len(parts) == 1 && len(parts[0]) > 4 && !l.word[parts[0]] {
		if p := parts[0]; l.surname[p[1:]] || l.surname[p[:len(p)-1]] && !l.mailbox[p] {
			return true // "jyoung", "youngj"
		}
	}
	if n := len(parts); n > 2 && strings.Contains(local, "-") && l.surname[parts[n-1]] && !l.word[parts[n-1]] && !slices.ContainsFunc(parts, inMailboxWords) {
		return true // "su-lin.park-ellis"
	}
	return !slices.ContainsFunc(parts, isMailboxWord) && !(len(parts) == 1 && runTogether(parts[0]))
}

// runTogether reports two ordinary words written as one, "safetogether", of which
// the second is nobody's name.
func runTogether(part string) bool {
	l := names()
	for i := 4; i <= len(part)-6; i++ {
		first, second := part[:i], part[i:]
		_, given := l.given[first]
		if _, also := l.given[second]; !given && !also && !l.surname[second] && ordinary()[first] && ordinary()[second] {
			return true
		}
	}
	return false
}

func isMailboxWord(part string) bool {
	return inMailboxWords(part) || len(part) > 3 && names().word[part] // "lewisham@", "camden.adoption@"
}

func inMailboxWords(part string) bool {
	l := names()
	return l.mailbox[part] || len(part) > 4 && slices.ContainsFunc(l.mailboxStems, func(w string) bool { return strings.Contains(part, w) })
}

// Most an address can have on either side of its sign, in bytes (RFC 5321).
const (
	maxLocal  = 64
	maxDomain = 255
)

// emailAround finds the address whose sign is at i, not before byte from: an
// "@" or, with a space on either side or not, "[at]" or "(at)". A bare " at " and
// an "@" that stands alone count only after a local part in two, "jane dot doe".
func emailAround(s string, i, from int) (start, end int, ok bool) {
	sign, start, bare := 1, i, s[i] == ' '
	switch {
	case bare:
		sign = len(" at ")
	case s[i] != '@':
		m := atSign.FindString(s[i:min(len(s), i+8)])
		if m == "" {
			return 0, 0, false
		}
		sign = len(m)
		start = trimEnd(s, start, from, " ")
	default:
		at := i + 1
		for at < len(s) && at < i+3 && strings.IndexByte(" ])", s[at]) >= 0 {
			at++
		}
		sign = at - i
		bare = start > from && s[start-1] == ' '
		start = trimEnd(s, trimEnd(s, start, from, "[("), from, " ")
	}
	if end = domainEnd(s, i+sign); end == 0 || bare && strings.HasPrefix(strings.ToLower(s[i+sign:end]), "www.") {
		return 0, 0, false
	}
	local := start
	for {
		for start > from && local-start < maxLocal && localByte(s[start-1]) {
			start--
		}
		if start == from || strings.IndexByte(" )]", s[start-1]) < 0 || local-start >= maxLocal {
			break
		}
		before := s[max(from, start-13):start]
		if !strings.ContainsAny(before, "tThHnNeE.") {
			break
		}
		m := dotSignEnd.FindStringIndex(before)
		if m == nil {
			break
		}
		start -= len(before) - m[0] - 1
	}
	for start < local && !isAlnum(s[start]) {
		start++
	}
	return start, end, start < local && (!bare || twoParts(s[start:local]))
}

// trimEnd gives where s ends before byte end without one of the bytes of cut.
func trimEnd(s string, end, from int, cut string) int {
	if end > from && strings.IndexByte(cut, s[end-1]) >= 0 {
		end--
	}
	return end
}

// twoParts reports a local part that a dot or the like divides, which is no
// address of the web.
func twoParts(local string) bool {
	small := strings.ToLower(local)
	i := strings.LastIndexAny(small, "._ )]")
	if i < 1 || i+1 == len(small) || !isLetter(small[0]) {
		return false
	}
	switch small[i+1:] {
	case "uk", "com", "org", "net", "gov", "m", "g", "e":
		return false
	}
	return true
}

// Signs and dots as people write them to keep robots away.
var (
	atSign     = regexp.MustCompile(`(?i)^[\[({]\s?at\s?[\])}] ?`)
	dotSign    = regexp.MustCompile(`(?i)^(?: dot | ?[\[(]\s?(?:dot|\.)\s?[\])] ?)`)
	dotSignEnd = MustPattern(`(?i)[\w%](?: (?:dot|dash|hyphen|underscore) | ?[\[(]\s?(?:dot|\.)\s?[\])] ?)$`)
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
