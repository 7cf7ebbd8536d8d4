package feeds_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"vacancies/config"
	"vacancies/feeds"
	"vacancies/feeds/check"
	"vacancies/feeds/feedstest"
	"vacancies/normalize"
	"vacancies/normalize/hours"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/pay"
)

func TestNoCellOfTheCSVIsAFormula(t *testing.T) {
	for _, start := range []string{"=1+1", "+44 20", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "|x", "%0A=1"} {
		r := feedstest.Record(1)
		r.Vacancy.Title, r.Reference, r.Vacancy.Excerpt = start, start, start
		doc := render(t, feeds.NewEdition(feedstest.Snapshot(r), feedstest.Site()), feeds.CSV, feeds.Query{})
		if !bytes.HasPrefix(doc.Body, []byte("\uFEFFstate,id,")) || !bytes.HasSuffix(doc.Body, []byte("\r\n")) {
			t.Fatalf("the document begins %q", doc.Body[:20])
		}
		rows, err := csv.NewReader(bytes.NewReader(doc.Body)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for i, cell := range rows[1] {
			if cell != "" && strings.ContainsRune("=+-@＝|%\t", []rune(cell)[0]) {
				t.Errorf("%s is %q", rows[0][i], cell)
			}
		}
	}
}

// calendar reads a calendar with a reader that is not what wrote its lines.
func calendar(t *testing.T, records ...*lifecycle.Record) []*ics.VEvent {
	t.Helper()
	doc := render(t, feeds.NewEdition(feedstest.Snapshot(records...), feedstest.Site()), feeds.Calendar, feeds.Query{})
	cal, err := ics.ParseCalendar(bytes.NewReader(doc.Body))
	if err != nil {
		t.Fatalf("%v\n%s", err, doc.Body)
	}
	for l := range strings.SplitSeq(string(doc.Body), "\r\n") {
		if len(l) > 75 || strings.Contains(l, "\n") || !utf8.ValidString(l) {
			t.Errorf("the line %q is too long or broken", l)
		}
	}
	return cal.Events()
}

func TestClosingsAreEventsThatMove(t *testing.T) {
	r := feedstest.HostileRecord(1)
	before := calendar(t, r)
	if len(before) != 1 {
		t.Fatalf("there are %d events", len(before))
	}
	value := func(e *ics.VEvent, p ics.ComponentProperty) string { return e.GetProperty(p).Value }
	if end, err := before[0].GetEndAt(); err != nil || !end.Equal(r.Vacancy.Closing.At) {
		t.Errorf("the event ends at %v, not %v (%v)", end, r.Vacancy.Closing.At, err)
	}
	if got := value(before[0], ics.ComponentPropertySequence); got != "0" {
		t.Errorf("before it moves its sequence is %s", got)
	}
	was := r.Vacancy.Closing.At
	r.Vacancy.Closing.At = was.AddDate(0, 0, 7)
	r.Changed = feedstest.Now
	r.History = append(r.History, lifecycle.Event{At: feedstest.Now, Kind: "extended", Fields: []lifecycle.Field{{Name: "closing", Old: "a", New: "b"}}})
	after := calendar(t, r)
	if value(after[0], ics.ComponentPropertyUniqueId) != value(before[0], ics.ComponentPropertyUniqueId) || value(after[0], ics.ComponentPropertySequence) != "1" {
		t.Error("the moved event has another UID, or does not count the move")
	}
	if value(after[0], ics.ComponentPropertyDtstamp) != "20261120T093000Z" {
		t.Errorf("it is stamped %s", value(after[0], ics.ComponentPropertyDtstamp))
	}
	undated := feedstest.Record(2)
	undated.Vacancy.Closing.At = time.Time{}
	if n := len(calendar(t, undated)); n != 0 {
		t.Errorf("a vacancy without a closing instant has %d events", n)
	}
}

func TestCoverageNamesWhoIsNotRead(t *testing.T) {
	snap := feedstest.Snapshot()
	if got := feeds.CoverageOf(snap).Sentence(); got != "Reading 33 of 33." {
		t.Errorf("with every source healthy it reads %q", got)
	}
	set := func(id string, change func(*lifecycle.SourceState)) {
		for i := range snap.Sources {
			if snap.Sources[i].Source.ID == id {
				change(&snap.Sources[i])
			}
		}
	}
	set("hackney", func(s *lifecycle.SourceState) { s.Verdict = lifecycle.Blocked })
	set("barnet", func(s *lifecycle.SourceState) { s.Source.URL, s.LastSuccess, s.Verdict = "", time.Time{}, "" })
	set("camden", func(s *lifecycle.SourceState) { s.Source.Enabled = false })
	set("ealing", func(s *lifecycle.SourceState) { s.Verdict = lifecycle.Empty })
	set("bexley", func(s *lifecycle.SourceState) { s.Waiting = "waits to be accepted" })
	set("brent", func(s *lifecycle.SourceState) { s.Verdict = lifecycle.Skipped })
	set("sutton", func(s *lifecycle.SourceState) { s.Source.Kind = normalize.Board })
	set("merton", func(s *lifecycle.SourceState) { s.Verdict = lifecycle.Failed })
	snap.Sources = append(snap.Sources, lifecycle.SourceState{Verdict: lifecycle.Healthy, LastSuccess: feedstest.Now,
		Source: lifecycle.Source{ID: "shared", Kind: normalize.Shared, Boroughs: []string{"merton", "sutton"}, Enabled: true, URL: "https://x.example"}})
	c := feeds.CoverageOf(snap)
	if got, want := c.Sentence(), "Reading 29 of 33; not read now: Barnet, Bexley, Camden, Hackney."; got != want {
		t.Errorf("it reads %q, not %q", got, want)
	}
	whys := map[string]string{}
	for _, a := range c.NotRead() {
		whys[a.Slug] = a.Why
	}
	for slug, want := range map[string]string{"hackney": "its site keeps us out", "barnet": "address wanted", "camden": "paused", "bexley": "waits to be accepted"} {
		if whys[slug] != want {
			t.Errorf("%s is not read because %q, not %q", slug, whys[slug], want)
		}
	}
	if got := c.For([]string{"hackney"}).Sentence(); got != "Reading 0 of 1; not read now: Hackney." {
		t.Errorf("for Hackney it reads %q", got)
	}
	e := feeds.NewEdition(snap, feedstest.Site())
	if doc := render(t, e, feeds.RSS, feeds.Query{Boroughs: []string{"hackney"}}); !bytes.Contains(doc.Body, []byte("Reading 0 of 1; not read now: Hackney.")) {
		t.Error("an empty feed does not say what it rests on")
	}
}

func TestFactsAreSaidInWords(t *testing.T) {
	f := feedstest.Float
	for want, p := range map[string]pay.Pay{
		"£41,000 to £46,500.50 a year":        {Min: f(41_000), Max: f(46_500.5), Period: pay.Year},
		"£45,000 a year":                      {Min: f(45_000), Max: f(45_000), Period: pay.Year},
		"Up to £50,000 a year":                {Max: f(50_000), Period: pay.Year},
		"From £250 a day":                     {Min: f(250), Period: pay.Day},
		"£40,000 a year, pro rata":            {Min: f(40_000), Max: f(40_000), Period: pay.Year, ProRata: true},
		"£24,000 a year for the hours worked": {ActualMin: f(24_000), ActualMax: f(24_000), Period: pay.Year},
		"£40,000 a year full time; £1,234,567.89 for the hours worked": {Min: f(40_000), Max: f(40_000), Period: pay.Year, ActualMin: f(1_234_567.89), ActualMax: f(1_234_567.89)},
		"Not stated":       {},
		"No figures given": {Grade: "PO4"},
	} {
		if got := feeds.PayText(p); got != want {
			t.Errorf("pay reads %q, not %q", got, want)
		}
	}
	for want, h := range map[string]hours.Hours{
		"36 hours a week, Full time": {Min: f(36), Max: f(36), Pattern: []string{"full_time"}},
		"18 to 21.6 hours a week":    {Min: f(18), Max: f(21.6)},
		"Up to 30 hours a week":      {Max: f(30)},
		"Part time, Job share":       {Pattern: []string{"part_time", "job_share"}},
		"Not stated":                 {},
	} {
		if got := feeds.HoursText(h); got != want {
			t.Errorf("hours read %q, not %q", got, want)
		}
	}
	if got, want := feeds.ExtrasText([]string{"retention:3000", "pension", "car_allowance:up to 963"}), "Retention payment £3,000, Pension, Car allowance up to 963"; got != want {
		t.Errorf("extras read %q, not %q", got, want)
	}
	for want, fact := range map[string]normalize.Fact{"Yes": {Stated: "yes"}, "No": {Stated: "no"}, "Not stated": {}, "2": {Value: "2"}, "Yes: 2": {Stated: "yes", Value: "2"}} {
		if got := feeds.FactText(fact); got != want {
			t.Errorf("the fact reads %q, not %q", got, want)
		}
	}
}

func TestStandingDocumentsPassTheirChecks(t *testing.T) {
	e := feeds.NewEdition(feedstest.Snapshot(feedstest.Records(66)...), feedstest.Site())
	seen := map[string]bool{}
	for _, s := range feeds.StandingFeeds() {
		if seen[s.Query.Encode()] {
			t.Errorf("%s stands twice", s.Label)
		}
		seen[s.Query.Encode()] = true
		if _, errs := feeds.ParseQuery(s.Query.Values()); len(errs) > 0 {
			t.Errorf("%s: %v", s.Label, errs)
		}
		render(t, e, feeds.RSS, s.Query)
	}
	if len(seen) < 33+12+25+8 {
		t.Errorf("only %d feeds stand", len(seen))
	}
	opml, err := e.OPML()
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(opml.Body, []byte(`type="rss"`)); n != len(seen) {
		t.Errorf("the OPML lists %d feeds of %d", n, len(seen))
	}
	if n := len(e.Select(feeds.Everything(), feedstest.Now).Records); n != 66 {
		t.Errorf("the query of everything finds %d of 66", n)
	}
}

func TestTheSiteMapHoldsOpenVacanciesAndTheirLastChange(t *testing.T) {
	r := feedstest.Record(1)
	doc, err := feeds.NewEdition(feedstest.Snapshot(r), feedstest.Site()).Sitemap()
	if err != nil {
		t.Fatal(err)
	}
	if err := check.Check(doc); err != nil {
		t.Error(err)
	}
	for _, want := range []string{"<loc>https://vacancies.example" + feeds.Path(r) + "</loc>", "<lastmod>" + r.Changed.Format(time.RFC3339) + "</lastmod>", "/boroughs/hackney</loc>"} {
		if !strings.Contains(string(doc.Body), want) {
			t.Errorf("it lacks %s", want)
		}
	}
}

func TestBoroughsJSONHasThe33(t *testing.T) {
	records := feedstest.Records(34)
	doc, err := feeds.NewEdition(feedstest.Snapshot(records...), feedstest.Site()).BoroughsJSON()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Coverage struct{ Read, Of int }
		Boroughs []struct {
			Slug, GSS, Name string
			Read            bool
			Open            int
			Feeds           map[string]string
		}
	}
	if err := json.Unmarshal(doc.Body, &got); err != nil {
		t.Fatal(err)
	}
	open := 0
	for _, b := range got.Boroughs {
		open += b.Open
		if !strings.HasPrefix(b.GSS, "E09") || !b.Read || b.Feeds["rss"] != "https://vacancies.example/vacancies.rss?borough="+b.Slug {
			t.Errorf("%+v", b)
		}
	}
	if len(got.Boroughs) != 33 || got.Coverage.Of != 33 || open != 34 {
		t.Errorf("%d boroughs, %d open", len(got.Boroughs), open)
	}
}

func TestDocumentsNeedNoConfiguration(t *testing.T) {
	e := feeds.NewEdition(feedstest.Snapshot(feedstest.Record(1)), config.Site{BaseURL: "http://127.0.0.1:8033/"})
	doc := render(t, e, feeds.Atom, feeds.Query{})
	if !bytes.Contains(doc.Body, []byte(`href="http://127.0.0.1:8033/vacancies.atom"`)) {
		t.Errorf("the self link is not the configured address:\n%s", doc.Body)
	}
}

func TestOnlyTheWholeDefaultSetIsACompleteFeed(t *testing.T) {
	e := feeds.NewEdition(feedstest.Snapshot(feedstest.Record(1)), feedstest.Site())
	for query, want := range map[string]bool{"": true, "added=3": false, "borough=hackney": false, "scope=related": false} {
		q, _ := feeds.ParseQuery(parse(t, query))
		for _, f := range []feeds.Format{feeds.RSS, feeds.Atom} {
			if got := bytes.Contains(render(t, e, f, q).Body, []byte("<fh:complete>")); got != want {
				t.Errorf("%q as %s is complete: %v", query, f, got)
			}
		}
	}
}

func TestTheNextEditionIsTheSameAsANewOne(t *testing.T) {
	before := feeds.NewEdition(feedstest.Snapshot(feedstest.Records(20)...), feedstest.Site())
	renderEach(t, before) // what is worked out once is carried over
	records := append([]*lifecycle.Record{}, before.Snapshot.Records[1:]...)
	changed := *records[0]
	changed.Vacancy.Title, changed.Changed = "Senior Practitioner", feedstest.Now
	records[0] = &changed
	snap := feedstest.Snapshot(append(records, feedstest.Record(30))...)
	for _, f := range feeds.Formats() {
		next, fresh := render(t, before.Next(snap), f, feeds.Query{}), render(t, feeds.NewEdition(snap, feedstest.Site()), f, feeds.Query{})
		if !bytes.Equal(next.Body, fresh.Body) {
			t.Errorf("%s of the next edition differs from that of a new one", f)
		}
	}
}

func TestEntriesOfOneCommitHaveTimesOfTheirOwn(t *testing.T) {
	records := feedstest.Records(300)
	seen := map[time.Time]bool{}
	for _, r := range records {
		r.Published, r.Changed = feedstest.Now, feedstest.Now
		it := feeds.NewItem(r, feedstest.Site())
		if seen[it.Updated] || !it.Updated.Truncate(time.Second).Equal(feedstest.Now) || it.Link != "https://vacancies.example"+feeds.Path(r) {
			t.Errorf("%s is updated at %v, and is at %s", it.ID, it.Updated, it.Link)
		}
		seen[it.Updated] = true
	}
}
