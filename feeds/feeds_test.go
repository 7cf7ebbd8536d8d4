package feeds_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
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
	"vacancies/normalize"
	"vacancies/normalize/closing"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/role"
	"vacancies/normalize/text"
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

// TestAMegabyteOfTextLeavesEveryFormatSmall puts a megabyte wherever foreign
// text stands: one advert must not swell a feed that everybody polls.
func TestAMegabyteOfTextLeavesEveryFormatSmall(t *testing.T) {
	long := strings.Repeat("word ]]> ", 1<<20/9)
	r := feedstest.HostileRecord(1)
	v := &r.Vacancy
	v.Title, v.Excerpt, v.Text, v.Pay.Text, v.Pay.Grade, v.Closing.Text, v.Place.Postcode, r.Reference = long, long, long, long, long, long, long, long
	v.Role.Why = text.Evidence{Words: long, Rule: long}
	v.Pay.Extras = []string{"retention:" + long, long}
	v.Facts[normalize.VisaSponsorship] = normalize.Fact{Stated: "yes", Value: long, Words: long, Rule: long}
	v.Problems = []normalize.Problem{{Field: "salary", Code: "no_pay", Text: long}}
	r.URL = "https://jobs.example/" + strings.Repeat("a", 1<<20)
	r.Adverts[0].URL = r.URL
	e := feeds.NewEdition(feedstest.Snapshot(r), feedstest.Site())
	for _, f := range feeds.Formats() {
		if n := len(render(t, e, f, feeds.Query{}).Body); n > 12<<10 {
			t.Errorf("%s is %d bytes", f, n)
		}
	}
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

func TestNoFormatCarriesMoreTextThanIsPermitted(t *testing.T) {
	const excerptWords, fullWords, htmlWords, quotedWords, payWords = "EXCERPTWORDS", "FULLWORDS", "HTMLWORDS", "QUOTEDWORDS", "PAYWORDS"
	for level, permitted := range map[string][]string{
		"": nil, "facts": nil, "excerpt": {excerptWords}, "full": {excerptWords, htmlWords},
	} {
		r := feedstest.Record(1)
		r.Republish = level
		r.Vacancy.Excerpt, r.Vacancy.Text, r.Vacancy.HTML = excerptWords, fullWords, "<p>"+htmlWords+"</p>"
		inProse := text.Evidence{Field: "description", Words: quotedWords, Rule: "a.rule"}
		r.Vacancy.Role.Why, r.Vacancy.Closing.Evidence, r.Vacancy.Pay.Evidence = inProse, inProse, map[string]text.Evidence{"pay": inProse}
		r.Vacancy.Closing.Text, r.Vacancy.Pay.Text = quotedWords, quotedWords
		r.Vacancy.Facts[normalize.VisaSponsorship] = normalize.Fact{Stated: "yes", Words: quotedWords}
		r.Vacancy.Problems = []normalize.Problem{{Field: "description", Code: "x", Text: quotedWords}}
		r.Vacancy.Hours.Evidence = map[string]text.Evidence{"hours": {Field: "hours", Words: payWords, Rule: "a.rule"}}
		e := feeds.NewEdition(feedstest.Snapshot(r), feedstest.Site())
		for _, f := range feeds.Formats() {
			body := string(render(t, e, f, feeds.Query{}).Body)
			for _, words := range []string{excerptWords, fullWords, htmlWords} {
				if strings.Contains(body, words) && !slices.Contains(permitted, words) {
					t.Errorf("republish %q: %s carries %s", level, f, words)
				}
			}
			if f == feeds.JSONFeed { // the words behind facts stand here alone
				if got := strings.Contains(body, quotedWords); got != (len(permitted) > 0) || !strings.Contains(body, payWords) {
					t.Errorf("republish %q: running text is quoted: %v", level, got)
				}
			} else if strings.Contains(body, quotedWords) {
				t.Errorf("republish %q: %s quotes the words behind facts", level, f)
			}
			if f == feeds.Calendar || f == feeds.CSV {
				continue
			}
			for _, words := range permitted {
				if !strings.Contains(body, words) {
					t.Errorf("republish %q: %s lacks %s, which is permitted", level, f, words)
				}
			}
		}
		r.Published = feedstest.Now.Add(-time.Hour)
		l := feedstest.NewLedger(r)
		for name, make := range map[string]func() (feeds.Document, error){
			"changes.json": func() (feeds.Document, error) { return feeds.ChangesJSON(l, feeds.Since{}, feedstest.Site()) },
			"changes.atom": func() (feeds.Document, error) { return feeds.ChangesAtom(l, feedstest.Site(), feedstest.Now) },
			"problems":     func() (feeds.Document, error) { return e.ProblemsAtom(r.Boroughs[0]) },
		} {
			doc, err := make()
			if err != nil || !bytes.Contains(doc.Body, []byte(r.ID)) && name != "problems" {
				t.Fatalf("%s does not hold the vacancy (%v)", name, err)
			}
			for _, words := range []string{excerptWords, fullWords, htmlWords, quotedWords} {
				may := slices.Contains(permitted, words) || words == quotedWords && len(permitted) > 0
				if bytes.Contains(doc.Body, []byte(words)) && !may {
					t.Errorf("republish %q: %s carries %s", level, name, words)
				}
			}
		}
		if found := len(feeds.NewEdition(e.Snapshot, feedstest.Site()).Select(feeds.Query{Words: excerptWords}, feedstest.Now).Records); found != len(permitted[:min(1, len(permitted))]) {
			t.Errorf("republish %q: a search for words of the excerpt finds %d", level, found)
		}
	}
}

func TestItemsSayWhenTheyCloseInTheFirstLine(t *testing.T) {
	soon := feedstest.Record(1)
	soon.Vacancy.Closing.At = time.Date(2026, time.December, 4, 12, 0, 0, 0, time.UTC)
	early := feedstest.Record(2)
	early.Vacancy.Closing.Flags = []string{"may_close_early"}
	undated := feedstest.Record(3)
	undated.Vacancy.Closing = closing.Closing{Kind: closing.UntilFilled}
	closed := feedstest.Record(4)
	closed.State = lifecycle.Closed
	summer := feedstest.Record(5)
	summer.Vacancy.Closing.At = time.Date(2027, time.July, 2, 16, 30, 0, 0, time.UTC)
	lost := feedstest.Record(6)
	lost.Unconfirmed, lost.Confirmed = true, time.Date(2026, time.November, 2, 9, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		record *lifecycle.Record
		want   string
	}{
		"a closing at noon":                  {soon, "Closes Friday 4 December 2026 at 12 noon."},
		"one that may close early":           {early, "Closes Thursday 3 December 2026 at 11:59pm (may close early)."},
		"no date":                            {undated, "Open until filled."},
		"a closed one":                       {closed, "CLOSED. It closed on Saturday 5 December 2026 at 11:59pm."},
		"a closing in summer, in local time": {summer, "Closes Friday 2 July 2027 at 5:30pm."},
		"one no run has confirmed of late":   {lost, "Closes Monday 7 December 2026 at 11:59pm. Not confirmed since 2 November 2026."},
	} {
		t.Run(name, func(t *testing.T) {
			if got := feeds.ClosingLine(c.record); got != c.want {
				t.Errorf("the first line is %q, not %q", got, c.want)
			}
			if it := feeds.NewItem(c.record, feedstest.Site()); !strings.HasPrefix(it.Text(), c.want+"\n") {
				t.Errorf("the text begins %q", it.Text())
			}
		})
	}
}

func TestAVacancyKeepsItsAddressWhenItsTitleIsCorrected(t *testing.T) {
	r := feedstest.Record(1)
	before := feeds.Path(r)
	r.History = append(r.History, lifecycle.Event{Kind: "revised", Fields: []lifecycle.Field{{Name: "title", Old: r.Vacancy.Title, New: "Another"}}})
	r.Vacancy.Title = "Another"
	if after := feeds.Path(r); after != before || !strings.HasSuffix(after, "/social-worker-team-1") {
		t.Errorf("the path was %s and is %s", before, after)
	}
}

func TestTitlesNameTheBoroughs(t *testing.T) {
	for name, c := range map[string]struct {
		boroughs []string
		want     string
	}{
		"one":             {[]string{"hackney"}, "Social Worker - Hackney"},
		"two":             {[]string{"kingston-upon-thames", "richmond-upon-thames"}, "Social Worker - Kingston upon Thames and Richmond upon Thames"},
		"more than three": {[]string{"barnet", "camden", "enfield", "hackney", "haringey"}, "Social Worker - Barnet, Camden, Enfield and 2 more"},
		"none":            {nil, "Social Worker"},
	} {
		t.Run(name, func(t *testing.T) {
			r := feedstest.Record(1)
			r.Vacancy.Title, r.Boroughs = "Social Worker", c.boroughs
			if got := feeds.Title(r); got != c.want {
				t.Errorf("the title is %q, not %q", got, c.want)
			}
		})
	}
}

func TestVacancyObjectsFitThePublishedSchema(t *testing.T) {
	site := feedstest.Site()
	doc, err := feeds.SchemaJSON(site)
	if err != nil {
		t.Fatal(err)
	}
	var schema any
	if err := json.Unmarshal(doc.Body, &schema); err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		e := feeds.NewEdition(feedstest.Snapshot(records(t)...), site)
		var feed struct{ Items []map[string]any }
		if err := json.Unmarshal(render(t, e, feeds.JSONFeed, feeds.Everything()).Body, &feed); err != nil {
			t.Fatalf("%v", err)
		}
		for _, item := range feed.Items {
			if faults := fits(schema, item["_vacancy"], "_vacancy"); len(faults) > 0 {
				t.Fatalf("%v\n%v", faults, item["_vacancy"])
			}
		}
	})
	empty, full := lifecycle.Record{ID: feedstest.ID(1)}, *feedstest.Record(2)
	empty.Vacancy.Advert, empty.Vacancy.Closing.Kind = feedstest.ID(1), closing.None
	full.Vacancy.Hours.Contract = []string{"agency"}
	for _, r := range []lifecycle.Record{empty, full} {
		for _, c := range feeds.Codes("state") {
			r.State = lifecycle.State(c.Code)
			for _, scope := range feeds.Codes("scope") {
				r.Vacancy.Role.Scope = role.Scope(scope.Code)
				body, err := json.Marshal(feeds.NewVacancyObject(&r))
				var object any
				if err := errors.Join(err, json.Unmarshal(body, &object)); err != nil {
					t.Fatal(err)
				}
				if faults := fits(schema, object, "_vacancy"); len(faults) > 0 {
					t.Errorf("%s, %s: %v\n%s", c.Code, scope.Code, faults, body)
				}
			}
		}
	}
	if faults := fits(schema, map[string]any{"version": 2.0}, "x"); len(faults) == 0 {
		t.Error("the schema takes anything")
	}
}
