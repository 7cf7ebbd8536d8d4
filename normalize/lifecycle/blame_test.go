package lifecycle

import (
	"strings"
	"testing"
	"time"
)

func TestOwnFault(t *testing.T) {
	hosts := func(failed, well int) []Outcome {
		var out []Outcome
		for i := range failed + well {
			out = append(out, Outcome{Host: string(rune('a' + i)), Failed: i < failed})
		}
		return out
	}
	for _, c := range []struct {
		name string
		in   []Outcome
		want bool
	}{
		{"three of five", hosts(3, 2), true},
		{"two of five", hosts(2, 3), false},
		{"half of six is not more than half", hosts(3, 3), false},
		{"all of four are too few to tell", hosts(4, 0), false},
		{"nothing", nil, false},
		{"one host counts once", append(hosts(2, 3), Outcome{"a", true}, Outcome{"a", true}, Outcome{"a", true}), false},
		{"a host that answers one of its sources answers", append(hosts(3, 2), Outcome{"a", false}), false},
	} {
		if got := ownFault(c.in); got != c.want {
			t.Errorf("%s: %t", c.name, got)
		}
	}
}

func TestNoCounterMovesWhenTheFaultIsOurs(t *testing.T) {
	m := newMemory()
	var round []Harvest
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		m.step(list(id, ads(id, 1, 3)...), monday)
		round = append(round, Harvest{Source: src(id), Fault: FaultDown, Error: "reading: down"})
	}
	round[4] = list("e", ads("e", 1, 3)...)
	if !Blame(round, m.Sources(), hour(1)) || round[4].Ours || !round[0].Ours {
		t.Fatalf("%+v", round)
	}
	for _, h := range round {
		m.step(h, hour(1))
	}
	for _, st := range m.Sources() {
		if st.Failures != 0 {
			t.Errorf("%s counts %d failures", st.Source.ID, st.Failures)
		}
	}
	if st, _ := m.Source("a"); st.Verdict != Failed || st.Error == "" || !st.LastAttempt.Equal(hour(1)) || !st.LastSuccess.Equal(monday) {
		t.Errorf("what happened must still be told: %+v", st)
	}
	round[1] = list("b", ads("b", 1, 3)...)
	round[2] = list("c", ads("c", 1, 3)...)
	if Blame(round, m.Sources(), hour(2)) || round[0].Ours {
		t.Error("two of five are theirs")
	}
}

// TestHostsThatNeverAnsweredAreNotBlamedOnUsForGood: many wrong addresses must
// not keep their own counters still.
func TestHostsThatNeverAnsweredAreNotBlamedOnUsForGood(t *testing.T) {
	m := newMemory()
	for n := range 3 {
		var round []Harvest
		for _, id := range []string{"a", "b", "c", "d", "e", "f"} {
			round = append(round, Harvest{Source: src(id), Fault: FaultDown, Error: "reading: down"})
		}
		Blame(round, m.Sources(), hour(n))
		for _, h := range round {
			m.step(h, hour(n))
		}
		if st, _ := m.Source("a"); st.Failures != n {
			t.Errorf("after round %d it counts %d failures", n+1, st.Failures)
		}
	}
}

// TestSourcesReadOneAtATimeAreBlamedTogetherToo follows a schedule: a source
// every four minutes, while our own line is down.
func TestSourcesReadOneAtATimeAreBlamedTogetherToo(t *testing.T) {
	ids := strings.Split("abcdefghij", "")
	for _, c := range []struct {
		name  string
		fault Fault
		down  func(id string) bool
		never bool // they have never been read
		want  map[string]int
	}{
		{"all down from the fifth on: the majority is reached at its fourth", FaultDown, func(id string) bool { return id >= "e" }, false,
			map[string]int{"e": 1, "f": 1, "g": 1, "h": 0, "i": 0, "j": 0}},
		{"one in three down", FaultDown, func(id string) bool { return strings.Contains("bei", id) }, false, map[string]int{"b": 1, "e": 1, "i": 1}},
		{"all of them gone, each by its own answer", FaultNotFound, func(string) bool { return true }, false, map[string]int{"a": 1, "j": 1}},
		{"most were never there", FaultDown, func(id string) bool { return id >= "c" }, true, map[string]int{"c": 2, "j": 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMemory()
			one := func(id string, now time.Time, f Fault) {
				round := []Harvest{{Source: src(id), Fault: f, Error: string(f)}}
				if f == "" {
					round[0] = list(id, ads(id, 1, 3)...)
				}
				Blame(round, m.Sources(), now)
				m.step(round[0], now)
			}
			for n, id := range ids {
				f := Fault("")
				if c.never && c.down(id) {
					f = c.fault
				}
				one(id, monday.Add(time.Duration(n)*6*time.Minute), f)
			}
			for n, id := range ids {
				f := Fault("")
				if c.down(id) {
					f = c.fault
				}
				one(id, hour(2).Add(time.Duration(n)*4*time.Minute), f)
			}
			for id, want := range c.want {
				if st, _ := m.Source(id); st.Failures != want {
					t.Errorf("%s counts %d failures, want %d", id, st.Failures, want)
				}
			}
		})
	}
}
