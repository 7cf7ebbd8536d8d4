package platform

import (
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// localgovDrupal reads the job vacancies of LocalGov Drupal, the councils'
// shared distribution: a list of teasers and a node for each vacancy. It was
// built from the module's source, not from a page of a council.
type localgovDrupal struct{}

var (
	drupalNode    = css(".node--type-localgov-job-vacancy, .localgov-job-vacancy, article[class*=localgov-job-vacanc]")
	drupalClosing = css(".field--name-localgov-closing-date, [class*=closing-date]")
	drupalBody    = css(".field--name-body, .field--name-localgov-job-description")
)

var (
	drupalOwn  = regexp.MustCompile(`(?i)content="drupal|data-drupal-|/sites/default/files|drupal-settings-json`)
	drupalPath = regexp.MustCompile(`(?i)/(?:job-)?vacanc(?:y|ies)/[^/?#]+|/node/\d+`)
	drupalMore = regexp.MustCompile(`(?i)^(?:closing date|closes|closing)\s*:?\s*`)
)

var (
	drupalHead  = css(".view-header, [class*=results-count]")
	drupalLink  = css("h1 a[href], h2 a[href], h3 a[href], h4 a[href]")
	drupalTitle = css("h1, h2, h3, h4, .field--name-title")
	drupalTime  = css("time[datetime]")
	drupalApply = css(".field--name-localgov-application-forms a[href], a[class*=apply][href]")
)

func (localgovDrupal) About() About {
	return About{
		Name: "localgov-drupal", Title: "LocalGov Drupal job vacancies", Evidence: "assumed",
		Surface: "the list (/job-vacancies?page=N) and the vacancies' pages",
		Permission: "Both are the council's own public pages. Never touched: /user/, /admin/, /jsonapi/, forms. " +
			"The system has no field for pay: it is read from the text.",
		Options: []Option{employerOption},
		Markers: []string{"list: nodes of type localgov-job-vacancy, or the view's words for none", "page: a node of that type with its closing date"},
		Fields:  []string{"title", "closing", "description"},
	}
}

// Start asks for the list; for /job-vacancies where the address is a front page.
func (localgovDrupal) Start(src config.Source) ([]fetch.Request, error) {
	u, err := url.Parse(withoutTokens(src.URL))
	if err != nil || u.Host == "" {
		return nil, configFault("localgov-drupal", src.URL, "not an address")
	}
	if strings.Trim(u.Path, "/") == "" {
		u.Path, u.RawPath = "/job-vacancies", ""
	}
	u.Fragment = ""
	return []fetch.Request{get(u.String())}, nil
}

func (d localgovDrupal) List(src config.Source, p *fetch.Page) (Listing, error) {
	doc, failed := parse("localgov-drupal", p)
	if failed != nil {
		return Listing{}, failed
	}
	nodes := doc.FindMatcher(drupalNode)
	l := Listing{Total: statedTotal(words(doc.FindMatcher(drupalHead).First()))}
	if nodes.Length() == 0 {
		said := saysEmpty(words(doc.Find(".view-empty")))
		if said == "" && doc.Find("[class*=job-vacanc], .views-element-container, .view-content, .view").Length() > 0 {
			said = saysEmpty(visible(doc))
		}
		if drupalOwn.Match(p.Body) && said != "" && listNumber(p.URL) == 0 && breaksOff(p) == "" {
			zero := 0
			return Listing{SaysEmpty: said, Total: &zero}, nil
		}
		if drupalOwn.Match(p.Body) && listNumber(p.URL) > 0 && doc.Find(".view-empty").Length() > 0 {
			l.Incomplete = append(l.Incomplete, "a further page of the list has no vacancies")
			return l, nil
		}
		return Listing{}, sick("localgov-drupal", p, "nodes of type localgov-job-vacancy")
	}
	var got rows
	nodes.Each(func(_ int, node *goquery.Selection) {
		if node.ParentsMatcher(drupalNode).Length() > 0 {
			return
		}
		a := drupalTeaser(p, node)
		got.add(Row{Advert: a, LeftOut: leaveOut(src, a)})
	})
	got.onPage(p, &l)
	if len(l.Rows) == 0 {
		return Listing{}, fault("localgov-drupal", p, lifecycle.FaultRedesign, "%d nodes, none with a link and a title", nodes.Length())
	}
	nextPage(src, p, doc, &l)
	return l, nil
}

// drupalTeaser reads one vacancy of the list.
func drupalTeaser(p *fetch.Page, node *goquery.Selection) normalize.Advert {
	link := node.FindMatcher(drupalLink).First()
	if link.Length() == 0 {
		link = node.FindMatcher(anyLink).FilterFunction(func(_ int, a *goquery.Selection) bool {
			return drupalPath.MatchString(a.AttrOr("href", ""))
		}).First()
	}
	a := normalize.Advert{Title: words(node.FindMatcher(drupalTitle).First()),
		URL: absolute(p, firstOf(link.AttrOr("href", ""), node.AttrOr("about", "")))}
	if a.Title == "" {
		a.Title = words(link)
	}
	a.Key = drupalKey(node, a.URL)
	a.Closing = drupalDate(node.FindMatcher(drupalClosing).First())
	return a
}

// drupalKey is the node's number where the page tells it, else its path.
func drupalKey(node *goquery.Selection, address string) string {
	if id := node.AttrOr("data-history-node-id", ""); isDigits(id) {
		return "localgov-drupal:" + id
	}
	u, err := url.Parse(address)
	if err != nil || strings.Trim(u.Path, "/") == "" {
		return ""
	}
	return "localgov-drupal:" + clip(strings.ToLower(strings.Trim(u.EscapedPath(), "/")), 300)
}

// drupalDate reads a date field. The module's has an hour, which its time element
// gives in UTC. A site that took the hour away writes noon in UTC, and prints
// another hour than London's, or none.
func drupalDate(region *goquery.Selection) string {
	shown := region.FindMatcher(drupalTime).First()
	stamp := tidy(shown.AttrOr("datetime", ""))
	if stamp == "" {
		return closingDate(drupalMedium(drupalMore.ReplaceAllString(words(region), "")))
	}
	day, noon := strings.CutSuffix(stamp, "T12:00:00Z")
	if t, err := time.Parse(time.RFC3339, stamp); noon && err == nil && !strings.Contains(words(shown), t.In(london).Format("15:04")) {
		return closingDate(day)
	}
	return closingDate(stamp)
}

// drupalMedium reads Drupal's medium form, "Thu, 08/20/2026 - 17:00", whose day
// and month some sites have swapped: the weekday tells which is which. Other
// words stay as they are.
func drupalMedium(s string) string {
	s = tidy(s)
	for _, layout := range []string{"Mon, 01/02/2006 - 15:04", "Mon, 02/01/2006 - 15:04"} {
		t, err := time.ParseInLocation(layout, s, london)
		if err != nil || t.Format("Mon") != s[:min(3, len(s))] {
			continue
		}
		if midnight(t) {
			return t.Format(time.DateOnly)
		}
		return t.Format(withOffset)
	}
	return s
}

func (localgovDrupal) Detail(_ config.Source, row Row) (fetch.Request, bool) {
	return opened(row)
}

// Advert reads a vacancy's page.
func (localgovDrupal) Advert(_ config.Source, row Row, p *fetch.Page) (normalize.Advert, bool, error) {
	doc, failed := parse("localgov-drupal", p)
	if failed != nil {
		return normalize.Advert{}, false, failed
	}
	node := doc.FindMatcher(drupalNode).First()
	if node.Length() == 0 || node.FindMatcher(drupalBody).Length() == 0 && node.FindMatcher(drupalClosing).Length() == 0 {
		return withoutAdvert("localgov-drupal", row, p, doc, "a node of type localgov-job-vacancy")
	}
	a := normalize.Advert{Closing: drupalDate(node.FindMatcher(drupalClosing).First()), Description: fragment(node.FindMatcher(drupalBody))}
	if title := words(doc.FindMatcher(mainHeading).First()); sameWords(title, row.Advert.Title) {
		a.Title = title
	}
	rest := node.Clone()
	rest.FindMatcher(drupalBody).Remove()
	rest.FindMatcher(drupalClosing).Remove()
	var extra normalize.Advert
	fillPairs(&extra, labelled(rest))
	extra.Title, extra.Closing = "", ""
	if apply := node.FindMatcher(drupalApply).First(); apply.Length() > 0 {
		a.ApplyURL = absolute(p, apply.AttrOr("href", ""))
	}
	return over(over(row.Advert, extra), a), closedAround(doc, doc.FindMatcher(drupalBody)) != "", nil
}
