package london

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"hash/fnv"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/transform"
)

// ServeHTTP answers for the site that the request's Host names.
func (l *London) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s := l.siteAt(r.Host)
	if s == nil {
		http.Error(w, "no such site in the local London", http.StatusMisdirectedRequest)
		return
	}
	now, kind := l.clock(s.id)
	f := faults[kind]
	if f.dial != nil {
		// Whoever got this far without our dialler finds nobody there either.
		panic(http.ErrAbortHandler)
	}
	b := s.show(now, kind)
	robots := r.URL.Path == "/robots.txt"
	a := b.pageAt(r)
	if a.trespass || kind == "robots-disallow" && !robots || r.Method != http.MethodGet && r.Method != http.MethodHead && a.kind != listPage {
		l.trespass(r)
	}
	switch {
	case robots && f.robots != nil:
		a = f.robots()
	case robots:
	case f.answer != nil:
		a = f.answer(s, r, a)
	}
	a = s.encode(a)
	if f.wire != nil && !robots && a.kind != otherPage {
		f.wire(l, w, r, a)
		return
	}
	s.write(w, r, a, b, f)
}

// siteAt finds a site by a host with or without a port.
func (l *London) siteAt(host string) *site {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	id, ok := strings.CutSuffix(strings.ToLower(host), "."+Domain)
	if !ok {
		return nil
	}
	return l.byID[id]
}

// encode turns a page into the site's own character set.
func (s *site) encode(a answer) answer {
	if s.charset == "" || !strings.HasPrefix(a.mediaType, "text/html") {
		return a
	}
	body := bytes.ReplaceAll(a.body, []byte(`charset="utf-8"`), []byte(`charset="`+s.charset+`"`))
	// What the character set lacks is written as a reference.
	out, _, err := transform.Bytes(encoding.HTMLEscapeUnsupported(charmap.ISO8859_1.NewEncoder()), body)
	if err != nil {
		return a
	}
	a.body, a.mediaType = out, "text/html; charset="+s.charset
	return a
}

// write sends a page as a healthy server does: validators, 304, compression.
func (s *site) write(w http.ResponseWriter, r *http.Request, a answer, b *board, f fault) {
	h := w.Header()
	h.Set("Content-Type", a.mediaType)
	if a.location != "" {
		h.Set("Location", a.location)
	}
	if a.retryAfter != "" {
		h.Set("Retry-After", a.retryAfter)
	}
	code := max(a.status, http.StatusOK)
	if code == http.StatusOK && !a.volatile && r.Method == http.MethodGet && a.kind != otherPage && !f.changesWords() {
		if s.validate(h, r, a, b.stamp()) {
			h.Del("Content-Type")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	} else {
		h.Set("Cache-Control", "no-store")
	}
	body := a.body
	if len(body) > 512 && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		body = zipped(body)
		h.Set("Content-Encoding", "gzip")
		h.Set("Vary", "Accept-Encoding")
	}
	h.Set("Content-Length", fmt.Sprint(len(body)))
	w.WriteHeader(code)
	if r.Method != http.MethodHead {
		// A reader that hung up is no matter of ours.
		_, _ = w.Write(body)
	}
}

// validate sets the site's validators, and reports whether the reader has the page already.
func (s *site) validate(h http.Header, r *http.Request, a answer, changed time.Time) bool {
	if s.validators == etagOnly || s.validators == bothValidators {
		sum := fnv.New64a()
		sum.Write(a.body)
		tag := fmt.Sprintf(`"%016x"`, sum.Sum64())
		h.Set("ETag", tag)
		if asked := r.Header.Get("If-None-Match"); asked != "" {
			return asked == tag
		}
	}
	if s.validators == modifiedOnly || s.validators == bothValidators {
		h.Set("Last-Modified", changed.UTC().Format(http.TimeFormat))
		if since, err := http.ParseTime(r.Header.Get("If-Modified-Since")); err == nil {
			return !changed.Truncate(time.Second).After(since)
		}
	}
	return false
}

// zippers are used again: each holds most of a megabyte, which made four fifths
// of what a round over the sites allocates.
var zippers = sync.Pool{New: func() any { return gzip.NewWriter(io.Discard) }}

func zipped(body []byte) []byte {
	var b bytes.Buffer
	z := zippers.Get().(*gzip.Writer)
	defer zippers.Put(z)
	z.Reset(&b)
	// Writing to memory does not fail.
	_, _ = z.Write(body)
	_ = z.Close()
	return b.Bytes()
}
