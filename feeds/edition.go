package feeds

import (
	"strings"
	"sync"
	"time"

	"vacancies/config"
	"vacancies/normalize/lifecycle"
)

// Edition is one snapshot made ready to be published: what is worked out for a
// vacancy is worked out once for all the queries asked of it. It is safe for
// concurrent use and, like the snapshot, never changes.
type Edition struct {
	Snapshot *lifecycle.Snapshot
	// Site is the configuration, with names where the operator gave none.
	Site config.Site
	// listed are the records that some query can hold, in the snapshot's order.
	listed []candidate
	// byID is where a record stands among them.
	byID map[string]int
	// coverage is said in every document.
	coverage Coverage
	// modified is when anything that documents say last changed.
	modified time.Time
}

// NewEdition makes a snapshot ready. The configuration's base URL is where
// every link leads.
func NewEdition(snap *lifecycle.Snapshot, site config.Site) *Edition {
	return newEdition(snap, WithDefaults(site), nil)
}

// Next is the edition of a later snapshot under the same configuration. What was
// worked out for a vacancy that the commit did not touch is carried over, so
// that its cost grows with what changed.
func (e *Edition) Next(snap *lifecycle.Snapshot) *Edition {
	known := make(map[*lifecycle.Record]candidate, len(e.listed))
	for _, c := range e.listed {
		known[c.Record] = c
	}
	return newEdition(snap, e.Site, known)
}

// Said notes that what documents say changed at an instant although no vacancy
// did: coverage changes with a run that brings nothing.
func (e *Edition) Said(at time.Time) {
	if at.After(e.modified) {
		e.modified = at
	}
}

// Modified is when anything that documents say last changed.
func (e *Edition) Modified() time.Time { return e.modified }

func newEdition(snap *lifecycle.Snapshot, site config.Site, known map[*lifecycle.Record]candidate) *Edition {
	e := &Edition{Snapshot: snap, Site: site, byID: map[string]int{}, coverage: CoverageOf(snap), modified: snap.At}
	for _, r := range snap.Records {
		if !published(r) {
			continue
		}
		c, ok := known[r]
		if !ok {
			c = candidate{Record: r,
				words: sync.OnceValue(func() []string { return searchable(r) }),
				item:  sync.OnceValue(func() *Item { return newItem(r, site) })}
		}
		e.byID[r.ID] = len(e.listed)
		e.listed = append(e.listed, c)
	}
	return e
}

// Coverage is the coverage of the edition's snapshot.
func (e *Edition) Coverage() Coverage { return e.coverage }

// Item is the entry of one of the snapshot's listed vacancies; nil when there is none.
func (e *Edition) Item(id string) *Item {
	if i, ok := e.byID[id]; ok {
		return e.listed[i].item()
	}
	return nil
}

// WithDefaults gives the site a title, a publisher and a base URL where the
// operator gave none; the base URL loses its last slash.
func WithDefaults(site config.Site) config.Site {
	site.BaseURL = strings.TrimRight(site.BaseURL, "/")
	if site.BaseURL == "" {
		site.BaseURL = "http://localhost"
	}
	if site.Title == "" {
		site.Title = "Children's social work vacancies in London"
	}
	if site.Publisher == "" {
		site.Publisher = site.Title
	}
	return site
}
