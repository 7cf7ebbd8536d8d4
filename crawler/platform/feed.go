package platform

import (
	"net/url"
	"strings"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// feed reads adverts from an RSS 2.0, Atom or JSON Feed document, or from any
// XML or JSON whose repeated element the config names. Which of an item's
// elements hold what is said in the options, by the paths of feed_paths.go;
// what they do not say is read by the elements' names as labels on a page are.
// The feeds of Networx and Engage ATS are known without options.
type feed struct{}

// feedFields are the options that are paths, with what each finds.
var feedFields = []struct{ name, help string }{
	{"title", "the advert's title"},
	{"id", "the system's own id of the advert; the guid or the number in its address when not given"},
	{"url", "the advert's page for people"},
	{"apply", "where an application starts"},
	{"reference", "the reference that people quote"},
	{"closing", "the closing date"},
	{"posted", "the posting date"},
	{"salary", "the pay"},
	{"location", "the place of work"},
	{"hours", "the hours or the working pattern"},
	{"contract", "the kind of contract"},
	{"department", "the department or category"},
	{"organisation", "the employer that the advert names"},
	{"description", "the advert's text"},
}

func (feed) About() About {
	options := []Option{
		{Name: "items", Help: "the name of the element that is repeated for each advert; item or entry when not given", Check: checkPath},
		{Name: "complete", Help: "true when the feed is known to hold all adverts, not only the latest", Check: oneOf("true", "false")},
		{Name: "pages", Help: "always to open each advert's page as well, never not to; only where the feed has no text when not given", Check: oneOf("always", "never")},
		employerOption,
	}
	for _, f := range feedFields {
		options = append(options, Option{Name: f.name, Check: checkPath,
			Help: "where an item says " + f.help + ", such as Expiry_date, content/Vacancy/Salary, category.Location, enclosure@url; | for else, + for and"})
	}
	return About{
		Name: "feed", Title: "RSS, Atom or JSON feed", Evidence: "verified",
		Surface:    "the feed that the config names, and the public advert pages it links to where the feed has no text",
		Permission: "A feed is published to be read by programs. Only what robots.txt leaves open is read. Never touched: application forms and log-ins, whose addresses some feeds carry.",
		Options:    options,
		Markers:    []string{"<rss>, <feed>, or a JSON Feed's items", "an item's title and id", "empty: only where the feed is known to hold all"},
		Fields:     []string{"title", "url", "description"},
	}
}

func (feed) Start(src config.Source) ([]fetch.Request, error) {
	if resolve(src.URL, src.URL) == nil {
		return nil, configFault("feed", src.URL, "not an address")
	}
	return []fetch.Request{get(src.URL)}, nil
}

// List reads the feed. A feed shows its latest items and need not be whole, so
// that an advert missing from it may still be open: unless it is known to hold
// all, the listing is incomplete, and without items it says nothing.
func (f feed) List(src config.Source, p *fetch.Page) (Listing, error) {
	root, failed := feedTree(p)
	if failed != nil {
		return Listing{}, failed
	}
	items, failed := feedItems(src, p, root)
	if failed != nil {
		return Listing{}, failed
	}
	kind := dialectOf(p, root)
	var got rows
	for _, item := range items {
		got.add(f.row(src, p, kind, item))
	}
	var l Listing
	got.into(&l)
	for _, total := range root.all("totalResults") {
		l.Total = toCount(total.text.String()) // OpenSearch 1.1
	}
	f.next(p, root, &l)
	whole := kind.whole || len(root.all("complete")) > 0 // RFC 5005, section 2
	switch src.Options["complete"] {
	case "true":
		whole = true
	case "false":
		whole = false
	}
	said := saysEmpty(channelWords(root))
	switch {
	case len(items) > 0 && !whole && l.Total == nil:
		l.Incomplete = append(l.Incomplete, "a feed may show only its latest items (complete: true when it holds all)")
	case len(items) > 0:
	case whole || l.Total != nil && *l.Total == 0:
		l.SaysEmpty = "the feed is whole and has no item"
	case said != "":
		l.SaysEmpty = said
	default:
		return Listing{}, fault("feed", p, lifecycle.FaultRedesign, "the feed has no item, and nothing says that it would hold all")
	}
	return l, nil
}

// next follows a paged feed (RFC 5005, section 3; JSON Feed's next_url).
func (feed) next(p *fetch.Page, root *element, l *Listing) {
	var hrefs []string
	for _, link := range root.all("link") {
		if strings.EqualFold(link.attr("rel"), "next") {
			hrefs = append(hrefs, link.attr("href"))
		}
	}
	for _, href := range append(hrefs, root.raw("next_url")) {
		link := onOrigin(p, href)
		if link == "" || samePage(link, p.URL) {
			continue
		}
		if listNumber(link) > maxPages {
			l.Incomplete = append(l.Incomplete, "stopped after many pages of the feed")
			return
		}
		l.Next = append(l.Next, get(link))
		return
	}
}

// channelWords is what a feed says of itself.
func channelWords(root *element) string {
	channel := root
	if c := root.child("channel"); c != nil {
		channel = c
	}
	return joined(" ", plain(channel.raw("title")), plain(channel.raw("description", "subtitle")))
}

// feedItems are the elements that are adverts.
func feedItems(src config.Source, p *fetch.Page, root *element) ([]*element, *Error) {
	if name := src.Options["items"]; name != "" {
		items := stepsIn([]*element{root}, name)
		if len(items) == 0 && src.Options["complete"] != "true" {
			return nil, fault("feed", p, lifecycle.FaultRedesign, "no element %s in the feed", clip(name, 60))
		}
		return items, nil
	}
	switch strings.ToLower(root.name) {
	case "rss", "rdf", "channel", "items":
		return root.all("item"), nil
	case "feed":
		return root.all("entry"), nil
	case jsonRoot:
		if root.raw("version") != "" || root.child("items") != nil {
			return root.all("items"), nil
		}
	}
	return nil, fault("feed", p, lifecycle.FaultRedesign, "<%s> is neither RSS nor Atom; the option items names the element of an advert", clip(tidy(root.name), 60))
}

// Detail opens the advert's page where the feed has no text, or as the config says.
func (feed) Detail(src config.Source, row Row) (fetch.Request, bool) {
	switch pages := src.Options["pages"]; {
	case pages == "never", pages != "always" && row.Advert.Description != "":
		return fetch.Request{}, false
	}
	return opened(row)
}

// Advert reads an advert's page, whose markup is not known.
func (feed) Advert(_ config.Source, row Row, p *fetch.Page) (normalize.Advert, bool, error) {
	return readAnyPage("feed", row, p)
}

// feedKey makes a key of what a feed gives for an id. An address is an id only
// by its number: its host and its words may change.
func feedKey(id string) string {
	id = tidy(id)
	u, err := url.Parse(id)
	if err != nil || u.Host == "" {
		if id == "" {
			return ""
		}
		return "feed:" + clip(strings.TrimPrefix(id, "urn:uuid:"), 200)
	}
	if p := u.Query().Get("p"); isDigits(p) { // WordPress's own: /?p=1234
		return "feed:" + p
	}
	key := postingKey(withoutTokens(id), "")
	if number, found := strings.CutPrefix(key, "jobposting:"); found {
		return "feed:" + number
	}
	return key
}
