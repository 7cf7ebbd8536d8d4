package platform

import (
	"bytes"
	"html"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds of what one advert may hold, in bytes. A page that exceeds them is cut
// off, never refused: real titles and adverts are far below.
const (
	maxField       = 2_000
	maxDescription = 256 << 10
)

// clip cuts text to at most limit bytes, never inside a character.
func clip(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}

// plain is the text of a piece of HTML on one line, as long as a field may be.
func plain(piece string) string { return clip(prose(piece), maxField) }

// prose is the whole text of a piece of HTML on one line.
func prose(piece string) string {
	if !strings.Contains(piece, "<") {
		return oneLine(html.UnescapeString(piece), maxDescription)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(clip(piece, maxDescription)))
	if err != nil {
		return ""
	}
	return allWords(doc.Selection)
}

// isRead reports whether there is anything to read in a piece of HTML that has
// been through body or fragment, in which "<" and ">" stand for nothing but
// tags. Its first words show it; prose would parse it whole.
func isRead(piece string) bool {
	for piece != "" {
		text, tag, _ := strings.Cut(piece, "<")
		if strings.ContainsFunc(html.UnescapeString(text), isInk) {
			return true
		}
		end := ">"
		if strings.HasPrefix(tag, "!--") {
			end = "-->"
		}
		_, piece, _ = strings.Cut(tag, end)
	}
	return false
}

// unescape undoes HTML that was escaped once too often: text in which tags are
// written as entities and no tag stands as itself. It is applied at most twice.
func unescape(s string) string {
	for range 2 {
		if strings.Contains(s, "<") || !strings.Contains(s, "&") {
			break
		}
		lower := strings.ToLower(s)
		if !strings.Contains(lower, "&lt;") && !strings.Contains(lower, "&amp;lt;") && !strings.Contains(lower, "&#60;") {
			break
		}
		s = html.UnescapeString(s)
	}
	return s
}

// body makes a description of a piece of foreign HTML or text: unescaped where
// it was escaped twice, what is not text taken out, bounded. It is kept as
// HTML; whoever shows it sanitises it.
func body(piece string) string {
	s := clean(unescape(strings.ToValidUTF8(piece, "\uFFFD")))
	if !strings.Contains(s, "<") {
		return s
	}
	if simple, ok := simpleMarkup(s); ok {
		return clean(strings.TrimSpace(simple))
	}
	return reparsed(s)
}

// reparsed is a piece of HTML as a parser understands it.
func reparsed(piece string) string {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(piece))
	if err != nil {
		return plain(piece)
	}
	return innerHTML(bodyOf(doc))
}

// clean drops control characters and bounds a description.
func clean(s string) string {
	if mayHoldControl(s) {
		s = strings.Map(func(r rune) rune {
			if r != '\n' && r != '\t' && unicode.IsControl(r) {
				return -1
			}
			return r
		}, s)
	}
	return strings.TrimSpace(clip(s, maxDescription))
}

// mayHoldControl reports bytes of which control characters that clean drops
// consist: those of ASCII, and the first byte of the others (U+0080 to U+009F)
// with one of their second.
func mayHoldControl(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= ' ' && c < 0x7f, c == '\n', c == '\t':
		case c < 0x80:
			return true
		case c == 0xC2 && i+1 < len(s) && s[i+1] < 0xA0:
			return true
		}
	}
	return false
}

// fragment is the inner HTML of a selection as a description: what is not text
// taken out, links without session tokens.
func fragment(s *goquery.Selection) string {
	if slices.ContainsFunc(s.Nodes, needsCut) {
		s = s.Clone()
	}
	return innerHTML(s)
}

// needsCut reports whether textOnly would change a tree.
func needsCut(n *nethtml.Node) bool {
	if n.DataAtom == atom.A && slices.ContainsFunc(n.Attr, func(a nethtml.Attribute) bool {
		return a.Key == "href" && withoutTokens(a.Val) != a.Val
	}) {
		return true
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if isNoText(c) || needsCut(c) {
			return true
		}
	}
	return false
}

// isNoText reports elements that hold no text of an advert.
func isNoText(n *nethtml.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Form, atom.Button,
		atom.Input, atom.Select, atom.Svg, atom.Object, atom.Embed:
		return true
	}
	return false
}

// written are where HTML is written out, so that it is kept at its own length.
var written = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// innerHTML is fragment of a selection that nobody needs any more.
func innerHTML(s *goquery.Selection) string {
	for _, n := range s.Nodes {
		textOnly(n)
	}
	inner := written.Get().(*bytes.Buffer)
	defer written.Put(inner)
	var parts []string
	for _, n := range s.Nodes {
		inner.Reset()
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if err := nethtml.Render(inner, c); err != nil {
				break
			}
		}
		if part := string(bytes.TrimSpace(inner.Bytes())); part != "" {
			parts = append(parts, part)
		}
	}
	return clean(strings.Join(parts, "\n"))
}

// textOnly takes out of a tree what is not text, and session tokens out of its links.
func textOnly(n *nethtml.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if isNoText(c) {
			n.RemoveChild(c)
		} else {
			textOnly(c)
		}
		c = next
	}
	if n.DataAtom != atom.A {
		return
	}
	for i, a := range n.Attr {
		if a.Key == "href" {
			n.Attr[i].Val = withoutTokens(a.Val)
		}
	}
}

// joined is the parts that are there, each once, with a separator between.
func joined(sep string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		p = tidy(p)
		if p == "" || containsFold(kept, p) {
			continue
		}
		kept = append(kept, p)
	}
	return strings.Join(kept, sep)
}

func containsFold(list []string, s string) bool {
	for _, l := range list {
		if strings.EqualFold(l, s) {
			return true
		}
	}
	return false
}

// sameWords reports whether two titles share a word of four letters or more.
func sameWords(a, b string) bool {
	theirs := strings.ToLower(b)
	for word := range strings.FieldsSeq(strings.ToLower(a)) {
		if len(word) >= 4 && strings.Contains(theirs, word) {
			return true
		}
	}
	return strings.EqualFold(a, b)
}

// resembles reports whether a page's text has most of the longer words of a title.
func resembles(text, title string) bool {
	text = strings.ToLower(text)
	long, found := 0, 0
	for word := range strings.FieldsFuncSeq(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if len(word) < 4 {
			continue
		}
		long++
		if strings.Contains(text, word) {
			found++
		}
	}
	return long > 0 && 3*found >= 2*long
}

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// escape writes plain text as HTML.
func escape(s string) string { return escapes.Replace(s) }

// textOf is the words of a selection, empty where the system wrote that there are none.
func textOf(s *goquery.Selection) string { return value(words(s)) }

// submatch is the first group of a pattern in text.
func submatch(pattern *regexp.Regexp, text string) string {
	if m := pattern.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

func isDigits(s string) bool {
	return s != "" && len(s) <= 20 && strings.Trim(s, "0123456789") == ""
}
