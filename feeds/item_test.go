package feeds_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vacancies/feeds"
	"vacancies/feeds/feedstest"
	"vacancies/normalize"
	"vacancies/normalize/closing"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/role"
	"vacancies/normalize/text"
)

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
