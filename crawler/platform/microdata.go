package platform

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
	nethtml "golang.org/x/net/html"
)

// syntax is how structured data is written into a page's markup: microdata or RDFa.
type syntax struct {
	property string // the attribute that names a property
	kind     string // the attribute that names a type
	scope    string // the attribute that begins a thing of its own

	postings goquery.Matcher // what says that it is a JobPosting
}

var (
	microdata = syntax{property: "itemprop", kind: "itemtype", scope: "itemscope", postings: css("[itemtype*=JobPosting]")}
	rdfa      = syntax{property: "property", kind: "typeof", scope: "typeof", postings: css("[typeof*=JobPosting]")}
)

// inMarkup reads the JobPostings that are written in one syntax among a page's
// structured elements, in order.
func inMarkup(structured *goquery.Selection, in syntax) []*node {
	var found []*node
	for _, e := range structured.Nodes {
		if !in.postings.Match(e) || len(found) >= maxRows {
			continue
		}
		if n := scopeOf(e, in, 0); n.is("JobPosting") {
			found = append(found, n)
		}
	}
	return found
}

// scopeOf reads the element that begins a thing, and the properties below it.
func scopeOf(e *nethtml.Node, in syntax, depth int) *node {
	n := &node{types: strings.Fields(attrOf(e, in.kind))}
	for c := e.FirstChild; c != nil; c = c.NextSibling {
		propertiesOf(c, n, in, depth+1)
	}
	return n
}

// propertiesOf gathers the properties that an element and what is below it give to n.
func propertiesOf(e *nethtml.Node, n *node, in syntax, depth int) {
	if e.Type != nethtml.ElementNode || depth > 4*maxDepth {
		return
	}
	names := strings.Fields(attrOf(e, in.property))
	_, begins := attribute(e, in.scope)
	var own datum
	switch {
	case begins:
		own.node = scopeOf(e, in, depth)
	case len(names) > 0:
		own.text = contentOf(e)
	}
	for _, name := range names {
		n.add(termOf(name), own)
	}
	if begins {
		return
	}
	for c := e.FirstChild; c != nil; c = c.NextSibling {
		propertiesOf(c, n, in, depth+1)
	}
}

var blocks = css("p, br, ul, ol, div, h2, h3, h4")

// contentOf is the value of a property's element: the attribute that holds it
// where it has one, its HTML where it is a block, its words otherwise.
func contentOf(e *nethtml.Node) string {
	for _, name := range []string{"content", "datetime"} {
		if v, ok := attribute(e, name); ok {
			return v
		}
	}
	switch e.Data {
	case "a", "link", "area":
		if v, ok := attribute(e, "href"); ok && strings.Contains(attrOf(e, "itemprop")+attrOf(e, "property"), "rl") {
			return v
		}
	case "img", "iframe", "embed", "source":
		return attrOf(e, "src")
	}
	s := goquery.NewDocumentFromNode(e).Selection
	if s.FindMatcher(blocks).Length() > 0 {
		return fragment(s)
	}
	return words(s)
}

func attribute(e *nethtml.Node, name string) (string, bool) {
	for _, a := range e.Attr {
		if strings.EqualFold(a.Key, name) {
			return a.Val, true
		}
	}
	return "", false
}

func attrOf(e *nethtml.Node, name string) string {
	v, _ := attribute(e, name)
	return v
}
