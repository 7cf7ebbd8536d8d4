package main

import (
	"bytes"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"vacancies/normalize/lifecycle"
)

// successor is a harvest of Wandsworth's board on another system: every advert
// under a new key and address, but the last, which it does not show.
func successor(t *testing.T, w *world) (h lifecycle.Harvest, left int) {
	t.Helper()
	h.Source = w.source("wandsworth").Source
	h.Source.ID, h.Source.Succeeds, h.Source.Platform = "wandsworth-new", "wandsworth", "itrent"
	h.Started, h.Ended = w.now(), w.now()
	var adverts []string
	for _, r := range w.shown("wandsworth") {
		for _, a := range r.Adverts {
			if a.Source == "wandsworth" {
				adverts = append(adverts, a.Advert)
			}
		}
	}
	slices.Sort(adverts)
	for _, id := range adverts[1:] {
		s, ok, err := w.ledger.Sighting(id)
		if !ok || err != nil {
			t.Fatal(ok, err)
		}
		_, key, _ := strings.Cut(s.Advert.Key, ":")
		s.Advert.Source, s.Advert.Key, s.Advert.URL = h.Source.ID, "itrent:N"+key, "http://new.wandsworth.example/"+key
		s.Detail, s.DetailAt = lifecycle.DetailRead, w.now()
		h.Adverts = append(h.Adverts, s)
	}
	return h, len(adverts)
}

// TestWhatABoardsSuccessorBringsIsShownBeforeItIsCommitted follows a board to
// another system: command and mirror list the pairs with their evidence and what
// approval would tell; approval tells just that, and the new ids redirect.
func TestWhatABoardsSuccessorBringsIsShownBeforeItIsCommitted(t *testing.T) {
	t.Parallel()
	w := enter(t, prepared(t), autumn, autumn.Add(2*time.Hour), 1)
	h, left := successor(t, w)
	before, sequence := w.openAt("wandsworth"), w.ledger.Snapshot().Sequence
	if _, err := w.ledger.Commit(func(v lifecycle.View) (lifecycle.Result, error) {
		return lifecycle.Step(v, h, w.now()), nil
	}); err != nil {
		t.Fatal(err)
	}
	w.publish()
	e, err := w.explainSource(w.source("wandsworth-new"))
	if err != nil {
		t.Fatal(err)
	}
	if w.ledger.Snapshot().Sequence != sequence || e.Withheld == nil || len(e.Withheld.Pairs) != left-1 || len(e.Withheld.Approved) == 0 {
		t.Fatalf("%d adverts: %+v", left, e.Withheld)
	}
	var out bytes.Buffer
	call{streams: streams{out: &out}}.printSource(e)
	_, mirror := w.get("/boroughs/wandsworth/mirror")
	for _, p := range e.Withheld.Pairs {
		if p.Was == "" || p.Rule == "" || !strings.Contains(out.String(), p.Vacancy) || !strings.Contains(out.String(), p.Rule) || !strings.Contains(mirror, p.Rule) {
			t.Errorf("%+v is not shown", p)
		}
	}
	if !strings.Contains(mirror, "only when a person approves it") || strings.Contains(mirror, "until a later reading, or a person") {
		t.Error("the mirror does not say that this is for a person alone")
	}

	result, err := w.ledger.Commit(func(v lifecycle.View) (lifecycle.Result, error) {
		return lifecycle.Decide(v, lifecycle.Decision{Kind: lifecycle.RuleApprove, Target: "wandsworth-new", By: "an officer", Why: "it moved"}, w.now())
	})
	if err != nil {
		t.Fatal(err)
	}
	w.publish()
	if told := changesAhead(result); len(told) != len(e.Withheld.Approved) {
		t.Errorf("approved, readers were told %+v, and it had said %+v", told, e.Withheld.Approved)
	}
	after := w.openAt("wandsworth-new")
	for _, id := range after {
		if !slices.Contains(before, id) {
			t.Errorf("%s is a new id", id)
		}
	}
	if len(after) != len(before)-1 {
		t.Errorf("%d were open and %d are", len(before), len(after))
	}
	redirected := 0
	for _, p := range e.Withheld.Pairs {
		rec := httptest.NewRecorder()
		w.serveSite(rec, httptest.NewRequest("GET", "/vacancies/"+p.Advert, nil))
		if r, ok, err := w.ledger.Record(p.Vacancy); !ok || err != nil || !r.InDefault {
			continue // what was never published has no page
		}
		redirected++
		if to := rec.Header().Get("Location"); rec.Code != 301 && rec.Code != 308 || !strings.Contains(to, p.Vacancy) {
			t.Errorf("the new advert %s answers %d %q", p.Advert, rec.Code, to)
		}
	}
	if redirected == 0 {
		t.Error("no published vacancy was taken over: nothing is tried")
	}
}
