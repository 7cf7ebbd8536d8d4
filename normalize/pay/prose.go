package pay

import (
	"regexp"
	"strings"

	"vacancies/normalize/text"
)

var (
	// ownPay are words by which a sentence speaks of the post's own pay.
	ownPay = text.MustPattern(`(?i)\b(?:` + text.Either(
		`salary|salaries|pay (?:range|scale|band|rate)|rate of pay|pay rate|hourly rate|day rate|grade|remuneration`,
		`per annum|p\.a\.?|per hour|an hour|starting at|starting from|pay`,
	) + `)\b`)
	payLabel = regexp.MustCompile(`(?i)^[•\s]*(?:the |annual |starting |basic |total |full[ -]time )?(?:` + text.Either(
		`salary|pay|grade|rate|remuneration|salary range|pay range|salary (?:and|&|/) grade|grade (?:and|&|/) salary`,
		`hourly rate|pay rate|rate of pay|salary/grade|scale`,
	) + `)(?: \([^)]*\))?\s*(?::|–|-|\bis\b|$)`)
	// otherMoney are sentences whose money is not the post's pay.
	otherMoney = text.MustPattern(`(?i)\b(?:` + text.Either(
		`budget|sav(?:e|es|ings?)|discounts?|vouchers?|bonus(?:es)?|refer(?:ral)?|friend|loans?|salary sacrifice|grant`,
		`funding|invest\w*|million|turnover|threshold|minimum salary|fees?|up to £\d+(?:\.\d+)? (?:off|per)|cost of`,
		`worth|deposit|mortgage|fines?|damages|bursar\w*`,
	) + `)\b`)
)

// payLine finds the line or sentence of a description that gives the post's own
// pay: a labelled line first, else a sentence that speaks of pay and holds a
// figure with a pound sign. It gives the words and their offset.
func payLine(prose string) (line string, offset int, ok bool) {
	if !strings.Contains(prose, "£") {
		return "", 0, false
	}
	sentences := text.Sentences(prose)
	for i, sp := range sentences {
		s := sp.Of(prose)
		if !payLabel.MatchString(s) {
			continue
		}
		if strings.Contains(s, "£") {
			return bounded(prose, sp)
		}
		if i+1 < len(sentences) && len(s) < 40 && strings.Contains(sentences[i+1].Of(prose), "£") && len(sentences[i+1].Of(prose)) < 200 {
			return bounded(prose, sentences[i+1])
		}
	}
	for _, sp := range sentences {
		if s := sp.Of(prose); strings.Contains(s, "£") && ownPay.MatchString(s) && !otherMoney.MatchString(s) {
			return bounded(prose, sp)
		}
	}
	return "", 0, false
}

// maxLine bounds a sentence that is read for pay.
const maxLine = 400

func bounded(prose string, sp text.Span) (string, int, bool) {
	return text.Cut(sp.Of(prose), maxLine), sp.Start, true
}
