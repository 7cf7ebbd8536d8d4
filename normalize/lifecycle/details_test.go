package lifecycle

import (
	"testing"

	"vacancies/normalize"
	"vacancies/normalize/dedupe"
)

// TestWhatIsRevisedWithoutNewsIsNamed changes what subscribers need not hear of:
// the log tells those who keep a copy, by name, and no date moves.
func TestWhatIsRevisedWithoutNewsIsNamed(t *testing.T) {
	reword := func(change func(*normalize.Advert)) func(*memory) Result {
		return func(m *memory) Result {
			return m.step(list("a", append(ads("a", 2, 4), ad("a", 1, change))...), hour(1))
		}
	}
	for _, c := range []struct {
		name   string
		happen func(*memory) Result
		fields []string
	}{
		{"other words", reword(func(a *normalize.Advert) { a.Description = "Hackney, in other words." }), []string{FieldWords}},
		{"another address", reword(func(a *normalize.Advert) { a.URL = "https://a.example/vacancy/1" }), []string{FieldAdvert, FieldSeenAt}},
		{"another reference", reword(func(a *normalize.Advert) { a.Reference = "SW/1" }), []string{FieldAdvert}},
		{"a posting day", reword(func(a *normalize.Advert) { a.Posted = "2026-03-01" }), []string{FieldDetails}},
		{"a copy elsewhere", func(m *memory) Result {
			m.match = func(dedupe.Entry) (string, dedupe.Evidence, bool) {
				return idOf("a", 1), dedupe.Evidence{Rule: "test"}, true
			}
			return m.step(list("b", ad("b", 1)), hour(1))
		}, []string{FieldAliases, FieldSeenAt}},
		{"a permission withdrawn", func(m *memory) Result {
			s := src("a")
			s.Republish = "facts"
			return m.commit(Configure(m, []Source{s}, hour(1)))
		}, []string{FieldWords}},
		{"seen again, and nothing else", func(m *memory) Result { return m.step(list("a", ads("a", 1, 4)...), hour(15)) }, nil},
		{"missed once", func(m *memory) Result { return m.step(list("a", ads("a", 2, 4)...), hour(1)) }, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMemory()
			m.step(list("a", ads("a", 1, 4)...), monday)
			was := m.state(t, "a", 1)
			var got []string
			for _, change := range c.happen(m).Changes {
				if change.Kind != Revised || change.Announced() {
					t.Errorf("announced: %+v", change)
				}
				if change.ID == was.ID {
					got = change.Fields
				}
			}
			equal(t, "fields", got, c.fields)
			if is := m.state(t, "a", 1); !is.Changed.Equal(was.Changed) || len(is.History) != len(was.History) {
				t.Errorf("changed %s, was %s; history %+v", is.Changed, was.Changed, is.History)
			}
		})
	}
}
