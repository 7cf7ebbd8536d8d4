package platform

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"

	"vacancies/crawler/fetch"
	"vacancies/normalize/lifecycle"
)

// xmlRoots are how the documents that are read begin, where they do not say that
// they are XML.
var xmlRoots = []string{"<feed", "<rss", "<urlset", "<sitemapindex", "<jobs", "<job>", "<job ", "<vacancies", "<job_options"}

// isXML reports whether a page's text is XML rather than HTML, by how it begins.
func isXML(p *fetch.Page) bool {
	start := strings.TrimLeft(head(p, 512), "\uFEFF \t\r\n")
	root := strings.ToLower(clip(start, len("<sitemapindex")))
	if strings.HasPrefix(root, "<?xml") {
		start = strings.ToLower(start)
		return !strings.Contains(start, "<!doctype html") && !strings.Contains(start, "<html")
	}
	return slices.ContainsFunc(xmlRoots, func(name string) bool { return strings.HasPrefix(root, name) })
}

// decoder reads XML that need not be quite well-formed: HTML's named entities
// are known, and the encoding a page declares does not count, since it came to
// us as UTF-8.
func decoder(p *fetch.Page) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(printable(p.Body)))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return d
}

// printable is text without the characters that XML does not allow, which are
// found in texts pasted from elsewhere.
func printable(text []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF || r == 0xFEFF {
			return -1
		}
		return r
	}, text)
}

// element is one XML element: its text, attributes and children, for documents
// whose order and nesting customers change.
type element struct {
	name     string
	prefix   string // as written; only where the reader keeps it
	inner    string // the markup inside, only where the reader keeps it
	attrs    []xml.Attr
	text     strings.Builder
	children []*element
}

// maxDepth bounds the nesting of XML and JSON that is followed.
const maxDepth = 64

// parseXML reads a whole document.
func parseXML(name string, p *fetch.Page) (*element, *Error) {
	d := decoder(p)
	var stack []*element
	var root *element
	for {
		token, err := d.Token()
		if err == io.EOF && root != nil && len(stack) == 0 {
			return root, nil
		}
		if err != nil {
			return nil, brokenXML(name, p, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			e := &element{name: t.Name.Local, attrs: t.Attr}
			switch {
			case len(stack) >= maxDepth:
				return nil, fault(name, p, lifecycle.FaultMalformed, "nested deeper than %d", maxDepth)
			case len(stack) > 0:
				parent := stack[len(stack)-1]
				parent.children = append(parent.children, e)
			case root == nil:
				root = e
			}
			stack = append(stack, e)
		case xml.EndElement:
			if len(stack) > 0 {
				stack = stack[:len(stack)-1]
			}
		case xml.CharData:
			if len(stack) > 0 {
				stack[len(stack)-1].text.Write(t)
			}
		}
	}
}

// brokenXML tells a document that breaks off from one that is broken.
func brokenXML(name string, p *fetch.Page, err error) *Error {
	if len(bytes.TrimSpace(p.Body)) == 0 {
		return fault(name, p, lifecycle.FaultBlank, "the document is empty")
	}
	var syntax *xml.SyntaxError
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.As(err, &syntax) && strings.Contains(syntax.Msg, "unexpected EOF") {
		return fault(name, p, lifecycle.FaultTruncated, "the XML breaks off")
	}
	return fault(name, p, lifecycle.FaultMalformed, "not well-formed XML: %v", err)
}

// child is the first child of a name, whatever its case; nil when there is none.
func (e *element) child(name string) *element {
	if e == nil {
		return nil
	}
	for _, c := range e.children {
		if strings.EqualFold(c.name, name) {
			return c
		}
	}
	return nil
}

// all are the elements of a name below e, e itself included, in order.
func (e *element) all(name string) []*element {
	if e == nil {
		return nil
	}
	if strings.EqualFold(e.name, name) {
		return []*element{e}
	}
	var found []*element
	for _, c := range e.children {
		found = append(found, c.all(name)...)
	}
	return found
}

// raw is the text of the first child of one of the names, as it stands.
func (e *element) raw(names ...string) string {
	for _, name := range names {
		if c := e.child(name); c != nil {
			if s := strings.TrimSpace(c.text.String()); s != "" {
				return s
			}
		}
	}
	return ""
}

// words is raw on one line, empty where the system wrote that there is no value.
func (e *element) words(names ...string) string { return value(e.raw(names...)) }

// attr is an attribute, whatever the case of its name.
func (e *element) attr(name string) string {
	for _, a := range e.attrs {
		if strings.EqualFold(a.Name.Local, name) {
			return tidy(a.Value)
		}
	}
	return ""
}
