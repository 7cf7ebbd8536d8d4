package feeds_test

import (
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"vacancies/feeds"
	"vacancies/feeds/feedstest"
	"vacancies/normalize"
	"vacancies/normalize/closing"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/pay"
	"vacancies/normalize/place"
	"vacancies/normalize/role"
)

// records draws vacancies of every kind.
func records(t *rapid.T) []*lifecycle.Record {
	pick := func(name string, vocabulary string) []string {
		var codes []string
		for _, c := range feeds.Codes(vocabulary) {
			codes = append(codes, c.Code)
		}
		return rapid.SliceOfNDistinct(rapid.SampledFrom(codes), 0, 2, rapid.ID[string]).Draw(t, name)
	}
	var out []*lifecycle.Record
	for i := range rapid.IntRange(0, 12).Draw(t, "vacancies") {
		r := feedstest.Record(i)
		if rapid.IntRange(0, 5).Draw(t, "hostile") == 0 {
			r = feedstest.HostileRecord(i)
		}
		r.Republish = rapid.SampledFrom([]string{"facts", "excerpt", "full", ""}).Draw(t, "republish")
		r.Vacancy.Role.Scope = rapid.SampledFrom([]role.Scope{role.In, role.In, role.Related, role.Out}).Draw(t, "scope")
		r.Vacancy.Role.Stage = rapid.SampledFrom([]string{"nqsw", "social_worker", "team_manager"}).Draw(t, "stage")
		r.Vacancy.Role.StageAlso = pick("stage also", "stage")
		r.Vacancy.Role.Specialisms = pick("specialisms", "specialism")
		r.Vacancy.Hours.Contract = pick("contract", "contract")
		r.Vacancy.Hours.Pattern = pick("pattern", "pattern")
		r.Vacancy.Hours.Arrangement = rapid.SampledFrom([]string{"", "hybrid", "home"}).Draw(t, "arrangement")
		r.State = rapid.SampledFrom([]lifecycle.State{lifecycle.Open, lifecycle.Open, lifecycle.Open, lifecycle.Held}).Draw(t, "state")
		r.InDefault = r.State == lifecycle.Open && r.Vacancy.Role.Scope == role.In && !slices.Contains(r.Vacancy.Hours.Contract, "agency")
		if rapid.Bool().Draw(t, "no closing") {
			r.Vacancy.Closing = closing.Closing{Kind: closing.None}
		}
		r.Vacancy.Pay.Period = rapid.SampledFrom([]pay.Period{pay.Year, pay.Hour, pay.Month}).Draw(t, "period")
		if rapid.Bool().Draw(t, "no pay") {
			r.Vacancy.Pay = pay.Pay{}
		}
		r.Vacancy.Facts[normalize.VisaSponsorship] = normalize.Fact{Stated: rapid.SampledFrom([]string{"", "yes", "no"}).Draw(t, "visa")}
		r.Published = feedstest.Now.Add(-time.Duration(rapid.IntRange(0, 500).Draw(t, "age")) * time.Hour)
		if rapid.IntRange(0, 3).Draw(t, "two boroughs") == 0 {
			r.Boroughs = slices.Compact(slices.Sorted(slices.Values(append(r.Boroughs, place.Authorities()[5].Slug))))
		}
		out = append(out, r)
	}
	return out
}

// queries draws a query by choosing values for some filters.
func queries(t *rapid.T) feeds.Query {
	values := map[string][]string{}
	for name, choices := range map[string][]string{
		"borough": {"city-of-london", "barking-and-dagenham", "bromley", "south-of-the-thames", "north-of-the-thames"},
		"stage":   {"nqsw", "social_worker", "director"}, "specialism": {"cp_cin", "fostering", "qa"},
		"contract": {"permanent", "agency", "temporary"}, "pattern": {"full_time", "shift"}, "arrangement": {"hybrid", "home"},
		"pay_min": {"40000", "45000", "60000"}, "q": {"social worker", "team 3", "city", "settled", "nothing like it"},
		"closing": {"0", "14", "2026-12-05"}, "visa": {"yes", "no"}, "added": {"1", "3", "14"}, "scope": {"in", "related"},
		"sort": {"newest", "closing"}, "unstated": {"pay", "closing", "visa", "contract", "pattern", "arrangement"},
	} {
		if rapid.IntRange(0, 3).Draw(t, "ask "+name) > 0 {
			continue
		}
		most := 2
		if slices.Contains([]string{"q", "closing", "sort"}, name) {
			most = 1
		}
		values[name] = rapid.SliceOfN(rapid.SampledFrom(choices), 1, most).Draw(t, name)
	}
	q, errs := feeds.ParseQuery(values)
	if len(errs) > 0 {
		t.Fatalf("%v: %v", values, errs)
	}
	return q
}

// plainly is the contract's filter written a second time, word-search apart.
func plainly(r *lifecycle.Record, q feeds.Query) bool {
	v := r.Vacancy
	if r.State != lifecycle.Open {
		return false
	}
	scopes := q.Scopes
	if len(scopes) == 0 {
		scopes = []string{"in"}
	}
	agency := slices.Contains(v.Hours.Contract, "agency")
	if !slices.Contains(scopes, string(v.Role.Scope)) || agency && !slices.Contains(q.Contracts, "agency") {
		return false
	}
	any := func(have, want []string, unstated string) bool {
		if len(want) == 0 || len(have) == 0 && slices.Contains(q.Unstated, unstated) {
			return true
		}
		return slices.ContainsFunc(have, func(h string) bool { return slices.Contains(want, h) })
	}
	var boroughs []string
	for _, b := range q.Boroughs {
		boroughs = append(boroughs, b)
		for _, g := range feeds.Groups() {
			if g.Slug == b {
				boroughs = append(boroughs, g.Boroughs...)
			}
		}
	}
	stages := append([]string{v.Role.Stage}, v.Role.StageAlso...)
	if v.Facts[normalize.NewlyQualifiedWelcome].Stated == "yes" {
		stages = append(stages, "nqsw")
	}
	arrangement := []string{}
	if v.Hours.Arrangement != "" {
		arrangement = []string{v.Hours.Arrangement}
	}
	visa := []string{}
	if stated := v.Facts[normalize.VisaSponsorship].Stated; stated != "" {
		visa = []string{stated}
	}
	return any(r.Boroughs, boroughs, "") && any(stages, q.Stages, "") && any(v.Role.Specialisms, q.Specialisms, "") &&
		any(v.Hours.Contract, q.Contracts, "contract") && any(v.Hours.Pattern, q.Patterns, "pattern") &&
		any(arrangement, q.Arrangements, "arrangement") && any(visa, q.Visa, "visa") &&
		plainPay(v.Pay, q) && plainDays(r, q) && plainWords(r, q)
}

func plainPay(p pay.Pay, q feeds.Query) bool {
	if q.PayMin == 0 {
		return true
	}
	if p.Max == nil || p.Period == pay.Hour {
		return slices.Contains(q.Unstated, "pay")
	}
	yearly := *p.Max
	if p.Period == pay.Month {
		yearly *= 12
	}
	return yearly >= float64(q.PayMin)
}

func plainDays(r *lifecycle.Record, q feeds.Query) bool {
	london := lifecycle.London(feedstest.Now).Location()
	today := feedstest.Now.In(london).Format(time.DateOnly)
	on := func(days int) string {
		t, _ := time.Parse(time.DateOnly, today)
		return t.AddDate(0, 0, days).Format(time.DateOnly)
	}
	if q.Added > 0 && r.Published.In(london).Format(time.DateOnly) < on(1-q.Added) {
		return false
	}
	last := map[string]string{"0": today, "14": on(14)}[q.Closing]
	if last == "" {
		last = q.Closing
	}
	at := r.Vacancy.Closing.At
	switch {
	case q.Closing == "":
		return true
	case at.IsZero():
		return slices.Contains(q.Unstated, "closing")
	}
	return at.In(london).Format(time.DateOnly) <= last
}

func plainWords(r *lifecycle.Record, q feeds.Query) bool {
	if q.Words == "" {
		return true
	}
	parts := []string{r.Vacancy.Title, r.Reference, feeds.Excerpt(r), feeds.Label("stage", r.Vacancy.Role.Stage)}
	for _, s := range r.Vacancy.Role.Specialisms {
		parts = append(parts, feeds.Label("specialism", s))
	}
	for _, b := range r.Boroughs {
		parts = append(parts, feeds.BoroughName(b))
	}
	text := " " + strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			return c
		}
		return ' '
	}, strings.ToLower(strings.Join(parts, " ")))
	for _, w := range strings.Fields(q.Words) {
		if w != "it" && !strings.Contains(text, " "+w) {
			return false
		}
	}
	return !strings.Contains(q.Words, "nothing")
}
