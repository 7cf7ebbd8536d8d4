package closing

import (
	"strings"

	"vacancies/normalize/text"
)

// ownWords speak of closing or of applying: a day in their statement is the
// advert's.
var ownWords = text.MustPattern(`(?i)\b(?:clos(?:e|es|ed|ing)|dead-?lines?|apply|applying|applications?|cvs?|forms?|submi\w+|return(?:ed|s|ing)?\s?(?:by)?|returnby|received?|receipt|send|sent|e-?mail(?:ed)?|respon(?:d|ses?)|reply|replies|expressions? of interest|eois?|` +
	`advert\w*|rolling|on-?going|vacanc(?:y|ies)|posting|listing|campaign|recruitment|window|days? left)\b`)

// smallWords say nothing of what a day is: grammar, the clock, the calendar, and
// the words for an end that other things than adverts have too.
var smallWords = wordSet(`a an and are as at be before being between but by date dates day days dd for from gmt bst uk utc h hr hrs hour hours
	in is it its just last latest later final first minute minutes mm must no not now of on only or our please shall than the then this till time times to
	until untill up upto we will with yy yyyy job jobs london local am pm noon midday mid midnight clock o today tonight tomorrow morning
	afternoon evening end ends ending ended expire expires expiry expired expiring due valid through thru open opens live extended extend extending
	extends extension revised new original originally re reopened mon monday tue tues tuesday wed weds wednesday thu thur thurs thursday fri friday
	sat saturday sun sunday week weeks month months coming next within remaining left go st nd rd th interested one two three past after hereby again`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// statementEnd is where one statement ends and the next begins.
var statementEnd = text.MustPattern(`[.!?]\s|[;|•\n]`)

// governed reports whether the words before a day, in its own statement, leave it
// to be the advert's end: they speak of closing or applying, or they are small
// words that say nothing else. "Version 2.6.26" and "call us on 3 May" are days of
// something else, whatever it is, and no day is better than a wrong one.
func governed(before string) bool {
	before = statement(before)
	return ownWords.MatchString(before) || onlySmall(before)
}

// statement is the last statement of the words before a day.
func statement(before string) string {
	if ends := statementEnd.FindAllStringIndex(before, -1); ends != nil {
		return before[ends[len(ends)-1][1]:]
	}
	return before
}

// onlySmall reports words that say nothing of what a day is.
func onlySmall(s string) bool {
	words := strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return c < 'a' || c > 'z' })
	for _, w := range words {
		if !smallWords[w] {
			return false
		}
	}
	return true
}

// notOurs reports words of which the last cue is of something other than the
// advert's end, such as an office's opening times.
func notOurs(s string) bool {
	cues := findCues(s, nil)
	for i := len(cues) - 1; i >= 0; i-- {
		if !cues[i].weak {
			return cues[i].label == elsewise && !ownBefore(s, cues[:i])
		}
	}
	return false
}

// ownBefore reports an earlier cue that speaks of the advert's end.
func ownBefore(s string, cues []cueAt) bool {
	for _, c := range cues {
		if c.label == deadline && ownWords.MatchString(s[c.start:c.end]) {
			return true
		}
	}
	return false
}
