package text

import (
	_ "embed"
	"maps"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

//go:embed data/given.txt
var givenData string

//go:embed data/surnames.txt
var surnameData string

//go:embed data/mailboxes.txt
var mailboxData string

//go:embed data/notnames.txt
var notNameData string

// lexicon is what the program knows of names and of words that look like them.
// All keys are folded; see foldName.
type lexicon struct {
	given      map[string]bool // true: also an ordinary word or place, so not enough alone
	surname    map[string]bool
	word       map[string]bool // never a name: roles, teams, places, months
	place      map[string]bool // those of the words that are places, and so surnames too
	suffix     map[string]bool // what makes the name before it a place's
	bodies     map[string]bool // what makes it a body's, unless it is surely a person's
	phrases    map[string]bool // two or three words that look like a name and are not
	phraseHead map[string]bool // their first words
	// mailbox are the words of teams' addresses, and mailboxStems those that also
	// count inside a longer word.
	mailbox      map[string]bool
	mailboxStems []string
	cues         cueTree
}

// names loads the lexicon once.
var names = sync.OnceValue(func() *lexicon {
	l := &lexicon{given: map[string]bool{}, surname: map[string]bool{}, word: map[string]bool{}, place: map[string]bool{}, suffix: map[string]bool{},
		bodies: map[string]bool{}, phrases: map[string]bool{}, phraseHead: map[string]bool{}, mailbox: map[string]bool{}}
	for line := range dataLines(givenData) {
		rest, shaky := strings.CutPrefix(line, "? ")
		for _, w := range strings.Fields(rest) {
			l.given[foldName(w)] = shaky || l.given[foldName(w)]
		}
	}
	for line := range dataLines(surnameData) {
		for _, w := range strings.Fields(line) {
			l.surname[foldName(w)] = true
		}
	}
	l.cues = buildCues()
	for line := range dataLines(mailboxData) {
		for _, w := range strings.Fields(line) {
			l.mailbox[w] = true
			if len(w) >= 4 {
				l.mailboxStems = append(l.mailboxStems, w)
			}
		}
	}
	section := l.word
	for line := range dataLines(notNameData) {
		switch line {
		case "[words]":
			section = l.word
		case "[places]":
			section = l.place
		case "[suffix]":
			section = l.suffix
		case "[bodies]":
			section = l.bodies
		case "[phrases]":
			section = l.phrases
		default:
			sep := " "
			if strings.Contains(line, "|") {
				sep = "|"
			}
			for _, w := range strings.Split(line, sep) {
				section[foldName(w)] = true
			}
		}
	}
	maps.Copy(l.word, l.place)
	for p := range l.phrases {
		head, _, _ := strings.Cut(p, " ")
		l.phraseHead[head] = true
	}
	return l
})

// dataLines gives the lines of a data file without comments.
func dataLines(data string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for line := range strings.SplitSeq(data, "\n") {
			if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
				continue
			}
			if !yield(line) {
				return
			}
		}
	}
}

// foldName is the form names are compared in: lower case, no accents, one kind
// of apostrophe.
func foldName(s string) string {
	s = strings.ToLower(s)
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return strings.Map(func(r rune) rune {
				switch {
				case r == '’' || r == '‘':
					return '\''
				case r >= 0x300 && r < 0x370:
					return -1
				}
				return r
			}, norm.NFD.String(s))
		}
	}
	return s
}
