package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"vacancies/normalize/lifecycle"
)

// TestReadersAreAnsweredWhileACommitIsUnderWay holds a commit in the middle of
// its write transaction and asks for every page, feed and file meanwhile, and
// for the metrics and what other terminals only read.
func TestReadersAreAnsweredWhileACommitIsUnderWay(t *testing.T) {
	w := enter(t, folder(t), autumn, autumn, 1)
	w.round("hackney", "camden")
	before := w.ledger.Snapshot()
	if len(before.Records) == 0 {
		t.Fatal("nothing was opened")
	}
	begun, release, done := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		_, err := w.ledger.Commit(func(v lifecycle.View) (lifecycle.Result, error) {
			close(begun)
			<-release
			return lifecycle.Result{Changes: []lifecycle.Change{{At: w.now(), Kind: lifecycle.ClosedIt, ID: before.Records[0].ID}}}, nil
		})
		done <- err
	}()
	<-begun
	read := make(chan string)
	go func() {
		defer close(read)
		for _, path := range append(publicPaths(w), "/healthz", "/readyz", "/vacancies.rss?pay_min=31234") {
			read <- path
			rec := httptest.NewRecorder()
			w.serveSite(rec, httptest.NewRequest(http.MethodGet, path, nil))
			if rec.Code >= http.StatusInternalServerError {
				t.Errorf("%s answered %d", path, rec.Code)
			}
		}
		read <- "/metrics"
		w.metrics.handler().ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/metrics", nil))
		for _, r := range []request{{Command: "status"}, {Command: "explain", Args: []string{"hackney"}}, {Command: "decisions"}, {Command: "backup", Args: []string{t.TempDir() + "/copy"}}} {
			read <- r.Command
			if code := w.answer(t.Context(), r, streams{in: eof{}, out: io.Discard, err: io.Discard}); code == exitUsage {
				t.Errorf("%s: exit %d", r.Command, code)
			}
		}
	}()
	last, freed := "", false
	free := func() {
		if !freed {
			freed = true
			close(release)
		}
	}
	for open := true; open; {
		select {
		case path, more := <-read:
			if open = more; more {
				last = path
			}
		case <-time.After(time.Minute): // only where it hangs
			t.Errorf("%s waits for the commit", last)
			free()
		}
	}
	if w.ledger.Snapshot() != before {
		t.Error("the commit was over before the readers were answered")
	}
	free()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
