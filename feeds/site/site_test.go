package site

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"vacancies/config"
	"vacancies/feeds"
	"vacancies/normalize"
	"vacancies/normalize/closing"
	"vacancies/normalize/hours"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/pay"
	"vacancies/normalize/place"
)

func newSite(t *testing.T) *Site {
	t.Helper()
	s, err := New(Options{Config: config.Config{Site: config.Site{BaseURL: "https://vacancies.example"}}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestABaseURLThatIsNoneIsAnError(t *testing.T) {
	for _, base := range []string{"", "vacancies.example", "/jobs", "https://", "://x"} {
		if _, err := New(Options{Config: config.Config{Site: config.Site{BaseURL: base}}}); err == nil {
			t.Errorf("%q is taken", base)
		}
	}
}

func TestTheMapHasASquareForEachAuthorityAndTheRiverBetweenBanks(t *testing.T) {
	s := newSite(t)
	state := map[string]boroughState{}
	for i, a := range place.Authorities() {
		state[a.Slug] = boroughState{Covered: feeds.Covered{Authority: a, Read: i%5 != 0}, Open: i % 8}
		if len(short[a.Slug]) != 3 {
			t.Errorf("%s has no three letters", a.Slug)
		}
	}
	m := s.londonMap(state)
	at := map[[2]int]bool{}
	for _, tile := range m.Tiles {
		if at[[2]int{tile.X, tile.Y}] || tile.X < 0 || tile.X+tileSize > m.Width || tile.Y+tileSize > m.Height {
			t.Errorf("%s overlaps or lies outside", tile.URL)
		}
		at[[2]int{tile.X, tile.Y}] = true
		a, _ := place.BySlug(strings.TrimPrefix(tile.URL, "/boroughs/"))
		if south := tile.Y > northRows*tileStep; south != a.South {
			t.Errorf("%s is drawn on the wrong bank", a.Name)
		}
		if tile.Off != (tile.Class == "off") || tile.Off == state[a.Slug].Read {
			t.Errorf("%s is read: %v, class %s", a.Name, state[a.Slug].Read, tile.Class)
		}
		for _, l := range tile.Lines {
			if len(l.Text) > 12 {
				t.Errorf("%q does not fit its square", l.Text)
			}
		}
	}
	if len(m.Tiles) != 33 {
		t.Errorf("%d squares", len(m.Tiles))
	}
}

func TestNeighboursAreMutual(t *testing.T) {
	for _, a := range place.Authorities() {
		for _, n := range neighbours(a.Slug) {
			if !slices.Contains(neighbours(n), a.Slug) {
				t.Errorf("%s and %s", a.Slug, n)
			}
		}
	}
}

func TestThePagerFollowsThePattern(t *testing.T) {
	s := newSite(t)
	cases := []struct {
		current, pages int
		want           string
	}{
		{1, 2, "[1] 2"}, {1, 9, "[1] 2 … 9"}, {5, 9, "1 … 4 [5] 6 … 9"}, {9, 9, "1 … 8 [9]"}, {3, 5, "1 2 [3] 4 5"},
	}
	for _, c := range cases {
		p := s.pager(c.current, c.pages, func(n int) string { return "p" })
		var got []string
		for _, i := range p.Items {
			switch {
			case i.Gap:
				got = append(got, "…")
			case i.Current:
				got = append(got, "["+string(rune('0'+i.Number))+"]")
			default:
				got = append(got, string(rune('0'+i.Number)))
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("page %d of %d: %v, want %s", c.current, c.pages, got, c.want)
		}
		if (p.Previous == "") != (c.current == 1) || (p.Next == "") != (c.current == c.pages) {
			t.Errorf("page %d of %d: previous %q, next %q", c.current, c.pages, p.Previous, p.Next)
		}
	}
}

func TestAMailtoLinkCarriesAnyTextWhole(t *testing.T) {
	subject, body := "Correction: 50% & more + ?x=1", "first line\nsecond: “words” <b> #1\n"
	u, err := url.Parse(string(mailto("a.person+x@team.example", subject, body)))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(u.String(), "+") {
		t.Errorf("a plus stands for itself in %s", u)
	}
	q := u.Query()
	if q.Get("subject") != subject || q.Get("body") != strings.ReplaceAll(body, "\n", "\r\n") {
		t.Errorf("it carries %q", q)
	}
	if to, _ := url.PathUnescape(u.Opaque); to != "a.person+x@team.example" {
		t.Errorf("to %q", to)
	}
}

func TestDaysAreLondonDays(t *testing.T) {
	// 29 March 2026: clocks go forward at 1am.
	before := time.Date(2026, 3, 28, 23, 30, 0, 0, time.UTC)
	after := time.Date(2026, 3, 29, 23, 30, 0, 0, time.UTC) // 00:30 on the 30th in London
	if n := days(before, after); n != 2 {
		t.Errorf("%d days", n)
	}
	if n := days(after, before); n != -2 {
		t.Errorf("%d days back", n)
	}
	now := time.Date(2026, 7, 1, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		at   time.Time
		want string
	}{
		{now.Add(time.Hour), "today"}, {now, "closed"}, {now.Add(24 * time.Hour), "tomorrow"}, {now.AddDate(0, 0, 9), "in 9 days"}, {time.Time{}, ""},
	} {
		if got := untilWords(closing.Closing{At: c.at}, now); got != c.want {
			t.Errorf("%v: %q, want %q", c.at, got, c.want)
		}
	}
	if got := clock(now.Add(2 * time.Hour)); got != "1 July 2026 at noon" {
		t.Errorf("the clock says %q", got)
	}
}

func TestAChartNeverDrawsAFailureAsNought(t *testing.T) {
	total := 10
	d := runChart([]lifecycle.Run{
		{Verdict: lifecycle.Healthy, Adverts: 10, StatedTotal: &total, At: time.Unix(300, 0)},
		{Verdict: lifecycle.Failed, At: time.Unix(200, 0)},
		{Verdict: lifecycle.Empty, At: time.Unix(100, 0)},
	})
	if len(d.Bars) != 3 || d.Bars[0].Failed || !d.Bars[1].Failed || d.Bars[1].H < 20 || !d.Bars[2].Total || d.Bars[2].Y != d.Bars[2].TotalY {
		t.Errorf("%+v", d.Bars)
	}
	if d.Label != "The last 3 runs: 1 could not be read; the newest found 10 adverts" {
		t.Errorf("it is called %q", d.Label)
	}
	runChart(nil) // nothing yet is drawn as nothing
}

func TestEveryFaultAndVerdictHasPlainWords(t *testing.T) {
	for f, words := range faults {
		if words == "" || strings.Contains(words, "_") {
			t.Errorf("%s: %q", f, words)
		}
	}
	for _, v := range verdicts {
		name, meaning, _ := verdictWords(v)
		if name == "" || meaning == "" || name == "Not read yet" {
			t.Errorf("%s: %q, %q", v, name, meaning)
		}
	}
}

func TestStandingPathsLeadBack(t *testing.T) {
	for _, st := range feeds.StandingFeeds() {
		path := StandingPath(st.Query)
		if st.Query.IsDefault() {
			if path != "/vacancies" {
				t.Errorf("the default set is at %s", path)
			}
			continue
		}
		parts := strings.Split(strings.TrimPrefix(path, "/feeds/"), "/")
		if q, ok := ParseStanding(parts[0], parts[1]); !ok || q.Encode() != st.Query.Encode() {
			t.Errorf("%s leads to %q", path, q.Encode())
		}
	}
	if _, ok := ParseStanding("stage", "nothing"); ok {
		t.Error("a set that does not stand is found")
	}
}

func TestForeignTextCannotBringInWhatCannotBeSeen(t *testing.T) {
	got := string(visible([]byte("a\x00b\x1bc\u202ed\ufeffe\xfff\u0085g\nh\ti😀")))
	if got != "abcdefg\nh\ti😀" {
		t.Errorf("%q", got)
	}
}

func TestTermsAreOneLineInTheOrderPeopleAsk(t *testing.T) {
	week := 36.0
	cases := []struct {
		name string
		give normalize.Vacancy
		want string
	}{
		{"everything is stated", normalize.Vacancy{Hours: hours.Hours{Contract: []string{"fixed_term", "maternity_cover"}, Min: &week, Max: &week,
			Pattern: []string{"compressed", "full_time"}, Arrangement: "hybrid"}}, "Fixed term, maternity cover · 36 hours a week, full time, compressed hours · hybrid"},
		{"a pattern alone", normalize.Vacancy{Hours: hours.Hours{Contract: []string{"permanent"}, Pattern: []string{"part_time"}}}, "Permanent · part time"},
		{"nothing is stated", normalize.Vacancy{}, "Contract not stated · hours not stated"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := termWords(c.give); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestPayOnACardSaysThatItIsPay(t *testing.T) {
	low := 40_000.0
	for want, p := range map[string]pay.Pay{
		"Pay not stated":        {},
		"Pay: no figures given": {Grade: "PO2"},
		"From £40,000 a year":   {Min: &low, Period: pay.Year},
	} {
		if got := cardPay(p); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestFirstLettersChangeWhole(t *testing.T) {
	for _, c := range []struct{ give, capital, small string }{
		{"", "", ""}, {"a", "A", "a"}, {"école", "École", "école"}, {"“Gardener” is not ours", "“Gardener” is not ours", "“Gardener” is not ours"},
		{"MASH", "MASH", "MASH"}, {"Fixed term", "Fixed term", "fixed term"}, {"Social Work England registration", "Social Work England registration", "Social Work England registration"},
	} {
		if got := capital(c.give); got != c.capital {
			t.Errorf("%q: %q", c.give, got)
		}
		if got := lowerFirst(c.give); got != c.small {
			t.Errorf("%q: %q", c.give, got)
		}
	}
}
