package site

import (
	"cmp"
	"slices"
	"strings"

	"vacancies/feeds"
	"vacancies/normalize/lifecycle"
)

// sourceNote is the licence and source note of one source.
type sourceNote struct{ Name, URL, Shown, Evidence, Note string }

// Sources draws the licence and source note of each borough.
func (s *Site) Sources(e *feeds.Edition) ([]byte, error) {
	type borough struct {
		Slug, Name string
		Sources    []sourceNote
	}
	var all []borough
	for _, a := range e.Coverage().Authorities {
		b := borough{Slug: a.Slug, Name: a.Name}
		for i := range e.Snapshot.Sources {
			if st := &e.Snapshot.Sources[i]; slices.Contains(st.Source.Boroughs, a.Slug) && !st.Absent {
				b.Sources = append(b.Sources, s.sourceNote(st.Source))
			}
		}
		all = append(all, b)
	}
	return s.draw("sources", s.frame("Sources and licences", "/sources", ""), struct {
		Crawler  string
		Boroughs []borough
	}{s.Link("/crawler"), all})
}

func (s *Site) sourceNote(src lifecycle.Source) sourceNote {
	note := sourceNote{Name: s.sourceName(src.ID), URL: web(src.URL), Shown: republishWords(src.Republish), Evidence: evidenceWords(src.Evidence)}
	for _, c := range s.cfg.Sources {
		if c.ID != src.ID {
			continue
		}
		note.Note = c.Note
		if p := c.Permission; p != nil {
			note.Shown += " Permitted by " + p.From + " on " + p.On + " (" + p.Evidence + ")."
		}
	}
	if stop := src.Stopped; stop != nil {
		note.Note += " Stopped on request on " + stop.On + ": " + stop.Why + "."
	}
	return note
}

func republishWords(level string) string {
	switch level {
	case "full":
		return "Full text is shown."
	case "excerpt":
		return "Facts and a short excerpt are shown."
	}
	return "Facts alone are shown."
}

func evidenceWords(level string) string {
	switch level {
	case "verified":
		return "Address verified."
	case "assumed":
		return "Address assumed from public material, not verified."
	}
	return "Address not known."
}

// sourceName names a source for people: by the authorities it serves where it
// is a council's own, else by its id and what kind of site it is.
func (s *Site) sourceName(id string) string {
	for _, c := range s.cfg.Sources {
		if c.ID != id {
			continue
		}
		switch c.Kind {
		case "council", "":
			return list(names(c.Boroughs)) + " careers site"
		case "shared":
			return "Shared careers site of " + list(names(c.Boroughs))
		}
		return capital(strings.ReplaceAll(id, "-", " ")) + " (" + cmp.Or(kinds[c.Kind], c.Kind) + ")"
	}
	return id
}

// kinds are the kinds of source that are no council's own.
var kinds = map[string]string{"regional": "regional site", "board": "job board"}
