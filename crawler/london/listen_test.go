package london_test

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"go.uber.org/goleak"

	"vacancies/crawler/london"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// browser is a plain client that reaches London through its dialler.
func browser(t testing.TB, l *london.London) *http.Client {
	t.Helper()
	dial, stop, err := l.Start()
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{DialContext: dial, DisableCompression: true}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		stop()
	})
	return &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func ask(t testing.TB, c *http.Client, address string, header http.Header) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, values := range header {
		req.Header[name] = values
	}
	res, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

func TestTheDiallerLeadsToLondonAlone(t *testing.T) {
	l := build(t, london.Options{Faults: map[string]string{"brent": "down", "bexley": "refused"}})
	dial, stop, err := l.Start()
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	cases := []struct {
		name, addr string
		check      func(error) bool
	}{
		{"a site of ours is reached", "camden.demo.example:80", func(err error) bool { return err == nil }},
		{"a site of ours is reached by any port", "camden.demo.example:443", func(err error) bool { return err == nil }},
		{"a site that is not there does not resolve", "atlantis.demo.example:80", notFound},
		{"a host elsewhere does not resolve", "www.example.com:80", notFound},
		{"an address does not resolve", "127.0.0.1:80", notFound},
		{"a site that is down has no route", "brent.demo.example:80", func(err error) bool { return errors.Is(err, syscall.EHOSTUNREACH) }},
		{"a site that refuses refuses", "bexley.demo.example:80", func(err error) bool { return errors.Is(err, syscall.ECONNREFUSED) }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			conn, err := dial(t.Context(), "tcp", c.addr)
			if conn != nil {
				conn.Close()
			}
			if !c.check(err) {
				t.Errorf("dialling %s: %v", c.addr, err)
			}
		})
	}
	stop()
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if conn, err := dial(ctx, "tcp", "camden.demo.example:80"); err == nil {
		conn.Close()
		t.Error("London still answers after it was stopped")
	}
}

func notFound(err error) bool {
	var dns *net.DNSError
	return errors.As(err, &dns) && dns.IsNotFound
}

// TestWhatOpensAtMidnightIsSentBeforeMorning asks each site late one evening and
// again in the night, with what it gave as validators: where adverts have opened
// the page has changed, at whatever hour it is asked for.
func TestWhatOpensAtMidnightIsSentBeforeMorning(t *testing.T) {
	day0 := time.Date(2026, time.November, 2, 0, 0, 0, 0, time.UTC)
	now, tried := day0, 0
	l := build(t, london.Options{Seed: 15, Day0: day0, Now: func() time.Time { return now }})
	c := browser(t, l)
	for _, src := range l.Sources() {
		for day := range 6 {
			opened := slices.ContainsFunc(truth(t, l, src.ID, day+1), func(p london.Post) bool {
				return !slices.ContainsFunc(truth(t, l, src.ID, day), func(q london.Post) bool { return q.ID == p.ID })
			})
			if !opened {
				continue
			}
			now = day0.Add(time.Duration(day)*24*time.Hour + 23*time.Hour)
			first, _ := ask(t, c, src.URL, nil)
			header := http.Header{}
			for _, pair := range [][2]string{{"ETag", "If-None-Match"}, {"Last-Modified", "If-Modified-Since"}} {
				if value := first.Header.Get(pair[0]); value != "" {
					header.Set(pair[1], value)
				}
			}
			if len(header) == 0 {
				continue
			}
			tried++
			now = now.Add(90 * time.Minute)
			if second, _ := ask(t, c, src.URL, header); second.StatusCode != http.StatusOK {
				t.Errorf("%s, the night to day %d: %d, and adverts have opened", src.ID, day+1, second.StatusCode)
			}
		}
	}
	if tried == 0 {
		t.Error("no site with validators had anything new")
	}
}

func TestAnUnchangedPageIsNotSentTwice(t *testing.T) {
	l := build(t, london.Options{Seed: 2})
	c := browser(t, l)
	for _, id := range []string{"hillingdon", "bromley", "newham"} {
		address := sourcesByID(l)[id].URL
		l.SetDay(0)
		first, _ := ask(t, c, address, nil)
		header := http.Header{}
		if tag := first.Header.Get("ETag"); tag != "" {
			header.Set("If-None-Match", tag)
		}
		if changed := first.Header.Get("Last-Modified"); changed != "" {
			header.Set("If-Modified-Since", changed)
		}
		if len(header) == 0 {
			t.Fatalf("%s: no validators", id)
		}
		if second, body := ask(t, c, address, header); second.StatusCode != http.StatusNotModified || body != "" {
			t.Errorf("%s: asked again, answered %d with %d bytes", id, second.StatusCode, len(body))
		}
		l.SetDay(14)
		if third, _ := ask(t, c, address, header); third.StatusCode != http.StatusOK {
			t.Errorf("%s: asked a fortnight later, answered %d", id, third.StatusCode)
		}
		// A page under a fault must not pass for the page without it, nor the other way round.
		l.SetDay(0)
		if err := l.SetFault(id, "half-gone"); err != nil {
			t.Fatal(err)
		}
		broken, _ := ask(t, c, address, header)
		if broken.StatusCode != http.StatusOK || broken.Header.Get("ETag") != "" || broken.Header.Get("Last-Modified") != "" {
			t.Errorf("%s: broken, answered %d with validators %v", id, broken.StatusCode, broken.Header)
		}
	}
}

func TestPagesComeCompressedWhenAskedFor(t *testing.T) {
	l := build(t, london.Options{})
	c := browser(t, l)
	address := sourcesByID(l)["southwark"].URL
	_, plain := ask(t, c, address, nil)
	packed, body := ask(t, c, address, http.Header{"Accept-Encoding": {"gzip"}})
	if packed.Header.Get("Content-Encoding") != "gzip" {
		t.Fatal("not compressed")
	}
	z, err := gzip.NewReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	unpacked, err := io.ReadAll(z)
	if err != nil || string(unpacked) != plain {
		t.Errorf("unpacked page differs: %v", err)
	}
}

func TestOneSiteIsWrittenInItsOwnCharacterSet(t *testing.T) {
	l := build(t, london.Options{Seed: 2})
	res, body := ask(t, browser(t, l), "http://merton.demo.example/jobs", nil)
	if got := res.Header.Get("Content-Type"); got != "text/html; charset=iso-8859-1" {
		t.Errorf("served as %s", got)
	}
	found := false
	for _, p := range truth(t, l, "merton", 0) {
		_, page := ask(t, browser(t, l), "http://merton.demo.example/jobs/x-"+p.ID, nil)
		found = found || strings.Contains(page, "\xa3") && !utf8.ValidString(page)
	}
	if !found || strings.Contains(body, "utf-8") {
		t.Error("no page holds a pound sign in ISO-8859-1, or one claims to be UTF-8")
	}
}

func TestSessionTokensAreNewInEveryAnswer(t *testing.T) {
	c := browser(t, build(t, london.Options{}))
	board := "http://haringey.demo.example/vx/lang-en-GB/mobile-0/appcentre-1/brand-2/candidate/jobboard/vacancy/3/adv/"
	_, one := ask(t, c, board, nil)
	_, two := ask(t, c, board, nil)
	if !strings.Contains(one, "/xf-") || one == two {
		t.Error("two answers share their session token, or have none")
	}
	_, feed := ask(t, c, sourcesByID(build(t, london.Options{}))["haringey"].URL, nil)
	if strings.Contains(feed, "xf-") {
		t.Error("the feed's links carry a session token")
	}
}

func TestAskingForAFormIsNoticed(t *testing.T) {
	l := build(t, london.Options{})
	c := browser(t, l)
	for _, address := range []string{
		"http://wandsworth.demo.example/members/?j=7800",
		"http://islington.demo.example/vacancies/vacancy-apply.aspx?VacancyID=1",
		"http://southwark.demo.example/fo/rest/jobs",
		"http://haringey.demo.example/vx/lang-en-GB/mobile-0/appcentre-1/brand-2/xf-0123456789ab/candidate/apply/15210",
		"http://hillingdon.demo.example/apply/2650",
		"http://camden.demo.example/login",
	} {
		before := len(l.Trespasses())
		ask(t, c, address, nil)
		if len(l.Trespasses()) != before+1 {
			t.Errorf("%s was not noticed", address)
		}
	}
	before := len(l.Trespasses())
	res, err := c.Post("http://camden.demo.example/", "text/plain", strings.NewReader("hello"))
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if len(l.Trespasses()) != before+1 {
		t.Error("a form that was sent was not noticed")
	}
}

func TestAForeignHostIsMisdirected(t *testing.T) {
	l := build(t, london.Options{})
	for _, address := range []string{"http://atlantis.demo.example/", "http://demo.example/", "http://127.0.0.1/"} {
		if got := page(l, address); !strings.HasPrefix(got, "421 ") {
			t.Errorf("%s: %.40s", address, got)
		}
	}
}

func TestEveryCareersPageLeadsToItsList(t *testing.T) {
	l := build(t, london.Options{})
	for _, src := range l.Sources() {
		landing := page(l, "http://"+src.ID+".demo.example/")
		if !strings.HasPrefix(landing, "200 ") || !strings.Contains(landing, "http://"+src.ID+".demo.example/") {
			t.Errorf("%s: the careers page leads nowhere:\n%s", src.ID, landing)
		}
	}
}
