package web_test

import (
	"net/http/httptest"
	"testing"

	"vacancies/feeds"
	"vacancies/feeds/feedstest"
	"vacancies/feeds/site/example"
	"vacancies/feeds/web/webtest"
	"vacancies/normalize/lifecycle"
)

// TestTheWorkedExampleEndsWithTheList runs the reader that the developers' page
// shows: it holds exactly the list, from nothing and after changes.
func TestTheWorkedExampleEndsWithTheList(t *testing.T) {
	h := newHarness(t)
	h.ledger.Ledger = feedstest.NewLedger(feedstest.Records(30)...)
	server := httptest.NewServer(h)
	defer server.Close()
	reader := &example.Reader{Base: server.URL}
	same := func(when string) {
		t.Helper()
		h.Refresh() // as whoever commits does, so that nothing reads the ledger beside the test
		if err := reader.Sync(); err != nil {
			t.Fatal(err)
		}
		list := h.ledger.Snap.Records
		if len(reader.Open) != len(list) {
			t.Fatalf("%s it holds %d, the list %d", when, len(reader.Open), len(list))
		}
		for _, r := range list {
			if _, ok := reader.Open[feeds.EntryID(r.ID)]; !ok {
				t.Errorf("%s it lacks %s", when, r.ID)
			}
		}
	}
	same("from nothing")
	snap := *h.ledger.Snap
	gone := snap.Records[3]
	snap.Records = append(append([]*lifecycle.Record{}, snap.Records[:3]...), snap.Records[4:]...)
	h.ledger.Snap = &snap
	h.ledger.Change(lifecycle.Change{At: webtest.Now, Kind: lifecycle.ClosedIt, ID: gone.ID})
	same("after a closing")
	other := *h.ledger.Snap
	other.Log = "0a7c2f4e-9d38-4d08-8a6a-33a07dc0e133" // restored from a backup: a new log
	h.ledger.Snap = &other
	same("after a restore")
}
