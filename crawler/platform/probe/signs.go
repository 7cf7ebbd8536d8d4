package probe

import (
	"bytes"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"vacancies/crawler/fetch"
)

// signKind says where on a page a sign stands.
type signKind int

const (
	address   signKind = 1 << iota // an address read, or a link to one
	resource                       // a script, frame, form or stylesheet address
	attribute                      // an address in a data attribute
	generator                      // the generator tag
	markup                         // a telling piece of markup
	feedLink                       // feed autodiscovery
)

// sign is one thing on a page that may tell the system.
type sign struct {
	kind signKind
	text string
}

// maxSigns bounds the links and resources looked at on one page.
const maxSigns = 3000

// survey takes a page's signs and the links that promise vacancies.
func survey(page *fetch.Page, at *url.URL) ([]sign, []link) {
	if strings.Contains(page.MediaType, "xml") || strings.Contains(page.MediaType, "json") {
		return []sign{{markup, head(page.Body)}}, nil
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(page.Body))
	if err != nil {
		return nil, nil
	}
	if base, ok := doc.Find("base[href]").First().Attr("href"); ok {
		if u, err := at.Parse(base); err == nil {
			at = u
		}
	}
	s := surveyor{doc: doc, at: at}
	s.resources()
	s.attributes()
	s.markup()
	s.links()
	return s.signs, s.found
}

func head(body []byte) string {
	if len(body) > 4096 {
		body = body[:4096]
	}
	return string(body)
}

type surveyor struct {
	doc   *goquery.Document
	at    *url.URL
	signs []sign
	found []link
}

func (s *surveyor) add(kind signKind, text string) {
	if len(s.signs) < maxSigns && text != "" {
		s.signs = append(s.signs, sign{kind, text})
	}
}

// whole makes an address absolute; empty when it is none of the web's.
func (s *surveyor) whole(raw string) *url.URL {
	u, err := s.at.Parse(strings.TrimSpace(raw))
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" {
		return nil
	}
	return u
}

func (s *surveyor) resources() {
	s.doc.Find("script[src], iframe[src], form[action], link[href]").Each(func(_ int, e *goquery.Selection) {
		for _, name := range []string{"src", "action", "href"} {
			raw, ok := e.Attr(name)
			if u := s.whole(raw); ok && u != nil {
				s.add(resource, u.String())
			}
		}
	})
	s.doc.Find(`link[rel~="alternate"][href]`).Each(func(_ int, e *goquery.Selection) {
		kind, _ := e.Attr("type")
		raw, _ := e.Attr("href")
		if u := s.whole(raw); u != nil && (strings.Contains(kind, "rss") || strings.Contains(kind, "atom")) {
			s.add(feedLink, u.String()+" "+e.AttrOr("title", ""))
		}
	})
}

var embeddedURL = regexp.MustCompile(`https?://[^\s"'<>\\]{6,300}`)

// attributes looks at data attributes and inline scripts, where widgets keep
// the address of the system they show.
func (s *surveyor) attributes() {
	s.doc.Find("script:not([src])").Each(func(_ int, e *goquery.Selection) {
		text := e.Text()
		if len(text) > 200_000 {
			text = text[:200_000]
		}
		for _, u := range embeddedURL.FindAllString(strings.ReplaceAll(text, `\/`, "/"), 50) {
			s.add(attribute, u)
		}
	})
	s.doc.Find("body, body *").EachWithBreak(func(i int, e *goquery.Selection) bool {
		for _, node := range e.Nodes {
			for _, a := range node.Attr {
				if !strings.HasPrefix(a.Key, "data-") {
					continue
				}
				value := a.Val
				if strings.HasSuffix(a.Key, "-host") && value != "" && !strings.Contains(value, "/") {
					value = "https://" + value
				}
				if strings.HasPrefix(value, "http") {
					s.add(attribute, a.Key+"="+value)
				}
			}
		}
		return i < 20_000
	})
}

// telling are pieces of markup that are a system's own, by CSS selector.
var telling = []struct{ selector, name string }{
	{`meta[name=generator]`, ""},
	{`ul#tile-results-list, table.solr_search_list`, "oleeo results"},
	{`table#searchresults a.jobTitle-link, li.job-tile`, "successfactors results"},
	{`#requestUrl[data-request-url*=_JobCard], div.job-card[data-jobid]`, "jobtrain cards"},
	{`.vsr-job, .vsr-job-big, [id*=div_content_VacV_]`, "eploy results"},
	{`.sitebuilder-job-results-item, a.in-app[href*="/jobs/job/"]`, "tribepad results"},
	{`tr.Lst-BG1, tr.Lst-BG2, a.lstA-desc1, #JDescContent .JD-FieldLabel`, "talentlink results"},
	{`.node--type-localgov-job-vacancy:not(.node--view-mode-full), .localgov-job-vacancy, [class*=localgov-job-vacancies]`, "localgov job vacancies"},
	{`.node--type-localgov-job-vacancy.node--view-mode-full`, "localgov job vacancy"},
	{`input[name=p_web_site_id]`, "hireserve site"},
}

func (s *surveyor) markup() {
	for _, t := range telling {
		e := s.doc.Find(t.selector).First()
		if e.Length() == 0 {
			continue
		}
		if t.name == "" {
			s.add(generator, e.AttrOr("content", ""))
			continue
		}
		extra := ""
		if t.name == "hireserve site" {
			extra = " " + e.AttrOr("value", "")
		}
		s.add(markup, t.name+extra)
	}
	s.postings()
}

// postings looks for JobPostings: one is an advert's page, several are a list.
func (s *surveyor) postings() {
	count := s.doc.Find(`[itemtype*="schema.org/JobPosting"]`).Length()
	s.doc.Find(`script[type="application/ld+json"]`).Each(func(_ int, e *goquery.Selection) {
		count += len(jobPostingType.FindAllStringIndex(e.Text(), 50))
	})
	if count > 0 {
		s.add(markup, "jobposting markup")
	}
	if count > 1 {
		s.add(markup, "jobposting list")
	}
}

var jobPostingType = regexp.MustCompile(`"@type"\s*:\s*\[?\s*"(?:https?://schema\.org/)?JobPosting"`)

// advertLink matches the paths of adverts: a word for vacancies, then a number
// or a slug of several words.
var advertLink = regexp.MustCompile(`(?i)/(?:jobs?|vacanc(?:y|ies)|job-vacancies|careers?|positions?|opportunit(?:y|ies)|roles?|recruitment)/(?:[^?#]*/)?(?:[^/?#]*\d{2,}[^/?#]*|[^/?#]+-[^/?#]+-?[^/?#]*)/?$`)

func (s *surveyor) links() {
	adverts := map[string]bool{}
	defer func() {
		if len(adverts) > 0 {
			s.add(markup, "links to adverts: "+strconv.Itoa(len(adverts)))
		}
	}()
	s.doc.Find("a[href]").EachWithBreak(func(i int, e *goquery.Selection) bool {
		u := s.whole(e.AttrOr("href", ""))
		if u == nil {
			return true
		}
		s.add(address, u.String())
		if advertLink.MatchString(u.Path) && u.Host == s.at.Host && u.Path != s.at.Path && !mustNotOpen(u) {
			adverts[u.Path] = true
		}
		words := e.Text() + " " + e.AttrOr("title", "") + " " + e.AttrOr("aria-label", "")
		if score := promise(u, words); score > 0 {
			s.found = append(s.found, link{url: u, score: score})
		}
		return i < maxSigns
	})
}
