package fetch

import (
	"context"
	"net"
	"net/http"
	"time"

	"code.dny.dev/ssrf"
)

// newTransport is the one transport of the process. It takes no proxy from the
// environment and, unless the caller dials, refuses addresses after they were
// resolved.
func newTransport(o Options) *http.Transport {
	dial := o.Dial
	if dial == nil {
		dial = guardedDialer(o.AllowPrivate).DialContext
	}
	return &http.Transport{
		DialContext:            dial,
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           100,
		MaxIdleConnsPerHost:    2,
		IdleConnTimeout:        90 * time.Second,
		TLSHandshakeTimeout:    10 * time.Second,
		MaxResponseHeaderBytes: 256 << 10,
	}
}

// guardedDialer connects only to public addresses on ports 80 and 443, checked
// on the address that is really dialled, so that no name can hide a private one.
func guardedDialer(allowPrivate bool) *net.Dialer {
	d := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	if !allowPrivate {
		d.Control = ssrf.New().Safe
	}
	return d
}

// trip is what one request carries down the stack, beside the request itself.
type trip struct {
	// session counts what is sent and received.
	session *Session
	// answer receives the body; nil for a robots.txt.
	answer *answer
	// host is where the request goes, for its pace between attempts; the gate
	// sets it at each hop.
	host *host
	// robots marks a robots.txt: its body is cut at maxRobots, not refused.
	robots bool
}

type tripKey struct{}

func withTrip(ctx context.Context, t *trip) context.Context {
	return context.WithValue(ctx, tripKey{}, t)
}

func tripOf(ctx context.Context) *trip { return ctx.Value(tripKey{}).(*trip) }
