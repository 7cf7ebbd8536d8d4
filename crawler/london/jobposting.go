package london

import (
	"encoding/json"
	"encoding/xml"
	"html/template"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// jobposting writes a council's own pages whose adverts carry a schema.org
// JobPosting. Its skins: "list" (a list of links, JSON-LD in the adverts),
// "microdata" (the same with microdata), "graph" (a list page that itself
// holds all postings in one @graph), "sitemap" (found from the sitemap).
type jobposting struct{}

const jobpostingSize = 10

var jobpostingAddress = regexp.MustCompile(`^/jobs/[^/]*?-?(\d+)$`)

func (jobposting) address(s *site) (string, map[string]string) {
	if s.skin == "sitemap" {
		return "/sitemap.xml", nil
	}
	return "/jobs", nil
}

func (j jobposting) sign(b *board) string {
	return `<p><a href="` + b.site.url("/jobs") + `">Current vacancies</a></p>`
}

func (j jobposting) serve(b *board, r *http.Request) (answer, bool) {
	switch path := r.URL.Path; {
	case path == "/sitemap.xml" && b.site.skin == "sitemap":
		return b.sitemap(r), true
	case path == "/jobs":
		n, _ := strconv.Atoi(r.URL.Query().Get("page"))
		a := page(listPage, "jobposting-list.html", b.jobpostingList(n))
		return a, true
	case strings.HasPrefix(path, "/apply/"):
		return page(otherPage, "login.html", b.frame("Sign in to apply")).forbidden(), true
	default:
		m := jobpostingAddress.FindStringSubmatch(path)
		if m == nil {
			return answer{}, false
		}
		sh, st := b.find(m[1])
		switch st {
		case unborn:
			return answer{}, false
		case ended:
			return page(advertPage, "jobposting-closed.html", b.frame("Vacancy closed")).withStatus(http.StatusGone), true
		}
		return page(advertPage, "jobposting-advert.html", b.jobpostingAdvert(sh)), true
	}
}

// jobpostingPath is an advert's address.
func jobpostingPath(sh showing) string {
	return "/jobs/" + strings.ToLower(slug(sh.row.title, "-")) + "-" + sh.key
}

// JobPath is the advert's address on a site with JobPostings.
func (v view) JobPath() string {
	return "/jobs/" + strings.ToLower(slug(v.Title, "-")) + "-" + v.Key
}

type jobpostingList struct {
	listView
	// Graph holds the postings of the whole page as JSON-LD, where the site writes them there.
	Graph template.JS
}

// More reports whether there is a page after this one.
func (l jobpostingList) More() bool { return l.number < l.last }

func (b *board) jobpostingList(number int) jobpostingList {
	l := jobpostingList{listView: b.list(number, jobpostingSize)}
	if b.site.skin == "graph" && len(l.rows) > 0 {
		var graph []posting
		for _, sh := range l.rows {
			p := b.posting(sh, sh.row)
			p.Description = sh.row.summary()
			p.ValidThrough = ""
			graph = append(graph, p)
		}
		l.Graph = scripted(map[string]any{"@context": "https://schema.org", "@graph": graph})
	}
	return l
}

type jobpostingAdvert struct {
	advertView
	LD        template.JS
	Microdata bool
	Locality  string
	Until     string
	PostedISO string
}

func (b *board) jobpostingAdvert(sh showing) jobpostingAdvert {
	v := jobpostingAdvert{advertView: b.advert(sh, listed), Microdata: b.site.skin == "microdata",
		Until: until(sh.page.closing), PostedISO: sh.page.posted.Format(time.DateOnly)}
	if !v.Microdata {
		v.LD = scripted(b.posting(sh, sh.page))
	}
	return v
}

// posting is a schema.org JobPosting.
type posting struct {
	Context      string         `json:"@context,omitempty"`
	Type         string         `json:"@type"`
	Title        string         `json:"title"`
	Identifier   map[string]any `json:"identifier"`
	URL          string         `json:"url"`
	Description  string         `json:"description"`
	DatePosted   string         `json:"datePosted"`
	ValidThrough string         `json:"validThrough,omitempty"`
	Employment   string         `json:"employmentType,omitempty"`
	Hours        string         `json:"workHours,omitempty"`
	Salary       string         `json:"baseSalary,omitempty"`
	Organization map[string]any `json:"hiringOrganization"`
	Location     map[string]any `json:"jobLocation"`
}

func (b *board) posting(sh showing, c content) posting {
	address := map[string]any{"@type": "PostalAddress", "streetAddress": c.location, "addressCountry": "GB"}
	if c.postcode != "" {
		address["postalCode"] = c.postcode
	}
	return posting{Context: "https://schema.org", Type: "JobPosting", Title: c.title, URL: b.site.url(jobpostingPath(sh)),
		Identifier:  map[string]any{"@type": "PropertyValue", "name": c.employer, "value": sh.ref},
		Description: c.html(), DatePosted: c.posted.Format(time.DateOnly), ValidThrough: until(c.closing),
		Employment: c.contract, Hours: c.hours, Salary: c.pay.Text,
		Organization: map[string]any{"@type": "Organization", "name": c.employer, "department": c.team},
		Location:     map[string]any{"@type": "Place", "address": address}}
}

// until is the closing instant with its offset, or the bare day when the advert
// ends with it.
func until(c Closing) string {
	switch {
	case c.At.IsZero():
		return ""
	case c.Kind == "date":
		return c.At.Format(time.DateOnly)
	}
	return c.At.Format(time.RFC3339)
}

// scripted is JSON for a script element; angle brackets are escaped.
func scripted(v any) template.JS {
	out, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return "{}"
	}
	return template.JS(out)
}

type urlset struct {
	XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []mapURL `xml:"url"`
}

type sitemapIndex struct {
	XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Maps    []mapURL `xml:"sitemap"`
}

type mapURL struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
}

// sitemap lists the adverts among a few pages that are none. A truthful empty
// one lists no page at all; an endless one is an index of an index of an index.
func (b *board) sitemap(r *http.Request) answer {
	if b.endless {
		part, _ := strconv.Atoi(r.URL.Query().Get("part"))
		return xmlList("application/xml; charset=utf-8", sitemapIndex{
			Maps: []mapURL{{Loc: b.site.url("/sitemap.xml?part=" + strconv.Itoa(part+1))}}})
	}
	var set urlset
	if len(b.rows) > 0 || b.silent {
		set.URLs = append(set.URLs, mapURL{Loc: b.site.url("/about-us")}, mapURL{Loc: b.site.url("/benefits")})
	}
	for _, sh := range b.rows {
		set.URLs = append(set.URLs, mapURL{Loc: b.site.url(jobpostingPath(sh)), LastMod: sh.page.posted.Format(time.DateOnly)})
	}
	return xmlList("application/xml; charset=utf-8", set)
}
