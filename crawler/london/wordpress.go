package london

import (
	"net/http"
	"strconv"
	"strings"
)

// wordpress writes a council's own WordPress board, with the flaws such boards
// have: a cookie dialog that owns the first heading, two class attributes on
// one tag, a closing date without its year. Applications are on another system.
type wordpress struct{}

const wordpressSize = 6

func (wordpress) address(*site) (string, map[string]string) { return "/job-search/", nil }

func (w wordpress) sign(b *board) string {
	path, _ := w.address(b.site)
	return `<p><a href="` + b.site.url(path) + `">Job search</a></p>
<script src="` + b.site.url("/wp-includes/js/jquery/jquery.min.js") + `"></script>`
}

func (wordpress) serve(b *board, r *http.Request) (answer, bool) {
	path := strings.TrimSuffix(r.URL.Path, "/")
	if path == "/job-search" {
		return page(listPage, "wordpress-list.html", b.list(1, wordpressSize)), true
	}
	if rest, ok := strings.CutPrefix(path, "/job-search/page/"); ok {
		n, _ := strconv.Atoi(rest)
		return page(listPage, "wordpress-list.html", b.list(n, wordpressSize)), true
	}
	if strings.HasPrefix(path, "/wp-admin") || strings.HasPrefix(path, "/wp-json") || strings.HasPrefix(path, "/wp-login") {
		return page(otherPage, "login.html", b.frame("Sign in")).forbidden(), true
	}
	rest, ok := strings.CutPrefix(path, "/vacancy/")
	if !ok {
		return answer{}, false
	}
	sh, st := b.find(rest)
	if st == unborn {
		return answer{}, false
	}
	return page(advertPage, "wordpress-advert.html", b.advert(sh, st)), true
}

// EndNoYear is the closing date as such boards print it.
func (v view) EndNoYear() string {
	if v.c.closing.shown != "" {
		return v.c.closing.shown
	}
	if v.c.closing.At.IsZero() {
		return ""
	}
	return v.c.closing.At.Format("2 January")
}
