package platform

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// wordpress reads a council's own WordPress job board: a list at /job-search/
// and an advert for each at /vacancy/<slug>/, or at /job/<slug>/ where it is made
// with WP Job Manager. It was built from the description of one such board and
// from that plugin's templates, not from a page of a council.
type wordpress struct{}

var (
	wordpressAdvert = regexp.MustCompile(`(?i)^(.*)/(?:vacanc(?:y|ies)|job)/([A-Za-z0-9%_.-]+)/?$`)
	wordpressOwn    = regexp.MustCompile(`(?i)/wp-(?:content|includes|json)|content="wordpress`)
	wordpressTag    = regexp.MustCompile(`<[a-zA-Z][^<>]*>`)
	wordpressClass  = regexp.MustCompile(`(?i)\sclass\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')`)
)

// wordpressAside are parts of a page that are no advert: a cookie dialog may own
// the page's first heading.
var wordpressAside = css("script, style, nav, header, footer, [role=dialog], [class*=cookie], [id*=cookie], [class*=breadcrumb], [class*=related], [class*=share]")

var (
	wordpressHeadings   = css("main h1, main h2, [class*=results-count], [class*=result-count], [class*=total]")
	wordpressCardHead   = css("header:has(a[href*='/vacancy/'], a[href*='/job/'])")
	wordpressWhole      = css("body, main")
	wordpressUnit       = css("article, li, tr")
	wordpressDate       = css(".date time[datetime], .date-posted time[datetime]")
	classed             = css("[class]")
	classedOrLink       = css("[class], a[href]")
	wordpressAdvertHead = css("article header")
	topHeadings         = css("h1, h2")
	wordpressText       = css(".entry-content, .vacancy-content, [class*=description]")
	wordpressRegion     = css("article, main")
)

func (wordpress) About() About {
	return About{
		Name: "wordpress", Title: "a council's WordPress job board", Evidence: "assumed",
		Surface: "the list (/job-search/ and /job-search/page/N/) and the advert pages (/vacancy/<slug>/, /job/<slug>/)",
		Permission: "Both are the council's own public pages. Never touched: the application on another system that an advert links to " +
			"(its address is shown, not opened), /wp-json/, /wp-admin/, log-in.",
		Options: []Option{employerOption},
		Markers: []string{"links to /vacancy/<slug>/ or /job/<slug>/, each with a title", "or the page's words for none, on a WordPress page"},
		Fields:  []string{"title", "salary", "closing", "location", "department"},
	}
}

// Start asks for the list; for /job-search/ where the address is a front page or an advert.
func (wordpress) Start(src config.Source) ([]fetch.Request, error) {
	u, err := url.Parse(withoutTokens(src.URL))
	if err != nil || u.Host == "" {
		return nil, configFault("wordpress", src.URL, "not an address")
	}
	if path := strings.Trim(u.Path, "/"); path == "" || wordpressAdvert.MatchString(u.Path) {
		base := submatch(wordpressAdvert, u.Path)
		u.Path, u.RawPath, u.RawQuery = base+"/job-search/", "", ""
	}
	u.Fragment = ""
	return []fetch.Request{get(u.String())}, nil
}

// repeatsClass reports whether a tag may have several class attributes.
func repeatsClass(markup []byte) bool {
	for tag := range bytes.SplitSeq(markup, []byte("<")) {
		tag, _, _ = bytes.Cut(tag, []byte(">"))
		if bytes.Count(tag, []byte("class")) > 1 {
			return true
		}
	}
	return false
}

// mergeClasses puts the class attributes of a tag that has several into one: a
// parser keeps the first alone, and the second may be what names a field.
func mergeClasses(markup []byte) []byte {
	if !repeatsClass(markup) {
		return markup
	}
	return wordpressTag.ReplaceAllFunc(markup, func(tag []byte) []byte {
		if len(tag) > 4_000 || bytes.Count(tag, []byte("class")) < 2 {
			return tag
		}
		all := wordpressClass.FindAllSubmatch(tag, 8)
		if len(all) < 2 {
			return tag
		}
		var classes []string
		for _, m := range all {
			classes = append(classes, string(m[1])+string(m[2]))
		}
		first := true
		return wordpressClass.ReplaceAllFunc(tag, func(attribute []byte) []byte {
			if !first {
				return nil
			}
			first = false
			return []byte(` class="` + strings.ReplaceAll(strings.Join(classes, " "), `"`, "") + `"`)
		})
	})
}

func (w wordpress) List(src config.Source, p *fetch.Page) (Listing, error) {
	doc, failed := parseHTML("wordpress", p, mergeClasses(p.Body))
	if failed != nil {
		return Listing{}, failed
	}
	total := statedTotal(words(doc.FindMatcher(wordpressHeadings)))
	var l Listing
	nextPage(src, p, doc, &l)
	doc.FindMatcher(wordpressAside).NotMatcher(wordpressCardHead).Remove()
	var got rows
	links := 0
	doc.FindMatcher(anyLink).Each(func(_ int, link *goquery.Selection) {
		address := absolute(p, link.AttrOr("href", ""))
		key := wordpressKey(address)
		if key == "" || onOrigin(p, address) != address {
			return
		}
		links++
		if _, known := got.seen[key]; known {
			return // the title, the picture and "read more" lead to one advert
		}
		a := wordpressCard(link, address)
		a.Key = key
		got.add(Row{Advert: a, LeftOut: leaveOut(src, a)})
	})
	if l.Total = total; links == 0 {
		return w.noRows(p, doc, Listing{Total: total})
	}
	got.onPage(p, &l)
	if len(l.Rows) == 0 {
		return Listing{}, fault("wordpress", p, lifecycle.FaultRedesign, "%d links to adverts, none with a title", links)
	}
	return l, nil
}

// noRows is a list page without a link to an advert.
func (wordpress) noRows(p *fetch.Page, doc *goquery.Document, l Listing) (Listing, error) {
	said := saysEmpty(visible(doc))
	switch ours := wordpressOwn.Match(p.Body); {
	case ours && said != "" && listNumber(p.URL) < 2 && (l.Total == nil || *l.Total == 0) && breaksOff(p) == "":
		zero := 0
		return Listing{SaysEmpty: said, Total: &zero}, nil
	case ours && listNumber(p.URL) > 1:
		l.Incomplete = append(l.Incomplete, "a further page of the list has no adverts")
		return l, nil
	}
	return Listing{}, sick("wordpress", p, "links to adverts (/vacancy/<slug>/ or /job/<slug>/)")
}

// wordpressKey is an advert's key, its slug; empty where an address is no advert's.
func wordpressKey(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	m := wordpressAdvert.FindStringSubmatch(u.Path)
	if m == nil || strings.EqualFold(m[2], "page") || strings.EqualFold(m[2], "feed") {
		return ""
	}
	return "wordpress:" + clip(strings.ToLower(m[2]), 200)
}

// wordpressCard reads what stands around a link to an advert: the largest
// element that speaks of no other.
func wordpressCard(link *goquery.Selection, address string) normalize.Advert {
	card := link
	for parent := link.Parent(); parent.Length() > 0 && !parent.IsMatcher(wordpressWhole); parent = parent.Parent() {
		if speaksOfAnother(parent.Nodes[0], address, wordpressKey(address)) {
			break
		}
		card = parent
		if card.IsMatcher(wordpressUnit) {
			break
		}
	}
	a := normalize.Advert{URL: address}
	if own := words(link); own != "" && !moreWords.MatchString(own) && len(own) <= 300 && link.FindMatcher(headings).Length() == 0 {
		a.Title = own
	} else {
		a.Title = words(card.FindMatcher(headings).First())
	}
	wordpressFields(&a, card)
	return a
}

// speaksOfAnother reports whether an element links to an advert other than key's.
func speaksOfAnother(n *nethtml.Node, base, key string) bool {
	if n.Type == nethtml.ElementNode && n.DataAtom == atom.A {
		if u := resolve(base, attrOf(n, "href")); u != nil {
			if other := wordpressKey(u.String()); other != "" && other != key {
				return true
			}
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if speaksOfAnother(c, base, key) {
			return true
		}
	}
	return false
}

// classWords writes a class as a label: "closing-date" is "closing date".
var classWords = strings.NewReplacer("-", " ", "_", " ")

// wordpressFields reads a region's fields by their labels, then by their class
// names where no label told them.
func wordpressFields(a *normalize.Advert, region *goquery.Selection) {
	pairs := labelled(region)
	if len(pairs) == 0 {
		pairs = spread(inLines(region))
	}
	// "Posted 3 days ago" says another thing every day; its time element does not.
	a.Posted = postedDate(region.FindMatcher(wordpressDate).AttrOr("datetime", ""))
	told := map[field]bool{titleField: true, noField: true, referenceField: a.Reference != "", postedField: a.Posted != ""}
	for _, pr := range pairs {
		f := fieldOf(pr.label)
		if f != titleField && value(pr.value) != "" {
			told[f] = true
			fill(a, f, pr.value)
		}
	}
	region.FindMatcher(classed).Each(func(_ int, e *goquery.Selection) {
		if e.FindMatcher(classedOrLink).Length() > 0 || e.IsMatcher(headings) {
			return
		}
		for class := range strings.FieldsSeq(e.AttrOr("class", "")) {
			f := fieldOf(classWords.Replace(class))
			if told[f] {
				continue
			}
			label, text, found := strings.Cut(words(e), ":")
			if !found || fieldOf(label) == noField {
				text = words(e)
			}
			if value(text) != "" {
				told[f] = true
				fill(a, f, text)
			}
			break
		}
	})
}

func (wordpress) Detail(_ config.Source, row Row) (fetch.Request, bool) {
	return opened(row)
}

// Advert reads an advert's page, which is known by the advert's title on it.
func (wordpress) Advert(_ config.Source, row Row, p *fetch.Page) (normalize.Advert, bool, error) {
	doc, failed := parseHTML("wordpress", p, mergeClasses(p.Body))
	if failed != nil {
		return normalize.Advert{}, false, failed
	}
	found := readPostings(doc)
	page := bodyOf(doc)
	page.FindMatcher(wordpressAside).NotMatcher(wordpressAdvertHead).Remove()
	heading := page.FindMatcher(topHeadings).FilterFunction(func(_ int, h *goquery.Selection) bool {
		return strings.EqualFold(words(h), row.Advert.Title) || resembles(words(h), row.Advert.Title)
	}).First()
	if heading.Length() == 0 {
		if saysClosed(page) != "" {
			return row.Advert, true, nil
		}
		return normalize.Advert{}, false, sick("wordpress", p, "the advert's title in a heading")
	}
	region := heading.ClosestMatcher(wordpressRegion)
	if region.Length() == 0 {
		region = page
	}
	closed := closedNotice(doc) != ""
	a := normalize.Advert{Title: words(heading)}
	region.FindMatcher(anyLink).EachWithBreak(func(_ int, link *goquery.Selection) bool {
		if strings.Contains(strings.ToLower(words(link)), "apply") {
			a.ApplyURL = absolute(p, link.AttrOr("href", ""))
		}
		return a.ApplyURL == ""
	})
	if a.Description = fragment(region.FindMatcher(wordpressText)); a.Description == "" {
		a.Description = fragment(region)
	}
	region.FindMatcher(wordpressText).Remove()
	wordpressFields(&a, region)
	a.Reference = firstOf(row.Advert.Reference, a.Reference)
	if g, ok := found.pick(p, row); ok && strings.EqualFold(g.title(), a.Title) {
		told := g.facts(p)
		told.URL, told.Reference = "", ""
		a = over(told, a)
		if a.Description == "" {
			a.Description = g.description()
		}
	}
	return over(row.Advert, a), closed, nil
}
