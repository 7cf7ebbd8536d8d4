package platform

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"vacancies/crawler/fetch"
	"vacancies/normalize/closing"
)

// Inferred are options of the platform selectors, worked out from the repeated
// structure of a list that no adapter knows. They are a proposal to a person.
type Inferred struct {
	Options map[string]string
	// Evidence says what they rest on, one a line.
	Evidence []string
}

const (
	// leastRows is from how many rows alike a list is taken for one.
	leastRows = 3
	// maxInferLinks bounds the links looked at on one page.
	maxInferLinks = 2000
)

// vacancyWords are what a page that lists vacancies says in its address, title or heading.
var vacancyWords = regexp.MustCompile(`(?i)\b(?:vacanc(?:y|ies)|jobs?|careers?|opportunities|recruitment|opportunitylist)\b`)

// InferList proposes selectors for a page whose rows each hold a link of one
// shape. False where nothing on it is such a list.
func InferList(p *fetch.Page) (Inferred, bool) {
	doc, failed := parse("selectors", p)
	if failed != nil {
		return Inferred{}, false
	}
	heading := strings.NewReplacer("/", " ", "-", " ", "_", " ", "=", " ", "?", " ", "&", " ").Replace(p.URL) + " " +
		words(doc.Find("title").First()) + " " + words(doc.Find("h1").First())
	if !vacancyWords.MatchString(heading) {
		return Inferred{}, false
	}
	rows, links := repeated(p, doc)
	if len(rows) < leastRows {
		return Inferred{}, false
	}
	css := rowSelector(doc, rows)
	if css == "" {
		return Inferred{}, false
	}
	in := Inferred{Options: map[string]string{"rows": css}}
	in.Evidence = append(in.Evidence, strconv.Itoa(len(rows))+" rows alike ("+css+"), each with a link such as "+absolute(p, links[0].AttrOr("href", "")))
	if cell := cellSelector(links[0].Parent()); cell != "" && !links[0].Parent().IsNodes(rows[0].Nodes...) && onceInEach(rows, cell+" a") {
		in.Options["title"], in.Options["link"] = cell+" a", cell+" a"
	} else if own := ownSelector(links[0]); strings.Contains(own, ".") && onceInEach(rows, own) {
		in.Options["title"], in.Options["link"] = own, own
	}
	if name := numberedBy(p, links); name != "" {
		in.Options["id_pattern"] = `[?&]` + regexp.QuoteMeta(name) + `=(\d+)`
	}
	in.cells(p, doc, rows)
	in.pager(doc, len(rows))
	return in, true
}

// cells says what the rows' cells hold, where a heading, a class or what stands
// in them says so beyond doubt.
func (in *Inferred) cells(p *fetch.Page, doc *goquery.Document, rows []*goquery.Selection) {
	var headings []string
	rows[0].Closest("table").Find("th").Each(func(_ int, th *goquery.Selection) { headings = append(headings, words(th)) })
	rows[0].Find("[class]").EachWithBreak(func(i int, cell *goquery.Selection) bool {
		css := cellSelector(cell)
		if css == "" || cell.Find("a[href], [class]").Length() > 0 || slices.ContainsFunc(rows, func(r *goquery.Selection) bool { return r.Find(css).Length() > 1 }) {
			return i < 50
		}
		f := noField
		if at := cell.Index(); cell.Is("td") && at < len(headings) {
			f = fieldOf(headings[at])
		}
		if f == noField {
			f = fieldOf(strings.NewReplacer("-", " ", "_", " ").Replace(cell.AttrOr("class", "")))
		}
		if f == noField {
			f = byContent(p, rows, css)
		}
		for _, known := range selectorFields {
			if known.field == f && in.Options[known.name] == "" && f != titleField {
				in.Options[known.name] = css
				in.Evidence = append(in.Evidence, "the "+known.name+" as in "+css+": "+clip(words(cell), 60))
			}
		}
		return i < 50
	})
}

// inPounds matches pay in figures.
var inPounds = regexp.MustCompile(`£\s?\d`)

// byContent is what a cell holds in most rows: pay, or dates that lie ahead,
// which only a closing date does.
func byContent(p *fetch.Page, rows []*goquery.Selection, css string) field {
	filled, pays, ahead := 0, 0, 0
	for _, r := range rows {
		cell := r.Find(css)
		text := words(cell)
		if text == "" {
			continue
		}
		filled++
		if inPounds.MatchString(text) {
			pays++
		}
		if moment := cell.Find("time[datetime]").AttrOr("datetime", ""); moment != "" {
			text = moment
		}
		when := closing.Read(closingDate(text), "", p.At)
		if !when.At.IsZero() && when.At.After(p.At) {
			ahead++
		}
	}
	switch {
	case filled > 0 && 2*pays > filled:
		return salaryField
	case filled > 0 && 2*ahead > filled && !p.At.IsZero():
		return closingField
	}
	return noField
}

// foundCount matches a list's own count.
var foundCount = regexp.MustCompile(`(?i)\b\d+ (?:vacanc(?:y|ies)|jobs?|results?|posts?|roles?|opportunit(?:y|ies))?\s?(?:found|available|listed)?\b`)

// pager finds the link onwards and the list's own count.
func (in *Inferred) pager(doc *goquery.Document, rows int) {
	for _, css := range []string{"a[rel=next]", "a.next", "li.next a", ".pagination-next a", ".pager__item--next a"} {
		if doc.Find(css).Length() == 1 {
			in.Options["next"] = css
			break
		}
	}
	doc.Find("p, div, span, h2, h3, strong, caption").EachWithBreak(func(i int, s *goquery.Selection) bool {
		text := words(s)
		if s.Children().Length() > 0 || len(text) > 80 || !foundCount.MatchString(text) {
			return i < 5000
		}
		total, css := statedTotal(text), cellSelector(s)
		if total == nil {
			total = lastNumber(text)
		}
		if total != nil && *total >= rows && css != "" && doc.Find(css).Length() == 1 {
			in.Options["total"] = css
			return false
		}
		return i < 5000
	})
}

// InferAdvert proposes selectors for the page behind a row: where its text, its
// labelled facts and its title stand.
func InferAdvert(p *fetch.Page) map[string]string {
	doc, failed := parse("selectors", p)
	if failed != nil {
		return nil
	}
	options := map[string]string{}
	if h1 := doc.Find("h1"); h1.Length() == 1 {
		options["detail.title"] = ownSelector(h1)
	}
	facts := ""
	doc.Find("dl, table").EachWithBreak(func(i int, s *goquery.Selection) bool {
		known := 0
		for _, one := range labelled(s) {
			if fieldOf(one.label) != noField {
				known++
			}
		}
		if css := ownSelector(s); known >= 2 && doc.Find(css).Length() == 1 {
			facts = css
			return false
		}
		return i < 50
	})
	if facts != "" {
		options["detail.facts"] = facts
	}
	if text := textBlock(doc, facts); text != "" {
		options["detail.description"] = text
	}
	return options
}

// textBlock is the smallest named block that holds most of a page's prose.
func textBlock(doc *goquery.Document, facts string) string {
	page := doc.Find("body").Clone()
	page.Find("nav, header, footer, script, style, h1, form").Remove()
	if facts != "" {
		page.Find(facts).Remove()
	}
	whole, best := len(words(page)), ""
	if whole < 80 {
		return ""
	}
	page.Find("main, article, section, div").EachWithBreak(func(i int, s *goquery.Selection) bool {
		css := ownSelector(s)
		if named := strings.ContainsAny(css, ".#") || css == "main" || css == "article"; named && 5*len(words(s)) >= 4*whole && doc.Find(css).Length() == 1 {
			best = css // later ones in the document's order lie deeper
		}
		return i < 2000
	})
	return best
}
