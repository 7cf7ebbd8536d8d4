package role

import (
	"slices"
	"strings"

	"vacancies/normalize/text"
)

// scope decides whether the post is children's social work (label guide,
// section 1). It gives the words that named the post too, where any did.
func (r *reader) scope() (Scope, text.Evidence, hit) {
	h, ok := r.post()
	if !ok {
		return r.unnamed()
	}
	scope, why := r.decide(h)
	return scope, why, h
}

// post gives the words of the title that name the post: those of the heaviest
// class.
func (r *reader) post() (hit, bool) {
	h := hit{cue: &cue{}}
	for _, other := range r.roles {
		if other.cue.weight > h.cue.weight {
			h = other
		}
	}
	if h.cue.code == "registered" && strings.Contains(h.cue.phrase, "independent chair") {
		if panel, ok := r.role("related"); ok && strings.HasSuffix(panel.cue.phrase, " panel") {
			h = panel // whoever chairs a panel, not a conference
		}
	}
	return h, h.cue.weight > 0
}

// decide decides a post by the class of the words that name it.
func (r *reader) decide(h hit) (Scope, text.Evidence) {
	switch h.cue.code {
	case "out":
		return Out, evidence(h, "role.other-profession")
	case "outside":
		return Out, evidence(h, "role.other-field")
	case "registered":
		return r.registered(h)
	case "manager": // "Team Manager", "Head of Service" (decisions 4 and 6)
		return r.byService(h, "role.leads")
	case "grade": // "Senior Practitioner": other trades use it too
		return r.byService(h, "role.grade")
	case "head":
		return r.otherManager(h)
	case "needs", "practitioner":
		return r.needs(h)
	case "related":
		return r.related(h)
	}
	return r.beside(h)
}

// role gives the first words of the title that are of a class.
func (r *reader) role(class string) (hit, bool) {
	for _, h := range r.roles {
		if h.cue.code == class {
			return h, true
		}
	}
	return hit{}, false
}

// registered decides a post that needs a registered social worker by its name:
// only the client group is open.
func (r *reader) registered(h hit) (Scope, text.Evidence) {
	if h.cue.client == "child" {
		return r.byName(h)
	}
	c := r.client()
	switch c.group {
	case child:
		return In, evidence(h, "role.social-worker-with-children")
	case adult:
		return Out, evidence(c.hit, "role.adult-words")
	}
	// "Social Worker" alone is never decided by the title (decision 6).
	return Out, evidence(h, "role.no-client-group")
}

// byName decides a post that is with children by its name too: only plain adult
// words beside it make another of it.
func (r *reader) byName(h hit) (Scope, text.Evidence) {
	if t := r.groups(&r.title); t.adultBest == outright && t.childBest < outright {
		return Out, evidence(t.adultHit, "role.adult-words")
	}
	if d := r.groups(&r.dept); d.adultBest == outright && d.childBest == 0 {
		return Out, evidence(d.adultHit, "role.adult-words")
	}
	return In, evidence(h, "role.registered-by-name")
}

// needs decides a post that is social work only where registration is asked
// for ("Practitioner").
func (r *reader) needs(h hit) (Scope, text.Evidence) {
	c := r.client()
	if c.group == adult {
		return Out, evidence(c.hit, "role.adult-words")
	}
	if !r.inChildrensCare(c, true) && h.cue.code == "practitioner" {
		return Out, evidence(h, "role.no-social-care-named")
	}
	if kind, s := r.service(&r.dept, c); kind == "other" {
		kind, own := r.service(&r.title, c)
		if kind == "either" && own.field == h.field && own.overlaps(h) {
			kind = "" // "Quality Assurance Officer" is the post's own name: it names no service
			if _, asked := r.registration(); asked {
				kind = "work"
			}
		}
		if kind == "" || kind == "group" {
			return Out, evidence(s, "role.other-field")
		}
	}
	reg, ok := r.registration()
	switch {
	case ok && c.group == child:
		return In, evidence(reg, "role.registration-required")
	case c.group == child:
		return Related, evidence(h, "role.without-registration")
	}
	return Out, evidence(h, "role.no-client-group")
}

// related decides a post that works in children's social care by its name.
func (r *reader) related(h hit) (Scope, text.Evidence) {
	title, dept := r.groups(&r.title), r.groups(&r.dept)
	if title.adultBest == outright && title.childBest < outright {
		return Out, evidence(title.adultHit, "role.adult-words")
	}
	if dept.adultBest == outright && dept.childBest < 2 && title.childBest < outright {
		return Out, evidence(dept.adultHit, "role.adult-words")
	}
	if s, ok := r.serviceOf(&r.dept, schools); ok {
		return Out, evidence(s, "role.other-field")
	}
	_, leads := r.role("head")
	if reg, ok := r.registration(); ok && (leads || r.titled("practitioner")) {
		return In, evidence(reg, "role.registration-required")
	}
	return Related, evidence(h, "role.related-by-name")
}

// titled reports whether one of the words stands in the title.
func (r *reader) titled(words ...string) bool {
	return slices.ContainsFunc(r.title.words, func(w word) bool { return slices.Contains(words, w.text) })
}

// beside decides a post that many trades have ("Support Worker"): related
// where a children's social care team is named, else out. An adult word in the
// title is not a veto in a children's department: some such teams have workers
// for the parents.
func (r *reader) beside(h hit) (Scope, text.Evidence) {
	dept := r.groups(&r.dept)
	if dept.adultBest == outright && dept.childBest < outright {
		return Out, evidence(dept.adultHit, "role.adult-words")
	}
	if s, ok := r.serviceOf(&r.dept, schools); ok {
		return Out, evidence(s, "role.other-field")
	}
	c := client{group: unknown}
	title := r.groups(&r.title)
	if title.childBest == outright || dept.childBest == outright {
		c.group = child
	} else if title.adultBest == outright {
		return Out, evidence(title.adultHit, "role.adult-words")
	} else if title.child+dept.child > dept.adult {
		c.group = child
	}
	if s, ok := r.team(c); ok {
		if reg, ok := r.registration(); ok && !helps(h) {
			return In, evidence(reg, "role.registration-required")
		}
		return Related, evidence(s, "role.beside-social-work")
	}
	if strings.Contains(h.cue.phrase, "social work") { // social work's own: only whose is open
		if c := r.client(); c.group == child {
			return Related, evidence(c.hit, "role.beside-social-work")
		}
	}
	return Out, evidence(h, "role.no-social-care-named")
}

// helps reports a post that assists social workers by its name: that its text
// names their register makes it none of theirs.
func helps(h hit) bool {
	return slices.ContainsFunc([]string{"assist", "support", "unqualified", "alternatively", "swa"},
		func(w string) bool { return strings.Contains(h.cue.phrase, w) })
}

// unnamed decides an advert whose title names no post at all: its department
// may, or, under a title that names a social care team, its text.
func (r *reader) unnamed() (Scope, text.Evidence, hit) {
	if !r.open() {
		return Out, none("role.nothing-named"), hit{}
	}
	c := r.client()
	if c.group == adult {
		return Out, evidence(c.hit, "role.adult-words"), hit{}
	}
	fields := []*field{&r.dept}
	if kind, _ := r.service(&r.title, c); kind == "care" || kind == "either" || kind == "work" {
		fields = append(fields, r.body())
	}
	for _, f := range fields {
		for _, h := range longest(r.cues.role.find(f)) {
			switch {
			case h.cue.code == "out" || h.cue.code == "related":
				return Out, none("role.nothing-named"), hit{}
			case h.cue.code == "registered" && (h.cue.client == "child" || c.group == child):
				return In, evidence(h, "role.social-worker-with-children"), h
			}
		}
	}
	if reg, ok := r.registration(); ok && c.group == child && r.inChildrensCare(c, false) {
		return In, evidence(reg, "role.registration-required"), hit{}
	}
	return Out, none("role.nothing-named"), hit{}
}
