package role

import (
	"strings"

	"vacancies/normalize/text"
)

// byService decides a post by the service it is in: the title's, else the
// department's, else the text's.
func (r *reader) byService(h hit, rule string) (Scope, text.Evidence) {
	c := r.client()
	if c.group == adult {
		return Out, evidence(c.hit, "role.adult-words")
	}
	kind, s := r.service(&r.title, c)
	if other, ok := r.turned(s); ok {
		return Out, evidence(other, "role.other-field")
	}
	if kind == "" || kind == "group" {
		if out, ok := r.role("outside"); ok {
			return Out, evidence(out, "role.other-field")
		}
		kind, s = r.serviceBeside(kind, s, c)
	}
	if r.directsChildrens(kind, h, c) {
		return In, evidence(c.hit, rule+".children's-directorate")
	}
	switch kind {
	case "care", "work", "either", "group":
		return In, evidence(s, rule+".children's-social-care")
	case "nearby":
		if reg, ok := r.registration(); ok {
			return In, evidence(reg, rule+".registration-required")
		}
		if sw, ok := r.ofSocialWorkers(s); ok {
			return In, evidence(sw, rule+".social-work-team")
		}
		return Related, evidence(s, rule+".without-registration")
	case "other":
		return Out, evidence(s, "role.other-field")
	}
	if reg, ok := r.registration(); ok && c.group == child {
		return In, evidence(reg, rule+".registration-required")
	}
	return Out, evidence(h, "role.no-social-care-named")
}

// serviceBeside gives the service of a post whose title names none (kind is empty)
// or no more than a client group ("group"): the department's, else the text's.
func (r *reader) serviceBeside(kind string, s hit, c client) (string, hit) {
	if k, ds := r.service(&r.dept, c); k != "" && !(kind == "group" && k == "other") {
		kind, s = k, ds
	}
	if kind == "" && c.group == child {
		kind, s = r.service(r.body(), c)
	}
	if dept := r.groups(&r.dept); kind == "" && dept.childBest == outright && dept.adultBest < outright {
		kind, s = "group", dept.childHit // a department for children that names nothing else
	}
	return kind, s
}

// directsChildrens reports a director of children's services and of something
// beside them: "Children and Learning". A director of children's learning is
// none.
func (r *reader) directsChildrens(kind string, post hit, c client) bool {
	if kind != "other" || c.group != child || c.hit.field != &r.title ||
		!strings.Contains(post.cue.phrase, "director") || strings.HasPrefix(post.cue.phrase, "assistant") {
		return false
	}
	words := r.title.words
	return c.hit.to < len(words) && (words[c.hit.to].text == "and" || !together(words[c.hit.from], words[c.hit.to]))
}

// turned reports a director of children's something that is no social care,
// named at once after: "Director of Children's Commissioning".
func (r *reader) turned(s hit) (hit, bool) {
	if !strings.Contains(s.cue.phrase, "director") || s.to >= len(r.title.words) || !together(r.title.words[s.from], r.title.words[s.to]) {
		return hit{}, false
	}
	other := hit{}
	for _, h := range append(r.cues.service.find(s.field), r.roles...) {
		switch {
		case h.cue.code == "work" || h.cue.code == "care" && h.from >= s.to:
			return hit{}, false
		case (h.cue.code == "other" || h.cue.code == "outside") && h.from == s.to:
			other = h
		}
	}
	return other, other.cue != nil
}

// ofSocialWorkers reports a family support team that the department or text
// calls a social work team (label guide, section 3).
func (r *reader) ofSocialWorkers(s hit) (hit, bool) {
	if s.cue.phrase != "family support" {
		return hit{}, false
	}
	for _, f := range []*field{&r.dept, r.body()} {
		for _, h := range r.cues.service.find(f) {
			if h.cue.code == "work" && strings.HasPrefix(h.cue.phrase, "social work") {
				return h, true
			}
		}
	}
	return hit{}, false
}

// otherManager decides any other manager: in only where the title, or failing
// that the department, names a children's social care service.
func (r *reader) otherManager(h hit) (Scope, text.Evidence) {
	c := r.client()
	if c.group == adult {
		return Out, evidence(c.hit, "role.adult-words")
	}
	kind, s := r.service(&r.title, c)
	if out, ok := r.role("outside"); ok {
		return Out, evidence(out, "role.other-field")
	}
	for _, f := range []*field{&r.title, &r.dept} {
		if s, ok := r.serviceOf(f, schools); ok {
			return Out, evidence(s, "role.other-field")
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
		return In, evidence(s, "role.leads.children's-social-care")
	case "nearby":
		if reg, ok := r.registration(); ok {
			return In, evidence(reg, "role.leads.registration-required")
		}
		return Related, evidence(s, "role.leads.without-registration")
	case "":
		if reg, ok := r.leadsByText(c); ok {
			return In, evidence(reg, "role.leads.registration-required")
		}
	}
	return Out, evidence(h, "role.no-social-care-named")
}

// leadsByText reports a bare "Manager" or "Registered Manager" whose text asks
// for a registered social worker and names a children's social care service
// that is no home (decision 6).
func (r *reader) leadsByText(c client) (hit, bool) {
	reg, ok := r.registration()
	kind, _ := r.service(r.body(), c)
	// Who runs a home is no social worker, though the text may name the children's own.
	_, home := r.serviceOf(r.body(), homes)
	return reg, ok && kind == "care" && !home
}
