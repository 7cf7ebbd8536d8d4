package platform

import (
	"strings"

	"github.com/PuerkitoBio/goquery"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// selectors reads a council's own pages by CSS selectors that the config gives:
// for sites that no other adapter knows. What a selector must find and does not
// is a fault, so that a changed page is told and not guessed at.
type selectors struct{}

// selectorFields are the options that find a field of an advert, in a row and,
// with "detail." before them, on the advert's page.
var selectorFields = []struct {
	name string
	field
}{
	{"title", titleField}, {"reference", referenceField}, {"closing", closingField}, {"posted", postedField},
	{"salary", salaryField}, {"location", locationField}, {"hours", hoursField}, {"contract", contractField},
	{"department", departmentField}, {"organisation", employerField},
}

func (selectors) About() About {
	options := []Option{
		{Name: "rows", Required: true, Help: "CSS selector of the rows of the list, one for each advert", Check: checkSelector},
		{Name: "link", Help: "the link to the advert, in a row; its first link when not given", Check: checkSelector},
		{Name: "id", Help: "the system's id, in a row, such as a[data-id]@data-id; the number in the link when not given", Check: checkSelector},
		{Name: "id_pattern", Help: "regular expression whose first group is the id in those words, or in the link", Check: checkPattern},
		{Name: "next", Help: "the link to the next page of the list", Check: checkSelector},
		{Name: "total", Help: "where the list says how many adverts it has", Check: checkSelector},
		{Name: "empty", Help: "what is there only when the list has no vacancies; the usual words are looked for when not given", Check: checkSelector},
		{Name: "detail.description", Help: "the advert's text, on its page", Check: checkSelector},
		{Name: "detail.facts", Help: "a part of the advert's page with labels and values", Check: checkSelector},
		{Name: "detail.closed", Help: "what is there only when applying is over", Check: checkSelector},
		employerOption,
	}
	for _, f := range selectorFields {
		options = append(options,
			Option{Name: f.name, Help: "the " + f.name + " in a row; @name after the selector takes an attribute", Check: checkSelector},
			Option{Name: "detail." + f.name, Help: "the " + f.name + " on the advert's page", Check: checkSelector})
	}
	return About{
		Name: "selectors", Title: "A site's own pages, by CSS selectors", Evidence: "assumed",
		Surface:    "the list page that the config names, the pages its pager leads to, and the advert pages its rows link to",
		Permission: "Public pages that robots.txt leaves open, as every visitor sees them; whoever writes the selectors has looked at the site's terms. Never touched: forms, log-ins, applications.",
		Options:    options,
		Markers:    []string{"what the option rows finds, with a title and a link in each", "or what the option empty finds"},
		Fields:     []string{"title", "url"},
	}
}

func (selectors) Start(src config.Source) ([]fetch.Request, error) {
	if resolve(src.URL, src.URL) == nil {
		return nil, configFault("selectors", src.URL, "not an address")
	}
	if src.Options["rows"] == "" {
		return nil, configFault("selectors", src.URL, "the option rows is needed: a CSS selector of the list's rows")
	}
	return []fetch.Request{get(src.URL)}, nil
}

func (s selectors) List(src config.Source, p *fetch.Page) (Listing, error) {
	doc, failed := parse("selectors", p)
	if failed != nil {
		return Listing{}, failed
	}
	f := finder{p, src.Options}
	found := f.in(doc.Selection, "rows")
	if found.Length() == 0 {
		return s.none(f, doc)
	}
	var got rows
	lacking := map[string]int{}
	found.EachWithBreak(func(i int, region *goquery.Selection) bool {
		row := s.row(src, f, region)
		for what, words := range map[string]string{"title": row.Advert.Title, "link": row.Advert.URL, "id": row.Advert.Key} {
			if words == "" {
				lacking[what]++
			}
		}
		if row.Advert.URL == "" && src.Options["link"] == "" {
			row.Advert.URL = absolute(p, p.URL) // all adverts stand on the list page itself
		}
		got.add(row)
		return i < maxRows
	})
	for _, what := range []string{"title", "link", "id"} {
		if lacking[what] == found.Length() && (what != "link" || src.Options["link"] != "") {
			return Listing{}, fault("selectors", p, lifecycle.FaultRedesign, "no %s found in any of the %d rows (option %s: %q)", what, found.Length(), what, clip(src.Options[what], 80))
		}
	}
	var l Listing
	got.onPage(p, &l)
	if src.Options["total"] != "" {
		said := f.words(doc.Selection, "total")
		if l.Total = statedTotal(said); l.Total == nil {
			l.Total = lastNumber(said)
		}
		if l.Total == nil {
			l.Incomplete = append(l.Incomplete, "the list's own count was not found where the option total says")
		}
	}
	s.next(f, doc, &l)
	return l, nil
}

// none is a list page without rows: empty by the sign that the config names,
// else by the usual words for none.
func (selectors) none(f finder, doc *goquery.Document) (Listing, error) {
	zero := 0
	if f.options["empty"] == "" {
		if said := saysEmpty(visible(doc)); said != "" {
			return Listing{SaysEmpty: said, Total: &zero}, nil
		}
		return Listing{}, sick("selectors", f.p, "what the option rows finds, or words for none,")
	}
	if sign := f.in(doc.Selection, "empty"); sign.Length() > 0 {
		return Listing{SaysEmpty: firstOf(clip(words(sign), 200), "the sign that the option empty names"), Total: &zero}, nil
	}
	return Listing{}, sick("selectors", f.p, "what the option rows or empty finds")
}

func (selectors) row(src config.Source, f finder, region *goquery.Selection) Row {
	link := region.Filter("a[href]").AddSelection(region.Find("a[href]")).First()
	href := link.AttrOr("href", "")
	if src.Options["link"] != "" {
		link = f.in(region, "link").First()
		if href = link.AttrOr("href", ""); strings.Contains(src.Options["link"], "@") {
			href = f.words(region, "link")
		}
	}
	var a normalize.Advert
	f.fields(&a, region, "")
	if src.Options["title"] == "" {
		a.Title = words(link)
	}
	a.URL = absolute(f.p, href)
	if samePage(a.URL, f.p.URL) {
		a.URL = ""
	}
	a.Key = selectorKey(src, f.words(region, "id"), a.URL, a.Reference)
	return Row{Advert: a, LeftOut: leaveOut(src, a)}
}

// next follows the pager onwards.
func (selectors) next(f finder, doc *goquery.Document, l *Listing) {
	if f.options["next"] == "" {
		return
	}
	link := f.in(doc.Selection, "next")
	if !link.Is("[href]") {
		link = link.Find("a[href]")
	}
	address := onOrigin(f.p, link.First().AttrOr("href", ""))
	if address == "" || samePage(address, f.p.URL) {
		return
	}
	switch here, there := listNumber(f.p.URL), listNumber(address); {
	case there > 0 && there <= here:
	case there > maxPages && strings.Contains(address, "page"):
		l.Incomplete = append(l.Incomplete, "stopped after many pages of the list")
	default:
		l.Next = append(l.Next, get(address))
	}
}

// Detail opens the advert's page when the config says how to read it.
func (selectors) Detail(src config.Source, row Row) (fetch.Request, bool) {
	if samePage(row.Advert.URL, src.URL) {
		return fetch.Request{}, false
	}
	for name, v := range src.Options {
		if strings.HasPrefix(name, "detail.") && v != "" {
			return opened(row)
		}
	}
	return fetch.Request{}, false
}

// Advert reads an advert's page by the detail selectors. One of them must find
// something, or the page must say that applying is over.
func (s selectors) Advert(src config.Source, row Row, p *fetch.Page) (normalize.Advert, bool, error) {
	doc, failed := parse("selectors", p)
	if failed != nil {
		return normalize.Advert{}, false, failed
	}
	f := finder{p, src.Options}
	var a normalize.Advert
	f.fields(&a, doc.Selection, "detail.")
	a.Description = fragment(f.in(doc.Selection, "detail.description"))
	facts := f.in(doc.Selection, "detail.facts")
	fillPairs(&a, labelled(facts))
	a.Reference = firstOf(a.Reference, row.Advert.Reference)
	closed := f.in(doc.Selection, "detail.closed").Length() > 0
	text := src.Options["detail.description"]
	any := a.Title+a.Closing+a.Salary+a.Location+a.Hours+a.Contract+a.Department+a.Employer != "" || facts.Length() > 0
	switch found := a.Description != "" || text == "" && any; {
	case !found && (closed || saysClosed(doc.Find("body")) != ""):
		return row.Advert, true, nil
	case !found:
		return normalize.Advert{}, false, sick("selectors", p, "what the option detail.description finds")
	}
	if text != "" && src.Options["detail.closed"] == "" {
		closed = closedAround(doc, f.in(doc.Selection, "detail.description")) != ""
	}
	return over(row.Advert, a), closed, nil
}
