package place

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed data/districts.txt
var districtData string

//go:embed data/offices.txt
var officeData string

//go:embed data/outside.txt
var outsideData string

//go:embed data/postcodes.txt
var postcodeData string

// entry is one name of the gazetteer.
type entry struct {
	name string // as written in the data
	// slugs are the authorities it lies in; none for a place outside the 33.
	slugs []string
	// homonym: the slugs are different places of one name, the likeliest first.
	homonym bool
	// alone: also an ordinary word, so it counts only as a whole part of an address.
	alone bool
	// far: outside, and far enough to tell Richmond in Yorkshire from ours.
	far bool
	// office: a building or an address rather than a district.
	office bool
}

// gazetteer is every name by its folded words, and the postcode districts.
type gazetteer struct {
	names     map[string]entry
	longest   int // words of the longest name
	postcodes map[string][]string
}

// places loads the gazetteer once.
var places = sync.OnceValue(func() *gazetteer {
	g := &gazetteer{names: map[string]entry{}, postcodes: map[string][]string{}}
	g.load(outsideData, func(section string) entry { return entry{far: section == "further off"} })
	g.load(districtData, bySection)
	g.load(officeData, func(section string) entry {
		e := bySection(section)
		e.office = true
		return e
	})
	for _, a := range authorities {
		for _, name := range slices.Concat([]string{a.Name, a.Official}, a.Short) {
			g.add(entry{name: name, slugs: []string{a.Slug}})
		}
	}
	for line := range strings.SplitSeq(postcodeData, "\n") {
		if f := strings.Fields(line); len(f) > 1 && f[0] != "#" {
			g.postcodes[f[0]] = f[1:]
		}
	}
	return g
})

// bySection reads "[a b]" as a shared district and "[a or b]" as two places of one name.
func bySection(section string) entry {
	if strings.Contains(section, " or ") {
		return entry{slugs: strings.Split(section, " or "), homonym: true}
	}
	return entry{slugs: strings.Fields(section)}
}

// load reads a data file of sections and names parted by semicolons.
func (g *gazetteer) load(data string, of func(section string) entry) {
	var e entry
	for line := range strings.SplitSeq(data, "\n") {
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			e = of(strings.Trim(line, "[]"))
		default:
			for name := range strings.SplitSeq(line, ";") {
				one := e
				one.name, one.alone = strings.CutPrefix(strings.TrimSpace(name), "~")
				g.add(one)
			}
		}
	}
}

func (g *gazetteer) add(e entry) {
	words := fold(e.name)
	keys := make([]string, len(words))
	for i, w := range words {
		keys[i] = w.key
	}
	g.longest = max(g.longest, len(words))
	g.names[strings.Join(keys, " ")] = e
}
