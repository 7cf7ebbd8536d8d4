package feeds_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"vacancies/feeds"
	"vacancies/feeds/check"
	"vacancies/feeds/feedstest"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

func TestAnIncidentIsToldOnce(t *testing.T) {
	at := func(hours int) time.Time { return feedstest.Now.Add(-time.Duration(hours) * time.Hour) }
	runs := []lifecycle.Run{ // the latest first
		{At: at(1), Verdict: lifecycle.Blocked},
		{At: at(2), Verdict: lifecycle.Skipped},
		{At: at(3), Verdict: lifecycle.Blocked, Error: "reading the list: 403"},
		{At: at(4), Verdict: lifecycle.Unchanged},
		{At: at(5), Verdict: lifecycle.Healthy},
		{At: at(6), Verdict: lifecycle.Failed},
		{At: at(7), Verdict: lifecycle.Failed, Error: "no answer"},
		{At: at(8), Verdict: lifecycle.Healthy},
	}
	s := &lifecycle.SourceState{Source: lifecycle.Source{ID: "hackney"}, AskedSince: at(0), Withheld: &lifecycle.Withheld{At: at(0), Reason: "half of it is gone"}}
	var got []string
	for _, in := range feeds.Incidents(s, runs) {
		got = append(got, string(in.Kind)+" "+in.At.Format("15:04")+" "+in.Words)
	}
	want := []string{
		"waiting 09:30 It waits for a decision; what it shows is withheld: half of it is gone.",
		"bad 06:30 It is blocked: reading the list: 403.",
		"recovered 04:30 It is read again: healthy.",
		"bad 02:30 It is failed: no answer.",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("told are\n%s\nnot\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestATroubleWhoseBeginningIsForgottenIsNotToldAnew(t *testing.T) {
	at := feedstest.Now
	s := &lifecycle.SourceState{Source: lifecycle.Source{ID: "hackney"}}
	for _, c := range []struct {
		name string
		runs []lifecycle.Run // the latest first
		want []string
	}{
		{"one that began with the source's first run is told",
			[]lifecycle.Run{{At: at.Add(time.Hour), Number: 2, Verdict: lifecycle.Failed}, {At: at, Number: 1, Verdict: lifecycle.Failed}}, []string{"bad/hackney/2026-11-20T09:30:00Z"}},
		{"so is one that began after the first run was skipped",
			[]lifecycle.Run{{At: at.Add(time.Hour), Number: 2, Verdict: lifecycle.Failed}, {At: at, Number: 1, Verdict: lifecycle.Skipped}}, []string{"bad/hackney/2026-11-20T10:30:00Z"}},
		{"one whose first runs are forgotten began before",
			[]lifecycle.Run{{At: at.Add(time.Hour), Number: 3, Verdict: lifecycle.Failed}, {At: at, Number: 2, Verdict: lifecycle.Failed}}, nil},
		{"and only its end is told",
			[]lifecycle.Run{{At: at.Add(time.Hour), Number: 3, Verdict: lifecycle.Healthy}, {At: at, Number: 2, Verdict: lifecycle.Failed}}, []string{"recovered/hackney/2026-11-20T10:30:00Z"}},
	} {
		var got []string
		for _, in := range feeds.Incidents(s, c.runs) {
			got = append(got, in.Key())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: told %q, not %q", c.name, got, c.want)
		}
	}
}

func TestStatusAtomSumsUpTheWeekEveryMonday(t *testing.T) {
	l := ledgerWithALife()
	l.SourceRuns = map[string][]lifecycle.Run{"hackney": {
		{At: time.Date(2026, time.November, 12, 9, 0, 0, 0, time.UTC), Verdict: lifecycle.Failed, Error: "no answer"},
		{At: time.Date(2026, time.November, 11, 9, 0, 0, 0, time.UTC), Verdict: lifecycle.Healthy},
	}}
	l.Log[0].At = time.Date(2026, time.November, 15, 23, 59, 0, 0, time.UTC)
	render := func(now time.Time) feeds.Document {
		doc, err := feeds.StatusAtom(l, feedstest.Site(), now)
		if err != nil {
			t.Fatal(err)
		}
		if err := check.Check(doc); err != nil {
			t.Fatalf("%v\n%s", err, doc.Body)
		}
		return doc
	}
	friday := render(feedstest.Now)
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(friday.Body))
	if err != nil {
		t.Fatal(err)
	}
	digest := feed.Items[0]
	if digest.Title != "The week before Monday 16 November 2026" || !strings.Contains(digest.Content, "Vacancies: 1 opened. Sources that went wrong: hackney.") {
		t.Errorf("the digest is %q: %s", digest.Title, digest.Content)
	}
	if saturday := render(feedstest.Now.AddDate(0, 0, 1)); !bytes.Equal(saturday.Body, friday.Body) {
		t.Error("the status feed changes although nothing happened")
	}
	if monday := render(feedstest.Now.AddDate(0, 0, 3)); bytes.Equal(monday.Body, friday.Body) {
		t.Error("a new week brings no new digest")
	}
}

func TestStatusJSONHasTheFieldsOfTheContract(t *testing.T) {
	snap := feedstest.Snapshot()
	snap.Sources[0].LastSuccess = time.Time{}
	doc, err := feeds.StatusJSON(snap)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Sources  []map[string]any
		Sequence *uint64
	}
	if err := json.Unmarshal(doc.Body, &got); err != nil {
		t.Fatal(err)
	}
	if got.Sequence == nil || len(got.Sources) != 33 {
		t.Fatalf("%s", doc.Body)
	}
	for _, field := range []string{"source", "boroughs", "platform", "evidence", "verdict", "last_attempt", "last_success", "last_change", "open", "next_attempt", "error"} {
		if _, ok := got.Sources[0][field]; !ok {
			t.Errorf("a source lacks %s", field)
		}
	}
	if got.Sources[0]["last_success"] != nil || got.Sources[1]["last_success"] != "2026-11-20T08:30:00Z" {
		t.Errorf("last successes are %v and %v", got.Sources[0]["last_success"], got.Sources[1]["last_success"])
	}
}

func TestProblemsAreAFeedForTheBoroughThatHasThem(t *testing.T) {
	r := feedstest.Record(1)
	r.Boroughs = []string{"hackney"}
	r.Vacancy.Problems = []normalize.Problem{{Field: "salary", Code: "no_pay"}, {Field: "closing", Code: "unreadable_closing", Text: "shortly <soon>"}}
	sound := feedstest.Record(2)
	sound.Boroughs = []string{"hackney"}
	read := func(borough string) []*gofeed.Item {
		doc, err := feeds.NewEdition(feedstest.Snapshot(r, sound), feedstest.Site()).ProblemsAtom(borough)
		if err != nil {
			t.Fatal(err)
		}
		if err := check.Check(doc); err != nil {
			t.Fatal(err)
		}
		feed, err := gofeed.NewParser().Parse(bytes.NewReader(doc.Body))
		if err != nil {
			t.Fatal(err)
		}
		return feed.Items
	}
	items := read("hackney")
	if len(items) != 1 || items[0].Description != "No pay stated\nA closing date that we cannot read: “shortly ‹soon›”" {
		t.Fatalf("the problems are %+v", items)
	}
	r.State = lifecycle.Held
	if held := read("hackney"); len(held) != 1 || held[0].Link != feedstest.Site().BaseURL+"/boroughs/hackney/mirror?find="+r.ID || len(held[0].Categories) != 0 {
		t.Errorf("one that is not published has no page to lead to: %+v", held)
	}
	r.State = lifecycle.Open
	r.Vacancy.Problems = r.Vacancy.Problems[:1]
	if again := read("hackney"); again[0].GUID == items[0].GUID {
		t.Error("other problems are told under the same id")
	}
	if n := len(read("barnet")); n != 0 {
		t.Errorf("another borough is told of %d", n)
	}
	if _, err := feeds.NewEdition(feedstest.Snapshot(), feedstest.Site()).ProblemsAtom("paris"); err == nil {
		t.Error("a borough we do not have has problems")
	}
}
