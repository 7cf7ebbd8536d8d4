package london

import (
	"html"
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

// successfactors writes SAP SuccessFactors. Its skins: "listing" (the public job
// listing that looks like XML, in which each customer names its own facets) and
// "table" (the career site with its results table and advert pages).
type successfactors struct{}

const (
	sfCompany = "hampshirecP"
	sfSize    = 25
)

var sfAdvert = regexp.MustCompile(`^/job/[^/]+/(\d+)/$`)

func (successfactors) address(s *site) (string, map[string]string) {
	if s.skin == "listing" {
		return "/career?company=" + sfCompany + "&career_ns=job_listing_summary&resultType=XML",
			map[string]string{"company": sfCompany, "employer": s.employer}
	}
	return "/search/?q=&sortColumn=referencedate&sortDirection=desc", nil
}

func (f successfactors) sign(b *board) string {
	path, _ := f.address(b.site)
	if b.site.skin == "listing" {
		path = "/career?company=" + sfCompany + "&career_ns=job_listing_summary"
	}
	return `<p><a href="` + b.site.url(html.EscapeString(path)) + `">Search our jobs</a></p>
<link rel="stylesheet" href="https://rmkcdn.successfactors.com/platform/css/search.css">`
}

func (f successfactors) serve(b *board, r *http.Request) (answer, bool) {
	path, q := r.URL.Path, r.URL.Query()
	switch {
	case strings.HasPrefix(path, "/services/"), strings.HasPrefix(path, "/talentcommunity/"), q.Get("career_ns") == "job_application":
		return page(otherPage, "login.html", b.frame("Sign in to apply")).forbidden(), true
	case path == "/career" && b.site.skin == "listing" && q.Get("company") == sfCompany:
		return f.listing(b), true
	case b.site.skin == "listing":
		return answer{}, false
	case path == "/search/":
		from, _ := strconv.Atoi(q.Get("startrow"))
		return page(listPage, "successfactors-list.html", b.list(max(0, from)/sfSize+1, sfSize)), true
	}
	m := sfAdvert.FindStringSubmatch(path)
	if m == nil {
		return answer{}, false
	}
	sh, st := b.find(m[1])
	switch st {
	case unborn:
		return answer{}, false
	case ended:
		return page(advertPage, "successfactors-closed.html", b.frame("Job no longer available")), true
	}
	return page(advertPage, "successfactors-advert.html", b.advert(sh, st)), true
}

// listing is every job in one document. A silent one has lost its own element.
func (successfactors) listing(b *board) answer {
	var out strings.Builder
	out.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
	if b.silent {
		out.WriteString("<catalogue/>\n")
		return answer{kind: listPage, mediaType: "text/xml; charset=UTF-8", body: []byte(out.String())}
	}
	out.WriteString("<Job-Listing>\n")
	for _, sh := range b.rows {
		c := sh.page
		out.WriteString("\n<Job>\n<JobTitle>" + wrapped(c.title) + "</JobTitle>\n<Job-Description>" + wrapped(c.html()) + "</Job-Description>\n")
		out.WriteString("<ReqId>" + sh.key + "</ReqId>\n<>" + sh.key + "01</>\n<Posted-Date>" + c.posted.Format("02/01/2006") + "</Posted-Date>\n<Department></Department>\n")
		closes := c.closing.shown
		if !c.closing.At.IsZero() {
			closes = c.closing.At.Format("02/01/2006")
		}
		for i, facet := range [][2]string{{"Organisation", c.employer}, {"Service area", c.team}, {"Salary", c.pay.Text}, {"Location", c.location},
			{"Contract type", c.contract}, {"Hours", c.hours}, {"Closing date", closes}} {
			n := strconv.Itoa(i + 1)
			out.WriteString("<filter" + n + ">\n<label>" + facet[0] + "</label>\n<value>" + html.EscapeString(facet[1]) + "</value>\n</filter" + n + ">\n")
		}
		out.WriteString("</Job>\n")
	}
	out.WriteString("\n</Job-Listing>\n")
	return answer{kind: listPage, mediaType: "text/xml; charset=UTF-8", body: []byte(out.String())}
}

// wrapped is text in a CDATA section, which it cannot end itself.
func wrapped(s string) string {
	return "<![CDATA[" + strings.ReplaceAll(s, "]]>", "]]&gt;") + "]]>"
}

// SFPath is the advert's address on a SuccessFactors site.
func (v view) SFPath() string { return "/job/" + slug(v.Title, "-") + "/" + v.Key + "/" }

// PostedJava is the day of posting as the product's microdata has it.
func (v view) PostedJava() string {
	return v.c.posted.Format("Mon Jan 02 15:04:05") + " UTC " + v.c.posted.Format("2006")
}

// ShowsEnd reports whether the advert has a closing date to show.
func (v view) ShowsEnd() bool { return !v.c.closing.At.IsZero() || v.c.closing.shown != "" }

// EndSlashed is the closing date as dd/mm/yyyy.
func (v view) EndSlashed() string {
	if v.c.closing.shown != "" {
		return v.c.closing.shown
	}
	return day(v.c.closing.At)
}
