package pay

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// brief is a reading in one line: "min max period [pro-rata] [actual a b] [extras...]".
func brief(p Pay) string {
	var b strings.Builder
	num := func(v *float64) string {
		if v == nil {
			return "-"
		}
		return strconv.FormatFloat(*v, 'f', -1, 64)
	}
	b.WriteString(num(p.Min) + " " + num(p.Max))
	if p.Period != "" {
		b.WriteString(" " + string(p.Period))
	}
	if p.ProRata {
		b.WriteString(" pro-rata")
	}
	if p.ActualMin != nil || p.ActualMax != nil {
		b.WriteString(" actual " + num(p.ActualMin) + " " + num(p.ActualMax))
	}
	for _, e := range slices.Sorted(slices.Values(p.Extras)) {
		b.WriteString(" " + e)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ name, salary, want string }{
		// Figures and ranges.
		{"a range with pound signs", "£41,202 - £46,317", "41202 46317 year"},
		{"a range without signs", "41,202 to 46,317 per annum", "41202 46317 year"},
		{"a range with one sign", "£41,202 – 46,317", "41202 46317 year"},
		{"a range in words", "between £41,202 and £46,317 a year", "41202 46317 year"},
		{"a range with units at both ends", "£41,202 per annum to £46,317 per annum", "41202 46317 year"},
		{"thousands said once", "£41-46,000", "41000 46000 year"},
		{"a level and a sum added to it", "£41,202 per annum and £1,500 golden hello", "41202 41202 year welcome_bonus:1500"},
		{"plus with the period behind", "£61,000 plus a year", "61000 - year"},
		{"a range that rises", "£41,202 rising to £46,317", "41202 46317 year"},
		{"a range from up to", "from £41,202 up to £46,317 pa", "41202 46317 year"},
		{"thousands after k", "£41k to £46k", "41000 46000 year"},
		{"a shared k", "41-46k", "41000 46000 year"},
		{"a k that the first end has alone", "£41k - £46", "41000 46000 year"},
		{"days paid for are not the whole week", "£24,800 for 3 days", "- - year pro-rata actual 24800 24800"},
		{"a bare figure behind its unit", "Hourly rate 31", "31 31 hour"},
		{"two figures joined by and alone are two", "£41,202 and £46,317", "41202 46317 year"},
		{"a figure far smaller is no end of a range", "£45,000 - 50", "45000 45000 year"},
		{"a code is no pay", "PO5/6 £41,202", "41202 41202 year"},
		{"half thousands", "£41.5k - £46.5k", "41500 46500 year"},
		{"pounds parted by a space", "£41 202 - £46 317", "41202 46317 year"},
		{"a blank that slipped in after the comma", "£41, 202 - £46, 317", "41202 46317 year"},
		{"a point for the thousands", "£41.202 - £46.317", "41202 46317 year"},
		{"swapped figures", "£46,317 - £41,202", "41202 46317 year"},
		{"GBP behind the figure", "41202 - 46317 GBP per annum", "41202 46317 year"},
		{"pence", "£41,202.50 to £46,317.75 per year", "41202.5 46317.75 year"},
		{"one figure", "£41,202", "41202 41202 year"},
		{"weekly hours under their own label", "Pay: £41,202 - £46,317 Hours: 35 per week", "41202 46317 year"},
		{"about one figure", "c£41,202", "41202 41202 year"},
		{"about one figure in words", "Circa £88k per annum", "88000 88000 year"},
		{"what half of full time pays", "£21,150 (0.5 FTE)", "- - year pro-rata actual 21150 21150"},
		{"an hour and its full-time year", "£14.20 per hour (£27,400 FTE)", "27400 27400 year"},
		{"full-time pay made pro rata to another sum", "£27,400 per annum, pro rata'd to £9,120", "27400 27400 year pro-rata actual 9120 9120"},
		{"full-time pay pro-rated to another sum", "£27,400, pro-rated to £9,120", "27400 27400 year pro-rata actual 9120 9120"},
		{"an award that is not agreed", "£41,202 (pay award not yet settled)", "41202 41202 year pay_award_pending"},
		{"negotiable to a top", "Negotiable to £46,317", "- 46317 year negotiable"},
		{"London's fringe", "£41,202 plus London fringe", "41202 41202 year london_weighting"},
		{"a share before what it pays", "0.4 FTE: £17,800", "- - year pro-rata actual 17800 17800"},
		{"a share of pay that is full-time pay's size", "£41,202 (0.5 FTE)", "41202 41202 year"},
		{"several levels", "Level 1 £38,100 - £40,200 Level 2 £42,300 - £47,900", "38100 47900 year"},
		{"three levels with titles", "ASYE £36,700, SW £39,900 to £44,100, ASW £46,500 to £49,300", "36700 49300 year"},
		{"levels parted by or", "£38,100 - £40,200 or £42,300 - £47,900 depending on experience", "38100 47900 year"},

		// One end only.
		{"up to", "up to £46,317 per annum", "- 46317 year"},
		{"a maximum", "Maximum £46,317", "- 46317 year"},
		{"to", "Salary to £46,317", "- 46317 year"},
		{"grade and up to", "Grade 10 up to £46,317", "- 46317 year"},
		{"from", "from £41,202 per annum", "41202 - year"},
		{"from with a colon", "Salary from: £41,202", "41202 - year"},
		{"starting at", "Starting at £41,202", "41202 - year"},
		{"starting salary", "starting salary of £41,202 pa", "41202 - year"},
		{"at least", "at least £41,202", "41202 - year"},
		{"a plus", "£41,202+ per annum", "41202 - year"},
		{"k and a plus", "£90k+", "90000 - year"},
		{"upwards", "£41,202 and above", "41202 - year"},
		{"over", "over £90,000", "90000 - year"},
		{"a plus that adds", "£41,202 + benefits", "41202 41202 year benefits"},
		{"a figure to a word", "£41,202 to negotiable", "41202 - year negotiable"},

		// Periods.
		{"by the hour", "£31.40 per hour", "31.4 31.4 hour"},
		{"by the hour, short", "£31.40ph", "31.4 31.4 hour"},
		{"by the hour, shorter", "£31.40 p/h", "31.4 31.4 hour"},
		{"by the hour with a slash", "£28 - £31/hr", "28 31 hour"},
		{"an hour without a unit", "£31.40", "31.4 31.4 hour"},
		{"an hourly label", "Hourly rate: £31.40 - £34.10", "31.4 34.1 hour"},
		{"umbrella and PAYE", "£28.75 PAYE / £36.90 Umbrella per hour", "28.75 36.9 hour"},
		{"umbrella and PAYE with labels", "PAYE: £28.75 ph, Umbrella: £36.90 ph", "28.75 36.9 hour"},
		{"by the day", "£310 a day", "310 310 day"},
		{"by the day, short", "£310 - £340pd", "310 340 day"},
		{"a day rate", "Day rate £310", "310 310 day"},
		{"by the week", "£820 per week", "820 820 week"},
		{"by the month", "£3,480 pcm", "3480 3480 month"},
		{"a sum that could be a year", "2000 per month", "2000 2000 month"},
		{"by the month in words", "£3,480 - £3,900 monthly", "3480 3900 month"},
		{"yearly with its hourly rate", "£41,202 per annum (£21.36 per hour)", "41202 41202 year"},
		{"hourly first, yearly behind", "£21.36 per hour, £41,202 per annum", "41202 41202 year"},
		{"hour and year at once", "21.36 per hour per year", "21.36 21.36 hour"},
		{"day and year at once", "310 per day per year", "310 310 day"},
		{"yearly size with an hourly word", "41202 per year hourly", "41202 41202 year"},
		{"hours of work are not pay", "£41,202 per annum, 36 hours per week", "41202 41202 year"},
		{"weeks are not pay", "£41,202 per annum for 39 weeks per year", "41202 41202 year"},
		{"a figure of no size", "£4,500", "- -"},

		// Pro rata and part-time pay.
		{"pro rata", "£41,202 - £46,317 pro rata", "41202 46317 year pro-rata"},
		{"pro-rata in brackets", "£41,202 (pro-rata for part time)", "41202 41202 year pro-rata"},
		{"full-time and actual", "£41,202 full time equivalent, actual salary £24,721", "41202 41202 year pro-rata actual 24721 24721"},
		{"actual first", "Actual salary £24,721 (FTE £41,202)", "41202 41202 year pro-rata actual 24721 24721"},
		{"FTE in brackets", "£24,721 (£41,202 FTE)", "41202 41202 year pro-rata actual 24721 24721"},
		{"an actual range", "£41,202 - £46,317 FTE (actual £24,721 - £27,790)", "41202 46317 year pro-rata actual 24721 27790"},
		{"actual only", "Actual salary: £24,721 per annum", "- - year pro-rata actual 24721 24721"},
		{"for fewer hours", "£41,202 per annum (£24,721 for 21.6 hours)", "41202 41202 year pro-rata actual 24721 24721"},
		{"for full hours", "£41,202 based on 36 hours per week", "41202 41202 year"},
		{"pro rata in brackets behind", "£41,202 pro rata (£24,721)", "41202 41202 year pro-rata actual 24721 24721"},
		{"FTE before a lone range", "Full time salary: £41,202 - £46,317", "41202 46317 year"},
		{"a bracket keeps its own word", "£23,105 - £23,905 pa (Actual salary £9,870 – £10,205)", "23105 23905 year pro-rata actual 9870 10205"},
		{"a word before a bracket", "£15,100 - £18,200 actual salary (£25,300 - £30,400 FTE)", "25300 30400 year pro-rata actual 15100 18200"},
		{"actual and full-time as sentences", "Actual salary for 20 hours: £14,050 per annum. Full time equivalent: £25,900 per annum", "25900 25900 year pro-rata actual 14050 14050"},
		{"part-time pay alone", "£12,510 per annum for 16 hours per week", "- - year pro-rata actual 12510 12510"},
		{"an equivalent pro rata", "£41,202 pro rata, equating to £24,721 for this post", "41202 41202 year pro-rata actual 24721 24721"},

		// Supplements.
		{"a supplement left out", "£41,202 - £46,317 excluding London Weighting", "41202 46317 year"},
		{"R&R", "£41,202 + £4,000 R&R", "41202 41202 year retention:4000"},
		{"circa after the sign", "£c90k", "90000 90000 year"},
		{"a maximum in brackets", "£46,317 (max)", "- 46317 year"},
		{"least and most, each named", "Min salary 41202 Max salary 46317", "41202 46317 year"},
		{"pay for a shift", "£180 per shift", "- -"},
		{"a bonus", "£41,202 plus annual bonus", "41202 41202 year performance"},
		{"a week, hard against the figure", "£920pw", "920 920 week"},
		{"a market supplement behind", "£41,202 - £46,317 plus £2,000 market supplement", "41202 46317 year market_supplement:2000"},
		{"a market supplement with of", "£41,202 plus a market supplement of £2,000 per annum", "41202 41202 year market_supplement:2000"},
		{"a market supplement per annum", "£41,202 + £2,000 per annum market supplement", "41202 41202 year market_supplement:2000"},
		{"a market supplement in per cent", "£41,202 plus 8% Market Forces Supplement", "41202 41202 year market_supplement"},
		{"MFS", "PO3 £41,202 - £46,317 + MFS", "41202 46317 year market_supplement"},
		{"including a supplement", "£44,202 - £49,317 (including £3,000 market supplement)", "44202 49317 year market_supplement:3000"},
		{"including one without figure", "£44,202 - £49,317 inclusive of Market Supplement", "44202 49317 year market_supplement"},
		{"up to a supplement", "£41,202 plus up to £5,000 retention payment", "41202 41202 year retention:5000"},
		{"recruitment and retention", "£41,202 + £4,000 recruitment and retention allowance", "41202 41202 year retention:4000"},
		{"a welcome payment with colon", "£41,202 - £46,317. Welcome payment: £3,000", "41202 46317 year welcome_bonus:3000"},
		{"joining bonus", "£41,202 plus joining bonus", "41202 41202 year welcome_bonus"},
		{"golden hello in front", "£3k golden hello + £41,202", "41202 41202 year welcome_bonus:3000"},
		{"two supplements", "£41,202 plus £2,000 market supplement, £1,500 retention and essential car user allowance", "41202 41202 year car_allowance market_supplement:2000 retention:1500"},
		{"London weighting inside", "£41,202 inc London Weighting", "41202 41202 year london_weighting"},
		{"inc with nothing after", "£41,202 - £46,317 per annum inc", "41202 46317 year london_weighting"},
		{"inclusive with nothing after", "£41,202 - £46,317 p.a. inclusive", "41202 46317 year london_weighting"},
		{"inc with something after", "£41,202 per annum inc benefits", "41202 41202 year benefits"},
		{"outer London weighting with a figure", "£41,202 plus £2,500 Outer London Weighting", "41202 41202 year london_weighting:2500"},
		{"relocation", "£41,202 and relocation assistance of up to £8,000", "41202 41202 year relocation:8000"},
		{"on-call allowance", "£41,202 plus on-call allowance", "41202 41202 year shift_allowance"},
		{"unsocial hours payments", "£41,202 + unsocial hours payments", "41202 41202 year shift_allowance"},
		{"weekend enhancements", "£41,202 plus enhancements for weekend working", "41202 41202 year shift_allowance"},
		{"pension", "£41,202 + local government pension scheme", "41202 41202 year pension"},
		{"performance related pay", "£41,202 - £46,317 performance related pay", "41202 46317 year performance"},
		{"a pay award still to come", "£41,202 - £46,317 (2025/26 pay award pending)", "41202 46317 year pay_award_pending"},
		{"pending in front", "£41,202 pending pay award", "41202 41202 year pay_award_pending"},
		{"two supplements, each with its figure behind", "£41,202 plus MFS £2,900 and retention £1,700", "41202 41202 year market_supplement:2900 retention:1700"},
		{"two supplements, each with its figure in brackets", "£41,202 plus market supplement (£2,900) and retention (£1,700)", "41202 41202 year market_supplement:2900 retention:1700"},
		{"a supplement's name in quotation marks", "£41,202 and a £2,900 ‘welcome payment’", "41202 41202 year welcome_bonus:2900"},
		{"earnings on target are not the pay", "£33,010 basic, OTE £45,020", "33010 33010 year ote:45020"},
		{"a bonus for performance with its figure", "£41,202 plus a £2,500 performance bonus", "41202 41202 year performance:2500"},
		{"a pay award already in", "£41,202 (including the 2025 pay award)", "41202 41202 year"},
		{"full-time in closed brackets, pro rata behind", "£24,790 (FTE) pro rata £11,220", "24790 24790 year pro-rata actual 11220 11220"},
		{"an allowance added to an hourly rate", "£11.60 per hour + sleep in allowance £45 per night", "11.6 11.6 hour shift_allowance:45"},
		{"a share of full time is no label", "0.5 FTE - £22,510 (£45,020 FTE)", "45020 45020 year pro-rata actual 22510 22510"},
		{"a point for the comma in one end", "£47,510 to 53.530", "47510 53530 year"},
		{"OTE", "£41,202 basic, OTE", "41202 41202 year ote"},
		{"all that can be earned is not the top of the base", "£27,300 per annum (OTE £39,900)", "27300 27300 year ote:39900"},
		{"all that can be earned, named before the base", "OTE £39k, £27k basic", "27000 27000 year ote:39000"},
		{"all that can be earned, about", "£27,300 - £29,100 plus OTE circa £39,900", "27300 29100 year ote:39900"},
		{"OTE with one figure leaves it as the base", "£39,900 OTE", "39900 39900 year ote"},
		{"a bursary is not pay", "£24,000 bursary", "- -"},
		{"a payment for each session", "£41,202 plus £35 per session on-call allowance", "41202 41202 year shift_allowance:35"},
		{"a payment after some time", "£41,202 plus £2,500 after 2 years retention payment", "41202 41202 year retention:2500"},
		{"a car allowance with a figure", "£71,202 plus £1,500 car allowance", "71202 71202 year car_allowance:1500"},
		{"a travelcard", "£41,202 + Zone 1-4 travelcard", "41202 41202 year travel_allowance"},
		{"an allowance we have no code for", "£41,202 plus £1,100 tool allowance", "41202 41202 year"},
		{"instalments without a name", "£45,410 - £48,470 per annum, plus £1,500 retention payment after 12 months and £1,500 after 24 months", "45410 48470 year retention:1500"},
		{"unsocial hours in per cent", "£48,010 p.a. + 10% unsocial hours", "48010 48010 year shift_allowance"},
		{"a small payment beside the pay", "£60,010 per annum with £2,000 tax free on arrival", "60010 60010 year"},
		{"an hourly rate behind a yearly figure without a unit", "SCP 4 (£24,410 pro rata) £12.65 per hour", "24410 24410 year pro-rata"},
		{"a supplement on top", "£2,000 retention bonus on top of £41,202 - £46,317", "41202 46317 year retention:2000"},

		// Grades and codes are no figures.
		{"a grade with points", "Grade 8 SCP 28 - 32 £41,202 - £46,317", "41202 46317 year"},
		{"a spine point", "NJC SCP 28 to 32 (£41,202 to £46,317)", "41202 46317 year"},
		{"PO grades", "PO4-PO5 £41,202 - £46,317", "41202 46317 year"},
		{"a grade alone", "PO4", "- -"},
		{"a band alone", "Band 7", "- -"},
		{"points alone", "Scale points 28-32", "- -"},
		{"a grade range behind", "£41,202 - £46,317 Grade 8 to Grade 9", "41202 46317 year"},
		{"a year is no pay", "£41,202 (2025)", "41202 41202 year"},
		{"a pay year", "£41,202 - £46,317 from 1 April 2025", "41202 46317 year"},
		{"inside IR35", "£34.10 per hour (inside IR35)", "34.1 34.1 hour"},

		// What cannot be pay.
		{"a billion", "£1,000,000,000", "- -"},
		{"a misplaced comma", "£41,2020", "- -"},
		{"an upper end too large", "£41,202 - £463,170", "41202 - year"},
		{"a lower end too small", "£4,120 - £46,317 per annum", "- 46317 year"},
		{"an hour too dear", "£41,202 per hour", "- -"},
		{"a task's fee", "£450 per report", "- -"},
		{"a panel's fee", "£250 per panel meeting", "- -"},
		{"a budget", "You will manage a budget of £2.4m", "- -"},
		{"nothing", "", "- -"},
		{"words only", "Competitive", "- -"},
		{"negotiable", "Negotiable", "- - negotiable"},
		{"a letter after the figure", "£41,202x", "- -"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := brief(Read(c.salary, "")); got != c.want {
				t.Errorf("Read(%q)\n got %s\nwant %s", c.salary, got, c.want)
			}
		})
	}
}

func TestReadFromProse(t *testing.T) {
	for _, c := range []struct{ name, salary, prose, want string }{
		{"a labelled line is read where the field is empty", "", "Join us.\n\nSalary: £41,202 - £46,317 per annum\n\nWe look after you.", "41202 46317 year"},
		{"a label and its value on the next line", "", "Salary\n£41,202 - £46,317\nHours\n36", "41202 46317 year"},
		{"a sentence that speaks of the salary", "", "The salary for this post is £41,202 to £46,317. You will hold a caseload.", "41202 46317 year"},
		{"the field's figures win", "£50,000", "Salary: £41,202", "50000 50000 year"},
		{"the field's grade stays with the prose's figures", "PO3", "Salary £41,202 - £46,317 per annum", "41202 46317 year"},
		{"a budget is not pay", "", "You will manage a budget of £41,202 per annum.", "- -"},
		{"a discount is not pay", "", "Staff save up to £1,200 per annum through our benefits.", "- -"},
		{"a bonus is not pay", "", "We pay a welcome bonus of £3,000.", "- -"},
		{"a visa threshold is not pay", "", "The minimum salary for sponsorship is £38,700.", "- -"},
		{"prose without money", "", "A competitive salary and pension.", "- -"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := brief(Read(c.salary, c.prose)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestEvidenceStandsInTheText(t *testing.T) {
	prose := "About us.\n\nSalary: £41,202 - £46,317 per annum plus £2,000 market supplement (Grade 9)"
	p := Read("", prose)
	for part, ev := range p.Evidence {
		if ev.Field != "description" || prose[ev.Start:ev.End] != ev.Words || ev.Rule == "" {
			t.Errorf("%s: %+v does not stand in the text", part, ev)
		}
	}
	if len(p.Evidence) != 4 {
		t.Errorf("evidence for %d parts, want pay, grade, extras and the one extra", len(p.Evidence))
	}
}

func TestEveryExtraCarriesItsOwnWords(t *testing.T) {
	p := Read("£41,202 plus £2,000 market supplement, retention of £1,500 and essential car user allowance, p.a. inc.", "")
	want := map[string]string{"extras.market_supplement": "£2,000 market supplement", "extras.retention": "retention of £1,500",
		"extras.car_allowance": "essential car user allowance", "extras.london_weighting": "p.a. inc."}
	for key, words := range want {
		if got := p.Evidence[key]; got.Words != words || p.Text[got.Start:got.End] != words {
			t.Errorf("%s rests on %q, want %q", key, got.Words, words)
		}
	}
	for _, extra := range p.Extras {
		kind, _, _ := strings.Cut(extra, ":")
		if p.Evidence["extras."+kind].Rule == "" {
			t.Errorf("%s has no words", extra)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"£41,202 - £46,317 pa", "£1,000,000,000", "PO3 £4k-£5k + MFS", "£12 £13 £14 per per per", "££££", "1,2,3,4", "\u202e£41,202", "£0.00", strings.Repeat("£41,202 ", 300)} {
		f.Add(s, "Salary: "+s)
	}
	f.Fuzz(func(t *testing.T, salary, prose string) {
		p := Read(salary, prose)
		for _, v := range []*float64{p.Min, p.Max, p.ActualMin, p.ActualMax} {
			if v != nil && !(*v >= 3 && *v <= maxYear) {
				t.Fatalf("%v is no pay", *v)
			}
		}
		if p.Min != nil && p.Max != nil && *p.Min > *p.Max {
			t.Fatalf("min %v above max %v", *p.Min, *p.Max)
		}
		if p.hasFigures() != (p.Period != "") {
			t.Fatalf("period %q with figures %v", p.Period, p.hasFigures())
		}
	})
}
