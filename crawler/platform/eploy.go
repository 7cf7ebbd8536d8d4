package platform

import (
	"net/url"
	"regexp"
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

// eployAdvert finds the vacancy's number in its address: /vacancies/581/<slug>.html.
var eployAdvert = regexp.MustCompile(`(?:^|/)(\d+)/[^/]*\.(?:html?|aspx)$`)

// eployName is the name of a field in the id of its item ("li_VacV_DisplaySalary_581");
// empty where it is none.
func eployName(id string) string {
	_, id, _ = strings.Cut(id, "_")
	at := strings.LastIndexByte(id, '_')
	if at < 0 || !isDigits(id[at+1:]) {
		return ""
	}
	return id[:at]
}

// eployCards are the vacancies of the search page, in the layouts in use.
const eployCards = ".vsr-job, .vsr-job-big, .vsr-grid-job, [id*=VacancyListView][id$=_pnlList]"

var (
	eployItems    = css("[id^=li_], [id^=div_]")
	eployContents = css("[data-id^=div_content_]")
	eployLabel    = css(".label")
	eploySelected = css("[id*=lblReadonlySelected]")
	eploySpan     = css("span")
	eployInner    = css("span, i")
	eployMarks    = css("[data-id^=div_content_], [id*=VacV_], [id*=fcVacancyDetails]")
	eployText     = css("[data-id*=VacV_Description], [id$=VacV_Description], [data-id*=VacV_Qualifications], [id$=VacV_Qualifications], [data-id*=VacV_Benefits], [id$=VacV_Benefits], .vacancy-description")
	eployTitle    = css("h1[id*=JobTitle], h1")
	// eploySuggested are the vacancies that an advert's page suggests besides.
	eploySuggested = css(eployCards + ", [class*=related], [id*=related], [class*=similar], [id*=Similar]")
)

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
	region.FindMatcher(eployItems).Each(func(_ int, item *goquery.Selection) {
		f, known := eployNames[eployName(item.AttrOr("id", ""))]
		if known && item.FindMatcher(eployContents).Length() == 0 {
			label := words(item.FindMatcher(eployLabel).First())
			fill(a, f, strings.TrimLeft(strings.TrimPrefix(words(item), label), ": "))
		}
	})
	region.FindMatcher(eployContents).Each(func(_ int, content *goquery.Selection) {
		name := strings.TrimPrefix(content.AttrOr("data-id", ""), "div_content_")
		text := words(content)
		if selected := content.FindMatcher(eploySelected); selected.Length() > 0 {
			text = words(selected)
		}
		f, known := eployNames[name]
		if !known && (name == "VacV_VacancyID" || strings.Contains(name, "Description")) {
			return
		}
		if !known {
			label := content.PrevMatcher(eployLabel)
			// The label is printed twice: for the eye, and hidden for screen readers.
			if visible := label.FindMatcher(eploySpan).FilterFunction(func(_ int, s *goquery.Selection) bool {
				return s.FindMatcher(eployInner).Length() == 0 && !s.HasClass("its-u-visually-hidden")
			}); visible.Length() > 0 {
				label = visible.First()
			}
			f = fieldOf(words(label))
		}
		fill(a, f, text)
	})
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
	g, marked := readPostings(doc).pick(p, row)
	if doc.FindMatcher(eployMarks).Length() == 0 && !marked {
		return withoutAdvert("eploy", row, p, doc, "the vacancy's fields (div_content_VacV_...)")
	}
	var a normalize.Advert
	a.Title = words(doc.FindMatcher(eployTitle).First())
	if !sameWords(a.Title, row.Advert.Title) {
		a.Title = ""
	}
	text := doc.FindMatcher(eployText)
	closed := closedAround(doc, text) != ""
	a.Description = fragment(text)
	page := bodyOf(doc)
	page.FindMatcher(eploySuggested).Remove() // cards of other vacancies
	eployFields(&a, page)
	if marked {
		told := g.facts(p)
		told.Key, told.URL, told.Title = "", "", ""
		a = over(told, a)
		if a.Description == "" {
			a.Description = g.description()
		}
	}
	// The feed's text is whole; the page's may be cut into blocks we do not know.
	if len(a.Description) < len(row.Advert.Description) {
		a.Description = ""
	}
	return over(row.Advert, a), closed, nil
}
