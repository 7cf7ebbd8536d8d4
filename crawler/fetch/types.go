package fetch

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"vacancies/normalize/lifecycle"
)

// Request is one thing to be read.
type Request struct {
	// Method is GET when empty. A POST must be marked Safe: it only lists.
	Method string      `json:"method,omitempty"`
	URL    string      `json:"url"`
	Header http.Header `json:"header,omitempty"`
	Body   []byte      `json:"body,omitempty"`
	Safe   bool        `json:"safe,omitempty"`
	// Accept are the media types (without parameters) the answer may have; any
	// when empty. "+xml" and "+json" endings match their plain form.
	Accept []string `json:"accept,omitempty"`
	// ETag and LastModified are the validators of an earlier reading.
	ETag         string `json:"-"`
	LastModified string `json:"-"`
	// Volatile marks an address with a session token in it: never stored, never conditional.
	Volatile bool `json:"volatile,omitempty"`
}

// Page is one answer with a success status, or "not modified". Its body is valid UTF-8.
type Page struct {
	// Requested is the address asked for, URL the one that answered after redirects.
	Requested string
	URL       string
	Status    int
	Header    http.Header
	// MediaType is the answer's media type without parameters, in lower case.
	MediaType string
	Body      []byte
	// ETag and LastModified are the answer's validators (the request's, when a
	// "not modified" answer leaves them out).
	ETag         string
	LastModified string
	NotModified  bool
	At           time.Time

	base *url.URL
}

// Base is the address that the page's links start from; nil where URL is none.
// Nobody may change it.
func (p *Page) Base() *url.URL {
	if p.base == nil {
		p.base, _ = url.Parse(p.URL) // an error leaves it nil
	}
	return p.base
}

// Error is a request that brought no page, with its one Fault.
type Error struct {
	Fault  lifecycle.Fault
	URL    string
	Status int
	Header http.Header
	// Body is a bounded piece of the answer, when there was one.
	Body       []byte
	RetryAfter time.Duration
	Err        error
}

// maxShown is how much of an address stands in an error's line, so that a long
// query does not bury what went wrong.
const maxShown = 120

// Error says what was being read and what went wrong, in one line.
func (e *Error) Error() string {
	address := e.URL
	if len(address) > maxShown {
		address = strings.ToValidUTF8(address[:maxShown], "") + "…"
	}
	s := fmt.Sprintf("reading %s: %s", address, e.Fault)
	if e.Status != 0 {
		s += fmt.Sprintf(" (status %d)", e.Status)
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Stats count what a session sent and received, robots.txt and retries included.
type Stats struct {
	Requests    int
	NotModified int
	// Bytes of body after decompression.
	Bytes int64
}
