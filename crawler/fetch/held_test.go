package fetch

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"vacancies/normalize/lifecycle"
)

// Bodies are read into buffers that are used again.
func TestAPageKeepsItsWordsWhileOthersAreRead(t *testing.T) {
	words := func(path string) string { return "<p>" + strings.Repeat(path+" ", 500) }
	pages := map[string]http.HandlerFunc{
		"/broken": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = fmt.Fprint(w, words("/broken"))
		},
	}
	for i := range 8 {
		path := fmt.Sprintf("/%d", i)
		pages[path] = func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = fmt.Fprint(w, words(path))
		}
	}
	web := newSite(t, pages)
	client := newTestClient(t, local())

	_, err := session(t, client, web.URL).Fetch(t.Context(), Request{URL: web.URL + "/broken"})
	broken := wantFault(t, err, lifecycle.FaultStatus)
	var all sync.WaitGroup
	kept := make([]*Page, 8)
	for i := range kept {
		s := session(t, client, web.URL)
		all.Go(func() {
			page, err := s.Fetch(t.Context(), Request{URL: fmt.Sprintf("%s/%d", web.URL, i)})
			if err != nil {
				t.Error(err)
				return
			}
			kept[i] = page
		})
	}
	all.Wait()
	for i, page := range kept {
		if page != nil && string(page.Body) != words(fmt.Sprintf("/%d", i)) {
			t.Errorf("page %d has become %.40q", i, page.Body)
		}
	}
	if string(broken.Body) != words("/broken") {
		t.Errorf("the sample has become %.40q", broken.Body)
	}
}
