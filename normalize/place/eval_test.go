package place

import (
	"slices"
	"testing"

	"vacancies/normalize/labelled"
)

type locationRow struct {
	ID, Text string
	Boroughs []string
	Postcode string
}

// TestLabelledLocations holds the readings of the labelled set to the floors of
// the product. It needs the set's folder in EVAL.
func TestLabelledLocations(t *testing.T) {
	slugs := map[string]string{"Kingston": "kingston-upon-thames", "Richmond": "richmond-upon-thames"}
	for _, a := range Authorities() {
		slugs[a.Name] = a.Slug
	}
	var boroughs, postcodes labelled.Share
	for _, row := range labelled.Rows[locationRow](t, "locations.jsonl") {
		p := Read(Input{Location: row.Text})
		var want []string
		for _, name := range row.Boroughs {
			want = append(want, slugs[name])
		}
		slices.Sort(want)
		boroughs.Add(slices.Equal(p.Boroughs, want))
		if !slices.Equal(p.Boroughs, want) {
			t.Logf("%s: %q, want %q", row.ID, p.Boroughs, want)
		}
		postcodes.Add(p.Postcode == row.Postcode)
		if p.Postcode != row.Postcode {
			t.Logf("%s: postcode %q, want %q", row.ID, p.Postcode, row.Postcode)
		}
	}
	boroughs.Least(t, "boroughs", 0.97)
	postcodes.Least(t, "postcode", 0.97)
}
