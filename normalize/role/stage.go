package role

import (
	"slices"
	"strings"
	"sync"

	"vacancies/normalize/text"
)

// rankOf gives a stage's place in the label guide's own order (section 2), the
// lowest 1: its cues' weight.
func rankOf(code string) int { return ranks()[code] }

var ranks = sync.OnceValue(func() map[string]int {
	out := map[string]int{}
	for _, list := range loaded().stage {
		for _, c := range list {
			out[c.code] = c.weight
		}
	}
	return out
})

// manages are the stages that lead, whatever else a title names: a manager of
// reviewers is a team manager.
var manages = map[string]bool{
	"deputy_manager": true, "team_manager": true, "service_manager": true,
	"principal_sw": true, "head_of_service": true, "director": true,
}

// stage reads the stage from the title, else from the words that named the
// post; what is behind it, and behind the others named, goes to the evidence.
func (r *reader) stage(scope Scope, named hit, ev map[string]text.Evidence) (stage string, also []string) {
	found := r.stages(&r.title)
	if scope == Related {
		for _, f := range found {
			if manages[f.code] {
				ev["stage"] = evidence(f.hit, "role.stage")
				return f.code, nil
			}
		}
		ev["stage"] = stageEvidence(named, "role.stage.related")
		return "support", nil
	}
	if len(found) == 0 && named.cue != nil && named.field != &r.title {
		found = r.stages(named.field)
	}
	if len(found) == 0 {
		ev["stage"] = stageEvidence(named, "role.stage.practitioner")
		return "social_worker", nil
	}
	lowest := found[0]
	for _, f := range found[1:] {
		if rankOf(f.code) < rankOf(lowest.code) {
			lowest = f
		}
	}
	ev["stage"] = evidence(lowest.hit, "role.stage")
	if lowest.code == "advanced" && lowest.hit.cue.phrase == "lead practitioner" && r.leadsFamilyHelp() {
		ev["stage"] = evidence(lowest.hit, "role.stage.family-help-lead")
		return "social_worker", nil
	}
	for _, f := range found {
		if f.code != lowest.code {
			also = append(also, f.code)
			ev["stage_also."+f.code] = evidence(f.hit, "role.stage")
		}
	}
	return lowest.code, also
}

// leadsFamilyHelp reports a lead practitioner of family help, a worker's post
// by that name (label guide, section 2).
func (r *reader) leadsFamilyHelp() bool {
	return slices.ContainsFunc(r.named(&r.title), func(h hit) bool { return h.cue.code == "family_help" })
}

func stageEvidence(h hit, rule string) text.Evidence {
	if h.cue == nil {
		return none(rule)
	}
	return evidence(h, rule)
}

// staged is a stage with the words that named it.
type staged struct {
	code string
	hit  hit
}

// stages gives the stages a field names, each once: one for each alternative
// set side by side with a slash or "or", and for grades that are listed.
func (r *reader) stages(f *field) []staged {
	byAlt := map[int][]hit{}
	var alts []int
	for _, h := range longest(r.cues.stage.find(f)) {
		if h.cue.code == "-" {
			continue
		}
		alt := f.words[h.from].alt
		if byAlt[alt] == nil {
			alts = append(alts, alt)
		}
		byAlt[alt] = append(byAlt[alt], h)
	}
	var out []staged
	seen := map[string]bool{}
	add := func(code string, h hit) {
		if !seen[code] {
			seen[code] = true
			out = append(out, staged{code, h})
		}
	}
	for _, alt := range alts {
		for _, h := range ofAlternative(f, byAlt[alt]) {
			add(h.cue.code, h)
		}
	}
	if len(out) > 0 {
		out = withBareGrade(f, out, seen)
	}
	return leadersFirst(out)
}

// ofAlternative settles which of several stages in one alternative count. One
// that leads stands alone; else the first segment that names any decides, and
// all the worker grades listed in it count.
func ofAlternative(f *field, hits []hit) []hit {
	var leader *hit
	for i, h := range hits {
		if manages[h.cue.code] && (leader == nil || rankOf(h.cue.code) > rankOf(leader.cue.code)) {
			leader = &hits[i]
		}
	}
	if leader != nil {
		for _, h := range hits {
			if h.cue.code == "principal_sw" && h.from != leader.from {
				return []hit{h, *leader} // a principal social worker who leads a service too
			}
		}
		return []hit{*leader}
	}
	for _, h := range hits {
		if h.cue.code == "reviewing" {
			return []hit{h}
		}
	}
	first := f.words[hits[0].from].seg
	var out []hit
	for _, h := range hits {
		bare := hits[0].cue.code == "social_worker" && rankOf(h.cue.code) <= rankOf("nqsw")
		if f.words[h.from].seg == first || bare {
			out = append(out, h)
		}
	}
	return out
}

// withBareGrade adds a grade that stands alone beside a slash, its noun said
// only once: "Advanced / Senior Practitioner".
func withBareGrade(f *field, out []staged, seen map[string]bool) []staged {
	for i, w := range f.words {
		last := i+1 == len(f.words) || f.words[i+1].alt != w.alt || f.words[i+1].seg != w.seg
		first := i == 0 || f.words[i-1].alt != w.alt || f.words[i-1].seg != w.seg
		slashed := i+1 < len(f.words) && f.words[i+1].alt != w.alt || i > 0 && f.words[i-1].alt != w.alt
		if !first || !last || !slashed {
			continue
		}
		code := map[string]string{"senior": "senior", "advanced": "advanced", "consultant": "advanced"}[w.text]
		if code != "" && !seen[code] {
			seen[code] = true
			h := hit{cue: &cue{code: code, phrase: w.text, words: []string{w.text}}, field: f, from: i, to: i + 1}
			out = append(out, staged{code, h})
		}
	}
	return out
}

// leadersFirst drops what only qualifies a leading post: in "Head of Service -
// IRO / LADO" the reviewers are whom it leads.
func leadersFirst(found []staged) []staged {
	if len(found) == 0 || !manages[found[0].code] {
		return found
	}
	var out []staged
	for _, f := range found {
		if manages[f.code] || strings.HasPrefix(f.code, "senior") || f.code == "advanced" && rankOf(found[0].code) <= rankOf("deputy_manager") {
			out = append(out, f)
		}
	}
	return out
}
