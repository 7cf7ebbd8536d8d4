package main

import (
	"context"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"vacancies/crawler"
	"vacancies/crawler/fetch"
	"vacancies/crawler/london"
	"vacancies/feeds"
	"vacancies/normalize/lifecycle"
	"vacancies/store"
)

// handClock is a clock that the test turns.
type handClock struct {
	mu sync.Mutex
	at time.Time
}

func (c *handClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *handClock) turn(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// set turns the clock to an instant that lies ahead.
func (c *handClock) set(at time.Time) { c.turn(at.Sub(c.now())) }

// world is the whole program at work on a demo's folder, with its local London,
// under a clock that the test turns.
type world struct {
	*app
	t     *testing.T
	clock *handClock
	dir   string
	dial  london.Dialler
	// trips break a source in the middle of a run; see trip.
	trips map[string]trip
	// dripping are the sources that are not worth waiting for.
	dripping map[string]bool
}

// trip breaks a source just before its run asks for page number after+1.
type trip struct {
	after int
	kind  string
}

// autumn is the first London day of the test worlds: a Monday a week before the
// clocks go back.
var autumn = time.Date(2026, time.October, 19, 9, 0, 0, 0, londonZone)

// folder is a folder for a ledger, in memory where the system has such a place:
// what is tested here is not the disk.
func folder(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "vacancies-test-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// enter starts the program on a folder, at an instant of a history that began
// on the London day of day0.
func enter(t *testing.T, dir string, day0, at time.Time, seed uint64) *world {
	t.Helper()
	return enterTyped(t, dir, day0, at, seed, nil)
}

// enterTyped is enter into a London whose adverts' words are rewritten.
func enterTyped(t *testing.T, dir string, day0, at time.Time, seed uint64, typed func(field, words string) string) *world {
	t.Helper()
	w := &world{t: t, clock: &handClock{at: at}, dir: dir, trips: map[string]trip{}, dripping: map[string]bool{}}
	days := demoDays{Day0: day0.In(londonZone).Format(time.DateOnly), Seed: seed}
	var err error
	w.app, err = open(settings{data: dir}, streams{out: io.Discard, err: io.Discard},
		func(demoDays, bool) (demoDays, error) { return days, nil })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.leave)
	w.now = w.clock.now
	if w.demo.london, err = london.New(london.Options{Seed: seed, Day0: day0, Now: w.clock.now, Typed: typed}); err != nil {
		t.Fatal(err)
	}
	if err := w.connect(); err != nil {
		t.Fatal(err)
	}
	var stop func()
	if w.dial, stop, err = w.demo.london.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	if err := w.announceSources(w.config.Load()); err != nil {
		t.Fatal(err)
	}
	if err := w.setSite(); err != nil {
		t.Fatal(err)
	}
	return w
}

// leave ends the program; it may be called more than once.
func (w *world) leave() {
	if w.app != nil {
		w.app.close()
		w.app = nil
	}
}

// patience bounds one request of a test's crawl, and shortPatience one to a site
// that is known to drip.
const (
	patience      = 20 * time.Second
	shortPatience = 500 * time.Millisecond
)

// round reads these sources (all, when none is named) with a fresh client, as a
// new process would: nothing of robots.txt is remembered.
func (w *world) round(ids ...string) map[string]lifecycle.Run {
	w.t.Helper()
	r := w.reader.Load()
	r.client.Close()
	r.client = w.fetching(patience)
	hasty := w.fetching(shortPatience)
	defer hasty.Close()
	r.crawler.Open = func(ctx context.Context, hosts []string) crawler.Fetcher {
		id, _, _ := strings.Cut(hosts[0], ".")
		client := r.client
		if w.dripping[id] {
			client = hasty
		}
		return &tripping{Session: client.Session(ctx, hosts), world: w, source: id}
	}
	sources, err := sourcesOf(w.config.Load(), ids)
	if err != nil {
		w.t.Fatal(err)
	}
	if len(ids) == 0 {
		sources = w.config.Load().Sources
	}
	if err := w.tick(); err != nil {
		w.t.Fatal(err)
	}
	told, err := w.app.round(w.t.Context(), sources, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	if len(told.Sources) != len(sources) {
		w.t.Fatalf("%d sources were to be read and %d are in the report", len(sources), len(told.Sources))
	}
	out := map[string]lifecycle.Run{}
	for _, run := range told.Sources {
		out[run.Source] = run
	}
	return out
}

func (w *world) fetching(patience time.Duration) *fetch.Client {
	w.t.Helper()
	client, err := fetch.New(fetch.Options{UserAgent: fetch.UserAgent(version(), "test@vacancies.example"), Dial: w.dial,
		AllowPrivate: true, NoPause: true, Retries: -1, AttemptTimeout: patience, MaxBody: 4 << 20, Now: w.clock.now})
	if err != nil {
		w.t.Fatal(err)
	}
	return client
}

// tripping counts the pages a run asks for and breaks its site when told to.
type tripping struct {
	*fetch.Session
	world  *world
	source string
	asked  int
}

func (s *tripping) Fetch(ctx context.Context, r fetch.Request) (*fetch.Page, error) {
	if t, ok := s.world.trips[s.source]; ok && t.after == s.asked {
		if err := s.world.demo.london.SetFault(s.source, t.kind); err != nil {
			s.world.t.Error(err)
		}
	}
	s.asked++
	return s.Session.Fetch(ctx, r)
}

// breaks switches a fault on; an empty kind mends the source.
func (w *world) breaks(source, kind string) {
	w.t.Helper()
	delete(w.trips, source)
	w.dripping[source] = kind == "slow"
	if err := w.demo.london.SetFault(source, kind); err != nil {
		w.t.Fatal(err)
	}
}

// day is the day of the history the world stands on.
func (w *world) day() int {
	day0, err := time.ParseInLocation(time.DateOnly, w.demo.days.Day0, time.UTC)
	if err != nil {
		w.t.Fatal(err)
	}
	y, m, d := w.clock.now().In(londonZone).Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Sub(day0) / (24 * time.Hour))
}

// shown are the open vacancies that a source shows, by the id its own system
// gives them.
func (w *world) shown(source string) map[string]*lifecycle.Record {
	out := map[string]*lifecycle.Record{}
	for _, r := range w.ledger.Snapshot().Records {
		for _, a := range r.Adverts {
			if a.Source == source && !a.Gone && r.State == lifecycle.Open {
				_, key, _ := strings.Cut(a.Key, ":")
				out[key] = r
			}
		}
	}
	return out
}

// openAt are the ids of a source's open vacancies, sorted.
func (w *world) openAt(source string) []string {
	var out []string
	for _, r := range w.shown(source) {
		out = append(out, r.ID)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// truth are the posts a source really shows today, by its system's ids.
func (w *world) truth(source string) map[string]london.Post {
	w.t.Helper()
	posts, err := w.demo.london.Posts(source, w.day())
	if err != nil {
		w.t.Fatal(err)
	}
	out := map[string]london.Post{}
	for _, p := range posts {
		out[p.ID] = p
	}
	return out
}

// get asks the site for a page.
func (w *world) get(path string) (status int, body string) {
	w.t.Helper()
	rec := httptest.NewRecorder()
	w.serveSite(rec, httptest.NewRequest("GET", path, nil))
	return rec.Code, rec.Body.String()
}

// feedsOf are a borough's feeds. What they say of who is being
// read is left out: it has to change when a site fails.
func (w *world) feedsOf(borough string) map[string]string {
	w.t.Helper()
	coverage := feeds.CoverageOf(w.ledger.Snapshot()).For([]string{borough}).Sentence()
	out := map[string]string{}
	for _, format := range []string{"atom", "json"} {
		path := "/vacancies." + format + "?borough=" + borough
		status, body := w.get(path)
		if status != 200 {
			w.t.Fatalf("%s: %d: %s", path, status, body)
		}
		out[path] = strings.ReplaceAll(body, coverage, "")
	}
	return out
}

// source is what the ledger remembers of a source.
func (w *world) source(id string) lifecycle.SourceState {
	w.t.Helper()
	s, ok := w.ledger.Source(id)
	if !ok {
		w.t.Fatalf("no source %s", id)
	}
	return s
}

// changes is the whole change log, each number once and in order.
func (w *world) changes() []lifecycle.Change {
	w.t.Helper()
	return changesOf(w.t, w.ledger)
}

func changesOf(t testing.TB, s *store.Store) []lifecycle.Change {
	t.Helper()
	all, err := s.Changes(0, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range all {
		if c.Seq != uint64(i+1) {
			t.Fatalf("change %d stands at place %d of the log", c.Seq, i+1)
		}
	}
	if last := s.Snapshot().Sequence; last != uint64(len(all)) {
		t.Fatalf("the ledger says its last change is %d, the log holds %d", last, len(all))
	}
	return all
}

// prepared is a folder after one healthy round of day 0, made once for all
// tests; every caller gets a copy.
func prepared(t *testing.T) string {
	t.Helper()
	dayZero.Do(func() {
		dir := folder(t)
		w := enter(t, dir, autumn, autumn, 1)
		pages := map[string]int{}
		for id, run := range w.round() {
			if run.Verdict != lifecycle.Healthy {
				t.Fatalf("%s: %s %s", id, run.Verdict, run.Error)
			}
			pages[id] = run.Pages
		}
		w.leave()
		ledger, err := os.ReadFile(filepath.Join(dir, store.FileName))
		if err != nil {
			t.Fatal(err)
		}
		dayZero.ledger, dayZero.pages = ledger, pages
	})
	if dayZero.ledger == nil {
		t.Fatal("the first healthy round failed in another test")
	}
	dir := folder(t)
	if err := os.WriteFile(filepath.Join(dir, store.FileName), dayZero.ledger, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// dayZero is what prepared hands out: the ledger's bytes, and how many list
// pages each source has.
var dayZero struct {
	sync.Once
	ledger []byte
	pages  map[string]int
}
