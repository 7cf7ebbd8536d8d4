// Package fetch is polite HTTP: every request of the program goes through it,
// robots.txt, sitemaps and feeds too. From the outside in: colly, then a gate
// (robots rules and a pause per host), then retryablehttp, then a bound on the
// decompressed body, then a transport that refuses addresses it may not go to.
//
// It is the only home of colly and retryablehttp. It must never log in, send a
// form, evade a bot check, follow a redirect to a host the source may not read,
// or take a proxy from the environment. Every failure is an *Error with one
// lifecycle.Fault.
package fetch
