package site

import (
	"slices"
	"strconv"
	"time"

	"vacancies/feeds"
	"vacancies/normalize/lifecycle"
)

// Status is what the status page is drawn from.
type Status struct {
	Edition *feeds.Edition
	// Troubles are the service's own: feeds that failed their check, in plain words.
	Troubles []string
	Now      time.Time
}

type statusPage struct {
	Lead       string
	Alerts     []string
	Coverage   coverageNote
	Rows       []statusRow
	Words      []pair
	JSON, Atom string
}

type statusRow struct {
	Name, Boroughs, Detail, Evidence string
	// Notes say how it is read: by which adapter, and where it was found.
	Notes                          []string
	Tags                           []tag
	Attempt, Success, Change, Next string
	Open                           int
}

// Status draws every source with its three clocks.
func (s *Site) Status(in Status) ([]byte, error) {
	f := s.frame("Status", "/status", "")
	f.NoIndex = true
	f.Alternates = []feedLink{{URL: s.Link("/status.atom"), Type: typeAttribute(feeds.Atom), Title: "Status: troubles and recoveries"}}
	snap := in.Edition.Snapshot
	p := statusPage{
		Lead:   "When each source was last tried, last read well, and last brought something new. Trying never stops; after failures it waits longer.",
		Alerts: in.Troubles, Coverage: s.coverage(in.Edition.Coverage(), nil),
		JSON: s.Link("/status.json"), Atom: s.Link("/status.atom"),
	}
	for i := range snap.Sources {
		st := &snap.Sources[i]
		name, _, tone := verdictWords(st.Verdict)
		row := statusRow{Name: st.Source.ID, Boroughs: list(names(st.Source.Boroughs)), Detail: troubleWords(st), Tags: []tag{{name, tone}},
			Attempt: shortClock(st.LastAttempt, in.Now), Success: shortClock(st.LastSuccess, in.Now), Change: shortClock(st.LastChange, in.Now), Next: shortClock(st.NextAttempt, in.Now),
			Open: st.Open, Evidence: capital(st.Source.Evidence), Notes: readingNotes(st)}
		if st.NextAttempt.IsZero() {
			row.Next = "not planned"
		}
		if st.Error != "" && !readWell(st.Verdict) {
			row.Detail += ": " + clip(st.Error, 160)
		}
		if words := feeds.AnswerWords(st); words != "" {
			row.Detail += "; " + words
		}
		p.Rows = append(p.Rows, row)
	}
	// What needs a person stands first.
	slices.SortStableFunc(p.Rows, func(a, b statusRow) int { return rank(b.Tags[0].Tone) - rank(a.Tags[0].Tone) })
	for _, v := range verdicts {
		name, meaning, _ := verdictWords(v)
		p.Words = append(p.Words, pair{name, meaning})
	}
	return s.draw("status", f, p)
}

// readingNotes say how a source is read, where that is not a matter of course.
func readingNotes(st *lifecycle.SourceState) []string {
	var notes []string
	if feeds.AdapterEvidence(st) == "assumed" {
		notes = append(notes, "Adapter assumed: built from what is documented of the system, not from its pages.")
	}
	if st.Resolution != nil {
		notes = append(notes, capital(feeds.ResolutionWords(st.Resolution))+".")
	}
	if st.Withheld != nil && st.Withheld.Proposal != nil {
		notes = append(notes, "Proposed: "+feeds.ResolutionWords(st.Withheld.Proposal)+".")
	}
	if st.LeftOut > 0 {
		notes = append(notes, "Rows of its list that are left out as not its own: "+strconv.Itoa(st.LeftOut)+".")
	}
	return notes
}

func rank(tone string) int {
	switch tone {
	case "over":
		return 3
	case "warn":
		return 2
	case "plain":
		return 1
	}
	return 0
}
