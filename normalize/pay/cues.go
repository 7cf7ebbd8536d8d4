package pay

import (
	"regexp"

	"vacancies/normalize/text"
)

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

func extra(kind, pattern string) extraCue {
	return extraCue{kind: kind, re: text.MustPattern(`(?i)` + pattern), money: true}
}

func remark(kind, pattern string) extraCue {
	return extraCue{kind: kind, re: text.MustPattern(`(?i)` + pattern)}
}

func earnings(kind, pattern string) extraCue {
	return extraCue{kind: kind, re: text.MustPattern(`(?i)` + pattern), money: true, whole: true}
}

func notBase(pattern string) extraCue {
	return extraCue{re: text.MustPattern(`(?i)` + pattern), money: true, never: true}
}

const paid = `(?:allowance|enhancement|premium|payment|supplement|rate|uplift|pay|addition|bonus)s?`
const unsocial = `(?:shift|unsoci(?:al|able)(?: hours?)?|anti[- ]?social(?: hours?)?|out[- ]of[- ](?:office[- ])?hours|on[- ]call|stand[- ]?by|night(?:s|[- ]time)?|weekends?|sleep[- ]?ins?|bank holidays?|edt|rota|duty)`

// extraCues are tried in order; words that one has taken are not read again.
var extraCues = []extraCue{
	extra("relocation", `\brelocat(?:ion|ing)(?: (?:package|assistance|allowance|support|payment|expenses|costs?|bonus|scheme|help))*`),
	extra("welcome_bonus", `\bgolden (?:hello|handshake)(?: payment| bonus)?|\b(?:welcome|joining|join(?:er|ers|er[’']s|ing)?|sign(?:ing)?[- ]?on|signing|sign[- ]up|starter|starting|start[- ]up|recruitment|new starter) (?:bonus(?:es)?|payment|package|incentive|award|fee|grant)`),
	extra("retention", `\b(?:recruitment (?:and|&|/|\+) ?)?retention(?: (?:payment|bonus|allowance|supplement|scheme|package|incentive|award|premium|fee)s?)*|\br ?& ?r\b(?: (?:payment|bonus|allowance|supplement)s?)?|\bloyalty (?:bonus|payment|award)|\bgolden handcuffs?`),
	extra("market_supplement", `\bmarket[- ](?:rates?[- ]|related[- ]|pay[- ]|forces?[- ]|factors?[- ]|based[- ])?(?:supplement|factor|forces?|premium|premia|allowance|payment|uplift|increment|adjustment|enhancement|addition|weighting|rate supplement)s?(?: (?:supplement|payment|allowance)s?)?|\bmfs\b|\bm\.f\.s\b`),
	extra("london_weighting", `\b(?:(?:inner|outer|central|greater) )?london (?:fringe )?(?:weighting|allowance|supplement|living allowance|cost allowance)|\b(?:high cost area|hca)(?: (?:supplement|allowance))?s?\b|\bhcas?\b|\bfringe allowance|\blondon fringe\b|\b[io]?lwa?\b|\b(?:inner|outer) (?:london )?weighting|\bweighting\b|\binc(?:l|luding|lusive|luded)?\.?(?: of)? (?:inner |outer )?london\b`),
	extra("shift_allowance", `\b`+unsocial+`(?: (?:working|work|hours|duty|duties|and|&|or|/|`+unsocial+`))*[ -](?:working )?`+paid+`|\b(?:allowance|enhancement|premium|payment|uplift|enhanced (?:pay|rates?))s? (?:for|of|when|during|to cover|in respect of)?\s?(?:working |the )?`+unsocial+`(?: (?:working|work|hours|duty|duties))*|\benhancements?\b|(?:\+|\bplus|%) ?`+unsocial+`\b`),
	extra("car_allowance", `\b(?:essential |casual |lease )?car (?:users?(?:[’']s?)?(?: (?:allowance|lump sum|status|payment|scheme))?|allowance|mileage allowance|lump sum)|\bessential (?:car )?users?(?: (?:allowance|lump sum))?|\bcash for car`),
	extra("travel_allowance", `\b(?:zones? \d(?:\s?(?:-|–|to|and|&)\s?\d)? )?travel ?(?:allowance|card|pass|subsidy|supplement|contribution|payment|package|assistance)s?|\bseason ticket|\btravelcard|\bfree travel|\boyster card`),
	extra("performance", `\bperformance[- ](?:related|linked|based)(?: (?:pay|bonus|award|supplement|increment)s?)*|\bprp\b|\bperformance (?:pay|bonus|award|payment)s?`),
	extra("performance", `\b(?:annual|discretionary|company|quarterly|team|staff|yearly)? ?bonus(?:es)?(?: (?:scheme|potential|opportunity|opportunities|payments?))?\b`),
	remark("pay_award_pending", `\bpay[ -](?:award|settlement|review|increase|rise|deal)s?(?: for)?(?: \d{4}(?:\s?[/-]\s?\d{2,4})?)?(?: (?:is|are|still|currently|yet|to be))* (?:pending|awaited|tbc|to be (?:confirmed|agreed|applied)|(?:not )?yet to be (?:agreed|applied)|not (?:yet )?(?:agreed|settled|applied|confirmed|reflected)|due|outstanding|not included)|`+
		`\b(?:pending|awaiting|subject to|plus|await|excluding|before)(?: the| any| a| national| njc| jnc| annual| \d{4}(?:\s?[/-]\s?\d{2,4})?)* pay[ -](?:award|settlement|increase|rise|deal)`),
	remark("pension", `\bpension\b|\blgps\b|\bsuperannuation\b`),
	remark("benefits", `\bbenefits?\b`),
	earnings("ote", `\bote\b|\bo\.t\.e\b|\bon[- ]target earnings\b`),
	remark("negotiable", `\bnegotiable\b|\bnegotiation\b|\bneg\b`),
	// Money that is neither base pay nor an extra of the guide.
	notBase(`\bbursar(?:y|ies)|\bgrants?\b|\bbudget\b|\b(?:training|cpd|tuition|course|registration|professional|finder[’']?s|referral|introduction) (?:fees?|budget|allowance|costs?)|\brefer(?:ral)? (?:a )?friend[a-z ]*|\bvouchers?\b|\bdiscounts?\b|\bsavings?\b|\bhonorari(?:um|a)\b|\bfees?\b|\bloans?\b|\bworth\b|\bhome ?working allowance|\bfirst aid allowance`),
	extra("", `\ballowances?\b|\bsupplements?\b|\bbonus(?:es)?\b|\bone[- ]off payment|\badditional payment|\blump sum|\bincentive(?: payment)?|\btop[- ]up\b`),
}

// gradePattern is how grades, bands and pay points are written; figures in it
// are no money.
var gradePattern = text.MustPattern(`(?i)\b(?:(?:(?:support|apprentice|hay|pay|salary|career|single status|njc|jnc|harmonised|nhs|afc|main|local|social work(?:er)?) )*` +
	`(?:grades?|bands?|scales?|level|tier|spine|range|step)\b[ .:]{0,2}(?:points?[ .:]{0,2})?(?:[a-z]{1,4} ?\d{1,2}[a-z]?|\d{1,2}[a-z]?|[a-z]{1,2}\b)(?:\s?(?:-|–|to|/|&|and|,)\s?(?:(?:grade|band|scale|scp|level) ?)?(?:[a-z]{1,3} ?\d{1,2}[a-z]?|\d{1,2}[a-z]?\b|[a-z]\b))*` +
	`(?:\s?[/(,]?\s?(?:scps?|spinal (?:column )?points?|points?)[ .:]{0,2}\d{1,3}(?:\s?(?:-|–|to|/)\s?(?:scps? ?)?\d{1,3})*\)?)?` +
	`|(?:(?:harmonised |njc |spinal |pay |salary )*(?:pay scale points?|spinal (?:column )?points?|scale points?|pay points?|spine points?|points?|scps?|scp))[ .:]{0,2}\d{1,3}(?:\s?(?:-|–|to|/|&|and)\s?(?:scps? ?)?\d{1,3})*` +
	`|\b(?:po|so|sm|smg|lpo|hay|msg|fc|gr|ssg|esg|sw|lmg|mg|pmg|pm|cso|lp|rbk|l)\s?\d{1,2}[a-z]?\b(?:\s?(?:-|–|to|/|&)\s?(?:po|so|sm|smg|fc|gr|sw|l)?\s?\d{1,2}[a-z]?\b)*)`)

// leadingPoints are bare pay points before a figure in brackets: "39-42 (£45,594".
var leadingPoints = regexp.MustCompile(`^\s*(\d{1,2}\s?(?:-|–|to)\s?\d{1,2})\s*\(\s?£`)

// notMoney are figures that count something else: hours, days, months, ages.
var notMoney = text.MustPattern(`(?i)\b\d+(?:\.\d+)?(?:\s?(?:-|–|to|/)\s?\d+(?:\.\d+)?)?[ -]?(?:hours?|hrs?|hpw|days?|weeks?|wks?|months?|mths?|years?|yrs?|spinal|posts?|positions?|fte|wte|x)\b|\b(?:0?\.\d+|1\.0)\s?(?:fte|wte)?\b|` +
	`\b(?:19|20)\d{2}(?:\s?[/–-]\s?(?:20)?\d{2})?\b(?:,\d)?|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\bir ?35\b|\bzones? \d(?:\s?(?:-|–|to|and|&)\s?\d)?|\b(?:ref|reference|no|job id|post id|id)[ .:#]+[a-z]*\d+|\b\d+(?:st|nd|rd|th)\b`)

// sumNotYear is a sum that could be a year but for the period behind it: "2000 per month".
var sumNotYear = regexp.MustCompile(`(?i)^(?:19|20)\d{2}(?:\s?(?:-|–|to)\s?\d{4})?\s?(?:per (?:month|week|day|calendar month)|a (?:month|week)|pcm|p\.?m\.?|p\.?w\.?|monthly|weekly|/\s?(?:month|week))\b`)

// periodCue is one way a period is named.
type periodCue struct {
	period Period
	re     text.Pattern
}

var periodCues = []periodCue{
	{Year, text.MustPattern(`(?i)\b(?:per annum|per an+um|per year|per yr|a year|each year|annum|annual(?:ly|ised)?|yearly|p\s?\.\s?a\b\.?|p/a\b)|\d\s?pa\b|\bpa\b|/\s?(?:year|yr|annum)\b`)},
	{Month, text.MustPattern(`(?i)\b(?:per month|per calendar month|a month|monthly|pcm|p\s?\.\s?m\s?\.|p/m)\b|\d\s?pm\b|/\s?(?:month|mth)\b`)},
	{Week, text.MustPattern(`(?i)\b(?:per week|per wk|a week|weekly|p\.w\.?|p/w|pw)\b|\d\s?pw\b|/\s?(?:week|wk)\b`)},
	{Day, text.MustPattern(`(?i)\b(?:per day|a day|daily|per diem|day rate|p\.d\.?|p/d)\b|\d\s?pd\b|/\s?day\b`)},
	{Hour, text.MustPattern(`(?i)\b(?:per hour|per hr|an hour|hourly|p\.h\.?|p/h|p/hr|phr|ph)\b|\d\s?ph\b|/\s?(?:hour|hr|h)\b`)},
}

// weeklyCount tells "36 hours per week" and "3 days a week" from weekly pay.
var weeklyCount = text.MustPattern(`(?i)(?:hours?|hrs?|days?|sessions?|nights?|times|week|weeks?)\.?\s*\)?\s*$|\bh(?:ou)?rs?(?: of work| worked)?[\s:=–-]*\d{1,2}(?:\.\d+)?(?:\s?(?:-|–|to)\s?\d{1,2}(?:\.\d+)?)?\s*$`)

// taskFee is pay for a piece of work, which is not pay for the post.
var taskFee = regexp.MustCompile(`(?i)^\s*(?:per|for each|each|a|an|/)\s*(?:\w+ )?(?:assessment|report|visit|case|review|panel|meeting|session|referral|interview|placement|day'?s panel|child|family|check|person|head|mile|click|viability|form f|piece|task|hearing|contact|shift|sleep[- ]?in|night|duty)\b`)

var (
	upTo     = text.MustPattern(`(?i)(?:\bup ?to|\bupto|\bmaximum(?: of| salary| pay| rate)?|\bmax\.?(?: of| salary| pay| rate)?|\bnot exceeding|\bno more than|\bas much as|\bceiling of|\bcapped at|^\s*to|[:;,(]\s*to|\bsalary to|\brate to|\bpay to|\bearn to|\bneg(?:otiable)? to)\s*(?:circa|c\.?|approx\.?)?\s*:?\s*$`)
	from     = text.MustPattern(`(?i)(?:\bfrom|\bstart(?:ing|s)?(?: salary| pay| rate| figure| point)?(?: of| at| from| is)?|\bminimum(?: of| salary)?|\bmin\.?(?: of| salary| pay| rate)?|\bat least|\bin excess of|\bexcess of|\bover|\babove|\bmore than|\bupwards of|\bno less than|\bnot less than|>)\s*(?:circa|c\.?|approx\.?)?\s*:?\s*$`)
	orMore   = regexp.MustCompile(`(?i)^\s*(?:(?:` + unitWords + `)\s*)?(?:\+(?:\s*$|\s*[^\s\d£a-z])|plus\s*(?:$|[;)(])|(?:and |& )?upwards|(?:and|or) (?:above|more|over|upwards)|and up\b|onwards|minimum\b|min\b|starting\b|(?:to|-|–)\s*(?:competitive|negotiable|neg\b|open|doe\b|depend|market|excellent))`)
	orLess   = regexp.MustCompile(`(?i)^\s*(?:(?:` + unitWords + `)\s*)?\(?(?:max(?:imum)?\s*(?:$|[);,.|])|or less|or below)`)
	fteAfter = regexp.MustCompile(`(?i)^[\s(,–-]*(?:(?:` + unitWords + `|pro[ -]?rata|gross)[\s(,]*)*(?:fte\b|f\.t\.e|full[ -]?time|wte\b|whole[ -]time)`)
	fteName  = text.MustPattern(`(?i)(?:\bfte|\bf\.t\.e\.?|\bfull[ -]?time|\bwte|\bwhole[ -]time)(?: (?:equivalent|salary|pay|rate|range|of|is|equiv\.?|annual|basic))*[\s:(=–-]*$|\bpro[ -]?rata(?: (?:of|from|to|based on)|'?d (?:of|from|based on))[\s:(]*$`)
	// fraction is a share of full time before a figure: "0.5 FTE - £22,500".
	fraction = text.MustPattern(`(?i)\d\s?(?:fte|wte)[\s:(=–-]*$`)
	// shareBefore and shareAfter are a share of full time beside its pay: "£12,300 (0.4 FTE)".
	shareBefore = text.MustPattern(`(?i)(?:^|\D)0?\.\d{1,2}\s?(?:fte|wte)[\s:,(=–-]*$`)
	shareAfter  = regexp.MustCompile(`(?i)^[\s(,–-]*(?:(?:` + unitWords + `|for|at)[\s(,–-]*)*(?:a )?0?\.\d{1,2}\s?(?:fte|wte)[\s).,;]*(?:$|[a-z(])`)
	actName     = text.MustPattern(`(?i)(?:\bactual|\bpro[ -]?rata'?(?:ed|d)? ?(?:annual )?(?:salary|pay|equivalent|amount|figure|=)|\bpro[ -]?rat(?:a'?|e)d to|\bpart[ -]time (?:salary|pay|rate|equivalent)|\byou will (?:receive|be paid|earn)|\bpayable)(?: (?:salary|pay|annual|starting|gross|for this post|for this role|pro[ -]?rata|of|is|will be|approx\.?|approximately|circa|range|amount|to|per annum|being|=))*[\s:(=~–-]*(?:c\.?|approx\.?|circa)?\s*$`)
	equates     = text.MustPattern(`(?i)\b(?:equat(?:es|ing)|equivalent|which is|works out|amounting|prorated)(?: \w+)? ?(?:to|at)?[\s:(=]*$`)
	actAfter    = regexp.MustCompile(`(?i)^[\s(,–-]*(?:(?:` + unitWords + `)[\s(,]*)*(?:actual|pro[ -]?rata'?(?:ed|d)? (?:salary|actual)|for this (?:post|role))\b`)
	forHours    = regexp.MustCompile(`(?i)^[\s(,–-]*(?:(?:` + unitWords + `)[\s(,]*)*(?:actual |pay )?(?:for|based on|at|working)(?: a| an)? (\d{1,2}(?:\.\d+)?)[ -]?(hours?|hrs?|hpw|days?)\b`)
	proRata     = text.MustPattern(`(?i)\bpro[\s-]*rata|\bprorata|\bpro-rated|\bpro rated`)
	// nothingAfter is "p.a. inc." with nothing after it: London weighting.
	nothingAfter = text.MustPattern(`(?i)(?:\d|\bp\.?\s?a\.?|annum|year|pay|range)[\s,(]*\b(?:inc|incl|inclusive|including)\.?\s*(?:\)|$|[;|]|\bplus\b|\+)`)
)
