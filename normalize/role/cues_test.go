package role

import (
	"slices"
	"strings"
	"testing"
)

// Every cue must be one that can be found, under one code only, and name the
// paragraph of the label guide it serves.
func TestEveryCueIsSound(t *testing.T) {
	tables := map[string]table{"group": loaded().group, "role": loaded().role, "service": loaded().service,
		"registration": loaded().registration, "stage": loaded().stage, "specialism": loaded().specialism}
	known := map[string]string{
		"group": "child adult -", "registration": "required alternative",
		"role":    "out outside registered grade needs manager head practitioner related beside -",
		"service": "care work either group nearby other",
		"stage":   "student nqsw social_worker senior advanced deputy_manager team_manager reviewing service_manager principal_sw head_of_service director -",
		"specialism": "mash assessment cp_cin court cla leaving_care fostering adoption cwd youth_justice exploitation uasc edge_of_care edt " +
			"early_help family_help mental_health substance_misuse domestic_abuse nrpf schools hospital qa practice_dev -",
	}
	for name, cues := range tables {
		seen := map[string]string{}
		for _, list := range cues {
			for _, c := range list {
				key := strings.Join(c.words, " ") + "/" + c.where
				if was, ok := seen[key]; ok && was != c.code {
					t.Errorf("%s: %q stands for %s and for %s", name, c.phrase, was, c.code)
				}
				seen[key] = c.code
				if !slices.Contains(strings.Fields(known[name]), c.code) {
					t.Errorf("%s: %q has the unknown code %q", name, c.phrase, c.code)
				}
				if !slices.Contains([]string{"child", "adult", "any"}, c.client) || (c.weight == 0) != (c.code == "-") {
					t.Errorf("%s: %q has the client group %q and the weight %d", name, c.phrase, c.client, c.weight)
				}
				if !strings.ContainsAny(c.source, "123") {
					t.Errorf("%s: %q names no paragraph of the guide", name, c.phrase)
				}
				if !c.gapped() && len(longest(table{c.words[0]: {c}}.find(fieldOf(c.phrase)))) == 0 {
					t.Errorf("%s: %q is not found in itself", name, c.phrase)
				}
			}
		}
	}
}

func fieldOf(s string) *field {
	f := newField("title", s)
	return &f
}

func TestATableThatIsBrokenIsRefused(t *testing.T) {
	for name, data := range map[string]string{
		"a missing column":       "out\tnurse\n",
		"an empty phrase":        "out\t1\tany\tany\t1 out\tnurse; ;teacher\n",
		"a phrase that is a gap": "out\t1\tany\tany\t1 out\t_ nurse\n",
	} {
		if _, err := parseTable(data); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	if _, err := parseTable("child\tmuch\tchild\tany\t1\tchildren\n"); err == nil {
		t.Error("a weight that is no number is taken")
	}
}

func TestWordsAreFoldedAlike(t *testing.T) {
	for _, ways := range [][]string{
		{"Children's", "Childrens", "CHILDREN’S", "children s", "child"},
		{"disabilities", "Disability"}, {"families", "FAMILY"}, {"Young Persons", "young people"},
	} {
		want := words(ways[0])
		for _, w := range ways[1:] {
			if got := words(w); got != want {
				t.Errorf("%q folds to %q, %q to %q", ways[0], want, w, got)
			}
		}
	}
	if words("16+") == words("16") {
		t.Error("an age and a number fold alike")
	}
}

func words(s string) string {
	var out []string
	for _, w := range fold(s) {
		out = append(out, w.text)
	}
	return strings.Join(out, " ")
}
