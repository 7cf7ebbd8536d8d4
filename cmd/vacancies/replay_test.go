package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/pay"
	"vacancies/normalize/role"
	"vacancies/store"
)

// earlier reads adverts as a version of the rules before this one might have:
// titles as they were typed, pay and specialisms not at all, and an hour's work
// for any week.
func earlier(a normalize.Advert) normalize.Vacancy {
	v := normalize.Read(a)
	v.Normaliser--
	v.Title = "as typed: " + v.Title
	v.Pay = pay.Pay{Text: v.Pay.Text}
	v.Role.Specialisms = nil
	if v.Role.Scope == role.In {
		v.Role.Stage = "senior"
	}
	hour := 1.0
	v.Hours.Min, v.Hours.Max = &hour, &hour
	return v
}

// ruledOn are vacancies of one folder on which a person has ruled, by what was
// ruled: "scope", "hide", "merge", "split", and "stale", whose advert's words
// will change the next day.
type ruledOn map[string]string

// ruleThem types the rulings, as an operator does.
func ruleThem(t *testing.T, dir string) ruledOn {
	t.Helper()
	var ids []string
	ruled := ruledOn{}
	w := enter(t, dir, autumn, autumn.Add(1), 1)
	ruled["stale"] = w.inStory(t, "barnet", "pay corrected on its page").ID
	for _, r := range w.ledger.Snapshot().Records {
		switch {
		case !r.InDefault || r.ID == ruled["stale"]:
		case len(r.Adverts) == 1 && r.Vacancy.Pay.Min != nil:
			ids = append(ids, r.ID)
		case len(r.Adverts) == 2 && ruled["split"] == "":
			for _, a := range r.Adverts {
				if a.Advert != r.ID {
					ruled["split"] = a.Advert
				}
			}
		}
	}
	w.leave()
	ruled["scope"], ruled["hide"], ruled["merge"] = ids[0], ids[1], ids[2]
	for _, args := range [][]string{
		{"scope", ruled["scope"], "related"}, {"hide", ruled["hide"], "pay"}, {"merge", ruled["merge"], ids[3]},
		{"split", ruled["split"]}, {"hide", ruled["stale"], "hours"},
	} {
		args = append(append([]string{"decide"}, args...), "--by", "An Officer", "--why", "we asked them", "--data", dir)
		if code, _, errs := typed(t, args...); code != exitOK {
			t.Fatalf("%v: exit %d: %s", args, code, errs)
		}
	}
	return ruled
}

// readEarlier has the folder be as the rules before this version left it.
func readEarlier(t *testing.T, dir string) {
	t.Helper()
	s, err := store.Open(filepath.Join(dir, store.FileName), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Commit(func(v lifecycle.View) (lifecycle.Result, error) {
		_, result := lifecycle.Replay(v, earlier, s.Latest())
		return result, nil
	}); err != nil {
		t.Fatal(err)
	}
}

// everyVacancy is all that the ledger keeps of each vacancy that was ever told of.
func everyVacancy(t *testing.T, w *world) map[string]lifecycle.Record {
	t.Helper()
	out := map[string]lifecycle.Record{}
	for _, c := range w.changes() {
		r, ok, err := w.ledger.Record(c.ID)
		if err != nil || !ok {
			t.Fatal(c.ID, ok, err)
		}
		out[c.ID] = r
	}
	return out
}

// TestAReplayUnderOtherRulesKeepsWhatPeopleDecided goes the way of an upgrade: a
// ledger that earlier rules filled and people ruled on, the differences, the
// commit, and the next day's round. Ids, dates of first sight and rulings stand.
func TestAReplayUnderOtherRulesKeepsWhatPeopleDecided(t *testing.T) {
	t.Parallel()
	dir := prepared(t)
	ruled := ruleThem(t, dir)
	readEarlier(t, dir)
	var reader follower
	w := enter(t, dir, autumn, autumn.Add(2), 1)
	agree(t, w, &reader)
	before := everyVacancy(t, w)
	told := w.ledger.Snapshot().Sequence
	w.leave()

	file := filepath.Join(dir, store.FileName)
	was, _ := os.ReadFile(file)
	code, out, errs := typed(t, "replay", "--data", dir)
	if is, _ := os.ReadFile(file); code != exitOK || string(is) != string(was) {
		t.Fatalf("the differences alone: exit %d: %s; the file is the same: %t", code, errs, string(is) == string(was))
	}
	for _, field := range []string{"title", "pay", "hours", "stage", "specialisms"} {
		if !strings.Contains(out, " "+field+": ") {
			t.Errorf("no difference of %s is shown", field)
		}
	}
	if strings.Contains(out, ruled["hide"]+" pay:") || strings.Contains(out, ruled["stale"]+" hours:") {
		t.Error("a field that a person hid is shown as a difference")
	}
	code, committed, errs := typed(t, "replay", "--commit", "--data", dir)
	if code != exitOK || strings.TrimSpace(committed) != strings.TrimSpace(out)+", committed" {
		t.Fatalf("exit %d: %s; what was shown is not what was committed", code, errs)
	}
	if code, again, errs := typed(t, "replay", "--commit", "--data", dir); code != exitOK || again != "0 differences, committed\n" {
		t.Errorf("a second time: exit %d: %s%s", code, again, errs)
	}

	w = enter(t, dir, autumn, autumn.Add(3), 1)
	agree(t, w, &reader)
	for _, c := range w.changes()[told:] {
		if c.Kind != lifecycle.Revised {
			t.Errorf("told %s of %s: a replay revises", c.Kind, c.ID)
		}
	}
	after := everyVacancy(t, w)
	same(t, "vacancies", slices.Sorted(maps.Keys(after)), slices.Sorted(maps.Keys(before)))
	for id, is := range after {
		old := before[id]
		if !is.FirstSeen.Equal(old.FirstSeen) || !is.Published.Equal(old.Published) || is.State != old.State || is.Into != old.Into {
			t.Errorf("%s went from %s, first seen %s, to %s, %s", id, old.State, old.FirstSeen, is.State, is.FirstSeen)
		}
		same(t, "aliases of "+id, is.Aliases, old.Aliases)
		same(t, "rulings on "+id, is.Rulings, old.Rulings)
		if is.RulingStale {
			t.Errorf("%s: the rules changed, not the advert's words", id)
		}
		if is.State == lifecycle.Open && (is.Vacancy.Normaliser != normalize.Version || strings.HasPrefix(is.Vacancy.Title, "as typed")) {
			t.Errorf("%s is still read by version %d: %q", id, is.Vacancy.Normaliser, is.Vacancy.Title)
		}
	}
	standingRulings(t, w, ruled)

	w.clock.set(autumn.AddDate(0, 0, 1))
	w.round("barnet")
	agree(t, w, &reader)
	if is := w.ledger.Snapshot().Record(ruled["stale"]); is == nil || !is.RulingStale || is.Vacancy.Hours.Min != nil {
		t.Errorf("its words changed under the ruling: %+v", is)
	}
	if _, mirror := w.get("/boroughs/barnet/mirror"); !strings.Contains(mirror, "changed since") {
		t.Error("the mirror does not say that the words changed under the ruling")
	}
}

// standingRulings checks what people decided against what is published.
func standingRulings(t *testing.T, w *world, ruled ruledOn) {
	t.Helper()
	list := listed(t, w)
	if _, ok := list["urn:uuid:"+ruled["scope"]]; ok {
		t.Error("what a person called related is in the list")
	}
	if r := w.ledger.Snapshot().Record(ruled["scope"]); r == nil || r.Vacancy.Role.Scope != role.Related {
		t.Errorf("a person's scope gave way: %+v", r)
	}
	var hidden struct {
		Pay struct {
			Text string
			Min  *float64
		}
	}
	if err := json.Unmarshal(list["urn:uuid:"+ruled["hide"]], &hidden); err != nil || hidden.Pay.Text != "" || hidden.Pay.Min != nil {
		t.Errorf("the hidden pay is shown: %+v, %v", hidden, err)
	}
	if to, _, err := w.ledger.Resolve(ruled["merge"]); err != nil || len(w.ledger.Snapshot().Record(to).Adverts) != 2 {
		t.Errorf("what a person merged is apart: %s, %v", to, err)
	}
	if to, _, err := w.ledger.Resolve(ruled["split"]); err != nil || to != ruled["split"] {
		t.Errorf("what a person split off belongs to %s, %v", to, err)
	}
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: %v, not %v", what, got, want)
	}
}
