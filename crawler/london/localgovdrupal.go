package london

import (
	"html/template"
	"net/http"
	"strconv"
	"strings"
)

// localgovDrupal writes the job vacancies of LocalGov Drupal: teasers of nodes
// and the nodes themselves, with a closing date and no field for pay.
type localgovDrupal struct{}

const drupalSize = 10

func (localgovDrupal) address(*site) (string, map[string]string) { return "/job-vacancies", nil }

func (d localgovDrupal) sign(b *board) string {
	path, _ := d.address(b.site)
	return `<p><a href="` + b.site.url(path) + `">Job vacancies</a></p>
<meta name="Generator" content="Drupal 10 (https://www.drupal.org)">`
}

func (localgovDrupal) serve(b *board, r *http.Request) (answer, bool) {
	path := r.URL.Path
	if path == "/job-vacancies" {
		n, _ := strconv.Atoi(r.URL.Query().Get("page"))
		return page(listPage, "localgov-list.html", b.list(max(0, n)+1, drupalSize)), true
	}
	if strings.HasPrefix(path, "/user") || strings.HasPrefix(path, "/admin") {
		return page(otherPage, "login.html", b.frame("Log in")).forbidden(), true
	}
	rest, ok := strings.CutPrefix(path, "/job-vacancies/")
	if !ok {
		return answer{}, false
	}
	sh, st := b.find(rest[strings.LastIndexByte(rest, '-')+1:])
	if st == unborn {
		return answer{}, false
	}
	return page(advertPage, "localgov-advert.html", localgovAdvert{b.advert(sh, st)}), true
}

type localgovAdvert struct{ advertView }

// Body is the text with pay, contract, hours and place in it.
func (l localgovAdvert) Body() template.HTML { return template.HTML(l.c.htmlWithFacts()) }

// DrupalPath is the advert's address on a LocalGov Drupal site.
func (v view) DrupalPath() string {
	return "/job-vacancies/" + strings.ToLower(slug(v.Title, "-")) + "-" + v.Key
}

// DrupalStamp is an instant as Drupal's time element has it, in UTC.
func (v view) DrupalStamp() string {
	if v.c.closing.At.IsZero() {
		return ""
	}
	return v.c.closing.At.UTC().Format("2006-01-02T15:04:05Z")
}

// DrupalMedium is the same in Drupal's medium form, on London's clock.
func (v view) DrupalMedium() string {
	if v.c.closing.At.IsZero() {
		return v.c.closing.shown
	}
	return v.c.closing.At.Format("Mon, 01/02/2006 - 15:04")
}
