package feeds

import "vacancies/normalize/place"

// Group is a preset set of boroughs that can stand for them in a query, such
// as borough=south-of-the-thames.
type Group struct {
	Slug     string   `json:"slug"`
	Name     string   `json:"name"`
	Boroughs []string `json:"boroughs"`
}

// groups are place's preset groups, each under its name as a slug.
var groups = func() []Group {
	var out []Group
	for _, g := range place.Groups() {
		out = append(out, Group{Slug: slugOf(g.Name), Name: g.Name, Boroughs: g.Slugs})
	}
	return out
}()

// Groups gives the preset groups of boroughs. The slice is the caller's own;
// the lists within are shared and not to be changed.
func Groups() []Group { return append([]Group(nil), groups...) }

func groupBySlug(slug string) (Group, bool) {
	for _, g := range groups {
		if g.Slug == slug {
			return g, true
		}
	}
	return Group{}, false
}

// BoroughName is what people call an authority or a preset group; the slug
// itself when it is neither.
func BoroughName(slug string) string {
	if a, ok := place.BySlug(slug); ok {
		return a.Name
	}
	if g, ok := groupBySlug(slug); ok {
		return g.Name
	}
	return slug
}
