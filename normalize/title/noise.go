package title

import (
	"regexp"
	"strings"

	"vacancies/normalize/text"
)

// noise is one way of writing what is not the post, as data. What it matches
// is taken out.
type noise struct {
	kind string
	// para is the paragraph of the label guide it serves.
	para  string
	words text.Pattern
	// hints are lower-case words one of which stands in every match: a cheap look
	// before the expression is tried. They are written with "~" for a blank.
	hints []string
	// unless, when set, keeps a match whose surroundings it matches.
	unless *regexp.Regexp
}

func drop(kind, hints, words string) noise {
	n := noise{kind: kind, para: "7", hints: strings.Fields(hints), words: text.MustPattern(`(?i)` + words)}
	for i, h := range n.hints {
		n.hints[i] = strings.ReplaceAll(h, "~", " ")
	}
	return n
}

func dropUnless(kind, hints, words, unless string) noise {
	n := drop(kind, hints, words)
	n.unless = regexp.MustCompile(`(?i)` + unless)
	return n
}

const (
	person  = `\[(?:name|e-?mail|number|link) removed\]` // as text.Redact leaves it
	months  = `(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`
	length  = `(?:up to |initial |approx\.? )?(?:\d{1,2}|one|two|three|six|nine|twelve|eighteen)[- ]?(?:months?|mths?|years?|yrs?|weeks?)\b`
	posts   = `(?:posts?|positions?|roles?|vacanc(?:y|ies)|opportunit(?:y|ies)|jobs?)`
	counted = `(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|multiple|several|various|many)`
	money   = `£\s?\d[\d,.]*\s?k?`
	// lead are the words that lead up to a figure of pay.
	lead = `(?:\b(?:up to|from|circa|c\.?|starting(?: at| from)?|earn(?:ing)?(?: up to)?|salary(?: of| up to| range)?:?|pay(?:ing)?(?: up to)?|to|rates? (?:of|up to)|between|ote)\s*)*`
)

// beforeCuts are taken out of the whole title first, because they may hold
// separators or brackets of their own.
var beforeCuts = []noise{
	// Whose post or team it is: what stands where a person was taken out (floor 8).
	drop("who", "removed]", `(?:\b(?:(?:maternity |paternity )?cover for|covering for|(?:please )?(?:contact|ring|call|phone|e-?mail|ask for)|reporting to|reports to|led by|with|for)\b\s*:?\s*|\bc/o\s*)?`+person+`(?:\s*(?:,|and|&|or|on|at)?\s*`+person+`)*(?:['’]s?(?:\s+(?:team|post|role|service|cover|caseload)\b)?)?`),
	// Pay, to the end of its segment.
	drop("pay", "£", ``+lead+money+`(?:\s*(?:-|to|and|/)\s*(?:£\s?)?\d[\d,.]*\s?k?)?(?:\s*(?:p\.?/?h(?:r|our)?\b|/\s?(?:hr|hour|day|d|h|annum|yr|year|week)\b|\((?:pro rata|fte|pa|p\.a\.?|per annum|paye|umbrella|ltd|inc\w*)\)|p\.?a\b\.?|per (?:hour|annum|day)|ph\b|pa\b|umb(?:rella)?\b|ote\b|paye|ltd|plus|\+|incl?\b\.?|in additional|additional|payments?|including|inclusive|pro[- ]rata|fte|benefits|market (?:supplement|factor|forces)|supplement|bonus|retention|payment|joining|allowance|london weighting|car|welcome|golden hello|fee|[&+]|`+money+`|per|year|hour|day|a)\b?\s*)*[+)]?`),
	drop("pay", "0k 1k 2k 3k 4k 5k 6k 7k 8k 9k", lead+`\b\d{2}(?:\.\d)?k(?:\s*(?:-|to)\s*\d{2}(?:\.\d)?k)?\b(?:\s*(?:p\.?a\b\.?|per annum))?`),
	drop("pay", "competitive salary pro annum experience doe", `\bcompetitive (?:salary|rates?|pay)(?: of pay)?\b|\bsalary (?:negotiable|competitive)\b|\b(?:salary )?(?:dependent|depending|dep\.?) on (?:skills and )?experience\b|\bDOE\b|\bpro[- ]rata\b|\bper annum\b`),
	// Figures that a board has masked.
	drop("pay", "**", `£\s*\*{2,}(?:\s*(?:-|to)\s*£?\s*\*{2,})?(?:\s*(?:k|p\.?/?h|p\.?a|per (?:hour|annum|day)))?\b|\*{2,}\s*(?:k|p\.?/?h|p\.?a|per (?:hour|annum|day))\b`),
	drop("contract", "**", `\*{2,}\s*-?(?:months?|weeks?|years?)\b(?:\s*contract\b)?`),
	drop("hours", "**", `\*{2,}\s*(?:hours?|hrs?)\b(?:\s*(?:per|a|p/?)\s*w(?:ee)?k)?`),
	drop("grade", "**", `\b(?:grade|band|level|scale)s?\s*\*{2,}`),
	// References.
	drop("reference", "ref req job vacancy post advert position role", `\b(?:(?:job |vacancy |post |advert |role )?(?:ref(?:erence)?|req(?:uisition)?)(?: (?:no\.?|number|id|code))?|(?:job|vacancy|post|advert|position|role) (?:id|no\.?|number|code))\s*[:.#-]?\s*(?:[A-Z]{1,5}[ -])?[A-Z0-9][A-Z0-9/_.-]*\d[A-Z0-9/_-]*\b`),
	drop("reference", "(id [id (no [no (num [num", `[(\[](?:id|no\.?|number)\s*[:.#-]?\s*[A-Z]{0,4}-?\d+\s*[)\]]`),
	drop("reference", "( [", `[(\[]\s*[A-Z]{0,6}[-/ ]?\d{3,}[A-Z0-9/_-]*\s*[)\]]`),
	drop("reference", "0 1 2 3 4 5 6 7 8 9", `(?-i:\b(?:[A-Z]{1,6}[/_-])*(?:[A-Z]{2,8}[-_]?\d{3,}|[A-Z]\d{4,})(?:[-/_]?[A-Z]{0,3}\d+)*[A-Z]?\b)`),
	drop("reference", "0 1 2 3 4 5 6 7 8 9", `(?-i:\b[A-Z]{2,6}(?:[/_-][A-Z]{1,6})*[/_-]\d{1,6}(?:[/_-][A-Z0-9]{1,8})*\b)`),
	drop("reference", "/ _ # 0 1 2 3 4 5 6 7 8 9", `\b(?:\d{2,6}[/_]\d{3,6}|\d{3,6}[/_]\d{2,6})(?:[/_]\d+)*\b|\b20\d\d-(?:\d{3}|\d{5,})\b|_\d{3,}\b|#\d+|\b\d{5,}\b`),
	drop("reference", "0 1 2 3 4 5 6 7 8 9", `^\s*\d{3,7}\s*[-:]\s|\s[-:]\s*\d{4,7}\s*$`),
	// Number of posts.
	drop("posts", "( [", `[(\[]\s*(?:x\s*)?`+counted+`(?:\s*x)?\s*(?:`+posts+`|available)?(?: available)?\s*[)\]]`),
	drop("posts", "*", `\*{2,}\s*x?\b|\bx\s*\*{2,}|\*{2,}`),
	drop("posts", "x post position role vacanc opportunit job", `\bx\s?\d{1,2}\b(?:\s*`+posts+`)?|\b\d{1,2}\s?x\b(?:\s*(?:FTE\b|`+posts+`))?|\b`+counted+`\s+`+posts+`\b(?: available)?`),
	// Deadline.
	drop("deadline", "clos apply deadline ends interview start", `\bclos(?:es|ing) soon\b|\b(?:(?:now )?clos(?:es|ing)(?: date)?|apply by|deadline|applications? close|ends|interviews?(?: date)?|start(?:ing|s)?(?: date)?)\b:?\s*(?:on |extended (?:to|until) |w/c )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:the )?(?:\d{1,2}(?:st|nd|rd|th)?(?: (?:of )?`+months+`)?|`+months+` \d{1,2}|\d{1,2}[/.]\d{1,2})[^-|()\[\]]*`),
	drop("noise", "extended", `\b(?:closing date |deadline )?extended(?: (?:to|until) [^-|()\[\]]*)?(?: closing date| deadline)?`),
	// Grade.
	drop("grade", "grade scale band point scp", `\b(?:grade|scale|band|salary band|pay band|spinal (?:column )?point|scp|spine point)s?\s*[:.]?\s*(?:[A-Z]{0,4}\s?\d{1,3}[a-z]?|[A-Z]{1,2})\b(?:\s*(?:-|to|/|–|&|and)\s*(?:[A-Z]{0,4}\s?\d{1,3}[a-z]?|[A-Z])\b)*`),
	drop("grade", "po so scp smg lpo pm mg g", `\b(?:PO|SO|SCP|SMG|POA|LPO|PM|MG)\s?\d{1,2}[a-z]?\b(?:\s*(?:-|to|/|–|&)\s*(?:PO|SO|SCP|SMG|POA|LPO|PM|MG)?\s?\d{1,2}[a-z]?\b)*|\bG\d{1,2}\b(?:\s*[-/]\s*G?\d{1,2}\b)?|(?-i:\bPO[A-C]\b)`),
	drop("grade", "gr hay soulbury", `\bgr\.?\s?\d{1,2}\b|\bhay\s?\d\b|\bsoulbury(?: scale)?\b`),
	drop("grade", "sw", `\bSW\s?\d[a-z]?(?:\s*(?:-|/|to|&|and)\s*SW\s?\d[a-z]?\b)+`),
	dropUnless("grade", "level", `\blevels? \d(?:\s*(?:-|to|/|&|and|or)\s*\d)?\b`, `nursery|early years|nvq|apprentice|teach|learning support`),
	// Hours.
	drop("hours", "time f/t p/t ft pt", `\b(?:(?:part|full)-? (?:or|and|&) )?(?:part|full)[- ]?time(?:\s*(?:/|or|and|&)\s*(?:part|full)[- ]?time)?\b|\b[FP]/?T\b`),
	drop("hours", "h", `\b\d{1,2}(?:\.\d{1,2})?(?:\s*(?:-|to)\s*\d{1,2}(?:\.\d{1,2})?)?\s*-?(?:hours?|hrs?|hpw)\b\.?(?:\s*(?:per|a|p/?\.?|/)\s*w(?:ee)?k?\b|\s*weekly|\s*p\.?w\.?\b)?(?:\s*contract)?`),
	drop("hours", "te 0.", `\b(?:[01]?\.\d{1,2}|[1-9](?:\.\d{1,2})?)\s*(?:fte|wte)\b|^\s*0\.\d{1,2}\b|[(\[]\s*0?\.\d{1,2}\s*[)\]]`),
	drop("hours", "day night shift", `\b(?:[1-4](?:\.5)?|one|two|three|four)\s*(?:days?|nights?|shifts?)\s*(?:a|per|/|p/?)\s*w(?:ee)?k?\b|[(\[]\s*[1-4](?:\.5)? days?\s*[)\]]`),
	drop("hours", "fortnight", `\b(?:9|nine)[- ]day fortnight\b`),
	drop("hours", "sleep", `(?:(?:\+|&|and|plus)\s*)?\bsleep[- ]?ins?\b`),
	drop("hours", "job term~ term- hours zero mon~ monday mon- mon~to", `\bjob[- ]?share(?: considered| available| welcome)?\b|\bterm[- ]time(?: only)?\b|\b(?:flexible|compressed|annualised) hours\b|\bmon(?:day)?\s*(?:-|to)\s*fri(?:day)?\b|\bzero[- ]hours?(?: contract)?\b`),
	// Contract.
	drop("noise", "rolling going continuous", `\b(?:rolling|on-?going|continuous) (?:advert(?:isement)?|recruitment|campaign|vacancy)\b`),
	drop("contract", "fixed", `(?:`+length+`\s*)?\bfixed[- ]?term\b(?:\s*contract)?,?(?:\s*(?:for|of|until|to|-)?\s*(?:`+length+`|`+months+` \d{4}))?`),
	drop("contract", "month mth year yr", `[(\[]\s*(?:for |initially |an? )?`+length+`(?: initially| initial| contract)?\s*[)\]]|(?:\s-|,|\|)\s*`+length+`\+?(?: initially)?\s*$`),
	drop("contract", "month mth year yr week ftc", `\b`+length+`\s*(?:contract|FTC|secondment|maternity cover|mat cover|cover|initially|ongoing|rolling)\b|\bFTC\b(?:\s*`+length+`)?|\bfor `+length),
	drop("contract", "cover", `\b(?:maternity|mat|paternity|parental|adoption)(?: leave)? cover\b(?:\s*(?:-|for|of)?\s*`+length+`)?|\bcover for maternity(?: leave)?\b`),
	dropUnless("contract", "perm temp interim acting casual sessional relief locum", `\b(?:permanent|perm|temporary|temp|interim|acting|casual|sessional|relief|locum)\b(?:\s*(?:/|or|&|and|to)\s*(?:permanent|perm|temporary|temp|interim|locum|agency|fixed[- ]term)\b)?(?:\s*(?:contract|basis|post|position|role)\b)?(?:\s*(?:until|till|to|for)\s+(?:`+length+`|(?:the )?(?:end of )?(?:\d{1,2}(?:st|nd|rd|th)? )?`+months+` \d{4}))?`, `\btemporary accommodation`),
	drop("contract", "secondment ir35 going agency", `\b(?:internal |external )?secondment(?: opportunity)?(?:\s*(?:-|for|of|up to)?\s*`+length+`)?\b|\b(?:inside|outside|in scope of) ir35\b|\bir35(?: inside| outside)?\b|\bon[ -]?going\b(?: (?:contract|assignment|role|basis|position|locum))?|\bagency (?:contract|assignment|worker)\b`),
	drop("contract", "(agency) [agency]", `[(\[]agency[)\]]`),
	dropUnless("contract", "agency", `^\s*agency\b`, `\bagency (?:advis|decision|liaison|panel|manage)`),
	drop("contract", "until till", `\b(?:until|till) (?:the )?(?:end of )?(?:\d{1,2}(?:st|nd|rd|th)? )?`+months+` \d{4}`),
	dropUnless("contract", "contract", `^\s*contract\s`, `\bcontracts? (?:manag|officer|lead|monitor|complian|admin|support|and)`),
	drop("contract", "bank", `^\s*(?:in-house )?bank\b`),
	// Working arrangement.
	drop("arrangement", "day", `\b(?:[1-4]|one|two|three|four)(?:\s*-\s*[1-4])? days? (?:a week |per week |each week )?(?:(?:in|at|from) (?:the |our )?(?:office|home)|on[ -]?site)\b`),
	// Place without a name.
	drop("place", "multiple various several flexible different", `\b(?:multiple|various|several|flexible|different) (?:locations?|sites?|areas?|offices|bases|boroughs)\b`),
	drop("arrangement", "hybrid remote home wfh agile blended office field", `\bhybrid(?: working| role| remote)?\b|\b(?:(?:fully|mostly|mainly|partly|largely|part) )?remote(?:ly)?(?: working| role)?\b|\bhome[- ]?(?:based|working)\b|\bwork(?:ing)? from home\b|\bWFH\b|\b(?:agile|blended)(?: working| role)?\b|\boffice[- ]based\b|\bfield[- ]based\b`),
	// Who may apply.
	drop("who", "applicant candidate", `\b(?:previous|past|unsuccessful) (?:applicants?|candidates?)\b[^-|()\[\]]*`),
	dropUnless("who", "internal external", `\binternal(?: (?:and|&|/|or) external)?(?: (?:advert(?:isement)?|applicants?|candidates?|only|vacancy|staff))*(?: only)?\b|\bexternal (?:advert(?:isement)?|applicants?|candidates?|vacancy)\b`, `internal audit`),
	drop("who", "year yr", `\b(?:min(?:imum)?\.?(?: of)? |at least |with )?(?:\d{1,2}|one|two|three|five)\+?\s*(?:-\s*\d\s*)?(?:years?'?|yrs?'?)\s*(?:of |post[- ])*(?:PQE|qualif\w+(?: experience)?|experience)\b`),
	drop("who", "nqsw newly asye open sponsorship ring", `\b(?:NQSWs?|newly qualified(?: social workers?)?|ASYEs?)\s*(?:are )?(?:welcome|considered|may apply|can apply)(?: to apply)?\b|\bopen to (?:all|internal|external|newly|nqsws?|asyes?)\b[^-|()\[\]]*|\b(?:visa )?sponsorship (?:available|offered|considered)\b|\bno sponsorship\b|\bring[- ]?fenced\b[^-|()\[\]]*`),
	// Noise and sales talk that may stand anywhere.
	drop("noise", "advert urgent start re-post repost re-open reopen re-run rerun", `\*?\bre-?\s?(?:advert(?:is(?:ed|ement|ing))?|post(?:ed|ing)|opened|run)\b\s*:?\*?|\burgent(?:ly)?(?: required| needed| wanted| requirement| vacancy)?\b\s*[:!]*|\b(?:immediate|asap) start\b|\bstart (?:asap|immediately)\b`),
	drop("noise", "title", `^\s*(?:job|post|role|position|vacancy) title\s*[:-]\s*`),
	drop("sales", "apply hot new experience miss", `\bapply (?:now|today|here)\b!?|\b(?:(?:hot|new) (?:job|role|post|opportunity|vacancy)|hot|new)\s*!+|^\s*new\s*[-:]\s|\bnew vacancy\b|no experience (?:needed|required|necessary)\b|\bdon'?t miss out\b`),
	drop("sales", "join", `^\s*(?:come (?:and )?)?join (?:us|our (?:\w+ )?team)\s*[!:-]`),
	drop("place", "~at~", `\b(?-i:at) (?:the )?(?:(?-i:[A-Z])[\w'-]+ ){1,4}Council\b|\b(?-i:at) (?:the )?(?:London|Royal) Borough of (?-i:[A-Z])\w+(?: and (?-i:[A-Z])\w+)?`),
	drop("sales", "join", `^\s*(?:come (?:and )?)?join (?:us|our|the|a|an)\b.*?\b(?:as|for)\b\s*(?:an?\b|our next|the next|our|the)?\s*`),
	drop("sales", "come", `^\s*come (?:and |to )?work (?:for|with|at|in) (?:us|our team)\b\s*(?:as (?:an?|our)\b)?`),
	drop("sales", "work", `^\s*(?:come (?:and |to )?)?work (?:for|with|at|in) (?:an?|our|the)\b[^-|,()\[\]]*? as (?:an?|our)\b`),
	drop("sales", "~as~a ~as~our ~become~", `^\s*(?:advance|be|bring|build|change|come|continue|develop|grow|help|inspire|join|make|progress|protect|shape|start|take|thrive|transform)\b[^|()\[\]]*?\b(?:as|become) (?:an?|our(?: next| new)?)\s`),
	drop("sales", "become", `(?:^|[-|:,!]\s)\s*(?:and )?become (?:an?|our(?: next| new)?)\b`),
	drop("sales", "opportunit", `^\s*(?:(?:an?\s+)?(?:exciting|fantastic|great|excellent|rare|amazing|brilliant|superb|unique)\s+)?(?:new\s+)?(?:job\s+|career\s+)?opportunit(?:y|ies)(?:\s+(?:has arisen|available|exists?))?\s*(?:for|as|to be|to become|-|:|!+)\s*(?:(?:an?|our)\b)?`),
	drop("sales", "hiring recruiting looking seeking wanted you become", `^\s*(?:(?:we are|we're|now)\s+)?(?:hiring|recruiting|looking for|seeking|wanted)\b(?: now| for)?\s*[:!-]*\s*(?:an?\b)?|^\s*(?:are you|could you be|want to be|become)\s+(?:an?|our(?: next)?)\b`),
	drop("sales", "opportunit required needed wanted", `\b(?:exciting|fantastic|excellent|great)?\s*opportunit(?:y|ies)\s*$|\b(?:required|needed|wanted)\s*!*\s*$`),
}

// sales are words that make a whole segment sales talk, when it names no post.
var sales = text.MustPattern(`(?i)\b(?:generous|retention|great (?:benefits?|pay|rates?|team|place|package|location|support|opportunit\w+)|excellent|fantastic|amazing|outstanding|ofsted|rated|benefits?|bonus(?:es)?|golden hello|welcome payment|relocation|package|happier|happy|rewarding|exciting|competitive|manageable|caseloads?|capped|low cases?|career|career progression|supportive|award[- ]winning|parking|car (?:user|driver|owner|allowance)s?|sponsorship|visa|immediate|discounts?|perks?|rates? of pay|paid weekly|training provided|salary|apply|opportunit(?:y|ies)|flexible|work[- ]life|annual leave|days leave|pension|investing|ambitious|inspiring|make a difference|top rates?|excellent rates?|new (?:service|team|office)|newly (?:formed|created|established|expanded|refurbished)|chang(?:e|ing) (?:young )?lives|recognised|reputable|respected|leading (?:agency|provider|charity|authority|council|organisation)|market supplements?|supplement|allowances?)\b`)

// urges are the openings of a segment that speaks to the reader.
var urges = regexp.MustCompile(`(?i)^\s*(?:support (?:&|and) develop|develop |join |make |transform(?:ing)? |chang(?:e|ing) (?:lives|the|our)|help(?:ing)? (?:to|us|our|shape|make|keep|change|child|famil|young|people|vulnerable)|work (?:with|for|in|from|at|where|alongside)\b|apply|earn |shap(?:e|ing) |be (?:part|the|our)\b|come |grow |looking |start |ready |relocate|(?:an? )?(?:great|fantastic|amazing|friendly|supportive|lovely|brilliant|outstanding) (?:team|service)s?\s*!*$|do you|are you|why |we |our |you |your )`)

// posted are words that name a post or a team: a segment that holds one is not
// sales talk, unless it speaks to the reader.
var posted = words(`worker workers practitioner practitioners manager managers officer officers chair chairs director directors
	head lead leads leader leaders adviser advisers advisor advisors coordinator coordinators co-ordinator co-ordinators
	assistant assistants educator educators assessor assessors therapist therapists nurse nurses teacher teachers
	supervisor supervisors consultant consultants administrator administrators team service unit hub hospital QSW SSW SW
	NQSW ASYE IRO LADO apprentice student psychologist psychologists solicitor solicitors`)

// speaks are words of a sentence, not of a post's name: a piece that holds one
// and names no post speaks to whoever reads.
var speaks = words(`you your our we us please must who not agencies minimum essential preferred desirable available
	considered welcome only here this that weekly paid asap apply applied`)

// anyOf reports whether a word of the piece is of the set.
func anyOf(set map[string]bool, piece string) bool {
	for _, w := range strings.Fields(piece) {
		if set[strings.ToUpper(bare(w))] {
			return true
		}
	}
	return false
}

// clients are words of those the work is for: "Children We Care For" is a team.
var clients = text.MustPattern(`(?i)\b(?:child\w*|care|cared|young|famil\w+|parents?|carers?|adults?|looked)\b`)

// urged are verbs that open a piece of sales talk that names no post.
var urged = regexp.MustCompile(`(?i)^\s*(?:build|bring|boost|create|deliver|discover|drive|enjoy|empower|explore|find|get|give|improve|inspire|lead (?:&|and)|love|move|play|progress|protect|put|see|take|want)\s`)

// spell is a length of engagement that is a whole piece. "Long Term" by itself
// is a social work team's name, save in an agency's title.
var (
	spell     = regexp.MustCompile(`(?i)^(?:long|short|medium)[- ]term (?:contract|role|cover|assignment|position|basis)$|^contract$|^bank(?: staff| work(?:er)?s?)?$`)
	bareSpell = regexp.MustCompile(`(?i)^(?:long|short|medium)[- ]term$`)
)

// unsocial is a piece that only says when one works. Nights and weekends
// may be a team's.
var unsocial = regexp.MustCompile(`(?i)^(?:no |some |occasional )(?:evenings?|weekends?|nights?)(?: (?:work|working))?$|^(?:including |inc\.? |some )?evenings?(?:\s*(?:and|&|or|/)\s*(?:weekends?|nights?|bank holidays?))+(?: (?:work|working|required))?$`)

// residue is what is left of a piece when pay, a date or a contract was taken
// out of it, and says nothing by itself.
var residue = regexp.MustCompile(`(?i)^(?:up|to|until|till|from|for|with|and|or|&|of|on|at|in|by|per|an?|the|only|inc|incl|plus|day|hour|week|month|year|initially|one|two|three|travel|external|internal|available|considered|opportunity|contract|bank|hours?|hrs|role|post|position|basis|term|start|` + length + `|\d{1,2}(?:st|nd|rd|th)?|` + months + `|(?:19|20)\d\d|[ .,/+@*-])+$`)

// names reports whether a piece of a title names a post or a team.
func names(piece string) bool { return anyOf(posted, piece) }

// jobWord is a piece that only says that it is a job.
var jobWord = regexp.MustCompile(`(?i)^(?:jobs?|vacanc(?:y|ies)|careers?|job (?:advert(?:isement)?|description|details|posting)|advert(?:isement)?)$`)

// siteName is a careers site's own name behind the post: "Exbridge Careers".
var siteName = regexp.MustCompile(`(?i)^(?:\pL[\pL'-]* ){1,3}(?:careers|jobs|vacancies)$|^(?:careers|jobs|vacancies) (?:at|with|in) \pL`)

// boardWord is the one that boards put between a post and a place.
var boardWord = regexp.MustCompile(`(?i)^(?:jobs?|vacanc(?:y|ies))$`)

// cried are words that are a whole piece only to draw the eye.
var cried = regexp.MustCompile(`(?i)^(?:brand )?(?:new(?: (?:role|post|job|opportunity|advert))?|hot|hot job|featured|exclusive|now open)!*$`)

// several reports a number of posts before their name: "3 Social Workers".
func several(words []string, i int) bool {
	if i > 0 || len(words) < 2 || !numeral.MatchString(words[0]) {
		return false
	}
	for _, w := range words[1:] {
		if up := strings.ToUpper(bare(w)); posted[up] && strings.HasSuffix(up, "S") || openings.MatchString(w) {
			return true
		}
	}
	return false
}

// openings are a plural for posts without a name.
var openings = regexp.MustCompile(`(?i)^(?:roles|posts|positions|vacancies|opportunities)$`)

var numeral = regexp.MustCompile(`(?i)^(?:\d|1\d|two|three|four|five|six|seven|eight|nine|ten|multiple|several|various)$`)

// employer reports a piece of a title that only names an employer: "... Borough
// Council", "London Borough of ...".
func employer(piece string) bool {
	w := strings.Fields(strings.ToLower(piece))
	if len(w) == 0 || len(w) > 8 {
		return false
	}
	switch w[len(w)-1] {
	case "council", "corporation", "borough", "mbc", "bi-borough", "tri-borough":
		return true
	case "centre", "hall", "offices":
		return len(w) > 1 && (w[len(w)-2] == "civic" || len(w) > 2 && w[len(w)-2] == "service" || w[len(w)-2] == "town" || w[len(w)-2] == "council")
	case "authority":
		return len(w) > 1 && w[len(w)-2] == "local"
	}
	switch w[0] {
	case "london", "royal":
		return len(w) > 2 && w[1] == "borough"
	case "city":
		return len(w) > 2 && w[1] == "of"
	case "lb":
		return len(w) > 1
	}
	return strings.EqualFold(piece, "achieving for children") || strings.EqualFold(piece, "afc")
}
