package feeds

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Values is the query string's parameters in canonical form.
func (q Query) Values() url.Values {
	q = q.canonical()
	v := url.Values{}
	for _, l := range lists {
		if f := *l.field(&q); len(f) > 0 {
			v[l.param] = f
		}
	}
	set := func(name, value string) {
		if value != "" && value != "0" || name == "closing" && value != "" {
			v.Set(name, value)
		}
	}
	set("pay_min", strconv.Itoa(q.PayMin))
	set("q", q.Words)
	set("closing", q.Closing)
	set("added", strconv.Itoa(q.Added))
	set("sort", q.Sort)
	set("page", strconv.Itoa(q.Page))
	return v
}

// Encode is the canonical query string without the question mark: equal for
// equal searches, empty for the default set.
func (q Query) Encode() string { return q.Values().Encode() }

// Set is the query without order and page: equal for queries that hold the
// same vacancies.
func (q Query) Set() Query {
	q.Sort, q.Page = "", 0
	return q.canonical()
}

// IsDefault reports whether the query holds exactly the default set.
func (q Query) IsDefault() bool { return q.Set().Encode() == "" }

// Dated reports whether the query's set depends on the London day it is asked on.
func (q Query) Dated() bool {
	return q.Added > 0 || q.Closing != "" && !strings.Contains(q.Closing, "-")
}

// Choice is one filter chosen in a query, with what people call it.
type Choice struct {
	Param string
	Value string
	// Label is the value in words, such as "Hackney" or "£45,000 or more".
	Label string
}

// Chosen lists the filters of a query in the order of the search form.
func (q Query) Chosen() []Choice {
	q = q.canonical()
	var out []Choice
	add := func(param, value, label string) {
		if value != "" && (value != "0" || param == "closing") {
			out = append(out, Choice{param, value, label})
		}
	}
	add("q", q.Words, "“"+q.Words+"”")
	for _, l := range lists {
		for _, value := range *l.field(&q) {
			label := l.label(value)
			if l.param == "unstated" {
				label = "and those that " + label
			}
			add(l.param, value, label)
		}
	}
	add("pay_min", strconv.Itoa(q.PayMin), pounds(float64(q.PayMin))+" or more")
	add("closing", q.Closing, closingLabel(q.Closing))
	add("added", strconv.Itoa(q.Added), addedLabel(q.Added))
	return out
}

// Without is the query with one chosen value taken out, on its first page.
func (q Query) Without(param, value string) Query {
	v := q.Values()
	v[param] = slices.DeleteFunc(slices.Clone(v[param]), func(have string) bool { return have == value })
	v.Del("page")
	out, _ := ParseQuery(v)
	return out
}

// With is the query with one value added (a single-valued filter is replaced),
// on its first page. A value that is not known leaves the query as it was.
func (q Query) With(param, value string) Query {
	v := q.Values()
	if slices.ContainsFunc(lists, func(l list) bool { return l.param == param }) {
		v.Add(param, value)
	} else {
		v.Set(param, value)
	}
	if param != "page" {
		v.Del("page")
	}
	out, _ := ParseQuery(v)
	return out
}

// Describe says in words what the query looks for, for titles: "Fostering and
// kinship, Hackney". Empty for the default set.
func (q Query) Describe() string {
	var words []string
	for _, c := range q.Chosen() {
		words = append(words, c.Label)
	}
	return strings.Join(words, ", ")
}

func closingLabel(closing string) string {
	switch {
	case closing == "":
		return ""
	case closing == "0":
		return "closing today"
	case closing == "1":
		return "closing by tomorrow"
	case strings.Contains(closing, "-"):
		return "closing by " + day(closing)
	}
	return "closing within " + closing + " days"
}

func addedLabel(days int) string {
	if days == 1 {
		return "added today"
	}
	return "added in the last " + strconv.Itoa(days) + " days"
}
