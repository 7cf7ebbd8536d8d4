package platform

import (
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

// tribepad reads Tribepad's career sites in both their skins, and the XML
// documents of its API where a customer points to them. The classic skin and
// the XML were built from captures, the site-builder skin, which is the one
// expected of boroughs, from its documented markup: hence "assumed".
type tribepad struct{}

// tribepadPage is how many rows the site-builder skin is asked for at a time.
const tribepadPage = 10

// tribepadCards are the rows of the site-builder skin.
var tribepadCards = css(".sitebuilder-job-results-item, .tbp-list-item")

var (
	// tribepadPageInPath finds the number of a page in the classic skin's addresses.
	tribepadPageInPath = regexp.MustCompile(`/jobs/search/[^/]+/(\d+)/?$`)
	// tribepadReference finds Tribepad's own form of a reference.
	tribepadReference = regexp.MustCompile(`\b[A-Za-z0-9_-]+/TP/\d+/\d+\b`)
)

var (
	tribepadItems     = css("ul.jobs > li, ul.jobs-list > li")
	tribepadIcons     = css("i[class*='fa-']")
	tribepadBeside    = css("span, time, a")
	tribepadItemLink  = css("a[itemprop=url][href], a.in-app[href], a[href*='/jobs/job/']")
	tribepadItemTitle = css(".job-list-title, [itemprop=title]")
	tribepadPlaces    = css("[itemprop=jobLocation]")
	tribepadDate      = css("[itemprop=datePosted]")
	tribepadHere      = css(".pagination strong, .pagination .active, .pagination .current")
	tribepadPager     = css(".pagination a[href], .pager a[href]")
	tribepadCardLink  = css("a[href*='record='], a[href*='/job/'], a[href*='/jobs/']")
	tribepadCardTitle = css("[class*='item-title'], .tbp-li-title")
	tribepadHeadings  = css("h1, h2, h3, [class*='results-count'], [class*='search-results-title']")
	tribepadRegion    = css("#job-advert-wrapper, #job-details, .job-details, [itemtype*='JobPosting'], main")
	tribepadText      = css("section.job-details-section, #job-description, .job-description, [itemprop=description], .job-details-description")
	tribepadApply     = css("a[href*='/members/?j='], a[href*='members/?j=']")
)

func (tribepad) About() About {
	return About{
		Name: "tribepad", Title: "Tribepad", Evidence: "assumed",
		Surface: "the public search pages (/jobs/search, /v2/job/search) and advert pages; an XML document of the vendor's API where the customer gives one",
		Permission: "Search and advert pages are open to every visitor. Never touched: the members' area behind a log-in, " +
			"application links (/members/?j=), the API without the customer's agreement.",
		Options: []Option{employerOption},
		Markers: []string{"rows: ul.jobs li with a link that ends in a number, or .sitebuilder-job-results-item with record=", "or words for no results in Tribepad's own page", "XML: <job> with job_id and job_title"},
		Fields:  []string{"title", "location", "salary", "closing"},
	}
}

// Start asks for the list the source names; for a site's front page, the
// site-builder skin's search.
func (tribepad) Start(src config.Source) ([]fetch.Request, error) {
	u, err := url.Parse(src.URL)
	if err != nil || u.Host == "" {
		return nil, configFault("tribepad", src.URL, "not an address")
	}
	switch path := strings.TrimRight(u.Path, "/"); path {
	case "", "/members", "/v2":
		u.Path, u.RawQuery = "/v2/job/search", ""
		fallthrough
	case "/v2/job/search":
		return []fetch.Request{get(withQuery(u.String(), "page", "1", "records_per_page", strconv.Itoa(tribepadPage)))}, nil
	}
	return []fetch.Request{get(src.URL)}, nil
}

func (t tribepad) List(src config.Source, p *fetch.Page) (Listing, error) {
	if isXML(p) {
		return t.listXML(src, p)
	}
	doc, failed := parse("tribepad", p)
	if failed != nil {
		return Listing{}, failed
	}
	cards := doc.FindMatcher(tribepadCards)
	classic := doc.FindMatcher(tribepadItems).FilterFunction(func(_ int, li *goquery.Selection) bool {
		return li.FindMatcher(anyLink).Length() > 0
	})
	switch {
	case cards.Length() > 0:
		return t.listCards(src, p, doc, cards)
	case classic.Length() > 0:
		return t.listClassic(src, p, doc, classic)
	}
	return t.listNone(p, doc)
}

// listNone is a search page without rows: empty only where it is Tribepad's
// and says so.
func (tribepad) listNone(p *fetch.Page, doc *goquery.Document) (Listing, error) {
	region := doc.Find("#results, .search-results, [class*=sitebuilder-job], [id*=sitebuilder-job], [class*=tbp-list], ul.jobs, .search-results-title, h2")
	ours := strings.Contains(strings.ToLower(clip(string(p.Body), 512<<10)), "tribepad") ||
		doc.Find("#results.main, ul.jobs, .search-results-title, [class*=sitebuilder], [id*=sitebuilder], [class*=tbp-]").Length() > 0
	if !ours {
		return Listing{}, sick("tribepad", p, "Tribepad's search results")
	}
	text := allWords(region)
	total := statedTotal(text)
	if said := saysEmpty(text); said != "" && (total == nil || *total == 0) {
		zero := 0
		return Listing{SaysEmpty: said, Total: &zero}, nil
	}
	if page := tribepadPageNumber(p.URL); page > 1 && total != nil {
		return Listing{Incomplete: []string{"page " + strconv.Itoa(page) + " has no rows"}, Total: total}, nil
	}
	return Listing{}, sick("tribepad", p, "rows or words for none on the search page")
}

var (
	tribepadRecord  = regexp.MustCompile(`(?i)[?&](?:record|j|job_?id)=(\d+)`)
	tribepadPath    = regexp.MustCompile(`/(\d+)/?$`)
	tribepadSuffix  = regexp.MustCompile(`(?i)\s*\((?:in )?\d+ (?:days?|hours?|weeks?)[^)]*\)\s*$`)
	tribepadApplyBy = regexp.MustCompile(`(?i)^(?:apply by|closing date|closes(?: on)?|expires(?: on)?|application deadline)\s*:?\s*`)
	tribepadPosted  = regexp.MustCompile(`(?i)^(?:posted(?: on)?|date posted)\s*:?\s*`)
)

// tribepadKey is the advert's number out of its address: a query parameter or
// the last segment of the path.
func tribepadKey(address string) string {
	if m := tribepadRecord.FindStringSubmatch(address); m != nil {
		return "tribepad:" + m[1]
	}
	if u, err := url.Parse(address); err == nil {
		if m := tribepadPath.FindStringSubmatch(u.Path); m != nil {
			return "tribepad:" + m[1]
		}
	}
	return ""
}

// chips reads the fields of a row by the icon before each.
func (tribepad) chips(a *normalize.Advert, row *goquery.Selection) {
	row.FindMatcher(tribepadIcons).Each(func(_ int, icon *goquery.Selection) {
		class := icon.AttrOr("class", "")
		text := following(icon)
		if text == "" {
			text = words(icon.NextAllMatcher(tribepadBeside).First())
		}
		if text == "" {
			text = words(icon.Parent())
		}
		if strings.HasSuffix(text, ")") {
			text = tidy(tribepadSuffix.ReplaceAllString(text, ""))
		}
		switch {
		case text == "":
		case strings.Contains(class, "fa-map"), strings.Contains(class, "fa-location"):
			fill(a, locationField, text)
		case strings.Contains(class, "fa-wallet"), strings.Contains(class, "fa-money"), strings.Contains(class, "fa-sterling"), strings.Contains(class, "fa-coins"), strings.Contains(class, "fa-pound"):
			fill(a, salaryField, text)
		case tribepadPosted.MatchString(text):
			fill(a, postedField, tribepadPosted.ReplaceAllString(text, ""))
		case strings.Contains(class, "fa-calendar"):
			fill(a, closingField, tribepadApplyBy.ReplaceAllString(text, ""))
		case strings.Contains(class, "fa-clock"), strings.Contains(class, "fa-file-contract"):
			fill(a, contractField, text)
		case strings.Contains(class, "fa-tag"), strings.Contains(class, "fa-sitemap"), strings.Contains(class, "fa-folder"):
			fill(a, departmentField, text)
		case strings.Contains(class, "fa-building"):
			fill(a, employerField, text)
		case strings.Contains(class, "fa-list-alt"), strings.Contains(class, "fa-hashtag"), strings.Contains(class, "fa-fingerprint"):
			fill(a, referenceField, text)
		}
	})
}

// listClassic reads the classic skin, which gives no total: it is whole when
// its pager has no page after the present one.
func (t tribepad) listClassic(src config.Source, p *fetch.Page, doc *goquery.Document, items *goquery.Selection) (Listing, error) {
	var got rows
	items.Each(func(_ int, li *goquery.Selection) {
		link := li.FindMatcher(tribepadItemLink).First()
		if link.Length() == 0 {
			link = li.FindMatcher(anyLink).First()
		}
		a := normalize.Advert{URL: absolute(p, link.AttrOr("href", ""))}
		a.Key = tribepadKey(a.URL)
		a.Title = firstOf(words(li.FindMatcher(tribepadItemTitle).First()), words(li.FindMatcher(midHeadings).First()), words(link))
		t.chips(&a, li)
		fill(&a, locationField, words(li.FindMatcher(tribepadPlaces).First()))
		if a.Posted == "" {
			a.Posted = postedDate(words(li.FindMatcher(tribepadDate).First()))
		}
		got.add(Row{Advert: a, LeftOut: leaveOut(src, a)})
	})
	var l Listing
	got.onPage(p, &l)
	if len(l.Rows) == 0 {
		return Listing{}, fault("tribepad", p, lifecycle.FaultRedesign, "%d rows, none with an advert's number", items.Length())
	}
	t.nextByLink(p, doc, &l)
	return l, nil
}

// tribepadPageNumber is the page an address asks for: ?page=N or /jobs/search/-1/N.
func tribepadPageNumber(address string) int {
	if n := toCount(queryValue(address, "page")); n != nil && *n > 0 {
		return *n
	}
	if u, err := url.Parse(address); err == nil {
		if m := tribepadPageInPath.FindStringSubmatch(u.Path); m != nil {
			if n := toCount(m[1]); n != nil && *n > 0 {
				return *n
			}
		}
	}
	return 1
}

// nextByLink follows the pager to the page after this one, and to no other.
func (tribepad) nextByLink(p *fetch.Page, doc *goquery.Document, l *Listing) {
	here := tribepadPageNumber(p.URL)
	if n := firstNumber(words(doc.FindMatcher(tribepadHere).First())); n != nil && *n > here {
		here = *n
	}
	if here >= maxPages {
		l.Incomplete = append(l.Incomplete, "stopped after "+strconv.Itoa(maxPages)+" pages")
		return
	}
	doc.FindMatcher(tribepadPager).EachWithBreak(func(_ int, a *goquery.Selection) bool {
		link := onOrigin(p, a.AttrOr("href", ""))
		if link == "" || samePage(link, p.URL) || tribepadPageNumber(link) != here+1 {
			return true
		}
		l.Next = append(l.Next, get(link))
		return false
	})
}

// Detail opens the advert's page, unless the row came with its full text (XML).
func (tribepad) Detail(_ config.Source, row Row) (fetch.Request, bool) {
	if row.Advert.Description != "" {
		return fetch.Request{}, false
	}
	return opened(row)
}

// Advert reads an advert's page of either skin, or the XML document of one advert.
func (t tribepad) Advert(_ config.Source, row Row, p *fetch.Page) (normalize.Advert, bool, error) {
	if isXML(p) {
		return t.advertXML(row, p)
	}
	doc, failed := parse("tribepad", p)
	if failed != nil {
		return normalize.Advert{}, false, failed
	}
	region := doc.FindMatcher(tribepadRegion).First()
	text := doc.FindMatcher(tribepadText)
	description := text
	if description.Length() == 0 && doc.Find("#job-advert-wrapper").Length() > 0 {
		description = doc.Find("#job-advert-wrapper")
	}
	if description.Length() == 0 {
		if saysClosed(bodyOf(doc)) != "" {
			return row.Advert, true, nil
		}
		// A customer's own template: known by the advert's title on it.
		if description = doc.Find("main, #content, #content-wrapper").First(); !resembles(allWords(description), row.Advert.Title) {
			return normalize.Advert{}, false, sick("tribepad", p, "the advert's text")
		}
	}
	a := normalize.Advert{Title: firstOf(words(region.FindMatcher(mainHeading).First()), words(doc.FindMatcher(mainHeading).First()))}
	t.chips(&a, region)
	fillPairs(&a, labelled(region))
	// A heading of the page's own is no title: the row's stands where they share nothing.
	if !sameWords(a.Title, row.Advert.Title) {
		a.Title = ""
	}
	if a.Reference == "" {
		a.Reference = tribepadReference.FindString(words(region))
	}
	if apply := region.FindMatcher(tribepadApply).First(); apply.Length() > 0 {
		a.ApplyURL = absolute(p, apply.AttrOr("href", ""))
	}
	a.Description = fragment(description)
	return over(row.Advert, a), closedAround(doc, text) != "", nil
}
