package web_test

import (
	"errors"
	"net/http"
	"slices"
	"testing"

	"vacancies/feeds"
	"vacancies/feeds/feedstest"
	"vacancies/feeds/web"
	"vacancies/feeds/web/webtest"
	"vacancies/normalize/lifecycle"
)

// twice is a snapshot that holds one vacancy twice, which no feed may.
func twice(snap *lifecycle.Snapshot) *lifecycle.Snapshot {
	next := *snap
	i := slices.IndexFunc(next.Records, func(r *lifecycle.Record) bool { return r.ID == feedstest.ID(webtest.Plain) })
	next.Records = slices.Insert(slices.Clone(next.Records), i, next.Records[i])
	next.Sequence++
	return &next
}

func TestAFeedThatFailsItsCheckGivesWayToTheLastGoodOne(t *testing.T) {
	h := newHarness(t)
	good := h.ledger.Snap
	before := map[string]*http.Response{}
	for _, f := range feeds.Formats() {
		before[string(f)] = h.get("/vacancies." + string(f))
	}
	h.ledger.Snap = twice(good)
	for ext, was := range before {
		now := h.get("/vacancies." + ext)
		if now.StatusCode != 200 || now.Header.Get("ETag") != was.Header.Get("ETag") || now.Header.Get("Last-Modified") != was.Header.Get("Last-Modified") {
			t.Errorf("%s: %d, ETag %s, Last-Modified %s", ext, now.StatusCode, now.Header.Get("ETag"), now.Header.Get("Last-Modified"))
		}
	}
	wants(t, text(t, h.get("/status")), "A check failed, and the last good version is served", "stands twice")
	if r := h.get("/readyz"); r.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("readyz answers %d", r.StatusCode)
	}
	h.ledger.Snap = good
	lacks(t, text(t, h.get("/status")), "A check failed")
	if r := h.get("/readyz"); r.StatusCode != 200 {
		t.Errorf("once it is right again, readyz answers %d", r.StatusCode)
	}
}

func TestWithoutAGoodOneAFeedIsUnavailableAndNeverEmpty(t *testing.T) {
	h := newHarness(t)
	h.ledger.Snap = twice(h.ledger.Snap)
	r := h.get("/vacancies.json")
	if r.StatusCode != http.StatusServiceUnavailable || r.Header.Get("Retry-After") == "" || r.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("it answers %d, %v", r.StatusCode, r.Header)
	}
	if r := h.get("/vacancies"); r.StatusCode != 200 {
		t.Errorf("the page answers %d", r.StatusCode)
	}
}

// unreadable is a ledger whose runs cannot be read while it is broken.
type unreadable struct {
	*webtest.Ledger
	broken bool
}

func (l *unreadable) Runs(source string, n int) ([]lifecycle.Run, error) {
	if l.broken {
		return nil, errors.New("the runs cannot be read")
	}
	return l.Ledger.Runs(source, n)
}

func TestADocumentThatFailedIsTriedAgainWithTheNextCommit(t *testing.T) {
	ledger := &unreadable{Ledger: webtest.Sample()}
	h := newHarness(t, func(o *web.Options) { o.Ledger = ledger })
	h.ledger = ledger.Ledger
	commit := func() {
		next := *h.ledger.Snap
		next.Sequence++
		h.ledger.Snap = &next
	}
	good := h.get("/status.atom")
	ledger.broken = true
	commit()
	if r := h.get("/status.atom"); r.StatusCode != 200 || r.Header.Get("ETag") != good.Header.Get("ETag") {
		t.Errorf("the last good one does not stay: %d", r.StatusCode)
	}
	for range 2 { // also after a commit that does not help
		if r := h.get("/readyz"); r.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("while it fails, readyz answers %d", r.StatusCode)
		}
		commit()
	}
	ledger.broken = false
	commit()
	if r := h.get("/readyz"); r.StatusCode != 200 {
		t.Errorf("nobody has asked for it since it is right again, and readyz answers %d", r.StatusCode)
	}
}
