package feeds

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

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
	for _, name := range slices.Sorted(maps.Keys(values)) {
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
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if !tracking(name) && !slices.Contains(known, name) {
			errs = append(errs, QueryError{Param: name, Value: values.Get(name), Message: "is not a parameter we have", Unknown: true})
		}
	}
	return errs
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
	taken := ""
	for _, v := range given {
		v = strings.TrimSpace(v)
		read := p.query
		if message := take(&read, v); message != "" {
			p.fail(name, v, message)
			continue
		}
		if taken != "" && v != taken && !either(name, &read, p.query) {
			p.fail(name, v, "can be given only once")
			continue
		}
		p.query, taken = read, v
	}
	return true
}

// either widens a bound that was given again to what lets through what one or the
// other does (CONTRACT, "HTTP": repeated is or); false for what knows no width.
func either(name string, q *Query, before Query) bool {
	switch name {
	case "pay_min":
		q.PayMin = min(q.PayMin, before.PayMin)
	case "added":
		q.Added = max(q.Added, before.Added)
	case "closing":
		days, err := strconv.Atoi(q.Closing)
		daysBefore, errBefore := strconv.Atoi(before.Closing)
		switch {
		case err == nil && errBefore == nil:
			q.Closing = strconv.Itoa(max(days, daysBefore))
		case err != nil && errBefore != nil: // two days of the calendar
			q.Closing = max(q.Closing, before.Closing)
		default:
			return false
		}
	default:
		return false
	}
	return true
}

// singles take one value into a Query and say what is wrong with it, or "".
var singles = map[string]func(*Query, string) string{
	"pay_min": takePay,
	"q":       takeWords,
	"closing": takeClosing,
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
