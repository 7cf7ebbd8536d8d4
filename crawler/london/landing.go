package london

import (
	"html/template"
	"net/http"
	"strings"
)

// robots.txt as sites have it.
const (
	plainRobots   = "User-agent: *\nDisallow: /apply/\nDisallow: /login\n"
	politeRobots  = "User-agent: *\nCrawl-delay: 1\nDisallow: /apply/\nDisallow: /candidate/\n"
	sitemapRobots = "User-agent: *\nDisallow: /apply/\nSitemap: {site}/sitemap.xml\n"
	oleeoRobots   = "User-agent: GreedyBot\nDisallow: /\n\nUser-agent: *\nCrawl-delay: 1\nDisallow: /*/agent/\nDisallow: /*/ats/\nDisallow: /*/channel/\n"
)

// robotsTxt is the site's rules; false when it has none.
func (s *site) robotsTxt() (answer, bool) {
	rules := s.robots
	switch rules {
	case "-":
		return answer{}, false
	case "":
		rules = plainRobots
	}
	rules = strings.ReplaceAll(rules, "{site}", s.url(""))
	return answer{mediaType: "text/plain; charset=utf-8", body: []byte(rules)}, true
}

// landing is the careers page at the site's root, which leads to the list by
// the system's own links and widgets.
type landing struct {
	frame
	Authority string
	Sign      template.HTML
}

func (b *board) landing() answer {
	return page(otherPage, "landing.html", landing{frame: b.frame("Working for us"), Authority: b.site.authority(),
		Sign: template.HTML(b.site.render.sign(b) + b.strayLinks())})
}

// pageAt is what the site answers to a request while nothing on the wire is broken.
func (b *board) pageAt(r *http.Request) answer {
	switch r.URL.Path {
	case "/robots.txt":
		if a, ok := b.site.robotsTxt(); ok {
			return a
		}
	case "/", "/careers":
		return b.landing()
	case "/login":
		return page(otherPage, "login.html", b.frame("Sign in")).forbidden()
	case "/about-us", "/benefits":
		return page(otherPage, "about.html", b.frame("About us"))
	default:
		if a, ok := b.site.render.serve(b, r); ok {
			return a
		}
	}
	return page(otherPage, "missing.html", b.frame("Page not found")).withStatus(http.StatusNotFound)
}
