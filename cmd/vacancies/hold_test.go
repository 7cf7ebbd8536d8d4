package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestOnlyWhoReadsOffersToLookAgain: `serve` reads no career site, so that a
// request to look again would wait for ever there.
func TestOnlyWhoReadsOffersToLookAgain(t *testing.T) {
	reading := func(ctx context.Context) error { <-ctx.Done(); return nil }
	for _, c := range []struct {
		name string
		work []func(context.Context) error
		want bool
	}{
		{"serve offers none", nil, false},
		{"run offers it", []func(context.Context) error{reading}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := opened(t, "site: {look_again: true}")
			a.settings.addr = "127.0.0.1:0"
			if err := a.announceSources(call{streams: streams{out: io.Discard, err: io.Discard}}); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			if err := a.hold(ctx, call{streams: streams{out: io.Discard, err: io.Discard}}, c.work...); err != nil {
				t.Fatal(err)
			}
			page := ""
			for _, slug := range []string{"hackney", "lewisham", "camden", "croydon"} { // some address is known
				w := httptest.NewRecorder()
				a.serveSite(w, httptest.NewRequest(http.MethodGet, "/boroughs/"+slug+"/mirror", nil))
				page += w.Body.String()
			}
			if got := strings.Contains(page, "Look again now"); got != c.want {
				t.Errorf("offered: %v", got)
			}
		})
	}
}
