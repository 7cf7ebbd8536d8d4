package normalize

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"vacancies/normalize/hours"
	"vacancies/normalize/pay"
	"vacancies/normalize/role"
	"vacancies/normalize/text"
)

// factCue is one way an advert says a fact. Within a sentence a "no" beats a
// "yes"; over the whole advert the first sentence that says either decides.
type factCue struct {
	fact string
	// words: one of them must stand in the sentence before the patterns are
	// tried. Words and patterns are in small letters, as the sentence then is.
	words []string
	no    text.Pattern
	yes   text.Pattern
}

func cue(fact, words, no, yes string) factCue {
	return factCue{fact: fact, words: strings.Split(words, "|"), no: text.MustPattern(no), yes: text.MustPattern(yes)}
}

// possible reports whether one of the cue's words stands in the sentence.
func (c factCue) possible(lower string) bool {
	return slices.ContainsFunc(c.words, func(w string) bool { return strings.Contains(lower, w) })
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
)

// factCues are the words behind each fact. "Not stated" is what remains: an
// advert that is silent says neither yes nor no.
var factCues = []factCue{
	cue(RegistrationRequired, "regist",
		`(regist\w+`+gap+`(\bnot\b (be )?(required|essential|necessary|needed|mandatory)|\bisn[’']t (required|needed)|\bdesirable\b)|`+
			`(not|n[’']t) (need|have|required?) to (be|hold)`+gap+`regist|\bno\b (\w+ ){0,4}registration (is )?(required|needed|necessary))`,
		`(`+regulator+gap+`regist|regist\w+`+gap+`(`+regulator+`)|registered (qualified )?social worker|`+
			`registration (is )?(essential|required|mandatory)|(must|need to|required to) be (a )?(qualified and )?registered)`),
	cue(NewlyQualifiedWelcome, "newly|nqsw|asye",
		`((`+negated+gap+nqsw+`)|(`+nqsw+gap+`(\bnot\b|\bneed not apply\b|\bunable\b|\bcannot\b))|`+
			`(completed|completion of|passed|post|finished)`+gap+`\basye\b|\basye\b`+gap+`(completed|complete\b|passed)|`+
			`beyond (your |their )?(asye|newly qualified))`,
		`(`+nqsw+gap+`(welcome|considered|encouraged|can apply|may apply|apply|invited|eligible|open to|opportunit|programme|post|role|position|academy)|`+
			`(welcome|consider|open to|looking for|seeking|recruiting|applications from|suitable for|invite|encourage|suit)`+gap+nqsw+`)`),
	cue(VisaSponsorship, "sponsor",
		`(`+negated+gap+`sponsor|sponsor\w*`+gap+`(\bnot\b|n[’']t\b|unavailable|cannot)|without`+gap+`sponsor)`,
		`((offer|provide|provid\w+|available|able to|can|will|happy to|eligible for|qualif\w+ for|consider|licen[cs]ed)`+gap+`\bsponsor|`+
			`\bsponsor\w*`+gap+`(available|offered|provided|considered|possible|welcome|can be|licen[cs]e)|visa sponsorship|sponsorship (of|for) (visas?|skilled))`),
	cue(RetentionPayment, "retention",
		`(`+negated+gap+`retention|retention`+gap+`(\bnot\b|n[’']t\b|excluded))`,
		`(retention (and \w+ )?(payment|bonus|allowance|supplement|scheme|package|incentive|award|fee)|retention`+gap+`£|£`+gap+`retention)`),
	cue(Relocation, "relocat",
		`(`+negated+gap+`relocat|relocat\w+`+gap+`(\bnot\b|n[’']t\b))`,
		`(relocation (package|assistance|allowance|support|payment|expenses|costs?|scheme|bonus|help|grant|fund|reimburse)|`+
			`(help|support|assist\w*|assistance|towards|contribut\w+|package|expenses|£)`+gap+`relocat)`),
	cue(HybridWorking, "hybrid|agile|blended|remote|home|office|on-site|on site",
		`((\bnot\b|\bno\b|cannot|unable)`+gap+`(hybrid|home[ -]?working|remote(ly)?\b|work(ed|ing)? from home)|(hybrid|remote|home) working`+gap+`(\bnot\b|unavailable|cannot)|`+
			`(fully|entirely|100%|wholly|five days( a week)? in the) (office|on[ -]?site)[ -]?(based)?)`,
		`(\bhybrid\b|\bagile work|blended work|\d days? (a|per) week (in the office|at home|from home)|(mix|combination|balance|split) of (home|office)|`+
			`work(ing)? from home (\w+ ){0,3}(days?|part))`),
}

var (
	years = regexp.MustCompile(`\b(\d{1,2}(?:\.5)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)(?:\s?\+|\s*(?:-|–|to)\s*\d{1,2})?` +
		`(?: \(\d{1,2}\))?[ -]*(year|yr|month)s?[’']?s?(?: or more| minimum| plus| of| [’']?s)?(?: [a-z’'\-]+){0,6}? ?\b` +
		`(post[ -]?qualif\w*|pqe?\b|post[ -]?registration|post[ -]?grad|qualified\b|as a (?:qualified|registered) social worker)`)
	noYears = regexp.MustCompile(`\bno\b[^.;]{0,30}(post[ -]?qualif\w*|pqe)\b[^.;]{0,30}(required|necessary|needed|essential)`)
	numbers = map[string]string{"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
		"eight": "8", "nine": "9", "ten": "10", "twelve": "12", "eighteen": "18"}
	money = regexp.MustCompile(`£\s?\d[\d,]*(\.\d+)?k?`)
)

// factInput is what facts are read from: plain text, names already removed.
type factInput struct {
	Title, Text string
	Role        role.Role
	Pay         pay.Pay
	Hours       hours.Hours
}

// readFacts answers what people ask of an advert. A fact that the advert does
// not state is absent from the map.
func readFacts(in factInput) map[string]Fact {
	facts := map[string]Fact{}
	for _, f := range []struct{ name, text string }{{"title", in.Title}, {"description", in.Text}} {
		for _, sp := range text.Sentences(f.text) {
			readSentence(facts, said{f.name, text.Cut(sp.Of(f.text), 4096), sp.Start})
		}
	}
	factsFromFields(facts, in)
	return facts
}

// maxSentence bounds what is kept of the words behind a fact.
const maxSentence = 240

// said is a sentence with its place in a field.
type said struct {
	field, words string
	start        int
}

// fact states something by the sentence's words: all of it, or of a long one the
// part around byte at.
func (s said) fact(stated, rule string, at int) Fact {
	from, to := 0, len(s.words)
	if to > maxSentence {
		if at > maxSentence/2 {
			from = at - maxSentence/2
			from += max(0, strings.IndexByte(s.words[from:], ' ')+1)
		}
		to = from + len(text.Cut(s.words[from:], maxSentence))
		if i := strings.LastIndexByte(s.words[from:to], ' '); i > 0 && to < len(s.words) {
			to = from + i
		}
	}
	for from > 0 && !utf8.RuneStart(s.words[from]) {
		from--
	}
	return Fact{Stated: stated, Words: s.words[from:to], Field: s.field, Start: s.start + from, End: s.start + to, Rule: rule}
}

func readSentence(facts map[string]Fact, s said) {
	sentence := s.words
	lower := strings.ToLower(sentence)
	for _, c := range factCues {
		if _, known := facts[c.fact]; known || !c.possible(lower) {
			continue
		}
		stated, at := "no", firstIn(c.no, lower)
		if at == nil {
			stated, at = "yes", firstIn(c.yes, lower)
		}
		if at == nil {
			continue
		}
		f := s.fact(stated, "fact."+c.fact, min(at[0], len(sentence)))
		if stated == "yes" && (c.fact == RetentionPayment || c.fact == Relocation) {
			f.Value = money.FindString(sentence)
		}
		facts[c.fact] = f
	}
	readYears(facts, s, lower)
}

// readYears reads the years of post-qualifying experience asked for.
func readYears(facts map[string]Fact, s said, lower string) {
	if _, known := facts[YearsPostQualifying]; known {
		return
	}
	if !strings.Contains(lower, "qualif") && !strings.Contains(lower, "pq") && !strings.Contains(lower, "post") && !strings.Contains(lower, "social worker") {
		return
	}
	if at := noYears.FindStringIndex(lower); at != nil {
		facts[YearsPostQualifying] = s.fact("no", "fact.no-years", min(at[0], len(s.words)))
		return
	}
	if !strings.Contains(lower, "year") && !strings.Contains(lower, "month") && !strings.Contains(lower, "yr") {
		return
	}
	if m := years.FindStringSubmatchIndex(lower); m != nil {
		f := s.fact("yes", "fact.years", min(m[0], len(s.words)))
		f.Value = yearCount(lower[m[2]:m[3]], lower[m[4]:m[5]])
		facts[YearsPostQualifying] = f
	}
}

// yearCount gives a count of years; months become years to half a year.
func yearCount(count, unit string) string {
	if n, ok := numbers[count]; ok {
		count = n
	}
	if unit == "month" {
		switch count {
		case "6":
			return "0.5"
		case "12":
			return "1"
		case "18":
			return "1.5"
		case "24":
			return "2"
		case "36":
			return "3"
		}
		return count + " months"
	}
	return count
}

// factsFromFields adds what the advert's own fields say where its text is silent.
func factsFromFields(facts map[string]Fact, in factInput) {
	if _, known := facts[HybridWorking]; !known && in.Hours.Arrangement == "hybrid" {
		facts[HybridWorking] = byEvidence(in.Hours.Evidence["arrangement"], "fact.arrangement")
	}
	if in.Role.Stage == "nqsw" || slices.Contains(in.Role.StageAlso, "nqsw") {
		if _, known := facts[NewlyQualifiedWelcome]; !known {
			facts[NewlyQualifiedWelcome] = Fact{Stated: "yes", Words: in.Title, Field: "title", End: len(in.Title), Rule: "fact.stage"}
		}
	}
	for _, extra := range in.Pay.Extras {
		kind, amount, _ := strings.Cut(extra, ":")
		fact := map[string]string{"retention": RetentionPayment, "relocation": Relocation}[kind]
		if fact == "" {
			continue
		}
		if f, known := facts[fact]; !known || f.Stated == "yes" && f.Value == "" {
			if amount != "" {
				amount = "£" + amount
			}
			f := byEvidence(in.Pay.Evidence["extras."+kind], "fact.pay")
			f.Value = amount
			facts[fact] = f
		}
	}
}

// byEvidence states a fact by words that another reader read.
func byEvidence(ev text.Evidence, rule string) Fact {
	return Fact{Stated: "yes", Words: ev.Words, Field: ev.Field, Start: ev.Start, End: ev.End, Rule: rule}
}
