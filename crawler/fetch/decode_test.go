package fetch

import (
	"bytes"
	"encoding/binary"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestBodiesBecomeUTF8(t *testing.T) {
	const want = "Pay: £30,000 – “café”"
	utf16le := []byte("P\x00a\x00y\x00:\x00 \x00\xa3\x003\x000\x00")
	utf16be := []byte("\x00P\x00a\x00y\x00:\x00 \x00\xa3\x003\x000")
	in1252 := "Pay: \xa330,000 \x96 \x93caf\xe9\x94"
	for _, tt := range []struct{ name, kind, body, want string }{
		{"UTF-8 by the header", "text/html; charset=utf-8", want, want},
		{"UTF-8 by nothing at all", "text/html", want, want},
		{"UTF-8 by its mark, which goes", "text/html", "\xEF\xBB\xBF" + want, want},
		{"UTF-8 whatever the header says", "text/html; charset=ISO-8859-1", want, want},
		{"UTF-8 whatever the document says", "text/html", `<meta charset="windows-1252">` + want, `<meta charset="windows-1252">` + want},
		{"windows-1252 by the header", "text/html; charset=windows-1252", in1252, want},
		{"ISO-8859-1 by the header is windows-1252", "text/html; charset=ISO-8859-1", in1252, want},
		{"windows-1252 by the document", "text/html", `<meta charset="windows-1252">` + in1252, `<meta charset="windows-1252">` + want},
		{"windows-1252 by an http-equiv", "text/html", `<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">` + in1252, `<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">` + want},
		{"windows-1252 that the header calls UTF-8", "text/html; charset=utf-8", in1252, want},
		{"windows-1252 that the document calls UTF-8", "text/html", `<meta charset="utf-8">` + in1252, `<meta charset="utf-8">` + want},
		{"windows-1252 that nothing names", "text/html", in1252, want},
		{"windows-1252 under a name nobody knows", "text/html; charset=x-council", in1252, want},
		{"a header that calls it UTF-8 and a document that knows better", "text/html; charset=utf-8", `<meta charset="iso-8859-2">` + "\xb1", `<meta charset="iso-8859-2">` + "ą"},
		{"UTF-8 with a few stray bytes", "text/html; charset=utf-8", want + " \xa35", want + " £5"},
		{"ISO-8859-15 by the header", "text/html; charset=iso-8859-15", "\xa410", "€10"},
		{"UTF-16 by its mark, little end first", "text/html", "\xff\xfe" + string(utf16le), "Pay: £30"},
		{"UTF-16 by its mark, big end first", "text/html", "\xfe\xff" + string(utf16be), "Pay: £30"},
		{"UTF-16 by the header", "text/html; charset=utf-16le", string(utf16le), "Pay: £30"},
		{"UTF-16 by its looks", "text/html", string(utf16be), "Pay: £30"},
		{"an XML declaration decides and is put right", "application/xml", `<?xml version="1.0" encoding="ISO-8859-1"?><a>` + in1252 + `</a>`, `<?xml version="1.0" encoding="UTF-8"?><a>` + want + `</a>`},
		{"an XML declaration of another encoding is put right over UTF-8", "text/xml", `<?xml version='1.0' encoding='windows-1252' standalone='yes'?><a>é</a>`, `<?xml version='1.0' encoding='UTF-8' standalone='yes'?><a>é</a>`},
		{"an XML declaration of UTF-8 is left alone", "application/xml", `<?xml version="1.0" encoding="utf-8"?><a/>`, `<?xml version="1.0" encoding="utf-8"?><a/>`},
		{"plain ASCII", "text/plain; charset=us-ascii", "abc", "abc"},
		{"nothing", "text/html", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := decode([]byte(tt.body), readContentType(tt.kind).charset)
			if err != nil || string(got) != tt.want {
				t.Errorf("got %q, %v\nwant %q", got, err, tt.want)
			}
		})
	}
}

func TestWhatIsNoTextIsGarbled(t *testing.T) {
	for name, body := range map[string]string{
		"control characters": strings.Repeat("\x01\x02ab", 50),
		"zeros":              strings.Repeat("\x00", 100),
		"compressed bytes":   string(zip(t, strings.Repeat("social work ", 3000))),
	} {
		if got, err := decode([]byte(body), "utf-8"); err == nil {
			t.Errorf("%s: read as %.40q", name, got)
		}
	}
}

func TestLaw_NoControlCharacterIsPassedOver(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		eight := rapid.SliceOfN(rapid.Byte(), 8, 8).Draw(t, "eight")
		bad := 0
		for _, b := range eight {
			bad += controls[b]
		}
		if bad > 0 && !mayHoldControl(binary.LittleEndian.Uint64(eight)) {
			t.Fatalf("%q", eight)
		}
	})
	if mayHoldControl(binary.LittleEndian.Uint64([]byte("~ plain!"))) || mayHoldControl(binary.LittleEndian.Uint64([]byte("\xC3\xA9\xFF\x80 é "))) {
		t.Error("plain text is looked at byte by byte")
	}
}

// TestAPageComesOutDecodedThroughTheWholeStack makes sure that nothing above
// decodes a second time and that the page keeps the header that was served.
func TestAPageComesOutDecodedThroughTheWholeStack(t *testing.T) {
	for _, kind := range []string{"text/html; charset=iso-8859-1", "text/html; charset=utf-8", "text/html; charset=x-unknown", "text/html"} {
		s := newSite(t, map[string]http.HandlerFunc{"/": page(kind, "<p>\xa330,000 caf\xe9</p>")})
		p, err := session(t, newTestClient(t, local()), s.URL).Fetch(t.Context(), Request{URL: s.URL + "/"})
		if err != nil {
			t.Fatal(err)
		}
		if string(p.Body) != "<p>£30,000 café</p>" || p.Header.Get("Content-Type") != kind || p.MediaType != "text/html" {
			t.Errorf("%s: got %q, header %q, type %q", kind, p.Body, p.Header.Get("Content-Type"), p.MediaType)
		}
	}
}

func TestMediaTypesMatchWhatAsksForThem(t *testing.T) {
	for _, tt := range []struct {
		accept string
		kind   string
		want   bool
	}{
		{"application/json", "application/json", true},
		{"application/json", "application/vnd.oracle.adf.resourcecollection+json", true},
		{"application/vnd.x+json", "application/json", true},
		{"application/json", "text/html", false},
		{"application/xml", "text/xml", true},
		{"application/rss+xml", "application/xml", true},
		{"application/xml", "application/atom+xml", true},
		{"text/html", "application/xhtml+xml", true},
		{"application/xml", "text/html", false},
		{"TEXT/HTML", "text/html", true},
		{"*/*", "text/csv", true},
		{"*/*", "application/pdf", false},
	} {
		if got := accepts([]string{tt.accept}, tt.kind); got != tt.want {
			t.Errorf("%s for %s: got %v", tt.kind, tt.accept, got)
		}
	}
	for _, tt := range []struct{ header, body, want string }{
		{"text/HTML; Charset=x", "", "text/html"},
		{"", "<!doctype html><p>", "text/html"},
		{"", `  {"a":1}`, "application/json"},
		{"", `<?xml version="1.0"?><a/>`, "text/xml"},
		{"", `<rss version="2.0">`, "text/html"},
		{"application/octet-stream", "[1]", "application/json"},
		{"text/html; charset", "x", "text/html"},
		{"application/pdf", "%PDF-", "application/pdf"},
		{"", "%PDF-1.7", "application/pdf"},
		{"", "words", "text/plain"},
	} {
		if got := readContentType(tt.header).of([]byte(tt.body)); got != tt.want {
			t.Errorf("%q over %q: got %s, want %s", tt.header, tt.body, got, tt.want)
		}
	}
}

// FuzzDecode: whatever comes out is valid UTF-8, is bounded by what went in, and
// comes out the same when it is decoded again.
func FuzzDecode(f *testing.F) {
	f.Add([]byte("<meta charset=windows-1252>\xa3"), "text/html")
	f.Add([]byte("\xff\xfea\x00"), "text/html; charset=utf-8")
	f.Add([]byte(`<?xml version="1.0" encoding="gb18030"?>`+"\x81\x30"), "application/xml")
	f.Add([]byte("\x1b$B%F%9%H"), "text/html; charset=iso-2022-jp")
	f.Add([]byte("\xEF\xBB\xBF\xEF\xBB"), "")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		in := bytes.Clone(body)
		out, err := decode(body, readContentType(contentType).charset)
		if !bytes.Equal(in, body) {
			t.Fatal("the body was changed in place")
		}
		if err != nil {
			return
		}
		if !utf8.Valid(out) {
			t.Fatalf("%q is not UTF-8", out)
		}
		if len(out) > 4*len(in)+16 {
			t.Fatalf("%d bytes became %d", len(in), len(out))
		}
	})
}

// FuzzSigns: any body is looked through without a panic, and a page full of
// words is never taken for a notice.
func FuzzSigns(f *testing.F) {
	f.Add("<title>Just a moment...</title>")
	f.Add("<altcha-widget><p>under maintenance</p>")
	f.Add("<script><!-- <title>x</script><input type=password>")
	f.Fuzz(func(t *testing.T, body string) {
		signOf([]byte(body), marked([]byte(body)))
		isBlank([]byte(body))
		isLogin("/jobs/login", []byte(body), marked([]byte(body)))
		visibleText([]byte(body), 100)
	})
}
