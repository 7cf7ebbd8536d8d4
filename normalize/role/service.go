package role

import "slices"

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

// schools are the services, by the phrases that name them, in which whoever
// supports families is not in children's social care; homes are those that
// whoever runs one is no social worker.
var (
	schools = []string{"school", "schools", "primary school", "secondary school", "academy trust", "multi academy trust",
		"primary academy", "college", "university", "nhs"}
	homes = []string{"residential", "residential care", "children's home", "children's homes", "nursery", "nurseries",
		"supported living", "short breaks", "respite"}
)

// serviceOf gives the first words of a field that name one of the services.
func (r *reader) serviceOf(f *field, phrases []string) (hit, bool) {
	for _, h := range r.cues.service.find(f) {
		if slices.Contains(phrases, h.cue.phrase) {
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
	return slices.ContainsFunc(r.roles, func(h hit) bool { return slices.Contains(supporters, h.cue.phrase) })
}

var supporters = []string{"support worker", "senior support worker", "support practitioner", "outreach worker", "key worker",
	"keyworker", "project worker", "community support worker", "child support worker", "mentor"}

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
