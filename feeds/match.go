package feeds

import (
	"slices"
	"strings"
	"time"

	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/pay"
	"vacancies/normalize/role"
)

// answer is what an advert says to one filter.
type answer int

const (
	no answer = iota
	silent
	yes
)

// test is one filter of a query, by its parameter's name.
type test struct {
	param string
	ask   func(*candidate) answer
}

// candidate is a record under test, with what is worked out for it once.
type candidate struct {
	*lifecycle.Record
	// words are its searchable words, folded and sorted; nil until they are asked for.
	words func() []string
	// item is its entry in every feed.
	item func() *Item
}

// tests are the filters of a query at an instant. Scope and contract always
// stand among them: they hold the default set's bounds.
func (q Query) tests(now time.Time) []test {
	out := []test{{"scope", scopeTest(q.Scopes)}, {"contract", contractTest(q.Contracts)}}
	add := func(asked bool, param string, ask func(*candidate) answer) {
		if asked {
			out = append(out, test{param, ask})
		}
	}
	add(len(q.Boroughs) > 0, "borough", boroughTest(q.Boroughs))
	add(len(q.Stages) > 0, "stage", stageTest(q.Stages))
	add(len(q.Specialisms) > 0, "specialism", func(c *candidate) answer {
		return overlap(c.Vacancy.Role.Specialisms, q.Specialisms)
	})
	add(len(q.Patterns) > 0, "pattern", func(c *candidate) answer { return overlap(c.Vacancy.Hours.Pattern, q.Patterns) })
	add(len(q.Arrangements) > 0, "arrangement", func(c *candidate) answer {
		return oneOf(c.Vacancy.Hours.Arrangement, q.Arrangements)
	})
	add(q.PayMin > 0, "pay_min", func(c *candidate) answer { return payAnswer(c.Vacancy.Pay, float64(q.PayMin)) })
	add(len(q.Visa) > 0, "visa", func(c *candidate) answer {
		return oneOf(c.Vacancy.Facts[normalize.VisaSponsorship].Stated, q.Visa)
	})
	add(q.Closing != "", "closing", closingTest(q.Closing, now))
	add(q.Added > 0, "added", addedTest(q.Added, now))
	if wanted := fold(q.Words); len(wanted) > 0 {
		add(true, "q", func(c *candidate) answer { return truth(hasWords(c.words(), wanted)) })
	}
	for i := range out {
		if slices.Contains(q.Unstated, unstatedName(out[i].param)) {
			out[i].ask = lenient(out[i].ask)
		}
	}
	return out
}

// unstatedName is the name under which a filter stands in Query.Unstated.
func unstatedName(param string) string { return strings.TrimSuffix(param, "_min") }

// lenient lets through those that do not say.
func lenient(ask func(*candidate) answer) func(*candidate) answer {
	return func(c *candidate) answer {
		if a := ask(c); a != silent {
			return a
		}
		return yes
	}
}

func truth(b bool) answer {
	if b {
		return yes
	}
	return no
}

func oneOf(have string, wanted []string) answer {
	if have == "" {
		return silent
	}
	return truth(slices.Contains(wanted, have))
}

func overlap(have, wanted []string) answer {
	if len(have) == 0 {
		return silent
	}
	return truth(slices.ContainsFunc(have, func(h string) bool { return slices.Contains(wanted, h) }))
}

// isAgency reports whether a vacancy is an agency post.
func isAgency(r *lifecycle.Record) bool { return slices.Contains(r.Vacancy.Hours.Contract, "agency") }

// published reports whether a vacancy may be listed at all: it is open, not out
// of scope and not outside London, and where it belongs to the default set the
// ledger has put it there.
func published(r *lifecycle.Record) bool {
	if r.State != lifecycle.Open || r.Outside() != "" {
		return false
	}
	switch r.Vacancy.Role.Scope {
	case role.Related:
		return true
	case role.In:
		return r.InDefault || isAgency(r)
	}
	return false
}

// LeftOut reports whether a vacancy is in no list, however it is asked for: it is
// not children's social work, or outside London. Of such a one its title, a link to
// the advert and the reason are shown, and nothing else (design, rule 8).
func LeftOut(r *lifecycle.Record) bool {
	return r.Vacancy.Role.Scope == role.Out || r.Outside() != ""
}

func scopeTest(wanted []string) func(*candidate) answer {
	if len(wanted) == 0 {
		wanted = []string{string(role.In)}
	}
	return func(c *candidate) answer { return truth(slices.Contains(wanted, string(c.Vacancy.Role.Scope))) }
}

// contractTest leaves agency posts out unless they are asked for, also where
// another contract is named beside it.
func contractTest(wanted []string) func(*candidate) answer {
	withAgency := slices.Contains(wanted, "agency")
	return func(c *candidate) answer {
		switch {
		case isAgency(c.Record) && !withAgency:
			return no
		case len(wanted) == 0:
			return yes
		}
		return overlap(c.Vacancy.Hours.Contract, wanted)
	}
}

func boroughTest(wanted []string) func(*candidate) answer {
	slugs := map[string]bool{}
	for _, w := range wanted {
		slugs[w] = true
		if g, ok := groupBySlug(w); ok {
			for _, b := range g.Boroughs {
				slugs[b] = true
			}
		}
	}
	return func(c *candidate) answer {
		return truth(slices.ContainsFunc(c.Boroughs, func(b string) bool { return slugs[b] }))
	}
}

// stageTest matches the lowest stage and the others named; newly qualified also
// where the advert says that they are welcome.
func stageTest(wanted []string) func(*candidate) answer {
	nqsw := slices.Contains(wanted, "nqsw")
	return func(c *candidate) answer {
		r := c.Vacancy.Role
		return truth(slices.Contains(wanted, r.Stage) ||
			overlap(r.StageAlso, wanted) == yes ||
			nqsw && c.Vacancy.Facts[normalize.NewlyQualifiedWelcome].Stated == "yes")
	}
}

// yearlyPay is the bound of full-time pay that pay_min is held against, in
// pounds a year: the top of the range, else the bottom. Monthly pay is taken
// twelve times; a weekly, daily or hourly rate says nothing of a year's pay.
func yearlyPay(p pay.Pay) (float64, bool) {
	bound := p.Max
	if bound == nil {
		bound = p.Min
	}
	if bound == nil {
		return 0, false
	}
	switch p.Period {
	case pay.Year:
		return *bound, true
	case pay.Month:
		return *bound * 12, true
	}
	return 0, false
}

func payAnswer(p pay.Pay, least float64) answer {
	yearly, ok := yearlyPay(p)
	if !ok {
		return silent
	}
	return truth(yearly >= least)
}

// closingTest takes a number of days from today, or a day, each to its end.
func closingTest(closing string, now time.Time) func(*candidate) answer {
	var end time.Time
	if d, err := time.ParseInLocation(time.DateOnly, closing, london); err == nil {
		end = StartOfDay(d, 1)
	} else {
		var days int
		number(&days, closing, 0, maxDays, "")
		end = StartOfDay(now, days+1)
	}
	return func(c *candidate) answer {
		at := c.Vacancy.Closing.At
		if at.IsZero() {
			return silent
		}
		return truth(at.Before(end))
	}
}

// addedTest takes a number of London days, today being the first.
func addedTest(days int, now time.Time) func(*candidate) answer {
	since := StartOfDay(now, 1-days)
	return func(c *candidate) answer { return truth(!Published(c.Record).Before(since)) }
}
