package pay

import "vacancies/normalize/text"

// extraCue is one way a supplement is named (label guide, section 5, "extras").
type extraCue struct {
	kind string // empty: not base pay, and no extra of the guide either
	re   text.Pattern
	// money is true where a figure beside the words belongs to them; never, where
	// it is no pay whatever its size.
	money, never bool
	// whole is true where a figure beside the words is all that can be earned, not
	// an addition: it may be of any size, and is looked for behind the words first.
	whole bool
}

// extra is a supplement to which a figure beside its name belongs; the ways of
// naming it are expressions in which case does not count.
func extra(kind string, ways ...string) extraCue {
	return extraCue{kind: kind, re: text.MustPattern(`(?i)` + text.Either(ways...)), money: true}
}

// remark is an extra without a figure of its own.
func remark(kind string, ways ...string) extraCue {
	c := extra(kind, ways...)
	c.money = false
	return c
}

// earnings are all that can be earned.
func earnings(kind string, ways ...string) extraCue {
	c := extra(kind, ways...)
	c.whole = true
	return c
}

// notBase is money that is neither base pay nor an extra of the guide.
func notBase(ways ...string) extraCue {
	c := extra("", ways...)
	c.never = true
	return c
}

// paid is what a supplement is called.
const paid = `(?:allowance|enhancement|premium|payment|supplement|rate|uplift|pay|addition|bonus)s?`

// unsocial are the hours that a shift allowance is for.
var unsocial = `(?:` + text.Either(
	`shift|unsoci(?:al|able)(?: hours?)?|anti[- ]?social(?: hours?)?|out[- ]of[- ](?:office[- ])?hours|on[- ]call`,
	`stand[- ]?by|night(?:s|[- ]time)?|weekends?|sleep[- ]?ins?|bank holidays?|edt|rota|duty`,
) + `)`

// extraCues are tried in order; words that one has taken are not read again.
var extraCues = []extraCue{
	extra("relocation", `\brelocat(?:ion|ing)(?: (?:package|assistance|allowance|support|payment|expenses|costs?|bonus|scheme|help))*`),
	extra("welcome_bonus",
		`\bgolden (?:hello|handshake)(?: payment| bonus)?`,
		`\b(?:`+text.Either(
			`welcome|joining|join(?:er|ers|er[’']s|ing)?|sign(?:ing)?[- ]?on|signing|sign[- ]up|starter|starting`,
			`start[- ]up|recruitment|new starter`,
		)+`) (?:bonus(?:es)?|payment|package|incentive|award|fee|grant)`,
	),
	extra("retention",
		`\b(?:recruitment (?:and|&|/|\+) ?)?retention(?: (?:payment|bonus|allowance|supplement|scheme|package|incentive|award|premium|fee)s?)*`,
		`\br ?& ?r\b(?: (?:payment|bonus|allowance|supplement)s?)?`,
		`\bloyalty (?:bonus|payment|award)|\bgolden handcuffs?`,
	),
	extra("market_supplement",
		`\bmarket[- ](?:rates?[- ]|related[- ]|pay[- ]|forces?[- ]|factors?[- ]|based[- ])?(?:`+text.Either(
			`supplement|factor|forces?|premium|premia|allowance|payment|uplift|increment|adjustment|enhancement|addition`,
			`weighting|rate supplement`,
		)+`)s?(?: (?:supplement|payment|allowance)s?)?`,
		`\bmfs\b|\bm\.f\.s\b`,
	),
	extra("london_weighting",
		`\b(?:(?:inner|outer|central|greater) )?london (?:fringe )?(?:weighting|allowance|supplement|living allowance|cost allowance)`,
		`\b(?:high cost area|hca)(?: (?:supplement|allowance))?s?\b`,
		`\bhcas?\b|\bfringe allowance|\blondon fringe\b|\b[io]?lwa?\b`,
		`\b(?:inner|outer) (?:london )?weighting`,
		`\bweighting\b`,
		`\binc(?:l|luding|lusive|luded)?\.?(?: of)? (?:inner |outer )?london\b`,
	),
	extra("shift_allowance",
		`\b`+unsocial+`(?: (?:working|work|hours|duty|duties|and|&|or|/|`+unsocial+`))*[ -](?:working )?`+paid,
		`\b(?:allowance|enhancement|premium|payment|uplift|enhanced (?:pay|rates?))s? (?:for|of|when|during|to cover|in respect of)?\s?(?:working |the )?`+unsocial+`(?: (?:working|work|hours|duty|duties))*`,
		`\benhancements?\b|(?:\+|\bplus|%) ?`+unsocial+`\b`,
	),
	extra("car_allowance",
		`\b(?:essential |casual |lease )?car (?:users?(?:[’']s?)?(?: (?:allowance|lump sum|status|payment|scheme))?|allowance|mileage allowance|lump sum)`,
		`\bessential (?:car )?users?(?: (?:allowance|lump sum))?`,
		`\bcash for car`,
	),
	extra("travel_allowance",
		`\b(?:zones? \d(?:\s?(?:-|–|to|and|&)\s?\d)? )?travel ?(?:allowance|card|pass|subsidy|supplement|contribution|payment|package|assistance)s?`,
		`\bseason ticket|\btravelcard|\bfree travel|\boyster card`,
	),
	extra("performance",
		`\bperformance[- ](?:related|linked|based)(?: (?:pay|bonus|award|supplement|increment)s?)*`,
		`\bprp\b`,
		`\bperformance (?:pay|bonus|award|payment)s?`,
	),
	extra("performance", `\b(?:annual|discretionary|company|quarterly|team|staff|yearly)? ?bonus(?:es)?(?: (?:scheme|potential|opportunity|opportunities|payments?))?\b`),
	remark("pay_award_pending",
		`\bpay[ -](?:award|settlement|review|increase|rise|deal)s?(?: for)?(?: \d{4}(?:\s?[/-]\s?\d{2,4})?)?(?: (?:is|are|still|currently|yet|to be))* (?:`+text.Either(
			`pending|awaited|tbc`,
			`to be (?:confirmed|agreed|applied)`,
			`(?:not )?yet to be (?:agreed|applied)`,
			`not (?:yet )?(?:agreed|settled|applied|confirmed|reflected)`,
			`due|outstanding|not included`,
		)+`)`,
		`\b(?:pending|awaiting|subject to|plus|await|excluding|before)(?: the| any| a| national| njc| jnc| annual| \d{4}(?:\s?[/-]\s?\d{2,4})?)* pay[ -](?:award|settlement|increase|rise|deal)`,
	),
	remark("pension", `\bpension\b|\blgps\b|\bsuperannuation\b`),
	remark("benefits", `\bbenefits?\b`),
	earnings("ote", `\bote\b|\bo\.t\.e\b|\bon[- ]target earnings\b`),
	remark("negotiable", `\bnegotiable\b|\bnegotiation\b|\bneg\b`),
	notBase(
		`\bbursar(?:y|ies)|\bgrants?\b|\bbudget\b`,
		`\b(?:training|cpd|tuition|course|registration|professional|finder[’']?s|referral|introduction) (?:fees?|budget|allowance|costs?)`,
		`\brefer(?:ral)? (?:a )?friend[a-z ]*`,
		`\bvouchers?\b|\bdiscounts?\b|\bsavings?\b|\bhonorari(?:um|a)\b|\bfees?\b|\bloans?\b|\bworth\b`,
		`\bhome ?working allowance|\bfirst aid allowance`,
	),
	extra("",
		`\ballowances?\b|\bsupplements?\b|\bbonus(?:es)?\b|\bone[- ]off payment|\badditional payment|\blump sum`,
		`\bincentive(?: payment)?|\btop[- ]up\b`,
	),
}
