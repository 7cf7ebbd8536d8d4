package role

import (
	"strings"

	"vacancies/normalize/text"
)

// scope decides whether the post is children's social work (label guide,
// section 1). It gives the class of the post too, and the words that named it.
func (r *reader) scope() (Scope, text.Evidence, hit) {
	h := hit{cue: &cue{}}
	for _, other := range r.roles {
		if other.cue.weight > h.cue.weight {
			h = other
		}
	}
	switch h.cue.code {
	case "out":
		return Out, evidence(h, "role.other-profession"), h
	case "registered":
		if panel, ok := r.role("related"); ok && strings.Contains(h.cue.phrase, "independent chair") && strings.HasSuffix(panel.cue.phrase, " panel") {
			return r.related(panel) // whoever chairs a panel, not a conference
		}
		return r.registered(h)
	case "manager":
		return r.leads(h)
	case "grade":
		return r.grade(h)
	case "needs", "practitioner":
		return r.needs(h)
	case "related":
		return r.related(h)
	case "head":
		return r.otherManager(h)
	case "outside":
		return Out, evidence(h, "role.other-field"), h
	case "beside":
		return r.beside(h)
	}
	return r.unnamed()
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
func (r *reader) registered(h hit) (Scope, text.Evidence, hit) {
	if h.cue.client == "child" {
		return r.byName(h)
	}
	c := r.client()
	switch c.group {
	case child:
		return In, evidence(h, "role.social-worker-with-children"), h
	case adult:
		return Out, evidence(c.hit, "role.adult-words"), h
	}
	// "Social Worker" alone is never decided by the title (decision 6).
	return Out, evidence(h, "role.no-client-group"), h
}

// byName decides a post that is with children by its name too: only plain adult
// words beside it make another of it.
func (r *reader) byName(h hit) (Scope, text.Evidence, hit) {
	if t := r.groups(&r.title); t.adultBest == 3 && t.childBest < 3 {
		return Out, evidence(t.adultHit, "role.adult-words"), h
	}
	if d := r.groups(&r.dept); d.adultBest == 3 && d.childBest == 0 {
		return Out, evidence(d.adultHit, "role.adult-words"), h
	}
	return In, evidence(h, "role.registered-by-name"), h
}

// grade decides a social work grade that other trades use too ("Senior
// Practitioner"): the service decides.
func (r *reader) grade(h hit) (Scope, text.Evidence, hit) {
	return r.byService(h, "role.grade")
}

// leads decides a post that leads: "Team Manager", "Head of Service"
// (decisions 4 and 6).
func (r *reader) leads(h hit) (Scope, text.Evidence, hit) {
	return r.byService(h, "role.leads")
}

// byService decides a post by the service it is in: the title's, else the
// department's, else the text's.
func (r *reader) byService(h hit, rule string) (Scope, text.Evidence, hit) {
	c := r.client()
	if c.group == adult {
		return Out, evidence(c.hit, "role.adult-words"), h
	}
	kind, s := r.service(&r.title, c)
	if kind == "" || kind == "group" {
		if h, ok := r.role("outside"); ok {
			return Out, evidence(h, "role.other-field"), h
		}
		if k, ds := r.service(&r.dept, c); k != "" && !(kind == "group" && k == "other") {
			kind, s = k, ds
		}
	}
	if kind == "" && c.group == child {
		kind, s = r.service(r.body(), c)
	}
	if dept := r.groups(&r.dept); kind == "" && dept.childBest == 3 && dept.adultBest < 3 {
		kind, s = "group", dept.childHit // a department for children that names nothing else
	}
	if r.directsChildrens(kind, h, c) {
		return In, evidence(c.hit, rule+".children's-directorate"), h
	}
	switch kind {
	case "care", "work", "either", "group":
		return In, evidence(s, rule+".children's-social-care"), h
	case "nearby":
		if reg, ok := r.registration(); ok {
			return In, evidence(reg, rule+".registration-required"), h
		}
		if sw, ok := r.ofSocialWorkers(s); ok {
			return In, evidence(sw, rule+".social-work-team"), h
		}
		return Related, evidence(s, rule+".without-registration"), h
	case "other":
		return Out, evidence(s, "role.other-field"), h
	}
	if c.group == child && c.ok {
		if reg, ok := r.registration(); ok {
			return In, evidence(reg, rule+".registration-required"), h
		}
	}
	return Out, evidence(h, "role.no-social-care-named"), h
}

// otherManager decides any other manager: in only where the title, or failing
// that the department, names a children's social care service.
func (r *reader) otherManager(h hit) (Scope, text.Evidence, hit) {
	c := r.client()
	if c.group == adult {
		return Out, evidence(c.hit, "role.adult-words"), h
	}
	kind, s := r.service(&r.title, c)
	if out, ok := r.role("outside"); ok {
		return Out, evidence(out, "role.other-field"), h
	}
	for _, f := range []*field{&r.title, &r.dept} {
		if s, ok := r.school(f); ok {
			return Out, evidence(s, "role.other-field"), h
		}
	}
	if kind == "" || kind == "group" {
		kind, s = r.service(&r.dept, c)
		if kind == "group" || kind == "work" {
			kind = ""
		}
	}
	switch kind {
	case "care", "either", "work":
		return In, evidence(s, "role.leads.children's-social-care"), h
	case "nearby":
		if reg, ok := r.registration(); ok {
			return In, evidence(reg, "role.leads.registration-required"), h
		}
		return Related, evidence(s, "role.leads.without-registration"), h
	case "":
		if reg, ok := r.leadsByText(c); ok {
			return In, evidence(reg, "role.leads.registration-required"), h
		}
	}
	return Out, evidence(h, "role.no-social-care-named"), h
}

// needs decides a post that is social work only where registration is asked
// for ("Practitioner").
func (r *reader) needs(h hit) (Scope, text.Evidence, hit) {
	c := r.client()
	if c.group == adult {
		return Out, evidence(c.hit, "role.adult-words"), h
	}
	if !r.inChildrensCare(c, true) && h.cue.code == "practitioner" {
		return Out, evidence(h, "role.no-social-care-named"), h
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
			return Out, evidence(s, "role.other-field"), h
		}
	}
	reg, ok := r.registration()
	switch {
	case ok && c.group == child:
		return In, evidence(reg, "role.registration-required"), h
	case c.group == child:
		return Related, evidence(h, "role.without-registration"), h
	}
	return Out, evidence(h, "role.no-client-group"), h
}

// related decides a post that works in children's social care by its name.
func (r *reader) related(h hit) (Scope, text.Evidence, hit) {
	title, dept := r.groups(&r.title), r.groups(&r.dept)
	if title.adultBest == 3 && title.childBest < 3 {
		return Out, evidence(title.adultHit, "role.adult-words"), h
	}
	if dept.adultBest == 3 && dept.childBest < 2 && title.childBest < 3 {
		return Out, evidence(dept.adultHit, "role.adult-words"), h
	}
	if s, ok := r.school(&r.dept); ok {
		return Out, evidence(s, "role.other-field"), h
	}
	_, leads := r.role("head")
	if reg, ok := r.registration(); ok && (leads || r.titled("practitioner")) {
		return In, evidence(reg, "role.registration-required"), h
	}
	return Related, evidence(h, "role.related-by-name"), h
}

// titled reports whether one of the words stands in the title.
func (r *reader) titled(words ...string) bool {
	for _, w := range r.title.words {
		if has(words, w.text) {
			return true
		}
	}
	return false
}

// beside decides a post that many trades have ("Support Worker"): related
// where a children's social care team is named, else out. An adult word in the
// title is not a veto in a children's department: some such teams have workers
// for the parents.
func (r *reader) beside(h hit) (Scope, text.Evidence, hit) {
	dept := r.groups(&r.dept)
	if dept.adultBest == 3 && dept.childBest < 3 {
		return Out, evidence(dept.adultHit, "role.adult-words"), h
	}
	if s, ok := r.school(&r.dept); ok {
		return Out, evidence(s, "role.other-field"), h
	}
	c := client{group: unknown}
	title := r.groups(&r.title)
	if title.childBest == 3 || dept.childBest == 3 {
		c.group = child
	} else if title.adultBest == 3 {
		return Out, evidence(title.adultHit, "role.adult-words"), h
	} else if title.child+dept.child > dept.adult {
		c.group = child
	}
	if s, ok := r.team(c); ok {
		if reg, ok := r.registration(); ok && !helps(h) {
			return In, evidence(reg, "role.registration-required"), h
		}
		return Related, evidence(s, "role.beside-social-work"), h
	}
	if strings.Contains(h.cue.phrase, "social work") { // social work's own: only whose is open
		if c := r.client(); c.group == child {
			return Related, evidence(c.hit, "role.beside-social-work"), h
		}
	}
	return Out, evidence(h, "role.no-social-care-named"), h
}

// helps reports a post that assists social workers by its name: that its text
// names their register makes it none of theirs.
func helps(h hit) bool {
	for _, w := range []string{"assist", "support", "unqualified", "alternatively", "swa"} {
		if strings.Contains(h.cue.phrase, w) {
			return true
		}
	}
	return false
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
