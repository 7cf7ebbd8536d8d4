package web_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vacancies/feeds/web"
	"vacancies/feeds/web/webtest"
	"vacancies/normalize/lifecycle"
)

// unreadLedger is one as it is before its first round.
func unreadLedger() *webtest.Ledger {
	ledger := webtest.Sample()
	snap := *ledger.Snap
	snap.Records, snap.Sequence, snap.Sources = nil, 0, nil
	for _, s := range ledger.Snap.Sources {
		snap.Sources = append(snap.Sources, lifecycle.SourceState{Source: s.Source})
	}
	ledger.Snap, ledger.Ended = &snap, nil
	return ledger
}

// readWhole is the ledger after a source's list was read and said that there are none.
func readWhole(snap *lifecycle.Snapshot, source int) *lifecycle.Snapshot {
	next := *snap
	next.Sources = append([]lifecycle.SourceState(nil), snap.Sources...)
	next.Sources[source].LastSuccess, next.Sources[source].Verdict = webtest.Now, lifecycle.Empty
	return &next
}

// stating are the addresses that state which vacancies are open.
var stating = []string{"/vacancies.json", "/vacancies.rss", "/vacancies.atom", "/vacancies.csv", "/vacancies.ics",
	"/vacancies.json?borough=hackney", "/changes.json", "/changes.json?since=7&log=7e7c2f4e-9d38-4d08-8a6a-33a07dc0e139", "/changes.atom",
	"/sitemap.xml", "/", "/vacancies", "/vacancies?borough=hackney", "/vacancies/0a7e3a0a-1c58-5e5d-9d52-0f6a4f7a1b11"}

// TestBeforeAnythingWasReadNoListIsTold: a site that keeps a copy would follow an
// empty one and take everything down.
func TestBeforeAnythingWasReadNoListIsTold(t *testing.T) {
	ledger := unreadLedger()
	h := newHarness(t, func(o *web.Options) { o.Ledger = ledger })
	for _, address := range stating {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			r := h.ask(method, address)
			if r.StatusCode != http.StatusServiceUnavailable || r.Header.Get("Retry-After") != "300" || r.Header.Get("Cache-Control") != "no-store" || r.Header.Get("ETag") != "" {
				t.Errorf("%s %s: %d, %v", method, address, r.StatusCode, r.Header)
			}
		}
		want := "we cannot say which posts are open"
		if path, _, _ := strings.Cut(address, "?"); filepath.Ext(path) != "" {
			want = "Keep what you have"
			if r := h.get(address); r.Header.Get("Access-Control-Allow-Origin") != "*" {
				t.Errorf("%s: another site's page cannot read why", address)
			}
		}
		wants(t, text(t, h.get(address)), want)
	}
	for _, address := range []string{"/boroughs", "/boroughs/hackney", "/boroughs/hackney/mirror", "/boroughs.json", "/status", "/status.json", "/status.atom",
		"/feeds", "/feeds.opml", "/codes.json", "/schema/vacancy.json", "/developers", "/crawler", "/healthz", "/robots.txt"} {
		if r := h.get(address); r.StatusCode != 200 {
			t.Errorf("%s: %d; it says nothing of what is open", address, r.StatusCode)
		}
	}
	wants(t, text(t, h.get("/boroughs/hackney")), "Not being read now", "Not known what is open")

	ledger.Snap = readWhole(ledger.Snap, 0)
	for _, address := range stating[:len(stating)-1] {
		if r := h.get(address); r.StatusCode != 200 && !strings.Contains(address, "log=") {
			t.Errorf("a list was read, and says that it is empty; %s: %d", address, r.StatusCode)
		}
	}
	if r := h.get("/changes.json?since=7&log=7e7c2f4e-9d38-4d08-8a6a-33a07dc0e139"); r.StatusCode != http.StatusGone {
		t.Errorf("a reader of another log is answered %d", r.StatusCode)
	}
}

// TestTheFirstRoundIsToldWhole: its sources are committed one by one, and whoever
// asks in between must not take the first of them for all.
func TestTheFirstRoundIsToldWhole(t *testing.T) {
	ledger := unreadLedger()
	s, err := web.New(web.Options{Ledger: ledger, Config: webtest.Config(), Now: func() time.Time { return webtest.Now }})
	if err != nil {
		t.Fatal(err)
	}
	s.Refresh()
	ask := func() int {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/vacancies.json", nil))
		return w.Code
	}
	ledger.Snap = readWhole(ledger.Snap, 0)
	for range 20 {
		if got := ask(); got != http.StatusServiceUnavailable {
			t.Fatalf("in the middle of the first round: %d", got)
		}
	}
	s.Refresh()
	if got := ask(); got != 200 {
		t.Errorf("after it: %d", got)
	}
}

func TestAnExportOfNothingReadLeavesTheLastOne(t *testing.T) {
	dir := t.TempDir()
	before := exported(t, webtest.Sample(), webtest.Now, dir)
	err := web.Export(dir, web.Options{Ledger: unreadLedger(), Config: webtest.Config(), Now: func() time.Time { return webtest.Now }})
	if err == nil || !strings.Contains(err.Error(), "no source has been read yet") {
		t.Errorf("it says %v", err)
	}
	if after := filesOf(t, dir); len(after) != len(before) || after["vacancies.json"] != before["vacancies.json"] {
		t.Errorf("%d files stand there, %d stood", len(after), len(before))
	}
	fresh := filepath.Join(t.TempDir(), "site")
	_ = web.Export(fresh, web.Options{Ledger: unreadLedger(), Config: webtest.Config(), Now: func() time.Time { return webtest.Now }})
	if _, err := os.Stat(fresh); !os.IsNotExist(err) {
		t.Errorf("a folder was made for it: %v", err)
	}
}
