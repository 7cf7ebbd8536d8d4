package web_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	gorilla "github.com/gorilla/feeds"

	"vacancies/feeds"
	"vacancies/feeds/feedstest"
	"vacancies/feeds/web"
	"vacancies/feeds/web/webtest"
	"vacancies/normalize/yardstick"
)

// BenchmarkServe measures answers over loopback against a floor: a bare handler
// that writes the same bytes with the same headers. "ratio" lets the two take
// turns, client and server together.
func BenchmarkServe(b *testing.B) {
	h := newHarness(b)
	tag := h.get("/vacancies.rss", "Accept-Encoding", "gzip").Header.Get("ETag")
	for _, c := range []struct{ name, target, match string }{
		{"feed", "/vacancies.rss", ""}, {"not_modified", "/vacancies.rss", tag}, {"listing", "/vacancies", ""},
		{"vacancy", h.path(webtest.Plain), ""}, {"filtered", "/vacancies.rss?borough=south-of-the-thames&pay_min=40000", ""},
	} {
		same := h.get(c.target, "Accept-Encoding", "gzip", "If-None-Match", c.match)
		body, err := io.ReadAll(same.Body)
		if err != nil {
			b.Fatal(err)
		}
		ours := asking(b, h, c.target, c.match)
		floor := asking(b, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			for name, values := range same.Header {
				w.Header()[name] = values
			}
			w.WriteHeader(same.StatusCode)
			_, _ = w.Write(body)
		}), c.target, c.match)
		for _, side := range []struct {
			name string
			ask  func()
		}{{"ours", ours}, {"floor", floor}} {
			b.Run(c.name+"/"+side.name, func(b *testing.B) {
				for b.Loop() {
					side.ask()
				}
			})
		}
		b.Run(c.name+"/ratio", func(b *testing.B) { yardstick.Compare(b, yardstick.Processor, ours, floor) })
	}
}

// asking starts a server and gives one request to it, read to its end.
func asking(b *testing.B, h http.Handler, target, match string) func() {
	server := httptest.NewServer(h)
	b.Cleanup(server.Close)
	client := server.Client()
	return func() {
		r, err := http.NewRequest(http.MethodGet, server.URL+target, nil)
		if err != nil {
			b.Fatal(err)
		}
		r.Header.Set("Accept-Encoding", "gzip")
		if match != "" {
			r.Header.Set("If-None-Match", match)
		}
		resp, err := client.Do(r)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, resp.Body); err != nil {
			b.Fatal(err)
		}
		resp.Body.Close()
	}
}

// BenchmarkFresh measures a filter that was never asked before over 1,000 open
// vacancies, against encoding its result with gorilla/feeds alone.
func BenchmarkFresh(b *testing.B) {
	ledger := &webtest.Ledger{Ledger: feedstest.NewLedger(feedstest.Records(1000)...)}
	s, err := web.New(web.Options{Ledger: ledger, Config: webtest.Config(), Now: func() time.Time { return webtest.Now }})
	if err != nil {
		b.Fatal(err)
	}
	ask := func(n int) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, fmt.Sprintf("/vacancies.rss?borough=south-of-the-thames&pay_min=%d", n), nil))
		return w
	}
	ask(1) // the edition is made ready, and its entries are checked
	n := 1
	ours := func() {
		if n++; ask(n).Code != http.StatusOK {
			b.Error("it is refused")
		}
	}
	found := feeds.NewEdition(ledger.Snap, feedstest.Site()).Select(feeds.Query{Boroughs: []string{"south-of-the-thames"}}, webtest.Now).Records
	f := &gorilla.Feed{Title: "x", Link: &gorilla.Link{Href: "https://vacancies.example"}}
	for _, r := range found {
		it := feeds.NewItem(r, feedstest.Site())
		f.Add(&gorilla.Item{Id: it.ID, Title: it.Title, Link: &gorilla.Link{Href: it.Link}, Description: it.Text(), Content: it.HTML(), Created: it.Published})
	}
	floor := func() {
		if _, err := f.ToRss(); err != nil {
			b.Error(err)
		}
	}
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			ours()
		}
	})
	b.Run("floor", func(b *testing.B) {
		for b.Loop() {
			floor()
		}
	})
	b.Run("ratio", func(b *testing.B) { yardstick.Compare(b, yardstick.Processor, ours, floor) })
}
