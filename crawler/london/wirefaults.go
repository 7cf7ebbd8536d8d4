package london

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/transform"
)

// wrongCharset writes Windows-1252 and swears that it is UTF-8.
func wrongCharset(_ *London, w http.ResponseWriter, _ *http.Request, a answer) {
	if out, _, err := transform.Bytes(encoding.ReplaceUnsupported(charmap.Windows1252.NewEncoder()), a.body); err == nil {
		a.body = out
	}
	send(w, a, a.body)
}

// resetMidBody breaks the connection off in the middle of the answer.
func resetMidBody(_ *London, w http.ResponseWriter, _ *http.Request, a answer) {
	hijacker, ok := w.(http.Hijacker)
	if !ok {
		panic(http.ErrAbortHandler)
	}
	conn, buf, err := hijacker.Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	defer conn.Close()
	fmt.Fprintf(buf, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n", a.mediaType, len(a.body)+1)
	_, _ = buf.Write(a.body[:len(a.body)/2])
	_ = buf.Flush()
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // so that closing resets
	}
}

// truncated sends half of a compressed page as if that were all.
func truncated(_ *London, w http.ResponseWriter, _ *http.Request, a answer) {
	whole := zipped(a.body)
	w.Header().Set("Content-Encoding", "gzip")
	send(w, a, whole[:len(whole)/2])
}

// tooLarge sends the page and then blanks, far more than anyone should read.
func tooLarge(_ *London, w http.ResponseWriter, _ *http.Request, a answer) {
	w.Header().Set("Content-Type", a.mediaType)
	chunk := bytes.Repeat([]byte(" "), 1<<20)
	copy(chunk, a.body)
	for range 96 {
		if _, err := w.Write(chunk); err != nil {
			return
		}
	}
}

// bomb is 256 MiB of blanks in a few hundred kilobytes: one gzip member over and over.
var bomb = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	blanks := bytes.Repeat([]byte(" "), 1<<20)
	for range 8 {
		_, _ = z.Write(blanks)
	}
	_ = z.Close()
	return bytes.Repeat(b.Bytes(), 32)
})

func gzipBomb(_ *London, w http.ResponseWriter, _ *http.Request, a answer) {
	w.Header().Set("Content-Encoding", "gzip")
	send(w, a, bomb())
}

// drip is the pause between two bytes of a slow site.
const drip = 250 * time.Millisecond

// slow sends a byte at a time until the reader gives up or the sites stop.
func slow(_ *London, w http.ResponseWriter, r *http.Request, a answer) {
	w.Header().Set("Content-Type", a.mediaType)
	flusher, _ := w.(http.Flusher)
	tick := time.NewTicker(drip)
	defer tick.Stop()
	for i := range a.body {
		if _, err := w.Write(a.body[i : i+1]); err != nil {
			return
		}
		if flusher != nil {
			flusher.Flush()
		}
		select {
		case <-tick.C:
		case <-r.Context().Done():
			return
		}
	}
}

func send(w http.ResponseWriter, a answer, body []byte) {
	w.Header().Set("Content-Type", a.mediaType)
	w.Header().Set("Content-Length", fmt.Sprint(len(body)))
	w.WriteHeader(max(a.status, http.StatusOK))
	_, _ = w.Write(body)
}
