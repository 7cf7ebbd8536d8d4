package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"vacancies/config"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// checked is what a dry run of one source would do.
type checked struct {
	Source  string            `json:"source"`
	Verdict lifecycle.Verdict `json:"verdict"`
	Pages   int               `json:"pages"`
	Adverts int               `json:"adverts"`
	Stated  *int              `json:"stated_total"`
	LeftOut int               `json:"left_out"`
	// Fields are the shares (0 to 1) of adverts that state each field.
	Fields map[string]float64 `json:"fields"`
	// Unpublished says why nothing of it would be published although it is read.
	Unpublished string `json:"unpublished,omitempty"`
	// Reasons are why rows are left out, with how many each.
	Reasons map[string]int `json:"left_out_why,omitempty"`
	// Usual is what the last good runs of the source looked like.
	Usual      lifecycle.Shape `json:"usual,omitzero"`
	Incomplete []string        `json:"incomplete,omitempty"`
	Error      string          `json:"error,omitempty"`
	// Changes are what would be told to readers.
	Changes []wouldChange `json:"changes,omitempty"`
	// Withheld says what would be withheld and why.
	Withheld string `json:"withheld,omitempty"`
	// Pairs are the adverts that would be taken for vacancies of the source it succeeds.
	Pairs []explainedPair `json:"pairs,omitempty"`
}

// wouldChange is one change that a commit would make.
type wouldChange struct {
	Kind   lifecycle.ChangeKind `json:"kind"`
	ID     string               `json:"id"`
	Title  string               `json:"title"`
	Fields []string             `json:"fields,omitempty"`
	Reason string               `json:"reason,omitempty"`
}

// check is `vacancies check`: what a round would read and change. It writes nothing.
func check(ctx context.Context, c call) int {
	var s settings
	var asJSON bool
	fs := newFlags(c.name)
	s.dataFlag(fs)
	s.configFlags(fs)
	fs.BoolVar(&asJSON, "json", false, "print one JSON document")
	ids, code, ok := c.parse(fs, 0, -1)
	if !ok {
		return code
	}
	return c.with(ctx, s, func(ctx context.Context, a *app) int {
		if err := a.connect(); err != nil {
			return c.refuse(err)
		}
		wanted, err := c.configuration(a, s)
		if err != nil {
			return c.refuse(err)
		}
		sources, err := sourcesOf(wanted, ids)
		if err != nil {
			return complain(c.streams, "vacancies check: %v", err)
		}
		if len(ids) == 0 {
			sources = wanted.Sources
		}
		results, err := a.check(ctx, sources)
		if err != nil {
			return c.fail(err)
		}
		if asJSON {
			code = c.document(map[string]any{"sources": results})
		} else {
			for _, r := range results {
				c.printChecked(r)
			}
		}
		if slices.ContainsFunc(results, func(r checked) bool { return r.Error != "" || r.Withheld != "" }) {
			return exitBad
		}
		return code
	})
}

// check reads sources and asks the rules what they would do, without committing.
func (a *app) check(ctx context.Context, sources []config.Source) ([]checked, error) {
	a.rounds.Lock()
	defer a.rounds.Unlock()
	harvests := a.harvest(ctx, sources, nil)
	lifecycle.Blame(harvests, a.ledger.Snapshot().Sources, a.now())
	results := make([]checked, 0, len(harvests))
	for _, h := range harvests {
		usual, _ := a.ledger.Source(h.Source.ID)
		result, err := a.ledger.Look(func(v lifecycle.View) (lifecycle.Result, error) {
			return lifecycle.Step(v, h, a.now()), nil
		})
		if err != nil {
			return nil, err
		}
		r := checkedOf(h, result, usual)
		if r.Pairs, err = a.pairs(takeover(result, h.Source.ID)); err != nil {
			return nil, err
		}
		results = append(results, r)
	}
	return results, ctx.Err()
}

// asked are the fields that an operator wants to know of, present or not.
var asked = []string{"salary", "closing", "hours", "location"}

// checkedOf words what a run brought and what the rules would do with it; was is
// how the source stood before.
func checkedOf(h lifecycle.Harvest, result lifecycle.Result, was lifecycle.SourceState) checked {
	r := checked{Source: h.Source.ID, Pages: h.Pages, Stated: h.StatedTotal, Usual: was.Shape, Incomplete: h.Incomplete,
		Error: cmp.Or(h.Error, h.Skipped), Reasons: map[string]int{}, Changes: changesAhead(result)}
	for _, run := range result.Runs {
		r.Verdict = run.Verdict
	}
	for _, s := range result.Sources {
		if s.Source.ID != h.Source.ID {
			continue
		}
		r.Unpublished = s.Unpublished()
		if s.Withheld != nil {
			r.Withheld = s.Withheld.Reason
		}
	}
	var own []normalize.Advert
	for _, s := range h.Adverts {
		if s.LeftOut != "" {
			r.LeftOut++
			r.Reasons[s.LeftOut]++
		} else {
			own = append(own, s.Advert)
		}
	}
	r.Adverts, r.Fields = len(own), shares(own, was.Shape)
	return r
}

// shares are the shares of adverts that state each field: the fields asked for
// and the usual ones stand even where no advert states them.
func shares(adverts []normalize.Advert, usual lifecycle.Shape) map[string]float64 {
	out := map[string]float64{}
	if len(adverts) == 0 {
		return out
	}
	for _, field := range slices.AppendSeq(slices.Clone(asked), maps.Keys(usual.Fields)) {
		out[field] = 0
	}
	for _, a := range adverts {
		for _, field := range lifecycle.Fields(a, normalize.Read(a)) {
			out[field]++
		}
	}
	for field := range out {
		out[field] /= float64(len(adverts))
	}
	return out
}

// reasonsShown bounds how many reasons for leaving rows out are told.
const reasonsShown = 8

func (c call) printReasons(reasons map[string]int) {
	for i, why := range slices.Sorted(maps.Keys(reasons)) {
		if i == reasonsShown {
			fmt.Fprintf(c.out, "  left out for %d more reasons\n", len(reasons)-i)
			return
		}
		fmt.Fprintf(c.out, "  left out, %d: %s\n", reasons[why], oneLine(why, 300))
	}
}

func (c call) printChecked(r checked) {
	stated := "the list gives no total"
	if r.Stated != nil {
		stated = fmt.Sprintf("the list says %d", *r.Stated)
	}
	last := ""
	if r.Usual.Runs > 0 {
		last = fmt.Sprintf("; the last good run had %d", r.Usual.Adverts)
	}
	fmt.Fprintf(c.out, "%s: %s; list pages read: %d; adverts: %d (%s%s); left out: %d\n", r.Source, r.Verdict, r.Pages, r.Adverts, stated, last, r.LeftOut)
	if r.Error != "" {
		fmt.Fprintf(c.out, "  %s\n", r.Error)
	}
	for _, why := range r.Incomplete {
		fmt.Fprintf(c.out, "  not known to be whole: %s\n", why)
	}
	if r.Unpublished != "" {
		fmt.Fprintf(c.out, "  would not be published: %s\n", r.Unpublished)
	}
	c.printReasons(r.Reasons)
	if r.Withheld != "" {
		fmt.Fprintf(c.out, "  would be withheld: %s\n", r.Withheld)
	}
	c.printPairs(r.Pairs)
	for _, name := range slices.Sorted(maps.Keys(r.Fields)) {
		usual := ""
		if share, known := r.Usual.Fields[name]; known {
			usual = fmt.Sprintf(" (usually %.0f%%)", share*100)
		}
		fmt.Fprintf(c.out, "  %-12s %3.0f%%%s\n", name, r.Fields[name]*100, usual)
	}
	c.printAhead(r.Changes)
}
