package web_test

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"vacancies/feeds"
	"vacancies/feeds/web/webtest"
	"vacancies/normalize/lifecycle"
)

func TestEachEncodingHasAStrongETagThatComesBackAs304(t *testing.T) {
	h := newHarness(t)
	for _, target := range append(h.pages(), "/vacancies.rss", "/vacancies.atom", "/vacancies.json", "/vacancies.csv", "/vacancies.ics", "/codes.json", "/feeds.opml") {
		if strings.Contains(target, "mirror?") {
			continue // a look-up is never kept
		}
		tags := map[string]bool{}
		bodies := map[string]bool{}
		for _, encoding := range []string{"", "gzip", "br, gzip;q=0.5", "identity, gzip;q=0", "*"} {
			r := h.get(target, "Accept-Encoding", encoding)
			tag := r.Header.Get("ETag")
			if !strings.HasPrefix(tag, `"`) || r.Header.Get("Vary") != "Accept-Encoding" {
				t.Fatalf("%s (%s): ETag %s, Vary %s", target, encoding, tag, r.Header.Get("Vary"))
			}
			tags[tag+r.Header.Get("Content-Encoding")] = true
			bodies[text(t, r)] = true
			again := h.get(target, "Accept-Encoding", encoding, "If-None-Match", `"other", W/`+tag)
			if again.StatusCode != http.StatusNotModified || text(t, again) != "" || again.Header.Get("ETag") != tag {
				t.Errorf("%s (%s): asked with its own ETag it answers %d", target, encoding, again.StatusCode)
			}
			if again.Header.Get("Cache-Control") == "" || again.Header.Get("Content-Type") != "" {
				t.Errorf("%s: the headers of the 304 are %v", target, again.Header)
			}
			if other := h.get(target, "Accept-Encoding", encoding, "If-None-Match", `"other"`); other.StatusCode != 200 {
				t.Errorf("%s (%s): asked with another ETag it answers %d", target, encoding, other.StatusCode)
			}
		}
		if len(tags) != 2 || len(bodies) != 1 {
			t.Errorf("%s: %d tags for two encodings, %d bodies", target, len(tags), len(bodies))
		}
	}
}

func TestIfModifiedSinceIsHeardOnlyWithoutAnETag(t *testing.T) {
	h := newHarness(t)
	r := h.get("/vacancies.rss")
	modified := r.Header.Get("Last-Modified")
	if got := h.get("/vacancies.rss", "If-Modified-Since", modified).StatusCode; got != 304 {
		t.Errorf("since its own date: %d", got)
	}
	if got := h.get("/vacancies.rss", "If-Modified-Since", webtest.Now.AddDate(-1, 0, 0).Format(http.TimeFormat)).StatusCode; got != 200 {
		t.Errorf("since a year ago: %d", got)
	}
	if got := h.get("/vacancies.rss", "If-Modified-Since", modified, "If-None-Match", `"other"`).StatusCode; got != 200 {
		t.Errorf("with another ETag: %d", got)
	}
	if got := h.get("/vacancies.rss", "If-Modified-Since", "yesterday").StatusCode; got != 200 {
		t.Errorf("with a date that is none: %d", got)
	}
}

func TestARestartGivesTheSameBytesAndETags(t *testing.T) {
	one, two := newHarness(t), newHarness(t)
	for _, target := range append(one.pages(), "/vacancies.rss", "/vacancies.atom?borough=hackney", "/vacancies.json?stage=senior", "/vacancies.ics", "/feeds.opml", "/sitemap.xml") {
		a, b := one.get(target), two.get(target)
		if a.Header.Get("ETag") != b.Header.Get("ETag") || a.Header.Get("Last-Modified") != b.Header.Get("Last-Modified") || text(t, a) != text(t, b) {
			t.Errorf("%s differs after a restart", target)
		}
	}
}

func TestARunThatChangedNothingLeavesFeedsAsTheyWere(t *testing.T) {
	h := newHarness(t)
	before := h.get("/vacancies.atom")
	next := *h.ledger.Snap // clocks have moved, records have not
	next.Sources = slices.Clone(next.Sources)
	for i := range next.Sources {
		next.Sources[i].LastAttempt = webtest.Now
	}
	h.ledger.Snap = &next
	h.now = webtest.Now.Add(time.Minute)
	after := h.get("/vacancies.atom", "If-None-Match", before.Header.Get("ETag"))
	if after.StatusCode != 304 || after.Header.Get("Last-Modified") != before.Header.Get("Last-Modified") {
		t.Errorf("it answers %d, Last-Modified %s", after.StatusCode, after.Header.Get("Last-Modified"))
	}
}

func TestASourceThatIsNoLongerReadIsToldToThoseWhoAskByDate(t *testing.T) {
	h := newHarness(t)
	targets := []string{"/vacancies.rss", "/vacancies.atom?borough=hackney", "/boroughs.json", "/changes.atom", "/status.atom", "/boroughs/hackney/mirror.atom"}
	was := map[string]string{}
	for _, target := range targets {
		was[target] = h.get(target).Header.Get("Last-Modified")
	}
	next := *h.ledger.Snap
	next.Sources = slices.Clone(next.Sources)
	for i := range next.Sources {
		if s := &next.Sources[i]; s.Source.ID == "hackney" {
			s.LastAttempt, s.Verdict = webtest.Now, lifecycle.Blocked
		}
	}
	h.ledger.Snap = &next
	h.now = webtest.Now.Add(time.Minute)
	for _, target := range targets {
		r := h.get(target, "If-Modified-Since", was[target])
		if r.StatusCode != 200 {
			t.Errorf("%s answers %d, although what it says of coverage has changed", target, r.StatusCode)
		}
		if again := h.get(target, "If-Modified-Since", r.Header.Get("Last-Modified")); again.StatusCode != 304 {
			t.Errorf("%s answers %d when asked again", target, again.StatusCode)
		}
	}
	restarted := newHarness(t)
	restarted.ledger.Snap = &next
	if r := restarted.get("/vacancies.rss", "If-Modified-Since", was["/vacancies.rss"]); r.StatusCode != 200 {
		t.Errorf("after a restart it answers %d", r.StatusCode)
	}
}

// maxAge is the max-age of an answer.
func maxAge(t *testing.T, r *http.Response) time.Duration {
	t.Helper()
	_, s, _ := strings.Cut(r.Header.Get("Cache-Control"), "max-age=")
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatalf("Cache-Control is %q", r.Header.Get("Cache-Control"))
	}
	return time.Duration(n) * time.Second
}

func TestNothingIsKeptPastTheNextClosing(t *testing.T) {
	closes := time.Date(2026, 11, 20, 17, 0, 0, 0, time.UTC) // see webtest.Today
	cases := []struct {
		name      string
		now       time.Time
		low, high time.Duration
	}{
		{"long before, a feed is kept between a quarter of an hour and five hours", closes.Add(-6 * time.Hour), 15 * time.Minute, 5 * time.Hour},
		{"four minutes before, at most four minutes", closes.Add(-4 * time.Minute), time.Minute, 4 * time.Minute},
		{"half a second before, not at all", closes.Add(-500 * time.Millisecond), 0, 0},
		{"at the instant, and not yet committed, not at all", closes, 0, 0},
		{"a minute after, and not yet committed, not at all", closes.Add(time.Minute), 0, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			h := newHarness(t)
			h.now = c.now
			if got := maxAge(t, h.get("/vacancies.rss")); got < c.low || got > c.high {
				t.Errorf("the feed may be kept for %v", got)
			}
			for _, page := range []string{"/vacancies", "/", h.path(webtest.Today)} {
				if got := maxAge(t, h.get(page)); got > c.high {
					t.Errorf("%s may be kept for %v", page, got)
				}
			}
		})
	}
}

func TestASearchThatCountsDaysTurnsAtLondonMidnight(t *testing.T) {
	h := newHarness(t)
	midnight := feeds.StartOfDay(webtest.Now, 0).AddDate(0, 0, 1)
	h.now = midnight.Add(-time.Second)
	before := h.get("/vacancies.json?added=1")
	if got := maxAge(t, before); got > time.Second {
		t.Errorf("it may be kept for %v", got)
	}
	was := strings.Count(text(t, before), `"_vacancy"`)
	h.now = midnight
	if now := strings.Count(text(t, h.get("/vacancies.json?added=1")), `"_vacancy"`); was == 0 || now != 0 {
		t.Errorf("%d vacancies were added that day, %d the day after", was, now)
	}
}

func TestAssetsAreKeptForEver(t *testing.T) {
	h := newHarness(t)
	_, rest, _ := strings.Cut(text(t, h.get("/")), `<link rel="stylesheet" href="`)
	address, _, _ := strings.Cut(rest, `"`)
	r := h.get(address)
	if r.StatusCode != 200 || !strings.Contains(r.Header.Get("Cache-Control"), "immutable") || r.Header.Get("Content-Type") != "text/css; charset=utf-8" {
		t.Errorf("%s answers %d, %v", address, r.StatusCode, r.Header)
	}
}

// TestWhatComesWithTheProgramHasNoDate: an upgrade changes it, and whoever asks by
// date alone would be told for ever that nothing has.
func TestWhatComesWithTheProgramHasNoDate(t *testing.T) {
	h := newHarness(t)
	for _, target := range []string{"/codes.json", "/schema/vacancy.json", "/feeds.opml", "/robots.txt"} {
		r := h.get(target, "If-Modified-Since", webtest.Now.Format(http.TimeFormat))
		if r.StatusCode != 200 || r.Header.Get("Last-Modified") != "" || r.Header.Get("ETag") == "" {
			t.Errorf("%s: %d, Last-Modified %q, ETag %q", target, r.StatusCode, r.Header.Get("Last-Modified"), r.Header.Get("ETag"))
		}
	}
}
