package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"sync"
	"time"

	"vacancies/normalize/lifecycle"
)

// How long a robots.txt is believed (RFC 9309, section 2.4), and how long a
// failure to read one is.
const (
	robotsTTL      = 24 * time.Hour
	robotsRetryTTL = time.Minute
	// robotsHops is how many redirects of a robots.txt are followed (section 2.3.1.2).
	robotsHops = 5
)

// gate is where politeness is kept: every request of the process passes it, each
// hop of a redirect too. It asks robots.txt, waits for the host's turn and pace,
// and obeys a Retry-After for everyone.
type gate struct {
	o     Options
	next  http.RoundTripper
	token string

	mu     sync.Mutex
	hosts  map[string]*host
	robots map[string]*robotsEntry
}

// robotsEntry is one origin's robots.txt. Its lock is a channel so that waiting
// for it ends with the context.
type robotsEntry struct {
	lock  chan struct{}
	until time.Time
	rules rules
	err   error // why everything is kept out; nil when rules hold
}

func newGate(o Options, next http.RoundTripper) *gate {
	return &gate{
		o:      o,
		next:   next,
		token:  productToken(o.UserAgent),
		hosts:  make(map[string]*host),
		robots: make(map[string]*robotsEntry),
	}
}

// RoundTrip sends a request if robots.txt allows it, when it is its turn.
func (g *gate) RoundTrip(req *http.Request) (*http.Response, error) {
	rs, err := g.rulesFor(req)
	if err != nil {
		return nil, err
	}
	if !rs.allows(req.URL) {
		return nil, &Error{Fault: lifecycle.FaultRobots, URL: req.URL.String(), Err: errDenied}
	}
	return g.send(req)
}

// send waits for the host's turn and pace and passes a request down.
func (g *gate) send(req *http.Request) (*http.Response, error) {
	h := g.host(req.URL)
	if err := h.enter(req.Context()); err != nil {
		return nil, err
	}
	defer h.leave()
	if wait := h.restingFor(g.o.Now()); wait > 0 {
		return nil, &Error{Fault: lifecycle.FaultThrottled, URL: req.URL.String(), RetryAfter: wait, Err: errThrottled}
	}
	tripOf(req.Context()).host = h
	res, err := g.next.RoundTrip(req)
	if err == nil && (res.StatusCode == http.StatusTooManyRequests || res.StatusCode == http.StatusServiceUnavailable) {
		if wait, asked := retryAfter(res.Header, g.o.Now()); asked {
			h.rest(g.o.Now().Add(wait))
		}
	}
	return res, err
}

// host finds the shared state of an address's host.
func (g *gate) host(u *url.URL) *host {
	key := hostKey(u)
	g.mu.Lock()
	defer g.mu.Unlock()
	h := g.hosts[key]
	if h == nil {
		h = newHost(g.o)
		g.hosts[key] = h
	}
	return h
}

// rulesFor gives the rules in force for an address, reading robots.txt when
// they are not known or a day old. Readers of one origin wait for each other.
func (g *gate) rulesFor(req *http.Request) (rules, error) {
	key := origin(req.URL)
	g.mu.Lock()
	e := g.robots[key]
	if e == nil {
		e = &robotsEntry{lock: make(chan struct{}, 1)}
		g.robots[key] = e
	}
	g.mu.Unlock()

	ctx := req.Context()
	select {
	case e.lock <- struct{}{}:
	case <-ctx.Done():
		return rules{}, ctx.Err()
	}
	defer func() { <-e.lock }()

	now := g.o.Now()
	if now.Before(e.until) && e.until.Sub(now) <= robotsTTL {
		return e.rules, e.err
	}
	rs, ttl, err := g.readRobots(ctx, req.URL)
	if ctx.Err() != nil {
		return rules{}, ctx.Err() // our own giving up says nothing about the host
	}
	e.rules, e.err, e.until = rs, err, now.Add(ttl)
	if err == nil {
		g.host(req.URL).setCrawlDelay(key, rs.delay)
	}
	return rs, err
}

// readRobots fetches the robots.txt that holds for an address, following its
// redirects to other hosts too, and says how long the outcome stands.
func (g *gate) readRobots(ctx context.Context, of *url.URL) (rules, time.Duration, error) {
	u := &url.URL{Scheme: of.Scheme, Host: of.Host, Path: "/robots.txt"}
	ctx = withTrip(ctx, &trip{session: tripOf(ctx).session, robots: true})
	for range robotsHops + 1 {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
		if err != nil {
			return rules{}, robotsRetryTTL, unreachable(u, 0, err)
		}
		req.Header.Set("User-Agent", g.o.UserAgent)
		req.Header.Set("Accept", "text/plain,*/*;q=0.5")
		req.Header.Set("Accept-Encoding", packing)
		res, err := g.send(req)
		if err != nil {
			return rules{}, robotsRetryTTL, unreachable(u, 0, err)
		}
		next, rs, ttl, err := g.robotsAnswer(u, res)
		res.Body.Close()
		if next == nil {
			return rs, ttl, err
		}
		u = next
	}
	// More hops than that: no robots.txt, nothing is disallowed (section 2.3.1.2).
	return rules{}, robotsTTL, nil
}

// robotsAnswer reads one answer to a request for robots.txt (section 2.3.1): a
// redirect gives the next address, 4xx means no rules, 429 and 5xx keep us out.
func (g *gate) robotsAnswer(u *url.URL, res *http.Response) (next *url.URL, rs rules, ttl time.Duration, err error) {
	switch status := res.StatusCode; {
	case status >= 200 && status < 300:
		body, err := readBounded(res.Body, maxRobots, true)
		if err != nil {
			return nil, rules{}, robotsRetryTTL, unreachable(u, status, err)
		}
		return nil, parseRobots(body, g.token), robotsTTL, nil
	case status >= 300 && status < 400:
		to, err := res.Location()
		if err != nil || (to.Scheme != "http" && to.Scheme != "https") {
			return nil, rules{}, robotsTTL, nil // leads nowhere: there is none
		}
		return to, rules{}, 0, nil
	case status == http.StatusTooManyRequests:
		wait, _ := retryAfter(res.Header, g.o.Now())
		return nil, rules{}, max(wait, robotsRetryTTL), &Error{
			Fault: lifecycle.FaultThrottled, URL: u.String(), Status: status, Header: res.Header, RetryAfter: wait, Err: errThrottled}
	case status >= 400 && status < 500:
		return nil, rules{}, robotsTTL, nil
	default:
		return nil, rules{}, robotsRetryTTL, &Error{
			Fault: lifecycle.FaultRobotsDown, URL: u.String(), Status: status, Header: res.Header, Err: errRobotsDown}
	}
}

// unreachable is a robots.txt that could not be read, which keeps us out. Where
// no answer came at all, the fault is the host's own and keeps its name.
func unreachable(u *url.URL, status int, err error) error {
	var typed *Error
	if errors.As(err, &typed) {
		return err
	}
	switch f := faultOf(err); f {
	case lifecycle.FaultTruncated, lifecycle.FaultGarbled:
		return &Error{Fault: lifecycle.FaultRobotsDown, URL: u.String(), Status: status, Err: err}
	default:
		return &Error{Fault: f, URL: u.String(), Status: status, Err: err}
	}
}

// crawlDelay is what robots.txt asks for on a host; 0 when unknown.
func (g *gate) crawlDelay(name string) time.Duration {
	g.mu.Lock()
	h := g.hosts[name]
	g.mu.Unlock()
	if h == nil {
		return 0
	}
	return h.crawlDelay()
}
