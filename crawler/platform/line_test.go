package platform

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"pgregory.net/rapid"
)

func TestWordsStandAsAReaderSeesThem(t *testing.T) {
	const page = `<div> One <b>two</b>three<p>four&nbsp; five<br>six</p>
		<script>no()</script><style>p{}</style><span> seven </span>eight<ul><li>nine</li><li> ten</li></ul></div>`
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := words(doc.Selection), "One twothree four five six seven eight nine ten"; got != want {
		t.Errorf("on one line: %q, want %q", got, want)
	}
	if got, want := inLines(doc.Selection), "One twothree\nfour five\nsix\nseven eight\nnine\nten"; got != want {
		t.Errorf("a line for each block: %q, want %q", got, want)
	}
	if got := wordsOf(doc.Selection, line{limit: 9}); got != "One twoth" {
		t.Errorf("within nine bytes: %q", got)
	}
}

func TestLaw_TextIsTidiedAlikeInOnePieceAndInMany(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOfN(rapid.StringMatching(`[a-c  \n\t\x{a0}\x{200b}\x{ad}é]{0,6}`), 0, 6).Draw(t, "pieces")
		l := line{limit: maxField}
		for _, piece := range pieces {
			l.text(piece)
		}
		whole := strings.Join(pieces, "")
		if got, want := l.String(), tidy(whole); got != want {
			t.Fatalf("%q became %q, in pieces %q", whole, want, got)
		}
	})
}

func TestWhetherADescriptionSaysAnything(t *testing.T) {
	for piece, want := range map[string]bool{
		"":                                  false,
		"words":                             true,
		"<p>words</p>":                      true,
		"<p> </p>\n<br/>":                   false,
		"<p>\u00a0\u200b</p>":               false,
		`<img alt="a picture"/>`:            false,
		"<!-- a > b --><p></p>":             false,
		"<!-- a > b --><p>&amp;</p>":        true,
		`<a href="/x?a=1&amp;b=2"></a>`:     false,
		"<ul><li></li><li><b>x</b></li>":    true,
		"<p title=\"&lt;b&gt;words\"> </p>": false,
	} {
		if got := isRead(piece); got != want {
			t.Errorf("%q: %v, want %v", piece, got, want)
		}
		if got := prose(piece) != ""; got != want {
			t.Errorf("%q, parsed: %v, want %v", piece, got, want)
		}
	}
}
