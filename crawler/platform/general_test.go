package platform

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
)

func TestPathsFindWhatTheyName(t *testing.T) {
	p := &fetch.Page{URL: usual["feed"], Body: []byte(`<rss xmlns:e="x"><item ref="7"><e:pay>£1</e:pay><pay>£2</pay><to></to>
		<category domain="Service area">Children</category><category domain="Place/Town">Anytown</category>
		<content><Vacancy><Salary>£3</Salary><Code>part_time</Code></Vacancy></content><enclosure url="https://x.example/a"/></item></rss>`)}
	root, failed := feedTree(p)
	if failed != nil {
		t.Fatal(failed)
	}
	item := root.all("item")[0]
	cases := []struct{ name, path, want string }{
		{"an element", "pay", "£2"},
		{"an element by its prefix", "e:pay", "£1"},
		{"a prefix that is not there is only a preference", "z:pay", "£1 £2"},
		{"capitals do not count", "PAY", "£2"},
		{"an element anywhere inside", "Salary", "£3"},
		{"an element inside others", "content/Vacancy/Salary", "£3"},
		{"a category by its domain", "category.Service area", "Children"},
		{"a domain with a slash", "category.Place/Town", "Anytown"},
		{"an attribute", "enclosure@url", "https://x.example/a"},
		{"the item's own attribute", "@ref", "7"},
		{"the first alternative that has words", "to | e:pay | pay", "£1"},
		{"all of several", "e:pay + to + Salary", "£1 £3"},
		{"what is not there", "nothing", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if err := checkPath(c.path); err != nil {
				t.Errorf("the path is refused: %v", err)
			}
			if got := strings.Join(at(item, c.path), " "); got != c.want {
				t.Errorf("at(%q) = %q, want %q", c.path, got, c.want)
			}
		})
	}
	for _, broken := range []string{"", " | pay", "pay +", "a@", "/a", "a/", "category."} {
		if checkPath(broken) == nil {
			t.Errorf("the path %q is accepted", broken)
		}
	}
}

func TestKeysOfFeedsAreNumbersNotAddresses(t *testing.T) {
	for id, want := range map[string]string{
		"915213": "feed:915213", "Solomon-1143": "feed:Solomon-1143", "": "", "urn:uuid:0c5f": "feed:0c5f",
		"https://a.example/?p=5120":           "feed:5120",
		"https://a.example/vacancy/12345/x":   "feed:12345",
		"https://b.example/vacancy/12345/y":   "feed:12345",
		"https://a.example/vacancy/team-lead": "path:/vacancy/team-lead",
	} {
		if got := feedKey(id); got != want {
			t.Errorf("feedKey(%q) = %q, want %q", id, got, want)
		}
	}
}

func TestOnlyAFeedThatHoldsAllIsWhole(t *testing.T) {
	const item = `<item><title>Carer</title><guid>1</guid></item>`
	cases := []struct {
		name, body, complete string
		whole                bool
	}{
		{"a plain feed", `<rss><channel>` + item + `</channel></rss>`, "", false},
		{"a plain feed of which the config says that it holds all", `<rss><channel>` + item + `</channel></rss>`, "true", true},
		{"a Networx feed", `<rss><channel><link>https://a.current-vacancies.com/</link>` + strings.Replace(item, "</item>", "<a><VacancyID>1</VacancyID></a></item>", 1) + `</channel></rss>`, "", true},
		{"a Networx feed of which the config says that it does not", `<rss><channel><link>https://a.current-vacancies.com/</link>` + strings.Replace(item, "</item>", "<a><VacancyID>1</VacancyID></a></item>", 1) + `</channel></rss>`, "false", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			src := config.Source{URL: usual["feed"], Options: map[string]string{"complete": c.complete}}
			l, err := feed{}.List(src, &fetch.Page{URL: usual["feed"], Body: []byte(c.body)})
			if err != nil || len(l.Rows) != 1 || c.whole != (len(l.Incomplete) == 0) {
				t.Errorf("%d rows, incomplete %q, error %v", len(l.Rows), l.Incomplete, err)
			}
		})
	}
}

// workdayServer answers as CXS does: twenty rows at most, the count only at first.
func workdayServer(t *testing.T, total int) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var asked struct{ Limit, Offset int }
		body, _ := io.ReadAll(r.Body)
		if err := json.Unmarshal(body, &asked); err != nil || asked.Limit > workdayPage || r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/json" {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		var listed []string
		for i := asked.Offset; i < min(total, asked.Offset+asked.Limit); i++ {
			listed = append(listed, fmt.Sprintf(`{"title":"Post %d","externalPath":"/job/Anytown/Post_R%d","bulletFields":["R%d"]}`, i, 5000+i, 5000+i))
		}
		stated := 0
		if asked.Offset == 0 {
			stated = total
		}
		fmt.Fprintf(w, `{"total":%d,"jobPostings":[%s]}`, stated, strings.Join(listed, ","))
	}))
	t.Cleanup(server.Close)
	return server
}

func TestWorkdayIsReadInTwentiesToItsEnd(t *testing.T) {
	for total, pages := range map[int]int{0: 1, 19: 1, 20: 1, 21: 2, 43: 3} {
		server := workdayServer(t, total)
		src := config.Source{URL: server.URL + "/en-GB/Council", Options: map[string]string{"tenant": "anytown"}}
		queue, err := workday{}.Start(src)
		if err != nil {
			t.Fatal(err)
		}
		keys := map[string]bool{}
		read := 0
		for ; len(queue) > 0 && read < 10; read++ {
			next := queue[0]
			queue = queue[1:]
			if !next.Safe {
				t.Fatal("the search is not marked as one that changes nothing")
			}
			resp, err := http.Post(next.URL, next.Header.Get("Content-Type"), strings.NewReader(string(next.Body)))
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(resp.Body)
			resp.Body.Close()
			l, err := workday{}.List(src, &fetch.Page{Requested: next.URL, URL: server.URL, Status: resp.StatusCode, Body: body})
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range l.Rows {
				keys[row.Advert.Key] = true
			}
			queue = append(queue, l.Next...)
		}
		// Twenty rows may be the last where only a later answer could tell.
		if len(keys) != total || read != pages {
			t.Errorf("total %d: %d adverts on %d pages, want %d pages", total, len(keys), read, pages)
		}
	}
}

func TestGeneralAdaptersAskForTheRightList(t *testing.T) {
	cases := []struct {
		name, platform, url string
		options             map[string]string
		want                string // empty: a config fault
	}{
		{"Workday by a careers page", "workday", "https://anytown.wd3.myworkdayjobs.example/en-GB/Council", nil, "https://anytown.wd3.myworkdayjobs.example/wday/cxs/anytown/Council/jobs"},
		{"Workday by an advert", "workday", "https://anytown.wd3.myworkdayjobs.example/Council/job/Anytown/Social-Worker_R1", nil, "https://anytown.wd3.myworkdayjobs.example/wday/cxs/anytown/Council/jobs"},
		{"Workday by its CXS address", "workday", "https://anytown.wd3.myworkdayjobs.example/wday/cxs/atown/Council/jobs", nil, "https://anytown.wd3.myworkdayjobs.example/wday/cxs/atown/Council/jobs"},
		{"Workday by its options", "workday", "https://jobs.anytown.example/", map[string]string{"tenant": "atown", "site": "External"}, "https://jobs.anytown.example/wday/cxs/atown/External/jobs"},
		{"Workday without a site", "workday", "https://anytown.wd3.myworkdayjobs.example/", nil, ""},
		{"Hireserve by its feed", "hireserve", "https://jobs.anytown.example/utf8/ic_job_feeds.feed_engine?p_web_site_id=4250&p_format=XML", nil, hireserveFeed("https://jobs.anytown.example", "4250")},
		{"Hireserve by its site's number", "hireserve", "https://jobs.anytown.example/", map[string]string{"site": "4250"}, hireserveFeed("https://jobs.anytown.example", "4250")},
		{"Hireserve by a page that has the number", "hireserve", "https://jobs.anytown.example/vacancies", nil, "https://jobs.anytown.example/vacancies"},
		{"Hireserve by a feed without a number", "hireserve", "https://jobs.anytown.example/utf8/ic_job_feeds.feed_engine", nil, ""},
		{"a feed", "feed", "https://jobs.anytown.example/feed", nil, "https://jobs.anytown.example/feed"},
		{"a feed without an address", "feed", "", nil, ""},
		{"selectors", "selectors", "https://jobs.anytown.example/jobs", map[string]string{"rows": "li"}, "https://jobs.anytown.example/jobs"},
		{"selectors without rows", "selectors", "https://jobs.anytown.example/jobs", nil, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a, _ := ByName(c.platform)
			got, err := a.Start(config.Source{URL: c.url, Options: c.options})
			if c.want == "" {
				if err == nil {
					t.Errorf("no error, asks for %+v", got)
				}
				return
			}
			if err != nil || len(got) != 1 || got[0].URL != c.want {
				t.Errorf("asks for %+v (%v)\nwant %s", got, err, c.want)
			}
		})
	}
}

func TestSelectorsAreCheckedOnLoad(t *testing.T) {
	for value, ok := range map[string]bool{
		"tr.job > td a": true, "a[href*='/job/']": true, "time@datetime": true, "@data-id": true, "a[x='me@example'] b": true,
		"tr[": false, "": false, "td@": false, "a >": false,
	} {
		if err := checkSelector(value); (err == nil) != ok {
			t.Errorf("checkSelector(%q) = %v, want ok %v", value, err, ok)
		}
	}
	about := selectors{}.About()
	for _, o := range about.Options {
		if o.Check == nil && o.Name != "employer" {
			t.Errorf("the option %s is not checked", o.Name)
		}
	}
}

func TestEverySelectorsOptionOfAFieldHasADetailTwin(t *testing.T) {
	var names []string
	for _, o := range (selectors{}).About().Options {
		names = append(names, o.Name)
	}
	for _, f := range selectorFields {
		if !slices.Contains(names, f.name) || !slices.Contains(names, "detail."+f.name) {
			t.Errorf("%s is not an option both of a row and of a page", f.name)
		}
	}
}

func TestSelectorsReadAdvertsThatStandOnTheListItself(t *testing.T) {
	src := config.Source{URL: "https://www.anytown.example/jobs", Options: map[string]string{"rows": "details", "title": "summary", "id": "@id", "detail.description": "div"}}
	l, err := selectors{}.List(src, &fetch.Page{URL: src.URL, Body: []byte(`<details id="sw1"><summary>Social Worker</summary><div>Text</div></details>`)})
	if err != nil || len(l.Rows) != 1 {
		t.Fatalf("%d rows, %v", len(l.Rows), err)
	}
	row := l.Rows[0]
	if want := (normalize.Advert{Key: "selectors:sw1", Title: "Social Worker", URL: src.URL}); row.Advert.Key != want.Key || row.Advert.URL != want.URL || row.Advert.Title != want.Title {
		t.Errorf("advert %+v, want %+v", row.Advert, want)
	}
	if _, more := (selectors{}).Detail(src, row); more {
		t.Error("the list is opened again as the advert's page")
	}
}

func TestAFeedOfTenThousandItemsIsReadWhole(t *testing.T) {
	var b strings.Builder
	b.WriteString(`<rss><channel>`)
	for i := range 10_000 {
		fmt.Fprintf(&b, `<item><title>Carer %d</title><guid>%d</guid><category domain="Location">Anytown</category></item>`, i, 20_000+i)
	}
	b.WriteString(`</channel></rss>`)
	src := config.Source{URL: usual["feed"], Options: map[string]string{"complete": "true"}}
	l, err := feed{}.List(src, &fetch.Page{URL: src.URL, Body: []byte(b.String())})
	if err != nil || len(l.Rows) != 10_000 || len(l.Incomplete) > 0 {
		t.Errorf("%d rows, incomplete %q, error %v", len(l.Rows), l.Incomplete, err)
	}
}
