package platform

import (
	"errors"
	"strings"
	"testing"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize/lifecycle"
)

func TestStartAsksForTheListASourceNames(t *testing.T) {
	const finder = "?onlyData=true&expand=requisitionList&finder=findReqs;siteNumber="
	const rest = ",limit=200,offset=0,sortBy=POSTING_DATES_DESC"
	tenant := map[string]string{"tenant": "ABCFK026203F3VBQB7968ANY0", "mask": "anyext", "host": "emea3.recruitmentplatform.example"}
	cases := []struct {
		name, platform, url string
		options             map[string]string
		want                string // empty: a config fault
	}{
		{"Oracle by the site in the address", "oracle", "https://a.example/hcmUI/CandidateExperience/en/sites/CX_1/jobs", nil,
			"https://a.example/hcmRestApi/resources/latest/recruitingCEJobRequisitions" + finder + "CX_1" + rest},
		{"Oracle by a vanity name in the address", "oracle", "https://a.example/hcmUI/CandidateExperience/en/sites/LBWF/", nil,
			"https://a.example/hcmRestApi/resources/latest/recruitingCEJobRequisitions" + finder + "LBWF" + rest},
		{"Oracle by the option, which beats the address", "oracle", "https://a.example/hcmUI/CandidateExperience/en-GB/sites/LBWF/requisitions?keyword=x", map[string]string{"site": "CX_1"},
			"https://a.example/hcmRestApi/resources/latest/recruitingCEJobRequisitions" + finder + "CX_1" + rest},
		{"Oracle by a REST address", "oracle", "https://a.example/hcmRestApi/resources/latest/recruitingCEJobRequisitions?finder=findReqs;siteNumber=CX_7,limit=25", nil,
			"https://a.example/hcmRestApi/resources/latest/recruitingCEJobRequisitions" + finder + "CX_7" + rest},
		{"Oracle on a council's own domain reads the shell first", "oracle", "https://jobs.anytown.example/", nil, "https://jobs.anytown.example/"},
		{"Oracle without a site", "oracle", "https://a.example/hcmRestApi/resources/latest/recruitingCEJobRequisitions", nil, ""},
		{"Tribepad by a front page", "tribepad", "https://jobs.anytown.example/", nil, "https://jobs.anytown.example/v2/job/search?page=1&records_per_page=10"},
		{"Tribepad by the members' root", "tribepad", "https://jobs.anytown.example/members/", nil, "https://jobs.anytown.example/v2/job/search?page=1&records_per_page=10"},
		{"Tribepad by a filtered search", "tribepad", "https://jobs.anytown.example/v2/job/search?category=5", nil, "https://jobs.anytown.example/v2/job/search?category=5&page=1&records_per_page=10"},
		{"Tribepad in the classic skin", "tribepad", "https://jobs.anytown.example/jobs/search", nil, "https://jobs.anytown.example/jobs/search"},
		{"TalentLink by its options", "talentlink", "https://www.anytown.example/jobs", tenant,
			"https://emea3.recruitmentplatform.example/syndicated/lay/jsoutputinitrapido.cfm?component=lay9999_lst400a&ID=ABCFK026203F3VBQB7968ANY0&mask=anyext&pagenum=1&Resultsperpage=10&lg=UK"},
		{"TalentLink by the widget's address", "talentlink", "https://emea3.recruitmentplatform.example/syndicated/lay/jsoutputinitrapido.cfm?ID=ABCFK026203F3VBQB7968ANY0&mask=anyext&component=lay9999_lst400a", nil,
			"https://emea3.recruitmentplatform.example/syndicated/lay/jsoutputinitrapido.cfm?ID=ABCFK026203F3VBQB7968ANY0&mask=anyext&component=lay9999_lst400a"},
		{"TalentLink by the embedding script's address", "talentlink", "https://emea3.recruitmentplatform.example/syndicated/lay/laydisplayrapido.cfm?ID=ABCFK026203F3VBQB7968ANY0&mask=anyext&browserchk=no", nil,
			"https://emea3.recruitmentplatform.example/syndicated/lay/jsoutputinitrapido.cfm?component=lay9999_lst400a&ID=ABCFK026203F3VBQB7968ANY0&mask=anyext&pagenum=1&Resultsperpage=10&lg=UK"},
		{"TalentLink by the council's page that embeds the widget", "talentlink", "https://www.anytown.example/jobs", nil, "https://www.anytown.example/jobs"},
		{"TalentLink by a widget's address without a tenant", "talentlink", "https://emea3.recruitmentplatform.example/syndicated/lay/jsoutputinitrapido.cfm?mask=anyext", nil, ""},
		{"Eploy by a front page", "eploy", "https://jobs.anytown.example/", nil, "https://jobs.anytown.example/feeds/datafeed.ashx?Format=xml"},
		{"Eploy by the feed without its format", "eploy", "https://jobs.anytown.example/feeds/datafeed.ashx?format=rss", nil, "https://jobs.anytown.example/feeds/datafeed.ashx?Format=xml"},
		{"Eploy by the list page", "eploy", "https://jobs.anytown.example/vacancies/vacancy-search-results.aspx?view=list", nil, "https://jobs.anytown.example/vacancies/vacancy-search-results.aspx?view=list"},
		{"Oleeo by a board with a session token", "oleeo-feed", "https://a.tal.example/vx/lang-en-GB/mobile-0/appcentre-1/brand-2/xf-1a2b3c/candidate/jobboard/vacancy/3/adv/", nil,
			"https://a.tal.example/vx/lang-en-GB/mobile-0/appcentre-1/brand-2/candidate/jobboard/vacancy/3/feed"},
		{"Oleeo by the structured feed", "oleeo-feed", "https://a.tal.example/candidate/jobboard/vacancy/3/feed/structured", nil, "https://a.tal.example/candidate/jobboard/vacancy/3/feed/structured"},
		{"Oleeo by a front page", "oleeo-feed", "https://a.tal.example/candidate", nil, ""},
		{"JobPosting by any page", "jobposting", "https://www.anytown.example/jobs", nil, "https://www.anytown.example/jobs"},
		{"JobPosting without an address", "jobposting", "", nil, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a, _ := ByName(c.platform)
			got, err := a.Start(config.Source{URL: c.url, Options: c.options})
			var failed *Error
			switch {
			case c.want == "" && (!errors.As(err, &failed) || failed.Fault != lifecycle.FaultConfig):
				t.Errorf("error = %v, want a config fault", err)
			case c.want != "" && err != nil:
				t.Error(err)
			case c.want != "" && (len(got) != 1 || got[0].URL != c.want):
				t.Errorf("asks for %+v\nwant %s", got, c.want)
			}
		})
	}
}

func TestAnOracleShellIsReadForItsHost(t *testing.T) {
	for _, c := range []struct{ name, host, want string }{
		{"an address", "https://abcd.example", "https://abcd.example/hcmRestApi/"},
		{"with the usual port", "https://abcd.example:443", "https://abcd.example/hcmRestApi/"},
		{"without a scheme, which is the page's", "//abcd.example", "https://abcd.example/hcmRestApi/"},
		{"a path", "/hcmUI", ""},
		{"no web address", "ftp://abcd.example", ""},
		{"nothing", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &fetch.Page{URL: "https://jobs.anytown.example/", Body: []byte(`<html><body data-apibaseurl="` + c.host + `" data-sitenumber="CX_1"></body></html>`)}
			l, err := oracle{}.List(config.Source{URL: p.URL}, p)
			if c.want == "" {
				if err == nil || len(l.Next) > 0 {
					t.Errorf("%v, %v; want a fault", l.Next, err)
				}
				return
			}
			if err != nil || len(l.Next) != 1 || !strings.HasPrefix(l.Next[0].URL, c.want) {
				t.Errorf("%v, %v; want an address that begins with %s", l.Next, err, c.want)
			}
		})
	}
}
