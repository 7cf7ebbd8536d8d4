package config

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// What reads one value into its place. Each notes where the value was said, or
// fails at it.

func (r *reader) text(into *string) func(string, *yaml.Node) {
	return func(key string, n *yaml.Node) {
		if n.Kind != yaml.ScalarNode {
			r.fail(n, key, "must be a single value")
			return
		}
		*into = n.Value
		if n.Tag == "!!null" {
			*into = ""
		}
		r.note(n, key)
	}
}

func (r *reader) texts(into *[]string) func(string, *yaml.Node) {
	return func(key string, n *yaml.Node) {
		if n.Kind != yaml.SequenceNode {
			r.fail(n, key, "must be a list, such as [one, two]")
			return
		}
		var out []string
		for i, item := range n.Content {
			var s string
			r.text(&s)(fmt.Sprintf("%s[%d]", key, i), item)
			out = append(out, s)
		}
		*into = out
		r.note(n, key)
	}
}

func (r *reader) truth(into *bool) func(string, *yaml.Node) {
	return func(key string, n *yaml.Node) {
		if n.Decode(into) != nil || n.Tag != "!!bool" {
			r.fail(n, key, "must be true or false, not %q", n.Value)
			return
		}
		r.note(n, key)
	}
}

func (r *reader) whole(into *int) func(string, *yaml.Node) {
	return func(key string, n *yaml.Node) {
		v, err := strconv.Atoi(n.Value)
		if err != nil || v < 0 {
			r.fail(n, key, "must be a whole number, not %q", n.Value)
			return
		}
		*into = v
		r.note(n, key)
	}
}

func (r *reader) duration(into *time.Duration) func(string, *yaml.Node) {
	return func(key string, n *yaml.Node) {
		d, err := parseDuration(n.Value)
		if err != nil || d < 0 {
			r.fail(n, key, "must be a length of time such as 30m, 2h or 30d, not %q", n.Value)
			return
		}
		*into = d
		r.note(n, key)
	}
}

// parseDuration reads a Go duration, or whole days as "30d".
func parseDuration(s string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(s, "d"); ok {
		if n, err := strconv.ParseUint(days, 10, 16); err == nil { // 16 bits of days are 179 years
			return time.Duration(n) * 24 * time.Hour, nil
		}
	}
	return time.ParseDuration(s)
}
