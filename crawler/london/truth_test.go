package london_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vacancies/config"
	"vacancies/crawler/london"
	"vacancies/crawler/platform"
	"vacancies/normalize/place"
)

// everyPost is what all sites show on a day.
func everyPost(t testing.TB, l *london.London, day int) []london.Post {
	t.Helper()
	var out []london.Post
	for _, src := range l.Sources() {
		out = append(out, truth(t, l, src.ID, day)...)
	}
	return out
}

func TestEveryAuthorityHasASourceNamedByItsSlug(t *testing.T) {
	var got []string
	sources := build(t, london.Options{}).Sources()
	for _, src := range sources {
		got = append(got, src.ID)
	}
	for _, a := range place.Authorities() {
		i := slices.Index(got, a.Slug)
		if i < 0 {
			t.Errorf("no source %s", a.Slug)
			continue
		}
		for _, earlier := range sources[:i] {
			if slices.Contains(earlier.Boroughs, a.Slug) {
				t.Errorf("%s comes before %s and serves it too", earlier.ID, a.Slug)
			}
		}
	}
}

func TestSourcesAreRowsTheConfigWouldTake(t *testing.T) {
	levels := map[string]int{}
	for _, src := range build(t, london.Options{}).Sources() {
		levels[src.Republish]++
		if want := "http://" + src.ID + ".demo.example/"; !strings.HasPrefix(src.URL, want) {
			t.Errorf("%s: address %s, want it below %s", src.ID, src.URL, want)
		}
		if (src.Republish == "full") != (src.Permission != nil) {
			t.Errorf("%s: republish %s with permission %v", src.ID, src.Republish, src.Permission)
		}
		known := platform.Options()[src.Platform].Options
		for name := range src.Options {
			if !slices.ContainsFunc(known, func(o config.Option) bool { return o.Name == name }) {
				t.Errorf("%s: %s has no option %s", src.ID, src.Platform, name)
			}
		}
	}
	for _, level := range []string{"facts", "excerpt", "full"} {
		if levels[level] == 0 {
			t.Errorf("no source with republish %s", level)
		}
	}
}

func TestAnySeedShowsEveryCodeOfTheLabelGuideOnDayZero(t *testing.T) {
	want := map[string][]string{
		"scope": {"in", "related", "out"},
		"stage": {"student", "nqsw", "social_worker", "senior", "advanced", "deputy_manager", "team_manager",
			"reviewing", "service_manager", "principal_sw", "head_of_service", "director", "support"},
		"specialism": {"mash", "assessment", "cp_cin", "court", "cla", "leaving_care", "fostering", "adoption", "cwd",
			"youth_justice", "exploitation", "uasc", "edge_of_care", "edt", "early_help", "family_help", "mental_health",
			"substance_misuse", "domestic_abuse", "nrpf", "schools", "hospital", "qa", "practice_dev", "leadership", "generic"},
		"contract": {"permanent", "fixed_term", "temporary", "agency", "secondment", "apprenticeship", "bank", "maternity_cover"},
		"closing":  {"date", "datetime", "noon", "midnight", "relative", "ongoing", "until_filled", "rolling", "invalid", "none"},
		"flag":     {"may_close_early", "weekday_mismatch"},
		"period":   {"", "year", "month", "week", "day", "hour"},
		"pay":      {"range", "one figure", "up to", "from", "pro rata", "actual", "only actual", "grade", "none"},
		"extra": {"market_supplement", "retention", "welcome_bonus", "london_weighting", "car_allowance", "travel_allowance",
			"relocation", "shift_allowance", "performance", "pension", "benefits", "ote", "negotiable", "pay_award_pending"},
	}
	for seed := range uint64(6) {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			seen := map[string]map[string]bool{}
			for kind := range want {
				seen[kind] = map[string]bool{}
			}
			for _, p := range everyPost(t, build(t, london.Options{Seed: seed}), 0) {
				note(seen, p)
			}
			for kind, codes := range want {
				for _, code := range codes {
					if !seen[kind][code] {
						t.Errorf("no advert with %s %q", kind, code)
					}
				}
			}
		})
	}
}

// note marks the codes that a post shows.
func note(seen map[string]map[string]bool, p london.Post) {
	mark := func(kind string, codes ...string) {
		for _, code := range codes {
			seen[kind][code] = true
		}
	}
	mark("scope", p.Scope)
	mark("stage", p.Stage)
	mark("specialism", p.Specialisms...)
	if p.Scope != "out" {
		mark("contract", p.Contract...)
	}
	mark("closing", p.Closing.Kind)
	mark("flag", p.Closing.Flags...)
	mark("period", p.Pay.Period)
	for _, extra := range p.Pay.Extras {
		kind, _, _ := strings.Cut(extra, ":")
		mark("extra", kind)
	}
	switch pay := p.Pay; {
	case pay.Text == "":
		mark("pay", "none")
	case pay.Period == "":
		mark("pay", "grade")
	case pay.ActualMin != nil && pay.Min == nil:
		mark("pay", "only actual")
	case pay.ActualMin != nil:
		mark("pay", "actual")
	case pay.ProRata:
		mark("pay", "pro rata")
	case pay.Min == nil:
		mark("pay", "up to")
	case pay.Max == nil:
		mark("pay", "from")
	case *pay.Min == *pay.Max:
		mark("pay", "one figure")
	default:
		mark("pay", "range")
	}
}

func TestAboutHalfOfTheAdvertsAreInScope(t *testing.T) {
	for seed := range uint64(6) {
		all, in := 0, 0
		for _, p := range everyPost(t, build(t, london.Options{Seed: seed}), 0) {
			all++
			if p.Scope == "in" {
				in++
			}
		}
		if all < 190 || all > 230 || in*5 < all*2 || in*5 > all*3 {
			t.Errorf("seed %d: %d adverts, %d of them in scope", seed, all, in)
		}
	}
}

func TestNothingClosesBeforeDayTwo(t *testing.T) {
	for seed := range uint64(6) {
		l := build(t, london.Options{Seed: seed})
		gone := map[string]bool{}
		for _, p := range everyPost(t, l, 0) {
			gone[p.Source+" "+p.ID] = true
			if !p.Closing.At.IsZero() && p.Closing.At.Before(day0.AddDate(0, 0, 1)) {
				t.Errorf("seed %d: %s closes at %s", seed, p.Title, p.Closing.At)
			}
		}
		for _, p := range everyPost(t, l, 1) {
			delete(gone, p.Source+" "+p.ID)
		}
		if len(gone) > 0 {
			t.Errorf("seed %d: gone on day 1: %v", seed, gone)
		}
	}
}

func TestAPostClosesOnlyAfterItOpens(t *testing.T) {
	l := build(t, london.Options{Seed: 3})
	for day := range 40 {
		for _, p := range everyPost(t, l, day) {
			if p.Posted.After(day0.AddDate(0, 0, day+1)) {
				t.Errorf("day %d: %s %q was posted on %s", day, p.Source, p.Title, p.Posted)
			}
			if !p.Closing.At.IsZero() && !p.Closing.At.After(p.Posted) {
				t.Errorf("%s %q posted %s closes %s", p.Source, p.Title, p.Posted, p.Closing.At)
			}
		}
	}
}

func TestEveryDayBringsAndTakesAdverts(t *testing.T) {
	l := build(t, london.Options{Seed: 5})
	before := map[string]bool{}
	opened, closed := 0, 0
	for day := range 31 {
		now := map[string]bool{}
		for _, p := range everyPost(t, l, day) {
			now[p.Source+" "+p.ID] = true
		}
		for id := range now {
			if day > 0 && !before[id] {
				opened++
			}
		}
		for id := range before {
			if !now[id] {
				closed++
			}
		}
		before = now
	}
	if opened < 60 || closed < 60 {
		t.Errorf("in a month %d adverts open and %d end", opened, closed)
	}
}

// pagesOf fetches the careers page, the list and every advert of all sites.
func pagesOf(t testing.TB, l *london.London) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, src := range l.Sources() {
		for _, address := range []string{"http://" + src.ID + ".demo.example/", src.URL, "http://" + src.ID + ".demo.example/robots.txt"} {
			out[address] = page(l, address)
		}
	}
	return out
}

func page(h http.Handler, address string) string {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
	return fmt.Sprint(w.Code, " ", w.Header().Get("Content-Type"), "\n", w.Body)
}

func TestTheSameSeedGivesTheSameBytes(t *testing.T) {
	for _, day := range []int{0, 12} {
		one := pagesOf(t, build(t, london.Options{Seed: 11, Day: day}))
		two := pagesOf(t, build(t, london.Options{Seed: 11, Day: day}))
		if diff := cmp.Diff(one, two); diff != "" {
			t.Errorf("day %d:\n%s", day, diff)
		}
		other := pagesOf(t, build(t, london.Options{Seed: 12, Day: day}))
		if cmp.Equal(one, other) {
			t.Errorf("day %d: another seed gives the same bytes", day)
		}
	}
}

func TestDayZeroIsTheWholeLondonDay(t *testing.T) {
	early := day0.Add(-10 * 3600e9)
	a, b := build(t, london.Options{Day0: early}), build(t, london.Options{Day0: day0})
	if diff := cmp.Diff(pagesOf(t, a), pagesOf(t, b)); diff != "" {
		t.Errorf("the hour of day 0 matters:\n%s", diff)
	}
}
