package lifecycle

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// DecisionKind is what a person can rule.
type DecisionKind string

// The kinds of ruling (design, rule 5).
const (
	RuleScope   DecisionKind = "scope"   // Value: in, related, out; empty takes the ruling back
	RuleMerge   DecisionKind = "merge"   // Target is Value's vacancy
	RuleSplit   DecisionKind = "split"   // Target, an advert or merged vacancy, is one of its own
	RuleHide    DecisionKind = "hide"    // Field is not shown; Value "show" takes the ruling back
	RuleApprove DecisionKind = "approve" // what is withheld of source Target is right
	RuleRefuse  DecisionKind = "refuse"  // what is withheld of source Target is wrong
	RuleErase   DecisionKind = "erase"   // every trace of Target goes
)

// Decision is a person's ruling: it beats the rules, and is kept with who and why.
type Decision struct {
	// ID is made from the ruling itself when it is empty.
	ID   string       `json:"id"`
	Kind DecisionKind `json:"kind"`
	// Target is a vacancy or advert id, or, for approve and refuse, a source's.
	Target string    `json:"target"`
	Field  string    `json:"field,omitempty"`
	Value  string    `json:"value,omitempty"`
	By     string    `json:"by"`
	Why    string    `json:"why"`
	At     time.Time `json:"at"`
	// Digest is the hash of the advert's words that were ruled upon.
	Digest string `json:"digest,omitempty"`
}

// Erasure says what must be blanked wherever it stands: the records' own ids
// and change numbers stay.
type Erasure struct {
	// Vacancy is the erased vacancy, Adverts its adverts, Sources where they stood.
	Vacancy string
	Adverts []string
	Sources []string
	// Traces are remembered, by keyed hash only, so that the advert is not taken in again.
	Traces []string
	// Words are addresses and references by which stray mentions are found (run errors).
	Words []string
}

// name is a ruling's id, the same for the same ruling at the same instant.
func (d Decision) name() string {
	h := sha256.New()
	write(h, string(d.Kind), d.Target, d.Field, d.Value, d.By, d.Why, d.At.UTC().Format(time.RFC3339Nano))
	return "d-" + hex.EncodeToString(h.Sum(nil)[:5])
}
