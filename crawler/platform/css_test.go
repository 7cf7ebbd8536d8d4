package platform

import (
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	nethtml "golang.org/x/net/html"
)

// cssPage holds what the selectors below match, and what nearly does.
const cssPage = `<main id="main" class="a b-c"><h1 id="x_JobTitle">One</h1><h1>Two</h1>
<div><span>first</span><span class="a">second</span></div>
<table id="t"><tr class="row"><td title="x .a">1</td><td title='x #t'>2</td></tr><tr class="row extra"><td>3</td></tr></table>
<a href="/job/1" rel="next nofollow" data-n>go</a><a class="a">stay</a><p title="y">p</p>
<svg viewBox="0"><a href="#">s</a></svg><x-tile class="a">t</x-tile></main>`

func TestAPreparedSelectorFindsWhatTheLibraryFinds(t *testing.T) {
	doc, err := nethtml.Parse(strings.NewReader(cssPage))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ selector, tag, attr, holds string }{
		{"h1", "h1", "", ""},
		{"H1", "h1", "", ""},
		{"*", "", "", ""},
		{".a", "", "class", "a"},
		{"#main", "", "id", "main"},
		{".b-c", "", "class", "b-c"},
		{"x-tile", "x-tile", "", ""},
		{"h1[id*=JobTitle]", "h1", "id", "JobTitle"},
		{"tr.row td", "td", "", ""},
		{"table#t tr.row.extra", "tr", "class", "row"},
		{"div > span:first-child", "", "", ""},
		{"tr:has(td[title])", "", "", ""},
		{"table:not(.a) .row", "", "class", "row"},
		{"a[data-n]", "a", "data-n", ""},
		{"a[rel~=next]", "a", "rel", "next"},
		{"[id^=x_]", "", "id", "x_"},
		{"[id$=Title]", "", "id", "Title"},
		{`[title="x .a"]`, "", "title", "x .a"},
		{`td[title='x #t']`, "td", "title", "x #t"},
		{`[title="x .a"]:first-child`, "", "", ""},
		{"span + span", "span", "", ""},
		{"div ~ table", "table", "", ""},
	} {
		one := css(tt.selector).(prepared)
		if c := one.each[0]; c.tag != tt.tag || c.attr != tt.attr || c.holds != tt.holds {
			t.Errorf("%s needs tag %q and attribute %q with %q, want %q and %q with %q", tt.selector, c.tag, c.attr, c.holds, tt.tag, tt.attr, tt.holds)
		}
		got, want := one.MatchAll(doc), cascadia.MustCompile(tt.selector).MatchAll(doc)
		if !slices.Equal(got, want) || len(want) == 0 {
			t.Errorf("%s finds %d elements, the library %d", tt.selector, len(got), len(want))
		}
	}
}
