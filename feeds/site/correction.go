package site

import (
	"cmp"
	"strings"

	"vacancies/normalize/lifecycle"
)

// maxMessage bounds the message that "Tell us it is wrong" opens, in letters.
const maxMessage = 700

// contact is whom to write to about what is shown; empty where nobody is named.
func (s *Site) contact() string { return cmp.Or(s.cfg.Contact, s.cfg.Site.PrivacyContact) }

// wrong opens a message to the operator with the vacancy's id and what is said
// of it: why it is not published, or else each value with the advert's words.
// It is absent when there is nobody to write to.
func (s *Site) wrong(r *lifecycle.Record, reason string) *mailLink {
	if s.contact() == "" {
		return nil
	}
	lines := []string{"Vacancy: " + r.ID, "Title: " + clip(title(r), 100), "What is wrong, and what is right?"}
	if reason != "" {
		lines = append(lines, "We say: "+clip(reason, 200))
	} else {
		for _, f := range allFacts(r) {
			if f.Value != "" || f.Words != "" {
				lines = append(lines, f.Field+": "+clip(cmp.Or(f.Value, "not stated"), 60)+prefix(" - your words: ", clip(f.Words, 60)))
			}
		}
	}
	n := 0
	for i, l := range lines {
		if n += len(l); n > maxMessage {
			lines = lines[:i]
			break
		}
	}
	return &mailLink{mailto(s.contact(), "Correction: "+clip(title(r), 80), strings.Join(lines, "\n")+"\n"), "Tell us it is wrong"}
}
