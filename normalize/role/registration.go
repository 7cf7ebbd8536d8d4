package role

import (
	"slices"
	"strings"
)

// registration says whether the department or text asks for a registered
// social worker. Another qualification named beside it undoes it: "registered
// social worker or qualified teacher" is open to both (label guide, section 1,
// decision 3).
func (r *reader) registration() (hit, bool) {
	for _, f := range []*field{&r.title, &r.dept, r.body()} {
		hits := longest(r.cues.registration.find(f))
		for i, h := range hits {
			if h.cue.code != "required" || colleagues(f, h) {
				continue
			}
			if !alternativeNear(f, hits, i) {
				return h, true
			}
		}
	}
	return hit{}, false
}

// alternativeReach is how many words on another qualification still stands
// beside the one asked for.
const alternativeReach = 14

// alternativeNear reports whether another qualification will do as well: named
// soon before or after, in the same sentence. In "a degree or equivalent, and
// Social Work England registration" the register has no alternative.
func alternativeNear(f *field, hits []hit, i int) bool {
	sent := f.words[hits[i].from].sent
	for _, h := range hits {
		if h.cue.code != "alternative" || f.words[h.from].sent != sent {
			continue
		}
		if h.from < hits[i].from && registers(hits[i]) && strings.HasSuffix(h.cue.phrase, "equivalent") && and(f, h.to, hits[i].from) {
			continue
		}
		if gap := h.from - hits[i].to; gap > -alternativeReach && gap < alternativeReach {
			return true
		}
	}
	return false
}

// registers reports words that name a register, not a qualification.
func registers(h hit) bool {
	return slices.ContainsFunc([]string{"england", "swe", "hcpc", "registration"},
		func(w string) bool { return strings.Contains(h.cue.phrase, w) })
}

// and reports whether words[from:to] join what follows as a further demand.
func and(f *field, from, to int) bool {
	joined := false
	for _, w := range f.words[from:to] {
		switch w.text {
		case "and", "with", "plus":
			joined = true
		case "or":
			return false
		}
	}
	return joined
}

// Words before "social worker" by which other people are meant, and by which
// the one who is sought is.
var (
	beside  = []string{"alongside", "with", "support", "supporting", "supervise", "supervising", "team", "by", "assist", "assisting", "our", "manage", "managing", "become", "becoming"}
	oneself = []string{"registered", "be", "registration", "are", "must", "essential", "required"}
)

// colleagues reports whether the words speak of other people than the one who
// is sought: "alongside qualified social workers", "a team of ...". A register
// or a qualification is nobody else's unless they are named.
func colleagues(f *field, h hit) bool {
	people := strings.Contains(h.cue.phrase, "worker")
	for i := h.from - 1; i >= 0 && i >= h.from-4 && f.words[i].sent == f.words[h.from].sent; i-- {
		switch w := f.words[i].text; {
		case w == "colleague", people && slices.Contains(beside, w):
			return true
		case people && slices.Contains(oneself, w):
			return false
		}
	}
	return false
}
