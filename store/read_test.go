package store

import (
	"fmt"
	"testing"
	"time"

	"vacancies/normalize/lifecycle"
)

// furnished is a ledger with something of everything in it.
func furnished(t testing.TB) *Store {
	t.Helper()
	s := open(t)
	left := advert("hackney", 9, "")
	left.LeftOut, left.Advert.Title = "another employer", "Lifeguard"
	h := harvest("hackney", advert("hackney", 1, "3 March 2026"), advert("hackney", 2, "31 March 2026"), advert("hackney", 3, "4 March 2026"), left)
	h.Memos = []lifecycle.Memo{{URL: "https://hackney.example/jobs", ETag: "tag", Reading: []byte(`{}`)}}
	step(t, s, lifecycle.Harvest{Source: source("hackney"), Fault: lifecycle.FaultServer, Sample: &lifecycle.Sample{URL: "https://hackney.example/jobs", Status: 500}}, noon.Add(-time.Hour))
	step(t, s, h, noon)
	step(t, s, harvest("camden", advert("camden", 1, "20 March 2026")), noon.Add(time.Second))
	step(t, s, harvest("camden", advert("camden", 1, "20 March 2026"), advert("camden", 2, "21 March 2026")), noon.Add(time.Minute))
	tick(t, s, noon.Add(72*time.Hour))
	rule(t, s, lifecycle.Decision{Kind: lifecycle.RuleMerge, Target: advertID("camden", 2), Value: advertID("camden", 1)}, noon.Add(73*time.Hour))
	return s
}

func TestAVacancyIsFoundByEveryIdItEverHad(t *testing.T) {
	s := furnished(t)
	for name, c := range map[string]struct{ id, want string }{
		"open":              {advertID("hackney", 2), advertID("hackney", 2)},
		"closed":            {advertID("hackney", 1), advertID("hackney", 1)},
		"merged":            {advertID("camden", 2), advertID("camden", 1)},
		"merged into it":    {advertID("camden", 1), advertID("camden", 1)},
		"never seen":        {advertID("camden", 7), ""},
		"not ours at all":   {"", ""},
		"a row we left out": {advertID("hackney", 9), ""},
	} {
		r, ok, err := s.Record(c.id)
		to, known, err2 := s.Resolve(c.id)
		if err != nil || err2 != nil || ok != (c.want != "") || known != ok || r.ID != c.want || to != c.want {
			t.Errorf("%s: record %s (%t, %v), resolved to %s (%t, %v)", name, r.ID, ok, err, to, known, err2)
		}
	}
}

func TestChangesAreGivenFromAnyNumberOn(t *testing.T) {
	s := furnished(t)
	all, err := s.Changes(0, 1000)
	if err != nil || uint64(len(all)) != s.Snapshot().Sequence {
		t.Fatalf("%d changes, sequence %d, %v", len(all), s.Snapshot().Sequence, err)
	}
	for since := range uint64(len(all)) + 2 {
		for limit := range 4 {
			got, err := s.Changes(since, limit)
			if err != nil {
				t.Fatal(err)
			}
			from := min(int(since), len(all))
			same(t, fmt.Sprintf("since %d, at most %d", since, limit), len(got), min(limit, len(all)-from))
			for i, c := range got {
				same(t, "change", c, all[from+i])
			}
		}
	}
}

func TestWhatIsKeptOfASource(t *testing.T) {
	s := furnished(t)
	if m, ok, err := s.Memo("hackney", "https://hackney.example/jobs"); !ok || err != nil || m.ETag != "tag" {
		t.Errorf("memo %+v %t %v", m, ok, err)
	}
	if _, ok, err := s.Memo("nobody", "x"); ok || err != nil {
		t.Errorf("a memo of nobody's: %t %v", ok, err)
	}
	if x, ok, err := s.Sample("hackney"); !ok || err != nil || x.Status != 500 {
		t.Errorf("sample %+v %t %v", x, ok, err)
	}
	if x, ok, err := s.Sighting(advertID("hackney", 1)); !ok || err != nil || x.Advert.Title == "" {
		t.Errorf("sighting %+v %t %v", x, ok, err)
	}
	rows, err := s.LeftOut("hackney")
	if err != nil || len(rows) != 1 || rows[0].LeftOut != "another employer" {
		t.Errorf("left out %+v %v", rows, err)
	}
	for n := range 5 {
		step(t, s, lifecycle.Harvest{Source: source("hackney"), Fault: lifecycle.FaultDown, Error: fmt.Sprint("attempt ", n)}, noon.Add(time.Duration(80+n)*time.Hour))
	}
	runs, err := s.Runs("hackney", 3)
	if err != nil || len(runs) != 3 || runs[0].Error != "attempt 4" || runs[2].Error != "attempt 2" {
		t.Errorf("runs %+v %v", runs, err)
	}
	commit(t, s, func(lifecycle.View) lifecycle.Result {
		return lifecycle.PruneRuns(noon.Add(84*time.Hour), lifecycle.Retention{Runs: 2 * time.Hour})
	})
	if runs, err = s.Runs("hackney", 9); err != nil || len(runs) != 3 || runs[2].Number < 2 {
		t.Errorf("after pruning %d runs, %+v, %v: which were before them is not told", len(runs), runs, err)
	}
	if st, ok := s.Source("hackney"); !ok || st.Failures != 5 || !s.Latest().Equal(noon.Add(84*time.Hour)) {
		t.Errorf("%+v, latest %s", st, s.Latest())
	}
}

func TestClosedAreGivenLatestFirst(t *testing.T) {
	s := furnished(t)
	tick(t, s, noon.AddDate(0, 2, 0))
	got, err := s.Closed("hackney", 10)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, r := range got {
		ids = append(ids, r.ID)
	}
	same(t, "hackney", ids, []string{advertID("hackney", 2), advertID("camden", 1), advertID("hackney", 3), advertID("hackney", 1)})
	if got, _ := s.Closed("hackney", 2); len(got) != 2 || got[0].ID != advertID("hackney", 2) {
		t.Errorf("at most two: %d", len(got))
	}
	if got, _ := s.Closed("hack", 2); len(got) != 0 {
		t.Errorf("no borough is called that: %d", len(got))
	}
	if got, _ := s.Closed("", 9); len(got) != 4 {
		t.Errorf("of all boroughs: %d", len(got))
	}
}

func TestFind(t *testing.T) {
	s := furnished(t)
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"an open one's id":                      {advertID("hackney", 2), []string{advertID("hackney", 2)}},
		"a merged one's id":                     {advertID("camden", 2), []string{advertID("camden", 1)}},
		"an id in capitals":                     {" " + advertID("hackney", 2) + " ", []string{advertID("hackney", 2)}},
		"an open one's address":                 {"https://hackney.example/jobs/2", []string{advertID("hackney", 2)}},
		"an address as people type it":          {"Hackney.example/jobs/2/", []string{advertID("hackney", 2)}},
		"a closed one's address":                {"http://hackney.example/jobs/1", []string{advertID("hackney", 1)}},
		"the address of one merged":             {"https://camden.example/jobs/2", []string{advertID("camden", 1)}},
		"an open one's reference":               {"ref / hackney / 2", []string{advertID("hackney", 2)}},
		"a closed one's reference":              {"REF/hackney/3", []string{advertID("hackney", 3)}},
		"words of a title, open before closed":  {"senior team 1", []string{advertID("camden", 1), advertID("hackney", 1)}},
		"the address of its page with us":       {"https://us.example/vacancies/" + advertID("camden", 2) + "/team-1", []string{advertID("camden", 1)}},
		"an address with what an e-mail adds":   {"https://www.hackney.example/jobs/1?utm_source=x#y", []string{advertID("hackney", 1)}},
		"an address never seen":                 {"https://hackney.example/jobs/77", nil},
		"a reference never seen":                {"REF/77", nil},
		"nothing":                               {"  ", nil},
		"an address that is part of a real one": {"https://hackney.example/jobs", nil},
	} {
		got, err := s.Find(c.text, nil)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, r := range got {
			ids = append(ids, r.ID)
		}
		same(t, name, ids, c.want)
	}
	if rows, err := s.FindLeftOut("lifeguard"); err != nil || len(rows) != 1 {
		t.Errorf("left out: %+v %v", rows, err)
	}
	rule(t, s, lifecycle.Decision{Kind: lifecycle.RuleErase, Target: advertID("hackney", 1)}, noon.Add(80*time.Hour))
	if got, _ := s.Find("REF/hackney/1", nil); len(got) != 0 {
		t.Errorf("what was erased is found: %+v", got)
	}
}

// TestFindGivesAskersTheirOwn has more that fit than are given, the asker's own
// closed one sorted behind them all.
func TestFindGivesAskersTheirOwn(t *testing.T) {
	s := furnished(t)
	var many []lifecycle.Sighting
	for n := 10; n < 10+findLimit+5; n++ {
		many = append(many, advert("camden", n, "31 December 2027"))
	}
	step(t, s, harvest("camden", many...), noon.Add(90*time.Hour))
	own := func(r *lifecycle.Record) bool {
		return r.ID == advertID("hackney", 1) || r.ID == advertID("hackney", 2)
	}
	got, err := s.Find("social worker", own)
	if err != nil || len(got) != findLimit || got[0].ID != advertID("hackney", 2) || got[1].ID != advertID("hackney", 1) {
		t.Errorf("%d found, %v; first %q, then %q", len(got), err, got[0].ID, got[1].ID)
	}
}

func TestPrunedVacanciesAreStillKnownAndNoLongerFound(t *testing.T) {
	s := furnished(t)
	later := noon.AddDate(1, 0, 0)
	tick(t, s, later)
	keep := lifecycle.Retention{Closed: 24 * time.Hour, Raw: time.Hour}
	for range 3 {
		commit(t, s, func(v lifecycle.View) lifecycle.Result { return lifecycle.Prune(v, later, keep) })
	}
	r, ok, err := s.Record(advertID("hackney", 1))
	if err != nil || !ok || !r.Pruned || r.Vacancy.Title != "" {
		t.Errorf("%+v %t %v", r, ok, err)
	}
	if _, ok, _ := s.Sighting(advertID("hackney", 1)); ok {
		t.Error("its raw advert is still there")
	}
	if got, _ := s.Closed("", 99); len(got) != 0 {
		t.Errorf("%d are still listed", len(got))
	}
	if got, _ := s.Find("REF/hackney/1", nil); len(got) != 0 {
		t.Errorf("%d are still found", len(got))
	}
	s = reopen(t, s)
	step(t, s, harvest("hackney", advert("hackney", 1, "31 December 2027")), later.Add(time.Hour))
	if r, _, _ := s.Record(advertID("hackney", 1)); r.State != lifecycle.Open || !r.FirstSeen.Equal(noon) {
		t.Errorf("back on sight it is %s, first seen %s", r.State, r.FirstSeen)
	}
}

func TestNotes(t *testing.T) {
	s := open(t)
	if _, ok, err := s.Meta("demo.day0"); ok || err != nil {
		t.Errorf("%t %v", ok, err)
	}
	if err := s.PutMeta("demo.day0", "2026-03-02"); err != nil {
		t.Fatal(err)
	}
	s = reopen(t, s)
	if v, ok, err := s.Meta("demo.day0"); v != "2026-03-02" || !ok || err != nil {
		t.Errorf("%q %t %v", v, ok, err)
	}
}

func TestAClosedLedgerSaysSo(t *testing.T) {
	s := open(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Record("x"); kindOf(err) != ErrClosed {
		t.Errorf("reading: %v", err)
	}
	if _, err := s.Commit(func(lifecycle.View) (lifecycle.Result, error) { return lifecycle.Result{}, nil }); kindOf(err) != ErrClosed {
		t.Errorf("writing: %v", err)
	}
	if err := s.PutMeta("a", "b"); kindOf(err) != ErrClosed {
		t.Errorf("noting: %v", err)
	}
	if err := s.Backup(t.TempDir() + "/copy.db"); kindOf(err) != ErrClosed {
		t.Errorf("copying: %v", err)
	}
	if err := s.Compact(); kindOf(err) != ErrClosed {
		t.Errorf("compacting: %v", err)
	}
}
