package crawler

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vacancies/crawler/fetch"
	"vacancies/crawler/schedule"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// TestWhenAnAdvertsPageIsOpened is design rule 6 as a table.
func TestWhenAnAdvertsPageIsOpened(t *testing.T) {
	closing := time.Date(2026, 11, 25, 23, 59, 0, 0, time.UTC)
	before, after := schedule.Around(closing)
	for _, tt := range []struct {
		name   string
		prior  Prior
		change func(*world) // between the first and the second run
		later  time.Duration
		read   bool
	}{
		{"an hour later it is not", Prior{Open: true, InScope: true}, nil, time.Hour, false},
		{"a day later it is, open and in scope", Prior{Open: true, InScope: true}, nil, 24 * time.Hour, true},
		{"a day later it is not when it is out of scope", Prior{Open: true}, nil, 24 * time.Hour, false},
		{"a day later it is not when it is closed", Prior{InScope: true}, nil, 24 * time.Hour, false},
		{"it is when its row changed", Prior{}, func(w *world) { w.list(listRow{Key: "1", Title: "Social Worker", Closing: "now another day"}) }, time.Hour, true},
		{"it is shortly before its closing", Prior{Open: true, InScope: true, Closing: closing}, func(w *world) { w.reread("1", before.Add(-time.Hour)) }, before.Sub(start) + time.Minute, true},
		{"it is not before that", Prior{Open: true, InScope: true, Closing: closing}, func(w *world) { w.reread("1", before.Add(-time.Hour)) }, before.Sub(start) - time.Minute, false},
		{"nor a second time before", Prior{Open: true, InScope: true, Closing: closing}, func(w *world) { w.reread("1", before.Add(time.Minute)) }, before.Sub(start) + 30*time.Minute, false},
		{"it is shortly after its closing, closed or not", Prior{InScope: true, Closing: closing}, func(w *world) { w.reread("1", before.Add(time.Minute)) }, after.Sub(start) + time.Minute, true},
		{"nor a second time after", Prior{InScope: true, Closing: closing}, func(w *world) { w.reread("1", after.Add(time.Minute)) }, after.Sub(start) + time.Hour, false},
		{"long after its closing it is left alone", Prior{InScope: true, Closing: closing}, nil, closing.Sub(start) + 72*time.Hour, false},
		{"a day after its closing it is once more, being listed still", Prior{InScope: true, Closing: closing}, func(w *world) { w.reread("1", after) }, after.Sub(start) + 24*time.Hour, true},
		{"around its closing it is not when it is out of scope", Prior{Open: true, Closing: closing}, nil, after.Sub(start) + time.Minute, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld()
			w.list(listRow{Key: "1", Title: "Social Worker"})
			w.commit(w.run())
			w.priors[id("1")] = tt.prior
			if tt.change != nil {
				tt.change(w)
			}
			w.at = start.Add(tt.later)
			h := w.run()
			if got := w.details() == 1; got != tt.read {
				t.Errorf("opened: %v, want %v", got, tt.read)
			}
			want := lifecycle.DetailKept
			if tt.read {
				want = lifecycle.DetailRead
			}
			if h.Adverts[0].Detail != want {
				t.Errorf("said to be %q", h.Adverts[0].Detail)
			}
		})
	}
}

// start is when a world begins.
var start = newWorld().at

// reread sets when an advert's page was last read.
func (w *world) reread(key string, at time.Time) {
	s := w.sightings[id(key)]
	s.DetailAt = at
	w.sightings[id(key)] = s
}

func TestAPageThatWasNotModifiedLeavesItsAdvertAlone(t *testing.T) {
	w := newWorld()
	w.etags = true
	w.list(rowsFrom(1, 1)...)
	first := w.run()
	w.commit(first)
	w.at = w.at.Add(25 * time.Hour)
	h := w.run()
	s := h.Adverts[0]
	if !h.Unchanged || h.NotModified != 2 || s.Detail != lifecycle.DetailKept || !s.DetailAt.Equal(w.at) {
		t.Errorf("got unchanged %v, %d not modified, %+v", h.Unchanged, h.NotModified, s)
	}
	if diff := cmp.Diff(first.Adverts[0].Advert, s.Advert); diff != "" {
		t.Errorf("the advert moved:\n%s", diff)
	}
}

func TestTheSameWordsKeepTheirFirstReading(t *testing.T) {
	w := newWorld()
	w.list(listRow{Key: "1", Title: "Social Worker", Closing: "30 November"})
	w.commit(w.run())
	first := w.at

	w.at = first.Add(25 * time.Hour)
	w.pages["http://jobs.example/advert/1"] = advertPage{Salary: "£45,000"}
	h := w.run()
	if a := h.Adverts[0].Advert; a.Salary != "£45,000" || !a.FetchedAt.Equal(w.at) || !a.FirstFetchedAt.Equal(first) || h.Unchanged {
		t.Errorf("a correction elsewhere: got %+v, unchanged %v", a, h.Unchanged)
	}
	w.commit(h)

	second := first.Add(50 * time.Hour)
	w.at = second
	w.pages["http://jobs.example/advert/1"] = advertPage{Salary: "£45,000", Closing: "5 January"}
	if a := w.run().Adverts[0].Advert; !a.FirstFetchedAt.Equal(second) || a.Closing != "5 January" {
		t.Errorf("an extension on the page only: got %+v", a)
	}
}

func TestRowsThatAreOutAreNotOpened(t *testing.T) {
	w := newWorld()
	w.crawler.Want = func(a normalize.Advert) bool { return a.Department != "Parks" }
	w.list(listRow{Key: "1", Title: "Gardener", Department: "Parks"}, listRow{Key: "2", Title: "Social Worker", LeftOut: "another employer"}, listRow{Key: "3", Title: "Social Worker"})
	h := w.run()
	if w.details() != 1 || len(h.Adverts) != 3 {
		t.Fatalf("opened %d, %d adverts", w.details(), len(h.Adverts))
	}
	for i, want := range []lifecycle.Detail{lifecycle.DetailUnwanted, lifecycle.DetailUnwanted, lifecycle.DetailRead} {
		if h.Adverts[i].Detail != want {
			t.Errorf("advert %d: %q, want %q", i, h.Adverts[i].Detail, want)
		}
	}
	if h.Adverts[1].LeftOut != "another employer" || h.Adverts[0].LeftOut != "" {
		t.Errorf("left out: %+v", h.Adverts)
	}
	w.commit(h)
	w.crawler.Want = func(a normalize.Advert) bool { return false }
	if s := w.run().Adverts[2]; s.Detail != lifecycle.DetailUnwanted || s.Advert.Salary == "" {
		t.Errorf("what was read once is thrown away: %+v", s)
	}
	w.crawler.Want = nil
	if h := w.run(); w.details() != 1 || h.Adverts[0].Detail != lifecycle.DetailRead {
		t.Errorf("what is wanted now is not opened: %d", w.details())
	}
}

func TestAPageThatCannotBeReadLeavesWhatIsKnown(t *testing.T) {
	w := newWorld()
	w.list(rowsFrom(1, 4)...)
	w.commit(w.run())
	known := w.sightings[id("002")]
	w.list(append(rowsFrom(1, 1), listRow{Key: "002", Title: "Social Worker (extended)"}, listRow{Key: "003", Title: "Social Worker 003"}, listRow{Key: "new", Title: "New"})...)
	w.faults["http://jobs.example/advert/002"] = &fetch.Error{Fault: lifecycle.FaultServer, URL: "http://jobs.example/advert/002", Status: 500}
	delete(w.pages, "http://jobs.example/advert/new")
	h := w.run()
	if h.Fault != "" || len(h.Incomplete) != 0 {
		t.Fatalf("got %+v", h)
	}
	got := h.Adverts[1]
	if got.Detail != lifecycle.DetailFailed || !strings.Contains(got.Error, "server_error") || got.Advert.Title != known.Advert.Title || got.RowHash != known.RowHash {
		t.Errorf("what is known does not stand: %+v", got)
	}
	if got := h.Adverts[3]; got.Detail != lifecycle.DetailFailed || got.Advert.Title != "New" || !got.DetailAt.IsZero() {
		t.Errorf("the new one's row is lost: %+v", got)
	}
	w.commit(h)
	delete(w.faults, "http://jobs.example/advert/002")
	w.pages["http://jobs.example/advert/new"] = advertPage{Salary: "£1"}
	h = w.run()
	if w.details() != 2 || h.Adverts[1].Advert.Title != "Social Worker (extended)" || h.Adverts[3].Advert.Salary != "£1" || h.Unchanged {
		t.Errorf("the next run does not make up for it: %d details, %+v", w.details(), h.Adverts)
	}
}

func TestManyFailuresInARowEndTheAsking(t *testing.T) {
	fault := func(f lifecycle.Fault, status int) *fetch.Error {
		return &fetch.Error{Fault: f, URL: "http://jobs.example/", Status: status, Body: []byte("go away"), RetryAfter: 0}
	}
	throttled := fault(lifecycle.FaultThrottled, 429)
	throttled.RetryAfter = time.Hour
	for _, tt := range []struct {
		name   string
		fault  *fetch.Error
		broken []int // which of ten advert pages
		asked  int
		reason string
		wait   time.Duration
	}{
		{"a firewall that answers 404 to every advert", fault(lifecycle.FaultNotFound, 404), []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 3, "3 of 3 advert pages could not be read: not_found", 0},
		{"one that answers 403 after a while", fault(lifecycle.FaultForbidden, 403), []int{2, 3, 4, 5, 6, 7, 8, 9}, 5, "3 of 5 advert pages could not be read: forbidden", 0},
		{"three in a row among many are borne", fault(lifecycle.FaultNotFound, 404), []int{4, 5, 6}, 10, "", 0},
		{"every second one is borne", fault(lifecycle.FaultServer, 500), []int{0, 2, 4, 6, 8}, 10, "", 0},
		{"a host that wants us away is left at once", throttled, []int{1}, 2, "1 of 2 advert pages could not be read: throttled", time.Hour},
		{"a challenge is left at once", fault(lifecycle.FaultChallenge, 200), []int{1}, 2, "1 of 2 advert pages could not be read: challenge", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld()
			w.list(rowsFrom(0, 10)...)
			for _, i := range tt.broken {
				w.faults[fmt.Sprintf("http://jobs.example/advert/%03d", i)] = tt.fault
			}
			h := w.run()
			if h.Fault != "" || len(h.Adverts) != 10 || w.details() != tt.asked || h.RetryAfter != tt.wait {
				t.Errorf("fault %q, %d adverts, asked %d, wait %v", h.Fault, len(h.Adverts), w.details(), h.RetryAfter)
			}
			if tt.reason == "" && h.Incomplete != nil || tt.reason != "" && !slices.Equal(h.Incomplete, []string{tt.reason}) {
				t.Errorf("incomplete %q, want %q", h.Incomplete, tt.reason)
			}
			if tt.reason != "" && (h.Sample == nil || h.Adverts[9].Detail != lifecycle.DetailFailed || !strings.HasPrefix(h.Adverts[9].Error, "not opened")) {
				t.Errorf("sample %v, last %+v", h.Sample, h.Adverts[9])
			}
		})
	}
}

func TestAdvertPagesAreBoundedAndTheRestComesNextTime(t *testing.T) {
	w := newWorld()
	w.crawler.Limits.Details = 3
	w.list(rowsFrom(1, 5)...)
	h := w.run()
	if w.details() != 3 || h.Adverts[3].Detail != lifecycle.DetailFailed || h.Incomplete != nil {
		t.Errorf("asked %d, %+v, incomplete %v", w.details(), h.Adverts[3], h.Incomplete)
	}
	w.commit(h)
	if h = w.run(); w.details() != 2 || h.Adverts[4].Detail != lifecycle.DetailRead || h.Adverts[0].Detail != lifecycle.DetailKept {
		t.Errorf("next time: asked %d", w.details())
	}
}

func TestASlowSiteEndsTheRunAndTheRestComesNextTime(t *testing.T) {
	w := newWorld()
	w.crawler.Limits.Time = 35 * time.Second
	w.answering = func() { w.at = w.at.Add(10 * time.Second) }
	w.list(rowsFrom(1, 5)...)
	h := w.run()
	if w.details() != 3 || h.Adverts[3].Detail != lifecycle.DetailFailed || h.Adverts[3].Error != "not opened: this run has taken 35s" || h.Incomplete != nil {
		t.Errorf("asked %d, %+v, incomplete %v", w.details(), h.Adverts[3], h.Incomplete)
	}
	w.commit(h)
	if h = w.run(); w.details() != 2 || h.Adverts[4].Detail != lifecycle.DetailRead {
		t.Errorf("next time: asked %d, %+v", w.details(), h.Adverts[4])
	}
}

func TestASlowListIsNotTakenForAWholeOne(t *testing.T) {
	w := newWorld()
	w.crawler.Limits.Time = 15 * time.Second
	w.answering = func() { w.at = w.at.Add(10 * time.Second) }
	second, third := listURL+"?page=2", listURL+"?page=3"
	w.pages[listURL] = listPage{Rows: rowsFrom(1, 2), Next: []string{second}}
	w.pages[second] = listPage{Rows: rowsFrom(3, 2), Next: []string{third}}
	w.pages[third] = listPage{Rows: rowsFrom(5, 2)}
	h := w.run()
	if want := []string{"stopped after 15s, with more pages to read"}; !slices.Equal(h.Incomplete, want) || len(h.Adverts) != 4 || w.details() != 0 || h.Memos != nil {
		t.Errorf("incomplete %q, %d adverts, %d opened, memos %v", h.Incomplete, len(h.Adverts), w.details(), h.Memos)
	}
}

func TestAnAdvertPageThatBreaksTheAdapterIsOneFailure(t *testing.T) {
	w := newWorld()
	w.list(rowsFrom(1, 3)...)
	w.pages["http://jobs.example/advert/002"] = "panic"
	h := w.run()
	if h.Fault != "" || h.Adverts[1].Detail != lifecycle.DetailFailed || h.Adverts[2].Detail != lifecycle.DetailRead {
		t.Errorf("got %+v", h)
	}
}

func TestAClosedPageKeepsWhatItSaidWhileOpen(t *testing.T) {
	w := newWorld()
	w.list(rowsFrom(1, 1)...)
	first := w.run()
	w.commit(first)
	w.pages["http://jobs.example/advert/001"] = advertPage{Closed: true}
	w.at = w.at.Add(25 * time.Hour)
	h := w.run()
	if s := h.Adverts[0]; s.Detail != lifecycle.DetailClosed || s.Advert.Salary != "£40,000" || h.Unchanged {
		t.Errorf("got %+v, unchanged %v", s, h.Unchanged)
	}
	w.commit(h)
	for _, wait := range []time.Duration{time.Hour, 25 * time.Hour} { // not due, then due
		w.at = w.at.Add(wait)
		if h = w.run(); !h.Unchanged || h.Adverts[0].Detail != lifecycle.DetailClosed {
			t.Errorf("still closed: got %+v, unchanged %v", h.Adverts[0], h.Unchanged)
		}
	}
	w.faults["http://jobs.example/advert/001"] = &fetch.Error{Fault: lifecycle.FaultServer}
	w.at = w.at.Add(25 * time.Hour)
	if s := w.run().Adverts[0]; s.Detail != lifecycle.DetailClosed || s.Error == "" {
		t.Errorf("not readable: got %+v", s)
	}
	clear(w.faults)
	w.pages["http://jobs.example/advert/001"] = advertPage{Salary: "£40,000", Text: "Open again"}
	if h = w.run(); h.Unchanged || h.Adverts[0].Detail != lifecycle.DetailRead || h.Adverts[0].Advert.Description != "Open again" {
		t.Errorf("open again: got %+v, unchanged %v", h.Adverts[0], h.Unchanged)
	}
}

func TestThePageOfAnotherAdvertIsAFailure(t *testing.T) {
	w := newWorld()
	w.list(rowsFrom(1, 2)...)
	w.pages["http://jobs.example/advert/002"] = advertPage{Salary: "£1", Key: "plain:999"}
	h := w.run()
	if s := h.Adverts[1]; s.Detail != lifecycle.DetailFailed || s.Advert.Key != "plain:002" || s.Advert.Salary != "" {
		t.Errorf("got %+v", s)
	}
}

func TestAnAdvertKnownByItsPathStaysTheSameWhenItsPageNamesAReference(t *testing.T) {
	w := newWorld()
	w.pages[listURL] = listPage{Rows: []listRow{{Title: "Social Worker", URL: "http://jobs.example/advert/sw"}}}
	w.pages["http://jobs.example/advert/sw"] = advertPage{Salary: "£1", Reference: "REF 1"}
	w.commit(w.run())
	w.at = w.at.Add(time.Hour)
	if h := w.run(); !h.Unchanged || w.details() != 0 || h.Adverts[0].Advert.Salary != "£1" {
		t.Errorf("got %+v after %d details", h, w.details())
	}
}
