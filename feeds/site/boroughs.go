package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"vacancies/feeds"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/place"
)

type boroughsPage struct {
	Lead     string
	Coverage coverageNote
	Map      mapDrawing
	Legend   []legend
	Rows     []boroughRow
}

type legend struct{ Class, Text string }

type boroughRow struct {
	URL, Mirror, Name string
	Open              int
	Tags              []tag
	Reading, Read     string
	Own               string
}

// Boroughs draws the 33 as a tile map and as a table.
func (s *Site) Boroughs(e *feeds.Edition, now time.Time) ([]byte, error) {
	f := s.frame("Boroughs", "/boroughs", "/boroughs")
	f.Alternates = s.alternates(feeds.Query{}, "All vacancies")
	c := e.Coverage()
	state := boroughStates(e.Snapshot, c)
	p := boroughsPage{
		Lead:     "How many children’s social work posts are open in each council. A hatched square is a council that we are not reading now: it may well have posts.",
		Coverage: s.coverage(c, nil), Map: s.londonMap(state),
		Legend: []legend{{"t0", "none open"}, {"t1", "1 or 2"}, {"t2", "3 to 5"}, {"t3", "6 or more"}, {"off", "not being read"}},
	}
	p.Coverage.More, p.Coverage.Reasons = nil, true // this is the page it would lead to
	for _, a := range c.Authorities {
		row := boroughRow{URL: s.Link("/boroughs/" + a.Slug), Mirror: s.Link("/boroughs/" + a.Slug + "/mirror"), Name: a.Name,
			Open: state[a.Slug].Open, Own: ownPage(a.Authority), Read: shortClock(lastSuccess(e.Snapshot, a.Sources), now)}
		if a.Read {
			row.Tags = []tag{{"Being read", ""}}
		} else {
			row.Tags, row.Reading = []tag{{"Not being read", "warn"}}, capital(a.Why)
		}
		p.Rows = append(p.Rows, row)
	}
	return s.draw("boroughs", f, p)
}

// lastSuccess is the latest time any of the sources was read well.
func lastSuccess(snap *lifecycle.Snapshot, sources []string) time.Time {
	var last time.Time
	for i := range snap.Sources {
		if st := &snap.Sources[i]; slices.Contains(sources, st.Source.ID) && st.LastSuccess.After(last) {
			last = st.LastSuccess
		}
	}
	return last
}

type boroughPage struct {
	Name, Lead, Reading, Tone string
	Own                       *Link
	CountText, Nothing        string
	Cards                     []card
	All, Related, Mirror      *Link
	Neighbours                []countLink
	Told                      *toldBox
}

// Borough draws one authority's vacancies.
func (s *Site) Borough(e *feeds.Edition, a place.Authority, now time.Time) ([]byte, error) {
	path := "/boroughs/" + a.Slug
	f := s.frame(a.Name, path, "/boroughs")
	f.Crumbs = []Link{{s.Link("/boroughs"), "Boroughs"}}
	q := feeds.Query{Boroughs: []string{a.Slug}}
	f.Alternates = s.alternates(q, "Vacancies in "+a.Name)
	all := e.Coverage()
	c := all.For([]string{a.Slug}).Authorities[0]
	found := e.Select(q, now).Records
	p := boroughPage{
		Name: a.Name, Lead: "Children’s social work posts at the " + a.Official + ".",
		CountText: capital(posts(len(found))) + " open", Cards: s.cards(found[:min(len(found), PerPage)], now), Told: s.told(q),
		Mirror: &Link{s.Link(path + "/mirror"), "How " + a.Name + "’s adverts are shown"},
	}
	p.Lead = strings.Replace(p.Lead, "the City of Westminster (Westminster City Council)", "Westminster City Council", 1)
	s.boroughReading(&p, c, lastSuccess(e.Snapshot, c.Sources), len(found))
	if len(found) > PerPage {
		p.All = &Link{s.Link(s.SetPath(q, "")), "All " + strconv.Itoa(len(found)) + " posts in " + a.Name}
	}
	related := feeds.Query{Boroughs: q.Boroughs, Scopes: []string{"related"}}
	if n := len(e.Select(related, now).Records); n > 0 && !s.static {
		p.Related = &Link{s.listURL(related), capital(count(n, "related post")) + " that do not ask for social work registration"}
	}
	switch {
	case a.Offer != "":
		p.Own = &Link{a.Offer, "What " + a.Name + " offers social workers, on its own page"}
	case a.Careers != "":
		p.Own = &Link{a.Careers, a.Name + "’s own careers page"}
	}
	state := boroughStates(e.Snapshot, all)
	for _, slug := range neighbours(a.Slug) {
		p.Neighbours = append(p.Neighbours, countLink{Link{s.Link("/boroughs/" + slug), feeds.BoroughName(slug)}, state[slug].howMany()})
	}
	return s.draw("borough", f, p)
}

// boroughReading says whether the authority is being read, and what an empty
// list means.
func (s *Site) boroughReading(p *boroughPage, c feeds.Covered, last time.Time, found int) {
	p.Reading = "Being read: " + c.Name + "’s own list was last read well on " + clock(last) + "."
	p.Nothing = "No children’s social work posts are open in what " + c.Name + " publishes."
	if c.Read {
		return
	}
	p.Tone = "warn"
	p.Reading = "Not being read now: " + c.Why + "."
	if !last.IsZero() {
		p.Reading += " It was last read well on " + clock(last) + "; what is listed here may be out of date."
	}
	p.Nothing = "That nothing is listed here does not mean that nothing is open: look on the council’s own page."
	if found == 0 {
		p.CountText = "Not known what is open"
	}
}

// neighbours are the authorities whose squares touch one's on the map.
func neighbours(slug string) []string {
	at, _ := place.BySlug(slug)
	var out []string
	for _, a := range place.Authorities() {
		if dc, dr := a.Col-at.Col, a.Row-at.Row; dc*dc+dr*dr == 1 {
			out = append(out, a.Slug)
		}
	}
	slices.Sort(out)
	return out
}

// ownPage is the authority's page on working in its children's social care,
// else its careers page; empty where neither is known.
func ownPage(a place.Authority) string { return cmp.Or(a.Offer, a.Careers) }
