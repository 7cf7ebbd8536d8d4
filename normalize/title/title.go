// Package title cleans an advert's title of everything that is not the post
// (label guide, section 7): references, places, pay, hours, contract and sales
// talk go; words, order, acronyms and team stay. It must never invent a word.
package title

import (
	"regexp"
	"slices"
	"strings"

	"vacancies/normalize/text"
)

// Removed is something taken out of a title.
type Removed struct {
	// Kind says what it was: reference, place, pay, hours, contract,
	// arrangement, posts, deadline, grade, sales, who or noise.
	Kind string `json:"kind"`
	// Words are the title's own.
	Words string `json:"words"`
}

// maxTitle bounds a title, in bytes: what is longer is no title.
const maxTitle = 600

// Clean gives the title without noise, the evidence for it, and what was taken
// out. A nil places means the built-in list (UK). A title that is nothing but
// noise is given back whole: something must stand on the page.
func Clean(raw string, places Places) (string, text.Evidence, []Removed) {
	if places == nil {
		places = UK()
	}
	plain := text.Plain(text.Cut(raw, 20*maxTitle))
	ev := text.Evidence{Field: "title", Words: plain, End: len(plain), Rule: "title.clean"}
	s := repair(text.Cut(plain, maxTitle))
	c := &cleaner{places: places}
	rest := c.cuts(s)
	c.hasTeams = c.hasLongTermTeams(s)
	out := tidy(c.segments(rest))
	if !strings.ContainsFunc(out, isLetter) {
		return recase(tidy(s)), ev, nil
	}
	clean := recase(out)
	if first := clean[0]; 'a' <= first && first <= 'z' && s[0] != first {
		clean = strings.ToUpper(clean[:1]) + clean[1:] // what began the title is gone
	}
	return clean, ev, c.removed
}

// cleaner gathers what it takes out.
type cleaner struct {
	places  Places
	removed []Removed
	// hasTeams is true where "Long Term" by itself names a team.
	hasTeams bool
}

// cut stands in a title where something was taken out.
const cut = "\x01"

func (c *cleaner) took(kind, words string) {
	if words = strings.Trim(words, " -,|:()[]"); words != "" {
		c.removed = append(c.removed, Removed{Kind: kind, Words: words})
	}
}

// hasLongTermTeams reports a council's post of a service that has such teams. An
// agency's title says there how long the post is for.
func (c *cleaner) hasLongTermTeams(title string) bool {
	agency := slices.ContainsFunc(c.removed, func(r Removed) bool { return r.Kind == "contract" || r.Kind == "pay" })
	return !agency && socialPost.MatchString(title)
}

var socialPost = text.MustPattern(`(?i)\bsocial work|\bQ?SW\b|\bpractitioner|\b(?:team|practice|service) manager`)

// cuts takes out every kind of noise that may stand anywhere in the title.
func (c *cleaner) cuts(s string) string {
	lower := strings.ToLower(s)
	for _, n := range beforeCuts {
		if !containsAny(lower, n.hints) {
			continue
		}
		if n.unless != nil && n.unless.MatchString(s) {
			continue
		}
		s = n.words.ReplaceAllStringFunc(s, func(m string) string {
			if strings.TrimSpace(m) == "" || n.kind == "reference" && !isReference(m) {
				return m
			}
			c.took(n.kind, m)
			return " " + cut + " "
		})
	}
	return strings.Join(strings.Fields(s), " ")
}

func containsAny(s string, hints []string) bool {
	for _, h := range hints {
		if strings.Contains(s, h) {
			return true
		}
	}
	return false
}

// isReference keeps apart what only looks like a reference: a year, an age
// range, a lower-case word with figures.
func isReference(m string) bool {
	digits := 0
	for _, r := range m {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	if digits == 0 || year.MatchString(strings.Trim(m, " -:")) {
		return false
	}
	return labelledReference.MatchString(m) || m == strings.ToUpper(m)
}

var labelledReference = regexp.MustCompile(`(?i)^[(\[\s]*(?:(?:ref(?:erence)?|req(?:uisition)?|job|vacancy|post|advert|role)\b|re[fq]\d)`)

var year = regexp.MustCompile(`^[(\[ ]*(?:19|20)\d\d(?:/\d\d)?[)\] ]*$`)

// segments goes through the title piece by piece, between its separators.
func (c *cleaner) segments(s string) string {
	pieces, seps := split(s)
	named := false // a piece before this one names a post
	var b strings.Builder
	for i, p := range pieces {
		kept := c.segment(p, named)
		if i < len(seps) && strings.ContainsAny(seps[i], "?!") && !names(p) && left(strings.Fields(p)) != "" {
			c.took("sales", left(strings.Fields(p))) // a cry or a question before the post
			kept = cut
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
// places go, and places and "Job" inside a piece.
func (c *cleaner) segment(p string, named bool) string {
	whole := left(strings.Fields(p))
	if whole == "" {
		return p
	}
	kind := kindOf(whole, named)
	switch {
	case strings.Contains(p, cut) && residue.MatchString(whole):
		kind = "noise"
	case bareSpell.MatchString(whole) && !c.hasTeams:
		kind = "contract"
	}
	if kind == "" {
		// What is left when its place is gone may be sales talk: "Great Team in Kent".
		kept := c.inside(strings.Fields(p))
		rest := left(strings.Fields(kept))
		if rest == whole || rest == "" {
			return kept
		}
		if kind = kindOf(rest, named); kind == "" {
			return kept
		}
		whole = rest
	}
	c.took(kind, whole)
	return cut
}

// kindOf says what a whole piece of a title is when it is not the post; named
// tells that a piece before it names one.
func kindOf(piece string, named bool) string {
	post := names(piece)
	switch {
	case !post && (sales.MatchString(piece) || anyOf(speaks, piece) && !clients.MatchString(piece)), named && urges.MatchString(piece),
		named && urged.MatchString(piece):
		return "sales"
	case employer(piece) && (named || !post):
		return "place"
	case unsocial.MatchString(piece):
		return "hours"
	case named && !post && siteName.MatchString(piece):
		return "noise"
	case jobWord.MatchString(piece), cried.MatchString(piece):
		return "noise"
	case spell.MatchString(piece):
		return "contract"
	}
	return ""
}

// inside takes places, postcodes and "Job" out of the words of one piece.
func (c *cleaner) inside(words []string) string {
	var out []string
	for i := 0; i < len(words); {
		n, kind := c.placeAt(words, i)
		if several(words, i) {
			n, kind = 1, "posts"
		}
		if n == 0 && i > 0 && (boardWord.MatchString(words[i]) && !keepsJob(words, i) || i+1 == len(words) && sought.MatchString(words[i])) {
			n, kind = 1, "noise"
		}
		if n == 0 {
			keep := max(1, agencyAt(words, i))
			out = append(out, words[i:i+keep]...)
			i += keep
			continue
		}
		c.took(kind, strings.Join(words[i:i+n], " "))
		out = append(dangling(out), cut)
		i += n
	}
	if len(out) < len(words) || contains(out, cut) {
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

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
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

// tidy joins what is left: " - " only where something was taken out between,
// and no separator, empty bracket or loose end stays.
func tidy(s string) string {
	for _, t := range tidying {
		for {
			next := t.words.ReplaceAllString(s, t.with)
			if next == s {
				break
			}
			s = next
		}
	}
	return strings.Trim(strings.Join(strings.Fields(s), " "), " -,|:;/&•*")
}

var tidying = []struct {
	words text.Pattern
	with  string
}{
	{text.MustPattern(`[(\[][\s,/&+|\x01-]*[)\]]`), cut},
	{text.MustPattern(`([(\[])[\s,/&+|\x01-]+`), "$1"},
	{text.MustPattern(`[\s,/&+|\x01-]*\x01[\s,/&+|\x01-]*([)\]])`), "$1"},
	{text.MustPattern(`^[\s,/&+|:;!?.\x01-]+`), ""},
	{text.MustPattern(`(?:[\s,/&|:;!?\x01-]|\s\+)*[\x01!?][\s,/&+|:;!?\x01-]*$|[\s,/&|:;([-]+$`), ""},
	{text.MustPattern(`\s*(?:[-|/&+:;]\s*)*\x01[\s\x01]*(?:[-|/&+,:;]\s*)*(?:\x01\s*)*`), " - "},
	{text.MustPattern(`,\s*-\s+`), ", "},
	{text.MustPattern(`\s+-(?:\s+-)+\s+`), " - "},
	{text.MustPattern(`(?:\s+-\s+|,\s+)([(\[])`), " $1"},
}

func isLetter(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' || r > 0x7f }
