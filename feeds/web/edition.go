package web

import (
	"fmt"
	"reflect"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"vacancies/feeds"
	"vacancies/feeds/check"
	"vacancies/normalize/lifecycle"
)

// edition is one snapshot made ready to be shown.
type edition struct {
	*feeds.Edition
	// feeds is what feeds are made of: this edition, or the last good one where
	// an entry of this one failed its check.
	feeds *feeds.Edition
	// contents names what the feeds hold: equal contents, equal bytes.
	contents string
	// pagesKey and feedsKey begin the keys of what is rendered of this edition:
	// pages go with every commit, feeds only with one that changed their contents.
	serial             int
	pagesKey, feedsKey string
	// byID finds its records, and closings are when open ones close, in order.
	byID     map[string]*lifecycle.Record
	closings []time.Time
	// modified is when anything that pages show last changed, the days apart.
	modified time.Time
}

// current is the edition readers are answered from. A reader never waits for a
// commit: where the snapshot has been swapped, the last edition answers until
// the new one is ready. The first round is waited out: its sources are committed
// one by one, and the list is not told until it is whole (see Refresh).
func (s *Server) current() *edition {
	e := s.edition.Load()
	if e == nil {
		s.Refresh()
		return s.edition.Load()
	}
	if e.Snapshot != s.o.Ledger.Snapshot() && !e.Snapshot.Unread() && s.renewing.CompareAndSwap(false, true) {
		go func() {
			defer s.renewing.Store(false)
			s.Refresh()
		}()
	}
	return e
}

// Refresh makes the ledger's present snapshot ready to be shown and has it
// answer from now on. Whoever commits calls it, so that the next reader sees
// what was committed. Where that breaks, the last edition goes on answering.
func (s *Server) Refresh() {
	s.renew.Lock()
	defer s.renew.Unlock()
	defer func() {
		if v := recover(); v != nil {
			s.o.Logger.Error("a commit could not be made ready to be shown", "panic", v, "stack", string(debug.Stack()))
		}
	}()
	snap, last := s.o.Ledger.Snapshot(), s.edition.Load()
	if last != nil && last.Snapshot == snap {
		return
	}
	var next *feeds.Edition
	if last == nil {
		next = feeds.NewEdition(snap, s.o.Config.Site)
	} else {
		next = last.Edition.Next(snap) // what the commit did not touch is carried over
	}
	e := s.newEdition(next, last)
	s.admit(e, last)
	s.edition.Store(e)
	for _, again := range s.failing() {
		again(e)
	}
}

func (s *Server) newEdition(from *feeds.Edition, last *edition) *edition {
	snap := from.Snapshot
	e := &edition{Edition: from, feeds: from, byID: make(map[string]*lifecycle.Record, len(snap.Records)), modified: snap.At,
		contents: fmt.Sprint(snap.Log, " ", snap.Sequence, " ", snap.At.UnixNano(), " ", len(snap.Records), " ", from.Coverage().Sentence())}
	from.Said(s.said(from, last))
	if last != nil {
		e.serial = last.serial + 1
	}
	e.pagesKey = strconv.Itoa(e.serial) + " "
	e.feedsKey = "feed " + e.pagesKey
	for _, r := range snap.Records {
		e.byID[r.ID] = r
		if at := r.Vacancy.Closing.At; r.State == lifecycle.Open && !at.IsZero() {
			e.closings = append(e.closings, at)
		}
	}
	slices.SortFunc(e.closings, time.Time.Compare)
	for i := range snap.Sources {
		if at := snap.Sources[i].LastAttempt; at.After(e.modified) {
			e.modified = at
		}
	}
	return e
}

// said is when coverage, which every feed says, was last seen to change. At the
// start that is not known: then it is the last time that any source was tried,
// which is never too early and the same for one ledger.
func (s *Server) said(from *feeds.Edition, last *edition) time.Time {
	if last != nil {
		if reflect.DeepEqual(from.Coverage(), last.Coverage()) {
			return last.Modified()
		}
		return s.o.Now()
	}
	var tried time.Time
	for i := range from.Snapshot.Sources {
		if at := from.Snapshot.Sources[i].LastAttempt; at.After(tried) {
			tried = at
		}
	}
	return tried
}

// dated gives a document that says coverage a date no earlier than that of what is
// said of it: it changes with a run that brings nothing else.
func (e *edition) dated(d feeds.Document, err error) (feeds.Document, error) {
	if at := e.Modified().UTC().Truncate(time.Second); at.After(d.Modified) {
		d.Modified = at
	}
	return d, err
}

// admit checks every entry once in every format. Where one fails, feeds go on
// being made of the last edition that passed.
func (s *Server) admit(e, last *edition) {
	if last != nil && last.contents == e.contents {
		e.feeds, e.feedsKey = last.feeds, last.feedsKey
		return
	}
	var wrong []string
	now := s.o.Now()
	for _, f := range feeds.Formats() {
		d, err := e.Render(f, feeds.Everything(), now)
		if err == nil {
			err = check.Check(d)
		}
		if err != nil {
			wrong = append(wrong, "entries as "+string(f)+": "+oneLine(err))
		}
	}
	s.trouble("entries", strings.Join(wrong, "; "), nil)
	if len(wrong) == 0 {
		return
	}
	s.o.Logger.Error("feeds failed their check", "error", strings.Join(wrong, "; "))
	e.feeds = nil
	if last != nil {
		e.feeds, e.feedsKey = last.feeds, last.feedsKey
	}
}

// trouble is a document that failed its check.
type trouble struct {
	words string
	// again makes it anew of a later edition; nil where each edition does.
	again func(*edition)
}

// trouble notes what is wrong with a document; empty words clear it.
func (s *Server) trouble(name, words string, again func(*edition)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if words == "" {
		delete(s.troubles, name)
		return
	}
	s.troubles[name] = trouble{words, again}
}

// failing are the documents to be tried again: whether the service is ready
// must not wait for somebody to ask for them.
func (s *Server) failing() []func(*edition) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []func(*edition)
	for _, t := range s.troubles {
		if t.again != nil {
			out = append(out, t.again)
		}
	}
	return out
}

// Troubles are the documents that failed their check, in plain words; none when
// all is well.
func (s *Server) Troubles() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for name, t := range s.troubles {
		out = append(out, "A check failed, and the last good version is served: "+name+" ("+t.words+").")
	}
	slices.Sort(out)
	return out
}

func oneLine(err error) string { return strings.ReplaceAll(err.Error(), "\n", "; ") }

// nextClosing is the next instant at which a list changes by the clock; zero
// when none is known. One that has come and is not yet committed is now.
func (e *edition) nextClosing() time.Time {
	if len(e.closings) == 0 {
		return time.Time{}
	}
	return e.closings[0]
}
