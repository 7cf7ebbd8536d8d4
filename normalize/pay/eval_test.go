package pay

import (
	"slices"
	"testing"

	"vacancies/normalize/labelled"
)

// salaryRow is one labelled row of the salary set (label guide, section 5).
type salaryRow struct {
	ID       string
	Text     string
	Min, Max *float64
	Period   *string
	ProRata  bool `json:"pro_rata"`
	Extras   []string
}

// TestLabelledSalaries holds the readings of the labelled set to the floors of
// the product. It needs the set's folder in EVAL.
func TestLabelledSalaries(t *testing.T) {
	var figures, proRata, extras labelled.Share
	for _, row := range labelled.Rows[salaryRow](t, "salary.jsonl") {
		p := Read(row.Text, "")
		period := ""
		if row.Period != nil {
			period = *row.Period
		}
		right := same(p.Min, row.Min) && same(p.Max, row.Max) && string(p.Period) == period
		figures.Add(right)
		if !right {
			t.Logf("%s: figures %v %v %q, want %v %v %q", row.ID, show(p.Min), show(p.Max), p.Period, show(row.Min), show(row.Max), period)
		}
		proRata.Add(p.ProRata == row.ProRata)
		if p.ProRata != row.ProRata {
			t.Logf("%s: pro rata %v", row.ID, p.ProRata)
		}
		want := slices.Sorted(slices.Values(row.Extras))
		extras.Add(slices.Equal(p.Extras, want))
		if !slices.Equal(p.Extras, want) {
			t.Logf("%s: extras %q, want %q", row.ID, p.Extras, want)
		}
	}
	figures.Least(t, "min, max and period", 0.97)
	proRata.Least(t, "pro rata", 0.97)
	extras.Least(t, "extras", 0.93)
}

func same(a, b *float64) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

func show(v *float64) any {
	if v == nil {
		return nil
	}
	return *v
}
