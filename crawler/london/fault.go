package london

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"syscall"
)

// fault is one way of being broken. It acts in one place: where connections
// are made, on what the board says, on the answer, or on the wire.
type fault struct {
	// dial is the error that a connection meets instead of the site.
	dial error
	// board changes what the site says.
	board func(*board)
	// answer changes a page; wire writes it in a way of its own.
	answer func(*site, *http.Request, answer) answer
	wire   func(*London, http.ResponseWriter, *http.Request, answer)
	// robots is what /robots.txt says meanwhile; other faults leave it alone.
	robots func() answer
}

// faults are all kinds by name.
var faults = map[string]fault{
	"down":        {dial: syscall.EHOSTUNREACH},
	"refused":     {dial: syscall.ECONNREFUSED},
	"certificate": {answer: toHTTPS},

	"403":      {answer: status(http.StatusForbidden, "Forbidden")},
	"404-list": {answer: only(listPage, status(http.StatusNotFound, "Not Found"))},
	"410-list": {answer: only(listPage, status(http.StatusGone, "Gone"))},
	"429":      {answer: tooMany("120")},
	"429-year": {answer: tooMany("31536000")},
	"500":      {answer: status(http.StatusInternalServerError, "Internal Server Error")},
	"503":      {answer: status(http.StatusServiceUnavailable, "Service Unavailable")},
	"blocked":  {answer: firewall, robots: func() answer { return firewall(nil, nil, answer{}) }},

	"robots-500": {robots: func() answer {
		return status(http.StatusInternalServerError, "Internal Server Error")(nil, nil, answer{})
	}},
	"robots-disallow": {robots: func() answer { return text("User-agent: *\nDisallow: /\n") }},

	"redirect-loop":     {answer: loop},
	"redirect-off-host": {answer: offHost},

	"challenge":   {answer: instead("challenge.html")},
	"login":       {answer: instead("login.html")},
	"maintenance": {answer: instead("maintenance.html")},
	"blank":       {answer: blank},
	"redesign":    {answer: redesign},
	"wrong-type":  {answer: wrongType},
	"adverts-404": {answer: only(advertPage, status(http.StatusNotFound, "Not Found"))},

	"wrong-charset":  {wire: wrongCharset},
	"reset-mid-body": {wire: resetMidBody},
	"truncated":      {wire: truncated},
	"too-large":      {wire: tooLarge},
	"gzip-bomb":      {wire: gzipBomb},
	"slow":           {wire: slow},

	"zero-rows":      {board: func(b *board) { b.rows, b.total, b.silent = nil, 0, true }},
	"really-empty":   {board: func(b *board) { b.rows, b.total = nil, 0 }},
	"half-gone":      {board: halfGone},
	"missing-field":  {board: func(b *board) { b.each(withoutFields) }},
	"garbled":        {board: func(b *board) { b.each(garbled) }},
	"key-changed":    {board: keyChanged},
	"duplicated-ids": {board: duplicatedIDs},
	"lying-total":    {board: func(b *board) { b.total = 3*b.total + 7 }},
	"endless-paging": {board: func(b *board) { b.endless, b.total = true, 9_000 }},
	"wrong-tenant":   {board: wrongTenant},
}

// Faults are the kinds of fault a site can have, sorted.
func Faults() []string { return slices.Sorted(maps.Keys(faults)) }

// changesWords reports whether a fault changes what pages say, so that a page
// under it must not answer for the page without it.
func (f fault) changesWords() bool { return f.board != nil || f.answer != nil }

func text(s string) answer {
	return answer{mediaType: "text/plain; charset=utf-8", body: []byte(s)}
}

// status answers everything with a status and the server's own page for it.
func status(code int, words string) func(*site, *http.Request, answer) answer {
	return func(_ *site, _ *http.Request, a answer) answer {
		body := "<html><head><title>" + words + "</title></head><body><h1>" + words + "</h1></body></html>"
		return answer{kind: a.kind, status: code, mediaType: htmlType, body: []byte(body), trespass: a.trespass}
	}
}

// tooMany asks to be left alone for so many seconds.
func tooMany(seconds string) func(*site, *http.Request, answer) answer {
	return func(s *site, r *http.Request, a answer) answer {
		out := status(http.StatusTooManyRequests, "Too Many Requests")(s, r, a)
		out.retryAfter = seconds
		return out
	}
}

// firewall is what stands before a site and lets nobody in.
func firewall(*site, *http.Request, answer) answer {
	body := "<html><head><title>Access denied</title></head><body><h1>Access denied</h1><p>Your request was blocked. Incident 4827-1136.</p></body></html>"
	return answer{status: http.StatusForbidden, mediaType: htmlType, body: []byte(body)}
}

// only lets a fault strike one kind of page.
func only(kind pageKind, change func(*site, *http.Request, answer) answer) func(*site, *http.Request, answer) answer {
	return func(s *site, r *http.Request, a answer) answer {
		if a.kind != kind {
			return a
		}
		return change(s, r, a)
	}
}

// instead answers every list and advert with a page of another sort, at 200.
func instead(name string) func(*site, *http.Request, answer) answer {
	headings := map[string]string{"challenge.html": "Quick Check Needed", "login.html": "Sign in to continue", "maintenance.html": "We will be back soon"}
	return func(s *site, _ *http.Request, a answer) answer {
		if a.kind == otherPage {
			return a
		}
		out := page(a.kind, name, frame{Employer: s.employer, Heading: headings[name], Host: s.host()})
		out.volatile = true
		return out
	}
}

func blank(_ *site, _ *http.Request, a answer) answer {
	if a.kind == otherPage {
		return a
	}
	return answer{kind: a.kind, mediaType: a.mediaType}
}

func wrongType(_ *site, _ *http.Request, a answer) answer {
	if a.kind == otherPage {
		return a
	}
	return answer{kind: a.kind, mediaType: "application/pdf", body: []byte("%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n")}
}

// toHTTPS sends visitors to an address whose certificate nobody signed.
func toHTTPS(s *site, r *http.Request, a answer) answer {
	if r.TLS != nil {
		return a
	}
	return answer{kind: a.kind, status: http.StatusMovedPermanently, mediaType: htmlType, location: "https://" + s.host() + r.URL.RequestURI()}
}

func loop(s *site, r *http.Request, a answer) answer {
	to := "/session/start"
	if r.URL.Path == to {
		to = "/session/check"
	}
	return answer{kind: a.kind, status: http.StatusFound, mediaType: htmlType, location: s.url(to)}
}

func offHost(s *site, r *http.Request, a answer) answer {
	if a.kind == otherPage {
		return a
	}
	return answer{kind: a.kind, status: http.StatusMovedPermanently, mediaType: htmlType, location: "http://careers-" + s.id + ".elsewhere.example" + r.URL.RequestURI()}
}

// redesign is the same site after somebody bought a new one: other markup, drawn by script.
func redesign(s *site, _ *http.Request, a answer) answer {
	if a.kind == otherPage {
		return a
	}
	out := answer{kind: a.kind, mediaType: a.mediaType}
	switch {
	case strings.Contains(a.mediaType, "json"):
		out.body = []byte(`{"data":{"search":{"nodes":[],"pageInfo":{"cursor":"MTA="}}},"version":"4.0"}`)
	case strings.Contains(a.mediaType, "xml"):
		out.body = []byte(`<?xml version="1.0" encoding="UTF-8"?><catalogue version="2"><offer ref="a1"/><offer ref="a2"/></catalogue>`)
	default:
		return page(a.kind, "redesign.html", frame{Employer: s.employer, Heading: "Find your future", Host: s.host()})
	}
	return out
}
