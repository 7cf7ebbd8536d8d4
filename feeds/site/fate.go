package site

import (
	"cmp"
	"slices"
	"strings"

	"vacancies/feeds"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/role"
)

// The groups of a mirror, in order.
const (
	groupPublished = "published"
	groupRelated   = "related"
	groupLeftOut   = "left-out"
	groupMerged    = "merged"
	groupWithheld  = "withheld"
	groupClosed    = "closed"
)

// mirrorGroups are the groups with nothing in them yet.
func mirrorGroups() []MirrorGroup {
	groups := []MirrorGroup{
		{Group: groupPublished, Title: "Published", Explain: "In the list and the feeds."},
		{Group: groupRelated, Title: "Related", Explain: "Children’s social care posts that do not ask for social work registration: shown when related posts are asked for."},
		{Group: groupLeftOut, Title: "Left out", Explain: "Seen, and not shown: the reason stands with each. Of these we show title, link and reason only."},
		{Group: groupMerged, Title: "Merged into another", Explain: "Adverts of a post that is already shown: it appears once, under the other advert."},
		{Group: groupWithheld, Title: "Withheld", Explain: "Seen, and waiting: for a person, for a second look, or until the page we found them on is accepted."},
		{Group: groupClosed, Title: "Closed or withdrawn", Explain: "No longer in any list. The page of each stays for a time and says so."},
	}
	for i := range groups {
		groups[i].Adverts = []MirrorAdvert{} // a list in JSON, also where it is empty
	}
	return groups
}

// Serves reports whether a record belongs on a borough's mirror: it is the
// borough's, or nobody's and stood in a list that the borough's sources read.
func Serves(snap *lifecycle.Snapshot, r *lifecycle.Record, slug string) bool {
	if slices.Contains(r.Boroughs, slug) {
		return true
	}
	if len(r.Boroughs) > 0 {
		return false
	}
	for i := range snap.Sources {
		if st := &snap.Sources[i].Source; st.ID == r.Source && slices.Contains(st.Boroughs, slug) {
			return true
		}
	}
	return false
}

// fate is a record's group on the mirror, and why where it is not published.
// What a rule leaves out has never been in a list, so that it cannot have left one.
func fate(r *lifecycle.Record) (group, reason string) {
	switch r.State {
	case lifecycle.Merged:
		return groupMerged, "Merged" + sentence(clip(r.Reason, 200))
	case lifecycle.Held:
		return groupWithheld, capital(cmp.Or(clip(r.Reason, 200), "waits for a person"))
	}
	if place := r.Outside(); place != "" {
		return groupLeftOut, "The post is in " + clip(place, 60) + ", outside London’s 33 authorities." + endedWords(r)
	}
	if r.Vacancy.Role.Scope == role.Out {
		return groupLeftOut, outWords(r) + endedWords(r)
	}
	switch r.State {
	case lifecycle.Closed:
		return groupClosed, cmp.Or(strings.TrimSpace(strings.TrimPrefix(feeds.ClosingLine(r), "CLOSED.")), "It has closed.")
	case lifecycle.Withdrawn:
		return groupClosed, "Withdrawn on " + day(r.Ended) + sentence(clip(r.Reason, 200))
	}
	switch {
	case r.Vacancy.Role.Scope == role.Related:
		return groupRelated, missingWords(r)
	case r.InDefault:
		return groupPublished, missingWords(r)
	case slices.Contains(r.Vacancy.Hours.Contract, "agency"):
		return groupPublished, "An agency post: shown only when agency posts are asked for."
	}
	return groupWithheld, capital(cmp.Or(clip(r.Reason, 200), "not in the list at present"))
}

// missingWords say of an advert that its list shows no more, and that is not
// withdrawn yet, since when and what happens next.
func missingWords(r *lifecycle.Record) string {
	lead := r.Lead()
	if lead == nil || lead.Gone || lead.Missing.IsZero() {
		return ""
	}
	return "Its list has not shown it since " + clock(lead.Missing) + ". It is withdrawn when the next regular reading after that does not show it either."
}

// endedWords say that what is left out has ended as well.
func endedWords(r *lifecycle.Record) string {
	if r.State == lifecycle.Open {
		return ""
	}
	return " It ended on " + day(r.Ended) + "."
}

func sentence(reason string) string {
	if reason == "" {
		return "."
	}
	return ": " + reason + "."
}

// outWords say by which words and which rule an advert was left out.
func outWords(r *lifecycle.Record) string {
	why := feeds.NewVacancyObject(r).Evidence["scope"]
	words := "Not children’s social work"
	if why.Words != "" {
		words += ": “" + why.Words + "”"
	}
	if why.Rule != "" {
		words += " (rule " + why.Rule + ")"
	}
	return words + "."
}
