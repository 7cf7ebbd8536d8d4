package fetch

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/gocolly/colly/v2"

	"vacancies/normalize/lifecycle"
)

const (
	// maxSample bounds the piece of an answer that an Error carries.
	maxSample = 64 << 10
	// maxAddress bounds an address, as most servers do.
	maxAddress = 8 << 10
)

// maxHops is how many redirects of a page are followed, as browsers and
// net/http do; maxVisits how often one address may come up on the way (a site
// may redirect a page to itself once, to set a cookie).
const (
	maxHops   = 10
	maxVisits = 2
)

// Session is one run of one source: a collector of its own, with its own
// cookies, which may read the source's hosts. Calls of Fetch follow one
// another.
type Session struct {
	client *Client
	ctx    context.Context
	hosts  []string

	fetching  sync.Mutex // held through a Fetch: the collector is synchronous
	collector *colly.Collector
	answer    *answer // of the Fetch that holds the lock

	counting sync.Mutex
	stats    Stats
}

func newSession(ctx context.Context, c *Client, hosts []string) *Session {
	s := &Session{client: c, ctx: ctx}
	for _, h := range hosts {
		s.hosts = append(s.hosts, strings.TrimSuffix(strings.ToLower(strings.TrimSpace(h)), "."))
	}
	s.collector = s.newCollector()
	return s
}

// newCollector makes a fresh collector. It calls Init itself instead of
// NewCollector, which would let COLLY_* variables of the environment override
// what is set here. Robots rules, pace, bounds and retries are the stack's.
func (s *Session) newCollector() *colly.Collector {
	col := new(colly.Collector)
	col.Init()
	col.UserAgent = s.client.o.UserAgent
	col.IgnoreRobotsTxt = true // the gate's work
	col.AllowURLRevisit = true
	col.ParseHTTPErrorResponse = true
	col.MaxBodySize = 0 // the bounded layer's work
	col.SetRequestTimeout(0)
	col.WithTransport(s.client.stack)
	// colly's AllowedDomains knows neither ports nor capitals, and takes an empty
	// list for "everything"; every hop is checked here instead.
	col.OnRequest(func(r *colly.Request) {
		if err := s.mayRead(r.URL); err != nil {
			s.answer.err = err
			r.Abort()
		}
	})
	col.SetRedirectHandler(s.redirect)
	col.OnResponse(func(r *colly.Response) {
		a := s.answer
		a.url, a.status, a.header, a.body = r.Request.URL, r.StatusCode, *r.Headers, r.Body
		if a.header["Content-Type"] = a.served; a.served == nil {
			delete(a.header, "Content-Type")
		}
	})
	return col
}

// answer is what came of one Fetch, filled in by the collector's callbacks.
type answer struct {
	url    *url.URL
	status int
	header http.Header
	err    error

	body []byte

	served []string // the Content-Type as it came, by the decoder
	said   contentType
}

// Fetch reads one page. Its error is always an *Error.
func (s *Session) Fetch(ctx context.Context, r Request) (*Page, error) {
	s.fetching.Lock()
	defer s.fetching.Unlock()
	both := ctx
	if ctx != s.ctx {
		var cancel context.CancelFunc
		both, cancel = context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(s.ctx, cancel)()
	}

	a, err := s.ask(both, r)
	if err != nil {
		return nil, s.failed(ctx, r, err)
	}
	page, err := s.judge(r, a)
	if err != nil {
		return nil, err
	}
	if page.NotModified {
		s.counting.Lock()
		s.stats.NotModified++
		s.counting.Unlock()
	}
	return page, nil
}

// ask sends a request through the collector.
func (s *Session) ask(ctx context.Context, r Request) (*answer, error) {
	method := r.Method
	if method == "" {
		method = http.MethodGet
	}
	if method != http.MethodGet && (method != http.MethodPost || !r.Safe) {
		return nil, fmt.Errorf("%w: %s", errUnsafe, method)
	}
	if _, err := Host(r.URL); err != nil {
		return nil, err
	}
	var body io.Reader
	if method == http.MethodPost {
		body = bytes.NewReader(r.Body)
	}
	a := new(answer)
	s.answer = a
	s.collector.Context = withTrip(ctx, &trip{session: s, answer: a})
	err := s.collector.Request(method, r.URL, body, nil, s.header(r, method))
	switch {
	case a.err != nil:
		return nil, a.err
	case err != nil && a.url == nil:
		return nil, err
	case a.url == nil:
		return nil, errors.New("no answer came")
	}
	return a, nil
}

// ours are headers that a request may not set: who we are, how bodies are
// packed, where a request goes, and anything that logs in.
var ours = []string{"User-Agent", "From", "Host", "Accept-Encoding", "Cookie", "Authorization",
	"Proxy-Authorization", "Connection", "Content-Length", "Transfer-Encoding"}

// header builds a request's headers.
func (s *Session) header(r Request, method string) http.Header {
	h := make(http.Header)
	if len(r.Header) > 0 {
		for name, values := range r.Header {
			for _, v := range values {
				h.Add(name, v)
			}
		}
		for _, name := range ours {
			h.Del(name)
		}
	}
	h.Set("User-Agent", s.client.o.UserAgent)
	h.Set("Accept-Encoding", packing)
	if contact := s.client.o.Contact; strings.Contains(contact, "@") {
		h.Set("From", strings.TrimPrefix(contact, "mailto:"))
	}
	if h.Get("Accept") == "" {
		h.Set("Accept", "*/*")
		if len(r.Accept) > 0 {
			h.Set("Accept", strings.Join(r.Accept, ", "))
		}
	}
	if h.Get("Accept-Language") == "" {
		h.Set("Accept-Language", "en-GB, en;q=0.9")
	}
	if method == http.MethodGet && !r.Volatile {
		if r.ETag != "" {
			h.Set("If-None-Match", r.ETag)
		}
		if r.LastModified != "" {
			h.Set("If-Modified-Since", r.LastModified)
		}
	}
	return h
}

// mayRead says whether an address is one this session may read.
func (s *Session) mayRead(u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("%w: %.40q", errScheme, u.Scheme)
	}
	if len(u.Path)+len(u.RawQuery) > maxAddress {
		return fmt.Errorf("%w: longer than %d bytes", errScheme, maxAddress)
	}
	if u.User != nil {
		return fmt.Errorf("%w: it holds a user name", errScheme)
	}
	key := hostKey(u)
	for _, h := range s.hosts {
		if below, ok := strings.CutPrefix(h, "*."); ok && strings.HasSuffix(key, "."+below) || key == h {
			return nil
		}
	}
	return fmt.Errorf("%s is %w", key, errOffHost)
}

// redirect is asked before each hop. Leaving the source's hosts means that the
// source has moved.
func (s *Session) redirect(req *http.Request, via []*http.Request) error {
	e := &Error{URL: via[0].URL.String()}
	if req.Response != nil {
		e.Status, e.Header = req.Response.StatusCode, req.Response.Header
	}
	if err := s.mayRead(req.URL); err != nil {
		e.Fault, e.Err = lifecycle.FaultMoved, fmt.Errorf("redirected to %s: %w", hostKey(req.URL), err)
		return e
	}
	visits := 0
	for _, v := range via {
		if v.URL.String() == req.URL.String() {
			visits++
		}
	}
	if visits >= maxVisits || len(via) >= maxHops {
		e.Fault, e.Err = lifecycle.FaultRedirects, fmt.Errorf("%w: %d hops", errLoop, len(via))
		return e
	}
	return nil
}

// failed makes the *Error of a request that brought no answer.
func (s *Session) failed(ctx context.Context, r Request, err error) *Error {
	if ended := cmp.Or(ctx.Err(), s.ctx.Err()); ended != nil {
		return &Error{Fault: faultOf(ended), URL: r.URL, Err: ended}
	}
	var typed *Error
	if errors.As(err, &typed) {
		return typed
	}
	e := &Error{Fault: faultOf(err), URL: r.URL, Err: err}
	var wrapped *url.Error // says method and address again, which Error does itself
	if errors.As(err, &wrapped) {
		e.Err = wrapped.Err
	}
	return e
}

// count adds one request that was sent and the bytes that came.
func (s *Session) count(bytes int64) {
	s.counting.Lock()
	defer s.counting.Unlock()
	s.stats.Requests++
	s.stats.Bytes += bytes
}

// Stats says what the session sent and received so far.
func (s *Session) Stats() Stats {
	s.counting.Lock()
	defer s.counting.Unlock()
	return s.stats
}

// sample is a bounded copy of a body.
func sample(body []byte) []byte { return bytes.Clone(body[:min(len(body), maxSample)]) }
