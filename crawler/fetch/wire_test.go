package fetch

import (
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// wire stands in for the network: it answers by host and path, and notes when
// each request was sent. With it, waits pass in a synctest bubble's own time.
type wire struct {
	mu      sync.Mutex
	answers map[string]func(n int) *http.Response // by "host/path"; n counts from 1
	sent    []sent
	active  map[string]int
	crowded bool // two requests to one host at the same time
	takes   time.Duration
}

type sent struct {
	to string
	at time.Duration // since the bubble began
}

func newWire(answers map[string]func(n int) *http.Response) *wire {
	return &wire{answers: answers, active: make(map[string]int)}
}

func (w *wire) RoundTrip(req *http.Request) (*http.Response, error) {
	to := req.URL.Host + req.URL.Path
	w.mu.Lock()
	w.sent = append(w.sent, sent{to, time.Since(bubble)})
	w.active[req.URL.Host]++
	w.crowded = w.crowded || w.active[req.URL.Host] > 1
	n := 0
	for _, s := range w.sent {
		if s.to == to {
			n++
		}
	}
	answer := w.answers[to]
	w.mu.Unlock()
	defer func() { w.mu.Lock(); w.active[req.URL.Host]--; w.mu.Unlock() }()

	select {
	case <-time.After(w.takes):
	case <-req.Context().Done():
		return nil, req.Context().Err()
	}
	if answer == nil {
		answer = reply(404, "")
	}
	res := answer(n)
	res.Request = req
	return res, nil
}

// bubble is when time begins in a synctest bubble.
var bubble = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// reply answers with a status, headers ("Name: value") and a body.
func reply(status int, body string, headers ...string) func(int) *http.Response {
	return func(int) *http.Response {
		res := &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {"text/html"}}, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body))}
		for _, h := range headers {
			name, value, _ := strings.Cut(h, ": ")
			res.Header.Set(name, value)
		}
		return res
	}
}

// onWire builds a client over a wire, with real waits.
func onWire(t *testing.T, w *wire, o Options) *Client {
	t.Helper()
	o.UserAgent = UserAgent("1", "me@example.org")
	o, err := o.withDefaults()
	if err != nil {
		t.Fatal(err)
	}
	return newClient(o, nil, w)
}

func (w *wire) times(to string) []time.Duration {
	var at []time.Duration
	for _, s := range w.sent {
		if s.to == to {
			at = append(at, s.at)
		}
	}
	return at
}
