package place

import (
	_ "embed"
	"strings"
	"sync"

	"vacancies/normalize/text"
)

// Whose says what an employer's printed name is to a source.
type Whose int

// From no name at all to another's; of the parts of a name the last of these
// decides.
const (
	// Nobody's: no words, or words that name nobody ("N/A", a town of London).
	Nobodys Whose = iota
	// Part: a directorate, team or school, which says nothing of the employer.
	Part
	// Perhaps: a place of ours without the words that make a council of it, or
	// initials; there is a Camden in New Jersey too.
	Perhaps
	// Ours: one of the formal names, whole.
	Ours
	// Anothers: anybody else, however much of our name is in it.
	Anothers
)

//go:embed data/employers.txt
var employerData string

// employerWords are the word lists of data/employers.txt, by section.
var employerWords = sync.OnceValue(func() map[string]map[string]bool {
	lists, section := map[string]map[string]bool{}, ""
	for line := range strings.SplitSeq(employerData, "\n") {
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			section = strings.Trim(line, "[]")
			lists[section] = map[string]bool{}
		default:
			for item := range strings.SplitSeq(line, ";") {
				if key := strings.Join(nameWords(item), " "); key != "" {
					lists[section][key] = true
				}
			}
		}
	}
	return lists
})

// maxEmployer bounds a printed name, in bytes.
const maxEmployer = 400

// segments parts a printed name at the signs that set its parts off.
func segments(s string) []string {
	s = settingOff.Replace(s)
	return strings.FieldsFunc(s, func(r rune) bool { return r == '|' })
}

// Whose says whose an employer's printed name is.
func (n Names) Whose(employer string) Whose {
	employer = text.Cut(employer, maxEmployer)
	// A style that is written with a bracket is a name of ours as it stands.
	switch whole := strings.Join(nameWords(employer), " "); {
	case n.formal[whole] != "":
		return Ours
	case employerWords()["nobody"][whole]:
		return Nobodys
	}
	of := Nobodys
	for _, part := range segments(employer) {
		of = max(of, n.segment(nameWords(part)))
	}
	return of
}

// segment reads the words of one part of a name: they must all be accounted for,
// by names of ours and words of a directorate.
func (n Names) segment(words []string) Whose {
	lists := employerWords()
	if len(words) == 0 || lists["nobody"][strings.Join(words, " ")] {
		return Nobodys
	}
	if n.jointly(words) {
		return Ours
	}
	whole := Nobodys
	for i := 0; i < len(words); {
		of, k := n.leading(words[i:], whole >= Ours)
		if of == Anothers && lists["establishment"][words[i]] {
			return n.establishment(words) // a council's own school or home, under whatever name
		}
		whole, i = max(whole, of), i+k
	}
	return whole
}

// leading says whose the words begin with, and how many of them tell it; behind a
// formal name "of" makes another of it.
func (n Names) leading(words []string, formal bool) (of Whose, k int) {
	if k, found := n.longest(words, func(key string) bool { return n.formal[key] != "" }); found {
		return Ours, k
	}
	if k, found := n.longest(words, func(key string) bool { return n.loose[key] }); found {
		return Perhaps, k
	}
	switch w := words[0]; {
	case employerWords()["part"][w]:
		return Part, 1
	case strings.ContainsAny(w, "0123456789"): // a postcode
		return Nobodys, 1
	case w == "for" || w == "in" || w == "at" || w == "of" && !formal:
		return Nobodys, 1
	}
	return Anothers, 1
}

// establishment is a school, nursery or home: the council's own business unless
// a body of its own runs it.
func (n Names) establishment(words []string) Whose {
	for _, w := range words {
		if employerWords()["body"][w] {
			return Anothers
		}
	}
	return Part
}

// longest finds the longest run at the start of words that is known.
func (n Names) longest(words []string, known func(string) bool) (int, bool) {
	for k := min(n.most, len(words)); k > 0; k-- {
		if known(strings.Join(words[:k], " ")) {
			return k, true
		}
	}
	return 0, false
}

// jointly reports "X and Y Councils", one of them ours and all of them London's.
func (n Names) jointly(words []string) bool {
	last := words[len(words)-1]
	rest := words
	switch {
	case last == "councils" || last == "council":
		rest = words[:len(words)-1]
	case len(words) > 3 && words[1] == "boroughs" && words[2] == "of" && (words[0] == "london" || words[0] == "royal"):
		rest = words[3:]
	default:
		return false
	}
	ours, count := false, 0
	for len(rest) > 0 {
		k, found := n.longest(rest, func(key string) bool { return n.joint[key] })
		if !found {
			return false
		}
		ours = ours || n.loose[strings.Join(rest[:k], " ")]
		rest, count = rest[k:], count+1
	}
	return ours && count > 1
}

// In finds a formal name of ours in running text. One that is part of a longer
// name ("North Richmond Council", "Enfield Council of ...", "Sutton Council,
// Quebec") is not ours.
func (n Names) In(s string) (string, bool) {
	ws := fold(s)
	words, at := make([]string, 0, len(ws)), make([]int, 0, len(ws))
	for i, w := range ws {
		for _, key := range nameWords(w.key) {
			words, at = append(words, key), append(at, i)
		}
	}
	for i := range words {
		k, found := n.longest(words[i:], func(key string) bool { return n.formal[key] != "" })
		if !found {
			continue
		}
		if !longer(words, i, i+k, func(j int) bool { return ws[at[j]].upper }) {
			return n.formal[strings.Join(words[i:i+k], " ")], true
		}
	}
	return "", false
}

// longer reports that the words around those from i to next make another name.
func longer(words []string, i, next int, capitals func(int) bool) bool {
	lists := employerWords()
	switch {
	case i > 0 && lists["before"][words[i-1]], i > 1 && words[i-1] == "of" && lists["before of"][words[i-2]]:
		return true
	case next >= len(words):
		return false
	case words[next] == "of":
		return true
	case len(words[next]) == 2: // a state's letters
		return lists["far"][words[next]] && capitals(next)
	}
	return lists["far"][words[next]] || lists["far"][strings.Join(words[next:min(next+2, len(words))], " ")]
}

// Known reports whether there is any name to compare with.
func (n Names) Known() bool { return len(n.formal) > 0 }
