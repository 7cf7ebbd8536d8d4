package crawler

import (
	"cmp"

	"vacancies/crawler/platform"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// unclaimed looks, before any page is opened, whether the list is one of several
// employers and the config does not say which are ours: nothing of it is ours
// then, so no page of it needs opening. What only the adverts' pages said is
// remembered for a day.
func (r *run) unclaimed(rows []row) bool {
	named := make([]string, 0, len(rows))
	spoken := 0 // rows left out by their adapter, which knows the list to be shared
	why := ""
	for _, row := range rows {
		named = append(named, row.Advert.Employer)
		if row.LeftOut != "" {
			spoken, why = spoken+1, cmp.Or(why, row.LeftOut)
		}
	}
	if r.strange(named) {
		return false
	}
	reason := r.employers.Several(named)
	if reason == "" && spoken > 0 && spoken == len(rows) && !r.employers.Said() {
		reason = why
	}
	was, known := r.Known.Unclaimed(r.src.ID)
	known = known && was.Maker == r.claimant()
	switch {
	case reason != "" && known && was.Reason == reason:
		r.h.Unclaimed = &was
	case reason != "":
		r.h.Unclaimed = &lifecycle.Unclaimed{Reason: reason, At: r.now, Maker: r.claimant()}
	case known && r.now.Sub(was.At) < r.limits.Daily:
		r.h.Unclaimed = &was
	}
	return r.h.Unclaimed != nil
}

// strange ends the run where the board is another public body's: the list has
// moved, and nothing of what is there now is ours.
func (r *run) strange(named []string) bool {
	if r.h.Fault != "" {
		return false
	}
	why := r.employers.Stranger(named)
	if why == "" {
		return false
	}
	r.fail(&platform.Error{Platform: r.src.Platform, URL: r.src.URL, Fault: lifecycle.FaultMoved, Detail: why}, r.page)
	r.h.Adverts = nil
	return true
}

// claimant names the config under which a board's adverts were looked at.
func (r *run) claimant() string { return hashJSON([]any{r.maker(), r.src.Kind, r.src.Boroughs}) }

// claim looks once more when the adverts' own pages were read, since many
// systems name the employer only there, and leaves out what is not ours.
func (r *run) claim() {
	if r.h.Unclaimed == nil {
		named := make([]string, len(r.h.Adverts))
		for i := range r.h.Adverts {
			named[i] = r.h.Adverts[i].Advert.Employer
		}
		if r.strange(named) {
			return
		}
		if reason := r.employers.Several(named); reason != "" {
			r.h.Unclaimed = &lifecycle.Unclaimed{Reason: reason, At: r.now, Maker: r.claimant()}
		}
	}
	if r.h.Unclaimed == nil {
		return
	}
	for i := range r.h.Adverts {
		s := &r.h.Adverts[i]
		why := r.h.Unclaimed.Reason
		if s.Advert.Employer != "" {
			why = "this one is of " + s.Advert.Employer + ": " + why
		}
		s.LeftOut = oneLine(why)
	}
}

// strangers are the rows that earlier runs left out, by advert id: only their
// names and dates were kept.
func (r *run) strangers() map[string]lifecycle.Sighting {
	if r.left == nil {
		r.left = map[string]lifecycle.Sighting{}
		for _, s := range r.Known.LeftOut(r.src.ID) {
			r.left[normalize.Identify(s.Advert).ID] = s
		}
	}
	return r.left
}
