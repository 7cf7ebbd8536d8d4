package probe

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"vacancies/crawler/platform"
	"vacancies/normalize"
)

// stranger says why a candidate looks like another employer's: its adverts name
// an employer, and never ours. Two councils, here and abroad, share many names,
// so the name of a tenant counts for nothing.
func (w *walk) stranger(c *Candidate) string {
	if len(w.Employers) == 0 || len(c.Samples) == 0 {
		return ""
	}
	for _, a := range c.Samples {
		if name := w.named(a); name != "" {
			c.Evidence = append(c.Evidence, "its adverts name "+name)
			return ""
		}
	}
	var others []string
	for _, a := range c.Samples {
		if a.Employer != "" && !slices.Contains(others, a.Employer) {
			others = append(others, a.Employer)
		}
	}
	if len(others) > 0 {
		return fmt.Sprintf("its adverts name another employer: %s", short(strings.Join(others, ", ")))
	}
	if !c.OwnDomain {
		return "its adverts never name the authority, and it is not on the authority's own domain"
	}
	return ""
}

// publicBody matches employers of a council's rank. A school or a nursery that a
// council's own board names is the council's business; another council is not.
var publicBody = regexp.MustCompile(`(?i)\b(?:council|borough|county|city of|nhs|police|university|authority|combined)\b`)

// several says that a board is shared by several employers: nothing of it is
// published until the config says which are ours. Sources that serve several by
// their kind are not held back.
func (w *walk) several(c *Candidate, rows []platform.Row) string {
	if w.Source.Kind == "regional" || w.Source.Kind == "agency" || w.Source.Kind == "board" || c.Source.Options["employer"] != "" || len(w.Employers) == 0 {
		return ""
	}
	var others []string
	note := func(employer string) {
		if publicBody.MatchString(employer) && w.named(normalize.Advert{Employer: employer}) == "" && !slices.Contains(others, employer) && len(others) < 10 {
			others = append(others, employer)
		}
	}
	for _, row := range rows {
		note(row.Advert.Employer)
	}
	for _, a := range c.Samples {
		note(a.Employer)
	}
	if len(others) == 0 {
		return ""
	}
	return "a board shared by several employers, also " + short(strings.Join(others, ", ")) + ": the option employer must say which are ours"
}

// named finds one of the employer's names in an advert.
func (w *walk) named(a normalize.Advert) string {
	words := fold(a.Employer + " " + a.Title + " " + a.Location + " " + a.Department + " " + a.Description)
	for _, name := range w.Employers {
		if f := fold(name); f != "" && strings.Contains(" "+words+" ", " "+f+" ") {
			return name
		}
	}
	return ""
}

// fold leaves letters and digits, in lower case, with single blanks, and no
// "and", which may as well be written "&".
func fold(s string) string {
	var b strings.Builder
	for _, word := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9')
	}) {
		if word == "and" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	return b.String()
}
