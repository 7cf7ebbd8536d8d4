// Package role reads what kind of post an advert is: whether it is children's
// social work, at which stage of a career, and in which kind of team (label
// guide, sections 1 to 3). It weighs evidence in order: title, department,
// text. It must never look at who the employer is or where the post is.
package role

import "vacancies/normalize/text"

// Scope says whether a post is children's social work.
type Scope string

// The scopes of the label guide, section 1.
const (
	In      Scope = "in"
	Related Scope = "related"
	Out     Scope = "out"
)

// Role is what kind of post an advert is.
type Role struct {
	Scope Scope `json:"scope"`
	// Why is the words and rule that decided the scope.
	Why text.Evidence `json:"why"`
	// Stage is the lowest stage named, StageAlso the others; codes of the label
	// guide, section 2; "n/a" when out of scope.
	Stage     string   `json:"stage,omitempty"`
	StageAlso []string `json:"stage_also,omitempty"`
	// Specialisms are codes of the label guide, section 3; sorted.
	Specialisms []string `json:"specialisms,omitempty"`
	// Evidence holds the words behind "stage" and "specialisms", and behind each
	// further code by itself: "stage_also.senior", "specialisms.cla".
	Evidence map[string]text.Evidence `json:"evidence,omitempty"`
}
