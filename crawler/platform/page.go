package platform

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"vacancies/crawler/fetch"
	"vacancies/normalize/lifecycle"
)

// maxRows bounds what is read from one list page; the largest real one holds a few hundred.
const maxRows = 20_000

// maxPages bounds the list pages that paging may lead to, so that a total that
// lies cannot keep us for ever.
const maxPages = 500

// fault makes the error of a page that cannot be read as its system's.
func fault(name string, p *fetch.Page, f lifecycle.Fault, format string, args ...any) *Error {
	return &Error{Platform: name, URL: withoutTokens(p.URL), Fault: f, Detail: fmt.Sprintf(format, args...)}
}

// configFault makes the error of a source whose config does not say enough.
func configFault(name, address, format string, args ...any) *Error {
	return &Error{Platform: name, URL: address, Fault: lifecycle.FaultConfig, Detail: fmt.Sprintf(format, args...)}
}

// parse reads a page as HTML.
func parse(name string, p *fetch.Page) (*goquery.Document, *Error) {
	return parseHTML(name, p, p.Body)
}

func parseHTML(name string, p *fetch.Page, markup []byte) (*goquery.Document, *Error) {
	if len(bytes.TrimSpace(markup)) == 0 {
		return nil, fault(name, p, lifecycle.FaultBlank, "the page is empty")
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(markup))
	if err != nil {
		return nil, fault(name, p, lifecycle.FaultMalformed, "not readable as HTML: %v", err)
	}
	rebase(p, doc)
	return doc, nil
}

var bases = css("base[href]")

// rebase makes the links of a page that names a base of its own absolute, so
// that they lead where a browser would go (HTML, 2.4.3 and 4.2.3). Other links
// stay as they are, to be resolved against the page's address.
func rebase(p *fetch.Page, doc *goquery.Document) {
	named := doc.FindMatcher(bases)
	if named.Length() == 0 {
		return
	}
	base := resolve(p.URL, named.First().AttrOr("href", ""))
	if base == nil || base.String() == p.URL {
		return
	}
	doc.Find("a[href], link[href]").Each(func(_ int, link *goquery.Selection) {
		if u := resolve(base.String(), link.AttrOr("href", "")); u != nil {
			link.SetAttr("href", u.String())
		}
	})
}

// parseJSON reads a page as JSON into v.
func parseJSON(name string, p *fetch.Page, v any) *Error {
	text := bytes.TrimPrefix(bytes.TrimSpace(p.Body), []byte("\uFEFF"))
	if len(text) == 0 {
		return fault(name, p, lifecycle.FaultBlank, "the answer is empty")
	}
	if text[0] == '<' {
		return sick(name, p, "JSON")
	}
	err := json.Unmarshal(text, v)
	var syntax *json.SyntaxError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &syntax) && syntax.Offset >= int64(len(text)), errors.Is(err, io.ErrUnexpectedEOF):
		return fault(name, p, lifecycle.FaultTruncated, "the JSON breaks off")
	default:
		return fault(name, p, lifecycle.FaultMalformed, "not the JSON we know: %v", err)
	}
}

var (
	bodies   = css("body")
	mains    = css("#main-content, main, [role=main], #content")
	mainRims = css("nav, header, footer, .breadcrumb, #cookie, [class*=cookie]")
)

// bodyOf is a page's body, which stands below its root.
func bodyOf(doc *goquery.Document) *goquery.Selection {
	return doc.Children().ChildrenMatcher(bodies)
}

// mainPart is a page's content. What surrounds it is taken out of the page,
// which is to have been read before.
func mainPart(doc *goquery.Document) *goquery.Selection {
	region := doc.FindMatcher(mains).First()
	if region.Length() == 0 {
		region = bodyOf(doc)
	}
	region.FindMatcher(mainRims).Remove()
	return region
}

// breaksOff says that a list page was cut short; empty when it was not. Without
// a total of its own such a page would pass for the last one.
func breaksOff(p *fetch.Page) string {
	text := bytes.TrimSpace(p.Body)
	if !bytes.HasSuffix(text, []byte(">")) || hasTag(text, "html") && !hasTag(text, "/html") {
		return "the page breaks off"
	}
	return ""
}

// head is how a page begins, to a number of bytes.
func head(p *fetch.Page, limit int) string { return string(p.Body[:min(len(p.Body), limit)]) }

// hasTag reports whether a tag of a name in lower case begins anywhere in markup.
func hasTag(markup []byte, name string) bool {
	for {
		_, rest, found := bytes.Cut(markup, []byte("<"))
		if !found {
			return false
		}
		if len(rest) >= len(name) && strings.EqualFold(string(rest[:len(name)]), name) {
			return true
		}
		markup = rest
	}
}
