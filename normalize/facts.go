package normalize

import (
	"slices"
	"strings"
	"unicode/utf8"

	"vacancies/normalize/hours"
	"vacancies/normalize/pay"
	"vacancies/normalize/role"
	"vacancies/normalize/text"
)

// money is a sum in pounds.
var money = text.MustPattern(`£\s?\d[\d,]*(\.\d+)?k?`)

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

// fact states something by the sentence's words: what of it is surely of nobody
// around its words at, and of a long one the part around them.
func (s said) fact(stated, rule string, at []int) Fact {
	at = []int{min(at[0], len(s.words)), min(at[1], len(s.words))} // found in small letters, which may be longer
	from, to := text.Impersonal(s.words, at[0], at[1])
	if to-from > maxSentence {
		if at[0]-from > maxSentence/2 {
			from = at[0] - maxSentence/2
			from += max(0, strings.IndexByte(s.words[from:], ' ')+1)
		}
		end := from + len(text.Cut(s.words[from:to], maxSentence))
		if i := strings.LastIndexByte(s.words[from:end], ' '); i > 0 && end < to {
			end = from + i
		}
		to = end
	}
	for from > 0 && !utf8.RuneStart(s.words[from]) {
		from--
	}
	return Fact{Stated: stated, Words: s.words[from:to], Field: s.field, Start: s.start + from, End: s.start + to, Rule: rule}
}

// readSentence reads the facts that one sentence states.
func readSentence(facts map[string]Fact, s said) {
	lower := strings.ToLower(s.words)
	for _, c := range factCues {
		if _, known := facts[c.fact]; known || !c.possible(lower) {
			continue
		}
		stated, at := c.read(lower)
		if at == nil {
			continue
		}
		f := s.fact(stated, "fact."+c.fact, at)
		if stated == "yes" && (c.fact == RetentionPayment || c.fact == Relocation) {
			f.Value = money.FindString(s.words)
		}
		facts[c.fact] = f
	}
	readYears(facts, s, lower)
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
