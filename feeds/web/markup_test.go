package web_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// voids are the elements that have no end (HTML, section 13.1.2).
var voids = map[string]bool{"meta": true, "link": true, "input": true, "br": true, "hr": true, "img": true}

// page is what a test wants to know of a page's markup.
type page struct {
	links []string
	ids   map[string]bool
}

// sound reads a page strictly: every element is closed in its order, ids are
// unique, whatever names an id finds it, and nothing in it is script or style.
func sound(t *testing.T, name, body string) page {
	t.Helper()
	p := page{ids: map[string]bool{}}
	var stack, refers []string
	tokens := html.NewTokenizer(strings.NewReader(body))
	for {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			break
		}
		token := tokens.Token()
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			refers = append(refers, p.attributes(t, name, token)...)
			if kind == html.StartTagToken && !voids[token.Data] {
				stack = append(stack, token.Data)
			}
		case html.EndTagToken:
			if len(stack) == 0 || stack[len(stack)-1] != token.Data {
				t.Fatalf("%s: </%s> closes %v", name, token.Data, stack)
			}
			stack = stack[:len(stack)-1]
		}
	}
	if len(stack) > 0 {
		t.Errorf("%s: not closed: %v", name, stack)
	}
	for _, id := range refers {
		if !p.ids[id] {
			t.Errorf("%s: nothing has the id %q", name, id)
		}
	}
	if strings.Count(body, "<h1") != 1 {
		t.Errorf("%s: %d h1", name, strings.Count(body, "<h1"))
	}
	return p
}

// attributes checks one element's attributes and gathers links; it returns the
// ids that the element names.
func (p *page) attributes(t *testing.T, name string, token html.Token) (refers []string) {
	t.Helper()
	for _, a := range token.Attr {
		switch {
		case a.Key == "id":
			if p.ids[a.Val] {
				t.Errorf("%s: the id %q stands twice", name, a.Val)
			}
			p.ids[a.Val] = true
		case a.Key == "for", a.Key == "aria-labelledby", a.Key == "aria-describedby", a.Key == "form" && token.Data != "form":
			refers = append(refers, a.Val)
		case a.Key == "style", strings.HasPrefix(a.Key, "on"):
			t.Errorf("%s: <%s> has %s", name, token.Data, a.Key)
		case a.Key == "src":
			t.Errorf("%s: <%s> asks for %s", name, token.Data, a.Val)
		case a.Key == "href" && token.Data != "link", a.Key == "href" && slices.ContainsFunc(token.Attr, func(a html.Attribute) bool {
			return a.Key == "rel" && (a.Val == "alternate" || a.Val == "stylesheet" || a.Val == "icon")
		}):
			if strings.HasPrefix(a.Val, "#") {
				refers = append(refers, a.Val[1:])
				continue
			}
			p.links = append(p.links, a.Val)
		}
	}
	if token.Data == "style" || token.Data == "script" && !slices.Contains(token.Attr, html.Attribute{Key: "type", Val: "application/ld+json"}) {
		t.Errorf("%s: <%s>", name, token.Data)
	}
	return refers
}

func TestEveryPageIsSoundMarkup(t *testing.T) {
	h := newHarness(t)
	for _, target := range append(h.pages(), "/nothing", "/vacancies?pay_min=lots&borough=atlantis&page=x") {
		sound(t, target, text(t, h.get(target)))
	}
}

// TestNoLinkLeadsNowhere follows every link of ours from the front page on.
func TestNoLinkLeadsNowhere(t *testing.T) {
	h := newHarness(t)
	seen, todo := map[string]bool{"/": true}, []string{"/"}
	filtered := 0
	for len(todo) > 0 {
		target := todo[0]
		todo = todo[1:]
		r := h.get(target)
		if r.StatusCode == 301 || r.StatusCode == 302 {
			r = h.get(r.Header.Get("Location"))
		}
		if r.StatusCode != 200 {
			t.Errorf("%s answers %d", target, r.StatusCode)
			continue
		}
		if !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
			continue
		}
		p := sound(t, target, text(t, r))
		for _, link := range p.links {
			u, err := url.Parse(link)
			if err != nil {
				t.Errorf("%s: %q: %v", target, link, err)
				continue
			}
			if u.Host == "vacancies.example" {
				u.Scheme, u.Host = "", ""
			}
			if u.Scheme != "" || u.Host != "" {
				continue
			}
			u.Fragment = ""
			if to := u.String(); !seen[to] {
				if strings.HasPrefix(to, "/vacancies?") {
					if filtered++; filtered > 150 { // filters lead on without end
						continue
					}
				}
				seen[to] = true
				todo = append(todo, to)
			}
		}
	}
	if len(seen) < 300 {
		t.Errorf("only %d addresses were found", len(seen))
	}
}

func TestTheSiteMapHoldsNoFilteredOrClosedPage(t *testing.T) {
	h := newHarness(t)
	for _, loc := range strings.Split(text(t, h.get("/sitemap.xml")), "<loc>")[1:] {
		address, _, _ := strings.Cut(loc, "<")
		path := strings.TrimPrefix(address, "https://vacancies.example")
		r := h.get(path)
		if r.StatusCode != 200 || strings.Contains(text(t, r), `content="noindex"`) && path != "/status" {
			t.Errorf("%s answers %d or is not to be indexed", path, r.StatusCode)
		}
	}
	wants(t, text(t, h.get("/robots.txt")), "Sitemap: https://vacancies.example/sitemap.xml", "Disallow: /boroughs/*/mirror?")
}
