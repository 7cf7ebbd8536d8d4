package hours_test

import (
	"sort"
	"strings"
	"testing"

	"vacancies/normalize/hours"
	"vacancies/normalize/labelled"
)

// floor is what each field must reach on the labelled sets.
const floor = 0.95

type hoursRow struct {
	ID          string   `json:"id"`
	Text        string   `json:"text"`
	Min         *float64 `json:"hours_min"`
	Max         *float64 `json:"hours_max"`
	Pattern     []string `json:"pattern"`
	Contract    []string `json:"contract"`
	Arrangement string   `json:"arrangement"`
}

func same(a, b *float64) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

func joined(list []string) string {
	list = append([]string(nil), list...)
	sort.Strings(list)
	return strings.Join(list, " ")
}

// TestLabelledHoursAreReadAboveTheFloor holds each field to its floor.
func TestLabelledHoursAreReadAboveTheFloor(t *testing.T) {
	shares := map[string]*labelled.Share{"min": {}, "max": {}, "pattern": {}, "contract": {}, "arrangement": {}}
	for _, row := range labelled.Rows[hoursRow](t, "hours.jsonl") {
		got := hours.Read(hours.Input{Hours: row.Text})
		for name, ok := range map[string]bool{
			"min": same(got.Min, row.Min), "max": same(got.Max, row.Max), "pattern": joined(got.Pattern) == joined(row.Pattern),
			"contract": joined(got.Contract) == joined(row.Contract), "arrangement": got.Arrangement == row.Arrangement,
		} {
			if shares[name].Add(ok); ok {
				continue
			}
			t.Logf("%s: %s %q: got %v %v %v", name, row.ID, row.Text, got.Pattern, got.Contract, got.Arrangement)
		}
	}
	for name, share := range shares {
		share.Least(t, name, floor)
	}
}

type contractRow struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Text     string   `json:"description_excerpt"`
	Stated   string   `json:"contract_text"`
	Contract []string `json:"contract"`
}

// TestLabelledContractsAreReadAboveTheFloor reads whole adverts, where the
// contract may stand in the title or the text.
func TestLabelledContractsAreReadAboveTheFloor(t *testing.T) {
	var share labelled.Share
	for _, row := range labelled.Rows[contractRow](t, "classify.jsonl") {
		got := hours.Read(hours.Input{Contract: row.Stated, Title: row.Title, Text: row.Text})
		if len(row.Contract) == 0 {
			continue
		}
		right := joined(got.Contract) == joined(row.Contract)
		if share.Add(right); right {
			continue
		}
		t.Logf("%s %q / %q: want %v, got %v (%q)", row.ID, row.Title, row.Stated, row.Contract, got.Contract, got.Evidence["contract"].Words)
	}
	share.Least(t, "contract", floor)
}
