package london

import (
	"bytes"
	"html"
	"net/http"
	"strings"
	"time"
)

// engage writes an Engage ATS feed: RSS with elements of its own, of which some
// lack their prefix, so that it is not quite XML.
type engage struct{}

func (engage) address(*site) (string, map[string]string) { return "/CustomVacanciesFeed.ashx", nil }

func (engage) sign(b *board) string {
	return `<p><a href="` + b.site.url("/CustomVacanciesFeed.ashx") + `">Our vacancies as a feed</a></p>`
}

func (e engage) serve(b *board, r *http.Request) (answer, bool) {
	path := r.URL.Path
	switch {
	case path == "/CustomVacanciesFeed.ashx":
		return e.feed(b), true
	case strings.HasPrefix(path, "/ApplicationForm.aspx"):
		return page(otherPage, "login.html", b.frame("Sign in to apply")).forbidden(), true
	}
	rest, ok := strings.CutPrefix(path, "/Vacancies/W/")
	if !ok {
		return answer{}, false
	}
	id, _, _ := strings.Cut(rest, "/")
	sh, st := b.find(id)
	if st == unborn {
		return answer{}, false
	}
	return page(advertPage, "hireserve-advert.html", b.advert(sh, st)), true
}

func (engage) feed(b *board) answer {
	if b.silent {
		return answer{kind: listPage, mediaType: "application/rss+xml", body: []byte(`<rss version="2.0"><channel><title>vacancies</title></channel></rss>`)}
	}
	var w bytes.Buffer
	element := func(name, words string) {
		if words != "" {
			w.WriteString("<" + name + ">" + html.EscapeString(words) + "</" + name + ">\n")
		}
	}
	category := func(domain, words string) {
		if words != "" {
			w.WriteString(`<category domain="` + domain + `">` + html.EscapeString(words) + "\n</category>\n")
		}
	}
	w.WriteString(`<?xml version="1.0" encoding="utf-8"?>
<rss xmlns:atom="http://www.w3.org/2005/Atom" xmlns:engAts="http://www.eurorscgskybridge.com/2011/EngageAts/" version="2.0"><channel>
`)
	element("title", b.employer+" latest vacancies")
	for _, sh := range b.rows {
		c := sh.row
		address := b.site.url("/Vacancies/W/" + sh.key + "/0/" + strings.ToLower(slug(c.title, "-")))
		w.WriteString("<item>\n")
		element("title", c.title)
		element("link", address)
		element("description", c.summary())
		category("Location", joinedPlace(c))
		category("Contract Type", c.contract)
		category("Working Pattern", c.hours)
		category("Directorate", c.team)
		category("Organisation", c.employer)
		element("atom:content", c.html())
		element("engAts:vacancyid", sh.key)
		element("engAts:salaryRangeFrom", c.pay.Text)
		if !c.closing.At.IsZero() {
			end := c.closing.At.UTC().Format("2006-01-02T15:04:05.0000000Z")
			if c.closing.Kind == "date" {
				end = c.closing.At.Format(time.DateOnly)
			}
			element("endDate", end)
		}
		element("pubDate", c.posted.UTC().Format(time.RFC1123Z))
		w.WriteString("<engAts:visaSponsorshipAvailable>true</visaSponsorshipAvailable>\n</item>\n")
	}
	w.WriteString("</channel></rss>\n")
	return answer{kind: listPage, mediaType: "application/rss+xml; charset=utf-8", body: w.Bytes()}
}
