// Package text is where foreign text becomes plain, safe words: HTML to text,
// damaged encodings repaired, people's names taken out, and the evidence that
// ties every value to the words it was read from.
//
// It must never decide what words mean (that is for the readers beside it) and
// never reach for a file, the network or a clock.
package text

// Evidence ties a value to the words it was read from and the rule that read
// them, so that a borough can see why we say what we say.
type Evidence struct {
	// Field is the advert's field the words stand in: "title", "salary",
	// "closing", "description" and so on, in normalize.Advert's JSON names.
	Field string `json:"field,omitempty"`
	// Words are the advert's own words, as they stand in that field's plain text.
	Words string `json:"words,omitempty"`
	// Start and End are byte offsets of Words in that field's plain text
	// (text.Plain of it); both are 0 where the words are not one unbroken run.
	Start int `json:"start,omitempty"`
	End   int `json:"end,omitempty"`
	// Rule names the rule that read them, for example "pay.range" or "role.adult-words".
	Rule string `json:"rule"`
}
