package normalize

import (
	"slices"
	"time"

	"vacancies/normalize/text"
)

// Document is a vacancy as every outside format carries it (CONTRACT.md,
// "normalize"): codes of the label guide, null for what is not known, and lists
// that are never null. Vacancy and Readvertises are set by whoever looks at
// several adverts together.
type Document struct {
	Advert       string `json:"advert"`
	Vacancy      string `json:"vacancy"`
	Readvertises string `json:"readvertises,omitempty"`

	Scope       string   `json:"scope"`
	ScopeWhy    string   `json:"scope_why"`
	Title       string   `json:"title"`
	Stage       string   `json:"stage"`
	StageAlso   []string `json:"stage_also"`
	Specialisms []string `json:"specialisms"`
	Contract    []string `json:"contract"`
	Pattern     []string `json:"pattern"`
	// HoursMin and HoursMax are hours a week.
	HoursMin    *float64                `json:"hours_min"`
	HoursMax    *float64                `json:"hours_max"`
	Arrangement *string                 `json:"arrangement"`
	Pay         PayDocument             `json:"pay"`
	Closing     ClosingDocument         `json:"closing"`
	Boroughs    []string                `json:"boroughs"`
	Postcode    *string                 `json:"postcode"`
	Facts       map[string]FactDocument `json:"facts"`
	Problems    []Problem               `json:"problems"`
}

// PayDocument is pay in pounds per period.
type PayDocument struct {
	Text      string   `json:"text"`
	Min       *float64 `json:"min"`
	Max       *float64 `json:"max"`
	Period    *string  `json:"period"`
	ProRata   bool     `json:"pro_rata"`
	ActualMin *float64 `json:"actual_min"`
	ActualMax *float64 `json:"actual_max"`
	Grade     *string  `json:"grade"`
	Extras    []string `json:"extras"`
}

// ClosingDocument is when an advert closes; At is RFC 3339 with the London offset of that day.
type ClosingDocument struct {
	Text  string   `json:"text"`
	At    *string  `json:"at"`
	Kind  string   `json:"kind"`
	Flags []string `json:"flags"`
}

// FactDocument is a three-state answer: "yes", "no", or null for not stated.
type FactDocument struct {
	Stated *string `json:"stated"`
	Value  string  `json:"value,omitempty"`
	Words  string  `json:"words"`
}

// Document gives the vacancy in its outside form.
func (v Vacancy) Document() Document {
	d := Document{
		Advert: v.Advert, Vacancy: v.Advert,
		Scope: string(v.Role.Scope), ScopeWhy: why(v.Role.Why),
		Title: v.Title, Stage: v.Role.Stage, StageAlso: list(v.Role.StageAlso), Specialisms: list(v.Role.Specialisms),
		Contract: list(v.Hours.Contract), Pattern: list(v.Hours.Pattern),
		HoursMin: v.Hours.Min, HoursMax: v.Hours.Max, Arrangement: optional(v.Hours.Arrangement),
		Pay: PayDocument{
			Text: v.Pay.Text, Min: v.Pay.Min, Max: v.Pay.Max, Period: optional(string(v.Pay.Period)), ProRata: v.Pay.ProRata,
			ActualMin: v.Pay.ActualMin, ActualMax: v.Pay.ActualMax, Grade: optional(v.Pay.Grade), Extras: list(v.Pay.Extras),
		},
		Closing:  ClosingDocument{Text: v.Closing.Text, Kind: string(v.Closing.Kind), Flags: list(v.Closing.Flags)},
		Boroughs: list(v.Place.Boroughs), Postcode: optional(v.Place.Postcode),
		Facts: map[string]FactDocument{}, Problems: v.Problems,
	}
	if !v.Closing.At.IsZero() {
		d.Closing.At = optional(v.Closing.At.Format(time.RFC3339))
	}
	for _, code := range FactCodes {
		f := v.Facts[code]
		d.Facts[code] = FactDocument{Stated: optional(f.Stated), Value: f.Value, Words: f.Words}
	}
	if d.Problems == nil {
		d.Problems = []Problem{}
	}
	return d
}

// why prints the words and the rule that decided something.
func why(ev text.Evidence) string {
	switch {
	case ev.Words == "":
		return ev.Rule
	case ev.Rule == "":
		return ev.Words
	}
	return "“" + ev.Words + "” (" + ev.Rule + ")"
}

// list is a copy of a list that is never nil, so that it is [] in JSON.
func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return slices.Clone(s)
}

// optional is nil for what is not known.
func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
