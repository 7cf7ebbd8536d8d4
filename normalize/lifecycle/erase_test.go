package lifecycle

import (
	"slices"
	"strings"
	"testing"
)

// TestARowThatIsNoVacancyCanBeErasedToo erases a left-out row by its address, and
// an advert that waits for a person by its id: neither is taken in again.
func TestARowThatIsNoVacancyCanBeErasedToo(t *testing.T) {
	for _, target := range []string{idOf("a", 9), "http://A.example/jobs/9/"} {
		m := newMemory()
		other := ad("a", 9)
		other.LeftOut = "another employer"
		h := list("a", ad("a", 1), other)
		h.Memos = []Memo{{URL: "https://a.example/jobs", Reading: []byte(other.Advert.Title)}}
		m.step(h, monday)
		r := m.decide(t, Decision{Kind: RuleErase, Target: target}, hour(1))
		if len(r.Decisions) != 1 || r.Decisions[0].Target != idOf("a", 9) || len(r.Changes) != 0 || len(r.Erasures) != 1 {
			t.Fatalf("%+v", r)
		}
		st, _ := m.Source("a")
		if st.LeftOut != 0 || len(m.leftOut["a"]) != 0 || len(m.memos["a"]) != 0 {
			t.Errorf("%d left out, %+v, pages %+v", st.LeftOut, m.leftOut["a"], m.memos["a"])
		}
		m.step(h, hour(2))
		now := list("a", ad("a", 1), ad("a", 9)) // and counted as ours the next time
		now.Memos = h.Memos
		r = m.step(now, hour(3))
		if len(m.leftOut["a"]) != 0 || len(m.memos["a"]) != 0 || m.Resolve(idOf("a", 9)) != "" || m.raw[idOf("a", 9)].Advert.Title != "" {
			t.Errorf("taken in again: %+v", r)
		}
	}
	m := newMemory()
	m.step(list("a", otherBoard(4)...), monday)
	m.decide(t, Decision{Kind: RuleErase, Target: idOf("a", 71)}, hour(1))
	if h := m.withheld["a"]; len(h.Adverts) != 3 {
		t.Errorf("%d wait", len(h.Adverts))
	}
	r := m.decide(t, Decision{Kind: RuleApprove, Target: "a"}, hour(2))
	if len(r.Changes) != 3 || slices.ContainsFunc(r.Records, func(r *Record) bool { return strings.Contains(r.Vacancy.Title, "Lighthouse") }) {
		t.Errorf("approved: %+v", r.Changes)
	}
}
