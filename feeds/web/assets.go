package web

import (
	"net/http"
	"time"

	"vacancies/feeds"
)

// asset answers with a file of the site's own, which never changes under its name.
func (s *Server) asset(w http.ResponseWriter, r *http.Request) {
	a, ok := s.site.Assets()["/assets/"+r.PathValue("name")]
	if !ok {
		s.notFound(w, r)
		return
	}
	key := "asset " + a.Path
	rep := s.cache.get(key, s.o.Now())
	if rep == nil {
		rep = represent(feeds.NewDocument(a.Body, a.Type, epoch))
		s.cache.put(key, rep, epoch.AddDate(1000, 0, 0))
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	rep.send(w, r, http.StatusOK)
}

// robots answers with the rules for machines.
func (s *Server) robots(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "public, max-age=86400")
	represent(feeds.NewDocument(s.robotsText(), "text/plain; charset=utf-8", time.Time{})).send(w, r, http.StatusOK)
}

// robotsText lets everyone read pages and feeds, and keeps machines out of look-ups.
func (s *Server) robotsText() []byte {
	return []byte("User-agent: *\nAllow: /\nDisallow: " + s.site.Link("/boroughs/*/mirror?") + "\n\nSitemap: " + s.site.Absolute("/sitemap.xml") + "\n")
}

// favicon sends browsers that ask of their own accord, as they do where a feed
// is opened by itself, to the icon that pages link.
func (s *Server) favicon(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "public, max-age=86400")
	http.Redirect(w, r, s.site.Icon(), http.StatusFound)
}
