package closing

import (
	"slices"
	"testing"
	"time"

	"vacancies/normalize/labelled"
)

type dateRow struct {
	ID, Text      string
	ReferenceDate string `json:"reference_date"`
	Want          *string
	Kind          Kind
	Flags         []string
}

// TestLabelledDates holds the readings of the labelled set to the floors of the
// product. It needs the set's folder in EVAL.
func TestLabelledDates(t *testing.T) {
	var instants, kinds labelled.Share
	for _, row := range labelled.Rows[dateRow](t, "dates.jsonl") {
		ref, err := time.Parse(time.RFC3339, row.ReferenceDate+"T09:00:00Z")
		if err != nil {
			t.Fatal(err)
		}
		c := Read(row.Text, "", ref)
		var want time.Time
		if row.Want != nil {
			if want, err = time.Parse(time.RFC3339, *row.Want); err != nil {
				t.Fatal(err)
			}
		}
		right := c.At.Equal(want)
		instants.Add(right)
		if !right {
			t.Logf("%s: %v, want %v", row.ID, c.At, want)
		}
		if want.IsZero() && !c.At.IsZero() {
			t.Errorf("%s: invented %v", row.ID, c.At)
		}
		kinds.Add(c.Kind == row.Kind)
		if c.Kind != row.Kind {
			t.Logf("%s: kind %s, want %s", row.ID, c.Kind, row.Kind)
		}
		for _, f := range row.Flags {
			if !slices.Contains(c.Flags, f) {
				t.Errorf("%s: flag %s is missing", row.ID, f)
			}
		}
	}
	instants.Least(t, "instant", 0.98)
	kinds.Least(t, "kind", 0.95)
}
