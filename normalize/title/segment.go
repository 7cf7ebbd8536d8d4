package title

import (
	"regexp"
	"slices"
	"strings"

	"vacancies/normalize/text"
)

// segments goes through the title piece by piece, between its separators; teams
// tells that "Long Term" by itself names a team.
func segments(s string, teams bool) string {
	pieces, seps := split(s)
	named := false // a piece before this one names a post
	var b strings.Builder
	for i, p := range pieces {
		kept := segment(p, named, teams)
		if i < len(seps) && strings.ContainsAny(seps[i], "?!") && !names(p) && !isField(p) && left(strings.Fields(p)) != "" {
			kept = cut // a cry or a question before the post
		}
		named = named || names(p)
		if i > 0 {
			b.WriteString(seps[i-1])
		}
		b.WriteString(kept)
	}
	return b.String()
}

// separators stand between the pieces of a title.
var separators = text.MustPattern(`\s+-\s+|\s+-|-\s+|\s*\|\s*|\s*,\s*|\s*[()\[\]:]\s*|\s+/\s+|\s*•\s*|\s*;\s*|[?!]+\s+`)

func split(s string) (pieces, seps []string) {
	last := 0
	for _, at := range separators.FindAllStringIndex(s, -1) {
		pieces = append(pieces, s[last:at[0]])
		seps = append(seps, s[at[0]:at[1]])
		last = at[1]
	}
	return append(pieces, s[last:]), seps
}

// segment cleans one piece of a title: whole pieces of sales talk, councils and
// places go, and places and "Job" inside a piece. Named tells that a piece before
// it names a post.
func segment(p string, named, teams bool) string {
	whole := left(strings.Fields(p))
	switch {
	case whole == "":
		return p
	case isNoise(whole, named), strings.Contains(p, cut) && residue.MatchString(whole), bareSpell.MatchString(whole) && !teams:
		return cut
	}
	kept := inside(strings.Fields(p))
	// What is left when its place is gone may be sales talk: "Great Team in Kent".
	if rest := left(strings.Fields(kept)); rest != whole && rest != "" && isNoise(rest, named) {
		return cut
	}
	return kept
}

// isNoise reports a whole piece of a title that is not the post.
func isNoise(piece string, named bool) bool {
	post := names(piece)
	switch {
	case !post && sales.MatchString(piece), !post && invites.MatchString(piece), !post && anyOf(speaks, piece) && !clients.MatchString(piece),
		named && urges.MatchString(piece), named && urged.MatchString(piece):
		return true // it speaks to the reader
	case employer(piece) && (named || !post), named && !post && siteName.MatchString(piece) && !isField(piece):
		return true
	}
	return unsocial.MatchString(piece) || jobWord.MatchString(piece) || cried.MatchString(piece) || spell.MatchString(piece)
}

// inside takes places, postcodes and "Job" out of the words of one piece.
func inside(words []string) string {
	var out []string
	for i := 0; i < len(words); {
		n := placeAt(words, i)
		if several(words, i) || n == 0 && i > 0 && (boardWord.MatchString(words[i]) && !keepsJob(words, i) || i+1 == len(words) && sought.MatchString(words[i])) {
			n = 1
		}
		if n == 0 {
			keep := max(1, agencyAt(words, i))
			out = append(out, words[i:i+keep]...)
			i += keep
			continue
		}
		out = append(dangling(out), cut)
		i += n
	}
	if len(out) < len(words) || slices.Contains(out, cut) {
		if rest := left(out); rest != "" && onlyTeam.MatchString(rest) {
			return strings.Join(words, " ") // the place is the team's name
		}
	}
	return strings.Join(out, " ")
}

// onlyTeam is what is left when a place was the whole name of a team.
var onlyTeam = regexp.MustCompile(`(?i)^(?:the )?(?:team|office|hub|service|locality|cluster|area|centre)s?$`)

func left(words []string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.Join(words, " "), cut, ""))
}

// sought ends a piece that says the post is sought: "Social Workers required".
var sought = regexp.MustCompile(`(?i)^(?:required|needed|wanted|sought|opportunit(?:y|ies)|roles|posts|positions)!*$`)

// keepsJob reports a "Job" that belongs to the post: "Job Coach", "Job Share".
func keepsJob(words []string, i int) bool {
	return i+1 < len(words) && jobOf[strings.ToLower(words[i+1])]
}

var jobOf = map[string]bool{"coach": true, "coaches": true, "share": true, "centre": true, "club": true, "evaluation": true, "matching": true}

// dangling drops the words that only led to what was taken out: "in", "based in the".
func dangling(words []string) []string {
	for len(words) > 0 && leadsTo[strings.ToLower(words[len(words)-1])] {
		words = words[:len(words)-1]
	}
	return words
}

var leadsTo = map[string]bool{"in": true, "at": true, "near": true, "nr": true, "across": true, "covering": true, "based": true, "the": true, "around": true, "for": true, "within": true, "of": true, "working": true, "@": true,
	"required": true, "needed": true, "wanted": true, "sought": true}
