package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// MaxSize is the most of one field that is ever looked at, in bytes. What is
// longer is cut at a rune: no advert comes near it, and nothing foreign may
// take unbounded time.
const MaxSize = 1 << 20

// Clean makes foreign text safe and plain: valid UTF-8 in NFC, encoding damage
// of the usual kinds repaired, letters and digits in their usual width, control,
// bidirectional and zero-width characters taken out, every kind of space one
// space, at most one blank line together. Clean of its own result changes nothing.
func Clean(s string) string {
	s = Cut(s, MaxSize)
	if isPlainASCII(s) {
		return s
	}
	// What one round takes out can bring together what the next repairs; two
	// rounds are the usual, and the bound is for hostile text.
	for range 24 {
		sound := norm.NFC.String(tidySpace(dropInvisible(repairMojibake(width.Fold.String(validUTF8(s))))))
		if sound == s || isSettled(sound) {
			return sound
		}
		s = sound
	}
	return s
}

// isSettled reports tidied text that another round would not change: nothing in
// it is damaged, hidden or in two parts.
func isSettled(s string) bool {
	for _, r := range s {
		if (r < ' ' || r >= 0x7f) && !strings.ContainsRune("\n£€–—‘’“”•…", r) {
			return false
		}
	}
	return true
}

// Cut gives at most n bytes of s, never half a character.
func Cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// isPlainASCII reports text that Clean would not change, without a copy: the
// usual case for short fields.
func isPlainASCII(s string) bool {
	space := true // a leading space would be trimmed
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == ' ':
			if space {
				return false
			}
			space = true
		case c < ' ' || c >= 0x7f:
			return false
		default:
			space = false
		}
	}
	return !space || s == ""
}

// validUTF8 reads bytes that are not UTF-8 as Windows-1252, which is what they
// are on British sites; the five bytes it leaves undefined are dropped.
func validUTF8(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			if r = charmap.Windows1252.DecodeByte(s[i]); r == utf8.RuneError {
				i++
				continue
			}
		}
		b.WriteRune(r)
		i += size
	}
	return b.String()
}

// mojibakeLeads are what the first bytes of the characters that British adverts
// hold (Latin letters, punctuation, signs, emoji) look like when misread. Other
// accented capitals stand before sound text too often.
const mojibakeLeads = "ÂÃÄÅâïð"

// repairMojibake undoes UTF-8 that was read as Windows-1252 or Latin-1, once or
// several times over, character by character, so that sound text beside it is
// untouched.
func repairMojibake(s string) string {
	if !strings.ContainsAny(s, mojibakeLeads) {
		return s
	}
	out := make([]rune, 0, len(s))
	for _, r := range s {
		out = append(out, r)
		for n := 2; n <= utf8.UTFMax && n <= len(out); {
			fixed, ok := decodeMojibake(out[len(out)-n:])
			if !ok {
				n++
				continue
			}
			out = append(out[:len(out)-n], fixed) // which may end another
			n = 2
		}
	}
	return dropMojibakeRests(string(out))
}

// dropMojibakeRests mends damage of which a byte was lost on the way: what is
// left of a no-break space, and of a closing quote.
func dropMojibakeRests(s string) string {
	s = strings.ReplaceAll(s, "â€\"", "–") // a dash whose last byte became a straight quote
	s = strings.ReplaceAll(s, "â€", "”")
	if !strings.Contains(s, "Â") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for s != "" {
		i := strings.Index(s, "Â")
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		rest := strings.TrimLeft(s[i:], "Â")
		if !followedBySpace(rest) {
			b.WriteString(s[i : len(s)-len(rest)])
		}
		s = rest
	}
	b.WriteString(s)
	return b.String()
}

func followedBySpace(s string) bool {
	return s == "" || s[0] == ' ' || s[0] == '\n' || strings.HasPrefix(s, "\u00a0") ||
		strings.HasPrefix(s, "-") || strings.HasPrefix(s, "–")
}

// decodeMojibake reads two to four damaged characters whose single bytes
// together are one UTF-8 sequence.
func decodeMojibake(rs []rune) (rune, bool) {
	if !strings.ContainsRune(mojibakeLeads, rs[0]) {
		return 0, false
	}
	var raw [utf8.UTFMax]byte
	for i, r := range rs {
		c, ok := singleByte(r)
		if !ok {
			return 0, false
		}
		raw[i] = c
	}
	fixed, size := utf8.DecodeRune(raw[:len(rs)])
	// A control character is no one's damaged letter.
	return fixed, size == len(rs) && fixed >= 0xA0
}

// singleByte is the byte that Windows-1252, or Latin-1 where that has none,
// gives a character.
func singleByte(r rune) (byte, bool) {
	if r < 0x100 {
		return byte(r), r >= 0x80
	}
	return charmap.Windows1252.EncodeRune(r)
}

// dropInvisible takes out what a reader cannot see and turns every kind of
// space, line end and lost character into the plain one.
func dropInvisible(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	prev, end := rune(0), 0
	return strings.Map(func(r rune) rune {
		end += utf8.RuneLen(r)
		switch {
		case r >= ' ' && r < 0x7f:
		case r == '\n', r == '\r', r == '\u2028', r == '\u2029', r == '\u0085', r == '\v', r == '\f':
			r = '\n'
		case r == '\t', unicode.Is(unicode.Zs, r):
			r = ' '
		case r >= 0x80 && r < 0xA0: // a C1 control is a Windows-1252 character in disguise
			if r = charmap.Windows1252.DecodeByte(byte(r)); r == utf8.RuneError || r < 0xA0 {
				return -1
			}
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == '\ufffe', r == '\uffff':
			return -1
		case r == '\uf0b7', r == '\uf0a7', r == '\uf02d':
			r = '•' // word-processor bullets from a symbol font
		case unicode.Is(unicode.Co, r):
			return -1
		case r == utf8.RuneError:
			r = lostCharacter(prev, s[end:])
		}
		prev = r
		return r
	}, s)
}

// lostCharacter says what a replacement character most likely was: an
// apostrophe between letters, a pound sign before a figure, a dash between
// spaces. Elsewhere it stays, so that the damage can be seen.
func lostCharacter(prev rune, rest string) rune {
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case unicode.IsLetter(prev) && unicode.IsLetter(next):
		return '’'
	case !unicode.IsDigit(prev) && unicode.IsDigit(next):
		return '£'
	case unicode.IsSpace(prev) && unicode.IsSpace(next):
		return '–'
	}
	return utf8.RuneError
}

// tidySpace makes runs of spaces one, trims every line, and leaves at most one
// blank line between others.
func tidySpace(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	blank := 0
	for line := range strings.SplitSeq(s, "\n") {
		line = oneSpace(line)
		if line == "" {
			blank++
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
			if blank > 0 {
				b.WriteByte('\n')
			}
		}
		blank = 0
		b.WriteString(line)
	}
	return b.String()
}

func oneSpace(s string) string {
	s = strings.Trim(s, " ")
	if !strings.Contains(s, "  ") {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }), " ")
}
