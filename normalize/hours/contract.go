package hours

import (
	"slices"

	"vacancies/normalize/text"
)

// The kinds of contract (label guide, section 4).
const (
	permanent      = "permanent"
	fixedTerm      = "fixed_term"
	temporary      = "temporary"
	agency         = "agency"
	secondment     = "secondment"
	apprenticeship = "apprenticeship"
	bank           = "bank"
	maternityCover = "maternity_cover"
)

// speltLength are the lengths of a contract, in figures or spelt out.
const speltLength = `(?:\d{1,2}|one|two|three|four|five|six|nine|ten|twelve|eighteen|twenty[- ]four)`

// statedContracts are read in the fields made for it and in the title, where a
// single word is a statement (label guide, section 4).
var statedContracts = []cue{
	say(permanent, `\bperm(?:anent)?\b|\bsubstantive\b|\bopen[- ]ended\b|\bindefinite\b`).unless(
		`\b(?:non|not)[- ]permanent\b`,
		`\bpermanent (?:staff|placements?|homes?|famil(?:y|ies)|care)\b`,
	),
	say(fixedTerm, `\bfixed[- ]?term\b|\bFTC\b|\btime[- ]limited\b`).unless(`\b(?:not|non)[- ](?:a )?fixed[- ]?term\b`),
	say(temporary, `\btemp(?:orary)?\b|\binterim\b|\bacting\b`).unless(`\btemporary accommodation\b`),
	say(agency, `\blocums?\b|\bagency\b`).unless(agencyNames),
	say(secondment, `\bsecond(?:ment|ments|ed)\b`),
	say(apprenticeship, `\bapprentice(?:ships?|s)?\b`),
	say(bank, `\bbank\b|\bsessional\b|\bcasual\b|\brelief\b|\bzero[- ]?hours? contracts?\b`).unless(
		`\bbank holidays?\b|\bsouth bank\b`,
		`\bbank (?:street|road|house|station)\b`,
	),
	say(maternityCover,
		`\b(?:maternity|mat|paternity|parental|adoption)\.? (?:leave )?cover\b`,
		`\bcover(?:ing)?(?: for| of| a)? (?:the )?(?:maternity|parental)\b`,
		`\bmaternity\b`,
	).unless(`\bmaternity (?:pay|unit|ward|hospital|services?|team)\b`),
}

// agencyNames are agencies that are employers or services, not a way of being employed.
var agencyNames = text.Either(
	`\b(?:fostering|foster|adoption|independent|multi|inter|regional|recruitment|voluntary|partner|care)[- ]?agency\b`,
	`\bagency (?:decision|advis[eo]r)|\bmulti[- ]agency\b|\bnon[- ]agency\b|\bno agency\b`,
)

// postIs leads to the kind of contract where a sentence says it of the post:
// "The role is permanent".
const postIs = `\b(?:this|the|these|both) (?:[\w'’-]+ )?` +
	`(?:posts?|positions?|roles?|jobs?|vacanc(?:y|ies)|appointments?|contracts?) ` +
	`(?:is|are|will be)(?: offered| currently| initially| both| all)?(?: as)?(?: an?)?(?: (?:full|part)[- ]time,?(?: and)?)? `

// typeIs is the label before the kind of contract in a line of facts: "Job type:
// Temporary".
const typeIs = `\b(?:job|employment|contract|position|post|vacancy|role|appointment|status|tenure|terms?)(?: (?:type|status|basis))?\s?: ?(?:(?:full|part)[- ]time,? )?`

// toldContracts are read in the running text, where only a whole phrase is a
// statement.
var toldContracts = []cue{
	say(permanent,
		`\bpermanent(?:,? (?:and )?(?:full|part)[- ]time)?,? (?:`+text.Either(
			`basis|contracts?|posts?|positions?|roles?|vacanc(?:y|ies)|opportunit(?:y|ies)|jobs?|senior|qualified`,
			`experienced|supervising|social work(?:ers?)?|team manager|deputy|service manager|independent reviewing`,
		)+`)\b`,
		`\b(?:recruit|appoint|employ)\w* (?:a|an|to)? ?permanent\b`,
		`\bcontract(?: type)?:? permanent\b`,
		`\bthis is a permanent\b|\bon a permanent\b|(?:`+postIs+`|`+typeIs+`)permanent\b`,
		`\bpermanent(?: and |, ?| ?/ ?)(?:fixed[- ]term|temporary|part[- ]time) (?:contracts?|posts?|positions?|roles?|vacanc(?:y|ies)|opportunit(?:y|ies))\b`,
		`^\W*permanent(?:,? (?:full|part)[- ]time)?\W*$`,
		`^\W*permanent(?: [\w&'’]+){0,4}? (?:managers?|officers?|workers?|practitioners?|chairs?)\b`,
	).unless(`\bpermanent or\b`),
	say(fixedTerm, `\bfixed[- ]?term\b`),
	say(temporary,
		`^\W*temporary\W*$|(?:`+postIs+`|`+typeIs+`)(?:temporary|interim)\b|\ban interim (?:for|until)\b`,
		`\b(?:temporary|interim) cover (?:is |being )?(?:needed|required|sought|wanted)\b`,
		`\b(?:temporary|interim)(?:,? (?:full|part)[- ]time)? (?:basis|contracts?|posts?|positions?|roles?|vacanc(?:y|ies)|assignments?|opportunit(?:y|ies)|job|shifts)\b`,
		`\bcontract(?: type)?:? temporary\b`,
		`(?:^|[.!?:]\s+|\ban? )(?:experienced |qualified )?(?:temporary|interim)(?: [\w&'’]+){0,4}? (?:managers?|heads? of|directors?|officers?|workers?|practitioners?)\b`,
	),
	say(agency,
		`\blocums?\b`,
		`\bagency (?:contracts?|basis|workers?|assignments?|bookings?|requirement for|posts?|positions?|roles?|social workers?)\b`,
	).unless(
		`\bno agency\b|\bpermanent rather than\b`,
		`\b(?:not|no|reduce|reducing|convert\w*|former) (?:our )?(?:locums?|agency)\b`,
	),
	say(secondment,
		typeIs+`secondment\b`,
		`\b`+speltLength+`[- ](?:months?|years?)['’]? secondment\b`,
		`\bseconded (?:in)?to (?:the|this) (?:role|post|position)\b`,
		`\bsecondments? (?:opportunit(?:y|ies)|basis|posts?|roles?)\b`,
		`\b(?:on|as|for|or) (?:an? )?(?:internal |external )?secondments?\b`,
	),
	say(bank,
		typeIs+`(?:casual|sessional|bank|relief)\b`,
		`\bsessional (?:\w+ )?(?:workers?|supervisors?|practitioners?|staff)\b`,
		`\bsessional (?:assessments?|hours|basis|work|workers?|posts?|roles?|contracts?)\b`,
		`\b(?:casual|bank) (?:basis|work|hours|shifts|contracts?|workers?|posts?|staff)\b`,
		`\bzero hours?\b`,
	),
	say(maternityCover,
		`\b(?:maternity|mat|parental) (?:leave )?cover\b`,
		`\bcover(?:ing)?(?: for| of)? (?:a )?(?:period of )?maternity\b`,
		`\bcover(?:ing)? (?:for )?(?:an?|the|our|one of our) (?:[\w'’]+ ){1,4}(?:on|during|taking) (?:maternity|parental) leave\b`,
	),
}

// length is a contract whose length is stated: fixed term, where no other word
// says what kind it is (label guide, section 4).
var length = say(fixedTerm, `\b`+speltLength+`[- ]?(?:months?|mths?|years?|yrs?|weeks?)['’]?s?\b`).unless(
	`\b`+speltLength+`[- ]?(?:months?|years?)['’]?s? (?:of )?(?:post|experience|pqe|probation)`,
	`\b`+speltLength+`[- ]?weeks?['’]? (?:a|per|holiday|leave|annual)`,
)

// toldLength is the same in the running text.
var toldLength = say(fixedTerm,
	`\b`+speltLength+`[- ]?(?:months?|mths?|years?)['’]?s? (?:initial |rolling |ongoing )?contract\b`,
	`\bcontract (?:for|of) (?:an initial |up to )?`+speltLength+`[- ](?:months?|years?)\b`,
)

// contractWord is a bare "Contract", as boards put it for a fixed term; with a
// colon or "type" after it, it is only a label.
var contractWord = say(fixedTerm,
	`^\W*contract\b|(?:[,;|/–(]|\s-)\s*contract\W*$|\bcontract,|\bmonths? contract\b|\byears? contract\b`,
	`\bcontract (?:for|of) `,
).unless(
	`\bcontract(?: type| status)?\s*:|\bcontract type\b|\bzero hours? contract\b|\bhours? contract\b`,
	`\b(?:permanent|temporary|agency|casual|annualised) contract\b`,
)

// contract reads the kind of contract from the fields made for it and the
// title; only when those say nothing, from the text.
func (r *reading) contract(stated []field, title field, told []field) {
	for _, f := range append(stated, title) {
		r.contracts(f, statedContracts, "hours.contract")
	}
	for _, f := range append(stated, title) {
		r.ofLength(f)
	}
	if len(r.out.Contract) > 0 {
		return
	}
	for _, f := range hinted(told, contractHints) {
		r.contracts(f, toldContracts, "hours.contract.text")
	}
	if len(r.out.Contract) > 0 {
		return
	}
	for _, f := range hinted(told, []string{"contract"}) {
		if at := toldLength.find(f); at != nil {
			r.addContract(fixedTerm, f, at, "hours.contract.text.stated-length")
			return
		}
	}
}

// contractHints stand in every sentence that tells of a contract.
var contractHints = []string{"permanent", "fixed term", "fixed-term", "temporary", "interim", "locum", "agency", "secondment", "seconded", "sessional", "casual", "relief", "bank", "zero hour", "maternity", "parental", "mat cover"}

// contracts adds every kind that a field names.
func (r *reading) contracts(f field, cues []cue, rule string) {
	for _, c := range cues {
		if at := c.find(f); at != nil {
			r.addContract(c.code, f, at, rule+"."+c.code)
		}
	}
}

func (r *reading) addContract(code string, f field, at []int, rule string) {
	r.out.Contract = append(r.out.Contract, code)
	r.note("contract", f, at, rule)
}

// listedContract is the boards' "Contract" as one of several kinds on offer:
// "Permanent / Contract".
var listedContract = say(fixedTerm, `^\W*contract\s*(?:/|\||\bor\b)|(?:/|\||\bor\b)\s*contract\W*$`)

// ofLength reads "12 month contract", "maternity cover for a year" and a length
// alone in the contract field as fixed term, where no other word for it stands.
func (r *reading) ofLength(f field) {
	at := listedContract.find(f)
	for _, c := range r.out.Contract {
		if c != maternityCover && at == nil {
			return
		}
	}
	if at == nil {
		at = contractWord.find(f)
	}
	if at == nil && (slices.Contains(r.out.Contract, maternityCover) || f.name == "contract") {
		at = length.find(f)
	}
	if at != nil {
		r.addContract(fixedTerm, f, at, "hours.contract.stated-length")
	}
}
