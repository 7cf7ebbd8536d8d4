package role_test

import (
	"slices"
	"sort"
	"strings"
	"testing"

	"vacancies/normalize/labelled"
	"vacancies/normalize/role"
)

// advertRow is a row of the classify set.
type advertRow struct {
	ID          string   `json:"id"`
	Origin      string   `json:"origin"`
	Title       string   `json:"title"`
	Department  string   `json:"department"`
	Description string   `json:"description_excerpt"`
	Contract    string   `json:"contract_text"`
	InScope     string   `json:"in_scope"`
	Stage       string   `json:"stage"`
	Specialism  []string `json:"specialism"`
}

// TestLabelledAdvertsAreReadAboveTheFloor holds the reader to the floors that
// the labelled set is scored by.
func TestLabelledAdvertsAreReadAboveTheFloor(t *testing.T) {
	var precision, recall, stage, specPrecision, specRecall, certain labelled.Share
	for _, row := range labelled.Rows[advertRow](t, "classify.jsonl") {
		got := role.Read(role.Input{Title: row.Title, Department: row.Department, Text: row.Description, Contract: row.Contract})
		if got.Scope == role.In {
			precision.Add(row.InScope == "in")
		}
		if row.InScope == "in" {
			recall.Add(got.Scope == role.In)
		}
		if string(got.Scope) != row.InScope {
			t.Logf("scope: %s %q / %q: want %s, got %s (%s %q)", row.ID, row.Title, row.Department, row.InScope, got.Scope, got.Why.Rule, got.Why.Words)
		}
		if role.CertainlyOut(row.Title, row.Department) {
			certain.Add(row.InScope == "out")
			if row.InScope != "out" {
				t.Logf("certainly out: %s %q / %q", row.ID, row.Title, row.Department)
			}
		}
		if row.InScope == "out" || got.Scope == role.Out {
			continue
		}
		stage.Add(got.Stage == row.Stage)
		if got.Stage != row.Stage {
			t.Logf("stage: %s %q: want %s, got %s (%q)", row.ID, row.Title, row.Stage, got.Stage, got.Evidence["stage"].Words)
		}
		sort.Strings(row.Specialism)
		if strings.Join(got.Specialisms, " ") != strings.Join(row.Specialism, " ") {
			t.Logf("specialism: %s %q / %q: want %v, got %v (%q)", row.ID, row.Title, row.Department, row.Specialism, got.Specialisms, got.Evidence["specialisms"].Words)
		}
		for _, s := range got.Specialisms {
			specPrecision.Add(slices.Contains(row.Specialism, s))
		}
		for _, s := range row.Specialism {
			specRecall.Add(slices.Contains(got.Specialisms, s))
		}
	}
	precision.Least(t, "scope in: precision", 0.97)
	recall.Least(t, "scope in: recall", 0.97)
	stage.Least(t, "stage", 0.95)
	specPrecision.Least(t, "specialism precision", 0.92)
	specRecall.Least(t, "specialism recall", 0.92)
	certain.Least(t, "certainly out", 1)
}
