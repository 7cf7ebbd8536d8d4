// Package normalize is the domain: the Advert as a page said it, the Vacancy as
// it is meant, and Read, which leads from one to the other.
//
// Every value of a Vacancy keeps the words it came from and the rule that read
// it; what cannot be read stays unknown. The package is pure: no files, no
// network, and no clock of its own. It knows nothing of how adverts are
// fetched, kept or published.
package normalize
