package text

import (
	"regexp"
	"strings"
)

// storyAhead is what follows the name of someone whose story is told.
var storyAhead = regexp.MustCompile(`^['’]s (?:story|journey|experience|career|blog|view)\b`)

// ownStory reports "'s story" and the like after a word.
func (f *nameFinder) ownStory(end int) bool {
	return storyAhead.MatchString(f.s[end:min(len(f.s), end+20)])
}

// strangers reports two or three capital words that nothing we know of explains
// and that a role stands beside: "Xxxx Yyyy, Service Manager". They are taken
// for a person.
func (f *nameFinder) strangers(i, n int) bool {
	if f.field || f.commonWords(i, n) && !f.surnameWithin(i+1, n-1) {
		return false
	}
	for k := i; k < i+n; k++ {
		if t := f.toks[k]; t.upper || f.l.word[t.key] || len(t.key) < 3 && !particle[t.key] {
			return false
		}
	}
	return f.roleAhead(i+n) || f.roleBehind(i) || f.signs(i, n) || f.unexplained(i, n) || personAhead.MatchString(f.s[f.toks[i+n-1].end:min(len(f.s), f.toks[i+n-1].end+24)])
}

// personAhead is what is said of people and of nothing else that has a capital.
var personAhead = regexp.MustCompile(`^(?:['’]s (?:promotion|departure|retirement|secondment)\b|,? (?:who|whose)\b|,? (?:says|said|adds|writes|explains|recalls|joined|started|began|retired|qualified|trained|tells|shares|describes|talks|became|came|works|told|thanked|was (?:appointed|promoted)|loves|leads|manages|chairs|has (?:led|managed|worked|been)|will (?:be happy|gladly|answer|chair|arrange|contact|call)|can (?:be reached|answer|tell|help)|is (?:happy|available|our|on hand|retiring|leaving))\b)`)

// unexplained reports strangers within running words, behind a word that people
// are named after, that no capital word goes on from. What else has two capitals
// that no word of ours explains is there mostly a person; and where it is not,
// little is lost.
func (f *nameFinder) unexplained(i, n int) bool {
	if end := i + n; end < len(f.toks) && f.toks[end].joined && f.toks[end].capital && !f.roleSoon(end) {
		return false
	}
	if key := f.toks[i].key; key == "st" || key == "saint" {
		return false
	}
	for k := i; k < i+n; k++ {
		if f.inflected(f.toks[k].key) || f.small(f.toks[k].key) {
			return false
		}
	}
	if i == 0 || !f.toks[i].joined {
		return false // labels and headings begin with capitals too
	}
	switch f.toks[i-1].key {
	case "by", "with", "as", "and", "or", "is", "to", "mayor", "leader":
		return true
	}
	return roleWord[f.toks[i-1].key]
}

// doubtful reports a given name that is also a word or a place before words that
// nothing we know of explains: with no article before and no capital behind, the
// two make a person.
func (f *nameFinder) doubtful(i, n int) bool {
	if f.toks[i].upper || f.commonWords(i+1, n-1) {
		return false
	}
	for k := i + 1; k < i+n; k++ {
		if key := f.toks[k].key; len(key) < 4 || f.l.word[key] || f.inflected(key) || f.small(key) || f.toks[k].upper {
			return false
		}
	}
	if end := i + n; end < len(f.toks) && f.toks[end].joined && f.toks[end].capital && !f.roleSoon(end) {
		return false
	}
	if i > 0 && f.toks[i].joined {
		before := f.toks[i-1]
		switch before.key {
		case "the", "a", "an", "this", "these", "our", "your", "of", "in", "at", "near", "around", "across", "from", "within", "using", "via":
			return false
		}
		return !before.capital || roleWord[before.key] || f.atLineStart(i-1)
	}
	return true
}

// wordEndings are those of longer English words that surnames seldom have.
var wordEndings = []string{"al", "ed", "able", "ible", "ous", "ism", "ary", "ory", "therapy", "graphy", "tic", "cal", "ian", "ure", "ied", "less", "wise", "ware", "room", "place", "based", "time"}

// inflected reports a longer word, in no lexicon, that ends as English words do.
func (f *nameFinder) inflected(key string) bool {
	if len(key) < 8 || f.inLexicon(key) {
		return false
	}
	for _, ending := range wordEndings {
		if strings.HasSuffix(key, ending) {
			return true
		}
	}
	return false
}

// small reports a word that the same text also writes in small letters.
func (f *nameFinder) small(key string) bool {
	if f.smalls == nil {
		f.smalls = map[string]bool{}
		for _, t := range f.toks {
			if t.capital {
				f.smalls[t.key] = false
			}
		}
		for _, t := range f.toks {
			if _, asked := f.smalls[t.key]; asked && !t.capital {
				f.smalls[t.key] = true
			}
		}
	}
	return f.smalls[key]
}

// signs reports a line that is a title's beginning after two strangers:
// "Xxxx Yyyy Team Manager 020 7946 0000".
func (f *nameFinder) signs(i, n int) bool {
	if !f.atLineStart(i) {
		return false
	}
	for k := i + n; k < len(f.toks) && k < i+n+5 && f.toks[k].joined && f.toks[k].capital; k++ {
		if roleWord[f.toks[k].key] && f.followedByContact(f.toks[k].end) {
			return true
		}
	}
	return false
}

// atLineStart reports a token with nothing before it on its line.
func (f *nameFinder) atLineStart(i int) bool {
	return i == 0 || strings.Contains(f.s[f.toks[i-1].end:f.toks[i].start], "\n")
}

// ownNumber reports a mobile number or a personal address right behind a word,
// or what stands in its place.
func (f *nameFinder) ownNumber(end int) bool {
	if len(f.reach) == 0 && !f.redacted {
		return false
	}
	m := numberAhead.FindStringIndex(f.s[end:min(len(f.s), end+40)])
	if m == nil {
		return false
	}
	at := end + m[1]
	if strings.HasPrefix(f.s[at:], "[number removed]") || strings.HasPrefix(f.s[at:], "[email removed]") {
		return true
	}
	return f.reach[at]
}

// numberAhead is what may stand between a name and its number.
var numberAhead = regexp.MustCompile(`^\s?[:,(–\-]?\s?(?:on |at |via )?`)

// roleWord are words that a post's title ends or begins with.
var roleWord = map[string]bool{"manager": true, "practitioner": true, "worker": true, "director": true, "officer": true, "lead": true, "head": true,
	"educator": true, "adviser": true, "advisor": true, "consultant": true, "coordinator": true, "leader": true, "chair": true, "principal": true, "supervisor": true, "mentor": true, "assessor": true, "student": true, "apprentice": true, "recruiter": true, "executive": true, "asye": true}

// roleAhead reports ", Service Manager" or "(Head of Fostering)" from token i on.
func (f *nameFinder) roleAhead(i int) bool {
	if i >= len(f.toks) {
		return false
	}
	switch strings.TrimSpace(f.s[f.toks[i-1].end:f.toks[i].start]) {
	case ",", "(", "–", "-", "|":
	default:
		return false
	}
	for k := i; k < len(f.toks) && k < i+5 && (f.toks[k].capital || f.l.word[f.toks[k].key]) && (k == i || f.toks[k].joined); k++ {
		if roleWord[f.toks[k].key] || k == i && f.toks[k].key == "our" {
			return true
		}
	}
	return false
}

// roleBehind reports "Practitioner ", "Manager: " or "Head of Service: " right
// before token i.
func (f *nameFinder) roleBehind(i int) bool {
	if i == 0 {
		return false
	}
	switch f.s[f.toks[i-1].end:f.toks[i].start] {
	case " ", ": ":
	case " - ", " – ": // "Class Teacher - Xxxx Yyyy" is as often a place
		if !f.inLexicon(f.toks[i].key) {
			return false
		}
	default:
		return false
	}
	if roleWord[f.toks[i-1].key] || f.toks[i-1].key == "recruiter" {
		return true
	}
	for k := i - 2; k >= 0 && k >= i-6 && f.toks[k+1].joined && (f.toks[k+1].capital || roleJoiner[f.toks[k+1].key]); k-- {
		if roleWord[f.toks[k].key] && f.toks[k].capital && f.toks[k+1].key == "of" {
			return true // "Director of Children's Services "
		}
	}
	return false
}

// placed reports whether the words after the run make it the name of a street, a
// building or a body, or are themselves part of the run. After a given name with
// a surname only a place's own words do: "Sarah Jones Service Manager" is a person.
func (f *nameFinder) placed(i, n int) bool {
	_, given := f.given(f.toks[i].key)
	person := given && n > 1 && f.surnameWithin(i+1, n-1)
	for k := i + n; k < len(f.toks) && k < i+n+2 && f.toks[k].joined && f.toks[k].capital; k++ {
		if f.l.suffix[f.toks[k].key] || k == i+n && !person && f.l.bodies[f.toks[k].key] && !(n > 1 && f.roleSoon(k+1)) {
			return true
		}
	}
	if next := i + n; next < len(f.toks) && (f.toks[next].joined || possessive(f.s[f.toks[next-1].end:f.toks[next].start])) && f.toks[next].capital && f.l.suffix[f.toks[next].key] {
		return true
	}
	// "Harrow Road", "Grace House": the run took the suffix in as a surname.
	t := f.toks[i+n-1]
	return n > 1 && f.l.suffix[t.key] && !f.followedByContact(t.end)
}

func possessive(between string) bool {
	return between == "'s " || between == "’s " || between == "' " || between == "’ "
}

// phrase reports two words that look like a name and are known not to be one.
func (f *nameFinder) phrase(i, n int) bool {
	if i+1 >= len(f.toks) || !f.toks[i+1].joined || !f.l.phraseHead[f.toks[i].key] {
		return false
	}
	two := f.toks[i].key + " " + f.toks[i+1].key
	return f.l.phrases[two] || n > 2 && f.l.phrases[two+" "+f.toks[i+2].key]
}

// phraseAt counts the words of a phrase at token i that is known to be no name;
// what follows it is read anew.
func (f *nameFinder) phraseAt(i int) int {
	if !f.l.phraseHead[f.toks[i].key] {
		return 0
	}
	for n := 3; n > 1; n-- {
		if i+n <= len(f.toks) && f.toks[i+1].joined && (n == 2 || f.toks[i+2].joined) && f.phrase(i, n) {
			if n == 3 && f.phrase(i, 2) {
				continue
			}
			return n
		}
	}
	return 0
}

// afterSaint reports a name that belongs to a saint, a monarch or a school.
func (f *nameFinder) afterSaint(i int) bool {
	if i == 0 {
		return false
	}
	switch between := f.s[f.toks[i-1].end:f.toks[i].start]; between {
	case " ", ". ", "'s ", "’s ":
	default:
		return false
	}
	switch f.toks[i-1].key {
	case "of":
		return i > 1 && f.toks[i-2].key == "lady"
	case "st", "saint", "san", "santa", "king", "queen", "royal", "prince", "princess", "lady", "the", "our":
		return f.toks[i-1].capital || f.toks[i-1].key == "the"
	}
	return false
}

// monarch reports "Queen Charlotte": a given name alone behind a title that is a
// given name itself.
func (f *nameFinder) monarch(i, n int) bool {
	if n != 2 {
		return false
	}
	switch f.toks[i].key {
	case "queen", "king", "prince", "princess":
		shaky, given := f.given(f.toks[i+1].key)
		return given && !shaky && !f.followedByContact(f.toks[i+1].end) && !f.roleAhead(i+2)
	}
	return false
}

func (f *nameFinder) atSentenceStart(i int) bool {
	if i == 0 {
		return true
	}
	return strings.ContainsAny(f.s[f.toks[i-1].end:f.toks[i].start], ".!?\n•:")
}

// contactAhead is an address or number that follows a name.
var contactAhead = regexp.MustCompile(`(?i)^\s?[,(:–\-]?\s?(?:(?:on|at|via|by|tel|telephone|phone|mobile|mob|email|e-mail|ext|direct|or|using|number)[.:]?\s?){0,3}[:(]?\s?(?:\(?(?:\+44|0)\d[\d\s()\-]{7,}|[\w.\-]+\s?(?:@|\[at\]|\(at\))|\[(?:email|number) removed\])`)

func (f *nameFinder) followedByContact(end int) bool {
	ahead := f.s[end:min(len(f.s), end+80)]
	return strings.ContainsAny(ahead, "@0[(") && contactAhead.MatchString(ahead)
}

// roleContact is a role in apposition, then an address or number.
var roleContact = regexp.MustCompile(`(?i)^\s?[,(–\-]\s?(?:[a-z’'&/]+\s?){1,9}\)?[,:\s–\-]{0,3}(?:on|at|via|by|email|tel|telephone|phone|mobile)?[.:]?\s?(?:\+?0\d[\d\s()\-]{7,}|[\w.\-]+@|\[(?:email|number) removed\])`)

func (f *nameFinder) roleAndContact(i int) bool {
	end := f.toks[i-1].end
	ahead := f.s[end:min(len(f.s), end+120)]
	return strings.ContainsAny(ahead, "@0[(") && (roleContact.MatchString(ahead) || contactAhead.MatchString(ahead))
}

// insideAddress reports a word that is part of an address or a name of a file.
func insideAddress(s string, t token) bool {
	before, after := byte(' '), byte(' ')
	if t.start > 0 {
		before = s[t.start-1]
	}
	if t.end < len(s) {
		after = s[t.end]
	}
	initials := before == '.' && t.capital && t.start > 1 && (t.start == 2 || !isAlnum(s[t.start-3]))
	if before == '_' && (t.start < 2 || s[t.start-2] == ' ') && (after == '_' || after == ' ') {
		return false // "_Jane Doe_"
	}
	return strings.IndexByte("@_=<", before) >= 0 || strings.IndexByte("@=", after) >= 0 || after == '_' && t.end+1 < len(s) && isAlnum(s[t.end+1]) ||
		before == '/' && after == '/' || before == '.' && t.start > 1 && isLetter(s[t.start-2]) && !initials
}
