package text

import (
	"regexp"
	"strings"
)

// listed takes who is named in one list with somebody found: of "Olu, Temi and
// Francis", where Temi is known for a name, the others are people too.
func (f *nameFinder) listed() {
	if f.field {
		return
	}
	for i := 0; i < len(f.toks); i++ {
		if !f.named[i] || !f.toks[i].capital {
			continue
		}
		from := i
		for i+1 < len(f.toks) && f.named[i+1] && f.toks[i+1].joined {
			i++
		}
		f.listedBefore(from)
		i = f.listedAfter(i)
	}
}

// listedBefore takes the items of a list that lead up to the name at token i.
func (f *nameFinder) listedBefore(i int) {
	for commas := false; ; {
		last, comma := f.itemEnd(i)
		if last < 0 || f.done[last] {
			return
		}
		first := last
		if last > 0 && f.toks[last].joined && f.listable(last-1) && !f.l.word[f.toks[last-1].key] {
			first--
		}
		if !f.listable(last) || first > 0 && f.toks[first].joined && f.toks[first-1].capital && !(f.atSentenceStart(first-1) && people[f.toks[first-1].key]) {
			return
		}
		commas = commas || comma
		if commas && !f.listOfPeople(first, i) {
			return
		}
		f.take(first, last+1)
		i = first
	}
}

// listOfPeople reports that a comma before the name at token i is a list's, and
// not one that only sets off a clause: another item goes before or behind, or the
// two are a surname and its holder's given name, "Osei, Amara - Service Manager".
func (f *nameFinder) listOfPeople(first, i int) bool {
	end := i
	for end+1 < len(f.toks) && f.named[end+1] && f.toks[end+1].joined {
		end++
	}
	if end+1 < len(f.toks) {
		switch between := strings.TrimSpace(f.s[f.toks[end].end:f.toks[end+1].start]); {
		case between == "," && f.toks[end+1].capital && !f.l.word[f.toks[end+1].key]:
			return true
		case (between == "" || between == ",") && (f.toks[end+1].key == "and" || f.toks[end+1].key == "or"):
			return true
		}
	}
	if !f.atLineStart(first) {
		return false
	}
	rest := f.s[f.toks[end].end:]
	return rest == "" || rest[0] == '\n' || f.surname(f.toks[first].key) && f.roleAhead(end+1)
}

// itemEnd gives the last token of the item before token i in a list, -1 when no
// list goes on there, and whether a comma stands between.
func (f *nameFinder) itemEnd(i int) (last int, comma bool) {
	if i == 0 {
		return -1, false
	}
	switch between := f.s[f.toks[i-1].end:f.toks[i].start]; strings.TrimSpace(between) {
	case "":
		if key := f.toks[i-1].key; (key == "and" || key == "or") && i > 1 && f.toks[i-1].joined {
			return i - 2, false
		}
	case ",":
		return i - 1, true
	case "&", "/":
		if between != "&" {
			return i - 1, false
		}
	}
	return -1, false
}

// listedAfter takes the items of a list that go on from the name ending at token
// i, and gives the last token taken. A comma alone goes on only to a further
// item: "Jane, Permanency lead" is no list.
func (f *nameFinder) listedAfter(i int) int {
	for items := f.namesBefore(i); i+1 < len(f.toks); items++ {
		next, comma := f.afterBrackets(i)+1, false
		if next == len(f.toks) {
			return i
		}
		switch between := f.s[f.toks[next-1].end:f.toks[next].start]; strings.TrimSpace(age.ReplaceAllString(between, "")) {
		case "", ")":
			if key := f.toks[next].key; key != "and" && key != "or" || next+1 == len(f.toks) || !f.toks[next+1].joined {
				return i
			}
			next++
		case ",":
			if key := f.toks[next].key; (key == "and" || key == "or") && next+1 < len(f.toks) && f.toks[next+1].joined {
				next++
				break
			}
			comma = true
		case "&", "/":
			if between == "&" {
				return i
			}
		default:
			return i
		}
		if f.done[next] || !f.listable(next) {
			return i
		}
		end := next + 1
		for end < len(f.toks) && end < next+3 && f.toks[end].joined && f.listable(end) {
			end++
		}
		if end < len(f.toks) && f.toks[end].joined && f.toks[end].capital && !f.roleSoon(end) || comma && items < 2 || f.placed(next, end-next) || f.phrase(next, end-next) {
			return i
		}
		f.take(next, end)
		i = end - 1
	}
	return i
}

// age stands behind a young person's name: "Amara (17) and Olu".
var age = regexp.MustCompile(`\(\d{1,2}\)`)

// afterBrackets gives the last token of the brackets that follow token i, or i:
// "Becky (Mon-Wed) or Ama".
func (f *nameFinder) afterBrackets(i int) int {
	if i+1 >= len(f.toks) || f.s[f.toks[i].end:f.toks[i+1].start] != " (" {
		return i
	}
	for k := i + 1; k+1 < len(f.toks) && k < i+7; k++ {
		if f.s[f.toks[k].end:f.toks[k+1].start] == ") " {
			return k
		}
	}
	return i
}

// listable reports a capital word that may be a person's in a list of people.
func (f *nameFinder) listable(i int) bool {
	t := f.toks[i]
	if t.upper || f.l.place[t.key] || !f.couldBeName(i) || f.small(t.key) {
		return false
	}
	_, given := f.given(t.key)
	return given || !f.l.word[t.key] && len(t.key) > 2
}

// namesBefore counts the names that a list ending at token i has, two at most.
func (f *nameFinder) namesBefore(i int) int {
	count := 0
	for i >= 0 && f.named[i] && f.toks[i].capital {
		count++
		for i > 0 && f.toks[i].joined && f.named[i-1] {
			i--
		}
		if count == 2 || i == 0 || strings.TrimSpace(f.s[f.toks[i-1].end:f.toks[i].start]) != "," {
			break
		}
		i--
	}
	return count
}
