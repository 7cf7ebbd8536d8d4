package platform

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"vacancies/crawler/fetch"
)

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
