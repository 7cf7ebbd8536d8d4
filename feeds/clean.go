package feeds

import (
	"html"
	"strings"
	"unicode/utf8"
)

// clean makes foreign text fit for every format: valid UTF-8, without the
// characters XML 1.0 forbids (section 2.2), the C1 controls it discourages, and
// the marks that turn the direction of writing round. Ingest has done this once;
// here it is done again, because one such byte makes a whole feed unreadable.
func clean(s string) string {
	if plain(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r == '\r' {
			return '\n'
		}
		if !allowed(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(strings.ReplaceAll(s, "\r\n", "\n"), ""))
}

func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || c < ' ' && c != '\n' && c != '\t' || c == 0x7F {
			return false
		}
	}
	return true
}

func allowed(r rune) bool {
	switch {
	case r == '\t', r == '\n':
		return true
	case r < ' ', 0x7F <= r && r <= 0x9F:
		return false
	case 0xD800 <= r && r <= 0xDFFF, r > 0x10FFFF:
		return false
	case r&0xFFFE == 0xFFFE, 0xFDD0 <= r && r <= 0xFDEF: // not characters
		return false
	case 0x202A <= r && r <= 0x202E, 0x2066 <= r && r <= 0x2069, r == 0x200E, r == 0x200F, r == 0x061C: // direction marks
		return false
	case r == 0xFEFF, r == 0xFFFD: // a mark with nothing to mark; what was lost before us
		return false
	}
	return true
}

// unmarked stands for what readers could take for markup in plain text: they
// disagree on whether "<b>" or "&#x41;" in a title is any, and the W3C validator
// warns of both.
var unmarked = strings.NewReplacer("<", "‹", ">", "›", "&#", "& #")

// line is clean text on one line, with nothing that could be read as markup.
// Character references that ingest left standing are resolved.
func line(s string) string {
	s = clean(s)
	for range 3 { // damage is seldom deeper than that
		plainer := clean(html.UnescapeString(s))
		if plainer == s {
			break
		}
		s = plainer
	}
	return unmarked.Replace(strings.Join(strings.Fields(s), " "))
}

// short is s, on one line, cut at a word to at most n letters.
func short(s string, n int) string {
	s = line(s)
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	cut := string([]rune(s)[:n-1])
	if i := strings.LastIndexByte(cut, ' '); i > n/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:-") + "…"
}
