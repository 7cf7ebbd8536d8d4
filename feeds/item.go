package feeds

import (
	"fmt"
	"hash/fnv"
	"html"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"vacancies/config"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/place"
	"vacancies/normalize/text"
)

// Item is one vacancy as an entry of any feed: the same id, title, dates and
// text in all of them.
type Item struct {
	// ID is "urn:uuid:" and the vacancy's id: no host, title or path is in it.
	ID string
	// Title is "Title - Borough".
	Title string
	// Link is our page, Via the advert where it stands (may be empty): on the
	// borough's own site, unless only others show it.
	Link, Via string
	// Authors are the councils; of an agency's advert, the agency on their behalf.
	Authors []string
	// Published never moves; Updated moves with a material change, and has a
	// fraction of a second that is the vacancy's own.
	Published, Updated time.Time
	Categories         []Category
	// Lead is the first line: when it closes. Facts follow.
	Lead  string
	Facts []Line
	// Excerpt and Full are what the source permits beyond facts: text, and HTML
	// under the allow-list.
	Excerpt, Full string

	record *lifecycle.Record
	html   string
	// rss, atom and json are the entry in each format, written when first asked for.
	rss, atom, json func() ([]byte, error)
}

// Category is a term of one of our vocabularies.
type Category struct {
	// Scheme is the address of the vocabulary, Term the code, Label its words.
	Scheme, Term, Label string
}

// NewItem makes the entry of a vacancy in any state.
func NewItem(r *lifecycle.Record, site config.Site) *Item { return newItem(r, WithDefaults(site)) }

func newItem(r *lifecycle.Record, site config.Site) *Item {
	it := &Item{
		ID:         EntryID(r.ID),
		Title:      Title(r),
		Link:       site.BaseURL + Path(r),
		Via:        webAddress(r.URL),
		Authors:    authors(r),
		Published:  Published(r).UTC().Truncate(time.Second),
		Updated:    stamp(Updated(r), r.ID),
		Categories: categories(r, site.BaseURL),
		Lead:       ClosingLine(r),
		Facts:      Facts(r),
		Excerpt:    Excerpt(r),
		record:     r,
	}
	if r.Republish == "full" {
		it.Full = fullText(r)
	}
	it.html = it.writeHTML()
	it.rss = sync.OnceValues(func() ([]byte, error) { return fragment(newRSSItem(it), 2) })
	it.atom = sync.OnceValues(func() ([]byte, error) { return fragment(newAtomEntry(it), 1) })
	it.json = sync.OnceValues(func() ([]byte, error) { return writeJSON(newJSONItem(it)) })
	return it
}

// EntryID is the id of a vacancy's entry in every format.
func EntryID(id string) string { return "urn:uuid:" + id }

// Title is the title of a vacancy's entry: its own, and where it is.
func Title(r *lifecycle.Record) string {
	title := short(r.Vacancy.Title, 200)
	if title == "" {
		title = "Vacancy"
	}
	if where := joinNames(r.Boroughs, 3); where != "" {
		title += " - " + where
	}
	return title
}

// Path is the path of a vacancy's page. The slug comes from the first title it
// had, so that a corrected title does not move a page that importers know by
// its address.
func Path(r *lifecycle.Record) string {
	path := "/vacancies/" + r.ID
	if slug := slugOf(firstTitle(r)); slug != "" {
		path += "/" + slug
	}
	return path
}

func firstTitle(r *lifecycle.Record) string {
	for _, e := range r.History {
		for _, f := range e.Fields {
			if f.Name == "title" && f.Old != "" {
				return f.Old
			}
		}
	}
	return r.Vacancy.Title
}

// slugOf is a title as part of an address: the letters and digits of its first words.
func slugOf(title string) string {
	var b strings.Builder
	for _, word := range strings.FieldsFunc(foldRunes(clean(title)), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}) {
		if b.Len()+len(word) > 60 {
			break
		}
		if b.Len() > 0 {
			b.WriteByte('-')
		}
		b.WriteString(word)
	}
	return b.String()
}

// maxAddress is the longest address that is linked, in bytes: what is longer is
// no address that browsers and readers agree on.
const maxAddress = 2000

// webAddress is an address that may be linked: http or https and nothing else.
func webAddress(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > maxAddress {
		return ""
	}
	if !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") {
		return ""
	}
	u, err := url.Parse(clean(s))
	if err != nil || u.Host == "" || u.User != nil {
		return ""
	}
	return escapeAddress(u.String())
}

// escapeAddress escapes what may not stand in an address (RFC 3986, section 2)
// and yet passes through net/url in a query.
func escapeAddress(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c >= 0x7F || strings.IndexByte("<>\"{}|\\^`", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// stamp gives an instant to the second a fraction that belongs to an id:
// entries changed by one commit must not share a time of updating, by which
// some readers order and tell them apart (and the W3C validator warns).
func stamp(t time.Time, id string) time.Time {
	h := fnv.New32a()
	h.Write([]byte(id))
	return t.UTC().Truncate(time.Second).Add(time.Duration(h.Sum32()%999_999_999+1) * time.Nanosecond)
}

// authors are whose words an advert is: no council's where an agency wrote it.
func authors(r *lifecycle.Record) []string {
	var names []string
	for _, s := range r.Boroughs {
		if a, ok := place.BySlug(s); ok && r.Kind == normalize.Agency {
			names = append(names, "An agency, for "+a.Official)
		} else if ok {
			names = append(names, a.Official)
		}
	}
	return names
}

// OwnAdvert reports whether a vacancy's advert is the employer's own, on a site
// that it has for itself or shares. What a regional site, a job board or an agency
// shows is never said to be.
func OwnAdvert(r *lifecycle.Record) bool {
	switch r.Kind {
	case normalize.Regional, normalize.Board, normalize.Agency:
		return false
	}
	return true
}

// WhoseSite says on whose site a vacancy's advert stands.
func WhoseSite(r *lifecycle.Record) string {
	switch r.Kind {
	case normalize.Regional:
		return "the regional site"
	case normalize.Board:
		return "the job board"
	case normalize.Agency:
		return "the agency's site"
	}
	return "the employer's site"
}

// categories are the terms a reader can sort by, each once, in a fixed order.
func categories(r *lifecycle.Record, base string) []Category {
	var out []Category
	add := func(name string, codes ...string) {
		for _, code := range codes {
			if code == "" || code == "n/a" {
				continue
			}
			label := Label(name, code)
			if name == "borough" {
				label = BoroughName(code)
			}
			c := Category{Scheme: base + "/codes.json#" + name, Term: code, Label: label}
			if !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	v := r.Vacancy
	add("borough", r.Boroughs...)
	add("scope", string(v.Role.Scope))
	add("stage", v.Role.Stage)
	add("stage", v.Role.StageAlso...)
	add("specialism", v.Role.Specialisms...)
	add("contract", v.Hours.Contract...)
	add("pattern", v.Hours.Pattern...)
	add("arrangement", v.Hours.Arrangement)
	if r.State != lifecycle.Open {
		add("state", string(r.State))
	}
	return out
}

// fullText is the whole advert as HTML under the allow-list, for sources that
// permit it. It is sanitised again here: the allow-list may have been tightened
// since the advert was read.
func fullText(r *lifecycle.Record) string {
	if r.Vacancy.HTML != "" {
		return clean(text.Sanitise(r.Vacancy.HTML))
	}
	var b strings.Builder
	for p := range strings.SplitSeq(clean(r.Vacancy.Text), "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			b.WriteString("<p>" + html.EscapeString(p) + "</p>")
		}
	}
	return b.String()
}

// Text is the entry in plain text: the closing line, a fact a line, the excerpt.
func (it *Item) Text() string {
	var b strings.Builder
	b.WriteString(it.Lead)
	for _, f := range it.Facts {
		b.WriteString("\n" + f.Label + ": " + f.Text)
	}
	if it.Excerpt != "" {
		b.WriteString("\n\n" + it.Excerpt)
	}
	return b.String()
}

// HTML is the entry as simple HTML: no class, style or image, since importers drop them.
func (it *Item) HTML() string { return it.html }

func (it *Item) writeHTML() string {
	var b strings.Builder
	b.WriteString("<p><strong>" + html.EscapeString(it.Lead) + "</strong></p><ul>")
	for _, f := range it.Facts {
		b.WriteString("<li>" + html.EscapeString(f.Label) + ": " + html.EscapeString(f.Text) + "</li>")
	}
	b.WriteString("</ul>")
	if it.Excerpt != "" {
		b.WriteString("<p>" + html.EscapeString(it.Excerpt) + "</p>")
	}
	if it.Via != "" {
		b.WriteString(`<p><a href="` + html.EscapeString(it.Via) + `">Read the advert and apply on ` + WhoseSite(it.record) + `</a></p>`)
	}
	return b.String()
}

// Body is HTML, and the whole advert after it where that is permitted.
func (it *Item) Body() string {
	if it.Full == "" {
		return it.html
	}
	return it.html + it.Full
}
