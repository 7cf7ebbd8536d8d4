// Package crawler reads one source once: it asks the source's adapter what to
// read next, fetches it, and hands back a Harvest: the adverts, and the evidence
// of how complete they are.
//
// It must never judge an advert or a harvest, store anything, or reach the
// network otherwise than through the Fetcher it is given. Whatever a site does,
// Run ends with a Harvest that says so; it never panics and never takes silence
// for an empty list.
package crawler

import (
	"context"
	"log/slog"
	"time"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/crawler/platform"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// Fetcher reads pages of one source in one run; a *fetch.Session is one.
type Fetcher interface {
	Fetch(context.Context, fetch.Request) (*fetch.Page, error)
	Stats() fetch.Stats
}

// Known is what earlier runs left behind.
type Known interface {
	// Sighting is the advert as it was last seen.
	Sighting(advertID string) (lifecycle.Sighting, bool)
	// Memo is what was kept of a source's list page.
	Memo(source, url string) (lifecycle.Memo, bool)
	// Prior is what the ledger makes of an advert.
	Prior(advertID string) (Prior, bool)
	// LeftOut are the rows of a source that are not ours, as the latest whole run
	// left them: names, dates and reasons, without what their pages said.
	LeftOut(source string) []lifecycle.Sighting
	// Unclaimed is why nothing of a source's board was ours when it was last read.
	Unclaimed(source string) (lifecycle.Unclaimed, bool)
	// Resolution is what `platform: auto` found for a source. One that is doubted
	// failed several times: where it fails once more, the source is looked for
	// anew, and what is found elsewhere is a proposal.
	Resolution(source string) (found lifecycle.Resolution, doubted, ok bool)
}

// Prior is what the ledger makes of an advert: whether it is open and in scope,
// and when it closes (zero when not known).
type Prior struct {
	Open    bool
	InScope bool
	Closing time.Time
}

// Want says whether the page behind a row is worth opening. It is false only
// when the row is certainly out by its title and department.
type Want func(normalize.Advert) bool

// Crawler reads sources. Its fields are set once, before the first Run; it may
// then run several sources at the same time.
type Crawler struct {
	// Open starts a session that may read these hosts (names, with a port where
	// it is not the usual one; "*.example.org" stands for all below).
	Open func(ctx context.Context, hosts []string) Fetcher
	// Adapters finds a platform's adapter.
	Adapters func(name string) (platform.Adapter, bool)
	// Resolve finds out what a source with `platform: auto` is: what to remember,
	// and to read it by. An error that is not a *fetch.Error is the reason why
	// the source is skipped.
	Resolve func(context.Context, config.Source, Fetcher) (*lifecycle.Resolution, error)
	// ProbeHosts are the hosts that Resolve may read besides the source's own.
	ProbeHosts []string
	// Known is asked for what earlier runs left behind; it must not change during a run.
	Known Known
	// Want decides which advert pages are worth opening; nil opens all.
	Want Want
	// Now is the clock.
	Now func() time.Time
	// Logger is told of adapters that panic; nil is silence.
	Logger *slog.Logger
	// Build names the program's build: a list page's stored reading is used
	// again only by the build that made it, so that a better adapter reads anew.
	Build string
	// Limits bound each run.
	Limits Limits
}

// Limits bound one run; a zero field has its default.
type Limits struct {
	Pages   int // list pages (200)
	Rows    int // rows over all list pages (10,000)
	Details int // advert pages opened (500)
	// Time is after how long no further page is asked for (20 min): the others
	// that were begun at the same time wait for the slowest to be committed.
	Time time.Duration
	// Daily is after how long the page of an open advert in scope is read again (24 h).
	Daily time.Duration
}

// withDefaults fills in what is not set.
func (l Limits) withDefaults() Limits {
	if l.Pages <= 0 {
		l.Pages = 200
	}
	if l.Rows <= 0 {
		l.Rows = 10_000
	}
	if l.Details <= 0 {
		l.Details = 500
	}
	if l.Time <= 0 {
		l.Time = 20 * time.Minute
	}
	if l.Daily <= 0 {
		l.Daily = 24 * time.Hour
	}
	return l
}
