package feeds

import "time"

// The documents for machines that ingest us: which codes there are, and which
// authorities.

// codesDocument is /codes.json.
type codesDocument struct {
	Version      int                    `json:"version"`
	Note         string                 `json:"note"`
	Vocabularies map[string]codesOfName `json:"vocabularies"`
}

type codesOfName struct {
	Label string `json:"label"`
	Codes []Code `json:"codes"`
}

// CodesJSON is every vocabulary with its codes and labels. The scheme of a
// category in RSS and Atom is the address of this document with the
// vocabulary's name as its fragment.
func CodesJSON() (Document, error) {
	out := codesDocument{Version: 1, Note: "Within version 1 codes are only ever added.", Vocabularies: map[string]codesOfName{}}
	for _, v := range vocabularies {
		out.Vocabularies[v.Name] = codesOfName{v.Label, v.Codes}
	}
	var boroughs []Code
	for _, a := range authoritiesByName() {
		boroughs = append(boroughs, Code{a.Slug, a.Name})
	}
	out.Vocabularies["borough"] = codesOfName{"Borough", boroughs}
	body, err := writeJSON(out)
	return NewDocument(body, TypeJSON, time.Time{}), err
}

// boroughsDocument is /boroughs.json.
type boroughsDocument struct {
	Version  int             `json:"version"`
	Coverage coverageJSON    `json:"coverage"`
	Boroughs []boroughObject `json:"boroughs"`
	Groups   []Group         `json:"groups"`
}

type coverageJSON struct {
	Read     int    `json:"read"`
	Of       int    `json:"of"`
	Sentence string `json:"sentence"`
}

type boroughObject struct {
	Slug     string `json:"slug"`
	GSS      string `json:"gss"`
	Name     string `json:"name"`
	Official string `json:"official"`
	// OfferURL is the authority's own page on working in its children's social
	// care, else its careers page; CareersURL the latter. Null where none is known.
	OfferURL   *string `json:"offer_url"`
	CareersURL *string `json:"careers_url"`
	// Read says whether it is being read now, Why why not.
	Read bool   `json:"read"`
	Why  string `json:"why"`
	// Open counts its vacancies in the default set.
	Open    int               `json:"open"`
	Sources []string          `json:"sources"`
	Page    string            `json:"page"`
	Feeds   map[string]string `json:"feeds"`
}

// BoroughsJSON is the 33 authorities with their coverage and feeds.
func (e *Edition) BoroughsJSON() (Document, error) {
	out := boroughsDocument{Version: 1, Groups: Groups(),
		Coverage: coverageJSON{e.coverage.Read, e.coverage.Of, e.coverage.Sentence()}}
	open := e.openByBorough()
	for _, a := range e.coverage.Authorities {
		q := Query{Boroughs: []string{a.Slug}}
		b := boroughObject{
			Slug: a.Slug, GSS: a.GSS, Name: a.Name, Official: a.Official,
			Read: a.Read, Why: a.Why, Open: open[a.Slug], Sources: append([]string{}, a.Sources...),
			Page: e.Site.BaseURL + "/boroughs/" + a.Slug, Feeds: map[string]string{},
		}
		if a.Careers != "" {
			b.OfferURL, b.CareersURL = &a.Careers, &a.Careers
		}
		if a.Offer != "" {
			b.OfferURL = &a.Offer
		}
		for _, f := range formats {
			b.Feeds[string(f)] = e.Site.BaseURL + f.Path(q)
		}
		out.Boroughs = append(out.Boroughs, b)
	}
	body, err := writeJSON(out)
	return NewDocument(body, TypeJSON, e.modified), err
}

func (e *Edition) openByBorough() map[string]int {
	out := map[string]int{}
	for i := range e.listed {
		if e.listed[i].InDefault {
			for _, b := range e.listed[i].Boroughs {
				out[b]++
			}
		}
	}
	return out
}
