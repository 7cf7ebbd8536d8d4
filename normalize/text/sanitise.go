package text

import (
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
)

// allowList is what published HTML may hold: paragraphs, lists, emphasis, minor
// headings and https links. No images, styles, scripts, frames or forms.
var allowList = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "ul", "ol", "li", "strong", "em", "h3", "h4", "h5")
	p.AllowAttrs("href").OnElements("a")
	p.RequireParseableURLs(true)
	p.AllowRelativeURLs(false)
	p.AllowURLSchemes("https")
	p.RequireNoFollowOnLinks(true)
	p.RequireNoReferrerOnLinks(true)
	return p
})

// renamed maps elements to the allowed one that means the same; cells and rows,
// which have none, must not run into each other.
var renamed = strings.NewReplacer("<b>", "<strong>", "</b>", "</strong>", "<i>", "<em>", "</i>", "</em>",
	"<h1>", "<h3>", "</h1>", "</h3>", "<h2>", "<h3>", "</h2>", "</h3>", "<h6>", "<h5>", "</h6>", "</h5>",
	"</td>", " </td>", "</th>", " </th>", "</dt>", " </dt>", "</dd>", "</dd><br>", "</tr>", "</tr><br>", "</div>", "</div><br>")

// breaks are line ends beyond two together, which nested blocks leave.
var breaks = MustPattern(`(?:<br/?>\s*){3,}`)

// Sanitise gives HTML under our allow-list: safe to publish as it stands, apart
// from people's names (see RedactHTML). Plain text becomes paragraphs.
func Sanitise(s string) string {
	s = Cut(s, MaxSize)
	if !looksLikeHTML(s) {
		s = paragraphs(Plain(s))
	}
	out := Clean(allowList().Sanitize(renamed.Replace(Clean(s))))
	if strings.Contains(out, "<br") {
		out = breaks.ReplaceAllString(out, "<br><br>")
	}
	return strings.TrimSpace(out)
}
