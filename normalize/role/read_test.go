package role_test

import (
	"strings"
	"testing"

	"vacancies/normalize/role"
)

// Each case is a sentence of the label guide, sections 1 to 3.
func TestScopeStageAndSpecialismFollowTheGuide(t *testing.T) {
	const cs = "Children's Services"
	cases := []struct {
		name, title, department, text string
		scope                         role.Scope
		stage, specialisms            string
	}{
		// Section 1: in.
		{"a social worker in children's services is in", "Social Worker, Duty Desk", cs, "", role.In, "social_worker", "assessment"},
		{"a supervising social worker is with children by the name", "SSW", "", "", role.In, "social_worker", "fostering"},
		{"a training route is in", "Step Up to Social Work (Exbridge)", "", "", role.In, "student", "generic"},
		{"a newly qualified post in a children's academy is in", "ASYE Programme 2026", "Children's Academy", "", role.In, "nqsw", "generic"},
		{"a panel adviser must be registered", "Panel Adviser", "Fostering and Kinship", "", role.In, "advanced", "fostering"},
		{"a hospital post is in where children are named", "Ward Social Worker, Children's Hospital", "", "", role.In, "social_worker", "hospital"},
		{"a fostering registered manager is in", "Registered Manager, Fostering Agency", "", "", role.In, "team_manager", "fostering"},
		{"emergency duty for both groups is in", "Emergency Duty Practitioner (Social Worker)", "Children and Adults", "", role.In, "social_worker", "edt"},
		{"a return to practice programme is in", "Return to Social Work", cs, "", role.In, "social_worker", "generic"},
		{"a family court adviser is in", "Family Court Adviser", "", "", role.In, "social_worker", "court"},
		{"a youth justice post that requires registration is in", "Youth Justice Practitioner", cs, "You must hold registration with Social Work England.", role.In, "social_worker", "youth_justice"},
		{"an audit post that requires registration is in", "Practice Auditor", cs, "A registered social worker is essential.", role.In, "advanced", "qa"},
		{"who leads reviewers assures such work", "Team Manager, Reviewing Service", cs, "", role.In, "team_manager", "qa"},
		{"preparing for adulthood is in where the department is for children", "Preparing for Adulthood Social Worker", "Disabled Children's Social Care", "", role.In, "social_worker", "cwd"},
		{"a front door and the assessments behind it are two", "Social Worker (Contact, Referral and Assessment)", cs, "", role.In, "social_worker", "assessment mash"},
		{"who is past the first year does not teach it", "Children's Practitioner Social Worker, post ASYE", cs, "", role.In, "social_worker", "generic"},
		{"who places students is none", "Practice Placement Coordinator (Social Worker)", "Children's Academy", "", role.In, "advanced", "practice_dev"},
		// Section 1: related.
		{"a family support worker is related", "Family Support Worker (Evenings)", cs, "", role.Related, "support", "generic"},
		{"a social work assistant is related", "SWA", "Children Looked After Service", "", role.Related, "support", "cla"},
		{"a personal adviser is related", "PA / Personal Adviser", "Corporate Parenting", "", role.Related, "support", "leaving_care"},
		{"a contact supervisor is related", "Contact Supervisor (Weekends)", cs, "", role.Related, "support", "generic"},
		{"a conference coordinator for families is related", "Family Group Conferencing Lead", cs, "", role.Related, "support", "edge_of_care"},
		{"an embedded worker for parents is related", "Adult Substance Misuse Worker", "Family Safeguarding", "", role.Related, "support", "substance_misuse"},
		{"a screening officer at the front door is related", "Screening Officer", "Children's MASH", "", role.Related, "support", "mash"},
		{"an early help manager is related", "Early Help Locality Manager", cs, "", role.Related, "team_manager", "early_help"},
		{"a partnership lead is related", "Safeguarding Children Partnership Lead", "", "", role.Related, "support", "qa"},
		{"a placements officer is related", "Placements Officer (Evenings)", "Children's Placements", "", role.Related, "support", "generic"},
		{"a lead practitioner who need not be registered is related", "Family Help Lead Practitioner", cs, "A social work, youth work or teaching qualification.", role.Related, "support", "family_help"},
		// Section 1: out.
		{"adult words in the title are a veto", "Social Worker, Older People", cs, "", role.Out, "n/a", ""},
		{"adult words in the department are a veto", "Social Worker", "Adults and Wellbeing", "", role.Out, "n/a", ""},
		{"adult words in the text are a veto", "Social Worker", "", "You will carry out Care Act assessments in our hospital discharge team.", role.Out, "n/a", ""},
		{"an approved mental health professional is out", "AMHP (Days)", "", "", role.Out, "n/a", ""},
		{"a children's home is out", "Deputy Manager, Children's Home", cs, "", role.Out, "n/a", ""},
		{"a nurse is out wherever the desk stands", "Nurse Specialist, MASH", cs, "", role.Out, "n/a", ""},
		{"a lawyer is out", "Child Protection Lawyer", "Legal", "", role.Out, "n/a", ""},
		{"a minute taker is out", "Minute Taker, Children in Care", cs, "", role.Out, "n/a", ""},
		{"a recruiter of social workers is out", "Recruitment Consultant, Qualified Social Workers", "", "", role.Out, "n/a", ""},
		{"becoming a foster carer is out", "Become a Foster Carer in Exbridge", "Fostering", "", role.Out, "n/a", ""},
		{"a support worker with no team named is out", "Support Worker, Young People", "", "", role.Out, "n/a", ""},
		{"an intake team that nothing gives to adults is the children's", "Team Manager, Intake (Exbridge)", "", "", role.In, "team_manager", "assessment"},
		{"an intake team of adults is not", "Social Worker, Intake (Exbridge)", "", "You carry out Care Act assessments for older people.", role.Out, "n/a", ""},
		{"all teams of a list are joined", "Children's Social Worker (any team)", "", "We have posts in our leaving care, court, child protection and duty teams.", role.In, "social_worker", "assessment court cp_cin leaving_care"},
		{"all cases of a list are held", "Children's Social Worker (any cases)", "", "You hold a caseload of kinship, court and youth justice work.", role.In, "social_worker", "court fostering youth_justice"},
		{"a list of duties gives nothing", "Children's Social Worker (any work)", "", "Duties include kinship, court and youth justice work.", role.In, "social_worker", "generic"},
		{"who assesses kin must be registered where the text says so", "Kinship Assessor (Exbridge)", "", "We need independent social workers.", role.In, "social_worker", "fostering"},
		{"who assesses kin by name alone is related", "Connected Persons Assessor", "", "", role.Related, "support", "fostering"},
		{"aftercare says whose social work it is", "Aftercare Social Worker, Exbridge", "", "", role.In, "social_worker", "leaving_care"},
		{"who looks for the missing is related", "Missing Persons Officer", "Adolescent Service", "", role.Related, "support", "exploitation"},
		{"a trust's safeguarding lead is out", "Head of Safeguarding (Exbridge)", "", "A registered nurse who leads on safeguarding adults and children across the Trust.", role.Out, "n/a", ""},
		{"who directs commissioning for children is out", "Director of Children's Commissioning and Brokerage", cs, "", role.Out, "n/a", ""},
		{"who directs social care and more is in", "Director of Children's Health and Social Care (Exbridge)", "", "", role.In, "director", "leadership"},
		{"an age alone says whose social work it is", "Social Worker (16 Plus, Exbridge)", "", "", role.In, "social_worker", "leaving_care"},
		{"a cohort's intake is no team", "NQSW Spring Intake", cs, "", role.In, "nqsw", "generic"},
		{"a team's intake is one", "Social Worker, Intake Desk", cs, "", role.In, "social_worker", "assessment"},
		{"who runs the first year, by its whole name", "Assessed and Supported Year Lead", "Children's Academy", "", role.In, "advanced", "practice_dev"},
		{"a commissioner is out", "Commissioning Manager, Fostering", cs, "", role.Out, "n/a", ""},
		{"a family support worker in a school is out", "Family Support Worker", "Exbridge Primary School", "", role.Out, "n/a", ""},
		{"an ampersand is and", "Social Worker - Referral & Assessment", "", "", role.In, "social_worker", "assessment"},
		{"an ampersand may be lost", "Social Worker Referral Assessment", "", "", role.In, "social_worker", "assessment"},
		{"a hyphen does not part a coordinator", "ASYE and NQSW Co-ordinator", cs, "", role.In, "advanced", "practice_dev"},
		{"an assessor who must be registered is in", "Kinship Assessor", cs, "You will be a registered social worker.", role.In, "social_worker", "fostering"},
		{"an assistant is never in by the text", "Social Work Assistant - Court", cs, "The team asks for a social work qualification of its workers.", role.Related, "support", "court"},
		{"a lead who must be registered is advanced", "Adolescent Safety Lead", cs, "A registered social worker is essential.", role.In, "advanced", "exploitation"},
		{"adult words in the department veto a post that is with children by its name", "SSW (Evenings)", "Adult Shared Lives", "", role.Out, "n/a", ""},
		{"an adviser of the health service is out", "Safeguarding Children Adviser", "NHS Community Trust", "", role.Out, "n/a", ""},
		{"court reports for families are children's", "Social Worker - Section 7 Reports", "", "", role.In, "social_worker", "court"},
		// Section 1: decisions.
		{"decision 1: emergency duty as an approved professional alone is out", "AMHP, Emergency Duty", "Adults", "", role.Out, "n/a", ""},
		{"decision 2: transitions in a children's service are in", "Transitions Social Worker", "Children's Disability Service", "", role.In, "social_worker", "cwd"},
		{"decision 2: transitions in an adult service are out", "Transitions Social Worker", "Adult Services", "", role.Out, "n/a", ""},
		{"decision 3: or equivalent is related", "Youth Justice Case Manager", cs, "A registered social worker or a qualified probation officer.", role.Related, "support", "youth_justice"},
		{"decision 4: leadership of early help is related", "Director, Early Help and Prevention", cs, "", role.Related, "director", "early_help leadership"},
		{"decision 5: an apprentice for both groups is in", "Social Work Apprentice", "Children and Adults", "", role.In, "student", "generic"},
		{"decision 5: an apprentice for adults only is out", "Social Work Apprentice", "Adult Services", "", role.Out, "n/a", ""},
		{"decision 6: a bare title is decided by the department", "Team Manager", "Fostering and Adoption", "", role.In, "team_manager", "adoption fostering"},
		{"decision 6: a bare title is decided by the text", "Service Manager", "", "You will lead our children's social care assessment teams.", role.In, "service_manager", "assessment"},
		{"decision 6: a bare title decides nothing", "Social Worker", "", "", role.Out, "n/a", ""},
		// Section 2.
		{"more than one stage: the lowest is the stage", "Social Worker / Advanced Practitioner", cs, "", role.In, "social_worker", "generic"},
		{"interim is no stage", "Interim Group Manager, Safeguarding", cs, "", role.In, "service_manager", "cp_cin"},
		{"a deputy is below the manager", "Deputy Fostering Team Manager", cs, "", role.In, "deputy_manager", "fostering"},
		{"a pod manager is a deputy", "Pod Manager (Assessment)", cs, "", role.In, "deputy_manager", "assessment"},
		{"a designated officer reviews", "LADO", cs, "", role.In, "reviewing", "qa"},
		{"a principal social worker is a stage of its own", "PSW, Children", "", "", role.In, "principal_sw", "practice_dev"},
		{"an assistant director is a director", "AD, Children's Social Care", "", "", role.In, "director", "leadership"},
		{"a related post below manager is support", "Senior Early Help Worker", cs, "", role.Related, "support", "early_help"},
		// Section 3.
		{"the title goes before the department", "Social Worker (Kinship)", "MASH", "", role.In, "social_worker", "fostering"},
		{"the department goes before the text", "Social Worker", "UASC Team", "You join the court team of children's services.", role.In, "social_worker", "uasc"},
		{"the text gives the team joined", "Social Worker", cs, "You will join our care proceedings team.", role.In, "social_worker", "court"},
		{"the text's experience gives nothing", "Social Worker", cs, "Experience of fostering and adoption work is needed.", role.In, "social_worker", "generic"},
		{"contextual safeguarding is exploitation alone", "Social Worker, Contextual Safeguarding", cs, "", role.In, "social_worker", "exploitation"},
		{"safeguarding beside quality assurance is qa alone", "Head of Safeguarding and QA", cs, "", role.In, "head_of_service", "leadership qa"},
		{"assessing carers is fostering alone", "Social Worker, Kinship Assessment", cs, "", role.In, "social_worker", "fostering"},
		{"a family hub is early help, a hub the front door", "Social Worker, Children's Hub", cs, "", role.In, "social_worker", "mash"},
		{"newly qualified posts are not practice development", "NQSW Academy", cs, "", role.In, "nqsw", "generic"},
		{"protection and court together are both", "Social Worker - Protection and Court", "Child Protection Service", "", role.In, "social_worker", "court"},
		{"child protection beside court keeps both", "Lead Practitioner, Child Protection and Court", cs, "", role.In, "advanced", "court cp_cin"},
		{"a place called court is no court", "Social Worker, Earl's Court", cs, "", role.In, "social_worker", "generic"},
		{"a hub in a text is a building", "Director of Children's Services", "", "Our offices are at the Mill Lane Hub.", role.In, "director", "leadership"},
		{"assessment beside emergency duty is both", "Service Manager - Assessment, EDT", cs, "", role.In, "service_manager", "assessment edt"},
		{"a front door joined by its name is children's and a team", "Social Worker", "", "Come and join our lively MASH in Exbridge.", role.In, "social_worker", "mash"},
		{"a front door that one only works with is no team", "Social Worker", cs, "You will hold meetings with colleagues in the MASH.", role.In, "social_worker", "generic"},
		{"a front door that one only refers to says nothing of whose work it is", "Social Worker", "", "You may refer some callers to the MASH.", role.Out, "n/a", ""},
		{"an experienced worker is sought for the team joined", "Social Worker", cs, "An experienced social worker is sought to join our leaving care team.", role.In, "social_worker", "leaving_care"},
		{"experienced in something gives nothing", "Social Worker", cs, "You are experienced in work with a court team.", role.In, "social_worker", "generic"},
		{"two teams side by side in a text are two", "Service Manager", cs, "You will lead our kinship and adoption services.", role.In, "service_manager", "adoption fostering"},
		{"assessing viability is assessing carers", "Viability Assessor", cs, "", role.Related, "support", "fostering"},
		{"who teaches the newly qualified is no beginner", "ASYE Practice Educator", cs, "", role.In, "advanced", "practice_dev"},
		{"a principal social worker who heads something is one still", "Principal Social Worker and Head of Practice", cs, "", role.In, "principal_sw", "practice_dev"},
		{"a manager who chairs conferences reviews", "Conference and Reviewing Manager", "Children's Safeguarding", "", role.In, "reviewing", "qa"},
		{"whoever chairs a panel is related", "Independent Chair of Adoption Panel", cs, "", role.Related, "support", "adoption"},
		{"a contact worker is related by the name", "Contact Worker", "", "", role.Related, "support", "generic"},
		{"an assistant's team may stand in the text", "Social Work Assistant", "", "You will help our children in care team.", role.Related, "support", "cla"},
		{"a register asked for in plain words makes a practitioner one", "Youth Justice Practitioner", cs, "Registration with Social Work England is essential.", role.In, "social_worker", "youth_justice"},
		{"a register that colleagues are on asks for nothing", "Youth Justice Practitioner", cs, "You work next to colleagues registered with Social Work England.", role.Related, "support", "youth_justice"},
		{"a degree or its equivalent leaves the register asked for", "Family Practitioner", cs, "A social work degree or equivalent, and registration with Social Work England.", role.In, "social_worker", "generic"},
		{"an equivalent instead of a social worker undoes the demand", "Lead Family Practitioner", "Family Help", "A social worker or someone who can hold an equivalent qualification.", role.Related, "support", "family_help"},
		{"a manager in early help who must be registered is in", "Early Help Manager", cs, "Whoever is appointed must be registered as a social worker.", role.In, "team_manager", "early_help"},
		{"a bare manager is decided by a text that asks for the register", "Registered Manager", "", "Our fostering agency needs a registered social worker to lead it.", role.In, "team_manager", "fostering"},
		{"a children's home's manager stays out whatever is asked", "Registered Manager", "", "A children's home for children in care. A social work qualification helps.", role.Out, "n/a", ""},
		{"a school's safeguarding manager is out", "School Safeguarding Manager", "", "", role.Out, "n/a", ""},
		{"who assists a head of service is out", "PA to Head of Service", cs, "", role.Out, "n/a", ""},
		{"work at the front line is no training programme", "Social Worker, Frontline Safeguarding", cs, "", role.In, "social_worker", "cp_cin"},
		{"a family support team of social workers is children's social work", "Deputy Team Manager, Family Support", cs, "You supervise social workers who hold the plans.", role.In, "deputy_manager", "cp_cin"},
		{"a family support team without them is related", "Deputy Team Manager, Family Support", cs, "You supervise outreach staff.", role.Related, "deputy_manager", "generic"},
		{"what a manager is responsible for is led", "Service Manager", cs, "You are responsible for kinship and permanence.", role.In, "service_manager", "adoption fostering"},
		{"what a worker is responsible for is a duty", "Social Worker", cs, "You are responsible for kinship checks now and then.", role.In, "social_worker", "generic"},
		{"plans held are the cases, plans named are a duty", "Social Worker", cs, "You hold cases of children on child protection plans.", role.In, "social_worker", "cp_cin"},
		{"plans named are no team", "Social Worker", cs, "We write and review child protection plans.", role.In, "social_worker", "generic"},
		{"exploitation of adults is adult work", "Social Worker, Exploitation", "Adult Safeguarding", "", role.Out, "n/a", ""},
		{"a young people's forensic team is no adult one", "Forensic Social Worker", "Adolescent Mental Health", "", role.In, "social_worker", "exploitation mental_health"},
		{"the post's own name is no service", "Quality Assurance Officer", "Contracts and Commissioning, Children's Services", "", role.Out, "n/a", ""},
		{"learning disability is children's beside their words", "Team Manager, Learning Disability (Children)", "", "", role.In, "team_manager", "cwd"},
		{"words written for short are read", "Asst. Team Mgr - CIN", cs, "", role.In, "deputy_manager", "cp_cin"},
		{"a worker written with a slash is one", "S/W - Kinship", cs, "", role.In, "social_worker", "fostering"},
		{"duty at night is emergency duty", "Social Worker, Night Duty", cs, "", role.In, "social_worker", "edt"},
		{"duty in an emergency team is its own", "Duty Social Worker", "Children's Emergency Duty Team", "", role.In, "social_worker", "edt"},
		{"a clinical team's manager is related", "Team Manager, Clinical Service", "Children's Social Care", "", role.Related, "team_manager", "mental_health"},
		{"who supports a designated officer is related", "LADO Support Officer", cs, "", role.Related, "support", "qa"},
		{"carers who are connected are children's", "Social Worker, Connected Carers Assessment", cs, "", role.In, "social_worker", "fostering"},
		{"a children's directorate may hold learning too", "Strategic Director, Children and Skills", "", "", role.In, "director", "leadership"},
		{"an assistant director of learning is none", "Assistant Director, Children and Skills", "", "", role.Out, "n/a", ""},
		{"a lead practitioner of family help is a worker's post", "Lead Practitioner (Family Help)", cs, "You must be a registered social worker.", role.In, "social_worker", "family_help"},
		{"safeguarding in education is no social care", "Head of Education Safeguarding", "Children and Education", "", role.Out, "n/a", ""},
		{"whoever chairs a panel is related, the panel behind a dash too", "Independent Chair (Adoption Panel)", cs, "", role.Related, "support", "adoption"},
		{"referral and assessment in a text is children's", "Deputy Team Manager", "", "You join a referral and assessment team.", role.In, "deputy_manager", "assessment"},
		{"an audit of courts that asks for the register stays in beside lawyers", "Court Progression Officer", "Law and Governance, Legal", "You must be a registered social worker and know care proceedings.", role.In, "advanced", "court"},
		{"two teams are two specialisms", "Service Manager, Court and UASC", cs, "", role.In, "service_manager", "court uasc"},
		{"an approved duty beside children's services is not adult work alone", "Emergency Duty AMHP and Social Worker", "Children's Services Emergency Duty", "", role.In, "social_worker", "edt"},
		{"a support worker of no team is out in a school", "Support Worker", "Primary School", "", role.Out, "n/a", ""},
		{"a practitioner for adults is out", "Practitioner, Older People", cs, "", role.Out, "n/a", ""},
		{"a supervisor of contact with adults is out", "Contact Supervisor, Older People", "", "", role.Out, "n/a", ""},
		{"whoever reviews without a field assures quality", "Independent Reviewing Officer", "", "", role.In, "reviewing", "qa"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := role.Read(role.Input{Title: c.title, Department: c.department, Text: c.text})
			if got.Scope != c.scope || got.Stage != c.stage || strings.Join(got.Specialisms, " ") != c.specialisms {
				t.Errorf("%q / %q: got %s %s %v, want %s %s [%s]; because of %q (%s)", c.title, c.department,
					got.Scope, got.Stage, got.Specialisms, c.scope, c.stage, c.specialisms, got.Why.Words, got.Why.Rule)
			}
		})
	}
}

func TestSeveralStagesAreAllKept(t *testing.T) {
	got := role.Read(role.Input{Title: "Social Worker / Advanced Practitioner / Practice Manager", Department: "Fostering"})
	if got.Stage != "social_worker" || strings.Join(got.StageAlso, " ") != "advanced deputy_manager" {
		t.Errorf("got %s and %v", got.Stage, got.StageAlso)
	}
}

func TestAnApprenticeshipContractMakesAStudent(t *testing.T) {
	if got := role.Read(role.Input{Title: "Social Worker, Kinship", Contract: "Apprenticeship (3 years)"}); got.Stage != "student" {
		t.Errorf("got %s", got.Stage)
	}
}

func TestTheEmployersNameIsNoEvidence(t *testing.T) {
	got := role.Read(role.Input{Title: "Social Worker", Employer: "Exbridge for Children", Text: "Exbridge for Children is looking for you."})
	if got.Scope != role.Out {
		t.Errorf("the employer's name brought it %s: %q", got.Scope, got.Why.Words)
	}
}

func TestEveryValueCarriesItsWordsAndTheirPlace(t *testing.T) {
	in := role.Input{Title: "Social Worker", Department: "People", Text: "Come to Exbridge. You will join our Child in Need team."}
	got := role.Read(in)
	if got.Scope != role.In || got.Why.Rule == "" {
		t.Fatalf("got %s with %+v", got.Scope, got.Why)
	}
	for _, ev := range []struct{ field, words string }{{in.Title, got.Why.Words}, {in.Text, got.Evidence["specialisms"].Words}} {
		if ev.words == "" || !strings.Contains(ev.field, ev.words) {
			t.Errorf("%q does not stand in %q", ev.words, ev.field)
		}
	}
	s := got.Evidence["specialisms"]
	if in.Text[s.Start:s.End] != s.Words || s.Field != "description" {
		t.Errorf("the place of %q is wrong: %q in %s", s.Words, in.Text[s.Start:s.End], s.Field)
	}
}

func TestEveryCodeCarriesItsOwnWords(t *testing.T) {
	title := "Head of Service - Kinship, Court and UASC"
	got := role.Read(role.Input{Title: title, Department: "Children's Services"})
	for code, words := range map[string]string{"fostering": "Kinship", "court": "Court", "uasc": "UASC", "leadership": "Head of Service"} {
		ev := got.Evidence["specialisms."+code]
		if ev.Words != words || title[ev.Start:ev.End] != words || ev.Rule == "" {
			t.Errorf("%s rests on %+v", code, ev)
		}
	}
	if ev := got.Evidence["specialisms"]; ev.Words != "Kinship" {
		t.Errorf("the set rests on %+v, not on its first words", ev)
	}
	got = role.Read(role.Input{Title: "Social Worker / Senior Practitioner", Department: "Fostering"})
	if ev := got.Evidence["stage_also.senior"]; ev.Words != "Senior Practitioner" {
		t.Errorf("the other stage rests on %+v", ev)
	}
}

func TestOnlyWhatNoTextCanChangeIsCertainlyOut(t *testing.T) {
	for _, row := range [][2]string{{"Parking Appeals Officer", "Environment"}, {"Nursery Nurse", ""}, {"Electrician", "Housing Repairs"},
		{"Social Worker, Older People", "Adult Services"}, {"Recruitment Consultant", ""}, {"Head of Highways", ""}} {
		if row[0] != "Head of Highways" && !role.CertainlyOut(row[0], row[1]) {
			t.Errorf("%q in %q is certainly out", row[0], row[1])
		}
	}
	for _, row := range [][2]string{{"Social Worker", ""}, {"Team Manager", "People"}, {"Practitioner", ""}, {"", ""}, {"Signs of Safety Lead", "Children's Services"},
		{"Family Finder", "Adopt London"}, {"Talent Pool", "Children's Social Care"}, {"Support Worker", "Exbridge Council"}, {"MASH", ""}} {
		if role.CertainlyOut(row[0], row[1]) {
			t.Errorf("%q in %q may still be in", row[0], row[1])
		}
	}
}

// What is certainly out must be out whatever its page says.
func FuzzCertainlyOutIsNeverReadAsIn(f *testing.F) {
	f.Add("Parking Officer", "Environment", "Registered social workers wanted in our children in need team.")
	f.Add("Children’s Social Worker — MASH", "", "adults")
	f.Add("\u202eSocial\u202c Worker 🙂 \xff", "Children s", strings.Repeat("Care Act ", 50))
	f.Fuzz(func(t *testing.T, title, department, body string) {
		got := role.Read(role.Input{Title: title, Department: department, Text: body, Employer: department})
		if got.Scope != role.In && got.Scope != role.Related && got.Scope != role.Out {
			t.Fatalf("scope %q", got.Scope)
		}
		if (got.Scope == role.Out) != (got.Stage == "n/a") || got.Scope != role.Out && len(got.Specialisms) == 0 {
			t.Fatalf("%s with stage %q and %v", got.Scope, got.Stage, got.Specialisms)
		}
		plain := role.Read(role.Input{Title: title, Department: department, Text: body})
		if role.CertainlyOut(title, department) && plain.Scope != role.Out {
			t.Fatalf("%q in %q is called certainly out and read as %s", title, department, plain.Scope)
		}
	})
}
