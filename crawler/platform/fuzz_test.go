package platform

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// fuzzAdapter gives an adapter any page as a list and as an advert, and checks
// what must hold of every answer. Run it with -fuzzminimizetime 1x: readings walk
// maps, so the coverage of one page differs from run to run, and the engine would
// otherwise spend a minute on each find trying to make it smaller.
func fuzzAdapter(f *testing.F, name string) {
	f.Helper()
	seeds, err := filepath.Glob(filepath.Join("testdata", name, "*"))
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range seeds {
		if strings.HasSuffix(seed, ".want") {
			continue
		}
		text, err := os.ReadFile(seed)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte("\x00<"))
	f.Add([]byte(`<a data-apibaseurl="//0" data-sitenumber="0">`))
	f.Add([]byte(strings.Repeat("<div>", 60)))
	f.Add([]byte(`<script type="application/ld+json">` + strings.Repeat(`[`, 80) + `</script>`))
	adapter, ok := ByName(name)
	if !ok {
		f.Fatalf("no adapter %s", name)
	}
	address := usual[name]
	src := config.Source{ID: "anytown", URL: address, Options: map[string]string{"employer": "Anytown Council"}}
	if name == "selectors" {
		src.Options = greenSelectors
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		p := &fetch.Page{Requested: address, URL: address, Status: 200, Body: []byte(strings.ToValidUTF8(string(body), "\uFFFD"))}
		l, err := adapter.List(src, p)
		checkError(t, err)
		checkListing(t, p, l, err)
		row := Row{Advert: normalize.Advert{Key: "key:4101", Title: "Social Worker", URL: "https://jobs.anytown.example/1"}}
		if len(l.Rows) > 0 {
			row = l.Rows[0]
		}
		a, _, err := adapter.Advert(src, row, p)
		checkError(t, err)
		if err == nil {
			checkAdvert(t, a)
			if a.Key != row.Advert.Key {
				t.Errorf("the advert's key %q is not the row's %q", a.Key, row.Advert.Key)
			}
		}
	})
}

func checkError(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		return
	}
	var failed *Error
	if !errors.As(err, &failed) || failed.Fault == "" || failed.Platform == "" {
		t.Errorf("an error without a fault: %v", err)
	}
	if !utf8.ValidString(err.Error()) || len(err.Error()) > 4*maxField {
		t.Error("an error that cannot be shown")
	}
}

func checkListing(t *testing.T, p *fetch.Page, l Listing, err error) {
	t.Helper()
	if err == nil && len(l.Rows) == 0 && len(l.Next) == 0 && l.SaysEmpty == "" && len(l.Incomplete) == 0 {
		t.Error("nothing was read, and nothing says that there is nothing")
	}
	if len(l.Rows) > 0 && l.SaysEmpty != "" {
		t.Error("a list with rows says it is empty")
	}
	seen := map[string]bool{}
	for _, row := range l.Rows {
		checkAdvert(t, row.Advert)
		if seen[row.Advert.Key] {
			t.Errorf("key %q twice on one page", row.Advert.Key)
		}
		seen[row.Advert.Key] = true
	}
	for _, next := range l.Next {
		if next.Method == "" && next.URL == p.URL {
			t.Error("a page leads to itself")
		}
		if resolve(next.URL, next.URL) == nil {
			t.Errorf("no address to go on to: %q", next.URL)
		}
		if next.Method != "" && !next.Safe {
			t.Error("a request that changes something")
		}
	}
	whole, failed := json.Marshal(l)
	if failed != nil {
		t.Fatal(failed)
	}
	var again Listing
	if failed := json.Unmarshal(whole, &again); failed != nil {
		t.Errorf("a listing that cannot be remembered: %v", failed)
	}
}

func checkAdvert(t *testing.T, a normalize.Advert) {
	t.Helper()
	if strings.TrimSpace(a.Key) == "" || strings.HasSuffix(a.Key, ":") || strings.TrimSpace(a.Title) == "" {
		t.Errorf("an advert without a key or a title: %q %q", a.Key, a.Title)
	}
	for what, s := range map[string]string{"key": a.Key, "title": a.Title, "url": a.URL, "salary": a.Salary, "closing": a.Closing, "location": a.Location, "hours": a.Hours,
		"contract": a.Contract, "posted": a.Posted, "reference": a.Reference, "employer": a.Employer, "department": a.Department} {
		if len(s) > 20*maxField || !utf8.ValidString(s) || strings.ContainsAny(s, "\x00\n") {
			t.Errorf("%s is not a field: %d bytes", what, len(s))
		}
	}
	if len(a.Description) > 2*maxDescription || !utf8.ValidString(a.Description) || strings.Contains(a.Description, "\x00") {
		t.Errorf("the description is not text: %d bytes", len(a.Description))
	}
	if tokenSegments.MatchString(a.URL) || strings.HasPrefix(a.URL, "javascript:") {
		t.Errorf("the address carries a token or a script: %q", a.URL)
	}
}

func FuzzOracle(f *testing.F)     { fuzzAdapter(f, "oracle") }
func FuzzTribepad(f *testing.F)   { fuzzAdapter(f, "tribepad") }
func FuzzTalentlink(f *testing.F) { fuzzAdapter(f, "talentlink") }
func FuzzEploy(f *testing.F)      { fuzzAdapter(f, "eploy") }
func FuzzOleeoFeed(f *testing.F)  { fuzzAdapter(f, "oleeo-feed") }
func FuzzJobPosting(f *testing.F) { fuzzAdapter(f, "jobposting") }
func FuzzFeed(f *testing.F)       { fuzzAdapter(f, "feed") }
func FuzzSelectors(f *testing.F)  { fuzzAdapter(f, "selectors") }
func FuzzWorkday(f *testing.F)    { fuzzAdapter(f, "workday") }
func FuzzHireserve(f *testing.F)  { fuzzAdapter(f, "hireserve") }

func TestHostilePagesAreBounded(t *testing.T) {
	long := strings.Repeat("x", 3<<20)
	cases := []struct {
		name, platform, body string
		fault                lifecycle.Fault // of the list; empty: any answer without a panic
	}{
		{"elements nested without end", "tribepad", strings.Repeat("<div>", 100_000), lifecycle.FaultMalformed},
		{"XML nested without end", "eploy", "<?xml version='1.0'?>" + strings.Repeat("<Vacancies>", 100_000), lifecycle.FaultMalformed},
		{"JSON nested without end", "oracle", strings.Repeat(`{"items":[`, 100_000), ""},
		{"JSON-LD nested without end", "jobposting", `<script type="application/ld+json">` + strings.Repeat(`{"@graph":[`, 50_000) + `</script>`, lifecycle.FaultRedesign},
		{"a title of megabytes", "jobposting", `<script type="application/ld+json">{"@type":"JobPosting","title":"` + long + `","url":"/jobs/5500/x","description":"` + long + `"}</script>`, ""},
		{"an XML bomb", "eploy", `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><Vacancies Count="1"><Item><VacancyID>1</VacancyID><Title>&b;&b;</Title></Item></Vacancies>`, ""},
		{"an element without a name", "eploy", `<?xml version="1.0"?><Vacancies Count="1"><>577</><Item><VacancyID>1</VacancyID><Title>T</Title></Item></Vacancies>`, ""},
		{"nothing", "oracle", "", lifecycle.FaultBlank},
		{"blanks", "jobposting", " \n ", lifecycle.FaultBlank},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			adapter, _ := ByName(c.platform)
			p := &fetch.Page{URL: usual[c.platform], Body: []byte(c.body)}
			l, err := adapter.List(config.Source{URL: p.URL}, p)
			checkError(t, err)
			checkListing(t, p, l, err)
			var failed *Error
			if c.fault != "" && (!errors.As(err, &failed) || failed.Fault != c.fault) {
				t.Errorf("error = %v, want %s", err, c.fault)
			}
		})
	}
}

// tenThousand is a classic Tribepad page with as many rows.
func tenThousand() []byte {
	var b strings.Builder
	b.WriteString(`<html><body><!-- tribepad --><div id="results"><ul class="jobs">`)
	for i := range 10_000 {
		n := strconv.Itoa(100_000 + i)
		b.WriteString(`<li><a href="/jobs/job/Social-Worker/` + n + `" itemprop="url"><span class="job-list-title">Social Worker ` + n + `</span><p><i class="far fa-wallet"></i> £40,000</p></a></li>`)
	}
	b.WriteString(`</ul></div></body></html>`)
	return []byte(b.String())
}

func TestAPageOfTenThousandRowsIsReadWhole(t *testing.T) {
	l, err := tribepad{}.List(config.Source{}, &fetch.Page{URL: usual["tribepad"], Body: tenThousand()})
	if err != nil || len(l.Rows) != 10_000 || len(l.Incomplete) != 0 {
		t.Errorf("%d rows, incomplete %q, error %v", len(l.Rows), l.Incomplete, err)
	}
}

func TestMoreRowsThanAPageCanHoldAreIncomplete(t *testing.T) {
	var got rows
	for i := range maxRows + 5 {
		got.add(Row{Advert: normalize.Advert{Key: "k:" + strconv.Itoa(i), Title: "T"}})
	}
	var l Listing
	got.into(&l)
	if len(l.Rows) != maxRows || len(l.Incomplete) != 1 {
		t.Errorf("%d rows, incomplete %q", len(l.Rows), l.Incomplete)
	}
}

func TestPagingEndsWhateverTheTotalSays(t *testing.T) {
	cases := []struct {
		name, platform, start string
		page                  string
	}{
		{"Oracle", "oracle", "https://a.example/hcmUI/CandidateExperience/en/sites/CX_1/jobs", `{"items":[{"TotalJobsCount":9999999,"requisitionList":[{"Id":"1","Title":"Social Worker"}]}]}`},
		{"Tribepad's cards", "tribepad", "https://a.example/v2/job/search", `<h2>9,999,999 Search Results</h2><div class="sitebuilder-job-results-item"><a href="?record=1"><h3 class="sitebuilder-job-results-item-title">Social Worker</h3></a></div>`},
		{"TalentLink", "talentlink", "https://a.example/syndicated/lay/jsoutputinitrapido.cfm?component=lay9999_lst400a&ID=ABCFK026203F3VBQB7968ANY0&mask=anyext&pagenum=1", `<table><caption class="Lst-CountLabel">Jobs: 9999999</caption><tr><td><a href="?component=lay9999_jdesc100a&nPostingTargetID=1">Social Worker</a></td></tr></table>`},
		{"a list that always has a next page", "jobposting", "https://a.example/jobs", `<a href="/jobs/5501/social-worker">Social Worker</a><a rel="next" href="?page=1">Next</a>`},
		{"a list whose next page is itself", "jobposting", "https://a.example/jobs?page=2", `<a href="/jobs/5501/social-worker">Social Worker</a><a rel="next" href="?page=2">Next</a>`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			adapter, _ := ByName(c.platform)
			s := newSite(t, map[string][]byte{})
			s.pages = map[string][]byte{}
			for _, path := range []string{"/hcmRestApi/resources/latest/recruitingCEJobRequisitions", "/v2/job/search", "/syndicated/lay/jsoutputinitrapido.cfm", "/jobs"} {
				s.pages["a.example"+path] = []byte(c.page)
			}
			got, err := crawl(s, adapter, config.Source{URL: c.start})
			if err != nil {
				t.Fatal(err)
			}
			if got.pages > maxPages || len(got.order) != 1 {
				t.Errorf("%d pages read, %d adverts", got.pages, len(got.order))
			}
		})
	}
}

func BenchmarkTenThousandRows(b *testing.B) {
	page := tenThousand()
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if _, err := (tribepad{}).List(config.Source{}, &fetch.Page{URL: usual["tribepad"], Body: page}); err != nil {
			b.Fatal(err)
		}
	}
}
