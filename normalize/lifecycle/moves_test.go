package lifecycle

import (
	"strings"
	"testing"
	"time"

	"vacancies/normalize"
)

func TestABoardThatMovesKeepsItsVacancies(t *testing.T) {
	m := newMemory()
	old := ads("old", 1, 6)
	old[0].Advert.Reference = "SW/1"
	m.step(list("old", old...), monday)
	before := m.published()

	moved := src("new")
	moved.Succeeds = "old"
	var adverts []Sighting
	for n := 1; n <= 4; n++ { // 1 by its reference, 2 by its words, 3 and 4 by title, closing and pay; 5 and 6 are not there
		s := ad("new", n+100, func(a *normalize.Advert) {
			was := old[n-1].Advert
			a.Title, a.Salary, a.Closing, a.Description, a.Reference = was.Title, was.Salary, was.Closing, was.Description, was.Reference
		})
		switch n {
		case 1:
			s.Advert.Title, s.Advert.Description = "Social Worker, first", "rewritten"
		case 3, 4:
			s.Advert.Description = "rewritten"
		}
		adverts = append(adverts, s)
	}
	adverts = append(adverts, ad("new", 200))
	h := Harvest{Source: moved, Adverts: adverts}

	for n := 1; n < 4; n++ { // however long it waits
		r := m.step(h, hour(n))
		st, _ := m.Source("new")
		if r.Runs[0].Verdict != Collapsed || len(r.Changes) != 0 || st.Withheld == nil || len(st.Withheld.Takeover) != 4 || st.Failures != 0 {
			t.Fatalf("%s %+v %+v", r.Runs[0].Verdict, r.Changes, st)
		}
	}
	st, _ := m.Source("new")
	if !strings.Contains(st.Withheld.Reason, "4 of its 6") {
		t.Errorf("it is shown as %q", st.Withheld.Reason)
	}
	r := m.decide(t, Decision{Kind: RuleApprove, Target: "new"}, hour(5))
	kinds := map[ChangeKind]int{}
	for _, c := range news(r.Changes) {
		kinds[c.Kind]++
	}
	equal(t, "kinds of change", kinds, map[ChangeKind]int{Opened: 1, Revised: 1, WithdrawnIt: 2})
	after := m.published()
	for n := 1; n <= 4; n++ {
		id := idOf("old", n)
		if _, ok := after[id]; !ok || n > 1 && after[id] != before[id] {
			t.Errorf("vacancy %d went from %q to %q", n, before[id], after[id])
		}
		if got := m.Resolve(idOf("new", n+100)); got != id {
			t.Errorf("the new advert of %d leads to %s", n, got)
		}
		if lead := m.records[id].Lead(); lead.Source != "new" || m.records[id].Merges[0].Rule == "" {
			t.Errorf("it follows %s, for the reason %+v", lead.Source, m.records[id].Merges)
		}
	}
	for n := 6; n < 10; n++ {
		if r := m.step(h, hour(n)); len(r.Changes)+len(r.Records) != 0 || r.Runs[0].Verdict != Healthy {
			t.Fatalf("run %d: %s %+v", n, r.Runs[0].Verdict, r.Changes)
		}
	}
}

// TestASuccessionIsRuledOnOnce: what is listed at the old place later is not
// taken over again.
func TestASuccessionIsRuledOnOnce(t *testing.T) {
	m := newMemory()
	m.step(list("old", ads("old", 1, 3)...), monday)
	moved := src("new")
	moved.Succeeds = "old"
	h := Harvest{Source: moved, Adverts: ads("new", 11, 14)}
	m.step(h, hour(1))
	m.decide(t, Decision{Kind: RuleApprove, Target: "new"}, hour(2))
	m.step(list("old", ads("old", 1, 3)...), hour(3)) // the old board is read on for a day
	if r := m.step(h, hour(4)); r.Runs[0].Verdict != Healthy {
		t.Errorf("asked again: %s %s", r.Runs[0].Verdict, r.Runs[0].Error)
	}
}

func TestASuccessorOfNothingOpenNeedsNobody(t *testing.T) {
	m := newMemory()
	moved := src("new")
	moved.Succeeds = "old"
	r := m.step(Harvest{Source: moved, Adverts: ads("new", 1, 3)}, monday)
	if r.Runs[0].Verdict != Healthy || len(r.Changes) != 3 {
		t.Errorf("%s %+v", r.Runs[0].Verdict, r.Changes)
	}
}

func TestPairingLeavesNoChoice(t *testing.T) {
	m := newMemory()
	twin := func(a *normalize.Advert) { a.Title, a.Salary, a.Description = "Social Worker", "£1", "same" }
	m.step(list("old", ad("old", 1, twin), ad("old", 2, twin)), monday)
	moved := src("new")
	moved.Succeeds = "old"
	m.step(Harvest{Source: moved, Adverts: []Sighting{ad("new", 3, twin), ad("new", 4, twin)}}, hour(1))
	if st, _ := m.Source("new"); len(st.Withheld.Takeover) != 0 {
		t.Errorf("two alike on both sides were paired: %+v", st.Withheld.Takeover)
	}
}

func TestAVendorsHostWaitsToBeAccepted(t *testing.T) {
	m := newMemory()
	auto := src("a")
	auto.Platform = "auto"
	h := Harvest{Source: auto, Adverts: ads("a", 1, 2), Resolution: &Resolution{Platform: "p", URL: "https://vendor.example/a"}}
	r := m.step(h, monday)
	if len(r.Changes) != 0 || m.state(t, "a", 1).State != Held || !strings.Contains(m.state(t, "a", 1).Reason, "vendor.example") {
		t.Fatalf("%+v %+v", r.Changes, m.state(t, "a", 1))
	}
	m.step(h, hour(1))
	res, err := Accept(m, "a", "an officer", hour(2))
	if err != nil {
		t.Fatal(err)
	}
	r = m.commit(res)
	equal(t, "changes", told(r.Changes, "a", 2), []string{"opened 1", "opened 2"})
	if st, _ := m.Source("a"); st.Resolution.AcceptedBy != "an officer" || st.Waiting != "" {
		t.Errorf("%+v", st)
	}
	if r := m.step(h, hour(3)); len(r.Changes)+len(r.Records) != 0 {
		t.Errorf("the same resolution asked again: %+v", r.Changes)
	}

	h.Resolution = &Resolution{Platform: "p", URL: "https://elsewhere.example/a"}
	h.Adverts = ads("a", 11, 12)
	before := m.published()
	if r := m.step(h, hour(4)); r.Runs[0].Verdict != Moved || len(r.Changes) != 0 {
		t.Fatalf("found elsewhere: %s %+v", r.Runs[0].Verdict, r.Changes)
	}
	equal(t, "published", m.published(), before)
	if res, err = Accept(m, "a", "an officer", hour(5)); err != nil {
		t.Fatal(err)
	}
	m.commit(res)
	if st, _ := m.Source("a"); st.Resolution.URL != "https://elsewhere.example/a" || st.Withheld != nil {
		t.Errorf("%+v", st)
	}
	if _, err := Accept(m, "a", "an officer", hour(6)); err == nil {
		t.Error("accepting what does not wait must say so")
	}
}

func TestAResolvedSourceIsNeverSilentlyChanged(t *testing.T) {
	for _, own := range []bool{true, false} {
		m := newMemory()
		auto := src("a")
		auto.Platform = "auto"
		first := &Resolution{Platform: "p", URL: "https://jobs.a.example", OwnDomain: true}
		m.step(Harvest{Source: auto, Adverts: ads("a", 1, 6), Resolution: first}, monday)
		before := m.published()
		proposal := &Resolution{Platform: "q", URL: "https://new.example/a", OwnDomain: own}
		moved := Harvest{Source: auto, Adverts: ads("a", 11, 16), Resolution: proposal}
		for n := 1; n < 6; n++ { // other keys, so that all seems gone; no later run confirms that
			r := m.step(moved, hour(3*n))
			st, _ := m.Source("a")
			if r.Runs[0].Verdict != Moved || len(r.Changes) != 0 || st.Resolution.URL != first.URL {
				t.Fatalf("run %d: %s %+v, resolved to %s", n, r.Runs[0].Verdict, r.Changes, st.Resolution.URL)
			}
			if st.Withheld == nil || st.Withheld.Proposal == nil || st.Withheld.Proposal.URL != proposal.URL || !strings.Contains(st.Error, proposal.URL) || !strings.Contains(st.Error, "6 adverts") {
				t.Fatalf("run %d: the proposal is not shown: %+v, %q", n, st.Withheld, st.Error)
			}
		}
		equal(t, "published", m.published(), before)

		res, err := Decide(m, Decision{Kind: RuleRefuse, Target: "a", By: "b", Why: "another's"}, hour(20))
		if err != nil {
			t.Fatal(err)
		}
		m.commit(res)
		m.step(moved, hour(21))
		if st, _ := m.Source("a"); !strings.Contains(st.Error, "refused") || st.Verdict != Moved {
			t.Errorf("refused, and %q", st.Error)
		}
		third := moved
		third.Resolution = &Resolution{Platform: "r", URL: "https://third.example"}
		m.step(third, hour(22))
		if st, _ := m.Source("a"); strings.Contains(st.Error, "refused") {
			t.Errorf("refusing one place refuses another: %q", st.Error)
		}
		m.step(moved, hour(23))
		if res, err = Accept(m, "a", "an officer", hour(24)); err != nil {
			t.Fatal(err)
		}
		m.commit(res)
		if st, _ := m.Source("a"); st.Resolution.URL != proposal.URL || st.Withheld != nil || st.Verdict != Healthy {
			t.Errorf("accepted, and %+v", st)
		}
		if len(m.published()) == 0 || len(m.published()) > 12 {
			t.Errorf("published %q", m.published())
		}
	}
}

func TestABoardOfSeveralEmployersIsNotTakenForReadAndIsShown(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 6)...), monday)
	shared := Harvest{Source: src("a"), Adverts: ads("a", 1, 6), Unclaimed: &Unclaimed{Reason: "a board shared by several employers", At: hour(1)}}
	for i := range shared.Adverts {
		shared.Adverts[i].LeftOut = "a board shared by several employers"
	}
	if r := m.step(shared, hour(1)); r.Runs[0].Verdict != Collapsed || len(r.Changes) != 0 || !strings.Contains(r.Runs[0].Error, "several employers") {
		t.Fatalf("%s %q %+v", r.Runs[0].Verdict, r.Runs[0].Error, r.Changes)
	}
	if st, _ := m.Source("a"); !strings.Contains(st.Unpublished(), "several employers") {
		t.Errorf("%+v", st.Unclaimed)
	}
	r := m.step(shared, hour(3))
	if st, _ := m.Source("a"); len(r.Changes) != 6 || st.LeftOut != 6 || st.Unpublished() == "" {
		t.Errorf("%d changes, %d left out, %q", len(r.Changes), st.LeftOut, st.Unpublished())
	}
	for _, c := range r.Changes {
		if c.Kind != WithdrawnIt || !strings.Contains(c.Reason, "several employers") {
			t.Errorf("%+v", c)
		}
	}
	r = m.step(list("a", ads("a", 1, 6)...), hour(5))
	if st, _ := m.Source("a"); len(r.Changes) != 6 || st.Unpublished() != "" {
		t.Errorf("once the config says so: %d changes, %q", len(r.Changes), st.Unpublished())
	}
}

func TestAnOwnDomainIsPublishedAtOnce(t *testing.T) {
	m := newMemory()
	h := Harvest{Source: src("a"), Adverts: ads("a", 1, 2), Resolution: &Resolution{Platform: "p", URL: "https://a.example", OwnDomain: true}}
	if r := m.step(h, monday); len(r.Changes) != 2 {
		t.Errorf("%+v", r.Changes)
	}
}

func TestConfigure(t *testing.T) {
	m := newMemory()
	a, b := src("a"), src("b")
	m.commit(Configure(m, []Source{a, b}, monday))
	m.step(list("a", ads("a", 1, 2)...), monday)
	m.step(list("b", ads("b", 1, 2)...), monday)
	if r := Configure(m, []Source{a, b}, hour(1)); !r.Empty() {
		t.Errorf("the same configuration changed %+v", r)
	}
	if r := m.commit(Configure(m, []Source{a}, hour(1))); len(r.Changes) != 0 {
		t.Errorf("a source that left the config must only be paused: %+v", r.Changes)
	}
	equal(t, "named as absent", m.snapshot().AbsentSources(), []string{"b"})
	if st, _ := m.Source("b"); st.Paused() == "" {
		t.Error("it must say that it is paused")
	}
	b.Enabled = false
	if r := m.commit(Configure(m, []Source{a, b}, hour(2))); len(r.Changes) != 0 {
		t.Errorf("a paused source keeps its last good: %+v", r.Changes)
	}
	b.Enabled = true
	b.Stopped = &Stopped{By: "the borough", On: "2026-03-02", Why: "they asked us to"}
	r := m.commit(Configure(m, []Source{a, b}, hour(3)))
	equal(t, "stopped", told(r.Changes, "b", 2), []string{"withdrawn 1", "withdrawn 2"})
	if !strings.Contains(r.Changes[0].Reason, "they asked us to") {
		t.Errorf("the reason shown is %q", r.Changes[0].Reason)
	}
	b.Stopped = nil
	if r := m.commit(Configure(m, []Source{a, b}, hour(4))); len(r.Changes) != 0 {
		t.Errorf("nothing returns before it is seen again: %+v", r.Changes)
	}
	r = m.step(list("b", ads("b", 1, 2)...), hour(5))
	equal(t, "seen again", told(r.Changes, "b", 2), []string{"reopened 1", "reopened 2"})

	a.Republish = "facts"
	m.commit(Configure(m, []Source{a, b}, hour(6)))
	if got := m.state(t, "a", 1).Republish; got != "facts" {
		t.Errorf("what may be shown is still %q", got)
	}
	auto := src("c")
	auto.Platform = "auto"
	m.commit(Configure(m, []Source{a, b, auto}, hour(7)))
	m.step(Harvest{Source: auto, Adverts: ads("c", 1, 1), Resolution: &Resolution{Platform: "p", URL: "https://v.example"}}, hour(7))
	r = m.commit(Configure(m, []Source{a, b, src("c")}, hour(8)))
	equal(t, "named in the config", told(r.Changes, "c", 1), []string{"opened 1"})
}

func TestAStoppedSourceIsWithdrawnByTheTimerToo(t *testing.T) {
	m := newMemory()
	stopped := src("a")
	m.step(list("a", ads("a", 1, 2)...), monday)
	stopped.Stopped = &Stopped{By: "them", Why: "asked"}
	st, _ := m.Source("a")
	st.Source = stopped
	m.commit(Result{Sources: []SourceState{st}})
	if r := m.tick(hour(1)); len(r.Changes) != 2 {
		t.Errorf("%+v", r.Changes)
	}
}

func TestRowsThatAreNotOursAreKeptByTitleAndReasonAlone(t *testing.T) {
	m := newMemory()
	other := ad("a", 9)
	other.LeftOut = "another employer"
	other.Advert.Description = "long text"
	h := list("a", ad("a", 1), other)
	h.StatedTotal = total(2)
	r := m.step(h, monday)
	if r.Runs[0].Verdict != Healthy || r.Runs[0].Out != 1 || len(m.leftOut["a"]) != 1 {
		t.Fatalf("%+v", r.Runs[0])
	}
	row := m.leftOut["a"][0]
	if row.Advert.Description != "" || row.Advert.Title == "" || row.LeftOut != "another employer" || m.records[idOf("a", 9)] != nil {
		t.Errorf("%+v", row)
	}
	if r := m.step(h, hour(1)); len(r.LeftOut) != 0 {
		t.Error("the same rows were written again")
	}
	h = list("a", ad("a", 1))
	if r := m.step(h, hour(2)); len(r.LeftOut) != 1 || len(r.LeftOut[0].Rows) != 0 {
		t.Errorf("they left the board: %+v", r.LeftOut)
	}
}

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
		if got := OwnFault(c.in); got != c.want {
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

func TestWhatWentWrongIsKeptApartFromWhatWasRead(t *testing.T) {
	page := &Sample{URL: "https://a.example/jobs", Status: 200, Body: []byte("<p>Please wait"), Header: map[string][]string{
		"Server": {"wall"}, "Content-Type": {"text/html; charset=utf-8"}, "Set-Cookie": {"a=b"}, "X-Trace": {"secret"}, "Cf-Mitigated": {"challenge\r\n" + strings.Repeat("x", 500)}}}
	cases := []struct {
		name string
		h    Harvest
		kept bool
	}{
		{"a whole list", list("a", ads("a", 1, 9)...), false},
		{"a list that is suddenly empty", Harvest{Source: src("a"), SaysEmpty: "none"}, true},
		{"a total that disagrees", Harvest{Source: src("a"), Adverts: ads("a", 1, 9), Incomplete: []string{"the list counts 12 and shows 9"}}, true},
		{"half of it gone", list("a", ads("a", 1, 2)...), true},
		{"a challenge", Harvest{Source: src("a"), Fault: FaultChallenge, Status: 200, Error: "reading: challenge"}, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m := newMemory()
			m.step(list("a", ads("a", 1, 9)...), monday)
			c.h.Sample = page
			r := m.step(c.h, hour(1))
			st, _ := m.Source("a")
			if (len(r.Samples) == 1) != c.kept || st.SampleAt.IsZero() == c.kept || (st.Status == 200) != c.kept {
				t.Errorf("%s: %d samples, at %v, status %d", st.Verdict, len(r.Samples), st.SampleAt, st.Status)
			}
			if !c.kept && st.Headers != nil {
				t.Errorf("headers of a page that was read: %q", st.Headers)
			}
			if c.kept && (len(st.Headers) != 3 || st.Headers[1] != "Server: wall" || len(st.Headers[2]) > 150 || strings.Contains(strings.Join(st.Headers, ""), "secret")) {
				t.Errorf("headers %q", st.Headers)
			}
			m.step(list("a", ads("a", 1, 9)...), hour(2))
			if st, _ := m.Source("a"); st.Verdict == Healthy && (st.Status != 0 || st.Headers != nil || st.SampleAt.IsZero() == c.kept) {
				t.Errorf("mended: status %d, headers %q, sample of %v", st.Status, st.Headers, st.SampleAt)
			}
		})
	}
}

func TestPruneForgetsWhatItsPeriodsSay(t *testing.T) {
	keep := Retention{Closed: 90 * 24 * time.Hour, Raw: 30 * 24 * time.Hour, Samples: 7 * 24 * time.Hour}
	m := newMemory()
	h := list("a", ads("a", 1, 3)...)
	h.Sample, h.Incomplete = &Sample{URL: "x"}, []string{"not whole"}
	m.step(h, monday)
	if r := Prune(m, hour(6*24), keep); !r.Empty() {
		t.Fatalf("too early: %+v", r)
	}
	if r := m.commit(Prune(m, hour(8*24), keep)); len(r.Samples) != 1 || r.Samples[0].Sample != nil {
		t.Errorf("sample: %+v", r.Samples)
	}
	m.tick(hour(30 * 24)) // closed on 31 March
	closed := *m.state(t, "a", 1)
	r := m.commit(Prune(m, hour(65*24), keep))
	if len(r.Dropped) != 3 || len(m.raw) != 0 || len(r.Changes) != 0 || m.state(t, "a", 1).Vacancy.Title == "" {
		t.Errorf("raw adverts: %+v", r)
	}
	r = m.commit(Prune(m, hour(125*24), keep))
	is := m.state(t, "a", 1)
	if !is.Pruned || is.State != Closed || is.Vacancy.Title != "" || is.Adverts[0].URL != "" || !is.FirstSeen.Equal(closed.FirstSeen) || len(r.Changes) != 0 {
		t.Errorf("pages: %+v", is)
	}
	if r := Prune(m, hour(126*24), keep); !r.Empty() {
		t.Errorf("again: %+v", r)
	}
	back := list("a", ad("a", 1, closes("2027-01-01 12:00")), ad("a", 2), ad("a", 3))
	r = m.step(back, hour(200*24))
	equal(t, "back", told(r.Changes, "a", 3), []string{"reopened 1"})
	if is := m.state(t, "a", 1); is.Pruned || is.Vacancy.Title == "" || !is.FirstSeen.Equal(monday) || !is.Published.Equal(closed.Published) {
		t.Errorf("%+v", is)
	}
}

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

func TestAStoppedSourceIsNotTakenInEvenWhenItWasRead(t *testing.T) {
	m := newMemory()
	h := list("a", ads("a", 1, 5)...)
	h.Source.Stopped = &Stopped{By: "them", Why: "asked"}
	if r := m.step(h, monday); len(r.Changes) != 0 || r.Runs[0].Verdict != Skipped {
		t.Errorf("%s %+v", r.Runs[0].Verdict, r.Changes)
	}
}

func TestASourceWhoseRowWasCorrectedIsReadWithoutWaiting(t *testing.T) {
	row := Source{ID: "b", URL: "https://b.gov.uk/jobs", Platform: "oracle", Enabled: true}
	paused, moved, slower := row, row, row
	paused.Enabled, moved.URL, slower.Every = false, "https://b.gov.uk/careers", 2*time.Hour
	for _, c := range []struct {
		name     string
		was, is  Source
		absent   bool
		readsNow bool
	}{
		{"an address that was corrected", row, moved, false, true},
		{"a source that was paused goes on", paused, row, false, true},
		{"a source that comes back into the configuration", row, row, true, true},
		{"a source that is paused", row, paused, false, false},
		{"a source that is read less often", row, slower, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMemory()
			m.commit(Result{Sources: []SourceState{{Source: c.was, Absent: c.absent, NextAttempt: monday.Add(6 * time.Hour)}}})
			m.commit(Configure(m, []Source{c.is}, monday))
			st, _ := m.Source("b")
			if got := !st.NextAttempt.After(monday); got != c.readsNow {
				t.Errorf("next attempt %s, now is %s", st.NextAttempt, monday)
			}
		})
	}
}
