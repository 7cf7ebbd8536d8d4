package probe

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"vacancies/config"
)

// entry is a config row as a person would write it.
type entry struct {
	ID       string            `yaml:"id"`
	Boroughs []string          `yaml:"boroughs,flow"`
	Kind     string            `yaml:"kind"`
	Platform string            `yaml:"platform"`
	URL      string            `yaml:"url"`
	Hosts    []string          `yaml:"hosts,flow,omitempty"`
	Evidence string            `yaml:"evidence"`
	Options  map[string]string `yaml:"options,flow,omitempty"`
}

// Entry is the `sources:` block to paste into the configuration. What the probe
// cannot know (whose source it is) is left for the person who pastes it.
func Entry(s config.Source) (string, error) {
	e := entry{ID: s.ID, Boroughs: s.Boroughs, Kind: s.Kind, Platform: s.Platform, URL: s.URL, Hosts: s.Hosts, Evidence: s.Evidence, Options: s.Options}
	if e.ID == "" {
		e.ID = "SLUG-OF-THE-AUTHORITY"
	}
	if len(e.Boroughs) == 0 {
		e.Boroughs = []string{e.ID}
	}
	if e.Kind == "" {
		e.Kind = "council"
	}
	body, err := yaml.Marshal(map[string][]entry{"sources": {e}})
	if err != nil {
		return "", fmt.Errorf("writing the source's row: %w", err)
	}
	return string(body), nil
}

// Print tells a person what was found: the candidates in order, each with its
// evidence, count and samples, and the row to paste for the best of them.
func (a Answer) Print(w io.Writer) error {
	p := printer{w: w}
	p.line("Started from %s and read %s.", a.Start, counted(len(a.Read), "page"))
	for _, u := range a.Unread {
		p.line("Could not read: %s", u)
	}
	if len(a.Candidates) == 0 {
		p.line("No recruitment system was recognised.")
		return p.err
	}
	for i, c := range a.Candidates {
		p.candidate(i+1, c)
	}
	row, err := a.Row()
	switch {
	case err != nil:
		return err
	case row == "":
		p.line("\nNone can be used as it stands: a person must choose or find another address.")
	default:
		p.line("\nTo use the first, paste this into the configuration:\n\n%s", row)
	}
	return p.err
}

// Row is the `sources:` block to paste for the best candidate; empty when none
// can be used as it stands.
func (a Answer) Row() (string, error) {
	best, ok := a.Best()
	if !ok {
		return "", nil
	}
	if best.Shared != "" {
		best.Source.Options = maps.Clone(best.Source.Options)
		if best.Source.Options == nil {
			best.Source.Options = map[string]string{}
		}
		best.Source.Options["employer"] = cmp.Or(strings.Join(best.Ours, "; "), "OUR-EMPLOYERS-AS-THE-BOARD-PRINTS-THEM")
	}
	return Entry(best.Source)
}

// counted is a number of things in words.
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

func (p *printer) candidate(n int, c Candidate) {
	state := counted(c.Count, "advert") + " listed"
	if c.Total != nil {
		state += fmt.Sprintf(", the page itself says %d", *c.Total)
	}
	if c.SaysEmpty != "" {
		state = fmt.Sprintf("the list says there are none: %q", c.SaysEmpty)
	}
	if c.Problem != "" {
		state = "cannot be used: " + c.Problem
	}
	p.line("\n%d. %s  %s\n   %s", n, c.Source.Platform, c.Source.URL, state)
	switch {
	case !c.Works():
	case c.Inferred:
		p.line("   no system is known for it: its selectors were worked out from its structure, and it is published only after a person accepts it")
	case c.OwnDomain:
		p.line("   on the authority's own domain: published as assumed")
	default:
		p.line("   on a vendor's host: published only after a person accepts it")
	}
	if c.AdapterEvidence == "assumed" {
		p.line("   its adapter was built from what is documented, not from pages that were seen: compare what it brings with the site")
	}
	if c.Shared != "" {
		p.line("   %s", c.Shared)
	}
	for _, e := range c.Evidence {
		p.line("   - %s", e)
	}
	for _, s := range c.Samples {
		parts := slices.DeleteFunc([]string{s.Title, s.Salary, s.Closing, s.Location}, func(v string) bool { return v == "" })
		p.line("     * %s", short(strings.Join(parts, " | ")))
	}
}
