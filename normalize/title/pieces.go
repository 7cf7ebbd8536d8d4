package title

import (
	"regexp"
	"strings"

	"vacancies/normalize/text"
)

// sales are words that make a whole segment sales talk, when it names no post.
var sales = text.MustPattern(`(?i)\b(?:` + text.Either(
	`generous|retention`,
	`great (?:benefits?|pay|rates?|team|place|package|location|support|opportunit\w+)`,
	`excellent|fantastic|amazing|outstanding|ofsted|rated|benefits?|bonus(?:es)?|golden hello|welcome payment`,
	`relocation|package|happier|happy|rewarding|exciting|competitive|manageable|caseloads?|capped|low cases?|career`,
	`career progression|supportive|award[- ]winning|parking`,
	`car (?:user|driver|owner|allowance)s?`,
	`sponsorship|visa|immediate|discounts?|perks?|rates? of pay|paid weekly|training provided|salary|apply`,
	`opportunit(?:y|ies)|flexible|work[- ]life|annual leave|days leave|pension|investing|ambitious|inspiring`,
	`make a difference|top rates?|excellent rates?|new (?:service|team|office)`,
	`newly (?:formed|created|established|expanded|refurbished)`,
	`chang(?:e|ing) (?:young )?lives|recognised|reputable|respected`,
	`leading (?:agency|provider|charity|authority|council|organisation)`,
	`market supplements?|supplement|allowances?`,
) + `)\b`)

// urges are the openings of a segment that speaks to the reader.
var urges = regexp.MustCompile(`(?i)^\s*(?:` + text.Either(
	`support (?:&|and) develop|develop |join |make |transform(?:ing)? |chang(?:e|ing) (?:lives|the|our)`,
	`help(?:ing)? (?:to|us|our|shape|make|keep|change|child|famil|young|people|vulnerable)`,
	`work (?:with|for|in|from|at|where|alongside)\b`,
	`apply|earn |shap(?:e|ing) |be (?:part|the|our)\b|come |grow |looking |start |ready |relocate`,
	`(?:an? )?(?:great|fantastic|amazing|friendly|supportive|lovely|brilliant|outstanding) (?:team|service)s?\s*!*$`,
	`do you|are you|why |we |our |you |your `,
) + `)`)

// invites are the openings of a piece that names no post and calls to one.
var invites = text.MustPattern(`(?i)^\s*(?:be part of|make (?:an?|your)|(?:change|transform)(?:ing)? lives|join (?:us|our|the))\b`)

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
var urged = regexp.MustCompile(`(?i)^\s*(?:` + text.Either(
	`build|bring|boost|create|deliver|discover|drive|enjoy|empower|explore|find|get|give|improve|inspire`,
	`lead (?:&|and)|love|move|play|progress|protect|put|see|take|want`,
) + `)\s`)

// spell is a length of engagement that is a whole piece. "Long Term" by itself
// is a social work team's name, save in an agency's title.
var (
	spell     = regexp.MustCompile(`(?i)^(?:long|short|medium)[- ]term (?:contract|role|cover|assignment|position|basis)$|^` + length + `(?: initially)?$|^contract$|^agency$|^bank(?: staff| work(?:er)?s?)?$`)
	bareSpell = regexp.MustCompile(`(?i)^(?:long|short|medium)[- ]term$`)
)

// unsocial is a piece that only says when one works, or how many days. Nights and weekends
// may be a team's.
var unsocial = regexp.MustCompile(`(?i)` + text.Either(
	`^[1-4](?:\.5)? days$`,
	`^(?:no |some |occasional )(?:evenings?|weekends?|nights?)(?: (?:work|working))?$`,
	`^(?:including |inc\.? |some )?evenings?(?:\s*(?:and|&|or|/)\s*(?:weekends?|nights?|bank holidays?))+(?: (?:work|working|required))?$`,
))

// residue is what is left of a piece when pay, a date or a contract was taken
// out of it, and says nothing by itself.
var residue = regexp.MustCompile(`(?i)^(?:` + text.Either(
	`up|to|until|till|from|for|with|and|or|&|of|on|at|in|by|per|an?|the|only|inc|incl|plus|day|hour|week|month|year`,
	`initially|one|two|three|travel|external|internal|available|considered|opportunity|contract|bank|hours?|hrs`,
	`role|post|position|basis|term|start|`+length+`|\d{1,2}(?:st|nd|rd|th)?|`+months+`|(?:19|20)\d\d|[ .,/+@*-]`,
) + `)+$`)

// names reports whether a piece of a title names a post or a team.
func names(piece string) bool { return anyOf(posted, piece) }

// jobWord is a piece that only says that it is a job.
var jobWord = regexp.MustCompile(`(?i)^(?:jobs?|vacanc(?:y|ies)|careers?|job (?:advert(?:isement)?|description|details|posting)|advert(?:isement)?)$`)

// siteName is a careers site's own name behind the post: "Exbridge Careers".
var siteName = regexp.MustCompile(`(?i)^(?:\pL[\pL'-]* ){1,3}(?:careers|jobs|vacancies)$|^(?:careers|jobs|vacancies) (?:at|with|in) \pL`)

// field is a kind of social work; isField reports a piece that names one, which is
// no site's name and no cry: "Fostering Jobs", "LAC!".
var field = text.MustPattern(`(?i)\b(?:fostering|adoption|kinship|safeguarding|protection|assessment|court|in care|leaving care|looked after|disabilit\w+|justice)\b`)

func isField(piece string) bool { return anyOf(acronyms, piece) || field.MatchString(piece) }

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
