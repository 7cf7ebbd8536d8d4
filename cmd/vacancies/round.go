package main

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"vacancies/config"
	"vacancies/crawler/platform"
	"vacancies/crawler/platform/probe"
	"vacancies/crawler/schedule"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// sideBySide is how many sources are read at once; requests to one host still
// go one after another.
const sideBySide = 12

// round reads sources side by side and commits what they brought in a fixed
// order, so that the same answers give the same ledger whichever site was
// quicker. seen is told of each harvest as it comes in.
func (a *app) round(ctx context.Context, sources []config.Source, seen func(lifecycle.Harvest)) (report, error) {
	a.rounds.Lock()
	defer a.rounds.Unlock()
	started := a.now()
	harvests := a.harvest(ctx, sources, seen)
	lifecycle.Blame(harvests, a.ledger.Snapshot().Sources, a.now())
	r := report{Started: started, Sources: []lifecycle.Run{}}
	for _, h := range harvests {
		if h.Fault == lifecycle.FaultCancelled || ctx.Err() != nil && h.Ended.IsZero() {
			continue // cut off by us: as if it had not been tried
		}
		run, err := a.commit(h)
		if err != nil {
			return r, err
		}
		r.Sources = append(r.Sources, run)
	}
	a.publish()
	r.Totals = totalsOf(r.Sources)
	r.TookMS = a.now().Sub(started).Milliseconds()
	return r, ctx.Err()
}

// harvest reads sources side by side; the harvests come back in the order of ids.
func (a *app) harvest(ctx context.Context, sources []config.Source, seen func(lifecycle.Harvest)) []lifecycle.Harvest {
	sources, crawler := slices.Clone(sources), a.reader.Load().crawler
	slices.SortFunc(sources, func(x, y config.Source) int { return strings.Compare(x.ID, y.ID) })
	harvests := make([]lifecycle.Harvest, len(sources))
	var group errgroup.Group
	group.SetLimit(sideBySide)
	var mu sync.Mutex
	for i, src := range sources {
		group.Go(func() error {
			known := a.ledgerSource(src)
			if src.Platform == config.Auto {
				src.Hosts = append(slices.Clone(src.Hosts), probe.Organisation(src.URL)...)
			}
			h := crawler.Run(ctx, src, known)
			harvests[i] = h
			mu.Lock()
			defer mu.Unlock()
			if seen != nil {
				seen(h)
			}
			return nil
		})
	}
	group.Wait()
	return harvests
}

// commit judges one harvest and commits what it is worth, with when the source
// is due next.
func (a *app) commit(h lifecycle.Harvest) (lifecycle.Run, error) {
	start := time.Now()
	now := a.now()
	var run lifecycle.Run
	_, err := a.ledger.Commit(func(v lifecycle.View) (lifecycle.Result, error) {
		result := lifecycle.Step(v, h, now)
		for i := range result.Sources {
			if result.Sources[i].Source.ID == h.Source.ID {
				result.Sources[i].NextAttempt = a.next(v, h, result.Sources[i], now)
			}
		}
		for _, r := range result.Runs {
			if r.Source == h.Source.ID {
				run = r
			}
		}
		return result, nil
	})
	if err != nil {
		return run, err
	}
	a.metrics.commit.Observe(time.Since(start).Seconds())
	a.metrics.ran(run)
	a.logger.Info("run", "source", run.Source, "outcome", run.Verdict, "count", run.Adverts,
		"opened", run.Opened, "revised", run.Revised, "closed", run.Closed, "withdrawn", run.Withdrawn,
		"took", time.Duration(run.TookMS)*time.Millisecond, "error", run.Error)
	return run, nil
}

// next is when a source is due next.
func (a *app) next(v lifecycle.View, h lifecycle.Harvest, s lifecycle.SourceState, now time.Time) time.Time {
	in := schedule.Input{ID: s.Source.ID, Every: s.Source.Every, Failures: s.Failures, RetryAfter: h.RetryAfter}
	if h.Ours { // no counter moved, yet an outage of ours ends sooner than a source's interval
		in.Failures = max(in.Failures, 1)
	}
	if r, u := a.reader.Load(), hostOf(s.Source.URL); u != "" && r != nil {
		in.CrawlDelay = r.client.CrawlDelay(u)
	}
	for _, r := range v.Listed(s.Source.ID) {
		if r.State == lifecycle.Open && !r.Vacancy.Closing.At.IsZero() {
			in.Closings = append(in.Closings, r.Vacancy.Closing.At)
		}
	}
	return schedule.Next(in, now)
}

// ledgerSource is what the ledger must know of a configured source.
func (a *app) ledgerSource(s config.Source) lifecycle.Source {
	l := lifecycle.Source{
		ID: s.ID, Kind: normalize.Kind(s.Kind), Boroughs: s.Boroughs, Platform: s.Platform, URL: s.URL,
		Evidence: s.Evidence, Republish: s.Republish, Every: s.Every, Enabled: s.IsEnabled(), Succeeds: s.Succeeds,
	}
	if adapter, ok := platform.ByName(s.Platform); ok {
		l.AdapterEvidence = adapter.About().Evidence
	}
	if s.Stopped != nil {
		l.Stopped = &lifecycle.Stopped{By: s.Stopped.By, On: s.Stopped.On, Why: s.Stopped.Why}
	}
	return l
}

// due are the configured sources whose time has come.
func (a *app) due(now time.Time) []config.Source {
	return slices.DeleteFunc(slices.Clone(a.config.Load().Sources), func(s config.Source) bool {
		state, known := a.ledger.Source(s.ID)
		return known && state.NextAttempt.After(now) && !clockWasAhead(state, now)
	})
}

// clockWasAhead reports whether a source's next attempt lies further ahead than
// any is planned (see schedule.Next), for the machine's clock ran ahead then. It
// would be left unread for as long as the clock was wrong.
func clockWasAhead(s lifecycle.SourceState, now time.Time) bool {
	return s.NextAttempt.Sub(now) > 2*schedule.MaxEvery
}

// sourcesOf are the sources with these ids that a configuration has; an id that it does
// not know is an error.
func sourcesOf(c *config.Config, ids []string) ([]config.Source, error) {
	var found []config.Source
	var unknown []string
	for _, id := range ids {
		if s, ok := c.Source(id); ok {
			found = append(found, s)
		} else {
			unknown = append(unknown, id)
		}
	}
	if len(unknown) > 0 {
		return nil, fmt.Errorf("no source is called %s; `vacancies config` lists them", strings.Join(unknown, ", "))
	}
	return found, nil
}

// hostOf is the host of an address, with its port where it has one.
func hostOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	return u.Host
}
