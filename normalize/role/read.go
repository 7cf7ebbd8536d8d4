package role

import (
	"strings"

	"vacancies/normalize/text"
)

// Input is what a role is read from: the advert's plain text, field by field.
type Input struct {
	Title, Department, Text string
	// Contract is the advert's contract words: an apprenticeship makes a social
	// worker's post a student's. "Locum" and "interim" say nothing of the role.
	Contract string
	// Employer is only used to keep the employer's own name from being read as
	// evidence: a body called "... for Children" also runs adult day trips.
	Employer string
}

// reader holds one advert while it is read.
type reader struct {
	cues        *tables
	title, dept field
	// body is read only when title and department leave something open.
	body func() *field
	// roles are the hits of the role table in the title, none overlapping.
	roles []hit
}

// Read says what kind of post an advert is. It looks at the title first, then
// the department, then the text; client group and registration are weighed
// apart (label guide, sections 1 to 3).
func Read(in Input) Role {
	r := &reader{
		cues:  loaded(),
		title: newField("title", in.Title),
		dept:  newField("department", without(in.Department, in.Employer)),
		body:  lazily("description", in.Text, in.Employer),
	}
	r.roles = postWords(r.cues.role.find(&r.title))
	scope, why, named := r.scope()
	out := Role{Scope: scope, Why: why, Evidence: map[string]text.Evidence{}}
	if scope == Out {
		out.Stage, out.Evidence = "n/a", nil
		return out
	}
	out.Stage, out.StageAlso = r.stage(scope, named, out.Evidence)
	if out.Stage == "social_worker" && strings.Contains(strings.ToLower(in.Contract), "apprentice") {
		out.Stage, out.Evidence["stage"] = "student", text.Evidence{Field: "contract", Words: in.Contract, End: len(in.Contract), Rule: "role.stage.apprentice"}
	}
	out.Specialisms = r.specialisms(scope, out.Stage, out.Evidence)
	return out
}

// lazily gives a field that is folded when it is first asked for.
func lazily(name, s, employer string) func() *field {
	var f *field
	return func() *field {
		if f == nil {
			read := newField(name, without(s, employer))
			f = &read
		}
		return f
	}
}

// without blanks a name out of a text, byte for byte, so that places in the
// text stay where they are.
func without(s, name string) string {
	if len(name) < 4 || s == "" || !strings.Contains(strings.ToLower(name), "child") {
		return s
	}
	return strings.ReplaceAll(s, name, strings.Repeat(" ", len(name)))
}

// postWords settles which words of the title name the post: the longest
// phrase, save that a phrase with a gap gives way to an exact one that makes
// another post of it: a senior family support practitioner is no senior
// practitioner.
func postWords(hits []hit) []hit {
	var firm []hit
	for _, h := range hits {
		if !h.cue.gapped() && lowers[h.cue.code] {
			firm = append(firm, h)
		}
	}
	var kept []hit
next:
	for _, h := range hits {
		if h.cue.gapped() && h.cue.code == "grade" {
			for _, f := range firm {
				if h.overlaps(f) {
					continue next
				}
			}
		}
		kept = append(kept, h)
	}
	return longest(kept)
}

// lowers are the classes an exact phrase of which unmakes a senior grade.
var lowers = map[string]bool{"related": true, "out": true, "outside": true}

// evidence ties a value to a hit.
func evidence(h hit, rule string) text.Evidence {
	return text.Evidence{Field: h.field.name, Words: h.words(), Start: h.start(), End: h.end(), Rule: rule}
}

// none is the evidence of a value that no words stand for.
func none(rule string) text.Evidence { return text.Evidence{Rule: rule} }
