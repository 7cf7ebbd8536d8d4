package text

import (
	"regexp"
	"slices"
	"strings"
)

// personalMailbox reports whether an address is one person's. An address that
// cannot be told is taken for a person's.
func personalMailbox(address string) bool {
	local := address
	if i := strings.IndexAny(address, "@[("); i >= 0 {
		local = address[:i]
	}
	local = strings.ToLower(strings.TrimSpace(local))
	parts := strings.FieldsFunc(local, func(r rune) bool { return r < 'a' || r > 'z' })
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "dot" || p == "dash" || p == "hyphen" || p == "underscore" })
	for i := range len(parts) - 1 {
		if givenNameAt(parts, i) {
			return true
		}
	}
	return len(parts) == 1 && surnameWithInitial(parts[0]) || doubleSurname(local, parts) ||
		!slices.ContainsFunc(parts, isMailboxWord) && !(len(parts) == 1 && runTogether(parts[0]))
}

// runTogether reports two ordinary words written as one, "safetogether", of which
// the second is nobody's name.
func runTogether(part string) bool {
	l := names()
	for i := 4; i <= len(part)-6; i++ {
		first, second := part[:i], part[i:]
		_, given := l.given[first]
		if _, also := l.given[second]; !given && !also && !l.surname[second] && isOrdinary(first) && isOrdinary(second) {
			return true
		}
	}
	return false
}

// givenNameAt reports a part of an address that is a given name or an initial, by
// itself or by the surname behind it: "j.green", "peter.park", "may.king".
func givenNameAt(parts []string, i int) bool {
	l, part, end := names(), parts[i], len(parts)-1
	shaky, given := l.given[part]
	surname := i+1 == end && l.surname[parts[end]]
	switch {
	case i == 0 && len(part) == 1 && l.surname[parts[end]]:
		return true
	case !given:
		return false
	case surname && (!shaky || i == 0 && !l.place[part]):
		return true
	}
	return (!shaky || i == 0) && !isMailboxWord(parts[i+1])
}

// surnameWithInitial reports "jyoung" and "youngj".
func surnameWithInitial(part string) bool {
	l := names()
	if len(part) <= 4 || l.word[part] {
		return false
	}
	return l.surname[part[1:]] || l.surname[part[:len(part)-1]] && !l.mailbox[part]
}

// doubleSurname reports names joined by hyphens that end in a surname:
// "su-lin.park-ellis".
func doubleSurname(local string, parts []string) bool {
	n := len(parts)
	if n <= 2 || !strings.Contains(local, "-") {
		return false
	}
	l, last := names(), parts[n-1]
	return l.surname[last] && !l.word[last] && !slices.ContainsFunc(parts, inMailboxWords)
}

// isMailboxWord reports a word of a team's address or of a place's: "lewisham@",
// "camden.adoption@".
func isMailboxWord(part string) bool {
	return inMailboxWords(part) || len(part) > 3 && names().word[part]
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
	local, domain, bare := signAt(s, i, from)
	if domain == 0 {
		return 0, 0, false
	}
	if end = domainEnd(s, domain); end == 0 || bare && strings.HasPrefix(strings.ToLower(s[domain:end]), "www.") {
		return 0, 0, false
	}
	start = localStart(s, local, from)
	return start, end, start < local && (!bare || twoParts(s[start:local]))
}

// signAt reads the sign at i: where the local part before it ends and the domain
// behind it begins, which is 0 where there is no sign. Bare is true for one that
// may be an ordinary word or mark.
func signAt(s string, i, from int) (local, domain int, bare bool) {
	if s[i] == ' ' {
		return i, i + len(" at "), true
	}
	if s[i] != '@' {
		m := atSign.FindString(s[i:min(len(s), i+8)])
		if m == "" {
			return 0, 0, false
		}
		return trimEnd(s, i, from, " "), i + len(m), false
	}
	domain = i + 1
	for domain < len(s) && domain < i+3 && strings.IndexByte(" ])", s[domain]) >= 0 {
		domain++
	}
	bare = i > from && s[i-1] == ' '
	return trimEnd(s, trimEnd(s, i, from, "[("), from, " "), domain, bare
}

// localStart gives where the local part that ends at byte local begins, not before
// from, over dots that are written as words.
func localStart(s string, local, from int) int {
	start := local
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
	return start
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
