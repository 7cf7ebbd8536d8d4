package platform

import (
	"strconv"

	"github.com/PuerkitoBio/goquery"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// listCards reads the site-builder skin, whose heading gives the total.
func (t tribepad) listCards(src config.Source, p *fetch.Page, doc *goquery.Document, cards *goquery.Selection) (Listing, error) {
	var got rows
	cards.Each(func(_ int, card *goquery.Selection) {
		link := card.FindMatcher(tribepadCardLink).First()
		if link.Length() == 0 {
			link = card.Closest("a[href*='record=']")
		}
		a := normalize.Advert{URL: absolute(p, link.AttrOr("href", ""))}
		a.Key = tribepadKey(a.URL)
		a.Title = firstOf(words(card.FindMatcher(tribepadCardTitle).First()), words(card.FindMatcher(midHeadings).First()), words(link))
		t.chips(&a, card)
		fillPairs(&a, labelled(card))
		got.add(Row{Advert: a, LeftOut: leaveOut(src, a)})
	})
	var l Listing
	got.onPage(p, &l)
	if len(l.Rows) == 0 {
		return Listing{}, fault("tribepad", p, lifecycle.FaultRedesign, "%d cards, none with an advert's number", cards.Length())
	}
	doc.FindMatcher(tribepadHeadings).EachWithBreak(func(_ int, h *goquery.Selection) bool {
		if h.ClosestMatcher(tribepadCards).Length() == 0 { // "2 positions" in a title is no count
			l.Total = statedTotal(words(h))
		}
		return l.Total == nil
	})
	t.nextCards(p, doc, &l, cards.Length())
	return l, nil
}

// nextCards asks for the page after this one while the total says there is
// more; without a total the pager's links say it.
func (t tribepad) nextCards(p *fetch.Page, doc *goquery.Document, l *Listing, arrived int) {
	if l.Total == nil {
		t.nextByLink(p, doc, l)
		return
	}
	here := tribepadPageNumber(p.URL)
	each := arrived
	if n := toCount(queryValue(p.URL, "records_per_page")); n != nil && *n > 0 {
		each = *n
	}
	switch {
	case here*each >= *l.Total:
	case here >= maxPages:
		l.Incomplete = append(l.Incomplete, "stopped after "+strconv.Itoa(maxPages)+" pages")
	default:
		l.Next = append(l.Next, get(withQuery(p.URL, "page", strconv.Itoa(here+1))))
	}
}
