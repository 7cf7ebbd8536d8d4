package site

import (
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"time"

	"vacancies/config"
	"vacancies/feeds"
	"vacancies/normalize/place"
)

// pair is a name and what belongs to it.
type pair struct{ Name, Value string }

// mail is an e-mail address as a link; nil when there is none.
func mail(address string) *mailLink {
	if address == "" {
		return nil
	}
	if strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		return &mailLink{template.URL(address), address}
	}
	return &mailLink{mailto(address, "", ""), address}
}

// About draws how it works, in plain words.
func (s *Site) About(e *feeds.Edition) ([]byte, error) {
	return s.draw("about", s.frame("How it works", "/about", "/about"), struct {
		Coverage coverageNote
		Boroughs string
		Links    []Link
	}{s.coverage(e.Coverage(), nil), s.Link("/boroughs"),
		s.links("/status", "Status of every source", "/sources", "Sources and licences", "/crawler", "Who reads the councils’ pages", "/privacy", "Privacy", "/developers", "For developers")})
}

// Agent is how the reader of career pages names itself.
type Agent struct {
	// UserAgent is the whole string, Token the name that robots.txt rules use.
	UserAgent, Token string
}

// Crawler draws who we are, for a web manager who found us in a log.
func (s *Site) Crawler(a Agent) ([]byte, error) {
	delay := cmp.Or(s.cfg.Network.PerHostDelay, 2*time.Second)
	return s.draw("crawler", s.frame("Who reads your pages", "/crawler", ""), struct {
		Agent, Token, Publisher, Delay, Status string
		Contact                                *mailLink
	}{a.UserAgent, a.Token, s.cfg.Site.Publisher, "at least " + spell(delay), s.Link("/status"), mail(s.cfg.Contact)})
}

// spell writes a length of time in words: "30 seconds", "2 days", "6 months".
func spell(d time.Duration) string {
	day := 24 * time.Hour
	switch {
	case d <= 0:
		return "not set"
	case d >= 365*day && d%(365*day) == 0:
		return count(int(d/(365*day)), "year")
	case d >= day:
		return count(int(d/day), "day")
	case d >= time.Hour:
		return count(int(d/time.Hour), "hour")
	case d >= time.Minute:
		return count(int(d/time.Minute), "minute")
	}
	return strconv.FormatFloat(d.Seconds(), 'f', -1, 64) + " seconds"
}

// Accessibility draws the statement, after the public sector's model, with what
// only the operator can say taken from the configuration.
func (s *Site) Accessibility(version string) ([]byte, error) {
	c := s.cfg.Site
	return s.draw("accessibility", s.frame("Accessibility statement", "/accessibility", ""), struct {
		Site, Home, Base, Publisher, Version string
		config.Accessibility
		Contact *mailLink
	}{c.Title, s.Link("/"), s.Absolute("/"), c.Publisher, cmp.Or(version, "development version"), c.Accessibility,
		mail(cmp.Or(c.AccessibilityContact, s.cfg.Contact))})
}

// Privacy draws what is kept, and for how long.
func (s *Site) Privacy() ([]byte, error) {
	keep := s.cfg.Site.Retention
	period := func(d time.Duration, words string) string {
		if d <= 0 {
			return "No period is configured"
		}
		return spell(d) + words
	}
	return s.draw("privacy", s.frame("Privacy", "/privacy", ""), struct {
		Controller string
		Contact    *mailLink
		Periods    []pair
	}{s.cfg.Site.Controller, mail(cmp.Or(s.cfg.Site.PrivacyContact, s.cfg.Contact)), []pair{
		{"A closed vacancy’s page", period(keep.Closed, " after it closed; then its address answers “gone”")},
		{"Adverts as they were read", period(keep.Raw, " after closing, so that a corrected reading can be made again")},
		{"Pieces of pages that could not be read", period(keep.Samples, "")},
		{"Notices of deletion in the change feed", period(keep.Tombstones, "")},
		{"Copies kept against loss", copies(s.cfg.Backup)},
		{"Anything about readers", "not kept at all"},
	}})
}

// copies says how long the scheduled copies of the ledger last.
func copies(b config.Backup) string {
	if b.Every <= 0 {
		return "No copies are scheduled"
	}
	kept := max(b.Keep, 1)
	return fmt.Sprintf("the last %d, one made every %s: the oldest is deleted after %s", kept, spell(b.Every), spell(time.Duration(kept)*b.Every))
}

//go:embed example/reader.go
var exampleReader string

// Developers draws what a machine that ingests us needs to know.
func (s *Site) Developers() ([]byte, error) {
	return s.draw("developers", s.frame("How to ingest", "/developers", ""), struct {
		All, AllAbs, ChangesAtom, Example string
		Filters                           []pair
		Links                             []Link
	}{s.Link("/vacancies.json"), s.Absolute("/vacancies.json"), s.Link("/changes.atom"), exampleReader, filters(),
		s.links("/schema/vacancy.json", "JSON Schema of an item", "/codes.json", "Every code and its label", "/boroughs.json", "The 33: slug, GSS code, name, own page, coverage",
			"/status.json", "Status of every source", "/changes.atom", "Changes as a feed", "/feeds.opml", "All standing feeds (OPML)")})
}

// filters are the query's parameters and what they take.
func filters() []pair {
	var slugs []string
	for _, g := range feeds.Groups() {
		slugs = append(slugs, g.Slug)
	}
	out := []pair{{"borough", strconv.Itoa(len(place.Authorities())) + " slugs, such as hackney (see /boroughs.json), or " + strings.Join(slugs, ", ")}}
	for _, v := range feeds.Vocabularies() {
		switch v.Name {
		case "stage", "specialism", "contract", "pattern", "arrangement":
			var codes []string
			for _, c := range v.Codes {
				codes = append(codes, c.Code)
			}
			out = append(out, pair{v.Name, strings.Join(codes, ", ")})
		}
	}
	return append(out, pair{"pay_min", "yearly full-time pounds, held against the top of the range, else the bottom; adverts without yearly pay are left out"},
		pair{"q", "words; each must begin a word of the title, reference, team, borough or excerpt; a short form of the field, such as LADO, stands for the long one too"},
		pair{"closing", "a number of days from today (0 is today), or a day as 2026-12-04"},
		pair{"visa", "yes, no: what the advert says of sponsorship"},
		pair{"added", "1, 3, 7 or 14 London days, today being the first"},
		pair{"scope", "in (the default) or related"},
		pair{"unstated", "pay, closing, visa, contract, pattern, arrangement: also let through what does not say"},
		pair{"sort", "newest (the default) or closing"})
}

// Message is a short page: an error, or something that is gone.
type Message struct {
	Heading string
	Text    []string
	Links   []Link
}

// Message draws a short page, never to be indexed.
func (s *Site) Message(m Message) ([]byte, error) {
	f := s.frame(m.Heading, "/", "")
	f.Canonical, f.NoIndex = "", true
	if len(m.Links) == 0 {
		m.Links = s.links("/vacancies", "Search vacancies", "/boroughs", "Boroughs", "/", "Front page")
	}
	return s.draw("message", f, m)
}
