package role

import "strings"

// registration says whether the department or text asks for a registered
// social worker. Another qualification named beside it undoes it: "registered
// social worker or probation officer" is open to both (label guide, section 1,
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
// soon before or after, in the same sentence.
func alternativeNear(f *field, hits []hit, i int) bool {
	sent := f.words[hits[i].from].sent
	for _, h := range hits {
		if h.cue.code != "alternative" || f.words[h.from].sent != sent {
			continue
		}
		if gap := h.from - hits[i].to; gap > -alternativeReach && gap < alternativeReach {
			return true
		}
	}
	return false
}

// colleagues reports whether the words speak of other people than the one who
// is sought: "alongside qualified social workers", "a team of ...".
func colleagues(f *field, h hit) bool {
	if !strings.Contains(h.cue.phrase, "worker") {
		return false // a register or a qualification is nobody's colleague
	}
	for i := h.from - 1; i >= 0 && i >= h.from-4 && f.words[i].sent == f.words[h.from].sent; i-- {
		switch f.words[i].text {
		case "alongside", "with", "support", "supporting", "supervise", "supervising", "team", "by", "assist", "assisting", "our", "manage", "managing", "become", "becoming":
			return true
		case "registered", "be", "registration", "are", "must", "essential", "required":
			return false
		}
	}
	return false
}
