package check

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

const (
	atomSpace  = "http://www.w3.org/2005/Atom"
	tombSpace  = "http://purl.org/atompub/tombstones/1.0"
	fhSpace    = "http://purl.org/syndication/history/1.0"
	maxXMLDeep = 32
)

// node is an element with its children, as they stand.
type node struct {
	name     xml.Name
	attrs    []xml.Attr
	text     string
	children []*node
}

// parse reads a well-formed document into its root.
func parse(body []byte, f *faults) *node {
	dec := xml.NewDecoder(bytes.NewReader(body))
	var root *node
	var open []*node
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			f.add("it is not well formed: %w", err)
			return nil
		}
		switch t := token.(type) {
		case xml.StartElement:
			n := &node{name: t.Name, attrs: t.Attr}
			if len(open) > 0 {
				parent := open[len(open)-1]
				parent.children = append(parent.children, n)
			} else if root != nil {
				f.add("it has two roots")
				return nil
			} else {
				root = n
			}
			open = append(open, n)
			if len(open) > maxXMLDeep {
				f.add("it is nested deeper than %d", maxXMLDeep)
				return nil
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				open[len(open)-1].text += string(t)
			}
		case xml.ProcInst:
			if strings.Contains(t.Target, "stylesheet") {
				f.add("it has a style sheet instruction")
			}
		}
	}
	if root == nil {
		f.add("it has no root")
	}
	return root
}

func (n *node) all(space, local string) []*node {
	var out []*node
	for _, c := range n.children {
		if c.name.Space == space && c.name.Local == local {
			out = append(out, c)
		}
	}
	return out
}

// value is the trimmed text of the one child of that name; "" when there is none.
func (n *node) value(space, local string) string {
	if c := n.all(space, local); len(c) > 0 {
		return strings.TrimSpace(c[0].text)
	}
	return ""
}

func (n *node) attr(local string) string {
	for _, a := range n.attrs {
		if a.Name.Local == local && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// once wants exactly one child of each name.
func (n *node) once(where, space string, f *faults, locals ...string) {
	for _, local := range locals {
		if got := len(n.all(space, local)); got != 1 {
			f.add("%s has %d %s elements, not one", where, got, local)
		}
	}
}

func checkXML(body []byte, f *faults) { parse(body, f) }

func checkOPML(body []byte, f *faults) {
	root := parse(body, f)
	if root == nil {
		return
	}
	if root.name.Local != "opml" || root.attr("version") != "2.0" {
		f.add("its root is not opml 2.0")
		return
	}
	root.once("opml", "", f, "head", "body")
	for _, b := range root.all("", "body") {
		checkOutlines(b, f)
	}
}

func checkOutlines(n *node, f *faults) {
	for i, o := range n.all("", "outline") {
		where := fmt.Sprintf("outline %d", i+1)
		f.present(where, "text", o.attr("text"))
		if o.attr("type") == "rss" {
			f.address(where, "xmlUrl", o.attr("xmlUrl"))
			f.address(where, "htmlUrl", o.attr("htmlUrl"))
		} else if len(o.children) == 0 {
			f.add("%s is neither a feed nor a group", where)
		}
		checkOutlines(o, f)
	}
}

func checkRSS(body []byte, f *faults) {
	root := parse(body, f)
	if root == nil {
		return
	}
	channels := root.all("", "channel")
	if root.name.Local != "rss" || root.attr("version") != "2.0" || len(channels) != 1 {
		f.add("its root is not rss 2.0 with one channel")
		return
	}
	c := channels[0]
	c.once("channel", "", f, "title", "link", "description", "language", "lastBuildDate", "ttl")
	f.present("channel", "title", c.value("", "title"))
	f.address("channel", "link", c.value("", "link"))
	f.present("channel", "description", c.value("", "description"))
	f.date("channel", "lastBuildDate", c.value("", "lastBuildDate"), time.RFC1123Z, time.RFC1123)
	if self := c.all(atomSpace, "link"); len(self) != 1 || self[0].attr("rel") != "self" {
		f.add("channel has no atom:link to itself")
	} else {
		f.address("channel", "self", self[0].attr("href"))
	}
	seen := map[string]bool{}
	for i, item := range c.all("", "item") {
		checkRSSItem(fmt.Sprintf("item %d", i+1), item, seen, f)
	}
}

func checkRSSItem(where string, item *node, seen map[string]bool, f *faults) {
	item.once(where, "", f, "title", "link", "description", "guid", "pubDate")
	f.present(where, "title", item.value("", "title"))
	f.address(where, "link", item.value("", "link"))
	f.present(where, "description", item.value("", "description"))
	f.date(where, "pubDate", item.value("", "pubDate"), time.RFC1123Z, time.RFC1123)
	f.id(where, item.value("", "guid"), seen)
	for _, g := range item.all("", "guid") {
		if g.attr("isPermaLink") != "false" {
			f.add("%s: its guid does not say that it is no address", where)
		}
	}
	for _, plain := range []string{"author", "source"} {
		if len(item.all("", plain)) > 0 {
			f.add("%s has the element %s, which we never write", where, plain)
		}
	}
}

func checkAtom(body []byte, f *faults) {
	root := parse(body, f)
	if root == nil {
		return
	}
	if root.name.Local != "feed" || root.name.Space != atomSpace {
		f.add("its root is not an Atom feed")
		return
	}
	seen := map[string]bool{}
	checkAtomHead("feed", root, seen, f)
	if len(root.all(atomSpace, "author")) == 0 {
		f.add("feed has no author")
	}
	links := map[string]string{}
	for _, l := range root.all(atomSpace, "link") {
		links[l.attr("rel")] = l.attr("href")
	}
	f.address("feed", "self", links["self"])
	if len(root.all(fhSpace, "complete")) > 0 {
		for _, rel := range []string{"next", "previous", "first", "last", "prev-archive"} {
			if links[rel] != "" {
				f.add("feed says that it is complete and has a link %s", rel)
			}
		}
	}
	for i, e := range root.all(atomSpace, "entry") {
		checkAtomEntry(fmt.Sprintf("entry %d", i+1), e, seen, f)
	}
	for i, d := range root.all(tombSpace, "deleted-entry") {
		where := fmt.Sprintf("deleted entry %d", i+1)
		f.id(where, d.attr("ref"), seen)
		f.date(where, "when", d.attr("when"), time.RFC3339)
	}
}

func checkAtomHead(where string, n *node, seen map[string]bool, f *faults) {
	n.once(where, atomSpace, f, "id", "title", "updated")
	f.id(where, n.value(atomSpace, "id"), seen)
	f.present(where, "title", n.value(atomSpace, "title"))
	f.date(where, "updated", n.value(atomSpace, "updated"), time.RFC3339)
	for _, a := range n.all(atomSpace, "author") {
		f.present(where+"'s author", "name", a.value(atomSpace, "name"))
	}
	for _, c := range n.all(atomSpace, "category") {
		f.present(where+"'s category", "term", c.attr("term"))
	}
	for _, l := range n.all(atomSpace, "link") {
		f.address(where, "link "+l.attr("rel"), l.attr("href"))
	}
}

func checkAtomEntry(where string, e *node, seen map[string]bool, f *faults) {
	checkAtomHead(where, e, seen, f)
	if p := e.value(atomSpace, "published"); p != "" {
		f.date(where, "published", p, time.RFC3339)
	}
	alternate := false
	for _, l := range e.all(atomSpace, "link") {
		alternate = alternate || l.attr("rel") == "alternate"
	}
	if !alternate {
		f.add("%s has no alternate link", where)
	}
	if e.value(atomSpace, "content") == "" && e.value(atomSpace, "summary") == "" {
		f.add("%s has neither summary nor content", where)
	}
}
