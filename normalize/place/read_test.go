package place

import (
	"slices"
	"strings"
	"testing"
)

func TestReadWithoutBound(t *testing.T) {
	for _, c := range []struct{ name, location, want string }{
		{"a borough", "Lewisham, London", "lewisham"},
		{"a borough in full", "London Borough of Waltham Forest", "waltham-forest"},
		{"a borough with an ampersand", "London Borough of Barking & Dagenham", "barking-and-dagenham"},
		{"a royal borough, turned round", "Kensington and Chelsea, Royal Borough of", "kensington-and-chelsea"},
		{"part of a borough's name", "Dagenham", "barking-and-dagenham"},
		{"initials", "RBKC", "kensington-and-chelsea"},
		{"initials in small letters", "lbhf", "hammersmith-and-fulham"},
		{"initials with an ampersand", "H&F", "hammersmith-and-fulham"},
		{"a district", "Uxbridge", "hillingdon"},
		{"a district with its county of old", "Romford, Essex", "havering"},
		{"an office", "Bernard Weatherill House", "croydon"},
		{"an office with its street", "Laurence House, 1 Catford Road", "lewisham"},
		{"an address that is an office", "222 Upper Street N1", "islington"},
		{"two boroughs", "Tower Hamlets / Newham", "newham tower-hamlets"},
		{"a service of two boroughs", "Bi-borough", "kensington-and-chelsea westminster"},
		{"a street is not a borough", "Camden Road, London", ""},
		{"a street beside its district", "Bexley Road, Eltham", "greenwich"},
		{"a high road is its district's", "Tottenham High Road", "haringey"},
		{"a compass point", "South East London", ""},
		{"London", "London", ""},
		{"a postcode names none", "SE6 4RU", ""},
		{"a district of several boroughs names none", "Crystal Palace", ""},
		{"a word that is a district only by itself", "Team based in the borough", ""},
		{"that word by itself", "Borough, London", "southwark"},
		{"a namesake told by its borough", "Hayes, Bromley", "bromley"},
		{"a namesake told by a district of its borough", "Grove Park, Chiswick", "hounslow"},
		{"an office of two councils, the likelier", "Guildhall, London", "city-of-london"},
		{"an office of two councils, told by the town", "Guildhall, Kingston", "kingston-upon-thames"},
		{"a namesake told by its county of old", "Hayes, Kent", "bromley"},
		{"a district on a boundary names none", "Bedford Park", ""},
		{"a district that reaches into its neighbours", "Edgware", "barnet"},
		{"a district mostly in one", "Abbey Wood", "greenwich"},
		{"a namesake alone is the larger", "Hayes", "hillingdon"},
		{"a namesake far away", "Richmond, North Yorkshire", "outside North Yorkshire"},
		{"a longer name elsewhere", "Kingston upon Hull", "outside Kingston-upon-Hull"},
		{"a longer name that begins with a borough", "Sutton Coldfield", "outside Sutton Coldfield"},
		{"a town outside", "Windsor, Berkshire", "outside Windsor"},
		{"a county outside", "Thurrock, Essex", "outside Thurrock"},
		{"a town's name in a street", "Oxford Street, London", ""},
		{"a town's name on a house", "Windsor House, London", ""},
		{"working from home", "Home based", ""},
		{"nothing", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := show(Read(Input{Location: c.location})); got != c.want {
				t.Errorf("Read(%q) = %q, want %q", c.location, got, c.want)
			}
		})
	}
}

func TestEveryBoroughHasItsOwnWords(t *testing.T) {
	location := "Woolwich Centre / Laurence House, Catford (not Bexley)"
	p := Read(Input{Location: location, Bound: []string{"greenwich", "lewisham", "bromley"}})
	for part, want := range map[string]string{
		"boroughs": "Woolwich Centre / Laurence House, Catford", "boroughs.greenwich": "Woolwich Centre", "boroughs.lewisham": "Laurence House", "boroughs.bexley": "",
	} {
		ev := p.Evidence[part]
		if ev.Words != want || location[ev.Start:ev.End] != want {
			t.Errorf("%s: %q at %d to %d, want %q", part, ev.Words, ev.Start, ev.End, want)
		}
	}
}

// show is a place in one line.
func show(p Place) string {
	switch {
	case p.Outside != "":
		return "outside " + p.Outside
	case p.Disagrees != "":
		return strings.Join(p.Boroughs, " ") + " disagrees " + p.Disagrees
	}
	return strings.Join(p.Boroughs, " ")
}

func TestReadWithinBound(t *testing.T) {
	kingstonRichmond := []string{"kingston-upon-thames", "richmond-upon-thames"}
	for _, c := range []struct {
		name string
		in   Input
		want string
	}{
		{"one borough stays where the text names none", Input{Location: "Various sites", Bound: []string{"brent"}}, "brent"},
		{"one borough and its district", Input{Location: "Catford", Bound: []string{"lewisham"}}, "lewisham"},
		{"one borough and another's name", Input{Location: "Croydon", Bound: []string{"lewisham"}}, "lewisham disagrees Croydon"},
		{"one borough and a neighbour's street", Input{Location: "Bromley Road", Bound: []string{"lewisham"}}, "lewisham"},
		{"a namesake within the bound", Input{Location: "Hayes", Bound: []string{"bromley"}}, "bromley"},
		{"two boroughs narrowed by a district", Input{Location: "Twickenham", Bound: kingstonRichmond}, "richmond-upon-thames"},
		{"two boroughs narrowed by the title", Input{Title: "Social Worker - Surbiton", Bound: kingstonRichmond}, "kingston-upon-thames"},
		{"two boroughs narrowed by a postcode", Input{Location: "TW1 3BZ", Bound: kingstonRichmond}, "richmond-upon-thames"},
		{"a postcode that both share decides nothing", Input{Location: "KT1 1AA", Bound: kingstonRichmond}, "kingston-upon-thames richmond-upon-thames"},
		{"two boroughs narrowed by the only one named", Input{Text: "You will join our Richmond team.", Bound: kingstonRichmond}, "richmond-upon-thames"},
		{"two boroughs both named in the text", Input{Text: "We serve Kingston and Richmond.", Bound: kingstonRichmond}, "kingston-upon-thames richmond-upon-thames"},
		{"two boroughs both named as the place", Input{Location: "Kingston and Richmond", Bound: kingstonRichmond}, "kingston-upon-thames richmond-upon-thames"},
		{"a shared employer's post outside London", Input{Location: "Windsor", Bound: kingstonRichmond}, "outside Windsor"},
		{"a post outside said in the title", Input{Title: "Social Worker (Windsor and Maidenhead)", Bound: kingstonRichmond}, "outside Windsor and Maidenhead"},
		{"a town's name beside a postcode of ours", Input{Location: "Windsor, KT1 1EU", Bound: []string{"kingston-upon-thames"}}, "kingston-upon-thames disagrees Windsor"},
		{"two boroughs narrowed by the council that employs", Input{Location: "London", Employer: "Royal Borough of Kingston upon Thames", Bound: kingstonRichmond}, "kingston-upon-thames"},
		{"a council's name alone as the employer", Input{Employer: "Richmond", Bound: kingstonRichmond}, "richmond-upon-thames"},
		{"a firm called after a borough employs nowhere", Input{Employer: "Richmond Care Homes Ltd", Bound: kingstonRichmond}, "kingston-upon-thames richmond-upon-thames"},
		{"an employer that is both councils", Input{Employer: "Kingston and Richmond Councils", Bound: kingstonRichmond}, "kingston-upon-thames richmond-upon-thames"},
		{"the place before the employer", Input{Location: "Twickenham", Employer: "Kingston Council", Bound: kingstonRichmond}, "richmond-upon-thames"},
		{"an employer beyond the bound", Input{Employer: "Merton Council", Bound: kingstonRichmond}, "kingston-upon-thames richmond-upon-thames"},
		{"a source of many employers that names no borough", Input{Location: "London", Bound: kingstonRichmond, Loose: true}, ""},
		{"a source of many employers narrowed by the employer", Input{Employer: "London Borough of Richmond upon Thames", Bound: kingstonRichmond, Loose: true}, "richmond-upon-thames"},
		{"a source of many employers in one borough", Input{Location: "London", Bound: []string{"brent"}, Loose: true}, "brent"},
		{"a district shared within the bound", Input{Location: "Worcester Park", Bound: []string{"sutton", "merton"}}, "sutton"},
		{"a title that names a neighbour is only a remark", Input{Title: "Social Worker - Chelsea", Bound: []string{"brent"}}, "brent disagrees Chelsea"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := show(Read(c.in)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestAPostcodeOfTheTextCountsWhereItIsTheOnlyOne(t *testing.T) {
	for _, c := range []struct {
		name string
		in   Input
		want string
	}{
		{"one in the text", Input{Text: "Based at the Civic Centre, UB8 1UW."}, "UB8 1UW"},
		{"one written twice", Input{Text: "At UB8 1UW. Our address: UB8 1UW."}, "UB8 1UW"},
		{"two in the text tell nothing", Input{Text: "At UB8 1UW and at N1 9GU."}, ""},
		{"a location without one keeps the text's out", Input{Location: "Uxbridge", Text: "Write to N1 9GU."}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Read(c.in).Postcode; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestReadPostcode(t *testing.T) {
	for _, c := range []struct{ name, location, want string }{
		{"a whole postcode", "Civic Centre, UB8 1UW", "UB8 1UW"},
		{"without its space", "UB81UW", "UB8 1UW"},
		{"in small letters", "ub8 1uw", "UB8 1UW"},
		{"its first half", "Stratford, E15", "E15"},
		{"a central first half", "WC1N", "WC1N"},
		{"outside London", "Grays, RM17 6SL", "RM17 6SL"},
		{"a motorway is none", "Near the M25", ""},
		{"a floor is none", "Floor B2, Town Hall", ""},
		{"letters of no area", "ZZ1 1AA", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Read(Input{Location: c.location}).Postcode; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestGazetteerNamesOnlyOurAuthorities(t *testing.T) {
	for key, e := range places().names {
		for _, slug := range e.slugs {
			if _, ok := BySlug(slug); !ok {
				t.Errorf("%q names %q, which is no authority", key, slug)
			}
		}
	}
	for district, slugs := range places().postcodes {
		for _, slug := range slugs {
			if _, ok := BySlug(slug); !ok {
				t.Errorf("%s names %q, which is no authority", district, slug)
			}
		}
	}
}

func TestEveryAuthorityIsFoundByItsNames(t *testing.T) {
	for _, a := range Authorities() {
		for _, name := range slices.Concat([]string{a.Name, a.Official}, a.Short) {
			if got := Read(Input{Location: name}).Boroughs; !slices.Equal(got, []string{a.Slug}) {
				t.Errorf("%q is %q, want %s", name, got, a.Slug)
			}
		}
	}
}

func TestTileMapGivesEveryAuthorityItsOwnSquare(t *testing.T) {
	squares := map[[2]int]string{}
	for _, a := range Authorities() {
		at := [2]int{a.Row, a.Col}
		if other := squares[at]; other != "" || a.Row < 0 || a.Row > 6 || a.Col < 0 || a.Col > 7 {
			t.Errorf("%s stands at %v, where %q is", a.Slug, at, other)
		}
		squares[at] = a.Slug
	}
}

func TestGroupsPartTheAuthorities(t *testing.T) {
	sizes := map[string]int{}
	for _, g := range Groups() {
		sizes[g.Code] = len(g.Slugs)
	}
	if sizes["inner"]+sizes["outer"] != 33 || sizes["north"]+sizes["south"] != 33 || sizes["inner"] != 13 || sizes["south"] != 12 {
		t.Errorf("group sizes %v", sizes)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"Richmond, North Yorkshire", "SE6 4RU SE6", "H&F & & RBKC", "\u202eCamden", strings.Repeat("Kingston upon ", 500), "’’’King’s"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, location, words string) {
		p := Read(Input{Location: location, Text: words, Bound: []string{"kingston-upon-thames", "richmond-upon-thames"}})
		if p.Outside == "" && len(p.Boroughs) == 0 {
			t.Fatal("the bound was lost")
		}
		for _, slug := range p.Boroughs {
			if slug != "kingston-upon-thames" && slug != "richmond-upon-thames" {
				t.Fatalf("%s is outside the bound", slug)
			}
		}
	})
}
