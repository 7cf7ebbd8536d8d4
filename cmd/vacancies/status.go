package main

import (
	"cmp"
	"context"
	"fmt"
	"text/tabwriter"
	"time"

	"vacancies/normalize/lifecycle"
)

// sourceStatus is one source as `status --json` prints it.
type sourceStatus struct {
	Source      string            `json:"source"`
	Boroughs    []string          `json:"boroughs"`
	Platform    string            `json:"platform"`
	Evidence    string            `json:"evidence"`
	Verdict     lifecycle.Verdict `json:"verdict"`
	LastAttempt time.Time         `json:"last_attempt,omitzero"`
	LastSuccess time.Time         `json:"last_success,omitzero"`
	LastChange  time.Time         `json:"last_change,omitzero"`
	NextAttempt time.Time         `json:"next_attempt,omitzero"`
	Open        int               `json:"open"`
	Error       string            `json:"error"`
	// Paused says why it is not read; empty when it is.
	Paused string `json:"paused,omitempty"`
	// Needs says what a person has to do about it; empty when nothing.
	Needs string `json:"needs,omitempty"`
}

// status is `vacancies status`: health in one screen; exit 1 when something
// needs a person.
func status(ctx context.Context, c call) int {
	var s settings
	var asJSON bool
	fs := newFlags(c.name)
	s.dataFlag(fs)
	fs.BoolVar(&asJSON, "json", false, "print one JSON document")
	if _, code, ok := c.parse(fs, 0, 0); !ok {
		return code
	}
	return c.with(ctx, s, func(ctx context.Context, a *app) int {
		snap := a.ledger.Snapshot()
		all := []sourceStatus{}
		needy := 0
		for _, state := range snap.Sources {
			row := statusOf(state)
			if row.Needs != "" {
				needy++
			}
			all = append(all, row)
		}
		if asJSON {
			if code := c.document(map[string]any{"sequence": snap.Sequence, "sources": all}); code != exitOK {
				return code
			}
		} else {
			c.statusTable(all, snap, needy)
		}
		if needy > 0 {
			return exitBad
		}
		return exitOK
	})
}

func statusOf(s lifecycle.SourceState) sourceStatus {
	return sourceStatus{
		Source: s.Source.ID, Boroughs: s.Source.Boroughs, Platform: s.Source.Platform, Evidence: s.Source.Evidence,
		Verdict: s.Verdict, LastAttempt: s.LastAttempt, LastSuccess: s.LastSuccess, LastChange: s.LastChange,
		NextAttempt: s.NextAttempt, Open: s.Open, Error: s.Error, Paused: s.Paused(), Needs: needs(s),
	}
}

// failuresThatNeedSomeone is how many runs in a row may fail before a person is
// asked to look.
const failuresThatNeedSomeone = 3

// needs says what a person has to do about a source.
func needs(s lifecycle.SourceState) string {
	switch {
	case s.Source.Stopped != nil || !s.Source.Enabled:
		return ""
	case s.Absent:
		return "it left the configuration: put it back, or let it rest"
	case s.Withheld != nil && s.Withheld.Refused:
		return "what it shows was refused: correct its address, stop it, or wait for its own board to come back"
	case s.Withheld != nil && s.Withheld.Proposal != nil:
		return s.Withheld.Reason + ": vacancies accept " + s.Source.ID
	case s.Withheld != nil:
		return "rule on what is withheld: vacancies decide approve|refuse " + s.Source.ID
	case s.Waiting != "":
		return s.Waiting + ": vacancies accept " + s.Source.ID
	case s.Unclaimed != nil:
		return s.Unclaimed.Reason + ": add it to the row of " + s.Source.ID + "; vacancies explain " + s.Source.ID + " shows the names"
	case s.Source.URL == "":
		return "address wanted: vacancies probe URL"
	case s.Failures >= failuresThatNeedSomeone:
		return fmt.Sprintf("it was not read well %d times in a row: vacancies explain %s shows what it answered", s.Failures, s.Source.ID)
	}
	return ""
}

func (c call) statusTable(all []sourceStatus, snap *lifecycle.Snapshot, needy int) {
	tw := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "source\tplatform\tverdict\topen\tlast success\tnext attempt\twhat is wrong")
	for _, s := range all {
		fmt.Fprintf(tw, "%s\t%s\t%s\t%d\t%s\t%s\t%s\n", s.Source, s.Platform, s.Verdict, s.Open,
			when(s.LastSuccess), when(s.NextAttempt), faultLine(cmp.Or(s.Paused, s.Error, s.Needs), 80))
	}
	tw.Flush()
	open := 0
	for _, r := range snap.Records {
		if r.InDefault {
			open++
		}
	}
	fmt.Fprintf(c.out, "%d sources, %d vacancies open, change %d; %d need a person\n", len(all), open, snap.Sequence, needy)
	for _, s := range all {
		if s.Needs != "" {
			fmt.Fprintf(c.out, "  %s: %s\n", s.Source, oneLine(s.Needs, 500))
		}
	}
}
