package fetch

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"vacancies/normalize/lifecycle"
)

func TestCancellingEndsAFetchAtOnce(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := newSite(t, map[string]http.HandlerFunc{"/": func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	}})
	c := newTestClient(t, local())
	_, err := session(t, c, s.URL).Fetch(ctx, Request{URL: s.URL + "/"})
	wantFault(t, err, lifecycle.FaultCancelled)
	if s.count("/") != 1 {
		t.Errorf("asked %d times", s.count("/"))
	}

	ended, end := context.WithCancel(t.Context())
	ses := c.Session(ended, []string{strings.TrimPrefix(s.URL, "http://")})
	end()
	_, err = ses.Fetch(t.Context(), Request{URL: s.URL + "/"})
	wantFault(t, err, lifecycle.FaultCancelled)
}

func TestOnlyRequestsThatChangeNothingAreSent(t *testing.T) {
	s := newSite(t, map[string]http.HandlerFunc{"/list": func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"method":%q,"body":%q}`, r.Method, body)
	}})
	ses := session(t, newTestClient(t, local()), s.URL)
	for _, r := range []Request{
		{Method: "POST", URL: s.URL + "/list"},
		{Method: "DELETE", URL: s.URL + "/list"},
		{Method: "PUT", URL: s.URL + "/list", Safe: true},
	} {
		_, err := ses.Fetch(t.Context(), r)
		wantFault(t, err, lifecycle.FaultConfig)
	}
	if s.count("/list") != 0 {
		t.Error("something was sent")
	}
	p, err := ses.Fetch(t.Context(), Request{Method: "POST", URL: s.URL + "/list", Body: []byte(`{"q":1}`), Safe: true})
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"method":"POST","body":"{\"q\":1}"}`; string(p.Body) != want {
		t.Errorf("got %s, want %s", p.Body, want)
	}
}

func TestASafePostIsTriedAgainWithItsBody(t *testing.T) {
	var s *site
	s = newSite(t, map[string]http.HandlerFunc{"/list": func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if s.count("/list") == 1 {
			w.WriteHeader(502)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.Write(body)
	}})
	p, err := session(t, newTestClient(t, local()), s.URL).Fetch(t.Context(), Request{Method: "POST", URL: s.URL + "/list", Body: []byte(`[7]`), Safe: true})
	if err != nil || string(p.Body) != `[7]` {
		t.Errorf("got %v, %v", p, err)
	}
}

func TestHeadersSayWhoWeAreAndNothingElse(t *testing.T) {
	var got http.Header
	s := newSite(t, map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, r *http.Request) {
		got = r.Header.Clone()
		page("text/html", okPage)(w, r)
	}})
	o := local()
	o.Contact = "jobs@example.org"
	_, err := session(t, newTestClient(t, o), s.URL).Fetch(t.Context(), Request{URL: s.URL + "/", Accept: []string{"text/html"}, Header: http.Header{
		"X-Requested-With": {"XMLHttpRequest"}, "Authorization": {"Basic x"}, "Cookie": {"a=b"}, "User-Agent": {"Mozilla"}, "Accept-Encoding": {"br"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"User-Agent": "VacanciesBot/1.0 (+jobs@example.org)", "From": "jobs@example.org", "Accept": "text/html",
		"Accept-Encoding": "gzip", "X-Requested-With": "XMLHttpRequest", "Authorization": "", "Cookie": "",
	} {
		if got.Get(name) != want {
			t.Errorf("%s: got %q, want %q", name, got.Get(name), want)
		}
	}
}

func TestCookiesLiveAsLongAsASession(t *testing.T) {
	s := newSite(t, map[string]http.HandlerFunc{
		"/start": func(w http.ResponseWriter, r *http.Request) {
			http.SetCookie(w, &http.Cookie{Name: "token", Value: "t1"})
			page("text/html", okPage)(w, r)
		},
		"/list": func(w http.ResponseWriter, r *http.Request) {
			c, err := r.Cookie("token")
			page("text/plain", fmt.Sprint("cookie ", c, err == nil))(w, r)
		},
	})
	c := newTestClient(t, local())
	first, second := session(t, c, s.URL), session(t, c, s.URL)
	for _, path := range []string{"/start", "/list"} {
		p, err := first.Fetch(t.Context(), Request{URL: s.URL + path})
		if err != nil {
			t.Fatal(err)
		}
		if path == "/list" && !strings.HasSuffix(string(p.Body), "true") {
			t.Errorf("the session lost its cookie: %s", p.Body)
		}
	}
	p, err := second.Fetch(t.Context(), Request{URL: s.URL + "/list"})
	if err != nil || !strings.HasSuffix(string(p.Body), "false") {
		t.Errorf("another session has the cookie: %v %v", p, err)
	}
}

func TestNotModifiedIsAPageAndIsCounted(t *testing.T) {
	s := newSite(t, map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		if r.Header.Get("If-None-Match") == `"v1"` && r.Header.Get("If-Modified-Since") == "Mon, 02 Nov 2026 10:00:00 GMT" {
			w.WriteHeader(304)
			return
		}
		page("text/html", okPage)(w, r)
	}})
	ses := session(t, newTestClient(t, local()), s.URL)
	r := Request{URL: s.URL + "/", ETag: `"v1"`, LastModified: "Mon, 02 Nov 2026 10:00:00 GMT"}
	p, err := ses.Fetch(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	if !p.NotModified || len(p.Body) != 0 || p.ETag != r.ETag || p.LastModified != r.LastModified {
		t.Errorf("got %+v", p)
	}
	r.Volatile = true
	if p, err = ses.Fetch(t.Context(), r); err != nil || p.NotModified || p.ETag != "" {
		t.Errorf("a volatile address was asked for conditionally: %+v %v", p, err)
	}
	if got := ses.Stats(); got.NotModified != 1 || got.Requests != 3 {
		t.Errorf("got %+v", got)
	}
}

func TestRedirectsStayOnTheSourcesHosts(t *testing.T) {
	elsewhere := newSite(t, map[string]http.HandlerFunc{"/jobs": page("text/html", okPage)})
	s := newSite(t, map[string]http.HandlerFunc{
		"/near": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/jobs", http.StatusFound) },
		"/jobs": page("text/html", okPage),
		"/far": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL+"/jobs", http.StatusMovedPermanently)
		},
		"/ftp": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "ftp://x/")
			w.WriteHeader(302)
		},
		"/loop":   func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) },
		"/denied": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/private/list", http.StatusFound) },
		"/maze": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/maze?"+r.URL.RawQuery+"x", http.StatusFound)
		},
		"/cookie": func(w http.ResponseWriter, r *http.Request) {
			if _, err := r.Cookie("seen"); err != nil {
				http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
				http.Redirect(w, r, "/cookie", http.StatusFound)
				return
			}
			page("text/html", okPage)(w, r)
		},
		"/private/list": page("text/html", okPage),
		"/robots.txt":   page("text/plain", "User-agent: *\nDisallow: /private/"),
	})
	c := newTestClient(t, local())
	for _, tt := range []struct {
		name, path string
		fault      lifecycle.Fault
	}{
		{"within the host it is followed", "/near", ""},
		{"to set a cookie it is followed", "/cookie", ""},
		{"to another host the source has moved", "/far", lifecycle.FaultMoved},
		{"to another scheme the source has moved", "/ftp", lifecycle.FaultMoved},
		{"in a circle it ends", "/loop", lifecycle.FaultRedirects},
		{"without end it ends", "/maze", lifecycle.FaultRedirects},
		{"into what robots.txt denies it ends", "/denied", lifecycle.FaultRobots},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, err := session(t, c, s.URL).Fetch(t.Context(), Request{URL: s.URL + tt.path})
			if tt.fault != "" {
				wantFault(t, err, tt.fault)
			} else if err != nil || string(p.Body) != okPage {
				t.Errorf("got %v, %v", p, err)
			}
		})
	}
	if elsewhere.count("/jobs") != 0 || s.count("/private/list") != 0 {
		t.Error("a redirect led where it must not")
	}
	p, err := session(t, c, s.URL, elsewhere.URL).Fetch(t.Context(), Request{URL: s.URL + "/far"})
	if err != nil || p.URL != elsewhere.URL+"/jobs" || p.Requested != s.URL+"/far" {
		t.Errorf("a host that is named is read: %+v, %v", p, err)
	}
	if elsewhere.count("/robots.txt") != 1 {
		t.Error("the second host's robots.txt was not asked for")
	}
}

func TestASessionReadsOnlyItsHosts(t *testing.T) {
	s := newSite(t, map[string]http.HandlerFunc{"/": page("text/html", okPage)})
	c := newTestClient(t, local())
	host := strings.TrimPrefix(s.URL, "http://")
	for _, tt := range []struct {
		name  string
		hosts []string
		url   string
		fault lifecycle.Fault
	}{
		{"its own", []string{host}, s.URL + "/", ""},
		{"none at all", nil, s.URL + "/", lifecycle.FaultAddress},
		{"another port", []string{"127.0.0.1"}, s.URL + "/", lifecycle.FaultAddress},
		{"another host", []string{"jobs.example.org"}, s.URL + "/", lifecycle.FaultAddress},
		{"a file", []string{host}, "file:///etc/hostname", lifecycle.FaultAddress},
		{"an address with a user name", []string{host}, "http://me@" + host + "/", lifecycle.FaultAddress},
		{"no address", []string{host}, "http://[::1", lifecycle.FaultAddress},
		{"an empty address", []string{host}, "", lifecycle.FaultAddress},
		{"an address without end", []string{host}, s.URL + "/?" + strings.Repeat("x", maxAddress), lifecycle.FaultAddress},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := c.Session(t.Context(), tt.hosts).Fetch(t.Context(), Request{URL: tt.url})
			if tt.fault != "" {
				wantFault(t, err, tt.fault)
			} else if err != nil {
				t.Error(err)
			}
		})
	}
}

func TestHostPatternsStandForHostsBelow(t *testing.T) {
	c := newTestClient(t, local())
	s := c.Session(t.Context(), []string{"*.Vendor.example", "council.example."})
	for address, want := range map[string]bool{
		"https://a.vendor.example/":       true,
		"https://a.b.VENDOR.example./":    true,
		"https://vendor.example/":         false,
		"https://evilvendor.example/":     false,
		"https://COUNCIL.example/":        true,
		"https://council.example:443/":    true,
		"http://council.example:443/":     false,
		"https://council.example:8443/":   false,
		"https://jobs.council.example/":   false,
		"https://council.example.evil.x/": false,
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.mayRead(u) == nil; got != want {
			t.Errorf("%s: got %v, want %v", address, got, want)
		}
	}
}
