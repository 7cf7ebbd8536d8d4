package site

import (
	"strings"
	"testing"

	"vacancies/normalize/lifecycle"
)

func TestWhatIsWithheldSaysWhoCanBelieveIt(t *testing.T) {
	const later, person, refused = "until a later reading, or a person, confirms it", "only when a person approves it", "A person has said"
	loss := lifecycle.Withheld{Missing: []string{"v1", "v2", "v3"}}
	for _, c := range []struct {
		name    string
		w       *lifecycle.Withheld
		verdict lifecycle.Verdict
		want    string
	}{
		{"a loss", &loss, lifecycle.Collapsed, later},
		{"lost fields", &lifecycle.Withheld{Lost: []string{"salary"}}, lifecycle.Collapsed, later},
		{"an exchanged board", &lifecycle.Withheld{Missing: loss.Missing, ByPerson: true}, lifecycle.Collapsed, person},
		{"a successor", &lifecycle.Withheld{Takeover: []lifecycle.Takeover{{Advert: "a", Vacancy: "v"}}}, lifecycle.Collapsed, person},
		{"a successor that found nothing again", &lifecycle.Withheld{}, lifecycle.Collapsed, person},
		{"a proposal", &lifecycle.Withheld{Proposal: &lifecycle.Resolution{}}, lifecycle.Moved, person},
		{"a refused loss", &lifecycle.Withheld{Missing: loss.Missing, Refused: true}, lifecycle.Collapsed, refused},
		{"a reading that went well since", &loss, lifecycle.Partial, "Not the whole list"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, meaning, _ := stateWords(&lifecycle.SourceState{Verdict: c.verdict, Withheld: c.w})
			if !strings.Contains(meaning, c.want) {
				t.Errorf("%q does not say %q", meaning, c.want)
			}
		})
	}
}

func TestWhatWaitsIsNamedAndBounded(t *testing.T) {
	snap := &lifecycle.Snapshot{}
	w := &lifecycle.Withheld{Takeover: []lifecycle.Takeover{{Advert: "a", Vacancy: "v", Rule: "the.rule", Words: "Social Worker"}}, Lost: []string{"salary"}}
	for range 30 {
		w.Missing = append(w.Missing, "v")
	}
	got := waiting(snap, w)
	if len(got) != withheldShown+1 || !strings.Contains(got[0], "Social Worker") || !strings.Contains(got[0], "the.rule") || got[withheldShown] != "and 20 more" {
		t.Errorf("%q", got)
	}
	if got := waiting(snap, nil); got != nil {
		t.Errorf("%q", got)
	}
}
