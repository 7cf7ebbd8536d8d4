package lifecycle

import (
	"net/url"
	"time"
)

// ownFaultHosts is how many hosts there must be before their failing together
// says something about us (design, rule 3).
const ownFaultHosts = 5

// Outcome is how reading one host went.
type Outcome struct {
	Host   string
	Failed bool
}

// OwnFault reports whether more than half of at least five hosts failed
// together: then the fault is ours, and no counter moves. A host that answered
// any source counts as answering.
func OwnFault(outcomes []Outcome) bool {
	failed := map[string]bool{}
	for _, o := range outcomes {
		was, known := failed[o.Host]
		failed[o.Host] = o.Failed && (was || !known)
	}
	n := 0
	for _, f := range failed {
		if f {
			n++
		}
	}
	return len(failed) >= ownFaultHosts && 2*n > len(failed)
}

// Blame marks the failed harvests of a round as our own fault when so many
// hosts failed together, and reports whether it did.
func Blame(round []Harvest) bool {
	var outcomes []Outcome
	for _, h := range round {
		if o, ok := h.Outcome(); ok {
			outcomes = append(outcomes, o)
		}
	}
	ours := OwnFault(outcomes)
	for i := range round {
		if o, ok := round[i].Outcome(); ok {
			round[i].Ours = ours && o.Failed
		}
	}
	return ours
}

// Outcome is how a harvest's host did; false when it was not asked at all.
func (h Harvest) Outcome() (Outcome, bool) {
	if h.Skipped != "" || h.Fault == FaultCancelled || h.Fault == FaultConfig {
		return Outcome{}, false
	}
	return Outcome{Host: hostOf(h.Source), Failed: h.Fault != ""}, true
}

// Recent are the latest outcomes of other sources within a window: what a
// harvest that was not part of a round is judged beside.
func Recent(states []SourceState, besides string, now time.Time, window time.Duration) []Outcome {
	var out []Outcome
	for _, s := range states {
		if s.Source.ID == besides || s.LastAttempt.IsZero() || now.Sub(s.LastAttempt) > window {
			continue
		}
		out = append(out, Outcome{Host: hostOf(s.Source), Failed: s.Fault != ""})
	}
	return out
}

func hostOf(s Source) string {
	if u, err := url.Parse(s.URL); err == nil && u.Host != "" {
		return u.Host
	}
	return s.ID
}
