package platform

import (
	"testing"

	"vacancies/config"
)

// TestWhoseABoardIsByTheEmployersItNames: one council's board, one of several
// employers, or quite another's. Nothing behind the crawler asks again.
func TestWhoseABoardIsByTheEmployersItNames(t *testing.T) {
	hackney := config.Source{ID: "hackney", Kind: "council", Boroughs: []string{"hackney"}}
	both := config.Source{ID: "bi-borough", Kind: "council", Boroughs: []string{"hammersmith-and-fulham", "westminster"}}
	said := hackney
	said.Options = map[string]string{"employer": "Northmoor"}
	regional := hackney
	regional.Kind = "regional"
	const ours, shared, others = "ours", "shared", "another's"
	for _, c := range []struct {
		source config.Source
		names  []string
		want   string
	}{
		{hackney, []string{"Northmoor District Council"}, others},
		{hackney, []string{"London Borough of Camden"}, others},
		{hackney, []string{"Northmoor District Council", ""}, others},
		{hackney, []string{"Hackney Council"}, ours},
		{hackney, []string{"The Council of the London Borough of HACKNEY"}, ours},
		{hackney, []string{""}, ours},
		{hackney, []string{"St Botolph's Primary School"}, ours},
		{hackney, []string{"Hackney Education"}, ours},
		{hackney, []string{"London Borough of Hackney", "Northmoor District Council"}, shared},
		{both, []string{"Hammersmith & Fulham Council", "Westminster City Council"}, ours},
		{both, []string{"Hounslow Council"}, others},
		{said, []string{"Northmoor District Council"}, ours},
		{regional, []string{"Northmoor District Council"}, ours},
	} {
		e := EmployersOf(c.source)
		got := ours
		switch {
		case e.Stranger(c.names) != "":
			got = others
		case e.Several(c.names) != "":
			got = shared
		}
		if got != c.want {
			t.Errorf("a board of %q at the source of %v, option %q: %s, not %s", c.names, c.source.Boroughs, c.source.Options["employer"], got, c.want)
		}
	}
}
