package platform

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"pgregory.net/rapid"

	"vacancies/crawler/fetch"
	"vacancies/normalize"
)

func TestDatesBecomeLondonDays(t *testing.T) {
	cases := []struct{ name, in, closing, posted string }{
		{"an instant in UTC in summer", "2026-10-12T22:59:00+00:00", "2026-10-12T23:59:00+01:00", "2026-10-12"},
		{"an instant in UTC in winter", "2026-11-12T23:59:00Z", "2026-11-12T23:59:00+00:00", "2026-11-12"},
		{"a local midnight of summer written in UTC", "2017-10-10T23:00:00Z", "2017-10-11", "2017-10-11"},
		{"a midnight in UTC in summer", "2027-07-06T00:00:00.000Z", "2027-07-06", "2027-07-06"},
		{"a midnight in winter", "2018-02-07T00:00:00Z", "2018-02-07", "2018-02-07"},
		{"an instant in another zone", "2026-03-28T20:00:00-05:00", "2026-03-29T02:00:00+01:00", "2026-03-29"},
		{"a midnight in another zone", "2026-07-20T00:00:00+02:00", "2026-07-20", "2026-07-20"},
		{"a wall clock without a zone", "2026-07-27T13:21:22", "2026-07-27T13:21:22+01:00", "2026-07-27"},
		{"a midnight without a zone", "2026-07-27 00:00:00", "2026-07-27", "2026-07-27"},
		{"RFC 1123", "Wed, 03 Jun 2026 23:30:00 GMT", "2026-06-04T00:30:00+01:00", "2026-06-04"},
		{"RFC 1123 with its offset in figures", "Wed, 03 Jun 2026 23:30:00 +0000", "2026-06-04T00:30:00+01:00", "2026-06-04"},
		{"Java's date", "Fri Oct 09 02:01:00 UTC 2026", "2026-10-09T03:01:00+01:00", "2026-10-09"},
		{"milliseconds since 1970", "1791846000000", "2026-10-13", "2026-10-13"},
		{"a day alone", "2026-09-08", "2026-09-08", "2026-09-08"},
		{"words", "25 September, 2026", "25 September, 2026", "25 September, 2026"},
		{"words with a zone are kept", "23 Nov 2018 23:55 GMT", "23 Nov 2018 23:55 GMT", "23 Nov 2018 23:55 GMT"},
		{"no expiry", "No expiry date", "No expiry date", "No expiry date"},
		{"MySQL's zero date", "0000-00-00", "", ""},
		{".NET's zero date", "0001-01-01T00:00:00", "", ""},
		{"the end of time", "9999-12-31T23:59:59", "", ""},
		{"nothing", " ", "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := closingDate(c.in); got != c.closing {
				t.Errorf("closing %q, want %q", got, c.closing)
			}
			if got := postedDate(c.in); got != c.posted {
				t.Errorf("posted %q, want %q", got, c.posted)
			}
		})
	}
}

func TestLabelsOfManyBoardsNameTheirFields(t *testing.T) {
	cases := map[string]field{
		"Applications close": closingField, "Close date": closingField, "Valid until": closingField, "Last day to apply": closingField, "Advertised": postedField, "Date added": postedField, "Posting date": postedField,
		"Compensation": salaryField, "Rate": salaryField, "Salary sacrifice": noField, "Spinal points": gradeField, "Scale": gradeField, "Shift pattern": patternField, "Working time": patternField,
		"Support": noField, "Transport": noField, "Arbeitsort": locationField, "Email address": noField, "Telephone": noField, "End date of contract": noField, "Locality": locationField, "Based at": locationField,
		"Closing Date": closingField, "Application Deadline:": closingField, "Closes": closingField, "Apply by": closingField, "Advertising End Date": closingField, "Dyddiad cau": closingField, "Bewerbungsfrist": closingField,
		"Interview date": noField, "Contract end date": noField, "Contact": noField, "Number of positions available": noField, "DBS required": noField, "": noField, "Share this": noField,
		"Salary": salaryField, "Salary Range": salaryField, "Rate of pay": salaryField, "Cyflog": salaryField, "Payroll number": noField,
		"Grade": gradeField, "Hours per week": hoursField, "Working Hours": hoursField, "FTE": fteField, "Working pattern": patternField, "Contract Status": patternField,
		"Contract Type": contractField, "Employment type": contractField, "Vacancy Type": contractField, "Job Type": kindField,
		"Location": locationField, "City/Town": locationField, "Post code": locationField, "Place of work": locationField, "Lleoliad": locationField,
		"Directorate": departmentField, "School/Department": departmentField, "Role Type": departmentField, "Service area": departmentField,
		"Organisation": employerField, "Employer": employerField, "Job Reference:": referenceField, "Vacancy ID": referenceField, "Job Number": referenceField, "Ref": referenceField,
		"Job Title": titleField, "Posted on": postedField, "Date posted": postedField, "Teitl swydd": titleField,
	}
	for label, want := range cases {
		if got := fieldOf(label); got != want {
			t.Errorf("%q is field %d, want %d", label, got, want)
		}
	}
}

func TestLabelledFindsPairsInTheFormsPagesUse(t *testing.T) {
	cases := map[string]string{
		"a definition list":            `<dl><dt>Hours</dt><dd>36</dd></dl>`,
		"a table row":                  `<table><tr><th>Hours</th><td>36</td></tr></table>`,
		"a label beside a content":     `<div><span class="label">Hours</span><span>36</span></div>`,
		"bold before its value":        `<p><strong>Hours:</strong> 36<br>More</p>`,
		"bold with the colon after it": `<p><b>Hours</b>: 36</p>`,
		"a heading before its value":   `<div><h4>Hours:</h4><span>36</span></div>`,
		"two columns of a grid":        `<div><div><strong>Hours:</strong></div><div>36</div></div>`,
		"bold twice in one paragraph":  `<p><strong>Hours:</strong> 36 <strong>Grade:</strong> PO1</p>`,
	}
	for name, markup := range cases {
		t.Run(name, func(t *testing.T) {
			doc, err := goquery.NewDocumentFromReader(strings.NewReader(markup))
			if err != nil {
				t.Fatal(err)
			}
			pairs := labelled(doc.Selection)
			if len(pairs) == 0 || pairs[0] != (pair{"Hours", "36"}) {
				t.Errorf("pairs = %v", pairs)
			}
		})
	}
}

func TestLinksLoseTheirSessionTokens(t *testing.T) {
	cases := map[string]string{
		"/vx/lang-en-GB/xf-3f07b483b799/candidate/opp/1-a/en-GB": "https://a.example/vx/lang-en-GB/candidate/opp/1-a/en-GB",
		"index.cgi?SID=c2Vhcg==&jcode=12":                        "https://a.example/b/index.cgi?jcode=12",
		"ETREC.open?WVID=1&USESSION=abc&LANG=USA":                "https://a.example/b/ETREC.open?WVID=1&LANG=USA",
		"/jobs;jsessionid=0A1B?id=3":                             "https://a.example/jobs?id=3",
		"//c.example/x?utm_source=y#top":                         "https://c.example/x",
		"javascript:void(0)":                                     "",
		"mailto:a@b.example":                                     "",
		"https://user:pw@a.example/":                             "",
		"#here":                                                  "",
		"":                                                       "",
		"http://[broken":                                         "",
	}
	p := &fetch.Page{URL: "https://a.example/b/list?page=1"}
	for href, want := range cases {
		if got := absolute(p, href); got != want {
			t.Errorf("absolute(%q) = %q, want %q", href, got, want)
		}
	}
}

func TestCountsAreReadOutOfWords(t *testing.T) {
	cases := map[string]string{
		"17 Vacancies - Anytown": "17", "1,204 jobs": "1204", "67 results match": "67", "Showing 1 to 10 of 45 jobs": "45",
		"Grade 8 roles": "8", "Jobs": "no total", "We have 3 offices": "no total",
		"Results 1 – 25 of 43": "43", "Showing 10 of 43": "43", "Showing 1 to 10 of 1,243 entries": "1243", "Number of vacancies: 43": "43", "Jobs (43)": "43",
		"43 live job adverts": "43", "43 matches": "43", "43 current openings": "43", "Page 2 of 3": "no total", "Latest 5 jobs": "no total", "10 jobs per page": "no total",
	}
	for words, want := range cases {
		if got := count(statedTotal(words)); got != want {
			t.Errorf("statedTotal(%q) = %s, want %s", words, got, want)
		}
	}
	if got := count(lastNumber("Number of jobs which match your criteria: 190")); got != "190" {
		t.Errorf("lastNumber = %s", got)
	}
}

func TestOnlyPositiveWordsMakeAListEmpty(t *testing.T) {
	for _, words := range []string{"No vacancies found", "There are currently no vacancies", "Sorry, we have no current opportunities at this time.", "Your search returned no results",
		"0 jobs found", "We do not currently have any vacancies", "There are no job openings available which match your criteria.",
		"Your search did not match any jobs.", "We couldn't find any vacancies.", "There aren't any current roles", "No external vacancies", "No listings match", "No records found", "Nothing found", "We are not hiring",
		"You have no jobs saved. There are no jobs."} {
		if saysEmpty(words) == "" {
			t.Errorf("%q is not taken for an empty list", words)
		}
	}
	for _, words := range []string{"Welcome", "Loading jobs...", "20 jobs", "No experience needed", "Apply with no CV", "10 vacancies found", "There is no closing date", "No jobs in your basket", "0 jobs saved", "No agencies", "We don't have any car parking"} {
		if said := saysEmpty(words); said != "" {
			t.Errorf("%q is taken for an empty list: %q", words, said)
		}
	}
}

func TestClosedAdvertsAreKnownByTheirWords(t *testing.T) {
	cases := map[string]bool{
		"<p>This vacancy has now closed.</p>": true, "<p>Sorry, this job is no longer available</p>": true, "<p>Applications are no longer possible.</p>": true,
		"<p>We are no longer accepting applications</p>": true, "<h2>Looked After Children</h2><p>This vacancy has closed</p>": true,
		"<p>The closing date for this job has passed</p>": true, "<p>Page displays content of unposted posting</p>": true,
		"<p>This listing has expired.</p>": true, "<p>Applications closed</p>": true, "<p>This vacancy closed on 3 May 2026</p>": true, "<p>The application deadline has passed</p>": true,
		"<h1>Vacancy closed</h1>": true, "<p>This job is not currently accepting applications</p>": true, "<p>The job you are trying to apply for has expired</p>": true, "<h1>Job not found</h1>": true,
		"<p>Closed to applications</p>": true, "<p>This post has been archived</p>": true,
		"<p>Our road is closed on Sundays</p>": false, "<p>Where a job could not be found we help.</p>": false,
		"<p>Once this vacancy has closed, we shortlist.</p>": false, "<p>If the post has been filled we will tell you.</p>": false, "<p>This vacancy may close early.</p>": false,
		"<p>After the advert has expired you cannot apply.</p>": false, "<p>Closing date: 4 May</p>": false,
	}
	for markup, want := range cases {
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(markup))
		if err != nil {
			t.Fatal(err)
		}
		if said := saysClosed(doc.Find("body")); (said != "") != want {
			t.Errorf("%q: %q, want closed %v", markup, said, want)
		}
	}
}

func TestSalariesOfPostingsAreWorded(t *testing.T) {
	cases := map[string]string{
		`"baseSalary": "£30,000 - £35,000"`:                                                         "£30,000 - £35,000",
		`"baseSalary": 31000, "salaryCurrency": "GBP"`:                                              "£31,000",
		`"baseSalary": {"@type":"MonetaryAmount","currency":"GBP","value":"31000"}`:                 "£31,000",
		`"baseSalary": {"currency":"GBP","value":{"value":19.5,"unitText":"HOUR"}}`:                 "£19.50 per hour",
		`"baseSalary": {"currency":"GBP","value":{"minValue":0,"maxValue":0,"unitText":"YEAR"}}`:    "",
		`"baseSalary": {"currency":"GBP","value":{"minValue":30000,"maxValue":30000}}`:              "£30,000",
		`"baseSalary": {"currency":"GBP","minValue":30000,"maxValue":40000,"unitText":"per annum"}`: "£30,000 - £40,000 per annum",
		`"baseSalary": {"value":{"value":"Competitive"}}`:                                           "Competitive",
		`"estimatedSalary": [{"currency":"GBP","value":{"minValue":1000}}]`:                         "£1,000",
		`"baseSalary": null`: "", `"baseSalary": []`: "", `"baseSalary": {}`: "", `"baseSalary": "Not specified"`: "",
	}
	for property, want := range cases {
		doc, _ := goquery.NewDocumentFromReader(strings.NewReader(`<script type="application/ld+json">{"@type":"JobPosting","title":"X",` + property + `}</script>`))
		postings := postingsIn(doc)
		if len(postings) != 1 {
			t.Fatalf("%s: %d postings", property, len(postings))
		}
		if got := postings[0].salary(); got != want {
			t.Errorf("%s: %q, want %q", property, got, want)
		}
	}
}

func TestKeysOfPostingsAreNumbersNotWords(t *testing.T) {
	cases := []struct{ address, identifier, want string }{
		{"https://a.example/jobs/11169/a-post-in-2027/job", "", "jobposting:11169"},
		{"https://a.example/careers/job/563431-carer?domain=x", "", "jobposting:563431"},
		{"https://a.example/job/carer-88123.html", "", "jobposting:88123"},
		{"https://a.example/JobDetail?JobId=345&lang=en", "", "jobposting:345"},
		{"https://a.example/vacancy/carer", "REF-9", "jobposting:ref-9"},
		{"https://a.example/vacancy/carer/?b=2&a=1", "", "path:/vacancy/carer?a=1&b=2"},
		{"https://a.example/2027/01/carer", "", "path:/2027/01/carer"},
		{"https://a.example/vacancies/2026/carer", "", "path:/vacancies/2026/carer"},
		{"https://a.example/JobDetail/carer/1941", "", "jobposting:1941"},
		{"", "", ""},
	}
	for _, c := range cases {
		if got := postingKey(c.address, c.identifier); got != c.want {
			t.Errorf("postingKey(%q, %q) = %q, want %q", c.address, c.identifier, got, c.want)
		}
	}
}

func TestAPathKeyIsTheWeakIdentityOfTheSameAddress(t *testing.T) {
	a := normalize.Advert{Source: "anytown", URL: "https://a.example/vacancy/carer/?b=2&a=1"}
	weak := normalize.Identify(a)
	a.Key = postingKey(a.URL, "")
	if got := normalize.Identify(a); got.ID != weak.ID {
		t.Errorf("a path key gives another id than the path: %+v, %+v", got, weak)
	}
}

func TestTidyTextHasNoControlCharactersAndIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		once := tidy(s)
		if tidy(once) != once {
			t.Fatalf("tidy is not stable: %q", s)
		}
		if strings.ContainsAny(once, "\x00\n\r\t") || strings.Contains(once, "  ") || len(once) > maxField {
			t.Fatalf("not tidy: %q", once)
		}
	})
}
