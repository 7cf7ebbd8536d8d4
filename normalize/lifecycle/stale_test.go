package lifecycle

import (
	"testing"

	"vacancies/normalize"
)

// TestARulingIsStaleWhenItsOwnWordsChange: a merge or split is about the advert it
// names, other rulings are about the one that gives the vacancy its values.
func TestARulingIsStaleWhenItsOwnWordsChange(t *testing.T) {
	other := func(a *normalize.Advert) { a.Description = "other words" }
	for _, c := range []struct {
		name    string
		decide  []Decision
		changes string // the source whose advert changes afterwards
		on      string // the source whose vacancy has the ruling
		stale   bool
	}{
		{"a merge, and the advert that was merged", []Decision{{Kind: RuleMerge, Target: idOf("b", 1), Value: idOf("a", 1)}}, "b", "a", true},
		{"a merge, and the advert it went to", []Decision{{Kind: RuleMerge, Target: idOf("b", 1), Value: idOf("a", 1)}}, "a", "a", false},
		{"a split, and the advert that was split off", []Decision{{Kind: RuleMerge, Target: idOf("b", 1), Value: idOf("a", 1)}, {Kind: RuleSplit, Target: idOf("b", 1)}}, "b", "b", true},
		{"a split, and the advert it left", []Decision{{Kind: RuleMerge, Target: idOf("b", 1), Value: idOf("a", 1)}, {Kind: RuleSplit, Target: idOf("b", 1)}}, "a", "b", false},
		{"a scope, and its advert", []Decision{{Kind: RuleScope, Target: idOf("a", 1), Value: "related"}}, "a", "a", true},
		{"a hidden field, and another's advert", []Decision{{Kind: RuleHide, Target: idOf("a", 1), Field: "pay"}}, "b", "a", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMemory()
			for i, s := range []string{"a", "b"} {
				m.step(list(s, ad(s, 1), ad(s, 2)), hour(i))
			}
			for i, d := range c.decide {
				m.decide(t, d, hour(2+i))
			}
			if is := m.state(t, c.on, 1); is.RulingStale || len(is.Rulings) == 0 {
				t.Fatalf("as soon as it was made: stale %t, rulings %v", is.RulingStale, is.Rulings)
			}
			m.step(list(c.changes, ad(c.changes, 1, other), ad(c.changes, 2)), hour(5))
			if is := m.state(t, c.on, 1); is.RulingStale != c.stale {
				t.Errorf("stale: %t", is.RulingStale)
			}
		})
	}
}
