package lifecycle

import (
	"strings"
	"testing"
)

func TestReplayShowsItsDiffFirstAndKeepsIdsAndDates(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 3)...), monday)
	m.tick(hour(24 * 40))
	m.step(list("a", ad("a", 4, closes("2026-05-30 12:00"))), hour(24*41))
	if diffs, r := Replay(m, m.reader.read, hour(24*42)); len(diffs) != 0 || !r.Empty() {
		t.Fatalf("the same reader finds %d differences", len(diffs))
	}
	before := map[string]Record{}
	for id, r := range m.records {
		before[id] = *r
	}
	diffs, r := Replay(m, reader{upper: true}.read, hour(24*42))
	if len(diffs) != 4 || diffs[0].Name != FieldTitle || diffs[0].Old == diffs[0].New {
		t.Fatalf("%+v", diffs)
	}
	if m.records[idOf("a", 4)].Vacancy.Title != "Social Worker 4" {
		t.Fatal("showing the diff must change nothing")
	}
	r = m.commit(r)
	equal(t, "changes", told(r.Changes, "a", 4), []string{"revised 4"})
	for id, is := range m.records {
		was := before[id]
		if !is.FirstSeen.Equal(was.FirstSeen) || !is.Published.Equal(was.Published) || is.State != was.State || is.Vacancy.Title != strings.ToUpper(was.Vacancy.Title) {
			t.Errorf("%s went from %+v to %+v", id, was, is)
		}
	}
}

func TestAnAdvertThatIsNotOursAnyMoreLeavesWithThatReason(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 5)...), monday)
	other := ad("a", 1)
	other.LeftOut = "a post in Windsor"
	h := list("a", append(ads("a", 2, 5), other)...)
	m.step(h, hour(1))
	r := m.step(h, hour(2))
	if len(r.Changes) != 1 || !strings.Contains(r.Changes[0].Reason, "a post in Windsor") {
		t.Errorf("told %+v", r.Changes)
	}
}
