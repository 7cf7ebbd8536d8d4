package main

import (
	"context"
	"fmt"
	"time"

	"vacancies/feeds"
	"vacancies/normalize/lifecycle"
)

// digest sums up a London week.
type digest struct {
	// From and To are its Monday and its Sunday, YYYY-MM-DD.
	From string `json:"from"`
	To   string `json:"to"`
	// Open is how many vacancies of the default set are open as it is told.
	Open int `json:"open"`
	// Changes counts what was announced in that week, by kind.
	Changes map[lifecycle.ChangeKind]int `json:"changes"`
	// Needs are the sources that need a person as it is told, with what for.
	Needs map[string]string `json:"needs"`
}

// metaDigest is the folder's note of the last week in which a digest was told.
const metaDigest = "notify.digest"

// pauseAfterDigest is how long a webhook that did not take the digest is left
// alone.
const pauseAfterDigest = 10 * time.Minute

// digestLoop tells the webhook every week what the one before brought.
func (a *app) digestLoop(ctx context.Context) error {
	for sleep(ctx, time.Minute) == nil {
		if err := a.digestWhenDue(ctx); err != nil && ctx.Err() == nil {
			a.logger.Error("the weekly digest was not told; it is tried again", "error", err)
			if sleep(ctx, pauseAfterDigest) != nil {
				break
			}
		}
	}
	return nil
}

// digestWeek names the week in which a digest is due: from nine on Monday in
// London.
func digestWeek(now time.Time) (week string, due bool) {
	l := now.In(londonZone)
	year, number := l.ISOWeek()
	return fmt.Sprintf("%d-W%02d", year, number), l.Weekday() != time.Monday || l.Hour() >= 9
}

// digestWhenDue tells the digest that is due and was not told yet.
func (a *app) digestWhenDue(ctx context.Context) error {
	week, due := digestWeek(a.now())
	if !due || a.config.Load().Notify.URL == "" {
		return nil
	}
	last, known, err := a.ledger.Meta(metaDigest)
	if err != nil || last == week {
		return err
	}
	if known { // the first week has nothing behind it
		n, err := a.digest(week)
		if err != nil {
			return err
		}
		if err := a.tell(ctx, n); err != nil {
			return err
		}
	}
	return a.ledger.PutMeta(metaDigest, week)
}

// digest is what there is to tell in a week: the counts of the one before, and
// how things stand.
func (a *app) digest(week string) (notice, error) {
	now, snap := a.now(), a.ledger.Snapshot()
	was, err := feeds.LastWeek(a.ledger, snap.Sequence, now)
	if err != nil {
		return notice{}, fmt.Errorf("summing up the week: %w", err)
	}
	sunday := was.Monday.AddDate(0, 0, -1)
	d := &digest{From: was.Began.Format(time.DateOnly), To: sunday.Format(time.DateOnly), Changes: was.Changes, Needs: map[string]string{}}
	for _, r := range snap.Records {
		if r.InDefault {
			d.Open++
		}
	}
	for _, s := range snap.Sources {
		if need := needs(s); need != "" {
			d.Needs[s.Source.ID] = need
		}
	}
	text := fmt.Sprintf("%d vacancies open; in the week to %s %d opened, %d closed, %d withdrawn; %d sources need a person",
		d.Open, sunday.Format("Monday 2 January"), d.Changes[lifecycle.Opened], d.Changes[lifecycle.ClosedIt], d.Changes[lifecycle.WithdrawnIt], len(d.Needs))
	return notice{ID: "digest/" + week, Kind: "digest", At: now, Text: text, Digest: d}, nil
}
