package dedupe

import (
	"hash/fnv"
	"slices"
	"strings"
	"unicode"
)

const (
	// shingle is how many words in a row are compared at a time.
	shingle = 3
	// sketchSize is how many shingle hashes are kept of a text: its smallest.
	sketchSize = 48
	// maxTextWords bounds how much of a text is compared.
	maxTextWords = 1500
)

// sketch stands for the shingles of a text: its smallest hashes, and how many
// there are in all. Texts of few shingles are kept whole. The hash is fixed,
// so that a stored sketch compares with a later one.
type sketch struct {
	low   []uint32 // sorted, at most sketchSize
	total int
}

// sketchOf reads a text.
func sketchOf(s string) sketch {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) > maxTextWords {
		words = words[:maxTextWords]
	}
	if n := len(words); n > shingle && (strings.HasSuffix(strings.TrimSpace(s), "…") || strings.HasSuffix(strings.TrimSpace(s), "...")) {
		words = words[:n-1] // the last word of a cut text may be half a word
	}
	seen := map[uint32]bool{}
	for i := 0; i+shingle <= len(words); i++ {
		seen[hash32(words[i:i+shingle]...)] = true
	}
	all := make([]uint32, 0, len(seen))
	for h := range seen {
		all = append(all, h)
	}
	slices.Sort(all)
	return sketch{low: slices.Clone(all[:min(len(all), sketchSize)]), total: len(all)}
}

// jaccard is the share of shingles two texts have in common, of all they have;
// an estimate for long texts, exact for short ones.
func (a sketch) jaccard(b sketch) float64 {
	k := min(sketchSize, a.total+b.total)
	both, seen, i, j := 0, 0, 0, 0
	for seen < k && (i < len(a.low) || j < len(b.low)) {
		switch {
		case j == len(b.low) || i < len(a.low) && a.low[i] < b.low[j]:
			i++
		case i == len(a.low) || b.low[j] < a.low[i]:
			j++
		default:
			both++
			i++
			j++
		}
		seen++
	}
	if seen == 0 {
		return 0
	}
	return float64(both) / float64(seen)
}

// contained is the share of the shorter text's shingles that stand in the
// longer one: a copy is often cut short.
func (a sketch) contained(b sketch) float64 {
	small := min(a.total, b.total)
	if small == 0 {
		return 0
	}
	j := a.jaccard(b)
	common := j * float64(a.total+b.total) / (1 + j)
	return min(1, common/float64(small))
}

// hash32 is FNV-1a over words, each ended.
func hash32(words ...string) uint32 {
	h := fnv.New32a()
	for _, w := range words {
		h.Write([]byte(w))
		h.Write([]byte{0})
	}
	return h.Sum32()
}

// hashes gives the sorted hashes of words, one by one.
func hashes(words []string) []uint32 {
	out := make([]uint32, len(words))
	for i, w := range words {
		out[i] = hash32(w)
	}
	slices.Sort(out)
	return out
}

// hash64 is FNV-1a over words, each ended, for block keys.
func hash64(words ...string) uint64 {
	h := fnv.New64a()
	for _, w := range words {
		h.Write([]byte(w))
		h.Write([]byte{0})
	}
	return h.Sum64()
}
