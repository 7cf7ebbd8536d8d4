package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// RedactHTML is Redact for HTML that Sanitise made and that is shown whole: what
// may be a name for all that is known goes too. It reads the whole text at
// once, as readers do: a name that runs over several elements goes whole, one
// under a heading such as "Contact" is found, and so is a link to a person.
func RedactHTML(s string) (string, int) {
	s = Cut(s, MaxSize)
	removed := 0
	for range 4 { // as Redact does
		out, n := redactHTML(s)
		removed += n
		if s = out; n == 0 {
			break
		}
	}
	return s, removed
}

func redactHTML(s string) (string, int) {
	z := html.NewTokenizer(strings.NewReader(s))
	var page htmlText
	links := 0
	for {
		kind := z.Next()
		tok := z.Token()
		switch {
		case kind == html.ErrorToken:
			out, n := page.redact()
			return out, n + links
		case kind == html.TextToken:
			page.text(tok.Data)
		default:
			if tok.DataAtom == atom.A && dropPersonalLink(&tok) {
				links++
			}
			page.tag(tok)
		}
	}
}

func isInline(a atom.Atom) bool { return a == atom.A || a == atom.Strong || a == atom.Em }

// dropPersonalLink takes the address off a link that leads to a person.
func dropPersonalLink(tok *html.Token) bool {
	had := len(tok.Attr)
	tok.Attr = slices.DeleteFunc(tok.Attr, func(a html.Attribute) bool { return a.Key == "href" && leadsToSomebody(a.Val) })
	return len(tok.Attr) < had
}

// leadsToSomebody reports an address that reaches one person, or names one.
func leadsToSomebody(address string) bool {
	spans, _ := contactSpans(address)
	return len(spans) > 0 || namesSomebody(address)
}

// namesSomebody reports a web address that ends in a person's name:
// "https://council.example/people/jane-doe".
func namesSomebody(address string) bool {
	path, _, _ := strings.Cut(strings.TrimRight(address, "/"), "?")
	words := strings.FieldsFunc(path[strings.LastIndexByte(path, '/')+1:], func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' })
	for i, w := range words {
		r, size := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToUpper(r)) + w[size:]
	}
	return len(words) == 2 && len(findRedactions(strings.Join(words, " "), field)) > 0
}

// htmlText is a document's tags and texts, and the text as it reads.
type htmlText struct {
	parts []htmlPart
	whole strings.Builder
}

// htmlPart is a tag as it is written, or a text and its place in the whole.
type htmlPart struct {
	words  string
	at     int
	isText bool
}

func (h *htmlText) text(s string) {
	h.parts = append(h.parts, htmlPart{s, h.whole.Len(), true})
	h.whole.WriteString(s)
}

// tag adds a tag; every one that is not within a line begins a new one.
func (h *htmlText) tag(tok html.Token) {
	h.parts = append(h.parts, htmlPart{words: tok.String()})
	if !isInline(tok.DataAtom) {
		h.whole.WriteString("\n")
	}
}

// redact writes the document with people taken out of it, and counts them.
func (h *htmlText) redact() (string, int) {
	spans := findRedactions(h.whole.String(), shown)
	var out strings.Builder
	next := 0
	for _, p := range h.parts {
		if !p.isText {
			out.WriteString(p.words)
			continue
		}
		from, end := 0, p.at+len(p.words)
		for ; next < len(spans) && spans[next].Start < end; next++ {
			start := max(0, spans[next].Start-p.at)
			if start >= from {
				out.WriteString(html.EscapeString(p.words[from:start]))
			}
			if spans[next].Start >= p.at {
				out.WriteString("[" + spans[next].kind + " removed]")
			}
			from = min(len(p.words), spans[next].End-p.at)
			if spans[next].End > end {
				break // it goes on in the next text
			}
		}
		out.WriteString(html.EscapeString(p.words[from:]))
	}
	return out.String(), len(spans)
}
