package lifecycle

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"hash"
	"slices"
	"strings"

	"vacancies/normalize"
	"vacancies/normalize/closing"
	"vacancies/normalize/dedupe"
	"vacancies/normalize/text"
)

// digest is a hash of everything an advert says and of what bounds its
// reading, but not of when it was read or by which key.
func digest(a normalize.Advert) string {
	h := sha256.New()
	write(h, string(a.Kind), strings.Join(a.Boroughs, ","), a.Reference, a.URL, a.ApplyURL)
	words(h, a)
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:15])
}

// wordsDigest is a hash of an advert's words alone: two adverts with the same
// one are copies, whatever they are called.
func wordsDigest(a normalize.Advert) string {
	h := sha256.New()
	words(h, a)
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:15])
}

func words(h hash.Hash, a normalize.Advert) {
	write(h, a.Title, a.Employer, a.Department, a.Salary, a.Closing, a.Posted, a.Hours, a.Contract, a.Location, a.Description)
}

// write adds each string with its length before it, so that no two lists look alike.
func write(h hash.Hash, values ...string) {
	var n [8]byte
	for _, s := range values {
		binary.BigEndian.PutUint64(n[:], uint64(len(s)))
		h.Write(n[:])
		h.Write([]byte(s))
	}
}

// Fields are the fields an advert has, by name, among those whose loss from
// half a board would be the site's doing: the raw ones, and "pay figures" and
// "closing instant" where its words could be read.
func Fields(a normalize.Advert, v normalize.Vacancy) []string {
	var out []string
	for _, f := range []struct{ name, value string }{
		{"title", a.Title}, {"department", a.Department}, {"salary", a.Salary}, {"closing", a.Closing},
		{"posted", a.Posted}, {"hours", a.Hours}, {"contract", a.Contract}, {"location", a.Location},
		{"description", a.Description}, {"reference", a.Reference}, {"url", a.URL},
	} {
		if strings.TrimSpace(f.value) != "" {
			out = append(out, f.name)
		}
	}
	if v.Pay.Min != nil || v.Pay.Max != nil {
		out = append(out, "pay figures")
	}
	if !v.Closing.At.IsZero() {
		out = append(out, "closing instant")
	}
	return out
}

// lost are the fields an advert had and has no more. A closing instant that
// gave way to words that name none on purpose ("until filled") is not lost.
func lost(had, has []string, now normalize.Vacancy) []string {
	var out []string
	for _, f := range had {
		if slices.Contains(has, f) {
			continue
		}
		if f == "closing instant" && now.Closing.Kind != closing.Invalid && now.Closing.Kind != closing.None {
			continue
		}
		out = append(out, f)
	}
	return out
}

// repeated counts the ids shown for adverts that are not the same.
func repeated(seen []Sighting) int { return len(conflicting(seen)) }

// conflicting are the ids that stand on adverts with different words.
func conflicting(seen []Sighting) map[string]bool {
	first := make(map[string]*normalize.Advert, len(seen))
	out := map[string]bool{}
	for i := range seen {
		a := &seen[i].Advert
		if seen[i].LeftOut != "" {
			continue
		}
		id := normalize.Identify(*a).ID
		if was, ok := first[id]; !ok {
			first[id] = a
		} else if id != "" && digest(*was) != digest(*a) {
			out[id] = true
		}
	}
	return out
}

// nameless counts the adverts that have no identity.
func nameless(seen []Sighting) int {
	n := 0
	for i := range seen {
		if seen[i].LeftOut == "" && normalize.Identify(seen[i].Advert).ID == "" {
			n++
		}
	}
	return n
}

// openYears is how long an advert that is still shown counts as open in the
// de-duplication index, which is not told each time it is seen again.
const openYears = 2

// Entry is one advert of a vacancy as the de-duplication index takes it in; b is
// the boilerplate of its source.
func Entry(r *Record, a Appearance, s Sighting, b text.Boilerplate) dedupe.Entry {
	v := r.Vacancy
	if v.Advert != a.Advert {
		v = normalize.Read(s.Advert).SetAside(b)
	}
	ended := r.Ended
	if ended.IsZero() && a.Gone {
		ended = a.GoneAt
	}
	last := a.LastSeen
	if ended.IsZero() {
		last = last.AddDate(openYears, 0, 0)
	}
	return dedupe.Entry{Advert: s.Advert, Vacancy: v,
		Identity:  normalize.Identity{ID: a.Advert, Key: a.Key, Weak: a.Weak},
		FirstSeen: a.FirstSeen, LastSeen: last, Ended: ended}
}
