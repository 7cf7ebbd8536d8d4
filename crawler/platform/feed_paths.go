package platform

import (
	"errors"
	"slices"
	"strings"
)

// A path says where an item of a feed holds something:
//
//	Expiry_date              an element, anywhere in the item
//	content/Vacancy/Salary   an element inside others
//	category.Location        the category whose domain is Location
//	enclosure@url            an attribute; @ref is the item's own
//	closing | endDate        the first of several that is there
//	engAts:from + engAts:to  all that are there
//
// Capitals do not count, and a prefix is only preferred: feeds leave it out in places.

// checkPath says what is wrong with a path.
func checkPath(path string) error {
	for alternative := range strings.SplitSeq(path, "|") {
		for part := range strings.SplitSeq(alternative, "+") {
			part, attr, hasAttr := strings.Cut(strings.TrimSpace(part), "@")
			if part == "" && attr == "" || hasAttr && attr == "" || strings.HasPrefix(part, "/") || strings.HasSuffix(part, "/") || strings.HasSuffix(part, ".") {
				return errors.New("must name elements, such as Expiry_date or content/Vacancy/Salary")
			}
		}
	}
	return nil
}

// oneOf is the check of an option with few values.
func oneOf(values ...string) func(string) error {
	return func(v string) error {
		if !slices.Contains(values, v) {
			return errors.New("must be " + strings.Join(values, " or "))
		}
		return nil
	}
}

// at are the texts that a path finds in an item, as they stand.
func at(item *element, path string) []string {
	if path == "" {
		return nil
	}
	for alternative := range strings.SplitSeq(path, "|") {
		var all []string
		for part := range strings.SplitSeq(alternative, "+") {
			steps, attr, _ := strings.Cut(strings.TrimSpace(part), "@")
			found := []*element{item} // an attribute alone is the item's own
			if steps != "" {
				found = stepsIn(found, steps)
			}
			for _, e := range found {
				text := markupOf(e)
				if attr != "" {
					text = e.attr(attr)
				}
				if text = strings.TrimSpace(text); text != "" && len(all) < 100 {
					all = append(all, text)
				}
			}
		}
		if len(all) > 0 {
			return all
		}
	}
	return nil
}

// stepsIn follows the steps of a path from some elements.
func stepsIn(from []*element, steps string) []*element {
	if domain, ok := strings.CutPrefix(steps, "category."); ok {
		return categories(from, domain)
	}
	names := strings.Split(steps, "/")
	for i, name := range names {
		var found []*element
		for _, e := range from {
			next := named(e.children, name)
			if len(next) == 0 && i == 0 {
				next = named(below(e), name)
			}
			found = append(found, next...)
		}
		from = found
	}
	return from
}

// categories are an item's categories of one domain.
func categories(from []*element, domain string) []*element {
	var found []*element
	for _, e := range from {
		for _, c := range e.all("category") {
			if strings.EqualFold(c.attr("domain"), strings.TrimSpace(domain)) {
				found = append(found, c)
			}
		}
	}
	return found
}

// named are the elements of a name: those with its prefix (none, where it has
// none) where there are any, else those with another.
func named(all []*element, name string) []*element {
	prefix, local, hasPrefix := strings.Cut(strings.TrimSpace(name), ":")
	if !hasPrefix {
		prefix, local = "", prefix
	}
	var exact, loose []*element
	for _, e := range all {
		if !strings.EqualFold(e.name, local) {
			continue
		}
		loose = append(loose, e)
		if strings.EqualFold(e.prefix, prefix) {
			exact = append(exact, e)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return loose
}

// below are all elements inside one.
func below(e *element) []*element {
	var all []*element
	for _, c := range e.children {
		all = append(all, c)
		all = append(all, below(c)...)
	}
	return all
}

// markupOf is an element's text, or the markup inside it.
func markupOf(e *element) string {
	if len(e.children) > 0 && e.inner != "" {
		return e.inner
	}
	return e.text.String()
}
