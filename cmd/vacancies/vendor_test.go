package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"vacancies/config"
	"vacancies/normalize/lifecycle"
)

// vendorWorld is a world whose one source is to be recognised from a careers
// page that leads to vendors' hosts.
type vendorWorld struct {
	*world
	mu    sync.Mutex
	pages map[string]string // by host and path
}

const (
	enfieldCareers = "www.enfield.gov.example/careers"
	firstFeed      = "enfield.engageats.co.uk/CustomVacanciesFeed.ashx"
	secondFeed     = "enfieldcouncil.engageats.co.uk/CustomVacanciesFeed.ashx"
)

func enterVendors(t *testing.T, dir string) *vendorWorld {
	t.Helper()
	w := &vendorWorld{world: enter(t, dir, autumn, autumn, 1), pages: map[string]string{}}
	server := httptest.NewServer(http.HandlerFunc(w.answer))
	t.Cleanup(server.Close)
	w.dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, server.Listener.Addr().String())
	}
	c := *w.config.Load()
	c.Sources = []config.Source{{ID: "enfield", Boroughs: []string{"enfield"}, Kind: "council", Platform: config.Auto, URL: "http://" + enfieldCareers, Evidence: "unknown"}}
	w.config.Store(&c)
	if err := w.announceSources(w.config.Load()); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *vendorWorld) answer(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	body, ok := w.pages[r.Host+r.URL.Path]
	if !ok {
		http.NotFound(rw, r)
		return
	}
	rw.Header().Set("Content-Type", "text/html; charset=utf-8")
	if strings.HasPrefix(body, "<?xml") {
		rw.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
	}
	fmt.Fprint(rw, body)
}

// puts has the careers page lead to a feed of an employer, and nothing else be there.
func (w *vendorWorld) puts(feed, employer string, first, last int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var items strings.Builder
	for n := first; n <= last; n++ {
		fmt.Fprintf(&items, `<item><title>Children's Social Worker, team %d</title><link>http://%s/Vacancies/W/%d</link><guid>%d</guid>
<description>A permanent post in children's social care at %s, team %d. Salary: £40,000. Closing date: 30 November 2026. You must be registered with Social Work England.</description></item>`,
			n, strings.SplitN(feed, "/", 2)[0], n, n, employer, n)
	}
	w.pages = map[string]string{
		enfieldCareers: `<html><body><h1>Working for Enfield Council</h1><p><a href="http://` + feed + `">Our current vacancies</a></p></body></html>`,
		feed:           `<?xml version="1.0"?><rss version="2.0"><channel><title>Vacancies</title>` + items.String() + `</channel></rss>`,
	}
}

// listed counts the vacancies of the default list.
func (w *vendorWorld) listed() int {
	_, body := w.get("/vacancies.json?borough=enfield")
	return strings.Count(body, `"_vacancy"`)
}

// onStatus wants words on the status page and in /status.json.
func (w *vendorWorld) onStatus(words ...string) {
	w.t.Helper()
	for _, path := range []string{"/status", "/status.json", "/boroughs/enfield/mirror"} {
		_, body := w.get(path)
		for _, want := range words {
			if !strings.Contains(body, want) {
				w.t.Errorf("%s does not say %q", path, want)
			}
		}
	}
}

func TestWhatIsFoundOnAVendorsHostIsPublishedOnceAccepted(t *testing.T) {
	t.Parallel()
	for _, held := range []bool{false, true} {
		t.Run(fmt.Sprintf("while the folder is served: %v", held), func(t *testing.T) {
			dir := folder(t)
			w := enterVendors(t, dir)
			w.puts(firstFeed, "Enfield Council", 101, 104)
			run := w.round()["enfield"]
			if run.Verdict != lifecycle.Healthy || run.Adverts != 4 || run.In != 4 || run.Opened != 0 {
				t.Fatalf("%+v", run)
			}
			if n := w.listed(); n != 0 {
				t.Errorf("%d are published unasked", n)
			}
			w.onStatus("waits to be accepted", firstFeed, "a vacancy feed")
			if _, body := w.get("/boroughs/enfield/mirror"); !strings.Contains(body, "team 101") {
				t.Error("the mirror does not show what waits")
			}
			w.leave()

			if held {
				ctx, end := context.WithCancel(t.Context())
				done := make(chan int)
				go func() {
					code, _, _ := typedWith(t, ctx, "", "serve", "--data", dir, "--addr", "127.0.0.1:0")
					done <- code
				}()
				defer func() { end(); <-done }()
				waitFor(t, filepath.Join(dir, socketName))
			}
			code, out, errs := typed(t, "status", "--data", dir)
			if code != exitBad || !strings.Contains(out, "enfield: found at http://"+firstFeed+", which is not the authority's own address: waits to be accepted: vacancies accept enfield") {
				t.Errorf("status: exit %d: %s%s", code, out, errs)
			}
			if code, out, errs = typed(t, "accept", "enfield", "--by", "A Person", "--data", dir); code != exitOK || strings.Count(out, "opened") != 4 {
				t.Errorf("accept: exit %d: %s%s", code, out, errs)
			}
			if code, _, errs = typed(t, "accept", "enfield", "--by", "A Person", "--data", dir); code != exitBad || !strings.Contains(errs, "does not wait") {
				t.Errorf("accept again: exit %d: %s", code, errs)
			}
			if code, out, errs = typed(t, "explain", "enfield", "--data", dir); code != exitOK || !strings.Contains(out, "accepted by A Person") || !strings.Contains(out, firstFeed) {
				t.Errorf("explain: exit %d: %s%s", code, out, errs)
			}
		})
	}
}

// waitFor waits until a file is there.
func waitFor(t *testing.T, file string) {
	t.Helper()
	deadline := time.After(2 * time.Minute) // only where it hangs
	for {
		if conn, err := net.Dial("unix", file); err == nil {
			conn.Close()
			return
		}
		select {
		case <-deadline:
			t.Fatalf("%s is not there", file)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func TestAnAcceptedSourceThatMovesIsAProposal(t *testing.T) {
	w := enterVendors(t, folder(t))
	w.puts(firstFeed, "Enfield Council", 101, 104)
	w.round()
	accepts := func() {
		t.Helper()
		if _, err := w.ledger.Commit(func(v lifecycle.View) (lifecycle.Result, error) {
			return lifecycle.Accept(v, "enfield", "A Person", w.now())
		}); err != nil {
			t.Fatal(err)
		}
		w.publish()
	}
	accepts()
	if n := w.listed(); n != 4 {
		t.Fatalf("accepted, and %d are published", n)
	}
	again := func() lifecycle.Run {
		w.clock.turn(2 * time.Hour)
		return w.round()["enfield"]
	}
	if run := again(); run.Verdict != lifecycle.Unchanged && run.Verdict != lifecycle.Healthy {
		t.Fatalf("%+v", run)
	}

	// The vendor's tenant goes, and a namesake abroad stands where the page leads.
	w.puts(secondFeed, "Enfield Council of Ohio County", 201, 203)
	for n := range 5 {
		if run := again(); run.Verdict != lifecycle.Moved || w.listed() != 4 || w.source("enfield").Withheld != nil {
			t.Fatalf("run %d: %s %s, %d published, withheld %+v", n+1, run.Verdict, run.Error, w.listed(), w.source("enfield").Withheld)
		}
	}

	// Ours is found at another tenant: a proposal, however often it is seen.
	w.puts(secondFeed, "Enfield Council", 101, 105)
	for range 2 {
		again()
	}
	for n := range 4 {
		if run := again(); run.Verdict != lifecycle.Moved || w.listed() != 4 || w.source("enfield").Resolution.URL != "http://"+firstFeed {
			t.Fatalf("run %d: %s %s, %d published, resolved to %s", n+1, run.Verdict, run.Error, w.listed(), w.source("enfield").Resolution.URL)
		}
	}
	if s := w.source("enfield"); s.Withheld == nil || s.Withheld.Proposal == nil || !strings.Contains(needs(s), "accept enfield") {
		t.Fatalf("no proposal: %+v, %q", s.Withheld, needs(s))
	}
	w.onStatus("waits to be accepted", secondFeed, firstFeed)
	accepts()
	if n := w.listed(); n != 5 || w.source("enfield").Resolution.URL != "http://"+secondFeed {
		t.Errorf("accepted, and %d are published, read at %s", n, w.source("enfield").Resolution.URL)
	}
	if run := again(); run.Verdict != lifecycle.Healthy && run.Verdict != lifecycle.Unchanged {
		t.Errorf("afterwards: %+v", run)
	}
}

func TestASharedBoardIsHeldBackUntilItsRowSaysWhichAreOurs(t *testing.T) {
	w := enter(t, folder(t), autumn, autumn, 1)
	src, _ := w.config.Load().Source("westminster")
	said := src.Options["employer"]
	set := func(employer string) {
		c := *w.config.Load()
		row := src
		row.Options = map[string]string{"company": src.Options["company"]}
		if employer != "" {
			row.Options["employer"] = employer
		}
		c.Sources = []config.Source{row}
		w.config.Store(&c)
		if err := w.announceSources(w.config.Load()); err != nil {
			t.Fatal(err)
		}
	}
	set("")
	run := w.round()["westminster"]
	state := w.source("westminster")
	if run.Opened != 0 || state.Unclaimed == nil || state.LeftOut == 0 || needs(state) == "" {
		t.Fatalf("%+v, unclaimed %+v, %d left out", run, state.Unclaimed, state.LeftOut)
	}
	for path, want := range map[string]string{"/status": "employer option", "/status.json": "employer option", "/boroughs/westminster/mirror": "employer option", "/vacancies": "we cannot say which posts are open"} {
		if _, body := w.get(path); !strings.Contains(body, want) {
			t.Errorf("%s does not say %q", path, want)
		}
	}
	checked, err := w.check(t.Context(), w.config.Load().Sources)
	if err != nil || len(checked) != 1 || checked[0].Unpublished == "" || len(checked[0].Reasons) == 0 {
		t.Errorf("check: %v %+v", err, checked)
	}
	set(said)
	w.clock.turn(time.Hour)
	if run = w.round()["westminster"]; run.Opened == 0 || w.source("westminster").Unclaimed != nil {
		t.Errorf("once the row says so: %+v", run)
	}
}
