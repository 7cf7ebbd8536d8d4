package platform

import (
	"net/url"
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

// repeated finds the largest set of elements under one parent that each hold a
// link of one shape, with the links.
func repeated(p *fetch.Page, doc *goquery.Document) (rows, links []*goquery.Selection) {
	type group struct{ links []*goquery.Selection }
	groups, order := map[string]*group{}, []string{}
	doc.Find("a[href]").EachWithBreak(func(i int, a *goquery.Selection) bool {
		u := resolve(p.URL, a.AttrOr("href", ""))
		if u == nil || onOrigin(p, u.String()) == "" || len(words(a)) < 4 || a.ParentsFiltered("nav, header, footer").Length() > 0 {
			return i < maxInferLinks
		}
		if shape := linkShape(u); shape != "" {
			if groups[shape] == nil {
				groups[shape], order = &group{}, append(order, shape)
			}
			groups[shape].links = append(groups[shape].links, a)
		}
		return i < maxInferLinks
	})
	for _, shape := range order {
		g := groups[shape]
		seen := map[string]bool{}
		for _, a := range g.links {
			seen[a.AttrOr("href", "")] = true
		}
		if len(seen) != len(g.links) || len(g.links) < leastRows || len(g.links) <= len(links) {
			continue
		}
		if found := rowsOf(g.links); found != nil {
			rows, links = found, g.links
		}
	}
	return rows, links
}

var manyDigits = regexp.MustCompile(`\d{2,}`)

// linkShape is an address with what tells one advert from another left open;
// empty where nothing does.
func linkShape(u *url.URL) string {
	whole := u.Path + "?" + u.RawQuery
	if manyDigits.MatchString(whole) {
		path := u.Path
		if i := strings.LastIndexByte(path, '/'); i >= 0 && manyDigits.MatchString(path[i:]) {
			path = path[:i] + "/#"
		}
		return manyDigits.ReplaceAllString(path+"?"+u.RawQuery, "#")
	}
	if i := strings.LastIndexByte(strings.TrimRight(u.Path, "/"), '/'); i >= 0 && strings.Count(u.Path[i:], "-") >= 1 && u.RawQuery == "" {
		return u.Path[:i] + "/*"
	}
	return ""
}

// rowsOf climbs from each link to the largest element that holds no other; nil
// where these are not alike under one parent.
func rowsOf(links []*goquery.Selection) []*goquery.Selection {
	holds := map[any]int{}
	for _, a := range links {
		a.Parents().Each(func(_ int, s *goquery.Selection) { holds[s.Nodes[0]]++ })
	}
	var rows []*goquery.Selection
	for _, a := range links {
		row := a
		for parent := a.Parent(); parent.Length() > 0 && holds[parent.Nodes[0]] == 1; parent = parent.Parent() {
			row = parent
		}
		if len(rows) > 0 && (row.Nodes[0].Data != rows[0].Nodes[0].Data || row.Parent().Nodes[0] != rows[0].Parent().Nodes[0]) {
			return nil
		}
		rows = append(rows, row)
	}
	if rows[0].Is("a, html, body, th") || rows[0].Closest("thead").Length() > 0 {
		return nil
	}
	return rows
}

// plainName matches class names and ids that can stand in a selector as they are.
var plainName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*$`)

// ownSelector is an element by its name and its id or first class.
func ownSelector(s *goquery.Selection) string {
	if s.Length() == 0 {
		return ""
	}
	if id := s.AttrOr("id", ""); plainName.MatchString(id) && !manyDigits.MatchString(id) {
		return s.Nodes[0].Data + "#" + id
	}
	for class := range strings.FieldsSeq(s.AttrOr("class", "")) {
		if plainName.MatchString(class) {
			return s.Nodes[0].Data + "." + class
		}
	}
	return s.Nodes[0].Data
}

// cellSelector is ownSelector where a class tells the element.
func cellSelector(s *goquery.Selection) string {
	if css := ownSelector(s); strings.Contains(css, ".") {
		return css
	}
	return ""
}

// rowSelector finds the rows and nothing else; empty where no short one does.
func rowSelector(doc *goquery.Document, rows []*goquery.Selection) string {
	name := rows[0].Nodes[0].Data
	own := []string{}
	for class := range strings.FieldsSeq(rows[0].AttrOr("class", "")) {
		if plainName.MatchString(class) && !slices.ContainsFunc(rows, func(r *goquery.Selection) bool { return !r.HasClass(class) }) {
			own = append(own, name+"."+class)
		}
	}
	parent := rows[0].Parent()
	if parent.Is("tbody") {
		parent = parent.Parent()
	}
	for _, row := range append(own, name+":has(a)", name) {
		for _, css := range []string{ownSelector(parent) + " " + row, row} {
			if doc.Find(css).Length() == len(rows) {
				return css
			}
		}
	}
	return ""
}

// onceInEach reports whether a selector finds one element in every row.
func onceInEach(rows []*goquery.Selection, css string) bool {
	return !slices.ContainsFunc(rows, func(r *goquery.Selection) bool { return r.Find(css).Length() != 1 })
}

// numberedBy is the query parameter whose number tells the adverts apart.
func numberedBy(p *fetch.Page, links []*goquery.Selection) string {
	values := map[string]map[string]bool{}
	for _, a := range links {
		u := resolve(p.URL, a.AttrOr("href", ""))
		if u == nil {
			return ""
		}
		for name, all := range u.Query() {
			if values[name] == nil {
				values[name] = map[string]bool{}
			}
			if _, err := strconv.Atoi(all[0]); err == nil {
				values[name][all[0]] = true
			}
		}
	}
	for name, distinct := range values {
		if len(distinct) == len(links) {
			return name
		}
	}
	return ""
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
