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
	DeadlineMore, ApplyNote      string
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
		p.Mirrors = append(p.Mirrors, Link{s.Link("/boroughs/" + b + "/mirror"), "How " + feeds.BoroughName(b) + "’s adverts are shown"})
	}
	var unsaid []string
	p.Facts, unsaid = facts(r)
	p.Unsaid = list(unsaid)
	s.deadline(&p, r, in.Now)
	s.advertText(&p, item, r)
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
	p.ApplyNote = "You leave this site. Check the closing time there: the council’s own page is the one that counts."
	switch {
	case !feeds.OwnAdvert(r):
		where = typographic(feeds.WhoseSite(r))
		p.ApplyNote = "You leave this site for " + where + ". We have not seen this advert on the council’s own page, which is the one that counts."
	case len(r.Boroughs) == 1:
		where = feeds.BoroughName(r.Boroughs[0]) + "’s own page"
	}
	p.Apply = &Link{address, "Read and apply on " + where}
}

func typographic(s string) string { return strings.ReplaceAll(s, "'", "’") }

// advertText fills in what the source permits of the advert's own text.
func (s *Site) advertText(p *vacancyPage, item *feeds.Item, r *lifecycle.Record) {
	switch {
	case item.Full != "":
		p.TextTitle, p.Excerpt = "The advert", " "
		p.HTML = template.HTML(item.Full) // sanitised under the allow-list by feeds
		p.TextNote = "Shown with the publisher’s permission. People’s names and numbers are left out."
	case item.Excerpt != "":
		p.TextTitle, p.Excerpt = "From the advert", item.Excerpt
		where := "the council’s own page"
		if !feeds.OwnAdvert(r) {
			where = typographic(feeds.WhoseSite(r))
		}
		p.TextNote = "A few of its sentences; any that might name a person is passed over. The whole advert is on " + where + "."
	}
}

// whereSeen lists the adverts of a vacancy and why they are taken for one.
func (s *Site) whereSeen(p *vacancyPage, e *feeds.Edition, r *lifecycle.Record, now time.Time) {
	for _, a := range r.Adverts {
		row := seen{Link: Link{web(a.URL), s.sourceName(a.Source)}, Reference: cmp.Or(clip(a.Ref, 80), "none printed"), First: day(a.FirstSeen), Last: s.lastSeen(e.Snapshot.LastSeen(r, a), now)}
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
		return feeds.StartOfDay(t, 0)
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
