package web

import (
	"net/http"
	"net/url"
	"path"
	"runtime/debug"
	"strings"

	"vacancies/feeds"
)

// Bounds of a request.
const (
	maxTarget = 4 << 10 // bytes of path and query
	maxForm   = 4 << 10 // bytes of a posted form
)

// policy is the content security policy of every answer: our own stylesheet,
// our own pictures, forms to ourselves, and nothing else.
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// protect wraps the routes in what holds for every request.
func (s *Server) protect(routes http.Handler) http.Handler {
	origin := http.NewCrossOriginProtection()
	if u, err := url.Parse(s.site.Absolute("")); err == nil {
		// The public origin, which a proxy in front may not pass on as the Host.
		_ = origin.AddTrustedOrigin(u.Scheme + "://" + u.Host)
	}
	origin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.message(w, r, http.StatusForbidden, "That came from another site", "For safety, this can only be asked from our own pages.")
	}))
	return s.recovering(s.limited(s.tidied(origin.Handler(routes))))
}

// recovering answers 500 where a page panics; the process goes on.
func (s *Server) recovering(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if v := recover(); v != nil {
				if v == http.ErrAbortHandler {
					panic(v)
				}
				s.o.Logger.Error("a page broke", "route", r.Pattern, "panic", v, "stack", string(debug.Stack()))
				s.broken(w, r)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// headers are set together, under their canonical names. Their values are
// shared by all answers and never changed.
type headers []header

type header struct {
	name  string
	value []string
}

func (hs headers) set(h http.Header) {
	for _, one := range hs {
		h[one.name] = one.value
	}
}

// limited sets the headers of every answer and refuses what is out of bounds.
func (s *Server) limited(next http.Handler) http.Handler {
	always := headers{
		{"Content-Security-Policy", []string{policy}},
		{"X-Content-Type-Options", []string{"nosniff"}},
		{"Referrer-Policy", []string{"strict-origin-when-cross-origin"}},
		{"X-Frame-Options", []string{"DENY"}},
		{"Cross-Origin-Opener-Policy", []string{"same-origin"}},
		{"Permissions-Policy", []string{"camera=(), geolocation=(), microphone=(), payment=()"}},
	}
	if strings.HasPrefix(s.site.Absolute(""), "https://") {
		always = append(always, header{"Strict-Transport-Security", []string{"max-age=31536000"}})
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		always.set(h)
		if len(r.URL.Path)+len(r.URL.RawQuery) > maxTarget {
			http.Error(w, "That address is too long.", http.StatusRequestURITooLong)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// tidied takes the base URL's own path off, and sends readers who come with
// tracking parameters, or stray slashes, to the clean address.
func (s *Server) tidied(next http.Handler) http.Handler {
	prefix := s.site.Prefix()
	if prefix != "" {
		next = stripped(prefix, next)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet || r.Method == http.MethodHead {
			if to := tidy(r.URL, prefix); to != "" {
				w.Header().Set("Cache-Control", "public, max-age=86400")
				http.Redirect(w, r, to, http.StatusMovedPermanently)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// stripped serves addresses with and without the prefix: a proxy in front may
// take it off or leave it.
func stripped(prefix string, next http.Handler) http.Handler {
	with := http.StripPrefix(prefix, next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if below(r.URL.Path, prefix) {
			with.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// below reports whether a path is the prefix or stands under it.
func below(at, prefix string) bool { return at == prefix || strings.HasPrefix(at, prefix+"/") }

// tidy is the clean form of an address as a path from the host's root; empty
// where it is clean. A query that cannot be read is left for its route to
// refuse: taking tracking off it would lose filters in silence.
func tidy(u *url.URL, prefix string) string {
	bare := u.EscapedPath()
	if below(bare, prefix) {
		bare = strings.TrimPrefix(bare, prefix)
	}
	// One leading slash only: "//host" would lead to another site.
	plain := path.Clean("/" + bare)
	query := u.RawQuery
	if strings.Contains(query, "utm_") || strings.Contains(query, "clid") {
		if given, err := url.ParseQuery(query); err == nil {
			if values, tracked := feeds.Tracked(given); tracked {
				query = values.Encode()
			}
		}
	}
	if plain == bare && query == u.RawQuery {
		return ""
	}
	if query != "" {
		query = "?" + query
	}
	return prefix + plain + query
}
