package fetch

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// host is what all sessions share about one host: its turn (one request at a
// time), its pace, and until when it asked to be left alone.
type host struct {
	turn chan struct{} // holds one token; whoever has it may send
	pace *rate.Limiter

	mu       sync.Mutex
	resting  time.Time                // Retry-After of an earlier answer
	delays   map[string]time.Duration // Crawl-delay by origin; the longest counts
	minDelay time.Duration
	noPause  bool
}

func newHost(o Options) *host {
	h := &host{
		turn:     make(chan struct{}, 1),
		delays:   make(map[string]time.Duration),
		minDelay: o.PerHostDelay,
		noPause:  o.NoPause,
		pace:     rate.NewLimiter(rate.Every(o.PerHostDelay), 1),
	}
	if o.NoPause {
		h.pace.SetLimit(rate.Inf)
	}
	return h
}

// enter waits for the host's turn and pace; leave must follow when it succeeds.
func (h *host) enter(ctx context.Context) error {
	select {
	case h.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := h.pace.Wait(ctx); err != nil {
		h.leave()
		if ctx.Err() != nil {
			return ctx.Err()
		}
		// The limiter foresees that the deadline comes before our turn.
		return context.DeadlineExceeded
	}
	return nil
}

func (h *host) leave() { <-h.turn }

// setCrawlDelay sets the pace to what an origin's robots.txt asks for.
func (h *host) setCrawlDelay(origin string, d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.delays[origin] = d
	if !h.noPause {
		h.pace.SetLimit(rate.Every(max(h.minDelay, h.longest())))
	}
}

// crawlDelay is what robots.txt asks for.
func (h *host) crawlDelay() time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.longest()
}

func (h *host) longest() time.Duration {
	var d time.Duration
	for _, of := range h.delays {
		d = max(d, of)
	}
	return d
}

// rest keeps everyone off the host until an instant.
func (h *host) rest(until time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if until.After(h.resting) {
		h.resting = until
	}
}

// restingFor is how long the host is still to be left alone.
func (h *host) restingFor(now time.Time) time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	return max(h.resting.Sub(now), 0)
}

// origin names where a robots.txt holds: scheme, host and port (RFC 9309,
// section 2.3).
func origin(u *url.URL) string {
	return strings.ToLower(u.Scheme) + "://" + hostKey(u)
}

// hostKey names a host for pacing and for the hosts a source may read: in lower
// case, without a root dot and without the scheme's own port.
func hostKey(u *url.URL) string {
	name := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	port := u.Port()
	if port == "" || port == "80" && u.Scheme == "http" || port == "443" && u.Scheme == "https" {
		if strings.Contains(name, ":") {
			return "[" + name + "]"
		}
		return name
	}
	return net.JoinHostPort(name, port)
}

// Host names the host of an address as sessions and CrawlDelay know it.
func Host(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", fmt.Errorf("%w: %w", errScheme, err)
	}
	if u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", fmt.Errorf("%w: %.80q", errScheme, address)
	}
	return hostKey(u), nil
}
