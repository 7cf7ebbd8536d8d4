package site

import (
	"cmp"
	"html/template"
	"slices"
	"strings"
	"time"

	"vacancies/feeds"
	"vacancies/normalize/lifecycle"
)

// OneVacancy is what a vacancy's page is drawn from.
type OneVacancy struct {
	Edition *feeds.Edition
	Record  *lifecycle.Record
	Now     time.Time
}

type vacancyPage struct {
	ID, Title, Byline            string
	Open                         bool
	Banner                       *banner
	Tags                         []tag
	Boroughs                     []Link
	Facts                        []fact
	Unsaid                       string
	Deadline, DeadlineLabel      string
	DeadlineMore                 string
	Apply, Search                *Link
	TextTitle, TextNote, Excerpt string
	HTML                         template.HTML
	Seen                         []seen
	Merges                       []string
	Round                        *Link
	History                      []event
	Similar                      []card
	Told                         *toldBox
	Mirrors                      []Link
	Wrong                        *mailLink
	follow                       feeds.Query
}

type banner struct {
	Title, Text, Tone string
	Links             []Link
}

type mailLink struct {
	URL  template.URL
	Text string
}

type seen struct {
	Link
	Note, Reference, First, Last string
}

type event struct {
	When, What, Reason string
	Fields             []lifecycle.Field
}

// Vacancy draws one vacancy in any state but merged and erased, which have no
// page of their own.
func (s *Site) Vacancy(in OneVacancy) ([]byte, error) {
	r := in.Record
	item := feeds.NewItem(r, in.Edition.Site)
	f := s.frame(item.Title, feeds.Path(r), "/vacancies")
	f.Crumbs = []Link{{s.Link("/vacancies"), "Vacancies"}}
	f.Description = item.Lead
	p := vacancyPage{ID: r.ID, Title: title(r), Open: r.State == lifecycle.Open, Tags: tags(r, in.Now), follow: s.following(r)}
	for _, b := range r.Boroughs {
		p.Boroughs = append(p.Boroughs, Link{s.Link("/boroughs/" + b), feeds.BoroughName(b)})
		f.Crumbs = append(f.Crumbs, p.Boroughs[len(p.Boroughs)-1])
		p.Mirrors = append(p.Mirrors, Link{s.Link("/boroughs/" + b + "/mirror"), "How " + feeds.BoroughName(b) + "’s adverts are represented"})
	}
	var unsaid []string
	p.Facts, unsaid = facts(r)
	p.Unsaid = list(unsaid)
	s.deadline(&p, r, in.Now)
	s.advertText(&p, item)
	s.whereSeen(&p, in.Edition, r, in.Now)
	p.History = history(r, in.Now)
	p.Wrong = s.wrong(r, "")
	if p.Open {
		p.Similar = s.cards(similar(in.Edition, r, in.Now), in.Now)
		p.Told = s.told(p.follow)
		f.Alternates = s.alternates(p.follow, "Vacancies: "+p.follow.Describe())
	} else {
		f.NoIndex = true
		p.Search = &Link{s.Link(s.SetPath(p.follow, "")), "Similar posts that are open"}
	}
	p.Banner = s.banner(r)
	if s.cfg.Site.JobPosting && p.Open && r.Republish == "full" && item.Full != "" {
		f.JSONLD = jobPosting(r, item)
	}
	return s.draw("vacancy", f, p)
}

// deadline fills in the box that says until when and where to apply.
func (s *Site) deadline(p *vacancyPage, r *lifecycle.Record, now time.Time) {
	c := r.Vacancy.Closing
	p.DeadlineLabel, p.Deadline = "Closes", feeds.ClosingText(c)
	if c.At.IsZero() {
		p.DeadlineLabel, p.Deadline = "Closing date", undated(c)
	} else if until := untilWords(c, now); until != "" {
		p.DeadlineMore = capital(until) + "."
	}
	if !p.Open {
		return
	}
	address := cmp.Or(web(r.ApplyURL), web(r.URL))
	if address == "" {
		return
	}
	where := "the employer’s own page"
	if len(r.Boroughs) == 1 {
		where = feeds.BoroughName(r.Boroughs[0]) + "’s own page"
	}
	p.Apply = &Link{address, "Read and apply on " + where}
}

// advertText fills in what the source permits of the advert's own text.
func (s *Site) advertText(p *vacancyPage, item *feeds.Item) {
	switch {
	case item.Full != "":
		p.TextTitle, p.Excerpt = "The advert", " "
		p.HTML = template.HTML(item.Full) // sanitised under the allow-list by feeds
		p.TextNote = "Shown with the publisher’s permission. People’s names and numbers are left out."
	case item.Excerpt != "":
		p.TextTitle, p.Excerpt = "From the advert", item.Excerpt
		p.TextNote = "A short opening only; the whole advert is on the council’s own page."
	}
}

// whereSeen lists the adverts of a vacancy and why they are taken for one.
func (s *Site) whereSeen(p *vacancyPage, e *feeds.Edition, r *lifecycle.Record, now time.Time) {
	for _, a := range r.Adverts {
		row := seen{Link: Link{web(a.URL), s.sourceName(a.Source)}, Reference: cmp.Or(clip(a.Ref, 80), "none printed"), First: day(a.FirstSeen), Last: s.lastSeen(a.LastSeen, now)}
		if a.Gone {
			row.Note = "No longer shown there"
		}
		if a.Title != r.Vacancy.Title && a.Title != "" {
			row.Note = strings.TrimPrefix(row.Note+"; titled “"+clip(a.Title, maxTitle)+"”", "; ")
		}
		p.Seen = append(p.Seen, row)
	}
	for _, m := range r.Merges {
		words := "Taken for the same vacancy by the rule " + m.Rule
		if m.Words != "" {
			words += " (" + clip(m.Words, 160) + ")"
		}
		p.Merges = append(p.Merges, words+", on "+day(m.At)+".")
	}
	if r.Readvertises != "" {
		p.Round = &Link{s.vacancyLink(e, r.Readvertises), "This is a new round of an earlier advert."}
	}
}

// seen is when an advert was last seen. Among plain files it is the day alone,
// so that a reading that brought nothing new changes no file.
func (s *Site) seen(t time.Time) time.Time {
	if s.static && !t.IsZero() {
		return StartOfDay(t)
	}
	return t
}

func (s *Site) lastSeen(t, now time.Time) string {
	if s.static {
		return day(t)
	}
	return shortClock(t, now)
}

// vacancyLink leads to a vacancy of which only the id is known: to its page
// where it is open, else to its id, which the running service sends on; among
// plain files nothing can, so that there it is empty.
func (s *Site) vacancyLink(e *feeds.Edition, id string) string {
	if i, ok := slices.BinarySearchFunc(e.Snapshot.Records, id, func(r *lifecycle.Record, id string) int { return cmp.Compare(r.ID, id) }); ok {
		return s.Link(feeds.Path(e.Snapshot.Records[i]))
	}
	if s.static {
		return ""
	}
	return s.Link("/vacancies/" + id)
}

// history is a vacancy's life in words, newest first.
func history(r *lifecycle.Record, now time.Time) []event {
	var out []event
	for _, e := range slices.Backward(r.History) {
		row := event{When: shortClock(e.At, now), What: eventWords(e.Kind), Reason: e.Reason}
		for _, f := range e.Fields {
			f.Name, f.Old, f.New = fieldName(f.Name), clip(f.Old, 160), clip(f.New, 160)
			row.Fields = append(row.Fields, f)
		}
		out = append(out, row)
	}
	return out
}

func eventWords(kind string) string {
	switch kind {
	case "opened":
		return "First published"
	case "extended":
		return "Closing date extended"
	case "readvertised":
		return "Advertised again"
	case "confirmed":
		return "Seen again"
	}
	return feeds.Label("change", kind)
}

func fieldName(name string) string {
	switch name {
	case "boroughs":
		return "Borough"
	case "title", "pay", "hours", "closing":
		return strings.ToUpper(name[:1]) + name[1:]
	case "contract", "stage":
		for _, v := range feeds.Vocabularies() {
			if v.Name == name {
				return v.Label
			}
		}
	}
	return name
}

// banner says what stands above a vacancy that is not simply open.
func (s *Site) banner(r *lifecycle.Record) *banner {
	switch {
	case r.State == lifecycle.Closed:
		return &banner{Title: "This post is closed", Text: strings.TrimSpace(strings.TrimPrefix(feeds.ClosingLine(r), "CLOSED.") + " Applications are no longer possible."), Tone: "over"}
	case r.State == lifecycle.Withdrawn:
		text := "It left our list on " + day(r.Ended) + "."
		if r.Reason != "" {
			text += " Reason: " + r.Reason + "."
		}
		return &banner{Title: "This post is no longer advertised", Text: text, Tone: "over"}
	case r.State == lifecycle.Held:
		return &banner{Title: "This post is held back", Text: "It is not in any list until a person has looked at it. " + r.Reason, Tone: "warn"}
	case r.Unconfirmed:
		return &banner{Title: "Not confirmed since " + day(r.Confirmed), Text: "We have not been able to see this advert on its own page since then. Check there whether it is still open.", Tone: "warn"}
	}
	return nil
}

// following is the search that a reader of a vacancy would want to follow: its
// stage and specialisms in its boroughs.
func (s *Site) following(r *lifecycle.Record) feeds.Query {
	q := feeds.Query{Boroughs: r.Boroughs}
	if s.static { // plain files hold one filter's one value at most
		if len(r.Boroughs) != 1 {
			return feeds.Query{}
		}
		return q
	}
	if st := r.Vacancy.Role.Stage; st != "" && st != "n/a" {
		q.Stages = []string{st}
	}
	if r.Vacancy.Role.Scope == "related" {
		q.Scopes = []string{"related"}
	}
	return q.Set()
}

// maxSimilar is how many similar vacancies a page shows.
const maxSimilar = 4

// similar are the open vacancies most like one: the same stage, specialism and
// borough count in that order; without stage or specialism in common none is similar.
func similar(e *feeds.Edition, r *lifecycle.Record, now time.Time) []*lifecycle.Record {
	type scored struct {
		r *lifecycle.Record
		n int
	}
	var all []scored
	q := feeds.Query{}
	if r.Vacancy.Role.Scope == "related" {
		q.Scopes = []string{"related"}
	}
	for _, o := range e.Select(q, now).Records {
		if n := likeness(r, o); o.ID != r.ID && n >= 3 {
			all = append(all, scored{o, n})
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return b.n - a.n })
	var out []*lifecycle.Record
	for _, a := range all[:min(len(all), maxSimilar)] {
		out = append(out, a.r)
	}
	return out
}

func likeness(a, b *lifecycle.Record) int {
	n := 0
	if a.Vacancy.Role.Stage == b.Vacancy.Role.Stage {
		n += 3
	}
	for _, s := range a.Vacancy.Role.Specialisms {
		if s != "generic" && slices.Contains(b.Vacancy.Role.Specialisms, s) {
			n += 3
		}
	}
	for _, s := range a.Boroughs {
		if slices.Contains(b.Boroughs, s) {
			n++
		}
	}
	return n
}

// maxMessage bounds the message that "Tell us it is wrong" opens, in letters.
const maxMessage = 700

// contact is whom to write to about what is shown; empty where nobody is named.
func (s *Site) contact() string { return cmp.Or(s.cfg.Contact, s.cfg.Site.PrivacyContact) }

// wrong opens a message to the operator with the vacancy's id and what is said
// of it: why it is not published, or else each value with the advert's words.
// It is absent when there is nobody to write to.
func (s *Site) wrong(r *lifecycle.Record, reason string) *mailLink {
	if s.contact() == "" {
		return nil
	}
	lines := []string{"Vacancy: " + r.ID, "Title: " + clip(title(r), 100), "What is wrong, and what is right?"}
	if reason != "" {
		lines = append(lines, "We say: "+clip(reason, 200))
	} else {
		for _, f := range allFacts(r) {
			if f.Value != "" || f.Words != "" {
				lines = append(lines, f.Field+": "+clip(cmp.Or(f.Value, "not stated"), 60)+prefix(" - your words: ", clip(f.Words, 60)))
			}
		}
	}
	n := 0
	for i, l := range lines {
		if n += len(l); n > maxMessage {
			lines = lines[:i]
			break
		}
	}
	return &mailLink{mailto(s.contact(), "Correction: "+clip(title(r), 80), strings.Join(lines, "\n")+"\n"), "Tell us it is wrong"}
}

// sourceName names a source for people: the authorities it serves where it is a
// council's own, else its id.
func (s *Site) sourceName(id string) string {
	for _, c := range s.cfg.Sources {
		if c.ID != id {
			continue
		}
		switch c.Kind {
		case "council", "":
			return list(names(c.Boroughs)) + " careers site"
		case "shared":
			return "Shared careers site of " + list(names(c.Boroughs))
		}
	}
	return id
}

// web is an address that may be linked: http or https and nothing else.
func web(address string) string {
	if strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		return address
	}
	return ""
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
