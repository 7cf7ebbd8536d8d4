package probe

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/crawler/platform"
)

// lastResort is the score of pages that are read only when nothing else is left.
const lastResort = 5

// walk is one probe under way.
type walk struct {
	Options
	fetcher Fetcher
	// employers tells the authority's own adverts from others'.
	employers platform.Employers
	home      *url.URL
	answer    Answer
	queue     []link
	seen      map[string]bool
	found     map[string]*Candidate // by platform and address
	order     []string
	// tried counts the candidates that their adapters were set to; thorough is true
	// once none of them worked and every page in reach is looked at.
	tried    int
	thorough bool
	// posting is true once a page with a JobPosting of its own was read.
	posting bool
}

// link is an address worth reading, with how much it promises.
type link struct {
	url   *url.URL
	score int
}

// push queues a link once.
func (w *walk) push(l link) {
	u := *l.url
	u.Fragment = ""
	key := u.String()
	if w.seen[key] || len(w.queue) > 500 {
		return
	}
	w.seen[key] = true
	w.queue = append(w.queue, link{url: &u, score: l.score})
}

// look reads pages, the most promising first, and notes every candidate.
func (w *walk) look(ctx context.Context) error {
	for len(w.queue) > 0 && len(w.answer.Read)+len(w.answer.Unread) < w.MaxPages && (w.thorough || !w.enough()) {
		next := w.take()
		// The address alone may say which system it is, even one that is all script.
		w.recognise(sign{kind: address, text: next.url.String()}, next.url)
		if mustNotOpen(next.url) {
			continue // a start on an application form: looked at, never opened
		}
		page, err := w.fetcher.Fetch(ctx, fetch.Request{URL: next.url.String()})
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			w.answer.Unread = append(w.answer.Unread, err.Error())
			if w.answer.failed == nil {
				w.answer.failed = err
			}
			continue
		}
		w.read(page)
	}
	return nil
}

// take takes the most promising link off the queue, the earlier of equals.
func (w *walk) take() link {
	best := 0
	for i, l := range w.queue {
		if l.score > w.queue[best].score {
			best = i
		}
	}
	next := w.queue[best]
	w.queue = slices.Delete(w.queue, best, best+1)
	return next
}

// enough reports whether a signature of a system was found, or a list beside an
// advert with a JobPosting, and nothing better is waiting: then more pages would
// only be a burden on the site.
func (w *walk) enough() bool {
	found, waiting := false, lastResort+1
	for _, c := range w.found {
		switch {
		case c.Weight >= signature:
			found, waiting = true, max(waiting, signature)
		case c.Source.Platform == "jobposting" && c.Weight >= aList && w.posting:
			found, waiting = true, max(waiting, 40)
		}
	}
	return found && !slices.ContainsFunc(w.queue, func(l link) bool { return l.score >= waiting })
}

// aList is the weight from which a page of adverts is a list, not one advert.
const aList = 40

// read takes the signs and links from one page.
func (w *walk) read(page *fetch.Page) {
	at, err := url.Parse(page.URL)
	if err != nil {
		return
	}
	w.answer.Read = append(w.answer.Read, page.URL)
	w.seen[page.URL] = true
	w.recognise(sign{kind: address, text: page.URL}, at)
	signs, links := survey(page, at)
	for _, s := range signs {
		w.posting = w.posting || s == sign{markup, "jobposting markup"}
		w.recognise(s, at)
	}
	if in, ok := platform.InferList(page); ok {
		w.infer(in, at)
	}
	for _, l := range links {
		if w.mayFollow(l.url) {
			w.push(l)
		}
	}
}

// mayFollow keeps the walk on the hosts it may read: the one it started from,
// hosts of the same organisation, hosts the source names, and known vendors.
func (w *walk) mayFollow(u *url.URL) bool {
	host := u.Hostname()
	if w.Refused(host) {
		w.refuse(host)
		return false
	}
	if mustNotOpen(u) {
		return false
	}
	return sameOrganisation(host, w.home.Hostname()) || slices.Contains(w.Source.Hosts, host) || Vendor(host)
}

// recognise notes the candidates that one sign speaks for.
func (w *walk) recognise(s sign, at *url.URL) {
	for _, r := range rules {
		f, ok := r.match(s, at)
		if !ok {
			continue
		}
		list, err := url.Parse(platform.WithoutTokens(f.url))
		if err != nil || list.Hostname() == "" {
			continue
		}
		if w.Refused(list.Hostname()) {
			w.refuse(list.Hostname())
			continue
		}
		key := r.platform + " " + list.String()
		if w.found[key] == nil && len(w.order) >= maxCandidates {
			continue
		}
		c := w.found[key]
		if c == nil {
			c = &Candidate{Source: w.row(r.platform, list, f.options), OwnDomain: w.own(list)}
			w.found[key] = c
			w.order = append(w.order, key)
		}
		said, like := r.why+": "+short(s.text), 0
		for _, e := range c.Evidence {
			if e == said {
				like = maxLike
			} else if strings.HasPrefix(e, r.why+": ") {
				like++
			}
		}
		if like >= maxLike {
			continue
		}
		if c.Evidence = append(c.Evidence, said); like == 0 && len(c.Evidence) > 1 {
			// Signs of another kind add weight; more of one kind are only more links.
			c.Weight += 5
		}
		c.Weight = min(max(c.Weight, r.weight), 100)
	}
}

// infer notes a list that no system is known for, with the selectors that its
// own structure suggests.
func (w *walk) infer(in platform.Inferred, at *url.URL) {
	key := "selectors " + in.Options["rows"] + " " + in.Options["link"]
	if w.found[key] != nil || len(w.order) >= maxCandidates {
		return
	}
	w.found[key] = &Candidate{Source: w.row("selectors", at, in.Options), Evidence: in.Evidence, Weight: inferred, OwnDomain: w.own(at), Inferred: true}
	w.order = append(w.order, key)
}

// maxLike bounds how many signs of one kind are told.
const maxLike = 3

// inferred is the weight of a list told by its structure alone: anything that
// is recognised comes first.
const inferred = 15

// maxCandidates bounds what a page full of links can suggest.
const maxCandidates = 200

// refuse notes that a host may not be a source.
func (w *walk) refuse(host string) {
	said := host + " ingests our feeds, so it cannot be a source"
	if !slices.Contains(w.answer.Unread, said) {
		w.answer.Unread = append(w.answer.Unread, said)
	}
}

// row is the config row of a candidate.
func (w *walk) row(name string, list *url.URL, options map[string]string) config.Source {
	s := w.Source
	s.Platform, s.URL, s.Options, s.Evidence = name, list.String(), options, "assumed"
	s.Hosts = nil
	return s
}

// own reports whether a list stands on the authority's own domain. A start on a
// vendor's host or a board says nothing of whose tenant it is, and neither does
// one that is for no authority.
func (w *walk) own(list *url.URL) bool {
	for _, host := range []string{list.Hostname(), w.home.Hostname()} {
		if Vendor(host) || under(boards, host) {
			return false
		}
	}
	return len(w.Source.Boroughs) > 0 && sameOrganisation(list.Hostname(), w.home.Hostname())
}

func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 160 {
		s = string(r[:159]) + "…"
	}
	return s
}
