package platform

import (
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	nethtml "golang.org/x/net/html"
)

// css prepares a group of selectors; goquery would parse it again on each use.
func css(group string) goquery.Matcher {
	each, err := cascadia.ParseGroup(group)
	if err != nil {
		panic("platform: selector " + group + ": " + err.Error())
	}
	var p prepared
	for _, s := range each {
		p = append(p, candidateOf(s))
	}
	return p
}

// lastPart is what an element must be itself: a tag and marks (#id, .class,
// [attribute="value"]), as the library writes them. A part with a pseudo-class
// does not fit.
var lastPart = regexp.MustCompile(`(?:^|[\s>+~])([a-z][a-z0-9-]*)?((?:[#.](?:[\w-]|\\.)+|\[[^\]"]+(?:"[^"]*")?\])*)$`)

// candidateOf finds what an element cannot match a selector without.
func candidateOf(s cascadia.Sel) candidate {
	m := lastPart.FindStringSubmatch(s.String())
	switch {
	case m == nil:
		return candidate{sel: s}
	case m[2] == "":
		return candidate{sel: s, tag: m[1]}
	case m[2][0] == '#':
		return candidate{s, m[1], "id"}
	case m[2][0] == '.':
		return candidate{s, m[1], "class"}
	}
	name := m[2][1:]
	return candidate{s, m[1], name[:strings.IndexAny(name, "=~|^$*]")]}
}

// prepared is a group of selectors that looks at what an element is, and tries
// only those that can match it: of the elements of a page few can be any.
type prepared []candidate

// candidate is a selector with the tag and the attribute without which an
// element cannot match; either may be empty.
type candidate struct {
	sel       cascadia.Sel
	tag, attr string
}

// Match reports whether a node matches one of the group.
func (p prepared) Match(n *nethtml.Node) bool {
	if n.Type != nethtml.ElementNode {
		return false
	}
	for _, c := range p {
		if (c.tag == "" || c.tag == n.Data) && (c.attr == "" || hasAttr(n, c.attr)) && c.sel.Match(n) {
			return true
		}
	}
	return false
}

func hasAttr(n *nethtml.Node, name string) bool {
	for i := range n.Attr {
		if n.Attr[i].Key == name {
			return true
		}
	}
	return false
}

// MatchAll are the nodes of a tree that match, in the page's order.
func (p prepared) MatchAll(n *nethtml.Node) []*nethtml.Node { return p.matchInto(n, nil) }

func (p prepared) matchInto(n *nethtml.Node, found []*nethtml.Node) []*nethtml.Node {
	if p.Match(n) {
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
