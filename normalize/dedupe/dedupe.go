// Package dedupe decides which adverts are one vacancy, and which vacancy is a
// new round of an older one (label guide, section 8). Every merge keeps the
// evidence it rests on, so that it can be shown and undone. The package is
// pure: it must never fetch, store or read a clock, and never compares all
// pairs of adverts.
package dedupe

import (
	"time"

	"vacancies/normalize"
)

// Entry is one advert as matching sees it: what was said, what it means, who
// it is, and when it was open.
type Entry struct {
	Advert   normalize.Advert
	Vacancy  normalize.Vacancy
	Identity normalize.Identity
	// FirstSeen and LastSeen are when it was first and last read; Ended is when
	// it left its source or closed, zero while it is open.
	FirstSeen, LastSeen, Ended time.Time
}

// Evidence is why an advert was taken for another's vacancy.
type Evidence struct {
	// Advert is the id of the advert it was matched with.
	Advert string
	// Rule names the rule, such as "dedupe.same-reference".
	Rule string
	// Words are what the rule rests on, in words for people.
	Words string
}

// Merge is the evidence for one member of a cluster.
type Merge struct {
	// Member is the advert's id.
	Member string
	Evidence
}

// Cluster is one vacancy: its adverts and why they are one.
type Cluster struct {
	// Founder is the id of the vacancy: its founding advert's, the first seen.
	Founder string
	// Members are the ids of its adverts, founder included; sorted.
	Members []string
	// Evidence holds the merges that made it, one fewer than it has members;
	// sorted by member.
	Evidence []Merge
	// Readvertises is the founder of the vacancy this is a new round of; empty
	// when it is none.
	Readvertises string
}
