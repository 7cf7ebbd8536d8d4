package dedupe

import (
	"maps"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode"

	"vacancies/normalize/text"
)

// terms are ways of writing one thing in a title, by what they stand for:
// council and board, written by two hands, must compare equal. The longest
// phrase wins. Label guide, sections 2, 3 and 8.
var terms = map[string]string{
	"sw":           "social worker; social work practitioner; sw; qualified social worker; qsw; child and family social worker",
	"senior":       "senior; snr",
	"nqsw":         "newly qualified social worker; nqsw; asye social worker; newly qualified; asye; nqsw social worker",
	"ssw":          "supervising social worker; ssw; supervising sw; fostering supervising social worker; supervising social worker fostering",
	"ap":           "advanced practitioner; advanced social work practitioner; advanced social worker; advanced sw; ap",
	"csw":          "consultant social worker; consultant sw; csw",
	"iro":          "independent reviewing officer; independent review officer; iro; reviewing officer",
	"lado":         "local authority designated officer; lado; designated officer",
	"chair":        "child protection chair; cp chair; cp conference chair; child protection conference chair; conference chair; child protection conferencing chair; conferencing chair; child protection conference chairperson; cp chairperson; independent child protection chair",
	"tm":           "team manager; tm; social work team manager",
	"dtm":          "deputy team manager; deputy manager; dtm",
	"atm":          "assistant team manager; assistant manager; atm",
	"pm":           "practice manager",
	"sm":           "service manager; services manager",
	"head":         "head of service; head of; hos; head",
	"psw":          "principal social worker; psw; principal child and family social worker; pcfsw",
	"dcs":          "director of children's services; dcs",
	"ad":           "assistant director; ad",
	"pa":           "personal adviser; personal advisor; pa; young person's adviser; young person's advisor",
	"fsw":          "family support worker; fsw; family support practitioner",
	"swa":          "social work assistant; swa; assistant social worker; social worker assistant",
	"mash":         "mash; multi agency safeguarding hub; multiagency safeguarding hub",
	"assessment":   "assessment; assessments; duty and assessment",
	"referral":     "referral and assessment; r a; r and a; referral assessment",
	"cin":          "child in need; children in need; cin",
	"cp":           "child protection; cp",
	"cla":          "looked after; looked after children; children looked after; child looked after; lac; cla; cic; children in care; child in care; in care",
	"leaving":      "leaving care; care leaver; care leavers; care experienced; after care; leaving and after care; through care; throughcare",
	"exploitation": "adolescent safeguarding; contextual safeguarding; exploitation; child exploitation; child sexual exploitation; child criminal exploitation; cse; cce; adolescent; adolescents",
	"uasc":         "unaccompanied asylum seeking children; unaccompanied asylum seeking; unaccompanied children; unaccompanied minors; unaccompanied young people; unaccompanied asylum seekers; asylum seeking children; uasc; unaccompanied",
	"cwd":          "children with disabilities; children with disability; disabled children; disabled children's; children's disability; cwd; 0 25 disability; 0 to 25 disability; disability",
	"0-25":         "0 25; 0 to 25",
	"yj":           "youth justice; youth offending; yjs; yot; yos",
	"edt":          "emergency duty; out of hours; edt",
	"court":        "court; care proceedings; court proceedings; plo",
	"fostering":    "fostering; foster",
	"adoption":     "adoption; adoptions",
	"kinship":      "kinship; connected persons; connected carers; family and friends; friends and family",
	"sgo":          "special guardianship; sgo",
	"permanence":   "permanence; permanency",
	"qa":           "quality assurance; qa; quality and assurance",
	"fgc":          "family group conference; family group conferencing; fgc",
	"edge":         "edge of care",
	"stepup":       "step up to social work; step up programme; step up",
	"macpt":        "multi agency child protection; macpt; multiagency child protection",
	"nrpf":         "no recourse to public funds; no recourse; nrpf",
	"fdac":         "family drug and alcohol court; fdac",
	"spa":          "single point of access; single point of contact; spa",
	"prebirth":     "pre birth; prebirth; unborn",
	"gm":           "group manager; gm",
	"rhi":          "return home interview; return home interviewer; rhi",
	"fdoor":        "front door; integrated front door",
	"idva":         "independent domestic violence adviser; independent domestic violence advisor; independent domestic violence advocate; independent domestic abuse adviser; idva",
	"early_help":   "early help; early help hub",
	"family_help":  "family help; family help hub",
	"corporate":    "corporate parenting",
	"locality":     "locality; localities",
	"coordinator":  "coordinator; co ordinator",
	"adviser":      "adviser; advisor",
	"assessing":    "assessing; assessor",
	"apprentice":   "apprentice; apprenticeship; degree apprentice; degree apprenticeship",
	// Words that say nothing of which post it is.
	"": "social work; team; teams; service; services; unit; department; the; of; and; for; in; with; a; an; to; at; by; on; our; role; post; job; vacancy; " +
		"council; borough; london; cohort; intake; opportunity; locum; agency; x; worker s; uk; programme; x2; new; various",
}

// weak words may stand in one title and not in the other of one post.
var weak = map[string]bool{
	"child": true, "family": true, "young": true, "person": true, "qualified": true, "experienced": true,
	"registered": true, "care": true, "social": true,
}

type term struct {
	words []string
	token string
}

var termIndex = sync.OnceValue(func() map[string][]term {
	index := map[string][]term{}
	for token, phrases := range terms {
		for _, p := range strings.Split(phrases, ";") {
			if words := split(p); len(words) > 0 {
				index[words[0]] = append(index[words[0]], term{words, token})
			}
		}
	}
	for _, list := range index {
		sort.Slice(list, func(i, j int) bool {
			if len(list[i].words) != len(list[j].words) {
				return len(list[i].words) > len(list[j].words)
			}
			return list[i].token < list[j].token
		})
	}
	return index
})

// split reads a title as folded words: case, apostrophes and plurals do not count.
func split(s string) []string {
	s = strings.NewReplacer("'", "", "’", "", "&", " and ").Replace(strings.ToLower(s))
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range words {
		words[i] = text.Singular(w)
	}
	return words
}

// titleTokens are what a title names, free of order, noise and abbreviation;
// sorted. Two titles of one post have the same.
func titleTokens(title string) []string {
	words := split(title)
	seen := map[string]bool{}
	for i := 0; i < len(words); {
		token, n := tokenAt(words, i)
		seen[token] = true
		i += n
	}
	settle(seen)
	delete(seen, "")
	maps.DeleteFunc(seen, func(token string, _ bool) bool { return weak[token] })
	strong := make([]string, 0, len(seen))
	for t := range seen {
		strong = append(strong, shared(t))
	}
	slices.Sort(strong)
	return strong
}

// tokenAt gives what the words from i on stand for, and how many they are: a
// term, "Team 2" and the like, or a word by itself.
func tokenAt(words []string, i int) (token string, n int) {
	token, n = termAt(words, i)
	if n <= 1 && designator[words[i]] && i+1 < len(words) && len(words[i+1]) <= 2 {
		return "team:" + words[i+1], 2
	}
	if n == 0 {
		return words[i], 1
	}
	return token, n
}

// settle makes one of the tokens that one post is named by, and drops those that
// add nothing to others.
func settle(seen map[string]bool) {
	if seen["child"] && seen["adult"] { // for both groups, which narrows nothing
		delete(seen, "adult")
	}
	if seen["supervising"] && seen["sw"] { // its words apart: "Fostering Social Worker (Supervising)"
		delete(seen, "supervising")
		delete(seen, "sw")
		seen["ssw"] = true
	}
	if seen["chair"] && seen["cp"] { // "Independent Chair - Child Protection Conferences"
		for _, t := range []string{"cp", "conference", "conferencing", "independent"} {
			delete(seen, t)
		}
	}
	for post, field := range fieldOf {
		if seen[post] {
			delete(seen, field)
		}
	}
}

// fieldOf are posts that have only one field: its name beside theirs adds
// nothing (label guide, section 3).
var fieldOf = map[string]string{"ssw": "fostering", "pa": "leaving", "iro": "qa", "lado": "qa", "cwd": "0-25", "educator": "academy"}

// designator may be followed by a team's letter or number.
var designator = map[string]bool{"team": true, "pod": true, "cluster": true, "unit": true, "area": true, "hub": true, "locality": true}

func termAt(words []string, i int) (string, int) {
next:
	for _, t := range termIndex()[words[i]] {
		if i+len(t.words) > len(words) {
			continue
		}
		for k, w := range t.words {
			if words[i+k] != w {
				continue next
			}
		}
		return t.token, len(t.words)
	}
	return "", 0
}
