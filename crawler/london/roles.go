package london

import (
	"slices"
	"strings"
)

// role is one kind of post as councils advertise it, and what a reader should
// make of it in the codes of the label guide. {area} in a title or text stands
// for a part of the borough.
type role struct {
	title, team string
	// scope is in, related or out; stage is empty when out. A second word of
	// stage is a further stage the title names.
	scope, stage string
	// kinds are the specialisms, contract the contracts; an empty contract is dealt.
	kinds, contract string
	band            band
	// pay and hours force a form; empty ones are dealt.
	pay, hours string
	// about is the post in a sentence or two.
	about string
}

// stages splits the role's stage from the further ones its title names.
func (r role) stages() (stage string, also []string) {
	all := strings.Fields(r.stage)
	if len(all) == 0 {
		return "n/a", nil
	}
	return all[0], all[1:]
}

// band is what a kind of post is paid, in whole pounds a year.
type band struct{ min, max int }

var (
	bandTrainee  = band{24900, 28300}
	bandNewly    = band{36800, 40200}
	bandWorker   = band{40500, 47600}
	bandSenior   = band{46900, 53100}
	bandAdvanced = band{50200, 56400}
	bandDeputy   = band{53600, 59300}
	bandManager  = band{58400, 66100}
	bandReview   = band{57300, 63800}
	bandService  = band{70800, 81200}
	bandHead     = band{88100, 101400}
	bandDirector = band{118300, 149700}
	bandSupport  = band{31200, 37400}
	bandOfficer  = band{34600, 41100}
	bandLead     = band{50800, 58900}
	bandOther    = band{26400, 33900}
	bandSkilled  = band{41800, 52600}
)

// codes splits a list of codes and sorts it.
func codes(list string) []string {
	out := strings.Fields(list)
	slices.Sort(out)
	return out
}
