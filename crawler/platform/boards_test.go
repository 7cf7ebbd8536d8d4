package platform

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize/lifecycle"
)

func FuzzSuccessFactors(f *testing.F) { fuzzAdapter(f, "successfactors") }
func FuzzJobtrain(f *testing.F)       { fuzzAdapter(f, "jobtrain") }
func FuzzOleeoBoard(f *testing.F)     { fuzzAdapter(f, "oleeo-board") }
func FuzzITrent(f *testing.F)         { fuzzAdapter(f, "itrent") }
func FuzzWordPress(f *testing.F)      { fuzzAdapter(f, "wordpress") }
func FuzzLocalGovDrupal(f *testing.F) { fuzzAdapter(f, "localgov-drupal") }

func FuzzSFJobs(f *testing.F) {
	f.Add("<Job-Listing><Job><>577</><JobTitle><![CDATA[a]]></JobTitle></Job></Job-Listing>")
	f.Add("<Job-Listing><Job><Job-Description><p>a</p></Job-Description></Job>")
	f.Add("< / ><!-- <? <Job/><Job><label>a</label><value>")
	f.Fuzz(func(t *testing.T, text string) {
		jobs, _ := sfJobs(text)
		for _, job := range jobs {
			if len(job.elements)+len(job.facets) > maxSFElements+1 {
				t.Errorf("%d elements of one job are kept", len(job.elements)+len(job.facets))
			}
		}
	})
}

const (
	coventry   = "https://careers.coventry.ac.uk/search/?q=&sortColumn=referencedate&sortDirection=desc"
	colgate    = "https://career4.successfactors.com/career?company=colgate&career_ns=job_listing_summary&resultType=XML"
	jefferies  = "https://jefferies.tal.net/vx/lang-en-GB/mobile-0/appcentre-1/brand-4/candidate/jobboard/vacancy/2/adv/"
	morgan     = "https://morganstanley.tal.net/vx/lang-en-GB/mobile-0/brand-2/candidate/jobboard/vacancy/1/adv/"
	bofa       = "https://bankcampuscareers.tal.net/vx/lang-en-GB/mobile-0/brand-4/candidate/jobboard/vacancy/2/adv/"
	napier     = "https://jobs.napier.ac.uk/mthrprod_webrecruitment/wrd/run/"
	napierView = napier + "ETREC179GF.open?WVID=150547JMmr"
)

func TestCapturedBoardsOfFurtherSystemsAreRead(t *testing.T) {
	bare := func(address string) string { return strings.TrimPrefix(address, "https://") }
	cases := []struct {
		name, platform string
		source         config.Source
		pages          map[string]string
		total          string
		keys           []string
		partial        bool
		want           []expected
	}{
		{
			name: "a SuccessFactors table", platform: "successfactors", source: config.Source{URL: coventry},
			pages: map[string]string{bare(coventry): "successfactors/coventry-university-search-table-2026-08-24.html"}, total: "13",
			keys: []string{"1370118657", "1369962657", "1369960357", "1369961557", "1369962157", "1369858857", "1369776357", "1369314757", "1369285857", "1369293357", "1362838257", "1368406557", "1367793257"},
			want: []expected{
				{key: "successfactors:1370118657", title: "Lecturer (Teaching) in Low Intensity Psychological Interventions", posted: "21 Aug 2026", location: "Coventry, Coventry, GB, CV1 5FB",
					url: "https://careers.coventry.ac.uk/job/Coventry-Lecturer-%28Teaching%29-in-Low-Intensity-Psychological-Interventions-Cove-CV1-5FB/1370118657/"},
				{key: "successfactors:1367793257", title: "Learning & Digital Media Content Producer", posted: "27 Jul 2026", location: "Milton Keynes, Milton Keynes, GB, MK5"},
			},
		},
		{
			name: "Oleeo tiles on two pages, trimmed", platform: "oleeo-board", source: config.Source{URL: jefferies},
			pages: map[string]string{
				bare(jefferies): "oleeo-talnet/jefferies-board-cards-page1-trimmed.html", bare(jefferies) + "?start=50": "oleeo-talnet/jefferies-board-cards-page2-trimmed.html",
			},
			total: "51", keys: []string{"1814", "1832", "1768", "1953"},
			want: []expected{
				{key: "oleeo:1832", title: "2027 Investment Banking Internship – Frankfurt, M&A (ALL INTAKES)", reference: "1832"},
				{key: "oleeo:1953", title: "2027 Quant Masters Summer Programme - London", reference: "1953",
					url: "https://jefferies.tal.net/vx/lang-en-GB/mobile-0/appcentre-1/brand-4/candidate/so/pm/1/pl/2/opp/1953-2027-Quant-Masters-Summer-Programme-London/en-GB"},
			},
		},
		{
			name: "an Oleeo table on two pages, trimmed", platform: "oleeo-board", source: config.Source{URL: morgan},
			pages: map[string]string{
				bare(morgan): "oleeo-talnet/morganstanley-board-table-page1-trimmed-2026-09-02.html", bare(morgan) + "?start=50": "oleeo-talnet/morganstanley-board-table-page2-trimmed-2026-09-02.html",
			},
			total: "67", keys: []string{"21887", "21876", "20866", "20865"},
			want: []expected{
				{key: "oleeo:21876", title: "2027 Risk Management Off Cycle Internship (Frankfurt)", location: "Frankfurt"},
				{key: "oleeo:20865", title: "2027 Finance Summer Analyst Program (Baltimore)", location: "Baltimore"},
			},
		},
		{
			name: "an Oleeo board without results", platform: "oleeo-board", source: config.Source{URL: jefferies},
			pages: map[string]string{bare(jefferies): "oleeo-talnet/jefferies-board-empty-trimmed.html"}, total: "0",
		},
		{
			name: "a board of events", platform: "oleeo-board", source: config.Source{URL: bofa},
			pages: map[string]string{bare(bofa): "oleeo-talnet/bofa-events-table-trimmed-2026-07-22.html"}, total: "no total", keys: []string{"20001", "20002"},
			want: []expected{{key: "oleeo:20002", title: "EMEA | Global Markets Recruitment Dinner", closing: "24 Sept 2026"}},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			pages := map[string][]byte{}
			for address, file := range c.pages {
				pages[address] = capture(t, file)
			}
			adapter, _ := ByName(c.platform)
			got, err := crawl(newSite(t, pages), adapter, c.source)
			if err != nil {
				t.Fatal(err)
			}
			if count(got.total) != c.total || len(got.incomplete) > 0 {
				t.Errorf("total %s, want %s; incomplete %q", count(got.total), c.total, got.incomplete)
			}
			var keys []string
			for _, key := range got.order {
				_, id, _ := strings.Cut(key, ":")
				keys = append(keys, id)
			}
			if diff := cmp.Diff(c.keys, keys); diff != "" {
				t.Errorf("ids differ (-want +got):\n%s", diff)
			}
			if len(c.keys) == 0 && got.says == "" {
				t.Error("an empty board without a sign that it is")
			}
			for _, want := range c.want {
				want.check(t, got.adverts[want.key])
			}
		})
	}
}

func TestACapturedBoardOfEventsIsNotPublished(t *testing.T) {
	l, err := oleeoBoardPages{}.List(config.Source{URL: bofa}, &fetch.Page{URL: bofa, Body: capture(t, "oleeo-talnet/bofa-events-table-trimmed-2026-07-22.html")})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range l.Rows {
		if row.LeftOut == "" {
			t.Errorf("%q passes for a vacancy", row.Advert.Title)
		}
	}
}

func TestACapturedListingThatIsNoXMLIsReadAndHeldBack(t *testing.T) {
	p := &fetch.Page{URL: colgate, Body: capture(t, "successfactors/successfactors_colgate_jobs.xml")}
	cases := []struct {
		name, employer, left string
	}{
		{"without the employer option nothing is published", "", "the employer option must say which are ours"},
		{"the employer that is ours is published", "Hill's Pet Nutrition", ""},
		{"another employer is left out", "Colgate", "another employer: Hill's Pet Nutrition"},
		{"a place is no employer", "Kansas; Overland Park", "another employer"},
		{"everyone's is published where the config says so", "*", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			l, err := successfactors{}.List(config.Source{URL: colgate, Options: map[string]string{"company": "colgate", "employer": c.employer}}, p)
			if err != nil {
				t.Fatal(err)
			}
			if len(l.Rows) != 2 || count(l.Total) != "2" || len(l.Incomplete) > 0 {
				t.Fatalf("%d rows, total %s, incomplete %q", len(l.Rows), count(l.Total), l.Incomplete)
			}
			for _, row := range l.Rows {
				hasWords(t, "left out", row.LeftOut, c.left)
			}
			expected{key: "successfactors:173126", title: "Advanced Analytics - Retail", location: "Overland Park", reference: "173126", hours: "Hybrid",
				url: "https://career4.successfactors.com/career?company=colgate&career_job_req_id=173126&career_ns=job_application"}.check(t, l.Rows[0].Advert)
			expected{key: "successfactors:164817", title: "(Manufacturing) Operations Assistant", location: "Emporia", reference: "164817", hours: l.Rows[1].Advert.Hours}.check(t, l.Rows[1].Advert)
		})
	}
}

func TestCapturedITrentPagesLeadToTheResults(t *testing.T) {
	const leeds = "https://jobs.leedstrinity.ac.uk/ce0000li_webrecruitment/wrd/run/"
	l, err := itrent{}.List(config.Source{URL: leeds}, &fetch.Page{URL: leeds + "etrec002gf.open", Body: capture(t, "itrent/leedstrinity-etrec002gf-landing-2026-08-24.html")})
	if err != nil || len(l.Next) != 1 || l.Next[0].URL != leeds+"ETREC179GF.open?WVID=4121641WJu" {
		t.Errorf("the landing page leads to %+v, error %v", l.Next, err)
	}
	l, err = itrent{}.List(config.Source{URL: napierView}, &fetch.Page{URL: napierView, Body: capture(t, "itrent/napier-etrec179gf-search-2026-08-24.html")})
	if err != nil || len(l.Next) != 1 {
		t.Fatalf("the search page leads to %+v, error %v", l.Next, err)
	}
	next := l.Next[0]
	if want := napier + "ETREC106GF.json?WVID=150547JMmr&USESSION=67B3DCE8F791E491801EFA63685AAA3F&LANG=USA&RESULTS_PP=200"; next.URL != want || !next.Volatile {
		t.Errorf("asks for %s (volatile %v), want %s", next.URL, next.Volatile, want)
	}
	if next.Header.Get("Referer") != napierView || next.Header.Get("X-Requested-With") == "" || !strings.Contains(next.Header.Get("mhrParams"), "WVID=150547JMmr&USESSION=67B3DCE8") {
		t.Errorf("headers %v", next.Header)
	}
}

// The captured results are cut: their head and tail together make one result
// that begins as the first of the board and ends as its last.
func TestCapturedITrentResultsAreRead(t *testing.T) {
	head, tail, found := strings.Cut(string(capture(t, "itrent/napier-etrec106gf-results-2026-08-24-EXCERPT.txt")), "[[[")
	_, tail, cut := strings.Cut(tail, "]]]")
	if !found || !cut {
		t.Fatal("the capture is not what it was")
	}
	l, err := itrent{}.List(config.Source{URL: napierView}, &fetch.Page{URL: napier + "ETREC106GF.json?WVID=150547JMmr", Body: []byte(head + tail)})
	if err != nil {
		t.Fatal(err)
	}
	if count(l.Total) != "6" || len(l.Rows) != 1 || len(l.Incomplete) != 1 {
		t.Fatalf("total %s, %d rows, incomplete %q", count(l.Total), len(l.Rows), l.Incomplete)
	}
	expected{key: "itrent:012186OkZo", title: "Lecturer in Cyber Security and Systems Engineering", closing: "2026-09-03", salary: "£31,236 - £37,694 (depending on experience)",
		location: "Sighthill", reference: "01234 567890", department: "Marketing and External Relations", hours: "35 hours, Full Time",
		url: napier + "ETREC179GF.open?WVID=150547JMmr&LANG=USA&VACANCY_ID=012186OkZo"}.check(t, l.Rows[0].Advert)
}

// The captured cards are another program's reading of them; the text of each
// card is put back into a card of the documented form. That program took the first
// heading for the title, which on new and closing cards is a badge: the title is
// the first line that is none.
func TestCapturedJobtrainCardsAreRead(t *testing.T) {
	var cards []struct {
		Location   string `json:"location"`
		Salary     string `json:"salary"`
		Type       string `json:"employment_type"`
		Text       string `json:"hours_per_week"`
		Closing    string `json:"closing_date"`
		Department string `json:"department"`
		URL        string `json:"job_url"`
	}
	if err := json.Unmarshal(capture(t, "jobtrain/iomgov-cards-extracted-2026-06-01.json"), &cards); err != nil {
		t.Fatal(err)
	}
	var page strings.Builder
	fmt.Fprintf(&page, `<input type="hidden" id="totalMatchRecords" value="%d">`, len(cards))
	titles := make([]string, len(cards))
	for i, c := range cards {
		fmt.Fprintf(&page, `<div class="job-card" data-jobid="%s"><a href="%s">View</a>`, queryValue(c.URL, "JobId"), c.URL)
		for line := range strings.Lines(c.Text) {
			tag := "div"
			switch line = tidy(line); {
			case line == "":
				continue
			case line == "New" || line == "Closing Soon":
				tag = "h4"
			case titles[i] == "":
				tag, titles[i] = "h3", line
			}
			page.WriteString("<" + tag + ">" + html.EscapeString(line) + "</" + tag + ">")
		}
		page.WriteString("</div>")
	}
	address := "https://www.jobtrain.co.uk/iomgovjobs/Home/_JobCard?Skip=0"
	l, err := jobtrain{}.List(config.Source{URL: address}, &fetch.Page{URL: address, Body: []byte(page.String())})
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Rows) != 101 || count(l.Total) != "101" || len(l.Next) > 0 || len(l.Incomplete) > 0 {
		t.Fatalf("%d rows, total %s, next %v, incomplete %q", len(l.Rows), count(l.Total), l.Next, l.Incomplete)
	}
	for i, c := range cards {
		a := l.Rows[i].Advert
		if a.Title != titles[i] || len(a.Title) < 4 || a.Closing != tidy(c.Closing) || a.Department != value(c.Department) || a.Contract != value(c.Type) || a.URL != c.URL || a.Salary != value(c.Salary) {
			t.Errorf("card %d: read %+v, want %+v", i, a, c)
		}
	}
	first := l.Rows[0].Advert
	expected{key: "jobtrain:34758", title: "Lunchtime Assistant - Specialist Provision Centre - Queen Elizabeth II High School", salary: "£25,784 - £31,340 Pro Rata Per Annum", closing: "15/06/2026",
		location: "QEII", contract: "Permanent", department: "Department of Education, Sport and Culture", hours: "7 Hours 30 Minutes (Part Time, Term Time Only)"}.check(t, first)
}

func TestStartOfFurtherSystemsAsksForTheListASourceNames(t *testing.T) {
	cases := []struct {
		name, platform, url string
		options             map[string]string
		want                string // empty: a config fault
	}{
		{"SuccessFactors by the vendor's career address", "successfactors", "https://career5.successfactors.example/career?company=anyP", nil,
			"https://career5.successfactors.example/career?company=anyP&career_ns=job_listing_summary&resultType=XML"},
		{"SuccessFactors by an advert's section", "successfactors", "https://jobs.anytown.example/ANY/", nil, "https://jobs.anytown.example/ANY/search/?q=&sortColumn=referencedate&sortDirection=desc"},
		{"SuccessFactors by an advert", "successfactors", "https://jobs.anytown.example/job/x/1300100/", nil, "https://jobs.anytown.example/search/?q=&sortColumn=referencedate&sortDirection=desc"},
		{"SuccessFactors by its search page", "successfactors", "https://jobs.anytown.example/search/?q=care", nil, "https://jobs.anytown.example/search/?q=care"},
		{"SuccessFactors by a surface that is disallowed", "successfactors", "https://jobs.anytown.example/services/rss/job/", nil, ""},
		{"Jobtrain by a tenant", "jobtrain", "https://www.jobtrain.co.uk/anytown", nil, "https://www.jobtrain.co.uk/anytown/Home/Job"},
		{"Jobtrain by an advert", "jobtrain", "https://www.jobtrain.co.uk/anytown/Job/JobDetail?JobId=7", nil, "https://www.jobtrain.co.uk/anytown/Home/Job"},
		{"Jobtrain on a council's own domain", "jobtrain", "https://careers.anytown.example/Home/Job", nil, "https://careers.anytown.example/Home/Job"},
		{"Jobtrain on the vendor's host without a tenant", "jobtrain", "https://www.jobtrain.co.uk/", nil, ""},
		{"an Oleeo board with a session token", "oleeo-board", "https://a.tal.example/vx/xf-0a1b2c3d/candidate/jobboard/vacancy/3/feed", nil, "https://a.tal.example/vx/candidate/jobboard/vacancy/3/adv/"},
		{"Oleeo without a board", "oleeo-board", "https://a.tal.example/candidate", nil, ""},
		{"iTrent by a tenant's root", "itrent", "https://hr.example/any_webrecruitment/wrd/run/etrec002gf.open", nil, "https://hr.example/any_webrecruitment/wrd/run/etrec002gf.open"},
		{"iTrent by an advert with a token", "itrent", "https://hr.example/any_webrecruitment/wrd/run/etrec179gf.open?wvid=12Ab5&USESSION=0A&VACANCY_ID=9", nil, "https://hr.example/any_webrecruitment/wrd/run/ETREC179GF.open?WVID=12Ab5"},
		{"iTrent by another page", "itrent", "https://hr.example/jobs", nil, ""},
		{"WordPress by its front page", "wordpress", "https://jobs.anytown.example/", nil, "https://jobs.anytown.example/job-search/"},
		{"WordPress by an advert", "wordpress", "https://jobs.anytown.example/vacancy/social-worker/", nil, "https://jobs.anytown.example/job-search/"},
		{"LocalGov Drupal by its front page", "localgov-drupal", "https://www.anytown.example", nil, "https://www.anytown.example/job-vacancies"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a, _ := ByName(c.platform)
			got, err := a.Start(config.Source{URL: c.url, Options: c.options})
			var failed *Error
			switch {
			case c.want == "" && (!errors.As(err, &failed) || failed.Fault != lifecycle.FaultConfig):
				t.Errorf("error = %v, want a config fault; asks for %+v", err, got)
			case c.want != "" && (err != nil || len(got) != 1 || got[0].URL != c.want):
				t.Errorf("asks for %+v, error %v\nwant %s", got, err, c.want)
			}
		})
	}
}

func TestPagesOfOthersAreFaults(t *testing.T) {
	cases := []struct {
		name, platform, source, page, body string
		want                               lifecycle.Fault
	}{
		{"a tenant of Jobtrain's that was renamed is sent to the vendor's home", "jobtrain", "https://www.jobtrain.co.uk/anytown/Home/Job", "https://www.jobtrain.co.uk/", "<h1>Recruit better</h1>", lifecycle.FaultMoved},
		{"an iTrent token that was used up on a board named by the landing page", "itrent", napier + "etrec002gf.open", napierView, "<p>Security violation</p>", lifecycle.FaultForbidden},
		{"a SuccessFactors firewall", "successfactors", coventry, coventry, "<title>Access Denied</title><h1>Access Denied</h1>", lifecycle.FaultForbidden},
		{"a WordPress log-in", "wordpress", "https://a.example/job-search/", "https://a.example/wp-login.php", `<title>Log In</title><input type="password">`, lifecycle.FaultLogin},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a, _ := ByName(c.platform)
			_, err := a.List(config.Source{URL: c.source}, &fetch.Page{URL: c.page, Body: []byte(c.body)})
			var failed *Error
			if !errors.As(err, &failed) || failed.Fault != c.want {
				t.Errorf("error = %v, want %s", err, c.want)
			}
		})
	}
}

func TestAStaleITrentBoardIsLookedUpOnTheLandingPage(t *testing.T) {
	old := napier + "ETREC179GF.open?WVID=1111111Old"
	l, err := itrent{}.List(config.Source{URL: old}, &fetch.Page{URL: old, Body: []byte("<p>Security violation</p>")})
	if err != nil || len(l.Next) != 1 || l.Next[0].URL != napier+"etrec002gf.open" {
		t.Errorf("leads to %+v, error %v", l.Next, err)
	}
}

func TestPagingOfFurtherSystemsEndsWhateverTheTotalSays(t *testing.T) {
	cases := []struct{ name, platform, start, path, page string }{
		{"a SuccessFactors table", "successfactors", "https://a.example/search/?q=", "/search/", `<table id="searchresults" aria-label="Page 1, Results 1 to 1 of 9999999"><tr class="data-row"><td><a class="jobTitle-link" href="/job/x/1000/">Social Worker</a></td></tr></table>`},
		{"Jobtrain's cards", "jobtrain", "https://a.example/Home/Job", "/Home/_JobCard", `<input id="totalMatchRecords" value="9999999"><div class="job-card" data-jobid="1"><h2>Social Worker</h2></div>`},
		{"an Oleeo board that leads back", "oleeo-board", "https://a.example/candidate/jobboard/vacancy/3/adv/", "/candidate/jobboard/vacancy/3/adv/", `<div class="results_meta">9 results</div><table><tr class="search_res" data-oppid="1"><td><a class="subject" href="/opp/1-x/en-GB">Social Worker</a></td></tr></table><span class="next_links"><a href="?start=0">Next</a></span>`},
		{"a WordPress page that leads to itself", "wordpress", "https://a.example/job-search/", "/job-search/", `<a href="/vacancy/social-worker/">Social Worker</a><a rel="next" href="/job-search/">Next</a>`},
		{"a Drupal page that always has another", "localgov-drupal", "https://a.example/job-vacancies", "/job-vacancies", `<article class="node--type-localgov-job-vacancy"><h2><a href="/job-vacancies/x">Social Worker</a></h2></article><a rel="next" href="?page=1">Next</a>`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			adapter, _ := ByName(c.platform)
			s := newSite(t, map[string][]byte{"a.example" + c.path: []byte(c.page), "a.example/Home/Job": []byte(`<input id="requestUrl" data-request-url="/Home/_JobCard">`)})
			got, err := crawl(s, adapter, config.Source{URL: c.start})
			if err != nil {
				t.Fatal(err)
			}
			if got.pages > 1000 || len(got.order) != 1 {
				t.Errorf("%d pages read, %d adverts", got.pages, len(got.order))
			}
		})
	}
}

func TestHostilePagesOfFurtherSystemsAreBounded(t *testing.T) {
	long := strings.Repeat("x", 3<<20)
	cases := map[string][]string{
		"successfactors": {"<Job-Listing>" + strings.Repeat("<Job><Job-Description>", 50_000), "<Job-Listing><Job>" + strings.Repeat("<>1</>", 200_000) + "<ReqId>1</ReqId></Job></Job-Listing>",
			"<Job-Listing><Job><ReqId>11</ReqId><JobTitle>" + long + "</JobTitle><Job-Description>" + long + "</Job-Description></Job></Job-Listing>"},
		"wordpress":       {strings.Repeat(`<p class="a" class="`, 50_000), strings.Repeat(`<div><a href="/vacancy/x/">Social Worker</a>`, 400), "<p " + strings.Repeat(`class="salary" `, 5_000) + ">x</p>"},
		"itrent":          {strings.Repeat(`{"results":[`, 50_000), `{"search":{"total_rec":"9e99"},"results":[{"vacancy_id":"1Ab","job_title":"` + long + `"}]}`},
		"jobtrain":        {strings.Repeat(`<div class="job-card" data-jobid="1">`, 400), `<div class="job-card" data-jobid="1"><h2>` + long + `</h2></div>`},
		"oleeo-board":     {strings.Repeat(`<table><tr class="search_res" data-oppid="1"><td>`, 150)},
		"localgov-drupal": {strings.Repeat(`<article class="node--type-localgov-job-vacancy">`, 400)},
	}
	for name, pages := range cases {
		adapter, _ := ByName(name)
		for i, body := range pages {
			t.Run(fmt.Sprint(name, " ", i), func(t *testing.T) {
				p := &fetch.Page{URL: usual[name], Body: []byte(body)}
				l, err := adapter.List(config.Source{URL: p.URL}, p)
				checkError(t, err)
				checkListing(t, p, l, err)
			})
		}
	}
}

func TestTenThousandRowsOfFurtherSystemsAreReadWhole(t *testing.T) {
	cases := map[string]string{ // one row, in which %[1]d is its number
		"successfactors":  `<table id="searchresults"><tr class="data-row"><td headers="a"><a class="jobTitle-link" href="/job/x/%[1]d/">Social Worker %[1]d</a></td><td headers="hdrLocation">Anytown</td></tr></table>`,
		"wordpress":       `<div><a href="/vacancy/%[1]d/">Social Worker %[1]d</a></div>`,
		"localgov-drupal": `<article class="node--type-localgov-job-vacancy"><h2><a href="/job-vacancies/%[1]d">Social Worker %[1]d</a></h2></article>`,
		"oleeo-board":     `<div class="candidate-opp-tile" data-oppid="%[1]d"><a class="subject" href="/opp/%[1]d-x/en-GB">Social Worker %[1]d</a></div>`,
		"jobtrain":        `<div class="job-card" data-jobid="%[1]d"><h2>Social Worker %[1]d</h2></div>`,
	}
	for name, row := range cases {
		t.Run(name, func(t *testing.T) {
			var page strings.Builder
			for i := range 10_000 {
				fmt.Fprintf(&page, row, 100_000+i)
			}
			adapter, _ := ByName(name)
			l, err := adapter.List(config.Source{}, &fetch.Page{URL: usual[name], Body: []byte(page.String())})
			if err != nil || len(l.Rows) != 10_000 {
				t.Errorf("%d rows, error %v", len(l.Rows), err)
			}
		})
	}
}
