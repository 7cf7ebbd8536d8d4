package platform

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"vacancies/config"
	"vacancies/normalize"
	"vacancies/normalize/place"
)

// employerOption is the option by which a source on a shared board says which
// employers are its own.
var employerOption = Option{
	Name: "employer",
	Help: "the employers that are ours, as the board prints them, separated by semicolons, or * where all are; adverts of others are left out",
}

// Employers tells a source's own employers from the others of its board. It is
// the one place where that is decided: for rows before their pages are opened,
// for adverts once they were, and for what a probe finds. The ledger, which judges
// by what was known before and by place, does not look at employers again.
type Employers struct {
	// said are the names of the option, each as its words; nil where it is not set.
	said []string
	// all is true where everything on the board is the source's: it says so, or
	// it carries many employers by its kind.
	all   bool
	names place.Names
}

// EmployersOf takes them from a source's row: its option, its boroughs, its kind.
// further are formal names besides those of its authorities.
func EmployersOf(src config.Source, further ...string) Employers {
	e := saidBy(src)
	if src.Kind == string(normalize.Shared) {
		further = append(slices.Clone(further), strings.ReplaceAll(src.ID, "-", " "))
	}
	e.names = place.NamesOf(src.Boroughs, further...)
	return e
}

// saidBy is what the row itself says of employers, without the names.
func saidBy(src config.Source) Employers {
	e := Employers{all: src.Kind == string(normalize.Regional) || src.Kind == string(normalize.Board) || src.Kind == string(normalize.Agency)}
	for name := range strings.SplitSeq(src.Options["employer"], ";") {
		switch name = tidy(name); name {
		case "":
		case "*":
			e.all = true
		default:
			e.said = append(e.said, asWords(name))
		}
	}
	return e
}

// asWords is a name's words between blanks, so that "Sutton" is not found in "Suttonford".
func asWords(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r > 127)
	})
	return " " + strings.Join(words, " ") + " "
}

// Said reports whether the source's row says which employers are its own.
func (e Employers) Said() bool { return e.all || len(e.said) > 0 }

// Known reports whether any name of the source's authorities is known.
func (e Employers) Known() bool { return e.names.Known() }

// Whose says what an advert's employer is to the source by the names of its authorities.
func (e Employers) Whose(employer string) place.Whose { return e.names.Whose(employer) }

// NamedIn finds a name of the source's authorities in running text.
func (e Employers) NamedIn(text string) (string, bool) { return e.names.In(text) }

// LeftOut says why an advert is not the source's, by the employer it names and
// the source's option; empty when it is, when no employer is named, and when
// the source does not say.
func (e Employers) LeftOut(a normalize.Advert) string {
	if e.all || len(e.said) == 0 || a.Employer == "" {
		return ""
	}
	if e.named(a.Employer, a.Department) {
		return ""
	}
	return "another employer: " + a.Employer
}

// named reports whether a name of the option stands in one of some fields.
func (e Employers) named(fields ...string) bool {
	for _, field := range fields {
		words := asWords(field)
		if slices.ContainsFunc(e.said, func(name string) bool { return strings.Contains(words, name) }) {
			return true
		}
	}
	return false
}

// leaveOut is LeftOut for one row.
func leaveOut(src config.Source, a normalize.Advert) string {
	if src.Options["employer"] == "" || a.Employer == "" {
		return ""
	}
	return saidBy(src).LeftOut(a)
}

// maxNamed bounds how many employers a reason names.
const maxNamed = 6

// Several says in plain words that a board's adverts name several employers
// while the source does not say which are its own; empty otherwise. Directorates
// and a council's own schools are no employers, and neither are the ways in
// which a council prints its own name. named are the adverts' employers.
func (e Employers) Several(named []string) string {
	ours, others := e.sort(named)
	if len(others) == 0 || ours == "" && len(others) == 1 {
		return ""
	}
	if ours != "" {
		others = append([]string{ours}, others...)
	}
	return "a board shared by several employers (" + few(others) + "): the option employer must say which are ours"
}

// publicBody matches employers of a council's rank.
var publicBody = regexp.MustCompile(`(?i)\b(?:council|borough|county|city of|town of|nhs|police|university|authority|government)\b`)

// Stranger says in plain words that a board is another public body's: its
// adverts name one alone, and not ours. An address or a tenant may be given to
// another council; a name we merely do not know is not taken for one. named are
// the adverts' employers.
func (e Employers) Stranger(named []string) string {
	ours, others := e.sort(named)
	if ours != "" || len(others) != 1 || !e.Known() || !publicBody.MatchString(others[0]) {
		return ""
	}
	return "its adverts name another employer (" + few(others) + "); if it is ours, the option employer must say so"
}

// sort parts the employers of adverts into the first of ours and all
// others, each once; nothing where the source says which are its own.
func (e Employers) sort(named []string) (ours string, others []string) {
	if e.Said() {
		return "", nil
	}
	var folded []string
	for i, employer := range named {
		if employer == "" || i > 0 && employer == named[i-1] {
			continue
		}
		switch e.names.Whose(employer) {
		case place.Ours, place.Perhaps:
			if ours == "" {
				ours = employer
			}
		case place.Anothers:
			if key := asWords(employer); !slices.Contains(folded, key) && len(folded) < 1000 {
				folded, others = append(folded, key), append(others, tidy(employer))
			}
		}
	}
	return ours, others
}

// few are the first of some employers.
func few(names []string) string {
	more := ""
	if n := len(names) - maxNamed; n > 0 {
		names, more = names[:maxNamed], fmt.Sprintf(" and %d more", n)
	}
	return clip(strings.Join(names, "; "), 240) + more
}
