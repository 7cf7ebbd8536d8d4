package site

import (
	"html/template"

	"vacancies/feeds"
)

// toldBox is "Keep me told" for one search.
type toldBox struct {
	Intro string
	Ways  []way
	// Feeds are addresses to copy: nobody is sent to a raw document.
	Feeds []feedLink
	Help  string
}

type way struct {
	URL     template.URL
	Text    string
	Hint    string
	Outside bool
}

// told offers ways of following a search, first those that need no feed reader.
func (s *Site) told(q feeds.Query) *toldBox {
	box := &toldBox{Help: s.Link("/feeds"), Intro: "Hear of new posts that fit this search, without an account."}
	what := "search"
	if q.IsDefault() {
		box.Intro, what = "Hear of new posts, without an account.", "list"
	}
	if a := web(s.cfg.Site.AlertsURL); a != "" {
		box.Ways = append(box.Ways, way{template.URL(a), "Get e-mail alerts", "from the regional site", true})
	}
	address := s.Absolute(s.SetPath(q, ""))
	box.Ways = append(box.Ways,
		way{s.webcal(s.SetPath(q, ".ics")), "Closing dates in your calendar", "dates move by themselves when a council changes them", false},
		way{mailto("", "My "+what+": "+s.cfg.Site.Title, "My "+what+", to open again:\n"+address+"\n"), "Send this " + what + " to yourself", "opens a new e-mail", false})
	if !s.static {
		box.Ways = append(box.Ways, way{template.URL(s.listURL(q.Set().With("added", "3"))), "Added in the last 3 days", "a page to bookmark", false})
	}
	box.Feeds = s.alternates(q, "")
	return box
}

// alternates are the feeds of a set in the three formats every list has.
func (s *Site) alternates(q feeds.Query, title string) []feedLink {
	var out []feedLink
	for _, t := range []struct {
		format feeds.Format
		name   string
	}{{feeds.RSS, "RSS"}, {feeds.Atom, "Atom"}, {feeds.JSONFeed, "JSON Feed"}} {
		path := s.SetPath(q, "."+string(t.format))
		out = append(out, feedLink{URL: s.Link(path), Address: s.Absolute(path), ID: string(t.format), Type: typeAttribute(t.format), Title: title + " (" + t.name + ")", Text: t.name})
	}
	return out
}
