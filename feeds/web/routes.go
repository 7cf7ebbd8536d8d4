package web

import (
	"net/http"
	"path"

	"vacancies/feeds"
)

// routes are the addresses of CONTRACT.md, "HTTP". A GET pattern answers HEAD too.
func (s *Server) routes() http.Handler {
	to := router{s, http.NewServeMux()}
	to.vacancies()
	to.boroughs()
	to.standing()
	to.machines()
	to.operations()
	to.mux.HandleFunc("/", s.missing)
	return to.mux
}

// router puts the server's answers at their addresses.
type router struct {
	*Server
	mux *http.ServeMux
}

func (to router) get(pattern string, answer http.HandlerFunc) {
	to.mux.HandleFunc("GET "+pattern, answer)
}

// list is get for what states which vacancies are open: it waits for the first
// list to be read.
func (to router) list(pattern string, answer http.HandlerFunc) { to.get(pattern, to.once(answer)) }

// page is a page that depends on the edition and the London day alone.
func (to router) page(draw func(*edition) ([]byte, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { to.Server.page(w, r, draw) }
}

// document is page for machines; name is its own among documents.
func (to router) document(name string, make func(*edition) (feeds.Document, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { to.machine(w, r, name, make) }
}

func (to router) vacancies() {
	to.list("/{$}", to.home)
	to.list("/vacancies", to.listing)
	for _, f := range feeds.Formats() {
		to.list("/vacancies."+string(f), func(w http.ResponseWriter, r *http.Request) { to.feed(w, r, f) })
	}
	to.list("/vacancies/{id}", to.vacancy)
	to.list("/vacancies/{id}/{slug}", to.vacancy)
}

func (to router) boroughs() {
	to.get("/boroughs", to.page(func(e *edition) ([]byte, error) { return to.site.Boroughs(e.Edition, to.o.Now()) }))
	to.get("/boroughs/{borough}", to.borough)
	to.get("/boroughs/{borough}/mirror", to.mirror)
	to.get("/boroughs/{borough}/mirror.json", to.mirrorJSON)
	to.get("/boroughs/{borough}/mirror.atom", to.mirrorAtom)
	to.mux.HandleFunc("POST /boroughs/{borough}/mirror", to.lookAgain)
	to.mux.HandleFunc("/boroughs/{borough}/mirror", func(w http.ResponseWriter, r *http.Request) {
		methods(w, r, "GET, HEAD, OPTIONS, POST")
	})
}

// standing are the pages that explain, and the addresses of standing feeds.
func (to router) standing() {
	to.get("/feeds", to.page(func(e *edition) ([]byte, error) { return to.site.Feeds(e.Edition, to.o.Now()) }))
	to.get("/feeds/{param}/{value}", to.standingFeed)
	to.get("/about", to.page(func(e *edition) ([]byte, error) { return to.site.About(e.Edition) }))
	to.get("/sources", to.page(func(e *edition) ([]byte, error) { return to.site.Sources(e.Edition) }))
	to.get("/crawler", to.page(func(*edition) ([]byte, error) { return to.site.Crawler(to.o.Agent) }))
	to.get("/accessibility", to.page(func(*edition) ([]byte, error) { return to.site.Accessibility(to.o.Version) }))
	to.get("/privacy", to.page(func(*edition) ([]byte, error) { return to.site.Privacy() }))
	to.get("/developers", to.page(func(*edition) ([]byte, error) { return to.site.Developers() }))
}

// machines are the documents for programs, apart from a search's feeds.
func (to router) machines() {
	to.list("/changes.json", to.changes)
	for path, make := range map[string]func(*edition) (feeds.Document, error){
		"/changes.atom": func(e *edition) (feeds.Document, error) {
			return e.dated(feeds.ChangesAtom(to.o.Ledger, to.o.Config.Site, to.o.Now()))
		},
		"/sitemap.xml": func(e *edition) (feeds.Document, error) { return e.Sitemap() },
	} {
		to.list(path, to.document(path, make))
	}
	for path, make := range map[string]func(*edition) (feeds.Document, error){
		"/feeds.opml":  func(e *edition) (feeds.Document, error) { return e.OPML() },
		"/status.json": func(e *edition) (feeds.Document, error) { return feeds.StatusJSON(e.Snapshot) },
		"/status.atom": func(e *edition) (feeds.Document, error) {
			return e.dated(feeds.StatusAtom(to.o.Ledger, to.o.Config.Site, to.o.Now()))
		},
		"/codes.json":          func(*edition) (feeds.Document, error) { return feeds.CodesJSON() },
		"/boroughs.json":       func(e *edition) (feeds.Document, error) { return e.BoroughsJSON() },
		"/schema/vacancy.json": func(*edition) (feeds.Document, error) { return feeds.SchemaJSON(to.o.Config.Site) },
	} {
		to.get(path, to.document(path, make))
	}
}

// operations are the addresses for whoever runs the site, and for browsers.
func (to router) operations() {
	to.get("/status", to.status)
	to.get("/healthz", to.healthz)
	to.get("/readyz", to.readyz)
	to.get("/robots.txt", to.robots)
	to.get("/assets/{name}", to.asset)
	to.get("/favicon.ico", to.favicon)
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
