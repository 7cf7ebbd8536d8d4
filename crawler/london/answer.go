package london

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
)

// pageKind says what part a page plays, for faults that strike one part only.
type pageKind int

const (
	otherPage pageKind = iota
	listPage
	advertPage
)

// answer is one page before it goes on the wire.
type answer struct {
	kind      pageKind
	status    int // 200 when zero
	mediaType string
	body      []byte
	// location is where a redirect leads.
	location string
	// retryAfter is how long a 429 asks to be left alone, in seconds.
	retryAfter string
	// volatile pages hold a session token: they carry no validators.
	volatile bool
	// trespass marks a page that a polite reader never asks for.
	trespass bool
}

const (
	htmlType = "text/html; charset=UTF-8"
	jsonType = "application/json"
)

//go:embed markup/*.html
var markup embed.FS

var pages = template.Must(template.New("").Funcs(template.FuncMap{
	"plus":  func(a, b int) int { return a + b },
	"slug":  slug,
	"field": eployField,
	"pager": eployPage,
}).ParseFS(markup, "markup/*.html"))

// page fills in one of the templates.
func page(kind pageKind, name string, data any) answer {
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, name, data); err != nil {
		return answer{status: http.StatusInternalServerError, mediaType: "text/plain", body: []byte(err.Error())}
	}
	return answer{kind: kind, mediaType: htmlType, body: b.Bytes()}
}
