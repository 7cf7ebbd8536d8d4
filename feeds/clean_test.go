package feeds

import (
	"encoding/xml"
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "plain", "a\x00b\x0bc", "\xff\xfe", "\u202egnirts", "&amp;#x3C;b&gt;", "😀\r\nx", "\ufffe\ufeff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, got := range map[string]string{"clean": clean(s), "line": line(s), "short": short(s, 20)} {
			if !utf8.ValidString(got) {
				t.Errorf("%s(%q) is not UTF-8", name, s)
			}
			if err := xml.Unmarshal([]byte("<x>"+escaped(got)+"</x>"), new(struct{})); err != nil {
				t.Errorf("%s(%q) breaks XML: %v", name, s, err)
			}
			if name != "clean" && strings.ContainsAny(got, "<>\n\r\x00") {
				t.Errorf("%s(%q) is %q", name, s, got)
			}
		}
		if clean(clean(s)) != clean(s) {
			t.Errorf("cleaning %q twice changes it", s)
		}
		if n := utf8.RuneCountInString(short(s, 20)); n > 20 {
			t.Errorf("short(%q, 20) has %d letters", s, n)
		}
	})
}

// escaped escapes markup alone, so that forbidden characters stay to be found.
func escaped(s string) string { return strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(s) }

func TestAddressesAreFitToBeLinked(t *testing.T) {
	for in, want := range map[string]string{
		"https://jobs.example/a?b=c":            "https://jobs.example/a?b=c",
		" https://jobs.example/a b?x=<\">&y=| ": "https://jobs.example/a%20b?x=%3C%22%3E&y=%7C",
		"javascript:alert(1)":                   "",
		"data:text/html,x":                      "",
		"//jobs.example/":                       "",
		"https://user:word@jobs.example/":       "",
		"https://":                              "",
		"http://jobs.example/\x01café":          "http://jobs.example/caf%C3%A9",
	} {
		if got := webAddress(in); got != want {
			t.Errorf("%q is linked as %q, not %q", in, got, want)
		}
	}
}
