// Package config says what to crawl and how to serve: typed, strict, with the
// 33 authorities' sources built in. A mistake is an error that names file, line
// and key, and all mistakes are told at once. It must never guess an address,
// reach the network, or know what a platform is: the names of platforms and the
// checks of their options are passed in.
package config

import (
	"time"

	"vacancies/normalize/place"
)

// Config is everything an operator can say.
type Config struct {
	// Contact goes into the User-Agent; without one nothing outside loopback is fetched.
	Contact   string   `yaml:"contact"`
	Site      Site     `yaml:"site"`
	Consumers []string `yaml:"consumers"`
	Sources   []Source `yaml:"sources"`
	Network   Network  `yaml:"network"`
	// Notify is an optional webhook told once when a source turns bad, recovers
	// or waits for a decision.
	Notify Notify `yaml:"notify"`
	// Backup says how often a copy of the ledger is made and how many are kept.
	Backup Backup `yaml:"backup"`

	// origins says where each value was said, by key.
	origins map[string]Origin
}

// Site is how the listing site presents itself.
type Site struct {
	// BaseURL is the public address; absolute links use it, never the Host header.
	BaseURL        string    `yaml:"base_url"`
	Title          string    `yaml:"title"`
	Publisher      string    `yaml:"publisher"`
	Controller     string    `yaml:"controller"`
	PrivacyContact string    `yaml:"privacy_contact"`
	AlertsURL      string    `yaml:"alerts_url"`
	Retention      Retention `yaml:"retention"`
	// LookAgain allows a borough to ask for one polite re-read from its mirror page.
	LookAgain bool `yaml:"look_again"`
	// JobPosting puts schema.org markup on vacancy pages whose source permits full text.
	JobPosting bool `yaml:"job_posting"`
	// AccessibilityContact is whom to write to about accessibility.
	AccessibilityContact string `yaml:"accessibility_contact"`
	// Accessibility is what else the statement needs from the operator.
	Accessibility Accessibility `yaml:"accessibility"`
}

// Accessibility is what only the operator can say in the accessibility
// statement, in the words to be shown.
type Accessibility struct {
	// Phone is a number to call about it.
	Phone string `yaml:"phone"`
	// Prepared and Reviewed are days: "4 December 2026".
	Prepared string `yaml:"prepared"`
	Reviewed string `yaml:"reviewed"`
	// Tested is who tested the site by hand, when and how: "on 4 December 2026 by
	// A Testing Company, with two screen readers". While it is empty the
	// statement says that no person has.
	Tested string `yaml:"tested"`
}

// Retention is how long what is closed is kept.
type Retention struct {
	// Closed vacancies stay as pages for this long, then answer 410.
	Closed time.Duration `yaml:"closed"`
	// Raw adverts are kept for replay for this long after closing.
	Raw time.Duration `yaml:"raw"`
	// Samples of pages that went wrong.
	Samples time.Duration `yaml:"samples"`
	// Tombstones stay in the Atom change feed for this long.
	Tombstones time.Duration `yaml:"tombstones"`
}

// Network bounds where and how often requests go.
type Network struct {
	AllowPrivate bool          `yaml:"allow_private"`
	PerHostDelay time.Duration `yaml:"per_host_delay"`
}

// Notify is an optional webhook.
type Notify struct {
	URL string `yaml:"url"`
}

// Backup is the schedule of copies of the ledger.
type Backup struct {
	Every time.Duration `yaml:"every"`
	Keep  int           `yaml:"keep"`
}

// Source is one place to read adverts from.
type Source struct {
	// ID is stable for ever: identities are built on it.
	ID       string   `yaml:"id"`
	Boroughs []string `yaml:"boroughs"`
	Kind     string   `yaml:"kind"`
	// Platform is a platform's name, or "auto".
	Platform string `yaml:"platform"`
	// URL is the vacancy list (for auto: the careers page); empty: "address wanted".
	URL        string            `yaml:"url"`
	Hosts      []string          `yaml:"hosts"`
	Evidence   string            `yaml:"evidence"`
	Republish  string            `yaml:"republish"`
	Permission *Permission       `yaml:"permission"`
	Every      time.Duration     `yaml:"every"`
	Enabled    *bool             `yaml:"enabled"`
	Stopped    *Stopped          `yaml:"stopped"`
	Succeeds   string            `yaml:"succeeds"`
	Options    map[string]string `yaml:"options"`
	// Note is the operator's remark, shown on the status page.
	Note string `yaml:"note"`
}

// Permission is who allowed full text to be republished, when, and where that is written.
type Permission struct {
	From     string `yaml:"from"`
	On       string `yaml:"on"`
	Evidence string `yaml:"evidence"`
}

// Stopped says who had a source stopped, when and why.
type Stopped struct {
	By  string `yaml:"by"`
	On  string `yaml:"on"`
	Why string `yaml:"why"`
}

// IsEnabled reports whether the source is to be read.
func (s Source) IsEnabled() bool { return s.Enabled == nil || *s.Enabled }

var _ = place.Place{} // boroughs are place's slugs
