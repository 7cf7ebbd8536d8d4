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
	Coverage     coverageNote
	Groups       []feedGroup
}

type feedGroup struct {
	Title string
	Feeds []standingFeed
}

type standingFeed struct {
	Page, Title string
	Count       int
	Links       []feedLink
}

// Feeds draws "keep me told": how to follow a search with and without a feed
// reader, and every standing feed.
func (s *Site) Feeds(e *feeds.Edition, now time.Time) ([]byte, error) {
	f := s.frame("Keep me told", "/feeds", "/feeds")
	f.Alternates = s.alternates(feeds.Query{}, "All vacancies")
	p := feedsPage{Ways: s.told(feeds.Query{}).Ways, Search: s.Link("/vacancies"), OPML: s.Link("/feeds.opml"), Coverage: s.coverage(e.Coverage(), nil)}
	for _, st := range feeds.StandingFeeds() {
		title := st.Group
		if title == "" {
			title = "Everything"
		}
		if n := len(p.Groups); n == 0 || p.Groups[n-1].Title != title {
			p.Groups = append(p.Groups, feedGroup{Title: title})
		}
		g := &p.Groups[len(p.Groups)-1]
		g.Feeds = append(g.Feeds, standingFeed{Page: s.Link(s.SetPath(st.Query, "")), Title: st.Label,
			Count: len(e.Select(st.Query, now).Records), Links: s.alternates(st.Query, st.Label)})
	}
	return s.draw("feeds", f, p)
}
