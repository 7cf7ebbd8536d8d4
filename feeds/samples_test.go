package feeds_test

import (
	"os"
	"path/filepath"
	"testing"

	"vacancies/feeds"
	"vacancies/feeds/check"
	"vacancies/feeds/feedstest"
	"vacancies/normalize/lifecycle"
)

// TestSamples writes a document of every kind to the folder FEEDS_OUT, for
// readers that are not written in Go, and holds each against our own checks.
func TestSamples(t *testing.T) {
	out := os.Getenv("FEEDS_OUT")
	if out == "" {
		t.Log("FEEDS_OUT is not set: the samples are checked and not written")
	} else if err := os.MkdirAll(out, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, doc := range samples(t) {
		if err := check.Check(doc); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if out == "" {
			continue
		}
		if err := os.WriteFile(filepath.Join(out, name), doc.Body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// samples are documents of every kind: full, filtered, empty, hostile, and with
// full text.
func samples(t *testing.T) map[string]feeds.Document {
	t.Helper()
	site := feedstest.Site()
	records := append(feedstest.Records(40), feedstest.HostileRecord(41), feedstest.HostileRecord(42))
	records[3].Republish, records[3].Vacancy.HTML = "full", "<p>The whole advert, with <strong>strong</strong> words &amp; a list</p><ul><li>One</li></ul>"
	records[41].Republish = "full"
	records[5].Vacancy.Role.Specialisms = []string{"fostering"}
	e := feeds.NewEdition(feedstest.Snapshot(records...), site)
	out := map[string]feeds.Document{}
	add := func(name string) func(feeds.Document, error) {
		return func(d feeds.Document, err error) {
			t.Helper()
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			out[name] = d
		}
	}
	for _, f := range feeds.Formats() {
		for name, q := range map[string]feeds.Query{
			"all": {}, "empty": {Words: "nothing is called this"}, "fostering": {Specialisms: []string{"fostering"}}, "everything": feeds.Everything(),
		} {
			add(name + "." + string(f))(e.Render(f, q, feedstest.Now))
		}
	}
	l := ledgerWithALife()
	l.SourceRuns = map[string][]lifecycle.Run{"hackney": {{Source: "hackney", Number: 1, At: feedstest.Now, Verdict: lifecycle.Failed, Error: "reading <the list> & failing"}}}
	add("changes.atom")(feeds.ChangesAtom(l, site, feedstest.Now))
	add("changes.json")(feeds.ChangesJSON(l, feeds.Since{}, site))
	add("status.atom")(feeds.StatusAtom(l, site, feedstest.Now))
	add("status.json")(feeds.StatusJSON(l.Snap))
	add("problems.atom")(e.ProblemsAtom("ealing"))
	add("feeds.opml")(e.OPML())
	add("sitemap.xml")(e.Sitemap())
	add("boroughs.json")(e.BoroughsJSON())
	add("codes.json")(feeds.CodesJSON())
	add("schema.json")(feeds.SchemaJSON(site))
	return out
}
