package title_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"vacancies/normalize/title"
)

// Each case is a sentence of the label guide, section 7.
func TestTitlesAreCleanedAsTheGuideSays(t *testing.T) {
	cases := []struct{ name, raw, want string }{
		{"words, order, spelling and acronyms stay", "Kinship Practitoner, CLA / LAC Team", "Kinship Practitoner, CLA / LAC Team"},
		{"a dash gets its lost space back", "Practice Lead- CIN -East Hub", "Practice Lead - CIN - East Hub"},
		{"a long-term team by that name alone stays", "Social Work Practice Lead - Long Term", "Social Work Practice Lead - Long Term"},
		{"in an agency's title it is how long the post is for", "Locum Practice Lead - CIN - Long Term", "Practice Lead - CIN"},
		{"an agency's post is a kind of contract", "Practice Lead (CIN) - Agency - £41ph Ltd", "Practice Lead (CIN)"},
		{"an agency of a kind stays", "Practice Lead - Adoption Agency", "Practice Lead - Adoption Agency"},
		{"whose team it is goes with who was taken out", "Practice Lead, [name removed]' team", "Practice Lead"},
		{"whom one stands in for goes", "Practice Lead (maternity cover for [name removed])", "Practice Lead"},
		{"whom to ask goes", "Practice Lead - CIN - ring [name removed] on [number removed]", "Practice Lead - CIN"},
		{"whom to ask goes with the extension", "Practice Lead (contact [name removed] on ext 2231)", "Practice Lead"},
		{"full- or part-time goes whole", "Practice Lead - Full- or part-time", "Practice Lead"},
		{"a new role is cried out", "New role! Practice Lead", "Practice Lead"},
		{"a question to the reader goes with its mark", "Are you our next Practice Lead?", "Practice Lead"},
		{"where one would work is sales talk", "Work for an inspiring borough as a Practice Lead", "Practice Lead"},
		{"a reference in front goes", "EXB/25/901 Practice Lead - CIN", "Practice Lead - CIN"},
		{"a reference behind goes", "Practice Lead - CIN - REQ0098", "Practice Lead - CIN"},
		{"a reference in brackets goes", "Practice Lead (4471)", "Practice Lead"},
		{"a reference with its label goes", "Practice Lead - Job ref: KX-77/2", "Practice Lead"},
		{"a council goes", "Practice Lead - Exbridge Borough Council", "Practice Lead"},
		{"a council in front goes", "London Borough of Sutton: Practice Lead", "Practice Lead"},
		{"a town goes", "Practice Lead - CIN - Guildford", "Practice Lead - CIN"},
		{"a county without a dash goes", "Practice Lead Job Norfolk", "Practice Lead"},
		{"a place between is closed with a dash", "Practice Lead Harrogate CIN", "Practice Lead - CIN"},
		{"a region goes", "Practice Lead, South Yorkshire", "Practice Lead"},
		{"a postcode goes", "Practice Lead, Kinship, SW9 8HE", "Practice Lead, Kinship"},
		{"a common word that is a town too stays inside a title", "Reading Recovery Lead", "Reading Recovery Lead"},
		{"a regional agency is a team and stays", "Practice Lead - Adopt Thames Valley", "Practice Lead - Adopt Thames Valley"},
		{"a hospital's name stays whole", "Practice Lead - Royal Derby Hospital", "Practice Lead - Royal Derby Hospital"},
		{"a team called after a place keeps it", "Practice Lead - Edmonton Team", "Practice Lead - Edmonton Team"},
		{"pay goes", "Practice Lead - £51,200 - £54,900 plus car allowance", "Practice Lead"},
		{"an hourly rate goes", "Practice Lead - CIN - up to £41.50 per hour", "Practice Lead - CIN"},
		{"hours go", "Practice Lead (18.5 hours per week)", "Practice Lead"},
		{"a share of full time goes", "Practice Lead, 0.8 FTE", "Practice Lead"},
		{"part time goes", "Part-time Practice Lead", "Practice Lead"},
		{"a contract goes", "Practice Lead - Fixed Term (18 months)", "Practice Lead"},
		{"a cover goes", "Practice Lead - 9 month maternity cover", "Practice Lead"},
		{"locum and interim go", "Locum Practice Lead / Interim", "Practice Lead"},
		{"agency in front is a contract", "Agency Practice Lead - CIN", "Practice Lead - CIN"},
		{"an agency's own post keeps its name", "Agency Decision Maker - Kinship", "Agency Decision Maker - Kinship"},
		{"a re-advertisement between asterisks goes", "Practice Lead *RE-ADVERTISED*", "Practice Lead"},
		{"an opportunity cried out goes", "Brilliant opportunity! Practice Lead - CIN", "Practice Lead - CIN"},
		{"praise of the team goes", "Practice Lead - CIN - Friendly Team", "Practice Lead - CIN"},
		{"a contract that may become another goes", "Practice Lead - Temp to Perm", "Practice Lead"},
		{"a contract goes with its end", "Practice Lead (Temporary until 31 May 2027)", "Practice Lead"},
		{"a label of the field goes", "Job title: Practice Lead", "Practice Lead"},
		{"a working arrangement goes", "Practice Lead - Hybrid Working", "Practice Lead"},
		{"the number of posts goes", "3 x Practice Leads (three posts)", "Practice Leads"},
		{"a deadline goes", "Practice Lead - closes 4th March", "Practice Lead"},
		{"a grade goes", "Practice Lead - Grade PO5/PO6", "Practice Lead"},
		{"sales talk without a post goes", "Practice Lead - Fantastic career development", "Practice Lead"},
		{"an invitation goes", "Join our friendly team as a Practice Lead - CIN", "Practice Lead - CIN"},
		{"who may apply goes", "Practice Lead - internal applicants only", "Practice Lead"},
		{"re-advertised goes", "Re-Advertised: Practice Lead", "Practice Lead"},
		{"extended goes", "Practice Lead (closing date extended)", "Practice Lead"},
		{"job noise goes", "Practice Lead | Jobs", "Practice Lead"},
		{"encoding damage is repaired", "Practice Lead â€“ Childrenâ€™s Rights", "Practice Lead - Children's Rights"},
		{"entities are read", "Practice Lead &amp; Mentor", "Practice Lead & Mentor"},
		{"a lost apostrophe is put back", "Childrens Practice Lead", "Children's Practice Lead"},
		{"an apostrophe lost to a blank is put back", "Children s Practice Lead", "Children's Practice Lead"},
		{"spaces are put right", "  Practice   Lead \t-  CIN ", "Practice Lead - CIN"},
		{"capitals are put right", "PRACTICE LEAD - CHILDREN AND THE COURTS (CIN)", "Practice Lead - Children and the Courts (CIN)"},
		{"lower case is put right", "practice lead (mash)", "Practice Lead (MASH)"},
		{"curly apostrophes and long dashes are plain", "Children’s Practice Lead—CIN", "Children's Practice Lead - CIN"},
		{"an intake keeps its name", "Practice Graduates - October 2027 Intake", "Practice Graduates - October 2027 Intake"},
		{"an age range stays", "Practice Lead 16+ (0-25)", "Practice Lead 16+ (0-25)"},
		{"an apostrophe lost in capitals is put back", "YOUNG PEOPLES PRACTICE LEAD", "Young People's Practice Lead"},
		{"a count in front goes", "4 Practice Leads required", "Practice Leads"},
		{"a cry between asterisks goes", "*NEW* Practice Lead", "Practice Lead"},
		{"a team between asterisks stays", "Practice Lead *Heron Team*", "Practice Lead (Heron Team)"},
		{"pay without its sign goes with its lead", "Practice Lead, up to 52k", "Practice Lead"},
		{"pay by the day goes", "Practice Lead - £310/day", "Practice Lead"},
		{"pay in two parts goes", "Practice Lead - £50,100 to £54,300 (pro rata) plus £1,000 supplement - CIN", "Practice Lead - CIN"},
		{"what leads to a date goes with it", "Practice Lead - Fixed Term to 30th April 2028", "Practice Lead"},
		{"what is left beside an arrangement goes", "Practice Lead (Remote with travel)", "Practice Lead"},
		{"an interview day goes", "Practice Lead - Interviews 9th May", "Practice Lead"},
		{"a condition goes", "Practice Lead - must have own car", "Practice Lead"},
		{"years of experience go", "Practice Lead (3 years post qualified)", "Practice Lead"},
		{"a piece that speaks to the reader goes", "Practice Lead - Build your future here", "Practice Lead"},
		{"a team called by a sentence stays", "Practice Lead - Children We Look After", "Practice Lead - Children We Look After"},
		{"a team called help stays", "Practice Lead - Help and Protection", "Practice Lead - Help and Protection"},
		{"children in need are no demand", "Practice Lead - Children in Need", "Practice Lead - Children in Need"},
		{"praise goes when its place is gone", "Practice Lead - Great Team in North Yorkshire", "Practice Lead"},
		{"days a week go without the week", "Practice Lead - Part time, 3 days", "Practice Lead"},
		{"a length beside the cover goes", "Practice Lead - CIN (maternity cover, 9 months)", "Practice Lead - CIN"},
		{"a call before the post goes", "Be part of something new - Practice Lead - CIN", "Practice Lead - CIN"},
		{"a team keeps its name before jobs", "Practice Lead - Kinship Jobs", "Practice Lead - Kinship"},
		{"a bare number in front is a reference", "4821 Practice Lead - CIN", "Practice Lead - CIN"},
		{"the first days of a life are no reference", "1001 Days Practice Lead", "1001 Days Practice Lead"},
		{"a number of posts in a word goes", "Three x Practice Leads - CIN", "Practice Leads - CIN"},
		{"a call to all goes", "Calling all Practice Leads - CIN", "Practice Leads - CIN"},
		{"a team before a cry stays", "Practice Lead - CIN! Great pay!", "Practice Lead - CIN"},
		{"either of two places goes", "Practice Lead - Kendal or Ripon", "Practice Lead"},
		{"a region of two names goes", "Practice Lead CIN Yorkshire & Humber", "Practice Lead CIN"},
		{"a region behind the post's team goes", "Practice Lead CIN South West", "Practice Lead CIN"},
		{"a team's own point of the compass stays", "Practice Lead - CIN South West", "Practice Lead - CIN South West"},
		{"a region after the post goes", "Practice Leader North West", "Practice Leader"},
		{"a bare direction tells teams apart and stays", "Practice Lead - CIN (North)", "Practice Lead - CIN (North)"},
		{"places joined by a slash go", "Practice Lead - CIN (Harlow/Epping)", "Practice Lead - CIN"},
		{"two places joined by a word go", "Practice Lead, Kent and East Sussex", "Practice Lead"},
		{"a council's office goes", "Practice Lead - Sutton Civic Centre", "Practice Lead"},
		{"a reference of several parts goes", "Practice Lead - KXB-CS-0117", "Practice Lead"},
		{"a reference with a blank in it goes", "Vacancy ref KX 0117: Practice Lead", "Practice Lead"},
		{"two ages are no reference", "Practice Lead - Homeless 16/17", "Practice Lead - Homeless 16/17"},
		{"no dash comes before a bracket", "Practice Lead Job Norfolk (Kinship)", "Practice Lead (Kinship)"},
		{"a grade is not the beginning of hours", "Practice Lead - Grade 8 - 35 hours", "Practice Lead"},
		{"a question to the reader goes whole", "Ready for more? Practice Lead - CIN", "Practice Lead - CIN"},
		{"what invites by a verb goes up to the post", "Grow with Exbridge as a Practice Lead", "Practice Lead"},
		{"what is left in front begins with a capital", "Could you be a motivated Practice Lead?", "Motivated Practice Lead"},
		{"places without a name go", "Practice Lead - Various locations", "Practice Lead"},
		{"days in the office go", "Practice Lead - 3 days in the office", "Practice Lead"},
		{"evenings and weekends are no team", "Practice Lead - evenings and weekends", "Practice Lead"},
		{"nights and weekends may be a team", "Practice Lead (Nights and Weekends)", "Practice Lead (Nights and Weekends)"},
		{"pay in brackets takes them with it", "Practice Lead (up to £53k plus market supplement)", "Practice Lead"},
		{"nights alone may be a team", "Practice Lead - Nights", "Practice Lead - Nights"},
		{"a share of full time in brackets goes", "Practice Lead (0.4)", "Practice Lead"},
		{"several steps of a grade go", "Practice Lead SW4-SW5", "Practice Lead"},
		{"a number in front goes", "77120 - Practice Lead", "Practice Lead"},
		{"a year in front stays", "2027 - Practice Graduates", "2027 - Practice Graduates"},
		{"a requisition goes with its number", "Requisition 5520 - Practice Lead", "Practice Lead"},
		{"a reference without a blank goes", "Practice Lead (ref8812)", "Practice Lead"},
		{"a hyphenated town without a dash goes", "Practice Lead Weston-super-Mare", "Practice Lead"},
		{"a town that is a word too goes after the board's noise", "Practice Lead Job Bath", "Practice Lead"},
		{"a town that is a word too goes after the post", "Practice Leader Bath", "Practice Leader"},
		{"an allowance within pay goes with it", "Practice Lead to £49,100 incl. London weighting", "Practice Lead"},
		{"pay by another name of it goes", "Practice Lead £44 UMB - CIN", "Practice Lead - CIN"},
		{"figures a board has masked go", "**** x Practice Leads - **** months", "Practice Leads"},
		{"letters joined by an ampersand stay large", "PRACTICE LEAD - R&R TEAM", "Practice Lead - R&R Team"},
		{"a dash that became a question mark is one again", "Practice Lead ? Kinship", "Practice Lead - Kinship"},
		{"a bracket gets its blank back", "Practice Lead( CIN )", "Practice Lead (CIN)"},
		{"a plural in brackets hangs on", "Practice Lead(s)", "Practice Lead(s)"},
		{"a campaign that never ends goes", "Practice Lead - continuous recruitment", "Practice Lead"},
		{"a length after the contract goes", "Practice Lead (fixed term, 1 year)", "Practice Lead"},
		{"an asterisk at the end goes", "Practice Lead - CIN*", "Practice Lead - CIN"},
		{"a title in quotation marks loses them", "\"Practice Lead - CIN\"", "Practice Lead - CIN"},
		{"closing soon goes", "Practice Lead - closing soon", "Practice Lead"},
		{"several roles go, the post stays", "Several Practice Lead roles - CIN", "Practice Lead - CIN"},
		{"contract in front goes", "Contract Practice Lead - CIN", "Practice Lead - CIN"},
		{"contract behind goes", "Practice Lead - Contract", "Practice Lead"},
		{"who manages contracts keeps them", "Contract Monitoring Lead", "Contract Monitoring Lead"},
		{"a call to the team goes", "Join our team: Practice Lead - CIN", "Practice Lead - CIN"},
		{"the board's heading goes", "Job advert: Practice Lead", "Practice Lead"},
		{"the site's own name goes", "Practice Lead - CIN | Exbridge Careers", "Practice Lead - CIN"},
		{"a council after the team leaves the team", "Practice Lead - CIN Team at Exbridge Town Council", "Practice Lead - CIN Team"},
		{"a lost blank before a dash is no letter", "Practice Lead Â– CIN", "Practice Lead - CIN"},
		{"a hyphen keeps its small letter", "CIN CO-ORDINATOR", "CIN Co-ordinator"},
		{"a region joined to a place goes with it", "Practice Lead (London & South East)", "Practice Lead"},
		{"a court team is no building of the place", "Practice Lead Norfolk Court Team", "Practice Lead - Court Team"},
		{"bank staff goes", "Practice Lead - Bank Staff", "Practice Lead"},
		{"an authority behind the post goes", "Practice Lead - Exbridge Local Authority", "Practice Lead"},
		{"a city's style goes", "Practice Lead - City of Exbridge", "Practice Lead"},
		{"a borough's style in short goes", "Practice Lead - LB Exbridge", "Practice Lead"},
		{"an underscore parts words", "Practice_Lead - CIN", "Practice Lead - CIN"},
		{"a plural of an acronym keeps its capitals", "IROS AND SSWS", "IROs and SSWs"},
		{"a postcode behind a place goes with it", "Practice Lead in Norwich NR2 1NH", "Practice Lead"},
		{"a title in small letters loses its place", "practice lead in norwich", "Practice Lead"},
		{"several full-time shares go", "Practice Lead (2.5 FTE)", "Practice Lead"},
		{"nights a week go", "Practice Lead - 3 nights a week", "Practice Lead"},
		{"agency in brackets is a contract", "Practice Lead (Agency) - CIN", "Practice Lead - CIN"},
		{"what may be earned goes with the pay", "Practice Lead - £38k + OTE", "Practice Lead"},
		{"nothing but noise is given back", "£40,000", "£40,000"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, ev := title.Clean(c.raw)
			if got != c.want {
				t.Errorf("%q: got %q, want %q", c.raw, got, c.want)
			}
			if ev.Field != "title" || ev.Rule == "" {
				t.Errorf("no evidence: %+v", ev)
			}
		})
	}
}

func FuzzClean(f *testing.F) {
	f.Add("Locum Practice Lead – CIN (2 posts) - £40ph - Guildford")
	f.Add("\u202ePRACTICE\u202c 🙂 \x00\x01 ((((--||,,")
	f.Add(strings.Repeat("<div>£1,000,000,000 ", 500))
	f.Fuzz(func(t *testing.T, raw string) {
		got, _ := title.Clean(raw)
		if !utf8.ValidString(got) || strings.ContainsAny(got, "\x00\x01\n") {
			t.Fatalf("%q", got)
		}
		if len(got) > 2000 {
			t.Fatalf("%d bytes", len(got))
		}
	})
}
