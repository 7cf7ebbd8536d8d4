// Package pay reads what an advert says of pay: base pay, its period, what it
// is pro rata of, its grade, and the supplements beside it (label guide,
// section 5). It must never guess: a figure that cannot be pay is absent, and
// a supplement is never added to the base.
package pay

import "vacancies/normalize/text"

// Period is the unit a pay figure is given in.
type Period string

// The periods of the label guide, section 5.
const (
	Year  Period = "year"
	Month Period = "month"
	Week  Period = "week"
	Day   Period = "day"
	Hour  Period = "hour"
)

// Pay is an advert's base pay in pounds, full-time equivalent. A nil figure is
// not known, never zero.
type Pay struct {
	// Text is the advert's own pay wording.
	Text string `json:"text,omitempty"`
	// Min and Max bound the advertised base pay, in pounds per Period.
	Min *float64 `json:"min,omitempty"`
	Max *float64 `json:"max,omitempty"`
	// Period is empty without figures.
	Period Period `json:"period,omitempty"`
	// ProRata is true when the text says so or gives a part-time actual.
	ProRata bool `json:"pro_rata,omitempty"`
	// ActualMin and ActualMax are the part-time pay where full-time and actual
	// are told apart.
	ActualMin *float64 `json:"actual_min,omitempty"`
	ActualMax *float64 `json:"actual_max,omitempty"`
	// Grade is kept as written.
	Grade string `json:"grade,omitempty"`
	// Extras are supplements as "kind" or "kind:amount", sorted.
	Extras []string `json:"extras,omitempty"`
	// Evidence holds the words behind each part, by part name ("pay", "grade", "extras"),
	// and behind each extra by its kind ("extras.retention").
	Evidence map[string]text.Evidence `json:"evidence,omitempty"`
}
