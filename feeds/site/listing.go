package site

import (
	"html/template"
	"net/url"
	"strconv"
	"strings"
	"time"

	"vacancies/feeds"
	"vacancies/normalize/text"
)

// PerPage is how many vacancies one page of a list shows.
const PerPage = 20

// Search is what a listing page is drawn from.
type Search struct {
	Edition *feeds.Edition
	Query   feeds.Query
	// Given are the parameters as they were asked, to show them again where they were wrong.
	Given url.Values
	// Errors are what could not be taken; unknown parameters only make a notice.
	Errors []feeds.QueryError
	Now    time.Time
}

// Failed reports whether the search is to be refused: status 400.
func (s Search) Failed() bool {
	for _, e := range s.Errors {
		if !e.Unknown {
			return true
		}
	}
	return false
}

type listingPage struct {
	Heading, Action string
	Static          bool
	Errors          []listingError
	Words, Pay      field
	Groups          []filterGroup
	FiltersOpen     bool
	ChosenCount     int
	Hidden          []hidden
	Clear           string
	CountText       string
	Sorts           []navLink
	Chosen          []Link
	Unknown         []unknownLink
	Cards           []card
	Nothing         string
	Instead         []Link
	Pages           *pager
	Coverage        *coverageNote
	Told            *toldBox
}

type listingError struct{ Target, Text string }

type field struct{ Value, Error string }

type hidden struct{ Name, Value string }

type unknownLink struct {
	Link
	Feed string
}

type filterGroup struct {
	Name, Title, Type, Error string
	Chosen                   int
	Open, Long               bool
	Options                  []option
}

type option struct {
	Value, Text string
	Count       int
	ShowCount   bool
	On          bool
}

// Pages is how many pages n vacancies fill, at least one.
func Pages(n int) int { return max(1, (n+PerPage-1)/PerPage) }

// Listing draws a search and what it finds.
func (s *Site) Listing(in Search) ([]byte, error) {
	q := in.Query
	p := listingPage{Action: s.Link("/vacancies"), Static: s.static, Heading: "Vacancies"}
	if d := q.Describe(); d != "" && s.static {
		p.Heading += ": " + d
	}
	f := s.frame("Vacancies"+colon(q.Describe()), s.SetPath(q, ""), "/vacancies")
	f.NoIndex = !q.IsDefault() && !s.static
	f.Alternates = s.alternates(q, "Vacancies"+colon(q.Describe()))
	f.Notices = s.notices(in)
	s.form(&p, in)
	if in.Failed() {
		f.Title, f.NoIndex, f.Alternates = "Error: "+f.Title, true, nil
		p.CountText = "No search was made"
		return s.draw("listing", f, p)
	}
	selection := in.Edition.Select(q, in.Now)
	pages := Pages(len(selection.Records))
	number := min(max(q.Page, 1), pages)
	if number > 1 {
		f.Title = "Page " + strconv.Itoa(number) + " of " + strconv.Itoa(pages) + ": " + f.Title
		f.Canonical = s.Absolute(s.PagePath(q.Set(), number))
	}
	s.results(&p, in, selection, number)
	return s.draw("listing", f, p)
}

// results fills in what was found.
func (s *Site) results(p *listingPage, in Search, found feeds.Selection, number int) {
	q, total := in.Query, len(found.Records)
	switch total {
	case 0:
		p.CountText = "No vacancies found"
	case 1:
		p.CountText = "1 vacancy"
	default:
		p.CountText = strconv.Itoa(total) + " vacancies"
	}
	if pages := Pages(total); pages > 1 {
		p.CountText += ", page " + strconv.Itoa(number) + " of " + strconv.Itoa(pages)
		p.Pages = s.pager(number, pages, func(n int) string { return s.Link(s.PagePath(q, n)) })
	}
	if !s.static {
		s.choices(p, found)
	}
	p.Cards = s.cards(found.Records[(number-1)*PerPage:min(total, number*PerPage)], in.Now)
	note := s.coverage(in.Edition.Coverage(), q.Boroughs)
	p.Coverage = &note
	p.Told = s.told(q)
	if total == 0 {
		p.Nothing, p.Instead = s.nothing(in)
	}
}

// choices fills in what can be taken out of a search, added to it, and its order.
func (s *Site) choices(p *listingPage, found feeds.Selection) {
	q := found.Query
	for _, c := range q.Chosen() {
		p.Chosen = append(p.Chosen, Link{s.listURL(q.Without(c.Param, c.Value)), c.Label})
	}
	for _, n := range found.NotStated {
		p.Unknown = append(p.Unknown, unknownLink{
			Link{s.listURL(n.Query), strconv.Itoa(n.Count) + " more " + n.Words + ": include them"},
			s.Link(s.SetPath(n.Query, ".rss"))})
	}
	if len(found.Records) > 1 {
		for _, sort := range []struct{ value, text string }{{feeds.SortNewest, "Newest first"}, {feeds.SortClosing, "Closing soonest first"}} {
			p.Sorts = append(p.Sorts, navLink{Link{s.listURL(q.With("sort", sort.value)), sort.text}, q.Sort == sort.value || q.Sort == "" && sort.value == feeds.SortNewest})
		}
	}
}

// nothing says what to do with an empty result: which filter to give up, and
// how many posts that would bring.
func (s *Site) nothing(in Search) (string, []Link) {
	chosen := in.Query.Chosen()
	if len(chosen) == 0 || s.static {
		return "No vacancies are open at present in what we read.", nil
	}
	var instead []Link
	for _, c := range chosen {
		wider := in.Query.Without(c.Param, c.Value)
		if n := len(in.Edition.Select(wider, in.Now).Records); n > 0 {
			instead = append(instead, Link{s.listURL(wider), "Without " + quoted(c.Label) + ": " + posts(n)})
		}
	}
	if len(instead) == 0 {
		instead = []Link{{s.Link("/vacancies"), "All vacancies"}}
	}
	return "Nothing open fits all of these filters. You could give one up, or follow this search and be told when something comes.", instead
}

// quoted puts a choice's words in quotation marks, where they have none.
func quoted(words string) string {
	if strings.HasPrefix(words, "“") {
		return words
	}
	return "“" + words + "”"
}

// listURL is the address of a search.
func (s *Site) listURL(q feeds.Query) string { return s.Link("/vacancies" + ask(q.Encode())) }

// ask puts the question mark before a query string that is not empty.
func ask(query string) string {
	if query == "" {
		return ""
	}
	return "?" + query
}

func colon(words string) string {
	if words == "" {
		return ""
	}
	return ": " + words
}

// notices say which parameters were ignored.
func (s *Site) notices(in Search) []string {
	var out []string
	for _, e := range in.Errors {
		if e.Unknown {
			out = append(out, "“"+clip(e.Param, 40)+"” is not a filter we have; it was ignored.")
		}
	}
	if len(out) > 3 {
		out = append(out[:3], "More parameters that we do not have were ignored.")
	}
	return out
}

// clip is foreign text on one line, at most n letters of it.
func clip(s string, n int) string {
	s = strings.Join(strings.Fields(text.Clean(s)), " ")
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

// form fills in the search form with what was asked and the counts per choice.
func (s *Site) form(p *listingPage, in Search) {
	q := in.Query
	p.Words.Value = q.Words
	if q.PayMin > 0 {
		p.Pay.Value = strconv.Itoa(q.PayMin)
	}
	wrong := map[string]string{}
	for _, e := range in.Errors {
		if !e.Unknown {
			target, name := fieldOf(e.Param)
			p.Errors = append(p.Errors, listingError{target, name + " " + e.Message})
			wrong[e.Param] = name + " " + e.Message
		}
	}
	if p.Words.Error = wrong["q"]; p.Words.Error != "" {
		p.Words.Value = clip(in.Given.Get("q"), 200)
	}
	if p.Pay.Error = wrong["pay_min"]; p.Pay.Error != "" {
		p.Pay.Value = clip(in.Given.Get("pay_min"), 12)
	}
	for _, c := range in.Edition.Facets(q, in.Now) {
		if c.Param != "pay_min" { // it has a field of its own
			g := group(c, wrong[c.Param])
			p.Groups = append(p.Groups, g)
			p.ChosenCount += g.Chosen
		}
	}
	p.FiltersOpen = len(p.Errors) > 0
	if q.Sort != "" {
		p.Hidden = append(p.Hidden, hidden{"sort", q.Sort})
	}
	for _, u := range q.Unstated {
		p.Hidden = append(p.Hidden, hidden{"unstated", u})
	}
	if len(q.Chosen()) > 0 {
		p.Clear = s.Link("/vacancies")
	}
}

// group is one filter of the form.
func group(c feeds.Choices, wrong string) filterGroup {
	g := filterGroup{Name: c.Param, Title: c.Label, Type: "checkbox", Error: wrong, Long: len(c.Choices) > 14}
	single := c.Param == "closing" || c.Param == "added"
	if single {
		g.Type = "radio"
		g.Options = append(g.Options, option{Text: "Any time", On: true})
	}
	for _, o := range c.Choices {
		g.Options = append(g.Options, option{Value: o.Value, Text: o.Label, Count: o.Count, ShowCount: true, On: o.Chosen})
		if o.Chosen && !(c.Param == "scope" && o.Value == "in") {
			g.Chosen++
		}
		if o.Chosen && single {
			g.Options[0].On = false
		}
	}
	g.Open = g.Chosen > 0 || wrong != "" || c.Param == "stage"
	return g
}

// fieldOf is the form field that a parameter's error links to, and its name.
func fieldOf(param string) (target, name string) {
	switch param {
	case "q":
		return "q", "Words in the advert"
	case "pay_min":
		return "pay_min", "Pay"
	case "page", "sort", "unstated":
		return "results", map[string]string{"page": "Page", "sort": "Order", "unstated": "What is not stated"}[param]
	}
	for _, c := range feeds.Vocabularies() {
		if c.Name == param {
			return "f-" + param, c.Label
		}
	}
	return "f-" + param, map[string]string{"borough": "Borough", "closing": "Closing", "added": "Added", "visa": "Visa"}[param]
}

// pager is the pagination of a list by the GOV.UK pattern: first, last, the
// current page and its neighbours; absent when there is one page.
type pager struct {
	Previous, Next string
	Items          []pageItem
}

type pageItem struct {
	URL     string
	Number  int
	Current bool
	Gap     bool
}

func (s *Site) pager(current, pages int, address func(int) string) *pager {
	p := &pager{}
	if current > 1 {
		p.Previous = address(current - 1)
	}
	if current < pages {
		p.Next = address(current + 1)
	}
	last := 0
	for n := 1; n <= pages; n++ {
		if n != 1 && n != pages && (n < current-1 || n > current+1) {
			continue
		}
		if n > last+1 {
			p.Items = append(p.Items, pageItem{Gap: true})
		}
		p.Items = append(p.Items, pageItem{URL: address(n), Number: n, Current: n == current})
		last = n
	}
	return p
}

// toldBox is "Keep me told" for one search.
type toldBox struct {
	Intro string
	Ways  []way
	Feeds []feedLink
	Help  string
}

type way struct {
	URL     template.URL
	Text    string
	Hint    string
	Outside bool
}
