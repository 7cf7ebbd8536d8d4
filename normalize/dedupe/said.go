package dedupe

import (
	"strings"
	"unicode"
)

// saysOnePost reports a text of a shared service that says both boroughs have
// one post between them (label guide, section 8). That a service is shared
// says nothing: it may have a post in each.
func saysOnePost(body string) bool {
	s := strings.ToLower(body)
	for _, kind := range []string{"one ", "single ", "joint ", "shared "} {
		for _, noun := range []string{"post", "role", "position", "vacancy"} {
			at := strings.Index(s, kind+noun)
			if at < 0 {
				continue
			}
			rest := s[at:]
			if end := strings.IndexByte(rest, '.'); end >= 0 {
				rest = rest[:end]
			}
			for _, of := range []string{"both", "two ", "across", "between", "boroughs", "councils"} {
				if strings.Contains(rest, of) {
					return true
				}
			}
		}
	}
	return false
}

// compass are the directions that like teams are told apart by.
var compass = map[string]bool{"north": true, "south": true, "east": true, "west": true, "central": true,
	"northern": true, "southern": true, "eastern": true, "western": true}

// openingWords is how far into a text a team's own name may stand.
const openingWords = 24

// teamOf names which of several like teams a post is in, by the title or the
// opening of the text: "Team 2", "Team C", "South Assessment Team". Empty when
// not said.
func teamOf(title, body string) string {
	if len(body) > 400 {
		body = body[:400]
	}
	for _, s := range []string{title, body} {
		words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if len(words) > openingWords {
			words = words[:openingWords]
		}
		if last := len(words) - 1; s == title && last > 0 && compass[strings.ToLower(words[last])] {
			return strings.TrimSuffix(strings.ToLower(words[last]), "ern") // "Assessment (North)"
		}
		for i, w := range words {
			if name := teamAt(words, i, strings.ToLower(w)); name != "" {
				return name
			}
		}
	}
	return ""
}

// teamAt reads a team's name that begins at words[i]: a designator with its
// letter or number, or a direction with a designator soon after or just before.
func teamAt(words []string, i int, lower string) string {
	if designator[lower] && i+1 < len(words) {
		next := words[i+1]
		switch {
		case len(next) == 1 && next[0] >= 'A' && next[0] <= 'H', len(next) <= 2 && figures(next) == len(next):
			return strings.ToLower(next)
		case compass[strings.ToLower(next)]:
			return strings.TrimSuffix(strings.ToLower(next), "ern")
		}
	}
	if !compass[lower] || lower == words[i] {
		return "" // a direction that is part of a name has its capital
	}
	for _, w := range words[i+1 : min(i+4, len(words))] {
		if designator[strings.ToLower(w)] {
			return strings.TrimSuffix(lower, "ern")
		}
	}
	return ""
}
