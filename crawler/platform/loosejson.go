package platform

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// looseJSON reads JSON-LD as pages have it: JSON (RFC 8259), and what is nearly
// that. Line ends and control characters may stand inside strings, a backslash
// before what needs none, a comma before a closing bracket, several values one
// after the other, and a bracket too many between them. Anything else is not
// read at all. Numbers keep the figures they are written in.
type looseJSON struct {
	rest  string
	depth int
}

// readLoose reads the values of a text. Where it is not JSON to its end, even
// loosely, it gives those before the break, of which nothing is lacking, and
// what is lost: all from the value that breaks off, which may be half a list.
func readLoose(text string) (values []datum, lost string) {
	r := looseJSON{rest: text}
	for !r.ends() {
		from := r.rest
		more, ok := r.value(values)
		if !ok {
			return values, from
		}
		values = more
	}
	return values, ""
}

// ends passes over what may stand between values, and says whether nothing is left.
func (r *looseJSON) ends() bool {
	r.rest = strings.TrimLeft(r.rest, " \t\r\n,]}")
	return r.rest == ""
}

// next passes over blanks and says what comes; 0 at the end.
func (r *looseJSON) next() byte {
	for r.rest != "" {
		switch c := r.rest[0]; c {
		case ' ', '\t', '\r', '\n':
			r.rest = r.rest[1:]
		default:
			return c
		}
	}
	return 0
}

// takes passes over a character, if that is what comes.
func (r *looseJSON) takes(c byte) bool {
	if r.next() != c {
		return false
	}
	r.rest = r.rest[1:]
	return true
}

// value reads a value and puts it behind others: what stands in a list each for
// itself, and nothing of null.
func (r *looseJSON) value(into []datum) ([]datum, bool) {
	if r.depth++; r.depth > maxDepth {
		return into, false
	}
	defer func() { r.depth-- }()
	switch {
	case r.takes('{'):
		return r.object(into)
	case r.takes('['):
		return r.list(into)
	case r.takes('"'):
		s, plain, ok := r.quoted()
		if plain {
			s = strings.Clone(s) // a title must not keep the whole script
		} else {
			s = unescaped(s)
		}
		return append(into, datum{text: s}), ok
	}
	return r.bare(into)
}

// bare reads a value without quotes or brackets.
func (r *looseJSON) bare(into []datum) ([]datum, bool) {
	end := strings.IndexAny(r.rest, ",]} \t\r\n")
	if end < 0 {
		end = len(r.rest)
	}
	word := r.rest[:end]
	r.rest = r.rest[end:]
	switch {
	case word == "null":
		return into, true
	case !json.Valid([]byte(word)):
		return into, false
	}
	return append(into, datum{text: strings.Clone(word)}), true
}

// list reads a list behind its opening bracket.
func (r *looseJSON) list(into []datum) (_ []datum, ok bool) {
	for !r.takes(']') {
		if into, ok = r.value(into); !ok || !r.takes(',') && r.next() != ']' {
			return into, false
		}
	}
	return into, true
}

// object reads a thing behind its opening bracket. One with an @value stands for
// that (JSON-LD 1.1, section 4.2); of a name that stands twice the last counts,
// as in most readers.
func (r *looseJSON) object(into []datum) ([]datum, bool) {
	n := &node{}
	var inner []datum
	stands := false
	for !r.takes('}') {
		if !r.takes('"') {
			return into, false
		}
		name, plain, named := r.quoted()
		if !named || !r.takes(':') {
			return into, false
		}
		if !plain {
			name = unescaped(name)
		}
		values, ok := r.value(nil)
		if !ok || !r.takes(',') && r.next() != '}' {
			return into, false
		}
		if name == "@value" {
			inner, stands = values, true
		}
		n.says(name, values)
	}
	if stands {
		return append(into, inner...), true
	}
	return append(into, datum{node: n}), true
}

// says puts the values of a JSON name into a node. What is said under another
// spelling of a name that has a value ("title", "dc:title") counts where it is
// something.
func (n *node) says(name string, values []datum) {
	written := name
	switch {
	case name == "@type" || name == "type":
		for _, d := range values {
			if d.node == nil {
				n.types = append(n.types, d.text)
			}
		}
		return
	case !strings.HasPrefix(name, "@"):
		name = termOf(name)
	}
	p := n.property(name)
	if p == nil || p.written != "" && p.written != written && !anyWords(values) {
		return
	}
	p.written, p.values = written, values
}

// quoted reads a string behind its opening quote, as it is written; plain is
// set where that is what it says.
func (r *looseJSON) quoted() (s string, plain, ok bool) {
	end, plain := 0, true
	for ; end < len(r.rest) && r.rest[end] != '"'; end++ {
		if r.rest[end] == '\\' {
			end, plain = end+1, false
		}
	}
	if end >= len(r.rest) {
		return "", plain, false
	}
	s = r.rest[:end]
	r.rest = r.rest[end+1:]
	return s, plain, true
}

// unescaped undoes the backslashes in what stands between quotes.
func unescaped(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for {
		before, after, more := strings.Cut(s, `\`)
		b.WriteString(before)
		if !more {
			return b.String()
		}
		char, size := escaped(after)
		if size > 0 {
			b.WriteRune(char)
		}
		s = after[size:]
	}
}

// escaped is the character that stands behind a backslash, and how many bytes
// write it; none where the backslash was not meant as one.
func escaped(s string) (char rune, size int) {
	if s == "" {
		return 0, 0
	}
	switch c := s[0]; c {
	case '"', '\\', '/':
		return rune(c), 1
	case 'b':
		return '\b', 1
	case 'f':
		return '\f', 1
	case 'n':
		return '\n', 1
	case 'r':
		return '\r', 1
	case 't':
		return '\t', 1
	case 'u':
		return unit(s)
	}
	return 0, 0
}

// unit is the character of a "u" and four digits, or of two such that make one
// (RFC 8259, section 7). Half of a pair is U+FFFD, as in encoding/json.
func unit(s string) (char rune, size int) {
	first, ok := hex4(s)
	if !ok {
		return 0, 0
	}
	if !utf16.IsSurrogate(first) {
		return first, 5
	}
	if strings.HasPrefix(s[5:], `\`) {
		if second, ok := hex4(s[6:]); ok {
			if both := utf16.DecodeRune(first, second); both != utf8.RuneError {
				return both, 11
			}
		}
	}
	return utf8.RuneError, 5
}

// hex4 reads a "u" and four hexadecimal digits.
func hex4(s string) (rune, bool) {
	if len(s) < 5 || s[0] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[1:5], 16, 16)
	return rune(n), err == nil
}
