package text

import (
	"math/bits"
	"regexp/syntax"
	"unicode"
	"unicode/utf8"
)

// openings are the pairs of characters with which a match of an expression can
// begin. A text has few places where one does, and only there is the expression
// tried; the machine of package regexp, which goes through an expression's
// alternatives one by one at every place, is spared the others.
type openings struct {
	// anywhere and atBoundary hold, for the kind of a first character, the kinds
	// that the second may be of: for matches that may begin anywhere, and for
	// those that begin at a word's edge only.
	anywhere, atBoundary pairs
	// atStart: some match can begin only where the text does.
	atStart bool
}

// A kind is a class of characters that openings do not tell apart; a letter is
// one with its capital. A kindSet has a bit for each; pairs are what may follow
// each.
type (
	kind    = uint8
	kindSet uint32
	pairs   [kinds]kindSet
)

// The kinds: the letters from 0 on, and these.
const (
	digitKind kind = 26 + iota
	spaceKind
	signKind  // any other ASCII character
	otherKind // any character outside ASCII
	endKind   // the end of the text
	kinds
)

const anyKind kindSet = 1<<kinds - 1

// kindOf are the kinds of the bytes that characters begin with.
var kindOf = func() (of [256]kind) {
	for b := range of {
		switch c := byte(b); {
		case isLetter(c):
			of[b] = c | 0x20 - 'a'
		case isDigit(c):
			of[b] = digitKind
		case c == ' ' || c >= '\t' && c <= '\r':
			of[b] = spaceKind
		case c < utf8.RuneSelf:
			of[b] = signKind
		default:
			of[b] = otherKind
		}
	}
	return of
}()

// openingsOf gives the openings of a simplified expression; nil where they would
// not spare much, or where the empty text matches.
func openingsOf(e *syntax.Regexp) *openings {
	prog, err := syntax.Compile(e)
	if err != nil {
		return nil
	}
	o := &openings{}
	empty := false
	reach(prog, uint32(prog.Start), func(inst *syntax.Inst, passed syntax.EmptyOp) {
		first := kindsOf(inst)
		var second kindSet
		if inst.Op != syntax.InstMatch {
			reach(prog, inst.Out, func(next *syntax.Inst, _ syntax.EmptyOp) { second |= kindsOf(next) })
		}
		switch {
		case inst.Op == syntax.InstMatch:
			empty = true
		case passed&syntax.EmptyBeginText != 0:
			o.atStart = true
		case passed&syntax.EmptyWordBoundary != 0:
			o.atBoundary.add(first, second)
		default:
			o.anywhere.add(first, second)
		}
	})
	if empty || o.anywhere.letters() > 26*26/3 {
		return nil
	}
	return o
}

// reach calls each instruction that takes a character, or ends the match, and
// can be the next from one on, with the conditions passed on the way to it.
func reach(prog *syntax.Prog, from uint32, each func(inst *syntax.Inst, passed syntax.EmptyOp)) {
	type step struct {
		pc     uint32
		passed syntax.EmptyOp
	}
	seen := map[step]bool{}
	var walk func(step)
	walk = func(s step) {
		if seen[s] {
			return
		}
		seen[s] = true
		switch inst := &prog.Inst[s.pc]; inst.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			walk(step{inst.Out, s.passed})
			walk(step{inst.Arg, s.passed})
		case syntax.InstCapture, syntax.InstNop:
			walk(step{inst.Out, s.passed})
		case syntax.InstEmptyWidth:
			walk(step{inst.Out, s.passed | syntax.EmptyOp(inst.Arg)})
		case syntax.InstFail:
		default:
			each(inst, s.passed)
		}
	}
	walk(step{pc: from})
}

// kindsOf are the kinds of the characters that an instruction takes; after the
// end of a match anything may stand.
func kindsOf(inst *syntax.Inst) (set kindSet) {
	switch inst.Op {
	case syntax.InstMatch:
		return anyKind
	case syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
		return anyKind &^ (1 << endKind)
	}
	for c := range rune(utf8.RuneSelf) {
		if inst.MatchRune(c) {
			set |= 1 << kindOf[c]
		}
	}
	for _, r := range inst.Rune { // the ends of ranges, or one character
		if r >= utf8.RuneSelf || foldsOut(r) && syntax.Flags(inst.Arg)&syntax.FoldCase != 0 {
			set |= 1 << otherKind
		}
	}
	return set
}

// foldsOut reports an ASCII letter that a character outside ASCII is taken for
// where case does not count: the long s, the Kelvin sign.
func foldsOut(r rune) bool {
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		if f >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

func (t *pairs) add(first, second kindSet) {
	for k := range t {
		if first&(1<<k) != 0 {
			t[k] |= second
		}
	}
}

// letters is how many pairs of letters there are.
func (t *pairs) letters() (n int) {
	for _, second := range t[:26] {
		n += bits.OnesCount32(uint32(second & (1<<26 - 1)))
	}
	return n
}

// next gives the first place in s, from byte i on, at which a match can begin;
// -1 for none.
func (o *openings) next(s string, i int) int {
	if i == 0 && o.atStart {
		return 0
	}
	for i < len(s) {
		first, size := kindOf[s[i]], 1
		if first == otherKind {
			_, size = utf8.DecodeRuneInString(s[i:])
		}
		second := kind(endKind)
		if i+size < len(s) {
			second = kindOf[s[i+size]]
		}
		if o.anywhere[first]&(1<<second) != 0 || o.atBoundary[first]&(1<<second) != 0 && boundary(s, i) {
			return i
		}
		i += size
	}
	return -1
}

// boundary reports a word's edge as an expression's \b does: before byte i of s,
// which is not its end.
func boundary(s string, i int) bool {
	return wordByte(s[i]) != (i > 0 && wordByte(s[i-1]))
}

func wordByte(c byte) bool { return isAlnum(c) || c == '_' }
