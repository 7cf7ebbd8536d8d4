package hours_test

import (
	"strings"
	"testing"

	"vacancies/normalize/hours"
)

func figures(h hours.Hours) [2]float64 {
	out := [2]float64{-1, -1}
	if h.Min != nil {
		out[0] = *h.Min
	}
	if h.Max != nil {
		out[1] = *h.Max
	}
	return out
}

// Each case is a sentence of the label guide, sections 4 and 9.
func TestHoursAreReadAsTheGuideSays(t *testing.T) {
	const no = -1.0
	cases := []struct {
		name, text                     string
		min, max                       float64
		pattern, contract, arrangement string
	}{
		{"one figure is both ends", "36.25 hours a week", 36.25, 36.25, "full_time", "", ""},
		{"a bare figure in its own field is weekly", "35", 35, 35, "full_time", "", ""},
		{"hours and minutes", "36:15 hours per week", 36.25, 36.25, "full_time", "", ""},
		{"hours and minutes in words", "21 hours 36 minutes per week", 21.6, 21.6, "part_time", "", ""},
		{"up to gives the upper end only", "up to 24 hours per week", no, 24, "part_time", "", ""},
		{"a range across full time is both patterns", "20-36 hours", 20, 36, "full_time part_time", "", ""},
		{"fewer than thirty-five is part time", "30hpw", 30, 30, "part_time", "", ""},
		{"a share under one is part time", "0.7 FTE", no, no, "part_time", "", ""},
		{"a whole share is full time", "1.0 FTE", no, no, "full_time", "", ""},
		{"fewer than five days is part time", "four days per week", no, no, "part_time", "", ""},
		{"days in the office are no pattern", "two days a week in the office", no, no, "", "", "hybrid"},
		{"a pattern considered counts", "Full time, part-time considered", no, no, "full_time part_time", "", ""},
		{"time said once for both", "Full or part time", no, no, "full_time part_time", "", ""},
		{"time said once, the other way round", "Part- or full-time", no, no, "full_time part_time", "", ""},
		{"a stroke between both", "Full/part-time", no, no, "full_time part_time", "", ""},
		{"a form's name for both is not both", "Full time/part time: Part time", no, no, "part_time", "", ""},
		{"hours of duty", "Hours of duty: 19.50", 19.5, 19.5, "part_time", "", ""},
		{"a bare figure with its pattern behind", "36 (full time)", 36, 36, "full_time", "", ""},
		{"a bare figure with its pattern and another", "36 (full time) or part time", 36, 36, "full_time part_time", "", ""},
		{"a whole share, its name before it", "WTE: 1.0", no, no, "full_time", "", ""},
		{"hours for each pattern are a range", "Full time (36 hours) or part time (at least 20 hours)", 20, 36, "full_time part_time", "", ""},
		{"job share available counts", "36 hours, job-share available", 36, 36, "full_time job_share", "", ""},
		{"term time", "Term-time only, 25 hours", 25, 25, "part_time term_time", "", ""},
		{"full hours in fewer days are compressed", "36 hours over 4 days", 36, 36, "compressed full_time", "", ""},
		{"a rota is a shift", "35 hours on a rota with nights", 35, 35, "full_time shift", "", ""},
		{"as and when is sessional", "As and when needed", no, no, "sessional", "", ""},
		{"casual is sessional and bank", "Casual", no, no, "sessional", "bank", ""},
		{"zero hours are a pattern", "Zero hours", no, no, "sessional", "", ""},
		{"full time and its hours, nothing between", "Full time 36.5", 36.5, 36.5, "full_time", "", ""},
		{"a zero hours contract is sessional and bank", "Zero hours contract", no, no, "sessional", "bank", ""},
		{"hours of a day are not weekly", "7.25 hours per day", no, no, "", "", ""},
		{"hours of a year are not weekly", "1,885 hours per annum", no, no, "", "", ""},
		{"times of day are no hours", "9.00am to 5.15pm", no, no, "", "", ""},
		{"a fortnight's hours are twice a week's", "70 hours per fortnight", 35, 35, "full_time", "", ""},
		{"four weeks' hours are four times a week's", "144 hours over 4 weeks", 36, 36, "full_time", "", ""},
		{"an average over four weeks is a week's already", "36 hours over a 4 week rota", 36, 36, "full_time shift", "", ""},
		{"hours of a month are not weekly", "120 hours a month", no, no, "", "", ""},
		{"hours fortnightly", "72 hours fortnightly", 36, 36, "full_time", "", ""},
		{"a share in per cent", "70% FTE", no, no, "part_time", "", ""},
		{"a share of full time up to all of it is both", "0.6 to 1.0 FTE", no, no, "full_time part_time", "", ""},
		{"a share behind its name", "FTE: 0.8", no, no, "part_time", "", ""},
		{"at least gives the lower end only", "at least 36 hours per week", 36, no, "full_time", "", ""},
		{"a plus gives the lower end only", "20+ hours per week", 20, no, "", "", ""},
		{"a range the wrong way round", "36-20 hours", 20, 36, "full_time part_time", "", ""},
		{"three weeks' hours are three times a week's", "108 hours over 3 weeks", 36, 36, "full_time", "", ""},
		{"compressed days are no part time", "36 hours, compressed, four days a week", 36, 36, "compressed full_time", "", ""},
		{"a time of day behind hours is no figure of them", "Hours: 9 am start", no, no, "", "", ""},
		{"minutes beyond the hour are not read", "21 hours 75 minutes", 21, 21, "part_time", "", ""},
		{"home working for some days is hybrid", "Home working on some days", no, no, "", "", "hybrid"},
		{"two and a half days", "Two and a half days a week", no, no, "part_time", "", ""},
		{"hours behind their pattern", "Part-time - 21", 21, 21, "part_time", "", ""},
		{"weeks of the school year", "30 hours per week, 39 weeks a year", 30, 30, "part_time term_time", "", ""},
		{"full time in nine days", "Full time over nine days", no, no, "compressed full_time", "", ""},
		{"home working refused", "Office based, no home working", no, no, "", "", "office"},
		{"days on site", "Two days a week on site", no, no, "", "", "hybrid"},
		{"an adjective does not make a contract fixed term", "Home-based contract", no, no, "", "", "home"},
		{"hours written out", "Twenty-one hours per week", 21, 21, "part_time", "", ""},
		{"hours with a bare letter", "36h", 36, 36, "full_time", "", ""},
		{"one time for both patterns", "Full and part time", no, no, "full_time part_time", "", ""},
		{"a contract among others is fixed term", "Permanent / Contract", no, no, "", "fixed_term permanent", ""},
		{"a kind denied is not said", "Not fixed-term", no, no, "", "", ""},
		{"permanent", "Perm.", no, no, "", "permanent", ""},
		{"fixed term", "Fixed-term until August", no, no, "", "fixed_term", ""},
		{"a board's bare contract is fixed term", "Contract, part-time", no, no, "part_time", "fixed_term", ""},
		{"a label is not a value", "Contract type: Temporary", no, no, "", "temporary", ""},
		{"a contract of stated length is fixed term", "9 month contract", no, no, "", "fixed_term", ""},
		{"a cover of stated length is fixed term too", "Maternity cover, 11 months", no, no, "", "fixed_term maternity_cover", ""},
		{"a cover without length is a cover", "Maternity cover", no, no, "", "maternity_cover", ""},
		{"a length beside another word adds nothing", "Secondment, 12 months", no, no, "", "secondment", ""},
		{"interim is temporary", "Interim (6 months)", no, no, "", "temporary", ""},
		{"locum is agency", "Locum, ongoing", no, no, "", "agency", ""},
		{"sessional is bank", "Sessional", no, no, "sessional", "bank", ""},
		{"agile is hybrid", "Agile worker", no, no, "", "", "hybrid"},
		{"blended is hybrid", "Blended working", no, no, "", "", "hybrid"},
		{"based at home is home", "Based at home, with visits", no, no, "", "", "home"},
		{"remote is home", "Remote", no, no, "", "", "home"},
		{"on site is office", "On-site", no, no, "", "", "office"},
		{"office and home are hybrid", "Office based with some home working", no, no, "", "", "hybrid"},
		{"nothing said is nothing known", "See the job description", no, no, "", "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := hours.Read(hours.Input{Hours: c.text})
			if figures(got) != [2]float64{c.min, c.max} || strings.Join(got.Pattern, " ") != c.pattern ||
				strings.Join(got.Contract, " ") != c.contract || got.Arrangement != c.arrangement {
				t.Errorf("%q: got %v %v %v %q", c.text, figures(got), got.Pattern, got.Contract, got.Arrangement)
			}
		})
	}
}

func TestTitleAndTextSpeakWhereTheFieldsAreSilent(t *testing.T) {
	cases := []struct {
		name     string
		in       hours.Input
		contract string
	}{
		{"the title", hours.Input{Title: "Locum Practice Lead"}, "agency"},
		{"the title beside the field", hours.Input{Title: "Practice Lead (maternity cover)", Contract: "Fixed term"}, "fixed_term maternity_cover"},
		{"a title's social work apprentice", hours.Input{Title: "Apprentice Practitioner"}, "apprenticeship"},
		{"a bank post", hours.Input{Title: "Bank Practitioner"}, "bank"},
		{"a phrase of the text", hours.Input{Text: "This is a temporary post for six months."}, "temporary"},
		{"an interim manager sought in the text", hours.Input{Text: "Exbridge seeks an interim Kinship Service Manager to start soon."}, "temporary"},
		{"the interim head one reports to is not the post", hours.Input{Text: "You will report to the interim Head of Kinship."}, ""},
		{"a locum in the text", hours.Input{Text: "Our client needs a locum to start soon."}, "agency"},
		{"a sentence of the one word", hours.Input{Text: "Join our kinship team. Permanent, full time. Apply soon."}, "permanent"},
		{"a contract whose length the text states", hours.Input{Text: "We offer a 9 month contract in our kinship team."}, "fixed_term"},
		{"a length of the text with another word for it", hours.Input{Text: "A locum is sought. It is a 9 month contract."}, "agency"},
		{"a permanent worker sought in the text", hours.Input{Text: "Permanent Kinship Worker in Exbridge. Apply soon."}, "permanent"},
		{"bank work in the text", hours.Input{Text: "Bank work is on offer in our contact team."}, "bank"},
		{"a sentence says it of the post", hours.Input{Text: "You will hold a small caseload. The kinship role is permanent and part time."}, "permanent"},
		{"a post said to be temporary", hours.Input{Text: "This position will be temporary at first."}, "temporary"},
		{"a post said not to be permanent", hours.Input{Text: "This post is not permanent."}, ""},
		{"a team said to be permanent is not the post", hours.Input{Text: "The whole kinship team is permanent."}, ""},
		{"a line of facts: permanent", hours.Input{Text: "Employment type: full time, permanent"}, "permanent"},
		{"a line of facts: temporary", hours.Input{Text: "Post: Temporary"}, "temporary"},
		{"a line of facts: casual", hours.Input{Text: "Job type: Casual"}, "bank"},
		{"a line of facts: secondment", hours.Input{Text: "Contract status: Secondment"}, "secondment"},
		{"a line of facts: bank", hours.Input{Text: "Contract type: Bank"}, "bank"},
		{"a line of facts: relief", hours.Input{Text: "Role type: Relief"}, "bank"},
		{"a line of facts with a status alone", hours.Input{Text: "Status: Permanent"}, "permanent"},
		{"a secondment of stated length", hours.Input{Text: "Exbridge has a nine month secondment for a kinship worker."}, "secondment"},
		{"to be seconded to the post", hours.Input{Text: "Whoever is chosen is seconded into this post."}, "secondment"},
		{"colleagues seconded elsewhere are not the post", hours.Input{Text: "Two colleagues are seconded to the police."}, ""},
		{"an interim for some time", hours.Input{Text: "Exbridge needs an interim until June."}, "temporary"},
		{"an internal secondment", hours.Input{Text: "It may be filled as an internal secondment."}, "secondment"},
		{"a colleague's leave is covered", hours.Input{Text: "You are covering for our practice lead during maternity leave."}, "maternity_cover"},
		{"maternity leave among the benefits", hours.Input{Text: "You get life cover and good maternity leave."}, ""},
		{"the contract itself is the subject", hours.Input{Text: "The contract is full time and permanent."}, "permanent"},
		{"interim cover sought", hours.Input{Text: "Interim cover is sought in Exbridge."}, "temporary"},
		{"interim cover among the duties", hours.Input{Text: "You provide interim cover when the manager is away."}, ""},
		{"two kinds of post in one breath", hours.Input{Text: "There are permanent and fixed-term roles in Exbridge."}, "fixed_term permanent"},
		{"an agency's booking", hours.Input{Text: "An agency booking with an Exbridge council."}, "agency"},
		{"an agency's requirement", hours.Input{Text: "Exbridge has an agency requirement for a kinship worker."}, "agency"},
		{"agencies' requirements are not the post", hours.Input{Text: "You keep to agency requirements on recording."}, ""},
		{"a temporary requirement", hours.Input{Text: "A temporary requirement for a kinship worker in Exbridge."}, "temporary"},
		{"temporary work that goes on", hours.Input{Text: "Temporary ongoing bookings in Exbridge."}, "temporary"},
		{"temporary to cover an absence", hours.Input{Text: "Temporary to cover an absence in Exbridge."}, "temporary"},
		{"an assignment said to be temporary", hours.Input{Text: "This assignment is temporary."}, "temporary"},
		{"a temp is sought", hours.Input{Text: "Temp kinship worker for Exbridge."}, "temporary"},
		{"the position is an agency's", hours.Input{Text: "The position is agency until the spring."}, "agency"},
		{"a contract by way of an agency", hours.Input{Text: "A rolling 6 month contract via an agency."}, "agency"},
		{"a fostering agency's post is not an agency's booking", hours.Input{Text: "A fostering agency post in Exbridge."}, ""},
		{"a line of facts with a dash", hours.Input{Text: "Contract type - Permanent. Exbridge."}, "permanent"},
		{"to join permanently", hours.Input{Text: "Will you join us permanently in Exbridge?"}, "permanent"},
		{"children who live permanently with kin", hours.Input{Text: "Children live permanently with their kin."}, ""},
		{"a fixed period", hours.Input{Text: "You are appointed for a fixed period."}, "fixed_term"},
		{"how long the contract is", hours.Input{Text: "The contract is for nine months at first."}, "fixed_term"},
		{"the contract's length as a line of facts", hours.Input{Text: "Contract length: 9 months"}, "fixed_term"},
		{"a contract whose length is masked", hours.Input{Text: "A *** month contract in Exbridge."}, "fixed_term"},
		{"leave covered for a stated time", hours.Input{Text: "You work for 9 months to cover maternity leave."}, "fixed_term maternity_cover"},
		{"somebody's leave is covered", hours.Input{Text: "You are covering a practice lead's maternity leave."}, "maternity_cover"},
		{"a bank of workers to join", hours.Input{Text: "Join the bank of contact workers in Exbridge."}, "bank"},
		{"a sentence that opens with sessional", hours.Input{Text: "Exbridge seeks a coach. Sessional, paid by the day."}, "bank"},
		{"a casual rota", hours.Input{Text: "You join a casual rota of night workers."}, "bank"},
		{"through agency", hours.Input{Text: "Full time, nine months, through agency."}, "agency"},
		{"a line of facts: agency", hours.Input{Text: "Contract type: agency, 36 hours."}, "agency"},
		{"a line of facts with the duration", hours.Input{Text: "Duration: temporary."}, "temporary"},
		{"perm for short", hours.Input{Text: "Is a perm role in Exbridge for you?"}, "permanent"},
		{"one permanent post beside another", hours.Input{Text: "One permanent and one fixed-term coach for Exbridge."}, "fixed_term permanent"},
		{"temporary with more to come", hours.Input{Text: "Temporary with a chance to stay on."}, "temporary"},
		{"to work as interim manager", hours.Input{Text: "Working as Interim Kinship Manager in Exbridge."}, "temporary"},
		{"somebody else's secondment", hours.Input{Text: "You step in while the coach is on secondment."}, ""},
		{"a contract post", hours.Input{Text: "A contract post in our kinship team."}, "fixed_term"},
		{"relief workers", hours.Input{Text: "Relief workers for our contact rooms."}, "bank"},
		{"a length before the post", hours.Input{Text: "It is a temporary nine month role."}, "temporary"},
		{"a contract that will run", hours.Input{Text: "The contract will run for nine months."}, "fixed_term"},
		{"permanent and full time", hours.Input{Text: "Permanent and full time, in Exbridge."}, "permanent"},
		{"a role that covers a leave", hours.Input{Text: "This role covers maternity leave in our kinship team."}, "maternity_cover"},
		{"this secondment", hours.Input{Text: "This rare secondment takes you to our academy."}, "secondment"},
		{"a bank to join", hours.Input{Text: "Join our contact bank and choose your days."}, "bank"},
		{"casual workers of a kind", hours.Input{Text: "Casual contact workers for Exbridge."}, "bank"},
		{"hours that are casual", hours.Input{Text: "The hours are casual."}, "bank"},
		{"bank staff to work with", hours.Input{Text: "You will liaise with bank staff."}, ""},
		{"a line of facts: temp", hours.Input{Text: "Job type: Temp."}, "temporary"},
		{"full time before permanent", hours.Input{Text: "Full time, permanent. Exbridge."}, "permanent"},
		{"an interim manager to report to", hours.Input{Text: "You report to an interim kinship manager."}, ""},
		{"until the permanent post is filled", hours.Input{Text: "An interim assignment while Exbridge fills the permanent post."}, "temporary"},
		{"two kinds of contract in one breath", hours.Input{Text: "Sessional and permanent contracts are on offer."}, "bank permanent"},
		{"a sentence that opens with permanent", hours.Input{Text: "Exbridge needs a coach. Permanent, based at home."}, "permanent"},
		{"a sentence about homes that opens with permanent", hours.Input{Text: "Permanent, loving homes are what we find."}, ""},
		{"a sentence that opens with temporary", hours.Input{Text: "Exbridge needs a coach. Temporary, 36 hours."}, "temporary"},
		{"paid by an agency", hours.Input{Text: "A six month contract, paid through an agency."}, "agency"},
		{"an apprenticeship in the text", hours.Input{Text: "This kinship apprenticeship takes two years."}, "apprenticeship"},
		{"apprentices among the colleagues", hours.Input{Text: "You will support apprentices in their apprenticeship."}, ""},
		{"the field goes before the text", hours.Input{Contract: "Permanent", Text: "You will replace a locum."}, "permanent"},
		{"permanent staff are not the post", hours.Input{Text: "You will support our permanent staff and find permanent homes."}, ""},
		{"a fostering agency is an employer", hours.Input{Title: "Practice Lead, Independent Fostering Agency", Text: "We are a fostering agency."}, ""},
		{"work with other agencies is no agency contract", hours.Input{Text: "Multi-agency work with partner agencies."}, ""},
		{"temporary accommodation is a place", hours.Input{Title: "Temporary Accommodation Lead"}, ""},
		{"a bank holiday is a day", hours.Input{Text: "You get every bank holiday off."}, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := hours.Read(c.in); strings.Join(got.Contract, " ") != c.contract {
				t.Errorf("got %v (%q), want %q", got.Contract, got.Evidence["contract"].Words, c.contract)
			}
		})
	}
}

func TestWeeklyHoursInATextMustSayAWeek(t *testing.T) {
	if got := hours.Read(hours.Input{Text: "Give us 24 hours notice. The post is 36 hours per week."}); figures(got) != [2]float64{36, 36} {
		t.Errorf("got %v", figures(got))
	}
	if got := hours.Read(hours.Input{Text: "A 24 hours service with 30 hours of training."}); got.Min != nil || got.Max != nil {
		t.Errorf("got %v", figures(got))
	}
}

func TestTheEvidenceStandsWhereItSays(t *testing.T) {
	in := hours.Input{Contract: "Permanent, 36 hours", Text: "Come to us. We offer hybrid working here."}
	got := hours.Read(in)
	for part, ev := range got.Evidence {
		from := in.Contract
		if ev.Field == "description" {
			from = in.Text
		}
		if ev.Words == "" || from[ev.Start:ev.End] != ev.Words || ev.Rule == "" {
			t.Errorf("%s: %+v", part, ev)
		}
	}
	if got.Arrangement != "hybrid" || got.Evidence["arrangement"].Field != "description" {
		t.Errorf("the arrangement: %q %+v", got.Arrangement, got.Evidence["arrangement"])
	}
}

func FuzzRead(f *testing.F) {
	f.Add("35 hours per week, permanent", "Contract", "Locum", "hybrid, 2 days a week in the office")
	f.Add("99:99 hours 0.0.0 FTE", "\xff£", "-", strings.Repeat("9", 300)+" hours")
	f.Fuzz(func(t *testing.T, h, contract, title, body string) {
		got := hours.Read(hours.Input{Hours: h, Contract: contract, Title: title, Text: body, Salary: h})
		for _, v := range []*float64{got.Min, got.Max} {
			if v != nil && (*v < 2 || *v > 48) {
				t.Fatalf("%v hours a week", *v)
			}
		}
		if got.Min != nil && got.Max != nil && *got.Min > *got.Max {
			t.Fatalf("%v to %v", *got.Min, *got.Max)
		}
		for part, ev := range got.Evidence {
			if ev.Start > ev.End || ev.End-ev.Start != len(ev.Words) {
				t.Fatalf("%s: %+v", part, ev)
			}
		}
	})
}

func TestEveryCodeCarriesItsOwnWords(t *testing.T) {
	in := hours.Input{Contract: "Permanent or secondment, full time or job share", Hours: "20 - 35 hours per week on a rota"}
	h := hours.Read(in)
	want := map[string]string{"contract.permanent": "Permanent", "contract.secondment": "secondment",
		"pattern.full_time": "full time", "pattern.job_share": "job share", "pattern.shift": "rota", "pattern.part_time": "20 - 35 hours"}
	for key, words := range want {
		if got := h.Evidence[key]; got.Words != words || got.Rule == "" {
			t.Errorf("%s rests on %q by %q, want %q", key, got.Words, got.Rule, words)
		}
	}
	if n := len(h.Contract) + len(h.Pattern); n != len(want) {
		t.Errorf("%d codes were read: %v %v", n, h.Contract, h.Pattern)
	}
}
