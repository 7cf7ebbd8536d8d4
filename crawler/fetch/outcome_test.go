package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"vacancies/normalize/lifecycle"
)

// status answers with a status and a body of HTML.
func status(code int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(code)
		io.WriteString(w, body)
	}
}

// TestEveryFailureHasItsFault goes through what a host can answer.
func TestEveryFailureHasItsFault(t *testing.T) {
	long := strings.Repeat("<p>We are looking for people who care.</p>", 60)
	tests := []struct {
		name   string
		answer http.HandlerFunc
		accept []string
		fault  lifecycle.Fault
		tries  int
	}{
		{"401 keeps us out", status(401, "Please authenticate"), nil, lifecycle.FaultForbidden, 1},
		{"403 keeps us out", status(403, "Forbidden"), nil, lifecycle.FaultForbidden, 1},
		{"404 is not found", status(404, "No such page"), nil, lifecycle.FaultNotFound, 1},
		{"410 is gone", status(410, "Gone"), nil, lifecycle.FaultGone, 1},
		{"418 is some other status", status(418, "Teapot"), nil, lifecycle.FaultStatus, 1},
		{"429 is throttled after trying again", status(429, "Slow down"), nil, lifecycle.FaultThrottled, 3},
		{"500 is the server's error after trying again", status(500, "Oops"), nil, lifecycle.FaultServer, 3},
		{"501 is not tried again", status(501, "Not implemented"), nil, lifecycle.FaultServer, 1},
		{"503 that speaks of maintenance is maintenance", status(503, "Down for maintenance"), nil, lifecycle.FaultMaintenance, 3},
		{"304 that was not asked for is a strange status", status(304, ""), nil, lifecycle.FaultStatus, 1},
		{"204 is a blank page", status(204, ""), nil, lifecycle.FaultBlank, 1},
		{"an empty body is a blank page", page("text/html", " \n"), nil, lifecycle.FaultBlank, 1},
		{"a page with a title alone is blank", page("text/html", "<html><head><title>Jobs</title></head><body></body></html>"), nil, lifecycle.FaultBlank, 1},
		{"Oleeo Protect at 200 is a challenge", page("text/html", `<html><head><title>Quick Check Needed</title></head><body>...</body></html>`), nil, lifecycle.FaultChallenge, 1},
		{"an ALTCHA widget and nothing else is a challenge", page("text/html", `<body><p>One moment</p><altcha-widget challengeurl="/c"></altcha-widget></body>`), nil, lifecycle.FaultChallenge, 1},
		{"Cloudflare's interstitial at 403 is a challenge", status(403, `<title>Just a moment...</title><script>window._cf_chl_opt={}</script>`), nil, lifecycle.FaultChallenge, 1},
		{"Cloudflare's interstitial at 503 is a challenge", status(503, `<script>window._cf_chl_opt={}</script>`), nil, lifecycle.FaultChallenge, 3},
		{"Incapsula's incident page is a challenge", page("text/html", `<iframe src="/_Incapsula_Resource?x=1">Request unsuccessful. Incapsula incident ID: 1-2</iframe>`), nil, lifecycle.FaultChallenge, 1},
		{"the W4S firewall's code is a challenge", status(403, `<p>Blocked: W4S-402</p>`), nil, lifecycle.FaultChallenge, 1},
		{"a header that says challenge is one", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Cf-Mitigated", "challenge")
			page("application/json", `{}`)(w, r)
		}, nil, lifecycle.FaultChallenge, 1},
		{"a challenge where JSON was asked for is a challenge, not a wrong type", page("text/html", `<title>Quick Check Needed</title>`), []string{"application/json"}, lifecycle.FaultChallenge, 1},
		{"a log-in page at 200 is one", page("text/html", `<title>Sign in</title><form><input type="password" name="p"></form><p>Sign in to go on</p>`), nil, lifecycle.FaultLogin, 1},
		{"a maintenance page at 200 is one", page("text/html", `<h1>We are down for maintenance</h1>`), nil, lifecycle.FaultMaintenance, 1},
		{"HTML where JSON was asked for is a wrong type", page("text/html", okPage), []string{"application/json"}, lifecycle.FaultType, 1},
		{"a PDF is a wrong type", page("application/pdf", "%PDF-1.7 ..."), nil, lifecycle.FaultType, 1},
		{"an image without a type is a wrong type", page("application/octet-stream", "\x89PNG\r\n\x1a\n0000"), nil, lifecycle.FaultType, 1},
		{"binary called HTML is garbled", page("text/html", strings.Repeat("\x00\x01\x02\x03ab", 400)), nil, lifecycle.FaultGarbled, 1},
		{"brotli that was not asked for is garbled", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			page("text/html", "\x8b\x02\x80abc\x03")(w, r)
		}, nil, lifecycle.FaultGarbled, 1},
		{"a body over the bound is too large", page("text/html", strings.Repeat("x", 20_000)), nil, lifecycle.FaultTooLarge, 1},
		{"a body that breaks off is truncated after trying again", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "5000")
			io.WriteString(w, long[:1000])
		}, nil, lifecycle.FaultTruncated, 3},
		{"a connection broken before the answer is reset after trying again", func(w http.ResponseWriter, _ *http.Request) {
			panic(http.ErrAbortHandler)
		}, nil, lifecycle.FaultReset, 3},
		{"a connection reset in the middle is reset after trying again", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "5000")
			io.WriteString(w, long[:1000])
			w.(http.Flusher).Flush()
			conn, _, err := w.(http.Hijacker).Hijack()
			if err == nil {
				conn.(*net.TCPConn).SetLinger(0)
				conn.Close()
			}
		}, nil, lifecycle.FaultReset, 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newSite(t, map[string]http.HandlerFunc{"/jobs": tt.answer})
			o := local()
			o.MaxBody = 10_000
			ses := session(t, newTestClient(t, o), s.URL)
			_, err := ses.Fetch(t.Context(), Request{URL: s.URL + "/jobs", Accept: tt.accept})
			e := wantFault(t, err, tt.fault)
			if e.URL != s.URL+"/jobs" {
				t.Errorf("the error names %q", e.URL)
			}
			if got := s.count("/jobs"); got != tt.tries {
				t.Errorf("asked %d times, want %d", got, tt.tries)
			}
			if got := ses.Stats().Requests; got != tt.tries+1 { // and robots.txt
				t.Errorf("counted %d requests, want %d", got, tt.tries+1)
			}
		})
	}
}

// TestOrdinaryPagesAreNotTakenForSomethingElse holds the other side of the signs.
func TestOrdinaryPagesAreNotTakenForSomethingElse(t *testing.T) {
	advert := strings.Repeat("<p>You will lead a team of social workers in a busy service.</p>", 40)
	tests := []struct{ name, contentType, body string }{
		{"a list page with a log-in box", "text/html", `<title>Vacancies</title><form><input type="password"></form>` + advert},
		{"a page guarded by Cloudflare's quiet script", "text/html", okPage + `<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>`},
		{"a page guarded by Incapsula's script", "text/html", `<script src="/_Incapsula_Resource?SWJIYLWA=1"></script>` + advert},
		{"an advert with an ALTCHA field in its alert form", "text/html", advert + `<altcha-widget></altcha-widget>`},
		{"an advert for someone who plans maintenance", "text/html", `<title>Maintenance Operative</title>` + advert + `<p>planned maintenance and scheduled maintenance</p>`},
		{"an advert that asks whether you are a robot", "text/html", advert + `<p>Are you a robot? No? Apply.</p>`},
		{"a shell that a script fills in", "text/html", `<html><head><title>Jobs</title></head><body><div id="app"></div><script src="/app.js"></script></body></html>`},
		{"an XML list without a vacancy", "application/xml", `<Vacancies Count="0"></Vacancies>`},
		{"a search page that is all script under a banner", "text/html", `<form id="search" action="run?USESSION=0A"><div class="banner">Our site will be unavailable on Sunday due to scheduled maintenance.</div><a href="run">Search for job</a></form>`},
		{"a JSON answer that speaks of maintenance", "application/json", `{"note":"down for maintenance"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newSite(t, map[string]http.HandlerFunc{"/": page(tt.contentType, tt.body)})
			if _, err := session(t, newTestClient(t, local()), s.URL).Fetch(t.Context(), Request{URL: s.URL + "/"}); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestAnErrorCarriesABoundedSampleAndHeaders(t *testing.T) {
	s := newSite(t, map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Edge", "somewhere")
		status(403, strings.Repeat("no ", 100_000))(w, r)
	}})
	_, err := session(t, newTestClient(t, local()), s.URL).Fetch(t.Context(), Request{URL: s.URL + "/"})
	e := wantFault(t, err, lifecycle.FaultForbidden)
	if len(e.Body) != maxSample || e.Header.Get("X-Edge") != "somewhere" || e.Status != 403 {
		t.Errorf("got %d bytes, headers %v, status %d", len(e.Body), e.Header, e.Status)
	}
	if want := fmt.Sprintf("reading %s/: forbidden (status 403)", s.URL); e.Error() != want {
		t.Errorf("got %q, want %q", e.Error(), want)
	}
}

func TestAHostThatIsNotThereIsNamedSo(t *testing.T) {
	closed := httptest.NewServer(http.NotFoundHandler())
	address := closed.URL
	closed.Close()
	_, err := session(t, newTestClient(t, local()), address).Fetch(t.Context(), Request{URL: address + "/"})
	wantFault(t, err, lifecycle.FaultRefused)

	o := local()
	o.Dial = func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "nowhere.example", IsNotFound: true}}
	}
	c := newTestClient(t, o)
	_, err = c.Session(t.Context(), []string{"nowhere.example"}).Fetch(t.Context(), Request{URL: "http://nowhere.example/"})
	wantFault(t, err, lifecycle.FaultDown)
}

func TestAnUntrustedCertificateIsACertificateFault(t *testing.T) {
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // it complains of our refusal
	s.StartTLS()
	defer s.Close()
	_, err := session(t, newTestClient(t, local()), s.URL).Fetch(t.Context(), Request{URL: s.URL + "/"})
	wantFault(t, err, lifecycle.FaultCertificate)
}

func TestPlainTextOnATLSPortIsACertificateFault(t *testing.T) {
	s := newSite(t, nil)
	address := "https" + strings.TrimPrefix(s.URL, "http")
	_, err := session(t, newTestClient(t, local()), address).Fetch(t.Context(), Request{URL: address + "/"})
	// net/http itself recognises the plain answer and says so in words.
	var e *Error
	if !errors.As(err, &e) || e.Fault != lifecycle.FaultCertificate {
		t.Errorf("got %v", err)
	}
}

func TestASlowDripTimesOutAndTheFirstSlowAnswerIsForgiven(t *testing.T) {
	for _, tt := range []struct {
		name  string
		slow  int
		fault lifecycle.Fault
	}{{"slow once", 1, ""}, {"slow always", 100, lifecycle.FaultTimeout}} {
		t.Run(tt.name, func(t *testing.T) {
			done := make(chan struct{})
			var s *site
			s = newSite(t, map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				if s.count("/") <= tt.slow {
					io.WriteString(w, "<p>slow")
					w.(http.Flusher).Flush()
					select {
					case <-r.Context().Done():
					case <-done:
					}
					return
				}
				io.WriteString(w, okPage)
			}})
			defer close(done)
			o := local()
			o.AttemptTimeout = 100 * time.Millisecond
			_, err := session(t, newTestClient(t, o), s.URL).Fetch(t.Context(), Request{URL: s.URL + "/"})
			if tt.fault == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			wantFault(t, err, tt.fault)
		})
	}
}

func TestALongAddressDoesNotBuryTheFault(t *testing.T) {
	e := &Error{Fault: lifecycle.FaultGone, URL: "https://jobs.example/" + strings.Repeat("é", 500), Status: 410}
	if line := e.Error(); len(line) > 200 || !strings.HasSuffix(line, "…: gone (status 410)") || !utf8.ValidString(line) {
		t.Errorf("got %q", line)
	}
}
