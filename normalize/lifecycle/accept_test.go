package lifecycle

import (
	"strings"
	"testing"
)

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
