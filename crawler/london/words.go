package london

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strings"
)

// random is a generator of its own for one thing, so that adding an advert
// changes no other.
func random(seed uint64, what string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(what))
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}

// pick takes one of a list.
func pick[T any](rng *rand.Rand, list []T) T { return list[rng.IntN(len(list))] }

// section is one part of an advert's text.
type section struct {
	heading string
	paras   []string
	bullets []string
}

// compose writes an advert's text. The voice of a site (its headings and
// boilerplate) is the same in all its adverts.
func compose(s *site, r role, area string, rng *rand.Rand) []section {
	voice := random(0, s.id)
	head := pick(voice, headings)
	safe, equal := pick(voice, safeguarding), pick(voice, equality)
	about := pick(voice, abouts)
	opening, asks, visa := pick(rng, openings), pick(rng, needs(r)), pick(rng, visas)
	if r.scope == "out" {
		opening = pick(rng, plainOpenings)
	}
	var bullets []string
	for _, i := range rng.Perm(len(benefits))[:3+rng.IntN(3)] {
		bullets = append(bullets, benefits[i])
	}
	if r.scope == "in" {
		bullets = append(bullets, pick(rng, practiceBenefits))
	}
	who := person(s, rng)
	parts := []section{
		{heading: head[0], paras: []string{about, opening}},
		{heading: head[1], paras: []string{r.about}},
		{heading: head[2], paras: []string{asks}},
		{heading: head[3], bullets: bullets},
		{paras: []string{visa, who(pick(rng, contacts)), equal, safe}},
	}
	fill := strings.NewReplacer("{employer}", s.employer, "{authority}", s.authority(), "{area}", area)
	for i := range parts {
		kept := parts[i].paras[:0]
		for _, p := range parts[i].paras {
			if p != "" {
				kept = append(kept, fill.Replace(p))
			}
		}
		parts[i].paras = kept
	}
	return parts
}

// needs are the ways of saying what a role asks for.
func needs(r role) []string {
	stage, _ := r.stages()
	switch {
	case stage == "student":
		return inTraining
	case stage == "nqsw":
		return newlyQualified
	case r.scope == "in":
		return registered
	case r.scope == "related":
		return unregistered
	case r.team == "Adult Social Care" && strings.Contains(r.title, "Social Worker"):
		return adultsRegistered
	default:
		return anyone
	}
}

// person invents somebody to ask, and returns what fills them into a sentence.
func person(s *site, rng *rand.Rand) func(string) string {
	name := pick(rng, people)
	first, last, _ := strings.Cut(name, " ")
	email := strings.ToLower(first+"."+strings.ReplaceAll(last, " ", "")) + "@" + s.host()
	mobile := fmt.Sprintf("07700 900%03d", rng.IntN(1000))
	phone := fmt.Sprintf("020 7946 0%03d", rng.IntN(1000))
	return strings.NewReplacer("{name}", name, "{first}", first, "{email}", email, "{mobile}", mobile, "{phone}", phone).Replace
}
