// Package check holds a document against the rules of its format before it is
// served. It reads the bytes as a stranger would and shares no code with what
// wrote them. It must never repair anything: a document that fails is not
// served, and the last good one stays.
package check

import (
	"errors"
	"fmt"
	"mime"
	"net/url"
	"time"
	"unicode/utf8"

	"vacancies/feeds"
)

// Check reports what is wrong with a document, every fault in one error; nil
// when nothing is. The rules are those of the media type: RSS 2.0 with the RSS
// Advisory Board's profile, Atom (RFC 4287, 5005 and 6721), JSON Feed 1.1, CSV
// (RFC 4180), iCalendar (RFC 5545); other XML and JSON must be well formed.
func Check(d feeds.Document) error {
	kind, _, err := mime.ParseMediaType(d.Type)
	if err != nil {
		return fmt.Errorf("checking a document of type %q: %w", d.Type, err)
	}
	f := &faults{}
	f.encoding(d.Body)
	if d.ETag == "" {
		f.add("it has no ETag")
	}
	if f.list == nil {
		rules, ok := byType[kind]
		if !ok {
			f.add("there are no rules for its type")
		} else {
			rules(d.Body, f)
		}
	}
	if f.list == nil {
		return nil
	}
	return fmt.Errorf("checking %s: %w", kind, errors.Join(f.list...))
}

var byType = map[string]func([]byte, *faults){
	"application/rss+xml":     checkRSS,
	"application/atom+xml":    checkAtom,
	"application/feed+json":   checkJSONFeed,
	"text/csv":                checkCSV,
	"text/calendar":           checkCalendar,
	"application/json":        checkJSON,
	"application/schema+json": checkJSON,
	"text/x-opml":             checkOPML,
	"application/xml":         checkXML,
}

// maxFaults bounds a report: the first few say what is wrong.
const maxFaults = 20

type faults struct{ list []error }

func (f *faults) add(format string, args ...any) {
	if len(f.list) < maxFaults {
		f.list = append(f.list, fmt.Errorf(format, args...))
	}
}

// encoding wants UTF-8 without the control characters that XML forbids and
// that break lines elsewhere.
func (f *faults) encoding(body []byte) {
	if !utf8.Valid(body) {
		f.add("it is not UTF-8")
		return
	}
	for i, r := range string(body) {
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == 0x7F || r == 0xFFFE || r == 0xFFFF {
			f.add("byte %d is the control character U+%04X", i, r)
			return
		}
	}
}

// present wants a value that must not be empty.
func (f *faults) present(where, what, value string) {
	if value == "" {
		f.add("%s has no %s", where, what)
	}
}

// date wants a date in one of the layouts, in this century.
func (f *faults) date(where, what, value string, layouts ...string) {
	for _, layout := range layouts {
		if t, err := time.Parse(layout, value); err == nil {
			if t.Year() < 2000 || t.Year() > 2100 {
				f.add("%s: %s %q is not in this century", where, what, value)
			}
			return
		}
	}
	f.add("%s: %s %q is not a date", where, what, value)
}

// address wants an absolute address with a host.
func (f *faults) address(where, what, value string) {
	u, err := url.Parse(value)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		f.add("%s: %s %q is not an absolute address", where, what, value)
	}
}

// id wants an id that is there, has a scheme, and was not seen before.
func (f *faults) id(where, value string, seen map[string]bool) {
	u, err := url.Parse(value)
	switch {
	case value == "":
		f.add("%s has no id", where)
	case err != nil || u.Scheme == "":
		f.add("%s: its id %q is not an IRI", where, value)
	case seen[value]:
		f.add("%s: its id %s stands twice", where, value)
	}
	seen[value] = true
}
