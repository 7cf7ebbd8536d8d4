package hours_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"vacancies/normalize/hours"
)

// floor is what each field must reach on the labelled sets.
const floor = 0.95

// lines reads a labelled set: skipped when EVAL is not set, a failure when it
// is and the set is not there.
func lines[T any](t *testing.T, name string) []T {
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
	var rows []T
	s := bufio.NewScanner(f)
	for s.Scan() {
		var r T
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatalf("reading the labelled set: %v", err)
		}
		rows = append(rows, r)
	}
	return rows
}

type hoursRow struct {
	ID          string   `json:"id"`
	Text        string   `json:"text"`
	Min         *float64 `json:"hours_min"`
	Max         *float64 `json:"hours_max"`
	Pattern     []string `json:"pattern"`
	Contract    []string `json:"contract"`
	Arrangement string   `json:"arrangement"`
	Arguable    bool     `json:"arguable"`
}

func same(a, b *float64) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

func joined(list []string) string {
	list = append([]string(nil), list...)
	sort.Strings(list)
	return strings.Join(list, " ")
}

// TestLabelledHoursAreReadAboveTheFloor holds each field to its floor.
func TestLabelledHoursAreReadAboveTheFloor(t *testing.T) {
	good, all := map[string]int{}, 0
	for _, row := range lines[hoursRow](t, "hours.jsonl") {
		if row.Arguable {
			continue
		}
		all++
		got := hours.Read(hours.Input{Hours: row.Text})
		for name, ok := range map[string]bool{
			"min": same(got.Min, row.Min), "max": same(got.Max, row.Max), "pattern": joined(got.Pattern) == joined(row.Pattern),
			"contract": joined(got.Contract) == joined(row.Contract), "arrangement": got.Arrangement == row.Arrangement,
		} {
			if ok {
				good[name]++
				continue
			}
			t.Logf("%s: %s %q: got %v %v %v", name, row.ID, row.Text, got.Pattern, got.Contract, got.Arrangement)
		}
	}
	for _, name := range []string{"min", "max", "pattern", "contract", "arrangement"} {
		share := float64(good[name]) / float64(all)
		t.Logf("%-12s %d/%d = %.3f", name, good[name], all, share)
		if share < floor {
			t.Errorf("%s is %.3f, the floor is %.2f", name, share, floor)
		}
	}
}

type contractRow struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Text     string   `json:"description_excerpt"`
	Stated   string   `json:"contract_text"`
	Contract []string `json:"contract"`
	Arguable bool     `json:"arguable"`
}

// TestLabelledContractsAreReadAboveTheFloor reads whole adverts, where the
// contract may stand in the title or the text.
func TestLabelledContractsAreReadAboveTheFloor(t *testing.T) {
	good, all := 0, 0
	for _, row := range lines[contractRow](t, "classify.jsonl") {
		if row.Arguable {
			continue
		}
		got := hours.Read(hours.Input{Contract: row.Stated, Title: row.Title, Text: row.Text})
		if len(row.Contract) == 0 {
			continue
		}
		all++
		if joined(got.Contract) == joined(row.Contract) {
			good++
			continue
		}
		t.Logf("%s %q / %q: want %v, got %v (%q)", row.ID, row.Title, row.Stated, row.Contract, got.Contract, got.Evidence["contract"].Words)
	}
	share := float64(good) / float64(all)
	t.Logf("contract %d/%d = %.3f", good, all, share)
	if share < floor {
		t.Errorf("contract is %.3f, the floor is %.2f", share, floor)
	}
}
