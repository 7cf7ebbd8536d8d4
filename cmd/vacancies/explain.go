package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

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
			return c.explainTheSource(a, state, asJSON)
		}
		records, err := a.ledger.Find(target(args[0]))
		if err != nil {
			return c.fail(err)
		}
		left, err := a.ledger.FindLeftOut(args[0])
		if err != nil {
			return c.fail(err)
		}
		if len(records) == 0 && len(left) == 0 {
			return c.fail(fmt.Errorf("nothing is known of %q: no id, address, reference or title fits", args[0]))
		}
		all := make([]explained, 0, len(records))
		for _, r := range records {
			e, err := a.explain(r)
			if err != nil {
				return c.fail(err)
			}
			all = append(all, e)
		}
		if asJSON {
			return c.document(map[string]any{"vacancies": all, "left_out": left})
		}
		for _, e := range all {
			c.printExplained(e)
		}
		for _, s := range left {
			fmt.Fprintf(c.out, "left out: %s\n  %s\n  %s\n  advert %s\n", s.Advert.Title, s.Advert.URL, s.LeftOut, normalize.Identify(s.Advert).ID)
		}
		return exitOK
	})
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

// placeWords say where in the advert words stand: which field, and from which to
// which byte of its plain text where they are one run.
func placeWords(e text.Evidence) string {
	switch {
	case e.Field == "":
		return "-"
	case e.End == 0:
		return e.Field
	}
	return fmt.Sprintf("%s %d-%d", e.Field, e.Start, e.End)
}

func (c call) printExplained(e explained) {
	r := e.Record
	fmt.Fprintf(c.out, "%s\n%s (%s)\n", r.ID, r.Vacancy.Title, r.State)
	if r.Reason != "" {
		fmt.Fprintf(c.out, "  %s\n", r.Reason)
	}
	fmt.Fprintf(c.out, "  boroughs %s; first seen %s; changed %s; confirmed %s\n", strings.Join(r.Boroughs, ", "), when(r.FirstSeen), when(r.Changed), when(r.Confirmed))
	d := e.Document
	fmt.Fprintf(c.out, "  scope %s, stage %s, %s; pay %s; closes %s\n", d.Scope, d.Stage, strings.Join(d.Specialisms, " "), d.Pay.Text, when(r.Vacancy.Closing.At))
	fmt.Fprintln(c.out, "the words it rests on, and the rule that read them:")
	fields := make([]string, 0, len(e.Evidence))
	for field, n := range e.Evidence {
		if n.Rule != "" { // a value that was not read rests on nothing
			fields = append(fields, field)
		}
	}
	slices.Sort(fields)
	for _, field := range fields {
		n := e.Evidence[field]
		fmt.Fprintf(c.out, "  %-14s %-34q %s [%s]\n", field, oneLine(n.Words, 100), placeWords(n), n.Rule)
	}
	if n := r.Vacancy.Removed; n > 0 {
		fmt.Fprintf(c.out, "  taken out: %d names, addresses and numbers of people\n", n)
	}
	for _, p := range r.Vacancy.Standing {
		fmt.Fprintf(c.out, "  in nearly all adverts of %s, so not in the excerpt: %q\n", r.Source, oneLine(p.Of(r.Vacancy.Text), 100))
	}
	for _, p := range r.Vacancy.Problems {
		fmt.Fprintf(c.out, "  problem: %s: %s %q\n", p.Field, p.Code, oneLine(p.Text, 100))
	}
	fmt.Fprintln(c.out, "where it was seen:")
	for _, a := range r.Adverts {
		fmt.Fprintf(c.out, "  %s %s %s, %s to %s\n    %s\n", a.Source, a.Key, a.Ref, when(a.FirstSeen), when(a.LastSeen), a.URL)
		switch {
		case a.Gone:
			fmt.Fprintf(c.out, "    gone since %s: %s\n", when(a.GoneAt), a.GoneWhy)
		case !a.Missing.IsZero():
			fmt.Fprintf(c.out, "    its list has not shown it since %s\n", when(a.Missing))
		}
		if s, ok := e.Adverts[a.Advert]; ok {
			raw := s.Advert
			fmt.Fprintf(c.out, "    as read: %s | %s | %s | %s | %s\n", raw.Title, raw.Salary, raw.Closing, raw.Hours, raw.Location)
		}
	}
	for _, m := range r.Merges {
		fmt.Fprintf(c.out, "merged: %s by %s: %s\n", m.Advert, m.Rule, m.Words)
	}
	if r.Readvertises != "" {
		fmt.Fprintf(c.out, "a new round of %s\n", r.Readvertises)
	}
	if r.RulingStale {
		fmt.Fprintln(c.out, "the advert's words have changed since a person ruled on them")
	}
	for _, d := range e.Decisions {
		fmt.Fprintf(c.out, "decided %s: %s %s by %s: %s\n", when(d.At), d.Kind, strings.TrimSpace(d.Field+" "+d.Value), d.By, d.Why)
	}
	fmt.Fprintln(c.out, "history:")
	for _, h := range r.History {
		fmt.Fprintf(c.out, "  %s %s %s\n", when(h.At), h.Kind, h.Reason)
		for _, f := range h.Fields {
			fmt.Fprintf(c.out, "    %s: %q -> %q\n", f.Name, f.Old, f.New)
		}
	}
}
