package place

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
}

// authorities are the 33 in the order of their GSS codes (ONS, Local Authority
// Districts). Careers pages are from public material of 2026 and unverified.
var authorities = []Authority{
	{GSS: "E09000001", Slug: "city-of-london", Name: "City of London", Official: "City of London Corporation", Careers: "https://careers.cityoflondon.gov.uk/"},
	{GSS: "E09000002", Slug: "barking-and-dagenham", Name: "Barking and Dagenham", Official: "London Borough of Barking and Dagenham", Careers: "https://www.lbbd.gov.uk/jobs-and-careers"},
	{GSS: "E09000003", Slug: "barnet", Name: "Barnet", Official: "London Borough of Barnet", Careers: "https://www.barnet.gov.uk/children-and-families/join-our-workforce"},
	{GSS: "E09000004", Slug: "bexley", Name: "Bexley", Official: "London Borough of Bexley", Careers: "https://www.bexley.gov.uk/about-council/jobs-and-careers"},
	{GSS: "E09000005", Slug: "brent", Name: "Brent", Official: "London Borough of Brent", Careers: "https://www.brent.gov.uk/your-council/jobs-and-careers"},
	{GSS: "E09000006", Slug: "bromley", Name: "Bromley", Official: "London Borough of Bromley", Careers: ""},
	{GSS: "E09000007", Slug: "camden", Name: "Camden", Official: "London Borough of Camden", Careers: "https://www.camden.gov.uk/jobs-camden-council"},
	{GSS: "E09000008", Slug: "croydon", Name: "Croydon", Official: "London Borough of Croydon", Careers: ""},
	{GSS: "E09000009", Slug: "ealing", Name: "Ealing", Official: "London Borough of Ealing", Careers: "https://www.ealing.gov.uk/info/201013/jobs"},
	{GSS: "E09000010", Slug: "enfield", Name: "Enfield", Official: "London Borough of Enfield", Careers: "https://www.enfield.gov.uk/careers"},
	{GSS: "E09000011", Slug: "greenwich", Name: "Greenwich", Official: "Royal Borough of Greenwich", Careers: "https://www.royalgreenwich.gov.uk/info/200151/jobs_at_royal_borough_of_greenwich"},
	{GSS: "E09000012", Slug: "hackney", Name: "Hackney", Official: "London Borough of Hackney", Careers: "https://recruitment.hackney.gov.uk/"},
	{GSS: "E09000013", Slug: "hammersmith-and-fulham", Name: "Hammersmith and Fulham", Official: "London Borough of Hammersmith and Fulham", Careers: "https://www.lbhf.gov.uk/jobs/careers-hf"},
	{GSS: "E09000014", Slug: "haringey", Name: "Haringey", Official: "London Borough of Haringey", Careers: "https://www.haringey.gov.uk/jobs-and-training/working-haringey"},
	{GSS: "E09000015", Slug: "harrow", Name: "Harrow", Official: "London Borough of Harrow", Careers: ""},
	{GSS: "E09000016", Slug: "havering", Name: "Havering", Official: "London Borough of Havering", Careers: ""},
	{GSS: "E09000017", Slug: "hillingdon", Name: "Hillingdon", Official: "London Borough of Hillingdon", Careers: "https://www.hillingdon.gov.uk/job-applicants"},
	{GSS: "E09000018", Slug: "hounslow", Name: "Hounslow", Official: "London Borough of Hounslow", Careers: ""},
	{GSS: "E09000019", Slug: "islington", Name: "Islington", Official: "London Borough of Islington", Careers: "https://jobs.islington.gov.uk/"},
	{GSS: "E09000020", Slug: "kensington-and-chelsea", Name: "Kensington and Chelsea", Official: "Royal Borough of Kensington and Chelsea", Careers: ""},
	{GSS: "E09000021", Slug: "kingston-upon-thames", Name: "Kingston upon Thames", Official: "Royal Borough of Kingston upon Thames", Careers: "https://careers.kingston.gov.uk/"},
	{GSS: "E09000022", Slug: "lambeth", Name: "Lambeth", Official: "London Borough of Lambeth", Careers: "https://www.lambeth.gov.uk/jobs-skills/apply-job-with-lambeth-council"},
	{GSS: "E09000023", Slug: "lewisham", Name: "Lewisham", Official: "London Borough of Lewisham", Careers: "https://www.lewisham.gov.uk/mayorandcouncil/counciljobs"},
	{GSS: "E09000024", Slug: "merton", Name: "Merton", Official: "London Borough of Merton", Careers: "https://www.merton.gov.uk/jobs"},
	{GSS: "E09000025", Slug: "newham", Name: "Newham", Official: "London Borough of Newham", Careers: ""},
	{GSS: "E09000026", Slug: "redbridge", Name: "Redbridge", Official: "London Borough of Redbridge", Careers: ""},
	{GSS: "E09000027", Slug: "richmond-upon-thames", Name: "Richmond upon Thames", Official: "London Borough of Richmond upon Thames", Careers: "https://recruitment.richmondandwandsworth.gov.uk/"},
	{GSS: "E09000028", Slug: "southwark", Name: "Southwark", Official: "London Borough of Southwark", Careers: "https://jobs.southwark.gov.uk/"},
	{GSS: "E09000029", Slug: "sutton", Name: "Sutton", Official: "London Borough of Sutton", Careers: "https://careers.sutton.gov.uk/"},
	{GSS: "E09000030", Slug: "tower-hamlets", Name: "Tower Hamlets", Official: "London Borough of Tower Hamlets", Careers: "https://www.towerhamlets.gov.uk/lgnl/jobs_and_careers/Jobs-at-Tower-Hamlets-Council.aspx"},
	{GSS: "E09000031", Slug: "waltham-forest", Name: "Waltham Forest", Official: "London Borough of Waltham Forest", Careers: ""},
	{GSS: "E09000032", Slug: "wandsworth", Name: "Wandsworth", Official: "London Borough of Wandsworth", Careers: "https://recruitment.richmondandwandsworth.gov.uk/"},
	{GSS: "E09000033", Slug: "westminster", Name: "Westminster", Official: "City of Westminster (Westminster City Council)", Careers: "https://careers.newjob.org.uk/WCC/content/Working-for-us/?locale=en_GB"},
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
