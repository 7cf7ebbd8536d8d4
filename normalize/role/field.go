package role

import "slices"

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

// preceded reports whether one of some words is among the n before a hit, in its
// sentence.
func (h hit) preceded(n int, wants ...string) bool {
	words := h.field.words
	for i := h.from - 1; i >= max(0, h.from-n) && words[i].sent == words[h.from].sent; i-- {
		if slices.Contains(wants, words[i].text) {
			return true
		}
	}
	return false
}

// followed reports whether one of some words is among the four behind a hit, in
// its sentence.
func (h hit) followed(wants ...string) bool {
	words := h.field.words
	for i := h.to; i < min(len(words), h.to+4) && words[i].sent == words[h.from].sent; i++ {
		if slices.Contains(wants, words[i].text) {
			return true
		}
	}
	return false
}
