package probe

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/crawler/platform"
)

// web is a Fetcher of pages by address that notes what was asked for.
type web struct {
	pages map[string]string
	asked []string
}

func (w *web) Fetch(_ context.Context, r fetch.Request) (*fetch.Page, error) {
	w.asked = append(w.asked, r.URL)
	body, ok := w.pages[r.URL]
	if !ok {
		return nil, &fetch.Error{Fault: "not_found", URL: r.URL, Status: 404}
	}
	return &fetch.Page{Requested: r.URL, URL: r.URL, Status: 200, MediaType: "text/html", Body: []byte(body)}, nil
}

const (
	careers = "https://www.anytown.gov.uk/careers"
	board   = "https://jobs.anytown.gov.uk/jobs"
)

// advertPage is an advert with a JobPosting of an employer.
func advertPage(employer, title string) string {
	return `<html><head><script type="application/ld+json">{"@type":"JobPosting","title":"` + title + `","description":"<p>Work with families.</p>","hiringOrganization":{"@type":"Organization","name":"` + employer + `"}}</script></head>
	<body><header><a href="/jobs">All vacancies</a></header><h1>` + title + `</h1><a href="/apply/4101">Apply now</a></body></html>`
}

func anytown(employer string) *web {
	return &web{pages: map[string]string{
		careers:                        `<html><body><a href="/benefits">Benefits</a><a href="` + board + `">Search our current vacancies</a><a href="/login">Sign in</a></body></html>`,
		board:                          `<html><body><h1>2 vacancies</h1><a href="/jobs/social-worker-4101">Social Worker</a><a href="/jobs/team-manager-4102">Team Manager</a></body></html>`,
		board + "/social-worker-4101":  advertPage(employer, "Social Worker"),
		board + "/team-manager-4102":   advertPage(employer, "Team Manager"),
		"https://jobs.anytown.gov.uk/": `<html><body><a href="/jobs">Jobs</a></body></html>`,
		"https://www.anytown.gov.uk/":  `<html><body><a href="/careers">Careers</a></body></html>`,
	}}
}

func options(start string) Options {
	return Options{Source: config.Source{ID: "anytown", Boroughs: []string{"anytown"}, Kind: "council", URL: start}, Employers: []string{"Anytown Council"}}
}

func TestEveryStartLeadsToTheList(t *testing.T) {
	for name, start := range map[string]string{
		"a careers page": careers, "the list": board, "a single advert": board + "/social-worker-4101",
		"an apply link": "https://jobs.anytown.gov.uk/apply/4101",
	} {
		t.Run(name, func(t *testing.T) {
			w := anytown("Anytown Council")
			found, err := Resolve(t.Context(), w, options(start))
			if err != nil {
				t.Fatal(err)
			}
			if found.Source.Platform != "jobposting" || found.Source.URL != board || found.Count != 2 || !found.OwnDomain {
				t.Errorf("found %s at %s with %d adverts, own domain %v", found.Source.Platform, found.Source.URL, found.Count, found.OwnDomain)
			}
			for _, asked := range w.asked {
				if u, _ := url.Parse(asked); mustNotOpen(u) {
					t.Errorf("%s was opened", asked)
				}
			}
		})
	}
}

func TestAnotherEmployersListIsNotTaken(t *testing.T) {
	for _, employer := range []string{"City of Anytown, Ohio", "Anytown Council of Ohio County", "Anytown Council Trading Ltd", "North Anytown Council"} {
		_, err := Resolve(t.Context(), anytown(employer), options(careers))
		if err == nil || !strings.Contains(err.Error(), "another employer: "+employer) {
			t.Errorf("%s: error = %v, want one that names the other employer", employer, err)
		}
	}
}

func TestASharedBoardWaitsForTheConfig(t *testing.T) {
	w := anytown("Anytown Council")
	w.pages[board+"/team-manager-4102"] = advertPage("Otherton Council", "Team Manager")
	answer, err := Probe(t.Context(), w, options(careers))
	if err != nil {
		t.Fatal(err)
	}
	best, ok := answer.Best()
	if !ok || !strings.Contains(best.Shared, "shared by several employers (Anytown Council; Otherton Council)") {
		t.Errorf("found %v, shared: %q", ok, best.Shared)
	}
	var out strings.Builder
	if err := answer.Print(&out); err != nil || !strings.Contains(out.String(), "employer: Anytown Council}") {
		t.Errorf("error %v; the row to paste does not say whose adverts are ours:\n%s", err, out.String())
	}
}

func TestConsumersAreRefused(t *testing.T) {
	refused := func(host string) bool { return strings.HasSuffix(host, "anytown.gov.uk") }
	o := options(careers)
	o.Refused = refused
	w := anytown("Anytown Council")
	if _, err := Probe(t.Context(), w, o); err == nil || len(w.asked) > 0 {
		t.Errorf("error %v, asked for %q", err, w.asked)
	}
	o = options("https://www.elsewhere.example/")
	o.Refused = refused
	w.pages["https://www.elsewhere.example/"] = `<a href="https://www.anytown.gov.uk/hcmUI/CandidateExperience/en/sites/CX_1/jobs">View all jobs</a>`
	answer, err := Probe(t.Context(), w, o)
	if err != nil || len(answer.Candidates) > 0 || len(answer.Unread) == 0 {
		t.Errorf("candidates %+v, unread %q, error %v", answer.Candidates, answer.Unread, err)
	}
}

func TestTheWalkIsBounded(t *testing.T) {
	w := &web{pages: map[string]string{}}
	for i := range 100 {
		var links strings.Builder
		for j := range 30 {
			fmt.Fprintf(&links, `<a href="/careers/%d">Find jobs</a><a href="https://other%d.example/jobs">All jobs</a>`, (i*7+j)%100, j)
		}
		w.pages[fmt.Sprintf("https://www.anytown.gov.uk/careers/%d", i)] = links.String()
	}
	answer, err := Probe(t.Context(), w, options("https://www.anytown.gov.uk/careers/0"))
	if err != nil {
		t.Fatal(err)
	}
	if len(w.asked) > 60 || len(answer.Read) > 12 {
		t.Errorf("%d requests, %d pages read", len(w.asked), len(answer.Read))
	}
	for _, asked := range w.asked {
		if strings.Contains(asked, "other") {
			t.Errorf("the walk left the organisation: %s", asked)
		}
	}
}

func TestOnlyTheAuthoritysOwnDomainIsItsOwn(t *testing.T) {
	cases := []struct {
		name, home, list string
		boroughs         []string
		own              bool
	}{
		{"the same host", careers, "https://www.anytown.gov.uk/jobs", []string{"anytown"}, true},
		{"another host of the same domain", careers, board, []string{"anytown"}, true},
		{"another council under gov.uk", careers, "https://www.otherton.gov.uk/jobs", []string{"anytown"}, false},
		{"a vendor's host", careers, "https://anytown.tal.net/candidate/jobboard/vacancy/1/adv/", []string{"anytown"}, false},
		{"a start on the vendor's host", "https://anytown.tal.net/x", "https://anytown.tal.net/candidate/jobboard/vacancy/1/adv/", []string{"anytown"}, false},
		{"a board of many employers", "https://www.lgjobs.com/anytown", "https://www.lgjobs.com/jobs", []string{"anytown"}, false},
		{"a start for no authority", careers, board, nil, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			home, _ := url.Parse(c.home)
			list, _ := url.Parse(c.list)
			w := walk{Options: Options{Source: config.Source{Boroughs: c.boroughs}}, home: home}
			if got := w.own(list); got != c.own {
				t.Errorf("own = %v, want %v", got, c.own)
			}
		})
	}
}

func TestFormsAndLogInsAreNeverOpened(t *testing.T) {
	for address, never := range map[string]bool{
		"/apply": true, "/apply/7": true, "/jobs/7/apply": true, "/apply.aspx?id=7": true, "/vacancy-apply.aspx?VacancyID=1": true, "/login": true, "/account/new": true, "/GenText.aspx?page=apply&id=1": true,
		"/members/?j=1": true, "/en/sites/CX_1/job/9/apply/email": true, "/applications": true, "/career?career_ns=job_application&id=1": true,
		"/jobs": false, "/how-to-apply-for-a-job": false, "/vacancies/applied-practice-lead": false, "/jobs/social-worker-4101": false, "/candidate/jobboard/vacancy/1/adv/": false,
	} {
		u, _ := url.Parse("https://www.anytown.gov.uk" + address)
		if got := mustNotOpen(u); got != never {
			t.Errorf("mustNotOpen(%s) = %v, want %v", address, got, never)
		}
	}
}

func TestRulesNameOnlyOptionsThatTheirAdaptersHave(t *testing.T) {
	for _, r := range rules {
		adapter, ok := platform.ByName(r.platform)
		if !ok {
			t.Errorf("a rule speaks of %s, which has no adapter", r.platform)
			continue
		}
		for name := range r.options {
			if !slices.ContainsFunc(adapter.About().Options, func(o platform.Option) bool { return o.Name == name }) {
				t.Errorf("%s has no option %s", r.platform, name)
			}
		}
	}
}

func TestPagesOfEachSystemAreRecognised(t *testing.T) {
	cases := []struct{ name, page, platform, list, option, value string }{
		{"Oracle by a link", `<a href="https://abcd.fa.ocs.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1001/job/77">x</a>`, "oracle", "https://abcd.fa.ocs.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1001/jobs", "site", "CX_1001"},
		{"Tribepad by an apply link", `<a href="https://jobs.anytown.gov.uk/members/?j=880">Apply</a>`, "tribepad", "https://jobs.anytown.gov.uk/v2/job/search", "", ""},
		{"TalentLink by its script", `<script src="https://emea3.recruitmentplatform.com/syndicated/lay/laydisplayrapido.cfm?ID=ABCFK026203F3VBQB7968ANY0&amp;mask=anyext&amp;browserchk=no"></script>`, "talentlink",
			"https://emea3.recruitmentplatform.com/syndicated/lay/jsoutputinitrapido.cfm?component=lay9999_lst400a&ID=ABCFK026203F3VBQB7968ANY0&mask=anyext&pagenum=1&Resultsperpage=10&lg=UK", "tenant", "ABCFK026203F3VBQB7968ANY0"},
		{"Eploy by an advert", `<a href="/vacancies/2901/social-worker.html">x</a>`, "eploy", "https://www.anytown.gov.uk/feeds/datafeed.ashx?Format=xml", "", ""},
		{"an Oleeo board", `<a href="https://anytown.tal.net/vx/lang-en-GB/candidate/jobboard/vacancy/3/adv/">x</a>`, "oleeo-board", "https://anytown.tal.net/candidate/jobboard/vacancy/3/adv/", "", ""},
		{"Jobtrain", `<a href="https://www.jobtrain.co.uk/anytown/Home/Job">x</a>`, "jobtrain", "https://www.jobtrain.co.uk/anytown/Home/Job", "", ""},
		{"SuccessFactors by an apply link", `<a href="https://career5.successfactors.eu/career?company=AnyCouncil&amp;career_ns=job_listing">x</a>`, "successfactors", "https://career5.successfactors.eu/career?company=AnyCouncil&career_ns=job_listing_summary&resultType=XML", "company", "AnyCouncil"},
		{"iTrent", `<a href="https://ce1.webitrent.com/ce1_webrecruitment/wrd/run/ETREC107GF.open?VACANCY_ID=1&amp;WVID=12AB">x</a>`, "itrent", "https://ce1.webitrent.com/ce1_webrecruitment/wrd/run/ETREC179GF.open?WVID=12AB", "", ""},
		{"Workday", `<a href="https://anytown.wd3.myworkdayjobs.com/en-GB/Council/job/x/y_R1">x</a>`, "workday", "https://anytown.wd3.myworkdayjobs.com/Council", "", ""},
		{"Workday by its resource", `<div data-cxs="https://jobs.anytown.gov.uk/wday/cxs/atown/Council"></div>`, "workday", "https://jobs.anytown.gov.uk/Council", "tenant", "atown"},
		{"Hireserve", `<input type="hidden" name="p_web_site_id" value="4250">`, "hireserve", "", "site", "4250"},
		{"an Engage feed", `<a href="https://anytown.engageats.co.uk/CustomVacanciesFeed.ashx">x</a>`, "feed", "https://anytown.engageats.co.uk/CustomVacanciesFeed.ashx", "", ""},
		{"a feed the page offers", `<link rel="alternate" type="application/rss+xml" title="Latest vacancies" href="/rss/latest">`, "feed", "https://www.anytown.gov.uk/rss/latest", "", ""},
		{"a WordPress board", `<a href="/job-search/">x</a>`, "wordpress", "https://www.anytown.gov.uk/job-search/", "", ""},
		{"LocalGov Drupal", `<article class="node--type-localgov-job-vacancy"></article>`, "localgov-drupal", careers, "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			home, _ := url.Parse(careers)
			w := walk{Options: options(careers).withDefaults(), home: home, found: map[string]*Candidate{}, seen: map[string]bool{}}
			w.read(&fetch.Page{URL: careers, MediaType: "text/html", Body: []byte("<html><body>" + c.page + "</body></html>")})
			for _, found := range w.found {
				if found.Source.Platform == c.platform && (c.list == "" || found.Source.URL == c.list) {
					if c.option != "" && found.Source.Options[c.option] != c.value {
						t.Errorf("option %s = %q, want %q", c.option, found.Source.Options[c.option], c.value)
					}
					return
				}
			}
			t.Errorf("not recognised: %q", w.order)
		})
	}
}

func FuzzSurvey(f *testing.F) {
	f.Add([]byte(`<base href="http://["><a href="https://x.example/jobs/social-worker-1">x</a><div data-host="a b">`))
	f.Add([]byte(`<link rel=alternate type=rss href=x title=jobs><script>"https:\/\/x.example\/hcmUI"</script>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		home, _ := url.Parse(careers)
		w := walk{Options: options(careers).withDefaults(), home: home, found: map[string]*Candidate{}, seen: map[string]bool{}}
		w.read(&fetch.Page{URL: careers, MediaType: "text/html", Body: body})
		if len(w.found) > maxCandidates {
			t.Errorf("%d candidates", len(w.found))
		}
		for _, c := range w.found {
			if u, err := url.Parse(c.Source.URL); err != nil || u.Hostname() == "" {
				t.Errorf("a candidate without an address: %q", c.Source.URL)
			}
		}
	})
}
