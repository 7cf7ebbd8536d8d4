package platform

import (
	"net/http"
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

// jobtrain reads Jobtrain: the fragment of cards that the list page's script
// asks for, and the JobPosting in each advert. It was built from the system's
// documented form and from parsed cards, not from a page as it was served.
type jobtrain struct{}

// jobtrainBase finds what comes before the system's own paths: the tenant on
// the vendor's host, nothing on a customer's.
var jobtrainBase = regexp.MustCompile(`(?i)^(.*?)/(?:home|job)/`)

var (
	jobtrainCount    = css("#totalMatchRecords")
	jobtrainCardMark = css(".job-card")
	jobtrainID       = css("[data-jobid]")
	jobtrainIDOrLink = css("[data-jobid], a[href*='JobId=']")
	jobtrainLink     = css("a[href*='JobDetail'], a[href*='jobdetail']")
)

func (jobtrain) About() About {
	return About{
		Name: "jobtrain", Title: "Jobtrain", Evidence: "assumed",
		Surface: "the list page (/<tenant>/Home/Job), the fragment of cards it shows (/<tenant>/Home/_JobCard?Skip=N) and the advert pages (/<tenant>/Job/JobDetail?JobId=N)",
		Permission: "The list, its cards and the adverts are open to every visitor without a log-in; the cards are asked for as the page itself does. " +
			"Never touched: application and registration pages, job alerts, the partners' private feeds.",
		Options: []Option{employerOption},
		Markers: []string{"list: a hidden #requestUrl that names _JobCard", "cards: div.job-card[data-jobid] and #totalMatchRecords", "advert: a JobPosting in JSON-LD"},
		Fields:  []string{"title", "salary", "closing", "location", "contract", "hours", "department"},
	}
}

// Start asks for the list page.
func (jobtrain) Start(src config.Source) ([]fetch.Request, error) {
	u, err := url.Parse(withoutTokens(src.URL))
	if err != nil || u.Host == "" {
		return nil, configFault("jobtrain", src.URL, "not an address")
	}
	base := strings.TrimRight(u.Path, "/")
	if m := jobtrainBase.FindStringSubmatch(u.Path + "/"); m != nil {
		base = m[1]
	}
	if base == "" && strings.HasSuffix(u.Hostname(), "jobtrain.co.uk") {
		return nil, configFault("jobtrain", src.URL, "names no tenant: https://www.jobtrain.co.uk/<tenant>/Home/Job")
	}
	u.Path, u.RawPath, u.RawQuery, u.Fragment = base+"/Home/Job", "", "", ""
	return []fetch.Request{get(u.String())}, nil
}

func (j jobtrain) List(src config.Source, p *fetch.Page) (Listing, error) {
	doc, failed := parse("jobtrain", p)
	if failed != nil {
		return Listing{}, failed
	}
	if strings.Contains(strings.ToLower(p.URL), "/_jobcard") {
		return j.cards(src, p, doc)
	}
	return j.shell(src, p, doc)
}

// shell leads from the list page to its cards. The page itself always says that
// there are no jobs.
func (jobtrain) shell(src config.Source, p *fetch.Page, doc *goquery.Document) (Listing, error) {
	if want, got := jobtrainTenant(src.URL), jobtrainTenant(p.URL); want != "" && !strings.EqualFold(want, got) {
		return Listing{}, fault("jobtrain", p, lifecycle.FaultMoved, "sent to another page of the vendor's: there is no tenant %s any more", clip(want, 60))
	}
	hidden := doc.Find("#requestUrl").First()
	link := onOrigin(p, firstOf(hidden.AttrOr("data-request-url", ""), hidden.AttrOr("value", "")))
	if !strings.Contains(strings.ToLower(link), "/_jobcard") {
		return Listing{}, sick("jobtrain", p, "the address of the cards (#requestUrl)")
	}
	return Listing{Next: []fetch.Request{jobtrainCards(p, link, 0)}}, nil
}

// jobtrainTenant is the customer's name on the vendor's host; empty elsewhere.
func jobtrainTenant(address string) string {
	u, err := url.Parse(address)
	if err != nil || !strings.HasSuffix(strings.ToLower(u.Hostname()), "jobtrain.co.uk") {
		return ""
	}
	tenant, _, _ := strings.Cut(strings.TrimLeft(u.Path, "/"), "/")
	if strings.EqualFold(tenant, "home") || strings.EqualFold(tenant, "job") {
		return ""
	}
	return tenant
}

// jobtrainCards asks for the cards from a place on, as the page's script does.
func jobtrainCards(p *fetch.Page, address string, skip int) fetch.Request {
	return fetch.Request{
		URL:    withQuery(address, "Skip", strconv.Itoa(skip)),
		Header: http.Header{"X-Requested-With": {"XMLHttpRequest"}, "Referer": {submatch(jobtrainBase, p.URL) + "/Home/Job"}},
	}
}

// cards reads a fragment of cards. How many come at once differs by tenant, so
// paging goes on by what arrived, up to the count.
func (jobtrain) cards(src config.Source, p *fetch.Page, doc *goquery.Document) (Listing, error) {
	counter := doc.FindMatcher(jobtrainCount).First()
	total := toCount(firstOf(counter.AttrOr("value", ""), words(counter)))
	cards := doc.FindMatcher(jobtrainCardMark).FilterFunction(func(_ int, card *goquery.Selection) bool {
		return card.IsMatcher(jobtrainID) || card.FindMatcher(jobtrainIDOrLink).Length() > 0
	})
	skip := 0
	if n := toCount(queryValue(p.URL, "Skip")); n != nil {
		skip = *n
	}
	l := Listing{Total: total}
	switch {
	case cards.Length() > 0:
	case total == nil:
		return Listing{}, sick("jobtrain", p, "the cards (div.job-card) and their count (#totalMatchRecords)")
	case *total == 0 && skip == 0:
		l.SaysEmpty = "#totalMatchRecords is 0"
		return l, nil
	case skip == 0:
		return Listing{}, fault("jobtrain", p, lifecycle.FaultRedesign, "counts %d jobs and shows no card", *total)
	default:
		l.Incomplete = append(l.Incomplete, "no card from place "+strconv.Itoa(skip)+" on")
		return l, nil
	}
	var got rows
	cards.Each(func(_ int, card *goquery.Selection) {
		a := jobtrainCard(p, card)
		got.add(Row{Advert: a, LeftOut: leaveOut(src, a)})
	})
	got.into(&l)
	if len(l.Rows) == 0 {
		return Listing{}, fault("jobtrain", p, lifecycle.FaultRedesign, "%d cards, none with data-jobid and a title", cards.Length())
	}
	next := skip + cards.Length()
	switch {
	case total == nil:
		l.Incomplete = append(l.Incomplete, "the cards come without their count (#totalMatchRecords)")
	case next < *total && next > 60*maxPages:
		l.Incomplete = append(l.Incomplete, "stopped after "+strconv.Itoa(next)+" cards")
	case next < *total:
		l.Next = append(l.Next, jobtrainCards(p, p.URL, next))
	}
	return l, nil
}

// jobtrainBadge matches what may stand in a heading above a card's title.
var jobtrainBadge = regexp.MustCompile(`(?i)^(?:(?:new|closing soon|closes? today|featured|urgent|internal only)\W*)+$`)

// jobtrainCard reads one card.
func jobtrainCard(p *fetch.Page, card *goquery.Selection) normalize.Advert {
	link := card.FindMatcher(jobtrainLink).First()
	a := normalize.Advert{URL: absolute(p, link.AttrOr("href", ""))}
	id := firstOf(card.AttrOr("data-jobid", ""), card.FindMatcher(jobtrainID).AttrOr("data-jobid", ""), queryValue(a.URL, "JobId"))
	if isDigits(id) {
		a.Key = "jobtrain:" + id
	}
	for _, selector := range []string{".job-card__title", "[data-testid*=title]", "h2, h3, h4", "a[href*='JobDetail']"} {
		heading := card.Find(selector).FilterFunction(func(_ int, h *goquery.Selection) bool { return !jobtrainBadge.MatchString(words(h)) })
		if a.Title = words(heading.First()); a.Title != "" {
			break
		}
	}
	if a.URL == "" && a.Key != "" {
		a.URL = submatch(jobtrainBase, p.URL) + "/Job/JobDetail?JobId=" + id
	}
	fillPairs(&a, spread(inLines(card)))
	for selector, f := range map[string]field{".job-card__location": locationField, ".jobreference": referenceField, ".employmenttype": contractField} {
		label, text, found := strings.Cut(words(card.Find(selector).First()), ":")
		if !found {
			text = label
		}
		switch {
		case f == locationField && a.Location == "", f == contractField && a.Contract == "", f == referenceField && a.Reference == "":
			fill(&a, f, text)
		}
	}
	return a
}

// spread reads "Label: value" lines of which the value may stand on the line after.
func spread(text string) []pair {
	var whole []string
	waiting := false
	for line := range strings.SplitSeq(text, "\n") {
		line = tidy(line)
		switch {
		case line == "":
			continue
		case waiting && !strings.Contains(line, ":"):
			whole[len(whole)-1] += " " + line
		default:
			whole = append(whole, line)
		}
		waiting = strings.HasSuffix(line, ":") && fieldOf(line) != noField
	}
	return lines(strings.Join(whole, "\n"))
}

func (jobtrain) Detail(_ config.Source, row Row) (fetch.Request, bool) {
	return opened(row)
}

// Advert reads an advert's JobPosting. An advert that was taken down is sent to
// another page, on which there is none.
func (jobtrain) Advert(_ config.Source, row Row, p *fetch.Page) (normalize.Advert, bool, error) {
	doc, failed := parse("jobtrain", p)
	if failed != nil {
		return normalize.Advert{}, false, failed
	}
	postings := postingsIn(doc)
	if len(postings) == 0 {
		return withoutAdvert("jobtrain", row, p, doc, "the advert's JobPosting")
	}
	a := postings[0].advert(p)
	if a.Title != "" && !sameWords(a.Title, row.Advert.Title) && !resembles(row.Advert.Title, a.Title) {
		return normalize.Advert{}, false, fault("jobtrain", p, lifecycle.FaultMalformed, "the page is another advert's: %q", clip(a.Title, 80))
	}
	a.Key, a.URL = "", ""
	return over(row.Advert, a), closedNotice(doc) != "", nil
}
