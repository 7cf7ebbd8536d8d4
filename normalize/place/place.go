// Package place knows London's 33 authorities, their districts and offices, and
// reads which of them an advert's words name (label guide, section 9). It must
// never place a post by a compass point, by "London" alone, or by a postcode
// outside the boroughs its source serves.
package place

import "vacancies/normalize/text"

// Place is where a post is.
type Place struct {
	// Boroughs are slugs of the authorities, sorted; none where the words name
	// none and the source's bound does not tell.
	Boroughs []string `json:"boroughs,omitempty"`
	// Postcode is a whole postcode or its first half; empty when not given.
	Postcode string `json:"postcode,omitempty"`
	// Outside is the named place outside the 33 authorities, when the words
	// place the post there and nowhere else.
	Outside string `json:"outside,omitempty"`
	// Disagrees are the words that name an authority outside the source's bound;
	// Boroughs then stays the bound.
	Disagrees string `json:"disagrees,omitempty"`
	// Evidence holds the words behind "boroughs" and "postcode", and, where words
	// name boroughs, behind each by its slug ("boroughs.camden").
	Evidence map[string]text.Evidence `json:"evidence,omitempty"`
}
