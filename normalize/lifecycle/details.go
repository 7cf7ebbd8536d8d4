package lifecycle

import (
	"encoding/json"
	"fmt"
	"slices"
)

// The names of the other fields: what is published besides the material fields.
// A change in them is told to those who keep a copy, and announced to nobody.
const (
	FieldSeenAt      = "seen_at"     // where its adverts stand or stood
	FieldAliases     = "aliases"     // the other ids that lead to it
	FieldAdvert      = "advert"      // which advert gives it its facts, and its address
	FieldUnconfirmed = "unconfirmed" // not confirmed for 14 days, or again
	FieldDetails     = "details"     // specialisms, facts, flags and whatever else is read from it
	FieldWords       = "words"       // the words quoted: evidence, excerpt, full text
)

// materialFields are those whose change is announced.
var materialFields = []string{FieldTitle, FieldPay, FieldClosing, FieldHours, FieldContract, FieldBoroughs, FieldStage}

// Announced reports whether a change is news to subscribers: a revision of
// nothing but details and words is for those alone who keep a copy.
func (c Change) Announced() bool {
	return c.Kind != Revised || slices.ContainsFunc(c.Fields, func(f string) bool { return slices.Contains(materialFields, f) })
}

// details are the names of the published fields, besides the material ones, in
// which two states of a vacancy differ; sorted.
func details(was, is *Record) []string {
	old, now := was.published(), is.published()
	var out []string
	for name := range now {
		if old[name] != now[name] {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	if slices.Contains(out, FieldDetails) { // the words they were read from go with them
		out = slices.DeleteFunc(out, func(name string) bool { return name == FieldWords })
	}
	return out
}

// published is everything that is published of a vacancy besides its material
// fields, by the name under which a difference is told.
func (r *Record) published() map[string]string {
	type place struct{ advert, source, url string }
	var seen []place
	for _, a := range r.Adverts {
		seen = append(seen, place{a.Advert, a.Source, a.URL})
	}
	return map[string]string{
		FieldSeenAt:      fmt.Sprintf("%q", seen),
		FieldAliases:     fmt.Sprintf("%q", r.Aliases),
		FieldAdvert:      fmt.Sprintf("%q", []string{r.Vacancy.Advert, r.URL, r.ApplyURL, r.Reference, r.Source, string(r.Kind), r.Readvertises}),
		FieldUnconfirmed: fmt.Sprint(r.Unconfirmed),
		FieldDetails:     r.publishedDetails(),
		FieldWords:       r.publishedWords(),
	}
}

// publishedDetails is the vacancy's outside form without its quotations.
func (r *Record) publishedDetails() string {
	d := r.Vacancy.Document()
	d.Advert, d.Vacancy, d.ScopeWhy = "", "", ""
	d.Title, d.Boroughs = "", nil // told as they are
	d.Pay.Text, d.Closing.Text = "", ""
	for code, f := range d.Facts {
		f.Words = ""
		d.Facts[code] = f
	}
	d.Problems = slices.Clone(d.Problems)
	for i := range d.Problems {
		d.Problems[i].Text = ""
	}
	return encoded(d) + r.Vacancy.Posted
}

// publishedWords is all that is read from a vacancy's advert, its words included.
func (r *Record) publishedWords() string {
	v := r.Vacancy
	v.Advert, v.Title, v.Posted, v.Normaliser, v.Removed, v.Standing = "", "", "", 0, 0, nil
	return r.Republish + encoded(v)
}

func encoded(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprintf("%#v", v) // never for what came out of JSON
	}
	return string(b)
}
