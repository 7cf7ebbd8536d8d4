// Package site draws the listing site's pages: the search, a vacancy, the
// boroughs, a borough's mirror, the status, and the pages that explain it all.
//
// A page is a pure function of what it is given: records, a query, an instant
// and the configuration go in, HTML comes out. It works without JavaScript,
// asks nothing of other hosts, and shows foreign text only as text. It must
// never read the ledger, a request or a clock, nor make an absolute link from
// anything but the configured base URL.
package site
