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

// eploy reads Eploy's career sites: the public XML feed, which holds every
// vacancy but no closing date, and the advert pages, which have it. A site
// without the feed is read by its list page. The feed was built from its
// documented form, the list page from a capture.
type eploy struct{}

const eployFeed = "/feeds/datafeed.ashx"

var (
	// eployAdvert finds the vacancy's number in its address: /vacancies/581/<slug>.html.
	eployAdvert = regexp.MustCompile(`(?:^|/)(\d+)/[^/]*\.(?:html?|aspx)$`)
	// eployFromList matches a path that lacks the folder of the page it was written for.
	eployFromList = regexp.MustCompile(`^/\d+/[^/]+$`)
	// eployPager finds the page numbers that the pager's scripts go to.
	eployPager = regexp.MustCompile(`__doPostBack\('([^']*Pager)','(\d+)'\)`)
	// eployField finds a field's name in an item's id: "li_VacV_DisplaySalary_581".
	eployField  = regexp.MustCompile(`^(?:li|div)_(.+?)_\d+$`)
	eployPosted = regexp.MustCompile(`(?i)^(?:posted|advertised)(?: on)?\s*:?\s*`)
)

// eployCards are the vacancies of the search page, in the layouts in use.
const eployCards = ".vsr-job, .vsr-job-big, .vsr-grid-job, [id*=VacancyListView][id$=_pnlList]"

func (eploy) About() About {
	return About{
		Name: "eploy", Title: "Eploy", Evidence: "assumed",
		Surface: "the public feed /feeds/datafeed.ashx?Format=xml, the vacancy search page, and advert pages for the closing date",
		Permission: "The feed is made for other sites to read and needs no key; list and advert pages are open to every visitor. " +
			"Never touched: /api/ (wants a key), vacancy-apply.aspx, registration and candidate pages.",
		Options: []Option{employerOption},
		Markers: []string{"feed: <Vacancies Count> with <Item>", "page: .vsr-job cards, or words for no results"},
		Fields:  []string{"title", "salary", "location", "posted", "closing"},
	}
}

// Start asks for the feed; for the list page where the source's address is one.
func (eploy) Start(src config.Source) ([]fetch.Request, error) {
	u, err := url.Parse(src.URL)
	if err != nil || u.Host == "" {
		return nil, configFault("eploy", src.URL, "not an address")
	}
	path := strings.ToLower(u.Path)
	switch {
	case strings.Contains(path, "datafeed.ashx"):
		return []fetch.Request{get(withQuery(src.URL, "Format", "xml"))}, nil
	case strings.Contains(path, "/vacancies"), strings.HasSuffix(path, ".aspx"), strings.HasSuffix(path, ".html"):
		return []fetch.Request{get(src.URL)}, nil
	}
	return []fetch.Request{get(origin(u) + eployFeed + "?Format=xml")}, nil
}

func (e eploy) List(src config.Source, p *fetch.Page) (Listing, error) {
	if isXML(p) {
		return e.listFeed(src, p)
	}
	return e.listPage(src, p)
}

// listFeed reads the feed: <Vacancies Count="N"> with an <Item> for each, or
// the RSS that comes when no format is asked for.
func (e eploy) listFeed(src config.Source, p *fetch.Page) (Listing, error) {
	root, failed := parseXML("eploy", p)
	if failed != nil {
		return Listing{}, failed
	}
	if !strings.EqualFold(root.name, "Vacancies") && !strings.EqualFold(root.name, "rss") {
		return Listing{}, fault("eploy", p, lifecycle.FaultRedesign, "<%s> is not Eploy's feed", clip(tidy(root.name), 60))
	}
	items := root.all("Item")
	l := Listing{Total: toCount(root.attr("Count"))}
	if len(items) == 0 {
		if l.Total != nil && *l.Total == 0 {
			l.SaysEmpty = `Count="0"`
			return l, nil
		}
		return Listing{}, fault("eploy", p, lifecycle.FaultRedesign, "the feed has no item, and no count of 0")
	}
	var got rows
	for _, item := range items {
		a := eployItem(p, item)
		got.add(Row{Advert: a, LeftOut: leaveOut(src, a)})
	}
	got.into(&l)
	if l.Total != nil && *l.Total == len(items) {
		*l.Total -= got.repeats
	}
	if len(l.Rows) == 0 {
		return Listing{}, fault("eploy", p, lifecycle.FaultRedesign, "%d items, none with VacancyID and Title", len(items))
	}
	return l, nil
}

// eployItem reads one vacancy of the feed.
func eployItem(p *fetch.Page, item *element) normalize.Advert {
	a := normalize.Advert{
		Title:      plain(unescape(item.raw("Title"))),
		URL:        absolute(p, item.raw("Link", "guid")),
		Reference:  item.words("Reference"),
		Employer:   item.words("Company"),
		Department: joined(" / ", plain(item.words("Position")), plain(item.words("Industry"))),
		Salary:     plain(item.words("DisplaySalary")),
		Closing:    closingDate(item.raw("AdvertisingEndDate", "ClosingDate", "EndDate")),
		Posted:     postedDate(item.raw("DatePosted", "pubDate", "DateCreated")),
		Contract:   plain(item.words("VacancyType")),
		Location:   plain(item.words("Location")),
		Description: nonEmpty(body(item.raw("Description")), body(item.raw("Qualifications")),
			body(item.raw("Benefits"))),
	}
	a.Key = eployKey(item.words("VacancyID"), a.URL)
	return a
}

// eployKey is the vacancy's number, as a field or in its address.
func eployKey(id, address string) string {
	if !isDigits(id) {
		id = queryValue(address, "VacancyID")
	}
	if u, err := url.Parse(address); !isDigits(id) && err == nil {
		id = submatch(eployAdvert, u.Path)
	}
	if !isDigits(id) {
		return ""
	}
	return "eploy:" + id
}

// listPage reads the vacancy search page.
func (e eploy) listPage(src config.Source, p *fetch.Page) (Listing, error) {
	doc, failed := parse("eploy", p)
	if failed != nil {
		return Listing{}, failed
	}
	cards := doc.Find(eployCards).FilterFunction(func(_ int, card *goquery.Selection) bool {
		return card.Find(".vsr-job__title").Length() > 0
	})
	headings := words(doc.Find("title, .hero__title, h1"))
	total := statedTotal(headings)
	if cards.Length() == 0 {
		said := saysEmpty(visible(doc))
		markup := strings.ToLower(clip(string(p.Body), 512<<10))
		ours := strings.Contains(markup, "vsr-") || strings.Contains(markup, "eploy")
		if ours && said != "" && (total == nil || *total == 0) {
			zero := 0
			return Listing{SaysEmpty: said, Total: &zero}, nil
		}
		if doc.Find("[data-eploy-widget]").Length() > 0 {
			return Listing{}, fault("eploy", p, lifecycle.FaultRedesign, "the list is put in by script; give the feed's address (%s?Format=xml)", eployFeed)
		}
		return Listing{}, sick("eploy", p, "the vacancy cards (.vsr-job)")
	}
	var got rows
	cards.Each(func(_ int, card *goquery.Selection) {
		a := eployCard(p, card)
		got.add(Row{Advert: a, LeftOut: leaveOut(src, a)})
	})
	l := Listing{Total: total}
	got.onPage(p, &l)
	if len(l.Rows) == 0 {
		return Listing{}, fault("eploy", p, lifecycle.FaultRedesign, "%d cards, none with a vacancy's number", cards.Length())
	}
	eployNext(p, doc, &l)
	return l, nil
}

// eployCard reads one card of the search page.
func eployCard(p *fetch.Page, card *goquery.Selection) normalize.Advert {
	link := card.Find(".vsr-job__title a[href], a.vsr-job__title[href]").First()
	a := normalize.Advert{Title: words(link), URL: eployAddress(p, link.AttrOr("href", ""))}
	eployFields(&a, card)
	id := textOf(card.Find("[data-id=div_content_VacV_VacancyID]").First())
	if a.Key = eployKey("", a.URL); a.Key == "" {
		a.Key = eployKey(id, "")
	}
	if posted := words(card.Find(".vsr-job__date-posted").First()); posted != "" && a.Posted == "" {
		a.Posted = postedDate(eployPosted.ReplaceAllString(posted, ""))
	}
	return a
}

// eployAddress resolves an advert's link, which is written from /vacancies/ whatever
// the address of the page it stands on.
func eployAddress(p *fetch.Page, href string) string {
	address := absolute(p, href)
	u, err := url.Parse(address)
	if err == nil && u.Host != "" && eployFromList.MatchString(u.Path) {
		u.Path = "/vacancies" + u.Path
		return u.String()
	}
	return address
}

// eployNames are Eploy's own names of fields, the same for every customer.
// Fields that a customer added ("Question_9_311") are read by their labels.
var eployNames = map[string]field{
	"VacV_AdvertisingEndDate": closingField, "DQAdvertisingEndDate": closingField, "VacV_EndDate": closingField,
	"VacV_DisplaySalary": salaryField, "VacV_SalaryDetails": salaryField,
	"VacV_LocationID": locationField, "VacV_Town": locationField, "VacV_AllLocations": locationField,
	"VacV_VacancyTypeID": contractField, "VacV_HoursPerWeek": hoursField, "VacV_Hours": hoursField,
	"VacV_PositionID": departmentField, "VacV_IndustryID": departmentField, "VacV_DepartmentID": departmentField,
	"VacV_CompanyID": employerField, "VacV_Reference": referenceField,
	"DateCareersAdvertised": postedField, "VacV_DatePosted": postedField,
}

// eployFields reads a region's fields: elements with data-id "div_content_<name>",
// each beside its label, or items with an id of that name that hold both.
func eployFields(a *normalize.Advert, region *goquery.Selection) {
	region.Find("[id^=li_], [id^=div_]").Each(func(_ int, item *goquery.Selection) {
		f, known := eployNames[submatch(eployField, item.AttrOr("id", ""))]
		if known && item.Find("[data-id^=div_content_]").Length() == 0 {
			label := words(item.Find(".label").First())
			fill(a, f, strings.TrimLeft(strings.TrimPrefix(words(item), label), ": "))
		}
	})
	region.Find("[data-id^=div_content_]").Each(func(_ int, content *goquery.Selection) {
		name := strings.TrimPrefix(content.AttrOr("data-id", ""), "div_content_")
		text := words(content)
		if selected := content.Find("[id*=lblReadonlySelected]"); selected.Length() > 0 {
			text = words(selected)
		}
		f, known := eployNames[name]
		if !known && (name == "VacV_VacancyID" || strings.Contains(name, "Description")) {
			return
		}
		if !known {
			label := content.PrevFiltered(".label")
			// The label is printed twice: for the eye, and hidden for screen readers.
			if visible := label.Find("span").FilterFunction(func(_ int, s *goquery.Selection) bool {
				return s.Find("span, i").Length() == 0 && !s.HasClass("its-u-visually-hidden")
			}); visible.Length() > 0 {
				label = visible.First()
			}
			f = fieldOf(words(label))
		}
		fill(a, f, text)
	})
}

// eployNext goes to the page after this one by the pager's own postback, which
// only lists. Its form carries the page's view state, so the request is marked
// as one whose address is never stored; without a form it cannot be made.
func eployNext(p *fetch.Page, doc *goquery.Document, l *Listing) {
	here := 1
	if n := firstNumber(words(doc.Find("[class*=paginator] .cpb, [id*=VacancyPager] .cpb, .cpb").First())); n != nil && *n > 0 {
		here = *n
	}
	target := ""
	doc.Find("a[href*='__doPostBack']").EachWithBreak(func(_ int, a *goquery.Selection) bool {
		m := eployPager.FindStringSubmatch(a.AttrOr("href", ""))
		if m != nil && m[2] == strconv.Itoa(here+1) {
			target = m[1]
		}
		return target == ""
	})
	if target == "" {
		return
	}
	asked := 1
	if n := toCount(queryValue(p.URL, "page")); n != nil && *n > 0 {
		asked = *n
	}
	form := doc.Find("form").Has("input[name=__VIEWSTATE]").First()
	switch {
	case form.Length() == 0:
		l.Incomplete = append(l.Incomplete, "the pager works by script only: page "+strconv.Itoa(here+1)+" was not read")
	case asked > here:
		l.Incomplete = append(l.Incomplete, "asked for page "+strconv.Itoa(asked)+", got page "+strconv.Itoa(here))
	case here >= maxPages:
		l.Incomplete = append(l.Incomplete, "stopped after "+strconv.Itoa(maxPages)+" pages")
	default:
		l.Next = append(l.Next, eployPostback(p, form, target, here+1))
	}
}

func eployPostback(p *fetch.Page, form *goquery.Selection, target string, page int) fetch.Request {
	values := url.Values{}
	form.Find("input[type=hidden][name]").Each(func(_ int, in *goquery.Selection) {
		values.Set(in.AttrOr("name", ""), in.AttrOr("value", ""))
	})
	form.Find("select[name]").Each(func(_ int, list *goquery.Selection) {
		if chosen := list.Find("option[selected]").First(); chosen.Length() > 0 {
			values.Set(list.AttrOr("name", ""), chosen.AttrOr("value", ""))
		}
	})
	values.Set("__EVENTTARGET", target)
	values.Set("__EVENTARGUMENT", strconv.Itoa(page))
	return fetch.Request{
		Method: "POST", Safe: true, Volatile: true,
		// The page's number in the address tells the requests of one run apart.
		URL:    withQuery(p.URL, "page", strconv.Itoa(page)),
		Header: map[string][]string{"Content-Type": {"application/x-www-form-urlencoded"}, "Referer": {p.URL}},
		Body:   []byte(values.Encode()),
	}
}

func (eploy) Detail(_ config.Source, row Row) (fetch.Request, bool) {
	return opened(row)
}

// Advert reads an advert's page: Eploy's own fields, and the JobPosting that
// most customers' pages carry.
func (eploy) Advert(_ config.Source, row Row, p *fetch.Page) (normalize.Advert, bool, error) {
	doc, failed := parse("eploy", p)
	if failed != nil {
		return normalize.Advert{}, false, failed
	}
	const text = "[data-id*=VacV_Description], [id$=VacV_Description], [data-id*=VacV_Qualifications], [id$=VacV_Qualifications], [data-id*=VacV_Benefits], [id$=VacV_Benefits], .vacancy-description"
	postings := postingsIn(doc)
	if doc.Find("[data-id^=div_content_], [id*=VacV_], [id*=fcVacancyDetails]").Length() == 0 && len(postings) == 0 {
		return withoutAdvert("eploy", row, p, doc, "the vacancy's fields (div_content_VacV_...)")
	}
	var a normalize.Advert
	a.Title = words(doc.Find("h1[id*=JobTitle], h1").First())
	if !sameWords(a.Title, row.Advert.Title) {
		a.Title = ""
	}
	eployFields(&a, eployMain(doc))
	a.Description = fragment(doc.Find(text))
	if len(postings) > 0 {
		found := postings[0].advert(p)
		found.Key, found.URL, found.Title = "", "", ""
		a = over(found, a)
	}
	// The feed's text is whole; the page's may be cut into blocks we do not know.
	if len(a.Description) < len(row.Advert.Description) {
		a.Description = ""
	}
	return over(row.Advert, a), closedAround(doc, text) != "", nil
}

var eploySuggested = css(eployCards + ", [class*=related], [id*=related], [class*=similar], [id*=Similar]")

// eployMain is the page without the cards of other vacancies it suggests.
func eployMain(doc *goquery.Document) *goquery.Selection {
	main := doc.FindMatcher(bodies)
	if main.FindMatcher(eploySuggested).Length() > 0 {
		main = main.Clone()
		main.FindMatcher(eploySuggested).Remove()
	}
	return main
}
