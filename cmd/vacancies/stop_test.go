package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	"vacancies/config"
	"vacancies/normalize/lifecycle"
)

// holding has a program hold its folder with some work, as `run` does; end asks
// it to stop and waits until it has.
func holding(t *testing.T, a *app, work ...func(context.Context) error) (end func()) {
	t.Helper()
	a.settings.addr = "127.0.0.1:0"
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- a.hold(ctx, call{streams: streams{out: io.Discard, err: io.Discard}}, work...) }()
	return func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("it ended with %v", err)
		}
	}
}

func TestStoppingDropsARoundThatIsUnderWay(t *testing.T) {
	asked := make(chan struct{})
	board := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/jobs.rss" {
			http.NotFound(w, r)
			return
		}
		close(asked)
		<-r.Context().Done() // it answers nothing until the one who asks has gone
	}))
	defer board.Close()
	a := opened(t, "network: {allow_private: true, per_host_delay: 1ms}\n")
	c := *a.config.Load()
	c.Sources = []config.Source{{ID: "board", Boroughs: []string{"camden"}, Kind: "board", Platform: "feed", Evidence: "assumed", URL: board.URL + "/jobs.rss"}}
	a.config.Store(&c)
	a.reads = true
	if err := a.announceSources(&c); err != nil {
		t.Fatal(err)
	}
	end := holding(t, a, a.crawlLoop)
	<-asked
	end()
	runs, err := a.ledger.Runs("board", 1)
	if err != nil {
		t.Fatal(err)
	}
	if s, _ := a.ledger.Source("board"); len(runs) > 0 || !s.LastAttempt.IsZero() {
		t.Errorf("the round is in the ledger: %+v, last tried %s", runs, s.LastAttempt)
	}
}

func TestStoppingWaitsForACommit(t *testing.T) {
	a := opened(t, "")
	begun, release := make(chan struct{}), make(chan struct{})
	end := holding(t, a, func(context.Context) error {
		_, err := a.ledger.Commit(func(lifecycle.View) (lifecycle.Result, error) {
			close(begun)
			<-release
			return lifecycle.Result{Changes: []lifecycle.Change{{At: a.now(), Kind: lifecycle.Opened, ID: "one"}}}, nil
		})
		return err
	})
	<-begun
	go close(release)
	end()
	if n := a.ledger.Snapshot().Sequence; n != 1 {
		t.Errorf("it ended at change %d, before the commit was done", n)
	}
}

func TestStoppingWaitsForNoReaderWhoDoesNotRead(t *testing.T) {
	l, err := listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	begun, done := make(chan struct{}), make(chan error)
	go func() {
		done <- serveUntil(ctx, l, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			close(begun)
			for piece := make([]byte, 1<<20); ; { // until the connection is cut
				if _, err := w.Write(piece); err != nil {
					return
				}
			}
		}))
	}()
	conn, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	<-begun
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
