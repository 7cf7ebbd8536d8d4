package pay

import (
	"regexp"

	"vacancies/normalize/text"
)

// The parts of a grade: "Social Work Grade 9 to 10, SCP 33-38".
const (
	gradeOf     = `(?:(?:support|apprentice|hay|pay|salary|career|single status|njc|jnc|harmonised|nhs|afc|main|local|social work(?:er)?) )*`
	gradeWord   = `(?:grades?|bands?|scales?|level|tier|spine|range|step)\b[ .:]{0,2}(?:points?[ .:]{0,2})?`
	gradeStep   = `(?:[a-z]{1,4} ?\d{1,2}[a-z]?|\d{1,2}[a-z]?|[a-z]{1,2}\b)`
	gradeSteps  = `(?:\s?(?:-|–|to|/|&|and|,)\s?(?:(?:grade|band|scale|scp|level) ?)?(?:[a-z]{1,3} ?\d{1,2}[a-z]?|\d{1,2}[a-z]?\b|[a-z]\b))*`
	gradePoints = `(?:\s?[/(,]?\s?(?:scps?|spinal (?:column )?points?|points?)[ .:]{0,2}\d{1,3}(?:\s?(?:-|–|to|/)\s?(?:scps? ?)?\d{1,3})*\)?)?`
)

// gradePattern is how grades, bands and pay points are written; figures in it
// are no money.
var gradePattern = text.MustPattern(`(?i)\b(?:` + text.Either(
	gradeOf+gradeWord+gradeStep+gradeSteps+gradePoints,
	// Points by themselves.
	`(?:(?:harmonised |njc |spinal |pay |salary )*(?:pay scale points?|spinal (?:column )?points?|scale points?|pay points?|spine points?|points?|scps?|scp))`+
		`[ .:]{0,2}\d{1,3}(?:\s?(?:-|–|to|/|&|and)\s?(?:scps? ?)?\d{1,3})*`,
	// The letters of a scale: "PO3/4".
	`\b(?:po|so|sm|smg|lpo|hay|msg|fc|gr|ssg|esg|sw|lmg|mg|pmg|pm|cso|lp|rbk|l)\s?\d{1,2}[a-z]?\b`+
		`(?:\s?(?:-|–|to|/|&)\s?(?:po|so|sm|smg|fc|gr|sw|l)?\s?\d{1,2}[a-z]?\b)*`,
) + `)`)

// leadingPoints are bare pay points before a figure in brackets: "39-42 (£45,594".
var leadingPoints = regexp.MustCompile(`^\s*(\d{1,2}\s?(?:-|–|to)\s?\d{1,2})\s*\(\s?£`)

// notMoney are figures that count something else: hours, days, months, ages.
var notMoney = text.MustPattern(`(?i)` + text.Either(
	`\b\d+(?:\.\d+)?(?:\s?(?:-|–|to|/)\s?\d+(?:\.\d+)?)?[ -]?(?:`+text.Either(
		`hours?|hrs?|hpw|days?|weeks?|wks?|months?|mths?|years?|yrs?`,
		`spinal|posts?|positions?|fte|wte|x`,
	)+`)\b`,
	`\b(?:0?\.\d+|1\.0)\s?(?:fte|wte)?\b`,
	`\b(?:19|20)\d{2}(?:\s?[/–-]\s?(?:20)?\d{2})?\b(?:,\d)?`, // a year
	`\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b`,                      // a date
	`\bir ?35\b`,
	`\bzones? \d(?:\s?(?:-|–|to|and|&)\s?\d)?`,
	`\b(?:ref|reference|no|job id|post id|id)[ .:#]+[a-z]*\d+`,
	`\b\d+(?:st|nd|rd|th)\b`,
))

// sumNotYear is a sum that could be a year but for the period behind it: "2000 per month".
var sumNotYear = regexp.MustCompile(`(?i)^(?:19|20)\d{2}(?:\s?(?:-|–|to)\s?\d{4})?\s?(?:` + text.Either(
	`per (?:month|week|day|calendar month)`,
	`a (?:month|week)|pcm|p\.?m\.?|p\.?w\.?|monthly|weekly|/\s?(?:month|week)`,
) + `)\b`)

// periodCue is one way a period is named.
type periodCue struct {
	period Period
	re     text.Pattern
}

var periodCues = []periodCue{
	{Year, text.MustPattern(`(?i)` + text.Either(
		`\b(?:per annum|per an+um|per year|per yr|a year|each year|annum|annual(?:ly|ised)?|yearly|p\s?\.\s?a\b\.?|p/a\b)`,
		`\d\s?pa\b|\bpa\b|/\s?(?:year|yr|annum)\b`,
	))},
	{Month, text.MustPattern(`(?i)\b(?:per month|per calendar month|a month|monthly|pcm|p\s?\.\s?m\s?\.|p/m)\b|\d\s?pm\b|/\s?(?:month|mth)\b`)},
	{Week, text.MustPattern(`(?i)\b(?:per week|per wk|a week|weekly|p\.w\.?|p/w|pw)\b|\d\s?pw\b|/\s?(?:week|wk)\b`)},
	{Day, text.MustPattern(`(?i)\b(?:per day|a day|daily|per diem|day rate|p\.d\.?|p/d)\b|\d\s?pd\b|/\s?day\b`)},
	{Hour, text.MustPattern(`(?i)\b(?:per hour|per hr|an hour|hourly|p\.h\.?|p/h|p/hr|phr|ph)\b|\d\s?ph\b|/\s?(?:hour|hr|h)\b`)},
}

// weeklyCount tells "36 hours per week" and "3 days a week" from weekly pay.
var weeklyCount = text.MustPattern(`(?i)` + text.Either(
	`(?:hours?|hrs?|days?|sessions?|nights?|times|week|weeks?)\.?\s*\)?\s*$`,
	`\bh(?:ou)?rs?(?: of work| worked)?[\s:=–-]*\d{1,2}(?:\.\d+)?(?:\s?(?:-|–|to)\s?\d{1,2}(?:\.\d+)?)?\s*$`,
))

// taskFee is pay for a piece of work, which is not pay for the post.
var taskFee = regexp.MustCompile(`(?i)^\s*(?:per|for each|each|a|an|/)\s*(?:\w+ )?(?:` + text.Either(
	`assessment|report|visit|case|review|panel|meeting|session|referral|interview|placement|day'?s panel|child`,
	`family|check|person|head|mile|click|viability|form f|piece|task|hearing|contact|shift|sleep[- ]?in|night|duty`,
) + `)\b`)

var (
	upTo = text.MustPattern(`(?i)(?:` + text.Either(
		`\bup ?to|\bupto`,
		`\bmaximum(?: of| salary| pay| rate)?`,
		`\bmax\.?(?: of| salary| pay| rate)?`,
		`\bnot exceeding|\bno more than|\bas much as|\bceiling of|\bcapped at|^\s*to|[:;,(]\s*to|\bsalary to|\brate to`,
		`\bpay to|\bearn to|\bneg(?:otiable)? to`,
	) + `)\s*(?:circa|c\.?|approx\.?)?\s*:?\s*$`)
	from = text.MustPattern(`(?i)(?:` + text.Either(
		`\bfrom`,
		`\bstart(?:ing|s)?(?: salary| pay| rate| figure| point)?(?: of| at| from| is)?`,
		`\bminimum(?: of| salary)?`,
		`\bmin\.?(?: of| salary| pay| rate)?`,
		`\bat least|\bin excess of|\bexcess of|\bover|\babove|\bmore than|\bupwards of|\bno less than|\bnot less than|>`,
	) + `)\s*(?:circa|c\.?|approx\.?)?\s*:?\s*$`)
	orMore = regexp.MustCompile(`(?i)^\s*(?:(?:` + unitWords + `)\s*)?(?:` + text.Either(
		`\+(?:\s*$|\s*[^\s\d£a-z])|plus\s*(?:$|[;)(]|(?:`+unitWords+`)\b)|(?:and |& )?upwards`,
		`(?:and|or) (?:above|more|over|upwards)`,
		`and up\b|onwards|minimum\b|min\b|starting\b`,
		`(?:to|-|–)\s*(?:competitive|negotiable|neg\b|open|doe\b|depend|market|excellent)`,
	) + `)`)
	orLess   = regexp.MustCompile(`(?i)^\s*(?:(?:` + unitWords + `)\s*)?\(?(?:max(?:imum)?\s*(?:$|[);,.|])|or less|or below)`)
	fteAfter = regexp.MustCompile(`(?i)^[\s(,–-]*(?:(?:` + unitWords + `|pro[ -]?rata|gross)[\s(,]*)*(?:fte\b|f\.t\.e|full[ -]?time|wte\b|whole[ -]time)`)
	fteName  = text.MustPattern(`(?i)` + text.Either(
		`(?:\bfte|\bf\.t\.e\.?|\bfull[ -]?time|\bwte|\bwhole[ -]time)(?: (?:equivalent|salary|pay|rate|range|of|is|equiv\.?|annual|basic))*[\s:(=–-]*$`,
		`\bpro[ -]?rata(?: (?:of|from|to|based on)|'?d (?:of|from|based on))[\s:(]*$`,
	))
	// fraction is a share of full time before a figure: "0.5 FTE - £22,500".
	fraction = text.MustPattern(`(?i)\d\s?(?:fte|wte)[\s:(=–-]*$`)
	// shareBefore and shareAfter are a share of full time beside its pay: "£12,300 (0.4 FTE)".
	shareBefore = text.MustPattern(`(?i)(?:^|\D)0?\.\d{1,2}\s?(?:fte|wte)[\s:,(=–-]*$`)
	shareAfter  = regexp.MustCompile(`(?i)^[\s(,–-]*(?:(?:` + unitWords + `|for|at)[\s(,–-]*)*(?:a )?0?\.\d{1,2}\s?(?:fte|wte)[\s).,;]*(?:$|[a-z(])`)
	actName     = text.MustPattern(`(?i)(?:` + text.Either(
		`\bactual`,
		`\bpro[ -]?rata'?(?:ed|d)? ?(?:annual )?(?:salary|pay|equivalent|amount|figure|=)`,
		`\bpro[ -]?rat(?:a'?|e)d to`,
		`\bpart[ -]time (?:salary|pay|rate|equivalent)`,
		`\byou will (?:receive|be paid|earn)`,
		`\bpayable`,
	) + `)(?: (?:salary|pay|annual|starting|gross|for this post|for this role|pro[ -]?rata|of|is|will be|approx\.?|approximately|circa|range|amount|to|per annum|being|=))*[\s:(=~–-]*(?:c\.?|approx\.?|circa)?\s*$`)
	equates  = text.MustPattern(`(?i)\b(?:equat(?:es|ing)|equivalent|which is|works out|amounting|prorated)(?: \w+)? ?(?:to|at)?[\s:(=]*$`)
	actAfter = regexp.MustCompile(`(?i)^[\s(,–-]*(?:(?:` + unitWords + `)[\s(,]*)*(?:actual|pro[ -]?rata'?(?:ed|d)? (?:salary|actual)|for this (?:post|role))\b`)
	forHours = regexp.MustCompile(`(?i)^[\s(,–-]*(?:(?:` + unitWords + `)[\s(,]*)*(?:actual |pay )?(?:for|based on|at|working)(?: a| an)? (\d{1,2}(?:\.\d+)?)[ -]?(hours?|hrs?|hpw|days?)\b`)
	proRata  = text.MustPattern(`(?i)\bpro[\s-]*rata|\bprorata|\bpro-rated|\bpro rated`)
	// nothingAfter is "p.a. inc." with nothing after it: London weighting.
	nothingAfter = text.MustPattern(`(?i)(?:\d|\bp\.?\s?a\.?|annum|year|pay|range)[\s,(]*\b(?:inc|incl|inclusive|including)\.?\s*(?:\)|$|[;|]|\bplus\b|\+)`)
)
