package platform

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
)

var (
	// wholeNumber and edgeNumber find the system's number in an address: a segment of digits, or
	// digits that begin or end a segment ("563431-carer", "carer-12345.html").
	wholeNumber = regexp.MustCompile(`^\d{2,}$`)
	edgeNumber  = regexp.MustCompile(`^(\d{3,})[-_.]|[-_](\d{3,})(?:\.[a-z]+)?$`)
	// aYear is digits that are no number of an advert.
	aYear = regexp.MustCompile(`^(?:19|20)\d\d$`)
	// idInQuery finds it among the parameters.
	idInQuery = regexp.MustCompile(`(?i)(?:^|&)(?:(?:job|vacancy|advert|posting|requisition|req|opp|opportunity|position|role|record)?_?(?:id|no|number|ref|reference)|job|vacancy|record)=([A-Za-z0-9_-]{1,64})(?:&|$)`)
	// advertPath matches addresses that are adverts' by their words, where the config does not say.
	advertPath = regexp.MustCompile(`(?i)/(?:jobs?|vacanc(?:y|ies)|opportunit(?:y|ies)|(?:open-)?positions?|roles?|job-?(?:advert|detail|description|view|post|posting)s?|(?:career|job)s?-?(?:vacanc(?:y|ies)|opportunit(?:y|ies)))/[^?#]*[^/?#]`)
	// oneAdvert matches addresses under a word for one advert, where any slug will do.
	oneAdvert = regexp.MustCompile(`(?i)/(?:job|vacancy)/[^/]+/?$`)
	// notAdvert matches pages beside the adverts.
	notAdvert = regexp.MustCompile(`(?i)/(?:search|apply|application|log-?in|sign-?in|register|alerts?|feeds?|rss|categor(?:y|ies)|tags?|page|index|saved|my-?jobs|intro|help|faqs?|print|share|email|refer|landing)(?:[./?#]|$)|\.(?:pdf|docx?|css|js|png|jpe?g|svg|ics|xml)(?:[?#]|$)`)
	// moreWords are links whose words say nothing of where they lead.
	moreWords = regexp.MustCompile(`(?i)^(?:apply(?: now| online)?|view(?: (?:job|vacancy|details?|more|role))?|more(?: info(?:rmation)?| details?)?|read more|details?|find out more|learn more|see (?:more|job|details?)|job details|click here|full details|›|»|>)?$`)
)

var (
	nextLinks  = css("a[rel~=next], link[rel~=next]")
	pagerLinks = css("nav a[href], [class*=pag] a[href], [class*=next] a[href], a[class*=pag][href], a[class*=next][href]")
)

// postingKey is an advert's key: the number in its address, the identifier it
// prints, else its path, which is the weak identity of normalize.Identify.
func postingKey(address, identifier string) string {
	u, err := url.Parse(address)
	if err != nil {
		u = &url.URL{}
	}
	if m := idInQuery.FindStringSubmatch(u.RawQuery); m != nil && strings.ContainsAny(m[1], "0123456789") {
		return "jobposting:" + m[1]
	}
	if id := pathNumber(u.Path); id != "" {
		return "jobposting:" + clip(id, 64)
	}
	if identifier != "" {
		return "jobposting:" + strings.ToLower(identifier)
	}
	if path := strings.TrimRight(u.EscapedPath(), "/"); path != "" {
		if enc := u.Query().Encode(); enc != "" {
			path += "?" + enc
		}
		return "path:" + clip(path, maxField)
	}
	return ""
}

// pathNumber is the number of an advert in a path: the last segment that is
// one, else the last that begins or ends with one. Years are told apart.
func pathNumber(path string) string {
	segments := strings.Split(strings.Trim(path, "/"), "/")
	for i := len(segments) - 1; i >= 0; i-- {
		// A year is a number only at the end: "/2026/carer" is a date's, and so
		// are the month and day after one.
		last := i == len(segments)-1
		inDate := len(segments[i]) <= 2 && slices.ContainsFunc(segments[:i], aYear.MatchString)
		if wholeNumber.MatchString(segments[i]) && !inDate && (last || !aYear.MatchString(segments[i])) {
			return segments[i]
		}
	}
	for i := len(segments) - 1; i >= 0; i-- {
		if m := edgeNumber.FindStringSubmatch(segments[i]); m != nil {
			if id := firstOf(m[1], m[2]); !aYear.MatchString(id) {
				return id
			}
		}
	}
	return ""
}

// hostOf is the host of an address.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}

// advertLinks adds the rows of a list page's links to adverts.
func advertLinks(src config.Source, p *fetch.Page, doc *goquery.Document, got *rows) {
	links := doc.FindMatcher(anyLink)
	if selector := src.Options["links"]; selector != "" {
		links = doc.Find(selector)
	}
	own := pathOption(src)
	known := map[string]bool{canonical(p.URL): true}
	for _, row := range got.list {
		known[canonical(row.Advert.URL)] = true
	}
	links.Each(func(_ int, s *goquery.Selection) {
		if !s.IsMatcher(anyLink) {
			s = s.FindMatcher(anyLink).First()
		}
		address := absolute(p, s.AttrOr("href", ""))
		if address == "" || src.Options["links"] == "" && !isAdvert(address, own) || known[canonical(address)] {
			return
		}
		title := linkTitle(s, address)
		if key := postingKey(address, ""); key != "" && title != "" {
			a := normalize.Advert{Key: key, Title: title, URL: address}
			got.add(Row{Advert: a})
		}
	})
}

// pathOption is the source's own pattern of advert paths; nil when it has none.
func pathOption(src config.Source) *regexp.Regexp {
	if src.Options["path"] == "" {
		return nil
	}
	pattern, err := regexp.Compile(src.Options["path"])
	if err != nil {
		return nil
	}
	return pattern
}

// isAdvert reports whether an address is an advert's: by the source's own
// pattern, else by its words and a number or a slug of several words in it, or a
// slug of any under a word for one.
func isAdvert(address string, own *regexp.Regexp) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	if own != nil {
		return own.MatchString(u.EscapedPath())
	}
	if notAdvert.MatchString(u.Path) || !advertPath.MatchString(u.Path) {
		return false
	}
	last := u.Path[strings.LastIndex(strings.TrimRight(u.Path, "/"), "/")+1:]
	return pathNumber(u.Path) != "" || strings.Contains(last, "-") || oneAdvert.MatchString(u.Path)
}

// linkTitle is the title of the advert a link leads to: its words, else the
// heading beside it, else what its address says.
func linkTitle(link *goquery.Selection, address string) string {
	if heading := link.FindMatcher(headings).First(); heading.Length() > 0 && words(heading) != "" {
		return words(heading)
	}
	if own := words(link); !moreWords.MatchString(own) && len(own) <= 300 {
		return own
	}
	for _, beside := range []string{"li", "article", "tr", "div"} {
		if heading := words(link.Closest(beside).FindMatcher(headings).First()); heading != "" {
			return heading
		}
	}
	return slugTitle(address)
}

// slugTitle makes words of an address's last telling segment.
func slugTitle(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	segments := strings.Split(strings.Trim(u.Path, "/"), "/")
	for i := len(segments) - 1; i >= 0; i-- {
		words := strings.FieldsFunc(strings.TrimSuffix(segments[i], ".html"), func(r rune) bool {
			return r == '-' || r == '_' || r == '+' || r == ' ' || r >= '0' && r <= '9'
		})
		if len(words) > 1 {
			return tidy(strings.Join(words, " "))
		}
	}
	return ""
}

var nextWords = regexp.MustCompile(`(?i)^(?:next(?: page| results?)?|older|more (?:jobs|results|vacancies)|›|»|>|nesaf)\s*[›»>→]*$`)

// nextPage follows the link to the next list page, onwards only.
func nextPage(src config.Source, p *fetch.Page, doc *goquery.Document, l *Listing) {
	own := src.Options["next"]
	selection := doc.FindMatcher(nextLinks)
	if own != "" {
		selection = doc.Find(own)
	}
	if selection = selection.First(); selection.Length() == 0 && own == "" {
		selection = doc.FindMatcher(pagerLinks).FilterFunction(func(_ int, a *goquery.Selection) bool {
			return nextWords.MatchString(firstOf(words(a), a.AttrOr("aria-label", ""), a.AttrOr("title", "")))
		}).First()
	}
	if _, leads := selection.Attr("href"); !leads {
		selection = selection.FindMatcher(anyLink).First()
	}
	link := onOrigin(p, selection.AttrOr("href", ""))
	if link == "" || samePage(link, p.URL) {
		return
	}
	here, there := listNumber(p.URL), listNumber(link)
	switch {
	case there > 0 && there <= here:
		return
	case there > maxPages*oraclePage || there > maxPages && strings.Contains(link, "page"):
		l.Incomplete = append(l.Incomplete, "stopped after "+strconv.Itoa(maxPages)+" pages")
		return
	}
	l.Next = append(l.Next, get(link))
}

var listNumbers = regexp.MustCompile(`(?i)(?:[?&](?:page|p|pg|paged|start|offset|startrow|from|joboffset|pagenum|pagenumber)=|/page/)(\d{1,8})`)

// listNumber is the page or offset that a list address asks for; 0 when it names none.
func listNumber(address string) int {
	if n := toCount(submatch(listNumbers, address)); n != nil {
		return *n
	}
	return 0
}
