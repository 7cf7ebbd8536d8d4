package site

import (
	"cmp"
	"strconv"

	"vacancies/feeds"
	"vacancies/normalize/lifecycle"
)

// coverageNote says what a list rests on.
type coverageNote struct {
	// Some is true where it is of chosen boroughs, not of all.
	Some     bool
	Read, Of int
	NotRead  []notRead
	Rest     *Link
	More     *Link
	// Reasons says why each is not read.
	Reasons bool
}

type notRead struct {
	Link
	Why string
}

// namedUnread is how many authorities not being read are named in one note.
const namedUnread = 8

// coverage words the note for a list of some boroughs; none means all.
func (s *Site) coverage(c feeds.Coverage, boroughs []string) coverageNote {
	c = c.For(boroughs)
	n := coverageNote{Read: c.Read, Of: c.Of, More: &Link{s.Link("/boroughs"), "See every borough"}}
	if len(boroughs) > 0 {
		n.Some = true
	}
	unread := c.NotRead()
	for i, a := range unread {
		if i == namedUnread && len(unread) > namedUnread+1 {
			n.Rest = &Link{s.Link("/boroughs"), strconv.Itoa(len(unread)-i) + " more"}
			break
		}
		n.NotRead = append(n.NotRead, notRead{Link{cmp.Or(a.Careers, a.Offer), a.Name}, a.Why})
	}
	return n
}

// boroughState is what maps and tables show of an authority.
type boroughState struct {
	feeds.Covered
	Open int
}

// boroughStates counts each authority's open posts of the default set.
func boroughStates(snap *lifecycle.Snapshot, c feeds.Coverage) map[string]boroughState {
	out := map[string]boroughState{}
	for _, a := range c.Authorities {
		out[a.Slug] = boroughState{Covered: a}
	}
	for _, r := range snap.Records {
		if r.State != lifecycle.Open || !r.InDefault {
			continue
		}
		for _, slug := range r.Boroughs {
			b := out[slug]
			b.Open++
			out[slug] = b
		}
	}
	return out
}

// unreadSlugs are the authorities of which an empty list says nothing.
func unreadSlugs(c feeds.Coverage) map[string]bool {
	out := map[string]bool{}
	for _, a := range c.NotRead() {
		out[a.Slug] = true
	}
	return out
}

// howMany counts open posts, and says of an authority that is not being read
// that nothing is known where a nought would mislead.
func (b boroughState) howMany() string {
	if b.Open == 0 && !b.Read {
		return "not read"
	}
	return strconv.Itoa(b.Open)
}
