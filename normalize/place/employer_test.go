package place

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestOnlyAWholeNameIsAnAuthoritys(t *testing.T) {
	cases := []struct {
		name, slugs, employer string
		want                  Whose
	}{
		{"a borough's style", "hackney", "London Borough of Hackney", Ours},
		{"a borough's style in capitals", "hackney", "LONDON BOROUGH OF HACKNEY", Ours},
		{"its name with council", "hackney", "Hackney Council", Ours},
		{"the style with council", "hackney", "The London Borough of Hackney Council", Ours},
		{"the style in law", "barnet", "The Mayor and Burgesses of the London Borough of Barnet", Ours},
		{"the style shortened", "camden", "LB Camden", Ours},
		{"an ampersand for and", "hammersmith-and-fulham", "Hammersmith & Fulham Council", Ours},
		{"a royal borough", "kingston-upon-thames", "Royal Borough of Kingston-upon-Thames", Ours},
		{"a royal borough's short name", "kingston-upon-thames", "Kingston Council", Ours},
		{"Greenwich's style", "greenwich", "Royal Borough of Greenwich", Ours},
		{"a city council", "westminster", "Westminster City Council", Ours},
		{"its style with its name in brackets", "westminster", "City of Westminster (Westminster City Council)", Ours},
		{"the City", "city-of-london", "City of London Corporation", Ours},
		{"four initials", "kensington-and-chelsea", "RBKC", Ours},
		{"two councils together", "wandsworth", "Richmond and Wandsworth Councils", Ours},
		{"two boroughs by their style", "wandsworth", "London Boroughs of Richmond and Wandsworth", Ours},
		{"a directorate behind the name", "lewisham", "Lewisham Council - Children and Young People's Services", Ours},
		{"a directorate before the name", "brent", "Children's Services, London Borough of Brent", Ours},
		{"the town behind the name", "croydon", "Croydon Council, London, UK", Ours},
		{"a postcode behind the name", "hackney", "Hackney Council, E8 1EA", Ours},

		{"the place alone", "camden", "Camden", Perhaps},
		{"the place with a service", "hackney", "Hackney Education", Perhaps},
		{"initials several authorities have", "bexley", "LBB", Perhaps},
		{"a directorate", "camden", "Children, Schools and Families", Part},
		{"a directorate that is one word", "camden", "Place", Part},
		{"a council's own school", "croydon", "Thorn Lane Primary School", Part},
		{"no employer", "camden", "N/A", Nobodys},
		{"nothing", "camden", " ", Nobodys},

		{"another authority of London", "camden", "London Borough of Barnet", Anothers},
		{"a council of the same name in a county abroad", "camden", "Camden Council of Ohio County", Anothers},
		{"Camden in New Jersey", "camden", "City of Camden, New Jersey", Anothers},
		{"Camden in New South Wales", "camden", "Camden Council, NSW", Anothers},
		{"a county of the name", "camden", "Camden County Council", Anothers},
		{"Richmond in Virginia", "richmond-upon-thames", "Richmond City Council", Anothers},
		{"the city of Richmond", "richmond-upon-thames", "City of Richmond, VA", Anothers},
		{"Richmondshire", "richmond-upon-thames", "Richmondshire District Council", Anothers},
		{"Kingston in Ontario", "kingston-upon-thames", "City of Kingston, Ontario", Anothers},
		{"Kingston upon Hull", "kingston-upon-thames", "Kingston upon Hull City Council", Anothers},
		{"Kingston City Council in Victoria", "kingston-upon-thames", "Kingston City Council", Anothers},
		{"Newnham", "newham", "Newnham Parish Council", Anothers},
		{"Enfield in Connecticut", "enfield", "Town of Enfield", Anothers},
		{"Enfield Council elsewhere", "enfield", "Enfield Council, Connecticut", Anothers},
		{"Sutton Coldfield", "sutton", "Royal Sutton Coldfield Town Council", Anothers},
		{"Sutton in Ashfield", "sutton", "Sutton-in-Ashfield Council", Anothers},
		{"Westminster in Colorado", "westminster", "City of Westminster, CO", Anothers},
		{"a university of the name", "westminster", "University of Westminster", Anothers},
		{"Greenwich in Connecticut", "greenwich", "Town of Greenwich, CT", Anothers},
		{"a trust of the name", "greenwich", "Lewisham and Greenwich NHS Trust", Anothers},
		{"Bexley in Ohio", "bexley", "City of Bexley", Anothers},
		{"Brent in Alabama", "brent", "City of Brent, Alabama", Anothers},
		{"Barking's trust", "barking-and-dagenham", "Barking, Havering and Redbridge University Hospitals NHS Trust", Anothers},
		{"Bromley's trust", "bromley", "Bromley Healthcare CIC", Anothers},
		{"a housing company", "barnet", "Barnet Homes", Anothers},
		{"a trading company", "newham", "Newham Council Trading Ltd", Anothers},
		{"a partnership", "brent", "Brent Housing Partnership", Anothers},
		{"an academy trust", "havering", "Havering Primary School Academies Trust", Anothers},
		{"the City's police", "city-of-london", "City of London Police", Anothers},
		{"two employers in one field", "sutton", "Sutton Council / Kingston Council", Anothers},
		{"two councils elsewhere together", "camden", "Richmond and Wandsworth Councils", Anothers},
		{"a firm", "camden", "Harbourlight Locums", Anothers},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := NamesOf([]string{c.slugs}).Whose(c.employer); got != c.want {
				t.Errorf("Whose(%q) = %d, want %d", c.employer, got, c.want)
			}
		})
	}
}

func TestEveryAuthorityIsKnownByItsNamesAndByNoOthers(t *testing.T) {
	for _, a := range Authorities() {
		names := NamesOf([]string{a.Slug})
		if got := names.Whose(a.Official); got != Ours {
			t.Errorf("%s: its official name is %d", a.Slug, got)
		}
		if got := names.Whose("London Borough of " + a.Name); a.Slug != "westminster" && a.Slug != "city-of-london" && got != Ours {
			t.Errorf("%s: its style is %d", a.Slug, got)
		}
		for _, b := range Authorities() {
			if a.Slug != b.Slug && (names.Whose(b.Official) != Anothers || names.Whose(b.Name+" Council") != Anothers) {
				t.Errorf("%s is taken for %s", b.Official, a.Slug)
			}
		}
	}
}

func TestANameIsFoundInRunningText(t *testing.T) {
	cases := []struct {
		name, slug, text string
		want             bool
	}{
		{"a sentence", "enfield", "Come and work for Enfield Council, where families come first.", true},
		{"at the start", "enfield", "Enfield Council is hiring", true},
		{"the style", "camden", "Employees of the London Borough of Camden", true},
		{"of a county", "enfield", "Enfield Council of Ohio County is hiring", false},
		{"a state behind it", "enfield", "Enfield Council, CT seeks a social worker", false},
		{"a country behind it", "camden", "Camden Council, Australia", false},
		{"a two-letter word that is no state", "camden", "Camden Council co-ordinates the scheme", true},
		{"a longer name before it", "richmond-upon-thames", "Apply to North Richmond Council", false},
		{"a township of the name", "camden", "The township of Camden Council", false},
		{"the place alone", "camden", "Our office is in Camden.", false},
		{"part of a longer word", "newham", "Newhampton Council", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if name, got := NamesOf([]string{c.slug}).In(c.text); got != c.want {
				t.Errorf("In(%q) = %q, %v", c.text, name, got)
			}
		})
	}
}

func TestNamesGivenBesidesTheAuthoritysAreWhole(t *testing.T) {
	names := NamesOf([]string{"kingston-upon-thames", "richmond-upon-thames"}, "achieving for children")
	for employer, want := range map[string]Whose{"Achieving for Children": Ours, "Achieving for Children Academies Trust": Anothers, "Royal Borough of Windsor and Maidenhead": Anothers} {
		if got := names.Whose(employer); got != want {
			t.Errorf("Whose(%q) = %d, want %d", employer, got, want)
		}
	}
}

// A name of ours with a word that is nobody's directorate, and no authority's
// name ("LBBD"), is never ours.
func TestAStrangeWordMakesAnotherEmployer(t *testing.T) {
	all := Authorities()
	rapid.Check(t, func(t *rapid.T) {
		a := all[rapid.IntRange(0, len(all)-1).Draw(t, "authority")]
		strange := rapid.StringMatching(`[A-Z][bcdfgz]{3,6}`).Filter(func(word string) bool {
			return !everybody().joint[strings.ToLower(word)]
		}).Draw(t, "word")
		name := a.Name + " Council"
		if rapid.Bool().Draw(t, "before") {
			name = strange + " " + name
		} else {
			name += " " + strange
		}
		if got := NamesOf([]string{a.Slug}).Whose(name); got != Anothers {
			t.Fatalf("Whose(%q) = %d", name, got)
		}
	})
}

func FuzzWhose(f *testing.F) {
	f.Add("London Borough of Camden - Children’s Services", "camden")
	f.Add(strings.Repeat("and the ", 300)+"\xff/;,()", "westminster")
	f.Fuzz(func(t *testing.T, employer, slug string) {
		names := NamesOf([]string{slug})
		if got := names.Whose(employer); got < Nobodys || got > Anothers {
			t.Errorf("Whose = %d", got)
		}
		if name, found := names.In(employer); found && name == "" {
			t.Error("a name without words was found")
		}
	})
}
