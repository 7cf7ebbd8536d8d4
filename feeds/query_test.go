package feeds_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"vacancies/feeds"
	"vacancies/feeds/feedstest"
	"vacancies/normalize"
	"vacancies/normalize/closing"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/pay"
	"vacancies/normalize/role"
)

func TestParseQueryTakesWhatTheContractNames(t *testing.T) {
	for name, c := range map[string]struct {
		query, canonical string
		wrong            []string
	}{
		"nothing":                         {"", "", nil},
		"empty values are absent":         {"borough=&q=+&pay_min=", "", nil},
		"repeated values, in any order":   {"stage=senior&stage=nqsw&stage=senior", "stage=nqsw&stage=senior", nil},
		"the default scope goes unsaid":   {"scope=in&sort=newest&page=1", "", nil},
		"both scopes":                     {"scope=related&scope=in", "scope=in&scope=related", nil},
		"a preset group":                  {"borough=south-of-the-thames", "borough=south-of-the-thames", nil},
		"pay as people write it":          {"pay_min=%C2%A345,000", "pay_min=45000", nil},
		"pay in thousands":                {"pay_min=45k", "pay_min=45000", nil},
		"pay of nothing":                  {"pay_min=0", "", nil},
		"closing today":                   {"closing=0", "closing=0", nil},
		"closing by a day":                {"closing=2026-12-04", "closing=2026-12-04", nil},
		"words with blanks":               {"q=++Social++Worker+", "q=Social+Worker", nil},
		"what is unstated without a need": {"unstated=pay", "", nil},
		"what is unstated":                {"unstated=pay&pay_min=40000", "pay_min=40000&unstated=pay", nil},
		"a page":                          {"page=3", "page=3", nil},
		"tracking is passed over":         {"utm_source=x&fbclid=y&gclid=z&stage=nqsw", "stage=nqsw", nil},
		"an unknown borough":              {"borough=paris&borough=hackney", "borough=hackney", []string{"borough"}},
		"an unknown stage":                {"stage=wizard", "", []string{"stage"}},
		"scope out is not published":      {"scope=out", "", []string{"scope"}},
		"pay that is no number":           {"pay_min=lots", "", []string{"pay_min"}},
		"pay below nothing":               {"pay_min=-1", "", []string{"pay_min"}},
		"either of two floors":            {"pay_min=60000&pay_min=45000&pay_min=50000", "pay_min=45000", nil},
		"either of two ages":              {"added=1&added=14&added=3", "added=14", nil},
		"within either of two terms":      {"closing=14&closing=7", "closing=14", nil},
		"by either of two days":           {"closing=2026-12-04&closing=2026-12-24", "closing=2026-12-24", nil},
		"a term or a day":                 {"closing=14&closing=2026-12-04", "closing=14", []string{"closing"}},
		"a floor beside a wrong one":      {"pay_min=lots&pay_min=45000", "pay_min=45000", []string{"pay_min"}},
		"either answer on visas":          {"visa=yes&visa=no", "visa=no&visa=yes", nil},
		"two sets of words":               {"q=fostering&q=adoption", "q=fostering", []string{"q"}},
		"two orders":                      {"sort=closing&sort=newest", "sort=closing", []string{"sort"}},
		"the same floor twice":            {"pay_min=5&pay_min=5", "pay_min=5", nil},
		"days nobody offers":              {"added=2", "", []string{"added"}},
		"a closing that is neither":       {"closing=soon", "", []string{"closing"}},
		"a day that does not exist":       {"closing=2026-02-30", "", []string{"closing"}},
		"a visa answer that is neither":   {"visa=maybe", "", []string{"visa"}},
		"an unknown order":                {"sort=pay", "", []string{"sort"}},
		"page nought":                     {"page=0", "", []string{"page"}},
		"an unknown parameter":            {"colour=red", "", []string{"colour"}},
		"too many words":                  {"q=" + strings.Repeat("x", 300), "", []string{"q"}},
		"too many values":                 {strings.Repeat("stage=nqsw&", 61), "", []string{"stage"}},
	} {
		t.Run(name, func(t *testing.T) {
			q, errs := feeds.ParseQuery(parse(t, c.query))
			if q.Encode() != c.canonical {
				t.Errorf("%q is read as %q, not %q", c.query, q.Encode(), c.canonical)
			}
			var wrong []string
			for _, e := range errs {
				wrong = append(wrong, e.Param)
				if e.Message == "" || e.Unknown != (e.Param == "colour") {
					t.Errorf("the error reads %+v", e)
				}
			}
			if !slices.Equal(wrong, c.wrong) {
				t.Errorf("wrong are %v, not %v", wrong, c.wrong)
			}
		})
	}
}

func TestTrackingParametersAreSplitOff(t *testing.T) {
	clean, found := feeds.Tracked(url.Values{"utm_campaign": {"x"}, "stage": {"nqsw"}, "gclid": {"1"}})
	if !found || clean.Encode() != "stage=nqsw" {
		t.Errorf("%q is left, tracking found: %v", clean.Encode(), found)
	}
	if _, found := feeds.Tracked(url.Values{"stage": {"nqsw"}}); found {
		t.Error("tracking is found where there is none")
	}
}

func FuzzParseQuery(f *testing.F) {
	for _, s := range []string{"", "borough=hackney&stage=nqsw", "q=%00%ff<script>&closing=2026-12-04", "pay_min=9999999999999999999&page=-1", "a=b&&=;%"} {
		f.Add(s)
	}
	snap := feedstest.Snapshot(feedstest.Records(3)...)
	f.Fuzz(func(t *testing.T, s string) {
		values, err := url.ParseQuery(s)
		if err != nil {
			return
		}
		q, _ := feeds.ParseQuery(values)
		again, errs := feeds.ParseQuery(q.Values())
		if len(errs) > 0 || again.Encode() != q.Encode() {
			t.Errorf("%q gives %q, which gives %q (%v)", s, q.Encode(), again.Encode(), errs)
		}
		feeds.NewEdition(snap, feedstest.Site()).Select(q, feedstest.Now)
	})
}

// found lists which of some vacancies, by number, a query finds.
func found(t *testing.T, query string, records ...*lifecycle.Record) []int {
	t.Helper()
	q, errs := feeds.ParseQuery(parse(t, query))
	if len(errs) > 0 {
		t.Fatalf("%s: %v", query, errs)
	}
	var out []int
	for _, r := range feeds.NewEdition(feedstest.Snapshot(records...), feedstest.Site()).Select(q, feedstest.Now).Records {
		for i := range records {
			if records[i].ID == r.ID {
				out = append(out, i+1)
			}
		}
	}
	slices.Sort(out)
	return out
}

// oneOfEach are vacancies that filters tell apart, numbered from 1.
func oneOfEach() []*lifecycle.Record {
	set := func(n int, change func(*lifecycle.Record)) *lifecycle.Record {
		r := feedstest.Record(n)
		change(r)
		return r
	}
	london := lifecycle.London(feedstest.Now).Location()
	records := []*lifecycle.Record{
		1: set(2, func(r *lifecycle.Record) { // newly qualified only said to be welcome; £41,000 to £46,000
			r.Vacancy.Facts[normalize.NewlyQualifiedWelcome] = normalize.Fact{Stated: "yes"}
			r.Vacancy.Pay = pay.Pay{Min: feedstest.Float(41_000), Max: feedstest.Float(46_000), Period: pay.Year}
		}),
		2: set(3, func(r *lifecycle.Record) { // two stages; from £50,000
			r.Vacancy.Role.Stage, r.Vacancy.Role.StageAlso = "social_worker", []string{"senior"}
			r.Vacancy.Pay = pay.Pay{Min: feedstest.Float(50_000), Period: pay.Year}
		}),
		3: set(4, func(r *lifecycle.Record) { // related; hourly pay
			r.Vacancy.Role.Scope, r.Vacancy.Role.Stage, r.InDefault = role.Related, "support", false
			r.Vacancy.Pay = pay.Pay{Min: feedstest.Float(35), Max: feedstest.Float(35), Period: pay.Hour}
		}),
		4: set(5, func(r *lifecycle.Record) { // agency; no pay
			r.Vacancy.Hours.Contract, r.InDefault = []string{"agency", "temporary"}, false
			r.Vacancy.Pay = pay.Pay{}
		}),
		5: set(6, func(r *lifecycle.Record) { // held
			r.State, r.InDefault = lifecycle.Held, false
		}),
		6: set(7, func(r *lifecycle.Record) { // out of scope
			r.Vacancy.Role.Scope, r.InDefault = role.Out, false
		}),
		7: set(8, func(r *lifecycle.Record) { // first thing yesterday, London time; closes tonight; an accent; £4,000 a month
			r.Published = time.Date(2026, time.November, 19, 0, 0, 0, 0, london)
			r.Vacancy.Closing.At = time.Date(2026, time.November, 20, 23, 59, 0, 0, london)
			r.Vacancy.Title = "Café Practitioner, Children’s Team"
			r.Vacancy.Pay = pay.Pay{Min: feedstest.Float(3_500), Max: feedstest.Float(4_000), Period: pay.Month}
		}),
		8: set(9, func(r *lifecycle.Record) { // this morning; no closing date; visa sponsored; arrangement unknown
			r.Published = time.Date(2026, time.November, 20, 8, 0, 0, 0, london)
			r.Vacancy.Closing = closing.Closing{Kind: closing.None}
			r.Vacancy.Facts[normalize.VisaSponsorship] = normalize.Fact{Stated: "yes"}
			r.Vacancy.Hours.Arrangement = ""
			r.Vacancy.Pay = pay.Pay{Max: feedstest.Float(39_999), Period: pay.Year}
		}),
	}[1:]
	for i, r := range records {
		r.Boroughs = []string{[]string{"hackney", "lambeth"}[i%2]}
		if i != 6 && i != 7 {
			r.Published = feedstest.Now.AddDate(0, 0, -20)
		}
	}
	return records
}

func TestFiltersFindWhatTheyName(t *testing.T) {
	records := oneOfEach()
	for query, want := range map[string][]int{
		"":                                   {1, 2, 7, 8},
		"scope=related":                      {3},
		"scope=in&scope=related":             {1, 2, 3, 7, 8},
		"contract=agency":                    {4},
		"contract=temporary":                 nil,
		"contract=agency&contract=permanent": {1, 2, 4, 7, 8},
		"stage=nqsw":                         {1},
		"stage=senior":                       {2},
		"stage=social_worker":                {1, 2, 7, 8},
		"pay_min=46000":                      {1, 2, 7},
		"pay_min=46001":                      {2, 7},
		"pay_min=48000":                      {2, 7},
		"pay_min=48001":                      {2},
		"pay_min=30000&scope=related":        nil,
		"pay_min=30000&scope=related&unstated=pay": {3},
		"contract=agency&pay_min=1&unstated=pay":   {4},
		"borough=hackney":                          {1, 7},
		"borough=south-of-the-thames":              {2, 8},
		"borough=hackney&borough=lambeth":          {1, 2, 7, 8},
		"borough=hackney&stage=senior":             nil,
		"added=1":                                  {8},
		"added=3":                                  {7, 8},
		"closing=0":                                {7},
		"closing=0&unstated=closing":               {7, 8},
		"closing=2026-11-19":                       nil,
		"closing=2026-11-20":                       {7},
		"visa=yes":                                 {8},
		"arrangement=hybrid":                       {1, 2, 7},
		"q=cafe+childrens":                         {7},
		"q=CAF%C3%89":                              {7},
		"q=practitioner+nobody":                    nil,
		"q=lambeth":                                {2, 8},
		"q=social+work+in+hackney":                 {1, 7},
		"q=CS%2F0003":                              {2},
	} {
		if got := found(t, query, records...); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, not %v", query, got, want)
		}
	}
}

func TestASearchKnowsTheFieldsShortForms(t *testing.T) {
	titled := func(n int, title string) *lifecycle.Record {
		r := feedstest.Record(n)
		r.Vacancy.Title, r.Vacancy.Excerpt, r.Vacancy.Text, r.Vacancy.Role.Specialisms = title, "", "", nil
		return r
	}
	records := []*lifecycle.Record{titled(1, "Local Authority Designated Officer"), titled(2, "LADO"), titled(3, "Team Manager - MASH"),
		titled(4, "Team Manager, Multi-Agency Safeguarding Hub"), titled(5, "Social Worker, Looked After Children’s Service"), titled(6, "Social Worker, Clapton")}
	for query, want := range map[string][]int{
		"q=lado":                               {1, 2},
		"q=Local+Authority+Designated+Officer": {1, 2},
		"q=mash+manager":                       {3, 4},
		"q=multi-agency+safeguarding":          {3, 4},
		"q=LAC":                                {5},
		"q=iro":                                nil,
		"q=clapton":                            {6},
	} {
		if got := found(t, query, records...); !slices.Equal(got, want) {
			t.Errorf("%s finds %v, want %v", query, got, want)
		}
	}
}

func TestOrderIsNewestOrClosingSoonest(t *testing.T) {
	a, b, c := feedstest.Record(1), feedstest.Record(2), feedstest.Record(3)
	a.Published, b.Published, c.Published = feedstest.Now.Add(-3*time.Hour), feedstest.Now.Add(-time.Hour), feedstest.Now.Add(-2*time.Hour)
	b.Vacancy.Closing = closing.Closing{Kind: closing.None}
	ids := func(q feeds.Query) []string {
		var out []string
		for _, r := range feeds.NewEdition(feedstest.Snapshot(a, b, c), feedstest.Site()).Select(q, feedstest.Now).Records {
			out = append(out, r.ID)
		}
		return out
	}
	if got := ids(feeds.Query{}); !slices.Equal(got, []string{b.ID, c.ID, a.ID}) {
		t.Errorf("newest first is %v", got)
	}
	if got := ids(feeds.Query{Sort: feeds.SortClosing}); !slices.Equal(got, []string{a.ID, c.ID, b.ID}) {
		t.Errorf("closing soonest first is %v", got)
	}
}

func TestWhatIsDroppedForNotSayingIsOffered(t *testing.T) {
	a, b := feedstest.Record(1), feedstest.Record(2)
	b.Vacancy.Pay = pay.Pay{}
	sel := feeds.NewEdition(feedstest.Snapshot(a, b), feedstest.Site()).Select(feeds.Query{PayMin: 30_000}, feedstest.Now)
	if len(sel.Records) != 1 || len(sel.NotStated) != 1 {
		t.Fatalf("%d found, offered %+v", len(sel.Records), sel.NotStated)
	}
	n := sel.NotStated[0]
	if n.Param != "pay_min" || n.Count != 1 || n.Words != "do not state yearly pay" || n.Query.Encode() != "pay_min=30000&unstated=pay" {
		t.Errorf("the offer is %+v (%s)", n, n.Query.Encode())
	}
}

func TestAQueryIsSaidInWords(t *testing.T) {
	q := feeds.Query{Boroughs: []string{"south-of-the-thames"}, Contracts: []string{"permanent"}, Specialisms: []string{"fostering"}, PayMin: 60_000, Added: 3, Closing: "2026-12-04"}
	want := "South of the Thames, Fostering and kinship, Permanent, £60,000 or more, closing by Friday 4 December 2026, added in the last 3 days"
	if got := q.Describe(); got != want {
		t.Errorf("it is said as %q, not %q", got, want)
	}
	if q.IsDefault() || !(feeds.Query{Sort: "closing"}).IsDefault() || !q.Dated() || (feeds.Query{Closing: "2026-12-04"}).Dated() {
		t.Error("a query is taken for the default set, or for one that depends on the day, wrongly")
	}
}

func parse(t *testing.T, query string) url.Values {
	t.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	return values
}
