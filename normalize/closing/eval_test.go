package closing

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

type dateRow struct {
	ID, Text      string
	ReferenceDate string `json:"reference_date"`
	Want          *string
	Kind          Kind
	Flags         []string
	Arguable      bool
}

// TestLabelledDates holds the readings of the labelled set to the floors of the
// product. It needs the set's folder in EVAL.
func TestLabelledDates(t *testing.T) {
	var total, instants, kinds int
	for _, row := range dateRows(t) {
		if row.Arguable {
			continue
		}
		total++
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
		if c.At.Equal(want) {
			instants++
		} else {
			t.Logf("%s: %v, want %v", row.ID, c.At, want)
		}
		if want.IsZero() && !c.At.IsZero() {
			t.Errorf("%s: invented %v", row.ID, c.At)
		}
		if c.Kind == row.Kind {
			kinds++
		} else {
			t.Logf("%s: kind %s, want %s", row.ID, c.Kind, row.Kind)
		}
		for _, f := range row.Flags {
			if !slices.Contains(c.Flags, f) {
				t.Errorf("%s: flag %s is missing", row.ID, f)
			}
		}
	}
	floor(t, "instant", instants, total, 0.98)
	floor(t, "kind", kinds, total, 0.95)
}

func floor(t *testing.T, what string, good, total int, least float64) {
	t.Helper()
	share := float64(good) / float64(max(total, 1))
	t.Logf("%s: %d of %d = %.3f", what, good, total, share)
	if total == 0 || share < least {
		t.Errorf("%s: %.3f is under the floor %.2f", what, share, least)
	}
}

func dateRows(t *testing.T) []dateRow {
	t.Helper()
	folder := os.Getenv("EVAL")
	if folder == "" {
		t.Skip("EVAL is not set: the labelled sets are not beside this checkout")
	}
	f, err := os.Open(filepath.Join(folder, "dates.jsonl"))
	if err != nil {
		t.Fatalf("EVAL is set, but the dates set cannot be read: %v", err)
	}
	defer f.Close()
	var rows []dateRow
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		var r dateRow
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, r)
	}
	return rows
}
