package london

import (
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// talentlink writes the legacy TalentLink widget, which council pages embed by script.
type talentlink struct{}

const (
	talentlinkPath = "/syndicated/lay/jsoutputinitrapido.cfm"
	talentlinkSize = 10
)

// talentlinkTenant and talentlinkMask name a customer in the widget's addresses.
func talentlinkTenant(s *site) string {
	return "PQ" + fmt.Sprint(900000+s.firstID) + strings.ToUpper(strings.ReplaceAll(s.id, "-", ""))
}

func talentlinkMask(s *site) string { return strings.ReplaceAll(s.id, "-", "") + "ext" }

// talentlinkURL is an address of the widget; pairs are further parameters.
func talentlinkURL(s *site, component string, pairs ...string) string {
	var b strings.Builder
	b.WriteString(talentlinkPath + "?component=" + component)
	for i := 0; i+1 < len(pairs); i += 2 {
		b.WriteString("&" + pairs[i] + "=" + url.QueryEscape(pairs[i+1]))
	}
	b.WriteString("&ID=" + talentlinkTenant(s) + "&Resultsperpage=" + strconv.Itoa(talentlinkSize) + "&lg=UK&mask=" + talentlinkMask(s))
	return b.String()
}

func (talentlink) address(s *site) (string, map[string]string) {
	return talentlinkURL(s, "lay9999_lst400a"), nil
}

func (t talentlink) sign(b *board) string {
	query := "ID=" + talentlinkTenant(b.site) + "&amp;mask=" + talentlinkMask(b.site) + "&amp;lg=UK"
	return `<div id="talentlink"></div>
<script src="` + b.site.url("/syndicated/lay/laydisplayrapido.cfm?component=lay9999_lst400a&amp;"+query) + `"></script>`
}

func (t talentlink) serve(b *board, r *http.Request) (answer, bool) {
	q := r.URL.Query()
	switch {
	case strings.HasSuffix(r.URL.Path, "syd_apply.cfm"), strings.HasPrefix(r.URL.Path, "/fo/rest/"), strings.HasSuffix(r.URL.Path, "syd_emailjob.cfm"):
		return page(otherPage, "login.html", b.frame("Sign in to apply")).forbidden(), true
	case r.URL.Path != talentlinkPath:
		return answer{}, false
	case q.Get("ID") != talentlinkTenant(b.site):
		return page(otherPage, "talentlink-error.html", b.frame("Unknown customer")), true
	}
	switch q.Get("component") {
	case "lay9999_lst400a":
		n, _ := strconv.Atoi(q.Get("pagenum"))
		return page(listPage, "talentlink-list.html", b.talentlinkList(n)), true
	case "lay9999_jdesc100a":
		sh, st := b.find(q.Get("nPostingTargetID"))
		if st == unborn {
			return answer{}, false
		}
		return page(advertPage, "talentlink-advert.html", b.talentlinkAdvert(sh, st)), true
	case "lay9999_src350a":
		return page(otherPage, "talentlink-search.html", b.frame("Search")), true
	}
	return answer{}, false
}

// talentlinkList is a list page with its sort links, rows and pager.
type talentlinkList struct {
	listView
	Sorts []talentlinkSort
	Spans []talentlinkSpan
	Posts []talentlinkPost
	Style string
}

type talentlinkSort struct {
	ID, Label string
	Href      template.URL
}

type talentlinkSpan struct {
	Label string
	Href  template.URL
	Here  bool
}

type talentlinkPost struct {
	view
	Href  template.URL
	Shade int
}

func (b *board) talentlinkList(number int) talentlinkList {
	l := talentlinkList{listView: b.list(number, talentlinkSize), Style: talentlinkTenant(b.site)}
	for i, column := range []struct{ label, option string }{
		{"Job Title", "21"}, {"Department", "138"}, {"Location", "139"}, {"Salary", "150"}, {"Closing Date", "48"},
	} {
		l.Sorts = append(l.Sorts, talentlinkSort{ID: fmt.Sprintf("th%d", i+1), Label: column.label,
			Href: template.URL(talentlinkURL(b.site, "lay9999_lst400a", "pagenum", "1", "option", column.option, "sort", "ASC"))})
	}
	for i, v := range l.Rows {
		l.Posts = append(l.Posts, talentlinkPost{view: v, Shade: 1 + i%2,
			Href: template.URL(talentlinkURL(b.site, "lay9999_jdesc100a", "nPostingID", "1"+v.Key, "nPostingTargetID", v.Key,
				"option", "52", "sort", "DESC", "respnr", "1"))})
	}
	for n := 1; n <= l.last && l.last > 1; n++ {
		first := (n-1)*talentlinkSize + 1
		final := min(first+talentlinkSize-1, max(b.total, first))
		l.Spans = append(l.Spans, talentlinkSpan{Label: fmt.Sprintf("%d to %d", first, final), Here: n == l.number,
			Href: template.URL(talentlinkURL(b.site, "lay9999_lst400a", "pagenum", strconv.Itoa(n), "option", "52", "sort", "DESC"))})
	}
	return l
}

// Date is the closing date as the widget writes it.
func (v view) Date() string {
	if v.c.closing.shown != "" {
		return v.c.closing.shown
	}
	return day(v.c.closing.At)
}

// talentlinkAdvert is an advert's page with its numbered fields.
type talentlinkAdvert struct {
	advertView
	Params []talentlinkParam
	Style  string
	Apply  template.URL
	Back   template.URL
}

type talentlinkParam struct {
	N            int
	Label, Value string
}

func (b *board) talentlinkAdvert(sh showing, st state) talentlinkAdvert {
	v := talentlinkAdvert{advertView: b.advert(sh, st), Style: talentlinkTenant(b.site)}
	c := sh.page
	for i, p := range [][2]string{
		{"Job Reference:", sh.ref}, {"Location:", c.location}, {"Organisation:", c.employer}, {"Department:", c.team},
		{"Contract Type:", c.contract}, {"Hours per week:", c.hours}, {"Salary:", c.pay.Text}, {"Closing Date:", v.Date()},
	} {
		if p[1] != "" {
			v.Params = append(v.Params, talentlinkParam{N: i + 2, Label: p[0], Value: p[1]})
		}
	}
	v.Apply = template.URL(b.site.url("/syndicated/private/syd_apply.cfm?id=" + talentlinkTenant(b.site) + "&nPostingTargetID=" + sh.key))
	v.Back = template.URL(talentlinkURL(b.site, "lay9999_lst400a"))
	return v
}
