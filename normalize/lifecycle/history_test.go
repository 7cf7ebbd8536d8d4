package lifecycle

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"vacancies/normalize"
	"vacancies/normalize/dedupe"
)

// follower is a reader of the change log as the developers' page describes
// one: it starts from nothing and applies every change in order.
type follower struct {
	seq  uint64
	held map[string]string
}

// apply takes in changes; words gives a vacancy as it is published now.
func (f *follower) apply(changes []Change, words func(id string) string) error {
	for _, c := range changes {
		if c.Seq != f.seq+1 {
			return fmt.Errorf("change %d follows %d", c.Seq, f.seq)
		}
		f.seq = c.Seq
		_, has := f.held[c.ID]
		switch c.Kind {
		case Opened, Reopened, SplitFrom:
			if has {
				return fmt.Errorf("%s of %s, which is there already", c.Kind, c.ID)
			}
			f.held[c.ID] = words(c.ID)
		case Revised:
			if !has || len(c.Fields) == 0 {
				return fmt.Errorf("a revision of %s (held: %t) in %q", c.ID, has, c.Fields)
			}
			f.held[c.ID] = words(c.ID)
		case ClosedIt, WithdrawnIt, MergedInto:
			if !has {
				return fmt.Errorf("%s of %s, which is not there", c.Kind, c.ID)
			}
			if (c.Kind == MergedInto) != (c.Into != "") || c.Reason == "" {
				return fmt.Errorf("%s of %s into %q for the reason %q", c.Kind, c.ID, c.Into, c.Reason)
			}
			delete(f.held, c.ID)
		default:
			return fmt.Errorf("an unknown kind of change: %q", c.Kind)
		}
	}
	return nil
}

// history is a ledger that random things happen to.
type history struct {
	*memory
	reader  follower
	now     time.Time
	sources []string
	first   map[string]Record
	vary    map[string]int // advert id -> which wording it has now
	plain   bool           // no two adverts are ever one vacancy
}

func newHistory() *history {
	h := &history{memory: newMemory(), now: monday, sources: []string{"a", "b", "c"},
		reader: follower{held: map[string]string{}}, first: map[string]Record{}, vary: map[string]int{}}
	// Adverts with one reference are one vacancy, as the simplest of all matchers would have it.
	h.match = func(e dedupe.Entry) (string, dedupe.Evidence, bool) {
		if e.Advert.Reference == "" {
			return "", dedupe.Evidence{}, false
		}
		for _, id := range slices.Sorted(maps.Keys(h.records)) {
			r := h.records[id]
			for _, a := range r.Adverts {
				if a.Ref == e.Advert.Reference && a.Advert != e.Identity.ID && r.State == Open {
					return r.ID, dedupe.Evidence{Advert: a.Advert, Rule: "reference", Words: a.Ref}, true
				}
			}
		}
		return "", dedupe.Evidence{}, false
	}
	return h
}

// happen lets one random thing happen and gives its result.
func (h *history) happen(t *rapid.T) (what string, r Result) {
	h.now = h.now.Add(time.Duration(rapid.IntRange(1, 40*60).Draw(t, "minutes")) * time.Minute)
	switch what = rapid.SampledFrom([]string{"harvest", "harvest", "harvest", "harvest", "harvest", "tick", "days", "decide", "decide", "configure", "replay", "prune", "accept"}).Draw(t, "what"); what {
	case "harvest":
		return what, h.step(h.randomHarvest(t), h.now)
	case "tick":
		return what, h.tick(h.now)
	case "days":
		h.now = h.now.AddDate(0, 0, rapid.IntRange(1, 40).Draw(t, "days"))
		return what, h.tick(h.now)
	case "decide":
		return h.randomDecision(t)
	case "configure":
		return what, h.commit(Configure(h, h.randomConfig(t), h.now))
	case "replay":
		h.memory.reader.upper = rapid.Bool().Draw(t, "upper")
		_, r := Replay(h, h.memory.reader.read, h.now)
		return what, h.commit(r)
	case "accept":
		r, err := Accept(h, rapid.SampledFrom(h.sources).Draw(t, "source"), "somebody", h.now)
		if err != nil && !errors.Is(err, ErrRuling) {
			t.Fatal(err)
		}
		return what, h.commit(r)
	}
	return what, h.commit(Prune(h, h.now, Retention{Raw: 20 * 24 * time.Hour, Closed: 60 * 24 * time.Hour}))
}

func (h *history) randomHarvest(t *rapid.T) Harvest {
	source := rapid.SampledFrom(h.sources).Draw(t, "source")
	out := Harvest{Source: src(source), Pages: 1}
	if st, ok := h.Source(source); ok {
		out.Source = st.Source
	}
	if rapid.IntRange(0, 9).Draw(t, "faulty") == 0 {
		out.Fault = rapid.SampledFrom([]Fault{FaultDown, FaultForbidden, FaultRedesign, FaultServer}).Draw(t, "fault")
	}
	if source == "c" && rapid.Bool().Draw(t, "found") {
		out.Resolution = &Resolution{Platform: "p", URL: rapid.SampledFrom([]string{"https://v.example", "https://w.example"}).Draw(t, "at")}
	}
	for n := 1; n <= 7; n++ {
		if rapid.IntRange(0, 3).Draw(t, "shown") == 0 {
			continue
		}
		out.Adverts = append(out.Adverts, h.randomAdvert(t, source, n))
	}
	switch rapid.IntRange(0, 9).Draw(t, "evidence") {
	case 0:
		out.Incomplete = []string{"cut"}
	case 1:
		out.StatedTotal = total(3)
	case 2:
		out.Unchanged = true
	}
	if len(out.Adverts) == 0 {
		out.SaysEmpty = "none"
	}
	return out
}

func (h *history) randomAdvert(t *rapid.T, source string, n int) Sighting {
	id := idOf(source, n)
	if rapid.IntRange(0, 4).Draw(t, "reworded") == 0 {
		h.vary[id] = rapid.IntRange(0, 5).Draw(t, "wording")
		if h.plain {
			h.vary[id] %= 5
		}
	}
	day := monday.AddDate(0, 0, rapid.IntRange(5, 60).Draw(t, "closes")).Format("2006-01-02") + " 12:00"
	s := ad(source, n, func(a *normalize.Advert) {
		if h.vary[id] != 3 {
			withAbout(a)
		}
		switch h.vary[id] {
		case 1:
			a.Title = "Gardener"
		case 2:
			a.Contract = "agency"
		case 3:
			a.Closing = ""
		case 4:
			a.Closing = day
		case 5:
			a.Reference = fmt.Sprintf("REF %d", n%3)
		}
	})
	s.Detail = rapid.SampledFrom([]Detail{DetailRead, DetailRead, DetailRead, DetailKept, DetailFailed, DetailClosed}).Draw(t, "detail")
	return s
}

func (h *history) randomDecision(t *rapid.T) (string, Result) {
	ids := slices.Sorted(maps.Keys(h.records))
	ids = append(ids, slices.Sorted(maps.Keys(h.raw))...)
	ids = append(ids, h.sources...)
	d := Decision{By: "somebody", Why: "something", Target: rapid.SampledFrom(ids).Draw(t, "target"),
		Kind: rapid.SampledFrom([]DecisionKind{RuleScope, RuleMerge, RuleMerge, RuleSplit, RuleSplit, RuleHide, RuleApprove, RuleRefuse, RuleErase}).Draw(t, "kind")}
	switch d.Kind {
	case RuleScope:
		d.Value = rapid.SampledFrom([]string{"in", "out", "related", ""}).Draw(t, "scope")
	case RuleMerge:
		d.Value = rapid.SampledFrom(ids).Draw(t, "with")
	case RuleHide:
		d.Field, d.Value = rapid.SampledFrom(HiddenFields()).Draw(t, "field"), rapid.SampledFrom([]string{"", "show"}).Draw(t, "show")
	case RuleApprove, RuleRefuse:
		d.Target = rapid.SampledFrom(h.sources).Draw(t, "source")
	}
	r, err := decide(h, d, h.now, h.memory.reader.read)
	if err != nil && !errors.Is(err, ErrRuling) {
		t.Fatal(err)
	}
	return fmt.Sprintf("decide %s %s %s %s", d.Kind, d.Target, d.Field, d.Value), h.commit(r)
}

func (h *history) randomConfig(t *rapid.T) []Source {
	var out []Source
	for _, id := range h.sources {
		s := src(id)
		switch rapid.IntRange(0, 9).Draw(t, "config") {
		case 0:
			continue
		case 1:
			s.Enabled = false
		case 2:
			s.Stopped = &Stopped{By: "them", Why: "asked"}
		case 3:
			s.Republish = "facts"
		case 4:
			s.Kind = normalize.Board
		}
		out = append(out, s)
	}
	return out
}

// check finds what must never be, after whatever has happened.
func (h *history) check(r Result) error {
	published := h.documents()
	if err := h.reader.apply(r.Changes, func(id string) string { return published[id] }); err != nil {
		return err
	}
	if d := cmp.Diff(published, h.reader.held); d != "" {
		return fmt.Errorf("a reader of the changes holds something else (-published +held):\n%s", d)
	}
	for id, rec := range h.records {
		if err := h.checkRecord(id, rec); err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
	}
	for _, st := range h.Sources() {
		open := 0
		for _, rec := range h.Listed(st.Source.ID) {
			if rec.InDefault {
				open++
			}
		}
		if st.Open != open {
			return fmt.Errorf("source %s counts %d open, there are %d", st.Source.ID, st.Open, open)
		}
	}
	return nil
}

func (h *history) checkRecord(id string, r *Record) error {
	was, known := h.first[id]
	if !known {
		was = *r
	}
	if !r.FirstSeen.Equal(was.FirstSeen) || !was.Published.IsZero() && !r.Published.Equal(was.Published) {
		return fmt.Errorf("first seen went from %s to %s, published from %s to %s", was.FirstSeen, r.FirstSeen, was.Published, r.Published)
	}
	h.first[id] = *r
	if r.InDefault && (r.State != Open || r.Published.IsZero()) {
		return fmt.Errorf("in the default set and %s, published %s", r.State, r.Published)
	}
	if (r.State == Merged) != (r.Into != "") && r.State != Erased {
		return fmt.Errorf("%s into %q", r.State, r.Into)
	}
	if (r.State == Open || r.State == Held) != r.Ended.IsZero() {
		return fmt.Errorf("%s, ended %s", r.State, r.Ended)
	}
	if r.State == Merged {
		if to := h.records[h.Resolve(id)]; to == nil || to.State == Merged {
			return fmt.Errorf("merged, and its id leads to %+v", to)
		}
		return nil
	}
	for _, name := range append([]string{id}, r.Aliases...) {
		if got := h.Resolve(name); got != id && r.State != Erased {
			return fmt.Errorf("its name %s leads to %s", name, got)
		}
	}
	for _, a := range r.Adverts {
		if got := h.Resolve(a.Advert); got != id && r.State != Erased {
			return fmt.Errorf("its advert %s leads to %s", a.Advert, got)
		}
	}
	return nil
}

func TestAReaderOfTheChangesEndsWithThePublishedSetAfterAnyHistory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := newHistory()
		var told []string
		for range rapid.IntRange(1, 40).Draw(t, "events") {
			what, r := h.happen(t)
			told = append(told, fmt.Sprintf("%s %s: %d changes", h.now.Format("01-02 15:04"), what, len(r.Changes)))
			if err := h.check(r); err != nil {
				t.Fatalf("%v\nafter\n%v", err, told)
			}
		}
	})
}

func TestAnythingThatHappensTwiceAtOnceChangesNothingTheSecondTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := newHistory()
		for range rapid.IntRange(1, 15).Draw(t, "events") {
			h.happen(t)
		}
		if again := h.tick(h.now); !again.Empty() {
			if third := Tick(h, h.now); !third.Empty() {
				t.Fatalf("a third tick at the same instant: %+v", third)
			}
		}
		var now []Source
		for _, st := range h.Sources() {
			if !st.Absent {
				now = append(now, st.Source)
			}
		}
		h.commit(Configure(h, now, h.now))
		if again := Configure(h, now, h.now); !again.Empty() {
			t.Fatalf("the same configuration again: %+v", again)
		}
		_, r := Replay(h, h.memory.reader.read, h.now)
		h.commit(r)
		if diffs, again := Replay(h, h.memory.reader.read, h.now); len(diffs) != 0 || !again.Empty() {
			t.Fatalf("the same replay again: %+v", diffs)
		}
	})
}

func TestRebuildingFromRawAdvertsGivesTheSameIds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := newHistory()
		h.plain = true
		for range rapid.IntRange(1, 20).Draw(t, "events") {
			h.step(h.randomHarvest(t), h.now)
			h.now = h.now.Add(time.Hour)
		}
		again := newMemory()
		for _, source := range h.sources {
			var all []Sighting
			for _, id := range slices.Sorted(maps.Keys(h.raw)) {
				if s := h.raw[id]; s.Advert.Source == source {
					all = append(all, s)
				}
			}
			again.step(list(source, all...), monday)
		}
		if d := cmp.Diff(slices.Sorted(maps.Keys(h.records)), slices.Sorted(maps.Keys(again.records))); d != "" {
			t.Fatalf("ids (-kept +rebuilt):\n%s", d)
		}
	})
}
