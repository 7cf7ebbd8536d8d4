package lifecycle

import (
	"slices"

	"vacancies/normalize"
	"vacancies/normalize/closing"
	"vacancies/normalize/hours"
	"vacancies/normalize/pay"
	"vacancies/normalize/place"
	"vacancies/normalize/role"
	"vacancies/normalize/text"
)

// keptApart reports whether a person's latest word is that an advert and a
// vacancy are two.
func (w *work) keptApart(advert string, r *Record) bool {
	mine := []string{advert}
	if own := w.record(w.resolve(advert)); own != nil && own.ID != r.ID {
		mine = append(append(mine, own.ID), own.Aliases...)
	}
	theirs := append([]string{r.ID}, r.Aliases...)
	var last Decision
	for _, id := range append(slices.Clone(mine), theirs...) {
		for _, d := range w.rulings(id) {
			linked := slices.Contains(mine, d.Target) && slices.Contains(theirs, d.Value) ||
				slices.Contains(theirs, d.Target) && slices.Contains(mine, d.Value)
			if (d.Kind == RuleSplit || d.Kind == RuleMerge) && linked && !d.At.Before(last.At) {
				last = d
			}
		}
	}
	return last.Kind == RuleSplit
}

// ruledInto is the vacancy that a person merged a new advert into, as a
// rebuild from raw adverts needs it; empty when nobody did.
func (w *work) ruledInto(advert string) string {
	to := ""
	for _, d := range w.rulings(advert) {
		if d.Kind != RuleMerge {
			continue
		}
		other := d.Value
		if other == advert {
			other = d.Target
		}
		if r := w.record(w.resolve(other)); r != nil && r.State != Erased && !w.keptApart(advert, r) {
			to = r.ID
		}
	}
	return to
}

// rulings are the decisions that name an id, those of this unit included.
func (w *work) rulings(id string) []Decision {
	all := slices.Clone(w.View.Rulings(id))
	for _, d := range w.result.Decisions {
		if d.Target == id || d.Value == id {
			all = append(all, d)
		}
	}
	return all
}

// inForce are the rulings on a vacancy's values that have not been replaced by
// later ones.
func (w *work) inForce(r *Record) []Decision {
	type about struct {
		kind  DecisionKind
		field string
	}
	latest := map[about]Decision{}
	var order []about
	names := append([]string{r.ID}, r.Aliases...)
	for _, id := range names {
		for _, d := range w.rulings(id) {
			if d.Target != id || d.Kind == RuleErase {
				continue
			}
			k := about{d.Kind, d.Field}
			if d.Kind == RuleMerge || d.Kind == RuleSplit {
				k.field = d.Target
			}
			was, ok := latest[k]
			if !ok {
				order = append(order, k)
			}
			if !ok || !d.At.Before(was.At) {
				latest[k] = d
			}
		}
	}
	var out []Decision
	for _, k := range order {
		if d := latest[k]; !d.takesBack() {
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b Decision) int { return a.At.Compare(b.At) })
	return out
}

// takesBack reports whether a decision only ends an earlier one.
func (d Decision) takesBack() bool {
	return d.Kind == RuleScope && d.Value == "" || d.Kind == RuleHide && d.Value == "show"
}

// ruledScope is the rule that a scope which a person decided is said to rest on.
const ruledScope = "decision"

// rule applies the rulings in force on a vacancy, and flags it when the words
// that were ruled upon have changed since.
func (w *work) rule(r *Record) {
	r.Rulings, r.RulingStale = nil, false
	for _, d := range w.inForce(r) {
		switch d.Kind {
		case RuleScope:
			r.Vacancy.Role.Scope = role.Scope(d.Value)
			r.Vacancy.Role.Why = text.Evidence{Rule: ruledScope}
			if r.Vacancy.Role.Stage == "n/a" && d.Value != string(role.Out) {
				r.Vacancy.Role.Stage = ""
			}
		case RuleHide:
			hiders[d.Field](r)
			hideHistory(r, d.Field)
		}
		r.Rulings = append(r.Rulings, d.ID)
		if d.Digest != "" && d.Digest != ruledWords(r, d) {
			r.RulingStale = true
		}
	}
}

// hiders take one field's value out of a vacancy. What stands inside Vacancy
// is shared with other states of the record and so is replaced, not changed.
var hiders = map[string]func(*Record){
	"pay":         func(r *Record) { r.Vacancy.Pay = pay.Pay{} },
	"closing":     func(r *Record) { r.Vacancy.Closing = closing.Closing{Kind: closing.None} },
	"hours":       func(r *Record) { h := &r.Vacancy.Hours; h.Min, h.Max, h.Evidence = nil, nil, nil },
	"contract":    func(r *Record) { h := &r.Vacancy.Hours; h.Contract, h.Evidence = nil, nil },
	"pattern":     func(r *Record) { h := &r.Vacancy.Hours; h.Pattern, h.Evidence = nil, nil },
	"arrangement": func(r *Record) { h := &r.Vacancy.Hours; h.Arrangement, h.Evidence = "", nil },
	"place":       func(r *Record) { r.Vacancy.Place = place.Place{Boroughs: r.Vacancy.Place.Boroughs} },
	"stage":       func(r *Record) { o := &r.Vacancy.Role; o.Stage, o.StageAlso, o.Evidence = "", nil, nil },
	"specialisms": func(r *Record) { o := &r.Vacancy.Role; o.Specialisms, o.Evidence = nil, nil },
	"facts":       func(r *Record) { r.Vacancy.Facts = nil },
	"text":        func(r *Record) { v := &r.Vacancy; v.Text, v.Standing, v.HTML, v.Excerpt = "", nil, "", "" },
	"posted":      func(r *Record) { r.Vacancy.Posted = "" },
	"reference":   func(r *Record) { r.Reference = "" },
	"all_hours":   func(r *Record) { r.Vacancy.Hours = hours.Hours{} },
}

// HiddenFields are the names of the fields that can be hidden, sorted.
func HiddenFields() []string {
	var names []string
	for name := range hiders {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// hideHistory blanks a hidden field's values, old and new, in what is told of the past.
func hideHistory(r *Record, field string) {
	for i, e := range r.History {
		fields := slices.Clone(e.Fields)
		for j, f := range fields {
			if f.Name == field {
				fields[j].Old, fields[j].New = "", ""
			}
		}
		r.History[i].Fields = fields
	}
	problems := slices.DeleteFunc(slices.Clone(r.Vacancy.Problems), func(p normalize.Problem) bool {
		return p.Field == field || field == "pay" && p.Field == "salary" || field == "text" && p.Field == "description"
	})
	r.Vacancy.Problems = problems
	if len(problems) == 0 {
		r.Vacancy.Problems = nil
	}
}
