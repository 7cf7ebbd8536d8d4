package normalize

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vacancies/normalize/text"
)

// words that adverts put into each field, good and bad, for the laws below.
var fieldWords = map[string][]string{
	"title":    {"Social Worker - Children in Care", "NQSW - Family Help", "Locum Team Manager, Dalston (Hybrid)", "\u202eretsniM", "👩‍⚕️ Senior Practitioner", ""},
	"salary":   {"£41,202 - £46,317 pro rata plus £3,000 retention payment", "PO4", "£1,000,000,000", "£920pw", "relocation package of £5,000", "\x00£45k\x07"},
	"closing":  {"22 March 2026 at noon", "31 September 2026", "Until filled", "Closing date extended to 5 April", "١٢/٣", ""},
	"hours":    {"36 hours per week, job share, hybrid", "72 hours a fortnight", "168 hours", "Twenty-one hours"},
	"contract": {"Permanent / Contract", "Maternity cover, 12 months", ""},
	"location": {"Town Hall, Mare Street, E8 1EA", "Richmond, North Yorkshire", "N16 0AS", "<b><b><b>Hackney</b></b></b>"},
	"posted":   {"1 March 2026", "Posted 3 days ago", "31/02/2026"},
	"description": {"You must be registered with Social Work England and have two years' post-qualifying experience.",
		"We offer hybrid working. Visa sponsorship is not available. A retention payment of £2,000 is paid. " + strings.Repeat("We care about children and their families. ", 12),
		strings.Repeat("a very long sentence with nothing in it that goes on ", 8) + "and yet newly qualified social workers are welcome to apply " + strings.Repeat("as it goes on and on ", 20),
		"Salary: £39,000 to £44,000. Closing date: 4 April 2026.", "<ul><li>Relocation support</li><li>Contact Jane Whitcombe on 07700 900101</li></ul>", "Â£45,000 per annumâ€™s pay", ""},
}

func drawAdvert(t *rapid.T) Advert {
	draw := func(field string) string { return rapid.SampledFrom(fieldWords[field]).Draw(t, field) }
	return Advert{Source: "x", Key: "k:1", Kind: Council, Boroughs: []string{"hillingdon"}, Title: draw("title"), Salary: draw("salary"), Closing: draw("closing"),
		Hours: draw("hours"), Contract: draw("contract"), Location: draw("location"), Posted: draw("posted"),
		Description: draw("description") + "\n" + draw("description"), FetchedAt: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
}

// TestEveryWordStandsWhereItIsSaidTo: the words behind a value are a literal part
// of their field at the place given, and every stated value has words and a rule.
func TestEveryWordStandsWhereItIsSaidTo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawAdvert(t)
		v := Read(a)
		var scratch Vacancy
		scratch.Evidence = map[string]text.Evidence{}
		p := plainAdvert(a, &scratch)
		fields := map[string]string{"title": p.title, "salary": p.salary, "closing": p.closing, "posted": p.posted, "hours": p.hours,
			"contract": p.contract, "location": p.location, "description": p.text}
		at := func(what string, ev text.Evidence) {
			if ev.Rule == "" {
				t.Errorf("%s: no rule: %+v", what, ev)
			}
			if ev.Words == "" {
				return
			}
			if s := fields[ev.Field]; ev.End > len(s) || ev.Start > ev.End || s[ev.Start:ev.End] != ev.Words {
				t.Errorf("%s: %q is not at %s[%d:%d] of %q", what, ev.Words, ev.Field, ev.Start, ev.End, s)
			}
		}
		for _, code := range v.Role.Specialisms {
			if ev, ok := v.Role.Evidence["specialisms."+code]; !ok || ev.Words == "" && code != "generic" {
				t.Errorf("%s of %q is read without words", code, a.Title)
			}
		}
		for _, m := range []map[string]text.Evidence{v.Role.Evidence, v.Pay.Evidence, v.Hours.Evidence, v.Place.Evidence} {
			for what, ev := range m {
				at(what, ev)
			}
		}
		if !v.Closing.At.IsZero() {
			at("closing", v.Closing.Evidence)
			if v.Closing.Evidence.Words == "" {
				t.Error("a closing without words")
			}
		}
		for code, f := range v.Facts {
			at(code, text.Evidence{Field: f.Field, Words: f.Words, Start: f.Start, End: f.End, Rule: f.Rule})
			if f.Words == "" {
				t.Errorf("%s is stated without words", code)
			}
		}
		has := func(what string, value bool, m map[string]text.Evidence) {
			if value && m[what].Words == "" {
				t.Errorf("%s is read without words", what)
			}
		}
		has("pay", v.Pay.Min != nil || v.Pay.Max != nil || v.Pay.ActualMin != nil, v.Pay.Evidence)
		has("grade", v.Pay.Grade != "", v.Pay.Evidence)
		has("extras", len(v.Pay.Extras) > 0, v.Pay.Evidence)
		has("hours", v.Hours.Min != nil || v.Hours.Max != nil, v.Hours.Evidence)
		has("pattern", len(v.Hours.Pattern) > 0, v.Hours.Evidence)
		has("contract", len(v.Hours.Contract) > 0, v.Hours.Evidence)
		has("arrangement", v.Hours.Arrangement != "", v.Hours.Evidence)
		has("postcode", v.Place.Postcode != "", v.Place.Evidence)
	})
}
