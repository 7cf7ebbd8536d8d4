package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"vacancies/feeds"
)

// representation is a document ready to be sent, plain and compressed. Each
// encoding has a strong ETag of its own (RFC 9110, section 8.8.3.3), so that a
// cache never takes one for the other.
type representation struct {
	plain, zipped       []byte // zipped is nil where it would not be smaller
	plainTag, zippedTag string
	modified            time.Time
	// Header values, made once: they are shared by all answers and never changed.
	plainHead, zippedHead encodingHeader
	types, lastModified   []string
}

// encodingHeader are the headers that differ between encodings.
type encodingHeader struct{ tag, length []string }

var varies, gzipped = []string{"Accept-Encoding"}, []string{"gzip"}

// smallest is the size below which compressing is not worth a second encoding.
const smallest = 512

func represent(d feeds.Document) *representation {
	rep := &representation{plain: d.Body, plainTag: d.ETag, modified: d.Modified, types: []string{d.Type},
		plainHead: encodingHeader{[]string{d.ETag}, []string{strconv.Itoa(len(d.Body))}}}
	if !d.Modified.IsZero() {
		rep.lastModified = []string{d.Modified.UTC().Format(http.TimeFormat)}
	}
	if len(d.Body) < smallest {
		return rep
	}
	if z := zip(d.Body); len(z) < len(d.Body) {
		rep.zipped = z
		rep.zippedTag = strings.TrimSuffix(d.ETag, `"`) + `-gzip"`
		rep.zippedHead = encodingHeader{[]string{rep.zippedTag}, []string{strconv.Itoa(len(z))}}
	}
	return rep
}

// zippers are used again: each holds most of a megabyte.
var zippers = sync.Pool{New: func() any { return gzip.NewWriter(io.Discard) }}

func zip(body []byte) []byte {
	var b bytes.Buffer
	z := zippers.Get().(*gzip.Writer)
	defer zippers.Put(z)
	z.Reset(&b)
	_, _ = z.Write(body) // a Buffer takes everything
	_ = z.Close()
	return b.Bytes()
}

func (rep *representation) size() int { return len(rep.plain) + len(rep.zipped) + 256 }

// send answers with the document, or says that it has not changed, or sends its
// headers alone. Status is the status of a whole answer.
func (rep *representation) send(w http.ResponseWriter, r *http.Request, status int) {
	h := w.Header()
	body, tag, head, zipped := rep.plain, rep.plainTag, rep.plainHead, false
	if rep.zipped != nil {
		h["Vary"] = varies
		if zipped = accepts(r.Header.Get("Accept-Encoding"), "gzip"); zipped {
			body, tag, head = rep.zipped, rep.zippedTag, rep.zippedHead
		}
	}
	h["Etag"] = head.tag
	if rep.lastModified != nil {
		h["Last-Modified"] = rep.lastModified
	}
	if status == http.StatusOK && rep.unchanged(r, tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if zipped {
		h["Content-Encoding"] = gzipped
	}
	h["Content-Type"], h["Content-Length"] = rep.types, head.length
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the reader may have gone: nothing to be done
	}
}

// unchanged evaluates the conditions of RFC 9110, section 13.2.2: If-None-Match
// by weak comparison, and If-Modified-Since only where there is none.
func (rep *representation) unchanged(r *http.Request, tag string) bool {
	if match := r.Header.Values("If-None-Match"); len(match) > 0 {
		for _, tags := range match {
			for have := range strings.SplitSeq(tags, ",") {
				if have = strings.TrimPrefix(strings.TrimSpace(have), "W/"); have == tag || have == "*" {
					return true
				}
			}
		}
		return false
	}
	given := r.Header.Get("If-Modified-Since")
	if given == "" {
		return false
	}
	since, err := http.ParseTime(given)
	return err == nil && !rep.modified.IsZero() && !rep.modified.Truncate(time.Second).After(since)
}

// accepts reports whether an Accept-Encoding header takes a coding (RFC 9110,
// section 12.5.3).
func accepts(header, coding string) bool {
	any := false
	for part := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(part, ";")
		name = strings.ToLower(strings.TrimSpace(name))
		taken := true
		if q, ok := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q="); ok {
			weight, err := strconv.ParseFloat(q, 64)
			taken = err == nil && weight > 0
		}
		switch name {
		case coding:
			return taken
		case "*":
			any = taken
		}
	}
	return any
}
