package web

import (
	"net/http"
	"path"

	"vacancies/feeds/site"
)

// firstLook is when to come back to a service that has read nothing yet, in seconds.
const firstLook = "300"

// once lets a request through that states which vacancies are open, once any
// list was read. Before that nothing is known, and an empty list, which a site
// that keeps a copy would follow, must not be told (lifecycle.Snapshot.Unread).
func (s *Server) once(answer http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		switch {
		case !s.current().Snapshot.Unread():
			answer(w, r)
		case forMachines[path.Ext(r.URL.Path)]:
			w.Header().Set("Retry-After", firstLook)
			refuse(w, http.StatusServiceUnavailable, "No council's list has been read and published yet, so it is not known which vacancies are open. Keep what you have; try again later.")
		default:
			w.Header().Set("Retry-After", firstLook)
			s.tell(w, r, http.StatusServiceUnavailable, site.Message{Heading: "Nothing to show yet",
				Text: []string{"No council’s vacancy list has been read and published here so far, so we cannot say which posts are open. There may be many: until then, look on the councils’ own pages."},
				Links: []site.Link{{URL: s.site.Link("/boroughs"), Text: "Every borough and its own job page"},
					{URL: s.site.Link("/status"), Text: "What is being read, and when"}}})
		}
	}
}
