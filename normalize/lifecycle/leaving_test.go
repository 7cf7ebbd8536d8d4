package lifecycle

import (
	"testing"

	"vacancies/normalize"
)

// TestWhyAVacancyLeftIsSaidInPlainWords: a copy of the list is told, and so are people.
func TestWhyAVacancyLeftIsSaidInPlainWords(t *testing.T) {
	retitle := func(title string) Harvest {
		return list("a", ad("a", 1, func(a *normalize.Advert) { a.Title = title + " Social Worker 1" }), ad("a", 2))
	}
	ruled := func(scope string) func(*memory) Result {
		return func(m *memory) Result {
			return m.decide(t, Decision{Kind: RuleScope, Target: idOf("a", 1), Value: scope}, hour(1))
		}
	}
	for _, c := range []struct {
		name   string
		leaves func(*memory) Result
		want   string
	}{
		{"read as out", func(m *memory) Result { return m.step(retitle("Gardener and"), hour(1)) }, "now read as not children's social work"},
		{"read as related", func(m *memory) Result { return m.step(retitle("Family Support and"), hour(1)) }, "now read as a related post"},
		{"ruled out", ruled("out"), "a person decided that it is not children's social work"},
		{"ruled related", ruled("related"), "a person decided that it is a related post"},
	} {
		m := newMemory()
		m.step(list("a", ads("a", 1, 2)...), monday)
		r := c.leaves(m)
		if len(r.Changes) != 1 || r.Changes[0].Kind != WithdrawnIt || r.Changes[0].Reason != c.want {
			t.Errorf("%s: told %+v", c.name, r.Changes)
		}
	}
}
