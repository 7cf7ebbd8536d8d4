package fetch

import (
	"bytes"
	"mime"
	"net/http"
	"strings"
)

// contentType is what a Content-Type header says: the media type in lower case,
// and the name of the encoding.
type contentType struct{ media, charset string }

// usualTypes are headers that most answers have, read once.
var usualTypes = func() map[string]contentType {
	m := make(map[string]contentType)
	for _, media := range []string{"text/html", "application/json", "application/xml", "text/xml", "application/rss+xml"} {
		for _, header := range []string{media, media + "; charset=utf-8", media + "; charset=UTF-8", media + ";charset=utf-8", media + ";charset=UTF-8"} {
			m[header] = parseContentType(header)
		}
	}
	return m
}()

// readContentType reads a header; of one with broken parameters the type alone.
func readContentType(header string) contentType {
	if usual, ok := usualTypes[header]; ok {
		return usual
	}
	return parseContentType(header)
}

func parseContentType(header string) contentType {
	media, params, err := mime.ParseMediaType(header)
	if err != nil {
		media, _, _ = strings.Cut(header, ";")
		return contentType{media: strings.ToLower(strings.TrimSpace(media))}
	}
	return contentType{media, params["charset"]}
}

// of is a body's media type. Where the host names none, or only "some bytes",
// the body's beginning decides.
func (c contentType) of(body []byte) string {
	switch c.media {
	case "", "application/octet-stream", "binary/octet-stream", "application/gzip", "application/x-gzip":
		return sniff(body)
	}
	return c.media
}

// sniff guesses a media type. net/http's guess knows no JSON and takes any
// document that begins with an XML declaration for text/xml.
func sniff(body []byte) string {
	head := bytes.TrimLeft(bytes.TrimPrefix(body, []byte("\xEF\xBB\xBF")), " \t\r\n")
	if bytes.HasPrefix(head, []byte("{")) || bytes.HasPrefix(head, []byte("[")) {
		return "application/json"
	}
	kind, _, _ := strings.Cut(http.DetectContentType(body), ";")
	if kind == "text/plain" && bytes.HasPrefix(head, []byte("<")) {
		return "text/html"
	}
	return kind
}

// isText reports whether a media type is text that can be decoded.
func isText(kind string) bool {
	if strings.HasPrefix(kind, "text/") || family(kind) != kind {
		return true
	}
	switch kind {
	case "application/json", "application/xml", "application/javascript", "application/ecmascript", "application/x-javascript":
		return true
	}
	return false
}

func isHTML(kind string) bool { return kind == "text/html" || kind == "application/xhtml+xml" }

// family folds the names under which one format is served: every "+xml" is XML,
// every "+json" JSON, and text/xml is application/xml.
func family(kind string) string {
	switch {
	case kind == "text/xml" || strings.HasSuffix(kind, "+xml"):
		return "application/xml"
	case kind == "text/json" || strings.HasSuffix(kind, "+json"):
		return "application/json"
	case kind == "application/x-javascript", kind == "text/javascript":
		return "application/javascript"
	}
	return kind
}

// accepts reports whether a media type is one of those a request asked for.
func accepts(accept []string, kind string) bool {
	if len(accept) == 0 {
		return isText(kind)
	}
	for _, a := range accept {
		a = strings.ToLower(a)
		if a == kind || family(a) == family(kind) || isHTML(a) && isHTML(kind) || a == "*/*" && isText(kind) {
			return true
		}
	}
	return false
}
