package fetch

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gocolly/colly/v2"
	"go.uber.org/goleak"

	"vacancies/normalize/lifecycle"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// site is a local web site that counts what it was asked for.
type site struct {
	*httptest.Server
	mu   sync.Mutex
	hits map[string]int // by path
}

// newSite starts a site; without a handler for it, robots.txt answers 404.
func newSite(t *testing.T, pages map[string]http.HandlerFunc) *site {
	t.Helper()
	s := &site{hits: make(map[string]int)}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.hits[r.URL.Path]++
		s.mu.Unlock()
		if page := pages[r.URL.Path]; page != nil {
			page(w, r)
			return
		}
		// net/http sends a request once more by itself when a connection that it
		// used before breaks; a fresh one each time keeps counts exact.
		w.Header().Set("Connection", "close")
		http.NotFound(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *site) count(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hits[path]
}

// local are options for sites on loopback, without waiting.
func local() Options {
	return Options{UserAgent: UserAgent("1.0", "jobs@example.org"), AllowPrivate: true, NoPause: true, AttemptTimeout: 5 * time.Second}
}

func newTestClient(t *testing.T, o Options) *Client {
	t.Helper()
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// session opens a session that may read the hosts of these addresses.
func session(t *testing.T, c *Client, addresses ...string) *Session {
	t.Helper()
	var hosts []string
	for _, a := range addresses {
		host, err := Host(a)
		if err != nil {
			t.Fatal(err)
		}
		hosts = append(hosts, host)
	}
	return c.Session(t.Context(), hosts)
}

// wantFault checks that an error is an *Error with a fault, and gives it.
func wantFault(t *testing.T, err error, fault lifecycle.Fault) *Error {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("got %T %v, want an *Error with fault %s", err, err, fault)
	}
	if e.Fault != fault {
		t.Fatalf("got fault %s (%v), want %s", e.Fault, e, fault)
	}
	return e
}

const okPage = `<!doctype html><html><head><title>Vacancies</title></head><body><h1>Vacancies</h1><p>Social Worker, closes Friday</p></body></html>`

// page answers with a body of a content type.
func page(contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		io.WriteString(w, body)
	}
}

func TestAPageIsReadWithWhatAnAdapterNeeds(t *testing.T) {
	s := newSite(t, map[string]http.HandlerFunc{"/jobs": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "Text/HTML; charset=UTF-8")
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "Mon, 02 Nov 2026 10:00:00 GMT")
		io.WriteString(w, okPage)
	}})
	at := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	o := local()
	o.Now = func() time.Time { return at }
	got, err := session(t, newTestClient(t, o), s.URL).Fetch(t.Context(), Request{URL: s.URL + "/jobs?b=1&a=2"})
	if err != nil {
		t.Fatal(err)
	}
	want := Page{
		Requested: s.URL + "/jobs?b=1&a=2", URL: s.URL + "/jobs?b=1&a=2", Status: 200, MediaType: "text/html",
		ETag: `"v1"`, LastModified: "Mon, 02 Nov 2026 10:00:00 GMT", At: at,
	}
	if got.Requested != want.Requested || got.URL != want.URL || got.Status != want.Status || got.MediaType != want.MediaType ||
		got.ETag != want.ETag || got.LastModified != want.LastModified || !got.At.Equal(want.At) || string(got.Body) != okPage {
		t.Errorf("got %+v\nwant %+v with the page's body", got, want)
	}
}

func TestPrivateAddressesAndOddPortsAreRefusedAfterDNS(t *testing.T) {
	s := newSite(t, map[string]http.HandlerFunc{"/": page("text/html", okPage)})
	o := local()
	o.AllowPrivate, o.NoPause = false, false
	c := newTestClient(t, o)
	_, err := session(t, c, s.URL).Fetch(t.Context(), Request{URL: s.URL + "/"})
	wantFault(t, err, lifecycle.FaultAddress)
	_, err = c.Session(t.Context(), []string{"127.0.0.1"}).Fetch(t.Context(), Request{URL: "http://127.0.0.1/"})
	wantFault(t, err, lifecycle.FaultAddress)
	if len(s.hits) != 0 {
		t.Errorf("a private address was reached: %v", s.hits)
	}
}

func TestTheEnvironmentChangesNothing(t *testing.T) {
	proxy := newSite(t, map[string]http.HandlerFunc{"/": page("text/html", "proxied")})
	for name, value := range map[string]string{
		"HTTP_PROXY": proxy.URL, "http_proxy": proxy.URL, "ALL_PROXY": proxy.URL,
		"COLLY_MAX_BODY_SIZE": "5", "COLLY_USER_AGENT": "Mozilla", "COLLY_FOLLOW_REDIRECTS": "no",
		"COLLY_DISABLE_COOKIES": "yes", "COLLY_ALLOWED_DOMAINS": "nowhere", "COLLY_MAX_REQUESTS": "1",
	} {
		t.Setenv(name, value)
	}
	var agent string
	s := newSite(t, map[string]http.HandlerFunc{
		"/from": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusFound) },
		"/": func(w http.ResponseWriter, r *http.Request) {
			agent = r.UserAgent()
			page("text/html", okPage)(w, r)
		}})
	ses := session(t, newTestClient(t, local()), s.URL)
	for range 2 {
		p, err := ses.Fetch(t.Context(), Request{URL: s.URL + "/from"})
		if err != nil || string(p.Body) != okPage {
			t.Fatalf("got %v, %v", p, err)
		}
	}
	if agent != "VacanciesBot/1.0 (+jobs@example.org)" {
		t.Errorf("the User-Agent is %q", agent)
	}
}

func TestObserversSeeEveryRequest(t *testing.T) {
	s := newSite(t, map[string]http.HandlerFunc{
		"/":     page("text/html", okPage),
		"/from": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusFound) },
		"/bad":  status(404, "no"),
	})
	var got []string
	o := local()
	o.Observe = func(ob Observation) {
		if "http://"+ob.Host != s.URL {
			t.Errorf("observed host %q", ob.Host)
		}
		got = append(got, ob.Outcome)
	}
	ses := session(t, newTestClient(t, o), s.URL)
	ses.Fetch(t.Context(), Request{URL: s.URL + "/from"})
	ses.Fetch(t.Context(), Request{URL: s.URL + "/bad"})
	if want := "not_found redirect ok not_found"; strings.Join(got, " ") != want {
		t.Errorf("observed %v, want %s", got, want)
	}
}

func TestOptionsThatContradictThemselvesAreRefused(t *testing.T) {
	for name, o := range map[string]Options{
		"no pauses on the open network":        {UserAgent: "x/1", NoPause: true},
		"a User-Agent without a product token": {UserAgent: "(compatible)"},
	} {
		if _, err := New(o); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestUserAgentBeginsWithItsProductToken(t *testing.T) {
	for _, tt := range []struct{ version, contact, want string }{
		{"1.2", "https://jobs.example.org/crawler", "VacanciesBot/1.2 (+https://jobs.example.org/crawler)"},
		{"", "me@example.org", "VacanciesBot (+me@example.org)"},
		{"", "", "VacanciesBot"},
	} {
		if got := UserAgent(tt.version, tt.contact); got != tt.want || productToken(got) != Product {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

// BenchmarkFetch compares a page through the whole stack with one through a
// collector alone.
func BenchmarkFetch(b *testing.B) {
	body := "<html><body>" + strings.Repeat("<p>We are looking for people who care about \u00a3 and children.</p>\n", 600)
	s := httptest.NewServer(page("text/html; charset=utf-8", body))
	defer s.Close()
	b.Run("ours", func(b *testing.B) {
		c, err := New(local())
		if err != nil {
			b.Fatal(err)
		}
		defer c.Close()
		ses := c.Session(b.Context(), []string{strings.TrimPrefix(s.URL, "http://")})
		for b.Loop() {
			if _, err := ses.Fetch(b.Context(), Request{URL: s.URL + "/jobs"}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("floor", func(b *testing.B) {
		col := colly.NewCollector(colly.AllowURLRevisit())
		transport := &http.Transport{}
		defer transport.CloseIdleConnections()
		col.WithTransport(transport)
		for b.Loop() {
			if err := col.Visit(s.URL + "/jobs"); err != nil {
				b.Fatal(err)
			}
		}
	})
}
