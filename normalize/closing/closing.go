// Package closing reads when an advert closes, in Europe/London (label guide,
// section 6). It must never invent a date: words it cannot read give no instant.
package closing

import (
	"time"

	"vacancies/normalize/text"
)

// Kind says how precisely an advert gives its closing time.
type Kind string

// The kinds of the label guide, section 6.
const (
	Date        Kind = "date"
	DateTime    Kind = "datetime"
	Noon        Kind = "noon"
	Midnight    Kind = "midnight"
	Relative    Kind = "relative"
	Ongoing     Kind = "ongoing"
	UntilFilled Kind = "until_filled"
	Rolling     Kind = "rolling"
	Invalid     Kind = "invalid"
	None        Kind = "none"
)

// Closing is the instant an advert closes and how it was said.
type Closing struct {
	// Text is the advert's own wording.
	Text string `json:"text,omitempty"`
	// At is the closing instant with the Europe/London offset of that day; the
	// zero time when there is none.
	At time.Time `json:"at,omitzero"`
	// Kind is never empty after reading.
	Kind Kind `json:"kind"`
	// Flags are remarks such as "may_close_early", "weekday_mismatch", "extended", sorted.
	Flags []string `json:"flags,omitempty"`
	// Evidence holds the words the instant was read from.
	Evidence text.Evidence `json:"evidence,omitzero"`
}
