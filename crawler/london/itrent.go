package london

import (
	"net/http"
	"strconv"
	"strings"
)

// itrent writes MHR iTrent: a landing page that knows the board's number, a
// search page that is an empty shell with a session token, and the results as
// JSON, which only a reader with a token gets.
type itrent struct{}

const (
	itrentRun  = "/council_webrecruitment/wrd/run/"
	itrentView = "482017Kd5s"
	itrentSize = 8
)

func (itrent) address(*site) (string, map[string]string) { return itrentRun + "etrec002gf.open", nil }

func (i itrent) sign(b *board) string {
	path, _ := i.address(b.site)
	return `<p><a href="` + b.site.url(path) + `">Find and apply for jobs</a></p>`
}

type itrentPage struct {
	frame
	View, Session string
}

func (i itrent) serve(b *board, r *http.Request) (answer, bool) {
	name, ours := strings.CutPrefix(strings.ToLower(r.URL.Path), itrentRun)
	if !ours {
		return answer{}, false
	}
	token := strings.TrimPrefix(b.site.london.token(), "xf-")
	v := itrentPage{frame: b.frame("Job search"), View: itrentView, Session: strings.ToUpper(token + token)}
	volatile := func(a answer) answer {
		a.volatile = true
		return a
	}
	switch name {
	case "etrec002gf.open":
		return volatile(page(otherPage, "itrent-landing.html", v)), true
	case "etrec179gf.open":
		if q := r.URL.Query(); q.Get("WVID")+q.Get("wvid") != itrentView {
			return volatile(page(otherPage, "itrent-refused.html", v)), true
		}
		return volatile(page(otherPage, "itrent-search.html", v)), true
	case "etrec106gf.json":
		if q := r.URL.Query(); q.Get("USESSION") == "" || r.Header.Get("Referer") == "" {
			return volatile(page(otherPage, "itrent-refused.html", v)), true
		}
		from, _ := strconv.Atoi(r.URL.Query().Get("REC_FROM"))
		return volatile(i.results(b, max(1, from))), true
	}
	return page(otherPage, "login.html", b.frame("Existing user login")).forbidden(), true
}

type itrentSearch struct {
	Total int    `json:"total_rec"`
	From  int    `json:"rec_from"`
	To    int    `json:"rec_to"`
	Most  string `json:"results_pp"`
	View  string `json:"wvid"`
}

type itrentJob struct {
	ID          string `json:"vacancy_id"`
	Title       string `json:"job_title"`
	Description string `json:"job_description"`
	Location    string `json:"location_id"`
	Region      string `json:"region_id"`
	Salary      string `json:"salary"`
	Reference   string `json:"vacancy_ref"`
	Closing     string `json:"app_close_d"`
	Package     string `json:"start_package"`
	Hours       string `json:"con_hrs"`
	Basis       string `json:"basis_id"`
}

// results are the list from a place on. A silent answer has neither search nor results.
func (itrent) results(b *board, from int) answer {
	out := map[string]any{"text": map[string]string{"l_region": "Directorate", "message3": "No suitable matches"}}
	if b.silent {
		return oracleJSON(listPage, out)
	}
	jobs := []itrentJob{}
	rows := b.rows[min(from-1, len(b.rows)):]
	for _, sh := range rows[:min(itrentSize, len(rows))] {
		c := sh.page
		closing := ""
		if !c.closing.At.IsZero() {
			closing = c.closing.At.Format("20060102")
		}
		jobs = append(jobs, itrentJob{ID: sh.key, Title: c.title, Description: "<p>" + c.contract + "</p>" + c.html(), Location: c.location, Region: c.team,
			Salary: c.pay.Text, Reference: sh.ref, Closing: closing, Package: "Local government pension", Hours: c.hours})
	}
	out["search"] = itrentSearch{Total: b.total, From: min(from, b.total), To: from - 1 + len(jobs), Most: strconv.Itoa(itrentSize), View: itrentView}
	out["results"] = jobs
	return oracleJSON(listPage, out)
}
