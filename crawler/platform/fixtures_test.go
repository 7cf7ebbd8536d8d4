package platform

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
)

var update = flag.Bool("update", false, "write the readings of the fixtures anew")

// fixture says how a page of testdata is given to its adapter. A page whose
// name begins with "advert" or "detail" is an advert's page, any other a list page.
type fixture struct {
	// url is the address the page was read at; the adapter's usual one when empty.
	url     string
	options map[string]string
	// key and title are the row's, for an advert's page.
	key, title, reference string
}

// greenSelectors read a made-up council's pages, as the config would.
var greenSelectors = map[string]string{
	"rows": "tr.job", "title": "td.t a", "link": "td.t a", "id_pattern": `[?&]code=([A-Z]+-\d+)`, "closing": "td.d", "salary": "td.p", "location": "td.w",
	"organisation": "@data-employer", "total": "p.count", "next": "a.more", "empty": "p.nothing", "employer": "Anytown Council",
	"detail.title": "h1.heading", "detail.closing": "p.ends", "detail.facts": "dl.facts", "detail.description": "div.text",
}

// usual are the addresses fixtures of an adapter are read at.
var usual = map[string]string{
	"oracle":     oracleList("https://abcd.fa.ocs.oraclecloud.example", "CX_1", 0).URL,
	"tribepad":   "https://jobs.anytown.example/jobs/search",
	"talentlink": "https://emea3.recruitmentplatform.example/syndicated/lay/jsoutputinitrapido.cfm?component=lay9999_lst400a&ID=ABCFK026203F3VBQB7968ANY0&mask=anyext&pagenum=1&Resultsperpage=10&lg=UK",
	"eploy":      "https://jobs.anytown.example/vacancies/vacancy-search-results.aspx?view=list",
	"oleeo-feed": "https://anytown.tal.example/vx/mobile-0/appcentre-1/brand-2/candidate/jobboard/vacancy/3/feed",
	"jobposting": "https://jobs.anytown.example/jobs",
	"feed":       "https://jobs.anytown.example/feed",
	"selectors":  "https://jobs.anytown.example/GenText.aspx?page=list",
	"workday":    "https://anytown.myworkdayjobs.example/en-GB/Council",
	"hireserve":  "https://jobs.anytown.example/utf8/ic_job_feeds.feed_engine?p_web_site_id=4250",
}

var fixtures = map[string]fixture{
	"oracle/list-first-page.json":              {},
	"oracle/list-empty.json":                   {},
	"oracle/list-count-only.json":              {},
	"oracle/list-beyond-reach.json":            {url: oracleList("https://abcd.fa.ocs.oraclecloud.example", "CX_1", 10_000).URL},
	"oracle/list-other-site.json":              {},
	"oracle/list-other-shape.json":             {},
	"oracle/list-truncated.json":               {},
	"oracle/list-maintenance.html":             {},
	"oracle/list-login.html":                   {},
	"oracle/list-shell.html":                   {url: "https://jobs.anytown.example/"},
	"oracle/detail-full.json":                  {key: "oracle:4101", title: "Senior Social Worker"},
	"oracle/detail-midnight-end.json":          {key: "oracle:4101", title: "Senior Social Worker"},
	"oracle/detail-staff-group.json":           {key: "oracle:4101", title: "Senior Social Worker"},
	"oracle/detail-gone.json":                  {key: "oracle:4101", title: "Senior Social Worker"},
	"oracle/detail-another-post.json":          {key: "oracle:4101", title: "Senior Social Worker"},
	"tribepad/classic-first-page.html":         {},
	"tribepad/classic-self-linking-pager.html": {url: "https://jobs.anytown.example/jobs/search/-1/4"},
	"tribepad/classic-none.html":               {},
	"tribepad/cards-first-page.html":           {url: "https://jobs.anytown.example/v2/job/search?page=1&records_per_page=10"},
	"tribepad/cards-without-count.html":        {url: "https://jobs.anytown.example/v2/job/search?page=1&records_per_page=10"},
	"tribepad/cards-none.html":                 {},
	"tribepad/cards-page-without-rows.html":    {url: "https://jobs.anytown.example/v2/job/search?page=3&records_per_page=10"},
	"tribepad/list-login.html":                 {},
	"tribepad/list-other-site.html":            {},
	"tribepad/api-list.xml":                    {options: map[string]string{"employer": "Anytown Council; Otherton"}},
	"tribepad/api-empty.xml":                   {},
	"tribepad/api-truncated.xml":               {},
	"tribepad/api-lookup.xml":                  {},
	"tribepad/advert-cards.html":               {url: "https://jobs.anytown.example/members/modules/job/detail.php?record=880", key: "tribepad:880", title: "Team Manager"},
	"tribepad/advert-classic.html":             {key: "tribepad:2201", title: "Social Worker, Assessment & Intervention"},
	"tribepad/classic-truncated.html":          {},
	"tribepad/advert-own-template.html":        {key: "tribepad:2201", title: "Social Worker, Assessment & Intervention"},
	"eploy/feed-control-characters.xml":        {},
	"tribepad/advert-expired.html":             {key: "tribepad:2201", title: "Social Worker"},
	"tribepad/advert-expired-but-shown.html":   {key: "tribepad:880", title: "Team Manager"},
	"talentlink/list-first-page.html":          {},
	"talentlink/list-welsh.html":               {},
	"talentlink/list-rows-without-table.html":  {},
	"talentlink/list-none.html":                {},
	"talentlink/list-count-without-rows.html":  {},
	"talentlink/list-search-form.html":         {},
	"talentlink/list-challenge.html":           {},
	"talentlink/list-embedding-page.html":      {url: "https://www.anytown.example/jobs"},
	"talentlink/list-newer-widget.html":        {url: "https://www.anytown.example/jobs"},
	"talentlink/list-unavailable.html":         {},
	"talentlink/advert.html":                   {key: "talentlink:7001", title: "Social Worker"},
	"talentlink/advert-preview.html":           {key: "talentlink:7001", title: "Social Worker"},
	"talentlink/advert-closed.html":            {key: "talentlink:7001", title: "Social Worker"},
	"talentlink/advert-not-one.html":           {key: "talentlink:7001", title: "Social Worker"},
	"eploy/feed.xml":                           {url: "https://jobs.anytown.example/feeds/datafeed.ashx?Format=xml", options: map[string]string{"employer": "Anytown Council"}},
	"eploy/feed-empty.xml":                     {},
	"eploy/feed-without-count.xml":             {},
	"eploy/feed-truncated.xml":                 {},
	"eploy/feed-rss.xml":                       {},
	"eploy/list-first-page.html":               {},
	"eploy/list-grid.html":                     {},
	"eploy/list-none.html":                     {},
	"eploy/list-by-script.html":                {},
	"eploy/list-blocked.html":                  {},
	"eploy/advert.html":                        {key: "eploy:2901", title: "Social Worker - Children & Families"},
	"eploy/advert-jobposting.html":             {key: "eploy:2901", title: "Social Worker - Children & Families"},
	"eploy/advert-closed.html":                 {key: "eploy:2901", title: "Social Worker"},
	"eploy/advert-blank.html":                  {key: "eploy:2901", title: "Social Worker"},
	"oleeo-feed/feed.xml":                      {},
	"oleeo-feed/feed-structured.xml":           {},
	"oleeo-feed/feed-empty.xml":                {},
	"oleeo-feed/feed-of-something-else.xml":    {},
	"oleeo-feed/feed-truncated.xml":            {},
	"oleeo-feed/challenge.html":                {},
	"oleeo-feed/pending-deletion.html":         {},
	"oleeo-feed/not-available.html":            {},
	"oleeo-feed/board-instead.html":            {},
	"oleeo-feed/advert.html":                   {key: "oleeo:3101", title: "3101 - Social Worker & Family Practitioner"},
	"oleeo-feed/advert-closed.html":            {key: "oleeo:3101", title: "3101 - Social Worker & Family Practitioner"},
	"oleeo-feed/advert-invalid.html":           {key: "oleeo:3101", title: "3101 - Social Worker & Family Practitioner"},
	"jobposting/list-links.html":               {},
	"jobposting/list-with-base.html":           {},
	"jobposting/list-postings.html":            {options: map[string]string{"employer": "Anytown Council"}},
	"jobposting/list-none.html":                {},
	"jobposting/list-none-in-own-words.html":   {options: map[string]string{"empty": "nothing is advertised just now"}},
	"jobposting/list-of-nothing.html":          {},
	"jobposting/sitemap.xml":                   {url: "https://jobs.anytown.example/sitemap.xml"},
	"jobposting/sitemap-index.xml":             {url: "https://jobs.anytown.example/sitemap_index.xml"},
	"jobposting/sitemap-empty.xml":             {},
	"jobposting/sitemap-without-adverts.xml":   {},
	"jobposting/advert-messy-jsonld.html":      {key: "jobposting:77", title: "Social Worker"},
	"jobposting/advert-microdata.html":         {key: "jobposting:78", title: "Reviewing Officer"},
	"jobposting/advert-among-several.html":     {key: "jobposting:79", title: "Social Worker"},
	"jobposting/advert-closed.html":            {key: "jobposting:80", title: "Social Worker"},
	"jobposting/advert-expired-but-shown.html": {key: "jobposting:80", title: "Social Worker"},
	"jobposting/advert-without-posting.html":   {key: "jobposting:80", title: "Social Worker"},
	"feed/networx.xml":                         {},
	"feed/engage.xml":                          {},
	"feed/engage-empty.xml":                    {},
	"feed/atom.xml":                            {},
	"feed/atom-paged.xml":                      {},
	"feed/plain-empty.xml":                     {},
	"feed/plain-none.xml":                      {},
	"feed/truncated.xml":                       {},
	"feed/left-open.xml":                       {},
	"feed/other-document.xml":                  {},
	"feed/page-instead.html":                   {},
	"feed/networx-empty.xml":                   {},
	"feed/rss-latest.xml":                      {options: map[string]string{"salary": "job:pay", "closing": "job:closing_date | job:ends@day", "employer": "Anytown Council"}},
	"feed/json-feed.json":                      {options: map[string]string{"salary": "facts/pay", "closing": "facts/ends", "complete": "true"}},
	"feed/json-jobposting.json":                {},
	"feed/rss-links-as-text.xml":               {},
	"feed/own-items.xml":                       {options: map[string]string{"items": "Post", "id": "@ref", "title": "Name", "location": "Where/Town + Where/Code", "closing": "Until"}},
	"feed/advert.html":                         {key: "feed:5121", title: "Receptionist"},
	"feed/advert-closed.html":                  {key: "feed:5121", title: "Receptionist"},
	"selectors/list.html":                      {options: greenSelectors},
	"selectors/list-none.html":                 {options: greenSelectors},
	"selectors/list-changed.html":              {options: greenSelectors},
	"selectors/list-without-titles.html":       {options: greenSelectors},
	"selectors/list-none-in-usual-words.html":  {options: map[string]string{"rows": "li.job"}},
	"selectors/advert.html":                    {options: greenSelectors, key: "selectors:SW-101", title: "Social Worker"},
	"selectors/advert-closed.html":             {options: greenSelectors, key: "selectors:SW-101", title: "Social Worker"},
	"selectors/advert-changed.html":            {options: greenSelectors, key: "selectors:SW-101", title: "Social Worker"},
	"workday/list.json":                        {},
	"workday/list-empty.json":                  {},
	"workday/list-error.json":                  {},
	"workday/list-maintenance.html":            {},
	"workday/list-truncated.json":              {},
	"workday/detail.json":                      {key: "workday:R4101", reference: "R4101", title: "Social Worker"},
	"workday/detail-taken-down.json":           {key: "workday:R4101", reference: "R4101", title: "Social Worker"},
	"workday/detail-another-post.json":         {key: "workday:R4101", reference: "R4101", title: "Social Worker"},
	"hireserve/feed.json":                      {options: map[string]string{"employer": "Anytown Council"}},
	"hireserve/feed-empty.json":                {},
	"hireserve/feed-hidden.json":               {},
	"hireserve/feed-other.json":                {},
	"hireserve/doorway.html":                   {url: "https://jobs.anytown.example/en/vacancies"},
	"hireserve/doorway-without-number.html":    {url: "https://jobs.anytown.example/en/vacancies"},
	"hireserve/advert.html":                    {key: "hireserve:614001", title: "Social Worker & Trainer"},
	"hireserve/advert-gone.html":               {key: "hireserve:614001", title: "Social Worker & Trainer"},
}

// reading is what an adapter makes of a fixture.
type reading struct {
	Listing *Listing          `json:"listing,omitempty"`
	Advert  *normalize.Advert `json:"advert,omitempty"`
	Closed  bool              `json:"closed,omitempty"`
	Error   string            `json:"error,omitempty"`
}

func read(t *testing.T, name string, f fixture, page []byte) reading {
	t.Helper()
	adapter, ok := ByName(filepath.Dir(name))
	if !ok {
		t.Fatalf("no adapter for %s", name)
	}
	address := f.url
	if address == "" {
		address = usual[filepath.Dir(name)]
	}
	src := config.Source{ID: "anytown", URL: address, Options: f.options}
	p := &fetch.Page{Requested: address, URL: address, Status: 200, Body: page}
	base := filepath.Base(name)
	if !strings.HasPrefix(base, "advert") && !strings.HasPrefix(base, "detail") {
		l, err := adapter.List(src, p)
		if err != nil {
			return reading{Error: err.Error()}
		}
		return reading{Listing: &l}
	}
	row := Row{Advert: normalize.Advert{Key: f.key, Title: f.title, Reference: f.reference, URL: "https://jobs.anytown.example/row", Salary: "the row's salary", Closing: "2026-07-10"}}
	a, closed, err := adapter.Advert(src, row, p)
	if err != nil {
		return reading{Error: err.Error()}
	}
	return reading{Advert: &a, Closed: closed}
}

func TestFixturesAreReadAsExpected(t *testing.T) {
	for name, f := range fixtures {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("testdata", name)
			page, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			got, err := json.MarshalIndent(read(t, name, f, page), "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, '\n')
			if *update {
				if err := os.WriteFile(path+".want", got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path + ".want")
			if err != nil {
				t.Fatalf("the page has no expected reading: %v", err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("reading differs (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEveryFixtureHasItsTwin(t *testing.T) {
	files, err := filepath.Glob("testdata/*/*")
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, file := range files {
		rel, _ := filepath.Rel("testdata", file)
		there[filepath.ToSlash(rel)] = true
	}
	var names []string
	for name := range there {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		page, isExpected := strings.CutSuffix(name, ".want")
		if isExpected && !there[page] {
			t.Errorf("%s expects a page that is not there", name)
		}
		if _, known := fixtures[page]; !known {
			t.Errorf("%s is read by no test", page)
		}
		if !isExpected && !there[name+".want"] {
			t.Errorf("%s has no expected reading", name)
		}
	}
}
