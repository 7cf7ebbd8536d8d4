package lifecycle

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"vacancies/normalize"
	"vacancies/normalize/role"
)

// ErrRuling is a decision that cannot be carried out; its message says why.
var ErrRuling = errors.New("this cannot be decided")

// Decide carries out a person's ruling and records it. It beats the rules from
// then on: crawls, replays and restores apply it again.
func Decide(v View, d Decision, now time.Time) (Result, error) {
	return decide(v, d, now, normalize.Read)
}

func decide(v View, d Decision, now time.Time, read Reader) (Result, error) {
	if strings.TrimSpace(d.By) == "" || strings.TrimSpace(d.Why) == "" {
		return Result{}, fmt.Errorf("%w: a ruling needs who (by) and why", ErrRuling)
	}
	if d.At.IsZero() {
		d.At = now.UTC()
	}
	if d.ID == "" {
		d.ID = d.name()
	}
	switch d.Kind {
	case RuleApprove:
		return approve(v, d, now, read)
	case RuleRefuse:
		return refuse(v, d, now, read)
	}
	w := newWork(v, now, read)
	if err := w.decide(d); err != nil {
		return Result{}, err
	}
	return w.done(), nil
}

// decide carries out a ruling on a vacancy, or on an advert that is none.
func (w *work) decide(d Decision) error {
	r := w.edit(w.resolve(d.Target))
	switch {
	case r == nil && d.Kind == RuleErase && w.eraseRow(d):
		return nil
	case r == nil:
		return fmt.Errorf("%w: no vacancy or advert has the id %q", ErrRuling, d.Target)
	case r.State == Erased:
		return fmt.Errorf("%w: %s was erased", ErrRuling, d.Target)
	}
	if d.Digest == "" {
		d.Digest = ruledWords(r, d)
	}
	switch d.Kind {
	case RuleScope, RuleHide:
		return w.decideValue(r, d)
	case RuleMerge:
		return w.decideMerge(r, d)
	case RuleSplit:
		return w.decideSplit(r, d)
	case RuleErase:
		w.erase(r, d)
		return nil
	}
	return fmt.Errorf("%w: there is no ruling called %q", ErrRuling, d.Kind)
}

// ruledWords is the hash of the words that a decision is about: the leading
// advert's, which gives the vacancy its values, or those of the advert that is
// merged or split off.
func ruledWords(r *Record, d Decision) string {
	about := r.lead()
	if a := r.Advert(d.Target); a != nil && (d.Kind == RuleMerge || d.Kind == RuleSplit) {
		about = a
	}
	if about == nil {
		return ""
	}
	return about.Digest
}

func (w *work) decideValue(r *Record, d Decision) error {
	switch d.Kind {
	case RuleScope:
		switch role.Scope(d.Value) {
		case role.In, role.Related, role.Out, "":
		default:
			return fmt.Errorf("%w: a scope is in, related or out, not %q", ErrRuling, d.Value)
		}
	case RuleHide:
		if hiders[d.Field] == nil {
			return fmt.Errorf("%w: no field is called %q; there are %s", ErrRuling, d.Field, strings.Join(HiddenFields(), ", "))
		}
		if d.Value != "" && d.Value != "show" {
			return fmt.Errorf("%w: hiding takes no value, or \"show\" to take it back", ErrRuling)
		}
	}
	w.result.Decisions = append(w.result.Decisions, d)
	w.reread(r)
	return nil
}

func (w *work) decideMerge(r *Record, d Decision) error {
	other := w.resolve(d.Value)
	if other == "" || w.record(other) == nil {
		return fmt.Errorf("%w: no vacancy or advert has the id %q", ErrRuling, d.Value)
	}
	if w.record(other).State == Erased {
		return fmt.Errorf("%w: %s was erased", ErrRuling, d.Value)
	}
	if other == r.ID {
		return fmt.Errorf("%w: %s and %s are one vacancy already", ErrRuling, d.Target, d.Value)
	}
	w.result.Decisions = append(w.result.Decisions, d)
	w.merge(r.ID, other, Merge{Advert: d.Target, Rule: "decision"}, "a person found them to be the same vacancy")
	return nil
}

// merge makes one vacancy of two: the older id is kept, the other redirects.
func (w *work) merge(a, b string, m Merge, reason string) {
	keep, gone := w.edit(a), w.edit(b)
	if olderThan(gone, keep) {
		keep, gone = gone, keep
	}
	m.At, m.From = w.now, gone.ID
	for _, x := range gone.Adverts {
		if keep.Advert(x.Advert) != nil {
			continue
		}
		keep.Adverts = append(keep.Adverts, x)
		m.Advert = x.Advert
		keep.Merges = append(keep.Merges, m)
		w.alias[x.Advert] = keep.ID
	}
	moved := append([]string{gone.ID}, gone.Aliases...)
	for _, id := range moved {
		w.alias[id] = keep.ID
	}
	keep.Aliases = union(keep.Aliases, moved)
	gone.Into = keep.ID
	w.notes[gone.ID] = note{kind: MergedInto, into: keep.ID, reason: reason}
	w.reread(keep)
}

// olderThan decides which of two ids is kept: one that was published before
// one that never was, then the one seen first.
func olderThan(a, b *Record) bool {
	if a.Published.IsZero() != b.Published.IsZero() {
		return !a.Published.IsZero()
	}
	if !a.FirstSeen.Equal(b.FirstSeen) {
		return a.FirstSeen.Before(b.FirstSeen)
	}
	return a.ID < b.ID
}

// decideSplit makes an advert, or a merged vacancy with its adverts, one of its own again.
func (w *work) decideSplit(r *Record, d Decision) error {
	if d.Target == r.ID {
		return fmt.Errorf("%w: %s is the vacancy's own id; name the advert or the merged vacancy to split off", ErrRuling, d.Target)
	}
	off := w.edit(d.Target)
	mine := []string{d.Target}
	if off != nil {
		mine = nil
		for _, a := range off.Adverts {
			mine = append(mine, a.Advert)
		}
		off.Adverts, off.Into = nil, ""
	} else if a := r.Advert(d.Target); a != nil {
		off = &Record{ID: d.Target, FirstSeen: a.FirstSeen, Confirmed: a.LastSeen, FirstSight: r.FirstSight}
		w.add(off)
	}
	keeps := slices.ContainsFunc(r.Adverts, func(a Appearance) bool { return !slices.Contains(mine, a.Advert) })
	if off == nil || !keeps {
		return fmt.Errorf("%w: %s has no advert to split off", ErrRuling, d.Target)
	}
	w.divide(r, off, mine)
	d.Value = r.ID
	w.result.Decisions = append(w.result.Decisions, d)
	w.notes[off.ID] = note{kind: SplitFrom, into: r.ID, reason: "a person found them to be two vacancies"}
	w.reread(off)
	w.reread(r)
	return nil
}

// divide moves adverts, and the names that go with them, from one vacancy to another.
func (w *work) divide(from, to *Record, adverts []string) {
	names := append([]string{to.ID}, append(to.Aliases, adverts...)...)
	goes := func(advert string) bool { return slices.Contains(adverts, advert) }
	for _, a := range from.Adverts {
		if goes(a.Advert) {
			to.Adverts = append(to.Adverts, a)
		}
	}
	from.Adverts = slices.DeleteFunc(from.Adverts, func(a Appearance) bool { return goes(a.Advert) })
	from.Merges = slices.DeleteFunc(from.Merges, func(m Merge) bool { return goes(m.Advert) })
	from.Aliases = slices.DeleteFunc(from.Aliases, func(id string) bool { return slices.Contains(names, id) })
	to.Aliases = slices.DeleteFunc(union(to.Aliases, names), func(id string) bool { return id == to.ID })
	for _, id := range names {
		w.alias[id] = to.ID
	}
}
