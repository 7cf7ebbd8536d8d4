package title

import (
	"embed"
	"strings"
	"sync"
)

//go:embed data/*.txt
var data embed.FS

// gazetteer is a list of names, by their first word.
type gazetteer map[string][]name

type name struct {
	words  []string
	common bool
}

// places are UK nations, counties, local authorities, towns and London districts;
// agencies are regional adoption agencies.
var (
	places   = sync.OnceValue(func() gazetteer { return mustNames("data/places.txt") })
	agencies = sync.OnceValue(func() gazetteer { return mustNames("data/agencies.txt") })
)

// mustNames reads an embedded list: a missing one is a fault of the build.
func mustNames(file string) gazetteer {
	raw, err := data.ReadFile(file)
	if err != nil {
		panic("title: reading the built-in names " + file + ": " + err.Error())
	}
	g := gazetteer{}
	for _, line := range strings.Split(string(raw), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		for _, entry := range strings.Split(line, ",") {
			entry = strings.TrimSpace(entry)
			common := strings.HasPrefix(entry, "*")
			words := strings.Fields(fold(strings.TrimPrefix(entry, "*")))
			if len(words) > 0 {
				g[words[0]] = append(g[words[0]], name{words, common})
			}
		}
	}
	return g
}

// match gives how many of the leading words make up a name, the longest; 0 for
// none. Common is true for a name that is an ordinary word too ("Reading"), which
// places nothing unless it stands alone.
func (g gazetteer) match(words []string) (n int, common bool) {
	if parts := strings.Split(words[0], "-"); len(parts) > 1 {
		// "Stockton-on-Tees" is one word here and three in the list.
		if n, common := g.match(parts); n == len(parts) && !common {
			return 1, false
		}
		return 0, false
	}
	for _, name := range g[fold(words[0])] {
		if len(name.words) > n && name.leads(words) {
			n, common = len(name.words), name.common
		}
	}
	return n, common
}

func (n name) leads(words []string) bool {
	if len(n.words) > len(words) {
		return false
	}
	for i, w := range n.words {
		if fold(words[i]) != w {
			return false
		}
	}
	return true
}

// fold makes the ways of writing a name equal: case, hyphens, "&".
func fold(s string) string {
	s = strings.ToLower(s)
	s = strings.ReplaceAll(s, "&", "and")
	return strings.Map(func(r rune) rune {
		switch r {
		case '-':
			return ' '
		case '\'', '.':
			return -1
		}
		return r
	}, s)
}
