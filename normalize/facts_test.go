package normalize

import "testing"

func TestFacts(t *testing.T) {
	for _, c := range []struct{ name, words, fact, stated, value string }{
		{"registration needed", "You must be registered with Social Work England.", RegistrationRequired, "yes", ""},
		{"registration as a line of the list", "• Social Work England registration", RegistrationRequired, "yes", ""},
		{"registration of the old regulator", "HCPC registration is essential", RegistrationRequired, "yes", ""},
		{"registration not needed", "Registration with Social Work England is not required for this role.", RegistrationRequired, "no", ""},
		{"no need to be registered", "You do not need to be registered with Social Work England.", RegistrationRequired, "no", ""},
		{"registration only desirable", "SWE registration desirable", RegistrationRequired, "no", ""},
		{"another registration", "You will keep a register of visits.", RegistrationRequired, "", ""},
		{"other people's registration", "Our practitioners are all registered with Social Work England.", RegistrationRequired, "", ""},
		{"people led who are registered", "You will lead six registered social workers.", RegistrationRequired, "", ""},
		{"a registration that is paid for", "We cover the yearly cost of registering with Social Work England.", RegistrationRequired, "", ""},
		{"a renewal of registration", "Registration renewals are handled by our team.", RegistrationRequired, "", ""},
		{"a fee for registration", "Your Social Work England registration fee comes back to you.", RegistrationRequired, "", ""},
		{"people looked for who are registered", "We are looking for registered social workers.", RegistrationRequired, "yes", ""},
		{"a post that does not ask for registration", "This job doesn't require Social Work England registration.", RegistrationRequired, "no", ""},
		{"newly qualified people led", "You will coach newly qualified social workers.", NewlyQualifiedWelcome, "", ""},
		{"a programme that is praised", "The ASYE programme here was shortlisted for a prize.", NewlyQualifiedWelcome, "", ""},
		{"a programme to join", "Join the ASYE programme this autumn.", NewlyQualifiedWelcome, "yes", ""},
		{"a question to the newly qualified", "Are you newly qualified? Come and see us.", NewlyQualifiedWelcome, "yes", ""},
		{"newly qualified people of another trade", "We welcome newly qualified teachers.", NewlyQualifiedWelcome, "", ""},
		{"newly qualified welcome", "Newly qualified social workers are welcome to apply.", NewlyQualifiedWelcome, "yes", ""},
		{"applications from newly qualified", "We welcome applications from NQSWs.", NewlyQualifiedWelcome, "yes", ""},
		{"not for newly qualified", "This post is not suitable for newly qualified social workers.", NewlyQualifiedWelcome, "no", ""},
		{"the assessed year behind you", "You will have completed your ASYE.", NewlyQualifiedWelcome, "no", ""},
		{"unable to take newly qualified", "Unfortunately we are unable to consider NQSWs for this role.", NewlyQualifiedWelcome, "no", ""},
		{"years in words", "At least two years' post-qualifying experience", YearsPostQualifying, "yes", "2"},
		{"years in figures", "3+ years post qualification experience in child protection", YearsPostQualifying, "yes", "3"},
		{"months", "a minimum of 18 months post-qualified experience", YearsPostQualifying, "yes", "1.5"},
		{"months that make no half years", "at least nine months' post-qualifying experience", YearsPostQualifying, "yes", "9 months"},
		{"months that make years", "24 months post-qualifying experience", YearsPostQualifying, "yes", "2"},
		{"years of PQE", "2 years PQE", YearsPostQualifying, "yes", "2"},
		{"no years needed", "No post-qualifying experience is required.", YearsPostQualifying, "no", ""},
		{"years or more", "Four or more years as a registered social worker", YearsPostQualifying, "yes", "4"},
		{"experience not asked for", "We do not ask for post-qualifying experience.", YearsPostQualifying, "no", ""},
		{"experience that is not needed", "Post-qualified experience is not needed here.", YearsPostQualifying, "no", ""},
		{"fewer years than somebody else's rule asks", "Those with less than two years' post-qualifying experience get extra supervision.", YearsPostQualifying, "", ""},
		{"years of recruiting", "Twelve years spent recruiting qualified social workers", YearsPostQualifying, "", ""},
		{"years of something else", "We have a two year plan for our offices.", YearsPostQualifying, "", ""},
		{"hybrid", "We offer hybrid working.", HybridWorking, "yes", ""},
		{"days in the office", "You will be 2 days a week in the office.", HybridWorking, "yes", ""},
		{"not hybrid", "This role is not suitable for hybrid working.", HybridWorking, "no", ""},
		{"a children's home is no home working", "You will visit children's homes and the family home.", HybridWorking, "", ""},
		{"a week shared between two places", "Share your week between the office and home.", HybridWorking, "yes", ""},
		{"home working ruled out", "Working from home isn't possible in this team.", HybridWorking, "no", ""},
		{"all five days on site", "You will be in the office five days a week.", HybridWorking, "no", ""},
		{"a question of sponsorship", "Will you need sponsorship to work here?", VisaSponsorship, "", ""},
		{"sponsorship that may fail", "Sponsorship might not be open to everybody.", VisaSponsorship, "", ""},
		{"sponsorship", "Visa sponsorship is available for this role.", VisaSponsorship, "yes", ""},
		{"we can sponsor", "We are able to sponsor Skilled Worker visas.", VisaSponsorship, "yes", ""},
		{"no sponsorship", "We are unable to offer sponsorship.", VisaSponsorship, "no", ""},
		{"sponsorship not available", "Please note that visa sponsorship is not available.", VisaSponsorship, "no", ""},
		{"no sponsoring", "This role does not meet the criteria for sponsorship.", VisaSponsorship, "no", ""},
		{"a sponsor of events", "The mayor sponsors a festival.", VisaSponsorship, "", ""},
		{"a retention payment", "You will receive a retention payment of £3,000 a year.", RetentionPayment, "yes", "£3,000"},
		{"a retention bonus without amount", "Retention bonus after two years", RetentionPayment, "yes", ""},
		{"no retention payment", "This post does not attract a retention payment.", RetentionPayment, "no", ""},
		{"retention of staff", "We are proud of our staff retention.", RetentionPayment, "", ""},
		{"a plan to keep staff, with its budget", "You own the retention plan and £90,000 to spend.", RetentionPayment, "", ""},
		{"people who move, helped", "You will support parents after relocation by the court.", Relocation, "", ""},
		{"moving costs that cannot be met", "Relocation expenses cannot be met.", Relocation, "no", ""},
		{"help to move", "We can assist you with relocation.", Relocation, "yes", ""},
		{"relocation", "A relocation package of up to £8,000", Relocation, "yes", "£8,000"},
		{"no relocation", "Relocation expenses are not payable.", Relocation, "no", ""},
		{"an office that moved", "Our office relocated last year.", Relocation, "", ""},
		{"nothing", "", VisaSponsorship, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := readFacts(factInput{Text: c.words})[c.fact]
			if f.Stated != c.stated || f.Value != c.value {
				t.Errorf("%q %q, want %q %q", f.Stated, f.Value, c.stated, c.value)
			}
			if f.Stated != "" && (f.Words == "" || f.Rule == "") {
				t.Errorf("stated without words or rule: %+v", f)
			}
		})
	}
}

func TestTheWordsBehindAFactAreNobodys(t *testing.T) {
	facts := readFacts(factInput{Text: "Ojutalayomi, who runs the desk, says that visa sponsorship is available."})
	if f := facts[VisaSponsorship]; f.Stated != "yes" || f.Words != "who runs the desk, says that visa sponsorship is available." {
		t.Errorf("%+v", f)
	}
}
