package crawler_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/gocolly/colly/v2"

	"vacancies/config"
	"vacancies/crawler"
	"vacancies/crawler/fetch"
	"vacancies/crawler/london"
	"vacancies/crawler/platform"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/yardstick"
)

// BenchmarkCrawl reads the whole local London without pacing, source after
// source: "ours" to the harvests, "floor" with a bare collector that asks for
// the same pages and parses each: with goquery, or as JSON, and then what HTML
// the JSON carries with goquery, for there stands the advert. One operation is
// one whole round. "ratio" lets the two take turns. Making the sites' answers is
// nearly half of the floor, in the same process, so "kept" is the same over
// answers that were made once: of the server only net/http's work is left.
func BenchmarkCrawl(b *testing.B) {
	sites := localLondon(b, 7)
	dial, stop, err := sites.Start()
	if err != nil {
		b.Fatal(err)
	}
	defer stop()
	ours, floor := rounds(b, sites, dial)
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
	b.Run("kept", func(b *testing.B) {
		ours, floor := rounds(b, sites, keeping(b, sites))
		yardstick.Compare(b, yardstick.Processor, ours, floor)
	})
}

// rounds are a round of ours and one of the floor over the same pages.
func rounds(b *testing.B, sites *london.London, dial london.Dialler) (ours, floor func()) {
	asked := &asked{}
	c := reader(b, dial, asked.by)
	round := func() {
		for _, src := range sites.Sources() {
			whole(b, c, src)
		}
	}
	round() // which pages there are; robots.txt is read and kept for the day
	pages := asked.requests
	asked.requests = nil
	ours = func() {
		asked.requests = asked.requests[:0]
		round()
		if len(asked.requests) != len(pages) {
			b.Errorf("a round of %d requests, the first had %d", len(asked.requests), len(pages))
		}
	}
	return ours, bareRound(b, dial, pages)
}

// keeping serves the sites over loopback and makes each answer once.
func keeping(b *testing.B, sites http.Handler) london.Dialler {
	var lock sync.Mutex
	kept := make(map[string]*httptest.ResponseRecorder)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			b.Error(err)
		}
		key := r.Method + " " + r.Host + r.RequestURI + " " + string(body)
		lock.Lock()
		defer lock.Unlock()
		answer := kept[key]
		if answer == nil {
			r.Body = io.NopCloser(bytes.NewReader(body))
			answer = httptest.NewRecorder()
			sites.ServeHTTP(answer, r)
			kept[key] = answer
		}
		maps.Copy(w.Header(), answer.Header())
		w.WriteHeader(answer.Code)
		// A reader that hung up is no matter of ours.
		_, _ = w.Write(answer.Body.Bytes())
	}))
	b.Cleanup(server.Close)
	return func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, server.Listener.Addr().String())
	}
}

// bareRound fetches and parses pages with a collector and goquery alone.
func bareRound(b *testing.B, dial london.Dialler, pages []fetch.Request) func() {
	transport := &http.Transport{DialContext: dial}
	b.Cleanup(transport.CloseIdleConnections)
	col := colly.NewCollector(colly.AllowURLRevisit())
	col.WithTransport(transport)
	col.OnResponse(func(r *colly.Response) {
		if err := parse(r); err != nil {
			b.Errorf("%s: %v", r.Request.URL, err)
		}
	})
	return func() {
		for _, p := range pages {
			if err := bare(col, p); err != nil {
				b.Errorf("%s: %v", p.URL, err)
			}
		}
	}
}

// localLondon are the sites of one seed.
func localLondon(b *testing.B, seed uint64) *london.London {
	b.Helper()
	sites, err := london.New(london.Options{Seed: seed, Day0: benchDay})
	if err != nil {
		b.Fatal(err)
	}
	return sites
}

// benchDay is the sites' first day and the crawler's present.
var benchDay = time.Date(2026, time.October, 19, 10, 30, 0, 0, time.UTC)

// reader is a crawler as the program has it, without pauses and without a past.
func reader(b *testing.B, dial london.Dialler, around func(crawler.Fetcher) crawler.Fetcher) crawler.Crawler {
	b.Helper()
	client, err := fetch.New(fetch.Options{Contact: "bench@vacancies.example", Dial: dial, NoPause: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(client.Close)
	return crawler.Crawler{
		Open:     func(ctx context.Context, hosts []string) crawler.Fetcher { return around(client.Session(ctx, hosts)) },
		Adapters: platform.ByName,
		Known:    nobody{},
		Want:     func(normalize.Advert) bool { return true },
		Now:      func() time.Time { return benchDay },
	}
}

// whole reads a source, which must be read to its end.
func whole(b *testing.B, c crawler.Crawler, src config.Source) lifecycle.Harvest {
	h := c.Run(b.Context(), src, lifecycle.Source{ID: src.ID})
	if h.Fault != "" || len(h.Incomplete) > 0 {
		b.Errorf("%s: %s, incomplete %q", src.ID, h.Error, h.Incomplete)
	}
	return h
}

// bare sends a request through a collector and nothing else.
func bare(col *colly.Collector, p fetch.Request) error {
	method := p.Method
	if method == "" {
		method = http.MethodGet
	}
	return col.Request(method, p.URL, bytes.NewReader(p.Body), nil, p.Header.Clone())
}

// parse reads an answer as what it is, and makes nothing of it.
func parse(r *colly.Response) error {
	if strings.Contains(r.Headers.Get("Content-Type"), "json") {
		var v any
		if err := json.Unmarshal(r.Body, &v); err != nil {
			return err
		}
		return parseWithin(v)
	}
	_, err := goquery.NewDocumentFromReader(bytes.NewReader(r.Body))
	return err
}

// parseWithin parses the HTML that a JSON value carries.
func parseWithin(v any) error {
	switch v := v.(type) {
	case string:
		if strings.Contains(v, "</") {
			_, err := goquery.NewDocumentFromReader(strings.NewReader(v))
			return err
		}
	case []any:
		for _, each := range v {
			if err := parseWithin(each); err != nil {
				return err
			}
		}
	case map[string]any:
		for _, each := range v {
			if err := parseWithin(each); err != nil {
				return err
			}
		}
	}
	return nil
}

// asked notes which pages the crawler asks for.
type asked struct{ requests []fetch.Request }

func (a *asked) by(f crawler.Fetcher) crawler.Fetcher { return noting{f, a} }

type noting struct {
	crawler.Fetcher
	asked *asked
}

// Fetch notes the request and passes it on.
func (n noting) Fetch(ctx context.Context, r fetch.Request) (*fetch.Page, error) {
	n.asked.requests = append(n.asked.requests, r)
	return n.Fetcher.Fetch(ctx, r)
}

// nobody knows anything of earlier runs.
type nobody struct{}

func (nobody) Sighting(string) (lifecycle.Sighting, bool) { return lifecycle.Sighting{}, false }
func (nobody) Memo(string, string) (lifecycle.Memo, bool) { return lifecycle.Memo{}, false }
func (nobody) Prior(string) (crawler.Prior, bool)         { return crawler.Prior{}, false }
func (nobody) Resolution(string) (lifecycle.Resolution, bool, bool) {
	return lifecycle.Resolution{}, false, false
}
func (nobody) LeftOut(string) []lifecycle.Sighting          { return nil }
func (nobody) Unclaimed(string) (lifecycle.Unclaimed, bool) { return lifecycle.Unclaimed{}, false }
