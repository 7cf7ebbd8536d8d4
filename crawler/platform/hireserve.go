package platform

import (
	"bytes"
	"errors"
	"net/url"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// hireserve reads the JSON feed of a Hireserve careers site.
type hireserve struct{}

var hireserveSite = regexp.MustCompile(`^\d{1,10}$`)

func (hireserve) About() About {
	return About{
		Name: "hireserve", Title: "Hireserve", Evidence: "verified",
		Surface: "the site's JSON feed (/utf8/ic_job_feeds.feed_engine) and the public advert pages (/vacancy/<name>-<id>.html)",
		Permission: "The feed is what the site's own pages and its mobile form read, open to every visitor without a key. Only what is published on the internet is kept. " +
			"Never touched: wd_portal procedures that apply or log in, adverts for the intranet, and the recruiters' names and addresses that stand beside the adverts.",
		Options: []Option{
			{Name: "site", Help: "the site's number (the hidden field p_web_site_id of its pages); found on the page when not given", Check: func(v string) error {
				if !hireserveSite.MatchString(v) {
					return errors.New("must be a number such as 4249")
				}
				return nil
			}},
			employerOption,
		},
		Markers: []string{"jobs in the feed", "p_web_site_id on a page that leads to it"},
		Fields:  []string{"title", "reference", "closing", "posted", "salary", "contract", "hours"},
	}
}

// hireserveFeed is the address of a site's feed.
func hireserveFeed(origin, site string) string {
	return origin + "/utf8/ic_job_feeds.feed_engine?p_web_site_id=" + site +
		"&p_published_to=WWW&p_language=DEFAULT&p_direct=Y&p_format=MOBILE&p_include_exclude_from_list=N&p_search=&p_summary=Y"
}

// Start asks for the feed, or for a page of the site that holds its number.
func (hireserve) Start(src config.Source) ([]fetch.Request, error) {
	u, err := url.Parse(src.URL)
	if err != nil || resolve(src.URL, src.URL) == nil {
		return nil, configFault("hireserve", src.URL, "not an address")
	}
	origin := u.Scheme + "://" + u.Host
	site := firstOf(src.Options["site"], queryValue(src.URL, "p_web_site_id"))
	switch {
	case hireserveSite.MatchString(site):
		return []fetch.Request{get(hireserveFeed(origin, site))}, nil
	case strings.Contains(u.Path, "feed_engine"):
		return nil, configFault("hireserve", src.URL, "the feed's address lacks p_web_site_id")
	}
	return []fetch.Request{get(src.URL)}, nil
}

type hireserveJob struct {
	ID        int64  `json:"id"`
	Title     string `json:"title"`
	Status    string `json:"status"`
	Reference string `json:"refno"`
	Link      string `json:"weblink"`
	Summary   string `json:"summary"`
	Changed   string `json:"timestamp"`
	Listed    string `json:"display_in_list"`
	// Publication has two channels with dates of their own: only the internet's are ours.
	Publication struct {
		Internet struct {
			Live    string `json:"live"`
			Posted  string `json:"publish_date"`
			Closing string `json:"closing_date"`
		} `json:"internet"`
	} `json:"publication"`
	Organisation struct {
		Name string `json:"name"`
	} `json:"org"`
	Locations       []hireservePlace           `json:"locations"`
	Classifications map[string]hireserveFigure `json:"classifications"`
}

type hireservePlace struct {
	Name     string `json:"name"`
	Street   string `json:"address1"`
	City     string `json:"city"`
	Postcode string `json:"postal_code"`
}

// hireserveFigure is one of the tenant's own fields: its label and values.
type hireserveFigure struct {
	Name   string `json:"name"`
	Values []struct {
		Words string `json:"class_val"`
	} `json:"values"`
}

func (h hireserve) List(src config.Source, p *fetch.Page) (Listing, error) {
	if !strings.Contains(p.URL, "feed_engine") && bytes.HasPrefix(bytes.TrimSpace(p.Body), []byte("<")) {
		return h.doorway(p)
	}
	var answer struct {
		Jobs  *[]hireserveJob `json:"jobs"`
		Total *int            `json:"total"`
	}
	if failed := parseJSON("hireserve", p, &answer); failed != nil {
		return Listing{}, failed
	}
	if answer.Jobs == nil {
		return Listing{}, fault("hireserve", p, lifecycle.FaultRedesign, "jobs not found in the feed")
	}
	var got rows
	for _, job := range *answer.Jobs {
		got.add(h.row(src, p, job))
	}
	var l Listing
	got.into(&l)
	l.Total = answer.Total
	if l.Total != nil && *l.Total < 0 {
		l.Total = nil
	}
	if len(*answer.Jobs) == 0 {
		if l.Total == nil || *l.Total == 0 {
			l.SaysEmpty = "the feed is whole and has no job"
		} else {
			l.Incomplete = append(l.Incomplete, "the feed counts "+strconv.Itoa(*l.Total)+" jobs and shows none")
		}
	}
	return l, nil
}

// doorway is a page of the site: it leads to the feed by the site's number.
func (hireserve) doorway(p *fetch.Page) (Listing, error) {
	doc, failed := parse("hireserve", p)
	if failed != nil {
		return Listing{}, failed
	}
	site := tidy(doc.Find("input[name=p_web_site_id]").First().AttrOr("value", ""))
	u, err := url.Parse(p.URL)
	if !hireserveSite.MatchString(site) || err != nil {
		return Listing{}, sick("hireserve", p, "the hidden field p_web_site_id")
	}
	return Listing{Next: []fetch.Request{get(hireserveFeed(u.Scheme+"://"+u.Host, site))}}, nil
}

func (hireserve) row(src config.Source, p *fetch.Page, job hireserveJob) Row {
	online := job.Publication.Internet
	a := normalize.Advert{
		Title: plain(unescape(job.Title)), Reference: value(job.Reference), URL: absolute(p, job.Link),
		Closing: closingDate(online.Closing), Posted: postedDate(online.Posted),
		Employer: value(job.Organisation.Name), Description: body(job.Summary),
	}
	if job.ID > 0 {
		a.Key = "hireserve:" + strconv.FormatInt(job.ID, 10)
	}
	for _, place := range job.Locations {
		a.Location = joined("; ", a.Location, joined(", ", value(place.Name), value(place.Street), value(place.City), value(place.Postcode)))
	}
	names := make([]string, 0, len(job.Classifications))
	for name := range job.Classifications {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		c := job.Classifications[name]
		var words []string
		for _, v := range c.Values {
			words = append(words, value(plain(v.Words)))
		}
		if f := fieldOf(c.Name); f != closingField && f != postedField && f != titleField {
			fill(&a, f, joined(", ", words...))
		}
	}
	row := Row{Advert: a, LeftOut: leaveOut(src, a), Modified: tidy(job.Changed)}
	switch {
	case strings.EqualFold(online.Live, "N"):
		row.LeftOut = "not published on the internet"
	case strings.EqualFold(job.Listed, "N"):
		row.LeftOut = "the site keeps it out of its list"
	}
	return row
}

// Detail opens the advert's page: the feed has no text.
func (hireserve) Detail(_ config.Source, row Row) (fetch.Request, bool) { return opened(row) }

// Advert reads an advert's page, whose markup is the customer's: it is known by
// the vacancy's title.
func (hireserve) Advert(_ config.Source, row Row, p *fetch.Page) (normalize.Advert, bool, error) {
	return readAnyPage("hireserve", row, p)
}

// readAnyPage reads an advert's page whose markup is not known: by its
// JobPosting where it has one, else by the row's title on it, with what stands
// in its main part as the description.
func readAnyPage(name string, row Row, p *fetch.Page) (normalize.Advert, bool, error) {
	doc, failed := parse(name, p)
	if failed != nil {
		return normalize.Advert{}, false, failed
	}
	if g, ok := readPostings(doc).pick(p, row); ok {
		a := g.advert(p)
		a.URL = ""
		return over(row.Advert, a), closedNotice(doc) != "", nil
	}
	page := bodyOf(doc)
	seen := allWords(page)
	known := resembles(seen, row.Advert.Title)
	if short := len(seen) < 600; (short || !known) && saysClosed(page) != "" {
		return row.Advert, true, nil
	}
	if challengeSigns.MatchString(words(doc.FindMatcher(pageTitle))) || !known {
		return normalize.Advert{}, false, sick(name, p, "the vacancy's title")
	}
	closed := closedNotice(doc) != ""
	region := mainPart(doc)
	var a normalize.Advert
	fillPairs(&a, labelled(region))
	a.Title, a.Reference = "", firstOf(row.Advert.Reference, a.Reference)
	// What the list says of dates and pay is the system's own; a page's labels only add.
	a.Closing, a.Posted = firstOf(row.Advert.Closing, a.Closing), firstOf(row.Advert.Posted, a.Posted)
	a.Salary = firstOf(row.Advert.Salary, a.Salary)
	a.Description = innerHTML(region)
	return over(row.Advert, a), closed, nil
}
