package platform

import (
	"fmt"

	"github.com/PuerkitoBio/goquery"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
)

// noticeboard reads the boards of a system that does not exist: a list of pages,
// ten posts each, and a page for each post.
type noticeboard struct{}

func (noticeboard) About() About {
	return About{
		Name: "noticeboard", Title: "Noticeboard", Evidence: "assumed",
		Surface:    "the public list (/posts?page=N) and the posts' pages (/posts/N)",
		Permission: "its robots.txt leaves both open. Never touched: /posts/N/apply, which is the application form.",
		Options:    []Option{employerOption},
		Markers:    []string{"ol.posts, or p.none where there are none"},
		Fields:     []string{"title", "salary", "closing", "hours"},
	}
}

func (noticeboard) Start(src config.Source) ([]fetch.Request, error) {
	if resolve(src.URL, src.URL) == nil {
		return nil, configFault("noticeboard", src.URL, "not an address")
	}
	return []fetch.Request{get(src.URL)}, nil
}

func (noticeboard) List(src config.Source, p *fetch.Page) (Listing, error) {
	doc, failed := parse("noticeboard", p)
	if failed != nil {
		return Listing{}, failed
	}
	var got rows // drops rows without a key or title, and those that stand twice
	doc.Find("ol.posts > li").Each(func(_ int, li *goquery.Selection) {
		link := li.Find("a").First()
		a := normalize.Advert{Title: words(link), URL: absolute(p, link.AttrOr("href", ""))}
		if number := tidy(li.AttrOr("data-post", "")); isDigits(number) {
			a.Key = "noticeboard:" + number
		}
		fillPairs(&a, labelled(li)) // "Salary", "Closing date" and the like, by their labels
		got.add(Row{Advert: a, LeftOut: leaveOut(src, a)})
	})
	var l Listing
	got.onPage(p, &l)
	l.Total = firstNumber(words(doc.Find("p.count")))
	if len(l.Rows) == 0 && len(l.Incomplete) == 0 {
		if l.SaysEmpty = words(doc.Find("p.none")); l.SaysEmpty == "" {
			return Listing{}, sick("noticeboard", p, "ol.posts")
		}
	}
	nextPage(src, p, doc, &l)
	return l, nil
}

func (noticeboard) Detail(_ config.Source, row Row) (fetch.Request, bool) { return opened(row) }

func (noticeboard) Advert(_ config.Source, row Row, p *fetch.Page) (normalize.Advert, bool, error) {
	doc, failed := parse("noticeboard", p)
	if failed != nil {
		return normalize.Advert{}, false, failed
	}
	post := doc.Find("article.post")
	if post.Length() == 0 {
		return withoutAdvert("noticeboard", row, p, doc, "article.post")
	}
	a := normalize.Advert{Description: fragment(post.Find("div.text"))}
	fillPairs(&a, labelled(post.Find("dl")))
	return over(row.Advert, a), closedNotice(doc) != "", nil
}

// An adapter for an invented system, whole: "Adding a system" walks through it.
func ExampleAdapter() {
	var system Adapter = noticeboard{}
	src := config.Source{ID: "anytown", URL: "https://board.anytown.example/posts"}
	asked, _ := system.Start(src)
	list := &fetch.Page{URL: asked[0].URL, Status: 200, Body: []byte(`<html><body><p class="count">11 posts</p><ol class="posts">
		<li data-post="71"><a href="/posts/71">Social Worker</a><dl><dt>Salary</dt><dd>£40,000</dd><dt>Closing date</dt><dd>10 July 2026</dd></dl></li>
		</ol><a rel="next" href="/posts?page=2">More</a></body></html>`)}
	l, err := system.List(src, list)
	fmt.Println(len(l.Rows), "of", *l.Total, l.Next[0].URL, err)

	row := l.Rows[0]
	open, _ := system.Detail(src, row)
	page := &fetch.Page{URL: open.URL, Status: 200, Body: []byte(`<html><body><article class="post"><h1>Social Worker</h1>
		<dl><dt>Hours</dt><dd>36 hours a week</dd></dl><div class="text"><p>Work with children and families.</p></div></article></body></html>`)}
	a, closed, err := system.Advert(src, row, page)
	fmt.Println(a.Key, a.Title, "|", a.Salary, "|", a.Closing, "|", a.Hours, "|", closed, err)

	_, err = system.List(src, &fetch.Page{URL: src.URL, Status: 200, Body: []byte(`<html><body><h1>Our new website</h1><p>Welcome.</p></body></html>`)})
	fmt.Println(err)
	l, err = system.List(src, &fetch.Page{URL: src.URL, Status: 200, Body: []byte(`<html><body><p class="none">No posts today.</p></body></html>`)})
	fmt.Println(len(l.Rows), l.SaysEmpty, err)
	// Output:
	// 1 of 11 https://board.anytown.example/posts?page=2 <nil>
	// noticeboard:71 Social Worker | £40,000 | 10 July 2026 | 36 hours a week | false <nil>
	// noticeboard page https://board.anytown.example/posts: redesign: ol.posts not found
	// 0 No posts today. <nil>
}
