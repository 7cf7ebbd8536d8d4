package role

import (
	"slices"
	"sort"
	"strings"

	"vacancies/normalize/text"
)

// specialisms reads what kind of team the post is in: from the title; only
// when the title names none from the department; only then from the text
// (label guide, section 3). Every code's own words go to the evidence, and the
// first of them for the whole set.
func (r *reader) specialisms(scope Scope, stage string, ev map[string]text.Evidence) []string {
	var codes map[string]hit
	for _, read := range []func() map[string]hit{
		func() map[string]hit { return r.titleTeams(stage) },
		func() map[string]hit { return r.teamsIn(r.named(&r.dept), stage) },
		func() map[string]hit { return r.teamsIn(r.joined(stage), stage) },
	} {
		codes = read()
		if h, ok := codes["cp_cin"]; ok && scope == Related && h.cue.phrase == "family support" {
			delete(codes, "cp_cin") // it is a social work team, or no specialism
		}
		if len(codes) > 0 {
			break
		}
	}
	out := make([]string, 0, len(codes)+1)
	say := func(code string, why text.Evidence) {
		out = append(out, code)
		ev["specialisms."+code] = why
		if first, ok := ev["specialisms"]; !ok || why.Rule == "role.specialism" && why.Start < first.Start {
			ev["specialisms"] = why
		}
	}
	for code, h := range codes {
		say(code, evidence(h, "role.specialism"))
	}
	byStage := ev["stage"]
	switch {
	case stage == "head_of_service" || stage == "director":
		byStage.Rule = "role.specialism.leadership"
		say("leadership", byStage)
	case stage == "reviewing" && !slices.Contains(out, "qa"):
		byStage.Rule = "role.specialism.reviewing"
		say("qa", byStage)
	}
	if len(out) == 0 {
		say("generic", none("role.specialism.generic"))
	}
	sort.Strings(out)
	return out
}

// named gives the specialism words of a field.
func (r *reader) named(f *field) []hit { return longest(r.cues.specialism.find(f)) }

// titleTeams reads the title, where "duty" by itself gives way to a department
// for emergencies.
func (r *reader) titleTeams(stage string) map[string]hit {
	codes := r.teamsIn(r.named(&r.title), stage)
	if h, ok := codes["assessment"]; ok && len(codes) == 1 && h.cue.phrase == "duty" {
		if dept := r.teamsIn(r.named(&r.dept), stage); dept["edt"].cue != nil {
			return nil
		}
	}
	return codes
}

// teamsIn settles which of the words found are specialisms, where one name
// contains another's word or only looks like it (label guide, section 3).
func (r *reader) teamsIn(hits []hit, stage string) map[string]hit {
	codes := map[string]hit{}
	bare := map[string]bool{} // codes named by one common word only
	for _, h := range hits {
		code := h.cue.code
		if code == "-" || cohort(h) {
			continue
		}
		if code == "assessment" && afterContact(h) {
			codes["mash"] = h
		}
		common := h.cue.weight == 1
		if _, ok := codes[code]; !ok {
			codes[code], bare[code] = h, common
		} else if !common {
			bare[code] = false
		}
	}
	drop := func(code string, when bool) {
		if when {
			delete(codes, code)
		}
	}
	is := func(code string) bool { _, ok := codes[code]; return ok }
	// "The longer name wins": safeguarding beside quality assurance, and child
	// protection in a reviewing title, are qa alone; adolescent or contextual
	// safeguarding is exploitation alone; assessing carers is fostering alone.
	drop("cp_cin", stage == "reviewing")
	drop("cp_cin", bare["cp_cin"] && (is("qa") || is("exploitation") || is("early_help")))
	drop("assessment", bare["assessment"] && (is("fostering") || is("adoption") || is("edt") && codes["assessment"].cue.phrase == "duty"))
	drop("qa", is("qa") && codes["qa"].cue.phrase == "independent chair" && (is("fostering") || is("adoption"))) // a panel's chair
	drop("practice_dev", stage == "nqsw" || stage == "student")
	drop("mash", bare["mash"] && (is("early_help") || is("family_help")))
	drop("early_help", is("edge_of_care") && bare["early_help"])
	return codes
}

// cohort reports an "intake" of newly qualified or student workers, which has its
// time beside it ("September 2026 intake"), and is no team that takes referrals in.
func cohort(h hit) bool {
	if h.cue.phrase != "intake" {
		return false
	}
	words := h.field.words
	return slices.ContainsFunc(words[max(0, h.from-2):min(len(words), h.to+2)], func(w word) bool {
		return slices.Contains(intakeTimes, w.text) || len(w.text) == 4 && strings.HasPrefix(w.text, "20")
	})
}

var intakeTimes = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
	"spring", "summer", "autumn", "winter", "cohort", "annual"}

// afterContact reports "Contact, Referral and Assessment": a front door and the
// assessments behind it, by two names that share a word.
func afterContact(h hit) bool {
	words := h.field.words
	return h.from > 0 && words[h.from].text == "referral" && words[h.from-1].text == "contact"
}

// joined gives the specialism words of the text that name the team or service
// joined, the kind of post sought, or the cases held. Duties and experience
// asked for give nothing.
func (r *reader) joined(stage string) []hit {
	var teams, cases []hit
	var list []hit // the words at hand and those listed before them: "fostering, court and ..."
	cased := false // the list is of cases held
	for _, h := range r.named(r.body()) {
		// A hub is often a building: by itself in a text it is no front door.
		if h.cue.code == "-" || h.cue.phrase == "hub" || experience(h) {
			continue
		}
		if len(list) > 0 && !listed(list[len(list)-1], h) {
			list, cased = nil, false
		}
		list, cased = append(list, h), cased || held(h)
		if h.cue.phrase == "child protection plan" && !cased {
			continue // most adverts name them among the duties
		}
		switch {
		case manages[stage] && led(h), h.followed("team", "service", "unit", "hub", "department", "agency"), isTeam(h), joinedHub(h), sought(h):
			teams = append(teams, list...)
		case cased:
			cases = append(cases, h)
		}
	}
	if len(teams) > 0 {
		return teams
	}
	return cases
}

// listed reports two hits set side by side with "and" or a comma: "safeguarding
// and looked after children services" are two.
func listed(a, b hit) bool {
	words := a.field.words
	if b.from == a.to+1 {
		return words[a.to].text == "and"
	}
	return b.from == a.to && words[b.from].seg == words[a.from].seg+1 && words[b.from].sent == words[a.from].sent
}

// isTeam reports whether the hit itself ends in the word for a team.
func isTeam(h hit) bool {
	return slices.Contains([]string{"team", "service", "hub", "centre", "academy"}, h.field.words[h.to-1].text)
}

// joinedHub reports "join our busy MASH": a front door's name needs no word for
// a team after it.
func joinedHub(h hit) bool { return h.cue.code == "mash" && h.preceded(3, "join", "joining") }

// sought reports whether the words name the kind of post: they follow the
// post's own name in the opening of the text.
func sought(h hit) bool {
	return h.from < openingWords && h.preceded(4, "worker", "practitioner", "manager", "sw", "qsw")
}

// openingWords is how many words the opening of a text has.
const openingWords = 16

// led reports whether the words are of what a manager leads: "responsible for
// ...", "overseeing our ...".
func led(h hit) bool {
	return h.preceded(4, "responsible", "lead", "leading", "oversee", "overseeing", "manage", "managing")
}

// held reports whether the words are of the cases held: "a caseload of ...",
// "... cases".
func held(h hit) bool {
	return h.followed("case", "caseload", "post", "role", "vacancy") ||
		h.preceded(5, "case", "caseload", "hold", "holding", "supervise", "supervising")
}

// experience reports whether the sentence asks for experience or lists what
// the post-holder must know: that is no team.
func experience(h hit) bool {
	words := h.field.words
	sent := words[h.from].sent
	for i := h.from - 1; i >= 0 && words[i].sent == sent; i-- {
		switch words[i].text {
		case "experienced":
			if slices.Contains([]string{"in", "of", "with", "working", "at", "across"}, words[i+1].text) {
				return true // not "an experienced social worker to join"
			}
		case "experience", "knowledge", "understanding", "familiar", "duty", "include", "including", "background":
			return true
		}
	}
	return false
}
