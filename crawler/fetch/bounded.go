package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
)

// The errors of reading a body.
var (
	errTooLarge  = errors.New("the answer is larger than the bound")
	errTruncated = errors.New("the answer broke off before its end")
	errNoStart   = fmt.Errorf("%w: a packed body without a beginning", errTruncated)
	errEncoding  = errors.New("the answer is packed in a way that was not asked for")
)

// bounded reads every answer whole, at most max bytes of it after decompression,
// and hands on a body that cannot fail. So a body that breaks off is an error of
// the attempt, which the retrier above sees, and a gzip bomb ends at the bound.
type bounded struct {
	next    http.RoundTripper
	max     int64
	timeout time.Duration // of one attempt, body included
	observe func(Observation)
}

// held is an answer's body in memory. Its bytes are the buffer's where it has
// one, and so gone when it is closed.
type held struct {
	bytes.Reader
	all    []byte
	buffer *bytes.Buffer
}

// hold puts bytes in the body's place.
func (h *held) hold(b []byte) {
	h.all = b
	h.Reset(b)
}

// Close gives the buffer back, once.
func (h *held) Close() error {
	if h.buffer != nil {
		giveBack(h.buffer)
		h.buffer = nil
	}
	h.hold(nil)
	return nil
}

// RoundTrip sends one attempt and reads its answer.
func (b *bounded) RoundTrip(req *http.Request) (*http.Response, error) {
	start := time.Now()
	t := tripOf(req.Context())
	ctx, cancel := context.WithTimeout(req.Context(), b.timeout)
	defer cancel()
	res, err := b.next.RoundTrip(req.WithContext(ctx))
	var n int64
	if err == nil {
		res.Request = req
		n, err = b.read(res, t.robots)
	}
	b.count(req, t, res, n, err, time.Since(start))
	if err != nil {
		return nil, err
	}
	return res, nil
}

// read replaces the answer's body by one that is in memory.
func (b *bounded) read(res *http.Response, cut bool) (int64, error) {
	defer res.Body.Close()
	limit := b.max
	if cut {
		limit = maxRobots
	}
	in := &held{buffer: buffers.Get().(*bytes.Buffer)}
	body, err := readPacked(in.buffer, res, limit, cut)
	if err == nil && isGzipFile(res, body) {
		body, err = gunzip(body, limit)
	}
	if err != nil {
		in.Close()
	}
	if errors.Is(err, errTooLarge) {
		return limit, err
	}
	if err != nil {
		return int64(len(body)), err
	}
	in.hold(body)
	res.Body = in
	res.ContentLength = int64(len(body))
	// Nobody above may decompress again: colly would, without a bound, by the
	// path's ending or the content type.
	res.Uncompressed = true
	res.Header.Del("Content-Length")
	return int64(len(body)), nil
}

// packing is how answers may be packed; whoever sends a request asks for it.
const packing = "gzip"

// readPacked reads an answer's body into a buffer and unpacks it on the way.
func readPacked(b *bytes.Buffer, res *http.Response, limit int64, cut bool) ([]byte, error) {
	enc := res.Header.Get("Content-Encoding")
	if strings.EqualFold(enc, packing) && res.ContentLength != 0 {
		res.Header.Del("Content-Encoding")
		in := &begun{Reader: res.Body}
		body, err := unzipInto(b, in, limit, cut)
		if errors.Is(err, errNoStart) && !in.any {
			err = nil // an answer of nothing, which hosts call packed too
		}
		return body, err
	}
	body, err := readInto(b, res.Body, limit, cut)
	if err == nil && len(body) > 0 && enc != "" && !strings.EqualFold(enc, "identity") {
		err = fmt.Errorf("%w: content-encoding %.40q", errEncoding, enc)
	}
	return body, err
}

// begun notes whether a body holds anything at all: one that is cut within what
// heads a packed file must not be taken for an answer of nothing.
type begun struct {
	io.Reader
	any bool
}

func (b *begun) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	b.any = b.any || n > 0
	return n, err
}

// unzips are what unpacks bodies: each has a window of 32 kB and its tables.
// They take half the time of net/http's own, which the transport would use.
var unzips = sync.Pool{New: func() any { return new(gzip.Reader) }}

// unzipInto is readInto of a packed body.
func unzipInto(b *bytes.Buffer, r io.Reader, limit int64, cut bool) ([]byte, error) {
	z := unzips.Get().(*gzip.Reader)
	defer unzips.Put(z)
	if err := z.Reset(r); err != nil {
		return nil, bodyError(err)
	}
	return readInto(b, z, limit, cut)
}

// buffers are where bodies of unknown size, as every packed one is, grow.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// maxBuffer is the most room that a buffer is kept with.
const maxBuffer = 1 << 20

// giveBack keeps a buffer for another body.
func giveBack(b *bytes.Buffer) {
	if b.Reset(); b.Cap() <= maxBuffer {
		buffers.Put(b)
	}
}

// readBounded reads at most limit bytes; one more is an error, or cut off.
func readBounded(r io.Reader, limit int64, cut bool) ([]byte, error) {
	b := buffers.Get().(*bytes.Buffer)
	defer giveBack(b)
	body, err := readInto(b, r, limit, cut)
	return bytes.Clone(body), err
}

// readInto is readBounded with the bytes left in the buffer.
func readInto(b *bytes.Buffer, r io.Reader, limit int64, cut bool) ([]byte, error) {
	_, err := b.ReadFrom(io.LimitReader(r, limit+1))
	body := b.Bytes()
	if int64(len(body)) > limit {
		if cut {
			return body[:limit], nil
		}
		return nil, fmt.Errorf("%w of %d bytes", errTooLarge, limit)
	}
	if err != nil {
		return body, bodyError(err)
	}
	return body, nil
}

// bodyError tells a body that broke off from one that took too long or whose
// connection was reset.
func bodyError(err error) error {
	var corrupt flate.CorruptInputError
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrChecksum) ||
		errors.Is(err, gzip.ErrHeader) || errors.As(err, &corrupt) {
		return fmt.Errorf("%w: %w", errTruncated, err)
	}
	if errors.Is(err, io.EOF) {
		return errNoStart // a packed body that ends before it begins, or with the names in its header
	}
	return err
}

// isGzipFile reports whether an answer is a compressed file, such as sitemap.xml.gz.
func isGzipFile(res *http.Response, body []byte) bool {
	if !bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		return false
	}
	packed := strings.Contains(strings.ToLower(res.Header.Get("Content-Type")), "gzip")
	return packed || res.Request != nil && strings.HasSuffix(strings.ToLower(res.Request.URL.Path), ".gz")
}

// gunzip unpacks a compressed file within the bound.
func gunzip(body []byte, limit int64) ([]byte, error) {
	b := buffers.Get().(*bytes.Buffer)
	defer giveBack(b)
	plain, err := unzipInto(b, bytes.NewReader(body), limit, false)
	return bytes.Clone(plain), err
}

// count tells the session and the metrics what was sent and what came.
func (b *bounded) count(req *http.Request, t *trip, res *http.Response, n int64, err error, took time.Duration) {
	o := Observation{Host: req.URL.Host, Bytes: n, Took: took}
	switch {
	case err != nil:
		o.Outcome = string(faultOf(err))
	default:
		o.Status = res.StatusCode
		o.Outcome = outcomeOf(res.StatusCode)
	}
	t.session.count(n)
	b.observe(o)
}

// outcomeOf names a status for the metrics.
func outcomeOf(status int) string {
	switch {
	case status == http.StatusNotModified:
		return "not_modified"
	case status >= 300 && status < 400:
		return "redirect"
	case status >= 200 && status < 300:
		return "ok"
	}
	return string(faultOfStatus(status))
}
