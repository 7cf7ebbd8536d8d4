package role

import "strings"

// service says what kind of service a field names: the heaviest cue's. One that
// adult services use as well counts only where the client group is children.
func (r *reader) service(f *field, c client) (string, hit) {
	best := hit{cue: &cue{}}
	for _, h := range longest(r.cues.service.find(f)) {
		if h.cue.client == "child" && c.group != child {
			continue
		}
		if h.cue.weight > best.cue.weight {
			best = h
		}
	}
	return best.cue.code, best
}

// school gives the words of a field that is a school's, a college's or the
// health service's: who supports families there is not in children's social care.
func (r *reader) school(f *field) (hit, bool) {
	for _, h := range r.cues.service.find(f) {
		switch h.cue.phrase {
		case "school", "schools", "primary school", "secondary school", "academy trust", "multi academy trust", "primary academy", "college", "university", "nhs":
			return h, true
		}
	}
	return hit{}, false
}

// team gives the children's social care team that the title or department names.
func (r *reader) team(c client) (hit, bool) {
	for _, f := range []*field{&r.title, &r.dept} {
		kind, s := r.service(f, c)
		switch kind {
		case "care", "work", "either", "nearby":
			if f == &r.title && r.supports() && !r.titled("team", "service") {
				continue
			}
			return s, true
		case "group":
			if f == &r.dept {
				return s, true
			}
		}
	}
	return hit{}, false
}

// supports reports a support worker and the like: agencies and homes have them
// for the same children as councils do, so the title must name a team
// ("support workers with no children's social care team named" are out).
func (r *reader) supports() bool {
	for _, h := range r.roles {
		switch h.cue.phrase {
		case "support worker", "senior support worker", "support practitioner", "outreach worker", "key worker", "keyworker",
			"project worker", "community support worker", "child support worker", "mentor":
			return true
		}
	}
	return false
}

// inChildrensCare reports whether a children's social care service is named in
// the title or department, or with orText in the text.
func (r *reader) inChildrensCare(c client, orText bool) bool {
	if _, ok := r.team(c); ok {
		return true
	}
	if !orText {
		return false
	}
	kind, _ := r.service(r.body(), c)
	return kind == "care" || kind == "work"
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

// leadsByText reports a bare "Manager" or "Registered Manager" whose text asks
// for a registered social worker and names a children's social care service
// that is no home (decision 6).
func (r *reader) leadsByText(c client) (hit, bool) {
	reg, ok := r.registration()
	if kind, _ := r.service(r.body(), c); !ok || kind != "care" || r.isHome(r.body()) {
		return hit{}, false
	}
	return reg, true
}

// isHome reports a field that speaks of a home or a nursery: who runs one is no
// social worker, though the text may name the children's own.
func (r *reader) isHome(f *field) bool {
	for _, h := range r.cues.service.find(f) {
		switch h.cue.phrase {
		case "residential", "residential care", "children's home", "children's homes", "nursery", "nurseries", "supported living", "short breaks", "respite":
			return true
		}
	}
	return false
}
