package lifecycle

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"vacancies/normalize"
	"vacancies/normalize/dedupe"
)

const about = "The council is home to a quarter of a million people, and is proud of every one."

// withAbout puts the same paragraph before an advert's own words.
func withAbout(a *normalize.Advert) { a.Description = about + "\n\n" + a.Description }

func alike(source string, from, to int) []Sighting {
	var out []Sighting
	for n := from; n <= to; n++ {
		out = append(out, ad(source, n, withAbout))
	}
	return out
}

func (m *memory) excerpt(t testing.TB, n int) string { return m.state(t, "a", n).Vacancy.Excerpt }

func TestWhatAllAdvertsSayIsLearnedAtFirstSight(t *testing.T) {
	m := newMemory()
	r := m.step(list("a", alike("a", 1, 5)...), monday)
	if len(r.Changes) != 5 {
		t.Fatalf("told %+v", r.Changes)
	}
	for n := 1; n <= 5; n++ {
		if v := m.state(t, "a", n).Vacancy; strings.Contains(v.Excerpt, about) || !strings.Contains(v.Text, about) || strings.Contains(v.OwnText(), about) {
			t.Errorf("advert %d: text %q, own text %q, excerpt %q", n, v.Text, v.OwnText(), v.Excerpt)
		}
	}
}

func TestTheAdvertThatMakesItBoilerplateHasTheOthersReviseInSilence(t *testing.T) {
	m := newMemory()
	m.step(list("a", alike("a", 1, 4)...), monday)
	if !strings.Contains(m.excerpt(t, 1), about) {
		t.Fatalf("four adverts taught something: %q", m.excerpt(t, 1))
	}
	before := m.published()
	r := m.step(list("a", alike("a", 1, 5)...), hour(1))
	opened := 0
	for _, c := range r.Changes {
		if c.Kind == Opened {
			opened++
		} else if c.Announced() || !slices.Equal(c.Fields, []string{FieldWords}) {
			t.Errorf("told %+v", c)
		}
	}
	if opened != 1 || len(r.Changes) != 5 {
		t.Errorf("%d opened, told %+v", opened, r.Changes)
	}
	after := m.published()
	delete(after, idOf("a", 5))
	equal(t, "what is material", after, before)
	for n := 1; n <= 4; n++ {
		if r := m.state(t, "a", n); strings.Contains(r.Vacancy.Excerpt, about) || !r.Changed.Equal(monday) || len(r.History) != 1 {
			t.Errorf("advert %d: %q, changed %s, history %+v", n, r.Vacancy.Excerpt, r.Changed, r.History)
		}
	}
	for n := 2; n < 5; n++ {
		if r := m.step(list("a", alike("a", 1, 5)...), hour(n)); len(r.Records)+len(r.Changes) > 0 {
			t.Fatalf("run %d changed %+v", n, r.Changes)
		}
	}
}

func TestAnAdvertLessOrWithoutItDoesNotBringItBack(t *testing.T) {
	m := newMemory()
	m.step(list("a", alike("a", 1, 8)...), monday)
	for n, h := range []Harvest{
		list("a", alike("a", 1, 6)...),
		list("a", alike("a", 1, 6)...),
		list("a", append(alike("a", 1, 6), ads("a", 9, 11)...)...),
		list("a", append(alike("a", 1, 5), ads("a", 9, 11)...)...),
	} {
		m.step(h, hour(n+1))
		if got := m.excerpt(t, 1); strings.Contains(got, about) {
			t.Errorf("run %d: %q", n+1, got)
		}
	}
	m.step(list("a", append(alike("a", 1, 5), ads("a", 9, 14)...)...), hour(5))
	if got := m.excerpt(t, 1); !strings.Contains(got, about) {
		t.Errorf("it stands in under half of the adverts and is still taken for boilerplate: %q", got)
	}
}

func TestAPartialReadingTeachesNothing(t *testing.T) {
	m := newMemory()
	h := list("a", alike("a", 1, 6)...)
	h.Incomplete = []string{"cut"}
	m.step(h, monday)
	if st, _ := m.Source("a"); st.Boilerplate != nil {
		t.Errorf("learned %v", st.Boilerplate)
	}
}

func TestBoilerplateStaysOutUnderRulingsAndReplay(t *testing.T) {
	m := newMemory()
	m.step(list("a", alike("a", 1, 4)...), monday)
	m.decide(t, Decision{Kind: RuleHide, Target: idOf("a", 2), Field: "text"}, hour(1))
	m.step(list("a", alike("a", 1, 5)...), hour(2))
	if v := m.state(t, "a", 2).Vacancy; v.Excerpt != "" || v.Text != "" || v.Standing != nil {
		t.Errorf("a hidden text is back: %q", v.Excerpt)
	}
	m.decide(t, Decision{Kind: RuleScope, Target: idOf("a", 1), Value: "related"}, hour(3))
	m.decide(t, Decision{Kind: RuleHide, Target: idOf("a", 2), Field: "text", Value: "show"}, hour(4))
	for n := 1; n <= 2; n++ {
		if got := m.excerpt(t, n); strings.Contains(got, about) || got == "" {
			t.Errorf("advert %d after a ruling: %q", n, got)
		}
	}
	if diffs, r := Replay(m, m.reader.read, hour(5)); len(diffs) != 0 || !r.Empty() {
		t.Errorf("a replay differs: %+v", diffs)
	}
}

func TestAReplayLearnsAnew(t *testing.T) {
	m := newMemory()
	m.step(list("a", alike("a", 1, 5)...), monday)
	other := func(a normalize.Advert) normalize.Vacancy { // the paragraph reads otherwise to it
		a.Description = strings.ReplaceAll(a.Description, "quarter", "fourth part")
		return m.reader.read(a)
	}
	_, r := Replay(m, other, hour(1))
	m.commit(r)
	if v := m.state(t, "a", 1).Vacancy; strings.Contains(v.Excerpt, "fourth part") || !strings.Contains(v.Text, "fourth part") {
		t.Errorf("excerpt %q of %q", v.Excerpt, v.Text)
	}
	for _, c := range r.Changes {
		if c.Announced() {
			t.Errorf("told %+v", c)
		}
	}
}

func TestACopyIsComparedByItsOwnSourcesBoilerplate(t *testing.T) {
	m := newMemory()
	m.match = func(e dedupe.Entry) (string, dedupe.Evidence, bool) {
		return idOf("a", 1), dedupe.Evidence{Rule: "test"}, e.Advert.Source == "board" && e.Advert.Key == "test:1"
	}
	m.step(list("a", ads("a", 1, 3)...), monday)
	m.step(list("board", alike("board", 1, 5)...), monday)
	r := m.state(t, "a", 1)
	st, _ := m.Source("board")
	copied := *r.Advert(idOf("board", 1))
	if got := Entry(r, copied, m.raw[copied.Advert], st.Boilerplate).Vacancy.OwnText(); strings.Contains(got, about) || got == "" {
		t.Errorf("compared by %q", got)
	}
}

func TestTheOrderOfAdvertsMakesNoDifferenceToWhatIsLearned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		few := rapid.IntRange(0, 9).Draw(t, "few")
		board := append(alike("a", 1, few), ads("a", few+1, rapid.IntRange(few, 12).Draw(t, "all"))...)
		one, other := newMemory(), newMemory()
		one.step(list("a", board...), monday)
		other.step(list("a", rapid.Permutation(board).Draw(t, "order")...), monday)
		if d := cmp.Diff(one.documents(), other.documents()); d != "" {
			t.Fatalf("what is published (-one +other):\n%s", d)
		}
	})
}
