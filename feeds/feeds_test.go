package feeds_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/mmcdole/gofeed"
	"pgregory.net/rapid"

	"vacancies/feeds"
	"vacancies/feeds/check"
	"vacancies/feeds/feedstest"
	"vacancies/normalize/lifecycle"
)

func render(t require, e *feeds.Edition, f feeds.Format, q feeds.Query) feeds.Document {
	t.Helper()
	d, err := e.Render(f, q, feedstest.Now)
	if err != nil {
		t.Fatalf("%s: %v", f, err)
	}
	if err := check.Check(d); err != nil {
		t.Fatalf("%s of %q: %v\n%s", f, q.Encode(), err, d.Body)
	}
	return d
}

// renderEach renders every vacancy in every format, so that what an edition
// works out once is worked out.
func renderEach(t require, e *feeds.Edition) {
	t.Helper()
	for _, f := range feeds.Formats() {
		render(t, e, f, feeds.Everything())
	}
}

// require is what tests and property tests share.
type require interface {
	Helper()
	Fatalf(format string, args ...any)
}

// entry is what every format must agree on.
type entry struct {
	id, title, link    string
	published, updated time.Time
}

// read reads a document with a reader that is not ours.
func read(t require, f feeds.Format, body []byte) []entry {
	t.Helper()
	if f == feeds.CSV {
		return readCSV(t, body)
	}
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(body))
	if err != nil {
		t.Fatalf("gofeed cannot read %s: %v\n%s", f, err, body)
	}
	var out []entry
	for _, it := range feed.Items {
		e := entry{id: it.GUID, title: it.Title, link: it.Link}
		if it.PublishedParsed == nil {
			t.Fatalf("%s: %s has no date", f, it.GUID)
		}
		e.published = it.PublishedParsed.UTC()
		if f != feeds.RSS {
			e.updated = it.UpdatedParsed.UTC()
		}
		out = append(out, e)
	}
	return out
}

func readCSV(t require, body []byte) []entry {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(body, []byte("\uFEFF")))).ReadAll()
	if err != nil {
		t.Fatalf("reading CSV: %v", err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	var out []entry
	for _, row := range rows[1:] {
		published, _ := time.Parse(time.RFC3339, row[column["published"]])
		updated, _ := time.Parse(time.RFC3339, row[column["updated"]])
		out = append(out, entry{id: row[column["id"]], title: strings.TrimPrefix(row[column["title"]], "'"), link: row[column["url"]], published: published, updated: updated})
	}
	return out
}

func TestEveryFormatHoldsTheSameVacanciesUnderTheSameIds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		snap := feedstest.Snapshot(records(t)...)
		q := queries(t)
		e := feeds.NewEdition(snap, feedstest.Site())
		var want []entry
		for _, r := range e.Select(q, feedstest.Now).Records {
			it := feeds.NewItem(r, feedstest.Site())
			want = append(want, entry{id: it.ID, title: it.Title, link: it.Link, published: it.Published, updated: it.Updated})
		}
		for _, f := range []feeds.Format{feeds.RSS, feeds.Atom, feeds.JSONFeed, feeds.CSV} {
			got := read(t, f, render(t, e, f, q).Body)
			if len(got) != len(want) {
				t.Fatalf("%s of %q holds %d vacancies, not %d", f, q.Encode(), len(got), len(want))
			}
			for i := range got {
				w := want[i]
				if f == feeds.RSS {
					w.updated = time.Time{}
				}
				if got[i].id != w.id || !sameTitle(got[i].title, w.title) || got[i].link != w.link || !got[i].published.Equal(w.published) || !got[i].updated.Equal(w.updated) {
					t.Fatalf("%s: entry %d is\n%+v, not\n%+v", f, i, got[i], w)
				}
			}
		}
		var closing, events []string
		for _, r := range e.Select(q, feedstest.Now).Records {
			if !r.Vacancy.Closing.At.IsZero() {
				closing = append(closing, r.ID)
			}
		}
		cal, err := ics.ParseCalendar(bytes.NewReader(render(t, e, feeds.Calendar, q).Body))
		if err != nil {
			t.Fatalf("the calendar of %q cannot be read: %v", q.Encode(), err)
		}
		for _, event := range cal.Events() {
			events = append(events, event.Id())
		}
		if !slices.Equal(events, closing) {
			t.Fatalf("the calendar of %q holds %v, and those with a closing instant are %v", q.Encode(), events, closing)
		}
	})
}

// sameTitle compares titles as readers show them: gofeed resolves what looks
// like markup in titles, which hostile ones hold.
func sameTitle(got, want string) bool {
	if strings.ContainsAny(want, "<&") {
		return got != ""
	}
	return strings.TrimPrefix(want, "'") == got
}

func TestSelectAgreesWithAPlainReadingOfTheContract(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		snap := feedstest.Snapshot(records(t)...)
		q := queries(t)
		sel := feeds.NewEdition(snap, feedstest.Site()).Select(q, feedstest.Now)
		var got, want []string
		for _, r := range sel.Records {
			got = append(got, r.ID)
		}
		for _, r := range snap.Records {
			if plainly(r, q) {
				want = append(want, r.ID)
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("%q selects\n%v, not\n%v", q.Encode(), got, want)
		}
		for _, n := range sel.NotStated {
			if more := len(feeds.NewEdition(snap, feedstest.Site()).Select(n.Query, feedstest.Now).Records); more != len(sel.Records)+n.Count {
				t.Fatalf("%q offers %d more that %s; asking for them gives %d on top of %d", q.Encode(), n.Count, n.Words, more, len(sel.Records))
			}
		}
	})
}

func TestCanonicalQueriesSurviveTheirOwnEncoding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := queries(t)
		again, errs := feeds.ParseQuery(q.Values())
		if len(errs) > 0 || again.Encode() != q.Encode() {
			t.Fatalf("%q became %q (%v)", q.Encode(), again.Encode(), errs)
		}
		for _, c := range q.Chosen() {
			if less := q.Without(c.Param, c.Value); len(less.Chosen()) >= len(q.Chosen()) {
				t.Fatalf("taking %s=%s out of %q leaves %q", c.Param, c.Value, q.Encode(), less.Encode())
			}
		}
	})
}

func TestFacetsCountWhatChoosingThemFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		snap := feedstest.Snapshot(records(t)...)
		q := queries(t)
		q.Unstated = nil
		for _, facet := range feeds.NewEdition(snap, feedstest.Site()).Facets(q, feedstest.Now) {
			for _, c := range facet.Choices {
				only := q
				for _, chosen := range q.Chosen() {
					if chosen.Param == facet.Param {
						only = only.Without(chosen.Param, chosen.Value)
					}
				}
				only = only.With(facet.Param, c.Value)
				if got := len(feeds.NewEdition(snap, feedstest.Site()).Select(only, feedstest.Now).Records); got != c.Count {
					t.Fatalf("%s=%s under %q is counted %d, and finds %d", facet.Param, c.Value, q.Encode(), c.Count, got)
				}
			}
		}
	})
}

func TestTheSameLedgerGivesTheSameBytes(t *testing.T) {
	make := func() *feeds.Edition {
		return feeds.NewEdition(feedstest.Snapshot(append(feedstest.Records(40), feedstest.HostileRecord(41))...), feedstest.Site())
	}
	for _, f := range feeds.Formats() {
		one := render(t, make(), f, feeds.Query{})
		e := make()
		for i := range e.Snapshot.Sources { // a crawl that changed nothing
			s := &e.Snapshot.Sources[i]
			s.LastAttempt, s.LastSuccess, s.Verdict = feedstest.Now, feedstest.Now, lifecycle.Unchanged
		}
		for _, r := range e.Snapshot.Records {
			r.Confirmed = feedstest.Now
		}
		two, err := feeds.NewEdition(e.Snapshot, feedstest.Site()).Render(f, feeds.Query{}, feedstest.Now.Add(7*time.Hour))
		if err != nil || !bytes.Equal(one.Body, two.Body) || one.ETag != two.ETag || !one.Modified.Equal(two.Modified) {
			t.Errorf("%s differs after a crawl that changed nothing (%v)", f, err)
		}
	}
}
