package london

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// workday writes a Workday careers site: a page that is all script, and the
// CXS resources that the script reads.
type workday struct{}

const (
	workdayLimit = 20 // one more is an error
	workdaySite  = "Careers"
)

func (workday) address(s *site) (string, map[string]string) { return "/en-GB/" + workdaySite, nil }

func (workday) sign(b *board) string {
	return `<p data-cxs="` + b.site.url("/wday/cxs/"+b.site.id+"/"+workdaySite) + `"><a href="` + b.site.url("/en-GB/"+workdaySite) + `">Search our jobs</a></p>`
}

func (w workday) serve(b *board, r *http.Request) (answer, bool) {
	cxs := "/wday/cxs/" + b.site.id + "/" + workdaySite
	path, isJob := strings.CutPrefix(r.URL.Path, cxs+"/job/")
	switch {
	case r.URL.Path == "/en-GB/"+workdaySite:
		return page(otherPage, "oracle-shell.html", b.oracleShell()), true
	case strings.HasSuffix(r.URL.Path, "/apply"):
		return page(otherPage, "login.html", b.frame("Sign in to apply")).forbidden(), true
	case r.URL.Path == cxs+"/jobs" && r.Method == http.MethodPost:
		return w.list(b, r), true
	case isJob:
		return w.advert(b, path)
	}
	return answer{}, false
}

type workdayRow struct {
	Title    string   `json:"title"`
	Path     string   `json:"externalPath"`
	Location string   `json:"locationsText"`
	Posted   string   `json:"postedOn"`
	Bullets  []string `json:"bulletFields"`
}

func workdayPath(sh showing) string {
	return "/job/London/" + slug(sh.row.title, "-") + "_" + sh.key + "-1"
}

// list answers a search. Only its first page states the total.
func (workday) list(b *board, r *http.Request) answer {
	var asked struct{ Limit, Offset int }
	if err := json.NewDecoder(http.MaxBytesReader(nil, r.Body, 4096)).Decode(&asked); err != nil || asked.Limit < 1 || asked.Limit > workdayLimit {
		return answer{kind: listPage, status: http.StatusBadRequest, mediaType: jsonType, body: []byte(`{"errorCode":"HTTP_400"}`)}
	}
	found := b.sheet(asked.Offset/asked.Limit+1, asked.Limit)
	rows := []workdayRow{}
	for _, sh := range found.rows {
		rows = append(rows, workdayRow{Title: sh.row.title, Path: workdayPath(sh), Location: sh.row.location,
			Posted: "Posted 3 Days Ago", Bullets: []string{sh.key, sh.row.team}})
	}
	total := b.total
	if asked.Offset > 0 {
		total = 0
	}
	if b.silent {
		return jsonAnswer(listPage, map[string]any{"facets": []any{}})
	}
	return jsonAnswer(listPage, map[string]any{"total": total, "jobPostings": rows, "facets": []any{}})
}

func (workday) advert(b *board, path string) (answer, bool) {
	id := strings.TrimSuffix(path[strings.LastIndex(path, "_")+1:], "-1")
	sh, st := b.find(id)
	switch st {
	case unborn:
		return answer{}, false
	case ended:
		return answer{kind: advertPage, status: http.StatusNotFound, mediaType: jsonType, body: []byte(`{"errorCode":"S22"}`)}, true
	}
	c := sh.page
	info := map[string]any{"title": c.title, "jobReqId": sh.key, "location": joinedPlace(c), "startDate": c.posted.Format(time.DateOnly),
		"jobDescription": c.htmlWithFacts(), "canApply": true, "posted": true, "externalUrl": b.site.url("/" + workdaySite + workdayPath(sh))}
	if end := until(c.closing); end != "" {
		info["endDate"] = end
	}
	return jsonAnswer(advertPage, map[string]any{"jobPostingInfo": info, "hiringOrganization": map[string]string{"name": c.employer}}), true
}

// joinedPlace is a place with its postcode.
func joinedPlace(c content) string {
	if c.postcode == "" {
		return c.location
	}
	return c.location + ", " + c.postcode
}

func jsonAnswer(kind pageKind, v any) answer {
	body, err := json.Marshal(v)
	if err != nil {
		return answer{status: http.StatusInternalServerError, mediaType: "text/plain", body: []byte(err.Error())}
	}
	return answer{kind: kind, mediaType: jsonType, body: body}
}
