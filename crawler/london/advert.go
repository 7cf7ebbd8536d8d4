package london

import (
	"strconv"
	"strings"
	"time"
)

// advert is one post on one site through all its days.
type advert struct {
	site *site
	id   int    // the system's own id
	ref  string // the reference people quote
	// story names what is special about it; empty for an everyday one.
	story string
	role  role
	// boroughs are the authorities it belongs to; none when it is a post outside London.
	boroughs []string
	// round is the same for all copies of one round of one post, and readvertises
	// names the round that this one is a new start of.
	round, readvertises string
	contract            string // the label guide's code

	opens  int   // the first day on the site; negative before day 0
	leaves int   // the first day it is withdrawn; 0 for never
	away   []int // days on which it is missing and comes back

	first content
	edits []edit
}

// content is what an advert says at one time, before a system dresses it.
type content struct {
	title    string
	employer string
	team     string
	pay      Pay
	contract string
	hours    string
	location string
	postcode string
	posted   time.Time
	closing  Closing
	body     []section
	// rawHTML, when given, stands in place of the body as it is.
	rawHTML string
}

// edit is a change on a day of an advert's life. A pageOnly one shows on the
// advert's own page and not in the list.
type edit struct {
	day      int
	pageOnly bool
	change   func(*content)
}

// on is what the list and the advert's own page say on a day.
func (a *advert) on(day int) (row, page content) {
	row, page = a.first, a.first
	for _, e := range a.edits {
		if day < e.day {
			continue
		}
		e.change(&page)
		if !e.pageOnly {
			e.change(&row)
		}
	}
	return row, page
}

// state says whether an advert can be seen at an instant.
type state int

const (
	unborn state = iota
	listed
	ended
)

// at is the advert's state at now, which falls on day.
func (a *advert) at(now time.Time, day int) state {
	if day < a.opens {
		return unborn
	}
	if a.leaves != 0 && day >= a.leaves {
		return ended
	}
	for _, d := range a.away {
		if d == day {
			return ended
		}
	}
	_, page := a.on(day)
	if until := page.closing.lastsUntil(); !until.IsZero() && now.After(until) {
		return ended
	}
	return listed
}

// key is the system's id as its pages write it.
func (a *advert) key() string { return strconv.Itoa(a.id) }

// slug is a title as addresses write it.
func slug(title, blank string) string {
	var b strings.Builder
	gap := false
	for _, r := range title {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			if gap && b.Len() > 0 {
				b.WriteString(blank)
			}
			gap = false
			b.WriteRune(r)
		} else {
			gap = true
		}
	}
	return b.String()
}
