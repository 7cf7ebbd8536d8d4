package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"

	"vacancies/feeds"
	"vacancies/normalize/lifecycle"
)

// notice is what the webhook is told: once when a source turns bad, recovers or
// waits for a decision, and a digest once a week. The operator's page documents
// it, and /status.atom tells the same.
type notice struct {
	// ID is the same when the same is told again because no answer came.
	ID string `json:"id"`
	// Kind is bad, recovered, waiting or digest.
	Kind   string            `json:"kind"`
	At     time.Time         `json:"at"`
	Source string            `json:"source,omitempty"`
	State  lifecycle.Verdict `json:"verdict,omitempty"`
	Text   string            `json:"text"`
	Digest *digest           `json:"digest,omitempty"`
}

// digest sums up a week.
type digest struct {
	Open    int                          `json:"open"`
	Changes map[lifecycle.ChangeKind]int `json:"changes"`
	// Needs are the sources that need a person, with what for.
	Needs map[string]string `json:"needs"`
}

// metaTold is the folder's note of what the webhook was told.
const metaTold = "notify.told"

// told is when what was told last happened, by kind and source; under "" stands
// when telling began. What happened before is not told.
type told map[string]time.Time

func (t told) has(in feeds.Incident) bool {
	return !in.At.After(t[""]) || !in.At.After(t[in.Kind+"/"+in.Source])
}

// toldSoFar reads the folder's note, and begins it when there is none.
func (a *app) toldSoFar() (told, error) {
	raw, known, err := a.ledger.Meta(metaTold)
	if err != nil {
		return nil, err
	}
	t := told{}
	if !known {
		t[""] = a.now()
		return t, a.putTold(t)
	}
	if err := json.Unmarshal([]byte(raw), &t); err != nil {
		return nil, fmt.Errorf("the folder's note %s: %w", metaTold, err)
	}
	return t, nil
}

func (a *app) putTold(t told) error {
	raw, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("noting what was told: %w", err)
	}
	return a.ledger.PutMeta(metaTold, string(raw))
}

// notifier tells the webhook what the ledger shows and it has not heard. It
// works beside the rounds: a slow or broken webhook holds up nothing, and what
// it missed is told when it is back.
type notifier struct {
	*app
	// looked is how each source stood when all of it had been told.
	looked map[string]string
}

// pauseAfterFailure is how long a webhook that failed is left alone.
const pauseAfterFailure = 5 * time.Minute

// notifyLoop tells what happens until ctx ends.
func (a *app) notifyLoop(ctx context.Context) error {
	n := notifier{a, map[string]string{}}
	for {
		pause := idle
		if err := n.tellNew(ctx); err != nil && ctx.Err() == nil {
			a.logger.Error("the webhook was not told; it is tried again", "error", err)
			pause = pauseAfterFailure
		}
		if sleep(ctx, pause) != nil {
			return nil
		}
	}
}

// tellNew tells what has not been told, the oldest first, up to a first failure.
func (n notifier) tellNew(ctx context.Context) error {
	if n.config.Load().Notify.URL == "" {
		return nil
	}
	t, err := n.toldSoFar()
	if err != nil {
		return err
	}
	var fresh []notice
	stands := map[string]string{}
	for _, s := range n.ledger.Snapshot().Sources {
		stood := s.LastAttempt.String() + s.Asks()
		if n.looked[s.Source.ID] == stood {
			continue
		}
		stands[s.Source.ID] = stood
		incidents, err := feeds.IncidentsOf(n.ledger, &s)
		if err != nil {
			return err
		}
		for _, in := range incidents {
			if !t.has(in) {
				fresh = append(fresh, notice{ID: in.Key(), Kind: in.Kind, At: in.At, Source: in.Source, State: s.Verdict, Text: in.Source + ": " + in.Words})
			}
		}
	}
	slices.SortStableFunc(fresh, func(x, y notice) int { return x.At.Compare(y.At) })
	for _, note := range fresh {
		if err := n.tell(ctx, note); err != nil {
			return err
		}
		t[note.Kind+"/"+note.Source] = note.At
		if err := n.putTold(t); err != nil {
			return err
		}
	}
	maps.Copy(n.looked, stands)
	return nil
}

// metaDigest is the folder's note of the last week that was summed up.
const metaDigest = "notify.digest"

// digestLoop sends the digest of the last seven days on Monday mornings.
func (a *app) digestLoop(ctx context.Context) error {
	for sleep(ctx, time.Minute) == nil {
		week, due := digestWeek(a.now())
		if !due || a.config.Load().Notify.URL == "" {
			continue
		}
		if err := a.sendDigest(ctx, week); err != nil {
			a.logger.Error("the weekly digest was not sent", "error", err)
			if sleep(ctx, 10*time.Minute) != nil {
				break
			}
		}
	}
	return nil
}

// digestWeek names the week whose digest is due: from nine on Monday in London.
func digestWeek(now time.Time) (week string, due bool) {
	l := now.In(londonZone)
	year, number := l.ISOWeek()
	return fmt.Sprintf("%d-W%02d", year, number), l.Weekday() != time.Monday || l.Hour() >= 9
}

func (a *app) sendDigest(ctx context.Context, week string) error {
	last, known, err := a.ledger.Meta(metaDigest)
	if err != nil || last == week {
		return err
	}
	if known {
		n, err := a.digest()
		if err != nil {
			return err
		}
		if err := a.tell(ctx, n); err != nil {
			return err
		}
	}
	return a.ledger.PutMeta(metaDigest, week) // the first week has nothing behind it
}

// changesInADigest bounds how far back a digest counts.
const changesInADigest = 20_000

func (a *app) digest() (notice, error) {
	now := a.now()
	snap := a.ledger.Snapshot()
	d := &digest{Changes: map[lifecycle.ChangeKind]int{}, Needs: map[string]string{}}
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
	since := uint64(0)
	if snap.Sequence > changesInADigest {
		since = snap.Sequence - changesInADigest
	}
	changes, err := a.ledger.Changes(since, changesInADigest)
	if err != nil {
		return notice{}, err
	}
	for _, c := range changes {
		if now.Sub(c.At) <= 7*24*time.Hour && c.Announced() {
			d.Changes[c.Kind]++
		}
	}
	text := fmt.Sprintf("%d vacancies open; in the last week %d opened, %d closed, %d withdrawn; %d sources need a person",
		d.Open, d.Changes[lifecycle.Opened], d.Changes[lifecycle.ClosedIt], d.Changes[lifecycle.WithdrawnIt], len(d.Needs))
	week, _ := digestWeek(now)
	return notice{ID: "digest/" + week, Kind: "digest", At: now, Text: text, Digest: d}, nil
}

// webhook is the client of the operator's own webhook: no proxy from the
// environment, no redirects, a short wait.
var webhook = &http.Client{
	Timeout:       10 * time.Second,
	Transport:     &http.Transport{DisableKeepAlives: true},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// tell posts a notice to the webhook, where there is one.
func (a *app) tell(ctx context.Context, n notice) error {
	address := a.config.Load().Notify.URL
	if address == "" {
		return nil
	}
	body, err := json.Marshal(n)
	if err != nil {
		return fmt.Errorf("writing a notice: %w", err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("telling the webhook: %w", err)
	}
	r.Header.Set("Content-Type", "application/json")
	answer, err := webhook.Do(r)
	var of *url.Error
	if errors.As(err, &of) {
		err = of.Err // without the address: it may hold a secret
	}
	if err != nil {
		return fmt.Errorf("telling the webhook: %w", err)
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, 64<<10))
	if answer.StatusCode >= 300 {
		return fmt.Errorf("telling the webhook: it answered %s", answer.Status)
	}
	return nil
}
