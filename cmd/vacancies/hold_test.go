package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOnlyWhoReadsOffersToLookAgain: `serve` reads no career site, so that a
// request to look again would wait for ever there.
func TestOnlyWhoReadsOffersToLookAgain(t *testing.T) {
	for _, c := range []struct {
		name  string
		reads bool
	}{
		{"serve offers none", false},
		{"run offers it", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := opened(t, "site: {look_again: true}")
			a.settings.addr, a.reads = "127.0.0.1:0", c.reads
			if err := a.announceSources(a.config.Load()); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			if err := a.hold(ctx, call{streams: streams{out: io.Discard, err: io.Discard}}); err != nil {
				t.Fatal(err)
			}
			page := ""
			for _, slug := range []string{"hackney", "lewisham", "camden", "croydon"} { // some address is known
				w := httptest.NewRecorder()
				a.serveSite(w, httptest.NewRequest(http.MethodGet, "/boroughs/"+slug+"/mirror", nil))
				page += w.Body.String()
			}
			if got := strings.Contains(page, "Look again now"); got != c.reads {
				t.Errorf("offered: %v", got)
			}
		})
	}
}

func TestANameTooLongForASocket(t *testing.T) {
	dir := filepath.Join(t.TempDir(), strings.Repeat("x", 120))
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	_, err := control(t.Context(), dir, nil)
	if err == nil || !strings.Contains(err.Error(), "a shorter way, such as a symbolic link") {
		t.Fatalf("got %v", err)
	}
	short := filepath.Join(t.TempDir(), "s")
	if err := os.Symlink(dir, short); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	wait, err := control(ctx, short, nil)
	if err != nil {
		t.Fatal(err)
	}
	stop()
	wait()
}
