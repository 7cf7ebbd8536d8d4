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

// postcode is a whole postcode's first half, or all of it in two words.
var (
	outward = regexp.MustCompile(`^[A-Z]{1,2}\d{1,2}[A-Z]?$`)
	inward  = regexp.MustCompile(`^\d[A-Z]{2}$`)
)

// placeAt gives how many words from i on place the post and nothing else.
func (c *cleaner) placeAt(words []string, i int) (int, string) {
	if outward.MatchString(words[i]) && (i > 0 || len(words) <= 2) && !acronyms[words[i]] {
		if i+1 < len(words) && inward.MatchString(words[i+1]) {
			return 2, "place"
		}
		return 1, "place"
	}
	if agencyAt(words, i) > 0 {
		return 0, ""
	}
	if parts := strings.Split(words[i], "/"); len(parts) > 1 && c.allPlaces(parts) {
		return 1, "place"
	}
	lead := i
	for lead < len(words) && lead-i < 4 && qualifiers[strings.ToLower(words[lead])] {
		if n, common := c.places.Match(words[lead:]); n > 1 && !common {
			break
		}
		lead++
	}
	n, common := c.named(words, lead)
	if n == 0 && lead > i {
		lead = i
		n, common = c.named(words, i)
	}
	if n == 0 {
		return 0, ""
	}
	end := c.onward(words, lead+n)
	alone := i == 0 && end == len(words) || lead == i && end == len(words) && (ledTo(words, i) || i > 0 && afterPost(words[i-1])) || i > 0 && lead == i && boardWord.MatchString(words[i-1])
	if common && !alone || end < len(words) && institutions.MatchString(words[end]) && !courtTeam(words[end:]) {
		return 0, ""
	}
	return end - i, "place"
}

// courtTeam reports the work a team does, not a building of that name.
func courtTeam(words []string) bool {
	return len(words) > 1 && strings.EqualFold(words[0], "court") && (teams[strings.ToLower(words[1])] || names(words[1]))
}

// allPlaces reports places joined by slashes.
func (c *cleaner) allPlaces(parts []string) bool {
	for i := range parts {
		if n, common := c.named(parts[i:i+1], 0); n == 0 || common {
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

// afterPost reports a word that ends a post's name: a region may follow at
// once, "Social Worker North East".
func afterPost(w string) bool {
	return posted[strings.ToUpper(bare(w))] && !teams[strings.ToLower(bare(w))]
}

var teams = map[string]bool{"team": true, "service": true, "unit": true, "hub": true, "hospital": true}

var placing = map[string]bool{"in": true, "near": true, "across": true, "around": true}

// named matches a place name that is written as one: with a capital, unless
// the whole title is in one case.
func (c *cleaner) named(words []string, i int) (int, bool) {
	if i >= len(words) {
		return 0, false
	}
	n, common := c.places.Match(words[i:])
	if n == 0 || words[i] == strings.ToLower(words[i]) && !lowerOnly(words) {
		return 0, false
	}
	return n, common
}

// onward takes in what goes with a place: "Council", "area", a further place
// joined with "and", a postcode.
func (c *cleaner) onward(words []string, end int) int {
	for end < len(words) {
		w := strings.ToLower(words[end])
		switch {
		case trailers[w], outward.MatchString(words[end]) && !acronyms[words[end]], inward.MatchString(words[end]):
			end++
			continue
		case (w == "and" || w == "&" || w == "/") && end+1 < len(words):
			n, _ := c.placeAt(words, end+1)
			if n == 0 {
				n, _ = c.named(words, end+1) // beside a place a common word is one too
			}
			if n > 0 {
				end += 1 + n
				continue
			}
			if trailers[strings.ToLower(words[end+1])] {
				end += 2
				continue
			}
		}
		if n, common := c.named(words, end); n > 0 && !common && agencyAt(words, end) == 0 {
			end += n
			continue
		}
		return end
	}
	return end
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
	n, _ := agencies().Match(words[i:])
	return n
}
