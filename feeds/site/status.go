package site

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"vacancies/feeds"
	"vacancies/normalize"
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
	Lead     string
	Alerts   []string
	Coverage coverageNote
	Rows     []statusRow
	Words    []pair
	JSON     string
	Feeds    []feedLink
}

type statusRow struct {
	ID, Name, Boroughs, Detail, Technical, Evidence string
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
		Lead:   "Each council’s vacancy list, and each shared one: when it was last tried, last read well, and last brought something new. After failures we wait longer before the next try, and never give up.",
		Alerts: in.Troubles, Coverage: s.coverage(in.Edition.Coverage(), nil),
		JSON:  s.Link("/status.json"),
		Feeds: []feedLink{{ID: "atom", Text: "Troubles and recoveries, as a feed", Address: s.Absolute("/status.atom")}},
	}
	for i := range snap.Sources {
		st := &snap.Sources[i]
		p.Rows = append(p.Rows, s.statusRow(st, in.Now))
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
		notes = append(notes, "Our reader for its system is assumed to fit: it was written from the system’s documentation, not from its pages.")
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

// statusRow words one source's state.
func (s *Site) statusRow(st *lifecycle.SourceState, now time.Time) statusRow {
	name, _, tone := verdictWords(st.Verdict)
	row := statusRow{ID: st.Source.ID, Name: s.sourceName(st.Source.ID), Detail: troubleWords(st), Tags: []tag{{name, tone}},
		Attempt: shortClock(st.LastAttempt, now), Success: shortClock(st.LastSuccess, now), Change: shortClock(st.LastChange, now), Next: shortClock(st.NextAttempt, now),
		Open: st.Open, Evidence: capital(st.Source.Evidence), Notes: readingNotes(st)}
	if st.Source.Kind != normalize.Council && st.Source.Kind != normalize.Shared { // their names are in the source's
		row.Boroughs = list(names(st.Source.Boroughs))
	}
	if st.NextAttempt.IsZero() {
		row.Next = "not planned"
	}
	if !readWell(st.Verdict) && !strings.EqualFold(st.Error, row.Detail) && (st.Withheld == nil || st.Error != st.Withheld.Reason) {
		row.Technical = clip(st.Error, 200)
	}
	if words := feeds.AnswerWords(st); words != "" {
		row.Technical = strings.TrimPrefix(row.Technical+"; "+words, "; ")
	}
	return row
}
