// Package probe recognises the recruitment system behind a careers page, a
// single advert or an apply link, and says with what evidence.
//
// It reads a bounded number of pages, politely, along links whose words and
// shape say vacancies; it follows a link to a host outside the authority's own
// only when that host is a known vendor's. It must never open an application
// form, guess a tenant from a name, or take a system for the right one because
// a page of it answers: each candidate is tried by its adapter, and what it
// brings is shown to a person.
package probe

import (
	"context"
	"errors"
	"net/url"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/crawler/platform"
	"vacancies/normalize"
)

// Fetcher reads pages; a *fetch.Session is one.
type Fetcher interface {
	Fetch(context.Context, fetch.Request) (*fetch.Page, error)
}

// Options bound a probe and say whom it is for.
type Options struct {
	// Source is the row that is to be filled; its URL is where to start, its
	// boroughs say whose adverts are looked for. It may be empty but for the URL.
	Source config.Source
	// Employers are formal names of the employer besides those that its boroughs
	// are known by.
	Employers []string
	// Refused reports whether a host may never be a source (a site that ingests us).
	Refused func(host string) bool
	// Adapter finds an adapter by its platform's name.
	Adapter func(name string) (platform.Adapter, bool)
	// MaxPages bounds the pages read while looking (12), MaxTries the candidates tried (6).
	MaxPages, MaxTries int
	// Samples is how many adverts of a candidate are shown (3).
	Samples int
}

// Candidate is one system that may be the one.
type Candidate struct {
	// Source is the row to paste into the config.
	Source config.Source
	// Evidence are the signs it was recognised by, strongest first.
	Evidence []string
	// Weight is the sum of the signs' weights: above 50 is a signature of the
	// system, below is a hint.
	Weight int
	// Count is how many adverts its first pages list, Total the list's own count.
	Count int
	Total *int
	// SaysEmpty is the list's own words for "no vacancies".
	SaysEmpty string
	Samples   []normalize.Advert
	// OwnDomain is true when the list stands on the authority's own domain: that
	// of the address the probe was given for the authority, which is neither a
	// vendor's nor a board's.
	OwnDomain bool
	// AdapterEvidence is "verified" where the adapter was built from captures, else "assumed".
	AdapterEvidence string
	// Inferred is true when the selectors to read it by were worked out from the
	// page's structure: a person must look at what they bring before it is used.
	Inferred bool
	// Shared says that the board is one of several employers, so that nothing of
	// it is published until the row's option employer says which are ours; Ours
	// are the names on it that are the authority's.
	Shared string
	Ours   []string
	// Problem says why it cannot be used as it stands; empty when it can.
	Problem string
	tried   bool
}

// Works reports whether the candidate's adapter read its list.
func (c Candidate) Works() bool { return c.Problem == "" }

// Answer is what a probe found.
type Answer struct {
	Start string
	// Read are the addresses read while looking, in order.
	Read []string
	// Candidates are ranked: those that work first, then by weight and count.
	Candidates []Candidate
	// Unread are pages that could not be read, with the reason.
	Unread []string

	failed error // the first fetch that did
}

// Best is the one candidate to use; false when none works, or when two
// different systems work equally well and a person must choose.
func (a Answer) Best() (Candidate, bool) {
	if len(a.Candidates) == 0 || !a.Candidates[0].Works() {
		return Candidate{}, false
	}
	if len(a.Candidates) > 1 {
		first, second := a.Candidates[0], a.Candidates[1]
		if second.Works() && second.Weight == first.Weight && second.Count == first.Count && second.Source.Platform != first.Source.Platform {
			return Candidate{}, false
		}
	}
	return a.Candidates[0], true
}

// errRefused is a start on a site that ingests us.
var errRefused = errors.New("this site ingests our feeds, so it cannot be a source")

// Probe looks for the system behind o.Source.URL.
func Probe(ctx context.Context, f Fetcher, o Options) (Answer, error) {
	o = o.withDefaults()
	start, err := url.Parse(o.Source.URL)
	if err != nil || start.Hostname() == "" {
		return Answer{}, errors.New("probing needs a whole http or https address")
	}
	if o.Refused(start.Hostname()) {
		return Answer{}, errRefused
	}
	w := walk{Options: o, employers: platform.EmployersOf(o.Source, o.Employers...), fetcher: f, home: start, found: map[string]*Candidate{}, seen: map[string]bool{}}
	w.answer.Start = start.String()
	w.push(link{url: start, score: 100})
	// Where the start is an advert or a form, the site's front page may lead to its list.
	w.push(link{url: &url.URL{Scheme: start.Scheme, Host: start.Host, Path: "/"}, score: lastResort})
	if err := w.look(ctx); err != nil {
		return w.answer, err
	}
	if w.try(ctx); !w.works() {
		// What was recognised leads nowhere: the pages not looked at yet may.
		w.thorough = true
		if err := w.look(ctx); err != nil {
			return w.answer, err
		}
		w.try(ctx)
	}
	w.rank()
	return w.answer, ctx.Err()
}

func (o Options) withDefaults() Options {
	if o.MaxPages <= 0 {
		o.MaxPages = 12
	}
	if o.MaxTries <= 0 {
		o.MaxTries = 6
	}
	if o.Samples <= 0 {
		o.Samples = 3
	}
	if o.Refused == nil {
		o.Refused = func(string) bool { return false }
	}
	if o.Adapter == nil {
		o.Adapter = platform.ByName
	}
	return o
}
