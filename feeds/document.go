package feeds

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"
)

// Document is something to be served: whole, with what HTTP needs to know of it.
type Document struct {
	Body []byte
	// Type is the media type with its charset.
	Type string
	// ETag is strong and quoted, made from the body alone.
	ETag string
	// Modified is when the content last changed: never too early, the same after
	// a restart. It is zero where nobody knows, as of what comes with the program
	// or from its configuration.
	Modified time.Time
}

// The media types of our documents.
const (
	TypeRSS      = "application/rss+xml; charset=utf-8"
	TypeAtom     = "application/atom+xml; charset=utf-8"
	TypeJSONFeed = "application/feed+json; charset=utf-8"
	TypeCSV      = "text/csv; charset=utf-8"
	TypeCalendar = "text/calendar; charset=utf-8"
	TypeJSON     = "application/json; charset=utf-8"
	TypeSchema   = "application/schema+json; charset=utf-8"
	TypeOPML     = "text/x-opml; charset=utf-8"
	TypeXML      = "application/xml; charset=utf-8"
)

// NewDocument makes a document of a body.
func NewDocument(body []byte, mediaType string, modified time.Time) Document {
	sum := sha256.Sum256(body)
	return Document{Body: body, Type: mediaType, ETag: `"` + hex.EncodeToString(sum[:16]) + `"`,
		Modified: modified.UTC().Truncate(time.Second)}
}

// Format is one representation of a query's set.
type Format string

// The formats of a query's set, by the extension of /vacancies.
const (
	RSS      Format = "rss"
	Atom     Format = "atom"
	JSONFeed Format = "json"
	CSV      Format = "csv"
	Calendar Format = "ics"
)

// formats are all formats, those for feed readers first.
var formats = []Format{RSS, Atom, JSONFeed, CSV, Calendar}

// Formats gives all formats, those for feed readers first.
func Formats() []Format { return append([]Format(nil), formats...) }

// Type is the media type of a format.
func (f Format) Type() string {
	return map[Format]string{RSS: TypeRSS, Atom: TypeAtom, JSONFeed: TypeJSONFeed, CSV: TypeCSV, Calendar: TypeCalendar}[f]
}

// Path is the path and query of a query's set in a format; an empty format is
// the page for people.
func (f Format) Path(q Query) string {
	path := "/vacancies"
	if f != "" {
		path += "." + string(f)
		q.Page = 0
	}
	if enc := q.Encode(); enc != "" {
		path += "?" + enc
	}
	return path
}

// Render makes the document of a query in a format. The query's page is passed
// over: a feed holds its whole set.
func (e *Edition) Render(f Format, q Query, now time.Time) (Document, error) {
	q.Page = 0
	list := e.feed(f, q, now)
	write := map[Format]func(*feed) ([]byte, error){RSS: writeRSS, Atom: writeAtom, JSONFeed: writeJSONFeed, CSV: writeCSV, Calendar: writeCalendar}[f]
	if write == nil {
		return Document{}, fmt.Errorf("rendering %q: no such format", f)
	}
	body, err := write(list)
	if err != nil {
		return Document{}, fmt.Errorf("rendering %s: %w", f.Path(q), err)
	}
	modified := e.modified
	if day := StartOfDay(now, 0); q.Dated() && day.After(modified) {
		modified = day
	}
	return NewDocument(body, f.Type(), modified), nil
}
