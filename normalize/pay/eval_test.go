package pay

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// salaryRow is one labelled row of the salary set (label guide, section 5).
type salaryRow struct {
	ID       string
	Text     string
	Min, Max *float64
	Period   *string
	ProRata  bool `json:"pro_rata"`
	Extras   []string
	Arguable bool
}

// TestLabelledSalaries holds the readings of the labelled set to the floors of
// the product. It needs the set's folder in EVAL.
func TestLabelledSalaries(t *testing.T) {
	var total, figures, proRata, extras int
	for _, row := range salaryRows(t) {
		if row.Arguable {
			continue
		}
		total++
		p := Read(row.Text, "")
		period := ""
		if row.Period != nil {
			period = *row.Period
		}
		if same(p.Min, row.Min) && same(p.Max, row.Max) && string(p.Period) == period {
			figures++
		} else {
			t.Logf("%s: figures %v %v %q, want %v %v %q", row.ID, show(p.Min), show(p.Max), p.Period, show(row.Min), show(row.Max), period)
		}
		if p.ProRata == row.ProRata {
			proRata++
		} else {
			t.Logf("%s: pro rata %v", row.ID, p.ProRata)
		}
		want := slices.Sorted(slices.Values(row.Extras))
		if slices.Equal(p.Extras, want) {
			extras++
		} else {
			t.Logf("%s: extras %q, want %q", row.ID, p.Extras, want)
		}
	}
	floor(t, "min, max and period", figures, total, 0.97)
	floor(t, "pro rata", proRata, total, 0.97)
	floor(t, "extras", extras, total, 0.93)
}

func floor(t *testing.T, what string, good, total int, least float64) {
	t.Helper()
	share := float64(good) / float64(max(total, 1))
	t.Logf("%s: %d of %d = %.3f", what, good, total, share)
	if total == 0 || share < least {
		t.Errorf("%s: %.3f is under the floor %.2f", what, share, least)
	}
}

func salaryRows(t *testing.T) []salaryRow {
	t.Helper()
	folder := os.Getenv("EVAL")
	if folder == "" {
		t.Skip("EVAL is not set: the labelled sets are not beside this checkout")
	}
	f, err := os.Open(filepath.Join(folder, "salary.jsonl"))
	if err != nil {
		t.Fatalf("EVAL is set, but the salary set cannot be read: %v", err)
	}
	defer f.Close()
	var rows []salaryRow
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		var r salaryRow
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, r)
	}
	return rows
}

func same(a, b *float64) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

func show(v *float64) any {
	if v == nil {
		return nil
	}
	return *v
}
