package london

import (
	"fmt"
	"slices"
	"time"
)

// Post is the truth of one advert on one day: what a right reading of its
// site finds.
type Post struct {
	// Source is the site, ID the recruitment system's own id there, Reference
	// what the advert prints.
	Source, ID, Reference string
	// Title is as the advert's page writes it, damage included.
	Title string
	// Story names what is special about it ("noon", "readvertised"...); empty
	// for an everyday advert.
	Story string
	// Round is the same for every copy of one round of one post; Readvertises
	// names the round of which this one is a new start.
	Round, Readvertises string
	// Boroughs are the slugs of the authorities it belongs to, also those that its
	// source does not serve (a shared post stands on the sites of both); none
	// when the post is outside London and must be left out, or is nobody's we know of.
	Boroughs []string
	// Scope, Stage, StageAlso, Specialisms and Contract are the label guide's codes.
	Scope, Stage string
	StageAlso    []string
	Specialisms  []string
	Contract     []string
	Pay          Pay
	Closing      Closing
	// Posted is the London day on which it was posted.
	Posted time.Time
}

// Posts is what a source shows at nine in the morning of a day, newest first,
// while nothing is broken. An unknown source is an error.
func (l *London) Posts(source string, day int) ([]Post, error) {
	s := l.byID[source]
	if s == nil {
		return nil, fmt.Errorf("telling the posts of %q: no such source in the local London", source)
	}
	var out []Post
	for _, a := range s.shown(l.date(day).Add(9*time.Hour), day) {
		out = append(out, a.truth(day))
	}
	return out, nil
}

// shown are the adverts listed at an instant of a day, newest first.
func (s *site) shown(now time.Time, day int) []*advert {
	var out []*advert
	for _, a := range s.adverts {
		if a.at(now, day) == listed {
			out = append(out, a)
		}
	}
	slices.Reverse(out)
	return out
}

func (a *advert) truth(day int) Post {
	_, page := a.on(day)
	stage, also := a.role.stages()
	return Post{
		Source: a.site.id, ID: a.key(), Reference: a.ref, Title: page.title, Story: a.story,
		Round: a.round, Readvertises: a.readvertises, Boroughs: slices.Clone(a.boroughs),
		Scope: a.role.scope, Stage: stage, StageAlso: also,
		Specialisms: codes(a.role.kinds), Contract: []string{a.contract},
		Pay: page.pay, Closing: page.closing, Posted: page.posted,
	}
}
