package feeds_test

import (
	"bytes"
	"testing"

	gorilla "github.com/gorilla/feeds"

	"vacancies/config"
	"vacancies/feeds"
	"vacancies/feeds/check"
	"vacancies/feeds/feedstest"
)

// BenchmarkRender holds a filter never asked before, over 1,000 open vacancies,
// against gorilla/feeds encoding the same entries with nothing of ours in the way.
// `first` makes the edition too, as the first request after a commit does.
func BenchmarkRender(b *testing.B) {
	snap, site := feedstest.Snapshot(feedstest.Records(1000)...), feedstest.Site()
	queries := map[string]feeds.Query{"all": {}, "south": {Boroughs: []string{"south-of-the-thames"}, PayMin: 45_000, Words: "social worker"}}
	for name, q := range queries {
		floor := gorillaFeed(feeds.NewEdition(snap, site).Select(q, feedstest.Now), site)
		for format, write := range map[feeds.Format]func(*bytes.Buffer) error{
			feeds.RSS:      func(w *bytes.Buffer) error { return floor.WriteRss(w) },
			feeds.Atom:     func(w *bytes.Buffer) error { return floor.WriteAtom(w) },
			feeds.JSONFeed: func(w *bytes.Buffer) error { return floor.WriteJSON(w) },
		} {
			warm := feeds.NewEdition(snap, site)
			renderEach(b, warm)
			b.Run(name+"/"+string(format)+"/ours", func(b *testing.B) {
				for b.Loop() {
					if _, err := warm.Render(format, q, feedstest.Now); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.Run(name+"/"+string(format)+"/first", func(b *testing.B) {
				for b.Loop() {
					if _, err := feeds.NewEdition(snap, site).Render(format, q, feedstest.Now); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.Run(name+"/"+string(format)+"/floor", func(b *testing.B) {
				for b.Loop() {
					var w bytes.Buffer
					if err := write(&w); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// gorillaFeed is a selection as a plain gorilla feed with the same text.
func gorillaFeed(sel feeds.Selection, site config.Site) *gorilla.Feed {
	out := &gorilla.Feed{Title: site.Title, Link: &gorilla.Link{Href: site.BaseURL}, Description: "Vacancies", Updated: feedstest.Now, Id: "urn:x"}
	for _, r := range sel.Records {
		it := feeds.NewItem(r, site)
		out.Add(&gorilla.Item{Title: it.Title, Link: &gorilla.Link{Href: it.Link}, Description: it.Text(), Content: it.Body(), Id: it.ID,
			Created: it.Published, Updated: it.Updated, Author: &gorilla.Author{Name: it.Authors[0]}})
	}
	return out
}

// BenchmarkCheck is what holding a document against its rules costs.
func BenchmarkCheck(b *testing.B) {
	e := feeds.NewEdition(feedstest.Snapshot(feedstest.Records(1000)...), feedstest.Site())
	for _, f := range feeds.Formats() {
		doc, err := e.Render(f, feeds.Query{}, feedstest.Now)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(string(f), func(b *testing.B) {
			for b.Loop() {
				if err := check.Check(doc); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSelect and BenchmarkFacets are what a page of results costs.
func BenchmarkSelect(b *testing.B) {
	e := feeds.NewEdition(feedstest.Snapshot(feedstest.Records(1000)...), feedstest.Site())
	q := feeds.Query{Boroughs: []string{"south-of-the-thames"}, PayMin: 45_000, Words: "social worker"}
	b.Run("select", func(b *testing.B) {
		for b.Loop() {
			e.Select(q, feedstest.Now)
		}
	})
	b.Run("facets", func(b *testing.B) {
		for b.Loop() {
			e.Facets(q, feedstest.Now)
		}
	})
	b.Run("edition", func(b *testing.B) {
		for b.Loop() {
			feeds.NewEdition(e.Snapshot, e.Site)
		}
	})
}
