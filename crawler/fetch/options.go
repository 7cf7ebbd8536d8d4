package fetch

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"strings"
	"time"
)

// Product is the product token of our User-Agent, the name that a robots.txt
// may address us by (RFC 9309, section 2.2.1).
const Product = "VacanciesBot"

// UserAgent is the program's User-Agent: the product token first, because robots
// rules are matched against it, then the version and how to reach us.
func UserAgent(version, contact string) string {
	ua := Product
	if version != "" {
		ua += "/" + version
	}
	if contact = strings.Join(strings.Fields(contact), " "); contact != "" {
		ua += " (+" + contact + ")"
	}
	return ua
}

// Options say how to fetch. The zero value of a field means its default.
type Options struct {
	// UserAgent is sent with every request; see the function of that name.
	// UserAgent("", Contact) when empty.
	UserAgent string
	// Contact is where to reach us. An e-mail address is also sent as From
	// (RFC 9110, section 10.1.2).
	Contact string
	// AllowPrivate lifts the bound on addresses: private targets and any port.
	AllowPrivate bool
	// PerHostDelay is the least pause between two requests to a host (2 s); a
	// longer Crawl-delay is honoured in full.
	PerHostDelay time.Duration
	// Dial opens connections instead of a dialler guarded by address; the guard
	// on addresses is then the caller's. The demo sends every host to loopback.
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)
	// Now is the clock of robots.txt's age and of Page.At (time.Now).
	Now func() time.Time
	// MaxBody bounds a body after decompression, in bytes (16 MiB).
	MaxBody int64
	// AttemptTimeout bounds one attempt, body included (30 s).
	AttemptTimeout time.Duration
	// Retries is how often a request is sent again (2; below zero: never).
	Retries int
	// BackoffMin and BackoffMax bound the waits between attempts (1 s, 30 s). A
	// host that asks for more by Retry-After is not asked again in this run.
	BackoffMin, BackoffMax time.Duration
	// NoPause leaves out all waiting, Crawl-delay included. It is only for local
	// sites: New refuses it without Dial or AllowPrivate.
	NoPause bool
	// Observe is told of every request sent, robots.txt and retries too.
	Observe func(Observation)
	Logger  *slog.Logger
}

// Observation is one request that was sent, for metrics.
type Observation struct {
	Host string
	// Outcome is "ok", "not_modified", "redirect", or a lifecycle.Fault.
	Outcome string
	// Status is 0 when no answer came.
	Status int
	// Bytes of body after decompression.
	Bytes int64
	Took  time.Duration
}

// The defaults of Options.
const (
	defaultPerHostDelay   = 2 * time.Second
	defaultMaxBody        = 16 << 20
	defaultAttemptTimeout = 30 * time.Second
	defaultRetries        = 2
	defaultBackoffMin     = time.Second
	defaultBackoffMax     = 30 * time.Second
	// maxRetryAfter caps what is handed on of a host's Retry-After.
	maxRetryAfter = 24 * time.Hour
)

// withDefaults fills in what is not set and refuses what contradicts itself.
func (o Options) withDefaults() (Options, error) {
	if o.NoPause && o.Dial == nil && !o.AllowPrivate {
		return o, errors.New("fetching without pauses is only for local sites")
	}
	if o.UserAgent == "" {
		o.UserAgent = UserAgent("", o.Contact)
	}
	if productToken(o.UserAgent) == "" {
		return o, errors.New("the User-Agent must begin with a product token of letters, '-' and '_'")
	}
	if o.PerHostDelay <= 0 {
		o.PerHostDelay = defaultPerHostDelay
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.MaxBody <= 0 {
		o.MaxBody = defaultMaxBody
	}
	if o.AttemptTimeout <= 0 {
		o.AttemptTimeout = defaultAttemptTimeout
	}
	switch {
	case o.Retries == 0:
		o.Retries = defaultRetries
	case o.Retries < 0:
		o.Retries = 0
	}
	if o.BackoffMin <= 0 {
		o.BackoffMin = defaultBackoffMin
	}
	if o.BackoffMax <= 0 {
		o.BackoffMax = max(defaultBackoffMax, o.BackoffMin)
	}
	if o.NoPause {
		o.BackoffMin, o.BackoffMax = time.Millisecond, 10*time.Millisecond
	}
	if o.Observe == nil {
		o.Observe = func(Observation) {}
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return o, nil
}
