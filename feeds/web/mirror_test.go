package web_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"vacancies/config"
	"vacancies/feeds/feedstest"
	"vacancies/feeds/site"
	"vacancies/feeds/web"
	"vacancies/feeds/web/webtest"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/role"
	evidence "vacancies/normalize/text"
)

// boroughOf is the borough and address of the nth sample vacancy.
func (h *harness) boroughOf(n int) (slug, title string) {
	h.t.Helper()
	r, ok, _ := h.ledger.Record(feedstest.ID(n))
	if !ok {
		h.t.Fatalf("no vacancy %d", n)
	}
	return r.Boroughs[0], r.Vacancy.Title
}

func TestAnOfficerFindsWhyAnAdvertIsNotShown(t *testing.T) {
	h := newHarness(t)
	cases := []struct {
		name   string
		n      int
		find   string
		wanted []string
	}{
		{"published, by its reference", webtest.Plain, "cs / 0001", []string{"It is published", "is published since"}},
		{"published, by its address", webtest.Plain, "https://jobs.barking-and-dagenham.example/posts/1", []string{"It is published"}},
		{"left out, by its title", webtest.LeftOut, "Adult Safeguarding", []string{"It is left out, by a rule", "“Adult Safeguarding” (rule role.adult-words)"}},
		{"withheld", webtest.Held, "CS/0010", []string{"It is withheld", "Its source waits to be accepted"}},
		{"related", webtest.Related, "CS/0007", []string{"It is published, as a related post"}},
		{"closed", webtest.Closed, "CS/0013", []string{"It is closed", "It closed on"}},
		{"merged", webtest.Merged, "CS/0015", []string{"It is merged into another", "one reference and one title"}},
		{"never seen", webtest.Plain, "https://jobs.barking-and-dagenham.example/posts/999", []string{"Never seen",
			"We read 38 adverts at https://jobs.barking-and-dagenham.example/ at 8:30am on 20 November 2026; yours was not among them."}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			slug, _ := h.boroughOf(c.n)
			body := text(t, h.get("/boroughs/"+slug+"/mirror?find="+url.QueryEscape(c.find)))
			_, answer, ok := strings.Cut(body, `class="answer"`)
			if !ok {
				t.Fatal("there is no answer")
			}
			wants(t, answer, c.wanted...)
			wants(t, body, `content="noindex"`)
		})
	}
	t.Run("a row that is not the borough's own", func(t *testing.T) {
		wants(t, text(t, h.get("/boroughs/hackney/mirror?find=class+teacher")), "It is left out, by a rule", "The employer is a school")
	})
	t.Run("its own before those of others, in the words of a title", func(t *testing.T) {
		for _, find := range []string{"social worker", "class teacher", "class’ teacher"} {
			_, answer, _ := strings.Cut(text(t, h.get("/boroughs/hackney/mirror?find="+url.QueryEscape(find))), `class="answer"`)
			answer, _, _ = strings.Cut(answer, "</section>")
			lacks(t, answer, "Never seen", "It belongs to")
		}
	})
	t.Run("more than are told", func(t *testing.T) {
		wants(t, text(t, h.get("/boroughs/city-of-london/mirror?find=social+worker")), "Found: 5 adverts and more", "More fit these words.")
	})
	t.Run("another borough's advert", func(t *testing.T) {
		wants(t, text(t, h.get("/boroughs/hackney/mirror?find=CS/0001")), "It belongs to Barking and Dagenham.")
	})
	t.Run("a reading that is withheld or in part", func(t *testing.T) {
		wants(t, text(t, h.get("/boroughs/havering/mirror?find=CS/9")), "What was read since 20 November 2026 at 7:30am is withheld (7 of 9 open adverts were suddenly gone).")
		wants(t, text(t, h.get("/boroughs/enfield/mirror?find=CS/9")), "yours was not among them. That was not the whole list.")
	})
	t.Run("a source that cannot be read", func(t *testing.T) {
		wants(t, text(t, h.get("/boroughs/croydon/mirror?find=CS/9")), "yours was not among them", "Later tries failed: the site showed a bot check")
		wants(t, text(t, h.get("/boroughs/bexley/mirror?find=CS/9")), "We have not been able to read")
	})
}

func TestTheMirrorGroupsEveryAdvert(t *testing.T) {
	h := newHarness(t)
	counted := map[string]int{}
	for _, r := range slices.Concat(h.ledger.Snap.Records, h.ledger.Ended) {
		slug := r.Boroughs[0]
		var d site.MirrorDocument
		if err := json.Unmarshal([]byte(text(t, h.get("/boroughs/"+slug+"/mirror.json"))), &d); err != nil {
			t.Fatal(err)
		}
		times := 0
		for _, g := range d.Groups {
			for _, a := range g.Adverts {
				if a.ID == r.ID {
					times++
					counted[g.Group]++
					if g.Group == "left-out" && (len(a.Values) > 0 || a.FirstSeen == nil || a.Reason == "") {
						t.Errorf("left out shows %+v", a)
					}
				}
			}
		}
		want := 1
		if r.State == lifecycle.Erased || r.Pruned {
			want = 0
		}
		if times != want {
			t.Errorf("%s (%s) stands %d times on the mirror of %s", r.Vacancy.Title, r.State, times, slug)
		}
	}
	for _, group := range []string{"published", "related", "left-out", "merged", "withheld", "closed"} {
		if counted[group] == 0 {
			t.Errorf("no advert is in the group %s", group)
		}
	}
	slug, _ := h.boroughOf(webtest.Ruled)
	body := text(t, h.get("/boroughs/"+slug+"/mirror"))
	lacks(t, body, "A. Manager")
	wants(t, body, "Decided by a person on 16 November 2026: scope in. Why: the post leads social workers.",
		"words have changed since a person ruled", "mailto:vacancies@team.example?subject=Correction%3A%20", "What we say beside your own words")
}

func TestWhatARuleLeftOutIsNotSaidToHaveLeftTheList(t *testing.T) {
	h := newHarness(t)
	r, _, _ := h.ledger.Record(feedstest.ID(webtest.Closed))
	for _, o := range h.ledger.Ended {
		if o.ID == r.ID {
			o.Vacancy.Title, o.Vacancy.Role.Scope, o.Vacancy.Role.Why = "Parks Gardener", role.Out, evidence.Evidence{Words: "Gardener", Rule: "role.other-field"}
		}
	}
	body := text(t, h.get("/boroughs/"+r.Boroughs[0]+"/mirror?find=gardener"))
	wants(t, body, "It is left out, by a rule", "“Gardener” (rule role.other-field). It ended on 18 November 2026.")
	lacks(t, body, "/vacancies/"+r.ID) // which answers 404
}

// post sends a form from our own pages.
func (h *harness) post(target, form string, headers ...string) *http.Response {
	h.t.Helper()
	r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(form))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func TestLookAgainQueuesOneReadingAQuarterOfAnHour(t *testing.T) {
	h := newHarness(t)
	const mirror = "/boroughs/hackney/mirror"
	r := h.post(mirror, "source=hackney")
	if r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != mirror+"?looked=hackney" || !slices.Equal(h.looked, []string{"hackney"}) {
		t.Fatalf("it answers %d to %q, queued %v", r.StatusCode, r.Header.Get("Location"), h.looked)
	}
	wants(t, text(t, h.get(mirror+"?looked=hackney")), "Queued: Hackney careers site will be read once more. The result will show on this page by 9:40am")
	h.now = h.now.Add(2 * time.Minute)
	wants(t, text(t, h.get(mirror+"?looked=hackney")), "by 9:40am") // the promise does not move
	lacks(t, text(t, h.get(mirror+"?looked=brent")), "Queued")
	h.now = h.now.Add(-2 * time.Minute)
	r = h.post(mirror, "source=hackney")
	if r.StatusCode != http.StatusTooManyRequests || r.Header.Get("Retry-After") != "901" || len(h.looked) != 1 {
		t.Errorf("at once again: %d, Retry-After %s", r.StatusCode, r.Header.Get("Retry-After"))
	}
	h.now = h.now.Add(15 * time.Minute)
	if r = h.post(mirror, "source=hackney"); r.StatusCode != http.StatusSeeOther || len(h.looked) != 2 {
		t.Errorf("a quarter of an hour later: %d", r.StatusCode)
	}
}

func TestLookAgainSaysWhenItIsDone(t *testing.T) {
	h := newHarness(t)
	h.post("/boroughs/hackney/mirror", "source=hackney")
	for i := range h.ledger.Snap.Sources {
		if st := &h.ledger.Snap.Sources[i]; st.Source.ID == "hackney" {
			st.LastAttempt, st.Verdict = webtest.Now.Add(3*time.Minute), lifecycle.Failed
		}
	}
	wants(t, text(t, h.get("/boroughs/hackney/mirror?looked=hackney")), "Done: we looked again at Hackney careers site on 20 November 2026 at 9:33am. Outcome: failed.")
}

func TestAMirrorShowsItsOwnListBeforeCopies(t *testing.T) {
	h := newHarness(t, func(o *web.Options) {
		o.Config.Sources = append(o.Config.Sources, config.Source{ID: "a-board", Boroughs: []string{"hackney"}, Kind: "board"})
	})
	board := h.ledger.Snap.Sources[0]
	board.Source.ID, board.Source.Kind, board.Source.Boroughs = "a-board", normalize.Board, []string{"hackney"}
	h.ledger.Snap.Sources = append([]lifecycle.SourceState{board}, h.ledger.Snap.Sources...)
	body := text(t, h.get("/boroughs/hackney/mirror"))
	own, copies := strings.Index(body, "Where we read: Hackney careers site"), strings.Index(body, "Where we read: A board (job board)")
	if own < 0 || copies < own {
		t.Errorf("its own stands at %d, the board at %d", own, copies)
	}
}

func TestLookAgainRefuses(t *testing.T) {
	cases := []struct {
		name, path, form string
		status           int
		change           func(*web.Options)
		headers          []string
	}{
		{"a source of another borough", "/boroughs/hackney/mirror", "source=brent", 400, nil, nil},
		{"a source that is paused", "/boroughs/newham/mirror", "source=newham", 400, nil, nil},
		{"a source that is stopped", "/boroughs/sutton/mirror", "source=sutton", 400, nil, nil},
		{"a source without an address", "/boroughs/bexley/mirror", "source=bexley", 400, nil, nil},
		{"no source", "/boroughs/hackney/mirror", "", 400, nil, nil},
		{"a form that is too large", "/boroughs/hackney/mirror", "source=" + strings.Repeat("a", 10_000), 400, nil, nil},
		{"no such borough", "/boroughs/atlantis/mirror", "source=hackney", 404, nil, nil},
		{"the configuration does not allow it", "/boroughs/hackney/mirror", "source=hackney", 404, func(o *web.Options) { o.Config.Site.LookAgain = false }, nil},
		{"nothing reads here", "/boroughs/hackney/mirror", "source=hackney", 404, func(o *web.Options) { o.LookAgain = nil }, nil},
		{"it cannot be queued", "/boroughs/hackney/mirror", "source=hackney", 503, func(o *web.Options) { o.LookAgain = func(string) error { return errors.New("full") } }, nil},
		{"another site's page asks", "/boroughs/hackney/mirror", "source=hackney", 403, nil, []string{"Sec-Fetch-Site", "cross-site"}},
		{"another origin asks", "/boroughs/hackney/mirror", "source=hackney", 403, nil, []string{"Sec-Fetch-Site", "", "Origin", "https://evil.example"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			change := c.change
			if change == nil {
				change = func(*web.Options) {}
			}
			h := newHarness(t, change)
			r := h.post(c.path, c.form, c.headers...)
			if r.StatusCode != c.status || len(h.looked) > 0 {
				t.Errorf("it answers %d, queued %v", r.StatusCode, h.looked)
			}
			if (c.status == http.StatusServiceUnavailable) != (r.Header.Get("Retry-After") != "") {
				t.Errorf("%d says to come back after %q", c.status, r.Header.Get("Retry-After"))
			}
		})
	}
	h := newHarness(t)
	if r := h.post("/boroughs/hackney/mirror", "source=hackney", "Sec-Fetch-Site", "", "Origin", "https://vacancies.example"); r.StatusCode != http.StatusSeeOther {
		t.Errorf("our own origin behind a proxy: %d", r.StatusCode)
	}
	lacks(t, text(t, newHarness(t, func(o *web.Options) { o.LookAgain = nil }).get("/boroughs/hackney/mirror")), "Look again now")
}

func TestAMirrorOfAFullBoroughStaysBelowItsSize(t *testing.T) {
	h := newHarness(t)
	long := strings.TrimSpace(strings.Repeat("words of an advert ", 20))
	var records []*lifecycle.Record
	for n := range 120 {
		r := feedstest.Record(1000 + n)
		r.Boroughs, r.Source = []string{"hackney"}, "hackney"
		v := &r.Vacancy
		v.Title, v.Pay.Text, v.Closing.Text = long, long, long
		for _, of := range []*map[string]evidence.Evidence{&v.Pay.Evidence, &v.Hours.Evidence, &v.Role.Evidence, &v.Place.Evidence} {
			*of = map[string]evidence.Evidence{}
			for _, field := range []string{"pay", "hours", "pattern", "contract", "arrangement", "stage", "specialisms", "boroughs"} {
				(*of)[field] = evidence.Evidence{Words: long, Rule: "a.rule"}
			}
		}
		switch n % 4 {
		case 1:
			v.Role.Scope, r.InDefault = role.Related, false
		case 2:
			v.Role.Scope, r.InDefault, v.Role.Why.Words = role.Out, false, long
		case 3:
			r.State, r.InDefault, r.Reason = lifecycle.Held, false, long
		}
		records = append(records, r)
	}
	h.ledger.Ledger = feedstest.NewLedger(records...)
	for _, target := range []string{"", "?group=published&page=2", "?group=withheld", "?group=left-out&page=99", "?find=words"} {
		if n := len(text(t, h.get("/boroughs/hackney/mirror"+target))); n >= 60_000 {
			t.Errorf("%s is %d bytes", target, n)
		}
	}
}

func TestNoPageCarriesMoreTextThanIsPermitted(t *testing.T) {
	const excerptWords, fullWords, quotedWords = "EXCERPTWORDS", "FULLWORDS", "QUOTEDWORDS"
	for level, permitted := range map[string][]string{"facts": nil, "excerpt": {excerptWords, quotedWords}, "full": {excerptWords, quotedWords, fullWords}} {
		h := newHarness(t)
		i := slices.IndexFunc(h.ledger.Snap.Records, func(r *lifecycle.Record) bool { return r.ID == feedstest.ID(webtest.Plain) })
		r := h.ledger.Snap.Records[i]
		inProse := evidence.Evidence{Field: "description", Words: quotedWords, Rule: "a.rule"}
		r.Republish, r.Vacancy.Excerpt, r.Vacancy.Text, r.Vacancy.HTML = level, excerptWords, fullWords, "<p>"+fullWords+"</p>"
		r.Vacancy.Role.Why, r.Vacancy.Closing.Evidence = inProse, inProse
		r.Vacancy.Pay.Evidence = map[string]evidence.Evidence{"pay": inProse}
		r.Vacancy.Closing.Text, r.Vacancy.Pay.Text = quotedWords, quotedWords
		r.Vacancy.Facts[normalize.VisaSponsorship] = normalize.Fact{Stated: "yes", Words: quotedWords}
		r.Vacancy.Problems = []normalize.Problem{{Field: "description", Code: "too_long", Text: quotedWords}}
		borough := "/boroughs/" + r.Boroughs[0]
		seen := map[string]bool{}
		for _, target := range []string{h.path(webtest.Plain), "/", "/vacancies", borough, borough + "/mirror", borough + "/mirror?find=" + r.ID,
			borough + "/mirror?group=published&page=1", borough + "/mirror.json", borough + "/mirror.atom"} {
			body := text(t, h.get(target))
			for _, words := range []string{excerptWords, fullWords, quotedWords} {
				if !strings.Contains(body, words) {
					continue
				}
				seen[words] = true
				if !slices.Contains(permitted, words) {
					t.Errorf("republish %q: %s carries %s", level, target, words)
				}
			}
		}
		if len(permitted) > 0 && !seen[permitted[len(permitted)-1]] {
			t.Errorf("republish %q: what is permitted is nowhere", level)
		}
	}
}

func TestWhoHadASourceStoppedIsSaidNowhere(t *testing.T) {
	h := newHarness(t)
	for _, target := range append(h.pages(), "/boroughs/sutton", "/boroughs/sutton/mirror", "/boroughs/sutton/mirror.json", "/boroughs/sutton/mirror.atom",
		"/status.json", "/status.atom", "/boroughs.json") {
		body := text(t, h.get(target))
		lacks(t, body, "Sutton’s web team")
	}
	for _, target := range []string{"/status", "/status.json", "/sources", "/boroughs/sutton/mirror", "/boroughs/sutton/mirror.json"} {
		body := text(t, h.get(target))
		wants(t, body, "topped on request", "a new site is being built")
	}
}
