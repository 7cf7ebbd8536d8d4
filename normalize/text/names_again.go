package text

import "strings"

// fromAddresses learns names from the personal addresses found, so that the
// person's name goes wherever else it stands.
func (f *nameFinder) fromAddresses() {
	for _, r := range f.taken {
		if r.kind != "email" {
			continue
		}
		local := r.Of(f.s)
		local, _, _ = strings.Cut(local, " at ")
		if i := strings.IndexAny(local, "@[("); i > 0 {
			local = local[:i]
		}
		for _, part := range strings.FieldsFunc(strings.ToLower(local), func(c rune) bool { return c < 'a' && c != '\'' || c > 'z' }) {
			if shaky := f.l.given[part]; len(part) > 2 && !f.l.word[part] && !shaky {
				f.known[part] = true
			}
		}
	}
	next, team := 0, 0
	for i := range f.toks {
		t := f.toks[i]
		for next < len(f.taken) && f.taken[next].End < t.end {
			next++
		}
		for team < len(f.kept) && f.kept[team].End < t.end {
			team++
		}
		f.done[i] = next < len(f.taken) && t.start >= f.taken[next].Start || team < len(f.kept) && t.start >= f.kept[team].Start || insideAddress(f.s, t)
	}
}

func (f *nameFinder) inLexicon(key string) bool {
	_, given := f.given(key)
	return (given || f.surname(key)) && !f.l.word[key]
}

// again takes out the words of names already found wherever else they stand.
func (f *nameFinder) again() {
	if len(f.known) == 0 {
		return
	}
	for i, t := range f.toks {
		if f.done[i] || !t.capital || !f.known[t.key] || f.placed(i, 1) || f.afterSaint(i) {
			continue
		}
		from, to := i, i+1
		if i > 0 && t.joined && !f.done[i-1] && f.toks[i-1].capital && f.inLexicon(f.toks[i-1].key) {
			from--
		}
		for to < len(f.toks) && to < i+3 && f.toks[to].joined && !f.done[to] && f.toks[to].capital && f.inLexicon(f.toks[to].key) {
			to++
		}
		f.take(from, to)
	}
}

// beforeRemoved takes the word right beside a name taken out: of "Xxxx [name
// removed]" the first is the same person's.
func (f *nameFinder) beforeRemoved() {
	for i := 0; f.redacted && !f.field && i < len(f.toks); i++ {
		t := f.toks[i]
		if !strings.HasPrefix(f.s[t.end:], " [name removed]") || !f.bearer(i) || (t.key == "will" || t.key == "may") && f.atSentenceStart(i) {
			continue
		}
		if _, given := f.given(t.key); given || !f.atSentenceStart(i) {
			f.take(i, i+1)
		}
	}
}
