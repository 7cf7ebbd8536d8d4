package feeds

import "slices"

// Query is a search: which vacancies, in which order. The zero Query is the
// default set, children's social work without agency posts, newest first. Lists
// are sorted and hold each value once; an empty field does not filter.
//
// Values repeated in one field widen the search (or); different fields narrow
// it (and).
type Query struct {
	// Boroughs are authorities' slugs and preset groups' (see Groups).
	Boroughs     []string
	Stages       []string
	Specialisms  []string
	Contracts    []string
	Patterns     []string
	Arrangements []string
	// PayMin is yearly full-time pay in pounds that the top of the range must reach; 0 is none.
	PayMin int
	// Words are looked for in title, reference, team, boroughs and excerpt.
	Words string
	// Closing is a number of London days ("7": closes within 7 days of today, "0":
	// today) or a day ("2026-12-04": closes on or before it).
	Closing string
	// Visa holds "yes" or "no", or both: what the advert says of visa sponsorship.
	Visa []string
	// Added is 1, 3, 7 or 14: first published on one of so many London days, today being the first.
	Added int
	// Scopes are "in" and "related"; none means "in".
	Scopes []string
	// Unstated names filters ("pay", "closing", "visa", "contract", "pattern",
	// "arrangement") that let through adverts that do not say.
	Unstated []string
	// Sort is "" (newest first) or "closing" (closing soonest first).
	Sort string
	// Page is the page of an HTML list, from 1; 0 is 1. Feeds do not page.
	Page int
}

// The bounds of a query: what is beyond them is an error, not work.
const (
	maxValues = 60
	maxWords  = 200
	maxDays   = 366
	maxPay    = 1_000_000
	maxPage   = 10_000
)

// The orders a query can ask for.
const (
	SortNewest  = "newest"
	SortClosing = "closing"
)

// addedDays are the values of the `added` filter.
var addedDays = []string{"1", "3", "7", "14"}

// list is a parameter that holds codes of a vocabulary and may be repeated.
type list struct {
	param string
	field func(*Query) *[]string
	known func(string) bool
	label func(string) string
}

var lists = []list{
	{"borough", func(q *Query) *[]string { return &q.Boroughs }, knownBorough, BoroughName},
	coded("stage", func(q *Query) *[]string { return &q.Stages }),
	coded("specialism", func(q *Query) *[]string { return &q.Specialisms }),
	coded("contract", func(q *Query) *[]string { return &q.Contracts }),
	coded("pattern", func(q *Query) *[]string { return &q.Patterns }),
	coded("arrangement", func(q *Query) *[]string { return &q.Arrangements }),
	{"scope", func(q *Query) *[]string { return &q.Scopes },
		func(v string) bool { return v == "in" || v == "related" },
		func(v string) string { return Label("scope", v) }},
	{"visa", func(q *Query) *[]string { return &q.Visa },
		func(v string) bool { return visaLabels[v] != "" },
		func(v string) string { return visaLabels[v] }},
	{"unstated", func(q *Query) *[]string { return &q.Unstated },
		func(v string) bool { return unstatedLabels[v] != "" },
		func(v string) string { return unstatedLabels[v] }},
}

// visaLabels are what an advert may be asked to say of visa sponsorship.
var visaLabels = map[string]string{"yes": "visa sponsorship", "no": "no visa sponsorship"}

// unstatedLabels are the filters that an advert can leave unanswered, and how
// that is said of several adverts.
var unstatedLabels = map[string]string{
	"pay":         "do not state yearly pay",
	"closing":     "do not state a closing date",
	"visa":        "do not mention visa sponsorship",
	"contract":    "do not state the contract",
	"pattern":     "do not state the working pattern",
	"arrangement": "do not say where you work",
}

// coded is a list of a vocabulary's codes; both have one name.
func coded(name string, field func(*Query) *[]string) list {
	return list{name, field,
		func(v string) bool { return slices.ContainsFunc(Codes(name), func(c Code) bool { return c.Code == v }) },
		func(v string) string { return Label(name, v) }}
}

func knownBorough(slug string) bool { return BoroughName(slug) != slug }

// canonical puts a Query into the one form that stands for its set: sorted
// lists without repeats, and nothing that says what goes without saying.
func (q Query) canonical() Query {
	for _, l := range lists {
		f := l.field(&q)
		*f = slices.Compact(slices.Sorted(slices.Values(*f)))
	}
	if len(q.Scopes) == 1 && q.Scopes[0] == "in" {
		q.Scopes = nil
	}
	if q.Sort == SortNewest {
		q.Sort = ""
	}
	if q.Page == 1 {
		q.Page = 0
	}
	q.Unstated = slices.DeleteFunc(q.Unstated, func(u string) bool { return !q.asks(u) })
	return q
}

// asks reports whether the query filters by what u names.
func (q Query) asks(u string) bool {
	switch u {
	case "pay":
		return q.PayMin > 0
	case "closing":
		return q.Closing != ""
	case "visa":
		return len(q.Visa) > 0
	case "contract":
		return len(q.Contracts) > 0
	case "pattern":
		return len(q.Patterns) > 0
	case "arrangement":
		return len(q.Arrangements) > 0
	}
	return false
}
