package site

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"vacancies/feeds"
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
	Failed          string
	Sorts           []navLink
	Chosen          []Link
	Several         bool
	Unknown         []Link
	FirstPost       *Link
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

type filterGroup struct {
	Name, Title, Type, Error string
	Chosen                   int
	Open, Long               bool
	Options                  []option
}

// option is one choice of a filter. Count says how many posts it would show,
// and is empty where it is not counted; None is true where that is none.
type option struct {
	Value, Text, Count string
	None, On           bool
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
		p.CountText, p.Failed = "No search was made", "Put right what the messages say, then search again."
		return s.draw("listing", f, p)
	}
	selection := in.Edition.Select(q, in.Now)
	pages := Pages(len(selection.Records))
	number := min(max(q.Page, 1), pages)
	if number > 1 {
		f.Title = "Page " + strconv.Itoa(number) + " of " + strconv.Itoa(pages) + ": " + f.Title
		f.Canonical = s.Absolute(s.PagePath(q.Set(), number))
	}
	for _, n := range selection.NotStated { // the wider set is a feed of its own
		if !s.static {
			f.Alternates = append(f.Alternates, s.alternates(n.Query, "Vacancies: "+n.Query.Describe())...)
		}
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
		p.FirstPost = s.firstPost(in)
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
	p.Several = len(p.Chosen) > 1
	for _, n := range found.NotStated {
		p.Unknown = append(p.Unknown, Link{s.listURL(n.Query), strconv.Itoa(n.Count) + " more " + n.Words + ": include them"})
	}
	if len(found.Records) > 1 {
		for _, sort := range []struct{ value, text string }{{feeds.SortNewest, "Newest first"}, {feeds.SortClosing, "Closing soonest first"}} {
			p.Sorts = append(p.Sorts, navLink{Link{s.listURL(q.With("sort", sort.value)), sort.text}, q.Sort == sort.value || q.Sort == "" && sort.value == feeds.SortNewest})
		}
	}
}

// firstPosts are the words by which people look for a first post after
// qualifying; adverts for one often use others.
var firstPosts = []string{"asye", "nqsw", "newly qualified", "first post", "graduate"}

// firstPost leads whoever looks for a first post by words to its career stage.
func (s *Site) firstPost(in Search) *Link {
	words := strings.ToLower(in.Query.Words)
	if len(in.Query.Stages) > 0 || !slices.ContainsFunc(firstPosts, func(w string) bool { return strings.Contains(words, w) }) {
		return nil
	}
	q := in.Query.Without("q", in.Query.Words).With("stage", "nqsw")
	return &Link{s.listURL(q), capital(posts(len(in.Edition.Select(q, in.Now).Records))) + " for newly qualified social workers (ASYE)"}
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
	return "Nothing that is open fits this search. You could widen it, or follow it and hear when something comes.", instead
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
