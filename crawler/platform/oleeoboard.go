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

// oleeoBoardPages reads an Oleeo (tal.net) vacancy board itself, where its feed
// is switched off: the table and the tile layout. Both were built from captures
// of boards; the advert page from its documented form.
type oleeoBoardPages struct{}

var (
	// oleeoEvent tells a board of events, by its heading or a column, from one of vacancies.
	oleeoEvent = regexp.MustCompile(`(?i)^(?:our |upcoming |all )*events?$|\bevent date\b`)
	// oleeoDeadline finds the instant in an advert page's description: "Deadline: 02/11/2026, 12:00".
	oleeoDeadline = regexp.MustCompile(`(?i)deadline:\s*(\d{1,2}/\d{1,2}/\d{4},?\s+\d{1,2}:\d{2})`)
)

var oleeoResults = css("tr.search_res, .candidate-opp-tile, div.search_res")

// oleeoClass finds the opportunity's number in a result's class, where it has no data-oppid.
var oleeoClass = regexp.MustCompile(`(?:^|\s)opp_(\d+)(?:\s|$)`)

var (
	oleeoMeta        = css(".results_meta")
	oleeoHeadings    = css("h1, h2, [role=alert]")
	oleeoBoardTitle  = css("h1.job-board-title")
	oleeoColumnHeads = css("table:has(tr.search_res) th.comm_list_thead, table:has(tr.search_res) thead th:not(.comm_list_thead)")
	oleeoLink        = css("a.subject[href], a[href*='/opp/']")
	oleeoSubject     = css("a.subject")
	oleeoLabels      = css(".candidate-opp-field-label, div > span:first-child")
)

func (oleeoBoardPages) About() About {
	return About{
		Name: "oleeo-board", Title: "Oleeo (tal.net) vacancy board", Evidence: "verified",
		Surface: "a board's pages (/candidate/jobboard/vacancy/<board>/adv/?start=N) and the public advert pages behind them",
		Permission: "Boards and adverts are open to every visitor; robots.txt asks for ten seconds between requests, which is kept. " +
			"Never touched: /*/agent/, /*/ats/ and /*/channel/ (disallowed), registration and applications, any page behind the vendor's bot check.",
		Options: []Option{employerOption},
		Markers: []string{"table.solr_search_list or ul#tile-results-list with [data-oppid]", "the count in .results_meta", "or #no_results_message"},
		Fields:  []string{"title", "location", "closing"},
	}
}

// Start asks for the board that the source's address names.
func (oleeoBoardPages) Start(src config.Source) ([]fetch.Request, error) {
	u, err := url.Parse(withoutTokens(src.URL))
	if err != nil || u.Host == "" {
		return nil, configFault("oleeo-board", src.URL, "not an address")
	}
	m := oleeoBoard.FindStringSubmatch(u.Path)
	if m == nil {
		return nil, configFault("oleeo-board", src.URL, "no board (.../jobboard/vacancy/<n>/adv/)")
	}
	u.Path, u.RawPath, u.Fragment = m[1]+"/adv/", "", ""
	return []fetch.Request{get(u.String())}, nil
}

func (o oleeoBoardPages) List(src config.Source, p *fetch.Page) (Listing, error) {
	doc, failed := parse("oleeo-board", p)
	if failed != nil {
		return Listing{}, failed
	}
	results := doc.FindMatcher(oleeoResults)
	l := Listing{Total: statedTotal(words(doc.FindMatcher(oleeoMeta).First()))}
	doc.FindMatcher(oleeoHeadings).EachWithBreak(func(_ int, h *goquery.Selection) bool {
		if l.Total == nil && h.ClosestMatcher(oleeoResults).Length() == 0 {
			l.Total = statedTotal(words(h))
		}
		return l.Total == nil
	})
	if results.Length() == 0 {
		return o.noResults(p, doc, l)
	}
	columns, events := oleeoColumns(doc), oleeoEvent.MatchString(words(doc.FindMatcher(oleeoBoardTitle).First()))
	for _, label := range columns {
		events = events || oleeoEvent.MatchString(label)
	}
	var got rows
	results.Each(func(_ int, result *goquery.Selection) {
		a := oleeoResult(p, columns, result)
		left := leaveOut(src, a)
		if events {
			left = "an event, not a vacancy"
		}
		got.add(Row{Advert: a, LeftOut: left})
	})
	got.into(&l)
	if len(l.Rows) == 0 {
		return Listing{}, fault("oleeo-board", p, lifecycle.FaultRedesign, "%d results, none with a number and a title", results.Length())
	}
	if l.Total == nil {
		if broken := breaksOff(p); broken != "" {
			l.Incomplete = append(l.Incomplete, broken)
		}
	}
	o.next(p, doc, results.Length(), &l)
	return l, nil
}

// noResults is a board without results: one that says so, one past its end, or
// something else.
func (oleeoBoardPages) noResults(p *fetch.Page, doc *goquery.Document, l Listing) (Listing, error) {
	if none := doc.Find("#no_results_message"); none.Length() > 0 && words(none) != "" && (l.Total == nil || *l.Total == 0) {
		zero := 0
		return Listing{SaysEmpty: clip(words(none), 200), Total: &zero}, nil
	}
	switch from := oleeoStart(p.URL); {
	case l.Total != nil && from > 0:
		l.Incomplete = append(l.Incomplete, "the page from result "+strconv.Itoa(from)+" has none")
		return l, nil
	case l.Total != nil && *l.Total > 0:
		return Listing{}, fault("oleeo-board", p, lifecycle.FaultRedesign, "counts %d results and lists none", *l.Total)
	}
	return Listing{}, sick("oleeo-board", p, "the board's results ([data-oppid]) or #no_results_message")
}

// oleeoColumns are the table's headings in order; which there are is each
// tenant's choice.
func oleeoColumns(doc *goquery.Document) []string {
	var labels []string
	doc.FindMatcher(oleeoColumnHeads).Each(func(_ int, th *goquery.Selection) {
		labels = append(labels, words(th))
	})
	return labels
}

// oleeoResult reads one result of either layout.
func oleeoResult(p *fetch.Page, columns []string, result *goquery.Selection) normalize.Advert {
	link := result.FindMatcher(oleeoLink).First()
	a := normalize.Advert{Title: firstOf(words(link), tidy(result.AttrOr("data-title", ""))), URL: absolute(p, link.AttrOr("href", ""))}
	id := result.AttrOr("data-oppid", "")
	for _, found := range []string{submatch(oleeoOpp, a.URL), submatch(oleeoClass, result.AttrOr("class", ""))} {
		if !isDigits(id) {
			id = found
		}
	}
	if isDigits(id) {
		a.Key = "oleeo:" + id
	}
	result.ChildrenMatcher(dataCells).Each(func(i int, td *goquery.Selection) {
		if i < len(columns) && td.FindMatcher(oleeoSubject).Length() == 0 {
			fill(&a, fieldOf(columns[i]), words(td))
		}
	})
	result.FindMatcher(oleeoLabels).Each(func(_ int, label *goquery.Selection) {
		name := words(label)
		if !label.HasClass("candidate-opp-field-label") && !strings.HasSuffix(name, ":") {
			return
		}
		fill(&a, fieldOf(name), strings.TrimPrefix(words(label.Parent()), name))
	})
	return a
}

// oleeoStart is the place of a page's first result, from 0.
func oleeoStart(address string) int {
	if n := toCount(queryValue(address, "start")); n != nil {
		return *n
	}
	return 0
}

// next follows the pager onwards, never back; where the pager is missing, the
// count says whether there is more.
func (oleeoBoardPages) next(p *fetch.Page, doc *goquery.Document, shown int, l *Listing) {
	here := oleeoStart(p.URL)
	link := withoutTokens(onOrigin(p, doc.Find(".next_links a[href]").First().AttrOr("href", "")))
	if link == "" && l.Total != nil && here+shown < *l.Total {
		link = withQuery(withoutTokens(p.URL), "start", strconv.Itoa(here+shown))
	}
	switch {
	case link == "" || oleeoStart(link) <= here:
	case here >= 50*maxPages:
		l.Incomplete = append(l.Incomplete, "stopped after result "+strconv.Itoa(here))
	default:
		l.Next = append(l.Next, get(link))
	}
}

func (oleeoBoardPages) Detail(_ config.Source, row Row) (fetch.Request, bool) {
	return opened(row)
}

// Advert reads an advert's page, the same whether the feed or the board led
// there. The hour of the deadline may stand in the page's description alone.
func (oleeoBoardPages) Advert(_ config.Source, row Row, p *fetch.Page) (normalize.Advert, bool, error) {
	doc, failed := parse("oleeo-board", p)
	if failed != nil {
		return normalize.Advert{}, false, failed
	}
	a, closed, err := oleeoAdvert("oleeo-board", row, p, doc)
	if err != nil || closed || strings.Contains(a.Closing, ":") {
		return a, closed, err
	}
	description := doc.FindMatcher(pageDescription).AttrOr("content", "")
	a.Closing = firstOf(submatch(oleeoDeadline, tidy(description)), a.Closing)
	return a, closed, nil
}
