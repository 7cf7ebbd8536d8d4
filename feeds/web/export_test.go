package web_test

import (
	"errors"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vacancies/feeds"
	"vacancies/feeds/feedstest"
	"vacancies/feeds/web"
	"vacancies/feeds/web/webtest"
	"vacancies/normalize/lifecycle"
)

func exported(t *testing.T, ledger *webtest.Ledger, now time.Time, dir string) map[string]string {
	t.Helper()
	if err := web.Export(dir, web.Options{Ledger: ledger, Config: webtest.Config(), Now: func() time.Time { return now }}); err != nil {
		t.Fatal(err)
	}
	return filesOf(t, dir)
}

// filesOf reads the files of a folder.
func filesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(rel)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestAnExportIsTheSameForOneLedgerAndOneLondonDay(t *testing.T) {
	ledger := webtest.Sample()
	one := exported(t, ledger, webtest.Now, t.TempDir())
	two := exported(t, ledger, webtest.Now.Add(6*time.Hour), t.TempDir())
	if len(one) != len(two) {
		t.Errorf("%d files, then %d", len(one), len(two))
	}
	for name, body := range one {
		if two[name] != body && !strings.HasPrefix(name, "status") {
			t.Errorf("%s differs", name)
		}
	}
	// The status has the clocks as they stand, not by the day.
	tried := slices.MaxFunc(ledger.Snap.Sources, func(a, b lifecycle.SourceState) int { return a.LastAttempt.Compare(b.LastAttempt) }).LastAttempt
	if tried.Equal(feeds.StartOfDay(tried, 0)) {
		t.Fatal("no source of the sample was tried within the day")
	}
	wants(t, one["status.json"], tried.UTC().Format(time.RFC3339))
}

func TestAnExportHoldsStandingPagesAndFeedsWithoutADeadLink(t *testing.T) {
	files := exported(t, webtest.Sample(), webtest.Now, t.TempDir())
	for _, name := range []string{"index.html", "vacancies/index.html", "vacancies/page-2/index.html", "vacancies.rss", "vacancies.atom", "vacancies.json", "vacancies.csv", "vacancies.ics",
		"feeds/borough/hackney.rss", "feeds/borough/hackney/index.html", "feeds/stage/senior.json", "boroughs/hackney/mirror/index.html", "boroughs/hackney/mirror.json",
		"feeds.opml", "codes.json", "boroughs.json", "schema/vacancy.json", "changes.atom", "sitemap.xml", "robots.txt", "404.html", "status/index.html", "status.json"} {
		if files[name] == "" {
			t.Errorf("there is no %s", name)
		}
	}
	wants(t, files["index.html"], "cannot search or filter", "gone for good")
	wants(t, files["feeds/stage/senior.rss"], `href="https://vacancies.example/feeds/stage/senior.rss" rel="self"`)
	lacks(t, files["feeds.opml"], "vacancies.rss?")
	for name, body := range files {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		if len(body) >= 60_000 {
			t.Errorf("%s is %d bytes", name, len(body))
		}
		for _, link := range sound(t, name, body).links {
			u, err := url.Parse(link)
			if err != nil {
				t.Errorf("%s: %q: %v", name, link, err)
				continue
			}
			if u.Host == "vacancies.example" && u.Scheme == "https" {
				u.Scheme, u.Host = "", ""
			}
			if u.Scheme != "" || u.Host != "" {
				continue
			}
			path := strings.TrimPrefix(u.Path, "/")
			if _, file := files[path]; u.RawQuery != "" || !file && files[strings.TrimPrefix(path+"/index.html", "/")] == "" {
				t.Errorf("%s leads to %s, which is not there", name, link)
			}
		}
	}
}

func TestASecondExportTakesAwayWhatIsNoMore(t *testing.T) {
	ledger, dir := webtest.Sample(), t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "CNAME"), []byte("vacancies.example"), 0o644); err != nil {
		t.Fatal(err)
	}
	before := exported(t, ledger, webtest.Now, dir)
	unchanged := filepath.Join(dir, "codes.json")
	was, err := os.Stat(unchanged)
	if err != nil {
		t.Fatal(err)
	}
	gone := newHarness(t).path(webtest.Plain) + "/index.html"
	if before[gone[1:]] == "" {
		t.Fatalf("there is no %s", gone)
	}
	next := *ledger.Snap
	next.Records = nil
	for _, r := range ledger.Snap.Records {
		if r.ID != feedstest.ID(webtest.Plain) {
			next.Records = append(next.Records, r)
		}
	}
	ledger.Snap = &next
	after := exported(t, ledger, webtest.Now, dir)
	if _, there := after[gone[1:]]; there || after["CNAME"] == "" {
		t.Errorf("the old page is there: %v; a file not ours: %q", there, after["CNAME"])
	}
	if now, err := os.Stat(unchanged); err != nil || !now.ModTime().Equal(was.ModTime()) {
		t.Errorf("a file that did not change was written again (%v)", err)
	}
}

func TestAnExportThatFailsLeavesTheLastOneAsItWas(t *testing.T) {
	ledger, dir := webtest.Sample(), t.TempDir()
	exported(t, ledger, webtest.Now, dir)
	next := *ledger.Snap
	next.Records = next.Records[5:]
	ledger.Snap = &next
	for name, path := range map[string]string{"a folder stands where a page would": "robots.txt/x", "a file stands where a folder would": "schema"} {
		t.Run(name, func(t *testing.T) {
			ours, _, _ := strings.Cut(path, "/")
			inTheWay := filepath.Join(dir, filepath.FromSlash(path))
			if err := errors.Join(os.RemoveAll(filepath.Join(dir, ours)), os.MkdirAll(filepath.Dir(inTheWay), 0o755), os.WriteFile(inTheWay, nil, 0o644)); err != nil {
				t.Fatal(err)
			}
			before := filesOf(t, dir)
			err := web.Export(dir, web.Options{Ledger: ledger, Config: webtest.Config(), Now: func() time.Time { return webtest.Now }})
			if err == nil || !strings.Contains(err.Error(), ours) {
				t.Errorf("the export does not say what stands in its way: %v", err)
			}
			if after := filesOf(t, dir); !maps.Equal(before, after) {
				t.Errorf("the export failed (%v) and changed what was there: %d files, then %d", err, len(before), len(after))
			}
			if err := os.RemoveAll(filepath.Join(dir, ours)); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestAnExportDoesNotWriteOverAnotherSite(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte("another site"), 0o644); err != nil {
		t.Fatal(err)
	}
	before := filesOf(t, dir)
	err := web.Export(dir, web.Options{Ledger: webtest.Sample(), Config: webtest.Config(), Now: func() time.Time { return webtest.Now }})
	if err == nil || !strings.Contains(err.Error(), "index.html is there already") {
		t.Errorf("it says %v", err)
	}
	if after := filesOf(t, dir); !maps.Equal(before, after) {
		t.Errorf("%d files, then %d", len(before), len(after))
	}
}

func TestWhatABrokenOffExportLeavesIsTakenAwayByTheNext(t *testing.T) {
	ledger, dir := webtest.Sample(), t.TempDir()
	whole := exported(t, ledger, webtest.Now, dir)
	// As a kill leaves it: files that wait, one already in place, and both lists.
	for name, body := range map[string]string{".export/7": "half", "feeds/old/index.html": "x", "export.txt": whole["export.txt"] + "feeds/old/index.html\n"} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(body), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	if after := exported(t, ledger, webtest.Now, dir); !maps.Equal(after, whole) {
		t.Errorf("%d files, and then %d", len(whole), len(after))
	}
	if _, err := os.Stat(filepath.Join(dir, "feeds", "old")); err == nil {
		t.Error("the folder that was left empty is still there")
	}
}

func TestABaseURLWithAPathIsInEveryLink(t *testing.T) {
	c := webtest.Config()
	c.Site.BaseURL = "https://council.example/jobs/"
	dir := t.TempDir()
	if err := web.Export(dir, web.Options{Ledger: webtest.Sample(), Config: c, Now: func() time.Time { return webtest.Now }}); err != nil {
		t.Fatal(err)
	}
	body, err := os.ReadFile(filepath.Join(dir, "vacancies", "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, link := range sound(t, "vacancies", string(body)).links {
		if strings.HasPrefix(link, "/") && !strings.HasPrefix(link, "/jobs/") {
			t.Errorf("%s leaves the base URL", link)
		}
	}
	h := newHarness(t, func(o *web.Options) { o.Config.Site.BaseURL = c.Site.BaseURL })
	for _, target := range []string{"/jobs/vacancies", "/vacancies", "/jobs/vacancies.rss", "/jobs/"} {
		if r := h.get(target); r.StatusCode != 200 {
			t.Errorf("%s answers %d", target, r.StatusCode)
		}
	}
	if r := h.get("/jobs/vacancies/" + feedstest.ID(webtest.Plain)); r.Header.Get("Location") != "/jobs"+h.path(webtest.Plain) {
		t.Errorf("a redirect leads to %s", r.Header.Get("Location"))
	}
}
