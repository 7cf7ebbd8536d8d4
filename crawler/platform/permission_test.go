package platform

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize/lifecycle"
)

// closedToUs are addresses that adapters promise never to ask for: what the
// vendors' robots.txt disallows, log-ins, and the ways in to an application.
var closedToUs = map[string]*regexp.Regexp{
	"":                regexp.MustCompile(`(?i)api\.smartrecruiters\.com|/wp-(?:admin|login|json)|/log-?(?:in|on)\b|/sign-?in\b|/apply(?:[/?#]|$)|/register`),
	"successfactors":  regexp.MustCompile(`/services/|/talentcommunity/|career_ns=job_application`),
	"talentlink":      regexp.MustCompile(`/fo/rest|syd_apply|syd_email|sa350a`),
	"oleeo-feed":      regexp.MustCompile(`/(?:agent|ats|channel)/`),
	"oleeo-board":     regexp.MustCompile(`/(?:agent|ats|channel)/`),
	"itrent":          regexp.MustCompile(`(?i)ETREC(?:109|110|148)`),
	"eploy":           regexp.MustCompile(`/api/|vacancy-apply|registration\.aspx|/candidates?/`),
	"tribepad":        regexp.MustCompile(`/members/\?j=|/members/(?:login|register)`),
	"hireserve":       regexp.MustCompile(`wd_portal`),
	"localgov-drupal": regexp.MustCompile(`/user/|/admin/|/jsonapi/`),
}

// posts are the only adapters that may send a form, which lists and no more.
var posts = map[string]*regexp.Regexp{
	"workday": regexp.MustCompile(`/wday/cxs/[^/]+/[^/]+/jobs(?:#\d+)?$`),
	"eploy":   regexp.MustCompile(`/vacancy-search-results\.aspx\?`),
}

func TestNoPageLeadsAnAdapterToWhatIsClosed(t *testing.T) {
	asked := map[string]int{}
	for _, name := range slices.Sorted(maps.Keys(fixtures)) {
		platform := filepath.Dir(name)
		address := firstOf(fixtures[name].url, usual[platform])
		adapter, _ := ByName(platform)
		page, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		src := config.Source{URL: address, Options: fixtures[name].options}
		requests, err := adapter.Start(src)
		if err != nil {
			continue // an address the adapter refuses leads nowhere
		}
		if l, err := adapter.List(src, &fetch.Page{Requested: address, URL: address, Status: 200, Body: page}); err == nil {
			requests = append(requests, l.Next...)
			for _, row := range l.Rows {
				if r, opens := adapter.Detail(src, row); opens {
					requests = append(requests, r)
				}
			}
		}
		for _, r := range requests {
			asked[platform]++
			for _, of := range []string{"", platform} {
				if closed := closedToUs[of]; closed != nil && closed.MatchString(r.URL) {
					t.Errorf("%s leads to %s", name, r.URL)
				}
			}
			if r.Method != "" && (r.Method != "POST" || !r.Safe || posts[platform] == nil || !posts[platform].MatchString(r.URL)) {
				t.Errorf("%s sends a form to %s", name, r.URL)
			}
		}
	}
	for _, a := range Adapters() {
		if name := a.About().Name; asked[name] == 0 {
			t.Errorf("%s asked for nothing: the test says nothing of it", name)
		}
	}
}

func TestClosedSurfacesAreRefusedInTheConfig(t *testing.T) {
	for platform, address := range map[string]string{
		"successfactors": "https://jobs.anytown.example/services/rss/job/?locale=en_GB",
		"talentlink":     "https://emea5-foc.recruitmentplatform.example/fo/rest/jobs?firstResult=0",
	} {
		adapter, _ := ByName(platform)
		requests, err := adapter.Start(config.Source{URL: address})
		var failed *Error
		if !errors.As(err, &failed) || failed.Fault != lifecycle.FaultConfig || !strings.Contains(err.Error(), "robots.txt") {
			t.Errorf("%s: %v, error %v", platform, requests, err)
		}
	}
}
