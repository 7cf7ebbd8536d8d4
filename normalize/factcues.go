package normalize

import (
	"strings"

	"vacancies/normalize/text"
)

// factCue is one way an advert says a fact. Within a sentence a "no" beats a
// "yes"; over the whole advert the first sentence that says either decides.
type factCue struct {
	fact string
	// words: one of them must stand in the sentence before the patterns are
	// tried. Words and patterns are in small letters, as the sentence then is.
	words []string
	// other is what only looks like it: other people's registration, a fee that is
	// paid, a question to the reader. It is not read.
	other text.Pattern
	no    text.Pattern
	yes   text.Pattern
}

// ways gives the expression of several ways of saying a thing.
func ways(of ...string) text.Pattern { return text.MustPattern(text.Either(of...)) }

// possible reports whether one of the cue's words stands in the sentence.
func (c factCue) possible(lower string) bool {
	return holdsAny(lower, c.words...)
}

// read says what a sentence in small letters states, and where; nil for nothing.
func (c factCue) read(lower string) (stated string, at []int) {
	if c.other.Possible(lower) {
		lower = c.other.ReplaceAllStringFunc(lower, func(m string) string { return strings.Repeat(" ", len(m)) })
	}
	if at = firstIn(c.no, lower); at != nil {
		return "no", at
	}
	return "yes", firstIn(c.yes, lower)
}

// firstIn gives the place of a pattern's first match in small letters, nil for none.
func firstIn(p text.Pattern, lower string) []int {
	if !p.Possible(lower) {
		return nil
	}
	return p.FindStringIndex(lower)
}

// Pieces of the patterns below.
const (
	nqsw      = `(newly[ -]qualified|\bnqsws?\b|\basye\b)`
	regulator = `(social work england|\bswe\b|\bhcpc\b|social care wales|the regulator|professional regist)`
	negated   = `(\bnot\b|n[’']t\b|\bno\b|\bunable\b|\bcannot\b|\bnor\b|\bunfortunately\b)`
	gap       = `[^.;]{0,60}?`
	// led are those whom the post leads or stands beside, not those it seeks.
	led = `\b(mentor|supervis|support|assess|manag|overse|lead|coach|induct|teach|train|educat|develop|retain|alongside|includ|allocat)\w*` +
		`( and \w+)?( (to|with|of|for|our|the|all|other|any|a|team|teams|cohort|group|those|and|staff|students?|two|three|four|five|six|\d+))* `
	// asked is what an advert asks of its reader, or makes depend.
	asked = `(\bif (you|it|this|your)\b[^.;,]*|\b(do|will|would) you (now |also )?(need|require|want)[^.;]*\?)`
)

// factCues are the words behind each fact. "Not stated" is what remains: an
// advert that is silent says neither yes nor no.
var factCues = []factCue{
	{
		fact: RegistrationRequired, words: []string{"regist"},
		other: ways(
			`(`+led+`|\b(our|other|these|many|by|both) (\w+ ){0,2})(fully |qualified |experienced )*registered (and )?(qualified )?social workers\b`,
			`\b(our|all of our) (\w+ )?(social workers|staff|practitioners|team)\b[^.;]*`,
			`\b(pay|paid|pays|paying|fund\w*|cover\w*|reimburs\w*|refund\w*|costs?|fees?)\b[^.;]{0,40}regist\w+`,
			`(social work england |swe )?regist\w+( with (social work england|swe|the regulator))?( annual| renewal)?( fees?| costs?| paid| renewals?)\b[^.;]*`,
			`\b(their|staff|workers[’']?) (\w+ ){0,2}regist\w+[^.;]*`,
		),
		no: ways(
			`regist\w+`+gap+`(\bnot\b (be )?(required|essential|necessary|needed|mandatory)|\bisn[’']t (required|needed)|\bdesirable\b)`,
			`(not|n[’']t) (need|have|required?) to (be|hold)`+gap+`regist`,
			`(not|n[’']t) (need|require|ask for|expect) (\w+ ){0,4}regist`,
			`\bno\b (\w+ ){0,4}registration (is )?(required|needed|necessary)`,
		),
		yes: ways(
			regulator+gap+`regist`,
			`regist\w+`+gap+`(`+regulator+`)`,
			`registered (qualified )?social worker`,
			`registration (is )?(essential|required|mandatory)`,
			`\b(requir|need|essential|must)\w*[^.;]{0,60}professional registration`,
			`(must|need to|required to) be (a )?(qualified and )?registered`,
		),
	},
	{
		fact: NewlyQualifiedWelcome, words: []string{"newly", "nqsw", "asye"},
		other: ways(
			led+nqsw+`( social workers?)?`,
			`newly[ -]qualified (teachers?|nurses?|therapists?|occupational|psychologists?)`,
			asked,
		),
		no: ways(
			`(`+negated+gap+nqsw+`)`,
			`(`+nqsw+gap+`(\bnot\b|\bneed not apply\b|\bunable\b|\bcannot\b))`,
			`(completed|completion of|passed|post|finished)`+gap+`\basye\b`,
			`\basye\b`+gap+`(completed|complete\b|passed)`,
			`beyond (your |their )?(asye|newly qualified)`,
		),
		yes: ways(
			nqsw+gap+`(welcome|considered|encouraged to|can apply|may apply|(should|to|please) apply|invited|eligible|\?)`,
			`(`+text.Either(
				`welcome|consider|accept|open to|looking for|seeking|seek|recruit|recruiting|applications from|suitable for`,
				`ideal for|aimed at|hear from|invite|suit|suits|as an?|join|joining|start|starting|whether you are`,
				`whether you[’']re|if you are|posts? for|roles? for|places? for|opportunit\w+ for|vacanc\w+ for`,
			)+`)\b[^.;]{0,30}?`+nqsw,
			nqsw+` (social workers? )?(posts?|roles?|positions?|vacanc\w+|opportunit\w+|places?|intake)\b`,
		),
	},
	{
		fact: VisaSponsorship, words: []string{"sponsor"},
		other: ways(
			asked,
			`\b(may|might) not\b[^.;]*`,
			`sponsored by`,
			`sponsors? (of|the) (the |our )?(event|festival|project|programme)`,
		),
		no: ways(
			negated+gap+`sponsor`,
			`sponsor\w*`+gap+`(\bnot\b|n[’']t\b|unavailable|cannot)`,
			`without`+gap+`sponsor`,
		),
		yes: ways(
			`(offer|provide|provid\w+|available|able to|can|will|happy to|eligible for|qualif\w+ for|consider|licen[cs]ed)`+gap+`\bsponsor`,
			`\bsponsor\w*`+gap+`(available|offered|provided|considered|possible|welcome|can be|licen[cs]e)`,
			`visa sponsorship`,
			`sponsorship (of|for) (visas?|skilled)`,
		),
	},
	{
		fact: RetentionPayment, words: []string{"retention"},
		other: ways(
			`\bretention (strateg|rate|schedule|plan|period|figure|polic)\w*[^.;]*`,
			`\brecruitment and retention of\b[^.;]*`,
		),
		no: ways(
			negated+gap+`retention`,
			`retention`+gap+`(\bnot\b|n[’']t\b|cannot|unavailable|excluded)`,
		),
		yes: ways(
			`retention (and \w+ )?(payment|bonus|allowance|supplement|scheme|package|incentive|award|fee)`,
			`retention`+gap+`£`,
			`£`+gap+`retention`,
		),
	},
	{
		fact: Relocation, words: []string{"relocat"},
		other: ways(asked),
		no: ways(
			negated+gap+`relocat`,
			`relocat\w+`+gap+`(\bnot\b|n[’']t\b|cannot|unavailable)`,
		),
		yes: ways(
			`relocation (package|assistance|allowance|support|payment|expenses|costs?|scheme|bonus|help|grant|fund|reimburse)`,
			`(help|support|assist\w*|contribut\w+)( is)?( you| available| offered)? (with|towards|for|to)( \w+){0,3} relocat`,
			`(help|support|assist) you relocat`,
			`(package|expenses|£\s?\d[\d,.]*k?)[^.;]{0,30}? relocation`,
		),
	},
	{
		fact: HybridWorking, words: []string{"hybrid", "agile", "blended", "remote", "home", "office", "on-site", "on site"},
		other: ways(asked),
		no: ways(
			`(\bnot\b|\bno\b|cannot|unable)`+gap+`(hybrid|home[ -]?working|remote(ly)?\b|work(ed|ing)? from home)`,
			`(hybrid|remote|home|working from home|work from home) (working )?`+gap+`(\bnot\b|n[’']t\b|unavailable|cannot)`,
			`(fully|entirely|100%|wholly|five days( a week)? in the) (office|on[ -]?site)[ -]?(based)?`,
			`(office[ -]based|in the office|on[ -]site) (for )?(all )?(five|5) days`,
			`(every day|full[ -]time) in the office`,
			`in the office (every day|full[ -]time)`,
		),
		yes: ways(
			`\bhybrid\b|\bagile work|blended work`,
			`\d days? (a|per) week (in the office|at home|from home)`,
			`(mix|combination|balance|split) of (home|office)`,
			`(split|divide|share)[^.;]{0,24} between (your |our |the )?(home|office)`,
			`work(ing)? from home (\w+ ){0,3}(days?|part)`,
		),
	},
}
