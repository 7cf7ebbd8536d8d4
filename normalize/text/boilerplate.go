package text

import (
	"encoding/hex"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"
)

// Boilerplate knows the paragraphs that one source repeats in nearly all of its
// adverts: who the council is, what it offers, how it safeguards. They are kept
// out of excerpts and out of what adverts are compared by, never out of the
// advert itself. It holds a hash of each paragraph, sorted, the same in every
// process, and at most maxBoilerplate of them; nil knows nothing. It is not
// changed after it was learned.
type Boilerplate []string

const (
	// boilerplateAdverts is how many different adverts there must be before
	// anything can be said to be repeated.
	boilerplateAdverts = 5
	// A paragraph becomes boilerplate when it stands in at least boilerplateShare
	// of the adverts, and stays it while it stands in at least boilerplateKept:
	// one advert more or fewer does not make it come and go. Both in hundredths.
	boilerplateShare = 80
	boilerplateKept  = 60
	// boilerplateLetters tells a paragraph from a heading.
	boilerplateLetters = 30
	// maxBoilerplate bounds what is kept of one source.
	maxBoilerplate = 64
)

// LearnBoilerplate learns from the plain texts of the adverts that one source
// shows now, given what was known of it before. Their order makes no difference;
// a text that stands there twice counts once. Fewer than five teach nothing, and
// what was known stays. Learning again from the same adverts changes nothing.
func LearnBoilerplate(known Boilerplate, texts []string) Boilerplate {
	texts = slices.Clone(texts)
	slices.Sort(texts)
	texts = slices.DeleteFunc(slices.Compact(texts), func(s string) bool { return strings.TrimSpace(s) == "" })
	if len(texts) < boilerplateAdverts {
		return known
	}
	counts := map[string]int{}
	for _, t := range texts {
		inThis := map[string]bool{}
		for line := range strings.SplitSeq(t, "\n") {
			if h := paragraphHash(line); h != "" && !inThis[h] {
				inThis[h] = true
				counts[h]++
			}
		}
	}
	var learned Boilerplate
	for h, n := range counts {
		if share := 100 * n / len(texts); share >= boilerplateShare || share >= boilerplateKept && known.has(h) {
			learned = append(learned, h)
		}
	}
	slices.SortFunc(learned, func(a, b string) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return strings.Compare(a, b)
	})
	learned = learned[:min(len(learned), maxBoilerplate)]
	slices.Sort(learned)
	return learned
}

func (b Boilerplate) has(hash string) bool {
	_, found := slices.BinarySearch(b, hash)
	return found
}

// Find gives the place of each boilerplate paragraph in a plain text. Where no
// sentence would be left beside them it gives none: an advert is never emptied.
func (b Boilerplate) Find(s string) []Span {
	if len(b) == 0 {
		return nil
	}
	var out []Span
	prose := false
	start := 0
	for line := range strings.SplitSeq(s, "\n") {
		if h := paragraphHash(line); h != "" && b.has(h) {
			out = append(out, Span{Start: start, End: start + len(line)})
		} else {
			prose = prose || isProse(strings.TrimSpace(line))
		}
		start += len(line) + 1
	}
	if !prose {
		return nil
	}
	return out
}

// Without is a plain text without some places of it, which are in order and do
// not overlap.
func Without(s string, places []Span) string {
	if len(places) == 0 {
		return s
	}
	var b strings.Builder
	at := 0
	for _, p := range places {
		if p.Start < at || p.End > len(s) || p.Start > p.End {
			return s
		}
		b.WriteString(s[at:p.Start])
		at = p.End
	}
	b.WriteString(s[at:])
	return tidySpace(b.String())
}

// paragraphHash is FNV-1a over a paragraph's letters and digits, in lower case,
// so that punctuation and spacing do not count; empty for a short paragraph.
func paragraphHash(paragraph string) string {
	if len(paragraph) < boilerplateLetters {
		return ""
	}
	h := fnv.New64a()
	n := 0
	for _, r := range paragraph {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
			h.Write([]byte(string(unicode.ToLower(r))))
		}
	}
	if n < boilerplateLetters {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}
