package web

import (
	"net/http"

	"vacancies/feeds/site"
)

func (s *Server) notFound(w http.ResponseWriter, r *http.Request) {
	s.message(w, r, http.StatusNotFound, "Page not found",
		"There is nothing at this address. If you typed it, check that it is right; if you followed a link, the post may have been taken down long ago.")
}

// broken answers where something of ours went wrong.
func (s *Server) broken(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Retry-After", "60")
	s.message(w, r, http.StatusInternalServerError, "Something went wrong",
		"The fault is ours. Try again in a minute; what was published is safe.")
}

// message answers with a short page of its own, never cached.
func (s *Server) message(w http.ResponseWriter, r *http.Request, status int, heading string, text ...string) {
	s.tell(w, r, status, site.Message{Heading: heading, Text: text})
}

// tell is message with links that lead on from there.
func (s *Server) tell(w http.ResponseWriter, r *http.Request, status int, m site.Message) {
	body, err := s.site.Message(m)
	if err != nil {
		http.Error(w, m.Heading, status)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	h := w.Header()
	for _, name := range []string{"ETag", "Last-Modified", "Content-Encoding", "Content-Length"} {
		h.Del(name)
	}
	h.Set("Content-Type", htmlType)
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}

// failed logs what went wrong on which route and answers 500.
func (s *Server) failed(w http.ResponseWriter, r *http.Request, err error) {
	s.o.Logger.Error("an answer failed", "route", r.Pattern, "error", err)
	s.broken(w, r)
}
