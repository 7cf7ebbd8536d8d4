package probe

import (
	"net/url"
	"path"
	"strings"
)

// finding is what a rule makes of a sign.
type finding struct {
	url     string
	options map[string]string
}

// match reads a sign found on the page at.
func (r rule) match(s sign, at *url.URL) (finding, bool) {
	if r.kind&s.kind == 0 {
		return finding{}, false
	}
	text := s.text
	if s.kind == attribute {
		if _, value, ok := strings.Cut(text, "="); ok && strings.HasPrefix(value, "http") {
			text = value
		}
	}
	m := r.pattern.FindStringSubmatchIndex(text)
	if m == nil {
		return finding{}, false
	}
	fill := func(template string) string {
		template = strings.ReplaceAll(template, "{here}", strings.ReplaceAll(at.String(), "$", "$$"))
		template = strings.ReplaceAll(template, "{parent}", strings.ReplaceAll(at.Scheme+"://"+at.Host+path.Dir(strings.TrimRight(at.Path, "/")), "$", "$$"))
		template = strings.ReplaceAll(template, "{origin}", at.Scheme+"://"+at.Host)
		return string(r.pattern.ExpandString(nil, template, text, m))
	}
	f := finding{url: strings.ReplaceAll(fill(r.list), "&amp;", "&")}
	if len(r.options) > 0 {
		f.options = map[string]string{}
		for name, template := range r.options {
			f.options[name] = fill(template)
		}
	}
	return f, true
}
