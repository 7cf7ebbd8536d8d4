package platform

import (
	"net/url"
	"strings"

	"vacancies/crawler/fetch"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// listSitemap reads the sitemap, where adverts stand among other pages. Their
// titles are made of their addresses until their own pages are read.
func (successfactors) listSitemap(p *fetch.Page) (Listing, error) {
	found, failed := readSitemap("successfactors", p)
	if failed != nil {
		return Listing{}, failed
	}
	var l Listing
	for _, m := range found.maps {
		if next := onOrigin(p, m); next != "" && !samePage(next, p.URL) {
			l.Next = append(l.Next, get(next))
		}
	}
	var got rows
	for _, page := range found.pages {
		address := absolute(p, page.address)
		u, err := url.Parse(address)
		if err != nil || !sfAdvert.MatchString(u.Path) {
			continue
		}
		segments := strings.Split(strings.Trim(u.Path, "/"), "/")
		title := tidy(strings.NewReplacer("-", " ", "_", " ").Replace(segments[max(0, len(segments)-2)]))
		got.add(Row{Advert: normalize.Advert{Key: sfKey(address), Title: firstOf(title, "Vacancy"), URL: address}, Modified: page.modified})
	}
	got.into(&l)
	switch {
	case len(l.Rows) > 0:
		total := len(l.Rows)
		l.Total = &total
	case len(l.Next) > 0:
	case len(found.pages) == 0 && len(found.maps) == 0:
		l.SaysEmpty = "the sitemap is whole and lists no page"
	default:
		return Listing{}, fault("successfactors", p, lifecycle.FaultRedesign, "the sitemap lists %d pages, none of them an advert (/job/.../<id>/)", len(found.pages))
	}
	return l, nil
}
