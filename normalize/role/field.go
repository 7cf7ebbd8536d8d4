package role

// field is a named field of an advert with its words.
type field struct {
	name  string
	text  string
	words []word
}

// newField folds a field.
func newField(name, s string) field { return field{name: name, text: s, words: fold(s)} }

// hit is a cue found in a field: words[from:to] of it.
type hit struct {
	cue      *cue
	field    *field
	from, to int
}

func (h hit) start() int { return h.field.words[h.from].start }

func (h hit) end() int { return h.field.words[h.to-1].end }

// words gives the advert's own words.
func (h hit) words() string { return h.field.text[h.start():h.end()] }

// overlaps reports whether two hits of one field share a word.
func (h hit) overlaps(o hit) bool { return h.from < o.to && o.from < h.to }
