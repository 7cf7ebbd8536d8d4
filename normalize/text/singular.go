package text

import "strings"

// Singular takes the plural off a word in small letters, so that the ways of
// writing one thing compare equal. It is rough ("bus" stays, "service" and
// "services" are one): both sides of a comparison are folded by it, so that it
// only has to be steady.
func Singular(w string) string {
	switch w {
	case "children", "childrens", "childs":
		return "child"
	case "people", "peoples", "persons":
		return "person"
	}
	switch {
	case len(w) > 4 && strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		return w[:len(w)-1]
	}
	return w
}
