package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"vacancies/normalize/lifecycle"
)

// notice is what the webhook is told: once when a source turns bad, recovers or
// waits for a decision, and a digest once a week.
type notice struct {
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

// turned says what to tell of a source that went from one state to another;
// nil when nothing turned.
func turned(was, is lifecycle.SourceState, at time.Time) *notice {
	n := &notice{At: at, Source: is.Source.ID, State: is.Verdict}
	switch {
	case waits(is) != "" && waits(was) == "":
		n.Kind, n.Text = "waiting", is.Source.ID+": "+waits(is)
	case is.Failures >= failuresThatNeedSomeone && was.Failures < failuresThatNeedSomeone:
		n.Kind, n.Text = "bad", fmt.Sprintf("%s failed %d times in a row: %s", is.Source.ID, is.Failures, is.Error)
	case is.Failures == 0 && was.Failures >= failuresThatNeedSomeone:
		n.Kind, n.Text = "recovered", fmt.Sprintf("%s is read again after %d failures", is.Source.ID, was.Failures)
	default:
		return nil
	}
	return n
}

// waits says which decision a source waits for; empty when for none.
func waits(s lifecycle.SourceState) string {
	switch {
	case s.Withheld != nil:
		return "a harvest is withheld: " + s.Withheld.Reason
	case s.Unpublished() != "":
		return s.Unpublished()
	}
	return ""
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
	return notice{Kind: "digest", At: now, Text: text, Digest: d}, nil
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
