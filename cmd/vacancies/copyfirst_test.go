package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"vacancies/config"
	"vacancies/feeds"
	"vacancies/normalize/lifecycle"
)

// TestACopySeenFirstKeepsItsIdWhenTheCouncilFollows: a council that cannot be read
// at first is known by the regional site's copies of its adverts. When it can be
// read, facts, dates and links become its own; the ids that were published stay,
// in every format, and nothing is announced twice.
func TestACopySeenFirstKeepsItsIdWhenTheCouncilFollows(t *testing.T) {
	t.Parallel()
	const regional = "capital-social-work"
	w := enter(t, folder(t), autumn, autumn, 1)
	council := w.source(regional).Source.Boroughs[0]
	w.breaks(council, "403")
	w.round()
	var reader follower
	agree(t, w, &reader)
	copies := map[string]lifecycle.Record{}
	for _, r := range w.shown(regional) {
		if slices.Equal(r.Boroughs, []string{council}) && len(r.Adverts) == 1 {
			copies[r.ID] = *r
		}
	}
	if len(copies) < 2 {
		t.Fatalf("%d copies of adverts of %s are published", len(copies), council)
	}

	w.breaks(council, "")
	w.clock.turn(2 * time.Hour)
	told := w.ledger.Snapshot().Sequence
	w.round()
	agree(t, w, &reader)
	openedNow := 0
	for _, c := range w.changes()[told:] {
		if _, known := copies[c.ID]; known && c.Kind != lifecycle.Revised || c.Kind != lifecycle.Revised && c.Kind != lifecycle.Opened {
			t.Errorf("told %s of %s", c.Kind, c.ID)
		}
		if c.Kind == lifecycle.Opened {
			openedNow++
		}
	}
	in := 0
	for _, p := range w.truth(council) {
		if p.Scope == "in" && !slices.Contains(p.Contract, "agency") {
			in++
		}
	}
	if openedNow != in-len(copies) {
		t.Errorf("%d were opened, of %d of which %d were known", openedNow, in, len(copies))
	}
	check := func(when string) {
		for id, was := range copies {
			is := w.ledger.Snapshot().Record(id)
			if is == nil || !is.InDefault || is.Source != council || !is.FirstSeen.Equal(was.FirstSeen) || !is.Published.Equal(was.Published) {
				t.Errorf("%s: %s is %+v", when, id, is)
				continue
			}
			own := is.Lead().Advert
			if status, _ := w.get("/vacancies/" + own); own == id || !slices.Contains(is.Aliases, own) || status != 301 {
				t.Errorf("%s: the council's own advert %s of %s answers %d, aliases %v", when, own, id, status, is.Aliases)
			}
			for _, f := range feeds.Formats() {
				if _, body := w.get("/vacancies." + string(f)); strings.Contains(body, "uuid:"+own) || f != feeds.Calendar && !strings.Contains(body, id) {
					t.Errorf("%s: %s names it otherwise than by %s", when, f, id)
				}
			}
		}
	}
	check("the council can be read")

	c := *w.config.Load()
	c.Sources = slices.Clone(c.Sources)
	for i := range c.Sources {
		if c.Sources[i].ID == regional {
			c.Sources[i].Stopped = &config.Stopped{By: "its owner", On: "2026-10-19", Why: "asked"}
		}
	}
	w.config.Store(&c)
	if err := w.announceSources(&c); err != nil {
		t.Fatal(err)
	}
	w.publish()
	agree(t, w, &reader)
	check("the copies are gone")
}
