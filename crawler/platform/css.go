package platform

import (
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// css prepares a group of selectors; goquery would parse it again on each use.
func css(group string) goquery.Matcher {
	each, err := cascadia.ParseGroup(group)
	if err != nil {
		panic("platform: selector " + group + ": " + err.Error())
	}
	var p prepared
	for _, s := range each {
		c := candidateOf(s)
		p.each, p.bare = append(p.each, c), p.bare || c.attr == ""
	}
	return p
}

// lastPart is what an element must be itself: a tag and marks (#id, .class,
// [attribute="value"]), as the library writes them. A part with a pseudo-class
// does not fit. firstMark takes the first of the marks apart.
var (
	lastPart  = regexp.MustCompile(`(?:^|[\s>+~])([a-z][a-z0-9-]*)?((?:[#.](?:[\w-]|\\.)+|\[[^\]"]+(?:"[^"]*")?\])*)$`)
	firstMark = regexp.MustCompile(`^(?:([#.])((?:[\w-]|\\.)+)|\[([^\]"=~|^$*!]+)(?:[~|^$*]?="([^"]*)")?\])`)
)

// candidateOf finds what an element cannot match a selector without.
func candidateOf(s cascadia.Sel) candidate {
	last := lastPart.FindStringSubmatch(s.String())
	if last == nil {
		return candidate{sel: s}
	}
	c := candidate{sel: s, tag: last[1], atom: atom.Lookup([]byte(last[1])), enough: last[1] == s.String()}
	mark := firstMark.FindStringSubmatch(last[2])
	if mark == nil {
		return c
	}
	c.attr, c.holds = mark[3], mark[4]
	switch mark[1] {
	case "#":
		c.attr, c.holds = "id", strings.ReplaceAll(mark[2], `\-`, "-")
	case ".":
		c.attr, c.holds = "class", strings.ReplaceAll(mark[2], `\-`, "-")
	}
	if strings.Contains(c.holds, `\`) {
		c.holds = "" // written with other escapes
	}
	c.enough = s.String() == c.tag+"["+c.attr+"]"
	return c
}

// prepared is a group of selectors that looks at what an element is, and tries
// only those that can match it: of the elements of a page few can be any.
type prepared struct {
	each []candidate
	// bare is set where an element without attributes can match, as most are.
	bare bool
}

// candidate is a selector with what an element cannot match without: the tag,
// the attribute, and what stands in the attribute; each may be empty.
type candidate struct {
	sel              cascadia.Sel
	tag, attr, holds string
	// atom is the tag as a number; 0 for one that HTML does not know.
	atom atom.Atom
	// enough is set where that is the whole of the selector.
	enough bool
}

// Match reports whether a node matches one of the group.
func (p prepared) Match(n *nethtml.Node) bool {
	if n.Type != nethtml.ElementNode {
		return false
	}
	for i := range p.each {
		c := &p.each[i]
		if (c.tag == "" || n.DataAtom == c.atom && (c.atom != 0 || n.Data == c.tag)) && (c.attr == "" || c.marks(n)) && (c.enough || c.sel.Match(n)) {
			return true
		}
	}
	return false
}

// marks reports whether a node has the candidate's attribute with what must stand in it.
func (c *candidate) marks(n *nethtml.Node) bool {
	for i := range n.Attr {
		if a := &n.Attr[i]; a.Key == c.attr && strings.Contains(a.Val, c.holds) {
			return true
		}
	}
	return false
}

// MatchAll are the nodes of a tree that match, in the page's order.
func (p prepared) MatchAll(n *nethtml.Node) []*nethtml.Node { return p.matchInto(n, nil) }

func (p prepared) matchInto(n *nethtml.Node, found []*nethtml.Node) []*nethtml.Node {
	if (p.bare || len(n.Attr) > 0) && p.Match(n) {
		found = append(found, n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == nethtml.ElementNode {
			found = p.matchInto(c, found)
		}
	}
	return found
}

// Filter are the nodes of a list that match.
func (p prepared) Filter(nodes []*nethtml.Node) []*nethtml.Node {
	var kept []*nethtml.Node
	for _, n := range nodes {
		if p.Match(n) {
			kept = append(kept, n)
		}
	}
	return kept
}

// Selectors that several systems are read by.
var (
	anyLink     = css("a[href]")
	headings    = css("h1, h2, h3, h4, h5")
	midHeadings = css("h2, h3, h4")
	mainHeading = css("h1")
	dataCells   = css("td")
)
