package hours

import "vacancies/normalize/text"

// postIs leads to the kind of contract where a sentence says it of the post:
// "The role is permanent".
const postIs = `\b(?:this|the|these|both) (?:[\w'’-]+ )?` +
	`(?:posts?|positions?|roles?|jobs?|vacanc(?:y|ies)|appointments?|assignments?|contracts?) ` +
	`(?:is|are|will be)(?: offered| currently| initially| both| all)?(?: as)?(?: an?)?(?: (?:full|part)[- ]time,?(?: and)?)? `

// typeIs is the label before the kind of contract in a line of facts: "Job type:
// Temporary".
const typeIs = `\b(?:job|employment|contract|position|post|vacancy|role|appointment|status|tenure|duration|terms?)` +
	`(?: (?:type|status|basis)\s?[:–-]|\s?:) ?(?:(?:full|part)[- ]time,? )?`

// ofPost leads from the kind of contract to the post it is said of: "temporary
// ongoing assignments", "sessional and permanent contracts".
const ofPost = `(?:,? (?:and |or )?(?:` + speltLength + `[- ]months?|(?:full|part)[- ]time|ongoing|rolling|long[- ]term|short[- ]term|` +
	`social work|permanent|temporary|fixed[- ]term|locum|agency|sessional|casual|bank))*,? ` +
	`(?:basis|contracts?|posts?|positions?|roles?|vacanc(?:y|ies)|assignments?|opportunit(?:y|ies)|openings?|requirement for|bookings?|jobs?|work|employment)\b`

// toldContracts are read in the running text, where only a whole phrase is a
// statement (label guide, section 4).
var toldContracts = []cue{
	say(permanent,
		`\bperm(?:anent)?`+ofPost,
		`\bperm(?:anent)?(?:,? (?:and )?(?:full|part)[- ]time)?,? (?:`+text.Either(
			`senior|qualified|experienced|supervising|social work(?:ers?)?`,
			`team manager|deputy|service manager|independent reviewing`,
		)+`)\b`,
		`\b(?:recruit|appoint|employ)\w* (?:a|an|to)? ?permanent\b`,
		`\bcontract(?: type)?:? permanent\b`,
		`\bthis is a permanent\b|\bon a permanent\b|(?:`+postIs+`|`+typeIs+`)permanent\b`,
		`\bpermanent(?: and |, ?| ?/ ?)(?:fixed[- ]term|temporary|part[- ]time) (?:contracts?|posts?|positions?|roles?|vacanc(?:y|ies)|opportunit(?:y|ies))\b`,
		`\b(?:one|two|three|four|\d{1,2})(?: x)? permanent(?:,| and\b| or\b)`,
		`\b(?:join|work for|work with) us permanently\b`,
		// What opens a sentence.
		`^\W*permanent(?:,| (?:and|&) (?:full|part)[- ]time\b)`,
		`^\W*(?:(?:full|part)[- ]time,? )?permanent(?:,? (?:full|part)[- ]time)?\W*$`,
		`^\W*permanent(?: [\w&'’]+){0,4}? (?:managers?|officers?|workers?|practitioners?|chairs?)\b`,
	).unless(
		`\bpermanent or\b`,
		// The post that an interim or a locum waits for.
		`\b(?:until|while|whilst|pending)\b[^.;]{0,60}\bpermanent\b(?: [\w-]+){0,4}`,
		`^\W*permanent, (?:loving|stable|safe|secure|happy)\b`,
	),
	say(fixedTerm, `\bfixed[- ]?term\b|\bfixed period\b`),
	say(temporary,
		`\b(?:temp|temporary|interim)`+ofPost,
		`(?:`+postIs+`|`+typeIs+`)(?:temp|temporary|interim)\b|\ban interim (?:for|until)\b`,
		`\b(?:temporary|interim) cover (?:is |being )?(?:needed|required|sought|wanted)\b`,
		`\b(?:temporary|interim) shifts\b|\bcontract(?: type)?:? temporary\b|\ba temporary member\b`,
		`\bas (?:an )?interim (?:[\w&]+ ){0,4}(?:manager|head|director|principal|lead)\b`,
		// What opens a sentence.
		`^\W*temporary(?:,| (?:for|until|to cover|cover|with)\b|\W*$)`,
		`(?:^|[.!?:]\s+|\ban? )(?:experienced |qualified )?(?:temp|temporary|interim)(?: [\w&'’]+){0,4}? (?:managers?|heads? of|directors?|officers?|workers?|practitioners?)\b`,
	).unless(`\b(?:report\w*|accountable|answer\w*) to (?:an?|the|our) (?:temporary|interim)(?: [\w&]+){0,5}`),
	say(agency,
		`\blocums?\b`,
		`\bagency`+ofPost,
		`\bagency (?:(?:pay |hourly )?rates?|workers?|social workers?)\b`,
		`(?:`+postIs+`|`+typeIs+`)agency\b`,
		`\b(?:contract|assignment|booking|role) (?:through|via) (?:an |our )?agency\b|\b(?:through|via) agency\b`,
		`\b(?:paid|employed|engaged) (?:through|via|by) (?:an|our|the) agency\b`,
	).unless(
		`(?:`+agencyNames+`)(?: [\w-]+){0,2}`,
		`\bno agency\b|\bpermanent rather than\b`,
		`\b(?:not|no|reduce|reducing|convert\w*|former) (?:our )?(?:locums?|agency)\b`,
	),
	say(secondment,
		typeIs+`secondment\b`,
		`\b`+speltLength+`[- ](?:months?|years?)['’]? secondment\b|\bthis (?:[\w-]+ ){0,2}secondment\b`,
		`\bseconded (?:in)?to (?:the|this) (?:role|post|position)\b`,
		`\bsecondments? (?:opportunit(?:y|ies)|basis|posts?|roles?)\b`,
		`\b(?:on|as|for|or) (?:an? )?(?:internal |external )?secondments?\b`,
	).unless(`\b(?:colleague|manager|post[- ]?holder|worker|who|while|whilst)(?: [\w'’]+){0,4} on (?:an? )?secondments?\b`),
	say(apprenticeship,
		typeIs+`apprenticeship\b|\bas an apprentice\b|\bon (?:this|our) (?:[\w-]+ ){0,2}apprenticeship\b`,
		`\b(?:this|our|an?) (?:[\w-]+ ){0,3}apprenticeship (?:is|lasts|takes|runs|programme|role|post|position|opportunity)\b`,
	),
	say(bank,
		typeIs+`(?:casual|sessional|bank|relief)\b|\bhours (?:are|will be) (?:casual|sessional)\b`,
		`\b(?:sessional|casual|bank|relief)`+ofPost,
		`\b(?:sessional|casual) (?:\w+ ){0,2}(?:workers?|supervisors?|practitioners?|assessors?|staff)\b`,
		`\b(?:sessional assessments?|sessional hours)\b`,
		`\b(?:casual|bank|relief) (?:hours|shifts|rota|workers?|staff)\b`,
		`\bbank of (?:[\w'’-]+ ){0,3}(?:workers?|staff|practitioners?)\b|\bjoin (?:our|the) (?:[\w-]+ ){0,2}bank\b`,
		`^\W*(?:sessional|casual)(?:,|\W*$)|\bzero hours?\b`,
	).unless(`\b(?:with|supervis\w+|manag\w+|support\w*|including|use|using) (?:our |the |of )?(?:bank|casual|sessional|relief) (?:staff|workers?)\b`),
	say(maternityCover,
		`\b(?:maternity|mat|parental) (?:leave )?cover\b`,
		`\b(?:role|post|position|vacancy|contract|job|opportunity) covers (?:the |a period of )?(?:maternity|parental)\b`,
		`\bcover(?:ing)?(?: for| of)? (?:a )?(?:period of )?maternity\b`,
		`\bcover(?:ing)? (?:for )?(?:[\w'’]+ ){0,2}\w+['’]s? (?:maternity|parental) leave\b`,
		`\bcover(?:ing)? (?:for )?(?:an?|the|our|one of our) (?:[\w'’]+ ){1,4}(?:on|during|taking) (?:maternity|parental) leave\b`,
	),
}

// contractHints stand in every sentence that tells of a contract.
var contractHints = []string{"perm", "fixed term", "fixed-term", "fixed period", "temp", "interim", "locum", "agency", "secondment", "seconded",
	"sessional", "casual", "relief", "bank", "zero hour", "apprentice", "maternity", "parental", "mat cover"}

// toldLength is a contract whose length the running text states. The figure may
// be masked, as public samples of adverts have it.
var toldLength = say(fixedTerm,
	`(?:\b`+speltLength+`|\*{2,})[- ]?(?:months?|mths?|years?)['’]?s? (?:initial |rolling |ongoing )?contract\b`,
	`\bcontract(?: length| duration| is|'s)?(?: for| of|:) (?:an initial |up to |a (?:period|term) of )?(?:`+speltLength+`|\*{2,})[- ](?:months?|years?)\b`,
	`\bcontract (?:will|is to|should) (?:be|run|last)? ?for (?:up to )?`+speltLength+`[- ](?:months?|years?)\b`,
	`\bcontract (?:role|post|position|assignment)\b|\bon a contract basis\b`,
)

// toldContract reads the kind of contract from the running text, and a contract
// or a maternity cover whose length it states as fixed term, where no other word
// says what kind it is.
func (r *reading) toldContract(told []field) {
	for _, f := range hinted(told, contractHints) {
		r.contracts(f, toldContracts, "hours.contract.text")
	}
	hint, lasts := "contract", toldLength
	for _, c := range r.out.Contract {
		if c != maternityCover {
			return
		}
		hint, lasts = "cover", length
	}
	for _, f := range hinted(told, []string{hint}) {
		if at := lasts.find(f); at != nil {
			r.addContract(fixedTerm, f, at, "hours.contract.text.stated-length")
			return
		}
	}
}
