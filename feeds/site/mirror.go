package site

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"vacancies/feeds"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/place"
	"vacancies/normalize/role"
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

// MirrorDocument is the mirror for machines: /boroughs/{slug}/mirror.json.
type MirrorDocument struct {
	Borough string        `json:"borough"`
	Name    string        `json:"name"`
	Read    bool          `json:"read"`
	Why     string        `json:"why,omitempty"`
	Sources []MirrorPlace `json:"sources"`
	Groups  []MirrorGroup `json:"groups"`
}

// MirrorPlace is one source of the borough's adverts.
type MirrorPlace struct {
	Source      string          `json:"source"`
	URL         string          `json:"url,omitempty"`
	Verdict     string          `json:"verdict"`
	Meaning     string          `json:"meaning"`
	Trouble     string          `json:"trouble,omitempty"`
	Withheld    []string        `json:"withheld,omitempty"`
	LastAttempt *time.Time      `json:"last_attempt"`
	LastSuccess *time.Time      `json:"last_success"`
	LastChange  *time.Time      `json:"last_change"`
	NextAttempt *time.Time      `json:"next_attempt"`
	StatedTotal *int            `json:"stated_total"`
	Runs        []lifecycle.Run `json:"runs"`

	state *lifecycle.SourceState
}

// MirrorGroup is the adverts of one fate.
type MirrorGroup struct {
	Group   string         `json:"group"`
	Title   string         `json:"title"`
	Explain string         `json:"explain"`
	Adverts []MirrorAdvert `json:"adverts"`
}

// MirrorAdvert is one advert as we represent it. Those left out show title,
// link and reason only.
type MirrorAdvert struct {
	ID        string        `json:"id,omitempty"`
	Title     string        `json:"title"`
	Page      string        `json:"page,omitempty"`
	Advert    string        `json:"advert,omitempty"`
	Reference string        `json:"reference,omitempty"`
	Source    string        `json:"source,omitempty"`
	Reason    string        `json:"reason,omitempty"`
	FirstSeen *time.Time    `json:"first_seen,omitempty"`
	LastSeen  *time.Time    `json:"last_seen,omitempty"`
	Problems  []string      `json:"problems,omitempty"`
	Values    []MirrorValue `json:"values,omitempty"`
	Decisions []string      `json:"decisions,omitempty"`
	// Removed counts the names, addresses and numbers of people taken out of it.
	Removed int `json:"removed,omitempty"`

	record *lifecycle.Record
}

// MirrorValue is one value beside the advert's own words and the rule between them.
type MirrorValue struct {
	Field string `json:"field"`
	Name  string `json:"name"`
	Value string `json:"value"`
	Words string `json:"words,omitempty"`
	// Place is the advert's field that the words stand in.
	Place string `json:"place,omitempty"`
	Rule  string `json:"rule,omitempty"`
}

// The groups of a mirror, in order.
const (
	groupPublished = "published"
	groupRelated   = "related"
	groupLeftOut   = "left-out"
	groupMerged    = "merged"
	groupWithheld  = "withheld"
	groupClosed    = "closed"
)

func mirrorGroups() []MirrorGroup {
	return []MirrorGroup{
		{Group: groupPublished, Title: "Published", Explain: "In the list and the feeds."},
		{Group: groupRelated, Title: "Related", Explain: "Children’s social care posts that do not ask for social work registration: shown when related posts are asked for."},
		{Group: groupLeftOut, Title: "Left out", Explain: "Seen, and not shown: the reason stands with each. Of these we show title, link and reason only."},
		{Group: groupMerged, Title: "Merged into another", Explain: "Adverts of a post that is already shown: it appears once, under the other advert."},
		{Group: groupWithheld, Title: "Withheld", Explain: "Seen, and waiting: for a person, for a second look, or until the page we found them on is accepted."},
		{Group: groupClosed, Title: "Closed or withdrawn", Explain: "No longer in any list. The page of each stays for a time and says so."},
	}
}

// MirrorDocument gathers the mirror.
func (s *Site) MirrorDocument(in Mirror) MirrorDocument {
	d := MirrorDocument{Borough: in.Borough.Slug, Name: in.Borough.Name, Sources: []MirrorPlace{}, Groups: mirrorGroups()}
	for _, c := range in.Edition.Coverage().For([]string{in.Borough.Slug}).Authorities {
		d.Read, d.Why = c.Read, c.Why
	}
	snap := in.Edition.Snapshot
	for i := range snap.Sources {
		if st := &snap.Sources[i]; slices.Contains(st.Source.Boroughs, in.Borough.Slug) {
			d.Sources = append(d.Sources, mirrorPlace(snap, st, in.Runs[st.Source.ID]))
		}
	}
	slices.SortStableFunc(d.Sources, func(a, b MirrorPlace) int { // its own first, then what copies it
		return a.state.Source.Kind.Authority() - b.state.Source.Kind.Authority()
	})
	add := func(group string, a MirrorAdvert) {
		i := slices.IndexFunc(d.Groups, func(g MirrorGroup) bool { return g.Group == group })
		d.Groups[i].Adverts = append(d.Groups[i].Adverts, a)
	}
	for _, r := range snap.Records {
		if Serves(snap, r, in.Borough.Slug) {
			group, a := s.mirrorAdvert(in, r)
			add(group, a)
			for _, m := range s.mergedAdverts(snap, r) {
				add(groupMerged, m)
			}
		}
	}
	for i := range in.Closed {
		if in.Closed[i].State != lifecycle.Erased {
			group, a := s.mirrorAdvert(in, &in.Closed[i])
			add(group, a)
		}
	}
	for _, p := range d.Sources {
		for _, row := range in.LeftOut[p.Source] {
			add(groupLeftOut, MirrorAdvert{Title: cmp.Or(clip(withoutPeople(row.Advert.Title), maxTitle), "Title not stated"), Advert: web(row.Advert.URL),
				Reference: clip(withoutPeople(row.Advert.Reference), 80), Source: p.Source, Reason: capital(cmp.Or(clip(withoutPeople(row.LeftOut), 200), "not this borough’s"))})
		}
	}
	for i := range d.Groups {
		if d.Groups[i].Adverts == nil {
			d.Groups[i].Adverts = []MirrorAdvert{}
		}
		slices.SortStableFunc(d.Groups[i].Adverts, func(a, b MirrorAdvert) int { return cmp.Compare(a.Title, b.Title) })
	}
	return d
}

// withoutPeople is a row of a list, which nothing else has read, without the
// people that it names.
func withoutPeople(s string) string {
	s, _ = text.RedactField(text.Plain(s))
	return s
}

// Serves reports whether a record belongs on a borough's mirror: it is the
// borough's, or nobody's and stood in a list that the borough's sources read.
func Serves(snap *lifecycle.Snapshot, r *lifecycle.Record, slug string) bool {
	if slices.Contains(r.Boroughs, slug) {
		return true
	}
	if len(r.Boroughs) > 0 {
		return false
	}
	for i := range snap.Sources {
		if st := &snap.Sources[i].Source; st.ID == r.Source && slices.Contains(st.Boroughs, slug) {
			return true
		}
	}
	return false
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

// fate is a record's group on the mirror, and why where it is not published.
// What a rule leaves out has never been in a list, so that it cannot have left one.
func fate(r *lifecycle.Record) (group, reason string) {
	switch r.State {
	case lifecycle.Merged:
		return groupMerged, "Merged" + sentence(clip(r.Reason, 200))
	case lifecycle.Held:
		return groupWithheld, capital(cmp.Or(clip(r.Reason, 200), "waits for a person"))
	}
	if place := r.Outside(); place != "" {
		return groupLeftOut, "The post is in " + clip(place, 60) + ", outside London’s 33 authorities." + endedWords(r)
	}
	if r.Vacancy.Role.Scope == role.Out {
		return groupLeftOut, outWords(r) + endedWords(r)
	}
	switch r.State {
	case lifecycle.Closed:
		return groupClosed, cmp.Or(strings.TrimSpace(strings.TrimPrefix(feeds.ClosingLine(r), "CLOSED.")), "It has closed.")
	case lifecycle.Withdrawn:
		return groupClosed, "Withdrawn on " + day(r.Ended) + sentence(clip(r.Reason, 200))
	}
	switch {
	case r.Vacancy.Role.Scope == role.Related:
		return groupRelated, missingWords(r)
	case r.InDefault:
		return groupPublished, missingWords(r)
	case slices.Contains(r.Vacancy.Hours.Contract, "agency"):
		return groupPublished, "An agency post: shown only when agency posts are asked for."
	}
	return groupWithheld, capital(cmp.Or(clip(r.Reason, 200), "not in the list at present"))
}

// missingWords say of an advert that its list shows no more, and that is not
// withdrawn yet, since when and what happens next.
func missingWords(r *lifecycle.Record) string {
	lead := r.Lead()
	if lead == nil || lead.Gone || lead.Missing.IsZero() {
		return ""
	}
	return "Its list has not shown it since " + clock(lead.Missing) + ". It is withdrawn when the next regular reading after that does not show it either."
}

// endedWords say that what is left out has ended as well.
func endedWords(r *lifecycle.Record) string {
	if r.State == lifecycle.Open {
		return ""
	}
	return " It ended on " + day(r.Ended) + "."
}

func sentence(reason string) string {
	if reason == "" {
		return "."
	}
	return ": " + reason + "."
}

// outWords say by which words and which rule an advert was left out.
func outWords(r *lifecycle.Record) string {
	why := feeds.NewVacancyObject(r).Evidence["scope"]
	words := "Not children’s social work"
	if why.Words != "" {
		words += ": “" + why.Words + "”"
	}
	if why.Rule != "" {
		words += " (rule " + why.Rule + ")"
	}
	return words + "."
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

func decisionWords(d lifecycle.Decision) string {
	words := "Decided on " + day(d.At) + " by " + d.By + ": " + string(d.Kind)
	for _, more := range []string{d.Field, d.Value} {
		if more != "" {
			words += " " + more
		}
	}
	words, _ = text.Redact(words + ". Why: " + d.Why + ".")
	return words
}
