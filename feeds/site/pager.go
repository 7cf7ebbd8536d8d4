package site

// pager is the pagination of a list by the GOV.UK pattern: first, last, the
// current page and its neighbours; absent when there is one page.
type pager struct {
	Previous, Next string
	Items          []pageItem
}

type pageItem struct {
	URL     string
	Number  int
	Current bool
	Gap     bool
}

func (s *Site) pager(current, pages int, address func(int) string) *pager {
	p := &pager{}
	if current > 1 {
		p.Previous = address(current - 1)
	}
	if current < pages {
		p.Next = address(current + 1)
	}
	last := 0
	for n := 1; n <= pages; n++ {
		if n != 1 && n != pages && (n < current-1 || n > current+1) {
			continue
		}
		if n > last+1 {
			p.Items = append(p.Items, pageItem{Gap: true})
		}
		p.Items = append(p.Items, pageItem{URL: address(n), Number: n, Current: n == current})
		last = n
	}
	return p
}
