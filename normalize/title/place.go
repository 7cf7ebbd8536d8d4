package title

import (
	"regexp"
	"strings"
)

// qualifiers may stand before a place name and go with it: "Greater ...",
// "London Borough of ...".
var qualifiers = map[string]bool{
	"north": true, "south": true, "east": true, "west": true, "central": true, "mid": true,
	"se": true, "ne": true, "nw": true, "outer": true, "inner": true, "greater": true, "northern": true, "southern": true, "eastern": true, "western": true,
	"royal": true, "borough": true, "city": true, "county": true, "of": true, "lb": true,
}

// trailers may stand after one and go with it.
var trailers = map[string]bool{
	"council": true, "borough": true, "city": true, "county": true, "district": true, "area": true, "areas": true, "region": true,
	"local": true, "authority": true, "cc": true, "bc": true, "mbc": true, "based": true, "surrounding": true, "wide": true,
}

// institutions make what stands before them their own name.
var institutions = regexp.MustCompile(`(?i)^(?:hospitals?|infirmary|university|college|schools?|academy|prison|house|road|rd|street|lane|avenue|park|court|castle|centre|bridge|nhs|trust|rovers|united|programme|scheme)$`)

// outward and inward are the two halves of a postcode.
var (
	outward = regexp.MustCompile(`^[A-Z]{1,2}\d{1,2}[A-Z]?$`)
	inward  = regexp.MustCompile(`^\d[A-Z]{2}$`)
)

// placeAt gives how many words from i on place the post and nothing else.
func placeAt(words []string, i int) int {
	if n := postcodeAt(words, i); n > 0 {
		return n
	}
	if agencyAt(words, i) > 0 {
		return 0
	}
	if parts := strings.Split(words[i], "/"); len(parts) > 1 && allPlaces(parts) {
		return 1
	}
	name, n, common := qualified(words, i)
	if n == 0 {
		return 0
	}
	end := onward(words, name+n)
	if common && !placed(words, i, name, end) || end < len(words) && institutions.MatchString(words[end]) && !courtTeam(words[end:]) {
		return 0
	}
	return end - i
}

// postcodeAt gives how many words from i on are a postcode. At the beginning of a
// piece it may be a code of something else.
func postcodeAt(words []string, i int) int {
	switch {
	case !outward.MatchString(words[i]) || acronyms[words[i]] || i == 0 && len(words) > 2:
		return 0
	case i+1 < len(words) && inward.MatchString(words[i+1]):
		return 2
	}
	return 1
}

// qualified finds the place name that begins at i, or behind the qualifiers that
// begin there: where it is, and how many words it has. Common is true for one
// that is an ordinary word too.
func qualified(words []string, i int) (at, n int, common bool) {
	at = i
	for at < len(words) && at-i < 4 && qualifiers[strings.ToLower(words[at])] {
		if n, common := places().match(words[at:]); n > 1 && !common {
			break
		}
		at++
	}
	if n, common = named(words, at); n == 0 && at > i {
		at = i
		n, common = named(words, i)
	}
	return at, n, common
}

// placed reports whether an ordinary word that is a place's name too is one here:
// it is the whole piece, or what stands before it places it. The name begins at
// word at, its qualifiers at i.
func placed(words []string, i, at, end int) bool {
	last := end == len(words)
	switch {
	case i == 0:
		return last
	case at > i:
		return false
	}
	return boardWord.MatchString(words[i-1]) || last && (ledTo(words, i) || afterPost(words[:i]))
}

// courtTeam reports the work a team does, not a building of that name.
func courtTeam(words []string) bool {
	return len(words) > 1 && strings.EqualFold(words[0], "court") && (teams[strings.ToLower(words[1])] || names(words[1]))
}

// allPlaces reports places joined by slashes.
func allPlaces(parts []string) bool {
	for i := range parts {
		if n, common := named(parts[i:i+1], 0); n == 0 || common {
			return false
		}
	}
	return true
}

// ledTo reports words before i by which what follows is a place: "in the".
func ledTo(words []string, i int) bool {
	if i > 1 && strings.EqualFold(words[i-1], "the") {
		i--
	}
	return i > 1 && placing[strings.ToLower(words[i-1])]
}

// afterPost reports words that end a post's name: a region may follow at once,
// "Social Worker North East", or behind its team, "Social Worker CIN North East".
func afterPost(words []string) bool {
	w := bare(words[len(words)-1])
	if acronyms[w] {
		return names(strings.Join(words, " "))
	}
	return posted[strings.ToUpper(w)] && !teams[strings.ToLower(w)]
}

var teams = map[string]bool{"team": true, "service": true, "unit": true, "hub": true, "hospital": true}

var placing = map[string]bool{"in": true, "near": true, "across": true, "around": true}

// named matches a place name that is written as one: with a capital, unless
// the whole title is in one case.
func named(words []string, i int) (int, bool) {
	if i >= len(words) {
		return 0, false
	}
	n, common := places().match(words[i:])
	if n == 0 || words[i] == strings.ToLower(words[i]) && !lowerOnly(words) {
		return 0, false
	}
	return n, common
}

// onward gives where what goes with a place ends.
func onward(words []string, end int) int {
	for end < len(words) {
		n := goesOn(words, end)
		if n == 0 {
			break
		}
		end += n
	}
	return end
}

// goesOn gives how many words from i on go with the place before them:
// "Council", "area", a further place joined with "and" or "or", a postcode.
func goesOn(words []string, i int) int {
	w := strings.ToLower(words[i])
	switch {
	case trailers[w], outward.MatchString(words[i]) && !acronyms[words[i]], inward.MatchString(words[i]):
		return 1
	case (w == "and" || w == "or" || w == "&" || w == "/") && i+1 < len(words):
		n := placeAt(words, i+1)
		if n == 0 {
			n, _ = named(words, i+1) // beside a place a common word is one too
		}
		if n > 0 {
			return 1 + n
		}
		if trailers[strings.ToLower(words[i+1])] {
			return 2
		}
	}
	if n, common := named(words, i); !common && agencyAt(words, i) == 0 {
		return n
	}
	return 0
}

func lowerOnly(words []string) bool {
	for _, w := range words {
		if w != strings.ToLower(w) {
			return false
		}
	}
	return true
}

// agencyAt gives how many words from i on are the name of a regional adoption
// agency: it is a team's name and stays.
func agencyAt(words []string, i int) int {
	n, _ := agencies().match(words[i:])
	return n
}
