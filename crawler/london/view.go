package london

import (
	"html/template"
	"iter"
)

// frame is what every page of a site has in common.
type frame struct {
	Employer string
	Heading  string
	Host     string
	Token    string
}

func (b *board) frame(heading string) frame {
	return frame{Employer: b.employer, Heading: heading, Host: b.site.host()}
}

// view is one advert as a template sees it.
type view struct {
	Key, Ref, Title, Team, Pay, Contract, Hours, Location, Postcode string
	// By is the employer that the advert names, which need not be the site's.
	By string
	// Summary is the first words of the text, HTML the whole of it.
	Summary string
	HTML    template.HTML
	// Site is the host of the site it stands on.
	Site string
	// Closed is true once it can no longer be applied for.
	Closed bool
	c      content
}

func (b *board) view(sh showing, c content) view {
	return view{Key: sh.key, Ref: sh.ref, Title: c.title, By: c.employer, Team: c.team, Pay: c.pay.Text,
		Contract: c.contract, Hours: c.hours, Location: c.location, Postcode: c.postcode, Summary: c.summary(),
		HTML: template.HTML(c.html()), Site: b.site.host(), c: c}
}

// listView is one page of a list as a template sees it.
type listView struct {
	frame
	sheet
	Rows   []view
	Total  int
	Silent bool
	Size   int
}

func (b *board) list(number, size int) listView {
	l := listView{frame: b.frame("Vacancies"), sheet: b.sheet(number, size), Total: b.total, Silent: b.silent, Size: size}
	for _, sh := range l.rows {
		l.Rows = append(l.Rows, b.view(sh, sh.row))
	}
	return l
}

// Empty reports whether the page is to say that there are no vacancies.
func (l listView) Empty() bool { return len(l.Rows) == 0 && !l.Silent && l.number == 1 }

// Number, Last, First and Final are the page's place in the list.
func (l listView) Number() int { return l.number }

// Last is the number of the last page.
func (l listView) Last() int { return l.last }

// First is the place of the page's first row in the list.
func (l listView) First() int { return l.first }

// Final is the place of the page's last row in the list.
func (l listView) Final() int { return l.final }

// Pages are the page numbers around this one.
func (l listView) Pages() iter.Seq[int] {
	return func(yield func(int) bool) {
		for n := max(1, l.number-3); n <= min(l.last, l.number+3); n++ {
			if !yield(n) {
				return
			}
		}
	}
}

// advertView is an advert's own page as a template sees it.
type advertView struct {
	frame
	view
}

func (b *board) advert(sh showing, st state) advertView {
	v := b.view(sh, sh.page)
	v.Closed = st == ended
	return advertView{frame: b.frame(v.Title), view: v}
}

// forbidden marks a page that a polite reader never asks for.
func (a answer) forbidden() answer {
	a.trespass = true
	return a
}

// withStatus is a page that answers with a status of its own.
func (a answer) withStatus(status int) answer {
	a.status = status
	return a
}
