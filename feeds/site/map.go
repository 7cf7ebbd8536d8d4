package site

import (
	"strconv"
	"strings"

	"vacancies/normalize/place"
)

// short are three letters for each authority, for narrow screens.
var short = map[string]string{
	"barking-and-dagenham": "BAR", "barnet": "BRN", "bexley": "BXL", "brent": "BRT", "bromley": "BRM", "camden": "CMD",
	"city-of-london": "CTY", "croydon": "CRD", "ealing": "ELG", "enfield": "ENF", "greenwich": "GRN", "hackney": "HCK",
	"hammersmith-and-fulham": "HMS", "haringey": "HGY", "harrow": "HRW", "havering": "HVG", "hillingdon": "HDN",
	"hounslow": "HNS", "islington": "ISL", "kensington-and-chelsea": "KNS", "kingston-upon-thames": "KNG",
	"lambeth": "LAM", "lewisham": "LSH", "merton": "MRT", "newham": "NWM", "redbridge": "RDB",
	"richmond-upon-thames": "RCH", "southwark": "SWR", "sutton": "STN", "tower-hamlets": "TOW", "waltham-forest": "WTH",
	"wandsworth": "WNS", "westminster": "WST",
}

// twoLines splits a name over at most two lines of a square, as evenly as its
// words allow.
func twoLines(name string) []string {
	if len(name) <= 12 {
		return []string{name}
	}
	best := []string{name}
	for i, r := range name {
		if two := []string{name[:i], name[min(i+1, len(name)):]}; r == ' ' && max(len(two[0]), len(two[1])) < longest(best) {
			best = two
		}
	}
	return best
}

func longest(lines []string) int {
	n := 0
	for _, l := range lines {
		n = max(n, len(l))
	}
	return n
}

// The map's measures, in its own units. The squares lie as place has them; the
// river runs below the northern rows.
const (
	tileSize = 92
	tileStep = 98
	riverGap = 30
	mapCols  = 8
	mapRows  = 7
	// northRows are the rows of squares north of the river.
	northRows = 4
)

type mapDrawing struct {
	Width, Height int
	River         string
	Tiles         []tile
}

type tile struct {
	URL, Class, Abbr        string
	X, Y, MidX, NumY, AbbrY int
	WordY                   int
	Open                    int
	Off                     bool
	Lines                   []mapLine
}

type mapLine struct {
	X, Y int
	Text string
}

// londonMap draws the 33 with their open posts. An authority that is not being
// read is hatched and says so: its square never looks like a zero.
func (s *Site) londonMap(state map[string]boroughState) mapDrawing {
	d := mapDrawing{Width: mapCols*tileStep - (tileStep - tileSize), Height: mapRows*tileStep + riverGap, River: river()}
	for _, a := range place.Authorities() {
		b := state[a.Slug]
		x, y := a.Col*tileStep, a.Row*tileStep
		if a.Row > northRows-1 {
			y += riverGap
		}
		t := tile{URL: s.Link("/boroughs/" + a.Slug), X: x, Y: y, MidX: x + tileSize/2, NumY: y + 42, AbbrY: y + 80,
			Abbr: short[a.Slug], Open: b.Open, Off: !b.Read, Class: heat(b)}
		if !b.Read {
			t.NumY, t.WordY = y+28, y+48
		}
		lines := twoLines(a.Name)
		for i, line := range lines {
			t.Lines = append(t.Lines, mapLine{x + tileSize/2, y + 82 - 15*(len(lines)-1-i), line})
		}
		d.Tiles = append(d.Tiles, t)
	}
	return d
}

// heat is a square's shade: none, some, several, many open posts.
func heat(b boroughState) string {
	switch {
	case !b.Read:
		return "off"
	case b.Open == 0:
		return "t0"
	case b.Open <= 2:
		return "t1"
	case b.Open <= 5:
		return "t2"
	}
	return "t3"
}

// river is a wave between the fourth and the fifth row, a hint of the Thames.
func river() string {
	y := northRows*tileStep + riverGap/2 - 3
	var d strings.Builder
	d.WriteString("M4 " + strconv.Itoa(y+4))
	for i := range mapCols {
		x := i * tileStep
		dip := 14
		if i%2 == 1 {
			dip = -14
		}
		d.WriteString("Q" + strconv.Itoa(x+tileStep/2) + " " + strconv.Itoa(y+dip) + " " + strconv.Itoa(min(x+tileStep, mapCols*tileStep-12)) + " " + strconv.Itoa(y))
	}
	return d.String()
}
