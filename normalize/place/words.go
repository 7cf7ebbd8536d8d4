package place

import "strings"

// word is one folded word of a text.
type word struct {
	key        string
	start, end int
	upper      bool // all capitals
	// part counts the commas, slashes and brackets before it: words of one part
	// of an address share it.
	part int
}

// fold splits text into lower-case words: "&" is "and", apostrophes vanish,
// hyphens part words.
func fold(s string) []word {
	var out []word
	part := 0
	for i := 0; i < len(s); {
		switch {
		case isWordByte(s[i]):
			w := wordAt(s, i)
			w.part = part
			out = append(out, w)
			i = w.end
			continue
		case s[i] == '&':
			out = append(out, word{key: "and", start: i, end: i + 1, part: part})
		case partsAddress(s[i:]):
			part++
		}
		i++
	}
	return out
}

// wordAt reads the word that begins at i.
func wordAt(s string, i int) word {
	var key strings.Builder
	start, upper := i, true
	for i < len(s) {
		if n := apostrophe(s[i:]); n > 0 && i+n < len(s) && isWordByte(s[i+n]) {
			i += n
		}
		if !isWordByte(s[i]) {
			break
		}
		key.WriteByte(lower(s[i]))
		upper = upper && lower(s[i]) != s[i] || s[i] < 'A'
		i++
	}
	return word{key: key.String(), start: start, end: i, upper: upper && i-start > 1}
}

// partsAddress reports a text that begins with what parts an address.
func partsAddress(s string) bool {
	return strings.IndexByte(",;/()|\n:", s[0]) >= 0 || strings.HasPrefix(s, " - ") || strings.HasPrefix(s, "–")
}

func isWordByte(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9'
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c | 0x20
	}
	return c
}

// apostrophe gives the length of an apostrophe at the start of s.
func apostrophe(s string) int {
	for _, a := range []string{"'", "’", "‘"} {
		if strings.HasPrefix(s, a) {
			return len(a)
		}
	}
	return 0
}
