package crawler

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"time"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/crawler/platform"
	"vacancies/normalize/lifecycle"
)

// Auto is the platform of a source that is to be recognised by itself.
const Auto = "auto"

// run is one run of one source.
type run struct {
	*Crawler
	ctx     context.Context
	src     config.Source
	adapter platform.Adapter
	fetcher Fetcher
	limits  Limits
	now     time.Time // when the run started: one instant for all it decides
	h       *lifecycle.Harvest

	// rebuilt is true when the list was last read by another build of the
	// program, whose reading of advert pages may have been poorer too.
	rebuilt bool
	// news is true once anything differs from what is known.
	news bool
}

// Run reads one source once and says how it went. The harvest is complete only
// as far as its evidence says; the caller judges it. What known says of the
// source is carried in the harvest unread.
func (c *Crawler) Run(ctx context.Context, src config.Source, known lifecycle.Source) lifecycle.Harvest {
	h := lifecycle.Harvest{Source: known, Started: c.Now()}
	r := &run{Crawler: c, ctx: ctx, src: src, limits: c.Limits.withDefaults(), now: h.Started, h: &h}
	if h.Skipped = whySkipped(src); h.Skipped == "" {
		r.read()
	}
	h.Ended = c.Now()
	return h
}

// whySkipped says why a source is not read at all; empty when it is.
func whySkipped(src config.Source) string {
	switch {
	case src.Stopped != nil:
		return "stopped: " + src.Stopped.Why
	case !src.IsEnabled():
		return "paused"
	case strings.TrimSpace(src.URL) == "":
		return "address wanted"
	}
	return ""
}

// read does the run: recognise where asked to, list, open, sum up.
func (r *run) read() {
	if r.src.Platform == Auto && !r.resolve() {
		return
	}
	adapter, ok := r.Adapters(r.src.Platform)
	if !ok {
		r.fail(&fetch.Error{Fault: lifecycle.FaultConfig, URL: r.src.URL, Err: errors.New("no adapter for platform " + r.src.Platform)}, nil)
		return
	}
	hosts, err := r.hosts()
	if err != nil {
		r.fail(&fetch.Error{Fault: lifecycle.FaultConfig, URL: r.src.URL, Err: err}, nil)
		return
	}
	r.adapter, r.fetcher = adapter, r.Open(r.ctx, hosts)
	defer r.addStats(r.fetcher)

	list := newWalk(r)
	if !list.read() {
		r.carryOn(list.rows)
		return
	}
	r.open(list.rows)
	r.h.Unchanged = r.h.Fault == "" && list.same && !r.news
	if r.h.Fault == "" && len(r.h.Incomplete) == 0 {
		// A list that may not be whole is read in full again the next time.
		r.h.Memos = list.memos
	}
}

// hosts are the hosts the source may read: its address's own and those it names.
func (r *run) hosts() ([]string, error) {
	own, err := fetch.Host(r.src.URL)
	if err != nil {
		return nil, err
	}
	return append([]string{own}, r.src.Hosts...), nil
}

// late reports whether the run has had its time.
func (r *run) late() bool { return r.Now().Sub(r.now) >= r.limits.Time }

// resolve finds out what a source of platform "auto" is, from what is known or
// by asking Resolve. It reports whether the run can go on.
func (r *run) resolve() bool {
	if known, ok := r.Known.Resolution(r.src.ID); ok {
		r.src = resolved(r.src, known)
		return true
	}
	if r.Resolve == nil {
		r.h.Skipped = "platform not known"
		return false
	}
	hosts, err := r.hosts()
	if err != nil {
		r.fail(&fetch.Error{Fault: lifecycle.FaultConfig, URL: r.src.URL, Err: err}, nil)
		return false
	}
	probing := r.Open(r.ctx, append(hosts, r.ProbeHosts...))
	defer r.addStats(probing)
	found, err := r.Resolve(r.ctx, r.src, probing)
	var fault *fetch.Error
	switch {
	case errors.As(err, &fault):
		r.fail(fault, nil)
		return false
	case err != nil:
		r.h.Skipped = oneLine(err.Error())
		return false
	case found == nil || found.Platform == Auto || found.URL == "":
		r.h.Skipped = "platform not recognised"
		return false
	}
	// Read as later runs will read it, so that they know its pages again.
	r.src, r.h.Resolution = resolved(r.src, *found), found
	return true
}

// resolved is a source as an earlier run found it.
func resolved(src config.Source, found lifecycle.Resolution) config.Source {
	src.Platform, src.URL = found.Platform, found.URL
	src.Hosts = slices.Concat(src.Hosts, found.Hosts)
	options := maps.Clone(found.Options)
	if options == nil {
		options = make(map[string]string)
	}
	maps.Copy(options, src.Options)
	src.Options = options
	return src
}

// addStats adds what a session sent and received.
func (r *run) addStats(f Fetcher) {
	s := f.Stats()
	r.h.Requests += s.Requests
	r.h.NotModified += s.NotModified
	r.h.Bytes += s.Bytes
}

// fail ends the run with a fault. page is the page that could not be read as
// its system's, where the fault is not the fetching's.
func (r *run) fail(err error, page *fetch.Page) {
	r.h.Fault = faultOf(err)
	r.h.Error = oneLine(err.Error())
	r.incomplete("the run ended early: " + string(r.h.Fault))
	var unfetched *fetch.Error
	switch {
	case errors.As(err, &unfetched):
		r.h.Status, r.h.RetryAfter = unfetched.Status, unfetched.RetryAfter
		if len(unfetched.Body) > 0 || unfetched.Status != 0 {
			r.h.Sample = newSample(unfetched.URL, unfetched.Status, unfetched.Header, unfetched.Body, r.Now())
		}
	case page != nil:
		r.h.Status = page.Status
		r.h.Sample = newSample(page.URL, page.Status, page.Header, page.Body, r.Now())
	}
}

// incomplete notes a reason why the list may not be whole, once.
func (r *run) incomplete(reason string) {
	reason = oneLine(reason)
	if len(r.h.Incomplete) < maxReasons && !slices.Contains(r.h.Incomplete, reason) {
		r.h.Incomplete = append(r.h.Incomplete, reason)
	}
}

// log is the crawler's logger, or one that says nothing.
func (r *run) log() *slog.Logger {
	if r.Logger == nil {
		return slog.New(slog.DiscardHandler)
	}
	return r.Logger.With("source", r.src.ID)
}
