package feeds

import (
	"slices"
	"strconv"
	"time"

	"vacancies/normalize"
)

// Choices are the choices of one filter of the search form.
type Choices struct {
	Param   string
	Label   string
	Choices []Counted
}

// Counted is one choice with how many vacancies it would show, given the other
// filters chosen.
type Counted struct {
	Value  string
	Label  string
	Count  int
	Chosen bool
}

// Facets counts every choice of the search form, given the other filters.
func (e *Edition) Facets(q Query, now time.Time) []Choices {
	q = q.canonical()
	form := facetForm(q)
	tests := q.tests(now)
	counts := make([]counter, len(form))
	for i := range form {
		counts[i] = newCounter(form[i], now)
	}
	for i := range e.listed {
		f := failures(tests, &e.listed[i])
		for j := range form {
			if f.count == 0 || f.count == 1 && f.param == form[j].Param {
				counts[j].add(&e.listed[i])
			}
		}
	}
	for i := range form {
		for j := range form[i].Choices {
			form[i].Choices[j].Count = counts[i].of[form[i].Choices[j].Value]
		}
	}
	return form
}

// counter counts the choices of one filter over the vacancies that pass the others.
type counter struct {
	of map[string]int
	// values are what a vacancy says, where the choices are the values themselves.
	values func(*candidate) []string
	// tests are the choices' own tests, where they are not.
	tests map[string]test
}

func newCounter(form Choices, now time.Time) counter {
	c := counter{of: map[string]int{}, values: facetValues[form.Param]}
	if c.values != nil {
		return c
	}
	c.tests = map[string]test{}
	for _, choice := range form.Choices {
		for _, t := range (Query{}).With(form.Param, choice.Value).tests(now) {
			if t.param == form.Param {
				c.tests[choice.Value] = t
			}
		}
	}
	return c
}

func (c *counter) add(v *candidate) {
	if c.values != nil {
		for _, value := range c.values(v) {
			c.of[value]++
		}
		return
	}
	for value, t := range c.tests {
		if t.ask(v) == yes {
			c.of[value]++
		}
	}
}

// facetValues are, for each filter of codes, the choices under which a vacancy
// is found, each once.
var facetValues = map[string]func(*candidate) []string{
	"borough": func(c *candidate) []string {
		out := slices.Clone(c.Boroughs)
		for _, g := range groups {
			if overlap(c.Boroughs, g.Boroughs) == yes {
				out = append(out, g.Slug)
			}
		}
		return out
	},
	"stage": func(c *candidate) []string {
		r := c.Vacancy.Role
		out := append([]string{r.Stage}, r.StageAlso...)
		if c.Vacancy.Facts[normalize.NewlyQualifiedWelcome].Stated == "yes" {
			out = append(out, "nqsw")
		}
		return once(out)
	},
	"contract": func(c *candidate) []string {
		if isAgency(c.Record) {
			return []string{"agency"}
		}
		return once(slices.Clone(c.Vacancy.Hours.Contract))
	},
	"specialism": func(c *candidate) []string { return once(slices.Clone(c.Vacancy.Role.Specialisms)) },
	"pattern":    func(c *candidate) []string { return once(slices.Clone(c.Vacancy.Hours.Pattern)) },
}

func once(s []string) []string {
	slices.Sort(s)
	return slices.Compact(s)
}

// facetForm is the form's filters with their choices, not yet counted.
func facetForm(q Query) []Choices {
	boroughs := make([]Counted, 0, 40)
	for _, g := range groups {
		boroughs = append(boroughs, Counted{Value: g.Slug, Label: g.Name})
	}
	for _, a := range authoritiesByName() {
		boroughs = append(boroughs, Counted{Value: a.Slug, Label: a.Name})
	}
	form := []Choices{
		{Param: "borough", Label: "Borough", Choices: boroughs},
		facet("stage"), facet("specialism"), facet("contract"), facet("pattern"), facet("arrangement"),
		{Param: "pay_min", Label: "Yearly pay", Choices: payChoices()},
		{Param: "visa", Label: "Visa", Choices: []Counted{{Value: "yes", Label: Label("fact", normalize.VisaSponsorship)}}},
		{Param: "closing", Label: "Closing", Choices: []Counted{{Value: "0", Label: "Today"}, {Value: "7", Label: "Within 7 days"}, {Value: "14", Label: "Within 14 days"}}},
		{Param: "added", Label: "Added", Choices: []Counted{{Value: "1", Label: "Today"}, {Value: "3", Label: "In the last 3 days"},
			{Value: "7", Label: "In the last 7 days"}, {Value: "14", Label: "In the last 14 days"}}},
		{Param: "scope", Label: vocabularyLabel("scope"), Choices: []Counted{{Value: "in", Label: Label("scope", "in")}, {Value: "related", Label: Label("scope", "related")}}},
	}
	chosen := q.Values()
	if len(q.Scopes) == 0 {
		chosen["scope"] = []string{"in"}
	}
	for i := range form {
		for j, c := range form[i].Choices {
			form[i].Choices[j].Chosen = slices.Contains(chosen[form[i].Param], c.Value)
		}
	}
	return form
}

// facet is a filter whose choices are a vocabulary's codes; both have one name.
func facet(name string) Choices {
	out := Choices{Param: name, Label: vocabularyLabel(name)}
	for _, c := range Codes(name) {
		out.Choices = append(out.Choices, Counted{Value: c.Code, Label: c.Label})
	}
	return out
}

// payChoices are the yearly pay floors offered, in pounds.
func payChoices() []Counted {
	var out []Counted
	for n := 30_000; n <= 80_000; n += 10_000 {
		out = append(out, Counted{Value: strconv.Itoa(n), Label: pounds(float64(n)) + " or more"})
	}
	return out
}
