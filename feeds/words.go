package feeds

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"vacancies/normalize/lifecycle"
)

// stopWords are too common to tell adverts apart; they are passed over in a search.
var stopWords = map[string]bool{"a": true, "an": true, "and": true, "at": true, "for": true, "in": true,
	"of": true, "on": true, "or": true, "the": true, "to": true, "with": true, "job": true, "jobs": true}

// fold splits text into words as a search compares them: lower case, accents
// and apostrophes gone, stop words left out, sorted, each once.
func fold(s string) []string {
	words := splitWords(s)
	words = slices.DeleteFunc(words, func(w string) bool { return stopWords[w] })
	slices.Sort(words)
	return slices.Compact(words)
}

// splitWords splits text into words, folded, in their order.
func splitWords(s string) []string {
	return strings.FieldsFunc(foldRunes(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// apostrophes are left out of words: "Children's" is found by "childrens".
var apostrophes = strings.NewReplacer("'", "", "’", "")

func foldRunes(s string) string {
	if plain(s) {
		return strings.ToLower(apostrophes.Replace(s))
	}
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(apostrophes.Replace(s))))
}

// searchable are the words a vacancy can be found by: of its title, reference,
// team, boroughs and, where its source permits it to be shown, its excerpt, and
// the short or long forms of the field's terms among them.
func searchable(r *lifecycle.Record) []string {
	parts := []string{r.Vacancy.Title, r.Reference}
	for _, s := range r.Vacancy.Role.Specialisms {
		parts = append(parts, Label("specialism", s))
	}
	parts = append(parts, Label("stage", r.Vacancy.Role.Stage))
	for _, b := range r.Boroughs {
		parts = append(parts, BoroughName(b))
	}
	parts = append(parts, Excerpt(r))
	all := strings.Join(parts, "\n")
	return fold(all + "\n" + otherForms(all))
}

// hasWords reports whether each wanted word begins one of the sorted words.
func hasWords(sorted, wanted []string) bool {
	for _, w := range wanted {
		i, _ := slices.BinarySearch(sorted, w)
		if i == len(sorted) || !strings.HasPrefix(sorted[i], w) {
			return false
		}
	}
	return true
}
