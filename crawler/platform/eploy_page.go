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

var (
	// eployFromList matches a path that lacks the folder of the page it was written for.
	eployFromList = regexp.MustCompile(`^/\d+/[^/]+$`)
	// eployPager finds the page numbers that the pager's scripts go to.
	eployPager  = regexp.MustCompile(`__doPostBack\('([^']*Pager)','(\d+)'\)`)
	eployPosted = regexp.MustCompile(`(?i)^(?:posted|advertised)(?: on)?\s*:?\s*`)
)

var (
	eployCardMarks = css(eployCards)
	eployCardTitle = css(".vsr-job__title")
	eployHeadings  = css("title, .hero__title, h1")
	eployCardLink  = css(".vsr-job__title a[href], a.vsr-job__title[href]")
	eployCardID    = css("[data-id=div_content_VacV_VacancyID]")
	eployCardDate  = css(".vsr-job__date-posted")
	eployHere      = css("[class*=paginator] .cpb, [id*=VacancyPager] .cpb, .cpb")
	eployPagers    = css("a[href*='__doPostBack']")
)

// listPage reads the vacancy search page.
func (e eploy) listPage(src config.Source, p *fetch.Page) (Listing, error) {
	doc, failed := parse("eploy", p)
	if failed != nil {
		return Listing{}, failed
	}
	cards := doc.FindMatcher(eployCardMarks).FilterFunction(func(_ int, card *goquery.Selection) bool {
		return card.FindMatcher(eployCardTitle).Length() > 0
	})
	headings := words(doc.FindMatcher(eployHeadings))
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
	link := card.FindMatcher(eployCardLink).First()
	a := normalize.Advert{Title: words(link), URL: eployAddress(p, link.AttrOr("href", ""))}
	eployFields(&a, card)
	id := textOf(card.FindMatcher(eployCardID).First())
	if a.Key = eployKey("", a.URL); a.Key == "" {
		a.Key = eployKey(id, "")
	}
	if posted := words(card.FindMatcher(eployCardDate).First()); posted != "" && a.Posted == "" {
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

// eployNext goes to the page after this one by the pager's own postback, which
// only lists. Its form carries the page's view state, so the request is marked
// as one whose address is never stored; without a form it cannot be made.
func eployNext(p *fetch.Page, doc *goquery.Document, l *Listing) {
	here := 1
	if n := firstNumber(words(doc.FindMatcher(eployHere).First())); n != nil && *n > 0 {
		here = *n
	}
	target := ""
	doc.FindMatcher(eployPagers).EachWithBreak(func(_ int, a *goquery.Selection) bool {
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
