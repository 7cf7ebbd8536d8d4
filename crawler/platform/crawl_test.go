package platform

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
)

// site serves pages at their true addresses on loopback: every host is dialled
// to the one test server, which tells them apart by host, path and query.
type site struct {
	pages  map[string][]byte // by "host/path?query", or "host/path" for any query
	client *http.Client
	asked  []string
}

func newSite(t *testing.T, pages map[string][]byte) *site {
	t.Helper()
	s := &site{pages: pages}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		address := r.Host + r.URL.Path
		body, ok := s.pages[address+"?"+r.URL.RawQuery]
		if !ok {
			body, ok = s.pages[address]
		}
		if !ok {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write(body)
	}))
	t.Cleanup(server.Close)
	dial := func(ctx context.Context, network, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, network, server.Listener.Addr().String())
	}
	s.client = &http.Client{Transport: &http.Transport{DialContext: dial}}
	t.Cleanup(s.client.CloseIdleConnections)
	return s
}

// fetch reads one page over HTTP, whatever scheme its address has.
func (s *site) fetch(r fetch.Request) (*fetch.Page, error) {
	u, err := url.Parse(r.URL)
	if err != nil {
		return nil, err
	}
	u.Scheme = "http"
	s.asked = append(s.asked, r.URL)
	resp, err := s.client.Get(u.String())
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: status %d", r.URL, resp.StatusCode)
	}
	return &fetch.Page{Requested: r.URL, URL: r.URL, Status: resp.StatusCode, Body: body}, nil
}

// crawled is what a whole run over a site brought.
type crawled struct {
	adverts    map[string]normalize.Advert // by key, laid over by their own pages where these could be read
	order      []string
	closed     []string
	pages      int
	total      *int
	says       string
	incomplete []string
	failed     []string // advert pages that could not be read
}

// crawl is the crawler's loop in small: list pages until none is left, none
// twice, then the advert page of every row.
func crawl(s *site, a Adapter, src config.Source) (crawled, error) {
	out := crawled{adverts: map[string]normalize.Advert{}}
	queue, err := a.Start(src)
	if err != nil {
		return out, err
	}
	seen := map[string]bool{}
	var rows []Row
	for len(queue) > 0 && out.pages < 1000 {
		request := queue[0]
		queue = queue[1:]
		if seen[request.URL] {
			continue
		}
		seen[request.URL] = true
		page, err := s.fetch(request)
		if err != nil {
			return out, err
		}
		l, err := a.List(src, page)
		if err != nil {
			return out, err
		}
		out.pages++
		if l.Total != nil {
			out.total = l.Total
		}
		out.says += l.SaysEmpty
		out.incomplete = append(out.incomplete, l.Incomplete...)
		rows = append(rows, l.Rows...)
		queue = append(queue, l.Next...)
	}
	for _, row := range rows {
		out.row(s, a, src, row)
	}
	return out, nil
}

func (c *crawled) row(s *site, a Adapter, src config.Source, row Row) {
	key := row.Advert.Key
	if _, known := c.adverts[key]; known {
		return
	}
	c.order = append(c.order, key)
	c.adverts[key] = row.Advert
	request, ok := a.Detail(src, row)
	if !ok {
		return
	}
	page, err := s.fetch(request)
	if err == nil {
		var advert normalize.Advert
		var closed bool
		if advert, closed, err = a.Advert(src, row, page); err == nil {
			c.adverts[key] = advert
			if closed {
				c.closed = append(c.closed, key)
			}
		}
	}
	if err != nil {
		c.failed = append(c.failed, key+": "+err.Error())
	}
}

func count(n *int) string {
	if n == nil {
		return "no total"
	}
	return fmt.Sprint(*n)
}

func hasWords(t *testing.T, what, got, want string) {
	t.Helper()
	if want == "" && got != "" || !strings.Contains(got, want) {
		t.Errorf("%s = %q, want %q", what, got, want)
	}
}
