package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"vacancies/normalize/lifecycle"
	"vacancies/normalize/text"
)

// printVacancy tells a person everything known of one vacancy.
func (c call) printVacancy(e explained) {
	r, d := e.Record, e.Document
	fmt.Fprintf(c.out, "%s\n%s (%s)\n", r.ID, r.Vacancy.Title, r.State)
	if r.Reason != "" {
		fmt.Fprintf(c.out, "  %s\n", r.Reason)
	}
	fmt.Fprintf(c.out, "  boroughs %s; first seen %s; changed %s; confirmed %s\n", strings.Join(r.Boroughs, ", "), when(r.FirstSeen), when(r.Changed), when(r.Confirmed))
	fmt.Fprintf(c.out, "  scope %s, stage %s, %s; pay %s; closes %s\n", d.Scope, d.Stage, strings.Join(d.Specialisms, " "), d.Pay.Text, when(r.Vacancy.Closing.At))
	c.printEvidence(e)
	c.printAppearances(e)
	c.printRulings(e)
	c.printHistory(r.History)
}

// printEvidence tells what was read, what was taken out and what could not be read.
func (c call) printEvidence(e explained) {
	fmt.Fprintln(c.out, "the words it rests on, and the rule that read them:")
	for _, field := range slices.Sorted(maps.Keys(e.Evidence)) {
		if n := e.Evidence[field]; n.Rule != "" { // a value that was not read rests on nothing
			fmt.Fprintf(c.out, "  %-14s %-34q %s [%s]\n", field, oneLine(n.Words, 100), placeWords(n), n.Rule)
		}
	}
	v := e.Record.Vacancy
	if v.Removed > 0 {
		fmt.Fprintf(c.out, "  taken out: %d names, addresses and numbers of people\n", v.Removed)
	}
	for _, p := range v.Standing {
		fmt.Fprintf(c.out, "  in nearly all adverts of %s, so not in the excerpt: %q\n", e.Record.Source, oneLine(p.Of(v.Text), 100))
	}
	for _, p := range v.Problems {
		fmt.Fprintf(c.out, "  problem: %s: %s %q\n", p.Field, p.Code, oneLine(p.Text, 100))
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

// printAppearances tells where it was seen, and as what.
func (c call) printAppearances(e explained) {
	fmt.Fprintln(c.out, "where it was seen:")
	for _, a := range e.Record.Adverts {
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
}

// printRulings tells what rules and people have decided about it.
func (c call) printRulings(e explained) {
	r := e.Record
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
}

func (c call) printHistory(history []lifecycle.Event) {
	fmt.Fprintln(c.out, "history:")
	for _, h := range history {
		fmt.Fprintf(c.out, "  %s %s %s\n", when(h.At), h.Kind, h.Reason)
		for _, f := range h.Fields {
			fmt.Fprintf(c.out, "    %s: %q -> %q\n", f.Name, f.Old, f.New)
		}
	}
}
