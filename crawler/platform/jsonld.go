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
// structured elements, in order. broken counts the blocks that speak of one in
// what cannot be read.
func linkedData(structured *goquery.Selection) (found []*node, broken int) {
	for _, e := range structured.Nodes {
		kind, _, _ := strings.Cut(strings.ToLower(attrOf(e, "type")), ";")
		if !typedScripts.Match(e) || strings.TrimSpace(kind) != "application/ld+json" || len(found) >= maxRows {
			continue
		}
		text := e.FirstChild // a script holds nothing else
		if text == nil {
			continue
		}
		values, lost := inScript(text.Data)
		if strings.Contains(strings.ToLower(lost), "jobposting") {
			broken++
		}
		for _, d := range values {
			collect(d.node, 0, &found)
		}
	}
	return found, broken
}

// inScript reads what a script says as readLoose does, once more with its
// entities undone where nothing can be read as it stands.
func inScript(script string) (values []datum, lost string) {
	script = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(script), "\uFEFF"))
	for _, wrapper := range []string{"<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["} {
		script = strings.TrimSpace(strings.TrimPrefix(script, wrapper))
	}
	for _, wrapper := range []string{"-->", "//]]>", "/*]]>*/", "]]>", ";"} {
		script = strings.TrimSpace(strings.TrimSuffix(script, wrapper))
	}
	if values, lost = readLoose(script); len(values) > 0 || lost == "" {
		return values, lost
	}
	return readLoose(html.UnescapeString(script))
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
