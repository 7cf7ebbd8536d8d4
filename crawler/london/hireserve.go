package london

import (
	"html"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// hireserve writes a Hireserve site: its JSON feed, whose adverts have dates of
// their own for the internet and for the intranet, and a page for each advert.
type hireserve struct{}

const hireserveSite = "4250"

func (hireserve) address(*site) (string, map[string]string) {
	return "/en/vacancies", nil
}

func (h hireserve) sign(b *board) string {
	return `<p><a href="` + b.site.url("/en/vacancies") + `">Current vacancies</a></p>`
}

func (h hireserve) serve(b *board, r *http.Request) (answer, bool) {
	switch path := r.URL.Path; {
	case path == "/en/vacancies":
		return page(otherPage, "hireserve-doorway.html", b.frame("Vacancies")), true
	case path == "/utf8/ic_job_feeds.feed_engine" && r.URL.Query().Get("p_web_site_id") == hireserveSite:
		return h.feed(b), true
	case strings.HasPrefix(path, "/wd/plsql/"):
		return page(otherPage, "login.html", b.frame("Sign in")).forbidden(), true
	case strings.HasPrefix(path, "/en/vacancy/"):
		id := strings.TrimSuffix(path[strings.LastIndex(path, "-")+1:], ".html")
		sh, st := b.find(id)
		if st == unborn {
			return answer{}, false
		}
		return page(advertPage, "hireserve-advert.html", b.advert(sh, st)), true
	}
	return answer{}, false
}

func (hireserve) feed(b *board) answer {
	if b.silent {
		return jsonAnswer(listPage, map[string]any{"error": "no data"})
	}
	jobs := []map[string]any{}
	for _, sh := range b.rows {
		c := sh.row
		id, _ := strconv.Atoi(sh.key)
		jobs = append(jobs, map[string]any{"id": id, "title": html.EscapeString(c.title), "status": "open", "refno": sh.ref, "display_in_list": "Y",
			"weblink": b.site.url("/en/vacancy/" + strings.ToLower(slug(c.title, "-")) + "-" + sh.key + ".html"),
			"publication": map[string]any{
				"internet": map[string]string{"live": "Y", "publish_date": c.posted.Format(time.DateTime), "closing_date": hireserveStamp(c.closing)},
				"intranet": map[string]string{"live": "N", "publish_date": c.posted.AddDate(0, 0, -9).Format(time.DateTime), "closing_date": c.posted.Format(time.DateTime)}},
			"org": map[string]string{"name": c.employer},
			"classifications": map[string]any{"class_1": hireserveClass("Salary", c.pay.Text), "class_2": hireserveClass("Weekly Hours", c.hours),
				"class_3": hireserveClass("Contract Type", c.contract), "class_4": hireserveClass("Department", c.team), "class_5": hireserveClass("Location", joinedPlace(c))}})
	}
	return jsonAnswer(listPage, map[string]any{"jobs": jobs, "total": b.total})
}

func hireserveClass(name, words string) map[string]any {
	values := []map[string]string{}
	if words != "" {
		values = append(values, map[string]string{"class_val": html.EscapeString(words)})
	}
	return map[string]any{"name": name, "values": values}
}

// hireserveStamp is a wall clock; a midnight stands for the whole day.
func hireserveStamp(c Closing) string {
	switch {
	case c.At.IsZero():
		return ""
	case c.Kind == "date":
		return c.At.Format(time.DateOnly) + " 00:00:00"
	}
	return c.At.Format(time.DateTime)
}
