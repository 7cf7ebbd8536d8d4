package platform

import (
	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	nethtml "golang.org/x/net/html"
)

// css prepares a selector; goquery would parse it again on each use.
func css(selector string) goquery.Matcher { return prepared{cascadia.MustCompile(selector)} }

// prepared is a selector that tries elements alone: nearly half of a page's
// nodes are text, which none can match.
type prepared struct{ cascadia.Selector }

// MatchAll are the elements of a tree that match, in the page's order.
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

// Selectors that several systems are read by.
var (
	anyLink     = css("a[href]")
	headings    = css("h1, h2, h3, h4, h5")
	midHeadings = css("h2, h3, h4")
	mainHeading = css("h1")
	dataCells   = css("td")
)
