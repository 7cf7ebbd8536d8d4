package crawler

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/crawler/platform"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// plain is an adapter for the tests' own recruitment system, whose pages are
// JSON documents of listPage and advertPage.
type plain struct{}

type listPage struct {
	Rows       []listRow `json:"rows"`
	Next       []string  `json:"next,omitempty"`
	Total      *int      `json:"total,omitempty"`
	Empty      string    `json:"empty,omitempty"`
	Incomplete []string  `json:"incomplete,omitempty"`
	// Volatile marks the addresses in Next.
	Volatile bool `json:"volatile,omitempty"`
	// Noise differs in every answer and means nothing.
	Noise string `json:"noise,omitempty"`
}

type listRow struct {
	Key        string `json:"key"`
	Title      string `json:"title"`
	Department string `json:"department,omitempty"`
	Closing    string `json:"closing,omitempty"`
	URL        string `json:"url,omitempty"`
	LeftOut    string `json:"left_out,omitempty"`
	Employer   string `json:"employer,omitempty"`
	Whole      bool   `json:"whole,omitempty"` // there is no advert page
}

type advertPage struct {
	Salary   string `json:"salary,omitempty"`
	Closing  string `json:"closing,omitempty"`
	Text     string `json:"text,omitempty"`
	Closed   bool   `json:"closed,omitempty"`
	Employer string `json:"employer,omitempty"`
	// Key and Reference replace the row's.
	Key       string `json:"key,omitempty"`
	Reference string `json:"reference,omitempty"`
}

func (plain) About() platform.About { return platform.About{Name: "plain"} }

func (plain) Start(src config.Source) ([]fetch.Request, error) {
	if src.Options["start"] == "broken" {
		return nil, errors.New("no tenant")
	}
	var first []fetch.Request
	for address := range strings.FieldsSeq(src.URL + " " + src.Options["more"]) {
		first = append(first, fetch.Request{URL: address, Accept: []string{"application/json"}})
	}
	return first, nil
}

func (plain) List(src config.Source, p *fetch.Page) (platform.Listing, error) {
	if string(p.Body) == "panic" {
		panic("a page that breaks the adapter")
	}
	var page listPage
	if err := json.Unmarshal(p.Body, &page); err != nil {
		return platform.Listing{}, &platform.Error{Platform: "plain", URL: p.URL, Fault: lifecycle.FaultRedesign, Detail: "no list"}
	}
	l := platform.Listing{Total: page.Total, SaysEmpty: page.Empty, Incomplete: page.Incomplete}
	for _, next := range page.Next {
		l.Next = append(l.Next, fetch.Request{URL: next, Volatile: page.Volatile})
	}
	for _, r := range page.Rows {
		key := ""
		if r.Key != "" {
			key = "plain:" + r.Key
		}
		row := platform.Row{LeftOut: r.LeftOut, Advert: normalize.Advert{
			Key: key, Title: r.Title, Department: r.Department, Employer: r.Employer, Closing: r.Closing, URL: r.URL}}
		if row.Advert.URL == "" && r.Key != "" {
			row.Advert.URL = "http://jobs.example/advert/" + r.Key
		}
		if !r.Whole {
			row.Detail = row.Advert.URL
		}
		l.Rows = append(l.Rows, row)
	}
	return l, nil
}

func (plain) Detail(_ config.Source, row platform.Row) (fetch.Request, bool) {
	return fetch.Request{URL: row.Detail}, row.Detail != ""
}

func (plain) Advert(_ config.Source, row platform.Row, p *fetch.Page) (normalize.Advert, bool, error) {
	if string(p.Body) == "panic" {
		panic("a page that breaks the adapter")
	}
	var page advertPage
	if err := json.Unmarshal(p.Body, &page); err != nil {
		return normalize.Advert{}, false, &platform.Error{Platform: "plain", URL: p.URL, Fault: lifecycle.FaultRedesign, Detail: "no advert"}
	}
	a := row.Advert
	a.Salary, a.Description = page.Salary, page.Text
	a.Closing = cmp.Or(page.Closing, a.Closing)
	a.Key, a.Employer = cmp.Or(page.Key, a.Key), cmp.Or(page.Employer, a.Employer)
	a.Reference = cmp.Or(page.Reference, a.Reference)
	return a, page.Closed, nil
}

// board is a career site in memory: what each address answers, and what was asked.
type board struct {
	mu     sync.Mutex
	pages  map[string]any   // address -> listPage, advertPage or a string
	faults map[string]error // address -> what fetching it brings
	etags  bool
	asked  []string
	stats  fetch.Stats
	now    func() time.Time
	// answering is called before every answer; nil for a site that takes no time.
	answering func()
}

func newBoard(now func() time.Time) *board {
	return &board{pages: make(map[string]any), faults: make(map[string]error), now: now}
}

// Fetch answers like a session.
func (b *board) Fetch(ctx context.Context, r fetch.Request) (*fetch.Page, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if ctx.Err() != nil {
		return nil, &fetch.Error{Fault: lifecycle.FaultCancelled, URL: r.URL, Err: ctx.Err()}
	}
	if b.answering != nil {
		b.answering()
	}
	b.asked = append(b.asked, r.URL)
	b.stats.Requests++
	if err := b.faults[r.URL]; err != nil {
		return nil, err
	}
	page, ok := b.pages[r.URL]
	if !ok {
		return nil, &fetch.Error{Fault: lifecycle.FaultNotFound, URL: r.URL, Status: 404, Body: []byte("not here")}
	}
	body, isText := page.(string)
	if !isText {
		raw, _ := json.Marshal(page)
		body = string(raw)
	}
	p := &fetch.Page{Requested: r.URL, URL: r.URL, Status: 200, Header: http.Header{"Set-Cookie": {"a=b"}, "Server": {"board"}}, MediaType: "application/json", At: b.now()}
	if b.etags && !r.Volatile {
		p.ETag = hashBytes([]byte(body))
		if r.ETag == p.ETag {
			p.Status, p.NotModified = 304, true
			b.stats.NotModified++
			return p, nil
		}
	}
	p.Body = []byte(body)
	b.stats.Bytes += int64(len(body))
	return p, nil
}

func (b *board) Stats() fetch.Stats {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.stats
}

// details counts the advert pages asked for since the last call of forget.
func (b *board) details() int {
	n := 0
	for _, a := range b.asked {
		if strings.Contains(a, "/advert/") {
			n++
		}
	}
	return n
}

func (b *board) forget() { b.asked, b.stats = nil, fetch.Stats{} }

// memory is what a ledger would keep of harvests that were committed.
type memory struct {
	sightings   map[string]lifecycle.Sighting
	memos       map[string]lifecycle.Memo
	priors      map[string]Prior
	resolutions map[string]lifecycle.Resolution
	left        map[string][]lifecycle.Sighting
	doubted     bool
	boards      map[string]lifecycle.Unclaimed
}

func newMemory() *memory {
	return &memory{sightings: make(map[string]lifecycle.Sighting), memos: make(map[string]lifecycle.Memo), priors: make(map[string]Prior),
		resolutions: make(map[string]lifecycle.Resolution), left: make(map[string][]lifecycle.Sighting), boards: make(map[string]lifecycle.Unclaimed)}
}

func (m *memory) Sighting(id string) (lifecycle.Sighting, bool) {
	s, ok := m.sightings[id]
	return s, ok
}

func (m *memory) Memo(source, url string) (lifecycle.Memo, bool) {
	memo, ok := m.memos[source+" "+url]
	return memo, ok
}

func (m *memory) Prior(id string) (Prior, bool) {
	p, ok := m.priors[id]
	return p, ok
}

func (m *memory) LeftOut(source string) []lifecycle.Sighting { return m.left[source] }

func (m *memory) Unclaimed(source string) (lifecycle.Unclaimed, bool) {
	u, ok := m.boards[source]
	return u, ok
}

func (m *memory) Resolution(source string) (lifecycle.Resolution, bool, bool) {
	r, ok := m.resolutions[source]
	return r, m.doubted, ok
}

// commit keeps a harvest through JSON, as a store does.
func (m *memory) commit(h lifecycle.Harvest) {
	raw, err := json.Marshal(h)
	if err != nil {
		panic(err)
	}
	var kept lifecycle.Harvest
	if err := json.Unmarshal(raw, &kept); err != nil {
		panic(err)
	}
	m.left[kept.Source.ID] = nil
	delete(m.boards, kept.Source.ID)
	if kept.Unclaimed != nil {
		m.boards[kept.Source.ID] = *kept.Unclaimed
	}
	for _, s := range kept.Adverts {
		id := normalize.Identify(s.Advert).ID
		if s.LeftOut != "" { // as the ledger keeps them
			a := s.Advert
			m.left[kept.Source.ID] = append(m.left[kept.Source.ID], lifecycle.Sighting{LeftOut: s.LeftOut, RowHash: s.RowHash, DetailAt: s.DetailAt,
				Advert: normalize.Advert{Source: a.Source, Key: a.Key, Title: a.Title, URL: a.URL, Employer: a.Employer, PageHash: a.PageHash}})
			continue
		}
		m.sightings[id] = s
		if _, ok := m.priors[id]; !ok {
			m.priors[id] = Prior{Open: true, InScope: true}
		}
	}
	for _, memo := range kept.Memos {
		m.memos[kept.Source.ID+" "+memo.URL] = memo
	}
}

// world is a board, a memory and a crawler over them, with a clock.
type world struct {
	*board
	*memory
	crawler *Crawler
	src     config.Source
	at      time.Time
}

const listURL = "http://jobs.example/list"

func newWorld() *world {
	w := &world{memory: newMemory(), at: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return w.at }
	w.board = newBoard(clock)
	w.src = config.Source{ID: "borough", Kind: "council", Boroughs: []string{"borough"}, Platform: "plain", URL: listURL}
	w.crawler = &Crawler{
		Open: func(context.Context, []string) Fetcher { return w.board },
		Adapters: func(name string) (platform.Adapter, bool) {
			return plain{}, name == "plain"
		},
		Known: w.memory,
		Now:   clock,
	}
	return w
}

// list puts up a list page of these rows, with an advert page behind each.
func (w *world) list(rows ...listRow) {
	w.pages[listURL] = listPage{Rows: rows}
	for _, r := range rows {
		if address := "http://jobs.example/advert/" + r.Key; w.pages[address] == nil {
			w.pages[address] = advertPage{Salary: "£40,000", Text: "About " + r.Title}
		}
	}
}

// run runs the source and forgets what was asked before.
func (w *world) run() lifecycle.Harvest { return w.runIn(context.Background()) }

func (w *world) runIn(ctx context.Context) lifecycle.Harvest {
	w.forget()
	return w.crawler.Run(ctx, w.src, lifecycle.Source{ID: w.src.ID})
}

func id(key string) string { return normalize.AdvertID("borough", "plain:"+key) }

// rows gives n rows with keys "1" to "n".
func rowsFrom(first, n int) []listRow {
	var rows []listRow
	for i := range n {
		key := string(rune('0'+(first+i)/100%10)) + string(rune('0'+(first+i)/10%10)) + string(rune('0'+(first+i)%10))
		rows = append(rows, listRow{Key: key, Title: "Social Worker " + key})
	}
	return rows
}
