package title

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// acronyms keep their capitals when a title in one case is put right.
var acronyms = words(`MASH EDT LAC CLA CIC CIN CP CWD CWDT UASC CAMHS IRO LADO NQSW ASYE QSW SSW SW AMHP BIA SEND SEN EHCP EHC
	SENCO FGC PLO FDAC SGO NRPF YJS YOT YOS MACPT DCS PSW OT SEBD EBD LD NVQ HR IT ICT SPA LSCP IDVA VAWG QA PA UK NHS RMN RGN
	TA LSA ATM DTM AP CIN/CP CSE CCE IFA VAA RAA BME BAME CPD MDT NHS KS1 KS2 II III`)

// smallWords stay small inside a title.
var smallWords = words(`and of the in for to with a an or on at by from as`)

func words(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(s) {
		set[strings.ToUpper(w)] = true
	}
	return set
}

// recase puts right a title that is all in capitals or all in lower case; any
// other stays as it is.
func recase(s string) string {
	upper, lower := letterCase(s)
	shouted := upper > 3 && upper > 4*lower
	if !shouted && (upper > 0 || lower == 0) {
		return s
	}
	var b strings.Builder
	first := true
	for i := 0; i < len(s); {
		end := wordEnd(s, i)
		if end == i {
			_, size := utf8.DecodeRuneInString(s[i:])
			b.WriteString(s[i : i+size])
			i += size
			continue
		}
		if initial := end == i+1 && (end < len(s) && s[end] == '&' || i > 0 && s[i-1] == '&'); initial {
			b.WriteString(strings.ToUpper(s[i:end])) // "R&A"
		} else {
			b.WriteString(recaseWord(s[i:end], first, shouted))
		}
		first = false
		i = end
	}
	return b.String()
}

// letterCase counts the capitals and the small letters of a title, acronyms aside.
func letterCase(s string) (upper, lower int) {
	for _, w := range strings.Fields(s) {
		if acronyms[strings.ToUpper(bare(w))] {
			continue
		}
		for _, r := range w {
			switch {
			case unicode.IsUpper(r):
				upper++
			case unicode.IsLower(r):
				lower++
			}
		}
	}
	return upper, lower
}

// bare is a word without its punctuation.
func bare(w string) string {
	return strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// wordEnd gives the end of the word that starts at i; i when none does.
func wordEnd(s string, i int) int {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' {
			return i
		}
		i += size
	}
	return i
}

// recaseWord capitalises one word; one that is already in mixed case in a
// shouted title is left alone.
func recaseWord(w string, first, shouted bool) string {
	if shouted && strings.IndexFunc(w, unicode.IsLower) >= 0 {
		return w
	}
	up := strings.ToUpper(w)
	switch {
	case strings.HasPrefix(up, "ORDINAT") && !first:
		return strings.ToLower(w) // "Co-ordinator"
	case acronyms[up]:
		return up
	case len(w) > 2 && strings.HasSuffix(up, "S") && acronyms[up[:len(up)-1]]:
		return up[:len(up)-1] + "s"
	case smallWords[up] && !first:
		return strings.ToLower(w)
	}
	r, size := utf8.DecodeRuneInString(w)
	return string(unicode.ToUpper(r)) + strings.ToLower(w[size:])
}
