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
	for _, tt := range []struct{ selector, tag, attr string }{
		{"h1", "h1", ""},
		{"H1", "h1", ""},
		{"*", "", ""},
		{".a", "", "class"},
		{"#main", "", "id"},
		{".b-c", "", "class"},
		{"x-tile", "x-tile", ""},
		{"h1[id*=JobTitle]", "h1", "id"},
		{"tr.row td", "td", ""},
		{"table#t tr.row.extra", "tr", "class"},
		{"div > span:first-child", "", ""},
		{"tr:has(td[title])", "", ""},
		{"table:not(.a) .row", "", "class"},
		{"a[data-n]", "a", "data-n"},
		{"a[rel~=next]", "a", "rel"},
		{"[id^=x_]", "", "id"},
		{"[id$=Title]", "", "id"},
		{`[title="x .a"]`, "", "title"},
		{`td[title='x #t']`, "td", "title"},
		{`[title="x .a"]:first-child`, "", ""},
		{"span + span", "span", ""},
		{"div ~ table", "table", ""},
	} {
		one := css(tt.selector).(prepared)
		if one[0].tag != tt.tag || one[0].attr != tt.attr {
			t.Errorf("%s needs tag %q and attribute %q, want %q and %q", tt.selector, one[0].tag, one[0].attr, tt.tag, tt.attr)
		}
		got, want := one.MatchAll(doc), cascadia.MustCompile(tt.selector).MatchAll(doc)
		if !slices.Equal(got, want) || len(want) == 0 {
			t.Errorf("%s finds %d elements, the library %d", tt.selector, len(got), len(want))
		}
	}
}
