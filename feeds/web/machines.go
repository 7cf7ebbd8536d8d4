package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"vacancies/feeds"
	"vacancies/feeds/check"
	"vacancies/feeds/site"
)

// open lets other sites' pages read feeds and JSON.
func open(h http.Header) { openly.set(h) }

// openly are the headers of what other sites' pages may read.
var openly = headers{
	{"Access-Control-Allow-Origin", []string{"*"}},
	{"Access-Control-Expose-Headers", []string{"ETag, Last-Modified"}},
	{"Cross-Origin-Resource-Policy", []string{"cross-origin"}},
}

// refuse answers a machine's wrong request in plain text.
func refuse(w http.ResponseWriter, status int, text string) {
	open(w.Header())
	w.Header().Set("Cache-Control", "no-store")
	http.Error(w, text, status)
}

// marks are what could begin a tag, where a reader takes plain text for a page.
var marks = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// refusal says what is wrong with a query, a line each.
func refusal(errs []feeds.QueryError) string {
	var lines []string
	for _, e := range errs {
		// The name is the asker's own: quoted, so that nothing in it is taken for ours.
		lines = append(lines, marks.Replace(strconv.QuoteToASCII(e.Param))+": "+e.Message)
	}
	return strings.Join(lines, "\n") + "\nSee /developers for what can be asked."
}

// asked reads a machine's query; false where it has answered that it cannot be
// read.
func asked(w http.ResponseWriter, r *http.Request) (url.Values, bool) {
	given, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		refuse(w, http.StatusBadRequest, refusal([]feeds.QueryError{{Param: "query", Message: "cannot be read"}}))
		return nil, false
	}
	return given, true
}

// feed answers with a search's feed. Anything in the query that cannot be taken
// is refused: never a different set than was asked for.
func (s *Server) feed(w http.ResponseWriter, r *http.Request, f feeds.Format) {
	e, now := s.current(), s.o.Now()
	rep := s.cache.get(e.feedsKey+string(f)+" "+r.URL.RawQuery, now)
	if rep == nil {
		if rep = s.render(w, r, e, f, now); rep == nil {
			return
		}
	}
	open(w.Header())
	w.Header()["Cache-Control"] = e.keep(now, freshFeed)
	rep.send(w, r, http.StatusOK)
}

// render makes a search's feed, keeps it, and gives nil where it has answered
// that it cannot.
func (s *Server) render(w http.ResponseWriter, r *http.Request, e *edition, f feeds.Format, now time.Time) *representation {
	given, ok := asked(w, r)
	if !ok {
		return nil
	}
	q, errs := feeds.ParseFeedQuery(given)
	if len(errs) > 0 {
		refuse(w, http.StatusBadRequest, refusal(errs))
		return nil
	}
	rep, err := s.searched(e, f, q)
	if err != nil {
		s.o.Logger.Error("a feed failed", "document", "vacancies."+string(f), "error", err)
		s.unavailable(w)
		return nil
	}
	s.cache.put(e.feedsKey+string(f)+" "+r.URL.RawQuery, rep, e.feedUntil(q, now))
	return rep
}

// searched is a search's feed: checked where the search is a standing one.
func (s *Server) searched(e *edition, f feeds.Format, q feeds.Query) (*representation, error) {
	render := func(e *edition) (feeds.Document, error) {
		if e.feeds == nil {
			return feeds.Document{}, errNoGoodEntries
		}
		return e.feeds.Render(f, q, s.o.Now())
	}
	if standing(q) {
		return s.approved(e, f.Path(q), render)
	}
	d, err := render(e)
	if err != nil {
		return nil, err
	}
	return represent(d), nil
}

// feedUntil is how long a rendered feed stays true. Its edition goes with the
// next commit; only a search that counts days goes with the day.
func (e *edition) feedUntil(q feeds.Query, now time.Time) time.Time {
	if q.Dated() {
		return e.until(now)
	}
	return now.AddDate(1, 0, 0)
}

// standing reports whether a query is one of the standing feeds, which are
// checked whole.
func standing(q feeds.Query) bool {
	if q.Sort != "" {
		return false
	}
	if q.IsDefault() {
		return true
	}
	param, value, ok := strings.Cut(strings.TrimPrefix(site.StandingPath(q), "/feeds/"), "/")
	if !ok {
		return false
	}
	_, ok = site.ParseStanding(param, value)
	return ok
}

// errNoGoodEntries says that no edition has passed its check since the start.
var errNoGoodEntries = errors.New("its entries fail their check, and there are no earlier good ones")

// approved makes a standing document, ready to be sent. It is held against its
// format's rules; where it fails, or could not be made, it gives way to the last
// good one, and is tried again with each commit.
func (s *Server) approved(e *edition, name string, make func(*edition) (feeds.Document, error)) (*representation, error) {
	d, err := make(e)
	if err == nil {
		err = check.Check(d)
	}
	if err == nil {
		s.trouble(name, "", nil)
		rep := represent(d)
		s.good.put(name, rep, time.Time{})
		return rep, nil
	}
	s.trouble(name, oneLine(err), func(e *edition) { _, _ = s.approved(e, name, make) })
	s.o.Logger.Error("a document failed its check", "document", name, "error", err)
	if last := s.good.get(name, s.o.Now()); last != nil {
		return last, nil
	}
	return nil, err
}

// unavailable answers where there is no good document: never an empty list.
func (s *Server) unavailable(w http.ResponseWriter) {
	w.Header().Set("Retry-After", "300")
	refuse(w, http.StatusServiceUnavailable, "This document failed its own check and there is no earlier good one. Keep what you have; try again later.")
}

// machine answers with a document that depends on the edition and the London
// day alone. A feed among them refuses filters: never a different set than was
// asked for.
func (s *Server) machine(w http.ResponseWriter, r *http.Request, name string, make func(*edition) (feeds.Document, error)) {
	if strings.HasSuffix(r.URL.Path, ".atom") {
		given, ok := asked(w, r)
		if !ok {
			return
		}
		if errs := feeds.Unknown(given); len(errs) > 0 {
			refuse(w, http.StatusBadRequest, refusal(errs))
			return
		}
	}
	e, now := s.current(), s.o.Now()
	key := e.pagesKey + name
	rep := s.cache.get(key, now)
	if rep == nil {
		var err error
		if rep, err = s.approved(e, name, make); err != nil {
			s.unavailable(w)
			return
		}
		s.cache.put(key, rep, e.until(now))
	}
	fresh := freshFeed
	if strings.HasPrefix(name, "/status") {
		fresh = freshLook
	}
	open(w.Header())
	w.Header()["Cache-Control"] = e.keep(now, fresh)
	rep.send(w, r, http.StatusOK)
}

// changes answers with the change log after a reader's place.
func (s *Server) changes(w http.ResponseWriter, r *http.Request) {
	given, ok := asked(w, r)
	if !ok {
		return
	}
	since, errs := feeds.ParseSince(given)
	if len(errs) > 0 {
		refuse(w, http.StatusBadRequest, refusal(errs))
		return
	}
	d, err := feeds.ChangesJSON(s.o.Ledger, since, s.o.Config.Site)
	switch {
	case errors.Is(err, feeds.ErrGone):
		refuse(w, http.StatusGone, feeds.ErrGone.Error())
	case err != nil:
		s.o.Logger.Error("the change log failed", "error", err)
		s.unavailable(w)
	default:
		open(w.Header())
		w.Header()["Cache-Control"] = s.current().keep(s.o.Now(), freshLook)
		represent(d).send(w, r, http.StatusOK)
	}
}
