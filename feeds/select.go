package feeds

import (
	"cmp"
	"slices"
	"time"

	"vacancies/normalize/lifecycle"
)

// Selection is what a query finds.
type Selection struct {
	Query Query
	// Records are the vacancies in the query's order.
	Records []*lifecycle.Record
	// NotStated are the filters that dropped adverts only because these do not say.
	NotStated []NotStated
}

// NotStated counts the vacancies that a query leaves out for no other reason
// than that their adverts do not say.
type NotStated struct {
	// Param is the filter: pay_min, closing, visa, contract, pattern or arrangement.
	Param string
	// Count is how many, never 0.
	Count int
	// Words say it of them: "do not state yearly pay".
	Words string
	// Query is the same search with them.
	Query Query
}

// Select finds the vacancies of a query, at an instant (for `added` and
// `closing`, which count London days).
func (e *Edition) Select(q Query, now time.Time) Selection {
	q = q.canonical()
	tests := q.tests(now)
	out := Selection{Query: q}
	silentBy := map[string]int{}
	for i := range e.listed {
		switch failed := failures(tests, &e.listed[i]); {
		case failed.count == 0:
			out.Records = append(out.Records, e.listed[i].Record)
		case failed.count == 1 && failed.first == silent:
			silentBy[failed.param]++
		}
	}
	for _, t := range tests {
		if n := silentBy[t.param]; n > 0 && unstatedLabels[unstatedName(t.param)] != "" {
			out.NotStated = append(out.NotStated, NotStated{
				Param: t.param, Count: n, Words: unstatedLabels[unstatedName(t.param)],
				Query: q.With("unstated", unstatedName(t.param)),
			})
		}
	}
	order(out.Records, q.Sort)
	return out
}

// find is Select for the formats: the candidates alone, in order.
func (e *Edition) find(q Query, now time.Time) []*candidate {
	tests := q.tests(now)
	var found []*candidate
	for i := range e.listed {
		c := &e.listed[i]
		if !slices.ContainsFunc(tests, func(t test) bool { return t.ask(c) != yes }) {
			found = append(found, c)
		}
	}
	slices.SortFunc(found, func(a, b *candidate) int { return compare(a.Record, b.Record, q.Sort) })
	return found
}

// failed is how a candidate fares in a query's tests.
type failed struct {
	// count is how many it does not pass: 0, 1, or 2 for more than one.
	count int
	// param and first are the first test that it does not pass, and its answer.
	param string
	first answer
}

func failures(tests []test, c *candidate) failed {
	out := failed{}
	for _, t := range tests {
		a := t.ask(c)
		if a == yes {
			continue
		}
		if out.count++; out.count > 1 {
			break
		}
		out.param, out.first = t.param, a
	}
	return out
}

// order sorts newest first, or closing soonest first with undated ones last;
// equal ones by id, so that the order is the same every time.
func order(records []*lifecycle.Record, by string) {
	slices.SortFunc(records, func(a, b *lifecycle.Record) int { return compare(a, b, by) })
}

func compare(a, b *lifecycle.Record, by string) int {
	if by == SortClosing {
		if c := compareClosing(a, b); c != 0 {
			return c
		}
	}
	return cmp.Or(Published(b).Compare(Published(a)), cmp.Compare(a.ID, b.ID))
}

func compareClosing(a, b *lifecycle.Record) int {
	x, y := a.Vacancy.Closing.At, b.Vacancy.Closing.At
	switch {
	case x.IsZero() && y.IsZero():
		return 0
	case x.IsZero():
		return 1
	case y.IsZero():
		return -1
	}
	return x.Compare(y)
}
