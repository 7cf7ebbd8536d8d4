package text

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// RedactHTML is Redact for HTML that Sanitise made. A name that runs over
// several elements of one paragraph goes whole, and so does a link to a person.
func RedactHTML(s string) (string, int) {
	z := html.NewTokenizer(strings.NewReader(Cut(s, MaxSize)))
	var out strings.Builder
	removed := 0
	var block htmlBlock
	for {
		kind := z.Next()
		tok := z.Token()
		if kind == html.ErrorToken {
			removed += block.flush(&out)
			return out.String(), removed
		}
		switch {
		case kind == html.TextToken:
			block.add(tok.Data, true)
		case isInline(tok.DataAtom):
			if tok.DataAtom == atom.A && dropPersonalLink(&tok) {
				removed++
			}
			block.add(tok.String(), false)
		default:
			removed += block.flush(&out)
			out.WriteString(tok.String())
		}
	}
}

func isInline(a atom.Atom) bool { return a == atom.A || a == atom.Strong || a == atom.Em }

// dropPersonalLink takes the address off a link that leads to a person.
func dropPersonalLink(tok *html.Token) bool {
	for i, attr := range tok.Attr {
		if attr.Key == "href" && len(contactSpans(attr.Val)) > 0 {
			tok.Attr = append(tok.Attr[:i], tok.Attr[i+1:]...)
			return true
		}
	}
	return false
}

// htmlBlock is one paragraph of HTML: its texts and the inline tags between.
type htmlBlock struct {
	parts  []string
	isText []bool
}

func (b *htmlBlock) add(s string, isText bool) {
	b.parts, b.isText = append(b.parts, s), append(b.isText, isText)
}

// flush writes the paragraph with people taken out of it, and empties the block.
func (b *htmlBlock) flush(out *strings.Builder) int {
	var whole strings.Builder
	for i, p := range b.parts {
		if b.isText[i] {
			whole.WriteString(p)
		}
	}
	spans := findRedactions(whole.String(), false)
	at, next := 0, 0
	for i, p := range b.parts {
		if !b.isText[i] {
			out.WriteString(p)
			continue
		}
		from := 0
		for next < len(spans) && spans[next].Start < at+len(p) {
			start, end := max(0, spans[next].Start-at), spans[next].End-at
			if start >= from {
				out.WriteString(html.EscapeString(p[from:start]))
			}
			if spans[next].Start >= at {
				out.WriteString("[" + spans[next].kind + " removed]")
			}
			from = min(len(p), end)
			if end > len(p) {
				break // it goes on in the next text
			}
			next++
		}
		out.WriteString(html.EscapeString(p[from:]))
		at += len(p)
	}
	b.parts, b.isText = b.parts[:0], b.isText[:0]
	return len(spans)
}
