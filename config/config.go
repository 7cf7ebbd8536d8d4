// Package config says what to crawl and how to serve: typed, strict, with the
// 33 authorities' sources built in. A mistake is an error that names file, line
// and key, and all mistakes are told at once. It must never guess an address,
// reach the network, or know what a platform is: the names of platforms and the
// checks of their options are passed in.
package config

import "time"

// Config is everything an operator can say. The keys of the file are in read.go.
type Config struct {
	// Contact, an e-mail or https address, goes into the User-Agent; without one
	// nothing outside loopback is fetched.
	Contact string
	Site    Site
	// Consumers are the hosts of sites that ingest our feeds: never evidence for us.
	Consumers []string
	Sources   []Source
	Network   Network
	// Notify is an optional webhook told once when a source turns bad, recovers
	// or waits for a decision.
	Notify Notify
	// Backup says how often a copy of the ledger is made and how many are kept.
	Backup Backup
	// origins says where each value was said, by key.
	origins map[string]Origin
}

// Site is how the listing site presents itself.
type Site struct {
	// BaseURL is the public address; absolute links use it, never the Host header.
	BaseURL string
	Title   string
	// Publisher is named in feeds and at the foot of every page.
	Publisher string
	// Controller answers for personal data, and PrivacyContact, an address, is
	// whom to write to about it.
	Controller     string
	PrivacyContact string
	// AlertsURL is where the regional site offers e-mail alerts; empty where it
	// offers none.
	AlertsURL string
	Retention Retention
	// LookAgain allows a borough to ask for one polite re-read from its mirror page.
	LookAgain bool
	// JobPosting puts schema.org markup on vacancy pages whose source permits full text.
	JobPosting bool
	// AccessibilityContact is whom to write to about accessibility.
	AccessibilityContact string
	// Accessibility is what else the statement needs from the operator.
	Accessibility Accessibility
}

// Accessibility is what only the operator can say in the accessibility
// statement, in the words to be shown.
type Accessibility struct {
	// Phone is a number to call about it.
	Phone string
	// Prepared and Reviewed are days: "4 December 2026".
	Prepared string
	Reviewed string
	// Tested is who tested the site by hand, when and how: "on 4 December 2026 by
	// A Testing Company, with two screen readers". While it is empty the
	// statement says that no person has.
	Tested string
}

// Retention is how long what is closed is kept; each is at least a day.
type Retention struct {
	// Closed vacancies stay as pages for this long, then answer 410.
	Closed time.Duration
	// Raw adverts are kept for replay for this long after closing.
	Raw time.Duration
	// Samples of pages that went wrong are kept for this long.
	Samples time.Duration
	// Tombstones stay in the Atom change feed for this long.
	Tombstones time.Duration
}

// Network bounds where and how often requests go.
type Network struct {
	// AllowPrivate lets sources have private and loopback addresses.
	AllowPrivate bool
	// PerHostDelay is the pause between two requests to one host, at least a second.
	PerHostDelay time.Duration
}

// Notify is an optional webhook.
type Notify struct {
	// URL takes JSON by POST; empty for none.
	URL string
}

// Backup is the schedule of copies of the ledger.
type Backup struct {
	// Every is the time between two copies; none are made where it is zero.
	Every time.Duration
	// Keep is how many are kept, at least one.
	Keep int
}

// Source is one place to read adverts from.
type Source struct {
	// ID is stable for ever: identities are built on it.
	ID string
	// Boroughs are the slugs of the authorities it may speak for.
	Boroughs []string
	// Kind is council, shared, regional, board or agency.
	Kind string
	// Platform is a platform's name, or "auto".
	Platform string
	// URL is the vacancy list (for auto: the careers page); empty: "address wanted".
	URL string
	// Hosts are further hosts it may read, besides the URL's own.
	Hosts []string
	// Evidence of the address: verified, assumed or unknown.
	Evidence string
	// Republish is how much may be shown: facts, excerpt or, with a Permission, full.
	Republish  string
	Permission *Permission
	// Every is the time between two readings, from ten minutes to a week.
	Every time.Duration
	// Enabled is false where reading is paused; nil is true.
	Enabled *bool
	// Stopped withdraws everything of the source; nil where nobody asked for that.
	Stopped *Stopped
	// Succeeds is the id of the source whose board moved here; empty for none.
	Succeeds string
	// Options are what the platform needs, by name.
	Options map[string]string
	// Note is the operator's remark, shown on the page of sources.
	Note string
}

// Permission is who allowed full text to be republished, when (YYYY-MM-DD), and
// where that is written.
type Permission struct {
	From     string
	On       string
	Evidence string
}

// Stopped says who had a source stopped, when (YYYY-MM-DD) and why. Who it was
// is never served.
type Stopped struct {
	By  string
	On  string
	Why string
}

// IsEnabled reports whether the source is to be read.
func (s Source) IsEnabled() bool { return s.Enabled == nil || *s.Enabled }
