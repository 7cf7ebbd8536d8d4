package london

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// tribepad writes Tribepad's two skins: the classic one, whose list gives no
// total, and the site builder's, whose heading does.
type tribepad struct{}

const tribepadSize = 10

func (tribepad) address(s *site) (string, map[string]string) {
	if s.skin == "classic" {
		return "/jobs/search", nil
	}
	return "/v2/job/search", nil
}

func (t tribepad) sign(b *board) string {
	path, _ := t.address(b.site)
	return `<p><a href="` + b.site.url(path) + `">View all vacancies</a></p>
<script src="` + b.site.url("/members/modules/tribepad/js/widget.js") + `" data-vendor="tribepad"></script>`
}

func (t tribepad) serve(b *board, r *http.Request) (answer, bool) {
	path := r.URL.Path
	if strings.HasPrefix(path, "/members/") && r.URL.Query().Has("j") {
		return page(otherPage, "login.html", b.frame("Sign in to apply")).forbidden(), true
	}
	if b.site.skin == "classic" {
		return t.classic(b, path)
	}
	switch path {
	case "/v2/job/search":
		n, _ := strconv.Atoi(r.URL.Query().Get("page"))
		return page(listPage, "tribepad-builder-list.html", b.list(n, tribepadSize)), true
	case "/members/modules/job/detail.php":
		return t.advert(b, r.URL.Query().Get("record"), "tribepad-builder-advert.html")
	}
	return answer{}, false
}

func (t tribepad) classic(b *board, path string) (answer, bool) {
	if path == "/jobs/search" {
		return page(listPage, "tribepad-classic-list.html", b.list(1, tribepadSize)), true
	}
	if rest, ok := strings.CutPrefix(path, "/jobs/search/-1/"); ok {
		n, _ := strconv.Atoi(rest)
		return page(listPage, "tribepad-classic-list.html", b.list(n, tribepadSize)), true
	}
	if rest, ok := strings.CutPrefix(path, "/jobs/job/"); ok {
		_, id, _ := strings.Cut(rest, "/")
		return t.advert(b, id, "tribepad-classic-advert.html")
	}
	return answer{}, false
}

func (tribepad) advert(b *board, id, name string) (answer, bool) {
	sh, st := b.find(id)
	if st == unborn {
		return answer{}, false
	}
	return page(advertPage, name, b.advert(sh, st)), true
}

// tribepadDay writes a date as the skins' rows do.
func tribepadDay(c Closing, format string) string {
	if c.At.IsZero() {
		return "No expiry date"
	}
	return c.At.Format(format)
}

// The rows' own words for templates.

// ApplyBy is the classic skin's date.
func (v view) ApplyBy() string { return tribepadDay(v.closing(), "2 January, 2006") }

// ClosesShort is the site builder's date.
func (v view) ClosesShort() string { return tribepadDay(v.closing(), "02/01/06") }

// PostedLong is the day of posting in full.
func (v view) PostedLong() string { return v.c.posted.Format("2 January, 2006") }

func (v view) closing() Closing { return v.c.closing }

// day is a London date as dd/mm/yyyy, empty for none.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("02/01/2006")
}
