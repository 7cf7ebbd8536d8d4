package london

import (
	"slices"
	"time"
)

// board is what a site shows at one instant. Renderers read nothing else.
type board struct {
	site *site
	now  time.Time
	// employer is whose board it says it is.
	employer string
	// rows are the listed adverts, newest first, and ended those whose pages
	// are still asked for.
	rows, ended []showing
	// total is the count the list states.
	total int
	// silent is true when the list shows neither rows nor words.
	silent bool
	// endless is true when every list page leads to another.
	endless bool
}

// showing is one advert as it is shown: what the list says, and what its page says.
type showing struct {
	key       string
	ref       string
	row, page content
}

// show builds what a site shows, with the faults that lie in what it says.
func (s *site) show(now time.Time, fault string) *board {
	b := &board{site: s, now: now, employer: s.employer}
	day := s.london.dayOf(now)
	for _, a := range slices.Backward(s.adverts) {
		row, page := a.on(day)
		sh := showing{key: a.key(), ref: a.ref, row: row, page: page}
		switch a.at(now, day) {
		case listed:
			b.rows = append(b.rows, sh)
		case ended:
			b.ended = append(b.ended, sh)
		}
	}
	b.total = len(b.rows)
	if f := faults[fault]; f.board != nil {
		f.board(b)
	}
	return b
}

// find looks an advert up by its key.
func (b *board) find(key string) (showing, state) {
	for _, sh := range b.rows {
		if sh.key == key {
			return sh, listed
		}
	}
	for _, sh := range b.ended {
		if sh.key == key {
			return sh, ended
		}
	}
	return showing{}, unborn
}

// sheet is one page of a list.
type sheet struct {
	rows []showing
	// number counts from 1; last is the number of the last page.
	number, last int
	// first and final are the places of its rows in the whole list, from 1.
	first, final int
}

// mostPages bounds the page numbers a list takes.
const mostPages = 1_000_000

// sheet cuts one page out of the list. The number of pages follows the stated
// total, also when that is a lie; an endless list begins again at its end.
func (b *board) sheet(number, size int) sheet {
	number = min(max(1, number), mostPages)
	p := sheet{number: number, last: max(1, (b.total+size-1)/size), first: (number-1)*size + 1}
	from := p.first - 1
	if b.endless && len(b.rows) > 0 {
		p.last = number + 1
		from = from % len(b.rows)
	}
	if from < len(b.rows) {
		p.rows = b.rows[from:min(len(b.rows), from+size)]
	}
	p.final = p.first + len(p.rows) - 1
	return p
}

// each changes every advert of a board, in the list and on its page.
func (b *board) each(change func(*content)) {
	for i := range b.rows {
		change(&b.rows[i].row)
		change(&b.rows[i].page)
	}
}
