package place

import (
	"fmt"
	"maps"
	"strings"
	"sync"
)

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
	if len(slugs) == 1 && len(more) == 0 {
		n := all.of[slugs[0]] // as nearly every source; nothing is added to them
		n.joint, n.most = all.joint, max(n.most, all.most)
		return n
	}
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
