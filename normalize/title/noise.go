package title

import (
	"regexp"
	"strings"

	"vacancies/normalize/text"
)

// noise is one way of writing what is not the post (label guide, section 7), as
// data. What it matches is taken out.
type noise struct {
	kind  string
	words text.Pattern
	// hints are lower-case words one of which stands in every match: a cheap look
	// before the expression is tried.
	hints []string
	// except, when set, keeps a match whose title it matches.
	except *regexp.Regexp
}

// drop gives the noise of a kind from the ways of writing it, as expressions in
// which case does not count. Hints are parted by blanks; a "~" is a blank of one.
func drop(kind, hints string, ways ...string) noise {
	n := noise{kind: kind, hints: strings.Fields(hints), words: text.MustPattern(`(?i)` + text.Either(ways...))}
	for i, h := range n.hints {
		n.hints[i] = strings.ReplaceAll(h, "~", " ")
	}
	return n
}

// unless keeps the words in a title that says one of these.
func (n noise) unless(ways ...string) noise {
	n.except = regexp.MustCompile(`(?i)` + text.Either(ways...))
	return n
}

// Pieces of the expressions below.
var (
	person  = `\[(?:name|e-?mail|number|link) removed\]` // as text.Redact leaves it
	people  = person + `(?:\s*(?:,|and|&|or|on|at)?\s*` + person + `)*`
	months  = `(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`
	day     = `\d{1,2}(?:st|nd|rd|th)?`
	endOf   = `(?:the )?(?:end of )?(?:` + day + ` )?` + months + ` \d{4}`
	length  = `(?:up to |initial |approx\.? )?(?:\d{1,2}|one|two|three|six|nine|twelve|eighteen)[- ]?(?:months?|mths?|years?|yrs?|weeks?)\b`
	posts   = `(?:posts?|positions?|roles?|vacanc(?:y|ies)|opportunit(?:y|ies)|jobs?)`
	counted = `(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|multiple|several|various|many)`
	money   = `£\s?\d[\d,.]*\s?k?`
	// lead are the words that lead up to a figure of pay.
	lead = `(?:\b(?:` + text.Either(
		`up to|from|circa|c\.?|starting(?: at| from)?|earn(?:ing)?(?: up to)?|salary(?: of| up to| range)?:?`,
		`pay(?:ing)?(?: up to)?|to|rates? (?:of|up to)|between|ote`,
	) + `)\s*)*`
	// onMoney are the words that go on after one.
	onMoney = `(?:\s*(?:` + text.Either(
		// Its unit and its basis.
		`p\.?/?h(?:r|our)?\b|/\s?(?:hr|hour|day|d|h|annum|yr|year|week)\b`,
		`\((?:pro rata|fte|pa|p\.a\.?|per annum|paye|umbrella|ltd|inc\w*)\)`,
		`p\.?a\b\.?|per (?:hour|annum|day)|ph\b|pa\b|umb(?:rella)?\b|ote\b|paye|ltd`,
		// What comes on top.
		`plus|\+|incl?\b\.?|in additional|additional|payments?|including|inclusive|pro[- ]rata|fte`,
		`benefits|market (?:supplement|factor|forces)|supplement|bonus|retention|payment|joining|allowance`,
		`london weighting|car|welcome|golden hello|fee|[&+]`,
		money,
		`per|year|hour|day|a`,
	) + `)\b?\s*)*`
	// gradeCode is "7", "PO3" or "K"; payScale the letters of a scale by itself.
	gradeCode = `[A-Z]{0,4}\s?\d{1,3}[a-z]?`
	payScale  = `(?:PO|SO|SCP|SMG|POA|LPO|PM|MG)`
	hours     = `\d{1,2}(?:\.\d{1,2})?`
)

// beforeCuts are taken out of the whole title first, because they may hold
// separators or brackets of their own.
var beforeCuts = []noise{
	// Whose post or team it is: what stands where a person was taken out (floor 8).
	drop("who", "removed]",
		`(?:\b(?:(?:maternity |paternity )?cover for|covering for|(?:please )?(?:contact|ring|call|phone|e-?mail|ask for)|reporting to|reports to|led by|with|for)\b\s*:?\s*|\bc/o\s*)?`+
			people+`(?:['’]s?(?:\s+(?:team|post|role|service|cover|caseload)\b)?|,? (?:on )?(?:ext(?:ension|n)?\.?|x)\s?\d{2,5}\b)?`,
	),
	// Pay, to the end of its segment.
	drop("pay", "£", lead+money+`(?:\s*(?:-|to|and|/)\s*(?:£\s?)?\d[\d,.]*\s?k?)?`+onMoney+`[+)]?`),
	drop("pay", "0k 1k 2k 3k 4k 5k 6k 7k 8k 9k", lead+`\b\d{2}(?:\.\d)?k(?:\s*(?:-|to)\s*\d{2}(?:\.\d)?k)?\b(?:\s*(?:p\.?a\b\.?|per annum))?`),
	drop("pay", "competitive salary pro annum experience doe",
		`\bcompetitive (?:salary|rates?|pay)(?: of pay)?\b`,
		`\bsalary (?:negotiable|competitive)\b`,
		`\b(?:salary )?(?:dependent|depending|dep\.?) on (?:skills and )?experience\b`,
		`\bDOE\b|\bpro[- ]rata\b|\bper annum\b`,
	),
	// Figures that a board has masked.
	drop("pay", "**",
		`£\s*\*{2,}(?:\s*(?:-|to)\s*£?\s*\*{2,})?(?:\s*(?:k|p\.?/?h|p\.?a|per (?:hour|annum|day)))?\b`,
		`\*{2,}\s*(?:k|p\.?/?h|p\.?a|per (?:hour|annum|day))\b`,
	),
	drop("contract", "**", `\*{2,}\s*-?(?:months?|weeks?|years?)\b(?:\s*contract\b)?`),
	drop("hours", "**", `\*{2,}\s*(?:hours?|hrs?)\b(?:\s*(?:per|a|p/?)\s*w(?:ee)?k)?`),
	drop("grade", "**", `\b(?:grade|band|level|scale)s?\s*\*{2,}`),
	// References.
	drop("reference", "ref req job vacancy post advert position role", `\b(?:`+text.Either(
		`(?:job |vacancy |post |advert |role )?(?:ref(?:erence)?|req(?:uisition)?)(?: (?:no\.?|number|id|code))?`,
		`(?:job|vacancy|post|advert|position|role) (?:id|no\.?|number|code)`,
	)+`)\s*[:.#-]?\s*(?:[A-Z]{1,5}[ -])?[A-Z0-9][A-Z0-9/_.-]*\d[A-Z0-9/_-]*\b`),
	drop("reference", "(id [id (no [no (num [num", `[(\[](?:id|no\.?|number)\s*[:.#-]?\s*[A-Z]{0,4}-?\d+\s*[)\]]`),
	drop("reference", "( [", `[(\[]\s*[A-Z]{0,6}[-/ ]?\d{3,}[A-Z0-9/_-]*\s*[)\]]`),
	drop("reference", "0 1 2 3 4 5 6 7 8 9", `(?-i:\b(?:[A-Z]{1,6}[/_-])*(?:[A-Z]{2,8}[-_]?\d{3,}|[A-Z]\d{4,})(?:[-/_]?[A-Z]{0,3}\d+)*[A-Z]?\b)`),
	drop("reference", "0 1 2 3 4 5 6 7 8 9", `(?-i:\b[A-Z]{2,6}(?:[/_-][A-Z]{1,6})*[/_-]\d{1,6}(?:[/_-][A-Z0-9]{1,8})*\b)`),
	drop("reference", "/ _ # 0 1 2 3 4 5 6 7 8 9",
		`\b(?:\d{2,6}[/_]\d{3,6}|\d{3,6}[/_]\d{2,6})(?:[/_]\d+)*\b`,
		`\b20\d\d-(?:\d{3}|\d{5,})\b|_\d{3,}\b|#\d+|\b\d{5,}\b`,
	),
	drop("reference", "0 1 2 3 4 5 6 7 8 9", `^\s*\d{3,7}\s*[-:]\s|^\s*\d{4,7}\s|\s[-:]\s*\d{4,7}\s*$`).unless(`^\s*100[01] (?:critical )?days`),
	// Number of posts.
	drop("posts", "( [", `[(\[]\s*(?:x\s*)?`+counted+`(?:\s*x)?\s*(?:`+posts+`|available)?(?: available)?\s*[)\]]`),
	drop("posts", "*", `\*{2,}\s*x?\b|\bx\s*\*{2,}|\*{2,}`),
	drop("posts", "x post position role vacanc opportunit job",
		`\bx\s?\d{1,2}\b(?:\s*`+posts+`)?`,
		`\b(?:\d{1,2}|two|three|four|five|six)\s?x\b(?:\s*(?:FTE\b|`+posts+`))?`,
		`\b`+counted+`\s+`+posts+`\b(?: available)?`,
	),
	// Deadline.
	drop("deadline", "clos apply deadline ends interview start",
		`\bclos(?:es|ing) soon\b`,
		`\b(?:(?:now )?clos(?:es|ing)(?: date)?|apply by|deadline|applications? close|ends|interviews?(?: date)?|start(?:ing|s)?(?: date)?)\b`+
			`:?\s*(?:on |extended (?:to|until) |w/c )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:the )?`+
			`(?:`+day+`(?: (?:of )?`+months+`)?|`+months+` \d{1,2}|\d{1,2}[/.]\d{1,2})[^-|()\[\]]*`,
	),
	drop("noise", "extended", `\b(?:closing date |deadline )?extended(?: (?:to|until) [^-|()\[\]]*)?(?: closing date| deadline)?`),
	// Grade.
	drop("grade", "grade scale band point scp", `\b(?:grade|scale|band|salary band|pay band|spinal (?:column )?point|scp|spine point)s?\s*[:.]?\s*`+
		`(?:`+gradeCode+`|[A-Z]{1,2})\b(?:\s*(?:-|to|/|–|&|and)\s*(?:`+gradeCode+`|[A-Z])\b)*`),
	drop("grade", "po so scp smg lpo pm mg g",
		`\b`+payScale+`\s?\d{1,2}[a-z]?\b(?:\s*(?:-|to|/|–|&)\s*`+payScale+`?\s?\d{1,2}[a-z]?\b)*`,
		`\bG\d{1,2}\b(?:\s*[-/]\s*G?\d{1,2}\b)?`,
		`(?-i:\bPO[A-C]\b)`,
	),
	drop("grade", "gr hay soulbury", `\bgr\.?\s?\d{1,2}\b|\bhay\s?\d\b|\bsoulbury(?: scale)?\b`),
	drop("grade", "sw", `\bSW\s?\d[a-z]?(?:\s*(?:-|/|to|&|and)\s*SW\s?\d[a-z]?\b)+`),
	drop("grade", "level", `\blevels? \d(?:\s*(?:-|to|/|&|and|or)\s*\d)?\b`).unless(`nursery|early years|nvq|apprentice|teach|learning support`),
	// Hours.
	drop("hours", "time f/t p/t ft pt",
		`\b(?:(?:part|full)-? (?:or|and|&) )?(?:part|full)[- ]?time(?:\s*(?:/|or|and|&)\s*(?:part|full)[- ]?time)?\b`,
		`\b[FP]/?T\b`,
	),
	drop("hours", "h", `\b`+hours+`(?:\s*(?:-|to)\s*`+hours+`)?\s*-?(?:hours?|hrs?|hpw)\b\.?`+
		`(?:\s*(?:per|a|p/?\.?|/)\s*w(?:ee)?k?\b|\s*weekly|\s*p\.?w\.?\b)?(?:\s*contract)?`),
	drop("hours", "te 0.",
		`\b(?:[01]?\.\d{1,2}|[1-9](?:\.\d{1,2})?)\s*(?:fte|wte)\b`,
		`^\s*0\.\d{1,2}\b|[(\[]\s*0?\.\d{1,2}\s*[)\]]`,
	),
	drop("hours", "day night shift",
		`\b(?:[1-4](?:\.5)?|one|two|three|four)\s*(?:days?|nights?|shifts?)\s*(?:a|per|/|p/?)\s*w(?:ee)?k?\b`,
		`[(\[]\s*[1-4](?:\.5)? days?\s*[)\]]`,
	),
	drop("hours", "fortnight", `\b(?:9|nine)[- ]day fortnight\b`),
	drop("hours", "sleep", `(?:(?:\+|&|and|plus)\s*)?\bsleep[- ]?ins?\b`),
	drop("hours", "job term~ term- hours zero mon~ monday mon- mon~to",
		`\bjob[- ]?share(?: considered| available| welcome)?\b`,
		`\bterm[- ]time(?: only)?\b`,
		`\b(?:flexible|compressed|annualised) hours\b`,
		`\bmon(?:day)?\s*(?:-|to)\s*fri(?:day)?\b`,
		`\bzero[- ]hours?(?: contract)?\b`,
	),
	// Contract.
	drop("noise", "rolling going continuous", `\b(?:rolling|on-?going|continuous) (?:advert(?:isement)?|recruitment|campaign|vacancy)\b`),
	drop("contract", "fixed", `(?:`+length+`\s*)?\bfixed[- ]?term\b(?:\s*contract)?,?(?:\s*(?:for|of|until|to|-)?\s*(?:`+length+`|`+months+` \d{4}))?`),
	drop("contract", "month mth year yr",
		`[(\[]\s*(?:for |initially |an? )?`+length+`(?: initially| initial| contract)?\s*[)\]]`,
		`(?:\s-|,|\|)\s*`+length+`\+?(?: initially)?\s*$`,
	),
	drop("contract", "month mth year yr week ftc",
		`\b`+length+`\s*(?:contract|FTC|secondment|maternity cover|mat cover|cover|initially|ongoing|rolling)\b`,
		`\bFTC\b(?:\s*`+length+`)?|\bfor `+length,
	),
	drop("contract", "cover",
		`\b(?:maternity|mat|paternity|parental|adoption)(?: leave)? cover\b(?:\s*(?:-|for|of)?\s*`+length+`)?`,
		`\bcover for maternity(?: leave)?\b`,
	),
	drop("contract", "perm temp interim acting casual sessional relief locum",
		`\b(?:permanent|perm|temporary|temp|interim|acting|casual|sessional|relief|locum)\b`+
			`(?:\s*(?:/|or|&|and|to)\s*(?:permanent|perm|temporary|temp|interim|locum|agency|fixed[- ]term)\b)?`+
			`(?:\s*(?:contract|basis|post|position|role)\b)?(?:\s*(?:until|till|to|for)\s+(?:`+length+`|`+endOf+`))?`).unless(`\btemporary accommodation`),
	drop("contract", "secondment ir35 going agency",
		`\b(?:internal |external )?secondment(?: opportunity)?(?:\s*(?:-|for|of|up to)?\s*`+length+`)?\b`,
		`\b(?:inside|outside|in scope of) ir35\b`,
		`\bir35(?: inside| outside)?\b`,
		`\bon[ -]?going\b(?: (?:contract|assignment|role|basis|position|locum))?`,
		`\bagency (?:contract|assignment|worker)\b`,
	),
	drop("contract", "(agency) [agency]", `[(\[]agency[)\]]`),
	drop("contract", "agency", `^\s*agency\b`).unless(`\bagency (?:advis|decision|liaison|panel|manage)`),
	drop("contract", "until till", `\b(?:until|till) `+endOf),
	drop("contract", "contract", `^\s*contract\s`).unless(`\bcontracts? (?:manag|officer|lead|monitor|complian|admin|support|and)`),
	drop("contract", "bank", `^\s*(?:in-house )?bank\b`),
	// Working arrangement.
	drop("arrangement", "day", `\b(?:[1-4]|one|two|three|four)(?:\s*-\s*[1-4])? days? (?:a week |per week |each week )?`+
		`(?:(?:in|at|from) (?:the |our )?(?:office|home)|on[ -]?site)\b`),
	// Place without a name.
	drop("place", "multiple various several flexible different", `\b(?:multiple|various|several|flexible|different) (?:locations?|sites?|areas?|offices|bases|boroughs)\b`),
	drop("arrangement", "hybrid remote home wfh agile blended office field",
		`\bhybrid(?: working| role| remote)?\b`,
		`\b(?:(?:fully|mostly|mainly|partly|largely|part) )?remote(?:ly)?(?: working| role)?\b`,
		`\bhome[- ]?(?:based|working)\b|\bwork(?:ing)? from home\b|\bWFH\b`,
		`\b(?:agile|blended)(?: working| role)?\b`,
		`\boffice[- ]based\b|\bfield[- ]based\b`,
	),
	// Who may apply.
	drop("who", "applicant candidate", `\b(?:previous|past|unsuccessful) (?:applicants?|candidates?)\b[^-|()\[\]]*`),
	drop("who", "internal external",
		`\binternal(?: (?:and|&|/|or) external)?(?: (?:advert(?:isement)?|applicants?|candidates?|only|vacancy|staff))*(?: only)?\b`,
		`\bexternal (?:advert(?:isement)?|applicants?|candidates?|vacancy)\b`,
	).unless(`internal audit`),
	drop("who", "year yr", `\b(?:min(?:imum)?\.?(?: of)? |at least |with )?(?:\d{1,2}|one|two|three|five)\+?\s*(?:-\s*\d\s*)?(?:years?'?|yrs?'?)`+
		`\s*(?:of |post[- ])*(?:PQE|qualif\w+(?: experience)?|experience)\b`),
	drop("who", "nqsw newly asye open sponsorship ring",
		`\b(?:NQSWs?|newly qualified(?: social workers?)?|ASYEs?)\s*(?:are )?(?:welcome|considered|may apply|can apply)(?: to apply)?\b`,
		`\bopen to (?:all|internal|external|newly|nqsws?|asyes?)\b[^-|()\[\]]*`,
		`\b(?:visa )?sponsorship (?:available|offered|considered)\b`,
		`\bno sponsorship\b|\bring[- ]?fenced\b[^-|()\[\]]*`,
	),
	// Noise and sales talk that may stand anywhere.
	drop("noise", "advert urgent start re-post repost re-open reopen re-run rerun",
		`\*?\bre-?\s?(?:advert(?:is(?:ed|ement|ing))?|post(?:ed|ing)|opened|run)\b\s*:?\*?`,
		`\burgent(?:ly)?(?: required| needed| wanted| requirement| vacancy)?\b\s*[:!]*`,
		`\b(?:immediate|asap) start\b|\bstart (?:asap|immediately)\b`,
	),
	drop("noise", "title", `^\s*(?:job|post|role|position|vacancy) title\s*[:-]\s*`),
	drop("sales", "apply hot new experience miss",
		`\bapply (?:now|today|here)\b!?`,
		`\b(?:(?:hot|new) (?:job|role|post|opportunity|vacancy)|hot|new)\s*!+`,
		`^\s*new\s*[-:]\s|\bnew vacancy\b`,
		`no experience (?:needed|required|necessary)\b`,
		`\bdon'?t miss out\b`,
	),
	drop("sales", "join", `^\s*(?:come (?:and )?)?join (?:us|our (?:\w+ )?team)\s*[!:-]`),
	drop("place", "~at~",
		`\b(?-i:at) (?:the )?(?:(?-i:[A-Z])[\w'-]+ ){1,4}Council\b`,
		`\b(?-i:at) (?:the )?(?:London|Royal) Borough of (?-i:[A-Z])\w+(?: and (?-i:[A-Z])\w+)?`,
	),
	drop("sales", "join", `^\s*(?:come (?:and )?)?join (?:us|our|the|a|an)\b.*?\b(?:as|for)\b\s*(?:an?\b|our next|the next|our|the)?\s*`),
	drop("sales", "come", `^\s*come (?:and |to )?work (?:for|with|at|in) (?:us|our team)\b\s*(?:as (?:an?|our)\b)?`),
	drop("sales", "work", `^\s*(?:come (?:and |to )?)?work (?:for|with|at|in) (?:an?|our|the)\b[^-|,()\[\]]*? as (?:an?|our)\b`),
	drop("sales", "~as~a ~as~our ~become~", `^\s*(?:`+text.Either(
		`advance|be|bring|build|change|come|continue|develop|grow|help|inspire|join|make|progress|protect|shape|start`,
		`take|thrive|transform`,
	)+`)\b[^|()\[\]]*?\b(?:as|become) (?:an?|our(?: next| new)?)\s`),
	drop("sales", "become", `(?:^|[-|:,!]\s)\s*(?:and )?become (?:an?|our(?: next| new)?)\b`),
	drop("sales", "opportunit", `^\s*(?:(?:an?\s+)?(?:exciting|fantastic|great|excellent|rare|amazing|brilliant|superb|unique)\s+)?(?:new\s+)?(?:job\s+|career\s+)?opportunit(?:y|ies)(?:\s+(?:has arisen|available|exists?))?\s*(?:for|as|to be|to become|-|:|!+)\s*(?:(?:an?|our)\b)?`),
	drop("sales", "calling hiring recruiting looking seeking wanted you become",
		`^\s*(?:(?:we are|we're|now)\s+)?(?:hiring|recruiting|looking for|seeking|wanted|calling)\b(?: now| for| all| on)?\s*[:!-]*\s*(?:an?\b)?`,
		`^\s*(?:are you|could you be|want to be|become)\s+(?:an?|our(?: next)?)\b`,
	),
	drop("sales", "opportunit required needed wanted",
		`\b(?:exciting|fantastic|excellent|great)?\s*opportunit(?:y|ies)\s*$`,
		`\b(?:required|needed|wanted)\s*!*\s*$`,
	),
}

// isReference keeps apart what only looks like a reference: a year, an age
// range, a lower-case word with figures.
func isReference(m string) bool {
	if !strings.ContainsAny(m, "0123456789") || year.MatchString(strings.Trim(m, " -:")) {
		return false
	}
	return labelledReference.MatchString(m) || m == strings.ToUpper(m)
}

var labelledReference = regexp.MustCompile(`(?i)^[(\[\s]*(?:(?:ref(?:erence)?|req(?:uisition)?|job|vacancy|post|advert|role)\b|re[fq]\d)`)

var year = regexp.MustCompile(`^[(\[ ]*(?:19|20)\d\d(?:/\d\d)?[)\] ]*$`)
