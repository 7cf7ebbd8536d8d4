package platform

import (
	"vacancies/crawler/fetch"
	"vacancies/normalize/lifecycle"
)

// sitemap is what a sitemap or a sitemap index lists (https://www.sitemaps.org/protocol.html).
type sitemap struct {
	pages []sitemapPage
	maps  []string
}

// sitemapPage is one page and the mark of its last change.
type sitemapPage struct{ address, modified string }

// readSitemap reads either of the two documents.
func readSitemap(name string, p *fetch.Page) (sitemap, *Error) {
	root, failed := parseXML(name, p)
	if failed != nil {
		return sitemap{}, failed
	}
	var s sitemap
	switch root.name {
	case "urlset":
		for _, u := range root.all("url") {
			if len(s.pages) >= maxRows {
				break
			}
			s.pages = append(s.pages, sitemapPage{u.raw("loc"), tidy(u.raw("lastmod"))})
		}
	case "sitemapindex":
		for _, m := range root.all("sitemap") {
			if len(s.maps) >= maxPages {
				break
			}
			s.maps = append(s.maps, m.raw("loc"))
		}
	default:
		return sitemap{}, fault(name, p, lifecycle.FaultRedesign, "<%s> is not a sitemap", clip(tidy(root.name), 60))
	}
	return s, nil
}
