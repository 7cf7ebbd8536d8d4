package text

import (
	"hash/maphash"
	"strings"
	"unicode"
)

// Boilerplate knows the paragraphs that one source repeats in most of its
// adverts: who the council is, what it offers, how it safeguards. They are kept
// out of excerpts and matching, never out of the advert itself. The nil
// Boilerplate knows nothing. It is not changed after it was learned.
type Boilerplate struct {
	repeated map[uint64]bool
	seed     maphash.Seed
}

// A paragraph is boilerplate when it stands in at least 60% of at least 4
// adverts and is long enough to be more than a heading.
const (
	boilerplateAdverts = 4
	boilerplateShare   = 0.6
	boilerplateLetters = 30
)

// LearnBoilerplate learns from the plain texts of one source's adverts. Order
// does not matter; the same text twice counts twice, so callers give each
// advert once.
func LearnBoilerplate(texts []string) *Boilerplate {
	b := &Boilerplate{repeated: map[uint64]bool{}, seed: maphash.MakeSeed()}
	if len(texts) < boilerplateAdverts {
		return b
	}
	counts := map[uint64]int{}
	for _, t := range texts {
		inThis := map[uint64]bool{}
		for line := range strings.SplitSeq(t, "\n") {
			if h, ok := b.hash(line); ok && !inThis[h] {
				inThis[h] = true
				counts[h]++
			}
		}
	}
	for h, n := range counts {
		if n >= boilerplateAdverts && float64(n) >= boilerplateShare*float64(len(texts)) {
			b.repeated[h] = true
		}
	}
	return b
}

// Repeated reports whether a paragraph is one of the source's standing ones.
func (b *Boilerplate) Repeated(paragraph string) bool {
	if b == nil || len(b.repeated) == 0 {
		return false
	}
	h, ok := b.hash(paragraph)
	return ok && b.repeated[h]
}

// Strip gives the text without its standing paragraphs. Where nothing else is
// left the text is given whole: an advert is never emptied.
func (b *Boilerplate) Strip(s string) string {
	if b == nil || len(b.repeated) == 0 {
		return s
	}
	var kept []string
	words := false
	for line := range strings.SplitSeq(s, "\n") {
		if b.Repeated(line) {
			continue
		}
		kept = append(kept, line)
		words = words || strings.TrimSpace(line) != ""
	}
	if !words {
		return s
	}
	return tidySpace(strings.Join(kept, "\n"))
}

// hash folds a paragraph to its letters and digits, so that punctuation and
// spacing do not count; short ones have none.
func (b *Boilerplate) hash(paragraph string) (uint64, bool) {
	if len(paragraph) < boilerplateLetters {
		return 0, false
	}
	var h maphash.Hash
	h.SetSeed(b.seed)
	n := 0
	for _, r := range paragraph {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
			h.WriteString(string(unicode.ToLower(r)))
		}
	}
	return h.Sum64(), n >= boilerplateLetters
}
