package config

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"vacancies/normalize/place"
)

// The words a source may use.
var (
	kinds     = []string{"council", "shared", "regional", "board", "agency"}
	evidences = []string{"verified", "assumed", "unknown"}
	republish = []string{"facts", "excerpt", "full"}
)

// Bounds of what a source may ask for: oftener than minEvery is not polite, and
// a list read more rarely than maxEvery would miss adverts.
const (
	minEvery        = 10 * time.Minute
	maxEvery        = 7 * 24 * time.Hour
	minPerHostDelay = time.Second
)

// checker finds every value that may not be, once all files are read.
type checker struct {
	config    *Config
	platforms map[string]Platform
	errs      Errors
}

// fail reports a mistake at the place where the nearest key was said.
func (c *checker) fail(key, format string, args ...any) {
	at := c.config.Origin(key)
	c.errs = append(c.errs, &Error{File: at.File, Line: at.Line, Key: key, Message: fmt.Sprintf(format, args...)})
}

func (c *checker) all() {
	c.site()
	if c.config.Contact != "" && ContactProblem(c.config.Contact) == badContact {
		c.fail("contact", "must be an e-mail address or an https address, not %q", c.config.Contact)
	}
	if d := c.config.Network.PerHostDelay; d < minPerHostDelay && !c.config.Network.AllowPrivate {
		c.fail("network.per_host_delay", "must be at least %s, so that no site feels us", minPerHostDelay)
	}
	c.address("notify.url", c.config.Notify.URL)
	for i, host := range c.config.Consumers {
		c.host(fmt.Sprintf("consumers[%d]", i), host)
	}
	for _, s := range c.config.Sources {
		c.source(s)
	}
}

func (c *checker) site() {
	s := c.config.Site
	c.address("site.base_url", s.BaseURL)
	if strings.ContainsAny(s.BaseURL, "?#") {
		c.fail("site.base_url", "must have no query and no fragment")
	}
	c.address("site.alerts_url", s.AlertsURL)
	for key, d := range map[string]time.Duration{"closed": s.Retention.Closed, "raw": s.Retention.Raw,
		"samples": s.Retention.Samples, "tombstones": s.Retention.Tombstones} {
		if d < 24*time.Hour {
			c.fail("site.retention."+key, "must be at least a day")
		}
	}
}

var idForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (c *checker) source(s Source) {
	path := "sources[" + s.ID + "]"
	if !idForm.MatchString(s.ID) || len(s.ID) > 60 {
		c.fail(path+".id", "must be small letters, digits and single hyphens, at most 60")
	}
	c.boroughs(path+".boroughs", s.Boroughs)
	c.word(path+".kind", s.Kind, kinds)
	c.word(path+".evidence", s.Evidence, evidences)
	c.word(path+".republish", s.Republish, republish)
	if s.Every < minEvery || s.Every > maxEvery {
		c.fail(path+".every", "must be between %s and %s, not %s", minEvery, maxEvery, s.Every)
	}
	c.address(path+".url", s.URL)
	c.consumer(path, s)
	for i, host := range s.Hosts {
		c.host(fmt.Sprintf("%s.hosts[%d]", path, i), host)
	}
	if s.URL != "" || s.Platform != Auto {
		c.platform(path, s)
	}
	c.permission(path, s)
	if s.Stopped != nil && (s.Stopped.By == "" || s.Stopped.Why == "" || !isDay(s.Stopped.On)) {
		c.fail(path+".stopped", "needs by, why, and on as a day such as 2026-03-31")
	}
	if s.Succeeds != "" {
		if _, known := c.config.Source(s.Succeeds); !known || s.Succeeds == s.ID {
			c.fail(path+".succeeds", "names no other source: %q", s.Succeeds)
		}
	}
}

func (c *checker) boroughs(key string, slugs []string) {
	if len(slugs) == 0 {
		c.fail(key, "must name at least one of the 33 authorities")
	}
	for i, slug := range slugs {
		if _, ok := place.BySlug(slug); !ok {
			c.fail(key, "%q is not one of the 33 authorities", slug)
		}
		if slices.Contains(slugs[:i], slug) {
			c.fail(key, "%q is given twice", slug)
		}
	}
}

func (c *checker) word(key, value string, allowed []string) {
	if !slices.Contains(allowed, value) {
		c.fail(key, "must be one of %s, not %q", strings.Join(allowed, ", "), value)
	}
}

// address accepts nothing, or an absolute web address without a user in it.
func (c *checker) address(key, raw string) {
	if raw == "" {
		return
	}
	u, err := url.Parse(raw)
	if err == nil && u.User != nil {
		c.fail(key, "must be an address without a user or password: nothing is read behind a log-in")
		return
	}
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" {
		c.fail(key, "must be a whole http or https address, not %q", raw)
	}
}

var hostForm = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z0-9]$`)

func (c *checker) host(key, host string) {
	if !hostForm.MatchString(host) {
		c.fail(key, "must be a bare host name such as jobs.example.org, not %q", host)
	}
}

// consumer refuses a site that ingests us as a source: our own words would come
// back to us as evidence.
func (c *checker) consumer(path string, s Source) {
	hosts := slices.Clone(s.Hosts)
	if u, err := url.Parse(s.URL); err == nil && s.URL != "" {
		hosts = append(hosts, u.Hostname())
	}
	for _, host := range hosts {
		if c.config.IsConsumer(host) {
			c.fail(path+".url", "%s ingests our feeds, so it cannot be a source", host)
		}
	}
}

// IsConsumer reports whether a host, with or without "www.", belongs to a site
// that ingests us.
func (c *Config) IsConsumer(host string) bool {
	bare := func(h string) string { return strings.TrimPrefix(strings.ToLower(h), "www.") }
	return slices.ContainsFunc(c.Consumers, func(h string) bool { return bare(h) == bare(host) })
}

func (c *checker) platform(path string, s Source) {
	if s.Platform == Auto {
		if len(s.Options) > 0 {
			c.fail(path+".options", "go with a named platform, not with auto")
		}
		return
	}
	p, known := c.platforms[s.Platform]
	if !known {
		names := slices.AppendSeq([]string{Auto}, maps.Keys(c.platforms))
		slices.Sort(names)
		c.fail(path+".platform", "must be one of %s, not %q", strings.Join(names, ", "), s.Platform)
		return
	}
	for name := range s.Options {
		if !slices.ContainsFunc(p.Options, func(o Option) bool { return o.Name == name }) {
			c.fail(path+".options."+name, "is not an option of %s", s.Platform)
		}
	}
	for _, o := range p.Options {
		value, given := s.Options[o.Name]
		switch {
		case !given && o.Required && s.URL != "":
			c.fail(path+".options", "%s needs the option %s", s.Platform, o.Name)
		case given && o.Check != nil:
			if err := o.Check(value); err != nil {
				c.fail(path+".options."+o.Name, "%s", err)
			}
		}
	}
}

func (c *checker) permission(path string, s Source) {
	p := s.Permission
	if s.Republish == "full" && p == nil {
		c.fail(path+".republish", "full needs permission: {from, on, evidence}")
	}
	if p != nil && (p.From == "" || p.Evidence == "" || !isDay(p.On)) {
		c.fail(path+".permission", "needs from, evidence, and on as a day such as 2026-03-31")
	}
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
