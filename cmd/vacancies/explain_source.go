package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"vacancies/feeds"
	"vacancies/normalize/lifecycle"
)

// explainedSource is everything known of one source.
type explainedSource struct {
	State lifecycle.SourceState `json:"state"`
	// Adapter is "assumed" or "verified".
	Adapter string `json:"adapter_evidence,omitempty"`
	Needs   string `json:"needs,omitempty"`
	// Withheld is what waits of it, and what approving that would do.
	Withheld *explainedWithheld `json:"withheld,omitempty"`
	// LeftOut are the rows of its list that are not its own.
	LeftOut []lifecycle.Sighting `json:"left_out,omitempty"`
	// Sample is the last page that went wrong. It is shown here and nowhere else.
	Sample *lifecycle.Sample `json:"sample,omitempty"`
	Runs   []lifecycle.Run   `json:"runs"`
}

// runsExplained is how many of a source's runs are told.
const runsExplained = 10

// explainSource gathers what the ledger holds of a source.
func (a *app) explainSource(state lifecycle.SourceState) (explainedSource, error) {
	e := explainedSource{State: state, Adapter: feeds.AdapterEvidence(&state), Needs: needs(state)}
	var err error
	if e.Withheld, err = a.explainWithheld(state); err != nil {
		return e, err
	}
	if e.LeftOut, err = a.ledger.LeftOut(state.Source.ID); err != nil {
		return e, err
	}
	if e.Runs, err = a.ledger.Runs(state.Source.ID, runsExplained); err != nil {
		return e, err
	}
	sample, kept, err := a.ledger.Sample(state.Source.ID)
	if kept && err == nil {
		e.Sample = &sample
	}
	return e, err
}

// showSource is explain for a source.
func (c call) showSource(a *app, state lifecycle.SourceState, asJSON bool) int {
	e, err := a.explainSource(state)
	if err != nil {
		return c.fail(err)
	}
	if asJSON {
		return c.document(map[string]any{"source": e})
	}
	c.printSource(e)
	return exitOK
}

func (c call) printSource(e explainedSource) {
	s := e.State
	fmt.Fprintf(c.out, "%s (%s, %s), read by %s", s.Source.ID, s.Source.Kind, strings.Join(s.Source.Boroughs, ", "), s.Source.Platform)
	if e.Adapter != "" {
		fmt.Fprintf(c.out, ", adapter %s", e.Adapter)
	}
	fmt.Fprintf(c.out, "\n  %s\n  %s; last tried %s, last read well %s, last change %s, next try %s; failures in a row: %d\n", s.Source.URL, s.Verdict,
		when(s.LastAttempt), when(s.LastSuccess), when(s.LastChange), when(s.NextAttempt), s.Failures)
	if s.Error != "" {
		fmt.Fprintf(c.out, "  %s\n", s.Error)
		if said := feeds.AnswerWords(&s); said != "" {
			fmt.Fprintf(c.out, "  it %s\n", said)
		}
	}
	if e.Needs != "" {
		fmt.Fprintf(c.out, "  needs a person: %s\n", e.Needs)
	}
	if s.Resolution != nil {
		c.printResolution("found", *s.Resolution)
	}
	if s.Withheld != nil && s.Withheld.Proposal != nil {
		c.printResolution("proposed", *s.Withheld.Proposal)
	}
	if e.Withheld != nil {
		c.printWithheld(*e.Withheld)
	}
	c.printShape(s.Shape)
	for _, row := range e.LeftOut {
		fmt.Fprintf(c.out, "left out: %s\n  %s\n  %s\n", row.Advert.Title, row.Advert.URL, row.LeftOut)
	}
	for _, run := range slices.Backward(e.Runs) {
		fmt.Fprintf(c.out, "run %s: %s, %d adverts %s\n", when(run.At), run.Verdict, run.Adverts, faultLine(run.Error, 160))
	}
	if e.Sample != nil {
		c.printSample(*e.Sample)
	}
}

func (c call) printResolution(what string, r lifecycle.Resolution) {
	fmt.Fprintf(c.out, "%s: %s at %s on %s, own domain: %v\n", what, r.Platform, r.URL, when(r.At), r.OwnDomain)
	for _, evidence := range r.Evidence {
		fmt.Fprintf(c.out, "  - %s\n", evidence)
	}
	if r.AcceptedBy != "" {
		fmt.Fprintf(c.out, "  accepted by %s on %s\n", r.AcceptedBy, when(r.AcceptedAt))
	}
}

func (c call) printShape(shape lifecycle.Shape) {
	if shape.Runs == 0 {
		return
	}
	fmt.Fprintf(c.out, "usually %d adverts:", shape.Adverts)
	for _, name := range slices.Sorted(maps.Keys(shape.Fields)) {
		fmt.Fprintf(c.out, " %s %.0f%%", name, 100*shape.Fields[name])
	}
	fmt.Fprintln(c.out)
}

// printSample shows the kept piece of a page that went wrong, with what could
// steer a terminal taken out.
func (c call) printSample(s lifecycle.Sample) {
	fmt.Fprintf(c.out, "the page that went wrong, of %s: %s, status %d\n", when(s.At), s.URL, s.Status)
	for _, name := range slices.Sorted(maps.Keys(s.Header)) {
		fmt.Fprintf(c.out, "  %s: %s\n", name, printable(strings.Join(s.Header[name], ", ")))
	}
	fmt.Fprintf(c.out, "\n%s\n", printable(string(s.Body)))
}

// printable leaves text and line breaks of a foreign page.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || r >= ' ' && r != 0x7f && !(0x80 <= r && r < 0xa0) {
			return r
		}
		return -1
	}, strings.ToValidUTF8(s, "\uFFFD"))
}
