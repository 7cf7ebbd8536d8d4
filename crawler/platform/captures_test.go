package platform

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// capturesDir is the folder of real pages, which are not part of the project.
func capturesDir(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("CAPTURES")
	if dir == "" {
		t.Skip("CAPTURES is not set: the real pages are not read")
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		t.Fatalf("CAPTURES names no folder: %v", err)
	}
	return dir
}

func capture(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(capturesDir(t), filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// The true addresses of the captured pages.
const (
	birmingham   = "https://edzz.fa.em3.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_6001/jobs"
	oracleLists  = "/hcmRestApi/resources/latest/recruitingCEJobRequisitions"
	oracleAdvert = "/hcmRestApi/resources/latest/recruitingCEJobRequisitionDetails"
	eastSussex   = "https://emea3.recruitmentplatform.com/syndicated/lay/jsoutputinitrapido.cfm?component=lay9999_lst400a&ID=PFOFK026203F3VBQB7968LOH0&mask=esccext&pagenum=1&Resultsperpage=10&lg=UK"
	justice      = "https://justicejobs.tal.net/vx/mobile-0/appcentre-1/brand-2/candidate/jobboard/vacancy/3/feed"
)

// expected is what is known, by hand, of one advert of a capture.
type expected struct {
	key, title, posted, closing, salary, location, reference, contract, department, employer, hours string
	url                                                                                             string
	description                                                                                     []string
}

func (e expected) check(t *testing.T, got normalize.Advert) {
	t.Helper()
	if got.Key != e.key {
		t.Errorf("key = %q, want %q", got.Key, e.key)
	}
	for _, f := range []struct{ what, got, want string }{
		{"title", got.Title, e.title}, {"posted", got.Posted, e.posted}, {"closing", got.Closing, e.closing},
		{"salary", got.Salary, e.salary}, {"location", got.Location, e.location}, {"reference", got.Reference, e.reference},
		{"contract", got.Contract, e.contract}, {"hours", got.Hours, e.hours},
	} {
		if f.got != f.want {
			t.Errorf("%s: %s = %q, want %q", e.key, f.what, f.got, f.want)
		}
	}
	if e.department != "" {
		hasWords(t, e.key+": department", got.Department, e.department)
	}
	if e.employer != "" {
		hasWords(t, e.key+": employer", got.Employer, e.employer)
	}
	if e.url != "" && got.URL != e.url {
		t.Errorf("%s: url = %q, want %q", e.key, got.URL, e.url)
	}
	for _, words := range e.description {
		if !strings.Contains(prose(got.Description), words) {
			t.Errorf("%s: the description lacks %q", e.key, words)
		}
	}
}

func TestCapturedBoardsAreCrawledOverHTTP(t *testing.T) {
	rows := string(capture(t, "talentlink/escc-results-rows-fragment-2016.html"))
	cases := []struct {
		name     string
		platform string
		source   config.Source
		pages    map[string]string // address without scheme -> capture
		made     map[string][]byte // address without scheme -> page put together of captures
		total    string
		adverts  int
		partial  bool
		closed   []string
		want     []expected
	}{
		{
			name: "an Oracle board with one advert's details", platform: "oracle", source: config.Source{URL: birmingham},
			pages: map[string]string{
				"edzz.fa.em3.oraclecloud.com" + oracleAdvert + "?expand=all&onlyData=true&finder=ById;Id=%229771%22,siteNumber=CX_6001": "oracle/birmingham-requisition-detail-9771-2026-08-25.json",
			},
			made: map[string][]byte{
				"edzz.fa.em3.oraclecloud.com" + oracleLists + "?onlyData=true&expand=requisitionList&finder=findReqs;siteNumber=CX_6001,limit=200,offset=0,sortBy=POSTING_DATES_DESC": capture(t, "oracle/birmingham-requisitions-page1-2026-08-25.json"),
				// The second page is not held; an answer without rows stands in for it.
				"edzz.fa.em3.oraclecloud.com" + oracleLists + "?onlyData=true&expand=requisitionList&finder=findReqs;siteNumber=CX_6001,limit=200,offset=2,sortBy=POSTING_DATES_DESC": []byte(`{"items":[{"TotalJobsCount":4,"Offset":2}]}`),
			},
			total: "4", adverts: 2, partial: true,
			want: []expected{
				{key: "oracle:9771", title: "Assistant or Associate Professor in Structural Engineering (Research and Education) - School of Engineering - 107706 - Grade 8 or 9",
					posted: "2026-08-24", closing: "2026-10-12T23:59:00+01:00", location: "University of Birmingham, Edgbaston, Birmingham, B15 2TT",
					contract: "Permanent, Full time", department: "Academic Non-clinical",
					url:         "https://edzz.fa.em3.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_6001/job/9771",
					description: []string{"Position Details", "£47,389 to £56,535"}},
				{key: "oracle:9852", title: "Nursery Support Operative - Nurseries - 107880 - Grade 2", posted: "2026-08-24", closing: "2026-09-08", location: "United Kingdom"},
			},
		},
		{
			name: "an Oracle board that holds nothing", platform: "oracle",
			source: config.Source{URL: "https://example.fa.ocs.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1"},
			pages:  map[string]string{"example.fa.ocs.oraclecloud.com" + oracleLists: "oracle/empty-result-no-requisitionlist.json"},
			total:  "0",
		},
		{
			name: "the last page of a classic Tribepad board", platform: "tribepad", source: config.Source{URL: "https://vacancies.bpp.com/jobs/search/-1/2"},
			pages: map[string]string{"vacancies.bpp.com/jobs/search/-1/2": "tribepad/bpp-results-page2-fragment-2026-09-04.html"},
			total: "no total", adverts: 6,
			want: []expected{
				{key: "tribepad:739", title: "Accountancy and Tax Tutor", posted: "31 July, 2025", closing: "No expiry date", contract: "Permanent",
					salary: "£55k + paid overtime in London, £44k + paid overtime in all other centres", location: "London, United Kingdom", url: "https://vacancies.bpp.com/jobs/job/Accountancy-and-Tax-Tutor/739"},
				{key: "tribepad:531", title: "ISACA Instructor", posted: "23 October, 2025", closing: "31 October, 2026", contract: "Permanent", salary: "Competitive", location: "Wyboston, United Kingdom"},
				{key: "tribepad:386", title: "Freelance Accountancy & Tax Tutor", posted: "26 February, 2025", closing: "No expiry date", contract: "Freelancer", salary: "Competitive", location: "Hybrid, United Kingdom"},
			},
		},
		{
			name: "a TalentLink board of nineteen pages, of which one is held", platform: "talentlink", source: config.Source{URL: eastSussex},
			made: map[string][]byte{
				strings.TrimPrefix(eastSussex, "https://"): []byte(strings.Replace(string(capture(t, "talentlink/escc-results-shell-2016.html")), "{0}", rows, 1)),
				"emea3.recruitmentplatform.com/syndicated/lay/jsoutputinitrapido.cfm?component=lay9999_lst400a&page=jsoutputinitrapido.cfm&ID=PFOFK026203F3VBQB7968LOH0&Resultsperpage=10&lg=UK&mask=esccext&pagenum=2&option=52&sort=DESC": capture(t, "talentlink/escc-results-none-2016.html"),
			},
			total: "0", adverts: 10, // the stand-in for page 2 says none; a real run would keep 190
			want: []expected{
				{key: "talentlink:33720", title: "Civil Enforcement Officer (NSL Ltd)", closing: "30/11/2016", salary: "£15,000 to £19,999", location: "Countywide", employer: "Partnership"},
				{key: "talentlink:33736", title: "Level 3 Nursery Practitioner/Lunchtime supervisor AND INA (Micklefield Nursery School)", closing: "30/01/2017", salary: "£0 to £9,999", location: "Countywide"},
				{key: "talentlink:33659", title: "Food Technology Teacher (Maternity) (Ark Schools - Helenswood Academy)", closing: "28/11/2016", salary: "Teachers' Pay Scale", location: "Hastings"},
			},
		},
		{
			name: "a TalentLink board that holds nothing", platform: "talentlink", source: config.Source{URL: eastSussex},
			pages: map[string]string{"emea3.recruitmentplatform.com/syndicated/lay/jsoutputinitrapido.cfm": "talentlink/escc-results-none-2016.html"},
			total: "0",
		},
		{
			name: "the first page of an Eploy board whose pager is script", platform: "eploy", source: config.Source{URL: "https://cardiffuniweb.eploy.net/vacancies/vacancy-search-results.aspx"},
			pages: map[string]string{"cardiffuniweb.eploy.net/vacancies/vacancy-search-results.aspx": "eploy/cardiff-results-page1-2026-08-25.html"},
			total: "no total", adverts: 3, partial: true,
			want: []expected{
				{key: "eploy:581", title: "Lecturer - Occupational Therapy (Teaching and Scholarship)", posted: "24 Aug 2026", closing: "14 Sep 2026",
					salary: "£41,064 - £46,049 per annum (Grade 6) or £51,753 - £56,535 per annum (Grade 7)", hours: "Full Time", contract: "Open-Ended",
					department: "Teaching & Scholarship", url: "https://cardiffuniweb.eploy.net/vacancies/581/lecturer--occupational-therapy-teaching-and-scholarship.html"},
				{key: "eploy:639", title: "Systems Support/ Developer Analyst (Microsoft 365)", salary: "£41,064 - £46,049 per annum (Grade 6)", hours: "Full Time", contract: "Open-Ended"},
				{key: "eploy:471", title: "Senior Systems Support/ Developer Analyst (Corporate Systems)", salary: "£51,735 - £56,535 per annum (Grade 7)", hours: "Full Time", contract: "Open-Ended"},
			},
		},
		{
			name: "an Oleeo board's whole feed", platform: "oleeo-feed", source: config.Source{URL: justice},
			pages: map[string]string{strings.TrimPrefix(justice, "https://"): "oleeo-talnet/justicejobs-atom-feed-2017-10-11.xml"},
			total: "193", adverts: 193,
			want: []expected{
				{key: "oleeo:13801", title: "13801 - Band 2 Operational Support Grade", posted: "2017-10-11", closing: "25 Oct 2017 23:55 BST", salary: "£15,009 - £16,075", location: "Woodbridge", reference: "13801", department: "Operational Delivery",
					url: "https://justicejobs.tal.net/vx/mobile-0/appcentre-1/brand-13/candidate/so/pm/1/pl/3/opp/13801-13801-Band-2-Operational-Support-Grade/en-GB"},
				{key: "oleeo:13672", title: "13672 - Band 2 Case Administrator", posted: "2017-10-11", closing: "3 Nov 2017 23:55 GMT", salary: "£17,417 - £21,605", location: "Leamington Spa", reference: "13672", department: "Administration / Corporate Support"},
			},
		},
		{
			name: "a small Oleeo feed in which one opportunity stands twice", platform: "oleeo-feed", source: config.Source{URL: justice},
			pages: map[string]string{strings.TrimPrefix(justice, "https://"): "oleeo-talnet/justicejobs-atom-feed-small-2018-03.xml"},
			total: "3", adverts: 3,
			want: []expected{
				{key: "oleeo:13638", title: "201710: Prison Officer - HMYOI Cookham Wood", posted: "2017-10-01", closing: "31 Oct 2017 23:55 GMT", salary: "£28,950", location: "Rochester", reference: "13638"},
				{key: "oleeo:15977", title: "201802: Prison Officer - HMYOI Tyburn & HMP Arkham", posted: "2018-02-07", closing: "23 Mar 2018 23:55 GMT", salary: "£22,396", location: "Wolverhampton", reference: "15977"},
			},
		},
		{
			name: "a sitemap of adverts with JSON-LD, one of which is held", platform: "jobposting", source: config.Source{URL: "https://jobs.amdocs.com/sitemap.xml"},
			pages: map[string]string{
				"jobs.amdocs.com/sitemap.xml": "sitemaps/eightfold_amdocs_sitemap.xml",
				"jobs.amdocs.com/careers/job/563431013427445-software-support-specialist-finland-helsinki-amdocs-site-": "jsonld/eightfold-amdocs-job-page-2026-07-30.html",
			},
			total: "no total", adverts: 7,
			want: []expected{
				{key: "jobposting:563431013427445", title: "Software Support Specialist", posted: "2026-07-27", closing: "2027-01-23T13:21:22+00:00", location: "HKI, Uusimaa,FI", contract: "Full time", employer: "Amdocs",
					url:         "https://jobs.amdocs.com/careers/job/563431013427445-software-support-specialist-finland-helsinki-amdocs-site-?domain=amdocs.com",
					description: []string{"Who are we?", "3+ years of experience"}},
				{key: "jobposting:563431014473239", title: "payroll specialist emea manila philippines"},
			},
		},
		{
			name: "a list page that holds nine postings without addresses", platform: "jobposting", source: config.Source{URL: "https://www.avalanchefusion.com/careers/open-positions"},
			pages: map[string]string{"www.avalanchefusion.com/careers/open-positions": "jsonld/avalanchefusion-open-positions.html"},
			total: "no total", adverts: 9,
			want: []expected{
				{key: "path:/careers/open-position/radiation-safety-officer-fusionwerx", title: "Radiation Safety Officer (FusionWERX)", location: "Seattle, WA", employer: "Avalanche Energy",
					url: "https://www.avalanchefusion.com/careers/open-position/radiation-safety-officer-fusionwerx"},
				{key: "path:/careers/open-position/integration-test-systems-engineer", title: "Integration & Test Systems Engineer", location: "Seattle, WA"},
				{key: "path:/careers/open-position/mechanical-engineer", title: "Mechanical Engineer", location: "Seattle, WA"},
			},
		},
		{
			name: "a SuccessFactors list whose links all stand twice", platform: "jobposting", source: config.Source{URL: "https://careers.coventry.ac.uk/search/"},
			pages: map[string]string{"careers.coventry.ac.uk/search/": "successfactors/coventry-university-search-table-2026-08-24.html"},
			total: "no total", adverts: 13,
			want: []expected{{key: "jobposting:1370118657", title: "Lecturer (Teaching) in Low Intensity Psychological Interventions"}},
		},
		{
			name: "an Avature list whose ids look like years", platform: "jobposting", source: config.Source{URL: "https://lol.avature.net/Careers/SearchJobs/"},
			pages: map[string]string{"lol.avature.net/Careers/SearchJobs/": "avature/avature_landolakes_search_offset0.html"},
			total: "no total", adverts: 10,
			want: []expected{{key: "jobposting:1785", title: "Market Access Officer"}, {key: "jobposting:1941", title: "Consultancy Opportunity: Develop a tool to utilize vTPA program data to profile and prioritize actions according based on food safety risk within the aquaculture/fisheries value chain in Uganda. (Activity 1.2.6)"}},
		},
		{
			name: "an advert page given as the list", platform: "jobposting", source: config.Source{URL: "https://careers-sig.icims.com/jobs/11169/trading-system-engineering-internship%3a-summer-2027/job"},
			pages: map[string]string{"careers-sig.icims.com/jobs/11169/trading-system-engineering-internship:-summer-2027/job": "jsonld/icims-sig-jobposting.html"},
			total: "no total", adverts: 1,
			want: []expected{{key: "jobposting:11169", title: "Trading System Engineering Internship: Summer 2027", posted: "2026-07-06", closing: "2027-07-06", location: "Hong Kong", employer: "Susquehanna", department: "Interns"}},
		},
		{
			name: "an advert page with a salary range", platform: "jobposting", source: config.Source{URL: "https://www.workatastartup.com/jobs/81234"},
			pages: map[string]string{"www.workatastartup.com/jobs/81234": "jsonld/workatastartup-diode-detail.html"},
			total: "no total", adverts: 1,
			want: []expected{{key: "jobposting:81234", title: "Staff Electrical Engineer", posted: "2025-11-05", salary: "USD 140,000 - USD 200,000 per year", location: "New York", contract: "Full time",
				employer: "Diode Computers, Inc.", description: []string{"Come build circuit boards"}}},
		},
		{
			name: "the schema.org example in microdata, RDFa and JSON-LD at once", platform: "jobposting", source: config.Source{URL: "https://schema.org/JobPosting"},
			pages: map[string]string{"schema.org/JobPosting": "schemaorg/examples-eg0028-jobposting.txt"},
			total: "no total", adverts: 1,
			want: []expected{{key: "path:/JobPosting", title: "Software Engineer", posted: "2011-10-31", salary: "USD 100,000", location: "Kirkland, WA", contract: "Full time", hours: "40 hours per week",
				description: []string{"ABC Company Inc. seeks a full-time mid-level software engineer", "Design and write specifications"}}},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			pages := map[string][]byte{}
			for address, file := range c.pages {
				pages[address] = capture(t, file)
			}
			for address, page := range c.made {
				pages[address] = page
			}
			adapter, _ := ByName(c.platform)
			got, err := crawl(newSite(t, pages), adapter, c.source)
			if err != nil {
				t.Fatal(err)
			}
			if count(got.total) != c.total {
				t.Errorf("stated total = %s, want %s", count(got.total), c.total)
			}
			if len(got.order) != c.adverts {
				t.Errorf("%d adverts, want %d: %v", len(got.order), c.adverts, got.order)
			}
			if c.adverts == 0 && got.says == "" {
				t.Error("an empty board without a sign that it is")
			}
			if c.partial != (len(got.incomplete) > 0) {
				t.Errorf("incomplete = %q, want partial %v", got.incomplete, c.partial)
			}
			for _, want := range c.want {
				want.check(t, got.adverts[want.key])
			}
		})
	}
}

func TestCapturedTribepadDocumentsAreReadAsTheVendorsJob(t *testing.T) {
	const address = "https://recruitment.orbispartnership.co.uk/api/jobs.xml"
	cases := map[string]expected{
		"escc-job-workpattern-2019.xml": {key: "tribepad:142", title: "Job", posted: "2019-01-11", closing: "2019-02-11", salary: "£34 to £35", location: "Lewes, BN7 1UE",
			reference: "orbis/TP/12/142", hours: "37 hours", department: "Administration & Clerical", employer: "East Sussex County Council", description: []string{"Working pattern: Full-time, Part-time"}},
		"escc-job-158-2019.xml": {key: "tribepad:158", title: "Recruitment Analyst", posted: "2019-01-21", closing: "2019-02-21", salary: "£38260 - £41142", location: "Lewes, BN7 1UE",
			reference: "orbis/TP/113/158", hours: "37 hours", department: "Human Resources", description: []string{"Hours of work: 37 hours per week", "Closing date: Thursday 21 February 2019"},
			url: "http://orbis.uat-tribepad.com/members/modules/job/detail.php?record=158"},
		"escc-job-with-2-files-2019.xml": {key: "tribepad:550", title: "Newly Qualified Social Worker (Children's Services)", posted: "2019-04-01", closing: "2019-05-12", salary: "£28802 - £31112",
			location: "Countywide", reference: "orbis/TP/12/550", department: "ESCC: Children Services",
			url: "https://recruitment.orbispartnership.co.uk/members/modules/job/detail.php?record=550"},
		"escc-job-no-closing-date-2019.xml":             {key: "tribepad:134", title: "New Worker", posted: "2019-07-12", closing: noExpiry, salary: "£28802 - £31112", location: "Countywide", reference: "orbis/TP/12/550"},
		"fragments/escc-tribepadsalaryhourlyrange.xml":  {key: "tribepad:134", title: "New Worker", salary: "£9.68 - £11.20 per hour"},
		"fragments/escc-tribepadsalarypaygradeonly.xml": {key: "tribepad:134", title: "New Worker"},
		"fragments/escc-tribepadsalarytextonly.xml":     {key: "tribepad:134", title: "New Worker", salary: "Competitive"},
		"fragments/escc-tribepadjobmultiplelocationsseparatedbycommaspace.xml": {key: "tribepad:550", title: "Newly Qualified Social Worker (Children's Services)", posted: "2019-04-01", closing: "2019-05-12",
			salary: "£28802 - £31112", location: "Lewes, Uckfield, Crowborough, Forest Row", reference: "orbis/TP/12/550"},
	}
	for file, want := range cases {
		t.Run(file, func(t *testing.T) {
			l, err := tribepad{}.List(config.Source{URL: address}, &fetch.Page{URL: address, Body: capture(t, "tribepad/"+file)})
			if err != nil {
				t.Fatal(err)
			}
			if len(l.Rows) != 1 || len(l.Incomplete) > 0 || count(l.Total) != "1" {
				t.Fatalf("%d rows, total %s, incomplete %q", len(l.Rows), count(l.Total), l.Incomplete)
			}
			want.check(t, l.Rows[0].Advert)
			if d := l.Rows[0].Advert.Description; strings.Contains(d, "&lt;") || strings.Contains(d, "<iframe") {
				t.Error("the description is still escaped, or carries a frame")
			}
		})
	}
}

func TestCapturedTalentLinkAdvertsAreRead(t *testing.T) {
	row := Row{Advert: normalize.Advert{Key: "talentlink:37054", Title: "Ceremonies Hosts"}}
	t.Run("a preview is read whole and is not public", func(t *testing.T) {
		a, closed, err := talentlink{}.Advert(config.Source{}, row, &fetch.Page{URL: eastSussex, Body: capture(t, "talentlink/escc-jobadvert-CET01739-2017.html")})
		if err != nil || !closed {
			t.Fatalf("closed %v, error %v; want a preview to be closed", closed, err)
		}
		expected{key: "talentlink:37054", title: "Ceremonies Hosts (CET01739)", closing: "29/01/2017", salary: "14981 - 15507 GBP Year", location: "Lewes", reference: "CET01739",
			contract: "Casual", department: "Communities, Economy and Transport", employer: "East Sussex County Council",
			description: []string{"Hours of work: Casual hours", "Working pattern: Part-time", "Sunday 29 January 2017", "About the Role"}}.check(t, a)
		hasWords(t, "apply address", a.ApplyURL, "https://emea3.recruitmentplatform.com/syndicated/private/syd_apply.cfm?id=PFOFK026203F3VBQB7968LOH0&nPostingTargetID=37054")
	})
	t.Run("an advert without its head keeps the row's title", func(t *testing.T) {
		a, closed, err := talentlink{}.Advert(config.Source{}, row, &fetch.Page{URL: eastSussex, Body: capture(t, "talentlink/escc-advert-allfields-fragment-2017.html")})
		if err != nil || closed {
			t.Fatalf("closed %v, error %v", closed, err)
		}
		expected{key: "talentlink:37054", title: "Ceremonies Hosts", description: []string{"Closing date: March 31 2017 at 12 noon", "Newly Qualified Teachers"}}.check(t, a)
	})
}

// Pay, hours and the closing day of these adverts stand only in the text, as
// editors typed them.
func TestCapturedBodyFragmentsAreReadByTheFieldReaders(t *testing.T) {
	cases := map[string]struct{ pay, hours, pattern, contract, closing string }{
		"closingdateinbody1":     {closing: "2017-04-23T23:59"},
		"hourlyrateinbodytext1":  {pay: "9.68 9.68 hour", hours: "18 36", pattern: "full_time part_time", contract: "permanent"},
		"salaryinbodytext1":      {pay: "38984 43022 year", closing: "2017-02-20T09:00"},
		"salaryinbodytext2":      {pay: "16692 17808 year", pattern: "full_time", closing: "2017-01-30T12:00"},
		"salaryinbodytext3":      {pattern: "part_time", contract: "permanent"},
		"salaryinbodytext4":      {hours: "20 30", pattern: "part_time", closing: "2017-08-31T23:59"},
		"workpatterninbodytext1": {pay: "31383 41373 year", pattern: "full_time", contract: "permanent", closing: "2017-02-20T23:59"},
		"workpatterninbodytext2": {pay: "34981 40180 year pro rata", hours: "25 37", pattern: "full_time part_time", contract: "permanent", closing: "2017-02-13T23:59"},
		"workpatterninbodytext3": {pattern: "full_time", contract: "fixed_term maternity_cover", closing: "2017-02-06T17:00"},
		"workpatterninbodytext4": {hours: "37 37", pattern: "full_time", closing: "2017-02-05T23:59"},
		"workpatterninbodytext5": {pattern: "part_time", closing: "2017-02-05T23:59"},
		"workpatterninbodytext6": {pattern: "full_time part_time", contract: "fixed_term", closing: "2017-01-31T23:59"},
		"workpatterninbodytext7": {hours: "13 13", pattern: "part_time", contract: "fixed_term", closing: "2017-02-03T23:59"},
	}
	files, err := filepath.Glob(filepath.Join(capturesDir(t), "talentlink", "body-fragments", "*.html"))
	if err != nil || len(files) != len(cases) {
		t.Fatalf("%d fragments, %d expected: %v", len(files), len(cases), err)
	}
	row := Row{Advert: normalize.Advert{Key: "talentlink:37054", Title: "Social Worker", Posted: "2017-01-10"}}
	for name, want := range cases {
		t.Run(name, func(t *testing.T) {
			fragment := string(capture(t, "talentlink/body-fragments/escc-"+name+".html"))
			page := `<div id="JD-AllFields"><div id="JD-Field1">` + fragment + "</div></div>"
			a, _, failed := talentlink{}.Advert(config.Source{}, row, &fetch.Page{URL: eastSussex, Body: []byte(page)})
			if failed != nil {
				t.Fatal(failed)
			}
			if got, whole := prose(a.Description), prose(fragment); whole == "" || got != whole {
				t.Errorf("description %q, want %q", clip(got, 80), clip(whole, 80))
			}
			v := normalize.Read(a)
			got := want
			got.pay, got.hours, got.closing = "", ends(v.Hours.Min, v.Hours.Max), ""
			got.pattern, got.contract = strings.Join(v.Hours.Pattern, " "), strings.Join(v.Hours.Contract, " ")
			if got.pay = strings.TrimSpace(ends(v.Pay.Min, v.Pay.Max) + " " + string(v.Pay.Period)); v.Pay.ProRata {
				got.pay += " pro rata"
			}
			if !v.Closing.At.IsZero() {
				got.closing = v.Closing.At.Format("2006-01-02T15:04")
			}
			if got != want {
				t.Errorf("read %+v, want %+v", got, want)
			}
		})
	}
}

// ends are the two ends of a range in figures.
func ends(from, to *float64) string {
	if from == nil || to == nil {
		return ""
	}
	return strconv.FormatFloat(*from, 'f', -1, 64) + " " + strconv.FormatFloat(*to, 'f', -1, 64)
}

func TestCapturedPagesThatAreNotTheBoardAreFaultsAndNeverEmpty(t *testing.T) {
	cases := []struct {
		name, platform, address, file string
		want                          lifecycle.Fault
	}{
		{"a TalentLink page frame without rows", "talentlink", eastSussex, "talentlink/escc-results-shell-2016.html", lifecycle.FaultRedesign},
		{"a TalentLink search form", "talentlink", eastSussex, "talentlink/escc-searchform-b-2016.html", lifecycle.FaultRedesign},
		{"the other TalentLink search form", "talentlink", eastSussex, "talentlink/escc-searchform-redeployment-or-public-a-2016.html", lifecycle.FaultRedesign},
		{"a TalentLink advert", "talentlink", eastSussex, "talentlink/escc-jobadvert-CET01739-2017.html", lifecycle.FaultRedesign},
		{"Tribepad's look-up lists", "tribepad", "https://orbis.tribepad.com/api", "tribepad/escc-job-options-2019.xml", lifecycle.FaultRedesign},
		{"Tribepad's custom fields", "tribepad", "https://orbis.tribepad.com/api", "tribepad/escc-custom-fields-2019.xml", lifecycle.FaultRedesign},
		{"an Oleeo board of tiles instead of the feed", "oleeo-feed", justice, "oleeo-talnet/jefferies-board-cards-page1-trimmed.html", lifecycle.FaultType},
		{"an Oleeo board without results instead of the feed", "oleeo-feed", justice, "oleeo-talnet/jefferies-board-empty-trimmed.html", lifecycle.FaultType},
		{"an Oleeo board of events instead of the feed", "oleeo-feed", justice, "oleeo-talnet/bofa-events-table-trimmed-2026-07-22.html", lifecycle.FaultType},
		{"an Oracle answer about one requisition instead of the list", "oracle", oracleList("https://x.example", "CX_1", 0).URL, "oracle/amex-requisition-details.json", lifecycle.FaultRedesign},
		{"an Eploy page given to Oracle", "oracle", oracleList("https://x.example", "CX_1", 0).URL, "eploy/cardiff-results-page1-2026-08-25.html", lifecycle.FaultRedesign},
		{"a Civil Service Jobs list instead of the feed", "oleeo-feed", justice, "civil-service-jobs-oleeo/result_page1.html", lifecycle.FaultType},
		{"a Civil Service Jobs list given to JobPosting", "jobposting", "https://www.civilservicejobs.service.gov.uk/csr/index.cgi", "civil-service-jobs-oleeo/result_page2.html", lifecycle.FaultRedesign},
		{"an iTrent page given to Tribepad", "tribepad", "https://x.example/jobs/search", "itrent/napier-etrec179gf-search-2026-08-24.html", lifecycle.FaultRedesign},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			adapter, _ := ByName(c.platform)
			l, err := adapter.List(config.Source{URL: c.address}, &fetch.Page{URL: c.address, Body: capture(t, c.file)})
			var failed *Error
			if !errors.As(err, &failed) {
				t.Fatalf("no *Error but %v, listing %+v", err, l)
			}
			if failed.Fault != c.want {
				t.Errorf("fault = %s, want %s (%v)", failed.Fault, c.want, failed)
			}
		})
	}
}

func TestCapturedOracleDetailsWithoutEnglishFieldsAreRead(t *testing.T) {
	row := Row{Advert: normalize.Advert{Key: "oracle:26011990", Title: "Campus Undergraduate"}}
	a, closed, err := oracle{}.Advert(config.Source{}, row, &fetch.Page{URL: "https://egug.fa.us2.oraclecloud.com" + oracleAdvert, Body: capture(t, "oracle/amex-requisition-details.json")})
	if err != nil || closed {
		t.Fatalf("closed %v, error %v", closed, err)
	}
	expected{key: "oracle:26011990", title: "Campus Undergraduate Summer Internship Program - 2027 Strategy & Analytics, Credit & Fraud Risk - Phoenix, AZ",
		location: "Phoenix, AZ, United States", description: []string{"Business Unit/Role Specific Info", "Minimum Qualifications"}}.check(t, a)
}

func TestCapturedOracleListThatIsTooLongIsIncomplete(t *testing.T) {
	address := oracleList("https://eluq.fa.us2.oraclecloud.com", "CX_2001", 0).URL
	l, err := oracle{}.List(config.Source{URL: address}, &fetch.Page{URL: address, Body: capture(t, "oracle/oracle_kroger_requisitions.json")})
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Rows) != 2 || count(l.Total) != "15120" || len(l.Next) != 0 || len(l.Incomplete) != 1 {
		t.Errorf("rows %d, total %s, next %d, incomplete %q", len(l.Rows), count(l.Total), len(l.Next), l.Incomplete)
	}
	expected{key: "oracle:203341", title: "Night Stocker Clerk", posted: "2026-07-28", contract: "Part time", location: "Montrose, CO, United States"}.check(t, l.Rows[0].Advert)
}
