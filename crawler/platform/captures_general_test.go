package platform

import (
	"errors"
	"testing"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

func TestCapturedFeedsAndListsAreRead(t *testing.T) {
	cases := []struct {
		name, platform, url, file string
		options                   map[string]string
		adverts                   int
		total                     string
		partial                   bool
		want                      expected
	}{
		{name: "a Networx feed", platform: "feed", url: "https://ventrus.current-vacancies.com/RSSFeeds/Vacancies/VENTRUSMUL?feedID=BF7A3AA9DA7C4B3E90C3FE8664CB6EFB",
			file: "networx/ventrus-rss-2023-08.xml", adverts: 1, total: "no total",
			want: expected{key: "feed:915213", title: "Teaching Assistant", closing: "2023-09-01T12:00:00+01:00", salary: "£21,575 - £22,369", location: "Barnstaple, Devon",
				reference: "PIL915213", contract: "Permanent", hours: "part time", description: []string{"random advert text"}}},
		{name: "an Engage feed that is not well-formed", platform: "feed", url: "https://arkcareers.engageats.co.uk/CustomVacanciesFeed.ashx",
			file: "engage-ats/ark-rss-2023-11.xml", adverts: 1, total: "no total",
			want: expected{key: "feed:Solomon-1143", title: "Tutor Fellow (Primary or Secondary)", posted: "2021-03-09", closing: "2023-10-12T12:00:00+01:00", salary: "£24,454",
				location: "London", contract: "Fixed Term", hours: "Full Time", department: "Teaching Assistant", description: []string{"prepares you to enter teacher training"}}},
		{name: "a feed of items whose prolog is broken", platform: "feed", url: "https://feed.example/broadbean", file: "ats-feeds-other/dfe-broadbean-2023-09.xml", adverts: 1, total: "no total", partial: true,
			want: expected{key: "feed:0044", title: "Class Teacher", posted: "2023-08-02", closing: "2023-08-23T01:40:35+01:00", salary: "£50879 - £85262 per week", reference: "0044",
				contract: "parental leave cover", hours: "part time"}},
		{name: "a feed whose end tags differ in capitals", platform: "feed", url: "https://feed.example/poster", file: "ats-feeds-other/dfe-vacancy-poster-2023-10.xml", adverts: 1, total: "no total", partial: true,
			want: expected{key: "feed:coventrycc/TP/123/1234", title: "Teacher (SEN) - Castle Wood School", posted: "2023-06-06", closing: "2023-07-05", salary: "TMS and UPS with SEN allowance",
				reference: "coventrycc/TP/123/1234", contract: "fixed term", hours: "part time", url: "https://jobs.test.gov.uk/members/?j=1234", description: []string{"What is the job role?"}}},
		{name: "a JSON list", platform: "feed", url: "https://feed.example/fusion", file: "ats-feeds-other/dfe-fusion.json", options: map[string]string{"items": "item"}, adverts: 1, total: "no total", partial: true,
			want: expected{key: "feed:0044", title: "Class Teacher", closing: "2042-10-28T12:00:00+00:00", salary: "£25,714.00 to £41,604.00", reference: "0044", contract: "fixed term", hours: "full time"}},
		{name: "a JSON list inside others", platform: "feed", url: "https://feed.example/mnt", file: "ats-feeds-other/dfe-my-new-term-2025-03.json", options: map[string]string{"items": "data/jobs", "complete": "true"}, adverts: 1, total: "no total",
			want: expected{key: "feed:561c8f63-c105-4142-ba14-4c345118e46b2", title: "Head of Geography", posted: "2043-01-15", closing: "2043-02-10T23:59:00+00:00", salary: "£24,000 - £50,000 Annually",
				reference: "561c8f63-c105-4142-ba14-4c345118e46b2", contract: "permanent", hours: "full time, part time"}},
		{name: "a Pinpoint list by paths", platform: "feed", url: "https://jed.pinpointhq.com/postings.json", file: "pinpoint/pinpoint_jed_postings.json", adverts: 4, total: "no total",
			options: map[string]string{"items": "data", "id": "id", "salary": "compensation", "closing": "deadline_at", "location": "location/city", "contract": "employment_type_text", "hours": "workplace_type_text", "complete": "true"},
			want: expected{key: "feed:541307", title: "Senior Data Management Specialist", closing: "2026-08-15T04:59:59+01:00", salary: "$105,000 - $135,000 / year", location: "New York City",
				contract: "Permanent - Full Time", hours: "Fully remote", url: "https://jed.pinpointhq.com/en/postings/fceb8b47-bed5-45bd-b7f4-9161fbe78428"}},
		{name: "Teamtailor's JSON Feed", platform: "feed", url: "https://tibber.teamtailor.com/jobs.json", file: "teamtailor/teamtailor_tibber_jobs.json", adverts: 2, total: "no total", partial: true,
			want: expected{key: "feed:2cc9eecd-bd4e-40fd-8e99-98385b6093d7", title: "CRM Specialist", posted: "2026-07-20", location: "Vattugatan 17, Stockholm, 111 52", reference: "7964779", employer: "Tibber",
				url: "https://tibber.teamtailor.com/jobs/7964779-crm-specialist"}},
		{name: "a Workday list", platform: "workday", url: "https://arrowstreet.wd5.myworkdayjobs.com/Arrowstreet", file: "workday/arrowstreet-cxs-jobs-list.json", adverts: 4, total: "4",
			want: expected{key: "workday:R1066", title: "Quantitative Researcher", reference: "R1066", location: "Boston", url: "https://arrowstreet.wd5.myworkdayjobs.com/Arrowstreet/job/Boston/Quantitative-Researcher_R1066-5"}},
		{name: "a Hireserve feed of which five of eleven are held", platform: "hireserve", url: "https://jobs.aber.ac.uk/utf8/ic_job_feeds.feed_engine?p_web_site_id=4249", file: "hireserve/aberystwyth-job-feed-2026-08-24.json", adverts: 5, total: "11",
			want: expected{key: "hireserve:614445", title: "Specialist Mentor -ASC", posted: "2026-08-24", closing: "2026-08-30", salary: "£33,001.64 - £38,784.49 per annum (pro rata)", reference: "6287",
				contract: "Permanent", hours: "Zero hours", department: "Student Journey", url: "https://jobs.aber.ac.uk/en/vacancy/specialist-mentor-asc-614445.html"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			adapter, _ := ByName(c.platform)
			src := config.Source{URL: c.url, Options: c.options}
			l, err := adapter.List(src, &fetch.Page{Requested: c.url, URL: c.url, Body: capture(t, c.file)})
			if err != nil {
				t.Fatal(err)
			}
			if len(l.Rows) != c.adverts || count(l.Total) != c.total || c.partial != (len(l.Incomplete) > 0) {
				t.Errorf("%d adverts of %s, incomplete %q", len(l.Rows), count(l.Total), l.Incomplete)
			}
			for _, row := range l.Rows {
				if row.Advert.Key == c.want.key {
					c.want.check(t, row.Advert)
					return
				}
			}
			t.Errorf("no advert %s", c.want.key)
		})
	}
}

func TestCapturedWorkdayAdvertIsRead(t *testing.T) {
	const address = "https://synchronyfinancial.wd5.myworkdayjobs.com/University/job/Stamford-Hub/BLP-Intern---Technology_2601695-1"
	row := Row{Advert: normalize.Advert{Key: "workday:2601695", Reference: "2601695", Title: "BLP Intern – Technology", URL: address}}
	page := &fetch.Page{URL: "https://synchronyfinancial.wd5.myworkdayjobs.com/wday/cxs/synchronyfinancial/University/job/x", Body: capture(t, "workday/synchrony-cxs-job-detail.json")}
	a, closed, err := workday{}.Advert(config.Source{}, row, page)
	if err != nil || closed {
		t.Fatalf("closed %v, error %v", closed, err)
	}
	expected{key: "workday:2601695", title: "BLP Intern – Technology", posted: "2026-06-16", location: "Stamford Hub", reference: "2601695", hours: "Full time", employer: "Synchrony Bank", url: address,
		description: []string{"Business Leadership Program"}}.check(t, a)
	row.Advert.Reference = "2601690"
	if _, _, err := (workday{}).Advert(config.Source{}, row, page); err == nil {
		t.Error("another post's advert is taken for this one's")
	}
}

func TestCapturesOfOtherSystemsAreFaultsForTheGeneralAdapters(t *testing.T) {
	cases := []struct {
		name, platform, file string
		options              map[string]string
		want                 lifecycle.Fault
	}{
		{"a list page given as a feed", "feed", "eploy/cardiff-results-page1-2026-08-25.html", nil, lifecycle.FaultRedesign},
		{"another system's JSON given as a feed", "feed", "workday/arrowstreet-cxs-jobs-list.json", nil, lifecycle.FaultRedesign},
		{"a Hireserve feed given to Workday", "workday", "hireserve/aberystwyth-job-feed-2026-08-24.json", nil, lifecycle.FaultRedesign},
		{"a Workday list given to Hireserve", "hireserve", "workday/arrowstreet-cxs-jobs-list.json", nil, lifecycle.FaultRedesign},
		{"selectors that fit nothing on the page", "selectors", "eploy/cardiff-results-page1-2026-08-25.html", map[string]string{"rows": "tr.no-such-row"}, lifecycle.FaultRedesign},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			adapter, _ := ByName(c.platform)
			address := usual[c.platform]
			l, err := adapter.List(config.Source{URL: address, Options: c.options}, &fetch.Page{URL: address, Body: capture(t, c.file)})
			var failed *Error
			if !errors.As(err, &failed) || failed.Fault != c.want {
				t.Errorf("error %v, want %s; listing %+v", err, c.want, l)
			}
		})
	}
}
