package config

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Origin is where a value was said.
type Origin struct {
	File string
	Line int
}

// reader reads one file into the configuration, noting where each value was
// said and every mistake in form. What values may be is the checker's matter.
type reader struct {
	file   string
	config *Config
	rows   map[string]int // source id -> line, to find an id given twice in one file
	errs   Errors
}

func (r *reader) fail(n *yaml.Node, key, format string, args ...any) {
	r.errs = append(r.errs, &Error{File: r.file, Line: n.Line, Key: key, Message: fmt.Sprintf(format, args...)})
}

func (r *reader) note(n *yaml.Node, key string) {
	r.config.origins[key] = Origin{File: r.file, Line: n.Line}
}

var yamlLine = regexp.MustCompile(`line (\d+): `)

// document reads the whole file.
func (r *reader) document(body []byte) {
	var root, second yaml.Node
	all := yaml.NewDecoder(bytes.NewReader(body))
	err := all.Decode(&root)
	if errors.Is(err, io.EOF) {
		return // an empty file says nothing
	}
	if err == nil {
		if err = all.Decode(&second); err == nil {
			r.fail(&second, "file", "must be one document; a second one begins here")
			return
		}
	}
	if !errors.Is(err, io.EOF) {
		at := &yaml.Node{Line: 1}
		message := strings.TrimPrefix(err.Error(), "yaml: ")
		if m := yamlLine.FindStringSubmatch(message); m != nil {
			at.Line, _ = strconv.Atoi(m[1])
			message = strings.Replace(message, m[0], "", 1)
		}
		r.fail(at, "file", "not YAML: %s", message)
		return
	}
	c := r.config
	r.mapping(root.Content[0], "", fields{
		"contact":   r.text(&c.Contact),
		"site":      r.site,
		"consumers": r.texts(&c.Consumers),
		"sources":   r.sources,
		"network": r.object(fields{
			"allow_private":  r.truth(&c.Network.AllowPrivate),
			"per_host_delay": r.duration(&c.Network.PerHostDelay),
		}),
		"notify": r.object(fields{"url": r.text(&c.Notify.URL)}),
		"backup": r.object(fields{"every": r.duration(&c.Backup.Every), "keep": r.whole(&c.Backup.Keep)}),
	})
}

func (r *reader) site(key string, n *yaml.Node) {
	s := &r.config.Site
	r.mapping(n, key, fields{
		"base_url":              r.text(&s.BaseURL),
		"title":                 r.text(&s.Title),
		"publisher":             r.text(&s.Publisher),
		"controller":            r.text(&s.Controller),
		"privacy_contact":       r.text(&s.PrivacyContact),
		"alerts_url":            r.text(&s.AlertsURL),
		"look_again":            r.truth(&s.LookAgain),
		"job_posting":           r.truth(&s.JobPosting),
		"accessibility_contact": r.text(&s.AccessibilityContact),
		"accessibility": r.object(fields{
			"phone":    r.text(&s.Accessibility.Phone),
			"prepared": r.text(&s.Accessibility.Prepared),
			"reviewed": r.text(&s.Accessibility.Reviewed),
			"tested":   r.text(&s.Accessibility.Tested),
		}),
		"retention": r.object(fields{
			"closed":     r.duration(&s.Retention.Closed),
			"raw":        r.duration(&s.Retention.Raw),
			"samples":    r.duration(&s.Retention.Samples),
			"tombstones": r.duration(&s.Retention.Tombstones),
		}),
	})
}

// sources reads the rows; a row whose id is known overlays it key by key.
func (r *reader) sources(key string, n *yaml.Node) {
	if n.Kind != yaml.SequenceNode {
		r.fail(n, key, "must be a list of sources")
		return
	}
	for i, row := range n.Content {
		id := rowID(row)
		if id == "" {
			r.fail(row, fmt.Sprintf("%s[%d]", key, i), "has no id")
			continue
		}
		path := fmt.Sprintf("%s[%s]", key, id)
		if line, seen := r.rows[id]; seen {
			r.fail(row, path+".id", "is given twice in this file, first on line %d", line)
			continue
		}
		r.rows[id] = row.Line
		at := slices.IndexFunc(r.config.Sources, func(s Source) bool { return s.ID == id })
		if at < 0 {
			r.config.Sources = append(r.config.Sources, Source{ID: id, Every: defaultEvery, Republish: "excerpt"})
			at = len(r.config.Sources) - 1
		}
		r.note(row, path)
		r.source(path, row, &r.config.Sources[at])
	}
}

// rowID is the id of a source's row; empty when it has none.
func rowID(row *yaml.Node) string {
	if row.Kind != yaml.MappingNode {
		return ""
	}
	for i := 0; i+1 < len(row.Content); i += 2 {
		if row.Content[i].Value == "id" && row.Content[i+1].Kind == yaml.ScalarNode {
			return row.Content[i+1].Value
		}
	}
	return ""
}

func (r *reader) source(path string, n *yaml.Node, s *Source) {
	r.mapping(n, path, fields{
		"id":        r.text(&s.ID),
		"boroughs":  r.texts(&s.Boroughs),
		"kind":      r.text(&s.Kind),
		"platform":  r.text(&s.Platform),
		"url":       r.text(&s.URL),
		"hosts":     r.texts(&s.Hosts),
		"evidence":  r.text(&s.Evidence),
		"republish": r.text(&s.Republish),
		"every":     r.duration(&s.Every),
		"succeeds":  r.text(&s.Succeeds),
		"note":      r.text(&s.Note),
		"enabled": func(key string, n *yaml.Node) {
			var on bool
			r.truth(&on)(key, n)
			s.Enabled = &on
		},
		"permission": func(key string, n *yaml.Node) {
			s.Permission = &Permission{}
			p := s.Permission
			r.object(fields{"from": r.text(&p.From), "on": r.text(&p.On), "evidence": r.text(&p.Evidence)})(key, n)
		},
		"stopped": func(key string, n *yaml.Node) {
			s.Stopped = &Stopped{}
			p := s.Stopped
			r.object(fields{"by": r.text(&p.By), "on": r.text(&p.On), "why": r.text(&p.Why)})(key, n)
		},
		"options": func(key string, n *yaml.Node) { r.options(key, n, s) },
	})
}

// options replaces all options of a row: half of one system's options and half
// of another's would mean nothing.
func (r *reader) options(key string, n *yaml.Node, s *Source) {
	if n.Kind != yaml.MappingNode {
		r.fail(n, key, "must be keys with values")
		return
	}
	s.Options = map[string]string{}
	r.note(n, key)
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := n.Content[i], n.Content[i+1]
		if value.Kind != yaml.ScalarNode {
			r.fail(value, key+"."+name.Value, "must be a single value")
			continue
		}
		if _, twice := s.Options[name.Value]; twice {
			r.fail(name, key+"."+name.Value, "is given twice")
		}
		s.Options[name.Value] = value.Value
		r.note(value, key+"."+name.Value)
	}
}

// fields are the keys a mapping may have, each with what reads its value.
type fields map[string]func(key string, n *yaml.Node)

// object reads a mapping that is the value of a key.
func (r *reader) object(f fields) func(string, *yaml.Node) {
	return func(key string, n *yaml.Node) {
		r.note(n, key)
		r.mapping(n, key, f)
	}
}

// mapping reads a mapping's keys; path is the key it stands under, empty for the
// whole file.
func (r *reader) mapping(n *yaml.Node, path string, f fields) {
	if n.Kind != yaml.MappingNode {
		r.fail(n, cmp.Or(path, "file"), "must be keys with values")
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		key := k.Value
		if path != "" {
			key = path + "." + k.Value
		}
		read, known := f[k.Value]
		switch {
		case !known:
			r.fail(k, key, "is not a key we know; known here: %s", strings.Join(slices.Sorted(maps.Keys(f)), ", "))
		case seen[k.Value]:
			r.fail(k, key, "is given twice")
		default:
			read(key, v)
		}
		seen[k.Value] = true
	}
}
