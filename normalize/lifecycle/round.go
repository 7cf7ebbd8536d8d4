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

// ownFault reports whether more than half of at least five hosts failed
// together: then the fault is ours, and no counter moves. A host that answered
// any source counts as answering.
func ownFault(outcomes []Outcome) bool {
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

// Together is how close in time hosts must fail to count as failing together
// where sources are read one at a time through the hour.
const Together = 20 * time.Minute

// Blame marks the failed harvests of a round as our own fault when so many
// hosts failed together, and reports whether it did. states are the sources as
// they were before the round: what other hosts answered shortly before now
// counts too, for a scheduled round is often of one source alone.
func Blame(round []Harvest, states []SourceState, now time.Time) bool {
	var outcomes []Outcome
	prior := map[string]SourceState{}
	for _, s := range states {
		prior[s.Source.ID] = s
	}
	asked := map[string]bool{}
	for _, h := range round {
		if o, ok := h.Outcome(); ok && !prior[h.Source.ID].neverRead() {
			outcomes = append(outcomes, o)
		}
		asked[hostOf(h.Source)] = true
	}
	for _, o := range recent(states, now) {
		if !asked[o.Host] {
			outcomes = append(outcomes, o)
		}
	}
	ours := ownFault(outcomes)
	for i := range round {
		o, ok := round[i].Outcome()
		round[i].Ours = ok && ours && o.Failed
	}
	return ours
}

// Outcome is how a harvest's host did; false when it was not asked at all.
func (h Harvest) Outcome() (Outcome, bool) {
	if h.Skipped != "" || h.Fault == FaultCancelled || h.Fault == FaultConfig {
		return Outcome{}, false
	}
	return Outcome{Host: hostOf(h.Source), Failed: h.Fault.maybeOurs()}, true
}

// recent are the latest outcomes of the sources that were read a short while ago.
func recent(states []SourceState, now time.Time) []Outcome {
	var out []Outcome
	for _, s := range states {
		if s.LastAttempt.IsZero() || now.Sub(s.LastAttempt) > Together || s.Fault == FaultConfig || s.Fault != "" && s.LastSuccess.IsZero() {
			continue
		}
		out = append(out, Outcome{Host: hostOf(s.Source), Failed: s.Fault.maybeOurs()})
	}
	return out
}

// neverRead reports whether a source was tried and has never been read well: an
// address that is wrong from the start says nothing about us, or as many of them
// would keep every counter from moving for good.
func (s SourceState) neverRead() bool { return s.LastSuccess.IsZero() && !s.LastAttempt.IsZero() }

// maybeOurs reports whether a fault could lie on our side. A host that answers
// that a page is not there, or that robots may not read it, works.
func (f Fault) maybeOurs() bool {
	switch f {
	case "", FaultNotFound, FaultGone, FaultRobots, FaultConfig, FaultCancelled:
		return false
	}
	return true
}

func hostOf(s Source) string {
	if u, err := url.Parse(s.URL); err == nil && u.Host != "" {
		return u.Host
	}
	return s.ID
}
