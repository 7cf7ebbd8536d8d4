package lifecycle

import (
	"slices"

	"vacancies/normalize/text"
)

// withoutPeople takes people out of what a harvest says in the site's own words.
// They become reasons, and reasons stand on public pages. Adverts keep their
// words: they are published only as they are read, which takes people out.
func (h Harvest) withoutPeople() Harvest {
	clean := map[string]string{}
	redact := func(s string) string {
		if _, ok := clean[s]; !ok {
			clean[s], _ = text.RedactField(s)
		}
		return clean[s]
	}
	h.Error, h.SaysEmpty = redact(h.Error), redact(h.SaysEmpty)
	h.Incomplete = slices.Clone(h.Incomplete)
	for i, reason := range h.Incomplete {
		h.Incomplete[i] = redact(reason)
	}
	if h.Unclaimed != nil {
		u := *h.Unclaimed
		u.Reason = redact(u.Reason)
		h.Unclaimed = &u
	}
	h.Adverts = slices.Clone(h.Adverts)
	for i := range h.Adverts {
		if reason := &h.Adverts[i].LeftOut; *reason != "" {
			*reason = redact(*reason)
		}
	}
	return h
}
