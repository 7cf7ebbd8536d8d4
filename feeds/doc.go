// Package feeds turns the ledger's snapshot into documents: for any query, the
// same vacancies under the same ids as RSS, Atom, JSON Feed, CSV and iCalendar;
// and beside them the change log, the list of standing feeds, the site map and
// what a machine that ingests us needs.
//
// A document's bytes depend on the snapshot, the query and the configuration
// alone, and on the London day where the query names days; they carry no crawl
// clock, so a crawl that changed nothing leaves every byte as it was.
//
// It must never read the ledger's file, reach for the network or a clock of its
// own, or carry more of an advert's text than its source permits.
package feeds
