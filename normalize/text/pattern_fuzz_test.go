package text

import (
	"reflect"
	"regexp"
	"testing"
)

// openingExprs begin in every way that an expression can.
var openingExprs = []string{
	`(?i)\b(?:full|part)[- ]?time\b`, `(?i)(?:a|per) (?:week|month)|annum`, `\bno\b|n't`, `(?i)^\s*up to|\bto\b`, `(?i)^\W*open\W*$|\bever-?green`,
	`(?m)^ab|b$`, `£\s?\d[\d,]*(\.\d+)?k?`, `(?i)k\b`, `(?i)[st]ss`, `\Ba`, `(\d)\s?pa\b|\bpa\b`, `[^.;]{0,3}x`, `a*`, `(?:a|)b`, `(^|\s)\*([a-z]{1,4})\*(\s|$)`,
	`(?i)\b(?P<d>\d{1,2})(?:st|nd)? (?P<m>jan|may)`, `\s*[–—]\s*`, `(?i)\bé\w`, `(?s)a.b`, `\x01+$`,
}

func FuzzAPatternFindsWhatItsExpressionFinds(f *testing.F) {
	for i := range openingExprs {
		f.Add(uint8(i), "Full-time or part time, £30,000 per annum; nobody isn't open ſs K é1 a\nb – *ab* 12th May up to 3pa")
	}
	f.Add(uint8(4), "")
	f.Add(uint8(7), "a\xe2\x84k\xffK k")
	patterns := make([]Pattern, len(openingExprs))
	for i, e := range openingExprs {
		patterns[i] = MustPattern(e)
	}
	f.Fuzz(func(t *testing.T, which uint8, s string) {
		p := patterns[int(which)%len(patterns)]
		re := regexp.MustCompile(p.String())
		for what, got := range map[string][2]any{
			"MatchString":                  {p.MatchString(s), re.MatchString(s)},
			"FindString":                   {p.FindString(s), re.FindString(s)},
			"FindStringIndex":              {p.FindStringIndex(s), re.FindStringIndex(s)},
			"FindStringSubmatchIndex":      {p.FindStringSubmatchIndex(s), re.FindStringSubmatchIndex(s)},
			"FindAllStringIndex":           {p.FindAllStringIndex(s, -1), re.FindAllStringIndex(s, -1)},
			"FindAllStringSubmatchIndex":   {p.FindAllStringSubmatchIndex(s, 2), re.FindAllStringSubmatchIndex(s, 2)},
			"ReplaceAllString":             {p.ReplaceAllString(s, "<$1>"), re.ReplaceAllString(s, "<$1>")},
			"ReplaceAllStringFunc":         {p.ReplaceAllStringFunc(s, quote), re.ReplaceAllStringFunc(s, quote)},
			"FindAllStringIndex, just one": {p.FindAllStringIndex(s, 1), re.FindAllStringIndex(s, 1)},
		} {
			if !reflect.DeepEqual(got[0], got[1]) {
				t.Errorf("%s of %s in %q gives %v, want %v", what, p, s, got[0], got[1])
			}
		}
	})
}

func quote(s string) string { return "<" + s + ">" }
