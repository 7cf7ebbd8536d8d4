package main

import (
	"context"
	"time"

	"vacancies/config"
	"vacancies/normalize/lifecycle"
)

// keepTime commits closings at their instant, and at the start what was missed
// while nobody was looking; once a day it forgets what the retention periods say.
func (a *app) keepTime(ctx context.Context) error {
	var pruned time.Time
	for {
		if err := a.tick(); err != nil {
			return err
		}
		if a.now().Sub(pruned) > 24*time.Hour {
			if err := a.prune(); err != nil {
				return err
			}
			pruned = a.now()
		}
		if err := sleep(ctx, a.untilTick()); err != nil {
			return nil
		}
	}
}

// tick commits what the clock says.
func (a *app) tick() error {
	now := a.now()
	if next := a.ledger.Snapshot().NextTick(); next.IsZero() || next.After(now) {
		return nil
	}
	_, err := a.ledger.Commit(func(v lifecycle.View) (lifecycle.Result, error) { return lifecycle.Tick(v, now), nil })
	a.publish()
	return err
}

// maxTickWait bounds a sleep, so that a commit that brings an earlier closing is
// noticed, and a machine that slept wakes to the right time.
const maxTickWait = 5 * time.Second

func (a *app) untilTick() time.Duration {
	next := a.ledger.Snapshot().NextTick()
	if next.IsZero() {
		return maxTickWait
	}
	return min(max(next.Sub(a.now()), 10*time.Millisecond), maxTickWait)
}

// prune forgets what the retention periods say, a batch at a time.
func (a *app) prune() error {
	keep := retention(a.config.Load().Site.Retention)
	for {
		again, err := a.ledger.Commit(func(v lifecycle.View) (lifecycle.Result, error) {
			return lifecycle.Prune(v, a.now(), keep), nil
		})
		if err != nil {
			return err
		}
		if again.Empty() {
			break
		}
	}
	_, err := a.ledger.Commit(func(lifecycle.View) (lifecycle.Result, error) {
		return lifecycle.PruneRuns(a.now(), keep), nil
	})
	return err
}

func retention(r config.Retention) lifecycle.Retention {
	return lifecycle.Retention{Closed: r.Closed, Raw: r.Raw, Samples: r.Samples, Runs: r.Closed}
}

// sleep waits, or ends early with ctx's error.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
