package platform

import (
	"html"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

var (
	typedScripts = css("script[type]")
	// structured are the elements that hold or begin structured data.
	structured = css("script[type], [itemtype*=JobPosting], [typeof*=JobPosting]")
)

// linkedData reads the JobPostings of the JSON-LD blocks among a page's
// structured elements, in order. A block that cannot be read is left out.
func linkedData(structured *goquery.Selection) []*node {
	var found []*node
	for _, e := range structured.Nodes {
		kind, _, _ := strings.Cut(strings.ToLower(attrOf(e, "type")), ";")
		if !typedScripts.Match(e) || strings.TrimSpace(kind) != "application/ld+json" || len(found) >= maxRows {
			continue
		}
		if text := e.FirstChild; text != nil { // a script holds nothing else
			for _, d := range inScript(text.Data) {
				collect(d.node, 0, &found)
			}
		}
	}
	return found
}

// inScript reads what a script says, once more with its entities undone where
// it cannot be read as it stands.
func inScript(script string) []datum {
	script = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(script), "\uFEFF"))
	for _, wrapper := range []string{"<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["} {
		script = strings.TrimSpace(strings.TrimPrefix(script, wrapper))
	}
	for _, wrapper := range []string{"-->", "//]]>", "/*]]>*/", "]]>", ";"} {
		script = strings.TrimSpace(strings.TrimSuffix(script, wrapper))
	}
	if values, ok := readLoose(script); ok {
		return values
	}
	values, _ := readLoose(html.UnescapeString(script))
	return values
}

// under are the properties below which a page's JobPostings may hang.
var under = []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart", "about", "@list", "@set"}

// collect walks a thing and those it holds for JobPostings. What a posting says
// is its own.
func collect(n *node, depth int, found *[]*node) {
	switch {
	case n == nil || depth > maxDepth || len(*found) >= maxRows:
	case n.is("JobPosting"):
		*found = append(*found, n)
	default:
		for _, name := range under {
			for _, d := range n.values(name) {
				collect(d.node, depth+1, found)
			}
		}
	}
}
