package platform

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// sameAsReparsed checks the one law of simpleMarkup: what it writes is what a
// parser and a renderer would.
func sameAsReparsed(t interface{ Errorf(string, ...any) }, piece string) (simple bool) {
	piece = clean(strings.ToValidUTF8(piece, "\uFFFD"))
	got, ok := simpleMarkup(piece)
	if want := reparsed(piece); ok && clean(strings.TrimSpace(got)) != want {
		t.Errorf("%q\nis  %q\nnot %q", piece, clean(strings.TrimSpace(got)), want)
	}
	return ok
}

// pieceNames are elements that simpleMarkup knows, and some that it must not.
var pieceNames = []string{"p", "div", "ul", "ol", "li", "h1", "h3", "a", "b", "strong", "i", "em", "u", "span",
	"br", "table", "td", "form", "script", "style", "svg", "pre", "font", "title", "P", "body", "template"}

var (
	pieceTexts = rapid.SampledFrom([]string{"Carer", "Carer", " ", "\n", "a&amp;b", "&nbsp;", "&#9;", "&#7;", "&lt;b&gt;", "&notit;", "&amp",
		"it's", `"so"`, "1 > 0", "£", "\u0085", "\ufeff", "&", "&copy"})
	pieceAttributes = rapid.SampledFrom([]string{"", "", "", "", ` class="x"`, ` class="x" id="y"`, ` href="/a;jsessionid=1?b=2"`, ` href=" x "`})

	oddTexts      = rapid.SampledFrom([]string{"1 < 2", "<!-- x -->", "</", "<", "<?x?>", "\x00", "\r\n"})
	oddAttributes = rapid.SampledFrom([]string{` class="x" class="y"`, ` class='x'`, ` hidden`, ` title="a&amp;b"`, `  id="x"`,
		` id="x" `, `/`, ` /`, ` Class="x"`, ` id="a>b"`, ` id="a<b"`, ` title="it's"`, ` title="&copy"`, ` id="x"id="y"`, " id=\"a\tb\""})
)

// nested draws markup with every element closed where it belongs.
func nested(depth int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for range rapid.IntRange(0, 3).Draw(t, "parts") {
			if depth == 0 || rapid.IntRange(0, 3).Draw(t, "text") == 0 {
				b.WriteString(pieceTexts.Draw(t, "words"))
				continue
			}
			name := rapid.SampledFrom(pieceNames[:14]).Draw(t, "name")
			b.WriteString("<" + name + pieceAttributes.Draw(t, "attributes") + ">" + nested(depth-1).Draw(t, "inner") + "</" + name + ">")
		}
		return b.String()
	})
}

// strewn draws tags and words in any order.
func strewn(t *rapid.T) string {
	var b strings.Builder
	for range rapid.IntRange(0, 12).Draw(t, "parts") {
		name := rapid.SampledFrom(pieceNames).Draw(t, "name")
		b.WriteString(rapid.SampledFrom([]string{
			"<" + name + ">", "</" + name + ">", "</" + name + ">", "<" + name + pieceAttributes.Draw(t, "attributes") + ">",
			"<" + name + oddAttributes.Draw(t, "odd attributes") + "></" + name + ">", pieceTexts.Draw(t, "words"), oddTexts.Draw(t, "odd words"),
		}).Draw(t, "part"))
	}
	return b.String()
}

func TestSimpleMarkupIsWhatAParserMakesOfIt(t *testing.T) {
	simple := 0
	rapid.Check(t, func(t *rapid.T) {
		for range 50 {
			if sameAsReparsed(t, nested(3).Draw(t, "piece")) {
				simple++
			}
			sameAsReparsed(t, strewn(t))
		}
	})
	if simple == 0 {
		t.Error("nothing was simple")
	}
}

func TestUsualDescriptionsAreSimple(t *testing.T) {
	for name, piece := range map[string]string{
		"paragraphs and a list":   "<h3>What you will do</h3>\n<p>Support <strong>families</strong>.</p><ul><li>Visit</li><li>Write<br>reports</li></ul>",
		"what an editor writes":   `<div style="margin: 0"><p class="x"><span style="color: black">Join us &ndash; we&rsquo;re <a href="https://x.example/a" target="_blank">here</a></span></p></div>`,
		"words before the markup": "Social Worker<br/>Grade 8",
		"a list within a list":    "<ul><li>One<ol><li>Two</li></ol></li></ul>",
	} {
		if !sameAsReparsed(t, piece) {
			t.Errorf("%s is not taken for simple", name)
		}
	}
}

func FuzzSimpleMarkup(f *testing.F) {
	f.Add(`<div class="x"><p>a <b>b</b><br/>c</p><ul><li><a href="/x?sid=1">d</a></li></ul></div>`)
	f.Add("<h1>a</h1><p>it's &amp; <em>b</em></p>")
	f.Fuzz(func(t *testing.T, piece string) { sameAsReparsed(t, piece) })
}
