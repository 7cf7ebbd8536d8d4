package feeds

import (
	"bytes"
	"encoding/xml"
	"time"
)

// Standing is one of the feeds that always stand: listed in the OPML and on the
// page "keep me told", checked whole, and written by export.
type Standing struct {
	// Group is what it is listed under; empty for the feed of everything.
	Group string
	// Label is its name within the group.
	Label string
	Query Query
}

// StandingFeeds are all standing feeds: everything, each borough and preset
// group, each stage, specialism and contract, related and agency posts apart.
func StandingFeeds() []Standing {
	out := []Standing{{Label: "All open vacancies"}}
	for _, g := range groups {
		out = append(out, Standing{"Parts of London", g.Name, Query{Boroughs: []string{g.Slug}}})
	}
	for _, a := range authoritiesByName() {
		out = append(out, Standing{"Boroughs", a.Name, Query{Boroughs: []string{a.Slug}}})
	}
	for _, c := range Codes("stage") {
		if c.Code != "support" { // related posts only
			out = append(out, Standing{"Career stages", c.Label, Query{Stages: []string{c.Code}}})
		}
	}
	for _, c := range Codes("specialism") {
		out = append(out, Standing{"Specialisms", c.Label, Query{Specialisms: []string{c.Code}}})
	}
	for _, c := range Codes("contract") {
		out = append(out, Standing{"Contracts", c.Label, Query{Contracts: []string{c.Code}}})
	}
	return append(out, Standing{"Related posts", "All related posts", Query{Scopes: []string{"related"}}})
}

// Everything is the query that holds whatever any query can hold: rendering it
// once in a format shows every entry there is.
func Everything() Query {
	q := Query{Scopes: []string{"in", "related"}, Unstated: []string{"contract"}}
	for _, c := range Codes("contract") {
		q.Contracts = append(q.Contracts, c.Code)
	}
	return q.canonical()
}

// OPML 2.0: the list of all standing feeds.

type opml struct {
	XMLName  xml.Name      `xml:"opml"`
	Version  string        `xml:"version,attr"`
	Title    string        `xml:"head>title"`
	OwnerID  string        `xml:"head>ownerId"`
	Outlines []opmlOutline `xml:"body>outline"`
}

type opmlOutline struct {
	Text        string        `xml:"text,attr"`
	Title       string        `xml:"title,attr,omitempty"`
	Type        string        `xml:"type,attr,omitempty"`
	XMLURL      string        `xml:"xmlUrl,attr,omitempty"`
	HTMLURL     string        `xml:"htmlUrl,attr,omitempty"`
	Language    string        `xml:"language,attr,omitempty"`
	Description string        `xml:"description,attr,omitempty"`
	Outlines    []opmlOutline `xml:"outline"`
}

// OPML is the list of all standing feeds, grouped.
func (e *Edition) OPML() (Document, error) {
	out := opml{Version: "2.0", Title: line(e.Site.Title), OwnerID: e.Site.BaseURL + "/"}
	at := map[string]int{}
	for _, s := range StandingFeeds() {
		feed := opmlOutline{
			Text: s.Label, Title: feedTitle(e.Site, s.Query), Type: "rss", Language: "en-GB",
			XMLURL: e.Site.BaseURL + RSS.Path(s.Query), HTMLURL: e.Site.BaseURL + Format("").Path(s.Query),
		}
		if s.Group == "" {
			out.Outlines = append(out.Outlines, feed)
			continue
		}
		i, ok := at[s.Group]
		if !ok {
			i = len(out.Outlines)
			at[s.Group] = i
			out.Outlines = append(out.Outlines, opmlOutline{Text: s.Group})
		}
		out.Outlines[i].Outlines = append(out.Outlines[i].Outlines, feed)
	}
	body, err := plainXML(out)
	return NewDocument(body, TypeOPML, time.Time{}), err
}

// plainXML writes XML that is none of gorilla's formats.
func plainXML(v any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	enc.Indent("", "  ")
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// The site map, by sitemaps.org 0.9.

type sitemap struct {
	XMLName xml.Name     `xml:"urlset"`
	Xmlns   string       `xml:"xmlns,attr"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
}

// maxSitemap is the most addresses a site map may hold (sitemaps.org).
const maxSitemap = 50_000

// standingPages are the pages that are always there.
var standingPages = []string{"/", "/vacancies", "/boroughs", "/feeds", "/developers", "/status", "/crawler"}

// Sitemap lists our pages: standing ones, boroughs, and open vacancies with the
// day of their last material change. Filtered lists are not in it.
func (e *Edition) Sitemap() (Document, error) {
	out := sitemap{Xmlns: "http://www.sitemaps.org/schemas/sitemap/0.9"}
	for _, path := range standingPages {
		out.URLs = append(out.URLs, sitemapURL{Loc: e.Site.BaseURL + path})
	}
	for _, a := range authoritiesByName() {
		out.URLs = append(out.URLs, sitemapURL{Loc: e.Site.BaseURL + "/boroughs/" + a.Slug})
	}
	for i := range e.listed {
		if r := e.listed[i].Record; len(out.URLs) < maxSitemap {
			out.URLs = append(out.URLs, sitemapURL{Loc: e.Site.BaseURL + Path(r), LastMod: rfc3339(Updated(r).Truncate(time.Second))})
		}
	}
	body, err := plainXML(out)
	return NewDocument(body, TypeXML, e.modified), err
}
