package web

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"vacancies/feeds/site"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/place"
)

// LookAgainEvery is the least time between two readings of a source that were
// asked for.
const LookAgainEvery = 15 * time.Minute

// lookAgain queues one polite re-read of a source, where the configuration
// allows it, at most every quarter of an hour.
func (s *Server) lookAgain(w http.ResponseWriter, r *http.Request) {
	a, ok := place.BySlug(r.PathValue("borough"))
	if !ok || s.o.LookAgain == nil || !s.o.Config.Site.LookAgain {
		s.notFound(w, r)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		s.tell(w, r, http.StatusBadRequest, s.mirrorMessage(a, "That could not be read", "Go back to the page and press the button again."))
		return
	}
	source := r.PostForm.Get("source")
	st := sourceOf(s.current(), source, a.Slug)
	if st == nil || st.Paused() != "" {
		s.tell(w, r, http.StatusBadRequest, s.mirrorMessage(a, "That source is not being read", "It is paused, stopped, or not one of this borough’s."))
		return
	}
	if again := s.claim(source, st.LastAttempt); !again.IsZero() {
		w.Header().Set("Retry-After", strconv.Itoa(int(again.Sub(s.o.Now()).Seconds())+1))
		s.tell(w, r, http.StatusTooManyRequests, s.mirrorMessage(a, "It was read a short time ago",
			"So as not to burden the council’s site, we look again on request at most once in 15 minutes. You can ask again after "+site.Clock(again)+"."))
		return
	}
	if err := s.o.LookAgain(source); err != nil {
		s.o.Logger.Error("a re-read could not be queued", "source", source, "error", err)
		w.Header().Set("Retry-After", strconv.Itoa(int(LookAgainEvery.Seconds())))
		s.tell(w, r, http.StatusServiceUnavailable, s.mirrorMessage(a, "It cannot be read now", "The reading could not be queued. It will be read at its usual time."))
		return
	}
	s.redirect(w, r, http.StatusSeeOther, "/boroughs/"+a.Slug+"/mirror?looked="+source)
}

// sourceOf finds a source of a borough; nil when it is none.
func sourceOf(e *edition, id, slug string) *lifecycle.SourceState {
	for i := range e.Snapshot.Sources {
		if st := &e.Snapshot.Sources[i]; st.Source.ID == id && slices.Contains(st.Source.Boroughs, slug) && !st.Absent {
			return st
		}
	}
	return nil
}

// askedAt is when a source was last asked for; zero when it was not.
func (s *Server) askedAt(source string) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[source]
}

// claim notes that a source is asked for now; the time from which it may be
// asked again when that is too soon.
func (s *Server) claim(source string, lastAttempt time.Time) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	last := s.asked[source]
	if lastAttempt.After(last) {
		last = lastAttempt
	}
	if now := s.o.Now(); !last.IsZero() && now.Before(last.Add(LookAgainEvery)) {
		return last.Add(LookAgainEvery)
	}
	s.asked[source] = s.o.Now()
	return time.Time{}
}
