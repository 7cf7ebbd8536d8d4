package feeds

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

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
	// Visa is "yes" or "no": what the advert says of visa sponsorship.
	Visa string
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
	coded("stage", "stage", func(q *Query) *[]string { return &q.Stages }),
	coded("specialism", "specialism", func(q *Query) *[]string { return &q.Specialisms }),
	coded("contract", "contract", func(q *Query) *[]string { return &q.Contracts }),
	coded("pattern", "pattern", func(q *Query) *[]string { return &q.Patterns }),
	coded("arrangement", "arrangement", func(q *Query) *[]string { return &q.Arrangements }),
	{"scope", func(q *Query) *[]string { return &q.Scopes },
		func(v string) bool { return v == "in" || v == "related" },
		func(v string) string { return Label("scope", v) }},
	{"unstated", func(q *Query) *[]string { return &q.Unstated },
		func(v string) bool { return unstatedLabels[v] != "" },
		func(v string) string { return unstatedLabels[v] }},
}

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

func coded(param, vocabulary string, field func(*Query) *[]string) list {
	return list{param, field,
		func(v string) bool {
			return slices.ContainsFunc(Codes(vocabulary), func(c Code) bool { return c.Code == v })
		},
		func(v string) string { return Label(vocabulary, v) }}
}

func knownBorough(slug string) bool { return BoroughName(slug) != slug }

// QueryError is one parameter that could not be taken.
type QueryError struct {
	Param string
	// Value is as it was given; escape it before showing it.
	Value string
	// Message says in plain words what is wrong and what would be right.
	Message string
	// Unknown is true for a parameter we do not have: a feed refuses it, a page
	// ignores it with a notice. All others are refused by both.
	Unknown bool
}

// Error makes a QueryError an error.
func (e QueryError) Error() string { return e.Param + ": " + e.Message }

// Tracked splits tracking parameters (utm_*, fbclid, gclid) off: clean is what
// is left, and found says whether there were any, so that the caller can
// redirect to the clean address.
func Tracked(values url.Values) (clean url.Values, found bool) {
	clean = make(url.Values, len(values))
	for name, v := range values {
		if tracking(name) {
			found = true
			continue
		}
		clean[name] = v
	}
	return clean, found
}

func tracking(name string) bool {
	return strings.HasPrefix(name, "utm_") || name == "fbclid" || name == "gclid"
}

// ParseQuery reads a query string (CONTRACT, "HTTP"). Empty values are absent;
// tracking parameters are passed over (see Tracked). What cannot be taken is
// left out of the Query and named in the errors, in the order of the
// parameters' names.
func ParseQuery(values url.Values) (Query, []QueryError) {
	p := parser{}
	for _, name := range slices.Sorted(keys(values)) {
		if tracking(name) {
			continue
		}
		given := slices.DeleteFunc(slices.Clone(values[name]), func(v string) bool { return strings.TrimSpace(v) == "" })
		if len(given) > maxValues {
			p.fail(name, given[maxValues], "has too many values; give at most "+strconv.Itoa(maxValues))
			continue
		}
		if !p.list(name, given) && !p.single(name, given) {
			p.errs = append(p.errs, QueryError{Param: name, Value: strings.Join(values[name], " "), Message: "is not a filter we have", Unknown: true})
		}
	}
	return p.query.canonical(), p.errs
}

// ParseFeedQuery reads the query string of a feed, which holds its whole set: a
// page is a parameter of HTML lists alone.
func ParseFeedQuery(values url.Values) (Query, []QueryError) {
	q, errs := ParseQuery(values)
	errs = slices.DeleteFunc(errs, func(e QueryError) bool { return e.Param == "page" })
	if v := strings.TrimSpace(strings.Join(values["page"], " ")); v != "" {
		errs = append(errs, QueryError{Param: "page", Value: v, Message: "is for pages; a feed holds the whole search", Unknown: true})
	}
	q.Page = 0
	return q, errs
}

// Unknown names the parameters that a document does not have, in the order of
// their names. Tracking parameters are passed over (see Tracked).
func Unknown(values url.Values, known ...string) []QueryError {
	var errs []QueryError
	for _, name := range slices.Sorted(keys(values)) {
		if !tracking(name) && !slices.Contains(known, name) {
			errs = append(errs, QueryError{Param: name, Value: values.Get(name), Message: "is not a parameter we have", Unknown: true})
		}
	}
	return errs
}

func keys(values url.Values) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for name := range values {
			if !yield(name) {
				return
			}
		}
	}
}

// parser gathers a Query and what is wrong with it.
type parser struct {
	query Query
	errs  []QueryError
}

func (p *parser) fail(param, value, message string) {
	p.errs = append(p.errs, QueryError{Param: param, Value: value, Message: message})
}

// list takes a repeatable parameter; false when name is none.
func (p *parser) list(name string, given []string) bool {
	for _, l := range lists {
		if l.param != name {
			continue
		}
		for _, v := range given {
			v = strings.TrimSpace(v)
			if !l.known(v) {
				p.fail(name, v, "is not one of the choices")
				continue
			}
			*l.field(&p.query) = append(*l.field(&p.query), v)
		}
		return true
	}
	return false
}

// single takes a parameter with one value; false when name is none.
func (p *parser) single(name string, given []string) bool {
	take, ok := singles[name]
	if !ok {
		return false
	}
	for i, v := range given {
		v = strings.TrimSpace(v)
		if i > 0 && v != strings.TrimSpace(given[0]) {
			p.fail(name, v, "can be given only once")
			continue
		}
		if message := take(&p.query, v); message != "" {
			p.fail(name, v, message)
		}
	}
	return true
}

// singles take one value into a Query and say what is wrong with it, or "".
var singles = map[string]func(*Query, string) string{
	"pay_min": takePay,
	"q":       takeWords,
	"closing": takeClosing,
	"visa": func(q *Query, v string) string {
		return choose(&q.Visa, v, "must be yes or no", "yes", "no")
	},
	"added": func(q *Query, v string) string {
		var days string
		message := choose(&days, v, "must be 1, 3, 7 or 14 days", addedDays...)
		q.Added, _ = strconv.Atoi(days)
		return message
	},
	"sort": func(q *Query, v string) string {
		return choose(&q.Sort, v, "must be newest or closing", SortNewest, SortClosing)
	},
	"page": func(q *Query, v string) string {
		return number(&q.Page, v, 1, maxPage, "must be the number of a page")
	},
}

func choose(into *string, v, message string, choices ...string) string {
	if !slices.Contains(choices, v) {
		return message
	}
	*into = v
	return ""
}

func number(into *int, v string, low, high int, message string) string {
	n, err := strconv.Atoi(v)
	if err != nil || n < low || n > high {
		return message
	}
	*into = n
	return ""
}

// takePay reads yearly pay as people write it: 45000, 45,000, £45,000 or 45k.
func takePay(q *Query, v string) string {
	plain := strings.NewReplacer(",", "", "£", "", " ", "").Replace(strings.ToLower(v))
	if k, ok := strings.CutSuffix(plain, "k"); ok {
		plain = k + "000"
	}
	return number(&q.PayMin, plain, 0, maxPay, "must be yearly pay in whole pounds, such as 45000")
}

func takeWords(q *Query, v string) string {
	v = strings.Join(strings.Fields(clean(v)), " ")
	if len(v) > maxWords {
		return "is too long; use at most " + strconv.Itoa(maxWords) + " letters"
	}
	q.Words = v
	return ""
}

func takeClosing(q *Query, v string) string {
	var days int
	if number(&days, v, 0, maxDays, "no") == "" {
		q.Closing = strconv.Itoa(days)
		return ""
	}
	if _, err := time.Parse(time.DateOnly, v); err == nil {
		q.Closing = v
		return ""
	}
	return "must be a number of days, such as 7, or a day, such as 2026-12-04"
}

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
		return q.Visa != ""
	case "contract":
		return len(q.Contracts) > 0
	case "pattern":
		return len(q.Patterns) > 0
	case "arrangement":
		return len(q.Arrangements) > 0
	}
	return false
}
