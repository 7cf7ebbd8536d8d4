package crawler

import (
	"fmt"
	"slices"
	"strings"

	"vacancies/crawler/fetch"
	"vacancies/crawler/platform"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// walk reads a source's list: from the adapter's first requests along the pages
// they lead to, each once, until nothing is left or a bound is reached.
type walk struct {
	r     *run
	maker string

	queue []step
	asked map[string]bool // by pageKey: no page is asked for twice
	lists []*list

	rows  []row
	seen  map[string]int // advert id -> index in rows
	memos []lifecycle.Memo
	// same is true while every page said what it said last time.
	same bool
	last *fetch.Page // for the sample, when the list makes no sense
}

// step is a request and the list it belongs to.
type step struct {
	req  fetch.Request
	list *list
}

// list is what one of the adapter's first requests leads to.
type list struct {
	shown     int             // rows as shown, repeats included
	seen      map[string]bool // ids of its adverts
	total     *int
	saysEmpty string
}

// row is an advert of the list with its identity.
type row struct {
	platform.Row
	id   string
	hash string
}

func newWalk(r *run) *walk {
	return &walk{r: r, maker: r.maker(), asked: make(map[string]bool), seen: make(map[string]int), same: true}
}

// read walks the whole list. It reports false when a fault ended the run.
func (w *walk) read() bool {
	first, err := guarded(w.r, w.r.src.URL, func() ([]fetch.Request, error) { return w.r.adapter.Start(w.r.src) })
	if err == nil && len(first) == 0 {
		err = &platform.Error{Platform: w.r.src.Platform, URL: w.r.src.URL, Fault: lifecycle.FaultConfig, Detail: "nothing to read"}
	}
	if err != nil {
		w.r.fail(err, nil)
		return false
	}
	for _, req := range first {
		l := &list{seen: make(map[string]bool)}
		w.lists = append(w.lists, l)
		w.enqueue(req, l)
	}
	for len(w.queue) > 0 {
		if w.r.h.Pages >= w.r.limits.Pages {
			w.r.incomplete(fmt.Sprintf("stopped after %d list pages", w.r.limits.Pages))
			break
		}
		if w.r.late() {
			w.r.incomplete(fmt.Sprintf("stopped after %s, with more pages to read", w.r.limits.Time))
			break
		}
		next := w.queue[0]
		w.queue = w.queue[1:]
		if !w.page(next) {
			return false
		}
		if len(w.rows) >= w.r.limits.Rows {
			w.r.incomplete(fmt.Sprintf("stopped after %d adverts", w.r.limits.Rows))
			break
		}
	}
	return w.assess()
}

// enqueue adds a page that was not asked for yet.
func (w *walk) enqueue(req fetch.Request, l *list) {
	if key := pageKey(req.URL, req); !w.asked[key] {
		w.asked[key] = true
		w.queue = append(w.queue, step{req, l})
	}
}

// page reads one list page. It reports false when a fault ended the run.
func (w *walk) page(at step) bool {
	memo, kept, known := w.remembered(at.req)
	if known {
		at.req.ETag, at.req.LastModified = memo.ETag, memo.LastModified
	}
	page, err := w.r.fetcher.Fetch(w.r.ctx, at.req)
	if err != nil {
		w.r.fail(err, nil)
		return false
	}
	w.last = page
	listing := kept
	if !known || !page.NotModified && memo.BodyHash != hashBytes(page.Body) {
		listing, err = guarded(w.r, page.URL, func() (platform.Listing, error) { return w.r.adapter.List(w.r.src, page) })
		if err != nil {
			w.r.fail(err, page)
			return false
		}
	}
	w.r.h.Pages++
	rows := cleanRows(listing.Rows)
	if !w.remember(at.req, page, listing, rows, memo) {
		w.same = false
	}
	w.take(at, listing, rows)
	return true
}

// take adds what a page says: its rows, its sums and the pages it leads to. kept
// are its rows as they may be kept.
func (w *walk) take(at step, l platform.Listing, kept []platform.Row) {
	for _, reason := range l.Incomplete {
		w.r.incomplete(reason)
	}
	if l.SaysEmpty != "" {
		at.list.saysEmpty = oneLine(l.SaysEmpty)
	}
	if l.Total != nil {
		if at.list.total != nil && *at.list.total != *l.Total {
			w.r.incomplete(fmt.Sprintf("the list's own count changed from %d to %d while it was read", *at.list.total, *l.Total))
		}
		total := *l.Total
		at.list.total = &total
	}
	before := len(at.list.seen)
	w.rows = slices.Grow(w.rows, len(l.Rows))
	for i := range l.Rows {
		at.list.shown++
		if id := w.add(l.Rows[i], &kept[i]); id != "" {
			at.list.seen[id] = true
		}
		if len(w.rows) >= w.r.limits.Rows {
			break
		}
	}
	w.follow(at, l, len(l.Rows) > 0 && len(at.list.seen) == before)
}

// follow queues the pages that a page leads to, unless it showed nothing but
// what was there already: a pager that goes round in circles, or for ever.
func (w *walk) follow(at step, l platform.Listing, repeated bool) {
	itself := len(l.Next) > 0
	for _, next := range l.Next {
		itself = itself && memoKey(next) == memoKey(at.req)
		if w.asked[pageKey(next.URL, next)] {
			continue
		}
		if repeated {
			w.r.incomplete("a page of the list repeats earlier ones")
			return
		}
		w.enqueue(next, at.list)
	}
	if itself {
		w.r.incomplete("a page of the list names itself as the next")
	}
}

// add takes a row in and gives its id; empty when it cannot be an advert.
func (w *walk) add(shown platform.Row, kept *platform.Row) string {
	a := kept.Advert
	a.Source = w.r.src.ID
	id := normalize.Identify(a).ID
	if id == "" || strings.TrimSpace(a.Title) == "" {
		w.r.incomplete("a row of the list has no identity or no title")
		return ""
	}
	if i, dup := w.seen[id]; !dup {
		w.seen[id] = len(w.rows)
		w.rows = append(w.rows, row{Row: shown, id: id, hash: rowHash(kept)})
	} else if w.rows[i].Advert.Title != shown.Advert.Title {
		w.r.incomplete("two adverts of the list share the key " + a.Key)
	}
	return id
}

// assess compares what was found with what the list says of itself. It reports
// false when there is nothing and nothing says so: that is never an empty list.
func (w *walk) assess() bool {
	w.sumTotals()
	silent := 0
	for _, l := range w.lists {
		switch {
		case l.saysEmpty == "" && l.shown == 0:
			silent++
		case l.saysEmpty != "" && l.shown > 0:
			w.r.incomplete("the list shows adverts and says that there are none")
		}
	}
	if len(w.rows) > 0 {
		if silent > 0 {
			w.r.incomplete("a part of the list shows no advert and does not say that there are none")
		}
		return true
	}
	total := w.r.h.StatedTotal
	if words := w.lists[0].saysEmpty; silent == 0 && words != "" && (total == nil || *total == 0) {
		w.r.h.SaysEmpty = words
		return true
	}
	w.r.fail(&platform.Error{
		Platform: w.r.src.Platform, URL: w.r.src.URL, Fault: lifecycle.FaultRedesign,
		Detail: "the list shows no advert and does not say that there are none",
	}, w.last)
	return false
}

// sumTotals checks each list's own count and adds them up, if all give one.
func (w *walk) sumTotals() {
	sum := 0
	for _, l := range w.lists {
		if l.total == nil {
			return
		}
		sum += *l.total
		// A list may show an advert twice and count it once or twice.
		if *l.total < len(l.seen) || *l.total > l.shown {
			w.r.incomplete(fmt.Sprintf("the list counts %d adverts and shows %d", *l.total, len(l.seen)))
		}
	}
	w.r.h.StatedTotal = &sum
}
