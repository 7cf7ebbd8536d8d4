package text

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Plain is the plain text of a field that may hold HTML or text. It is the text
// that Evidence offsets count in.
func Plain(s string) string {
	if looksLikeHTML(s) {
		return fromHTML(s)
	}
	if strings.Contains(s, "&") {
		s = html.UnescapeString(s)
		if looksLikeHTML(s) { // markup that was escaped on the way
			return fromHTML(s)
		}
	}
	return Clean(s)
}

// looksLikeHTML reports whether s holds at least one tag of a known element. A
// bare "<" in a sentence is not one, and 64 of them are enough to look at.
func looksLikeHTML(s string) bool {
	s = Cut(s, MaxSize)
	for range 64 {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			return false
		}
		if s = s[i+1:]; beginsTag(s) {
			return true
		}
	}
	return false
}

// beginsTag reports a tag of a known element, a comment or a document's type
// behind a "<".
func beginsTag(s string) bool {
	if strings.HasPrefix(s, "!--") || strings.HasPrefix(strings.ToLower(Cut(s, 8)), "!doctype") {
		return true
	}
	name := strings.TrimPrefix(s, "/")
	end := 0
	for end < len(name) && end < 12 && (isLetter(name[end]) || end > 0 && name[end] >= '1' && name[end] <= '6') {
		end++
	}
	return end > 0 && end < len(name) && strings.IndexByte(" />\t\r\n", name[end]) >= 0 &&
		atom.Lookup([]byte(strings.ToLower(name[:end]))) != 0
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// fromHTML gives the words of an HTML fragment with its paragraphs, headings
// and list items on lines of their own ("• " before an item). It works token by
// token, so that nesting however deep costs nothing, and looks at MaxSize bytes
// at most.
func fromHTML(s string) string {
	z := html.NewTokenizer(strings.NewReader(Cut(s, MaxSize)))
	var b strings.Builder
	hidden := atom.Atom(0) // the element whose content no reader sees
	for {
		switch z.Next() {
		case html.ErrorToken: // the end; what was read stands
			return Clean(b.String())
		case html.TextToken:
			if hidden == 0 {
				writeText(&b, string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			tag, _ := z.TagName()
			a := atom.Lookup(tag)
			if hidden == 0 && isHidden(a) {
				hidden = a
			}
			if hidden == 0 {
				b.WriteString(breakBefore(a))
			}
		case html.EndTagToken:
			tag, _ := z.TagName()
			a := atom.Lookup(tag)
			if a == hidden {
				hidden = 0
			} else if hidden == 0 {
				b.WriteString(breakAfter(a))
			}
		}
	}
}

// writeText adds a text node; line ends inside one are only spaces in HTML.
func writeText(b *strings.Builder, s string) {
	b.WriteString(strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' || r == '\f' {
			return ' '
		}
		return r
	}, html.UnescapeString(s)))
}

func isHidden(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Title, atom.Iframe, atom.Svg, atom.Select:
		return true
	}
	return false
}

func breakBefore(a atom.Atom) string {
	switch a {
	case atom.Br, atom.Tr, atom.Dt, atom.Dd, atom.Option:
		return "\n"
	case atom.Li:
		return "\n• "
	case atom.Td, atom.Th:
		return " "
	}
	return breakAfter(a)
}

func breakAfter(a atom.Atom) string {
	switch a {
	case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Table,
		atom.Blockquote, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Dl, atom.Hr:
		return "\n\n"
	case atom.Div, atom.Address, atom.Pre, atom.Caption, atom.Figure,
		atom.Main, atom.Nav, atom.Aside, atom.Form, atom.Fieldset, atom.Legend:
		return "\n"
	}
	return ""
}
