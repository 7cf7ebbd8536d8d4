package main

import (
	"errors"
	"fmt"
	"strings"

	"vacancies/normalize/lifecycle"
)

// explainedWithheld is what waits of a source, shown before anything of it is
// committed.
type explainedWithheld struct {
	// Pairs are the adverts taken for vacancies of the source it succeeds.
	Pairs []explainedPair `json:"pairs,omitempty"`
	// Approved is what readers would be told if a person approved it now.
	Approved []wouldChange `json:"approved,omitempty"`
}

// explainedPair is one advert taken for a known vacancy, and on what evidence.
type explainedPair struct {
	lifecycle.Takeover
	// Was is the vacancy's title.
	Was string `json:"was"`
}

// explainWithheld asks the rules what approving a source's withheld reading
// would do. Nothing is written.
func (a *app) explainWithheld(state lifecycle.SourceState) (*explainedWithheld, error) {
	if state.Withheld == nil {
		return nil, nil
	}
	var e explainedWithheld
	var err error
	if e.Pairs, err = a.pairs(state.Withheld.Takeover); err != nil {
		return nil, err
	}
	result, err := a.ledger.Look(func(v lifecycle.View) (lifecycle.Result, error) {
		return lifecycle.Decide(v, lifecycle.Decision{Kind: lifecycle.RuleApprove, Target: state.Source.ID, By: "nobody", Why: "a look ahead"}, a.now())
	})
	if errors.Is(err, lifecycle.ErrRuling) { // its reading is not kept any more
		err = nil
	}
	e.Approved = changesAhead(result)
	return &e, err
}

func (a *app) pairs(found []lifecycle.Takeover) ([]explainedPair, error) {
	var out []explainedPair
	for _, t := range found {
		r, _, err := a.ledger.Record(t.Vacancy)
		if err != nil {
			return nil, err
		}
		out = append(out, explainedPair{Takeover: t, Was: r.Vacancy.Title})
	}
	return out, nil
}

// takeover is what a result would withhold of a source that succeeds another.
func takeover(result lifecycle.Result, source string) []lifecycle.Takeover {
	for _, s := range result.Sources {
		if s.Source.ID == source && s.Withheld != nil {
			return s.Withheld.Takeover
		}
	}
	return nil
}

// changesAhead words the changes of a result that was not committed.
func changesAhead(result lifecycle.Result) (out []wouldChange) {
	titles := map[string]string{}
	for _, record := range result.Records {
		titles[record.ID] = record.Vacancy.Title
	}
	for _, c := range result.Changes {
		out = append(out, wouldChange{Kind: c.Kind, ID: c.ID, Title: titles[c.ID], Fields: c.Fields, Reason: c.Reason})
	}
	return out
}

func (c call) printWithheld(e explainedWithheld) {
	c.printPairs(e.Pairs)
	if len(e.Approved) == 0 {
		fmt.Fprintln(c.out, "approving it would tell readers nothing")
		return
	}
	fmt.Fprintln(c.out, "approving it would bring:")
	c.printAhead(e.Approved)
}

func (c call) printPairs(pairs []explainedPair) {
	for _, p := range pairs {
		fmt.Fprintf(c.out, "  taken for known: %s = %s %q, by %s\n", oneLine(p.Words, 100), p.Vacancy, oneLine(p.Was, 100), p.Rule)
	}
}

func (c call) printAhead(changes []wouldChange) {
	for _, change := range changes {
		fmt.Fprintf(c.out, "  would be %s: %s %s %s\n", change.Kind, oneLine(change.Title, 100), strings.Join(change.Fields, ", "), change.Reason)
	}
}
