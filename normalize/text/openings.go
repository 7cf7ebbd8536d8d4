package text

import (
	"math/bits"
	"regexp/syntax"
	"unicode"
	"unicode/utf8"
)

// openings are the three characters with which a match of an expression can
// begin. A text has few places where one does, and only there is the expression
// tried; the machine of package regexp, which goes through an expression's
// alternatives one by one at every place, is spared the others.
type openings struct {
	// anywhere is for matches that may begin anywhere, atBoundary for those that
	// begin at a word's edge only; nil: there are none.
	anywhere, atBoundary *triples
	// firsts are the kinds of their first characters.
	firsts kindSet
	// atStart: some match can begin only where the text does.
	atStart bool
}

// A kind is a class of characters that openings do not tell apart; a letter is
// one with its capital. A kindSet has a bit for each kind, and triples hold, for
// the kinds of two characters, those that the third may be of.
type (
	kind    = uint8
	kindSet uint32
	triples [kinds][kinds]kindSet
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
	sets := make([]kindSet, len(prog.Inst))
	for pc := range prog.Inst {
		sets[pc] = kindsOf(&prog.Inst[pc])
	}
	o, anywhere, atBoundary, empty := &openings{}, &triples{}, &triples{}, false
	reach(prog, prog.Start, func(first int, passed syntax.EmptyOp) {
		begin := anywhere
		switch {
		case prog.Inst[first].Op == syntax.InstMatch:
			empty = true
			return
		case passed&syntax.EmptyBeginText != 0:
			o.atStart = true
			return
		case passed&syntax.EmptyWordBoundary != 0:
			begin = atBoundary
		}
		o.firsts |= sets[first]
		reach(prog, int(prog.Inst[first].Out), func(second int, _ syntax.EmptyOp) {
			third := anyKind
			if prog.Inst[second].Op != syntax.InstMatch {
				third = 0
				reach(prog, int(prog.Inst[second].Out), func(pc int, _ syntax.EmptyOp) { third |= sets[pc] })
			}
			begin.add(sets[first], sets[second], third)
		})
	})
	if empty || anywhere.words() > 26*26*26/4 {
		return nil
	}
	if *anywhere != (triples{}) {
		o.anywhere = anywhere
	}
	if *atBoundary != (triples{}) {
		o.atBoundary = atBoundary
	}
	return o
}

// reach calls each instruction that takes a character, or ends the match, and
// can be the next from one on, with the conditions passed on the way to it.
func reach(prog *syntax.Prog, from int, each func(pc int, passed syntax.EmptyOp)) {
	type step struct {
		pc     int
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
			walk(step{int(inst.Out), s.passed})
			walk(step{int(inst.Arg), s.passed})
		case syntax.InstCapture, syntax.InstNop:
			walk(step{int(inst.Out), s.passed})
		case syntax.InstEmptyWidth:
			walk(step{int(inst.Out), s.passed | syntax.EmptyOp(inst.Arg)})
		case syntax.InstFail:
		default:
			each(s.pc, s.passed)
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
	case syntax.InstRune, syntax.InstRune1:
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

func (t *triples) add(first, second, third kindSet) {
	for f := range t {
		for s := range t[f] {
			if first&(1<<f) != 0 && second&(1<<s) != 0 {
				t[f][s] |= third
			}
		}
	}
}

func (t *triples) has(first, second, third kind) bool {
	return t != nil && t[first][second]&(1<<third) != 0
}

// words is how many of them are all letters.
func (t *triples) words() (n int) {
	for f := range 26 {
		for s := range 26 {
			n += bits.OnesCount32(uint32(t[f][s] & (1<<26 - 1)))
		}
	}
	return n
}

// next gives the first place in s, from byte i on, at which a match can begin;
// -1 for none.
func (o *openings) next(s string, i int) int {
	if i == 0 && o.atStart {
		return 0
	}
	for size := 1; i < len(s); i += size {
		size = 1
		first := kindOf[s[i]]
		if o.firsts&(1<<first) == 0 {
			continue // of a longer character to the next of its bytes, which are of its kind
		}
		if first == otherKind {
			_, size = utf8.DecodeRuneInString(s[i:])
		}
		edge := o.atBoundary != nil && boundary(s, i)
		if !edge && o.anywhere == nil {
			continue
		}
		second, n := kindAt(s, i+size)
		third, _ := kindAt(s, i+size+n)
		if edge && o.atBoundary.has(first, second, third) || o.anywhere.has(first, second, third) {
			return i
		}
	}
	return -1
}

// kindAt gives the kind of the character at byte i, and its bytes.
func kindAt(s string, i int) (kind, int) {
	if i >= len(s) {
		return endKind, 0
	}
	k := kindOf[s[i]]
	if k != otherKind {
		return k, 1
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return k, n
}

// boundary reports a word's edge as an expression's \b does: before byte i of s,
// which is not its end.
func boundary(s string, i int) bool {
	return wordByte[s[i]] != (i > 0 && wordByte[s[i-1]])
}

// wordByte are the bytes of words as \b sees them.
var wordByte = func() (of [256]bool) {
	for b := range of {
		of[b] = isAlnum(byte(b)) || b == '_'
	}
	return of
}()
