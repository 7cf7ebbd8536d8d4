package london

import (
	"encoding/xml"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// oleeo writes Oleeo (tal.net): the board's Atom feed, the board itself in two
// layouts with a new session token in every answer's links, and adverts.
type oleeo struct{}

const (
	oleeoBoard = "/mobile-0/appcentre-1/brand-2"
	oleeoSize  = 50
)

var oleeoOpp = regexp.MustCompile(`/candidate/so/pm/1/pl/3/opp/(\d+)-[^/]*/en-GB$`)

func (oleeo) address(*site) (string, map[string]string) {
	return "/vx" + oleeoBoard + "/candidate/jobboard/vacancy/3/feed", nil
}

func (o oleeo) sign(b *board) string {
	path, _ := o.address(b.site)
	return `<link rel="alternate" type="application/atom+xml" title="Vacancies" href="` + b.site.url(path) + `">
<p><a href="` + b.site.url("/vx/lang-en-GB"+oleeoBoard+"/candidate/jobboard/vacancy/3/adv/") + `">See all opportunities</a></p>`
}

func (o oleeo) serve(b *board, r *http.Request) (answer, bool) {
	path := r.URL.Path
	if !strings.HasPrefix(path, "/vx/") {
		return answer{}, false
	}
	if m := oleeoOpp.FindStringSubmatch(path); m != nil {
		sh, st := b.find(m[1])
		if st == unborn {
			return answer{}, false
		}
		v := oleeoAdvert{advertView: b.advert(sh, st)}
		v.Token = b.site.london.token()
		a := page(advertPage, "oleeo-advert.html", v)
		a.volatile = true
		return a, true
	}
	for _, private := range []string{"/agent/", "/ats/", "/channel/", "/register", "/apply"} {
		if strings.Contains(path, private) {
			return page(otherPage, "login.html", b.frame("Sign in")).forbidden(), true
		}
	}
	switch {
	case strings.HasSuffix(path, "/jobboard/vacancy/3/feed"):
		return oleeoFeed(b), true
	case strings.HasSuffix(path, "/jobboard/vacancy/3/adv/"), strings.HasSuffix(path, "/jobboard/vacancy/3"):
		start, _ := strconv.Atoi(r.URL.Query().Get("start"))
		start = min(max(0, start), mostPages)
		v := oleeoList{listView: b.list(start/oleeoSize+1, oleeoSize), Next: start + oleeoSize, Prev: start - oleeoSize, Tiles: b.site.firstID%20 == 0}
		v.Token = b.site.london.token()
		a := page(listPage, "oleeo-list.html", v)
		a.volatile = true
		return a, true
	}
	return answer{}, false
}

type oleeoList struct {
	listView
	Next, Prev int
	Tiles      bool
}

// More reports whether there is a page after this one.
func (l oleeoList) More() bool { return l.number < l.last }

type oleeoAdvert struct{ advertView }

// Deadline is the closing instant as the advert's page shows it.
func (v view) Deadline() string {
	if v.c.closing.At.IsZero() {
		return ""
	}
	return v.c.closing.At.Format("02/01/2006, 15:04")
}

// DeadlineDay is the closing day as the boards show it, with the four-letter Sept.
func (v view) DeadlineDay() string {
	if v.c.closing.At.IsZero() {
		return ""
	}
	return strings.Replace(v.c.closing.At.Format("2 Jan 2006"), "Sep ", "Sept ", 1)
}

type atomFeed struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string   `xml:"id,omitempty"`
	Links   []atomLink
	Title   string     `xml:"title"`
	Author  atomAuthor `xml:"author"`
	Updated string     `xml:"updated"`
	Entries []atomEntry
}

type atomLink struct {
	XMLName xml.Name `xml:"link"`
	Rel     string   `xml:"rel,attr"`
	Href    string   `xml:"href,attr"`
	Type    string   `xml:"type,attr,omitempty"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomEntry struct {
	XMLName   xml.Name `xml:"entry"`
	Base      string   `xml:"xml:base,attr"`
	ID        string   `xml:"id"`
	Link      atomLink
	Title     string `xml:"title"`
	Updated   string `xml:"updated"`
	Published string `xml:"published"`
	Content   atomContent
}

type atomContent struct {
	XMLName xml.Name `xml:"content"`
	Type    string   `xml:"type,attr"`
	Inner   string   `xml:",innerxml"`
}

// oleeoFeed is the board's Atom feed. It states no total; a silent one has lost
// the id that says whose board it is.
func oleeoFeed(b *board) answer {
	self := b.site.url("/vx" + oleeoBoard + "/candidate/jobboard/vacancy/3/feed")
	feed := atomFeed{ID: self, Title: "External Opportunities", Author: atomAuthor{b.employer},
		Links: []atomLink{{Rel: "self", Href: self, Type: "application/atom+xml"}}, Updated: b.stamp().UTC().Format(time.RFC3339)}
	if b.silent {
		feed.ID = ""
	}
	for _, sh := range b.rows {
		c := sh.row
		// The stamps are London midnights in UTC: in summer, of the day before.
		posted := c.posted.UTC().Format(time.RFC3339)
		address := b.site.url("/vx" + oleeoBoard + "/candidate/so/pm/1/pl/3/opp/" + sh.key + "-" + slug(c.title, "-") + "/en-GB")
		feed.Entries = append(feed.Entries, atomEntry{Base: address, ID: address, Link: atomLink{Rel: "alternate", Href: address, Type: "text/html"},
			Title: c.title, Updated: posted, Published: posted, Content: atomContent{Type: "xhtml", Inner: oleeoContent(sh)}})
	}
	return xmlList("application/atom+xml; charset=utf-8", feed)
}

// oleeoContent is an entry's lines of label and value.
func oleeoContent(sh showing) string {
	c := sh.row
	closing := ""
	if !c.closing.At.IsZero() {
		closing = c.closing.At.Format("02 Jan 2006 15:04 MST")
	}
	var b strings.Builder
	b.WriteString(`<div xmlns="http://www.w3.org/1999/xhtml">`)
	for _, line := range [][2]string{
		{"Vacancy Title", c.title}, {"Vacancy Id", sh.key}, {"Role Type", c.team},
		{"Salary", c.pay.Text}, {"Location", c.location + " "}, {"Closing Date", closing},
	} {
		b.WriteString(line[0] + ":")
		if err := xml.EscapeText(&b, []byte(line[1])); err != nil {
			return ""
		}
		b.WriteString("<br/>\n")
	}
	b.WriteString("</div>")
	return b.String()
}
