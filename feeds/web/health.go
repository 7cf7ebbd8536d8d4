package web

import (
	"net/http"
	"strconv"
	"time"

	"vacancies/feeds/site"
)

// quiet is how long no source may have been read well before the service is
// not ready (CONTRACT, "HTTP").
const quiet = 6 * time.Hour

// healthz says that the process serves.
func (s *Server) healthz(w http.ResponseWriter, r *http.Request) { plain(w, r, http.StatusOK, "ok\n") }

// readyz says whether what is served can be relied on.
func (s *Server) readyz(w http.ResponseWriter, r *http.Request) {
	if problem := s.unready(); problem != "" {
		w.Header().Set("Retry-After", "300")
		plain(w, r, http.StatusServiceUnavailable, problem+"\n")
		return
	}
	plain(w, r, http.StatusOK, "ready\n")
}

// unready says why the service is not ready; empty when it is.
func (s *Server) unready() string {
	e := s.current()
	var last time.Time
	for i := range e.Snapshot.Sources {
		if at := e.Snapshot.Sources[i].LastSuccess; at.After(last) {
			last = at
		}
	}
	if s.o.Now().Sub(last) > quiet {
		return "no source has been read well for " + strconv.Itoa(int(quiet.Hours())) + " hours"
	}
	if t := s.Troubles(); len(t) > 0 {
		return t[0]
	}
	return ""
}

func plain(w http.ResponseWriter, r *http.Request, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write([]byte(text))
	}
}

// status answers with every source's clocks. What failed its check is said
// here, so the page is drawn afresh while there is any.
func (s *Server) status(w http.ResponseWriter, r *http.Request) {
	e, troubles := s.current(), s.Troubles()
	draw := func() ([]byte, error) {
		return s.site.Status(site.Status{Edition: e.Edition, Troubles: troubles, Now: s.o.Now()})
	}
	if len(troubles) == 0 {
		s.html(w, r, e, "page /status", freshLook, draw)
		return
	}
	s.uncached(w, r, draw)
}
