package web

import (
	"net/http"
	"path"

	"vacancies/feeds"
	"vacancies/feeds/site"
)

// routes are the addresses of CONTRACT.md, "HTTP". A GET pattern answers HEAD too.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	page := func(pattern string, draw func(*edition) ([]byte, error)) {
		mux.HandleFunc("GET "+pattern, func(w http.ResponseWriter, r *http.Request) { s.page(w, r, draw) })
	}
	machine := func(pattern string, make func(*edition) (feeds.Document, error)) {
		mux.HandleFunc("GET "+pattern, func(w http.ResponseWriter, r *http.Request) { s.machine(w, r, pattern, make) })
	}
	// What states which vacancies are open waits for the first list to be read.
	list := func(pattern string, answer http.HandlerFunc) { mux.HandleFunc("GET "+pattern, s.once(answer)) }
	told := func(pattern string, make func(*edition) (feeds.Document, error)) {
		list(pattern, func(w http.ResponseWriter, r *http.Request) { s.machine(w, r, pattern, make) })
	}
	list("/{$}", func(w http.ResponseWriter, r *http.Request) {
		s.page(w, r, func(e *edition) ([]byte, error) { return s.site.Home(e.Edition, s.o.Now()) })
	})
	list("/vacancies", s.listing)
	for _, f := range feeds.Formats() {
		list("/vacancies."+string(f), func(w http.ResponseWriter, r *http.Request) { s.feed(w, r, f) })
	}
	list("/vacancies/{id}", s.vacancy)
	list("/vacancies/{id}/{slug}", s.vacancy)

	page("/boroughs", func(e *edition) ([]byte, error) { return s.site.Boroughs(e.Edition, s.o.Now()) })
	mux.HandleFunc("GET /boroughs/{borough}", s.borough)
	mux.HandleFunc("GET /boroughs/{borough}/mirror", s.mirror)
	mux.HandleFunc("POST /boroughs/{borough}/mirror", s.lookAgain)
	mux.HandleFunc("GET /boroughs/{borough}/mirror.json", s.mirrorJSON)
	mux.HandleFunc("GET /boroughs/{borough}/mirror.atom", s.mirrorAtom)

	page("/feeds", func(e *edition) ([]byte, error) { return s.site.Feeds(e.Edition, s.o.Now()) })
	mux.HandleFunc("GET /feeds/{param}/{value}", s.standing)
	machine("/feeds.opml", func(e *edition) (feeds.Document, error) { return e.OPML() })

	page("/about", func(e *edition) ([]byte, error) { return s.site.About(e.Edition) })
	page("/sources", func(e *edition) ([]byte, error) { return s.site.Sources(e.Edition) })
	page("/crawler", func(*edition) ([]byte, error) { return s.site.Crawler(s.o.Agent) })
	page("/accessibility", func(*edition) ([]byte, error) { return s.site.Accessibility(s.o.Version) })
	page("/privacy", func(*edition) ([]byte, error) { return s.site.Privacy() })
	page("/developers", func(*edition) ([]byte, error) { return s.site.Developers() })

	mux.HandleFunc("GET /status", s.status)
	machine("/status.json", func(e *edition) (feeds.Document, error) { return feeds.StatusJSON(e.Snapshot) })
	machine("/status.atom", func(*edition) (feeds.Document, error) {
		return feeds.StatusAtom(s.o.Ledger, s.o.Config.Site, s.o.Now())
	})
	list("/changes.json", s.changes)
	told("/changes.atom", func(*edition) (feeds.Document, error) {
		return feeds.ChangesAtom(s.o.Ledger, s.o.Config.Site, s.o.Now())
	})
	machine("/codes.json", func(*edition) (feeds.Document, error) { return feeds.CodesJSON() })
	machine("/boroughs.json", func(e *edition) (feeds.Document, error) { return e.BoroughsJSON() })
	machine("/schema/vacancy.json", func(*edition) (feeds.Document, error) { return feeds.SchemaJSON(s.o.Config.Site) })
	told("/sitemap.xml", func(e *edition) (feeds.Document, error) { return e.Sitemap() })

	mux.HandleFunc("GET /robots.txt", s.robots)
	mux.HandleFunc("GET /healthz", s.healthz)
	mux.HandleFunc("GET /readyz", s.readyz)
	mux.HandleFunc("GET /assets/{name}", s.asset)
	mux.HandleFunc("GET /favicon.ico", s.favicon)
	mux.HandleFunc("/boroughs/{borough}/mirror", func(w http.ResponseWriter, r *http.Request) {
		methods(w, r, "GET, HEAD, OPTIONS, POST")
	})
	mux.HandleFunc("/", s.missing)
	return mux
}

// missing answers where there is no such address, or no such method.
func (s *Server) missing(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		methods(w, r, "GET, HEAD, OPTIONS")
		return
	}
	s.notFound(w, r)
}

// methods answers what may be asked of an address, and refuses the rest. A page
// elsewhere that sends a feed's ETag back has its browser ask first (Fetch
// standard, "CORS-preflight request").
func methods(w http.ResponseWriter, r *http.Request, allowed string) {
	h := w.Header()
	h.Set("Allow", allowed)
	if r.Method != http.MethodOptions {
		h.Set("Cache-Control", "no-store")
		http.Error(w, "This address does not take that. It takes: "+allowed+".", http.StatusMethodNotAllowed)
		return
	}
	if forMachines[path.Ext(r.URL.Path)] {
		open(h)
		h.Set("Access-Control-Allow-Methods", "GET, HEAD")
		h.Set("Access-Control-Allow-Headers", "If-Modified-Since, If-None-Match")
		h.Set("Access-Control-Max-Age", "86400")
	}
	w.WriteHeader(http.StatusNoContent)
}

// forMachines are the extensions of what other sites' pages may read.
var forMachines = map[string]bool{".rss": true, ".atom": true, ".json": true, ".csv": true, ".ics": true, ".opml": true, ".xml": true}

// favicon sends browsers that ask of their own accord, as they do where a feed
// is opened by itself, to the icon that pages link.
func (s *Server) favicon(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "public, max-age=86400")
	http.Redirect(w, r, s.site.Icon(), http.StatusFound)
}

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
	represent(feeds.NewDocument(s.robotsText(), "text/plain; charset=utf-8", epoch)).send(w, r, http.StatusOK)
}

// robotsText lets everyone read pages and feeds, and keeps machines out of look-ups.
func (s *Server) robotsText() []byte {
	return []byte("User-agent: *\nAllow: /\nDisallow: " + s.site.Link("/boroughs/*/mirror?") + "\n\nSitemap: " + s.site.Absolute("/sitemap.xml") + "\n")
}
