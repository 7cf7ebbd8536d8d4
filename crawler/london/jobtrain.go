package london

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// jobtrain writes Jobtrain on a customer's own domain: a list page that says
// nothing, the fragment of cards that its script asks for, and adverts with a
// JobPosting.
type jobtrain struct{}

const jobtrainSize = 12

func (jobtrain) address(*site) (string, map[string]string) { return "/Home/Job", nil }

func (j jobtrain) sign(b *board) string {
	path, _ := j.address(b.site)
	return `<p><a href="` + b.site.url(path) + `">View our current vacancies</a></p>`
}

func (jobtrain) serve(b *board, r *http.Request) (answer, bool) {
	switch strings.ToLower(r.URL.Path) {
	case "/home/job":
		return page(otherPage, "jobtrain-shell.html", b.frame("Vacancies")), true
	case "/home/_jobcard":
		if r.Header.Get("X-Requested-With") != "XMLHttpRequest" {
			return answer{}, false
		}
		skip, _ := strconv.Atoi(r.URL.Query().Get("Skip"))
		return page(listPage, "jobtrain-cards.html", b.list(max(0, skip)/jobtrainSize+1, jobtrainSize)), true
	case "/job/apply", "/account/login":
		return page(otherPage, "login.html", b.frame("Sign in to apply")).forbidden(), true
	case "/job/jobdetail":
		sh, st := b.find(r.URL.Query().Get("JobId"))
		switch st {
		case unborn:
			return answer{}, false
		case ended:
			return page(advertPage, "jobposting-closed.html", b.frame("Vacancy closed")), true
		}
		v := jobpostingAdvert{advertView: b.advert(sh, st)}
		p := b.posting(sh, sh.page)
		p.URL = b.site.url("/Job/JobDetail?JobId=" + sh.key)
		p.DatePosted = sh.page.posted.Format("2006-01-02T15:04:05")
		p.ValidThrough = "0001-01-01T00:00:00"
		if at := sh.page.closing.At; !at.IsZero() {
			p.ValidThrough = at.Format(time.DateOnly) + "T00:00:00"
		}
		v.LD = scripted(p)
		return page(advertPage, "jobposting-advert.html", v), true
	}
	return answer{}, false
}
