package role

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
	// both is true where words for children and adults stand in the field that decided.
	both bool
	hit  hit
	ok   bool // a hit stands behind it
}

// tally is what one field says of the client group.
type tally struct {
	child, adult         int
	childHit, adultHit   hit
	childBest, adultBest int
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
	switch {
	case title.childBest == 3:
		return client{group: child, both: title.adultBest > 0, hit: title.childHit, ok: true}
	}
	dept := r.groups(&r.dept)
	if title.adultBest == 3 && !(dept.childBest == 3 && r.outOfHours()) {
		return client{group: adult, hit: title.adultHit, ok: true}
	}
	switch {
	case dept.adultBest == 3 && dept.childBest < 3:
		return client{group: adult, hit: dept.adultHit, ok: true}
	case dept.childBest == 3 && dept.adultBest < 3:
		return client{group: child, hit: dept.childHit, ok: true}
	}
	body := r.groups(r.body())
	// What only leans one way in the title counts with the text.
	lean := title.child + dept.child - title.adult - dept.adult
	if weight := lean*2 + body.child - body.adult; weight > 0 {
		return client{group: child, hit: firstOf(title.childHit, dept.childHit, body.childHit), ok: true, both: dept.adultBest == 3}
	} else if weight < 0 {
		return client{group: adult, hit: firstOf(title.adultHit, dept.adultHit, body.adultHit), ok: true}
	}
	return client{}
}

// outOfHours reports an emergency duty post: beside children's services an
// approved mental health duty does not make it an adult one (decision 1).
func (r *reader) outOfHours() bool {
	for _, h := range r.named(&r.title) {
		if h.cue.code == "edt" {
			return true
		}
	}
	return false
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
