package platform

import (
	"fmt"
	"slices"
	"strings"

	"vacancies/crawler/fetch"
	"vacancies/normalize"
)

// usualRows is room for the rows of most pages.
const usualRows = 16

// rows gathers the rows of one list page: each key once, none without a key or
// a title, never more than a page can honestly hold.
type rows struct {
	list     []Row
	seen     map[string]bool
	nameless int
	repeats  int // rows whose key stood on the page before
	shared   int // of these, rows of another advert
	over     bool
}

// add takes a row in, unless its key is there already.
func (r *rows) add(row Row) {
	a := &row.Advert
	a.Key, a.Title = tidy(a.Key), tidy(a.Title)
	if a.Key == "" || strings.HasSuffix(a.Key, ":") || a.Title == "" {
		r.nameless++
		return
	}
	if len(r.list) >= maxRows {
		r.over = true
		return
	}
	if r.seen[a.Key] {
		r.repeats++
		if !slices.ContainsFunc(r.list, func(x Row) bool { return x.Advert.Key == a.Key && x.Advert.Title == a.Title }) {
			r.shared++
		}
		return
	}
	if r.seen == nil {
		r.seen = map[string]bool{}
		r.list = make([]Row, 0, usualRows)
	}
	r.seen[a.Key] = true
	r.list = append(r.list, row)
}

// onPage puts the rows of an HTML page into a listing, as into does, and says
// when the page was cut short.
func (r *rows) onPage(p *fetch.Page, l *Listing) {
	r.into(l)
	if broken := breaksOff(p); broken != "" {
		l.Incomplete = append(l.Incomplete, broken)
	}
}

// into puts the rows into a listing, with the reasons why some are missing.
func (r *rows) into(l *Listing) {
	l.Rows = r.list
	if r.nameless > 0 {
		l.Incomplete = append(l.Incomplete, fmt.Sprintf("rows without an id or a title: %d", r.nameless))
	}
	if r.shared > 1 && 4*r.shared >= len(r.list) {
		// One opportunity may stand twice in other words; many mean that the keys
		// are no keys, and that most of the adverts cannot be seen.
		l.Incomplete = append(l.Incomplete, fmt.Sprintf("adverts under the key of another: %d", r.shared))
	}
	if r.over {
		l.Incomplete = append(l.Incomplete, fmt.Sprintf("more than %d rows on one page", maxRows))
	}
}

// over lays what an advert's own page says over what its row said: the page's
// words win, the row's stay where the page has none. The key is the row's.
func over(row, page normalize.Advert) normalize.Advert {
	out := row
	take := func(to *string, from string) {
		if from != "" {
			*to = from
		}
	}
	take(&out.Reference, page.Reference)
	take(&out.URL, page.URL)
	take(&out.ApplyURL, page.ApplyURL)
	take(&out.Title, page.Title)
	take(&out.Employer, page.Employer)
	take(&out.Department, page.Department)
	take(&out.Salary, page.Salary)
	take(&out.Closing, page.Closing)
	take(&out.Posted, page.Posted)
	take(&out.Hours, page.Hours)
	take(&out.Contract, page.Contract)
	take(&out.Location, page.Location)
	take(&out.Description, page.Description)
	return out
}
