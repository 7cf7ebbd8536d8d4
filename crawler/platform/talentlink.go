package platform

import (
	"errors"
	"html"
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

// talentlink reads the legacy widget of TalentLink (MrTed, Lumesse, now
// Cornerstone). A council's page embeds it by script, so the widget's own host
// is read: its list page and its advert pages.
type talentlink struct{}

const talentlinkPath = "/syndicated/lay/jsoutputinitrapido.cfm"

var (
	talentlinkTenant = regexp.MustCompile(`^[A-Za-z0-9]{8,64}$`)
	talentlinkMask   = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
	talentlinkHost   = regexp.MustCompile(`^[a-z0-9.-]+\.[a-z]{2,}(?::\d+)?$`)
	// talentlinkID finds the posting target in a link's title: "... (ID33720)".
	talentlinkID = regexp.MustCompile(`\(ID\s*(\d+)\)\s*$`)
	// talentlinkRef finds the reference that ends an advert's heading: "... (CET01739)".
	talentlinkRef = regexp.MustCompile(`\(([A-Z]{1,6}[-/ ]?\d{2,}[A-Za-z0-9/-]*)\)\s*$`)
)

var (
	talentlinkNone     = css("#Lst-NoJob, .Lst-NoJobs")
	talentlinkLinks    = css("tr a[href*='jdesc100a'], tr a[href*='nPostingTargetID']")
	talentlinkCount    = css(".Lst-CountLabel, caption")
	talentlinkHeads    = css("tr.Lst-Header th, th[id^=th]")
	talentlinkLink     = css("a[href*='jdesc100a']")
	talentlinkPager    = css("a.Lst-NavPage[href], .Lst-ResNav a[href]")
	talentlinkMarks    = css("#JDText-Title, #JD-AllFields, [id^=JDText-]")
	talentlinkTitle    = css("#JDText-Title")
	talentlinkLabels   = css("[id^='JDLabel-']")
	talentlinkAll      = css("#JD-AllFields")
	talentlinkFields   = css("#JD-AllFields, [id^=JD-Field], .JD-FieldText")
	talentlinkValues   = css("[id^='JDText-']")
	talentlinkApply    = css("a[href*='syd_apply.cfm']")
	scripts            = css("script")
	talentlinkTexts    = css(".JD-FieldText")
	talentlinkTextHead = css(".JD-FieldLabel")
)

func (talentlink) About() About {
	shape := func(pattern *regexp.Regexp, what string) func(string) error {
		return func(v string) error {
			if !pattern.MatchString(v) {
				return errors.New(what)
			}
			return nil
		}
	}
	return About{
		Name: "talentlink", Title: "TalentLink (legacy widget)", Evidence: "verified",
		Surface: "the syndicated list (component lay9999_lst400a) and advert (lay9999_jdesc100a) pages of the widget that the council's page shows to every visitor",
		Permission: "The widget is made to be shown on other sites and asks for no log-in. Never touched: the newer widget's " +
			"/fo/rest/ path, which robots.txt disallows and which wants guest credentials, application forms (syd_apply.cfm), e-mail-a-friend, job agents.",
		Options: []Option{
			{Name: "tenant", Help: "the ID in the widget's address", Check: shape(talentlinkTenant, "must be the letters and digits after ID= in the widget's address")},
			{Name: "mask", Help: "the mask in the widget's address", Check: shape(talentlinkMask, "must be the word after mask= in the widget's address")},
			{Name: "host", Help: "the widget's host, such as emea3.recruitmentplatform.com; list it under hosts too", Check: shape(talentlinkHost, "must be a host name")},
			employerOption,
		},
		Markers: []string{"rows with links that carry nPostingTargetID", "or #Lst-NoJob", "the count in .Lst-CountLabel"},
		Fields:  []string{"title", "closing", "location"},
	}
}

// Start asks for the first page of the list. Tenant, mask and host come from
// the options, else from the address when it is the widget's; a council's own
// page is read first, for the widget that it embeds.
func (talentlink) Start(src config.Source) ([]fetch.Request, error) {
	u, err := url.Parse(src.URL)
	if err != nil || u.Host == "" {
		return nil, configFault("talentlink", src.URL, "not an address")
	}
	tenant := firstOf(src.Options["tenant"], queryValue(src.URL, "ID"))
	mask := firstOf(src.Options["mask"], queryValue(src.URL, "mask"))
	switch {
	case strings.Contains(u.Path, "/fo/rest"):
		return nil, configFault("talentlink", src.URL, "/fo/rest is disallowed by the vendor's robots.txt: give the legacy widget's list or the page that embeds it")
	case tenant == "" && mask == "" && !strings.HasSuffix(u.Path, ".cfm"):
		return []fetch.Request{get(src.URL)}, nil
	case !talentlinkTenant.MatchString(tenant), !talentlinkMask.MatchString(mask):
		return nil, configFault("talentlink", src.URL, "the address names no tenant (ID) and mask; give options.tenant, options.mask and options.host")
	case strings.HasSuffix(u.Path, "jsoutputinitrapido.cfm") && src.Options["tenant"] == "":
		return []fetch.Request{get(src.URL)}, nil
	}
	return []fetch.Request{talentlinkList(u.Scheme, firstOf(src.Options["host"], u.Host), tenant, mask)}, nil
}

// talentlinkList is the request for the first page of a tenant's list.
func talentlinkList(scheme, host, tenant, mask string) fetch.Request {
	return get(scheme + "://" + host + talentlinkPath + "?component=lay9999_lst400a&ID=" + url.QueryEscape(tenant) +
		"&mask=" + url.QueryEscape(mask) + "&pagenum=1&Resultsperpage=10&lg=UK")
}

// talentlinkEmbed finds the script by which a page embeds the widget.
var talentlinkEmbed = regexp.MustCompile(`(?i)(?:https?:)?//[a-z0-9.:-]+/syndicated/lay/laydisplayrapido\.cfm\?[^"'\s<>\\]+`)

// embedded leads from a page that embeds the widget to the widget's own list.
func (talentlink) embedded(p *fetch.Page, script string) (Listing, error) {
	u := resolve(p.URL, html.UnescapeString(script))
	if u == nil {
		return Listing{}, sick("talentlink", p, "the address of the embedded widget")
	}
	tenant, mask := queryValue(u.String(), "ID"), queryValue(u.String(), "mask")
	if !talentlinkTenant.MatchString(tenant) || !talentlinkMask.MatchString(mask) {
		return Listing{}, sick("talentlink", p, "the embedded widget's tenant and mask")
	}
	list := talentlinkList(u.Scheme, u.Host, tenant, mask)
	if samePage(list.URL, p.URL) {
		return Listing{}, sick("talentlink", p, "the widget's list where it is embedded")
	}
	return Listing{Next: []fetch.Request{list}}, nil
}

func (t talentlink) List(src config.Source, p *fetch.Page) (Listing, error) {
	// Rows that came without their table would be dropped by an HTML parser.
	markup := p.Body
	if hasTag(markup, "tr") && !hasTag(markup, "table") {
		markup = []byte("<table>" + string(markup) + "</table>")
	}
	doc, failed := parseHTML("talentlink", p, markup)
	if failed != nil {
		return Listing{}, failed
	}
	if none := doc.FindMatcher(talentlinkNone); none.Length() > 0 && words(none) != "" {
		zero := 0
		return Listing{SaysEmpty: clip(words(none), 200), Total: &zero}, nil
	}
	links := doc.FindMatcher(talentlinkLinks)
	count := lastNumber(words(doc.FindMatcher(talentlinkCount).First()))
	if links.Length() == 0 {
		if script := talentlinkEmbed.FindString(clip(string(p.Body), 1<<20)); script != "" && count == nil {
			return t.embedded(p, script)
		}
		return t.noRows(p, doc, count)
	}
	columns := talentlinkColumns(doc)
	var got rows
	links.Each(func(_ int, link *goquery.Selection) {
		got.add(talentlinkRow(src, p, columns, link))
	})
	l := Listing{Total: count}
	got.onPage(p, &l)
	if len(l.Rows) == 0 {
		return Listing{}, fault("talentlink", p, lifecycle.FaultRedesign, "%d rows, none with nPostingTargetID", links.Length())
	}
	t.next(p, doc, &l)
	return l, nil
}

// noRows is a list page without rows and without the words for none.
func (talentlink) noRows(p *fetch.Page, doc *goquery.Document, count *int) (Listing, error) {
	form := doc.Find("form#lay9999_src350a, #rpd-content form")
	switch {
	case count != nil && *count > 0 && talentlinkNumber(p.URL) > 1:
		return Listing{Total: count, Incomplete: []string{"page " + strconv.Itoa(talentlinkNumber(p.URL)) + " has no rows"}}, nil
	case count != nil && *count > 0:
		return Listing{}, fault("talentlink", p, lifecycle.FaultRedesign, "says %d vacancies and lists none", *count)
	case form.Length() > 0:
		return Listing{}, fault("talentlink", p, lifecycle.FaultRedesign, "a search form instead of a list")
	case doc.Find("[data-talentlink-fo-host], [data-lumesse-fo-host]").Length() > 0:
		return Listing{}, fault("talentlink", p, lifecycle.FaultRedesign, "the newer widget, whose data robots.txt disallows")
	case doc.Find("#JDescContent").Length() > 0:
		return Listing{}, fault("talentlink", p, lifecycle.FaultRedesign, "an advert instead of a list")
	}
	return Listing{}, sick("talentlink", p, "the widget's rows (links with nPostingTargetID)")
}

// talentlinkColumns reads what each column is, by the heading row: by its words,
// else by the number of its sort option, which is the same in every language.
func talentlinkColumns(doc *goquery.Document) map[string]field {
	columns := map[string]field{}
	doc.FindMatcher(talentlinkHeads).Each(func(i int, th *goquery.Selection) {
		f := fieldOf(words(th))
		if f == noField {
			switch queryValue(th.FindMatcher(anyLink).AttrOr("href", ""), "option") {
			case "21":
				f = titleField
			case "47":
				f = referenceField
			case "48":
				f = closingField
			}
		}
		columns[th.AttrOr("id", "th"+strconv.Itoa(i+1))] = f
	})
	return columns
}

// talentlinkRow reads the row in which a link to an advert stands.
func talentlinkRow(src config.Source, p *fetch.Page, columns map[string]field, link *goquery.Selection) Row {
	href := link.AttrOr("href", "")
	address := absolute(p, href)
	a := normalize.Advert{Title: words(link), URL: talentlinkAdvertURL(address)}
	if id := firstOf(queryValue(address, "nPostingTargetID"), submatch(talentlinkID, link.AttrOr("title", ""))); isDigits(id) {
		a.Key = "talentlink:" + id
	}
	link.ClosestMatcher(tableRows).ChildrenMatcher(dataCells).Each(func(i int, td *goquery.Selection) {
		column, ok := columns[strings.TrimSpace(td.AttrOr("headers", ""))]
		if !ok {
			column = columns["th"+strconv.Itoa(i+1)]
		}
		if column != titleField && td.FindMatcher(talentlinkLink).Length() == 0 {
			fill(&a, column, words(td))
		}
	})
	return Row{Advert: a, Detail: address, LeftOut: leaveOut(src, a)}
}

// talentlinkAdvertURL is an advert's address without what belongs to the list
// it was found in: sort order, position, page size.
func talentlinkAdvertURL(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	q := u.Query()
	for name := range q {
		switch strings.ToLower(name) {
		case "component", "npostingid", "npostingtargetid", "id", "mask", "lg":
		default:
			q.Del(name)
		}
	}
	u.RawQuery = q.Encode()
	return u.String()
}

// talentlinkNumber is the list page an address asks for.
func talentlinkNumber(address string) int {
	if n := toCount(queryValue(address, "pagenum")); n != nil && *n > 0 {
		return *n
	}
	return 1
}

// next follows the pager to the page after this one. Where the pager's links
// are missing, the count and the page size say whether there is one.
func (talentlink) next(p *fetch.Page, doc *goquery.Document, l *Listing) {
	here := talentlinkNumber(p.URL)
	if here >= maxPages {
		l.Incomplete = append(l.Incomplete, "stopped after "+strconv.Itoa(maxPages)+" pages")
		return
	}
	doc.FindMatcher(talentlinkPager).EachWithBreak(func(_ int, a *goquery.Selection) bool {
		link := onOrigin(p, a.AttrOr("href", ""))
		if link == "" || talentlinkNumber(link) != here+1 {
			return true
		}
		l.Next = append(l.Next, get(link))
		return false
	})
	each := 10
	if n := toCount(queryValue(p.URL, "Resultsperpage")); n != nil && *n > 0 {
		each = *n
	}
	if len(l.Next) == 0 && l.Total != nil && here*each < *l.Total {
		l.Next = append(l.Next, get(withQuery(p.URL, "pagenum", strconv.Itoa(here+1))))
	}
}
