package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"vacancies/feeds"
	"vacancies/feeds/feedstest"
	"vacancies/feeds/site"
	"vacancies/feeds/web"
	"vacancies/feeds/web/webtest"
	"vacancies/normalize/lifecycle"
)

// harness is a server over the sample ledger, with a clock that can be moved.
type harness struct {
	*web.Server
	t      testing.TB
	ledger *webtest.Ledger
	now    time.Time
	looked []string
}

func newHarness(t testing.TB, change ...func(*web.Options)) *harness {
	t.Helper()
	h := &harness{t: t, ledger: webtest.Sample(), now: webtest.Now}
	o := web.Options{Ledger: h.ledger, Config: webtest.Config(), Now: func() time.Time { return h.now }, Version: "test",
		LookAgain: func(source string) error { h.looked = append(h.looked, source); return nil },
		Agent:     site.Agent{UserAgent: "vacancies/test (+https://vacancies.example/crawler)", Token: "vacancies"}}
	for _, c := range change {
		c(&o)
	}
	s, err := web.New(o)
	if err != nil {
		t.Fatal(err)
	}
	h.Server = s
	return h
}

// ask sends one request; headers come in pairs.
func (h *harness) ask(method, target string, headers ...string) *http.Response {
	h.t.Helper()
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.Refresh() // as whoever commits does
	h.ServeHTTP(w, r)
	return w.Result()
}

func (h *harness) get(target string, headers ...string) *http.Response {
	h.t.Helper()
	return h.ask(http.MethodGet, target, headers...)
}

// text is an answer's body, decompressed where it must be.
func text(t testing.TB, r *http.Response) string {
	t.Helper()
	var from io.Reader = r.Body
	if r.Header.Get("Content-Encoding") == "gzip" {
		z, err := gzip.NewReader(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		from = z
	}
	b, err := io.ReadAll(from)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// path is the address of the nth sample vacancy's page.
func (h *harness) path(n int) string {
	h.t.Helper()
	r, ok, err := h.ledger.Record(feedstest.ID(n))
	if !ok || err != nil {
		h.t.Fatalf("the sample has no vacancy %d (%v)", n, err)
	}
	return feeds.Path(&r)
}

func wants(t *testing.T, body string, wanted ...string) {
	t.Helper()
	for _, w := range wanted {
		if !strings.Contains(body, w) {
			t.Errorf("%q is not on the page", w)
		}
	}
}

func lacks(t *testing.T, body string, unwanted ...string) {
	t.Helper()
	for _, w := range unwanted {
		if strings.Contains(body, w) {
			t.Errorf("%q must not be on the page", w)
		}
	}
}

// pages are all kinds of page in every state.
func (h *harness) pages() []string {
	out := []string{"/", "/vacancies", "/vacancies?page=2", "/vacancies?sort=closing", "/vacancies?borough=south-of-the-thames&contract=permanent&pay_min=40000&visa=yes",
		"/vacancies?scope=related", "/vacancies?contract=agency", "/vacancies?q=nothingatall", "/vacancies?nonsense=1", "/boroughs", "/feeds", "/about", "/sources",
		"/crawler", "/accessibility", "/privacy", "/developers", "/status"}
	for _, slug := range []string{"hackney", "bexley", "croydon", "westminster", "havering"} {
		out = append(out, "/boroughs/"+slug, "/boroughs/"+slug+"/mirror")
	}
	out = append(out, "/boroughs/hackney/mirror?find=CS%2F0011", "/boroughs/bexley/mirror?find=CS%2F9")
	out = append(out, "/boroughs/hackney/mirror?group=published&page=1", "/boroughs/hackney/mirror?looked=hackney")
	for _, n := range []int{webtest.Plain, webtest.Today, webtest.Silent, webtest.Stale, webtest.Two, webtest.Extended, webtest.Related,
		webtest.AgencyOne, webtest.Full, webtest.Hostile, webtest.Closed, webtest.Withdrawn, webtest.Ruled} {
		out = append(out, h.path(n))
	}
	return out
}

func TestEveryAddressAnswersAsItShould(t *testing.T) {
	h := newHarness(t)
	const html, plain = "text/html; charset=utf-8", "text/plain; charset=utf-8"
	cases := []struct {
		target string
		status int
		kind   string
	}{
		{"/vacancies.rss", 200, feeds.TypeRSS}, {"/vacancies.atom", 200, feeds.TypeAtom}, {"/vacancies.json", 200, feeds.TypeJSONFeed},
		{"/vacancies.csv", 200, feeds.TypeCSV}, {"/vacancies.ics", 200, feeds.TypeCalendar},
		{"/vacancies.rss?borough=hackney&stage=senior", 200, feeds.TypeRSS},
		{"/feeds.opml", 200, feeds.TypeOPML}, {"/changes.json", 200, feeds.TypeJSON}, {"/changes.json?since=3", 200, feeds.TypeJSON},
		{"/changes.atom", 200, feeds.TypeAtom}, {"/codes.json", 200, feeds.TypeJSON}, {"/boroughs.json", 200, feeds.TypeJSON},
		{"/schema/vacancy.json", 200, feeds.TypeSchema}, {"/status.json", 200, feeds.TypeJSON}, {"/status.atom", 200, feeds.TypeAtom},
		{"/sitemap.xml", 200, feeds.TypeXML}, {"/robots.txt", 200, plain}, {"/healthz", 200, plain}, {"/readyz", 200, plain},
		{"/boroughs/hackney/mirror.json", 200, feeds.TypeJSON}, {"/boroughs/hackney/mirror.atom", 200, feeds.TypeAtom},
		{"/nothing", 404, html}, {"/vacancies/none", 404, html}, {"/vacancies/" + feedstest.ID(9999), 404, html},
		{"/boroughs/atlantis", 404, html}, {"/boroughs/atlantis/mirror", 404, html}, {"/boroughs/atlantis/mirror.json", 404, html},
		{"/assets/none.css", 404, html}, {"/feeds/stage/nothing", 404, html}, {"/feeds/stage/senior.exe", 404, html},
	}
	for _, path := range h.pages() {
		cases = append(cases, struct {
			target string
			status int
			kind   string
		}{path, 200, html})
	}
	for _, c := range cases {
		t.Run(c.target, func(t *testing.T) {
			r := h.get(c.target)
			if r.StatusCode != c.status || r.Header.Get("Content-Type") != c.kind {
				t.Fatalf("answered %d %q, want %d %q", r.StatusCode, r.Header.Get("Content-Type"), c.status, c.kind)
			}
			for _, name := range []string{"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cache-Control"} {
				if r.Header.Get(name) == "" {
					t.Errorf("it has no %s", name)
				}
			}
			if len(r.Cookies()) > 0 {
				t.Error("it sets a cookie")
			}
			machine := c.status == 200 && c.kind != html && c.kind != plain
			if got := r.Header.Get("Access-Control-Allow-Origin") == "*"; got != machine {
				t.Errorf("CORS is %v for %s", got, c.kind)
			}
			body := text(t, r)
			head := h.ask(http.MethodHead, c.target)
			if head.StatusCode != c.status || text(t, head) != "" || head.Header.Get("ETag") != r.Header.Get("ETag") {
				t.Errorf("HEAD answers %d with ETag %q", head.StatusCode, head.Header.Get("ETag"))
			}
			if c.kind == html && len(body) >= 60_000 {
				t.Errorf("the page is %d bytes", len(body))
			}
		})
	}
}

func TestOtherMethodsAreRefused(t *testing.T) {
	h := newHarness(t)
	for target, allowed := range map[string]string{"/": "GET, HEAD, OPTIONS", "/vacancies": "GET, HEAD, OPTIONS", "/vacancies.rss": "GET, HEAD, OPTIONS",
		"/nothing": "GET, HEAD, OPTIONS", "/status": "GET, HEAD, OPTIONS", "/boroughs/hackney/mirror": "GET, HEAD, OPTIONS, POST"} {
		for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions} {
			r, want := h.ask(method, target), http.StatusMethodNotAllowed
			switch {
			case method == http.MethodOptions:
				want = http.StatusNoContent
			case strings.Contains(allowed, method):
				continue
			}
			if r.StatusCode != want || r.Header.Get("Allow") != allowed {
				t.Errorf("%s %s: %d, Allow %q", method, target, r.StatusCode, r.Header.Get("Allow"))
			}
		}
	}
}

func TestAPageElsewhereMayAskForAFeedThatHasChanged(t *testing.T) {
	h := newHarness(t)
	for target, may := range map[string]bool{"/vacancies.json": true, "/changes.json?since=1": true, "/vacancies.ics": true, "/vacancies": false, "/boroughs/hackney/mirror": false} {
		r := h.ask(http.MethodOptions, target, "Origin", "https://elsewhere.example", "Access-Control-Request-Method", "GET", "Access-Control-Request-Headers", "if-none-match")
		origin, headers := r.Header.Get("Access-Control-Allow-Origin"), r.Header.Get("Access-Control-Allow-Headers")
		if got := origin == "*" && strings.Contains(headers, "If-None-Match"); got != may || !may && origin+headers != "" {
			t.Errorf("%s: origin %q, headers %q", target, origin, headers)
		}
	}
}

func TestABrowserThatAsksForAnIconIsSentToIt(t *testing.T) {
	h := newHarness(t, func(o *web.Options) { o.Config.Site.BaseURL = "https://council.example/jobs" })
	r := h.get("/favicon.ico")
	to := r.Header.Get("Location")
	if r.StatusCode != http.StatusFound || maxAge(t, r) < time.Hour || strings.Count(to, "/jobs") != 1 {
		t.Fatalf("it answers %d, leads to %q", r.StatusCode, to)
	}
	if icon := h.get(to); icon.StatusCode != 200 || icon.Header.Get("Content-Type") != "image/svg+xml" {
		t.Errorf("%s answers %d %s", to, icon.StatusCode, icon.Header.Get("Content-Type"))
	}
}

func TestReadyzSaysWhenNothingHasBeenReadForSixHours(t *testing.T) {
	h := newHarness(t)
	h.now = webtest.Now.Add(4 * time.Hour)
	if r := h.get("/readyz"); r.StatusCode != 200 {
		t.Errorf("after four hours: %d", r.StatusCode)
	}
	h.now = webtest.Now.Add(6 * time.Hour)
	r := h.get("/readyz")
	if r.StatusCode != http.StatusServiceUnavailable || r.Header.Get("Retry-After") == "" {
		t.Errorf("after six hours: %d", r.StatusCode)
	}
	if r := h.get("/healthz"); r.StatusCode != 200 {
		t.Errorf("healthz: %d", r.StatusCode)
	}
}

func TestACommitIsSeenAtOnce(t *testing.T) {
	h := newHarness(t)
	first := h.get("/vacancies.json")
	next := *h.ledger.Snap
	next.Records = next.Records[1:]
	next.Sequence, next.At = next.Sequence+1, webtest.Now
	h.ledger.Snap = &next
	second := h.get("/vacancies.json")
	if first.Header.Get("ETag") == second.Header.Get("ETag") {
		t.Error("the feed is the same after a commit")
	}
	if n := strings.Count(text(t, second), `"_vacancy"`); n != listed(&next) {
		t.Errorf("it holds %d vacancies, want %d", n, listed(&next))
	}
}

func listed(snap *lifecycle.Snapshot) int {
	n := 0
	for _, r := range snap.Records {
		if r.InDefault {
			n++
		}
	}
	return n
}
