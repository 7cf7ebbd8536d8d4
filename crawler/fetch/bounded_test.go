package fetch

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"vacancies/normalize/lifecycle"
)

func TestBodiesThatBreakOffAreReadAgain(t *testing.T) {
	var s *site
	s = newSite(t, map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		if s.count("/") <= 2 {
			w.Header().Set("Content-Length", fmt.Sprint(len(okPage)+100))
		}
		io.WriteString(w, okPage)
	}})
	p, err := session(t, newTestClient(t, local()), s.URL).Fetch(t.Context(), Request{URL: s.URL + "/"})
	if err != nil || string(p.Body) != okPage || s.count("/") != 3 {
		t.Errorf("got %v, %v after %d hits", p, err, s.count("/"))
	}
}

func zip(t *testing.T, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, body)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPackedBodiesAreBounded(t *testing.T) {
	bomb := zip(t, strings.Repeat("a", 32<<20))
	whole := zip(t, `<?xml version="1.0"?><urlset></urlset>`)
	for _, tt := range []struct {
		name, path, kind, encoding string
		body                       []byte
		fault                      lifecycle.Fault
		hits                       int
	}{
		{"a packed answer is unpacked", "/s.xml", "application/xml", "gzip", whole, "", 1},
		{"a packed file is unpacked", "/s.xml.gz", "application/gzip", "", whole, "", 1},
		{"a packed file of no stated type is unpacked", "/s.xml.gz", "application/octet-stream", "", whole, "", 1},
		{"a bomb as an answer ends at the bound", "/s.xml", "application/xml", "gzip", bomb, lifecycle.FaultTooLarge, 1},
		{"a bomb as a file ends at the bound", "/s.xml.gz", "application/gzip", "", bomb, lifecycle.FaultTooLarge, 1},
		{"a bomb called XML ends at the bound", "/s.xml.gz", "application/xml", "", bomb, lifecycle.FaultTooLarge, 1},
		{"half an answer is truncated", "/s.xml", "application/xml", "gzip", whole[:len(whole)/2], lifecycle.FaultTruncated, 3},
		{"half a file is truncated", "/s.xml.gz", "application/gzip", "", whole[:len(whole)/2], lifecycle.FaultTruncated, 3},
		{"an answer without its checksum is truncated", "/s.xml", "application/xml", "gzip", whole[:len(whole)-6], lifecycle.FaultTruncated, 3},
		{"an answer with a damaged middle is truncated", "/s.xml", "application/xml", "gzip", append(bytes.Clone(whole[:12]), bytes.Repeat([]byte{0xff}, 40)...), lifecycle.FaultTruncated, 3},
		{"an answer of nothing that is called packed is blank", "/s.xml", "application/xml", "gzip", nil, lifecycle.FaultBlank, 1},
		{"an answer cut within the file's name in its head is truncated", "/s.xml", "application/xml", "gzip", []byte("\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\xffname"), lifecycle.FaultTruncated, 3},
		{"an answer that is not packed at all is truncated", "/s.xml", "application/xml", "gzip", []byte("<urlset></urlset>"), lifecycle.FaultTruncated, 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newSite(t, map[string]http.HandlerFunc{tt.path: func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", tt.kind)
				if tt.encoding != "" {
					w.Header().Set("Content-Encoding", tt.encoding)
				}
				w.(http.Flusher).Flush() // the length is not told
				w.Write(tt.body)
			}})
			o := local()
			o.MaxBody = 1 << 20
			ses := session(t, newTestClient(t, o), s.URL)
			p, err := ses.Fetch(t.Context(), Request{URL: s.URL + tt.path, Accept: []string{"application/xml"}})
			if n := s.count(tt.path); n != tt.hits {
				t.Errorf("asked %d times, want %d", n, tt.hits)
			}
			if tt.fault != "" {
				wantFault(t, err, tt.fault)
				return
			}
			if err != nil || p.MediaType != "application/xml" && p.MediaType != "text/xml" || !bytes.HasSuffix(p.Body, []byte("</urlset>")) {
				t.Errorf("got %+v, %v", p, err)
			}
		})
	}
}
