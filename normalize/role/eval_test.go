package role_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"vacancies/normalize/role"
)

// labelled is a row of the classify set.
type labelled struct {
	ID          string   `json:"id"`
	Origin      string   `json:"origin"`
	Title       string   `json:"title"`
	Department  string   `json:"department"`
	Description string   `json:"description_excerpt"`
	Contract    string   `json:"contract_text"`
	InScope     string   `json:"in_scope"`
	Stage       string   `json:"stage"`
	Specialism  []string `json:"specialism"`
	Arguable    bool     `json:"arguable"`
}

// evalRows reads a labelled set: the test is skipped when EVAL is not set, and
// fails when it is and the set is not there.
func evalRows(t *testing.T, name string) []labelled {
	t.Helper()
	dir := os.Getenv("EVAL")
	if dir == "" {
		t.Skip("EVAL is not set: it names the folder of labelled sets")
	}
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		t.Fatalf("opening the labelled set: %v", err)
	}
	defer f.Close()
	var rows []labelled
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var r labelled
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatalf("reading the labelled set: %v", err)
		}
		if !r.Arguable {
			rows = append(rows, r)
		}
	}
	return rows
}

// ratio counts what was right of all.
type ratio struct{ good, all int }

func (r *ratio) add(ok bool) {
	r.all++
	if ok {
		r.good++
	}
}

func (r ratio) value() float64 {
	if r.all == 0 {
		return 1
	}
	return float64(r.good) / float64(r.all)
}

// TestLabelledAdvertsAreReadAboveTheFloor holds the reader to the floors that
// the labelled set is scored by.
func TestLabelledAdvertsAreReadAboveTheFloor(t *testing.T) {
	var precision, recall, stage, specPrecision, specRecall, certain ratio
	for _, row := range evalRows(t, "classify.jsonl") {
		got := role.Read(role.Input{Title: row.Title, Department: row.Department, Text: row.Description, Contract: row.Contract})
		if got.Scope == role.In {
			precision.add(row.InScope == "in")
		}
		if row.InScope == "in" {
			recall.add(got.Scope == role.In)
		}
		if string(got.Scope) != row.InScope {
			t.Logf("scope: %s %q / %q: want %s, got %s (%s %q)", row.ID, row.Title, row.Department, row.InScope, got.Scope, got.Why.Rule, got.Why.Words)
		}
		if role.CertainlyOut(row.Title, row.Department) {
			certain.add(row.InScope == "out")
			if row.InScope != "out" {
				t.Logf("certainly out: %s %q / %q", row.ID, row.Title, row.Department)
			}
		}
		if row.InScope == "out" || got.Scope == role.Out {
			continue
		}
		stage.add(got.Stage == row.Stage)
		if got.Stage != row.Stage {
			t.Logf("stage: %s %q: want %s, got %s (%q)", row.ID, row.Title, row.Stage, got.Stage, got.Evidence["stage"].Words)
		}
		sort.Strings(row.Specialism)
		if strings.Join(got.Specialisms, " ") != strings.Join(row.Specialism, " ") {
			t.Logf("specialism: %s %q / %q: want %v, got %v (%q)", row.ID, row.Title, row.Department, row.Specialism, got.Specialisms, got.Evidence["specialisms"].Words)
		}
		for _, s := range got.Specialisms {
			specPrecision.add(contains(row.Specialism, s))
		}
		for _, s := range row.Specialism {
			specRecall.add(contains(got.Specialisms, s))
		}
	}
	for _, f := range []struct {
		name  string
		got   ratio
		floor float64
	}{
		{"scope in: precision", precision, 0.97}, {"scope in: recall", recall, 0.97}, {"stage", stage, 0.95},
		{"specialism precision", specPrecision, 0.92}, {"specialism recall", specRecall, 0.92}, {"certainly out", certain, 1},
	} {
		t.Logf("%-22s %d/%d = %.3f", f.name, f.got.good, f.got.all, f.got.value())
		if f.got.value() < f.floor {
			t.Errorf("%s is %.3f, the floor is %.2f", f.name, f.got.value(), f.floor)
		}
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
