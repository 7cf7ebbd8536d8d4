package main

import (
	"context"
	"errors"
	"fmt"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"vacancies/config"
	"vacancies/feeds/web"
	"vacancies/normalize/lifecycle"
	"vacancies/store"
)

// live is `vacancies run`: it crawls on schedule and serves.
func live(ctx context.Context, c call) int {
	a, code := c.openToServe()
	if a == nil {
		return code
	}
	defer a.close()
	if err := a.connect(); err != nil {
		return c.refuse(err)
	}
	a.warnWhenNew()
	if err := a.announceSources(a.config.Load()); err != nil {
		return c.fail(err)
	}
	a.reads = true
	if err := a.hold(ctx, c, a.crawlLoop, a.backupLoop, a.notifyLoop, a.digestLoop, a.reloadLoop); err != nil {
		return c.fail(err)
	}
	return exitOK
}

// openToServe reads the flags of a command that holds the folder and opens it;
// without an app, the exit code to end with.
func (c call) openToServe() (*app, int) {
	var s settings
	fs := newFlags(c.name)
	s.dataFlag(fs)
	s.configFlags(fs)
	s.serveFlags(fs)
	if _, code, ok := c.parse(fs, 0, 0); !ok {
		return nil, code
	}
	s.absolute(c)
	hup := hangups()
	a, err := open(s, c.streams, nil)
	if err != nil {
		signal.Stop(hup)
		return nil, c.refuse(err)
	}
	a.hangups = hup
	return a, exitOK
}

// warnWhenNew tells who may have named the wrong folder that nothing is in it.
func (a *app) warnWhenNew() {
	if len(a.ledger.Snapshot().Sources) == 0 {
		a.logger.Warn("the ledger is a new one, and nothing is known yet; is --data right?", "file", filepath.Join(a.settings.data, store.FileName))
	}
}

// announceSources tells the ledger which sources are configured now, and names
// those that left the configuration: they are paused, not forgotten.
func (a *app) announceSources(c *config.Config) error {
	var sources []lifecycle.Source
	for _, s := range c.Sources {
		sources = append(sources, a.ledgerSource(s))
	}
	now := a.now()
	if _, err := a.ledger.Commit(func(v lifecycle.View) (lifecycle.Result, error) {
		return lifecycle.Configure(v, sources, now), nil
	}); err != nil {
		return err
	}
	for _, s := range a.ledger.Snapshot().Sources {
		if s.Absent {
			a.logger.Warn("paused, since it is no longer in the configuration; its last good state stays", "source", s.Source.ID)
		}
	}
	return nil
}

// idle is the longest the crawl loop sleeps, so that a changed configuration or
// a request to look again is noticed soon.
const idle = 5 * time.Second

// crawlLoop reads whatever is due until ctx ends. A round that fails to commit
// ends the program: a ledger that cannot be written must not look alive.
func (a *app) crawlLoop(ctx context.Context) error {
	for {
		if due := a.due(a.now()); len(due) > 0 {
			if _, err := a.round(ctx, due, nil); err != nil && !errors.Is(err, context.Canceled) {
				return err
			}
		}
		if sleep(ctx, idle) != nil {
			return nil
		}
	}
}

// crawlOnce is `vacancies crawl`: one round, then the report.
func crawlOnce(ctx context.Context, c call) int {
	var s settings
	var all, asJSON bool
	fs := newFlags(c.name)
	s.dataFlag(fs)
	s.configFlags(fs)
	fs.BoolVar(&all, "all", false, "also read sources that are not due")
	fs.BoolVar(&asJSON, "json", false, "print the report as one JSON document")
	ids, code, ok := c.parse(fs, 0, -1)
	if !ok {
		return code
	}
	return c.with(ctx, s, func(ctx context.Context, a *app) int {
		if err := a.connect(); err != nil {
			return c.refuse(err)
		}
		if err := c.inForce(a, s, ids); err != nil {
			return c.refuse(err)
		}
		sources, err := sourcesOf(a.config.Load(), ids)
		switch {
		case err != nil:
			return complain(c.streams, "vacancies crawl: %v", err)
		case len(ids) == 0 && all:
			sources = a.config.Load().Sources
		case len(ids) == 0:
			sources = a.due(a.now())
		}
		if c.app == nil {
			if err := a.announceSources(a.config.Load()); err != nil {
				return c.fail(err)
			}
		}
		return c.oneRound(ctx, a, sources, asJSON)
	})
}

// oneRound reads sources, shows a person how it goes, and prints the report.
func (c call) oneRound(ctx context.Context, a *app, sources []config.Source, asJSON bool) int {
	if err := a.tick(); err != nil {
		return c.fail(err)
	}
	if c.app == nil && a.config.Load().Notify.URL != "" {
		if _, err := a.toldSoFar(); err != nil {
			return c.fail(err)
		}
	}
	show := newProgress(c.streams, len(sources))
	r, err := a.round(ctx, sources, show.done)
	show.wait()
	if err != nil && !errors.Is(err, context.Canceled) {
		return c.fail(err)
	}
	switch {
	case asJSON:
		if code := c.document(r); code != exitOK {
			return code
		}
	case len(sources) == 0:
		fmt.Fprintln(c.out, "no source is due; --all reads them all the same")
	default:
		table(c.out, r.Sources)
	}
	if c.app == nil {
		if err := (notifier{a, map[string]string{}}).tellNew(ctx); err != nil && ctx.Err() == nil {
			a.logger.Error("the webhook was not told; the next round tries again", "error", err)
		}
	}
	if ctx.Err() != nil || !r.healthy() {
		return exitBad
	}
	return exitOK
}

// lookAgain queues one polite re-read of a source, at most every quarter of an hour.
func (a *app) lookAgain(source string) error {
	state, ok := a.ledger.Source(source)
	if !ok {
		return fmt.Errorf("no source is called %q", source)
	}
	if since := a.now().Sub(state.LastAttempt); since < web.LookAgainEvery {
		return fmt.Errorf("%s was read %s ago; it can be read again %s after that", source, since.Round(time.Minute), web.LookAgainEvery)
	}
	now := a.now()
	_, err := a.ledger.Commit(func(v lifecycle.View) (lifecycle.Result, error) {
		state, _ := v.Source(source)
		state.NextAttempt = now
		return lifecycle.Result{Sources: []lifecycle.SourceState{state}}, nil
	})
	return err
}

// serve is `vacancies serve`: it serves what the folder holds and commits closings.
func serve(ctx context.Context, c call) int {
	a, code := c.openToServe()
	if a == nil {
		return code
	}
	defer a.close()
	a.warnWhenNew()
	if err := a.hold(ctx, c, a.reloadLoop); err != nil {
		return c.fail(err)
	}
	return exitOK
}

// printConfig is `vacancies config`.
func printConfig(ctx context.Context, c call) int {
	var s settings
	fs := newFlags(c.name)
	s.configFlags(fs)
	if _, code, ok := c.parse(fs, 0, 0); !ok {
		return code
	}
	s.absolute(c)
	cfg, err := loadConfig(s)
	if err != nil {
		return complain(c.streams, "%v", err)
	}
	slices.SortFunc(cfg.Sources, func(x, y config.Source) int { return strings.Compare(x.ID, y.ID) })
	if err := cfg.Print(c.out); err != nil {
		return c.fail(err)
	}
	return exitOK
}
