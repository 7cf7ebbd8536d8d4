package web_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vacancies/config"
	"vacancies/feeds"
	"vacancies/feeds/feedstest"
	"vacancies/feeds/web"
	"vacancies/normalize/lifecycle"
)

func TestAFilterThatCannotBeTakenIsRefused(t *testing.T) {
	h := newHarness(t)
	cases := []struct {
		name, query  string
		page, feed   int
		target, says string
	}{
		{"an unknown value", "borough=atlantis", 400, 400, "#f-borough", "Borough is not one of the choices"},
		{"pay that is no number", "pay_min=lots", 400, 400, "#pay_min", "Pay must be yearly pay"},
		{"too many words", "q=" + strings.Repeat("a", 300), 400, 400, "#q", "is too long"},
		{"a closing day that is none", "closing=2026-02-31", 400, 400, "#f-closing", "Closing must be"},
		{"a sort order we do not have", "sort=cheapest", 400, 400, "#results", "Order must be"},
		{"a page that is no number", "page=last", 400, 400, "#results", "Page must be"},
		{"an unknown parameter", "nonsense=1", 200, 400, "", "“nonsense” is not a filter we have; it was ignored."},
		{"an empty value is absent", "borough=&q=", 200, 200, "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := h.get("/vacancies?" + c.query)
			body := text(t, r)
			if r.StatusCode != c.page {
				t.Errorf("the page answers %d", r.StatusCode)
			}
			wants(t, body, c.says)
			if c.target != "" {
				id := strings.TrimPrefix(c.target, "#")
				wants(t, body, "There is a problem with this search", `<a href="`+c.target+`">`, `id="`+id+`"`, "<title>Error: ", "No search was made")
				lacks(t, body, `class="card"`, `rel="alternate"`)
			}
			for _, f := range feeds.Formats() {
				if r := h.get("/vacancies." + string(f) + "?" + c.query); r.StatusCode != c.feed {
					t.Errorf("%s answers %d", f, r.StatusCode)
				}
			}
		})
	}
}

func TestWhatWasAskedIsShownAgainEscaped(t *testing.T) {
	h := newHarness(t)
	for _, bad := range []string{`"><script>alert(1)</script>`, `' onfocus=alert(1) x='`, "\x00\x1b\u202e<u>x", "javascript:alert(1)"} {
		for _, target := range []string{"/vacancies?q=" + url.QueryEscape(bad), "/vacancies?pay_min=" + url.QueryEscape(bad), "/vacancies?borough=" + url.QueryEscape(bad),
			"/vacancies?" + url.QueryEscape(bad) + "=1", "/boroughs/hackney/mirror?find=" + url.QueryEscape(bad), "/boroughs/hackney/mirror?group=" + url.QueryEscape(bad),
			"/boroughs/hackney/mirror?looked=" + url.QueryEscape(bad), "/" + url.PathEscape(bad), "/vacancies.rss?" + url.QueryEscape(bad) + "=" + url.QueryEscape(bad)} {
			r := h.get(target)
			body := text(t, r)
			lacks(t, body, "<script>alert", "<u>x", "\x00", "\x1b", "\u202e")
			if strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
				sound(t, target, body)
			}
		}
	}
}

func TestRequestsOutOfBoundsAreRefused(t *testing.T) {
	h := newHarness(t)
	if r := h.get("/vacancies?q=" + strings.Repeat("a", 5000)); r.StatusCode != http.StatusRequestURITooLong {
		t.Errorf("a long query: %d", r.StatusCode)
	}
	if r := h.get("/vacancies?" + strings.Repeat("borough=hackney&", 100)); r.StatusCode != 400 {
		t.Errorf("a hundred values: %d", r.StatusCode)
	}
	if r := h.get("/boroughs/hackney/mirror?find=" + strings.Repeat("a", 600)); r.StatusCode != 400 {
		t.Errorf("a long look-up: %d", r.StatusCode)
	}
	if r := h.get("/vacancies?page=9999"); r.StatusCode != http.StatusFound || r.Header.Get("Location") != "/vacancies" {
		t.Errorf("a page beyond the last: %d to %s", r.StatusCode, r.Header.Get("Location"))
	}
}

func TestAListSaysWhatItLeavesOutForWantOfWords(t *testing.T) {
	h := newHarness(t)
	body := text(t, h.get("/vacancies?pay_min=30000"))
	wants(t, body, "1 more do not state yearly pay: include them", "/vacancies?pay_min=30000&amp;unstated=pay", "/vacancies?pay_min=30000&amp;unstated=pay#told",
		`<link rel="alternate" type="application/rss+xml" title="Vacancies: and those that do not state yearly pay, £30,000 or more (RSS)" href="/vacancies.rss?pay_min=30000&amp;unstated=pay">`)
	with, without := h.listedOn(t, "pay_min=30000&unstated=pay"), h.listedOn(t, "pay_min=30000")
	if len(with) != len(without)+1 {
		t.Errorf("%d with, %d without", len(with), len(without))
	}
}

func TestFiltersChosenCanBeTakenOutOneByOne(t *testing.T) {
	h := newHarness(t)
	body := text(t, h.get("/vacancies?borough=hackney&borough=south-of-the-thames&stage=senior&pay_min=40000"))
	wants(t, body, `<a href="/vacancies?borough=south-of-the-thames&amp;pay_min=40000&amp;stage=senior"><span class="vh">Remove </span>Hackney`,
		`<span class="vh">Remove </span>South of the Thames`, `<span class="vh">Remove </span>£40,000 or more`, `content="noindex"`)
	for _, kind := range []string{"application/rss+xml", "application/atom+xml", "application/feed+json"} {
		wants(t, body, `<link rel="alternate" type="`+kind+`"`)
	}
	lacks(t, text(t, h.get("/vacancies")), `content="noindex"`)
}

func TestANoughtNeverStandsForABoroughThatIsNotRead(t *testing.T) {
	h := newHarness(t)
	h.ledger.Snap.Records = slices.DeleteFunc(h.ledger.Snap.Records, func(r *lifecycle.Record) bool { return slices.Contains(r.Boroughs, "bexley") })
	h.ledger.Ledger = feedstest.NewLedger(h.ledger.Snap.Records...)
	for i := range h.ledger.Snap.Sources {
		if st := &h.ledger.Snap.Sources[i]; st.Source.ID == "bexley" {
			st.Verdict, st.Source.URL, st.LastSuccess = lifecycle.Skipped, "", time.Time{}
		}
	}
	wants(t, text(t, h.get("/vacancies")), `value="bexley">Bexley<span class="n">not read</span>`)
	wants(t, text(t, h.get("/")), `<option value="bexley">Bexley (not being read)</option>`)
	wants(t, text(t, h.get("/feeds")), `<b>not read</b>Bexley`)
	wants(t, text(t, h.get("/boroughs/greenwich")), `<b>not read</b>Bexley`)
	wants(t, text(t, h.get("/boroughs/bexley")), "Not known what is open", "does not mean that nothing is open")
	wants(t, text(t, h.get("/boroughs")), `<span class="soft">not known</span></td><td role="cell" data-th="Is it being read?"><span class="tag warn">Not being read`)
}

func TestTheAccessibilityStatementSaysWhoHasTestedAndWhoHasNot(t *testing.T) {
	body := text(t, newHarness(t).get("/accessibility"))
	wants(t, body, "No person with a disability has tested this website", "has not been established", `<a href="mailto:access@team.example`, "Enforcement procedure", "Preparation of this statement")
	body = text(t, newHarness(t, func(o *web.Options) {
		o.Config.Site.Accessibility = config.Accessibility{Phone: "020 7946 0000", Prepared: "4 December 2026", Reviewed: "5 December 2026", Tested: "on 3 December 2026 by A Company"}
	}).get("/accessibility"))
	wants(t, body, "call 020 7946 0000", "prepared on 4 December 2026", "last reviewed on 5 December 2026", "tested by people on 3 December 2026 by A Company")
	lacks(t, body, "No person", "not been established")
}

func TestWhatIsChosenStandsFirstInALongFilter(t *testing.T) {
	body := text(t, newHarness(t).get("/vacancies?borough=sutton&borough=westminster"))
	first, second := strings.Index(body, `value="sutton" id="f-borough" checked`), strings.Index(body, `value="westminster" checked`)
	if other := strings.Index(body, `name="borough" value="barnet"`); first < 0 || second < first || other < second {
		t.Errorf("Sutton stands at %d, Westminster at %d, Barnet at %d", first, second, other)
	}
}

func TestWordsForAFirstPostLeadToItsStage(t *testing.T) {
	h := newHarness(t)
	for _, words := range []string{"ASYE", "nqsw+hackney", "Newly+Qualified"} {
		wants(t, text(t, h.get("/vacancies?borough=south-of-the-thames&q="+words)), `See <a href="/vacancies?borough=south-of-the-thames&amp;stage=nqsw">`)
	}
	lacks(t, text(t, h.get("/vacancies?q=fostering")), "first post")
	lacks(t, text(t, h.get("/vacancies?q=asye&stage=nqsw")), "first post after")
	wants(t, text(t, h.get("/")), "Newly qualified (ASYE)")
}

func TestAnErrorLeadsToItsField(t *testing.T) {
	body := text(t, newHarness(t).get("/vacancies?pay_min=lots&borough=atlantis&stage=king"))
	for _, param := range []string{"pay_min", "f-borough", "f-stage"} {
		_, after, ok := strings.Cut(body, ` id="`+param+`"`)
		before, _, _ := strings.Cut(body, ` id="`+param+`"`)
		if tag := before[strings.LastIndex(before, "<"):]; !ok || !strings.HasPrefix(tag, "<input ") {
			t.Errorf("%s is on %q, followed by %.40q", param, tag, after)
		}
		wants(t, body, `<li><a href="#`+param+`">`)
	}
	wants(t, body, `<fieldset aria-describedby="e-borough">`, `id="e-borough"><span class="vh">Error: </span>Borough`)
}

// rawLink is a link in a page's body that opens a feed as the raw document it is.
var rawLink = regexp.MustCompile(`<a [^>]*href="[^"]*\.(rss|atom|opml|xml)[?"][^>]*>`)

func TestNobodyIsSentToARawFeed(t *testing.T) {
	h := newHarness(t)
	for _, target := range h.pages() {
		for _, link := range rawLink.FindAllString(text(t, h.get(target)), -1) {
			if !strings.Contains(link, "download=") && target != "/developers" {
				t.Errorf("%s: %s", target, link)
			}
		}
	}
	wants(t, text(t, h.get("/vacancies?stage=senior")), `<label for="address-rss">RSS</label><input type="text" id="address-rss" readonly value="https://vacancies.example/vacancies.rss?stage=senior">`)
	wants(t, text(t, h.get("/feeds")), `<a href="/vacancies?stage=senior"><b>`, `value="https://vacancies.example/vacancies.rss"`)
	wants(t, text(t, h.get("/status")), `value="https://vacancies.example/status.atom"`)
	wants(t, text(t, h.get("/boroughs/hackney/mirror")), `value="https://vacancies.example/boroughs/hackney/mirror.atom"`)
}

var cardLink = regexp.MustCompile(`<h3><a href="/vacancies/([0-9a-f-]{36})`)

// listedOn are the ids of a search on its pages, all of them, in order.
func (h *harness) listedOn(t testing.TB, query string) []string {
	t.Helper()
	var ids []string
	for n := 1; n < 50; n++ {
		body := text(t, h.get(fmt.Sprintf("/vacancies?%s&page=%d", query, n)))
		found := cardLink.FindAllStringSubmatch(body, -1)
		for _, m := range found {
			ids = append(ids, m[1])
		}
		if len(found) < 20 || !strings.Contains(body, `rel="next"`) {
			return ids
		}
	}
	t.Fatal("the list does not end")
	return nil
}

// TestPagesHoldTheSetOfEveryFormat is the law of one resource with many
// representations: whatever is asked, the pages and the JSON feed hold the same
// vacancies, and every format as many.
func TestPagesHoldTheSetOfEveryFormat(t *testing.T) {
	h := newHarness(t)
	choices := map[string][]string{"added": {"", "1", "3", "7", "14"}, "closing": {"", "0", "7", "14", "2026-12-04"}, "visa": {"", "yes", "no"},
		"pay_min": {"", "30000", "45000", "£60k"}, "sort": {"", "newest", "closing"}, "q": {"", "social", "fostering", "hackney worker"},
		"scope": {"in", "related"}, "borough": {"hackney", "south-of-the-thames", "inner-london", "bexley"}, "unstated": {"pay", "closing", "visa"}}
	for _, name := range []string{"stage", "specialism", "contract", "pattern", "arrangement"} {
		for _, c := range feeds.Codes(name) {
			choices[name] = append(choices[name], c.Code)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		v := url.Values{}
		for _, name := range sorted(choices) {
			some := 1
			if !slices.Contains(choices[name], "") {
				some = rapid.SampledFrom([]int{0, 0, 0, 1, 2}).Draw(rt, name+" values")
			}
			for range some {
				v.Add(name, rapid.SampledFrom(choices[name]).Draw(rt, name))
			}
		}
		var feed struct {
			Items []struct {
				ID string `json:"id"`
			} `json:"items"`
		}
		if err := json.Unmarshal([]byte(text(t, h.get("/vacancies.json?"+v.Encode()))), &feed); err != nil {
			rt.Fatal(err)
		}
		var inFeed []string
		for _, it := range feed.Items {
			inFeed = append(inFeed, strings.TrimPrefix(it.ID, "urn:uuid:"))
		}
		if onPages := h.listedOn(t, v.Encode()); !slices.Equal(onPages, inFeed) {
			rt.Fatalf("%s: the pages hold %d, the feed %d", v.Encode(), len(onPages), len(inFeed))
		}
		if n := strings.Count(text(t, h.get("/vacancies.rss?"+v.Encode())), "<item>"); n != len(inFeed) {
			rt.Fatalf("RSS holds %d, want %d", n, len(inFeed))
		}
		if n := strings.Count(text(t, h.get("/vacancies.atom?"+v.Encode())), "<entry>"); n != len(inFeed) {
			rt.Fatalf("Atom holds %d, want %d", n, len(inFeed))
		}
	})
}

func sorted(m map[string][]string) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func TestEveryListSaysWhatItRestsOn(t *testing.T) {
	h := newHarness(t)
	for _, target := range []string{"/", "/vacancies", "/vacancies?q=nothingatall", "/boroughs", "/feeds", "/status"} {
		wants(t, text(t, h.get(target)), "Reading 26 of 33 London councils", "Not read now: ", ">Bexley</a>", "may be open and missing here")
	}
	for _, feed := range []string{"/vacancies.rss", "/vacancies.atom?q=nothingatall", "/vacancies.json?visa=yes", "/changes.atom", "/status.atom", "/boroughs.json", "/status.json"} {
		wants(t, text(t, h.get(feed)), "Reading 26 of 33; not read now: ")
	}
	for _, feed := range []string{"/vacancies.rss?borough=bexley", "/vacancies.atom?borough=bexley", "/vacancies.json?borough=bexley", "/boroughs/bexley/mirror.atom"} {
		wants(t, text(t, h.get(feed)), "Reading 0 of 1; not read now: Bexley.")
	}
	wants(t, strings.ReplaceAll(text(t, h.get("/vacancies.ics?borough=bexley")), "\r\n ", ""), `Reading 0 of 1\; not read now: Bexley.`)
	wants(t, text(t, h.get("/vacancies?borough=bexley")), "<p> Not read now: <a href=\"https://www.bexley.gov.uk/")
	wants(t, text(t, h.get("/vacancies?borough=bexley&borough=hackney")), "Of the boroughs chosen, we are reading 1 of 2. Not read now: <a href=")
	wants(t, text(t, h.get("/vacancies?borough=hackney")), "The borough chosen is being read.")
	wants(t, text(t, h.get("/boroughs/bexley")), "Not being read now: address wanted", "Bexley’s own careers page")
	wants(t, text(t, h.get("/boroughs/hackney")), "Being read: Hackney’s own list was last read well")
}

// TestARefusalIsPlainText names what was wrong as it was asked, and repeats
// nothing that a reader could take for a page.
func TestARefusalIsPlainText(t *testing.T) {
	h := newHarness(t)
	for target, want := range map[string]string{
		"/vacancies.json?borough=nosuch":        "\"borough\": is not one of the choices\nSee /developers for what can be asked.\n",
		"/changes.json?since=x":                 "\"since\": must be the number of a change, such as 0\nSee /developers for what can be asked.\n",
		"/vacancies.rss?%3Cscript%3E%26%27%22=": "\"&lt;script&gt;&amp;'\\\"\": is not a filter we have\nSee /developers for what can be asked.\n",
	} {
		if got := text(t, h.get(target)); got != want {
			t.Errorf("%s: %q", target, got)
		}
	}
}
