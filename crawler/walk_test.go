package crawler

import (
	"fmt"
	"slices"
	"testing"

	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

func TestNoiseOnAListPageIsNoChange(t *testing.T) {
	w := newWorld()
	w.list(rowsFrom(1, 3)...)
	l := w.pages[listURL].(listPage)
	l.Noise = "first"
	w.pages[listURL] = l
	w.commit(w.run())
	l.Noise = "second"
	w.pages[listURL] = l
	if h := w.run(); !h.Unchanged || len(h.Memos) != 0 {
		t.Errorf("got unchanged %v with %d memos", h.Unchanged, len(h.Memos))
	}
	l.Rows = l.Rows[:2]
	w.pages[listURL] = l
	if h := w.run(); h.Unchanged || len(h.Memos) != 1 || len(h.Adverts) != 2 {
		t.Errorf("a row went: got unchanged %v with %d memos", h.Unchanged, len(h.Memos))
	}
}

func TestAnotherBuildReadsEverythingAnewOnce(t *testing.T) {
	w := newWorld()
	w.etags = true
	w.crawler.Build = "one"
	w.list(rowsFrom(1, 3)...)
	w.commit(w.run())
	w.crawler.Build = "two"
	h := w.run()
	if h.NotModified != 0 || w.details() != 3 || h.Unchanged {
		t.Errorf("got %d not modified, %d details", h.NotModified, w.details())
	}
	w.commit(h)
	if h = w.run(); !h.Unchanged || h.NotModified != 1 {
		t.Errorf("afterwards: %+v", h)
	}
	w.src.Options = map[string]string{"employer": "ours"}
	if h = w.run(); h.NotModified != 0 {
		t.Error("other options took the old reading")
	}
}

// TestTheEvidenceOfCompleteness goes through what a list may say of itself.
func TestTheEvidenceOfCompleteness(t *testing.T) {
	total := func(n int) *int { return &n }
	p := func(n int) string { return fmt.Sprintf("%s?p=%d", listURL, n) }
	for _, tt := range []struct {
		name    string
		pages   map[string]any
		more    string // a second list
		limits  Limits
		adverts int
		asked   int // list pages
		reason  string
		fault   lifecycle.Fault
		empty   string
	}{
		{name: "a list without a count is whole", pages: map[string]any{listURL: listPage{Rows: rowsFrom(1, 2)}}, adverts: 2, asked: 1},
		{name: "pages are followed to the stated total", pages: map[string]any{
			listURL: listPage{Rows: rowsFrom(1, 2), Next: []string{p(2)}, Total: total(4)}, p(2): listPage{Rows: rowsFrom(3, 2), Total: total(4)}}, adverts: 4, asked: 2},
		{name: "all page numbers may stand on every page", pages: map[string]any{
			listURL: listPage{Rows: rowsFrom(1, 2), Next: []string{listURL, p(2), p(3)}}, p(2): listPage{Rows: rowsFrom(3, 2), Next: []string{listURL, p(2), p(3)}},
			p(3): listPage{Rows: rowsFrom(5, 1), Next: []string{listURL, p(2), p(3)}}}, adverts: 5, asked: 3},
		{name: "a row on two pages is one advert", pages: map[string]any{
			listURL: listPage{Rows: rowsFrom(1, 3), Next: []string{p(2)}, Total: total(4)}, p(2): listPage{Rows: rowsFrom(3, 2), Total: total(4)}}, adverts: 4, asked: 2},
		{name: "an advert shown twice may be counted twice", pages: map[string]any{
			listURL: listPage{Rows: append(rowsFrom(1, 2), rowsFrom(1, 1)...), Total: total(3)}}, adverts: 2, asked: 1},
		{name: "two lists add up", pages: map[string]any{
			listURL: listPage{Rows: rowsFrom(1, 2), Total: total(2)}, p(9): listPage{Rows: rowsFrom(2, 2), Total: total(2)}}, more: p(9), adverts: 3, asked: 2},
		{name: "a count above what is shown is a lack", pages: map[string]any{
			listURL: listPage{Rows: rowsFrom(1, 2), Total: total(30)}}, adverts: 2, asked: 1, reason: "the list counts 30 adverts and shows 2"},
		{name: "a count below what is shown is a lie", pages: map[string]any{
			listURL: listPage{Rows: rowsFrom(1, 5), Total: total(3)}}, adverts: 5, asked: 1, reason: "the list counts 3 adverts and shows 5"},
		{name: "a count that changes on the way is doubtful", pages: map[string]any{
			listURL: listPage{Rows: rowsFrom(1, 2), Next: []string{p(2)}, Total: total(4)}, p(2): listPage{Rows: rowsFrom(3, 3), Total: total(5)}},
			adverts: 5, asked: 2, reason: "the list's own count changed from 4 to 5 while it was read"},
		{name: "a page that leads to itself is doubtful", pages: map[string]any{
			listURL: listPage{Rows: rowsFrom(1, 2), Next: []string{listURL}}}, adverts: 2, asked: 1, reason: "a page of the list names itself as the next"},
		{name: "pages that repeat end the walk", pages: map[string]any{
			listURL: listPage{Rows: rowsFrom(1, 2), Next: []string{p(2)}}, p(2): listPage{Rows: rowsFrom(1, 2), Next: []string{p(3)}}, p(3): listPage{Rows: rowsFrom(9, 1)}},
			adverts: 2, asked: 2, reason: "a page of the list repeats earlier ones"},
		{name: "two lists may overlap wholly and go on", pages: map[string]any{
			listURL: listPage{Rows: rowsFrom(1, 2)}, p(8): listPage{Rows: rowsFrom(1, 2), Next: []string{p(9)}}, p(9): listPage{Rows: rowsFrom(3, 1)}}, more: p(8), adverts: 3, asked: 3},
		{name: "pages are bounded", limits: Limits{Pages: 2}, pages: map[string]any{
			listURL: listPage{Rows: rowsFrom(1, 1), Next: []string{p(2)}}, p(2): listPage{Rows: rowsFrom(2, 1), Next: []string{p(3)}}, p(3): listPage{Rows: rowsFrom(3, 1)}},
			adverts: 2, asked: 2, reason: "stopped after 2 list pages"},
		{name: "rows are bounded", limits: Limits{Rows: 3}, pages: map[string]any{listURL: listPage{Rows: rowsFrom(1, 5)}}, adverts: 3, asked: 1, reason: "stopped after 3 adverts"},
		{name: "a reason of the adapter's is kept", pages: map[string]any{
			listURL: listPage{Rows: rowsFrom(1, 1), Incomplete: []string{"a search was set"}}}, adverts: 1, asked: 1, reason: "a search was set"},
		{name: "one key for two adverts is doubtful", pages: map[string]any{
			listURL: listPage{Rows: []listRow{{Key: "1", Title: "One"}, {Key: "1", Title: "Other"}}}}, adverts: 1, asked: 1, reason: "two adverts of the list share the key plain:1"},
		{name: "a row without a key or a title is a lack", pages: map[string]any{
			listURL: listPage{Rows: []listRow{{Key: "1", Title: "One"}, {Title: "No key"}, {Key: "3"}}}}, adverts: 1, asked: 1, reason: "a row of the list has no identity or no title"},
		{name: "an empty list that says so is empty", pages: map[string]any{listURL: listPage{Empty: "No vacancies at present"}}, asked: 1, empty: "No vacancies at present"},
		{name: "an empty list that counts nought and says so is empty", pages: map[string]any{listURL: listPage{Empty: "None", Total: total(0)}}, asked: 1, empty: "None"},
		{name: "an empty list that says nothing is a redesign", pages: map[string]any{listURL: listPage{}}, asked: 1, fault: lifecycle.FaultRedesign},
		{name: "a count of nought alone is a redesign", pages: map[string]any{listURL: listPage{Total: total(0)}}, asked: 1, fault: lifecycle.FaultRedesign},
		{name: "an empty list that counts some is a redesign", pages: map[string]any{listURL: listPage{Empty: "None", Total: total(4)}}, asked: 1, fault: lifecycle.FaultRedesign},
		{name: "rows that are none are a redesign", pages: map[string]any{listURL: listPage{Rows: []listRow{{}}}}, asked: 1, fault: lifecycle.FaultRedesign},
		{name: "adverts and the words for none are doubtful", pages: map[string]any{listURL: listPage{Rows: rowsFrom(1, 1), Empty: "None"}}, adverts: 1, asked: 1,
			reason: "the list shows adverts and says that there are none"},
		{name: "one list of two may be empty", pages: map[string]any{listURL: listPage{Rows: rowsFrom(1, 1)}, p(9): listPage{Empty: "None"}}, more: p(9), adverts: 1, asked: 2},
		{name: "one list of two that is silent is a lack", pages: map[string]any{listURL: listPage{Rows: rowsFrom(1, 1)}, p(9): listPage{}}, more: p(9), adverts: 1, asked: 2,
			reason: "a part of the list shows no advert and does not say that there are none"},
		{name: "two empty lists are empty", pages: map[string]any{listURL: listPage{Empty: "None"}, p(9): listPage{Empty: "Nothing"}}, more: p(9), asked: 2, empty: "None"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld()
			w.crawler.Limits = tt.limits
			w.crawler.Want = func(normalize.Advert) bool { return false } // lists alone
			w.pages = tt.pages
			w.src.Options = map[string]string{"more": tt.more}
			h := w.run()
			if h.Fault != tt.fault || len(h.Adverts) != tt.adverts || h.Pages != tt.asked || len(w.asked) != tt.asked || h.SaysEmpty != tt.empty {
				t.Errorf("fault %q, %d adverts, %d pages, asked %v, empty %q; incomplete %v", h.Fault, len(h.Adverts), h.Pages, w.asked, h.SaysEmpty, h.Incomplete)
			}
			switch {
			case tt.reason != "" && !slices.Equal(h.Incomplete, []string{tt.reason}):
				t.Errorf("incomplete %q, want %q", h.Incomplete, tt.reason)
			case tt.reason == "" && tt.fault == "" && h.Incomplete != nil:
				t.Errorf("incomplete %q", h.Incomplete)
			case (tt.reason != "" || tt.fault != "") && h.Memos != nil:
				t.Error("pages of a doubtful list are remembered")
			}
			if tt.fault != "" && (h.Sample == nil || h.Error == "") {
				t.Errorf("no sample or error: %+v", h)
			}
		})
	}
}

func TestPagesWithASessionTokenAreNeverRemembered(t *testing.T) {
	w := newWorld()
	w.pages[listURL] = listPage{Rows: rowsFrom(1, 1), Next: []string{listURL + "/xf-abcdef/2"}, Volatile: true}
	w.pages[listURL+"/xf-abcdef/2"] = listPage{Rows: rowsFrom(2, 1)}
	w.crawler.Want = func(normalize.Advert) bool { return false }
	h := w.run()
	if h.Fault != "" || len(h.Adverts) != 2 || len(h.Memos) != 0 {
		t.Errorf("got %d adverts, memos %v", len(h.Adverts), h.Memos)
	}
	w.commit(h)
	if h = w.run(); h.Unchanged || h.Pages != 2 {
		t.Errorf("got %+v", h)
	}
}
