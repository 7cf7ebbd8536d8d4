package lifecycle

import (
	"time"

	"vacancies/normalize/text"
)

// SourceState is what the ledger remembers of a source.
type SourceState struct {
	Source Source `json:"source"`
	// LastAttempt, LastSuccess and LastChange are the three clocks: when it was
	// last tried, last read well, and last brought something new.
	LastAttempt time.Time `json:"last_attempt,omitzero"`
	LastSuccess time.Time `json:"last_success,omitzero"`
	LastChange  time.Time `json:"last_change,omitzero"`
	NextAttempt time.Time `json:"next_attempt,omitzero"`
	Verdict     Verdict   `json:"verdict,omitempty"`
	Fault       Fault     `json:"fault,omitempty"`
	Error       string    `json:"error,omitempty"`
	Status      int       `json:"status,omitempty"`
	// Headers are those of the answer that went wrong, as "Name: value".
	Headers []string `json:"headers,omitempty"`
	// Failures counts the runs in a row that were not healthy, empty or unchanged.
	Failures int `json:"failures,omitempty"`
	// Open counts its adverts that are open and in the default set.
	Open int `json:"open"`
	// StatedTotal is the list's own count at the last run that gave one.
	StatedTotal *int `json:"stated_total,omitempty"`
	// Shape is what a healthy harvest of this source usually looks like.
	Shape Shape `json:"shape,omitzero"`
	// Boilerplate is what its adverts have in common, learned from them.
	Boilerplate text.Boilerplate `json:"boilerplate,omitempty"`
	// Withheld describes a harvest that waits for confirmation or a person.
	Withheld *Withheld `json:"withheld,omitempty"`
	// Refused names the harvest (by hash) that a person refused, so that it is not asked again.
	Refused    string      `json:"refused,omitempty"`
	Resolution *Resolution `json:"resolution,omitempty"`
	// Waiting says in plain words why its adverts are not published although it
	// is read ("waits to be accepted"); empty when they are.
	Waiting string `json:"waiting,omitempty"`
	// Unclaimed is why nothing of its board is published although it is read; nil
	// when the employers on it are known to be ours, or ruled on in the config.
	Unclaimed *Unclaimed `json:"unclaimed,omitempty"`
	// AskedSince is when it began to wait for the decision that Asks names.
	AskedSince time.Time `json:"asked_since,omitzero"`
	// Absent is true when the config no longer names it: it is paused.
	Absent bool `json:"absent,omitempty"`
	// FirstRead is when a harvest of it was first committed.
	FirstRead time.Time `json:"first_read,omitzero"`
	// Succeeded is when it took over from the source it succeeds.
	Succeeded time.Time `json:"succeeded,omitzero"`
	// SampleAt is when the latest piece of a page that went wrong was kept.
	SampleAt time.Time `json:"sample_at,omitzero"`
	// LeftOut counts the rows that are not ours; LeftOutHash tells a changed list of them.
	LeftOut     int    `json:"left_out,omitempty"`
	LeftOutHash string `json:"left_out_hash,omitempty"`
}

// Unpublished says why a source's adverts are not published although it is
// read: it waits to be accepted, or its board is shared; empty when they are.
func (s SourceState) Unpublished() string {
	if s.Waiting == "" && s.Unclaimed != nil {
		return s.Unclaimed.Reason
	}
	return s.Waiting
}

// Asks says which decision a source waits for; empty when for none.
func (s SourceState) Asks() string {
	if s.Withheld != nil && !s.Withheld.Refused {
		return "what it shows is withheld: " + s.Withheld.Reason
	}
	return s.Unpublished()
}

// Paused says in plain words why a source is not read; empty when it is.
func (s SourceState) Paused() string {
	switch {
	case s.Source.Stopped != nil:
		return "stopped on request: " + s.Source.Stopped.Why // at whose, is not to be served
	case s.Absent:
		return "paused: the configuration no longer names it"
	case !s.Source.Enabled:
		return "paused"
	case s.Source.URL == "":
		return "address wanted"
	}
	return ""
}

// Shape is a source's usual look: how many adverts, and the share (0 to 1) of
// them that have each field.
type Shape struct {
	Adverts int                `json:"adverts"`
	Fields  map[string]float64 `json:"fields,omitempty"`
	Runs    int                `json:"runs"`
}

// Withheld is a harvest that was judged collapsed: nothing of it is committed
// until a later run confirms it (unless that is for a person alone) or a person
// approves it.
type Withheld struct {
	At     time.Time `json:"at"`
	Hash   string    `json:"hash"`
	Reason string    `json:"reason"`
	// Missing are ids of the vacancies that would go, Lost the fields that were lost.
	Missing []string `json:"missing,omitempty"`
	Lost    []string `json:"lost,omitempty"`
	// Takeover lists, for a source that succeeds another, which of its adverts
	// were taken for which vacancy of the old one, and on what evidence.
	Takeover []Takeover `json:"takeover,omitempty"`
	// Proposal is where `platform: auto` found a source that was resolved
	// otherwise before: it stays as it was until a person accepts this.
	Proposal *Resolution `json:"proposal,omitempty"`
	// ByPerson is true when no later run can confirm it, but a person alone.
	ByPerson bool `json:"by_person,omitempty"`
	// Refused is true when a person said that it is wrong.
	Refused bool `json:"refused,omitempty"`
}

// Takeover is one advert of a new source taken for a vacancy of the one it succeeds.
type Takeover struct {
	Advert  string `json:"advert"`
	Vacancy string `json:"vacancy"`
	Rule    string `json:"rule"`
	Words   string `json:"words,omitempty"`
}
