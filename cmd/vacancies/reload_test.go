package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"vacancies/normalize/lifecycle"
)

func TestAReloadTakesAWholeConfigurationOrNone(t *testing.T) {
	const camden = "{id: camden-schools, boroughs: [camden], kind: board, platform: feed, evidence: assumed, url: \"https://schools.camden.gov.uk/jobs.rss\"}"
	a := opened(t, "sources: [{id: lewisham, every: 2h}, "+camden+"]\n")
	var log syncBuffer
	a.logger, a.reads = newLogger(&log, false), true
	if err := a.announceSources(a.config.Load()); err != nil {
		t.Fatal(err)
	}
	if err := a.setSite(); err != nil {
		t.Fatal(err)
	}
	reader := a.reader.Load()
	for _, c := range []struct {
		name, file string
		// says is what the error names; empty where the file is taken.
		says   string
		every  time.Duration
		title  string
		paused bool // camden-schools
		reader bool // a new one
	}{
		{"a file with a mistake is refused whole", "site: {title: Zebra}\nsources: [{id: lewisham, every: 3h}, {id: camden, kind: quango}]\n", "kind", 2 * time.Hour, "", false, false},
		{"a file that is no YAML is refused", "sources: [\n", "vacancies.yaml", 2 * time.Hour, "", false, false},
		{"a whole file is taken, and what it no longer names is paused", "site: {title: Zebra}\nsources: [{id: lewisham, every: 3h}]\n", "", 3 * time.Hour, "Zebra", true, false},
		{"other manners bring a new reader", "network: {per_host_delay: 4s}\nsources: [{id: lewisham, every: 3h}, " + camden + "]\n", "", 3 * time.Hour, "", false, true},
	} {
		if err := os.WriteFile(a.settings.config, []byte(c.file), 0o644); err != nil {
			t.Fatal(err)
		}
		err := a.reload()
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
		if s, _ := a.config.Load().Source("lewisham"); s.Every != c.every {
			t.Errorf("%s: every %s, want %s", c.name, s.Every, c.every)
		}
		w := httptest.NewRecorder()
		a.serveSite(w, httptest.NewRequest(http.MethodGet, "/about", nil))
		if titled := strings.Contains(w.Body.String(), "Zebra"); titled != (c.title == "Zebra") {
			t.Errorf("%s: the pages have the new title: %v", c.name, titled)
		}
		if s, _ := a.ledger.Source("camden-schools"); s.Absent != c.paused || (s.Paused() != "") != c.paused {
			t.Errorf("%s: paused %v (%q), want %v", c.name, s.Absent, s.Paused(), c.paused)
		}
		if now := a.reader.Load(); (now != reader) != c.reader {
			t.Errorf("%s: a new reader: %v, want %v", c.name, now != reader, c.reader)
		}
	}
	if !strings.Contains(log.String(), "source=camden-schools") {
		t.Errorf("the log does not name the source that was paused: %s", log.String())
	}
}

// TestServeTakesANewConfigurationAndRulesNoSource: also after a command asked
// it to read a site.
func TestServeTakesANewConfigurationAndRulesNoSource(t *testing.T) {
	a := opened(t, "")
	if err := os.WriteFile(a.settings.config, []byte("site: {title: Zebra}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := a.reload(); err != nil {
		t.Fatal(err)
	}
	if n := len(a.ledger.Snapshot().Sources); n != 0 || a.config.Load().Site.Title != "Zebra" {
		t.Errorf("%d sources were told to the ledger, the title is %q", n, a.config.Load().Site.Title)
	}
}

func TestAReloadDuringARoundSaysThatItWaits(t *testing.T) {
	a := opened(t, "site: {title: Before}\n")
	var log syncBuffer
	a.logger = newLogger(&log, false)
	if err := os.WriteFile(a.settings.config, []byte("site: {title: After}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	a.rounds.Lock()
	done := make(chan error)
	go func() { done <- a.reload() }()
	for !strings.Contains(log.String(), "when the present round ends") {
		select {
		case err := <-done:
			t.Fatalf("it did not wait: %v", err)
		case <-time.After(time.Millisecond):
		}
	}
	if title := a.config.Load().Site.Title; title != "Before" {
		t.Errorf("during the round the title is %q", title)
	}
	a.rounds.Unlock()
	if err := <-done; err != nil || a.config.Load().Site.Title != "After" {
		t.Errorf("after the round: %v, the title is %q", err, a.config.Load().Site.Title)
	}
}

// changing is a small board, and the nth configuration that reads it.
func changing(t *testing.T) (file func(n int) string) {
	t.Helper()
	board := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/jobs.rss" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>Jobs</title><item><guid>17</guid><link>http://%s/job/17</link><title>Social Worker, Children in Need, London Borough of Camden</title>
			<description>The London Borough of Camden is looking for a children's social worker.</description></item></channel></rss>`, r.Host)
	}))
	t.Cleanup(board.Close)
	return func(n int) string {
		return fmt.Sprintf("site: {title: Number %d}\nnetwork: {allow_private: true, per_host_delay: %dms}\n"+
			"sources: [{id: camden-board, boroughs: [camden], kind: board, platform: feed, evidence: assumed, url: \"%s/jobs.rss\", options: {complete: \"true\", pages: never, employer: \"*\"}}]\n", n, 1+n%2, board.URL)
	}
}

// TestAReloadRightAfterTheStartIsMet: a SIGHUP before anything was served ended the
// program.
func TestAReloadRightAfterTheStartIsMet(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "vacancies.yaml")
	write := func(title string) {
		t.Helper()
		if err := os.WriteFile(file, []byte("site: {title: "+title+"}\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("Before")
	c := call{args: []string{"--config", file, "--data", filepath.Join(dir, "data")}, streams: streams{err: io.Discard}}
	a, _ := c.openToServe()
	if a == nil {
		t.Fatal("it does not open")
	}
	defer a.close()
	write("After")
	if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- a.reloadLoop(ctx) }()
	for a.config.Load().Site.Title != "After" && t.Context().Err() == nil {
		runtime.Gosched()
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// TestACommandGoesByTheFileItNames although the program that holds the folder has
// not read that file again: a row is tried before it is put in force, and nothing is
// committed under it until then.
func TestACommandGoesByTheFileItNames(t *testing.T) {
	file := changing(t)
	a := opened(t, file(0))
	if err := a.announceSources(a.config.Load()); err != nil {
		t.Fatal(err)
	}
	write := func(name, words string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(words), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	same := write("same.yaml", file(0))
	moved := write("moved.yaml", strings.Replace(file(0), "/jobs.rss", "/elsewhere.rss", 1))
	renamed := write("renamed.yaml", strings.Replace(file(0), "camden-board", "new-board", 1))
	broken := write("broken.yaml", "sources: {")
	for _, c := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"without a file what is in force is read", []string{"check", "camden-board"}, exitOK, "camden-board: healthy"},
		{"a row that was changed is tried as it stands in the file", []string{"check", "camden-board", "--config", moved}, exitBad, "not_found"},
		{"so is one that is new", []string{"check", "new-board", "--config", renamed}, exitOK, "new-board: healthy"},
		{"and one that the file does not have is not known", []string{"check", "camden-board", "--config", renamed}, exitUsage, "no source is called camden-board"},
		{"a mistake in the file is told", []string{"check", "camden-board", "--config", broken}, exitUsage, "broken.yaml:1"},
		{"nothing is committed under a row that is not in force", []string{"crawl", "camden-board", "--config", moved}, exitUsage, "the row of camden-board in " + moved + " is not in force"},
		{"nor under one that is new", []string{"crawl", "new-board", "--config", renamed}, exitUsage, "is not in force"},
		{"a file that says what is in force changes nothing", []string{"crawl", "camden-board", "--config", same}, exitOK, "camden-board  healthy"},
	} {
		var said bytes.Buffer
		code := a.answer(t.Context(), request{Command: c.args[0], Args: c.args[1:], Dir: t.TempDir()}, streams{in: eof{}, out: &said, err: &said})
		if code != c.code || !strings.Contains(said.String(), c.says) {
			t.Errorf("%s: code %d, want %d with %q; it says\n%s", c.name, code, c.code, c.says, &said)
		}
	}
}

// TestReloadsUnderLoad changes the configuration again and again while sites are
// read, readers are answered and another terminal asks for dry runs. The race
// detector watches, and every round ends well.
func TestReloadsUnderLoad(t *testing.T) {
	file := changing(t)
	a := opened(t, file(0))
	a.reads = true
	if err := a.setSite(); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var busy sync.WaitGroup
	rounds := make(chan lifecycle.Run, 1000)
	each := func(do func()) {
		busy.Go(func() {
			for ctx.Err() == nil {
				do()
			}
		})
	}
	each(func() {
		sources, err := sourcesOf(a.config.Load(), []string{"camden-board"})
		if err != nil {
			t.Error(err)
			stop()
			return
		}
		r, err := a.round(ctx, sources, nil)
		if err != nil && ctx.Err() == nil {
			t.Error(err)
		}
		for _, run := range r.Sources {
			rounds <- run
		}
	})
	each(func() {
		w := httptest.NewRecorder()
		if a.serveSite(w, httptest.NewRequest(http.MethodGet, "/about", nil)); w.Code != http.StatusOK {
			t.Errorf("a reader got %d", w.Code)
		}
	})
	each(func() {
		var errs bytes.Buffer
		if a.answer(ctx, request{Command: "check", Args: []string{"camden-board"}}, streams{in: eof{}, out: io.Discard, err: &errs}) == exitUsage {
			t.Errorf("a dry run was refused: %s", &errs)
		}
	})
	for n := 1; n <= 20; n++ {
		if err := os.WriteFile(a.settings.config, []byte(file(n)), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := a.reload(); err != nil {
			t.Fatal(err)
		}
		<-rounds
	}
	stop()
	busy.Wait()
	close(rounds)
	for run := range rounds {
		if run.Verdict != lifecycle.Healthy && run.Verdict != lifecycle.Unchanged {
			t.Errorf("a round was %s: %s", run.Verdict, run.Error)
		}
	}
	if got := a.config.Load().Site.Title; got != "Number 20" {
		t.Errorf("the last configuration is not in force, but %q", got)
	}
}

func TestAReloadOnADemosFolderKeepsItsSites(t *testing.T) {
	w := enter(t, folder(t), autumn, autumn, 1)
	reader, sources := w.reader.Load(), len(w.config.Load().Sources)
	w.settings.contact = "other@resourcing.gov.uk"
	if err := w.reload(); err != nil {
		t.Fatal(err)
	}
	if got := w.config.Load(); len(got.Sources) != sources || got.Contact != "other@resourcing.gov.uk" || w.reader.Load() != reader {
		t.Errorf("%d sources, want the demo's %d, and its own sites", len(got.Sources), sources)
	}
}
