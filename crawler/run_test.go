package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestASourceThatIsNotToBeReadIsSkippedWithItsReason(t *testing.T) {
	no := false
	for _, tt := range []struct {
		name   string
		change func(*config.Source)
		want   string
	}{
		{"no address is known", func(s *config.Source) { s.URL = " " }, "address wanted"},
		{"it is paused", func(s *config.Source) { s.Enabled = &no }, "paused"},
		{"it was stopped", func(s *config.Source) { s.Stopped = &config.Stopped{Why: "the council asked"} }, "stopped: the council asked"},
		{"nobody can recognise it", func(s *config.Source) { s.Platform = "auto" }, "platform not known"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld()
			w.list(rowsFrom(1, 1)...)
			tt.change(&w.src)
			h := w.run()
			if h.Skipped != tt.want || h.Fault != "" || len(w.asked) != 0 || h.Started.IsZero() || h.Ended.IsZero() {
				t.Errorf("got %+v, asked %v", h, w.asked)
			}
		})
	}
}

func TestAHarvestHoldsEveryAdvertWhole(t *testing.T) {
	w := newWorld()
	two := 2
	w.list(listRow{Key: "1", Title: "Social Worker", Closing: "30 November"}, listRow{Key: "2", Title: "Senior Social Worker", Whole: true})
	l := w.pages[listURL].(listPage)
	l.Total = &two
	w.pages[listURL] = l
	h := w.run()
	if h.Fault != "" || h.Pages != 1 || h.Requests != 2 || h.Bytes == 0 || *h.StatedTotal != 2 || h.Incomplete != nil || h.Unchanged {
		t.Fatalf("got %+v", h)
	}
	want := normalize.Advert{
		Source: "borough", Kind: normalize.Council, Boroughs: []string{"borough"}, Key: "plain:1", URL: "http://jobs.example/advert/1",
		Title: "Social Worker", Closing: "30 November", Salary: "£40,000", Description: "About Social Worker",
		FirstFetchedAt: w.at, FetchedAt: w.at, PageHash: h.Adverts[0].Advert.PageHash,
	}
	if diff := cmp.Diff(want, h.Adverts[0].Advert); diff != "" || want.PageHash == "" {
		t.Errorf("the advert differs (-want +got):\n%s", diff)
	}
	if s := h.Adverts[0]; s.Detail != lifecycle.DetailRead || !s.DetailAt.Equal(w.at) || s.RowHash == "" || s.Error != "" {
		t.Errorf("got %+v", s)
	}
	if s := h.Adverts[1]; s.Detail != lifecycle.DetailNone || !s.DetailAt.IsZero() {
		t.Errorf("the row that holds all: got %+v", s)
	}
}

// TestReadingTheSameTwiceChangesNothing is the law behind stable bytes: the
// second run is unchanged, opens no advert page, and carries the same adverts.
func TestReadingTheSameTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld()
		w.etags = rapid.Bool().Draw(t, "etags")
		pages := rapid.IntRange(1, 4).Draw(t, "pages")
		for p := range pages {
			l := listPage{}
			for i := range rapid.IntRange(1, 5).Draw(t, "rows") {
				r := listRow{
					Key:     fmt.Sprintf("%d-%d", p, i),
					Title:   rapid.StringMatching(`[A-Z][a-z]{2,8}( Worker)?`).Draw(t, "title"),
					Closing: rapid.SampledFrom([]string{"", "30 November", "ongoing"}).Draw(t, "closing"),
					Whole:   rapid.Bool().Draw(t, "whole"),
					LeftOut: rapid.SampledFrom([]string{"", "", "another employer"}).Draw(t, "left out"),
				}
				l.Rows = append(l.Rows, r)
				w.pages["http://jobs.example/advert/"+r.Key] = advertPage{Salary: rapid.SampledFrom([]string{"", "£1"}).Draw(t, "pay"), Closed: rapid.Bool().Draw(t, "closed")}
			}
			if p+1 < pages {
				l.Next = []string{fmt.Sprintf("%s?p=%d", listURL, p+1)}
			}
			address := listURL
			if p > 0 {
				address = fmt.Sprintf("%s?p=%d", listURL, p)
			}
			w.pages[address] = l
		}
		first := w.run()
		if first.Fault != "" || first.Unchanged {
			t.Fatalf("first: %+v", first)
		}
		w.commit(first)
		w.at = w.at.Add(time.Hour)
		second := w.run()
		if !second.Unchanged || w.details() != 0 || len(second.Memos) != 0 || second.Requests != pages {
			t.Fatalf("second: unchanged %v, %d details, %d memos, %d requests for %d pages, fault %q, incomplete %v",
				second.Unchanged, w.details(), len(second.Memos), second.Requests, pages, second.Fault, second.Incomplete)
		}
		if w.etags && second.NotModified != pages {
			t.Fatalf("%d of %d pages were not modified", second.NotModified, pages)
		}
		for i := range first.Adverts {
			if was, is := first.Adverts[i], second.Adverts[i]; was.LeftOut != "" { // of these only names are kept
				if was.LeftOut != is.LeftOut || was.Advert.Title != is.Advert.Title || was.Advert.PageHash != is.Advert.PageHash {
					t.Fatalf("left out as %+v, then as %+v", was, is)
				}
				continue
			}
			if diff := cmp.Diff(first.Adverts[i].Advert, second.Adverts[i].Advert); diff != "" {
				t.Fatalf("an advert moved:\n%s", diff)
			}
		}
	})
}

func TestAFaultOnTheListEndsTheRun(t *testing.T) {
	second := listURL + "?p=2"
	for _, tt := range []struct {
		name    string
		set     func(*world)
		fault   lifecycle.Fault
		status  int
		adverts int
		sample  bool
	}{
		{"the first page is kept from us", func(w *world) {
			w.faults[listURL] = &fetch.Error{Fault: lifecycle.FaultForbidden, URL: listURL, Status: 403, Body: []byte("no"), Header: http.Header{"Server": {"x"}}}
		}, lifecycle.FaultForbidden, 403, 0, true},
		{"the host is down", func(w *world) { w.faults[listURL] = &fetch.Error{Fault: lifecycle.FaultDown, URL: listURL} }, lifecycle.FaultDown, 0, 0, false},
		{"the page is another", func(w *world) { w.pages[listURL] = "<html>welcome</html>" }, lifecycle.FaultRedesign, 200, 0, true},
		{"the page breaks the adapter", func(w *world) { w.pages[listURL] = "panic" }, lifecycle.FaultMalformed, 200, 0, true},
		{"the second page is down", func(w *world) {
			w.pages[listURL] = listPage{Rows: rowsFrom(1, 2), Next: []string{second}}
			w.faults[second] = &fetch.Error{Fault: lifecycle.FaultTimeout, URL: second}
		}, lifecycle.FaultTimeout, 0, 2, false},
		{"the adapter has nothing to ask", func(w *world) { w.src.Options = map[string]string{"start": "broken"} }, lifecycle.FaultMalformed, 0, 0, false},
		{"there is no adapter", func(w *world) { w.src.Platform = "unheard-of" }, lifecycle.FaultConfig, 0, 0, false},
		{"the address is none", func(w *world) { w.src.URL = "jobs.example" }, lifecycle.FaultConfig, 0, 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld()
			w.list(rowsFrom(1, 3)...)
			tt.set(w)
			h := w.run()
			if h.Fault != tt.fault || h.Status != tt.status || len(h.Adverts) != tt.adverts || (h.Sample != nil) != tt.sample {
				t.Errorf("got fault %q, status %d, %d adverts, sample %v", h.Fault, h.Status, len(h.Adverts), h.Sample)
			}
			if h.Error == "" || strings.Contains(h.Error, "\n") || len(h.Incomplete) == 0 || h.Memos != nil || h.Unchanged || w.details() != 0 {
				t.Errorf("got %+v", h)
			}
			if tt.sample && h.Sample.Header["Set-Cookie"] != nil {
				t.Error("the sample holds a cookie")
			}
		})
	}
}

func TestSamplesAndErrorsAreBounded(t *testing.T) {
	w := newWorld()
	w.faults[listURL] = &fetch.Error{Fault: lifecycle.FaultServer, URL: listURL, Status: 500, Body: make([]byte, 1<<20),
		Err: errors.New(strings.Repeat("ä\n", 5000))}
	h := w.run()
	if len(h.Sample.Body) != maxSample || len(h.Error) > maxLine+4 || strings.ContainsAny(h.Error, "\n\uFFFD") {
		t.Errorf("%d bytes, %q", len(h.Sample.Body), h.Error)
	}
}

func TestCancellingEndsARun(t *testing.T) {
	w := newWorld()
	w.list(rowsFrom(1, 5)...)
	ctx, cancel := context.WithCancel(context.Background())
	w.crawler.Want = func(a normalize.Advert) bool {
		if a.Key == "plain:003" {
			cancel()
		}
		return true
	}
	h := w.runIn(ctx)
	if h.Fault != lifecycle.FaultCancelled || w.details() != 2 || h.Memos != nil {
		t.Errorf("got fault %q after %d details", h.Fault, w.details())
	}
	if h = w.runIn(ctx); h.Fault != lifecycle.FaultCancelled || len(w.asked) != 0 {
		t.Errorf("before it began: %+v", h)
	}
}

func TestWhatTheConfigSaysOfASourceIsAlwaysCurrent(t *testing.T) {
	w := newWorld()
	w.list(rowsFrom(1, 1)...)
	first := w.run()
	w.commit(first)
	w.src.Kind, w.src.Boroughs = "shared", []string{"borough", "neighbour"}
	w.at = w.at.Add(time.Hour)
	a := w.run().Adverts[0].Advert
	if a.Kind != normalize.Shared || len(a.Boroughs) != 2 || !a.FetchedAt.Equal(first.Adverts[0].Advert.FetchedAt) {
		t.Errorf("got %+v", a)
	}
}

func TestAutoIsRecognisedOnceAndRemembered(t *testing.T) {
	w := newWorld()
	w.list(rowsFrom(1, 2)...)
	w.src.Platform, w.src.URL = "auto", "http://council.example/careers"
	w.crawler.ProbeHosts = []string{"*.vendor.example"}
	var opened [][]string
	w.crawler.Open = func(_ context.Context, hosts []string) Fetcher {
		opened = append(opened, hosts)
		return w.board
	}
	found := &lifecycle.Resolution{Platform: "plain", URL: listURL, Hosts: []string{"cdn.example"}, Options: map[string]string{"a": "b"}}
	var fails error
	w.crawler.Resolve = func(context.Context, config.Source, Fetcher) (*lifecycle.Resolution, error) {
		return found, fails
	}
	h := w.run()
	if h.Fault != "" || len(h.Adverts) != 2 || h.Resolution != found {
		t.Fatalf("got %+v", h)
	}
	want := [][]string{{"council.example", "*.vendor.example"}, {"jobs.example", "cdn.example"}}
	if diff := cmp.Diff(want, opened); diff != "" {
		t.Errorf("hosts (-want +got):\n%s", diff)
	}
	fails = errors.New("two systems are linked")
	if h = w.run(); h.Skipped != "two systems are linked" || h.Fault != "" {
		t.Errorf("unresolved: %+v", h)
	}
	fails = &fetch.Error{Fault: lifecycle.FaultChallenge, URL: "http://council.example/careers", Status: 200}
	if h = w.run(); h.Fault != lifecycle.FaultChallenge || h.Skipped != "" {
		t.Errorf("kept out: %+v", h)
	}
	w.resolutions["borough"] = *found
	if h = w.run(); h.Fault != "" || len(h.Adverts) != 2 || h.Resolution != nil {
		t.Errorf("remembered: %+v", h)
	}
}

// TestARunOverTheNetwork joins the crawler with the real stack on loopback.
func TestARunOverTheNetwork(t *testing.T) {
	const rows = `{"rows":[{"key":"1","title":"Social Worker","url":"%[1]s/advert/1"},{"key":"2","title":"Gardener","url":"%[1]s/advert/2"}]}`
	var s *httptest.Server
	s = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "application/json")
		body := `{"salary":"£40,000"}`
		switch r.URL.Path {
		case "/robots.txt":
			http.NotFound(rw, r)
			return
		case "/list":
			body = fmt.Sprintf(rows, s.URL)
		}
		http.ServeContent(rw, r, "x.json", time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), strings.NewReader(body))
	}))
	defer s.Close()
	w := newWorld()
	client, err := fetch.New(fetch.Options{UserAgent: fetch.UserAgent("1", "me@example.org"), AllowPrivate: true, NoPause: true})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	w.src.URL = s.URL + "/list"
	w.crawler.Open = func(ctx context.Context, hosts []string) Fetcher { return client.Session(ctx, hosts) }
	h := w.run()
	if h.Fault != "" || len(h.Adverts) != 2 || h.Adverts[0].Advert.Salary != "£40,000" || h.Requests != 4 {
		t.Fatalf("got %+v", h)
	}
	w.commit(h)
	if h = w.run(); !h.Unchanged || h.Requests != 1 || h.NotModified != 1 || h.Bytes != 0 {
		t.Errorf("the second time: %+v", h)
	}
	w.at = w.at.Add(25 * time.Hour)
	if h = w.run(); !h.Unchanged || h.NotModified != 3 {
		t.Errorf("a day later: %+v", h)
	}
}

func TestADoubtedResolutionIsLookedForAnewOnlyWhereItFailsAgain(t *testing.T) {
	const elsewhere = "http://new.example/list"
	for _, tt := range []struct {
		name     string
		doubted  bool
		broken   bool
		found    string // where Resolve finds it; empty: nowhere
		probed   bool
		proposal bool
		fault    lifecycle.Fault
	}{
		{"trusted, it fails and is not looked for", false, true, elsewhere, false, false, lifecycle.FaultNotFound},
		{"doubted, it works again", true, false, elsewhere, false, false, ""},
		{"doubted, it is elsewhere", true, true, elsewhere, true, true, ""},
		{"doubted, it is found where it was", true, true, listURL, true, false, lifecycle.FaultNotFound},
		{"doubted, it is found nowhere", true, true, "", true, false, lifecycle.FaultNotFound},
		{"doubted, what is found cannot be read", true, true, "http://new.example/gone", true, false, lifecycle.FaultNotFound},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld()
			w.list(rowsFrom(1, 2)...)
			w.pages[elsewhere] = listPage{Rows: []listRow{{Key: "9", Title: "Team Manager", Whole: true}}}
			w.src.Platform, w.src.URL = "auto", "http://council.example/careers"
			w.resolutions["borough"], w.doubted = lifecycle.Resolution{Platform: "plain", URL: listURL}, tt.doubted
			if tt.broken {
				delete(w.pages, listURL)
			}
			probed := false
			w.crawler.Resolve = func(context.Context, config.Source, Fetcher) (*lifecycle.Resolution, error) {
				probed = true
				if tt.found == "" {
					return nil, errors.New("no recruitment system was recognised")
				}
				return &lifecycle.Resolution{Platform: "plain", URL: tt.found}, nil
			}
			h := w.run()
			if probed != tt.probed || (h.Resolution != nil) != tt.proposal || h.Fault != tt.fault || h.Skipped != "" {
				t.Errorf("probed %v, resolution %+v, fault %q, skipped %q", probed, h.Resolution, h.Fault, h.Skipped)
			}
			if tt.proposal && (len(h.Adverts) != 1 || h.Adverts[0].Advert.Title != "Team Manager" || h.Error != "" || h.Sample.URL != elsewhere) {
				t.Errorf("the proposal holds %+v", h)
			}
		})
	}
}
