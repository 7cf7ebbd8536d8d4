package place

import (
	"slices"
	"strings"

	"vacancies/normalize/text"
)

// Input is what a place is read from: the advert's plain text field by field,
// and the source's own boroughs (slugs), which bound what the text may say. No
// bound: only what the text names.
type Input struct {
	Location, Title, Text string
	// Employer is who offers the post: a council named there narrows the bound.
	Employer string
	Bound    []string
	// Loose is true for a source that carries posts of many employers: its bound
	// says where a post may be, not where it is.
	Loose bool
}

// maxText bounds how much of a description is looked at, in bytes.
const maxText = 64 << 10

// Read says where a post is.
func Read(in Input) Place {
	p := Place{Evidence: map[string]text.Evidence{}}
	p.readPostcode(in)
	r := reader{g: places(), bound: in.Bound, p: &p}
	switch {
	case r.decide(text.Cut(in.Location, maxText), "location", true):
	case r.decide(text.Cut(in.Title, maxText), "title", true):
	case len(in.Bound) > 1 && r.employedBy(text.Cut(in.Employer, maxText)):
	case r.byPostcode():
	case len(in.Bound) > 1 && r.only(text.Cut(in.Text, maxText)):
	}
	if p.Outside == "" && len(p.Boroughs) == 0 && !(in.Loose && len(in.Bound) > 1) {
		p.Boroughs = sorted(in.Bound)
	}
	if len(p.Evidence) == 0 {
		p.Evidence = nil
	}
	return p
}

// reader reads one advert's place.
type reader struct {
	g     *gazetteer
	bound []string
	p     *Place
}

// decide reads one field. It reports whether the field settled where the post
// is: inside the bound, outside London, or at odds with the bound.
func (r *reader) decide(s, field string, outside bool) bool {
	found := r.g.find(s)
	found = dropFarNamesakes(s, found)
	names := r.named(found)
	if len(names) == 0 {
		return outside && r.outside(s, field, found)
	}
	inside := names
	if len(r.bound) > 0 {
		inside = names.within(r.bound)
	}
	if len(inside) == 0 {
		r.p.Disagrees = names.span().words(s)
		return field == "location"
	}
	r.p.Boroughs = sorted(inside.slugs())
	r.note("boroughs", s, field, inside.span(), "place.named")
	for _, n := range slices.Backward(inside) { // the first words behind each stay
		r.note("boroughs."+n.slug, s, field, n.span, "place.named")
	}
	return true
}

// council are the words by which an employer's name is an authority's: a care
// firm may be called after a borough too.
var council = text.MustPattern(`(?i)\b(?:council|borough|corporation|city of|lb)\b`)

// employedBy narrows several boroughs to the one authority that the employer is.
func (r *reader) employedBy(s string) bool {
	if !council.MatchString(s) && !wholly(s) {
		return false
	}
	names := r.named(r.g.find(s))
	inside := sorted(common(names.slugs(), r.bound))
	if len(sorted(names.slugs())) != 1 || len(inside) != 1 {
		return false
	}
	r.p.Boroughs = inside
	r.note("boroughs", s, "employer", names.span(), "place.employer")
	return true
}

// wholly reports words that are an authority's name and nothing more.
func wholly(s string) bool {
	for _, a := range authorities {
		for _, name := range append([]string{a.Name, a.Official}, a.Short...) {
			if strings.EqualFold(strings.TrimSpace(s), name) {
				return true
			}
		}
	}
	return false
}

// span is a stretch of a field.
type span struct{ start, end int }

func (sp span) words(s string) string { return s[sp.start:sp.end] }

func (r *reader) note(part, s, field string, sp span, rule string) {
	r.p.Evidence[part] = text.Evidence{Field: field, Words: sp.words(s), Start: sp.start, End: sp.end, Rule: rule}
}

// naming is an authority and the words that name it.
type naming struct {
	slug string
	span
}

type namings []naming

func (ns namings) slugs() []string {
	out := make([]string, len(ns))
	for i, n := range ns {
		out[i] = n.slug
	}
	return out
}

// within keeps those of the given authorities.
func (ns namings) within(slugs []string) namings {
	var out namings
	for _, n := range ns {
		if slices.Contains(slugs, n.slug) {
			out = append(out, n)
		}
	}
	return out
}

// span is the stretch from the first of them to the last.
func (ns namings) span() span { return span{ns[0].start, ns[len(ns)-1].end} }

// named gives the authorities that the matches name: names that stand by
// themselves, else those that are part of a building's name. A street's never do.
func (r *reader) named(found []match) namings {
	for _, houses := range []bool{false, true} {
		var out namings
		var beside []string // the authorities that need no choice
		for _, m := range found {
			if !m.street && m.house == houses && len(m.slugs) == 1 {
				beside = append(beside, m.slugs[0])
			}
		}
		for _, m := range found {
			if m.street || m.house != houses {
				continue
			}
			for _, slug := range r.resolve(m.entry, beside) {
				out = append(out, naming{slug, span{m.start, m.end}})
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// resolve gives what a name says within the bound. A district of several
// authorities names none alone; of namesakes the one named beside it is meant
// ("Hayes, Bromley"), else the one within the bound, else the likeliest.
func (r *reader) resolve(e entry, beside []string) []string {
	if len(e.slugs) == 1 {
		return e.slugs
	}
	in := common(e.slugs, r.bound)
	switch named := common(e.slugs, beside); {
	case e.homonym && len(named) > 0:
		return named[:1]
	case e.homonym && len(in) > 0:
		return in[:1]
	case e.homonym:
		return e.slugs[:1]
	case len(in) > 0 && len(in) < len(r.bound):
		return in
	case strings.HasPrefix(e.name, "Bi"): // a service of two boroughs is both
		return e.slugs
	}
	return nil
}

// outside reports a field that places the post outside the 33, and nowhere else.
func (r *reader) outside(s, field string, found []match) bool {
	for _, m := range found {
		if len(m.slugs) > 0 || m.street || m.house {
			continue
		}
		if slugs := common(r.g.byPostcode(r.p.Postcode), r.bound); len(slugs) > 0 {
			r.p.Disagrees = s[m.start:m.end]
			return false
		}
		r.p.Outside = m.name
		r.note("boroughs", s, field, span{m.start, m.end}, "place.outside")
		return true
	}
	return false
}

// dropFarNamesakes takes out a name of ours that the next words place far away:
// "Richmond, North Yorkshire".
func dropFarNamesakes(s string, found []match) []match {
	var out []match
	for i, m := range found {
		if i+1 < len(found) && len(m.slugs) > 0 && found[i+1].far && !found[i+1].street && !found[i+1].house &&
			len(strings.Trim(s[m.end:found[i+1].start], " ,(-–")) == 0 {
			continue
		}
		out = append(out, m)
	}
	return out
}

// only narrows several boroughs to the one that the description names, if it
// names just one of them.
func (r *reader) only(s string) bool {
	in := map[string]match{}
	for _, m := range r.g.find(s) {
		if m.street || m.house || m.alone || len(m.slugs) != 1 || !slices.Contains(r.bound, m.slugs[0]) {
			continue
		}
		if _, ok := in[m.slugs[0]]; !ok {
			in[m.slugs[0]] = m
		}
	}
	if len(in) != 1 {
		return false
	}
	for slug, m := range in {
		r.p.Boroughs = []string{slug}
		r.note("boroughs", s, "description", span{m.start, m.end}, "place.only-one-named")
	}
	return true
}

// common gives the slugs of a that are also in b, each once.
func common(a, b []string) []string {
	var out []string
	for _, s := range a {
		if slices.Contains(b, s) && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func sorted(slugs []string) []string {
	out := slices.Clone(slugs)
	slices.Sort(out)
	return slices.Compact(out)
}
