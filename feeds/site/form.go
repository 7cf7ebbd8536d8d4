package site

import (
	"strconv"

	"vacancies/feeds"
)

// form fills in the search form with what was asked and the counts per choice.
func (s *Site) form(p *listingPage, in Search) {
	q := in.Query
	p.Words.Value = q.Words
	if q.PayMin > 0 {
		p.Pay.Value = strconv.Itoa(q.PayMin)
	}
	wrong := map[string]string{}
	for _, e := range in.Errors {
		if !e.Unknown {
			target, name := fieldOf(e.Param)
			p.Errors = append(p.Errors, listingError{target, name + " " + e.Message})
			wrong[e.Param] = name + " " + e.Message
		}
	}
	if p.Words.Error = wrong["q"]; p.Words.Error != "" {
		p.Words.Value = clip(in.Given.Get("q"), 200)
	}
	if p.Pay.Error = wrong["pay_min"]; p.Pay.Error != "" {
		p.Pay.Value = clip(in.Given.Get("pay_min"), 12)
	}
	for _, c := range in.Edition.Facets(q, in.Now) {
		if c.Param != "pay_min" { // it has a field of its own
			g := group(c, wrong[c.Param])
			p.Groups = append(p.Groups, g)
			p.ChosenCount += g.Chosen
		}
	}
	p.FiltersOpen = len(p.Errors) > 0
	if q.Sort != "" {
		p.Hidden = append(p.Hidden, hidden{"sort", q.Sort})
	}
	for _, u := range q.Unstated {
		p.Hidden = append(p.Hidden, hidden{"unstated", u})
	}
	if len(q.Chosen()) > 0 {
		p.Clear = s.Link("/vacancies")
	}
}

// group is one filter of the form.
func group(c feeds.Choices, wrong string) filterGroup {
	g := filterGroup{Name: c.Param, Title: c.Label, Type: "checkbox", Error: wrong, Long: len(c.Choices) > 14}
	single := c.Param == "closing" || c.Param == "added"
	if single {
		g.Type = "radio"
		g.Options = append(g.Options, option{Text: "Any time", On: true})
	}
	for _, o := range c.Choices {
		g.Options = append(g.Options, option{Value: o.Value, Text: o.Label, Count: o.Count, ShowCount: true, On: o.Chosen})
		if o.Chosen && !(c.Param == "scope" && o.Value == "in") {
			g.Chosen++
		}
		if o.Chosen && single {
			g.Options[0].On = false
		}
	}
	g.Open = g.Chosen > 0 || wrong != "" || c.Param == "stage"
	return g
}

// fieldOf is the form field that a parameter's error links to, and its name.
func fieldOf(param string) (target, name string) {
	switch param {
	case "q":
		return "q", "Words in the advert"
	case "pay_min":
		return "pay_min", "Pay"
	case "page", "sort", "unstated":
		return "results", map[string]string{"page": "Page", "sort": "Order", "unstated": "What is not stated"}[param]
	}
	for _, c := range feeds.Vocabularies() {
		if c.Name == param {
			return "f-" + param, c.Label
		}
	}
	return "f-" + param, map[string]string{"borough": "Borough", "closing": "Closing", "added": "Added", "visa": "Visa"}[param]
}
