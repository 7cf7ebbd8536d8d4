package site

import (
	"slices"
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
	unread := unreadSlugs(in.Edition.Coverage())
	for _, c := range in.Edition.Facets(q, in.Now) {
		if c.Param != "pay_min" { // it has a field of its own
			g := group(c, wrong[c.Param], unread)
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

// group is one filter of the form. In a long list, which scrolls, what is
// chosen stands first. A borough of which nothing is known has no number.
func group(c feeds.Choices, wrong string, unread map[string]bool) filterGroup {
	g := filterGroup{Name: c.Param, Title: c.Label, Type: "checkbox", Error: wrong, Long: len(c.Choices) > 14}
	single := c.Param == "closing" || c.Param == "added"
	if single {
		g.Type = "radio"
		g.Options = append(g.Options, option{Text: "Any time", On: true})
	}
	for _, o := range c.Choices {
		choice := option{Value: o.Value, Text: o.Label, Count: strconv.Itoa(o.Count), None: o.Count == 0, On: o.Chosen}
		if c.Param == "borough" && o.Count == 0 && unread[o.Value] {
			choice.Count = "not read"
		}
		g.Options = append(g.Options, choice)
		if o.Chosen && !(c.Param == "scope" && o.Value == "in") {
			g.Chosen++
		}
		if o.Chosen && single {
			g.Options[0].On = false
		}
	}
	if g.Long {
		slices.SortStableFunc(g.Options, func(a, b option) int { return chosenFirst(a.On) - chosenFirst(b.On) })
	}
	g.Open = g.Chosen > 0 || wrong != "" || c.Param == "stage"
	return g
}

func chosenFirst(on bool) int {
	if on {
		return 0
	}
	return 1
}

// fieldOf is the form field that a parameter's error links to, and its name.
func fieldOf(param string) (target, name string) {
	switch param {
	case "q":
		return "q", "Words to look for"
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
