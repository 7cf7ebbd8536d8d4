package lifecycle

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"vacancies/normalize"
	"vacancies/normalize/dedupe"
)

func TestAScopeRulingBeatsTheRulesUntilItIsTakenBack(t *testing.T) {
	m := newMemory()
	garden := func(a *normalize.Advert) { a.Title = "Gardener" }
	h := list("a", ad("a", 1, garden), ad("a", 2))
	m.step(h, monday)
	r := m.decide(t, Decision{Kind: RuleScope, Target: idOf("a", 1), Value: "in"}, hour(1))
	equal(t, "changes", told(r.Changes, "a", 2), []string{"opened 1"})
	if got := m.state(t, "a", 1); got.Vacancy.Role.Why.Rule != "decision" || len(got.Rulings) != 1 || got.RulingStale {
		t.Errorf("%+v", got)
	}
	r = m.step(list("a", ad("a", 1, garden, func(a *normalize.Advert) { a.Description = "changed words" }), ad("a", 2)), hour(2))
	if got := m.state(t, "a", 1); got.Vacancy.Role.Scope != "in" || !got.RulingStale || len(news(r.Changes)) != 0 {
		t.Errorf("after a crawl with new words: scope %s, stale %t, told %+v", got.Vacancy.Role.Scope, got.RulingStale, r.Changes)
	}
	if _, r := Replay(m, m.reader.read, hour(3)); len(r.Changes) != 0 {
		t.Errorf("a replay undid it: %+v", r.Changes)
	}
	r = m.decide(t, Decision{Kind: RuleScope, Target: idOf("a", 1), Value: ""}, hour(4))
	equal(t, "taken back", told(r.Changes, "a", 2), []string{"withdrawn 1"})
	if got := m.state(t, "a", 1); len(got.Rulings) != 0 || got.RulingStale {
		t.Errorf("%+v", got.Rulings)
	}
}

func TestAHiddenValueIsNowhere(t *testing.T) {
	m := newMemory()
	h := list("a", ad("a", 1, func(a *normalize.Advert) { a.Salary = "£41234" }), ad("a", 2))
	m.step(h, monday)
	m.step(list("a", ad("a", 1, func(a *normalize.Advert) { a.Salary = "£49876" }), ad("a", 2)), hour(1))
	r := m.decide(t, Decision{Kind: RuleHide, Target: idOf("a", 1), Field: "pay"}, hour(2))
	equal(t, "changes", told(r.Changes, "a", 2), []string{"revised 1"})
	m.step(list("a", ad("a", 1, func(a *normalize.Advert) { a.Salary = "£47777" }), ad("a", 2)), hour(3))
	b, err := json.Marshal(m.state(t, "a", 1))
	if err != nil {
		t.Fatal(err)
	}
	for _, figure := range []string{"41234", "41,234", "49876", "49,876", "47777", "47,777"} {
		if strings.Contains(string(b), figure) {
			t.Errorf("%s still stands in %s", figure, b)
		}
	}
	m.decide(t, Decision{Kind: RuleHide, Target: idOf("a", 1), Field: "pay", Value: "show"}, hour(4))
	if got := payWords(m.state(t, "a", 1).Vacancy.Pay); got != "£47,777 a year" {
		t.Errorf("shown again: %q", got)
	}
}

func TestEveryFieldThatCanBeHiddenIsHidden(t *testing.T) {
	for _, field := range HiddenFields() {
		r := &Record{History: []Event{{Fields: []Field{{Name: field, Old: "a", New: "b"}}}}, Vacancy: normalize.Vacancy{Problems: []normalize.Problem{{Field: field}}}}
		hiders[field](r)
		hideHistory(r, field)
		if r.History[0].Fields[0].Old != "" || len(r.Vacancy.Problems) != 0 {
			t.Errorf("%s: %+v", field, r)
		}
	}
}

func TestMergeAndSplitByAPerson(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 3)...), monday)
	m.step(list("b", ads("b", 1, 3)...), hour(1))
	before := m.published()
	r := m.decide(t, Decision{Kind: RuleMerge, Target: idOf("b", 1), Value: idOf("a", 1)}, hour(2))
	r.Changes = news(r.Changes)
	if len(r.Changes) != 1 || r.Changes[0].Kind != MergedInto || r.Changes[0].Into != idOf("a", 1) || r.Changes[0].ID != idOf("b", 1) {
		t.Fatalf("told %+v", r.Changes)
	}
	for n := 3; n < 6; n++ {
		if r := m.step(list("b", ads("b", 1, 3)...), hour(n)); len(r.Changes) != 0 {
			t.Fatalf("a crawl undid it: %+v", r.Changes)
		}
	}
	if _, r := Replay(m, m.reader.read, hour(6)); len(r.Changes) != 0 {
		t.Fatalf("a replay undid it: %+v", r.Changes)
	}
	m.decide(t, Decision{Kind: RuleSplit, Target: idOf("b", 1)}, hour(7))
	equal(t, "published", m.published(), before)
	if r := m.log[len(m.log)-1]; r.Kind != SplitFrom || r.Into != idOf("a", 1) {
		t.Errorf("told %+v", r)
	}
	a, b := m.records[idOf("a", 1)], m.records[idOf("b", 1)]
	if len(a.Adverts) != 1 || len(b.Adverts) != 1 || len(a.Aliases)+len(a.Merges) != 0 || b.Into != "" {
		t.Errorf("%+v\n%+v", a, b)
	}
}

func TestAMergeOfMergesCanBeSplitStepByStep(t *testing.T) {
	m := newMemory()
	for i, s := range []string{"a", "b", "c"} {
		m.step(list(s, ad(s, 1)), hour(i))
	}
	before := m.published()
	m.decide(t, Decision{Kind: RuleMerge, Target: idOf("c", 1), Value: idOf("b", 1)}, hour(3))
	m.decide(t, Decision{Kind: RuleMerge, Target: idOf("b", 1), Value: idOf("a", 1)}, hour(4))
	for _, s := range []string{"b", "c"} {
		if got := m.Resolve(idOf(s, 1)); got != idOf("a", 1) {
			t.Fatalf("%s leads to %s", s, got)
		}
	}
	m.decide(t, Decision{Kind: RuleSplit, Target: idOf("b", 1)}, hour(5))
	if got := m.Resolve(idOf("c", 1)); got != idOf("b", 1) {
		t.Errorf("split off with what it had taken in: c leads to %s", got)
	}
	m.decide(t, Decision{Kind: RuleSplit, Target: idOf("c", 1)}, hour(6))
	equal(t, "published", m.published(), before)
}

func TestSplittingOffAnAdvertThatNeverStoodAlone(t *testing.T) {
	m := newMemory()
	m.step(list("a", ad("a", 1)), monday)
	m.match = func(e dedupe.Entry) (string, dedupe.Evidence, bool) {
		return idOf("a", 1), dedupe.Evidence{Rule: "test"}, e.Advert.Source == "b"
	}
	m.step(list("b", ad("b", 1)), hour(1))
	r := m.decide(t, Decision{Kind: RuleSplit, Target: idOf("b", 1)}, hour(2))
	r.Changes = news(r.Changes)
	if len(r.Changes) != 1 || r.Changes[0].Kind != SplitFrom || r.Changes[0].ID != idOf("b", 1) {
		t.Fatalf("told %+v", r.Changes)
	}
	for n := 3; n < 6; n++ {
		m.step(list("b", ad("b", 1, func(a *normalize.Advert) { a.Description = hour(n).String() })), hour(n))
	}
	if got := m.state(t, "b", 1); got.ID != idOf("b", 1) || !got.FirstSeen.Equal(hour(1)) {
		t.Errorf("it is %s, first seen %s", got.ID, got.FirstSeen)
	}
}

func TestWhatCannotBeDecidedSaysWhy(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 2)...), monday)
	for name, d := range map[string]Decision{
		"nobody":            {Kind: RuleScope, Target: idOf("a", 1), Value: "in", Why: "w"},
		"no reason":         {Kind: RuleScope, Target: idOf("a", 1), Value: "in", By: "b"},
		"unknown id":        {Kind: RuleScope, Target: "nothing", Value: "in", By: "b", Why: "w"},
		"unknown scope":     {Kind: RuleScope, Target: idOf("a", 1), Value: "perhaps", By: "b", Why: "w"},
		"unknown field":     {Kind: RuleHide, Target: idOf("a", 1), Field: "colour", By: "b", Why: "w"},
		"unknown ruling":    {Kind: "promote", Target: idOf("a", 1), By: "b", Why: "w"},
		"merge with itself": {Kind: RuleMerge, Target: idOf("a", 1), Value: idOf("a", 1), By: "b", Why: "w"},
		"split of its own":  {Kind: RuleSplit, Target: idOf("a", 1), By: "b", Why: "w"},
		"approve nothing":   {Kind: RuleApprove, Target: "a", By: "b", Why: "w"},
		"refuse nothing":    {Kind: RuleRefuse, Target: "a", By: "b", Why: "w"},
	} {
		r, err := decide(m, d, hour(1), m.reader.read)
		if !errors.Is(err, ErrRuling) || !r.Empty() {
			t.Errorf("%s: %v, %+v", name, err, r)
		}
	}
}

func TestApproveCommitsAtOnceWhatWasWithheld(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 8)...), monday)
	short := list("a", append(ads("a", 1, 3), ad("a", 9))...)
	m.step(short, hour(1))
	r := m.decide(t, Decision{Kind: RuleApprove, Target: "a"}, hour(1).Add(time.Minute))
	equal(t, "changes", told(r.Changes, "a", 9), []string{"opened 9", "withdrawn 4", "withdrawn 5", "withdrawn 6", "withdrawn 7", "withdrawn 8"})
	if st, _ := m.Source("a"); st.Withheld != nil || st.Failures != 0 || !st.LastSuccess.Equal(hour(1)) {
		t.Errorf("%+v", st)
	}
	if r := m.step(short, hour(2)); r.Runs[0].Verdict != Healthy || len(r.Changes) != 0 {
		t.Errorf("%s %+v", r.Runs[0].Verdict, r.Changes)
	}
}

func TestRefuseKeepsItOutHoweverOftenItComes(t *testing.T) {
	m := newMemory()
	m.step(list("a", ads("a", 1, 8)...), monday)
	short := list("a", ads("a", 1, 3)...)
	m.step(short, hour(1))
	m.decide(t, Decision{Kind: RuleRefuse, Target: "a"}, hour(2))
	for n := 3; n < 8; n++ {
		if r := m.step(short, hour(n)); r.Runs[0].Verdict != Collapsed || len(r.Changes) != 0 {
			t.Fatalf("%s %+v", r.Runs[0].Verdict, r.Changes)
		}
	}
	if r := m.step(list("a", ads("a", 1, 8)...), hour(9)); r.Runs[0].Verdict != Healthy {
		t.Errorf("%s", r.Runs[0].Verdict)
	}
	if st, _ := m.Source("a"); st.Refused != "" || st.Withheld != nil {
		t.Errorf("a healthy reading ends it: %+v", st)
	}
}

func TestErasingBlanksEveryTraceAndKeepsItOut(t *testing.T) {
	const secret = "Zanzibar"
	m := newMemory()
	with := ad("a", 1, func(a *normalize.Advert) {
		a.Title, a.Description, a.Reference, a.URL = secret+" worker", secret, secret+"/1", "https://a.example/"+secret
	})
	h := list("a", with, ad("a", 2))
	h.Memos = []Memo{{URL: "https://a.example", Reading: []byte(secret)}}
	m.step(h, monday)
	m.decide(t, Decision{Kind: RuleHide, Target: idOf("a", 1), Field: "pay", Why: "so says " + secret, By: "x"}, hour(1))
	r := m.decide(t, Decision{Kind: RuleErase, Target: idOf("a", 1)}, hour(2))
	equal(t, "changes", told(r.Changes, "a", 2), []string{"withdrawn 1"})
	for n := 3; n < 6; n++ {
		if r := m.step(h, hour(n)); len(r.Changes) != 0 || m.records[idOf("a", 1)].State != Erased {
			t.Fatalf("a crawl brought it back: %+v", r.Changes)
		}
	}
	moved := ad("a", 7, func(a *normalize.Advert) { a.Title, a.URL = secret, "http://A.example/"+secret+"/" })
	if r := m.step(list("a", moved, ad("a", 2)), hour(6)); len(r.Changes) != 0 {
		t.Errorf("under another number at the same address it came back: %+v", r.Changes)
	}
	if _, r := Replay(m, m.reader.read, hour(7)); len(r.Records) != 0 {
		t.Errorf("a replay touched it")
	}
	for name, kept := range map[string]any{"records": m.records, "raw": m.raw, "withheld": m.withheld, "log": m.log,
		"decisions": m.decisions, "memos": m.memos, "left out": m.leftOut, "sources": m.live.Sources()} {
		b, err := json.Marshal(kept)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(b), secret) {
			t.Errorf("%s still hold it: %s", name, b)
		}
	}
	is := m.records[idOf("a", 1)]
	if !is.FirstSeen.Equal(monday) || m.Resolve(idOf("a", 1)) != idOf("a", 1) || !slices.ContainsFunc(m.log, func(c Change) bool { return c.ID == is.ID }) {
		t.Error("its id, its dates and its change numbers must stay")
	}
	if _, err := decide(m, Decision{Kind: RuleScope, Target: idOf("a", 1), Value: "in", By: "b", Why: "w"}, hour(8), m.reader.read); !errors.Is(err, ErrRuling) {
		t.Errorf("ruling on what was erased: %v", err)
	}
}

func TestErasingTakesWhatWasMergedWithIt(t *testing.T) {
	m := newMemory()
	m.step(list("a", ad("a", 1)), monday)
	m.step(list("b", ad("b", 1)), hour(1))
	m.decide(t, Decision{Kind: RuleMerge, Target: idOf("b", 1), Value: idOf("a", 1)}, hour(2))
	m.decide(t, Decision{Kind: RuleErase, Target: idOf("b", 1)}, hour(3))
	for _, s := range []string{"a", "b"} {
		if r := m.records[idOf(s, 1)]; r.State != Erased || r.Vacancy.Title != "" {
			t.Errorf("%s: %s %q", s, r.State, r.Vacancy.Title)
		}
		if r := m.step(list(s, ad(s, 1)), hour(4)); len(r.Changes) != 0 {
			t.Errorf("%s came back: %+v", s, r.Changes)
		}
	}
}
