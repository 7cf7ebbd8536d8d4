package site

import (
	"html/template"
	"slices"
	"strings"

	"vacancies/feeds"
)

// frame is what surrounds every page.
type frame struct {
	Title       string // for the window: page, then site
	Description string
	Canonical   string // absolute
	NoIndex     bool
	Style, Icon string
	Home, Site  string
	Publisher   string
	Nav         []navLink
	Crumbs      []Link
	Notices     []string
	Alternates  []feedLink
	Foot        []footGroup
	JSONLD      any
}

// Link is a link's address and words. An empty URL is words alone.
type Link struct {
	URL  string
	Text string
}

type navLink struct {
	Link
	Current bool
}

// feedLink leads to a feed: from a page's head by URL, and by hand by its
// absolute Address, shown under the name Text.
type feedLink struct {
	URL, Title, Text string
	ID, Address      string
	// Type is the whole type attribute. As a value the plus sign of a media type
	// would be written as a reference, which simple feed finders do not read.
	Type template.HTMLAttr
}

// typeAttribute is the type attribute of a media type of ours.
func typeAttribute(f feeds.Format) template.HTMLAttr {
	kind, _, _ := strings.Cut(f.Type(), ";")
	return template.HTMLAttr(`type="` + kind + `"`)
}

type footGroup struct {
	Title string
	Links []Link
}

// frame starts a page: path is its canonical address below the base URL, section
// the main page it belongs to.
func (s *Site) frame(title, path, section string) frame {
	f := frame{
		Title: title + " - " + s.cfg.Site.Title, Canonical: s.Absolute(path),
		Style: s.style, Icon: s.icon, Home: s.Link("/"), Site: s.cfg.Site.Title, Publisher: s.cfg.Site.Publisher,
	}
	for _, l := range []Link{
		{"/vacancies", "Vacancies"}, {"/boroughs", "Boroughs"}, {"/feeds", "Keep me told"}, {"/about", "About"},
	} {
		f.Nav = append(f.Nav, navLink{Link{s.Link(l.URL), l.Text}, l.URL == section})
	}
	f.Foot = []footGroup{
		{"For jobseekers", s.links("/vacancies", "Search vacancies", "/boroughs", "Boroughs", "/feeds", "Keep me told", "/about", "How it works")},
		{"For councils", s.links("/boroughs#mirrors", "Check your adverts", "/crawler", "Who reads your pages", "/sources", "Sources and licences", "/status", "Status of every source")},
		{"For developers", s.links("/developers", "How to use our data", "/vacancies.json", "Vacancies as JSON", "/changes.json", "Changes as JSON", "/codes.json", "Codes as JSON")},
		{"About this site", s.links("/accessibility", "Accessibility", "/privacy", "Privacy")},
	}
	if s.static { // the numbered log needs a service that can be asked
		f.Foot[2].Links = slices.Delete(f.Foot[2].Links, 2, 3)
	}
	return f
}

// links makes links from pairs of path and words.
func (s *Site) links(pairs ...string) []Link {
	var out []Link
	for i := 0; i+1 < len(pairs); i += 2 {
		out = append(out, Link{s.Link(pairs[i]), pairs[i+1]})
	}
	return out
}

// mailto makes a link that opens a new message.
func mailto(to, subject, body string) template.URL {
	esc := func(v string) string { // RFC 6068, section 5: %20, never +, and CRLF between lines
		v = strings.ReplaceAll(v, "\n", "\r\n")
		return template.URLQueryEscaper(v)
	}
	return template.URL("mailto:" + strings.ReplaceAll(template.URLQueryEscaper(to), "%40", "@") +
		"?subject=" + strings.ReplaceAll(esc(subject), "+", "%20") + "&body=" + strings.ReplaceAll(esc(body), "+", "%20"))
}

// web is an address that may be linked: http or https and nothing else.
func web(address string) string {
	if strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		return address
	}
	return ""
}
