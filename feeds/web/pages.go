package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"vacancies/feeds"
	"vacancies/feeds/site"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/place"
)

const htmlType = "text/html; charset=utf-8"

// epoch dates assets, which never change under their names.
var epoch = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

// How long answers may be kept, while nothing closes in between.
const (
	freshFeed = 30 * time.Minute
	freshPage = 5 * time.Minute
	freshLook = time.Minute // status and mirrors, which show clocks
)

// page answers with a page that depends on the edition and the London day alone.
func (s *Server) page(w http.ResponseWriter, r *http.Request, draw func(*edition) ([]byte, error)) {
	e := s.current()
	s.html(w, r, e, "page "+r.URL.Path, freshPage, func() ([]byte, error) { return draw(e) })
}

// html answers with a page, from the cache where it was asked before. draw gives
// nothing where it has answered otherwise.
func (s *Server) html(w http.ResponseWriter, r *http.Request, e *edition, name string, fresh time.Duration, draw func() ([]byte, error)) {
	now := s.o.Now()
	key := e.pagesKey + name
	rep := s.cache.get(key, now)
	if rep == nil {
		body, err := draw()
		if err != nil {
			s.failed(w, r, err)
			return
		}
		if body == nil {
			return
		}
		modified := e.modified
		if today := feeds.StartOfDay(now, 0); today.After(modified) {
			modified = today
		}
		rep = represent(feeds.NewDocument(body, htmlType, modified))
		s.cache.put(key, rep, e.until(now))
	}
	w.Header()["Cache-Control"] = e.keep(now, fresh)
	rep.send(w, r, http.StatusOK)
}

// uncached answers with a page drawn for this request alone.
func (s *Server) uncached(w http.ResponseWriter, r *http.Request, draw func() ([]byte, error)) {
	body, err := draw()
	if err != nil {
		s.failed(w, r, err)
		return
	}
	sendUncached(w, r, http.StatusOK, body)
}

func sendUncached(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	w.Header().Set("Cache-Control", "no-store")
	represent(feeds.NewDocument(body, htmlType, time.Time{})).send(w, r, status)
}

// until is how long what is drawn now stays true: to the next closing, and no
// longer than this London day.
func (e *edition) until(now time.Time) time.Time {
	end := feeds.StartOfDay(now, 0).AddDate(0, 0, 1)
	if c := e.nextClosing(); !c.IsZero() && c.Before(end) {
		return c
	}
	return end
}

// keep is the Cache-Control of an answer: as long as wanted, and never past the
// next closing or the end of the London day.
func (e *edition) keep(now time.Time, wanted time.Duration) []string {
	if left := e.until(now).Sub(now); left < wanted {
		return maxAge(max(left, 0))
	}
	if made, ok := whole[wanted]; ok {
		return made
	}
	return maxAge(wanted)
}

func maxAge(d time.Duration) []string {
	return []string{"public, max-age=" + strconv.Itoa(int(d/time.Second))}
}

// whole are the values of answers that may be kept as long as wanted, made once:
// they are shared by all answers and never changed.
var whole = map[time.Duration][]string{freshFeed: maxAge(freshFeed), freshPage: maxAge(freshPage), freshLook: maxAge(freshLook)}

// home answers with the front page. It filters nothing, so a search that is asked
// of it, or one that cannot be read, is sent to the list.
func (s *Server) home(w http.ResponseWriter, r *http.Request) {
	given, err := url.ParseQuery(r.URL.RawQuery)
	q, errs := feeds.ParseQuery(given)
	if err != nil || q.Encode() != "" || slices.ContainsFunc(errs, func(e feeds.QueryError) bool { return !e.Unknown }) {
		s.redirect(w, r, http.StatusMovedPermanently, "/vacancies?"+r.URL.RawQuery)
		return
	}
	s.page(w, r, func(e *edition) ([]byte, error) { return s.site.Home(e.Edition, s.o.Now()) })
}

// listing answers a search.
func (s *Server) listing(w http.ResponseWriter, r *http.Request) {
	e := s.current()
	s.html(w, r, e, "listing "+r.URL.RawQuery, freshPage, func() ([]byte, error) { return s.search(w, r, e) })
}

// search draws a search's page; nothing where it has answered otherwise: the
// search was wrong, or its page lies beyond the last.
func (s *Server) search(w http.ResponseWriter, r *http.Request, e *edition) ([]byte, error) {
	given, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		s.message(w, r, http.StatusBadRequest, "That address cannot be read", "The part after the question mark is broken. Start the search again.")
		return nil, nil
	}
	q, errs := feeds.ParseQuery(given)
	search := site.Search{Edition: e.Edition, Query: q, Given: given, Errors: errs, Now: s.o.Now()}
	body, err := s.site.Listing(search)
	switch {
	case err != nil:
		return nil, err
	case search.Failed():
		sendUncached(w, r, http.StatusBadRequest, body)
		return nil, nil
	case q.Page > 1 && q.Page > site.Pages(len(e.Select(q, search.Now).Records)):
		s.redirect(w, r, http.StatusFound, s.site.PagePath(q, 1))
		return nil, nil
	}
	return body, nil
}

// redirect sends the reader to a path of ours.
func (s *Server) redirect(w http.ResponseWriter, r *http.Request, status int, path string) {
	if status == http.StatusMovedPermanently {
		w.Header().Set("Cache-Control", "public, max-age=3600")
	} else {
		w.Header().Set("Cache-Control", "no-store")
	}
	http.Redirect(w, r, s.site.Link(path), status)
}

// standingFeed sends the address that a standing feed has among plain files to its
// address here, so that subscribers of an export can move on.
func (s *Server) standingFeed(w http.ResponseWriter, r *http.Request) {
	value, ext, _ := strings.Cut(r.PathValue("value"), ".")
	q, ok := site.ParseStanding(r.PathValue("param"), value)
	if !ok || ext != "" && !slices.Contains(feeds.Formats(), feeds.Format(ext)) {
		s.notFound(w, r)
		return
	}
	s.redirect(w, r, http.StatusMovedPermanently, feeds.Format(ext).Path(q))
}

// borough answers with one authority's page.
func (s *Server) borough(w http.ResponseWriter, r *http.Request) {
	a, ok := place.BySlug(r.PathValue("borough"))
	if !ok {
		s.notFound(w, r)
		return
	}
	s.page(w, r, func(e *edition) ([]byte, error) { return s.site.Borough(e.Edition, a, s.o.Now()) })
}

// vacancy answers with a vacancy's page at its one address; other addresses of
// it, and ids that have become part of it, lead there for ever.
func (s *Server) vacancy(w http.ResponseWriter, r *http.Request) {
	e := s.current()
	record, err := s.find(e, strings.ToLower(r.PathValue("id")))
	switch {
	case err != nil:
		s.failed(w, r, err)
	case record == nil:
		s.notFound(w, r)
	case s.gone(record):
		s.message(w, r, http.StatusGone, "This vacancy is gone",
			"It closed long ago, or was taken down for good. It will not come back at this address, so any link to it can be removed.")
	case !e.shown(record):
		s.tell(w, r, http.StatusNotFound, s.notPublished(record))
	default:
		s.html(w, r, e, "vacancy "+r.URL.Path, freshPage, func() ([]byte, error) {
			if its := feeds.Path(record); r.URL.Path != its {
				s.redirect(w, r, http.StatusMovedPermanently, its)
				return nil, nil
			}
			return s.site.Vacancy(site.OneVacancy{Edition: e.Edition, Record: record, Now: s.o.Now()})
		})
	}
}

// notPublished says where a council finds why its advert has no page.
func (s *Server) notPublished(r *lifecycle.Record) site.Message {
	m := site.Message{Heading: "This advert is not published", Text: []string{"We have seen it, and it is not in our lists. Each council has a page that says why:"}}
	for _, slug := range r.Boroughs {
		m.Links = append(m.Links, s.mirrorLink(slug))
	}
	if len(m.Links) == 0 {
		m.Links = []site.Link{{URL: s.site.Link("/boroughs#mirrors"), Text: "Check your adverts"}}
	}
	m.Links = append(m.Links, site.Link{URL: s.site.Link("/vacancies"), Text: "Search vacancies"})
	return m
}

// find looks a vacancy up by its own id or one that leads to it; nil when there
// is none.
func (s *Server) find(e *edition, id string) (*lifecycle.Record, error) {
	if len(id) != 36 { // no UUID: not worth asking the ledger
		return nil, nil
	}
	if r := e.byID[id]; r != nil {
		return r, nil
	}
	to, ok, err := s.o.Ledger.Resolve(id)
	if err != nil {
		return nil, err
	}
	if !ok {
		to = id
	}
	if r := e.byID[to]; r != nil {
		return r, nil
	}
	r, ok, err := s.o.Ledger.Record(to)
	if err != nil || !ok {
		return nil, err
	}
	return &r, nil
}

// gone reports whether a vacancy's time as a page is over.
func (s *Server) gone(r *lifecycle.Record) bool {
	if r.State == lifecycle.Erased || r.Pruned {
		return true
	}
	keep := s.o.Config.Site.Retention.Closed
	return r.State != lifecycle.Open && r.State != lifecycle.Held && keep > 0 && !r.Ended.IsZero() && s.o.Now().After(r.Ended.Add(keep))
}

// shown reports whether a vacancy may have a page: it is or was in a list.
func (e *edition) shown(r *lifecycle.Record) bool {
	switch r.State {
	case lifecycle.Open:
		return e.Item(r.ID) != nil
	case lifecycle.Closed, lifecycle.Withdrawn:
		return !feeds.LeftOut(r)
	}
	return false
}
