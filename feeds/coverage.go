package feeds

import (
	"slices"
	"strconv"
	"strings"

	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/place"
)

// Coverage says which of the 33 authorities are being read, so that nothing
// found is never taken for none advertised (design, rule 3). It carries no
// clock: an authority moves in or out of it only when a run ends otherwise than
// the one before.
type Coverage struct {
	// Read counts the authorities being read, Of all of them.
	Read, Of int
	// Authorities are all of them, by name.
	Authorities []Covered
}

// Covered is whether one authority is being read.
type Covered struct {
	place.Authority
	Read bool
	// Why says in plain words why it is not being read.
	Why string
	// Sources are the ids of the council's own and shared sources that serve it, sorted.
	Sources []string
}

// CoverageOf works out the coverage of a snapshot.
func CoverageOf(snap *lifecycle.Snapshot) Coverage {
	out := Coverage{}
	for _, a := range authoritiesByName() {
		c := covered(a, snap.Sources)
		if c.Read {
			out.Read++
		}
		out.Of++
		out.Authorities = append(out.Authorities, c)
	}
	return out
}

// covered looks at the council's own sources and those it shares; what boards
// and agencies copy does not make an authority read.
func covered(a place.Authority, sources []lifecycle.SourceState) Covered {
	c := Covered{Authority: a}
	for i := range sources {
		s := &sources[i]
		own := s.Source.Kind == normalize.Council || s.Source.Kind == normalize.Shared
		if !own || s.Absent || !slices.Contains(s.Source.Boroughs, a.Slug) {
			continue
		}
		c.Sources = append(c.Sources, s.Source.ID)
		why := notRead(s)
		if why == "" {
			c.Read = true
		} else if c.Why == "" {
			c.Why = why
		}
	}
	switch {
	case c.Read:
		c.Why = ""
	case len(c.Sources) == 0:
		c.Why = "no source is known"
	}
	slices.Sort(c.Sources)
	return c
}

// notRead says why a source is not being read; empty when it is. One run that
// went wrong is enough to say so.
func notRead(s *lifecycle.SourceState) string {
	switch {
	case s.Source.Stopped != nil:
		return "stopped on request"
	case !s.Source.Enabled:
		return "paused"
	case s.Source.URL == "" && s.LastSuccess.IsZero():
		return "address wanted"
	case s.Unpublished() != "":
		return line(s.Unpublished())
	}
	switch s.Verdict {
	case lifecycle.Healthy, lifecycle.Empty, lifecycle.Unchanged, lifecycle.Partial:
		return ""
	case lifecycle.Collapsed:
		return "its list shrank suddenly and is being checked"
	case lifecycle.Blocked:
		return "its site keeps us out"
	case lifecycle.Moved:
		return "its vacancy list has moved"
	case lifecycle.Failed:
		return "its site could not be read"
	case lifecycle.Skipped:
		if !s.LastSuccess.IsZero() {
			return ""
		}
	}
	return "not read yet"
}

// NotRead lists the authorities not being read, by name.
func (c Coverage) NotRead() []Covered {
	return slices.DeleteFunc(slices.Clone(c.Authorities), func(a Covered) bool { return a.Read })
}

// Sentence says what a list rests on: "Reading 31 of 33; not read now: A, B."
func (c Coverage) Sentence() string {
	text := "Reading " + strconv.Itoa(c.Read) + " of " + strconv.Itoa(c.Of)
	var names []string
	for _, a := range c.NotRead() {
		names = append(names, a.Name)
	}
	if len(names) == 0 {
		return text + "."
	}
	return text + "; not read now: " + strings.Join(names, ", ") + "."
}

// For narrows the coverage to some boroughs (slugs, or preset groups); none means all.
func (c Coverage) For(boroughs []string) Coverage {
	if len(boroughs) == 0 {
		return c
	}
	out := Coverage{}
	for _, a := range c.Authorities {
		wanted := slices.ContainsFunc(boroughs, func(b string) bool {
			g, _ := groupBySlug(b)
			return b == a.Slug || slices.Contains(g.Boroughs, a.Slug)
		})
		if !wanted {
			continue
		}
		out.Of++
		if a.Read {
			out.Read++
		}
		out.Authorities = append(out.Authorities, a)
	}
	return out
}
