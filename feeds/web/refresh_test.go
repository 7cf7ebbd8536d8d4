package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"vacancies/feeds/feedstest"
	"vacancies/feeds/web/webtest"
)

func TestAReaderIsAnsweredWhileACommitIsMadeReady(t *testing.T) {
	ledger := webtest.Sample()
	s, err := New(Options{Ledger: ledger, Config: webtest.Config(), Now: func() time.Time { return webtest.Now }})
	if err != nil {
		t.Fatal(err)
	}
	holds := func() bool {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/vacancies.json", nil))
		return strings.Contains(w.Body.String(), feedstest.ID(webtest.Plain))
	}
	if !holds() {
		t.Fatal("the sample lacks its plain vacancy")
	}
	s.renew.Lock() // somebody is making a commit ready
	next := *ledger.Snap
	next.Records, next.Sequence = nil, next.Sequence+1
	ledger.Snap = &next
	if !holds() {
		t.Error("the last edition is gone before the next is ready")
	}
	s.renew.Unlock()
	s.Refresh()
	if holds() {
		t.Error("once it is ready, readers still get the last edition")
	}
}
