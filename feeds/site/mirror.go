package site

import (
	"cmp"
	"slices"
	"time"

	"vacancies/feeds"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/place"
	"vacancies/normalize/text"
)

// Mirror is what a borough's mirror is drawn from: every advert of its own that
// was seen, published or not, and why.
type Mirror struct {
	Edition *feeds.Edition
	Borough place.Authority
	// Closed are its vacancies that are no longer open, the latest ended first.
	Closed []lifecycle.Record
	// Runs are its sources' last runs, by source.
	Runs map[string][]lifecycle.Run
	// LeftOut are rows of its sources' lists that are not its own, by source.
	LeftOut map[string][]lifecycle.Sighting
	// Decisions are people's rulings, by the id of what was ruled on.
	Decisions map[string][]lifecycle.Decision
	Now       time.Time
}

// MirrorDocument gathers the mirror.
func (s *Site) MirrorDocument(in Mirror) MirrorDocument {
	d := MirrorDocument{Borough: in.Borough.Slug, Name: in.Borough.Name, Sources: mirrorPlaces(in), Groups: mirrorGroups()}
	for _, c := range in.Edition.Coverage().For([]string{in.Borough.Slug}).Authorities {
		d.Read, d.Why = c.Read, c.Why
	}
	snap := in.Edition.Snapshot
	for _, r := range snap.Records {
		if !Serves(snap, r, in.Borough.Slug) {
			continue
		}
		d.add(s.mirrorAdvert(in, r))
		for _, m := range s.mergedAdverts(snap, r) {
			d.add(groupMerged, m)
		}
	}
	for i := range in.Closed {
		if r := &in.Closed[i]; r.State != lifecycle.Erased {
			d.add(s.mirrorAdvert(in, r))
		}
	}
	for _, p := range d.Sources {
		for _, row := range in.LeftOut[p.Source] {
			d.add(groupLeftOut, leftOutRow(p.Source, row))
		}
	}
	for _, g := range d.Groups {
		slices.SortStableFunc(g.Adverts, func(a, b MirrorAdvert) int { return cmp.Compare(a.Title, b.Title) })
	}
	return d
}

// add puts an advert into its group.
func (d *MirrorDocument) add(group string, a MirrorAdvert) {
	i := slices.IndexFunc(d.Groups, func(g MirrorGroup) bool { return g.Group == group })
	d.Groups[i].Adverts = append(d.Groups[i].Adverts, a)
}

// mirrorPlaces are the sources that may speak for the borough: its own first,
// then what copies it.
func mirrorPlaces(in Mirror) []MirrorPlace {
	snap, out := in.Edition.Snapshot, []MirrorPlace{}
	for i := range snap.Sources {
		if st := &snap.Sources[i]; slices.Contains(st.Source.Boroughs, in.Borough.Slug) {
			out = append(out, mirrorPlace(snap, st, in.Runs[st.Source.ID]))
		}
	}
	slices.SortStableFunc(out, func(a, b MirrorPlace) int {
		return a.state.Source.Kind.Authority() - b.state.Source.Kind.Authority()
	})
	return out
}

// leftOutRow represents a row of a source's list that is not the borough's own.
func leftOutRow(source string, row lifecycle.Sighting) MirrorAdvert {
	return MirrorAdvert{Source: source, Advert: web(row.Advert.URL),
		Title:     cmp.Or(clip(withoutPeople(row.Advert.Title), maxTitle), "Title not stated"),
		Reference: clip(withoutPeople(row.Advert.Reference), 80),
		Reason:    capital(cmp.Or(clip(withoutPeople(row.LeftOut), 200), "not this borough’s"))}
}

// withoutPeople is a row of a list, which nothing else has read, without the
// people that it names.
func withoutPeople(s string) string {
	s, _ = text.RedactField(text.Plain(s))
	return s
}

func mirrorPlace(snap *lifecycle.Snapshot, st *lifecycle.SourceState, runs []lifecycle.Run) MirrorPlace {
	name, meaning, _ := stateWords(st)
	p := MirrorPlace{Source: st.Source.ID, URL: web(st.Source.URL), Verdict: name, Meaning: meaning, Trouble: troubleWords(st), Withheld: waiting(snap, st.Withheld),
		LastAttempt: instant(st.LastAttempt), LastSuccess: instant(st.LastSuccess), LastChange: instant(st.LastChange),
		NextAttempt: instant(st.NextAttempt), StatedTotal: st.StatedTotal, Runs: slices.Clone(lastRuns(runs)), state: st}
	if p.Runs == nil {
		p.Runs = []lifecycle.Run{}
	}
	return p
}

func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// mirrorAdvert says in which group a record belongs, and represents it there.
func (s *Site) mirrorAdvert(in Mirror, r *lifecycle.Record) (string, MirrorAdvert) {
	group, reason := fate(r)
	a := MirrorAdvert{ID: r.ID, Title: title(r), Advert: web(r.URL), Reference: clip(r.Reference, 80), Source: r.Source, Reason: reason,
		FirstSeen: instant(r.FirstSeen), LastSeen: instant(s.seen(in.Edition.Snapshot.LastConfirmed(r))), record: r}
	for _, d := range decisionsOn(in.Decisions, r) {
		a.Decisions = append(a.Decisions, decisionWords(d))
	}
	if r.RulingStale {
		a.Decisions = append(a.Decisions, "The advert’s words have changed since a person ruled on them.")
	}
	if group == groupLeftOut {
		return group, a
	}
	switch {
	case r.State == lifecycle.Merged:
		a.Page = s.vacancyLink(in.Edition, r.Into)
	case group != groupWithheld:
		a.Page = s.Link(feeds.Path(r))
	}
	a.Problems = feeds.ProblemTexts(r)
	if group == groupPublished || group == groupRelated || group == groupWithheld {
		a.Removed = r.Vacancy.Removed
		origins := feeds.Origins(r.Vacancy)
		for _, f := range allFacts(r) {
			m := MirrorValue{Field: f.Field, Name: f.Name, Value: f.Value, Words: f.Words, Rule: f.Rule}
			if f.Words != "" {
				m.Place = origins[f.Field].Field
			}
			a.Values = append(a.Values, m)
		}
	}
	return group, a
}

// mergedAdverts are a vacancy's adverts besides the one it was founded on.
func (s *Site) mergedAdverts(snap *lifecycle.Snapshot, r *lifecycle.Record) []MirrorAdvert {
	var out []MirrorAdvert
	for _, m := range r.Merges {
		i := slices.IndexFunc(r.Adverts, func(a lifecycle.Appearance) bool { return a.Advert == m.Advert })
		if i < 0 {
			continue
		}
		a := r.Adverts[i]
		reason := "The same post as “" + title(r) + "”, by the rule " + m.Rule
		if m.Words != "" {
			reason += " (" + clip(m.Words, 160) + ")"
		}
		out = append(out, MirrorAdvert{ID: a.Advert, Title: cmp.Or(clip(a.Title, maxTitle), "Title not stated"), Page: s.Link(feeds.Path(r)), Advert: web(a.URL),
			Reference: clip(a.Ref, 80), Source: a.Source, Reason: reason + ".", FirstSeen: instant(a.FirstSeen), LastSeen: instant(s.seen(snap.LastSeen(r, a)))})
	}
	return out
}

// decisionsOn are the rulings on a record or any of its adverts.
func decisionsOn(all map[string][]lifecycle.Decision, r *lifecycle.Record) []lifecycle.Decision {
	out := slices.Clone(all[r.ID])
	for _, id := range r.Aliases {
		out = append(out, all[id]...)
	}
	return out
}

// decisionWords tell a ruling and its reason. Who made it is kept in the ledger,
// and people's names stay out of what is served.
func decisionWords(d lifecycle.Decision) string {
	words := "Decided by a person on " + day(d.At) + ": " + string(d.Kind)
	for _, more := range []string{d.Field, d.Value} {
		if more != "" {
			words += " " + more
		}
	}
	words, _ = text.Redact(words + ". Why: " + d.Why + ".")
	return words
}
