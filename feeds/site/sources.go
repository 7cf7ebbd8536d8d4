package site

import (
	"cmp"
	"slices"
	"strings"

	"vacancies/feeds"
)

// Sources draws the licence and source note of each borough.
func (s *Site) Sources(e *feeds.Edition) ([]byte, error) {
	type source struct{ Name, URL, Shown, Evidence, Note string }
	type borough struct {
		Slug, Name string
		Sources    []source
	}
	var all []borough
	for _, a := range e.Coverage().Authorities {
		b := borough{Slug: a.Slug, Name: a.Name}
		for i := range e.Snapshot.Sources {
			st := &e.Snapshot.Sources[i]
			if !slices.Contains(st.Source.Boroughs, a.Slug) || st.Absent {
				continue
			}
			row := source{Name: s.sourceName(st.Source.ID), URL: web(st.Source.URL), Shown: republishWords(st.Source.Republish), Evidence: evidenceWords(st.Source.Evidence)}
			for _, c := range s.cfg.Sources {
				if c.ID == st.Source.ID {
					row.Note = c.Note
					if c.Permission != nil {
						row.Shown += " Permitted by " + c.Permission.From + " on " + c.Permission.On + " (" + c.Permission.Evidence + ")."
					}
				}
			}
			if st.Source.Stopped != nil {
				row.Note += " Stopped on request of " + st.Source.Stopped.By + " on " + st.Source.Stopped.On + ": " + st.Source.Stopped.Why + "."
			}
			b.Sources = append(b.Sources, row)
		}
		all = append(all, b)
	}
	return s.draw("sources", s.frame("Sources and licences", "/sources", ""), struct {
		Crawler  string
		Boroughs []borough
	}{s.Link("/crawler"), all})
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
