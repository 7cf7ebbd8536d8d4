package place

import "strings"

// match is a name of the gazetteer found in a text.
type match struct {
	entry
	start, end int
	// street: the name is only part of a street's ("Camden Road").
	street bool
	// house: the name is only part of a building's that we do not know.
	house bool
}

// streetWords make a street of the name before them; houseWords a building.
var (
	streetWords = words(`road rd street st lane ln avenue ave av way close drive crescent cres terrace grove gardens gdns mews row walk place parade approach bypass`)
	houseWords  = words(`house court lodge building buildings wing suite room ward block`)
)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// find gives the names in a text, the longest at each place.
func (g *gazetteer) find(s string) []match {
	ws := fold(s)
	var out []match
	for i := 0; i < len(ws); {
		m, n := g.at(ws, i)
		if n == 0 {
			i++
			continue
		}
		if next := i + n; next < len(ws) && ws[next].part == ws[next-1].part {
			m.street = !m.office && streetWords[ws[next].key]
			m.house = !m.office && houseWords[ws[next].key]
		}
		out = append(out, m)
		i += n
	}
	return out
}

// at gives the longest name that begins at word i, and its words.
func (g *gazetteer) at(ws []word, i int) (match, int) {
	for n := min(g.longest, len(ws)-i); n > 0; n-- {
		var key strings.Builder
		for k := i; k < i+n; k++ {
			if k > i {
				key.WriteByte(' ')
			}
			key.WriteString(ws[k].key)
		}
		e, ok := g.names[key.String()]
		if !ok || initials(e.name) && !ws[i].upper {
			continue
		}
		if e.alone && !(wholePart(ws, i, n)) {
			continue
		}
		return match{entry: e, start: ws[i].start, end: ws[i+n-1].end}, n
	}
	return match{}, 0
}

// initials reports a name of initials short enough, or with a vowel, to be a
// word's letters by chance where they are not in capitals.
func initials(name string) bool {
	return len(name) <= 6 && !strings.ContainsAny(name, " &") && strings.ToUpper(name) == name && strings.ToLower(name) != name &&
		(len(name) <= 3 || strings.ContainsAny(name, "AEIOU"))
}

// wholePart reports words that are all of one part of an address, apart from a
// postcode behind them.
func wholePart(ws []word, i, n int) bool {
	if i > 0 && ws[i-1].part == ws[i].part {
		return false
	}
	next := i + n
	return next == len(ws) || ws[next].part != ws[next-1].part || ws[next].upper && strings.ContainsAny(ws[next].key, "0123456789")
}
