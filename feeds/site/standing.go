package site

import (
	"strconv"
	"time"

	"vacancies/feeds"
)

// SetPath is the path, below the base URL, of a set's page (ext "") or of one
// of its feeds (ext ".rss" and so on). The running service has one address for
// every search; plain files cannot have a query string, so that there a
// standing feed has a path of its own.
func (s *Site) SetPath(q feeds.Query, ext string) string {
	set := q.Set()
	if s.static {
		return StandingPath(set) + ext
	}
	return "/vacancies" + ext + ask(set.Encode())
}

// StandingPath is the path of a standing set among plain files: "/vacancies"
// for the default set, else "/feeds/stage/senior". A set that is not one
// filter's one value has none, and gets the default's.
func StandingPath(q feeds.Query) string {
	values := q.Values()
	if len(values) == 1 {
		for param, v := range values {
			if len(v) == 1 {
				return "/feeds/" + param + "/" + v[0]
			}
		}
	}
	return "/vacancies"
}

// ParseStanding finds the set of a standing path, such as "stage" and "senior".
func ParseStanding(param, value string) (feeds.Query, bool) {
	for _, f := range feeds.StandingFeeds() {
		if f.Group != "" && StandingPath(f.Query) == "/feeds/"+param+"/"+value {
			return f.Query, true
		}
	}
	return feeds.Query{}, false
}

// PagePath is the path of one page of a set's list.
func (s *Site) PagePath(q feeds.Query, number int) string {
	if s.static {
		if number <= 1 {
			return s.SetPath(q, "")
		}
		return s.SetPath(q, "") + "/page-" + strconv.Itoa(number)
	}
	return "/vacancies" + ask(q.With("page", strconv.Itoa(number)).Encode())
}

type feedsPage struct {
	Ways         []way
	Search, OPML string
	Everything   countLink
	All          []feedLink
	Coverage     coverageNote
	Groups       []feedGroup
}

type feedGroup struct {
	ID, Title string
	Feeds     []countLink
}

// Feeds draws "keep me told": how to follow a search with and without a feed
// reader, and every standing feed with what it holds: the page of the same
// search, which also has its addresses.
func (s *Site) Feeds(e *feeds.Edition, now time.Time) ([]byte, error) {
	f := s.frame("Keep me told", "/feeds", "/feeds")
	f.Alternates = s.alternates(feeds.Query{}, "All vacancies")
	p := feedsPage{Ways: s.told(feeds.Query{}).Ways, Search: s.Link("/vacancies"), OPML: s.Link("/feeds.opml"),
		All: s.alternates(feeds.Query{}, ""), Coverage: s.coverage(e.Coverage(), nil)}
	unread := unreadSlugs(e.Coverage())
	for _, st := range feeds.StandingFeeds() {
		page := countLink{Link{s.Link(s.SetPath(st.Query, "")), st.Label}, strconv.Itoa(len(e.Select(st.Query, now).Records))}
		if st.Group == "" {
			p.Everything = page
			continue
		}
		if page.Count == "0" && len(st.Query.Boroughs) == 1 && unread[st.Query.Boroughs[0]] {
			page.Count = "not read"
		}
		if n := len(p.Groups); n == 0 || p.Groups[n-1].Title != st.Group {
			p.Groups = append(p.Groups, feedGroup{ID: "group-" + strconv.Itoa(n), Title: st.Group})
		}
		g := &p.Groups[len(p.Groups)-1]
		g.Feeds = append(g.Feeds, page)
	}
	return s.draw("feeds", f, p)
}
