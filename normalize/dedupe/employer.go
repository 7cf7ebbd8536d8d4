package dedupe

import (
	"slices"
	"strings"
)

// initials are what boroughs are called for short, and in parts.
var initials = map[string]string{
	"rbkc": "kensington-and-chelsea", "lbbd": "barking-and-dagenham", "lbhf": "hammersmith-and-fulham", "lbth": "tower-hamlets",
	"lbwf": "waltham-forest", "rbk": "kingston-upon-thames", "rbg": "greenwich", "wcc": "westminster", "col": "city-of-london",
	"kensington": "kensington-and-chelsea", "chelsea": "kensington-and-chelsea", "kingston": "kingston-upon-thames",
	"richmond": "richmond-upon-thames", "barking": "barking-and-dagenham", "dagenham": "barking-and-dagenham",
	"hammersmith": "hammersmith-and-fulham", "fulham": "hammersmith-and-fulham", "hf": "hammersmith-and-fulham",
	"city-of-westminster": "westminster", "barking-dagenham": "barking-and-dagenham", "hammersmith-fulham": "hammersmith-and-fulham",
	"kensington-chelsea": "kensington-and-chelsea", "h-f": "hammersmith-and-fulham", "royal-greenwich": "greenwich",
	"corporation-of-london": "city-of-london", "city-of-london-corporation": "city-of-london",
}

// canonicalBorough folds the ways one authority is written: "RBKC", "Royal
// Borough of Kingston", "Barnet Council" (label guide, section 8, aliases).
func canonicalBorough(slug string) string {
	s := strings.Trim(strings.ToLower(slug), "- ")
	s = strings.ReplaceAll(s, " ", "-")
	for _, p := range []string{"the-", "london-borough-of-", "royal-borough-of-", "lb-of-", "lb-"} {
		s = strings.TrimPrefix(s, p)
	}
	for _, p := range []string{"-borough-council", "-city-council", "-council", "-london-borough"} {
		s = strings.TrimSuffix(s, p)
	}
	if full, ok := initials[s]; ok {
		return full
	}
	return s
}

// canonicalBoroughs folds and sorts a list, without blanks and repeats.
func canonicalBoroughs(slugs []string) []string {
	var out []string
	for _, s := range slugs {
		if c := canonicalBorough(s); c != "" {
			out = append(out, shared(c))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// reference folds the ways one reference is printed: case, blanks, marks and
// the word before it do not count.
func reference(printed string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(printed) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			b.WriteRune(r)
		} else {
			b.WriteByte(' ')
		}
	}
	words := strings.Fields(b.String())
	for len(words) > 1 && referenceLabel[words[0]] {
		words = words[1:]
	}
	ref := strings.Join(words, "")
	if !strings.ContainsAny(ref, "0123456789") && len(ref) < 5 {
		return ""
	}
	return ref
}

var referenceLabel = map[string]bool{"ref": true, "reference": true, "no": true, "number": true, "job": true, "vacancy": true,
	"id": true, "req": true, "requisition": true, "post": true}

// letters is the opening of a reference up to its first figure: whose numbering it is.
func letters(ref string) string {
	if i := strings.IndexAny(ref, "0123456789"); i >= 0 {
		return ref[:i]
	}
	return ref
}
