package feeds

import (
	"time"

	"github.com/google/uuid"

	"vacancies/config"
)

// feed is a query's set on its way into a format: everything the formats share.
type feed struct {
	site  config.Site
	query Query
	// id never changes for one search; it holds no host.
	id string
	// title and description are plain text.
	title, description string
	// self is the document's own address, page the same search for people.
	self, page string
	// complete says that what is not in the feed is not open (RFC 5005, section 2).
	complete bool
	// updated is when its newest entry changed.
	updated time.Time
	items   []*Item
}

// feedSpace is the root of feeds' own ids.
var feedSpace = uuid.MustParse("1d0c7a8e-55e2-5f0b-8a3d-33a07dc0e133")

// nameID is an id for something named, the same for ever.
func nameID(name string) string {
	return "urn:uuid:" + uuid.NewSHA1(feedSpace, []byte(name)).String()
}

// epoch is the date of a feed that has never held anything, since Atom wants one.
var epoch = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

// Rights is the licence note of every document.
const Rights = "The facts listed are published under the Open Government Licence v3.0. The words of each advert remain its council's."

// Generator names the program in feeds.
const Generator = "vacancies"

func (e *Edition) feed(f Format, q Query, now time.Time) *feed {
	q = q.canonical()
	out := &feed{
		site:        e.Site,
		query:       q,
		id:          nameID("search?" + q.Set().Encode()),
		title:       feedTitle(e.Site, q),
		description: e.Describe(q),
		self:        e.Site.BaseURL + f.Path(q),
		page:        e.Site.BaseURL + Format("").Path(q),
		complete:    q.IsDefault(),
		updated:     epoch,
	}
	for _, c := range e.find(q, now) {
		it := c.item()
		out.items = append(out.items, it)
		if it.Updated.After(out.updated) {
			out.updated = it.Updated
		}
	}
	return out
}

// feedTitle is the title of a search's feeds and page.
func feedTitle(site config.Site, q Query) string {
	title := line(WithDefaults(site).Title)
	if words := q.Describe(); words != "" {
		title += ": " + line(words)
	}
	return title
}

// Describe says what a list holds and what it rests on, in every format and on
// the page: an empty list must never read as "none advertised".
func (e *Edition) Describe(q Query) string {
	text := "Open children's social work vacancies of London's 33 authorities, without agency posts."
	if words := q.Describe(); words != "" {
		text = "Open vacancies of London's 33 authorities, chosen by: " + line(words) + "."
	}
	return text + " " + e.coverage.For(q.Boroughs).Sentence() + " " + Rights
}
