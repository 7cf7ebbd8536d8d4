package site

import (
	"strconv"
	"time"

	"vacancies/feeds"
)

type homePage struct {
	Lead       string
	StaticNote []string
	Action     string
	Places     []option
	Coverage   coverageNote
	Stages     []countLink
	Quick      []countLink
	Cards      []card
	All        Link
	Told       *toldBox
	Map        mapDrawing
	MapURL     string
}

// countLink is a link with how many posts, or adverts, it leads to.
type countLink struct {
	Link
	Count string
}

// stageTile names a career stage by what its people are looking for.
func stageTile(c feeds.Counted) string {
	if c.Value == "nqsw" {
		return c.Label + " (ASYE)"
	}
	return c.Label
}

// onHome is how many of the newest vacancies the front page shows.
const onHome = 5

// Home draws the front page.
func (s *Site) Home(e *feeds.Edition, now time.Time) ([]byte, error) {
	f := s.frame("Children’s social work jobs in London", "/", "/")
	f.Title = s.cfg.Site.Title
	f.Alternates = s.alternates(feeds.Query{}, "All vacancies")
	found := e.Select(feeds.Query{}, now).Records
	p := homePage{
		Lead:     capital(posts(len(found))) + " open now. See pay, hours and closing date at a glance, then apply on the council’s own page.",
		Action:   s.Link("/vacancies"),
		Coverage: s.coverage(e.Coverage(), nil),
		Cards:    s.cards(found[:min(len(found), onHome)], now),
		All:      Link{s.Link("/vacancies"), "See all " + strconv.Itoa(len(found)) + " vacancies"},
		Told:     s.told(feeds.Query{}),
		Map:      s.londonMap(boroughStates(e.Snapshot, e.Coverage())), MapURL: s.Link("/boroughs"),
	}
	p.Places, p.Stages = s.ways(e, now)
	if s.static {
		p.StaticNote = []string{
			"This is a copy of the site as plain files. It shows every open vacancy, every borough, and the standing feeds.",
			"A copy cannot search or filter, send old addresses on to new ones, answer that a page is gone for good, or give the numbered change log; those need the running service. It is as fresh as its last export.",
		}
		return s.draw("home", f, p)
	}
	for _, quick := range quickSearches {
		p.Quick = append(p.Quick, countLink{Link{s.listURL(quick.q), quick.text}, strconv.Itoa(len(e.Select(quick.q, now).Records))})
	}
	return s.draw("home", f, p)
}

// quickSearches are searches that a click on the front page starts.
var quickSearches = []struct {
	text string
	q    feeds.Query
}{
	{"South of the Thames", feeds.Query{Boroughs: []string{"south-of-the-thames"}}},
	{"Added in the last 3 days", feeds.Query{Added: 3}},
	{"Closing within 7 days", feeds.Query{Closing: "7", Sort: feeds.SortClosing}},
	{"Part time", feeds.Query{Patterns: []string{"part_time"}}},
	{"£50,000 or more", feeds.Query{PayMin: 50_000}},
	{"Visa sponsorship", feeds.Query{Visa: []string{"yes"}}},
}

// ways are the choices by which the front page leads into the list: every
// place, and the stages that have posts.
func (s *Site) ways(e *feeds.Edition, now time.Time) (places []option, stages []countLink) {
	unread := unreadSlugs(e.Coverage())
	for _, c := range e.Facets(feeds.Query{}, now) {
		for _, o := range c.Choices {
			switch {
			case c.Param == "borough":
				place := option{Value: o.Value, Text: o.Label}
				if unread[o.Value] {
					place.Text += " (not being read)"
				}
				places = append(places, place)
			case c.Param == "stage" && o.Count > 0:
				stages = append(stages, countLink{Link{s.Link(s.SetPath(feeds.Query{Stages: []string{o.Value}}, "")), stageTile(o)}, strconv.Itoa(o.Count)})
			}
		}
	}
	return places, stages
}
