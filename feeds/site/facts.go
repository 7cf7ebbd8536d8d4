package site

import (
	"cmp"
	"slices"
	"strings"

	"vacancies/feeds"
	"vacancies/normalize"
	"vacancies/normalize/closing"
	"vacancies/normalize/hours"
	"vacancies/normalize/lifecycle"
)

// fact is one line of what an advert means, with the words it was read from.
type fact struct {
	// Field is the JSON feed's name of the value, for corrections.
	Field string
	Name  string
	Value string
	Note  string
	Words string
	Rule  string
}

// always are the facts that have a line even where an advert does not state them.
var always = map[string]bool{"pay": true, "closing": true, "contract": true, "hours": true}

// facts are what a vacancy's advert says, in the order people ask, and beside
// them the names of what it does not state.
func facts(r *lifecycle.Record) (said []fact, unsaid []string) {
	for _, f := range allFacts(r) {
		if f.Value == "" && always[f.Field] {
			f.Value = notStated
		}
		if f.Field == "boroughs" && f.Words == "" {
			continue // it stands below the title
		}
		if f.Value == "" {
			unsaid = append(unsaid, lowerFirst(f.Name))
			continue
		}
		said = append(said, f)
	}
	return said, unsaid
}

// allFacts holds every fact; those not stated have no Value. The words behind
// them are the JSON feed's: cleaned, and quoted briefly.
func allFacts(r *lifecycle.Record) []fact {
	v := r.Vacancy
	object := feeds.NewVacancyObject(r)
	out := []fact{payFact(r, object), closingFact(r, object)}
	add := func(field, name, value string, codes ...string) {
		e := behind(object, field, codes)
		out = append(out, fact{Field: field, Name: name, Value: value, Words: e.Words, Rule: e.Rule})
	}
	add("contract", "Contract", labels("contract", v.Hours.Contract), v.Hours.Contract...)
	add("hours", "Hours", hoursOnly(v.Hours))
	add("pattern", "Working pattern", patternWords(v.Hours), v.Hours.Pattern...)
	add("arrangement", "Where you work", feeds.Label("arrangement", v.Hours.Arrangement))
	add("stage", "Career stage", stageWords(v))
	add("specialisms", "Specialism", labels("specialism", v.Role.Specialisms))
	add("boroughs", "Borough", list(names(r.Boroughs)), r.Boroughs...)
	if v.Place.Postcode != "" {
		add("postcode", "Postcode", clip(v.Place.Postcode, 20))
	}
	if r.Reference != "" {
		add("reference", "Reference", object.Reference)
	}
	for _, code := range normalize.FactCodes {
		add("facts."+code, feeds.Label("fact", code), stated(feeds.FactText(v.Facts[code])))
	}
	return out
}

// behind gives the words behind a field. Of a list every code's own words stand,
// each once; the rule is the first's.
func behind(object *feeds.VacancyObject, field string, codes []string) feeds.Words {
	e := object.Evidence[field]
	var said []string
	for _, code := range codes {
		if w := object.Evidence[field+"."+code].Words; w != "" && !slices.Contains(said, w) {
			said = append(said, w)
		}
	}
	if len(said) > 1 {
		e.Words = strings.Join(said, " … ")
	}
	return e
}

// notStated is what feeds says where an advert says nothing.
const notStated = "Not stated"

func payFact(r *lifecycle.Record, object *feeds.VacancyObject) fact {
	p := r.Vacancy.Pay
	e := object.Evidence["pay"]
	f := fact{Field: "pay", Name: "Pay", Value: stated(feeds.PayText(p)), Words: cmp.Or(object.Pay.Text, e.Words), Rule: e.Rule}
	var notes []string
	if p.Grade != "" {
		notes = append(notes, "Grade "+clip(p.Grade, 80)+".")
	}
	if x := feeds.ExtrasText(p.Extras); x != "" {
		notes = append(notes, "Besides base pay: "+x+".")
	}
	f.Note = strings.Join(notes, " ")
	return f
}

func closingFact(r *lifecycle.Record, object *feeds.VacancyObject) fact {
	c := r.Vacancy.Closing
	e := object.Evidence["closing"]
	f := fact{Field: "closing", Name: "Closing date", Value: feeds.ClosingText(c), Words: cmp.Or(object.Closing.Text, e.Words), Rule: e.Rule}
	if c.At.IsZero() && (c.Kind == closing.None || c.Kind == "") {
		f.Value = ""
	}
	var notes []string
	for _, flag := range c.Flags {
		switch flag {
		case "weekday_mismatch":
			notes = append(notes, "The weekday in the advert does not fit the date.")
		case "extended":
			notes = append(notes, "The date was extended.")
		}
	}
	f.Note = strings.Join(notes, " ")
	return f
}

func stageWords(v normalize.Vacancy) string {
	if v.Role.Stage == "" || v.Role.Stage == "n/a" {
		return ""
	}
	words := feeds.Label("stage", v.Role.Stage)
	if also := labels("stage", v.Role.StageAlso); also != "" {
		words += "; also " + also
	}
	return words
}

// stated is text, or nothing where it says that nothing is stated.
func stated(text string) string {
	if text == notStated {
		return ""
	}
	return text
}

// hoursOnly are the weekly hours without the pattern, which has its own line.
func hoursOnly(h hours.Hours) string {
	h.Pattern = nil
	return stated(feeds.HoursText(h))
}

// termWords are contract, hours and arrangement on one line of a list.
func termWords(v normalize.Vacancy) string {
	terms := []string{cmp.Or(labels("contract", v.Hours.Contract), "Contract not stated")}
	weekly, pattern := lowerFirst(hoursOnly(v.Hours)), lowerFirst(patternWords(v.Hours))
	if weekly != "" && pattern != "" {
		weekly += ", "
	}
	terms = append(terms, cmp.Or(weekly+pattern, "hours not stated"))
	if a := v.Hours.Arrangement; a != "" {
		terms = append(terms, lowerFirst(feeds.Label("arrangement", a)))
	}
	return strings.Join(terms, " · ")
}

// patternWords are the working patterns in the order of their vocabulary, which
// begins with what most people look for.
func patternWords(h hours.Hours) string {
	place := func(code string) int {
		return slices.IndexFunc(feeds.Codes("pattern"), func(c feeds.Code) bool { return c.Code == code })
	}
	return labels("pattern", slices.SortedStableFunc(slices.Values(h.Pattern), func(a, b string) int { return place(a) - place(b) }))
}
