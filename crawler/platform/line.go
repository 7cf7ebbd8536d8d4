package platform

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// words is the visible text of a selection on one line: blanks collapsed, and a
// blank where a block or a line break parts two words. Scripts and styles are not text.
func words(s *goquery.Selection) string { return wordsOf(s, line{limit: maxField}) }

// allWords is words without the bound of a field.
func allWords(s *goquery.Selection) string { return wordsOf(s, line{limit: maxDescription}) }

// inLines is the visible text of a selection, a line for each block.
func inLines(s *goquery.Selection) string {
	return wordsOf(s, line{limit: math.MaxInt, perBlock: true})
}

func wordsOf(s *goquery.Selection, l line) string {
	if len(s.Nodes) == 1 {
		// A cell, a heading or a link mostly holds a single text: as it stands, if
		// it is tidy, rather than a copy.
		if only := s.Nodes[0].FirstChild; only != nil && only.NextSibling == nil && only.Type == nethtml.TextNode && !isUnseen(s.Nodes[0]) {
			return oneLine(only.Data, l.limit)
		}
	}
	for _, n := range s.Nodes {
		l.tree(n, nil)
		l.part()
	}
	return l.String()
}

// tidy puts foreign text on one line: blanks of every kind collapsed, control
// and other unprintable characters dropped, cut to the bound of a field.
func tidy(s string) string { return oneLine(s, maxField) }

// oneLine is tidy with a bound of its own, in bytes.
func oneLine(s string, limit int) string {
	if asItIs(s) == len(s) {
		return clip(s, limit)
	}
	l := line{limit: limit}
	l.b.Grow(min(len(s), limit))
	l.text(s)
	return l.String()
}

// line writes foreign text on one line, or on one for each block of a page, as
// it comes: nothing is written twice to be tidied.
type line struct {
	limit    int // in bytes; what is over it need not be given
	perBlock bool

	b   strings.Builder
	due byte // what parts the next word from the last: a blank, a line end; 0 for nothing
}

// String is what was written, within the limit.
func (l *line) String() string { return clip(l.b.String(), l.limit) }

// tree writes the visible text of a tree, but for the parts set apart.
func (l *line) tree(n *nethtml.Node, apart map[*nethtml.Node]bool) {
	if l.b.Len() > l.limit || apart[n] || isUnseen(n) {
		return
	}
	if n.Type == nethtml.TextNode {
		l.text(n.Data)
		return
	}
	block := !inline(n)
	if block {
		l.part()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		l.tree(c, apart)
	}
	if block {
		l.part()
	}
}

// part ends a block.
func (l *line) part() {
	switch {
	case l.b.Len() == 0:
	case l.perBlock:
		l.due = '\n'
	default:
		l.due = ' '
	}
}

// text writes a stretch of text.
func (l *line) text(s string) {
	for s != "" && l.b.Len() <= l.limit {
		if n := asItIs(s); n > 0 {
			l.separate()
			l.b.WriteString(s[:n])
			s = s[n:]
			continue
		}
		r, size := utf8.DecodeRuneInString(s)
		s = s[size:]
		switch {
		case isBlank(r):
			if l.due == 0 && l.b.Len() > 0 {
				l.due = ' '
			}
		case unicode.IsPrint(r):
			l.separate()
			l.b.WriteRune(r)
		}
	}
}

// separate writes what is due before a word.
func (l *line) separate() {
	if l.due != 0 {
		l.b.WriteByte(l.due)
		l.due = 0
	}
}

// isBlank reports characters that part words without being seen.
func isBlank(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

// isInk reports characters that are seen: those that tidy keeps for themselves.
func isInk(r rune) bool { return !isBlank(r) && unicode.IsPrint(r) }

// asItIs is how much of the beginning of a text tidy leaves alone, in bytes, for
// text in ASCII: words parted by one blank each, to the end of the last word.
// Most of what is tidied was tidied before.
func asItIs(s string) int {
	end := 0
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c >= 0x7f || c == ' ' && (i == 0 || end < i) {
			break
		}
		if c != ' ' {
			end = i + 1
		}
	}
	return end
}

// isUnseen reports elements whose text is none of the page's.
func isUnseen(n *nethtml.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe:
		return n.Type == nethtml.ElementNode
	}
	return false
}

// inline reports whether an element's text runs on with its neighbours'.
func inline(n *nethtml.Node) bool {
	switch n.DataAtom {
	case atom.A, atom.Abbr, atom.B, atom.Bdi, atom.Cite, atom.Code, atom.Em, atom.Font, atom.I, atom.Mark,
		atom.S, atom.Small, atom.Span, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.U:
		return true
	}
	return n.Type == nethtml.ElementNode && n.DataAtom == 0 // elements we do not know are inline, as browsers have it
}
