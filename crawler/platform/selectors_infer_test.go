package platform

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"vacancies/config"
	"vacancies/crawler/fetch"
)

// ownList is a council's own list in a form of its author's.
func ownList(title, row string, n int, around string) string {
	var rows strings.Builder
	for i := range n {
		rows.WriteString(strings.NewReplacer("{n}", fmt.Sprint(4100+i), "{t}", fmt.Sprintf("Social Worker %d", i+1)).Replace(row))
	}
	return "<html><head><title>" + title + "</title></head><body><nav><a href='/a-b/10'>About the council</a></nav>" + strings.Replace(around, "{rows}", rows.String(), 1) + "</body></html>"
}

func inferFrom(t *testing.T, markup string) (Inferred, *fetch.Page, bool) {
	t.Helper()
	p := &fetch.Page{URL: "https://www.anytown.gov.uk/list.aspx", MediaType: "text/html", Body: []byte(markup), At: time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)}
	in, ok := InferList(p)
	return in, p, ok
}

func TestSelectorsAreInferredFromTheRepeatedRowsOfAList(t *testing.T) {
	cases := []struct {
		name, title, row, around string
		n                        int
		want                     map[string]string // options, but for the evidence
	}{
		{"a table with headings", "Council vacancies", `<tr><td class="a"><a href="/show.aspx?id={n}">{t}</a></td><td class="b">£40,000</td><td class="c">3 December 2026</td></tr>`,
			`<table class="jobs"><thead><tr><th>Post</th><th>Salary</th><th>Closing date</th></tr></thead><tbody>{rows}</tbody></table>`, 4,
			map[string]string{"rows": "table.jobs tr:has(a)", "title": "td.a a", "link": "td.a a", "id_pattern": `[?&]id=(\d+)`, "salary": "td.b", "closing": "td.c"}},
		{"cards with classes that speak", "Jobs", `<li class="card x{n}"><h3 class="t"><a href="/posts/{n}">{t}</a></h3><span class="salary">Grade 9</span><span class="closing-date">tomorrow</span></li>`,
			`<ul id="found">{rows}</ul><a class="next" href="?p=2">Next</a><p class="sum">12 jobs found</p>`, 5,
			map[string]string{"rows": "ul#found li.card", "title": "h3.t a", "link": "h3.t a", "salary": "span.salary", "closing": "span.closing-date", "next": "a.next", "total": "p.sum"}},
		{"dates that lie behind are no closing dates", "Jobs", `<div class="row"><a class="go" href="/posts/{n}">{t}</a><i class="d">1 October 2026</i></div>`, `<div class="all">{rows}</div>`, 3,
			map[string]string{"rows": "div.all div.row", "title": "a.go", "link": "a.go"}},
		{"too few rows", "Jobs", `<li><a href="/posts/{n}">{t}</a></li>`, `<ul>{rows}</ul>`, 2, nil},
		{"a page that does not speak of vacancies", "Latest news", `<li><a href="/news/{n}">{t}</a></li>`, `<ul>{rows}</ul>`, 9, nil},
		{"links that are no rows", "Jobs", `<a href="/posts/{n}">{t}</a>`, `<p>{rows}</p>`, 9, nil},
		{"a menu", "Jobs", `<li><a href="/posts/{n}">{t}</a></li>`, `<nav><ul>{rows}</ul></nav>`, 9, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			in, p, ok := inferFrom(t, ownList(c.title, c.row, c.n, c.around))
			if ok != (c.want != nil) || !maps.Equal(in.Options, c.want) {
				t.Fatalf("inferred %v: %q, want %q", ok, in.Options, c.want)
			}
			if !ok {
				return
			}
			l, err := selectors{}.List(config.Source{URL: p.URL, Options: in.Options}, p)
			if err != nil || len(l.Rows) != c.n {
				t.Fatalf("read by them: %d rows, %v", len(l.Rows), err)
			}
			if a := l.Rows[1].Advert; a.Key != "selectors:4101" || a.Title != "Social Worker 2" {
				t.Errorf("read by them: %+v", a)
			}
		})
	}
}

func TestSelectorsOfAnAdvertsPageAreInferred(t *testing.T) {
	text := strings.Repeat("We look for somebody who knows families and their rights. ", 5)
	p := &fetch.Page{URL: "https://www.anytown.gov.uk/show.aspx?id=4100", Body: []byte(`<body><header>Anytown</header><h1 class="t">Social Worker</h1>
		<dl class="facts"><dt>Salary</dt><dd>£40,000</dd><dt>Hours</dt><dd>36</dd></dl><div id="page"><div class="body"><p>` + text + `</p></div></div><footer>` + text + `</footer></body>`)}
	want := map[string]string{"detail.title": "h1.t", "detail.facts": "dl.facts", "detail.description": "div.body"}
	if got := InferAdvert(p); !maps.Equal(got, want) {
		t.Errorf("inferred %q, want %q", got, want)
	}
	if got := InferAdvert(&fetch.Page{URL: p.URL, Body: []byte("<p>Not here.")}); len(got) != 0 {
		t.Errorf("of a page that says nothing: %q", got)
	}
}

func FuzzInfer(f *testing.F) {
	f.Add(ownList("Jobs", `<tr class="a b"><td class="c"><a href="?id={n}">{t}</a></td><td class="£">£1</td></tr>`, 5, "<table id='9 9'>{rows}</table>"))
	f.Add(strings.Repeat("<div class='job'><a href='/jobs/11'>jobs jobs</a>", 40))
	f.Add(`<title>jobs</title><ul><li class="a:b"><a href="//x/1?a=22">long</a><li class="a:b"><a href="/1?a=23">long</a><li class="a:b"><a href="/1?a=24">long</a>`)
	f.Fuzz(func(t *testing.T, markup string) {
		p := &fetch.Page{URL: "https://www.anytown.gov.uk/jobs", Body: []byte(markup), At: time.Unix(1790000000, 0)}
		in, ok := InferList(p)
		options := InferAdvert(p)
		if ok {
			maps.Copy(in.Options, options)
			options = in.Options
		}
		known := selectors{}.About().Options
		for name, v := range options {
			i := slices.IndexFunc(known, func(o Option) bool { return o.Name == name })
			if i < 0 || known[i].Check != nil && known[i].Check(v) != nil {
				t.Errorf("the option %s: %q would be refused by the config", name, v)
			}
		}
		if ok {
			_, _ = selectors{}.List(config.Source{URL: p.URL, Options: options}, p)
		}
	})
}
