package config

import (
	_ "embed"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// builtin holds the sources of the 33 authorities and the defaults.
//
//go:embed builtin.yaml
var builtin []byte

// BuiltinName is the name that origins and errors give the built-in rows.
const BuiltinName = "built-in"

// Platform is what loading must know of a platform: the options its sources may have.
type Platform struct {
	Options []Option
}

// Option is one key of a source's options.
type Option struct {
	Name     string
	Required bool
	// Check says what is wrong with a value; nil accepts any.
	Check func(value string) error
}

// Auto is the platform of a source whose system is to be recognised.
const Auto = "auto"

// Error is one mistake in a configuration file.
type Error struct {
	File string
	Line int
	// Key is the path of the key, such as "sources[lewisham].url".
	Key     string
	Message string
}

// Error names file, line and key, then the mistake.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d: %s: %s", e.File, e.Line, e.Key, e.Message)
}

// Errors are all mistakes of a configuration, in the order of their lines.
type Errors []*Error

// Error lists the mistakes, one a line.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, err := range e {
		lines[i] = err.Error()
	}
	return strings.Join(lines, "\n")
}

// Builtin loads the built-in configuration alone.
func Builtin(platforms map[string]Platform) (*Config, error) {
	return load(platforms, document{BuiltinName, builtin})
}

// Load reads the configuration file over the built-in rows. All mistakes are
// told at once, as Errors. An unreadable file is the error of reading it.
func Load(file string, platforms map[string]Platform) (*Config, error) {
	body, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading the configuration: %w", err)
	}
	return load(platforms, document{BuiltinName, builtin}, document{file, body})
}

// document is one configuration file.
type document struct {
	name string
	body []byte
}

// load reads documents in order, the later over the earlier.
func load(platforms map[string]Platform, docs ...document) (*Config, error) {
	c := &Config{origins: map[string]Origin{}}
	var errs Errors
	for _, d := range docs {
		r := &reader{file: d.name, config: c, rows: map[string]int{}}
		r.document(d.body)
		errs = append(errs, r.errs...)
	}
	ch := checker{config: c, platforms: platforms}
	ch.all()
	errs = append(errs, ch.errs...)
	if len(errs) == 0 {
		return c, nil
	}
	order := func(file string) int {
		return slices.IndexFunc(docs, func(d document) bool { return d.name == file })
	}
	slices.SortStableFunc(errs, func(a, b *Error) int {
		if a.File != b.File {
			return order(a.File) - order(b.File)
		}
		return a.Line - b.Line
	})
	return nil, errs
}

// Source finds a source by its id.
func (c *Config) Source(id string) (Source, bool) {
	for _, s := range c.Sources {
		if s.ID == id {
			return s, true
		}
	}
	return Source{}, false
}

// defaultEvery is how often a source is read unless it says otherwise.
const defaultEvery = time.Hour
