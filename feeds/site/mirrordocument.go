package site

import (
	"time"

	"vacancies/normalize/lifecycle"
)

// MirrorDocument is the mirror for machines: /boroughs/{slug}/mirror.json.
type MirrorDocument struct {
	Borough string        `json:"borough"`
	Name    string        `json:"name"`
	Read    bool          `json:"read"`
	Why     string        `json:"why,omitempty"`
	Sources []MirrorPlace `json:"sources"`
	Groups  []MirrorGroup `json:"groups"`
}

// MirrorPlace is one source of the borough's adverts.
type MirrorPlace struct {
	Source      string          `json:"source"`
	URL         string          `json:"url,omitempty"`
	Verdict     string          `json:"verdict"`
	Meaning     string          `json:"meaning"`
	Trouble     string          `json:"trouble,omitempty"`
	Withheld    []string        `json:"withheld,omitempty"`
	LastAttempt *time.Time      `json:"last_attempt"`
	LastSuccess *time.Time      `json:"last_success"`
	LastChange  *time.Time      `json:"last_change"`
	NextAttempt *time.Time      `json:"next_attempt"`
	StatedTotal *int            `json:"stated_total"`
	Runs        []lifecycle.Run `json:"runs"`

	state *lifecycle.SourceState
}

// MirrorGroup is the adverts of one fate.
type MirrorGroup struct {
	Group   string         `json:"group"`
	Title   string         `json:"title"`
	Explain string         `json:"explain"`
	Adverts []MirrorAdvert `json:"adverts"`
}

// MirrorAdvert is one advert as we represent it. Those left out show title,
// link and reason only.
type MirrorAdvert struct {
	ID        string        `json:"id,omitempty"`
	Title     string        `json:"title"`
	Page      string        `json:"page,omitempty"`
	Advert    string        `json:"advert,omitempty"`
	Reference string        `json:"reference,omitempty"`
	Source    string        `json:"source,omitempty"`
	Reason    string        `json:"reason,omitempty"`
	FirstSeen *time.Time    `json:"first_seen,omitempty"`
	LastSeen  *time.Time    `json:"last_seen,omitempty"`
	Problems  []string      `json:"problems,omitempty"`
	Values    []MirrorValue `json:"values,omitempty"`
	Decisions []string      `json:"decisions,omitempty"`
	// Removed counts the names, addresses and numbers of people taken out of it.
	Removed int `json:"removed,omitempty"`

	record *lifecycle.Record
}

// MirrorValue is one value beside the advert's own words and the rule between them.
type MirrorValue struct {
	Field string `json:"field"`
	Name  string `json:"name"`
	Value string `json:"value"`
	Words string `json:"words,omitempty"`
	// Place is the advert's field that the words stand in.
	Place string `json:"place,omitempty"`
	Rule  string `json:"rule,omitempty"`
}
