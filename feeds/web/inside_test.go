package web

import (
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"vacancies/feeds"
)

func TestTheCacheKeepsWithinItsBytesAndForgetsTheOldest(t *testing.T) {
	c := newCache(10_000)
	now := time.Unix(0, 0)
	doc := func(n int) *representation {
		return represent(feeds.NewDocument([]byte(strings.Repeat("x", n)), "text/plain", now))
	}
	for i := range 100 {
		c.put(strconv.Itoa(i), doc(300), time.Time{})
		c.get("0", now) // the first one stays in use
	}
	if c.bytes > c.bound || c.order.Len() != len(c.byKey) {
		t.Errorf("%d bytes of %d, %d entries", c.bytes, c.bound, c.order.Len())
	}
	if c.get("0", now) == nil || c.get("99", now) == nil || c.get("1", now) != nil {
		t.Error("it does not keep what was used last")
	}
	c.put("large", doc(5_000), time.Time{})
	if c.get("large", now) != nil || c.get("99", now) == nil {
		t.Error("one document fills it")
	}
	c.put("brief", doc(10), now.Add(time.Minute))
	if c.get("brief", now) == nil || c.get("brief", now.Add(time.Minute)) != nil {
		t.Error("an entry is not kept until its instant")
	}
}

func TestAcceptEncodingIsReadAsTheStandardSays(t *testing.T) {
	for header, want := range map[string]bool{"": false, "gzip": true, "GZIP": true, "br, gzip": true, "gzip;q=0": false, "gzip; q=0.000": false,
		"gzip;q=0.1": true, "*": true, "*;q=0": false, "*;q=0, gzip": true, "gzip;q=0, *": false, "gzip;q=x": false, "identity": false} {
		if got := accepts(header, "gzip"); got != want {
			t.Errorf("%q: %v", header, got)
		}
	}
}

func TestTidyNeverLeavesTheSite(t *testing.T) {
	for from, want := range map[string]string{
		"/vacancies": "", "/": "", "/vacancies/": "/vacancies", "/a//": "/a", "/vacancies?borough=x": "", "/?utm_source=a": "/",
		"//evil.example/": "/evil.example", "/x/?utm_a=1&q=%26": "/x?q=%26", "/v/?q=a": "/v?q=a", "/?fbclid=1&gclid=2&page=2": "/?page=2",
		"//vacancies.rss": "/vacancies.rss", "/a//b?q=x": "/a/b?q=x", "/a/./b/../c": "/a/c", "/../x": "/x", "//": "/",
		"/v?utm_source=x&q=%zz": "", "/v/?utm_source=x&q=%zz": "/v?utm_source=x&q=%zz", "/v?q=utm_": "",
	} {
		path, query, _ := strings.Cut(from, "?")
		if got := tidy(&url.URL{Path: path, RawQuery: query}, ""); got != want {
			t.Errorf("%s: %q, want %q", from, got, want)
		}
	}
}

func TestTidyKeepsTheBaseURLsPath(t *testing.T) {
	for from, want := range map[string]string{
		"/jobs/": "", "/jobs": "/jobs/", "/jobs/vacancies": "", "/vacancies": "", "/jobs//vacancies": "/jobs/vacancies", "/vacancies/": "/jobs/vacancies",
		"/jobsearch/": "/jobs/jobsearch", "/jobs/vacancies?utm_medium=x": "/jobs/vacancies",
	} {
		path, query, _ := strings.Cut(from, "?")
		if got := tidy(&url.URL{Path: path, RawQuery: query}, "/jobs"); got != want {
			t.Errorf("%s: %q, want %q", from, got, want)
		}
	}
}

func FuzzTidy(f *testing.F) {
	f.Add("//evil.example/", "utm_x=1")
	f.Add("/\\evil.example/", "gclid=%0d%0aSet-Cookie")
	f.Fuzz(func(t *testing.T, path, query string) {
		to := tidy(&url.URL{Path: path, RawQuery: query}, "")
		if to == "" {
			return
		}
		if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.HasPrefix(to, "/\\") {
			t.Errorf("%q?%q leads to %q", path, query, to)
		}
		if strings.Contains(to, "utm_") && !strings.Contains(path, "utm_") && strings.HasPrefix(query, "utm_") && !strings.ContainsAny(query, "&;%") {
			t.Errorf("%q is still tracked", to)
		}
	})
}
