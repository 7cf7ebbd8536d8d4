package london

import (
	"fmt"
	"math/rand/v2"
	"strconv"
)

// Pay is what an advert's pay words mean, as the label guide, section 5, has it.
type Pay struct {
	Text string
	// Min and Max are the full-time base in pounds per Period; nil is not said.
	Min, Max *float64
	Period   string
	ProRata  bool
	// ActualMin and ActualMax are part-time pay where it is given.
	ActualMin, ActualMax *float64
	Grade                string
	Extras               []string
}

// payForm is one way of writing pay.
type payForm struct {
	name string
	// partTime forms speak of part-time pay and need part-time hours.
	partTime bool
	// dealt forms may fall to any post; the others only to roles that name them.
	dealt bool
	write func(lo, hi int, rng *rand.Rand) Pay
}

// payForms are the ways councils and agencies write pay.
var payForms = []payForm{
	{name: "range", dealt: true, write: func(lo, hi int, _ *rand.Rand) Pay {
		return yearly(lo, hi, fmt.Sprintf("%s to %s a year", pounds(lo), pounds(hi)))
	}},
	{name: "dash", dealt: true, write: func(lo, hi int, _ *rand.Rand) Pay {
		return yearly(lo, hi, fmt.Sprintf("%s – %s per annum", pounds(lo), pounds(hi)))
	}},
	{name: "grade", dealt: true, write: func(lo, hi int, rng *rand.Rand) Pay {
		p := yearly(lo, hi, "")
		p.Grade = fmt.Sprintf("PO%d", 2+rng.IntN(6))
		p.Text = fmt.Sprintf("%s, %s rising to %s per annum", p.Grade, pounds(lo), pounds(hi))
		return p
	}},
	{name: "inclusive", dealt: true, write: func(lo, hi int, _ *rand.Rand) Pay {
		p := yearly(lo, hi, fmt.Sprintf("%s - %s per annum including London weighting", pounds(lo), pounds(hi)))
		p.Extras = []string{"london_weighting"}
		return p
	}},
	{name: "supplement", dealt: true, write: func(lo, hi int, rng *rand.Rand) Pay {
		extra := 1500 + 500*rng.IntN(6)
		p := yearly(lo, hi, fmt.Sprintf("%s - %s a year plus market supplement of %s", pounds(lo), pounds(hi), pounds(extra)))
		p.Extras = []string{"market_supplement:" + strconv.Itoa(extra)}
		return p
	}},
	{name: "retention", dealt: true, write: func(lo, hi int, rng *rand.Rand) Pay {
		extra := 2000 + 500*rng.IntN(5)
		p := yearly(lo, hi, fmt.Sprintf("From %s to %s a year, and a retention payment of %s", pounds(lo), pounds(hi), pounds(extra)))
		p.Extras = []string{"retention:" + strconv.Itoa(extra)}
		return p
	}},
	{name: "welcome", dealt: true, write: func(lo, hi int, _ *rand.Rand) Pay {
		p := yearly(lo, hi, fmt.Sprintf("%s to %s per annum + welcome bonus of £3,000 + relocation package", pounds(lo), pounds(hi)))
		p.Extras = []string{"relocation", "welcome_bonus:3000"}
		return p
	}},
	{name: "car", dealt: true, write: func(lo, hi int, _ *rand.Rand) Pay {
		p := yearly(lo, hi, fmt.Sprintf("%s to %s a year with essential car user allowance of £1,239", pounds(lo), pounds(hi)))
		p.Extras = []string{"car_allowance:1239"}
		return p
	}},
	{name: "pension", dealt: true, write: func(lo, hi int, _ *rand.Rand) Pay {
		p := yearly(lo, hi, fmt.Sprintf("%s-%s pa plus local government pension and benefits", pounds(lo), pounds(hi)))
		p.Extras = []string{"benefits", "pension"}
		return p
	}},
	{name: "award", dealt: true, write: func(lo, hi int, _ *rand.Rand) Pay {
		p := yearly(lo, hi, fmt.Sprintf("%s to %s per annum (pay award pending)", pounds(lo), pounds(hi)))
		p.Extras = []string{"pay_award_pending"}
		return p
	}},
	{name: "shift", dealt: true, write: func(lo, hi int, _ *rand.Rand) Pay {
		p := yearly(lo, hi, fmt.Sprintf("%s to %s per annum plus shift allowance", pounds(lo), pounds(hi)))
		p.Extras = []string{"shift_allowance"}
		return p
	}},
	{name: "travel", dealt: true, write: func(lo, hi int, _ *rand.Rand) Pay {
		p := yearly(lo, hi, fmt.Sprintf("%s to %s a year plus travel allowance", pounds(lo), pounds(hi)))
		p.Extras = []string{"travel_allowance"}
		return p
	}},
	{name: "one figure", dealt: true, write: func(lo, _ int, _ *rand.Rand) Pay {
		return yearly(lo, lo, fmt.Sprintf("%s per annum", pounds(lo)))
	}},
	{name: "circa", dealt: true, write: func(_, hi int, _ *rand.Rand) Pay {
		p := yearly(hi, hi, fmt.Sprintf("circa %s a year, negotiable for the right person", pounds(hi)))
		p.Extras = []string{"negotiable"}
		return p
	}},
	{name: "up to", dealt: true, write: func(_, hi int, _ *rand.Rand) Pay {
		p := yearly(hi, hi, fmt.Sprintf("Up to %s per annum", pounds(hi)))
		p.Min = nil
		return p
	}},
	{name: "from", dealt: true, write: func(lo, _ int, _ *rand.Rand) Pay {
		p := yearly(lo, lo, fmt.Sprintf("From %s a year", pounds(lo)))
		p.Max = nil
		return p
	}},
	{name: "grade only", dealt: true, write: func(_, _ int, rng *rand.Rand) Pay {
		g := fmt.Sprintf("Grade %c", 'H'+rune(rng.IntN(5)))
		return Pay{Text: g, Grade: g}
	}},
	{name: "performance", dealt: true, write: func(lo, hi int, _ *rand.Rand) Pay {
		p := yearly(lo, hi, fmt.Sprintf("%s to %s per annum plus performance related pay", pounds(lo), pounds(hi)))
		p.Extras = []string{"performance"}
		return p
	}},
	{name: "levels", write: func(lo, hi int, _ *rand.Rand) Pay {
		mid := lo + (hi-lo)/2
		return yearly(lo, hi+5200, fmt.Sprintf("Social Worker: %s to %s; Senior Social Worker: %s to %s per annum",
			pounds(lo), pounds(mid), pounds(mid+400), pounds(hi+5200)))
	}},
	{name: "prorata", dealt: true, partTime: true, write: func(lo, hi int, _ *rand.Rand) Pay {
		p := yearly(lo, hi, fmt.Sprintf("%s to %s per annum pro rata", pounds(lo), pounds(hi)))
		p.ProRata = true
		return p
	}},
	{name: "actual", dealt: true, partTime: true, write: func(lo, hi int, _ *rand.Rand) Pay {
		a, b := lo*6/10, hi*6/10
		p := yearly(lo, hi, fmt.Sprintf("%s to %s full-time equivalent (actual salary %s to %s)", pounds(lo), pounds(hi), pounds(a), pounds(b)))
		p.ProRata, p.ActualMin, p.ActualMax = true, figure(a), figure(b)
		return p
	}},
	{name: "hourly", write: func(lo, hi int, _ *rand.Rand) Pay {
		a, b := hourly(lo), hourly(hi)
		return Pay{Text: fmt.Sprintf("£%.2f to £%.2f per hour", a, b), Min: &a, Max: &b, Period: "hour"}
	}},
	{name: "umbrella", write: func(lo, hi int, _ *rand.Rand) Pay {
		a, b := hourly(lo)+4, hourly(hi)+9
		return Pay{Text: fmt.Sprintf("£%.2f an hour PAYE or £%.2f an hour through an umbrella company", a, b), Min: &a, Max: &b, Period: "hour"}
	}},
	{name: "daily", write: func(lo, _ int, _ *rand.Rand) Pay {
		return period(lo/190, lo/190, "day", "%s a day")
	}},
	{name: "weekly", write: func(lo, _ int, _ *rand.Rand) Pay {
		return period(lo/52, lo/52, "week", "%s per week")
	}},
	{name: "monthly", write: func(lo, hi int, _ *rand.Rand) Pay {
		p := period(lo/12, hi/12, "month", "")
		p.Text = fmt.Sprintf("%s to %s per month", pounds(lo/12), pounds(hi/12))
		return p
	}},
	{name: "none", dealt: true, write: func(_, _ int, _ *rand.Rand) Pay { return Pay{} }},
}

// payNamed finds a form by its name; the tables name only forms that exist.
func payNamed(name string) payForm {
	for _, f := range payForms {
		if f.name == name {
			return f
		}
	}
	panic("london: no pay form " + name)
}

func yearly(lo, hi int, words string) Pay {
	return Pay{Text: words, Min: figure(lo), Max: figure(hi), Period: "year"}
}

func period(lo, hi int, unit, words string) Pay {
	p := Pay{Min: figure(lo), Max: figure(hi), Period: unit}
	if words != "" {
		p.Text = fmt.Sprintf(words, pounds(lo))
	}
	return p
}

func figure(n int) *float64 {
	f := float64(n)
	return &f
}

// hourly is a yearly sum by the hour, to the penny: 52 weeks of 36 hours.
func hourly(year int) float64 {
	pence := year * 100 / (52 * 36)
	return float64(pence) / 100
}

// pounds writes a sum as £41,250.
func pounds(n int) string {
	if n < 1000 {
		return "£" + strconv.Itoa(n)
	}
	return fmt.Sprintf("£%d,%03d", n/1000, n%1000)
}
