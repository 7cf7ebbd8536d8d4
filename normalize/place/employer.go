package place

import (
	_ "embed"
	"fmt"
	"maps"
	"strings"
	"sync"

	"vacancies/normalize/text"
)

// Whose says what an employer's printed name is to a source.
type Whose int

// From no name at all to a formal name of ours.
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

// Names are the names by which a source's own employers sign their adverts.
// Only a name that is whole counts: "Anytown Council of Ohio County" is another
// employer than "Anytown Council".
type Names struct {
	formal map[string]string // folded -> as given
	loose  map[string]bool   // places and initials
	joint  map[string]bool   // places of all authorities, for "X and Y Councils"
	most   int               // words of the longest
}

// NamesOf are the names of some authorities (slugs), and further formal names
// that are whole as they stand (a shared service's own).
func NamesOf(slugs []string, more ...string) Names {
	all := everybody()
	n := Names{formal: map[string]string{}, loose: map[string]bool{}, joint: all.joint, most: all.most}
	for _, slug := range slugs {
		maps.Copy(n.formal, all.of[slug].formal)
		maps.Copy(n.loose, all.of[slug].loose)
		n.most = max(n.most, all.of[slug].most)
	}
	n.formally(more...)
	return n
}

// everybody are the names of all authorities, by slug and together: folding
// them for each source took as long as reading an advert's page.
var everybody = sync.OnceValue(func() (all struct {
	of    map[string]Names
	joint map[string]bool
	most  int // words of the longest place
}) {
	all.of, all.joint = map[string]Names{}, map[string]bool{}
	for _, a := range authorities {
		n := Names{formal: map[string]string{}, loose: map[string]bool{}}
		for _, base := range placesOf(a) {
			n.loose[base], all.joint[base] = true, true
			all.most = max(all.most, 1+strings.Count(base, " "))
		}
		n.formally(formalNames(a)...)
		n.initials(a)
		all.of[a.Slug] = n
	}
	return all
})

// placesOf are the names of an authority's place, folded.
func placesOf(a Authority) []string {
	var all []string
	for _, base := range append([]string{a.Name}, a.Short...) {
		all = append(all, strings.Join(nameWords(base), " "))
	}
	return all
}

func (n *Names) formally(names ...string) {
	for _, name := range names {
		if words := nameWords(name); len(words) > 0 {
			n.formal[strings.Join(words, " ")] = name
			n.most = max(n.most, len(words))
		}
	}
}

// initials are what adverts shorten an authority's style to: LBB, RBKC.
func (n *Names) initials(a Authority) {
	short := ""
	for _, w := range nameWords(a.Official) {
		if w != "of" && w != "upon" {
			short += w[:1]
		}
	}
	n.loose[short] = true
}

// formalNames are how an authority signs: its style (London Borough, Royal
// Borough, City) with its name, and its name with "Council". Only Westminster is
// a city council; Richmond City Council is in Virginia.
func formalNames(a Authority) []string {
	out := []string{a.Official}
	switch a.Slug {
	case "city-of-london":
		return append(out, "City of London", "City of London Council", "City of London Corporation Council", "Corporation of the City of London", "City Corporation", "Corporation of London")
	case "westminster":
		return append(out, "Westminster City Council", "City of Westminster", "City of Westminster Council", "Council of the City of Westminster", "Westminster Council", "LB Westminster")
	}
	styles := []string{"London Borough"}
	if strings.HasPrefix(a.Official, "Royal") {
		styles = append(styles, "Royal Borough")
	}
	for _, base := range append([]string{a.Name}, a.Short...) {
		if base == strings.ToUpper(base) {
			if out = append(out, base+" Council"); len(base) > 3 { // three letters are anybody's
				out = append(out, base)
			}
			continue
		}
		out = append(out, base+" Council", base+" Borough Council", base+" London Borough Council", base+" London Borough", "LB "+base, "LB of "+base, "LBC "+base)
		for _, style := range styles {
			for _, form := range []string{"%s of %s", "%s %s", "%s of %s Council", "Council of the %s of %s", "Mayor and Burgesses of the %s of %s"} {
				out = append(out, fmt.Sprintf(form, style, base))
			}
		}
	}
	return out
}

// A replacer is built on its first use, which costs far more than replacing.
var (
	apostrophes = strings.NewReplacer("'", "", "’", "")
	settingOff  = strings.NewReplacer(" - ", "|", " – ", "|", "—", "|", "/", "|", ";", "|", ":", "|", ",", "|", "(", "|", ")", "|", "\n", "|")
)

// nameWords folds a name to the words that tell it: lower case, letters and
// digits, without "and" and "the".
func nameWords(s string) []string {
	var out []string
	s = apostrophes.Replace(strings.ToLower(s))
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !('a' <= r && r <= 'z' || '0' <= r && r <= '9') }) {
		if w != "and" && w != "the" {
			out = append(out, w)
		}
	}
	return out
}

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
	best := Nobodys
	for _, part := range segments(employer) {
		switch of := n.segment(nameWords(part)); of {
		case Anothers:
			return Anothers
		case Ours:
			best = Ours
		default:
			if best != Ours && of > best {
				best = of
			}
		}
	}
	return best
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
	formal, loose, part, other := false, false, false, false
	for i := 0; i < len(words); {
		if k, found := n.longest(words[i:], func(key string) bool { return n.formal[key] != "" }); found {
			formal, i = true, i+k
			continue
		}
		if k, found := n.longest(words[i:], func(key string) bool { return n.loose[key] }); found {
			loose, i = true, i+k
			continue
		}
		switch w := words[i]; {
		case lists["part"][w]:
			part = true
		case lists["establishment"][w]:
			// A council's own school or home, under whatever name.
			return n.establishment(words)
		case strings.ContainsAny(w, "0123456789"): // a postcode
		case w == "for" || w == "in" || w == "at" || w == "of" && !formal:
			// "of" after a council's name makes another of it.
		default:
			other = true
		}
		i++
	}
	switch {
	case other:
		return Anothers
	case formal:
		return Ours
	case loose:
		return Perhaps
	case part:
		return Part
	}
	return Nobodys
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
