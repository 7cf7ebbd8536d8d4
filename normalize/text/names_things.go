package text

import (
	"regexp"
	"strings"
)

// thing are what adverts list by their names, of which many are a person's.
var thing = map[string]bool{"schools": true, "academies": true, "colleges": true, "nurseries": true, "hospitals": true, "hubs": true,
	"homes": true, "hostels": true, "parks": true, "centres": true, "estates": true, "wards": true, "charities": true, "universities": true}

// people are words for persons, who may be the ones listed after all, and words
// that lead up to whom to ask: "contacts for our homes:".
var people = map[string]bool{"people": true, "who": true, "whom": true, "visitors": true, "visitor": true, "authors": true, "guests": true, "speakers": true, "colleagues": true, "staff": true, "volunteers": true,
	"parents": true, "carers": true, "members": true, "heads": true, "headteachers": true, "teachers": true, "trustees": true, "governors": true, "founders": true, "anyone": true, "someone": true, "those": true, "team": true, "workers": true, "inspectors": true,
	"children": true, "contacts": true, "questions": true, "queries": true, "for": true, "about": true}

// itemAhead is what stands behind an item of a list.
var itemAhead = regexp.MustCompile(`^(?:['’]s)?(?:$|[.;)\n]|, [A-Z]| (?:and|or|to|&) (?:the )?[A-Z]|(?: [A-Z][a-z']+)+(?:[.,;)\n]| and | or | to |$))`)

// amongThings reports the n words at token i as one of a list of schools,
// hospitals or the like: "our schools include Xxxx, Yyyy and Zzzz". Nothing but
// what they are called may stand between, and the sentence must speak of no post
// and nobody before, who might be the ones listed.
func (f *nameFinder) amongThings(i, n int) bool {
	if f.field || !f.afterThings(i) {
		return false
	}
	end := f.toks[i+n-1].end
	return itemAhead.MatchString(f.s[end:min(len(f.s), end+24)]) && !f.followedByContact(end) && !f.roleAhead(i+n)
}

// afterThings reports words such as "our schools include" before token i, with
// nothing but other items between.
func (f *nameFinder) afterThings(i int) bool {
	led := false // "include", "such as" or a colon stands before the list
	for k := i - 1; k >= 0 && k > i-40; k-- {
		between := f.s[f.toks[k].end:f.toks[k+1].start]
		if strings.ContainsAny(between, ".\n;!?([") && strings.TrimSpace(between) != "." || strings.HasPrefix(between, ". ") {
			return false
		}
		colon := strings.HasPrefix(between, ":")
		key := f.toks[k].key
		switch {
		case led && thing[key]:
			return !f.postBefore(k)
		case colon && thing[key], colon && (key == "teams" || key == "units") && f.counted(k):
			return !f.postBefore(k)
		case colon && key == "nearby", key == "include", key == "including", key == "as" && k > 0 && f.toks[k-1].key == "such", key == "from" && strings.HasPrefix(between, " "), key == "like", key == "called", key == "named":
			led = true
		case key == "such" && led, key == "and", key == "to", key == "the":
		case !f.toks[k].capital:
			return false
		}
	}
	return false
}

// counted reports "one of eight assessment teams" for the token k.
func (f *nameFinder) counted(k int) bool {
	for j := k - 1; j >= 0 && j >= k-3 && f.toks[j+1].joined; j-- {
		switch f.toks[j].key {
		case "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve":
			return true
		}
	}
	return false
}

// postBefore reports a post or a cue between the start of a sentence and token k.
func (f *nameFinder) postBefore(k int) bool {
	for j := k; j >= 0 && j > k-40; j-- {
		if key := f.toks[j].key; roleWord[strings.TrimSuffix(key, "s")] || people[key] {
			return true
		}
		if kind, n := f.l.cues.at(f.toks, j); n > 0 && kind > noCue {
			return true
		}
		if f.atSentenceStart(j) {
			return false
		}
	}
	return false
}
