package main

import (
	"context"
	"fmt"
	"slices"

	"vacancies/feeds"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/text"
)

// explained is everything known of one vacancy.
type explained struct {
	Record    lifecycle.Record              `json:"record"`
	Document  normalize.Document            `json:"vacancy"`
	Adverts   map[string]lifecycle.Sighting `json:"adverts"`
	Decisions []lifecycle.Decision          `json:"decisions,omitempty"`
	Evidence  map[string]text.Evidence      `json:"evidence"`
}

// explain is `vacancies explain`: everything known of one vacancy or advert,
// found by id, address, reference or words of its title; or everything known of
// one source, found by its id.
func explain(ctx context.Context, c call) int {
	var s settings
	var asJSON bool
	fs := newFlags(c.name)
	s.dataFlag(fs)
	fs.BoolVar(&asJSON, "json", false, "print one JSON document")
	args, code, ok := c.parse(fs, 1, 1)
	if !ok {
		return code
	}
	return c.with(ctx, s, func(ctx context.Context, a *app) int {
		if state, ok := a.ledger.Source(args[0]); ok {
			return c.showSource(a, state, asJSON)
		}
		all, left, err := a.explainAll(args[0])
		if err != nil {
			return c.fail(err)
		}
		if asJSON {
			return c.document(map[string]any{"vacancies": all, "left_out": append([]lifecycle.Sighting{}, left...)})
		}
		for _, e := range all {
			c.printVacancy(e)
		}
		for _, s := range left {
			fmt.Fprintf(c.out, "left out: %s\n  %s\n  %s\n  advert %s\n", s.Advert.Title, s.Advert.URL, s.LeftOut, normalize.Identify(s.Advert).ID)
		}
		return exitOK
	})
}

// explainAll finds the vacancies, and the rows left out, that somebody asks for;
// that there are none is an error.
func (a *app) explainAll(asked string) (all []explained, left []lifecycle.Sighting, err error) {
	records, err := a.ledger.Find(asked, nil)
	if err != nil {
		return nil, nil, err
	}
	if left, err = a.ledger.FindLeftOut(asked); err != nil {
		return nil, nil, err
	}
	if len(records) == 0 && len(left) == 0 {
		return nil, nil, fmt.Errorf("nothing is known of %q: no id, address, reference or title fits", asked)
	}
	all = make([]explained, 0, len(records))
	for _, r := range records {
		e, err := a.explain(r)
		if err != nil {
			return nil, nil, err
		}
		all = append(all, e)
	}
	return all, left, nil
}

func (a *app) explain(r lifecycle.Record) (explained, error) {
	a.lastSeen(&r)
	e := explained{Record: r, Document: r.Vacancy.Document(), Adverts: map[string]lifecycle.Sighting{}, Evidence: feeds.Origins(r.Vacancy)}
	e.Document.Vacancy, e.Document.Readvertises = r.ID, r.Readvertises
	for _, advert := range r.Adverts {
		s, ok, err := a.ledger.Sighting(advert.Advert)
		if err != nil {
			return e, err
		}
		if ok {
			e.Adverts[advert.Advert] = s
		}
	}
	all, err := a.ledger.Decisions()
	if err != nil {
		return e, err
	}
	for _, d := range all {
		if d.Target == r.ID || d.Value == r.ID || slices.Contains(r.Aliases, d.Target) {
			e.Decisions = append(e.Decisions, d)
		}
	}
	return e, nil
}

// lastSeen brings a record's clocks up to date: what a run merely finds again is
// not written to each.
func (a *app) lastSeen(r *lifecycle.Record) {
	snap, stored := a.ledger.Snapshot(), *r
	r.Confirmed, r.Adverts = snap.LastConfirmed(&stored), slices.Clone(r.Adverts)
	for i := range r.Adverts {
		r.Adverts[i].LastSeen = snap.LastSeen(&stored, r.Adverts[i])
	}
}
