package london

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"html/template"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// eploy writes Eploy: the public XML feed, which has no closing dates, the
// search page, whose pager posts its form back, and the advert pages.
type eploy struct{}

const (
	eployFeed = "/feeds/datafeed.ashx"
	eployList = "/vacancies/vacancy-search-results.aspx"
	eploySize = 10
)

var eployAdvert = regexp.MustCompile(`^/vacancies/(\d+)/[^/]+\.html$`)

func (eploy) address(s *site) (string, map[string]string) {
	if s.skin == "page" {
		return eployList, nil
	}
	return eployFeed + "?Format=xml", nil
}

func (eploy) sign(b *board) string {
	return `<p><a href="` + b.site.url(eployList) + `">Search our vacancies</a></p>
<script src="` + b.site.url("/eploy/js/eploy.candidate.js") + `"></script>
<p class="footer-credit">Recruitment software by <a href="https://www.eploy.co.uk/">Eploy</a></p>`
}

func (e eploy) serve(b *board, r *http.Request) (answer, bool) {
	path := strings.ToLower(r.URL.Path)
	switch {
	case path == eployFeed:
		return eployFeedOf(b), true
	case path == eployList:
		number := 1
		if r.Method == http.MethodPost && r.PostFormValue("__VIEWSTATE") != "" {
			number, _ = strconv.Atoi(r.PostFormValue("__EVENTARGUMENT"))
		}
		a := page(listPage, "eploy-list.html", b.eployList(number))
		a.volatile = r.Method == http.MethodPost
		return a, true
	case strings.HasPrefix(path, "/vacancy-apply.aspx"), strings.HasPrefix(path, "/vacancies/vacancy-apply.aspx"), strings.HasPrefix(path, "/api/"), strings.HasPrefix(path, "/registration.aspx"):
		return page(otherPage, "login.html", b.frame("Register to apply")).forbidden(), true
	}
	if m := eployAdvert.FindStringSubmatch(r.URL.Path); m != nil {
		sh, st := b.find(m[1])
		if st == unborn {
			return answer{}, false
		}
		return page(advertPage, "eploy-advert.html", b.advert(sh, st)), true
	}
	return answer{}, false
}

type eployVacancies struct {
	XMLName xml.Name `xml:"Vacancies"`
	Type    string   `xml:"Type,attr"`
	Count   *int     `xml:"Count,attr,omitempty"`
	Items   []eployItem
}

type eployItem struct {
	XMLName       xml.Name `xml:"Item"`
	VacancyID     string
	Title         string
	Link          string
	Description   cdata
	Benefits      cdata
	Location      string
	LocationID    int
	Position      string
	Industry      string
	VacancyType   string
	DisplaySalary string
	Company       string
	DateCreated   string
	DatePosted    string
	Reference     string
}

type cdata struct {
	Text string `xml:",cdata"`
}

func eployFeedOf(b *board) answer {
	out := eployVacancies{Type: "Vacancies", Count: &b.total}
	if b.silent {
		out.Count = nil
	}
	for _, sh := range b.rows {
		c := sh.row
		out.Items = append(out.Items, eployItem{VacancyID: sh.key, Title: c.title, Link: b.site.url(eployPath(sh)),
			Description: cdata{c.html()}, Location: c.location, LocationID: 12, Position: c.team, VacancyType: c.contract,
			DisplaySalary: c.pay.Text, DateCreated: c.posted.Add(-26 * time.Hour).Format(time.RFC1123Z),
			DatePosted: c.posted.Format(time.RFC1123Z), Reference: sh.ref})
	}
	return xmlList("text/xml; charset=utf-8", out)
}

func eployPath(sh showing) string {
	return "/vacancies/" + sh.key + "/" + strings.ToLower(slug(sh.row.title, "-")) + ".html"
}

// xmlList writes a list as an XML document with its declaration.
func xmlList(mediaType string, v any) answer {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	enc.Indent("", "  ")
	if err := enc.Encode(v); err != nil {
		return answer{status: http.StatusInternalServerError, mediaType: "text/plain", body: []byte(err.Error())}
	}
	return answer{kind: listPage, mediaType: mediaType, body: b.Bytes()}
}

// eployPager is a page of the search results with its form.
type eployPager struct {
	listView
	State string
}

func (b *board) eployList(number int) eployPager {
	l := b.list(number, eploySize)
	return eployPager{listView: l, State: fmt.Sprintf("/wEPDwUKLTk5%08dZGQ=", l.number*7919)}
}

// EndDate is the closing date as Eploy shows it.
func (v view) EndDate() string {
	if v.c.closing.At.IsZero() {
		return "Not Specified"
	}
	return v.c.closing.At.Format("02 Jan 2006")
}

// PostedShort is the day of posting.
func (v view) PostedShort() string { return v.c.posted.Format("2 Jan 2006") }

// Path is the advert's address on an Eploy site.
func (v view) Path() string {
	return v.Key + "/" + strings.ToLower(slug(v.Title, "-")) + ".html"
}

// eployField is one labelled field for the template of that name.
func eployField(key any, name, label, value string) map[string]any {
	return map[string]any{"Key": key, "Name": name, "Label": label, "Value": value}
}

// eployPage is the link by which the pager posts its form back.
func eployPage(number int) template.HTMLAttr {
	return template.HTMLAttr(fmt.Sprintf(`href="javascript:__doPostBack('ctl00$ContentContainer$VacancyPager','%d')"`, number))
}
