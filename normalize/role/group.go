package role

import "slices"

// group is whose social work a post is.
type group int

const (
	unknown group = iota
	child
	adult
)

// client is a client group with the words that named it.
type client struct {
	group group
	hit   hit
}

// outright is the weight of words that are of one client group and no other, in
// the table of groups.
const outright = 3

// tally is what one field says of the client group.
type tally struct {
	child, adult         int // the sum of the weights
	childHit, adultHit   hit // the heaviest words
	childBest, adultBest int // their weights
}

// capPerCue bounds how often one phrase counts in a long text.
const capPerCue = 3

// groups weighs the words of one field for children and for adults.
func (r *reader) groups(f *field) tally {
	var t tally
	seen := map[string]int{}
	for _, h := range longest(r.allowed(r.cues.group.find(f), f)) {
		if h.cue.code == "-" {
			continue
		}
		if seen[h.cue.phrase]++; seen[h.cue.phrase] > capPerCue {
			continue
		}
		switch h.cue.code {
		case "child":
			t.child += h.cue.weight
			if h.cue.weight > t.childBest {
				t.childBest, t.childHit = h.cue.weight, h
			}
		case "adult":
			t.adult += h.cue.weight
			if h.cue.weight > t.adultBest {
				t.adultBest, t.adultHit = h.cue.weight, h
			}
		}
	}
	return t
}

// allowed leaves out the cues that count only where words are few and chosen.
func (r *reader) allowed(hits []hit, f *field) []hit {
	if f.name != "description" {
		return hits
	}
	var kept []hit
	for _, h := range hits {
		if h.cue.where == "any" {
			kept = append(kept, h)
		}
	}
	return kept
}

// client decides whose social work the post is: title, then department, then
// text. Adult words veto, unless children's words stand in the title (label
// guide, section 1; decisions 1, 2 and 5).
func (r *reader) client() client {
	title := r.groups(&r.title)
	if title.childBest == outright {
		return client{child, title.childHit}
	}
	dept := r.groups(&r.dept)
	if title.adultBest == outright && !(dept.childBest == outright && r.outOfHours()) {
		return client{adult, title.adultHit}
	}
	switch {
	case dept.adultBest == outright && dept.childBest < outright:
		return client{adult, dept.adultHit}
	case dept.childBest == outright && dept.adultBest < outright:
		return client{child, dept.childHit}
	}
	body := r.groups(r.body())
	// What only leans one way in the title counts with the text.
	lean := title.child + dept.child - title.adult - dept.adult
	switch weight := lean*2 + body.child - body.adult; {
	case weight > 0:
		return client{child, firstOf(title.childHit, dept.childHit, body.childHit)}
	case weight < 0:
		return client{adult, firstOf(title.adultHit, dept.adultHit, body.adultHit)}
	}
	return client{}
}

// outOfHours reports an emergency duty post: beside children's services an
// approved mental health duty does not make it an adult one (decision 1).
func (r *reader) outOfHours() bool {
	return slices.ContainsFunc(r.named(&r.title), func(h hit) bool { return h.cue.code == "edt" })
}

// firstOf gives the first hit that is one.
func firstOf(hits ...hit) hit {
	for _, h := range hits {
		if h.cue != nil {
			return h
		}
	}
	return hit{}
}
