// Package hours reads weekly hours, working pattern, contract and working
// arrangement (label guide, sections 4 and 9). Hours that are not weekly are
// absent; nothing is guessed from a title's rank.
package hours

import "vacancies/normalize/text"

// Hours is what an advert says of hours, pattern, contract and arrangement.
type Hours struct {
	// Min and Max are weekly hours; nil is not known.
	Min *float64 `json:"min,omitempty"`
	Max *float64 `json:"max,omitempty"`
	// Pattern holds full_time, part_time, job_share, term_time, shift,
	// flexible, compressed, sessional; sorted.
	Pattern []string `json:"pattern,omitempty"`
	// Contract holds the codes of the label guide, section 4; sorted.
	Contract []string `json:"contract,omitempty"`
	// Arrangement is hybrid, home, office or empty.
	Arrangement string `json:"arrangement,omitempty"`
	// Evidence holds the words behind each part, by part name ("hours",
	// "pattern", "contract", "arrangement"), and behind each code of a list
	// ("contract.permanent", "pattern.full_time").
	Evidence map[string]text.Evidence `json:"evidence,omitempty"`
}
