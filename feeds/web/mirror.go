package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"vacancies/feeds"
	"vacancies/feeds/site"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/place"
)

// How much of the past a mirror shows.
const (
	mirrorClosed = 200
	mirrorRuns   = 24
	maxFind      = 500
)

// mirror answers with how a borough's adverts are represented, and what became
// of one that is looked for.
func (s *Server) mirror(w http.ResponseWriter, r *http.Request) {
	a, ok := place.BySlug(r.PathValue("borough"))
	if !ok {
		s.notFound(w, r)
		return
	}
	e, query := s.current(), r.URL.Query()
	ask := site.MirrorRequest{Find: strings.TrimSpace(query.Get("find")), Group: query.Get("group"), Looked: query.Get("looked"),
		LookAgain: s.o.LookAgain != nil && s.o.Config.Site.LookAgain}
	ask.LookedAt = s.askedAt(ask.Looked)
	ask.Page, _ = strconv.Atoi(query.Get("page"))
	if len(ask.Find) > maxFind {
		s.tell(w, r, http.StatusBadRequest, s.mirrorMessage(a, "That is too long to look up", "Give the advert’s address, its reference, or a few words of its title."))
		return
	}
	if ask.Find != "" {
		found, err := s.o.Ledger.Find(ask.Find, func(r *lifecycle.Record) bool { return site.Serves(e.Snapshot, r, a.Slug) })
		if err != nil {
			s.failed(w, r, err)
			return
		}
		for i := range found {
			found[i].Pruned = s.gone(&found[i])
		}
		ask.Found = found
	}
	draw := func() ([]byte, error) {
		in, err := s.mirrorOf(e, a)
		if err != nil {
			return nil, err
		}
		return s.site.Mirror(in, ask)
	}
	if r.URL.RawQuery == "" {
		s.html(w, r, e, "mirror "+a.Slug, freshLook, draw)
		return
	}
	s.uncached(w, r, draw)
}

// mirrorOf gathers what a mirror shows.
func (s *Server) mirrorOf(e *edition, a place.Authority) (site.Mirror, error) {
	in := site.Mirror{Edition: e.Edition, Borough: a, Now: s.o.Now(), Runs: map[string][]lifecycle.Run{},
		LeftOut: map[string][]lifecycle.Sighting{}, Decisions: map[string][]lifecycle.Decision{}}
	var err error
	if in.Closed, err = s.o.Ledger.Closed(a.Slug, mirrorClosed); err != nil {
		return in, err
	}
	in.Closed = slices.DeleteFunc(in.Closed, func(r lifecycle.Record) bool { return s.gone(&r) })
	annals, _ := s.o.Ledger.(Annals)
	for i := range e.Snapshot.Sources {
		st := &e.Snapshot.Sources[i].Source
		if !slices.Contains(st.Boroughs, a.Slug) {
			continue
		}
		if in.Runs[st.ID], err = s.o.Ledger.Runs(st.ID, mirrorRuns); err != nil {
			return in, err
		}
		if annals != nil {
			if in.LeftOut[st.ID], err = annals.LeftOut(st.ID); err != nil {
				return in, err
			}
		}
	}
	if annals == nil {
		return in, nil
	}
	all, err := annals.Decisions()
	for _, d := range all {
		in.Decisions[d.Target] = append(in.Decisions[d.Target], d)
	}
	return in, err
}

// mirrorJSON answers with a mirror for machines.
func (s *Server) mirrorJSON(w http.ResponseWriter, r *http.Request) {
	s.mirrorDocument(w, r, "mirror.json ", func(e *edition, a place.Authority) (feeds.Document, error) {
		in, err := s.mirrorOf(e, a)
		if err != nil {
			return feeds.Document{}, err
		}
		body, err := s.site.MirrorJSON(in)
		return feeds.NewDocument(body, feeds.TypeJSON, e.modified), err
	})
}

// mirrorAtom answers with what is missing or unclear in a borough's adverts.
func (s *Server) mirrorAtom(w http.ResponseWriter, r *http.Request) {
	s.mirrorDocument(w, r, "mirror.atom ", func(e *edition, a place.Authority) (feeds.Document, error) {
		return e.ProblemsAtom(a.Slug)
	})
}

func (s *Server) mirrorDocument(w http.ResponseWriter, r *http.Request, name string, make func(*edition, place.Authority) (feeds.Document, error)) {
	a, ok := place.BySlug(r.PathValue("borough"))
	if !ok {
		s.notFound(w, r)
		return
	}
	w.Header().Set("X-Robots-Tag", "noindex")
	s.machine(w, r, name+a.Slug, func(e *edition) (feeds.Document, error) { return make(e, a) })
}

// mirrorMessage leads back to the mirror of the borough it speaks of.
func (s *Server) mirrorMessage(a place.Authority, heading, text string) site.Message {
	return site.Message{Heading: heading, Text: []string{text}, Links: []site.Link{s.mirrorLink(a.Slug)}}
}

func (s *Server) mirrorLink(slug string) site.Link {
	return site.Link{URL: s.site.Link("/boroughs/" + slug + "/mirror"), Text: "How " + feeds.BoroughName(slug) + "’s adverts are shown"}
}
