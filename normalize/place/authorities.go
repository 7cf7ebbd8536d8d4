package place

import "slices"

// Authority is one of London's 33 local authorities.
type Authority struct {
	// GSS is the Office for National Statistics code.
	GSS string `json:"gss"`
	// Slug is our stable short name, Name the usual one, Official the council's own.
	Slug     string `json:"slug"`
	Name     string `json:"name"`
	Official string `json:"official"`
	// Careers is the authority's own careers page; empty where none is known.
	Careers string `json:"careers,omitempty"`
	// Offer is the authority's page on working in its children's social care;
	// empty where none is known.
	Offer string `json:"offer,omitempty"`
	// Short are other names and initials that adverts use for it.
	Short []string `json:"short,omitempty"`
	// Row and Col are its square on the usual tile map of London (eight columns
	// by seven rows, both from 0).
	Row int `json:"row"`
	Col int `json:"col"`
	// Inner is true for inner London in law (London Government Act 1963,
	// section 43, and the City).
	Inner bool `json:"inner"`
	// South is true where most of it lies south of the Thames.
	South bool `json:"south"`
}

// Group is a preset choice of authorities.
type Group struct {
	Code  string   `json:"code"`
	Name  string   `json:"name"`
	Slugs []string `json:"slugs"`
}

// Groups gives the preset choices in the order they are shown; slugs are sorted.
func Groups() []Group {
	pick := func(code, name string, in func(Authority) bool) Group {
		g := Group{Code: code, Name: name}
		for _, a := range authorities {
			if in(a) {
				g.Slugs = append(g.Slugs, a.Slug)
			}
		}
		slices.Sort(g.Slugs)
		return g
	}
	return []Group{
		pick("inner", "Inner London", func(a Authority) bool { return a.Inner }),
		pick("outer", "Outer London", func(a Authority) bool { return !a.Inner }),
		pick("north", "North of the Thames", func(a Authority) bool { return !a.South }),
		pick("south", "South of the Thames", func(a Authority) bool { return a.South }),
	}
}

// authorities are the 33 in the order of their GSS codes (ONS, Local Authority
// Districts). Careers pages are from public material of 2026 and unverified.
var authorities = []Authority{
	{GSS: "E09000001", Slug: "city-of-london", Name: "City of London", Official: "City of London Corporation", Careers: "https://careers.cityoflondon.gov.uk/", Short: []string{"City Corporation", "Corporation of London"}, Row: 3, Col: 4, Inner: true},
	{GSS: "E09000002", Slug: "barking-and-dagenham", Name: "Barking and Dagenham", Official: "London Borough of Barking and Dagenham", Careers: "https://www.lbbd.gov.uk/jobs-and-careers", Short: []string{"LBBD", "B&D"}, Row: 3, Col: 7},
	{GSS: "E09000003", Slug: "barnet", Name: "Barnet", Official: "London Borough of Barnet", Careers: "https://www.barnet.gov.uk/children-and-families/join-our-workforce", Offer: "https://www.barnet.gov.uk/children-and-families/join-our-workforce", Row: 1, Col: 3},
	{GSS: "E09000004", Slug: "bexley", Name: "Bexley", Official: "London Borough of Bexley", Careers: "https://www.bexley.gov.uk/about-council/jobs-and-careers", Row: 4, Col: 7, South: true},
	{GSS: "E09000005", Slug: "brent", Name: "Brent", Official: "London Borough of Brent", Careers: "https://www.brent.gov.uk/your-council/jobs-and-careers", Row: 2, Col: 2},
	{GSS: "E09000006", Slug: "bromley", Name: "Bromley", Official: "London Borough of Bromley", Row: 5, Col: 5, South: true},
	{GSS: "E09000007", Slug: "camden", Name: "Camden", Official: "London Borough of Camden", Careers: "https://www.camden.gov.uk/jobs-camden-council", Row: 2, Col: 3, Inner: true},
	{GSS: "E09000008", Slug: "croydon", Name: "Croydon", Official: "London Borough of Croydon", Offer: "https://www.londonsocialworkforchildren.com/our-councils/croydon", Row: 5, Col: 4, South: true},
	{GSS: "E09000009", Slug: "ealing", Name: "Ealing", Official: "London Borough of Ealing", Careers: "https://www.ealing.gov.uk/info/201013/jobs", Row: 2, Col: 1},
	{GSS: "E09000010", Slug: "enfield", Name: "Enfield", Official: "London Borough of Enfield", Careers: "https://www.enfield.gov.uk/careers", Row: 0, Col: 4},
	{GSS: "E09000011", Slug: "greenwich", Name: "Greenwich", Official: "Royal Borough of Greenwich", Careers: "https://www.royalgreenwich.gov.uk/info/200151/jobs_at_royal_borough_of_greenwich", Short: []string{"RBG"}, Row: 4, Col: 6, Inner: true, South: true},
	{GSS: "E09000012", Slug: "hackney", Name: "Hackney", Official: "London Borough of Hackney", Careers: "https://recruitment.hackney.gov.uk/", Row: 2, Col: 5, Inner: true},
	{GSS: "E09000013", Slug: "hammersmith-and-fulham", Name: "Hammersmith and Fulham", Official: "London Borough of Hammersmith and Fulham", Careers: "https://www.lbhf.gov.uk/jobs/careers-hf", Short: []string{"LBHF", "H&F", "H and F"}, Row: 3, Col: 1, Inner: true},
	{GSS: "E09000014", Slug: "haringey", Name: "Haringey", Official: "London Borough of Haringey", Careers: "https://www.haringey.gov.uk/jobs-and-training/working-haringey", Row: 1, Col: 4},
	{GSS: "E09000015", Slug: "harrow", Name: "Harrow", Official: "London Borough of Harrow", Row: 1, Col: 2},
	{GSS: "E09000016", Slug: "havering", Name: "Havering", Official: "London Borough of Havering", Row: 2, Col: 7},
	{GSS: "E09000017", Slug: "hillingdon", Name: "Hillingdon", Official: "London Borough of Hillingdon", Careers: "https://www.hillingdon.gov.uk/job-applicants", Row: 2, Col: 0},
	{GSS: "E09000018", Slug: "hounslow", Name: "Hounslow", Official: "London Borough of Hounslow", Row: 3, Col: 0},
	{GSS: "E09000019", Slug: "islington", Name: "Islington", Official: "London Borough of Islington", Careers: "https://jobs.islington.gov.uk/", Short: []string{"LBI"}, Row: 2, Col: 4, Inner: true},
	{GSS: "E09000020", Slug: "kensington-and-chelsea", Name: "Kensington and Chelsea", Official: "Royal Borough of Kensington and Chelsea", Offer: "https://www.londonsocialworkforchildren.com/our-councils/kensington-and-chelsea", Short: []string{"RBKC", "K&C"}, Row: 3, Col: 2, Inner: true},
	{GSS: "E09000021", Slug: "kingston-upon-thames", Name: "Kingston upon Thames", Official: "Royal Borough of Kingston upon Thames", Careers: "https://careers.kingston.gov.uk/", Short: []string{"Kingston", "RBK", "RBKT"}, Row: 5, Col: 2, South: true},
	{GSS: "E09000022", Slug: "lambeth", Name: "Lambeth", Official: "London Borough of Lambeth", Careers: "https://www.lambeth.gov.uk/jobs-skills/apply-job-with-lambeth-council", Row: 4, Col: 3, Inner: true, South: true},
	{GSS: "E09000023", Slug: "lewisham", Name: "Lewisham", Official: "London Borough of Lewisham", Careers: "https://www.lewisham.gov.uk/mayorandcouncil/counciljobs", Offer: "https://www.lewisham.gov.uk/mayorandcouncil/counciljobs/careersinchildrensocialcare", Row: 4, Col: 5, Inner: true, South: true},
	{GSS: "E09000024", Slug: "merton", Name: "Merton", Official: "London Borough of Merton", Careers: "https://www.merton.gov.uk/jobs", Offer: "https://www.merton.gov.uk/cscjobs", Short: []string{"LBM"}, Row: 5, Col: 3, South: true},
	{GSS: "E09000025", Slug: "newham", Name: "Newham", Official: "London Borough of Newham", Short: []string{"LBN"}, Row: 3, Col: 6},
	{GSS: "E09000026", Slug: "redbridge", Name: "Redbridge", Official: "London Borough of Redbridge", Row: 2, Col: 6},
	{GSS: "E09000027", Slug: "richmond-upon-thames", Name: "Richmond upon Thames", Official: "London Borough of Richmond upon Thames", Careers: "https://recruitment.richmondandwandsworth.gov.uk/", Short: []string{"Richmond", "LBRUT"}, Row: 4, Col: 1, South: true},
	{GSS: "E09000028", Slug: "southwark", Name: "Southwark", Official: "London Borough of Southwark", Careers: "https://jobs.southwark.gov.uk/", Offer: "https://www.londonsocialworkforchildren.com/our-councils/southwark", Row: 4, Col: 4, Inner: true, South: true},
	{GSS: "E09000029", Slug: "sutton", Name: "Sutton", Official: "London Borough of Sutton", Careers: "https://careers.sutton.gov.uk/", Offer: "https://careers.sutton.gov.uk/childrens-social-care", Row: 6, Col: 3, South: true},
	{GSS: "E09000030", Slug: "tower-hamlets", Name: "Tower Hamlets", Official: "London Borough of Tower Hamlets", Careers: "https://www.towerhamlets.gov.uk/lgnl/jobs_and_careers/Jobs-at-Tower-Hamlets-Council.aspx", Offer: "https://www.towerhamlets.gov.uk/lgnl/jobs_and_careers/jobs-in-childrens-social-care/", Short: []string{"LBTH"}, Row: 3, Col: 5, Inner: true},
	{GSS: "E09000031", Slug: "waltham-forest", Name: "Waltham Forest", Official: "London Borough of Waltham Forest", Short: []string{"LBWF"}, Row: 1, Col: 5},
	{GSS: "E09000032", Slug: "wandsworth", Name: "Wandsworth", Official: "London Borough of Wandsworth", Careers: "https://recruitment.richmondandwandsworth.gov.uk/", Offer: "https://www.wandsworth.gov.uk/jobs-and-careers/childrens-social-care-jobs", Row: 4, Col: 2, Inner: true, South: true},
	{GSS: "E09000033", Slug: "westminster", Name: "Westminster", Official: "City of Westminster (Westminster City Council)", Careers: "https://careers.newjob.org.uk/WCC/content/Working-for-us/?locale=en_GB", Short: []string{"City of Westminster", "Westminster City Council", "WCC"}, Row: 3, Col: 3, Inner: true},
}

// Authorities gives the 33 in the order of their GSS codes. The slice is the caller's own.
func Authorities() []Authority { return append([]Authority(nil), authorities...) }

// BySlug finds an authority by its slug.
func BySlug(slug string) (Authority, bool) {
	for _, a := range authorities {
		if a.Slug == slug {
			return a, true
		}
	}
	return Authority{}, false
}
