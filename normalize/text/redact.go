package text

import (
	"cmp"
	"slices"
	"strings"
)

// redaction is something about a person that is to go.
type redaction struct {
	Span
	kind string // name, email, number, link
}

// Redact takes people out of plain text: named contacts and other people named,
// personal e-mail addresses, mobile numbers, direct lines and profile pages. In
// their place stands "[name removed]" and the like. Team mailboxes, switchboard
// numbers and names of places, buildings and bodies stay. It gives the text and
// how many were taken out. Redact of its own result changes nothing.
func Redact(s string) (string, int) { return redact(s, prose) }

// RedactField is Redact for a short field such as a title or an address, where
// capitals are no sign of a name: only what is known to be about a person goes.
func RedactField(s string) (string, int) { return redact(s, field) }

// A register is what kind of text people are taken out of.
type register int

const (
	prose register = iota // what values are read from
	field                 // a title or an address
	shown                 // prose that is shown whole
)

func redact(s string, r register) (string, int) {
	removed := 0
	// Taking one name out can bring the next into a cue's reach.
	for range 4 {
		spans := findRedactions(s, r)
		if len(spans) == 0 {
			break
		}
		removed += len(spans)
		s = replaceSpans(s, spans)
	}
	return s, removed
}

func replaceSpans(s string, spans []redaction) string {
	var b strings.Builder
	b.Grow(len(s))
	from := 0
	for _, r := range spans {
		b.WriteString(s[from:r.Start])
		b.WriteString("[" + r.kind + " removed]")
		from = r.End
	}
	b.WriteString(s[from:])
	return b.String()
}

// findRedactions gives everything that is to go, in order and without overlap.
func findRedactions(s string, r register) []redaction {
	spans, kept := contactSpans(s)
	f := nameFinder{s: s, toks: tokenize(s), l: names(), taken: spans, kept: kept, known: map[string]bool{}, field: r == field, shown: r == shown}
	f.find()
	spans = f.taken
	slices.SortFunc(spans, func(a, b redaction) int { return cmp.Or(a.Start-b.Start, b.End-a.End) })
	var out []redaction
	for _, r := range spans {
		if n := len(out); n > 0 {
			last := &out[n-1]
			if r.Start < last.End {
				last.End = max(last.End, r.End)
				continue
			}
			if r.kind == "name" && last.kind == "name" && strings.TrimSpace(s[last.End:r.Start]) == "" && !strings.Contains(s[last.End:r.Start], "\n") {
				last.End = r.End
				continue
			}
		}
		out = append(out, r)
	}
	return out
}
