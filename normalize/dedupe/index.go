package dedupe

import "slices"

// Index matches adverts one at a time against those it holds: the ledger's
// standing index, filled with Add. It is not safe for use by several at once.
type Index struct {
	faces     map[string]*face
	vacancies map[string][]*face
	blocks    *blocks
}

// NewIndex gives an empty index.
func NewIndex() *Index {
	return &Index{faces: map[string]*face{}, vacancies: map[string][]*face{}, blocks: newBlocks()}
}

// Len is how many adverts it holds.
func (x *Index) Len() int { return len(x.faces) }

// Add puts an advert under a vacancy's id; adding it again replaces it. An
// entry without an identity is not kept.
func (x *Index) Add(e Entry, vacancy string) {
	if e.Identity.ID == "" {
		return
	}
	x.Remove(e.Identity.ID)
	f := faceOf(e)
	f.vacancy = vacancy
	x.faces[f.id] = f
	x.vacancies[vacancy] = append(x.vacancies[vacancy], f)
	x.blocks.add(f)
}

// Remove forgets an advert.
func (x *Index) Remove(advert string) {
	f, ok := x.faces[advert]
	if !ok {
		return
	}
	x.blocks.remove(f)
	delete(x.faces, advert)
	rest := slices.DeleteFunc(x.vacancies[f.vacancy], func(m *face) bool { return m == f })
	if len(rest) == 0 {
		delete(x.vacancies, f.vacancy)
	} else {
		x.vacancies[f.vacancy] = rest
	}
}

// Match finds the vacancy an advert belongs to, and why. An advert that is
// already held is looked at afresh: its own vacancy is left out. Where two
// vacancies fit equally well, it belongs to neither.
func (x *Index) Match(e Entry) (vacancy string, why Evidence, ok bool) {
	f := faceOf(e)
	own := x.vacancyOf(f.id)
	best, tied := 0, false
	for _, c := range x.blocks.candidates(f) {
		if own != "" && c.vacancy == own {
			continue
		}
		found := compare(f, c)
		if found.verdict != same || found.strength < best || x.apartFrom(f, c.vacancy) {
			continue
		}
		if found.strength == best {
			if c.vacancy != vacancy {
				tied = true
			} else if c.id < why.Advert {
				why = Evidence{Advert: c.id, Rule: found.rule, Words: found.words}
			}
			continue
		}
		best, tied = found.strength, false
		vacancy, why = c.vacancy, Evidence{Advert: c.id, Rule: found.rule, Words: found.words}
	}
	if best == 0 || tied {
		return "", Evidence{}, false
	}
	return vacancy, why, true
}

// Round finds the vacancy of which an advert is a new round: of several the
// one that ended last.
func (x *Index) Round(e Entry) (vacancy string, ok bool) {
	f := faceOf(e)
	own := x.vacancyOf(f.id)
	var best *face
	for _, c := range x.blocks.candidates(f) {
		if own != "" && c.vacancy == own || compare(f, c).verdict != round {
			continue
		}
		if first, _ := inOrder(f, c); first == c && (best == nil || before(best, c)) {
			best = c
		}
	}
	if best == nil {
		return "", false
	}
	return best.vacancy, true
}

func (x *Index) vacancyOf(advert string) string {
	if f, ok := x.faces[advert]; ok {
		return f.vacancy
	}
	return ""
}

// apartFrom reports whether any advert of a vacancy says that f is another.
func (x *Index) apartFrom(f *face, vacancy string) bool {
	return slices.ContainsFunc(x.vacancies[vacancy], func(m *face) bool { return m.id != f.id && compare(f, m).verdict == apart })
}
