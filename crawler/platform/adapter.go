// Package platform holds one adapter per recruitment system (not per borough),
// and the probe that recognises them.
//
// An adapter is pure: it says which pages to read and what a page says, and
// never fetches, stores or judges. It reads only surfaces that the system's
// robots rules leave open to everyone, never a log-in or an application form.
// A page without its system's own marks is an error, never an empty list.
//
// # Adding a borough
//
// A borough whose system is known needs no code. Suppose Havering moves to
// Workday. `vacancies probe --source havering https://www.havering.gov.uk/jobs`
// says which system its careers page leads to, on what evidence, and prints the
// row to paste:
//
//	sources:
//	  - id: havering
//	    boroughs: [havering]
//	    kind: council
//	    platform: workday
//	    url: https://havering.wd3.myworkdayjobs.com/Careers
//	    evidence: assumed
//
// `vacancies check` then reads it without storing anything. What else a row may
// say stands in the adapter's options (see [About]). A council's own pages need
// the platform selectors and a selector for each field, which the probe proposes
// where the list's rows are alike; a feed of an unknown
// kind the platform feed and a path for each field; a page of adverts with
// schema.org markup the platform jobposting. On a board of several employers
// nothing is published until the option employer says which are ours; the
// crawler decides that, see [Employers].
//
// # Adding a system
//
// The reading is one file with one type. The example of [Adapter] is such a file for
// an invented system, whole; a real one that is short is hireserve.go, whose site has
// a page that names the feed, a feed in JSON with all adverts, and a page for each.
//
//   - About says which pages are read, why that is allowed, the options, and by
//     which marks and fields a healthy page is known.
//   - Start makes the first requests from the config alone.
//   - List parses a page, looks for the system's rows, gives each a key of scheme
//     and number ("eploy:2901") and tidies its fields by label (fillPairs with
//     labelled, or fill). Where there are no rows it looks for the system's own
//     words for none; without them it returns what sick says the page is.
//   - Next leads to the page after this one and never back (nextPage); Total is the
//     page's own.
//   - Detail and Advert read the page behind a row; what it says is laid over the
//     row (over), and closed words on it are told, not judged (closedNotice). A page
//     without the advert's marks is what withoutAdvert says.
//
// A line in [Adapters] (registry.go) makes it known. From then on tests fail until
// these are there too:
//
//   - testdata/NAME: pages written by hand (a list, one that says it is empty, an
//     advert, one that is closed), with the address they are read at in usual and a
//     line each in fixtures, both in fixtures_test.go. `go test ./crawler/platform
//     -run Fixtures -update` writes what is read of them; read that with care.
//   - fuzz_test.go: a line that gives it any page.
//   - crawler/london: a site of the local London in the system's markup, so that the
//     demo, the faults and the recognition try it: a renderer (hireserve.go there)
//     with its pages (markup/*.html), a line in renderers (site.go), a site that uses
//     it (sites.go), and that site in sampled (fault_test.go).
//   - probe/rules.go: a line for each sign by which `probe` and `platform: auto`
//     know it, with a case in the probe's tests; the vendor's host in probe/hosts.go,
//     where lists stand on one.
//
// In permission_test.go, closedToUs takes the addresses it promises never to ask for.
package platform

import (
	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// Adapter reads one recruitment system.
type Adapter interface {
	// About says what the adapter is and what it may read.
	About() About
	// Start gives the first list requests of a source.
	Start(config.Source) ([]fetch.Request, error)
	// List reads one list page (or a page on the way to it). A page that is not
	// what it should be is an *Error.
	List(config.Source, *fetch.Page) (Listing, error)
	// Detail gives the request for the page behind a row; false when the row
	// already holds all there is.
	Detail(config.Source, Row) (fetch.Request, bool)
	// Advert reads the page behind a row and returns the advert made of both.
	// Its closed result is true when the page says applications are no longer possible.
	Advert(config.Source, Row, *fetch.Page) (advert normalize.Advert, closed bool, err error)
}

// About describes an adapter to operators and to the config's checks.
type About struct {
	// Name is the platform's name in the config.
	Name string
	// Title is its name for people.
	Title string
	// Evidence is "verified" when it was built from real captures, "assumed" otherwise.
	Evidence string
	// Surface says which pages it reads; Permission why that is allowed and what it must not touch.
	Surface    string
	Permission string
	// Options are the keys a source's options may have.
	Options []Option
	// Markers are what a healthy list page carries, in words for operators. A page
	// without them is a fault, never an empty list.
	Markers []string
	// Fields are the advert fields a healthy page carries, by JSON name.
	Fields []string
}

// Option is one key of a source's options.
type Option struct {
	Name     string
	Required bool
	Help     string
	// Check says what is wrong with a value; nil accepts any.
	Check func(value string) error
}

// Listing is what one list page says.
type Listing struct {
	Rows []Row `json:"rows,omitempty"`
	// Next are further list requests this page leads to.
	Next []fetch.Request `json:"next,omitempty"`
	// Total is the list's own count over all pages; nil when it gives none.
	Total *int `json:"total,omitempty"`
	// SaysEmpty is the page's own words or sign for "no vacancies".
	SaysEmpty string `json:"says_empty,omitempty"`
	// Incomplete are reasons the adapter knows why the list may not be whole.
	Incomplete []string `json:"incomplete,omitempty"`
}

// Row is one advert as a list page shows it.
type Row struct {
	// Advert holds what the row says; its Key, Title and URL are set. Source,
	// Kind, Boroughs, times and hashes are filled in by the crawler.
	Advert normalize.Advert `json:"advert"`
	// Detail is the address of the page to open for the rest, when it is not Advert.URL.
	Detail string `json:"detail,omitempty"`
	// LeftOut says in plain words why the row is not ours (another employer on a
	// shared board, a post outside London); empty when it is.
	LeftOut string `json:"left_out,omitempty"`
	// Modified is the list's own mark of when the advert last changed (a sitemap's
	// lastmod, a feed's updated), as it stands; a new mark makes a changed row.
	Modified string `json:"modified,omitempty"`
}

// Error is a page that could not be read as its system's, with its one Fault.
type Error struct {
	Platform string
	URL      string
	Fault    lifecycle.Fault
	// Detail says what was looked for and not found.
	Detail string
}

// Error says which page of which system could not be read and why.
func (e *Error) Error() string {
	return e.Platform + " page " + e.URL + ": " + string(e.Fault) + ": " + e.Detail
}
