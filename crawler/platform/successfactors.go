package platform

import (
	"errors"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// successfactors reads SAP SuccessFactors' career sites: the results table, the
// tiles, the sitemap (successfactors_sitemap.go), and the job listing that looks like XML
// (successfactors_feed.go).
// Table and listing were built from captures; tiles, sitemap and advert pages
// from their documented form.
type successfactors struct{}

var (
	sfCompany = regexp.MustCompile(`^[A-Za-z0-9_]{2,64}$`)
	// sfAdvert finds an advert's number, the last of its address: /job/<place-title>/<id>/.
	sfAdvert = regexp.MustCompile(`/job/(?:[^/]+/)*(\d{3,})/?$`)
	// sfOwn are the marks of the product in a page without results.
	sfOwn = regexp.MustCompile(`(?i)successfactors|jobs2web|rmkcdn|job-tile|searchresults|tile-search-results`)
)

var (
	sfRows         = css("table#searchresults tr.data-row, tr.data-row:has(a.jobTitle-link)")
	sfTiles        = css("li.job-tile")
	sfHeads        = css("table#searchresults th[id]")
	sfLink         = css("a.jobTitle-link[href]")
	sfTitleLink    = css("a.jobTitle-link")
	sfPlaceCells   = css(".jobLocation")
	sfDayCells     = css(".jobDate")
	sfTileLink     = css("a.jobTitle-link, .jobTitle a[href], a[href*='/job/']")
	sfSections     = css(".section-field")
	sfSectionLabel = css(".section-label")
	sfTable        = css("table#searchresults")
	sfPagination   = css(".paginationLabel, .pagination-label, #tile-search-results-label")
	sfPosting      = css(".jobDisplay, [itemtype*=JobPosting]")
	sfText         = css("[itemprop=description], .jobdescription")
	sfApply        = css("a.apply[href], a[href*='/talentcommunity/apply/']")
)

func (successfactors) About() About {
	return About{
		Name: "successfactors", Title: "SAP SuccessFactors", Evidence: "verified",
		Surface: "one of: the results table (/search/), the tiles (/tile-search-results/), /sitemap.xml, or the public job listing " +
			"(/career?career_ns=job_listing_summary&resultType=XML); with the first three also the advert pages (/job/.../<id>/)",
		Permission: "These pages are open to every visitor and to search engines. Never touched: /services/ (disallowed by robots.txt, so neither " +
			"its RSS nor the search behind script-only sites is used), /talentcommunity/, sign-in and application pages.",
		Options: []Option{
			{Name: "company", Help: "the company ID in the vendor's address (company=...); makes the source the public job listing", Check: func(v string) error {
				if !sfCompany.MatchString(v) {
					return errors.New("must be the letters and digits after company= in the vendor's address")
				}
				return nil
			}},
			{Name: "employer", Help: "the employers that are ours, as the listing prints them, separated by semicolons; * where all are. " +
				"The job listing may be shared, so without this option all its adverts are left out"},
		},
		Markers: []string{"table: table#searchresults with tr.data-row", "tiles: li.job-tile", "sitemap: addresses /job/.../<id>/", "listing: <Job-Listing> with <Job>"},
		Fields:  []string{"title", "location", "posted", "description"},
	}
}

// sfListing is the address of a company's public job listing.
func sfListing(scheme, host, company string) string {
	return scheme + "://" + host + "/career?company=" + url.QueryEscape(company) + "&career_ns=job_listing_summary&resultType=XML"
}

// Start asks for the surface that the source's address names.
func (successfactors) Start(src config.Source) ([]fetch.Request, error) {
	u, err := url.Parse(withoutTokens(src.URL))
	if err != nil || u.Host == "" {
		return nil, configFault("successfactors", src.URL, "not an address")
	}
	company := firstOf(src.Options["company"], queryValue(src.URL, "company"))
	path := strings.ToLower(u.Path)
	switch {
	case strings.Contains(path, "/services/"):
		return nil, configFault("successfactors", src.URL, "/services/ is disallowed by the vendor's robots.txt: give the search page, the sitemap or the job listing")
	case strings.HasPrefix(path, "/career") && company != "", src.Options["company"] != "":
		if !sfCompany.MatchString(company) {
			return nil, configFault("successfactors", src.URL, "no company ID")
		}
		return []fetch.Request{get(sfListing(u.Scheme, u.Host, company))}, nil
	case strings.HasSuffix(path, ".xml"):
		return []fetch.Request{get(u.String())}, nil
	case strings.Contains(path, "/search"), strings.Contains(path, "/tile-search-results"):
		u.Fragment = ""
		if u.RawQuery == "" {
			u.RawQuery = "q="
		}
		return []fetch.Request{get(u.String())}, nil
	}
	// A front page, or that of one employer's section (/WCC/).
	section, _, _ := strings.Cut(u.Path, "/job/")
	u.Path, u.RawPath = strings.TrimRight(section, "/")+"/search/", ""
	u.RawQuery, u.Fragment = "q=&sortColumn=referencedate&sortDirection=desc", ""
	return []fetch.Request{get(u.String())}, nil
}

func (s successfactors) List(src config.Source, p *fetch.Page) (Listing, error) {
	start := head(p, 4096)
	switch {
	case strings.Contains(start, "<Job-Listing"):
		return s.listFeed(src, p)
	case isXML(p) && (strings.Contains(start, "<urlset") || strings.Contains(start, "<sitemapindex")):
		return s.listSitemap(p)
	}
	doc, failed := parse("successfactors", p)
	if failed != nil {
		return Listing{}, failed
	}
	var got rows
	shown, columns := 0, sfColumns(doc)
	doc.FindMatcher(sfRows).Each(func(_ int, tr *goquery.Selection) {
		shown++
		a := sfTableRow(p, columns, tr)
		got.add(Row{Advert: a, LeftOut: leaveOut(src, a)})
	})
	if shown == 0 {
		doc.FindMatcher(sfTiles).Each(func(_ int, tile *goquery.Selection) {
			shown++
			a := sfTile(p, tile)
			got.add(Row{Advert: a, LeftOut: leaveOut(src, a)})
		})
	}
	l := Listing{Total: sfTotal(doc)}
	if shown == 0 {
		return s.noRows(p, doc, l)
	}
	got.into(&l)
	if len(l.Rows) == 0 {
		return Listing{}, fault("successfactors", p, lifecycle.FaultRedesign, "%d rows, none with a title and a number in its link", shown)
	}
	sfNext(p, doc, shown, &l)
	return l, nil
}

// noRows is a page without results: one that says so, one past the end, or
// something else.
func (successfactors) noRows(p *fetch.Page, doc *goquery.Document, l Listing) (Listing, error) {
	said := saysEmpty(visible(doc))
	ours := sfOwn.MatchString(clip(string(p.Body), 512<<10))
	switch from := sfStartRow(p.URL); {
	case ours && said != "" && from == 0 && (l.Total == nil || *l.Total == 0):
		zero := 0
		return Listing{SaysEmpty: said, Total: &zero}, nil
	case ours && from > 0 && l.Total != nil:
		l.Incomplete = append(l.Incomplete, "the page from row "+strconv.Itoa(from)+" has no rows")
		return l, nil
	case strings.Contains(string(p.Body), "/services/recruiting/") || doc.Find("career-site-builder, #unify-root, [class*=unify]").Length() > 0:
		return Listing{}, fault("successfactors", p, lifecycle.FaultRedesign, "the list is put in by script from /services/, which robots.txt disallows; give the sitemap or the job listing")
	}
	return Listing{}, sick("successfactors", p, "the results (table#searchresults tr.data-row or li.job-tile)")
}

func sfKey(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return "successfactors:" + submatch(sfAdvert, u.Path)
}

// sfTotal is the count that the table's label or the pager states: "Page 1 of 1,
// Results 1 to 13 of 13", in any language. "Page 1 of 5" counts pages.
func sfTotal(doc *goquery.Document) *int {
	if label := doc.FindMatcher(sfTable).AttrOr("aria-label", ""); len(number.FindAllString(label, 6)) >= 3 {
		return lastNumber(label)
	}
	if label := words(doc.FindMatcher(sfPagination).First()); label != "" {
		if n := statedTotal(label); n != nil {
			return n
		}
		return lastNumber(label)
	}
	return nil
}

// sfStartRow is the place of a page's first row, from 0.
func sfStartRow(address string) int {
	if n := toCount(queryValue(address, "startrow")); n != nil {
		return *n
	}
	return 0
}

// sfNext goes on by as many rows as arrived. The tiles' fragments give no total:
// there a page that is full may have a successor.
func sfNext(p *fetch.Page, doc *goquery.Document, shown int, l *Listing) {
	from := sfStartRow(p.URL)
	next := from + shown
	more := l.Total != nil && next < *l.Total || l.Total == nil && shown%25 == 0
	switch {
	case !more:
	case from >= maxPages*25:
		l.Incomplete = append(l.Incomplete, "stopped after row "+strconv.Itoa(next))
	default:
		address := withQuery(p.URL, "startrow", strconv.Itoa(next))
		if u, err := url.Parse(address); err == nil && doc.FindMatcher(sfTable).Length() == 0 && strings.HasSuffix(strings.TrimRight(u.Path, "/"), "/search") {
			u.Path = strings.TrimSuffix(strings.TrimRight(u.Path, "/"), "/search") + "/tile-search-results/"
			address = u.String()
		}
		l.Next = append(l.Next, get(address))
	}
}

// Detail opens an advert's page. What the listing links to is the way in to an
// application: it is shown to readers and never opened.
func (successfactors) Detail(_ config.Source, row Row) (fetch.Request, bool) {
	if queryValue(row.Advert.URL, "career_ns") != "" {
		return fetch.Request{}, false
	}
	return opened(row)
}

// Advert reads an advert's page: its microdata, and the fields customers add.
func (successfactors) Advert(_ config.Source, row Row, p *fetch.Page) (normalize.Advert, bool, error) {
	doc, failed := parse("successfactors", p)
	if failed != nil {
		return normalize.Advert{}, false, failed
	}
	postings, text := postingsIn(doc), doc.FindMatcher(sfText)
	if len(postings) == 0 && doc.Find("[itemprop=title], .jobDisplay, .jobdescription").Length() == 0 {
		return withoutAdvert("successfactors", row, p, doc, "the advert's microdata (itemprop title and description)")
	}
	var a normalize.Advert
	if len(postings) > 0 {
		a = postings[0].advert(p)
	} else {
		a = normalize.Advert{Title: words(doc.Find("[itemprop=title], h1").First()), Posted: postedDate(doc.Find("meta[itemprop=datePosted]").AttrOr("content", "")),
			Location: textOf(doc.Find("[itemprop=jobLocation], .jobGeoLocation").First())}
	}
	if a.Description == "" {
		a.Description = fragment(text.First())
	}
	rest := doc.FindMatcher(sfPosting).First().Clone()
	rest.FindMatcher(sfText).Remove()
	var fields normalize.Advert
	fillPairs(&fields, labelled(rest))
	a = over(fields, a)
	a.Key, a.URL = "", ""
	if apply := doc.FindMatcher(sfApply).First(); apply.Length() > 0 {
		a.ApplyURL = absolute(p, apply.AttrOr("href", ""))
	}
	return over(row.Advert, a), closedAround(doc, text) != "", nil
}
