package london

import (
	"net/http"
	"strconv"
)

// ownPages writes a council's own table of vacancies on an old address, of a
// kind that no system's adapter knows: it is read by the config's selectors.
type ownPages struct{}

const ownPagesSize = 10

func (ownPages) address(*site) (string, map[string]string) {
	return "/GenText.aspx?page=vacancies", map[string]string{
		"rows": "table.vacs tr.vac", "title": "td.t a", "link": "td.t a", "id_pattern": `[?&]id=(\d+)`, "salary": "td.p", "location": "td.w", "closing": "td.d",
		"department": "td.s", "next": "p.pages a.next", "total": "p.found", "empty": "p.none",
		"detail.title": "h1.vac", "detail.facts": "dl.facts", "detail.description": "div.vactext", "detail.closed": "p.over",
	}
}

func (o ownPages) sign(b *board) string {
	path, _ := o.address(b.site)
	return `<p><a href="` + b.site.url(path) + `">Current vacancies</a></p>`
}

func (ownPages) serve(b *board, r *http.Request) (answer, bool) {
	if r.URL.Path != "/GenText.aspx" {
		return answer{}, false
	}
	switch q := r.URL.Query(); q.Get("page") {
	case "vacancies":
		n, _ := strconv.Atoi(q.Get("no"))
		return page(listPage, "ownpages-list.html", b.list(n, ownPagesSize)), true
	case "advert":
		sh, st := b.find(q.Get("id"))
		if st == unborn {
			return answer{}, false
		}
		return page(advertPage, "ownpages-advert.html", b.advert(sh, st)), true
	case "apply":
		return page(otherPage, "login.html", b.frame("Sign in to apply")).forbidden(), true
	}
	return answer{}, false
}

// UntilISO is the closing instant as a time element has it.
func (v view) UntilISO() string { return until(v.c.closing) }
