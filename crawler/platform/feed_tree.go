package platform

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"

	"vacancies/crawler/fetch"
	"vacancies/normalize/lifecycle"
)

// jsonRoot is the name of the outermost element of a JSON document.
const jsonRoot = "json"

// feedTree reads a feed as elements, whichever of the two it is written in.
func feedTree(p *fetch.Page) (*element, *Error) {
	text := bytes.TrimSpace(bytes.TrimPrefix(bytes.TrimSpace(p.Body), []byte("\uFEFF")))
	if len(text) > 0 && (text[0] == '{' || text[0] == '[') {
		var v any
		if failed := parseJSON("feed", p, &v); failed != nil {
			return nil, failed
		}
		return &element{name: jsonRoot, children: jsonElements("item", v, 0)}, nil
	}
	if !isXML(p) && !bytes.HasPrefix(text, []byte("<channel")) && !bytes.HasPrefix(text, []byte("<items")) && !bytes.HasPrefix(text, []byte("<rdf:")) {
		return nil, sick("feed", p, "RSS, Atom or a JSON Feed")
	}
	return tolerantXML(p)
}

// jsonElements turns a JSON value into elements: a member is a child of its
// name, a list is as many children.
func jsonElements(name string, v any, depth int) []*element {
	if depth > maxDepth {
		return nil
	}
	switch v := v.(type) {
	case map[string]any:
		e := &element{name: name}
		names := make([]string, 0, len(v))
		for member := range v {
			names = append(names, member)
		}
		sort.Strings(names)
		for _, member := range names {
			e.children = append(e.children, jsonElements(member, v[member], depth+1)...)
		}
		if depth == 0 {
			return e.children
		}
		return []*element{e}
	case []any:
		var all []*element
		for _, one := range v {
			all = append(all, jsonElements(name, one, depth+1)...)
		}
		return all
	case nil:
		return nil
	case float64:
		return []*element{leaf(name, strconv.FormatFloat(v, 'f', -1, 64))}
	default:
		return []*element{leaf(name, fmt.Sprint(v))}
	}
}

func leaf(name, text string) *element {
	e := &element{name: name}
	e.text.WriteString(text)
	return e
}

// tolerantXML reads XML in which an end tag may differ from its start tag by its
// prefix or its capitals, as in some feeds that are put together as text.
// Nothing else is mended: an element left open, or closed twice, is a broken
// document, since what it swallowed cannot be told.
func tolerantXML(p *fetch.Page) (*element, *Error) {
	clean := *p
	clean.Body = printable(p.Body)
	l := loose{page: p, text: clean.Body, d: decoder(&clean)}
	for {
		token, err := l.d.RawToken()
		switch {
		case err == io.EOF && l.root != nil && len(l.open) == 0:
			return l.root, nil
		case err == io.EOF && len(bytes.TrimSpace(p.Body)) > 0:
			return nil, fault("feed", p, lifecycle.FaultTruncated, "the XML breaks off")
		case err != nil:
			return nil, brokenXML("feed", p, err)
		}
		var failed *Error
		switch t := token.(type) {
		case xml.StartElement:
			failed = l.start(t)
		case xml.EndElement:
			failed = l.end(t)
		case xml.CharData:
			if len(l.open) > 0 {
				l.open[len(l.open)-1].text.Write(t)
			}
		}
		if failed != nil {
			return nil, failed
		}
	}
}

// loose is a document being read.
type loose struct {
	page *fetch.Page
	text []byte
	d    *xml.Decoder
	root *element
	open []*element
	from []int64 // where the inside of each open element begins
}

func (l *loose) start(t xml.StartElement) *Error {
	e := &element{name: t.Name.Local, prefix: t.Name.Space, attrs: append([]xml.Attr(nil), t.Attr...)}
	switch {
	case len(l.open) >= maxDepth:
		return fault("feed", l.page, lifecycle.FaultMalformed, "nested deeper than %d", maxDepth)
	case len(l.open) > 0:
		parent := l.open[len(l.open)-1]
		parent.children = append(parent.children, e)
	case l.root == nil:
		l.root = e
	default:
		return fault("feed", l.page, lifecycle.FaultMalformed, "<%s> after the end of the document", clip(tidy(e.name), 60))
	}
	l.open = append(l.open, e)
	l.from = append(l.from, l.d.InputOffset())
	return nil
}

func (l *loose) end(t xml.EndElement) *Error {
	last := len(l.open) - 1
	if last < 0 || !strings.EqualFold(l.open[last].name, t.Name.Local) {
		return fault("feed", l.page, lifecycle.FaultMalformed, "</%s> closes what is not open", clip(tidy(t.Name.Local), 60))
	}
	e := l.open[last]
	if len(e.children) > 0 {
		inside := l.text[l.from[last]:l.d.InputOffset()]
		e.inner = string(inside[:max(0, bytes.LastIndex(inside, []byte("</")))])
	}
	l.open, l.from = l.open[:last], l.from[:last]
	return nil
}
