package web_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"vacancies/feeds/feedstest"
	"vacancies/feeds/web"
	"vacancies/feeds/web/webtest"
	"vacancies/normalize"
)

func TestAVacancyHasOneAddressAndOthersLeadThere(t *testing.T) {
	h := newHarness(t)
	plain := h.path(webtest.Plain)
	bare := "/vacancies/" + feedstest.ID(webtest.Plain)
	cases := []struct{ name, from, to string }{
		{"its id alone", bare, plain},
		{"its id in capitals", "/vacancies/" + strings.ToUpper(feedstest.ID(webtest.Plain)), plain},
		{"another slug", bare + "/old-title", plain},
		{"a stray slash", plain + "/", plain},
		{"the id of an advert merged into it", "/vacancies/" + feedstest.ID(webtest.Merged), h.path(webtest.Two)},
		{"a merged id with a slug", "/vacancies/" + feedstest.ID(webtest.Merged) + "/x", h.path(webtest.Two)},
		{"a standing feed's address among plain files", "/feeds/stage/senior.rss", "/vacancies.rss?stage=senior"},
		{"a standing page's address among plain files", "/feeds/borough/hackney", "/vacancies?borough=hackney"},
		{"tracking parameters", "/vacancies?utm_source=x&borough=hackney&fbclid=1&gclid=2", "/vacancies?borough=hackney"},
		{"a search asked of the front page", "/?stage=senior&borough=hackney", "/vacancies?stage=senior&borough=hackney"},
		{"a search of the front page that cannot be read", "/?borough=hackney;stage=senior", "/vacancies?borough=hackney;stage=senior"},
		{"a search of the front page that cannot be met", "/?borough=nowhere", "/vacancies?borough=nowhere"},
		{"tracking parameters on a feed", "/vacancies.rss?utm_campaign=x", "/vacancies.rss"},
		{"tracking parameters and a path of another host", "//evil.example/?utm_a=1", "/evil.example"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := h.get(c.from, "Host", "evil.example")
			if r.StatusCode != http.StatusMovedPermanently || r.Header.Get("Location") != c.to {
				t.Errorf("%s answers %d to %q, want 301 to %q", c.from, r.StatusCode, r.Header.Get("Location"), c.to)
			}
		})
	}
}

func TestTheFrontPageStaysWhereNothingIsSearchedFor(t *testing.T) {
	h := newHarness(t)
	for _, path := range []string{"/", "/?v=2", "/?borough="} {
		if r := h.get(path); r.StatusCode != http.StatusOK {
			t.Errorf("%s answers %d", path, r.StatusCode)
		}
	}
}

func TestWhatIsGoneAnswers410AndWhatWasNeverPublished404(t *testing.T) {
	h := newHarness(t)
	for name, c := range map[string]struct{ n, status int }{
		"pruned": {webtest.Pruned, 410}, "erased": {webtest.Erased, 410}, "held": {webtest.Held, 404}, "left out": {webtest.LeftOut, 404},
	} {
		r := h.get("/vacancies/" + feedstest.ID(c.n))
		body := text(t, r)
		if r.StatusCode != c.status || r.Header.Get("Cache-Control") != "no-store" || !strings.Contains(body, `content="noindex"`) {
			t.Errorf("%s: %d, %s", name, r.StatusCode, r.Header.Get("Cache-Control"))
		}
		lacks(t, body, "£41,500", "CS/00")
		if c.status == 404 {
			slug, _ := h.boroughOf(c.n)
			wants(t, body, `<a href="/boroughs/`+slug+`/mirror">`)
		}
	}
	h.now = webtest.Now.AddDate(0, 4, 0)
	if r := h.get(h.path(webtest.Closed)); r.StatusCode != 410 {
		t.Errorf("after the retention period a closed vacancy answers %d", r.StatusCode)
	}
}

func TestAVacancysPageSaysWhatStateItIsIn(t *testing.T) {
	h := newHarness(t)
	cases := []struct {
		name   string
		n      int
		wanted []string
		not    []string
	}{
		{"open: facts, words, apply link", webtest.Plain, []string{"£47,100 to £54,200 a year", "The advert’s words", "retention payment</blockquote>", "<code>pay.range</code>",
			`rel="noopener nofollow">Read and apply on`, "jobs.barking-and-dagenham.example/posts/1/apply", "Similar vacancies", `href="webcal://vacancies.example/vacancies.ics?`}, []string{`content="noindex"`, "JobPosting"}},
		{"closes today", webtest.Today, []string{"Closes today", "at 5pm"}, nil},
		{"says nothing", webtest.Silent, []string{"<dt>Pay</dt><dd><strong>Not stated</strong>", "<dt>Closing date</dt><dd><strong>Not stated</strong>", "Not stated never means no"}, nil},
		{"not confirmed", webtest.Stale, []string{"Not confirmed since 31 October 2026"}, nil},
		{"two boroughs, two adverts", webtest.Two, []string{">Kensington and Chelsea</a> and <a", "one reference and one title", "BB/77"}, nil},
		{"extended", webtest.Extended, []string{"Closing date extended", "was <del>27 November 2026</del>, now <ins>11 December 2026</ins>"}, nil},
		{"full text permitted", webtest.Full, []string{"<li>Weekly supervision</li>", "permission"}, nil},
		{"closed", webtest.Closed, []string{"This post is closed", `content="noindex"`}, []string{"Read and apply"}},
		{"withdrawn", webtest.Withdrawn, []string{"no longer advertised", "no longer on the council’s list", `content="noindex"`}, []string{"Read and apply"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			body := text(t, h.get(h.path(c.n)))
			wants(t, body, c.wanted...)
			lacks(t, body, c.not...)
			wants(t, body, `<link rel="canonical" href="https://vacancies.example`+h.path(c.n)+`">`)
		})
	}
}

func TestAnAdvertWasLastSeenWhenItsListWasLastReadWell(t *testing.T) {
	h := newHarness(t)
	r, _, _ := h.ledger.Record(feedstest.ID(webtest.Plain))
	slug := r.Boroughs[0]
	for i := range h.ledger.Snap.Records {
		if o := h.ledger.Snap.Records[i]; o.ID == r.ID { // found by later runs, so not rewritten
			o.Confirmed, o.Adverts[0].LastSeen, o.Adverts[0].Source = webtest.Now.AddDate(0, 0, -3), webtest.Now.AddDate(0, 0, -3), slug
		}
	}
	wants(t, text(t, h.get(h.path(webtest.Plain))), `<td class="nowrap">20 Nov, 8:30am</td>`)
	wants(t, text(t, h.get("/boroughs/"+slug+"/mirror?find=CS/0001")), "Last seen 20 November 2026 at 8:30am.", "last seen 20 Nov, 8:30am")

	for i := range h.ledger.Snap.Records {
		if o := h.ledger.Snap.Records[i]; o.ID == r.ID {
			o.Adverts[0].Missing = webtest.Now // the last runs did not show it
		}
	}
	again := newHarness(t, func(o *web.Options) { o.Ledger = h.ledger })
	lacks(t, text(t, again.get(h.path(webtest.Plain))), "20 Nov, 8:30am")
	wants(t, text(t, again.get("/boroughs/"+slug+"/mirror?find=CS/0001")), "It is published", "Its list has not shown it since 20 November 2026 at 9:30am", "when the next regular reading")
}

func TestJobPostingStandsOnlyWherePermittedAndTurnedOn(t *testing.T) {
	on := newHarness(t, func(o *web.Options) { o.Config.Site.JobPosting = true })
	body := text(t, on.get(on.path(webtest.Full)))
	wants(t, body, `"@type":"JobPosting"`, `"validThrough":"2026-12-12T23:59:00Z"`, `"minValue":88000`, `"currency":"GBP"`, `"unitText":"YEAR"`, `"directApply":false`)
	if n := strings.Count(body, "JobPosting"); n != 1 {
		t.Errorf("there are %d", n)
	}
	lacks(t, text(t, on.get(on.path(webtest.Plain))), "JobPosting") // excerpt only
	lacks(t, text(t, on.get("/vacancies")), "JobPosting")
	off := newHarness(t)
	lacks(t, text(t, off.get(off.path(webtest.Full))), "JobPosting")
}

// TestNobodyElsesAdvertIsTheCouncils: whoever applies is told whose page it is, and
// a council is never said to have written what an agency did.
func TestNobodyElsesAdvertIsTheCouncils(t *testing.T) {
	h := newHarness(t)
	r, _, _ := h.ledger.Record(feedstest.ID(webtest.Plain))
	slug, council := r.Boroughs[0], "London Borough of Barking and Dagenham"
	for kind, c := range map[normalize.Kind]struct{ site, author, more string }{
		normalize.Council:  {"the employer's site", council, "Check the closing time there: the council’s own page is the one that counts."},
		normalize.Shared:   {"the employer's site", council, "Check the closing time there: the council’s own page is the one that counts."},
		normalize.Regional: {"the regional site", council, "We have not seen this advert on the council’s own page"},
		normalize.Board:    {"the job board", council, "We have not seen this advert on the council’s own page"},
		normalize.Agency:   {"the agency's site", "An agency, for " + council, "Through an agency"},
	} {
		t.Run(string(kind), func(t *testing.T) {
			for _, o := range h.ledger.Snap.Records {
				if o.ID == r.ID {
					o.Kind, o.Adverts[0].Kind = kind, kind
				}
			}
			now := newHarness(t, func(o *web.Options) { o.Ledger = h.ledger })
			page, mirror := text(t, now.get(h.path(webtest.Plain))), text(t, now.get("/boroughs/"+slug+"/mirror"))
			wants(t, page, c.more)
			if own := c.site == "the employer's site"; own != strings.Contains(page, "’s own page</a>") || own == strings.Contains(mirror, ">The advert, on the ") {
				t.Errorf("the page or the mirror says otherwise than that it is its own: %t", own)
			}
			var feed struct {
				Items []struct {
					ID      string
					HTML    string `json:"content_html"`
					Authors []struct{ Name string }
				}
			}
			if err := json.Unmarshal([]byte(text(t, now.get("/vacancies.json?borough="+slug))), &feed); err != nil {
				t.Fatal(err)
			}
			for _, it := range feed.Items {
				if it.ID == "urn:uuid:"+r.ID && (!strings.Contains(it.HTML, "apply on "+c.site+"</a>") || it.Authors[0].Name != c.author) {
					t.Errorf("by %s: %s", it.Authors[0].Name, it.HTML)
				}
			}
		})
	}
}
