package web

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"vacancies/config"
	"vacancies/feeds"
	"vacancies/feeds/site"
	"vacancies/normalize/lifecycle"
)

// Options are what the site is served from.
type Options struct {
	Ledger feeds.Ledger
	Config config.Config
	// Now is the one clock; nil is the machine's.
	Now func() time.Time
	// LookAgain queues one polite re-read of a source; nil where nothing reads.
	LookAgain func(source string) error
	// Logger gets faults of our own, never what a reader asked; nil drops them.
	Logger *slog.Logger
	// Version is shown on the accessibility statement.
	Version string
	// Agent is how the reader of career pages names itself, for /crawler.
	Agent site.Agent
	// CacheBytes bounds the cache of rendered documents; 0 is 12 MiB.
	CacheBytes int
}

// Annals are what a borough's mirror can show besides, where the ledger tells
// it: rows that are not the borough's own, and people's rulings.
type Annals interface {
	// LeftOut are a source's rows that are not its boroughs' own.
	LeftOut(source string) ([]lifecycle.Sighting, error)
	// Decisions are all rulings, in the order they were made.
	Decisions() ([]lifecycle.Decision, error)
}

// Server answers for the listing site. It is safe for concurrent use.
type Server struct {
	o       Options
	site    *site.Site
	handler http.Handler
	cache   *cache

	edition  atomic.Pointer[edition]
	renew    sync.Mutex  // held while a new snapshot is made ready
	renewing atomic.Bool // a reader has asked for that in the background

	good     *cache // the last of each standing document that passed its check
	mu       sync.Mutex
	troubles map[string]trouble   // documents that did not, by name
	asked    map[string]time.Time // when a re-read of a source was last asked for
}

// defaultCache holds some twenty rendered feeds of London. Garbage and the ledger
// come on top: with it a demo that is asked for a thousand different searches
// stays under 120 MB, and with 64 MiB it took 215.
const defaultCache = 12 << 20

// New makes the site's server. It fails where the configuration cannot be
// served from.
func New(o Options) (*Server, error) {
	if o.Ledger == nil {
		return nil, errors.New("serving the site: there is no ledger to serve from")
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.CacheBytes <= 0 {
		o.CacheBytes = defaultCache
	}
	pages, err := site.New(site.Options{Config: o.Config})
	if err != nil {
		return nil, fmt.Errorf("serving the site: %w", err)
	}
	s := &Server{o: o, site: pages, cache: newCache(o.CacheBytes),
		good: newCache(o.CacheBytes / 2), troubles: map[string]trouble{}, asked: map[string]time.Time{}}
	s.handler = s.protect(s.routes())
	return s, nil
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// HTTPServer is a server with limits for slow and greedy clients.
func HTTPServer(h http.Handler) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
	}
}
