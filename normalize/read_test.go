package normalize

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"vacancies/normalize/text"
)

var fetched = time.Date(2025, 9, 21, 9, 0, 0, 0, time.UTC)

// everything is all that a vacancy could show to anyone, as one text.
func everything(t *testing.T, v Vacancy) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	d, err := json.Marshal(v.Document())
	if err != nil {
		t.Fatal(err)
	}
	return string(b) + string(d)
}

func TestReadOfAWholeAdvert(t *testing.T) {
	v := Options{FullText: true}.Read(sampleAdvert())
	d := v.Document()
	if d.Pay.Min == nil || *d.Pay.Min != 45210 || d.Pay.Max == nil || *d.Pay.Max != 50430 || len(d.Pay.Extras) != 1 {
		t.Errorf("pay %+v", d.Pay)
	}
	if d.Closing.At == nil || *d.Closing.At != "2025-10-19T23:59:00+01:00" || d.Closing.Kind != "datetime" {
		t.Errorf("closing %+v", d.Closing)
	}
	if len(d.Boroughs) != 1 || d.Boroughs[0] != "lewisham" || d.Postcode == nil || *d.Postcode != "SE6 4RU" {
		t.Errorf("place %v %v", d.Boroughs, d.Postcode)
	}
	if v.Posted != "2025-09-20" {
		t.Errorf("posted %q", v.Posted)
	}
	for code, want := range map[string]string{RegistrationRequired: "yes", YearsPostQualifying: "yes", VisaSponsorship: "no", RetentionPayment: "yes", HybridWorking: "yes", Relocation: "", NewlyQualifiedWelcome: ""} {
		if got := v.Facts[code].Stated; got != want {
			t.Errorf("%s: %q, want %q (%q)", code, got, want, v.Facts[code].Words)
		}
	}
	if v.Facts[YearsPostQualifying].Value != "2" || v.Facts[RetentionPayment].Value != "£3,000" {
		t.Errorf("values %q %q", v.Facts[YearsPostQualifying].Value, v.Facts[RetentionPayment].Value)
	}
	if len(v.Problems) != 0 {
		t.Errorf("problems %+v", v.Problems)
	}
	if v.Excerpt == "" || utf8.RuneCountInString(v.Excerpt) > excerptLength {
		t.Errorf("excerpt %q", v.Excerpt)
	}
	if !strings.Contains(v.HTML, "<strong>Children in Need</strong>") || strings.Contains(v.HTML, "<div") {
		t.Errorf("HTML %q", v.HTML)
	}
}

func TestNamesReachNoPartOfAVacancy(t *testing.T) {
	a := sampleAdvert()
	contact := " (contact Amira Soltani on 07700 900321, amira.soltani@council.example)"
	a.Salary += contact
	a.Closing += contact
	a.Hours += contact
	a.Contract += contact
	a.Location += contact
	a.Title += contact
	a.Department += contact
	a.Posted = "yesterday or so" + contact
	v := Options{FullText: true}.Read(a)
	all := everything(t, v)
	for _, secret := range []string{"Soltani", "Amira", "900321", "amira.soltani"} {
		if strings.Contains(all, secret) {
			t.Errorf("%q stands in %s", secret, all)
		}
	}
	if v.Removed < 3 {
		t.Errorf("removed %d", v.Removed)
	}
}

func TestEvidenceStandsInItsField(t *testing.T) {
	a := sampleAdvert()
	v := Read(a)
	fields := map[string]string{"title": a.Title, "salary": a.Salary, "closing": a.Closing, "hours": a.Hours, "contract": a.Contract,
		"location": a.Location, "department": a.Department, "posted": a.Posted, "description": v.Text}
	check := func(name string, ev text.Evidence) {
		if ev.End > 0 && fields[ev.Field][ev.Start:ev.End] != ev.Words {
			t.Errorf("%s: %q is not %q of %s", name, fields[ev.Field][ev.Start:ev.End], ev.Words, ev.Field)
		}
	}
	check("scope", v.Role.Why)
	check("closing", v.Closing.Evidence)
	for _, m := range []map[string]text.Evidence{v.Evidence, v.Role.Evidence, v.Hours.Evidence, v.Pay.Evidence, v.Place.Evidence} {
		for name, ev := range m {
			check(name, ev)
		}
	}
}

func TestDatesAreReadAgainstTheRightDay(t *testing.T) {
	for _, c := range []struct {
		name   string
		advert Advert
		want   string
	}{
		{"the posting day first", Advert{Closing: "10 January", Posted: "2025-12-20", FirstFetchedAt: fetched, FetchedAt: fetched}, "2026-01-10"},
		{"else the first reading of these words", Advert{Closing: "10 January", FirstFetchedAt: time.Date(2024, 12, 20, 9, 0, 0, 0, time.UTC), FetchedAt: fetched}, "2025-01-10"},
		{"else the reading", Advert{Closing: "10 January", FetchedAt: fetched}, "2026-01-10"},
		{"nothing to read it against", Advert{Closing: "10 January"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			if v := Read(c.advert); !v.Closing.At.IsZero() {
				got = v.Closing.At.Format(time.DateOnly)
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestProblems(t *testing.T) {
	base := Advert{Source: "s", Key: "k:1", Title: "Social Worker", Salary: "£45,000", Closing: "12 October 2025", Hours: "36 hours", Location: "Lewisham", Description: "You will hold a caseload.", FetchedAt: fetched}
	for _, c := range []struct {
		name   string
		change func(*Advert)
		want   string
	}{
		{"no identity", func(a *Advert) { a.Key = "" }, "no_identity"},
		{"no title", func(a *Advert) { a.Title = "" }, "no_title"},
		{"no pay", func(a *Advert) { a.Salary = "Competitive" }, "no_pay"},
		{"impossible pay", func(a *Advert) { a.Salary = "£1,000,000,000" }, "unreadable_pay"},
		{"no closing", func(a *Advert) { a.Closing = "" }, "no_closing"},
		{"no such day", func(a *Advert) { a.Closing = "31 September" }, "invalid_closing"},
		{"a closing of mere digits", func(a *Advert) { a.Closing = "see ref 4471" }, "unreadable_closing"},
		{"a closing too far off", func(a *Advert) { a.Closing = "12 October 2052" }, "closing_far_ahead"},
		{"a closing before the posting", func(a *Advert) { a.Posted = "2025-11-01" }, "closing_before_posted"},
		{"a weekday that does not fit", func(a *Advert) { a.Closing = "Friday 12 October 2025" }, "weekday_mismatch"},
		{"no hours", func(a *Advert) { a.Hours = "" }, "no_hours"},
		{"another borough", func(a *Advert) { a.Boroughs = []string{"brent"} }, "place_disagrees"},
		{"outside London", func(a *Advert) { a.Location = "Leeds" }, "outside_london"},
		{"no place", func(a *Advert) { a.Location = "" }, "no_place"},
		{"a regional source that names none of its boroughs", func(a *Advert) {
			a.Kind, a.Location, a.Boroughs = Regional, "London", []string{"brent", "harrow"}
		}, "borough_not_stated"},
		{"no description", func(a *Advert) { a.Description = "" }, "no_description"},
		{"an unreadable posting date", func(a *Advert) { a.Posted = "recently" }, "unreadable_posted"},
		{"a title without end", func(a *Advert) { a.Title = strings.Repeat("Social Worker ", 80000) }, "too_long"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := base
			c.change(&a)
			var codes []string
			for _, p := range Read(a).Problems {
				codes = append(codes, p.Code)
			}
			if strings.Join(codes, " ") != c.want {
				t.Errorf("problems %q, want %s", codes, c.want)
			}
		})
	}
	if got := Read(base).Problems; len(got) != 0 {
		t.Errorf("a whole advert has problems %+v", got)
	}
}

func TestDocumentHasNullsAndNoNullLists(t *testing.T) {
	b, err := json.Marshal(Read(Advert{Source: "s", Key: "k:1", Title: "Cook", FetchedAt: fetched}).Document())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"hours_min":null`, `"arrangement":null`, `"postcode":null`, `"at":null`, `"period":null`, `"grade":null`, `"stage_also":[]`, `"specialisms":[]`,
		`"contract":[]`, `"pattern":[]`, `"boroughs":[]`, `"extras":[]`, `"flags":[]`, `"visa_sponsorship":{"stated":null,"words":""}`} {
		if !strings.Contains(string(b), want) {
			t.Errorf("%s is not in %s", want, b)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Social Worker", "£45,000", "12 October", "<p>Contact Jane Smith on 07700 900123</p>")
	f.Add("\u202eSocial\x00 Worker 😀", "£1,000,000,000", "31 September", strings.Repeat("<div>", 3000))
	f.Add(strings.Repeat("Social Worker ", 5000), "££££", "99/99/9999 99:99", "&lt;script&gt;")
	f.Add("\xff\xfe", "\x00", "\u2067", "â€™ Â£ Ã©")
	f.Fuzz(func(t *testing.T, title, salary, closing, description string) {
		v := Options{FullText: true}.Read(Advert{Source: "s", Key: "k", Title: title, Salary: salary, Closing: closing, Location: title, Hours: salary,
			Contract: closing, Description: description, FetchedAt: fetched, Boroughs: []string{"brent"}})
		b, err := json.Marshal(v.Document())
		if err != nil || !utf8.Valid(b) {
			t.Fatalf("document: %v", err)
		}
		if strings.Contains(strings.ToLower(v.HTML), "<script") {
			t.Fatalf("a script in %q", v.HTML)
		}
	})
}
