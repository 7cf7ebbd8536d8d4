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
	Kind    string            `json:"kind"`
	At      time.Time         `json:"at"`
	Source  string            `json:"source,omitempty"`
	Verdict lifecycle.Verdict `json:"verdict,omitempty"`
	Text    string            `json:"text"`
	Digest  *digest           `json:"digest,omitempty"`
}

// metaTold is the folder's note of what the webhook was told.
const metaTold = "notify.told"

// told is when what was told last happened, by kind and source; under "" stands
// when telling began. What happened before is not told.
type told map[string]time.Time

func (t told) has(in feeds.Incident) bool {
	return !in.At.After(t[""]) || !in.At.After(t[toldKey(string(in.Kind), in.Source)])
}

func toldKey(kind, source string) string { return kind + "/" + source }

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
	fresh, stands, err := n.untold(t)
	if err != nil {
		return err
	}
	for _, note := range fresh {
		if err := n.tell(ctx, note); err != nil {
			return err
		}
		t[toldKey(note.Kind, note.Source)] = note.At
		if err := n.putTold(t); err != nil {
			return err
		}
	}
	maps.Copy(n.looked, stands)
	return nil
}

// untold is what there is to tell, the oldest first, and how the sources stand
// that may have something to tell.
func (n notifier) untold(t told) (fresh []notice, stands map[string]string, err error) {
	stands = map[string]string{}
	for _, s := range n.ledger.Snapshot().Sources {
		stood := s.LastAttempt.String() + s.Asks()
		if n.looked[s.Source.ID] == stood {
			continue
		}
		stands[s.Source.ID] = stood
		incidents, err := feeds.IncidentsOf(n.ledger, &s)
		if err != nil {
			return nil, nil, err
		}
		for _, in := range incidents {
			if !t.has(in) {
				fresh = append(fresh, notice{ID: in.Key(), Kind: string(in.Kind), At: in.At, Source: in.Source, Verdict: s.Verdict, Text: in.Source + ": " + in.Words})
			}
		}
	}
	slices.SortStableFunc(fresh, func(x, y notice) int { return x.At.Compare(y.At) })
	return fresh, stands, nil
}

// newWebhook is the client of the operator's own webhook: no proxy from the
// environment, no redirects, a short wait.
func newWebhook() *http.Client {
	return &http.Client{
		Timeout:       10 * time.Second,
		Transport:     &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
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
	answer, err := a.webhook.Do(r)
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
