package dedupe

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTwoHandsWriteOneTitle(t *testing.T) {
	for name, pair := range map[string][2]string{
		"a team before or after the post":           {"Social Worker - Kinship", "Kinship Social Worker"},
		"a grade written for short":                 {"Advanced Practitioner - Child Protection Team", "AP (CP)"},
		"a team written for short":                  {"Deputy Team Manager, Looked After Children", "DTM - LAC"},
		"\"service\" and \"team\" left out":         {"Team Manager - Kinship Service", "Kinship Team Manager"},
		"a plural":                                  {"Newly Qualified Social Workers", "NQSW"},
		"a client group that goes without words":    {"PSW - Children", "Principal Social Worker"},
		"the field of a post that has only one":     {"SSW", "Fostering SSW"},
		"head of service and head of":               {"Head of Service - Quality Assurance", "Head of QA"},
		"a chair by the long name and the short":    {"Child Protection Conferencing Chair", "CP Chair"},
		"a supervising worker, its words apart":     {"Supervising Social Worker", "Social Worker (Supervising) - Fostering"},
		"a child protection team of many agencies":  {"Team Manager - Multi-Agency Child Protection", "MACPT Team Manager"},
		"families without recourse":                 {"NRPF Social Worker", "Social Worker - No Recourse to Public Funds"},
		"a training route by its name and in short": {"Step Up to Social Work Student", "Student - Step Up Programme"},
		"two names of one risk":                     {"SW - Adolescent Safeguarding", "SW, Contextual Safeguarding"},
		"a deputy with and without the team":        {"Deputy Manager - Kinship", "Deputy Team Manager - Kinship"},
		"a post for both groups, said once":         {"EDT Social Worker (Children and Adults)", "Emergency Duty Social Worker"},
		"social work said or not":                   {"Social Work Practice Educator", "Practice Educator"},
		"a chair whose conferences stand apart":     {"Independent Chair (Child Protection Conferences)", "CP Conference Chair"},
		"a consultant written for short":            {"Consultant SW - Kinship", "Consultant Social Worker (Kinship)"},
		"a hub of the work that is named":           {"Practice Lead, Family Help Hubs", "Family Help Practice Lead"},
		"the academy of those who teach":            {"Practice Educator - Social Work Academy", "Practice Educator"},
	} {
		if a, b := titleTokens(pair[0]), titleTokens(pair[1]); !slices.Equal(a, b) {
			t.Errorf("%s: %q is %v, %q is %v", name, pair[0], a, pair[1], b)
		}
	}
	for name, pair := range map[string][2]string{
		"another grade":                       {"Social Worker - Kinship", "Senior SW - Kinship"},
		"another team":                        {"Social Worker - Kinship", "Social Worker - Permanence"},
		"a general post and a named team":     {"Children's SW", "SW - Assessment"},
		"another part of a borough":           {"Social Worker - North Locality", "Social Worker - South Locality"},
		"a numbered team":                     {"Social Worker - Kinship Team 1", "Social Worker - Kinship Team 2"},
		"two hubs of one work":                {"SW - Family Help Hub A", "SW - Family Help Hub B"},
		"deputy and assistant":                {"Deputy Team Manager - Kinship", "Assistant Team Manager - Kinship"},
		"a panel's chair":                     {"Independent Chair - Fostering Panel", "CP Chair"},
		"adults alone":                        {"EDT Social Worker (Adults)", "EDT Social Worker"},
		"a reviewer and a designated officer": {"IRO", "LADO"},
	} {
		if a, b := titleTokens(pair[0]), titleTokens(pair[1]); slices.Equal(a, b) {
			t.Errorf("%s: %q and %q are both %v", name, pair[0], pair[1], a)
		}
	}
}

func TestAReferenceIsOneHoweverItIsPrinted(t *testing.T) {
	for _, printed := range []string{"EXB/25/118", "exb-25-118", "Ref: EXB 25 118", "Job Ref EXB25118", "Vacancy no. EXB/25/118"} {
		if got := reference(printed); got != "exb25118" {
			t.Errorf("%q is %q", printed, got)
		}
	}
	for _, printed := range []string{"", "TBC", "n/a", "-"} {
		if got := reference(printed); got != "" {
			t.Errorf("%q is taken for the reference %q", printed, got)
		}
	}
}

func TestAShortenedTextIsFoundInTheWholeOne(t *testing.T) {
	whole := "You will hold cases before and during proceedings and bring them to a good end for every child in the borough"
	if got := sketchOf(whole[:60] + "…").contained(sketchOf(whole)); got < 0.99 {
		t.Errorf("a cut copy is found to %.2f", got)
	}
	if got := sketchOf(whole).contained(sketchOf("We look after the parks, the trees and the ponds of the borough for all who live here")); got > 0.1 {
		t.Errorf("another text is found to %.2f", got)
	}
	long := strings.Repeat(whole+" and ", 3)
	for i := range 200 {
		long += " word" + strings.Repeat("x", i%17) + " number" + strings.Repeat("y", i%13)
	}
	if got := sketchOf(long).jaccard(sketchOf(long)); got != 1 {
		t.Errorf("a long text is like itself to %.2f", got)
	}
}

func FuzzFace(f *testing.F) {
	f.Add("Social Worker - Team 2", "REQ-1/2", "https://a.example/jobs/12345?id=9", "One post across both boroughs. Team A")
	f.Add("\xff\xfe", "£$%", "://", "…")
	f.Fuzz(func(t *testing.T, title, ref, url, body string) {
		for _, token := range titleTokens(title) {
			if token == "" {
				t.Error("an empty token")
			}
		}
		if r := reference(ref); !utf8.ValidString(r) {
			t.Errorf("reference %q", r)
		}
		address(url)
		saysOnePost(body)
		teamOf(title, body)
		s := sketchOf(body)
		if j := s.jaccard(s); s.total > 0 && j != 1 {
			t.Errorf("a text is like itself to %v", j)
		}
	})
}
