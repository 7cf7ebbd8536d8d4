package fetch

import (
	"bytes"
	"encoding/binary"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"vacancies/normalize/lifecycle"
)

var errGarbled = errors.New("not text in any encoding that could be established")

// decoder turns every textual answer into UTF-8 before colly sees it, because
// colly believes the header alone. It stands outside the gate.
type decoder struct{ next http.RoundTripper }

// RoundTrip passes a request on and decodes its answer.
func (d decoder) RoundTrip(req *http.Request) (*http.Response, error) {
	res, err := d.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	in := res.Body.(*held) // the bounded layer has read it
	a := tripOf(req.Context()).answer
	a.served = res.Header["Content-Type"]
	a.said = readContentType(res.Header.Get("Content-Type"))
	body, kind := in.all, a.said.of(in.all)
	if isText(kind) {
		text, err := decode(body, a.said.charset)
		switch {
		case err == nil:
			body = text
		case res.StatusCode >= 200 && res.StatusCode < 300:
			return nil, &Error{
				Fault: lifecycle.FaultGarbled, URL: req.URL.String(), Status: res.StatusCode,
				Header: res.Header, Body: sample(body), Err: err,
			}
		}
	}
	// colly leaves what says it is UTF-8 alone.
	res.Header["Content-Type"] = []string{kind + "; charset=utf-8"}
	in.hold(body)
	res.ContentLength = int64(len(body))
	return res, nil
}

// decode turns a body into UTF-8: by its byte order mark, by what header or
// document declare, and by what its bytes can be. Bytes that are UTF-8 beyond
// doubt are taken for it whatever is declared, since text in another encoding
// hardly ever happens to be.
func decode(body []byte, served string) ([]byte, error) {
	if saysUTF8(served) && utf8.Valid(body) && !bytes.HasPrefix(body, []byte("\xEF\xBB\xBF")) && !isUTF16(body, 0) && !isUTF16(body, 1) {
		// What the header says and the bytes bear out needs no look at the document.
		return checked(body)
	}
	label := declared(body, served)
	var text []byte
	switch {
	case bytes.HasPrefix(body, []byte("\xEF\xBB\xBF")):
		text = repairUTF8(body[3:])
	case bytes.HasPrefix(body, []byte("\xFE\xFF")), bytes.HasPrefix(body, []byte("\xFF\xFE")):
		text = convert(body, unicode.UTF16(unicode.BigEndian, unicode.UseBOM))
	case isUTF16(body, 1) || label == "utf-16le":
		text = convert(body, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM))
	case isUTF16(body, 0) || label == "utf-16be":
		text = convert(body, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM))
	case utf8.Valid(body) && !isEscaped(label):
		text = body
	case label == "" || label == "utf-8":
		text = repairUTF8(body)
	default:
		e, _ := charset.Lookup(label)
		text = convert(body, e)
	}
	return checked(text)
}

// checked is decoded text, if it reads like any.
func checked(text []byte) ([]byte, error) {
	if looksGarbled(text) {
		return nil, errGarbled
	}
	return redeclare(text), nil
}

// saysUTF8 reports whether a name is UTF-8's.
func saysUTF8(charset string) bool {
	return strings.EqualFold(charset, "utf-8") || strings.EqualFold(charset, "utf8")
}

// declared is the encoding that the header or, failing that, the document
// itself names, in the Encoding Standard's canonical form; empty when none is
// known. (For an unknown or missing label DetermineEncoding guesses
// windows-1252, which repairUTF8 does better.)
func declared(body []byte, served string) string {
	if _, name := charset.Lookup(served); name != "" && name != "utf-8" {
		return name
	}
	head := body[:min(len(body), 1024)]
	if m := xmlEncoding.FindSubmatch(head); m != nil {
		if _, name := charset.Lookup(string(m[2])); name != "" {
			return name
		}
	}
	if !metaCharset.Match(head) {
		return ""
	}
	_, name, _ := charset.DetermineEncoding(head, "")
	return name
}

var (
	xmlEncoding = regexp.MustCompile(`^(\s*<\?xml[^>]*?\sencoding\s*=\s*["'])([A-Za-z0-9._:-]+)(["'])`)
	metaCharset = regexp.MustCompile(`(?i)<meta[^>]+charset`)
)

// isEscaped reports encodings whose text is plain ASCII bytes that mean
// something else, so that valid UTF-8 proves nothing.
func isEscaped(label string) bool { return label == "iso-2022-jp" || label == "replacement" }

// isUTF16 reports whether every second byte (beginning at first) is mostly NUL
// and the others are not: Latin text in UTF-16 without a mark.
func isUTF16(body []byte, first int) bool {
	head := body[:min(len(body), 512)&^1]
	if len(head) < 4 || bytes.IndexByte(head, 0) < 0 {
		return false
	}
	nul, other := 0, 0
	for i, b := range head {
		if b != 0 {
			continue
		}
		if i%2 == first {
			nul++
		} else {
			other++
		}
	}
	return nul > len(head)/4 && other == 0
}

// convert decodes with an encoding; what it cannot read becomes U+FFFD.
func convert(body []byte, e encoding.Encoding) []byte {
	if e == nil {
		return repairUTF8(body)
	}
	text, err := e.NewDecoder().Bytes(body)
	if err != nil {
		return repairUTF8(body)
	}
	return bytes.TrimPrefix(text, []byte("\uFEFF"))
}

// repairUTF8 keeps what is UTF-8 and reads every byte that is not as
// windows-1252. So a page that says it is UTF-8 and is windows-1252 comes out
// right, and so does one that is mostly the one with a few bytes of the other.
func repairUTF8(body []byte) []byte {
	if utf8.Valid(body) {
		return body
	}
	var out bytes.Buffer
	out.Grow(len(body) + len(body)/8)
	for len(body) > 0 {
		r, size := utf8.DecodeRune(body)
		if r == utf8.RuneError && size == 1 {
			r = charmap.Windows1252.DecodeByte(body[0])
			out.WriteRune(r)
		} else {
			out.Write(body[:size])
		}
		body = body[size:]
	}
	return out.Bytes()
}

// looksGarbled reports text with more control characters and replacement marks
// than a slip of an editor explains: compressed or binary data.
func looksGarbled(text []byte) bool {
	head := text[:min(len(text), 16<<10)]
	bad, at := bytes.Count(head, []byte("\uFFFD")), 0
	for ; at+8 <= len(head); at += 8 {
		if mayHoldControl(binary.LittleEndian.Uint64(head[at:])) {
			for _, b := range head[at : at+8] {
				bad += controls[b]
			}
		}
	}
	for _, b := range head[at:] {
		bad += controls[b]
	}
	return bad > 2+len(head)/50
}

// mayHoldControl reports whether one of eight bytes is below a blank or is DEL,
// as few of a text's are: the tests for a byte less than n and for a zero byte
// (Warren, Hacker's Delight, section 6-1).
func mayHoldControl(eight uint64) bool {
	const each = 0x0101010101010101
	del := eight ^ 0x7f*each
	return ((eight-' '*each)&^eight|(del-each)&^del)&(0x80*each) != 0
}

// controls counts 1 for a control character that text does not have.
var controls = func() (is [256]int) {
	for b := range 0x20 {
		is[b] = 1
	}
	is['\t'], is['\n'], is['\r'], is['\f'], is[0x7f] = 0, 0, 0, 0, 1
	return is
}()

// redeclare makes an XML declaration say what the text now is, so that a parser
// does not decode it a second time.
func redeclare(text []byte) []byte {
	head := text[:min(len(text), 1024)]
	if !bytes.Contains(head, []byte("<?xml")) {
		return text
	}
	m := xmlEncoding.FindSubmatchIndex(head)
	if m == nil || strings.EqualFold(string(text[m[4]:m[5]]), "utf-8") {
		return text
	}
	out := make([]byte, 0, len(text)+8)
	out = append(out, text[:m[4]]...)
	out = append(out, "UTF-8"...)
	return append(out, text[m[5]:]...)
}
