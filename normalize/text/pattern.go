package text

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Pattern is a regular expression that knows where a match can begin, and words
// without which it cannot match. Most expressions match in few of the texts they
// are tried on, and to see that costs a tenth of trying the expression at every
// place, or less. What it finds is what the expression finds.
//
// What is tied to the start of a text, as "^from", gains nothing by it.
type Pattern struct {
	expr string
	// known is what the pattern knows, found out when it is first asked: of most
	// programs' runs most patterns are never tried.
	known func() *known
}

type known struct {
	// words: a text in which something matches holds one of them, in small
	// letters; nil: nothing is known.
	words []string
	// openings are where a match can begin; nil: anywhere.
	openings *openings
	// most is how many bytes a match can have; -1: any number.
	most int
	// whole is the expression, here the same at the start of a text, and behind
	// one character on, so that it sees what stands before it.
	whole, here, behind func() *regexp.Regexp
}

// MustPattern reads an expression, or panics, as regexp.MustCompile does.
func MustPattern(expr string) Pattern {
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		panic("text: reading the pattern " + expr + ": " + err.Error())
	}
	return Pattern{expr, sync.OnceValue(func() *known {
		tree := tree.Simplify()
		compiled := func(lead string) func() *regexp.Regexp {
			return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(lead + `(?:` + expr + `)`) })
		}
		return &known{needed(tree), openingsOf(tree), most(tree), compiled(``), compiled(`\A`), compiled(`\A(?s:.)`)}
	})}
}

// Either gives the expression of a choice, so that a long one can be written a
// line for each way of saying a thing. A choice in the middle of an expression
// stands in a group, as regexp's "|" does.
func Either(ways ...string) string { return strings.Join(ways, "|") }

// String gives the expression.
func (p Pattern) String() string { return p.expr }

// SubexpIndex is as regexp's.
func (p Pattern) SubexpIndex(name string) int { return p.known().here().SubexpIndex(name) }

// MatchString is as regexp's.
func (p Pattern) MatchString(s string) bool {
	k := p.known()
	if k.openings == nil {
		return k.whole().MatchString(s)
	}
	for i := k.openings.next(s, 0); i >= 0; i = k.openings.next(s, after(s, i)) {
		ahead := s[:k.end(s, i)]
		if i == 0 && k.here().MatchString(ahead) || i > 0 && k.behind().MatchString(ahead[before(s, i):]) {
			return true
		}
	}
	return false
}

// FindStringIndex is as regexp's.
func (p Pattern) FindStringIndex(s string) []int {
	return p.known().next(s, 0, (*regexp.Regexp).FindStringIndex)
}

// FindStringSubmatchIndex is as regexp's.
func (p Pattern) FindStringSubmatchIndex(s string) []int {
	return p.known().next(s, 0, (*regexp.Regexp).FindStringSubmatchIndex)
}

// FindAllStringIndex is as regexp's.
func (p Pattern) FindAllStringIndex(s string, n int) [][]int {
	if k := p.known(); k.openings != nil {
		return k.all(s, n, (*regexp.Regexp).FindStringIndex)
	}
	return p.known().whole().FindAllStringIndex(s, n)
}

// FindAllStringSubmatchIndex is as regexp's.
func (p Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	if k := p.known(); k.openings != nil {
		return k.all(s, n, (*regexp.Regexp).FindStringSubmatchIndex)
	}
	return p.known().whole().FindAllStringSubmatchIndex(s, n)
}

// FindString is as regexp's.
func (p Pattern) FindString(s string) string {
	if at := p.FindStringIndex(s); at != nil {
		return s[at[0]:at[1]]
	}
	return ""
}

// ReplaceAllString is as regexp's.
func (p Pattern) ReplaceAllString(s, with string) string {
	return replaceAll(s, p.FindAllStringSubmatchIndex(s, -1), func(to []byte, at []int) []byte { return p.known().here().ExpandString(to, with, s, at) })
}

// ReplaceAllStringFunc is as regexp's.
func (p Pattern) ReplaceAllStringFunc(s string, with func(string) string) string {
	return replaceAll(s, p.FindAllStringIndex(s, -1), func(to []byte, at []int) []byte { return append(to, with(s[at[0]:at[1]])...) })
}

func replaceAll(s string, found [][]int, put func(to []byte, at []int) []byte) string {
	if found == nil {
		return s
	}
	to, from := make([]byte, 0, len(s)), 0
	for _, at := range found {
		to = put(append(to, s[from:at[0]]...), at)
		from = at[1]
	}
	return string(append(to, s[from:]...))
}

// A finder is one of regexp's methods that find one match.
type finder func(re *regexp.Regexp, s string) []int

// next gives the first match from a byte on, which is 0 without openings.
func (k *known) next(s string, from int, find finder) []int {
	if k.openings == nil {
		return find(k.whole(), s)
	}
	for i := k.openings.next(s, from); i >= 0; i = k.openings.next(s, after(s, i)) {
		ahead := s[:k.end(s, i)]
		if i == 0 {
			if at := find(k.here(), ahead); at != nil {
				return at
			}
			continue
		}
		start := before(s, i)
		if at := find(k.behind(), ahead[start:]); at != nil {
			at[0] = i - start // without the character before
			for k := range at {
				if at[k] >= 0 {
					at[k] += start
				}
			}
			return at
		}
	}
	return nil
}

// all gives the first n matches, all of them when n is negative; no match of a
// pattern with openings is empty.
func (k *known) all(s string, n int, find finder) (found [][]int) {
	for from := 0; n < 0 || len(found) < n; {
		at := k.next(s, from, find)
		if at == nil {
			break
		}
		found = append(found, at)
		from = at[1]
	}
	return found
}

// end gives how far a match that begins at byte i can see: to its end and the
// character behind.
func (k *known) end(s string, i int) int {
	if k.most < 0 || k.most > len(s) {
		return len(s)
	}
	return min(len(s), i+k.most+utf8.UTFMax)
}

// after gives where the character that begins at byte i ends, before where the
// one that ends there begins.
func after(s string, i int) int {
	_, size := utf8.DecodeRuneInString(s[i:])
	return i + max(size, 1) // beyond the end, after it
}

func before(s string, i int) int {
	_, size := utf8.DecodeLastRuneInString(s[:i])
	return i - size
}

// Possible reports whether a text can hold a match. The text is given in small
// letters (strings.ToLower); it may be a longer one that holds the text. A long
// s or a Kelvin sign, which regexp takes for letters, is not taken for them here.
func (p Pattern) Possible(small string) bool {
	words := p.known().words
	return words == nil || slices.ContainsFunc(words, func(w string) bool { return strings.Contains(small, w) })
}

// maxNeeded bounds how many words an expression is known by: more are dearer
// to look for than the expression is to try.
const maxNeeded = 32

// needed are words of which every match of an expression holds at least one;
// nil when there are no such words.
func needed(e *syntax.Regexp) []string {
	switch e.Op {
	case syntax.OpLiteral:
		word := strings.ToLower(string(e.Rune))
		if len(word) > 1 || strings.ContainsAny(word, "./%+&") { // one letter stands in nearly every text
			return []string{word}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return needed(e.Sub[0])
	case syntax.OpRepeat:
		if e.Min > 0 {
			return needed(e.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, part := range e.Sub {
			if words := needed(part); tells(words) > tells(best) {
				best = words
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, part := range e.Sub {
			words := needed(part)
			if words == nil {
				return nil
			}
			all = append(all, words...)
		}
		slices.Sort(all)
		if all = slices.Compact(all); len(all) <= maxNeeded {
			return all
		}
	}
	return nil
}

// most gives the greatest length of a match of an expression, in bytes; -1 for none.
func most(e *syntax.Regexp) int {
	all := 0
	switch e.Op {
	case syntax.OpLiteral:
		return len(e.Rune) * utf8.UTFMax
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return utf8.UTFMax
	case syntax.OpStar, syntax.OpPlus, syntax.OpRepeat:
		return -1 // Simplify leaves no other repeats
	case syntax.OpCapture, syntax.OpQuest, syntax.OpConcat, syntax.OpAlternate:
		for _, part := range e.Sub {
			n := most(part)
			switch {
			case n < 0:
				return -1
			case e.Op == syntax.OpAlternate:
				all = max(all, n)
			default:
				all += n
			}
		}
	}
	return all
}

// tells is how much a choice of words tells: the length of the shortest, and
// less the more there are.
func tells(words []string) int {
	if len(words) == 0 {
		return 0
	}
	short := len(words[0])
	for _, w := range words {
		short = min(short, len(w))
	}
	return 64*min(short, 6) - len(words)
}
