package probe

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/crawler/platform"
	"vacancies/normalize"
)

// maxListPages bounds the list pages read of one candidate.
const maxListPages = 3

// try has the adapter of each candidate that was not tried yet read its list and
// a few adverts.
func (w *walk) try(ctx context.Context) {
	candidates := make([]*Candidate, 0, len(w.order))
	for _, key := range w.order {
		candidates = append(candidates, w.found[key])
	}
	slices.SortStableFunc(candidates, func(a, b *Candidate) int { return b.Weight - a.Weight })
	for i, c := range candidates {
		switch {
		case ctx.Err() != nil:
			return
		case c.tried:
		case w.tried >= w.MaxTries:
			c.Problem = "not tried: enough others were more likely"
		case c.Weight < signature && slices.ContainsFunc(candidates[:i], func(b *Candidate) bool { return b.Works() && b.Weight >= signature }):
			c.Problem = "not tried: a system was recognised by its signature"
		default:
			w.tried++
			c.tried = true
			w.tryOne(ctx, c)
		}
	}
}

// works reports whether any candidate does.
func (w *walk) works() bool {
	for _, c := range w.found {
		if c.tried && c.Works() {
			return true
		}
	}
	return false
}

// rank puts the candidates into the answer: those that work first, then by
// weight and count.
func (w *walk) rank() {
	for _, key := range w.order {
		w.answer.Candidates = append(w.answer.Candidates, *w.found[key])
	}
	slices.SortStableFunc(w.answer.Candidates, func(a, b Candidate) int {
		if a.Works() != b.Works() {
			if a.Works() {
				return -1
			}
			return 1
		}
		return cmp.Or(b.Weight-a.Weight, b.Count-a.Count, len(a.Source.URL)-len(b.Source.URL))
	})
}

func (w *walk) tryOne(ctx context.Context, c *Candidate) {
	adapter, ok := w.Adapter(c.Source.Platform)
	if !ok {
		c.Problem = "no adapter for " + c.Source.Platform
		return
	}
	c.AdapterEvidence = adapter.About().Evidence
	if missing := missingOptions(adapter, c.Source); len(missing) > 0 {
		c.Problem = "needs the options " + strings.Join(missing, ", ")
		return
	}
	rows, err := w.list(ctx, adapter, c)
	switch {
	case err != nil:
		c.Problem = err.Error()
		return
	case len(rows) == 0 && c.SaysEmpty == "":
		c.Problem = "its list shows no adverts and does not say that there are none"
		return
	case len(rows) == 1 && rows[0].Advert.URL == c.Source.URL:
		c.Problem = "a single advert, not a list"
		return
	}
	if c.Inferred {
		w.inferAdverts(ctx, c, rows)
	}
	if c.Problem = w.sample(ctx, adapter, c, rows); c.Problem == "" {
		c.Problem = w.stranger(c)
		w.shared(c, rows)
	}
}

func missingOptions(adapter platform.Adapter, s config.Source) []string {
	var missing []string
	for _, o := range adapter.About().Options {
		if o.Required && s.Options[o.Name] == "" {
			missing = append(missing, o.Name)
		}
	}
	return missing
}

// list reads the candidate's first list pages.
func (w *walk) list(ctx context.Context, adapter platform.Adapter, c *Candidate) ([]platform.Row, error) {
	requests, err := adapter.Start(c.Source)
	if err != nil {
		return nil, err
	}
	var rows []platform.Row
	for read := 0; len(requests) > 0 && read < maxListPages; read++ {
		page, err := w.ask(ctx, c, requests[0])
		if err != nil {
			return nil, err
		}
		listing, err := adapter.List(c.Source, page)
		if err != nil {
			return nil, err
		}
		rows = append(rows, listing.Rows...)
		if listing.Total != nil {
			c.Total = listing.Total
		}
		if listing.SaysEmpty != "" {
			c.SaysEmpty = listing.SaysEmpty
		}
		requests = append(requests[1:], listing.Next...)
		if len(rows) >= 50 {
			break
		}
	}
	c.Count = len(rows)
	return rows, nil
}

// ask reads a page for a candidate. A host beside the list's is one that the
// source must name, so that a crawl may read it too.
func (w *walk) ask(ctx context.Context, c *Candidate, r fetch.Request) (*fetch.Page, error) {
	u, err := url.Parse(r.URL)
	if err != nil {
		return nil, fmt.Errorf("reading an address of %s: %w", c.Source.Platform, err)
	}
	list, err := url.Parse(c.Source.URL)
	if err != nil {
		return nil, fmt.Errorf("reading the address of %s: %w", c.Source.Platform, err)
	}
	if w.Refused(u.Hostname()) {
		return nil, errRefused
	}
	if mustNotOpen(u) {
		return nil, fmt.Errorf("%s looks like an application form or a log-in, which is never opened", short(r.URL))
	}
	page, err := w.fetcher.Fetch(ctx, r)
	if host := u.Hostname(); err == nil && host != list.Hostname() && !slices.Contains(c.Source.Hosts, host) {
		c.Source.Hosts = append(c.Source.Hosts, host)
	}
	return page, err
}

// maxOpened bounds the adverts opened of one candidate, readable or not.
const maxOpened = 5

// sample opens a few adverts. It says what is wrong when none of them could be
// read: a list whose adverts are not the system's is not the system's.
func (w *walk) sample(ctx context.Context, adapter platform.Adapter, c *Candidate, rows []platform.Row) string {
	opened, why := 0, ""
	for _, row := range rows {
		if len(c.Samples) == w.Samples || opened == maxOpened || ctx.Err() != nil {
			break
		}
		if row.LeftOut != "" {
			continue
		}
		advert := row.Advert
		if request, more := adapter.Detail(c.Source, row); more {
			opened++
			page, err := w.ask(ctx, c, request)
			if err == nil {
				advert, _, err = adapter.Advert(c.Source, row, page)
			}
			if err != nil {
				why = err.Error()
				continue
			}
		}
		c.Samples = append(c.Samples, advert)
	}
	if len(c.Samples) == 0 && opened > 0 {
		return "none of its adverts could be read: " + why
	}
	if c.Inferred && !slices.ContainsFunc(c.Samples, func(a normalize.Advert) bool { return a.Salary+a.Closing+a.Hours+a.Contract != "" }) {
		return "a list whose entries show neither pay, closing date, hours nor contract"
	}
	return ""
}

// inferAdverts looks at one advert's page for where its text and facts stand.
func (w *walk) inferAdverts(ctx context.Context, c *Candidate, rows []platform.Row) {
	for _, row := range rows {
		page, err := w.ask(ctx, c, fetch.Request{URL: row.Advert.URL})
		if err != nil {
			continue
		}
		maps.Copy(c.Source.Options, platform.InferAdvert(page))
		return
	}
}

// Resolve looks for a source's system as `platform: auto` does: it returns the
// best candidate, or an error in plain words that says why there is none.
func Resolve(ctx context.Context, f Fetcher, o Options) (Candidate, error) {
	answer, err := Probe(ctx, f, o)
	if err != nil {
		return Candidate{}, err
	}
	if best, ok := answer.Best(); ok {
		return best, nil
	}
	return Candidate{}, answer.why()
}

// why says why no candidate is the one.
func (a Answer) why() error {
	switch {
	case len(a.Candidates) > 0 && a.Candidates[0].Works():
		return fmt.Errorf("two systems fit equally well: %s and %s", a.Candidates[0].label(), a.Candidates[1].label())
	case len(a.Candidates) > 0:
		return fmt.Errorf("found %s, which cannot be used: %s", a.Candidates[0].label(), a.Candidates[0].Problem)
	case len(a.Read) == 0 && a.failed != nil:
		return fmt.Errorf("could not be opened: %w", a.failed)
	case len(a.Read) == 0 && len(a.Unread) > 0:
		return fmt.Errorf("could not be opened: %s", a.Unread[0])
	default:
		return fmt.Errorf("no recruitment system was recognised on %d pages from %s", len(a.Read), a.Start)
	}
}

func (c Candidate) label() string {
	u, err := url.Parse(c.Source.URL)
	if err != nil {
		return c.Source.Platform
	}
	return c.Source.Platform + " at " + u.Host
}

var _ Fetcher = (*fetch.Session)(nil)
