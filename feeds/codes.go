package feeds

// Code is one value of a vocabulary and what people call it.
type Code struct {
	Code  string `json:"code"`
	Label string `json:"label"`
}

// Vocabulary is the closed set of values of one field. Within version 1 codes
// are only ever added.
type Vocabulary struct {
	// Name is the field's name, as in the JSON feed.
	Name  string `json:"name"`
	Label string `json:"label"`
	Codes []Code `json:"codes"`
}

// vocabularies are the codes of the label guide (sections 1 to 6 and 9) and of
// the life cycle, in the order people expect them.
var vocabularies = []Vocabulary{
	{Name: "scope", Label: "Kind of post", Codes: []Code{
		{"in", "Children's social work"},
		{"related", "Related posts"},
		{"out", "Not children's social work"},
	}},
	{Name: "stage", Label: "Career stage", Codes: []Code{
		{"student", "Student or apprentice"},
		{"nqsw", "Newly qualified"},
		{"social_worker", "Social worker"},
		{"senior", "Senior social worker"},
		{"advanced", "Advanced practitioner"},
		{"deputy_manager", "Deputy or practice manager"},
		{"team_manager", "Team manager"},
		{"reviewing", "Reviewing officer or chair"},
		{"service_manager", "Service manager"},
		{"principal_sw", "Principal social worker"},
		{"head_of_service", "Head of service"},
		{"director", "Director"},
		{"support", "Support and family work"},
	}},
	{Name: "specialism", Label: "Specialism", Codes: []Code{
		{"mash", "Front door and MASH"},
		{"assessment", "Assessment"},
		{"cp_cin", "Child protection and child in need"},
		{"court", "Court work"},
		{"cla", "Children looked after"},
		{"leaving_care", "Leaving care"},
		{"fostering", "Fostering and kinship"},
		{"adoption", "Adoption and permanence"},
		{"cwd", "Disabled children"},
		{"youth_justice", "Youth justice"},
		{"exploitation", "Exploitation and adolescents"},
		{"uasc", "Unaccompanied young people"},
		{"edge_of_care", "Edge of care"},
		{"edt", "Emergency duty"},
		{"early_help", "Early help"},
		{"family_help", "Family help"},
		{"mental_health", "Mental health"},
		{"substance_misuse", "Substance misuse"},
		{"domestic_abuse", "Domestic abuse"},
		{"nrpf", "No recourse to public funds"},
		{"schools", "Schools"},
		{"hospital", "Hospital"},
		{"qa", "Reviewing and quality assurance"},
		{"practice_dev", "Practice development"},
		{"leadership", "Leadership"},
		{"generic", "General children's social work"},
	}},
	{Name: "contract", Label: "Contract", Codes: []Code{
		{"permanent", "Permanent"},
		{"fixed_term", "Fixed term"},
		{"temporary", "Temporary or interim"},
		{"agency", "Agency or locum"},
		{"secondment", "Secondment"},
		{"apprenticeship", "Apprenticeship"},
		{"bank", "Bank or sessional"},
		{"maternity_cover", "Maternity cover"},
	}},
	{Name: "pattern", Label: "Working pattern", Codes: []Code{
		{"full_time", "Full time"},
		{"part_time", "Part time"},
		{"job_share", "Job share"},
		{"term_time", "Term time"},
		{"shift", "Shifts"},
		{"flexible", "Flexible hours"},
		{"compressed", "Compressed hours"},
		{"sessional", "Sessional"},
	}},
	{Name: "arrangement", Label: "Where you work", Codes: []Code{
		{"hybrid", "Hybrid"},
		{"home", "From home"},
		{"office", "In the office"},
	}},
	{Name: "period", Label: "Pay period", Codes: []Code{
		{"year", "a year"}, {"month", "a month"}, {"week", "a week"}, {"day", "a day"}, {"hour", "an hour"},
	}},
	{Name: "closing_kind", Label: "How the closing time is given", Codes: []Code{
		{"date", "A day"},
		{"datetime", "A day and time"},
		{"noon", "Noon of a day"},
		{"midnight", "Midnight of a day"},
		{"relative", "Counted from another day"},
		{"ongoing", "Open with no end given"},
		{"until_filled", "Open until filled"},
		{"rolling", "Reviewed as applications come"},
		{"invalid", "No such day"},
		{"none", "Not stated"},
	}},
	{Name: "extra", Label: "Beside base pay", Codes: []Code{
		{"market_supplement", "Market supplement"},
		{"retention", "Retention payment"},
		{"welcome_bonus", "Welcome payment"},
		{"london_weighting", "London weighting"},
		{"car_allowance", "Car allowance"},
		{"travel_allowance", "Travel allowance"},
		{"relocation", "Relocation help"},
		{"shift_allowance", "Shift allowance"},
		{"performance", "Performance pay"},
		{"pension", "Pension"},
		{"benefits", "Benefits"},
		{"ote", "On-target earnings"},
		{"negotiable", "Negotiable"},
		{"pay_award_pending", "Pay award pending"},
	}},
	{Name: "fact", Label: "Facts people ask for", Codes: []Code{
		{"registration_required", "Social Work England registration required"},
		{"newly_qualified_welcome", "Newly qualified welcome"},
		{"years_post_qualifying", "Years of experience after qualifying"},
		{"hybrid", "Hybrid working"},
		{"visa_sponsorship", "Visa sponsorship"},
		{"retention_payment", "Retention payment"},
		{"relocation", "Help with relocation"},
	}},
	{Name: "problem", Label: "What is missing or unclear", Codes: []Code{
		{"no_title", "No title"},
		{"no_pay", "No pay stated"},
		{"unreadable_pay", "Pay that we cannot read"},
		{"no_closing", "No closing date stated"},
		{"unreadable_closing", "A closing date that we cannot read"},
		{"invalid_closing", "A closing date that does not exist"},
		{"closing_far_ahead", "A closing date more than a year ahead"},
		{"closing_before_posted", "A closing date before the posting date"},
		{"weekday_mismatch", "A weekday that does not fit the date"},
		{"no_hours", "No hours stated"},
		{"unreadable_hours", "Hours that we cannot read"},
		{"no_place", "No borough named"},
		{"borough_not_stated", "Which of its source's boroughs is not stated"},
		{"place_disagrees", "A place that disagrees with the employer"},
		{"outside_london", "A place outside London"},
		{"no_description", "No text"},
		{"unreadable_posted", "A posting date that we cannot read"},
		{"too_long", "Text so long that only its beginning was read"},
		{"no_identity", "Nothing to know it by"},
	}},
	{Name: "state", Label: "State", Codes: []Code{
		{"open", "Open"}, {"closed", "Closed"}, {"withdrawn", "Withdrawn"},
		{"merged", "Merged into another"}, {"held", "Held"}, {"erased", "Erased"},
	}},
	{Name: "change", Label: "Change", Codes: []Code{
		{"opened", "Opened"}, {"revised", "Changed"}, {"closed", "Closed"}, {"withdrawn", "Withdrawn"},
		{"reopened", "Reopened"}, {"merged", "Merged"}, {"split", "Split"},
	}},
}

// Vocabularies gives every vocabulary. The slice is the caller's own; the
// codes within are shared and not to be changed.
func Vocabularies() []Vocabulary { return append([]Vocabulary(nil), vocabularies...) }

// Codes gives the codes of a vocabulary in the order they are shown; nil when
// there is no such vocabulary.
func Codes(name string) []Code {
	for _, v := range vocabularies {
		if v.Name == name {
			return v.Codes
		}
	}
	return nil
}

// Label is what people call a code of a vocabulary; the code itself when it is
// not known.
func Label(name, code string) string {
	for _, c := range Codes(name) {
		if c.Code == code {
			return c.Label
		}
	}
	return code
}

// vocabularyLabel is what people call the vocabulary itself.
func vocabularyLabel(name string) string {
	for _, v := range vocabularies {
		if v.Name == name {
			return v.Label
		}
	}
	return name
}
