package title

import (
	"strings"

	"vacancies/normalize/text"
)

// repair undoes the damage a title takes on its way: curly apostrophes, long
// dashes, a lost apostrophe in "Children's".
func repair(s string) string {
	s = apostrophes.Replace(s)
	s = strings.Join(strings.Fields(s), " ")
	if inner := strings.Trim(s, "\"“”"); len(s)-len(inner) >= 2 && !strings.ContainsAny(inner, "\"“”") {
		s = inner // a title in quotation marks
	}
	s = strings.Join(strings.Fields(longDash.ReplaceAllString(s, " - ")), " ")
	if strings.Contains(s, " ? ") {
		s = lostDash.ReplaceAllString(s, "$1 - $2")
	}
	if i := strings.IndexByte(s, '('); i > 0 && s[i-1] != ' ' {
		s = tightBracket.ReplaceAllString(s, "$1 ($2")
	}
	if strings.Contains(s, "_") {
		s = underscore.ReplaceAllString(s, "$1 $2")
	}
	s = looseMarks.Replace(s)
	s = heldDash.ReplaceAllString(s, "$1 - $2")
	s = starred.ReplaceAllString(s, "$1($2)$3")
	for _, l := range lostApostrophes {
		s = l.words.ReplaceAllString(s, l.whole)
	}
	return s
}

var (
	apostrophes = strings.NewReplacer("’", "'", "‘", "'", "`", "'", "´", "'", "ʼ", "'", cut, " ")
	// starred is a piece set off by asterisks, as others are by brackets.
	starred = text.MustPattern(`(^|\s)\*{1,3}([\pL\d][^*]{1,60}?[\pL\d!.])\*{1,3}(\s|$)`)
	// heldDash is a dash that lost the space on one side: "Worker- Team". One that
	// waits for its second half, "Full- or part-time", has a small letter after it.
	heldDash = text.MustPattern(`([\pL)\]])(?:- | -)([\p{Lu}(])`)
	longDash = text.MustPattern(`\s*[–—―]\s*|\s*-{2,}\s*`)
	// lostDash is a dash that became a question mark on its way.
	lostDash = text.MustPattern(`([\pL)]) \? ([\pL(])`)
	// tightBracket is a bracket that hangs on the word before it; "Worker(s)" may.
	tightBracket = text.MustPattern(`([\pL\d])\( ?([\pL\d]{2})`)
	looseMarks   = strings.NewReplacer("( ", "(", " )", ")", " ,", ",", " ;", ";")
	underscore   = text.MustPattern(`(\pL)_(\pL)`)
	// lostApostrophes are possessives that lost theirs, or kept it in the wrong place.
	lostApostrophes = []struct {
		words text.Pattern
		whole string
	}{
		{text.MustPattern(`\b([Cc]hildren)(?:s'|s\b| s\b)`), "$1's"},
		{text.MustPattern(`\bCHILDREN(?:S'|S\b| S\b)`), "CHILDREN'S"},
		{text.MustPattern(`\b([Yy]oung [Pp]eople)(?:s'|s\b)`), "$1's"},
		{text.MustPattern(`\b(YOUNG PEOPLE)(?:S'|S\b)`), "$1'S"},
		{text.MustPattern(`\b([Yy]oung [Pp]erson)s\b( [Aa]dvis[eo]r)`), "$1's$2"},
	}
)
