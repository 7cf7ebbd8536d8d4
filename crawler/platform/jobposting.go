package platform

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// jobPosting reads any site whose advert pages carry a schema.org JobPosting,
// as JSON-LD, microdata or RDFa. The adverts are found from a list page or a
// sitemap.
type jobPosting struct{}

var (
	countPlaces = css("h1, h2, [role=alert], [role=status], [aria-live], [class*=count], [class*=total]")
)

func (jobPosting) About() About {
	selector := func(v string) error {
		if _, err := cascadia.ParseGroup(v); err != nil {
			return errors.New("must be a CSS selector")
		}
		return nil
	}
	return About{
		Name: "jobposting", Title: "JobPosting in the page (schema.org)", Evidence: "verified",
		Surface: "a list page or sitemap that the config names, and the advert pages it leads to",
		Permission: "Structured data is put into pages for other programs to read. Only what robots.txt leaves open is read. " +
			"Never touched: application forms, log-ins, searches by form.",
		Options: []Option{
			{Name: "links", Help: "CSS selector of the links to adverts on the list page", Check: selector},
			{Name: "path", Help: "regular expression that the paths of adverts match", Check: func(v string) error {
				if _, err := regexp.Compile(v); err != nil {
					return errors.New("must be a regular expression")
				}
				return nil
			}},
			{Name: "next", Help: "CSS selector of the link to the next list page", Check: selector},
			{Name: "empty", Help: "the words that the list prints when it has no vacancies"},
			employerOption,
		},
		Markers: []string{"JobPostings, links to adverts, or words for none", "sitemap: <urlset> with addresses of adverts"},
		Fields:  []string{"title", "description", "posted", "location"},
	}
}

func (jobPosting) Start(src config.Source) ([]fetch.Request, error) {
	if resolve(src.URL, src.URL) == nil {
		return nil, configFault("jobposting", src.URL, "not an address")
	}
	return []fetch.Request{get(src.URL)}, nil
}

func (j jobPosting) List(src config.Source, p *fetch.Page) (Listing, error) {
	if isXML(p) {
		return j.listSitemap(src, p)
	}
	doc, failed := parse("jobposting", p)
	if failed != nil {
		return Listing{}, failed
	}
	found := readPostings(doc)
	var got rows
	titled := linkTitles(p, doc, len(found.all))
	for _, g := range found.all {
		got.add(postingRow(src, p, titled, g, len(found.all)+len(found.untitled)+found.broken))
	}
	// A page with one posting of its own is an advert: the links on it lead to
	// adverts beside the list, not on it.
	if alone := len(got.list) == 1 && samePage(got.list[0].Advert.URL, p.URL); !alone {
		advertLinks(src, p, doc, &got)
	}
	got.nameless += unlinked(p, found.untitled, got.list)
	var l Listing
	got.into(&l)
	if off := breaksOff(p); off != "" && hasTag(p.Body, "html") { // a piece of a page has no end
		l.Incomplete = append(l.Incomplete, off)
	}
	if found.broken > 0 {
		l.Incomplete = append(l.Incomplete, fmt.Sprintf("blocks with a JobPosting that cannot be read: %d", found.broken))
	}
	if len(l.Rows) == 0 {
		return j.none(src, p, doc, l)
	}
	doc.FindMatcher(countPlaces).EachWithBreak(func(_ int, h *goquery.Selection) bool {
		if n := statedTotal(words(h)); n != nil && *n >= len(l.Rows) {
			l.Total = n
		}
		return l.Total == nil
	})
	nextPage(src, p, doc, &l)
	return l, nil
}

// unlinked counts the postings without a title that have a page of their own
// and are none of the rows.
func unlinked(p *fetch.Page, untitled []posting, list []Row) (n int) {
	if len(untitled) == 0 {
		return 0
	}
	known := map[string]bool{"": true, canonical(p.URL): true}
	for i := range list {
		known[canonical(list[i].Advert.URL)] = true
	}
	for _, g := range untitled {
		if !known[canonical(g.address(p))] {
			n++
		}
	}
	return n
}

// none is a list page without an advert: empty only in words.
func (jobPosting) none(src config.Source, p *fetch.Page, doc *goquery.Document, l Listing) (Listing, error) {
	seen := visible(doc)
	said := saysEmpty(seen)
	if own := tidy(src.Options["empty"]); own != "" && strings.Contains(strings.ToLower(seen), strings.ToLower(own)) {
		said = own
	}
	if said != "" && len(l.Incomplete) == 0 {
		zero := 0
		l.SaysEmpty, l.Total = said, &zero
		return l, nil
	}
	return Listing{}, sick("jobposting", p, "a JobPosting, links to adverts, or words for none")
}

// postingRow makes a row of a posting on a list page. The address is the
// posting's own, else that of the link with its title, else, where it is the
// page's only one, the page's.
func postingRow(src config.Source, p *fetch.Page, titled map[string]string, g posting, count int) Row {
	a := g.advert(p)
	if a.URL == "" {
		a.URL = titled[strings.ToLower(a.Title)]
	}
	if count == 1 && (a.URL == "" || hostOf(a.URL) != hostOf(p.URL)) {
		// One posting that names no page of this site is this page's.
		a.URL = absolute(p, p.URL)
	}
	a.Key = postingKey(a.URL, a.Reference)
	if count > 1 && samePage(a.URL, p.URL) {
		// Several postings that all name the list as their address have none of their own.
		a.Key = postingKey("", a.Reference)
	}
	if a.URL == "" {
		a.URL = absolute(p, p.URL)
	}
	row := Row{Advert: a, LeftOut: leaveOut(src, a)}
	if (a.Description == "" || a.Closing == "") && a.URL != "" && !samePage(a.URL, p.URL) {
		row.Detail = a.URL
	}
	return row
}

// linkTitles are the addresses of a page's links by their words, the first of
// each; none where there is no posting to find one for.
func linkTitles(p *fetch.Page, doc *goquery.Document, postings int) map[string]string {
	titled := map[string]string{}
	if postings == 0 {
		return titled
	}
	doc.FindMatcher(anyLink).Each(func(_ int, a *goquery.Selection) {
		title := strings.ToLower(words(a))
		if _, known := titled[title]; known || title == "" {
			return
		}
		if address := absolute(p, a.AttrOr("href", "")); address != "" {
			titled[title] = address
		}
	})
	return titled
}

// listSitemap reads a sitemap, or an index of them.
func (jobPosting) listSitemap(src config.Source, p *fetch.Page) (Listing, error) {
	found, failed := readSitemap("jobposting", p)
	if failed != nil {
		return Listing{}, failed
	}
	var l Listing
	for _, address := range jobMaps(found.maps) {
		if link := absolute(p, address); link != "" && !samePage(link, p.URL) {
			l.Next = append(l.Next, get(link))
		}
	}
	if len(found.maps) > 0 {
		if len(l.Next) == 0 {
			return Listing{}, fault("jobposting", p, lifecycle.FaultRedesign, "the index of sitemaps leads nowhere")
		}
		return l, nil
	}
	if len(found.pages) == 0 {
		l.SaysEmpty = "the sitemap is whole and lists no page"
		return l, nil
	}
	own := pathOption(src)
	var got rows
	for _, page := range found.pages {
		address := absolute(p, page.address)
		if address == "" || !isAdvert(address, own) {
			continue
		}
		a := normalize.Advert{Key: postingKey(address, ""), Title: firstOf(slugTitle(address), "Vacancy"), URL: address}
		got.add(Row{Advert: a, Modified: page.modified})
	}
	got.into(&l)
	if len(l.Rows) == 0 {
		return Listing{}, fault("jobposting", p, lifecycle.FaultRedesign, "none of the sitemap's %d pages is an advert", len(found.pages))
	}
	return l, nil
}

// jobMaps picks the sitemaps of adverts out of an index, by their names; all of
// them where no name tells.
func jobMaps(all []string) []string {
	var jobs []string
	for _, address := range all {
		lower := strings.ToLower(address[strings.LastIndex(address, "/")+1:])
		if strings.Contains(lower, "job") || strings.Contains(lower, "vacanc") || strings.Contains(lower, "career") || strings.Contains(lower, "position") {
			jobs = append(jobs, address)
		}
	}
	if len(jobs) == 0 {
		return all
	}
	return jobs
}

// Detail opens the advert's page, unless the list held the whole posting.
func (jobPosting) Detail(_ config.Source, row Row) (fetch.Request, bool) {
	if row.Detail == "" && row.Advert.Description != "" {
		return fetch.Request{}, false
	}
	return opened(row)
}

// Advert reads the JobPosting of an advert's page. A page of the site without
// one is closed where it says so, and a fault otherwise.
func (jobPosting) Advert(_ config.Source, row Row, p *fetch.Page) (normalize.Advert, bool, error) {
	doc, failed := parse("jobposting", p)
	if failed != nil {
		return normalize.Advert{}, false, failed
	}
	found := readPostings(doc)
	if len(found.all) == 0 {
		return withoutAdvert("jobposting", row, p, doc, "a JobPosting")
	}
	g, ok := found.pick(p, row)
	if !ok {
		return normalize.Advert{}, false, fault("jobposting", p, lifecycle.FaultMalformed, "%d postings, none of them %s", len(found.all), row.Advert.Key)
	}
	a := g.advert(p)
	a.URL = ""
	return over(row.Advert, a), closedNotice(doc) != "", nil
}
