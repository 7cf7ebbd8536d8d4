package probe

import (
	"regexp"
	"slices"
	"strings"

	"vacancies/crawler/platform"
	"vacancies/normalize"
	"vacancies/normalize/place"
)

// dollars match pay that no council of London offers.
var dollars = regexp.MustCompile(`[$€]\s?\d|\b(?:USD|CAD|AUD|NZD|EUR)\b`)

// stranger says why a candidate looks like another employer's: its adverts name
// an employer, and never ours. Two councils, here and abroad, share many names,
// so the name of a tenant counts for nothing, and a name of ours only where it
// is whole.
func (w *walk) stranger(c *Candidate) string {
	if !w.employers.Known() || w.employers.Said() || len(c.Samples) == 0 {
		return ""
	}
	var others []string
	ours := ""
	for _, a := range c.Samples {
		if dollars.MatchString(a.Salary) {
			return "its adverts are paid abroad: " + short(a.Salary)
		}
		whose := w.employers.Whose(a.Employer)
		switch name, found := w.employers.NamedIn(words(a)); {
		case whose == place.Ours:
			ours = a.Employer
		case whose == place.Anothers:
			if !slices.Contains(others, a.Employer) {
				others = append(others, a.Employer)
			}
		case found && ours == "":
			ours = name
		}
	}
	switch {
	case ours != "":
		c.Evidence = append(c.Evidence, "its adverts name "+short(ours))
		return ""
	case len(others) > 0:
		return "its adverts name another employer: " + short(strings.Join(others, ", "))
	case !c.OwnDomain:
		return "its adverts never name the authority, and it is not on the authority's own domain"
	}
	return ""
}

// words are where an advert may name its employer besides the field for it.
func words(a normalize.Advert) string {
	return strings.Join([]string{a.Title, a.Location, a.Department, a.Description}, "\n")
}

// shared notes that a board is one of several employers, and where it can be
// told, which names on it are ours.
func (w *walk) shared(c *Candidate, rows []platform.Row) {
	var named []string
	for _, a := range c.Samples {
		named = append(named, a.Employer)
	}
	for _, row := range rows {
		named = append(named, row.Advert.Employer)
	}
	if c.Shared = w.employers.Several(named); c.Shared == "" {
		return
	}
	for _, employer := range named {
		if w.employers.Whose(employer) == place.Ours && !slices.Contains(c.Ours, employer) && len(c.Ours) < 10 {
			c.Ours = append(c.Ours, employer)
		}
	}
}
