package london_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"vacancies/crawler/london"
)

func FuzzWhateverIsAskedAHealthySiteAnswers(f *testing.F) {
	l := build(f, london.Options{Seed: 1})
	for _, src := range l.Sources() {
		u, err := url.Parse(src.URL)
		if err != nil {
			f.Fatal(err)
		}
		f.Add("GET", u.Host, u.Path, u.RawQuery)
	}
	f.Add("POST", "hammersmith-and-fulham.demo.example", "/vacancies/vacancy-search-results.aspx", "__EVENTARGUMENT=-9&__VIEWSTATE=x")
	f.Add("GET", "barnet.demo.example:80", "/hcmRestApi/resources/latest/recruitingCEJobRequisitions", "finder=findReqs;siteNumber=CX_1,limit=-1,offset=99999999999")
	f.Add("GET", "wandsworth.demo.example", "/v2/job/search", "page=9223372036854775807")
	f.Fuzz(func(t *testing.T, method, host, path, query string) {
		r := &http.Request{Method: method, Host: host, URL: &url.URL{Path: path, RawQuery: query}, Header: http.Header{}, Body: http.NoBody}
		w := httptest.NewRecorder()
		l.ServeHTTP(w, r)
		if w.Code >= 500 || strings.Contains(w.Body.String(), "template:") {
			t.Errorf("%s %s %s?%s: %d %s", method, host, path, query, w.Code, w.Body)
		}
	})
}
