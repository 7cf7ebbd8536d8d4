package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"

	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// noon is the day tests begin on, a Monday.
var noon = time.Date(2026, time.March, 2, 12, 0, 0, 0, time.UTC)

// open opens a ledger in the test's own folder.
func open(t testing.TB) *Store {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), FileName), Options{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func source(id string) lifecycle.Source {
	return lifecycle.Source{ID: id, Kind: normalize.Council, Boroughs: []string{"hackney"}, Platform: "test",
		URL: "https://" + id + ".example/jobs", Republish: "excerpt", Every: time.Hour, Enabled: true}
}

// advert is a children's social work advert of our own making.
func advert(source string, n int, closing string) lifecycle.Sighting {
	return lifecycle.Sighting{Detail: lifecycle.DetailRead, Advert: normalize.Advert{Source: source, Key: fmt.Sprintf("test:%d", n),
		URL:   fmt.Sprintf("https://%s.example/jobs/%d", source, n),
		Title: fmt.Sprintf("Senior Social Worker, Team %d", n), Department: "Children's Services",
		Salary: fmt.Sprintf("£%d,000 a year", 40+n%9), Closing: closing, Hours: "36 hours a week", Contract: "Permanent",
		Reference:   fmt.Sprintf("REF/%s/%d", source, n),
		Description: fmt.Sprintf("<p>Join team %d and work with children and families of Hackney in need of help and protection.</p>", n)}}
}

// advertID is the id of a source's n-th advert.
func advertID(source string, n int) string {
	return normalize.AdvertID(source, fmt.Sprintf("test:%d", n))
}

func harvest(source_ string, adverts ...lifecycle.Sighting) lifecycle.Harvest {
	return lifecycle.Harvest{Source: source(source_), Pages: 1, Requests: 1, Adverts: adverts}
}

func step(t testing.TB, s *Store, h lifecycle.Harvest, now time.Time) lifecycle.Result {
	t.Helper()
	r, err := s.Commit(func(v lifecycle.View) (lifecycle.Result, error) { return lifecycle.Step(v, h, now), nil })
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// reopen closes the ledger and opens it anew.
func reopen(t testing.TB, s *Store) *Store {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(s.path, s.opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// dump is all that readers can see of a ledger, as JSON.
func dump(t testing.TB, s *Store) string {
	t.Helper()
	snap := *s.Snapshot()
	changes, err := s.Changes(0, 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	closed, err := s.Closed("", 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	decisions, err := s.Decisions()
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.MarshalIndent([]any{snap, changes, closed, decisions}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func same(t testing.TB, what string, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

// commit runs a rule that cannot fail.
func commit(t testing.TB, s *Store, rule func(lifecycle.View) lifecycle.Result) lifecycle.Result {
	t.Helper()
	r, err := s.Commit(func(v lifecycle.View) (lifecycle.Result, error) { return rule(v), nil })
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func tick(t testing.TB, s *Store, now time.Time) lifecycle.Result {
	t.Helper()
	return commit(t, s, func(v lifecycle.View) lifecycle.Result { return lifecycle.Tick(v, now) })
}

func rule(t testing.TB, s *Store, d lifecycle.Decision, now time.Time) lifecycle.Result {
	t.Helper()
	d.By, d.Why = "an officer", "for the test"
	r, err := s.Commit(func(v lifecycle.View) (lifecycle.Result, error) { return lifecycle.Decide(v, d, now) })
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestWhatIsCommittedIsReadBackAndSurvivesARestart(t *testing.T) {
	s := open(t)
	h := harvest("hackney", advert("hackney", 1, "31 March 2026"), advert("hackney", 2, "9 April 2026"))
	first := step(t, s, h, noon)
	if len(first.Changes) != 2 || first.Changes[1].Seq != 2 || first.Runs[0].Verdict != lifecycle.Healthy {
		t.Fatalf("verdict %s, changes %+v", first.Runs[0].Verdict, first.Changes)
	}
	rule(t, s, lifecycle.Decision{Kind: lifecycle.RuleHide, Target: advertID("hackney", 1), Field: "pay"}, noon)
	tick(t, s, noon.AddDate(0, 1, 0))
	before, snap := dump(t, s), s.Snapshot()
	if snap.Sequence != 5 || len(snap.Records) != 1 || !snap.At.Equal(noon.AddDate(0, 1, 0)) {
		t.Fatalf("sequence %d, %d open, at %s", snap.Sequence, len(snap.Records), snap.At)
	}
	s = reopen(t, s)
	same(t, "after a restart", dump(t, s), before)
}

func TestARoundThatFoundNothingNewWritesTheRunRecordAlone(t *testing.T) {
	s := open(t)
	h := harvest("hackney", advert("hackney", 1, "31 March 2026"), advert("hackney", 2, "9 April 2026"))
	h.Memos = []lifecycle.Memo{{URL: "https://hackney.example/jobs", ETag: "1", Reading: []byte(`{"rows":2}`)}}
	step(t, s, h, noon)
	for i := range h.Adverts {
		h.Adverts[i].Detail = lifecycle.DetailKept
	}
	before, at := values(t, s), s.Snapshot().At
	step(t, s, h, noon.Add(time.Hour))
	after := values(t, s)
	var changed []string
	for k, v := range after {
		if before[k] != v {
			changed = append(changed, strings.SplitN(k, "/", 2)[0])
		}
	}
	slices.Sort(changed)
	same(t, "parts of the file that changed", changed, []string{"runs", "sources"})
	if snap := s.Snapshot(); !snap.At.Equal(at) || snap.Sequence != 2 {
		t.Errorf("the snapshot moved: %s, %d", snap.At, snap.Sequence)
	}
}

// values are all keys and values of the file.
func values(t testing.TB, s *Store) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := s.view(func(tx *bolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bolt.Bucket) error { return collect(out, string(name), b) })
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func collect(out map[string]string, path string, b *bolt.Bucket) error {
	return b.ForEach(func(k, v []byte) error {
		if v == nil {
			return collect(out, path+"/"+string(k), b.Bucket(k))
		}
		out[path+"/"+string(k)] = string(v)
		return nil
	})
}

func TestAnEmptyResultWritesNothing(t *testing.T) {
	s := open(t)
	step(t, s, harvest("hackney", advert("hackney", 1, "31 March 2026")), noon)
	before := values(t, s)
	tick(t, s, noon)
	same(t, "values", values(t, s), before)
}

func TestWhatARuleRefusesLeavesNoTrace(t *testing.T) {
	s := open(t)
	step(t, s, harvest("hackney", advert("hackney", 1, "31 March 2026")), noon)
	before, snap := values(t, s), s.Snapshot()
	mine := errors.New("mine")
	_, err := s.Commit(func(v lifecycle.View) (lifecycle.Result, error) {
		return lifecycle.Step(v, harvest("hackney", advert("hackney", 2, "")), noon), mine
	})
	if err != mine {
		t.Errorf("got %v, want the rule's own error", err)
	}
	_, err = s.Commit(func(v lifecycle.View) (lifecycle.Result, error) { panic("a slip in a rule") })
	if err == nil || errors.Is(err, ErrDamaged) {
		t.Errorf("a panic in a rule must be an error, and not the file's: %v", err)
	}
	same(t, "values", values(t, s), before)
	if s.Snapshot() != snap {
		t.Error("the snapshot was swapped")
	}
	step(t, s, harvest("hackney", advert("hackney", 1, "31 March 2026"), advert("hackney", 2, "")), noon)
}

func TestADryRunChangesNothing(t *testing.T) {
	s := open(t)
	step(t, s, harvest("hackney", advert("hackney", 1, "31 March 2026")), noon)
	before := values(t, s)
	r, err := s.Look(func(v lifecycle.View) (lifecycle.Result, error) {
		return lifecycle.Step(v, harvest("hackney", advert("hackney", 1, "31 March 2026"), advert("hackney", 2, "")), noon), nil
	})
	if err != nil || len(r.Changes) != 1 {
		t.Fatalf("%v, %+v", err, r.Changes)
	}
	same(t, "values", values(t, s), before)
}

func TestASnapshotOnceGivenOutNeverChanges(t *testing.T) {
	s := open(t)
	step(t, s, harvest("hackney", advert("hackney", 1, "31 March 2026"), advert("hackney", 2, "9 April 2026")), noon)
	snap := s.Snapshot()
	before, err := json.Marshal(snap)
	if err != nil {
		t.Fatal(err)
	}
	changed := advert("hackney", 1, "2 April 2026")
	step(t, s, harvest("hackney", changed, advert("hackney", 2, "9 April 2026"), advert("hackney", 3, "9 April 2026")), noon.Add(time.Hour))
	rule(t, s, lifecycle.Decision{Kind: lifecycle.RuleMerge, Target: advertID("hackney", 1), Value: advertID("hackney", 2)}, noon.Add(time.Hour))
	tick(t, s, noon.AddDate(0, 3, 0))
	after, err := json.Marshal(snap)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "snapshot", string(after), string(before))
}
