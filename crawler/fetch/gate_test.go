package fetch

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"vacancies/normalize/lifecycle"
)

func TestRequestsToAHostKeepTheirPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWire(map[string]func(int) *http.Response{
			"a.example/jobs": reply(200, okPage), "b.example/jobs": reply(200, okPage),
		})
		w.takes = 5 * time.Second // longer than the pause, to see that turns are kept
		c := onWire(t, w, Options{PerHostDelay: 2 * time.Second})
		var all sync.WaitGroup
		for _, host := range []string{"a.example", "a.example", "a.example", "b.example"} {
			all.Go(func() {
				_, err := c.Session(t.Context(), []string{host}).Fetch(t.Context(), Request{URL: "http://" + host + "/jobs"})
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if w.crowded {
			t.Error("a host was sent two requests at once")
		}
		if n := len(w.times("a.example/robots.txt")); n != 1 {
			t.Errorf("robots.txt was read %d times", n)
		}
		if got := w.times("b.example/jobs"); got[0] != 5*time.Second {
			t.Errorf("the other host waited with the first: %v", got)
		}
		if got := w.times("a.example/jobs"); got[2] != 15*time.Second {
			t.Errorf("turns: %v", got)
		}
	})
}

func TestThePauseStandsBetweenRequestsThatAreAnsweredAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWire(map[string]func(int) *http.Response{"a.example/jobs": reply(200, okPage)})
		c := onWire(t, w, Options{PerHostDelay: 2 * time.Second})
		for range 3 {
			// A session for each: the pace is the host's, not the session's.
			if _, err := c.Session(t.Context(), []string{"a.example"}).Fetch(t.Context(), Request{URL: "http://a.example/jobs"}); err != nil {
				t.Fatal(err)
			}
		}
		if got, want := w.times("a.example/jobs"), []time.Duration{2 * time.Second, 4 * time.Second, 6 * time.Second}; !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

func TestCrawlDelayIsHonouredInFullAndTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWire(map[string]func(int) *http.Response{
			"a.example/robots.txt": reply(200, "User-agent: *\nCrawl-delay: 90\n"), "a.example/jobs": reply(200, okPage),
		})
		c := onWire(t, w, Options{})
		if d := c.CrawlDelay("a.example"); d != 0 {
			t.Errorf("before anything is known: %v", d)
		}
		for range 2 {
			if _, err := c.Session(t.Context(), []string{"a.example"}).Fetch(t.Context(), Request{URL: "http://a.example/jobs"}); err != nil {
				t.Fatal(err)
			}
		}
		if d := c.CrawlDelay("a.example"); d != 90*time.Second {
			t.Errorf("told %v", d)
		}
		if got := w.times("a.example/jobs"); got[1]-got[0] != 90*time.Second || got[0] != 90*time.Second {
			t.Errorf("sent at %v", got)
		}
	})
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWire(map[string]func(int) *http.Response{"a.example/jobs": reply(200, okPage)})
		c := onWire(t, w, Options{PerHostDelay: time.Hour})
		ctx, cancel := context.WithCancel(t.Context())
		var wait sync.WaitGroup
		for range 3 {
			wait.Go(func() {
				_, err := c.Session(ctx, []string{"a.example"}).Fetch(ctx, Request{URL: "http://a.example/jobs"})
				var e *Error
				if !errors.As(err, &e) || e.Fault != lifecycle.FaultCancelled {
					t.Errorf("got %v", err)
				}
			})
		}
		time.Sleep(10 * time.Second)
		synctest.Wait()
		cancel()
		wait.Wait()
		if d := time.Since(bubble); d != 10*time.Second {
			t.Errorf("ended after %v", d)
		}
		soon, end := context.WithTimeout(t.Context(), time.Minute)
		defer end()
		_, err := c.Session(soon, []string{"a.example"}).Fetch(soon, Request{URL: "http://a.example/jobs"})
		var e *Error
		if !errors.As(err, &e) || e.Fault != lifecycle.FaultTimeout {
			t.Errorf("a deadline before our turn: got %v", err)
		}
	})
}

// TestWhatRobotsAnswersDecides goes through RFC 9309, section 2.3.1.
func TestWhatRobotsAnswersDecides(t *testing.T) {
	deny := "User-agent: *\nDisallow: /\n"
	redirect := func(to string) func(int) *http.Response { return reply(302, "", "Location: "+to) }
	for _, tt := range []struct {
		name    string
		answers map[string]func(int) *http.Response
		fault   lifecycle.Fault
	}{
		{"none: everything may be read", nil, ""},
		{"403: everything may be read", map[string]func(int) *http.Response{"a.example/robots.txt": reply(403, "no")}, ""},
		{"200 that denies: nothing may be", map[string]func(int) *http.Response{"a.example/robots.txt": reply(200, deny)}, lifecycle.FaultRobots},
		{"200 with an HTML page: everything may be", map[string]func(int) *http.Response{"a.example/robots.txt": reply(200, okPage)}, ""},
		{"500: kept out", map[string]func(int) *http.Response{"a.example/robots.txt": reply(500, "")}, lifecycle.FaultRobotsDown},
		{"503: kept out", map[string]func(int) *http.Response{"a.example/robots.txt": reply(503, "")}, lifecycle.FaultRobotsDown},
		{"500 once, then none: read after all", map[string]func(int) *http.Response{"a.example/robots.txt": func(n int) *http.Response {
			if n == 1 {
				return reply(500, "")(n)
			}
			return reply(404, "")(n)
		}}, ""},
		{"429: back off", map[string]func(int) *http.Response{"a.example/robots.txt": reply(429, "")}, lifecycle.FaultThrottled},
		{"a redirect is followed", map[string]func(int) *http.Response{
			"a.example/robots.txt": redirect("/r.txt"), "a.example/r.txt": reply(200, deny)}, lifecycle.FaultRobots},
		{"a redirect to another host is followed", map[string]func(int) *http.Response{
			"a.example/robots.txt": redirect("http://b.example/x"), "b.example/x": reply(200, deny)}, lifecycle.FaultRobots},
		{"five redirects are followed", map[string]func(int) *http.Response{
			"a.example/robots.txt": redirect("/1"), "a.example/1": redirect("/2"), "a.example/2": redirect("/3"), "a.example/3": redirect("/4"),
			"a.example/4": redirect("/5"), "a.example/5": reply(200, deny)}, lifecycle.FaultRobots},
		{"a circle of redirects counts as none", map[string]func(int) *http.Response{"a.example/robots.txt": redirect("/robots.txt")}, ""},
		{"a redirect to another scheme counts as none", map[string]func(int) *http.Response{"a.example/robots.txt": redirect("ftp://x/")}, ""},
		{"a redirect that leads to 500: kept out", map[string]func(int) *http.Response{
			"a.example/robots.txt": redirect("/r.txt"), "a.example/r.txt": reply(500, "")}, lifecycle.FaultRobotsDown},
		{"20 MB: the beginning counts", map[string]func(int) *http.Response{
			"a.example/robots.txt": reply(200, deny+strings.Repeat("# filler\n", 20<<20/9))}, lifecycle.FaultRobots},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWire(tt.answers)
				if w.answers == nil {
					w.answers = make(map[string]func(int) *http.Response)
				}
				w.answers["a.example/jobs"] = reply(200, okPage)
				_, err := onWire(t, w, Options{}).Session(t.Context(), []string{"a.example"}).Fetch(t.Context(), Request{URL: "http://a.example/jobs"})
				if tt.fault == "" {
					if err != nil {
						t.Error(err)
					}
					return
				}
				wantFault(t, err, tt.fault)
				if len(w.times("a.example/jobs")) != 0 {
					t.Error("the page was asked for all the same")
				}
			})
		})
	}
}

func TestRobotsIsReadAgainAfterADayAndAfterAFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWire(map[string]func(int) *http.Response{"a.example/jobs": reply(200, okPage)})
		w.answers["a.example/robots.txt"] = func(n int) *http.Response {
			switch {
			case n <= 3:
				return reply(500, "")(n)
			case n == 4:
				return reply(200, "User-agent: *\nDisallow: /x")(n)
			}
			return reply(200, "User-agent: *\nDisallow: /jobs")(n)
		}
		c := onWire(t, w, Options{})
		get := func() error {
			_, err := c.Session(t.Context(), []string{"a.example"}).Fetch(t.Context(), Request{URL: "http://a.example/jobs"})
			return err
		}
		wantFault(t, get(), lifecycle.FaultRobotsDown)
		wantFault(t, get(), lifecycle.FaultRobotsDown) // remembered for a moment
		if n := len(w.times("a.example/robots.txt")); n != 3 {
			t.Errorf("read %d times at first", n)
		}
		time.Sleep(2 * time.Minute)
		for range 3 {
			if err := get(); err != nil {
				t.Error(err)
			}
			time.Sleep(7 * time.Hour)
		}
		if n := len(w.times("a.example/robots.txt")); n != 4 {
			t.Errorf("read %d times within a day", n)
		}
		time.Sleep(4 * time.Hour)
		wantFault(t, get(), lifecycle.FaultRobots)
	})
}

// TestNothingPassesTheGateUnasked sends one of every kind of request and checks
// that each host it reached was asked for its robots.txt before.
func TestNothingPassesTheGateUnasked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		feed := reply(200, `<?xml version="1.0"?><rss><channel><title>Jobs</title></channel></rss>`, "Content-Type: application/rss+xml")
		w := newWire(map[string]func(int) *http.Response{
			"a.example/jobs":        reply(302, "", "Location: http://b.example/jobs"),
			"b.example/jobs":        reply(302, "", "Location: https://c.example/jobs"),
			"c.example/jobs":        reply(200, okPage),
			"d.example/sitemap.xml": reply(200, "<urlset>x</urlset>", "Content-Type: application/xml"),
			"e.example/feed":        feed,
			"f.example/api":         reply(200, "[]", "Content-Type: application/json"),
			"g.example/robots.txt":  reply(200, "User-agent: *\nDisallow: /private"),
			"g.example/private":     reply(200, okPage),
		})
		c := onWire(t, w, Options{PerHostDelay: time.Second})
		s := c.Session(t.Context(), []string{"*.example"})
		for _, r := range []Request{
			{URL: "http://a.example/jobs"}, {URL: "http://d.example/sitemap.xml"}, {URL: "http://e.example/feed"},
			{Method: "POST", URL: "http://f.example/api", Body: []byte("{}"), Safe: true}, {URL: "http://g.example/private"},
			{URL: "http://e.example/feed", ETag: `"x"`}, {URL: "http://e.example/feed", Volatile: true},
		} {
			s.Fetch(t.Context(), r)
		}
		asked := make(map[string]bool)
		for _, got := range w.sent {
			host, path, _ := strings.Cut(got.to, "/")
			if path == "robots.txt" {
				asked[host] = true
			} else if !asked[host] {
				t.Errorf("%s was sent before robots.txt", got.to)
			}
		}
		if len(asked) != 7 || len(w.times("g.example/private")) != 0 {
			t.Errorf("asked %v; sent %v", asked, w.sent)
		}
	})
}
