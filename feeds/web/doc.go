// Package web is the listing site's HTTP: routes, conditional answers, caching
// and limits. Everything it shows comes from the ledger's snapshot, so that no
// reader waits for a writer, and nothing is kept about who reads.
//
// A feed is checked before it is served; when a check fails the last good one
// stays up and the status page says so. It must never decide what a vacancy
// means, make an absolute link from the Host header, set a cookie, or reflect
// what was asked in anything but escaped text.
package web
