package feeds

import (
	"fmt"
	"slices"
	"time"

	"vacancies/normalize/lifecycle"
)

// RunReader gives a source's last runs, the latest first, at most n.
type RunReader interface {
	Runs(source string, n int) ([]lifecycle.Run, error)
}

// Incident is something that happened to a source that a person should know,
// told once: it turned bad, recovered, or waits for a decision.
type Incident struct {
	Source string
	At     time.Time
	Kind   IncidentKind
	// Words say it in one line.
	Words string
}

// IncidentKind is what happened.
type IncidentKind string

// The kinds of incident.
const (
	TurnedBad IncidentKind = "bad"
	Recovered IncidentKind = "recovered"
	Waiting   IncidentKind = "waiting"
)

// label says a kind to people.
func (k IncidentKind) label() string {
	return map[IncidentKind]string{TurnedBad: "not being read as it should", Recovered: "recovered", Waiting: "waits for a decision"}[k]
}

// statusRuns is how many of a source's runs are looked at.
const statusRuns = 200

// Key names an incident: the same one has the same key for ever.
func (i Incident) Key() string {
	return string(i.Kind) + "/" + i.Source + "/" + rfc3339(i.At.Truncate(time.Second))
}

// IncidentsOf reads the ledger for what should be told of a source, the latest first.
func IncidentsOf(l RunReader, s *lifecycle.SourceState) ([]Incident, error) {
	runs, err := l.Runs(s.Source.ID, statusRuns)
	if err != nil {
		return nil, fmt.Errorf("reading runs of %s: %w", s.Source.ID, err)
	}
	return Incidents(s, runs), nil
}

// Incidents reads a source's runs (the latest first) for what should be told,
// the latest first. Where there were earlier runs, which are not looked at or were
// forgotten, a trouble that the oldest of these shows began before it, and has been
// told.
func Incidents(s *lifecycle.SourceState, runs []lifecycle.Run) []Incident {
	var out []Incident
	bad, started := false, len(runs) > 0 && runs[len(runs)-1].Number == 1
	for _, run := range slices.Backward(runs) {
		switch run.Verdict {
		case lifecycle.Skipped:
			continue
		case lifecycle.Healthy, lifecycle.Empty, lifecycle.Unchanged:
			if bad {
				out = append(out, Incident{s.Source.ID, run.At, Recovered, "It is read again: " + string(run.Verdict) + "."})
			}
			bad = false
		default:
			if !bad && started {
				words := "It is " + string(run.Verdict)
				if run.Error != "" {
					words += ": " + short(run.Error, 300)
				}
				out = append(out, Incident{s.Source.ID, run.At, TurnedBad, words + "."})
			}
			bad = true
		}
		started = true
	}
	if asks := s.Asks(); asks != "" {
		out = append(out, Incident{s.Source.ID, s.AskedSince, Waiting, "It waits for a decision; " + line(asks) + "."})
	}
	slices.SortStableFunc(out, func(a, b Incident) int { return b.At.Compare(a.At) })
	return out
}
