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
	// employers tells ours from the others of a shared board.
	employers platform.Employers
	page      *fetch.Page                   // the last page of the list
	left      map[string]lifecycle.Sighting // see strangers

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
	if r.src.Platform == Auto {
		r.auto()
		return
	}
	r.readList()
}

// readList reads a source whose platform is known.
func (r *run) readList() {
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
	r.adapter, r.fetcher, r.employers = adapter, r.Open(r.ctx, hosts), platform.EmployersOf(r.src)
	defer r.addStats(r.fetcher)

	list := newWalk(r)
	whole := list.read()
	r.page = list.last
	switch {
	case r.unclaimed(list.rows):
		r.leave(list.rows)
	case r.h.Fault != "" && whole: // another's board
		return
	case !whole:
		r.carryOn(list.rows)
	default:
		r.open(list.rows)
	}
	r.claim()
	if !whole {
		return
	}
	if r.h.Sample == nil && r.page != nil {
		// Should the harvest be doubted after all, this is what it rests on.
		r.h.Sample = newSample(r.page.URL, r.page.Status, r.page.Header, r.page.Body, r.Now())
	}
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

// auto reads a source of platform "auto" by what is known of it, or by what
// Resolve finds. Where what is known has failed several times and fails again,
// it is looked for anew; what is found elsewhere is read as a proposal.
func (r *run) auto() {
	asked := r.src
	known, doubted, ok := r.Known.Resolution(asked.ID)
	if !ok {
		if r.resolve() {
			r.readList()
		}
		return
	}
	r.src = resolved(asked, known)
	r.readList()
	if v := r.h.Fault.Verdict(); !doubted || r.h.Fault == "" || v == lifecycle.Skipped {
		return
	}
	failed := *r.h
	*r.h = lifecycle.Harvest{Source: failed.Source, Started: failed.Started, Pages: failed.Pages,
		Requests: failed.Requests, NotModified: failed.NotModified, Bytes: failed.Bytes}
	r.src, r.left = asked, nil
	if r.resolve() && (r.h.Resolution.Platform != known.Platform || r.h.Resolution.URL != known.URL) {
		r.readList()
		if r.h.Fault == "" {
			return
		}
	}
	failed.Requests, failed.NotModified, failed.Bytes = r.h.Requests, r.h.NotModified, r.h.Bytes
	*r.h = failed
}

// resolve finds out what a source of platform "auto" is by asking Resolve. It
// reports whether the run can go on.
func (r *run) resolve() bool {
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
