package place

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

type locationRow struct {
	ID, Text string
	Boroughs []string
	Postcode string
	Arguable bool
}

// TestLabelledLocations holds the readings of the labelled set to the floors of
// the product. It needs the set's folder in EVAL.
func TestLabelledLocations(t *testing.T) {
	slugs := map[string]string{"Kingston": "kingston-upon-thames", "Richmond": "richmond-upon-thames"}
	for _, a := range Authorities() {
		slugs[a.Name] = a.Slug
	}
	var total, boroughs, postcodes int
	for _, row := range locationRows(t) {
		if row.Arguable {
			continue
		}
		total++
		p := Read(Input{Location: row.Text})
		var want []string
		for _, name := range row.Boroughs {
			want = append(want, slugs[name])
		}
		slices.Sort(want)
		if slices.Equal(p.Boroughs, want) {
			boroughs++
		} else {
			t.Logf("%s: %q, want %q", row.ID, p.Boroughs, want)
		}
		if p.Postcode == row.Postcode {
			postcodes++
		} else {
			t.Logf("%s: postcode %q, want %q", row.ID, p.Postcode, row.Postcode)
		}
	}
	floor(t, "boroughs", boroughs, total, 0.97)
	floor(t, "postcode", postcodes, total, 0.97)
}

func floor(t *testing.T, what string, good, total int, least float64) {
	t.Helper()
	share := float64(good) / float64(max(total, 1))
	t.Logf("%s: %d of %d = %.3f", what, good, total, share)
	if total == 0 || share < least {
		t.Errorf("%s: %.3f is under the floor %.2f", what, share, least)
	}
}

func locationRows(t *testing.T) []locationRow {
	t.Helper()
	folder := os.Getenv("EVAL")
	if folder == "" {
		t.Skip("EVAL is not set: the labelled sets are not beside this checkout")
	}
	f, err := os.Open(filepath.Join(folder, "locations.jsonl"))
	if err != nil {
		t.Fatalf("EVAL is set, but the locations set cannot be read: %v", err)
	}
	defer f.Close()
	var rows []locationRow
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		var r locationRow
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, r)
	}
	return rows
}
