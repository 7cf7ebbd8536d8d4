package normalize

import (
	"strings"
	"time"

	"vacancies/normalize/closing"
	"vacancies/normalize/text"
)

// problem records something that could not be read or does not fit; words are
// the advert's own, names removed.
func (v *Vacancy) problem(field, code, words string) {
	v.Problems = append(v.Problems, Problem{Field: field, Code: code, Text: words})
}

// farAhead is how far ahead of the reading a closing date stops being believable.
const farAhead = 366 * 24 * time.Hour

// findProblems names what is missing, unreadable or at odds with itself.
func (v *Vacancy) findProblems(a Advert, p plain, ref time.Time) {
	if v.Advert == "" {
		v.problem("key", "no_identity", "")
	}
	if v.Title == "" {
		v.problem("title", "no_title", p.title)
	}
	v.payProblems(p)
	v.closingProblems(p, ref)
	v.hoursProblems(p)
	v.placeProblems(a, p)
	if p.text == "" {
		v.problem("description", "no_description", "")
	}
}

// figures are what a field holds that was meant to be read.
const figures = "0123456789"

func (v *Vacancy) payProblems(p plain) {
	switch pay := v.Pay; {
	case pay.Min != nil || pay.Max != nil || pay.ActualMin != nil || pay.ActualMax != nil:
	case strings.ContainsAny(p.salary, figures) && pay.Grade == "":
		v.problem("salary", "unreadable_pay", p.salary)
	default:
		v.problem("salary", "no_pay", p.salary)
	}
}

func (v *Vacancy) hoursProblems(p plain) {
	switch {
	case v.Hours.Min != nil || v.Hours.Max != nil || len(v.Hours.Pattern) > 0:
	case strings.ContainsAny(p.hours, figures):
		v.problem("hours", "unreadable_hours", p.hours)
	default:
		v.problem("hours", "no_hours", p.hours)
	}
}

func (v *Vacancy) placeProblems(a Advert, p plain) {
	switch {
	case v.Place.Outside != "":
		v.problem("location", "outside_london", v.Place.Outside)
	case v.Place.Disagrees != "":
		v.problem("location", "place_disagrees", v.Place.Disagrees)
	case len(v.Place.Boroughs) == 0 && len(a.Boroughs) > 0:
		v.problem("location", "borough_not_stated", p.location)
	case len(v.Place.Boroughs) == 0:
		v.problem("location", "no_place", p.location)
	}
}

func (v *Vacancy) closingProblems(p plain, ref time.Time) {
	c := v.Closing
	switch {
	case c.Kind == closing.Invalid:
		v.problem("closing", "invalid_closing", c.Text)
	case c.At.IsZero() && c.Kind == closing.None && strings.ContainsAny(p.closing, figures):
		v.problem("closing", "unreadable_closing", p.closing)
	case c.At.IsZero():
		v.problem("closing", "no_closing", p.closing)
	case !ref.IsZero() && c.At.After(ref.Add(farAhead)):
		v.problem("closing", "closing_far_ahead", c.Text)
	case v.Posted != "" && c.At.Format(time.DateOnly) < v.Posted:
		v.problem("closing", "closing_before_posted", c.Text)
	}
	for _, flag := range c.Flags {
		if flag == closing.WeekdayMismatch {
			v.problem("closing", flag, c.Text)
		}
	}
}

// settle has all evidence point at its words' place in their field; words that
// are not one run there lose their offsets.
func (v *Vacancy) settle(p plain) {
	fields := map[string]string{"title": p.title, "department": p.department, "salary": p.salary, "closing": p.closing,
		"posted": p.posted, "hours": p.hours, "contract": p.contract, "location": p.location, "employer": p.employer, "description": p.text}
	fix := func(ev text.Evidence) text.Evidence {
		s := fields[ev.Field]
		if ev.Start >= 0 && ev.End <= len(s) && ev.Start <= ev.End && s[ev.Start:ev.End] == ev.Words {
			return ev
		}
		ev.Start, ev.End = 0, 0
		if i := strings.Index(s, ev.Words); i >= 0 && ev.Words != "" {
			ev.Start, ev.End = i, i+len(ev.Words)
		}
		return ev
	}
	v.Role.Why = fix(v.Role.Why)
	v.Closing.Evidence = fix(v.Closing.Evidence)
	for _, m := range []map[string]text.Evidence{v.Evidence, v.Role.Evidence, v.Hours.Evidence, v.Pay.Evidence, v.Place.Evidence} {
		for name, ev := range m {
			m[name] = fix(ev)
		}
	}
}
