package feeds

import (
	"html"
	"slices"
	"time"

	gorilla "github.com/gorilla/feeds"

	"vacancies/config"
	"vacancies/normalize/lifecycle"
)

// StatusReader is what the status feed asks of the ledger.
type StatusReader interface {
	RunReader
	Snapshot() *lifecycle.Snapshot
	Changes(since uint64, max int) ([]lifecycle.Change, error)
}

// statusDays is for how many London days an incident stands in the feed.
const statusDays = 30

// StatusAtom tells once when a source turns bad, recovers or waits for a
// decision, and every Monday what the week before brought.
func StatusAtom(l StatusReader, site config.Site, now time.Time) (Document, error) {
	site = WithDefaults(site)
	snap := l.Snapshot()
	var all []Incident
	for i := range snap.Sources {
		incidents, err := IncidentsOf(l, &snap.Sources[i])
		if err != nil {
			return Document{}, err
		}
		for _, in := range incidents {
			if !in.At.Before(StartOfDay(now, -statusDays)) {
				all = append(all, in)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Incident) int { return b.At.Compare(a.At) })
	week, err := LastWeek(l, snap.Sequence, now)
	if err != nil {
		return Document{}, err
	}
	at := week.Monday
	f := &feed{
		site: site, id: nameID("status"), title: line(site.Title) + ": status of the sources", updated: at.UTC(),
		description: "When a source turns bad, recovers or waits for a decision, and a digest every Monday. " + CoverageOf(snap).Sentence(),
		self:        site.BaseURL + "/status.atom", page: site.BaseURL + "/status",
	}
	entries := []*atomEntry{statusEntry(site, "digest/"+dayKey(at), at, "The week before "+at.In(london).Format("Monday 2 January 2006"), week.words(all))}
	for _, in := range all {
		entries = append(entries, statusEntry(site, in.Key(), in.At, in.Source+": "+in.Kind.label(), in.Words))
		if u := in.At.UTC().Truncate(time.Second); u.After(f.updated) {
			f.updated = u
		}
	}
	body, err := writeEntries(newAtomFeed(f), entries)
	return NewDocument(body, TypeAtom, f.updated), err
}

func statusEntry(site config.Site, key string, at time.Time, title, words string) *atomEntry {
	id := nameID("status/" + key)
	updated := rfc3339(stamp(at, id))
	return &atomEntry{
		AtomEntry: &gorilla.AtomEntry{Title: line(title), Id: id, Updated: updated, Published: updated},
		Links:     []atomLink{{Rel: "alternate", Type: "text/html", Href: site.BaseURL + "/status"}},
		Content:   &atomText{Type: "html", Text: "<p>" + html.EscapeString(line(words)) + "</p>"},
	}
}
