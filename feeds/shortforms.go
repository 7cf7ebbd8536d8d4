package feeds

import "strings"

// shortForms are the initials that people of the field say and type, each with
// what it stands for, as searches compare words (see fold). A vacancy that has
// the one is found by the other.
var shortForms = []struct{ short, long string }{
	{"asye", "assessed and supported year"},
	{"camhs", "child and adolescent mental health"},
	{"cin", "child in need"},
	{"cin", "children in need"},
	{"cla", "children looked after"},
	{"cla", "looked after children"},
	{"cp", "child protection"},
	{"cse", "child sexual exploitation"},
	{"cwd", "children with disabilities"},
	{"cwd", "disabled children"},
	{"edt", "emergency duty"},
	{"fgc", "family group conference"},
	{"iro", "independent reviewing officer"},
	{"lac", "children looked after"},
	{"lac", "looked after children"},
	{"lado", "local authority designated officer"},
	{"mash", "multi agency safeguarding hub"},
	{"nqsw", "newly qualified"},
	{"nrpf", "no recourse to public funds"},
	{"plo", "public law outline"},
	{"psw", "principal social worker"},
	{"sgo", "special guardianship"},
	{"uasc", "unaccompanied asylum seeking"},
	{"yot", "youth offending"},
}

// otherForms are the words that the short forms of a text stand for, and the
// short forms of what it says at length.
func otherForms(s string) string {
	said := " " + strings.Join(splitWords(s), " ")
	var out []string
	for _, f := range shortForms {
		switch {
		case strings.Contains(said, " "+f.long):
			out = append(out, f.short)
		case strings.Contains(said+" ", " "+f.short+" "):
			out = append(out, f.long)
		}
	}
	return strings.Join(out, "\n")
}
