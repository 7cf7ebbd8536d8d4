package site

import (
	"net/url"
	"strings"

	"vacancies/normalize"
)

// matches reports whether an advert is the one looked for by address, reference
// or words of its title.
func matches(a MirrorAdvert, find string) bool {
	find = strings.TrimSpace(find)
	if find == "" {
		return false
	}
	if u, err := url.Parse(find); err == nil && u.Host != "" {
		have, err := url.Parse(a.Advert)
		return err == nil && strings.EqualFold(have.Host, u.Host) &&
			strings.TrimRight(have.Path, "/") == strings.TrimRight(u.Path, "/") && have.RawQuery == u.RawQuery
	}
	if a.Reference != "" && normalize.CanonicalReference(a.Reference) == normalize.CanonicalReference(find) {
		return true
	}
	title := strings.ToLower(a.Title)
	for _, word := range strings.Fields(strings.ToLower(find)) {
		if !strings.Contains(title, word) {
			return false
		}
	}
	return true
}
