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

// length is a contract whose length is stated: fixed term, where no other word
// says what kind it is (label guide, section 4).
var length = say(fixedTerm, `\b`+speltLength+`[- ]?(?:months?|mths?|years?|yrs?|weeks?)['’]?s?\b`).unless(
	`\b`+speltLength+`[- ]?(?:months?|years?)['’]?s? (?:of )?(?:post|experience|pqe|probation)`,
	`\b`+speltLength+`[- ]?weeks?['’]? (?:a|per|holiday|leave|annual)`,
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
	r.toldContract(told)
}

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
