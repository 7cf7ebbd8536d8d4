package platform

import (
	"bytes"
	"slices"
	"strings"

	nethtml "golang.org/x/net/html"
)

// kindOf says how simpleMarkup treats an element: those that an HTML parser
// leaves where they stand as long as they are nested properly.
type kindOf int

const (
	otherElement kindOf = iota
	block               // not inside a paragraph
	heading             // a block, not inside another heading
	item                // only right inside a list
	phrase              // not inside itself
	anything
)

var simpleElements = map[string]kindOf{
	"p": block, "div": block, "ul": block, "ol": block,
	"h1": heading, "h2": heading, "h3": heading, "h4": heading, "h5": heading, "h6": heading,
	"li": item,
	"a":  phrase, "b": phrase, "strong": phrase, "i": phrase, "em": phrase, "u": phrase,
	"span": anything,
}

// maxSimple is how deep simple markup may be nested.
const maxSimple = 32

// simpleMarkup writes a piece of HTML as it comes out of a parser, textOnly and
// a renderer, where that is plain to see: usual elements, properly nested, with
// quoted attributes. It reports false where it is not. Most descriptions are
// such; to parse one costs as much as to parse a small page.
func simpleMarkup(piece string) (string, bool) {
	w := simpleWriter{b: written.Get().(*bytes.Buffer)}
	defer written.Put(w.b)
	w.b.Reset()
	for {
		text, rest, tagged := strings.Cut(piece, "<")
		w.text(text)
		if !tagged {
			return w.b.String(), len(w.open) == 0
		}
		var tag string
		if tag, piece, tagged = strings.Cut(rest, ">"); !tagged || !w.tag(tag) {
			return "", false
		}
	}
}

// simpleWriter is what simpleMarkup has written and which elements are open.
type simpleWriter struct {
	b    *bytes.Buffer
	open []string
}

// text writes what stands between two tags.
func (w *simpleWriter) text(s string) {
	if strings.Contains(s, "&") {
		s = nethtml.UnescapeString(s)
	}
	w.b.WriteString(nethtml.EscapeString(s))
}

// tag writes a tag, given without its brackets.
func (w *simpleWriter) tag(tag string) bool {
	if tag == "br" || tag == "br/" || tag == "br /" {
		w.b.WriteString("<br/>")
		return true
	}
	if name, ends := strings.CutPrefix(tag, "/"); ends {
		last := len(w.open) - 1
		if last < 0 || w.open[last] != name {
			return false
		}
		w.open = w.open[:last]
		w.b.WriteString("</")
		w.b.WriteString(name)
		w.b.WriteByte('>')
		return true
	}
	name, attributes, _ := strings.Cut(tag, " ")
	if len(w.open) >= maxSimple || !w.fits(name) {
		return false
	}
	w.open = append(w.open, name)
	w.b.WriteByte('<')
	w.b.WriteString(name)
	ok := w.attributes(name, attributes)
	w.b.WriteByte('>')
	return ok
}

// fits reports whether a parser leaves an element where it begins here.
func (w *simpleWriter) fits(name string) bool {
	switch kind := simpleElements[name]; kind {
	case block, heading:
		return !slices.Contains(w.open, "p") && (kind == block ||
			!slices.ContainsFunc(w.open, func(outer string) bool { return simpleElements[outer] == heading }))
	case item:
		last := len(w.open) - 1
		return last >= 0 && (w.open[last] == "ul" || w.open[last] == "ol")
	case phrase:
		return !slices.Contains(w.open, name)
	case anything:
		return true
	}
	return false
}

// attributes writes an element's attributes, each once, in double quotes, with
// nothing in it that would be written otherwise.
func (w *simpleWriter) attributes(element, s string) bool {
	for s != "" {
		name, rest, quoted := strings.Cut(s, `="`)
		value, rest, closed := strings.Cut(rest, `"`)
		if !quoted || !closed || name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz-") != "" || strings.ContainsAny(value, "&'<>\r") {
			return false
		}
		if s = rest; s != "" && s[0] != ' ' || strings.Contains(s, " "+name+"=") {
			return false
		}
		s = strings.TrimPrefix(s, " ")
		if element == "a" && name == "href" {
			value = withoutTokens(value)
		}
		for _, part := range [...]string{" ", name, `="`, value, `"`} {
			w.b.WriteString(part)
		}
	}
	return true
}
