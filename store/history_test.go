package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"
	"pgregory.net/rapid"

	"vacancies/normalize/lifecycle"
)

// sound finds what must never be in a ledger's file: parts that contradict one
// another.
func sound(s *Store) error {
	return s.view(func(tx *bolt.Tx) error {
		ids := map[string]*lifecycle.Record{}
		current := map[string]bool{}
		if err := eachRecord(tx, func(r *lifecycle.Record) {
			if ids[r.ID] != nil {
				current[r.ID+" twice"] = true
			}
			ids[r.ID] = r
		}); err != nil {
			return err
		}
		if err := tx.Bucket(bucketCurrent).ForEach(func(k, _ []byte) error { current[string(k)] = true; return nil }); err != nil {
			return err
		}
		for id, r := range ids {
			if current[id] != r.Current() || current[id+" twice"] {
				return fmt.Errorf("%s (%s) stands in the wrong part, or twice", id, r.State)
			}
			if key := endedKey(r); (key != nil) != (key != nil && tx.Bucket(bucketEnded).Get(key) != nil) {
				return fmt.Errorf("%s is over and not listed as such", id)
			}
			for _, a := range r.Adverts {
				kept := tx.Bucket(bucketRaw).Get([]byte(a.Advert)) != nil
				if r.State != lifecycle.Merged && kept == r.RawDropped {
					return fmt.Errorf("the raw advert %s: kept %t, dropped %t", a.Advert, kept, r.RawDropped)
				}
			}
		}
		if err := tx.Bucket(bucketAlias).ForEach(func(k, to []byte) error {
			if r := ids[string(to)]; r == nil || r.State == lifecycle.Merged {
				return fmt.Errorf("the name %s leads to %s, which is not there", k, to)
			}
			return nil
		}); err != nil {
			return err
		}
		for _, name := range [][]byte{bucketEnded, bucketByBorough, bucketNames} {
			if err := tx.Bucket(name).ForEach(func(k, _ []byte) error {
				if id := string(k[max(0, len(k)-36):]); ids[id] == nil || endedKey(ids[id]) == nil {
					return fmt.Errorf("%s lists %q, which is not over", name, id)
				}
				return nil
			}); err != nil {
				return err
			}
		}
		return nil
	})
}

// TestAfterAnyHistoryTheFileAgreesWithItselfAndWithItsReaders lets random
// things happen to a ledger, restarts, copies and compactions among them.
func TestAfterAnyHistoryTheFileAgreesWithItselfAndWithItsReaders(t *testing.T) {
	dir := t.TempDir()
	run := 0
	rapid.Check(t, func(t *rapid.T) {
		run++
		h := &randomLedger{T: t, now: noon, dir: filepath.Join(dir, fmt.Sprint(run))}
		h.open(filepath.Join(h.dir, FileName))
		defer func() { _ = h.s.Close() }()
		for range rapid.IntRange(1, 8).Draw(t, "events") {
			h.happen()
			if got, want := h.reader(), published(h.s); cmp.Diff(want, got) != "" {
				t.Fatalf("a reader of the changes holds something else (-published +held):\n%s", cmp.Diff(want, got))
			}
			if err := sound(h.s); err != nil {
				t.Fatal(err)
			}
		}
	})
}

type randomLedger struct {
	*rapid.T
	s   *Store
	now time.Time
	dir string
}

func (h *randomLedger) open(path string) {
	s, err := Open(path, Options{Now: func() time.Time { return h.now }})
	if err != nil {
		h.Fatal(err)
	}
	h.s = s
}

func (h *randomLedger) must(err error) {
	if err != nil && !errors.Is(err, lifecycle.ErrRuling) {
		h.Fatal(err)
	}
}

func (h *randomLedger) commit(fn func(lifecycle.View) (lifecycle.Result, error)) {
	_, err := h.s.Commit(fn)
	h.must(err)
}

func (h *randomLedger) happen() {
	h.now = h.now.Add(time.Duration(rapid.IntRange(1, 3000).Draw(h.T, "minutes")) * time.Minute)
	switch rapid.SampledFrom([]string{"harvest", "harvest", "harvest", "tick", "decide", "decide", "prune", "restart", "compact", "restore"}).Draw(h.T, "what") {
	case "harvest":
		x := h.harvest()
		h.commit(func(v lifecycle.View) (lifecycle.Result, error) { return lifecycle.Step(v, x, h.now), nil })
	case "tick":
		h.now = h.now.AddDate(0, 0, rapid.IntRange(0, 30).Draw(h.T, "days"))
		h.commit(func(v lifecycle.View) (lifecycle.Result, error) { return lifecycle.Tick(v, h.now), nil })
	case "decide":
		d := h.decision()
		h.commit(func(v lifecycle.View) (lifecycle.Result, error) { return lifecycle.Decide(v, d, h.now) })
	case "prune":
		h.commit(func(v lifecycle.View) (lifecycle.Result, error) {
			return lifecycle.Prune(v, h.now, lifecycle.Retention{Raw: 10 * 24 * time.Hour, Closed: 30 * 24 * time.Hour}), nil
		})
	case "compact":
		h.must(h.s.Compact())
	case "restart":
		before := fmt.Sprint(published(h.s), h.s.Snapshot().Sequence, h.s.Snapshot().At)
		h.must(h.s.Close())
		h.open(h.s.path)
		if after := fmt.Sprint(published(h.s), h.s.Snapshot().Sequence, h.s.Snapshot().At); after != before {
			h.Fatalf("a restart changed %s\nto %s", before, after)
		}
	case "restore":
		before := published(h.s)
		file := filepath.Join(h.dir, "copy.db")
		h.must(h.s.Backup(file))
		h.must(h.s.Close())
		_, err := Restore(file, h.s.path, h.s.opts)
		h.must(err)
		h.open(h.s.path)
		if d := cmp.Diff(before, published(h.s)); d != "" {
			h.Fatalf("restored from its own copy (-before +after):\n%s", d)
		}
	}
}

func (h *randomLedger) harvest() lifecycle.Harvest {
	id := rapid.SampledFrom([]string{"hackney", "camden"}).Draw(h.T, "source")
	x := harvest(id)
	for n := range 6 {
		if rapid.IntRange(0, 3).Draw(h.T, "shown") == 0 {
			continue
		}
		day := rapid.SampledFrom([]string{"", "1 April 2026", "20 May 2026"}).Draw(h.T, "closing")
		a := advert(id, n, day)
		if rapid.IntRange(0, 5).Draw(h.T, "agency") == 0 {
			a.Advert.Contract = "Agency"
		}
		x.Adverts = append(x.Adverts, a)
	}
	if len(x.Adverts) == 0 {
		x.SaysEmpty = "no vacancies"
	}
	return x
}

func (h *randomLedger) decision() lifecycle.Decision {
	some := func(what string) string {
		return advertID(rapid.SampledFrom([]string{"hackney", "camden"}).Draw(h.T, what), rapid.IntRange(0, 5).Draw(h.T, what))
	}
	d := lifecycle.Decision{By: "an officer", Why: "for the test", Target: some("target"),
		Kind: rapid.SampledFrom([]lifecycle.DecisionKind{lifecycle.RuleScope, lifecycle.RuleMerge, lifecycle.RuleMerge, lifecycle.RuleSplit,
			lifecycle.RuleSplit, lifecycle.RuleHide, lifecycle.RuleApprove, lifecycle.RuleErase}).Draw(h.T, "kind")}
	switch d.Kind {
	case lifecycle.RuleScope:
		d.Value = rapid.SampledFrom([]string{"in", "out", "related", ""}).Draw(h.T, "scope")
	case lifecycle.RuleMerge:
		d.Value = some("with")
	case lifecycle.RuleHide:
		d.Field = rapid.SampledFrom(lifecycle.HiddenFields()).Draw(h.T, "field")
	case lifecycle.RuleApprove:
		d.Target = rapid.SampledFrom([]string{"hackney", "camden"}).Draw(h.T, "of")
	}
	return d
}

// reader is what a reader holds who has applied all changes from nothing.
func (h *randomLedger) reader() []string {
	held, err := follow(h.s)
	if err != nil {
		h.Fatal(err)
	}
	return held
}
