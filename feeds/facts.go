package feeds

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"vacancies/normalize"
	"vacancies/normalize/closing"
	"vacancies/normalize/hours"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/pay"
	"vacancies/normalize/place"
)

// Line is one fact about a vacancy in words for people.
type Line struct {
	Label string
	Text  string
}

// Facts are a vacancy's facts in the order people ask for them. Pay and hours
// always stand among them, as "Not stated" where the advert does not say;
// others are left out when not known. The closing time is not among them: it
// has the first line (see ClosingLine).
func Facts(r *lifecycle.Record) []Line {
	v := r.Vacancy
	var out []Line
	add := func(label, text string) {
		if text != "" {
			out = append(out, Line{label, text})
		}
	}
	add("Where", Place(r))
	add("Pay", PayText(v.Pay))
	add("Grade", short(v.Pay.Grade, 80))
	add("Besides pay", ExtrasText(v.Pay.Extras))
	add("Contract", orNotStated(labels("contract", v.Hours.Contract)))
	add("Hours", HoursText(v.Hours))
	if v.Hours.Arrangement != "" {
		add("Where you work", Label("arrangement", v.Hours.Arrangement))
	}
	stages := append([]string{v.Role.Stage}, v.Role.StageAlso...)
	add("Stage", labels("stage", slices.DeleteFunc(stages, func(s string) bool { return s == "" || s == "n/a" })))
	add("Specialism", labels("specialism", v.Role.Specialisms))
	for _, code := range normalize.FactCodes {
		if f, ok := v.Facts[code]; ok {
			add(Label("fact", code), FactText(f))
		}
	}
	add("Reference", short(r.Reference, 80))
	return out
}

func orNotStated(s string) string {
	if s == "" {
		return "Not stated"
	}
	return s
}

func labels(vocabulary string, codes []string) string {
	words := make([]string, 0, len(codes))
	for _, c := range codes {
		words = append(words, Label(vocabulary, c))
	}
	return strings.Join(words, ", ")
}

// Place names a vacancy's boroughs and its postcode.
func Place(r *lifecycle.Record) string {
	place := joinNames(r.Boroughs, len(r.Boroughs))
	if code := short(r.Vacancy.Place.Postcode, 80); code != "" && place != "" {
		place += " (" + code + ")"
	}
	return place
}

// joinNames writes boroughs as "A, B and C"; more than most as "A, B and 3 more".
func joinNames(slugs []string, most int) string {
	names := make([]string, 0, len(slugs))
	for _, s := range slugs {
		names = append(names, BoroughName(s))
	}
	if more := len(names) - most; more > 0 {
		names = append(names[:most], strconv.Itoa(more)+" more")
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// PayText writes base pay for people: "£45,000 to £52,000 a year (pro rata)".
// Without figures it is the advert's grade or words, else "Not stated".
func PayText(p pay.Pay) string {
	text := rangeText(p.Min, p.Max)
	actual := rangeText(p.ActualMin, p.ActualMax)
	period := ""
	if p.Period != "" {
		period = " " + Label("period", string(p.Period))
	}
	switch {
	case text != "" && actual != "":
		return text + period + " full time; " + actual + " for the hours worked"
	case text != "" && p.ProRata:
		return text + period + ", pro rata"
	case text != "":
		return text + period
	case actual != "":
		return actual + period + " for the hours worked"
	case p.Grade != "":
		return "No figures given"
	}
	return "Not stated"
}

func rangeText(low, high *float64) string {
	switch {
	case low == nil && high == nil:
		return ""
	case low == nil:
		return "Up to " + pounds(*high)
	case high == nil:
		return "From " + pounds(*low)
	case *low == *high:
		return pounds(*low)
	}
	return pounds(*low) + " to " + pounds(*high)
}

// pounds writes an amount with thousands separated, pence only where there are any.
func pounds(amount float64) string {
	if math.IsNaN(amount) || math.IsInf(amount, 0) {
		return "£?"
	}
	pence := strconv.FormatFloat(math.Abs(amount), 'f', 2, 64)
	whole, rest, _ := strings.Cut(pence, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "00" {
		whole += "." + rest
	}
	if amount < 0 {
		return "-£" + whole
	}
	return "£" + whole
}

// ExtrasText writes what comes besides base pay: "Market supplement £3,000, Pension".
func ExtrasText(extras []string) string {
	words := make([]string, 0, len(extras))
	for _, e := range extras {
		kind, amount, has := strings.Cut(e, ":")
		word := short(Label("extra", kind), 80)
		if has {
			if n, err := strconv.ParseFloat(amount, 64); err == nil {
				amount = pounds(n)
			}
			word += " " + short(amount, 40)
		}
		words = append(words, word)
	}
	return strings.Join(words, ", ")
}

// HoursText writes weekly hours and pattern: "36 hours a week, full time".
func HoursText(h hours.Hours) string {
	var parts []string
	switch {
	case h.Min == nil && h.Max == nil:
	case h.Min == nil:
		parts = append(parts, "Up to "+figure(*h.Max)+" hours a week")
	case h.Max == nil:
		parts = append(parts, "From "+figure(*h.Min)+" hours a week")
	case *h.Min == *h.Max:
		parts = append(parts, figure(*h.Min)+" hours a week")
	default:
		parts = append(parts, figure(*h.Min)+" to "+figure(*h.Max)+" hours a week")
	}
	if len(h.Pattern) > 0 {
		parts = append(parts, labels("pattern", h.Pattern))
	}
	return orNotStated(strings.Join(parts, ", "))
}

func figure(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// FactText writes a fact: "Yes", "No", "Yes: 2" or "Not stated".
func FactText(f normalize.Fact) string {
	said := map[string]string{"yes": "Yes", "no": "No"}[f.Stated]
	value := short(f.Value, 60)
	switch {
	case said == "" && value == "":
		return "Not stated"
	case said == "":
		return value
	case value == "":
		return said
	}
	return said + ": " + value
}

// ClosingText says when applications end: "Friday 4 December 2026 at 12 noon".
func ClosingText(c closing.Closing) string {
	if c.At.IsZero() {
		switch c.Kind {
		case closing.Ongoing:
			return "Open with no closing date given"
		case closing.UntilFilled:
			return "Open until filled"
		case closing.Rolling:
			return "Applications are looked at as they come"
		case closing.Relative, closing.Invalid:
			return "Closing date unclear"
		}
		return "Closing date not stated"
	}
	at := c.At.In(london)
	text := at.Format("Monday 2 January 2006") + " at " + clock(at)
	if slices.Contains(c.Flags, "may_close_early") {
		text += " (may close early)"
	}
	return text
}

// clock writes a time of day as GOV.UK does: 5pm, 11:59pm, 12 noon.
func clock(t time.Time) string {
	switch {
	case t.Hour() == 12 && t.Minute() == 0:
		return "12 noon"
	case t.Minute() == 0:
		return t.Format("3pm")
	}
	return t.Format("3:04pm")
}

// ClosingLine is the first line of every text of a vacancy: when it closes, or
// that it is closed, since an item outlives its job in most readers.
func ClosingLine(r *lifecycle.Record) string {
	text := ClosingText(r.Vacancy.Closing)
	dated := !r.Vacancy.Closing.At.IsZero()
	switch r.State {
	case lifecycle.Closed:
		if dated {
			return "CLOSED. It closed on " + text + "."
		}
		return "CLOSED."
	case lifecycle.Withdrawn:
		return "CLOSED. It was withdrawn by the borough or is no longer shown there."
	case lifecycle.Merged:
		return "CLOSED. It is now shown as another vacancy."
	case lifecycle.Erased, lifecycle.Held:
		return "CLOSED."
	}
	if dated {
		text = "Closes " + text
	}
	text += "."
	if r.Unconfirmed {
		text += " Not confirmed since " + r.Confirmed.In(london).Format("2 January 2006") + "."
	}
	return text
}

// Excerpt is the short opening of an advert's text where its source permits it
// to be shown; empty otherwise.
func Excerpt(r *lifecycle.Record) string {
	if !quotable(r) {
		return ""
	}
	return short(r.Vacancy.Excerpt, maxExcerpt)
}

// maxExcerpt bounds an excerpt and maxWordsBehind the words shown behind one
// fact, in letters: quotations, not copies.
const (
	maxExcerpt     = 500
	maxWordsBehind = 160
)

// authoritiesByName are the 33 in the order of their names.
func authoritiesByName() []place.Authority {
	all := place.Authorities()
	slices.SortFunc(all, func(a, b place.Authority) int { return strings.Compare(a.Name, b.Name) })
	return all
}
