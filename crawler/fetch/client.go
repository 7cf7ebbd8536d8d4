package fetch

import (
	"context"
	"net/http"
	"time"
)

// Client is polite HTTP for the whole process: one transport, one set of robots
// rules and one pace per host, shared by all sessions. It is safe for
// concurrent use.
type Client struct {
	o         Options
	gate      *gate
	stack     http.RoundTripper // everything below colly
	transport *http.Transport
}

// New builds a Client.
func New(o Options) (*Client, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	transport := newTransport(o)
	return newClient(o, transport, transport), nil
}

// newClient stacks the layers over what sends requests in the end.
func newClient(o Options, transport *http.Transport, send http.RoundTripper) *Client {
	attempts := &bounded{next: send, max: o.MaxBody, timeout: o.AttemptTimeout, observe: func(ob Observation) {
		o.Logger.Debug("request", "host", ob.Host, "outcome", ob.Outcome, "status", ob.Status, "bytes", ob.Bytes, "took", ob.Took)
		o.Observe(ob)
	}}
	g := newGate(o, newRetrier(o, attempts))
	return &Client{o: o, gate: g, stack: decoder{next: g}, transport: transport}
}

// Session starts a run of one source that may read these hosts: names, with a
// port where it is not the usual one; "*.example.org" stands for every host
// below example.org. A session keeps its cookies to itself and ends with ctx.
func (c *Client) Session(ctx context.Context, hosts []string) *Session {
	return newSession(ctx, c, hosts)
}

// CrawlDelay is what a host's robots.txt asks for between two requests, so that
// a source which asks for a lot is read less often; 0 when unknown or not said.
func (c *Client) CrawlDelay(host string) time.Duration { return c.gate.crawlDelay(host) }

// Close closes idle connections. Sessions that still run keep theirs until they end.
func (c *Client) Close() {
	if c.transport != nil {
		c.transport.CloseIdleConnections()
	}
}
