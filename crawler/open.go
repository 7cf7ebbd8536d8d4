package crawler

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"vacancies/crawler/fetch"
	"vacancies/crawler/platform"
	"vacancies/crawler/schedule"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// opener decides which advert pages to open and how long to go on.
type opener struct {
	*run
	asked, failed int
	streak        int    // failures since the last success
	stopped       string // why no more pages are asked for
}

// open makes a Sighting of every row, opening the pages that are due.
func (r *run) open(rows []row) {
	o := &opener{run: r}
	r.h.Adverts = slices.Grow(r.h.Adverts, len(rows))
	for _, row := range rows {
		r.h.Adverts = append(r.h.Adverts, o.sight(row))
		if r.h.Fault != "" {
			return
		}
	}
}

// carryOn keeps the rows that were read before a fault ended the run. No page
// is opened for them.
func (r *run) carryOn(rows []row) {
	o := &opener{run: r, stopped: "not opened: the list could not be read to its end"}
	for _, row := range rows {
		r.h.Adverts = append(r.h.Adverts, o.sight(row))
	}
}

// leave makes a Sighting of every row of a list of which nothing is ours.
func (r *run) leave(rows []row) {
	o := &opener{run: r}
	for _, row := range rows {
		row.LeftOut = r.h.Unclaimed.Reason
		r.h.Adverts = append(r.h.Adverts, o.sight(row))
	}
}

// sight turns a row into a Sighting.
func (o *opener) sight(row row) lifecycle.Sighting {
	prev, known := o.Known.Sighting(row.id)
	s := lifecycle.Sighting{Advert: o.ours(row.Advert), RowHash: row.hash, LeftOut: cmp.Or(row.LeftOut, o.employers.LeftOut(row.Advert))}
	was, left := o.strangers()[row.id]
	switch {
	case s.LeftOut != "":
		if left && was.RowHash == row.hash {
			was = o.stand(was, lifecycle.DetailUnwanted)
			was.LeftOut = s.LeftOut
			return was
		}
		s.Detail = lifecycle.DetailUnwanted
		return o.settle(s, prev, known)
	case left && was.RowHash == row.hash && o.employers.LeftOut(was.Advert) != "" && !was.DetailAt.IsZero() && o.now.Sub(was.DetailAt) < outOfScopeEvery*o.limits.Daily:
		// Its page named another employer; it is read again once a week.
		return o.stand(was, lifecycle.DetailKept)
	}
	req, has, wanted := o.detail(row, s.Advert)
	switch {
	case !has:
		return o.settle(s, prev, known)
	case !wanted && known && prev.RowHash == row.hash:
		return o.stand(prev, lifecycle.DetailUnwanted)
	case !wanted:
		s.Detail = lifecycle.DetailUnwanted
		return o.settle(s, prev, known)
	case known && !o.due(row, prev):
		return o.stand(prev, lifecycle.DetailKept)
	case o.enough() != "":
		return o.unopened(s, prev, known, o.stopped)
	}
	return o.ask(row, req, s, prev, known)
}

// enough says why no further page is asked for; empty while one may be. The
// next run goes on with those that were never opened.
func (o *opener) enough() string {
	switch {
	case o.stopped != "":
	case o.asked >= o.limits.Details:
		o.stopped = fmt.Sprintf("not opened: %d advert pages were opened in this run", o.asked)
	case o.late():
		o.stopped = fmt.Sprintf("not opened: this run has taken %s", o.limits.Time)
	}
	return o.stopped
}

// detail asks the adapter for the page behind a row, and Want whether it is
// worth opening.
func (o *opener) detail(row row, a normalize.Advert) (req fetch.Request, has, wanted bool) {
	_, err := guarded(o.run, row.Advert.URL, func() (struct{}, error) {
		req, has = o.adapter.Detail(o.src, row.Row)
		wanted = o.Want == nil || o.Want(a)
		return struct{}{}, nil
	})
	if err != nil {
		return fetch.Request{}, false, true
	}
	return req, has, wanted
}

// due says whether an advert's page is to be read again (design, rule 6): its
// row changed or it was never read; daily while open and in scope, and for two
// more days while it is still listed, since extensions come late; and once
// shortly before and once shortly after its closing instant. The page of an
// advert that is out of scope by its text is read again once a week, so that a
// page that was wrong for a while does not keep a post out for good.
func (o *opener) due(row row, prev lifecycle.Sighting) bool {
	if prev.RowHash != row.hash || prev.DetailAt.IsZero() || o.rebuilt {
		return true
	}
	prior, ok := o.Known.Prior(row.id)
	if !ok {
		return false
	}
	if !prior.InScope {
		return prior.Open && o.now.Sub(prev.DetailAt) >= outOfScopeEvery*o.limits.Daily
	}
	justClosed := !prior.Closing.IsZero() && o.now.After(prior.Closing) && o.now.Sub(prior.Closing) <= 2*o.limits.Daily
	// A page that said "closed" may have said so by mistake while its row is listed.
	doubtful := prev.Detail == lifecycle.DetailClosed && (prior.Closing.IsZero() || o.now.Before(prior.Closing))
	if (prior.Open || justClosed || doubtful) && o.now.Sub(prev.DetailAt) >= o.limits.Daily {
		return true
	}
	if prior.Closing.IsZero() || o.now.After(prior.Closing) && !justClosed {
		return false
	}
	before, after := schedule.Around(prior.Closing)
	for _, mark := range []time.Time{before, after} {
		if prev.DetailAt.Before(mark) && !o.now.Before(mark) {
			return true
		}
	}
	return false
}

// outOfScopeEvery is how many times rarer than daily such a page is read again.
const outOfScopeEvery = 7

// ask opens an advert's page and reads it.
func (o *opener) ask(row row, req fetch.Request, s, prev lifecycle.Sighting, known bool) lifecycle.Sighting {
	if known && prev.RowHash == row.hash && !o.rebuilt && !prev.DetailAt.IsZero() {
		req.ETag, req.LastModified = prev.ETag, prev.LastModified
	}
	o.asked++
	page, err := o.fetcher.Fetch(o.ctx, req)
	if err != nil {
		o.wentWrong(err)
		return o.unopened(s, prev, known, err.Error())
	}
	if page.NotModified {
		o.streak = 0
		prev.DetailAt, prev.ETag, prev.LastModified = o.Now(), page.ETag, page.LastModified
		return o.stand(prev, lifecycle.DetailKept)
	}
	advert, closed, err := o.advert(row, page)
	if err != nil {
		o.wentWrong(err)
		return o.unopened(s, prev, known, err.Error())
	}
	o.streak = 0
	s.Advert, s.Detail, s.DetailAt = advert, lifecycle.DetailRead, o.Now()
	s.LeftOut = o.employers.LeftOut(advert)
	if !req.Volatile {
		s.ETag, s.LastModified = page.ETag, page.LastModified
	}
	if closed {
		s.Detail = lifecycle.DetailClosed
		o.news = o.news || prev.Detail != lifecycle.DetailClosed
		if known && !prev.DetailAt.IsZero() {
			// What the page said while it was open is worth more than what is left of it.
			s.Advert = prev.Advert
		}
	}
	return o.settle(s, prev, known)
}

// advert reads an advert's page. The page of another advert is an error: where
// one is taken down, some sites show the next.
func (o *opener) advert(row row, page *fetch.Page) (normalize.Advert, bool, error) {
	var closed bool
	a, err := guarded(o.run, page.URL, func() (a normalize.Advert, err error) {
		a, closed, err = o.adapter.Advert(o.src, row.Row, page)
		return a, err
	})
	if err != nil {
		return normalize.Advert{}, false, err
	}
	if a.Key == "" {
		// Its identity is the row's, by its reference or path; what the page adds
		// must not make another advert of it.
		a.Reference, a.URL = row.Advert.Reference, row.Advert.URL
	}
	a.Title = cmp.Or(a.Title, row.Advert.Title)
	a = o.ours(a)
	if normalize.Identify(a).ID != row.id {
		return normalize.Advert{}, false, &platform.Error{Platform: o.src.Platform, URL: page.URL, Fault: lifecycle.FaultMalformed, Detail: "the page is another advert's"}
	}
	return a, closed, nil
}

// wentWrong counts a failure and stops asking where going on would be rude or
// pointless: the host wants us away, or a firewall answers for it.
func (o *opener) wentWrong(err error) {
	o.failed++
	o.streak++
	fault := faultOf(err)
	switch {
	case fault == lifecycle.FaultCancelled:
		o.stopped = "not opened: the run was cancelled"
		o.fail(err, nil)
		return
	case o.ctx.Err() != nil:
		o.stopped = "not opened: the run took too long"
	case fault == lifecycle.FaultThrottled || fault == lifecycle.FaultChallenge:
		o.stopped = "not opened: the site keeps us out: " + string(fault)
	case o.streak >= 3 && 2*o.failed > o.asked:
		o.stopped = fmt.Sprintf("not opened: %d advert pages in a row could not be read: %s", o.streak, fault)
	default:
		return
	}
	o.incomplete(fmt.Sprintf("%d of %d advert pages could not be read: %s", o.failed, o.asked, fault))
	if e, ok := asFetchError(err); ok {
		o.h.RetryAfter = max(o.h.RetryAfter, e.RetryAfter)
		if o.h.Sample == nil && len(e.Body) > 0 {
			o.h.Sample = newSample(e.URL, e.Status, e.Header, e.Body, o.Now())
		}
	}
}

// unopened is the Sighting of an advert whose page could not be read. What is
// stored of a page that was read stands, with its row's old hash, so that a
// changed row is read as soon as it can be; else the row is all there is.
func (o *opener) unopened(s, prev lifecycle.Sighting, known bool, why string) lifecycle.Sighting {
	if known && !prev.DetailAt.IsZero() {
		s = o.stand(prev, lifecycle.DetailFailed)
	} else {
		s.Detail = lifecycle.DetailFailed
		s = o.settle(s, prev, known)
	}
	s.Error = oneLine(why)
	return s
}

// ours fills in what an adapter leaves to the crawler, and makes sure that no
// session token goes on to storage.
func (r *run) ours(a normalize.Advert) normalize.Advert {
	a = cleanAdvert(a)
	a.Source, a.Kind, a.Boroughs = r.src.ID, normalize.Kind(r.src.Kind), r.src.Boroughs
	a.FirstFetchedAt, a.FetchedAt, a.PageHash = time.Time{}, time.Time{}, ""
	return a
}

// stand is a stored Sighting that stands as it is. What the config says of its
// source is brought up to date; nothing that was read is touched. A page that
// said it was closed goes on saying so until it is read again.
func (r *run) stand(s lifecycle.Sighting, d lifecycle.Detail) lifecycle.Sighting {
	if s.Detail != lifecycle.DetailClosed {
		s.Detail = d
	}
	s.Error, s.LeftOut = "", r.employers.LeftOut(s.Advert)
	s.Advert.Kind, s.Advert.Boroughs = normalize.Kind(r.src.Kind), r.src.Boroughs
	return s
}

// settle compares an advert with the stored one. The same words keep the stored
// advert, times and all, so that nothing downstream moves; new ones are dated,
// and the closing words keep the date of their first reading while they stand.
func (r *run) settle(s, prev lifecycle.Sighting, known bool) lifecycle.Sighting {
	s.Advert.PageHash = contentHash(&s.Advert)
	if known && prev.Advert.PageHash == s.Advert.PageHash {
		s.Advert = prev.Advert
		s.Advert.Kind, s.Advert.Boroughs = normalize.Kind(r.src.Kind), r.src.Boroughs
		r.news = r.news || prev.RowHash != s.RowHash || prev.LeftOut != s.LeftOut
		return s
	}
	r.news = true
	s.Advert.FetchedAt, s.Advert.FirstFetchedAt = r.now, r.now
	if known && prev.Advert.Closing == s.Advert.Closing && !prev.Advert.FirstFetchedAt.IsZero() {
		s.Advert.FirstFetchedAt = prev.Advert.FirstFetchedAt
	}
	return s
}
