package config

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Origin is where the value of a key was said; for a key nobody said, where the
// nearest key above it was.
func (c *Config) Origin(key string) Origin {
	for key != "" {
		if at, ok := c.origins[key]; ok {
			return at
		}
		if cut := strings.LastIndexAny(key, ".["); cut > 0 {
			key = key[:cut]
		} else {
			key = ""
		}
	}
	return Origin{File: "default", Line: 0}
}

// Said notes that the value of a key was said elsewhere than in a file, such as
// by a flag.
func (c *Config) Said(key, by string) { c.origins[key] = Origin{File: by} }

// Print writes the merged configuration, a value a line, each with its origin.
func (c *Config) Print(w io.Writer) error {
	line := func(key string, value any) error {
		at := c.Origin(key)
		from := at.File
		if at.Line > 0 {
			from = fmt.Sprintf("%s:%d", at.File, at.Line)
		}
		_, err := fmt.Fprintf(w, "%-52s %-60s # %s\n", key, fmt.Sprint(value), from) // a list is padded as a whole
		return err
	}
	s := c.Site
	rows := []printed{
		{"contact", c.Contact},
		{"site.base_url", s.BaseURL}, {"site.title", s.Title}, {"site.publisher", s.Publisher},
		{"site.controller", s.Controller}, {"site.privacy_contact", s.PrivacyContact},
		{"site.alerts_url", s.AlertsURL}, {"site.accessibility_contact", s.AccessibilityContact},
		{"site.accessibility.phone", s.Accessibility.Phone}, {"site.accessibility.prepared", s.Accessibility.Prepared},
		{"site.accessibility.reviewed", s.Accessibility.Reviewed}, {"site.accessibility.tested", s.Accessibility.Tested},
		{"site.look_again", s.LookAgain}, {"site.job_posting", s.JobPosting},
		{"site.retention.closed", s.Retention.Closed}, {"site.retention.raw", s.Retention.Raw},
		{"site.retention.samples", s.Retention.Samples}, {"site.retention.tombstones", s.Retention.Tombstones},
		{"consumers", c.Consumers},
		{"network.allow_private", c.Network.AllowPrivate}, {"network.per_host_delay", c.Network.PerHostDelay},
		{"notify.url", c.Notify.URL},
		{"backup.every", c.Backup.Every}, {"backup.keep", c.Backup.Keep},
	}
	for _, r := range rows {
		if err := line(r.key, r.value); err != nil {
			return err
		}
	}
	for _, src := range c.Sources {
		if err := src.print("sources["+src.ID+"].", line); err != nil {
			return err
		}
	}
	return nil
}

// printed is one line of the configuration.
type printed struct {
	key   string
	value any
}

func (s Source) print(path string, line func(string, any) error) error {
	rows := []printed{{"boroughs", s.Boroughs}, {"kind", s.Kind}, {"platform", s.Platform}, {"url", cmp.Or(s.URL, "(address wanted)")},
		{"evidence", s.Evidence}, {"republish", s.Republish}, {"every", s.Every}, {"enabled", s.IsEnabled()}}
	if len(s.Hosts) > 0 {
		rows = append(rows, printed{"hosts", s.Hosts})
	}
	if s.Stopped != nil {
		rows = append(rows, printed{"stopped", fmt.Sprintf("by %s on %s: %s", s.Stopped.By, s.Stopped.On, s.Stopped.Why)})
	}
	if s.Permission != nil {
		rows = append(rows, printed{"permission", fmt.Sprintf("from %s on %s: %s", s.Permission.From, s.Permission.On, s.Permission.Evidence)})
	}
	if s.Succeeds != "" {
		rows = append(rows, printed{"succeeds", s.Succeeds})
	}
	for _, name := range slices.Sorted(maps.Keys(s.Options)) {
		rows = append(rows, printed{"options." + name, s.Options[name]})
	}
	if s.Note != "" {
		rows = append(rows, printed{"note", s.Note})
	}
	for _, r := range rows {
		if err := line(path+r.key, r.value); err != nil {
			return err
		}
	}
	return nil
}
