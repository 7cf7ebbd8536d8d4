package hours

import (
	"strings"

	"sort"

	"vacancies/normalize/text"
)

// Input is what hours are read from: the advert's plain text, field by field.
type Input struct {
	Hours, Contract, Title, Text, Salary string
}

// maxField bounds how much of a field is read: no advert states its hours
// further in than this.
const maxField = 40_000

// field is one field of the advert with its JSON name.
type field struct {
	name, text string
	low        string // the text in small letters
}

func newField(name, s string) field { return field{name, s, strings.ToLower(s)} }

// part is a piece of a field.
func (f field) part(start, end int) field {
	if len(f.low) != len(f.text) { // a capital that is longer than its small letter
		return newField(f.name, f.text[start:end])
	}
	return field{f.name, f.text[start:end], f.low[start:end]}
}

// first is the place of a pattern's first match in a field, nil when it has none.
func (f field) first(p text.Pattern) []int {
	if !p.Possible(f.low) {
		return nil
	}
	return p.FindStringIndex(f.text)
}

// reading gathers what has been read so far.
type reading struct {
	out Hours
}

// Read gives the hours, pattern, contract and arrangement an advert states.
// The fields made for them come first, then the title; the text speaks only
// where those are silent, and only in words that cannot mean anything else.
func Read(in Input) Hours {
	stated := []field{clip("hours", in.Hours), clip("contract", in.Contract)}
	title := clip("title", in.Title)
	salary := clip("salary", in.Salary)
	told := sentences(clip("description", in.Text))

	r := &reading{out: Hours{Evidence: map[string]text.Evidence{}}}
	r.contract(stated, title, told)
	r.weekly(stated, title, salary, told)
	r.pattern(stated, title, told)
	r.arrangement(stated, title, told)

	r.out.Pattern = set(r.out.Pattern)
	r.out.Contract = set(r.out.Contract)
	if len(r.out.Evidence) == 0 {
		r.out.Evidence = nil
	}
	return r.out
}

func clip(name, s string) field {
	if len(s) > maxField {
		s = s[:maxField]
	}
	return newField(name, s)
}

// note keeps the first words behind a part and, of a list, the first behind the
// code that was read last.
func (r *reading) note(part string, f field, at []int, rule string) {
	r.keep(part, text.Evidence{Field: f.name, Words: f.text[at[0]:at[1]], Start: at[0], End: at[1], Rule: rule})
}

// noteIn is note for words that stand in a piece of the text.
func (r *reading) noteIn(part string, e excerpt, at []int, rule string) {
	r.keep(part, text.Evidence{Field: e.name, Words: e.text[at[0]:at[1]], Start: at[0] + e.at, End: at[1] + e.at, Rule: rule})
}

func (r *reading) keep(part string, ev text.Evidence) {
	keys := []string{part}
	switch part {
	case "contract":
		keys = append(keys, part+"."+r.out.Contract[len(r.out.Contract)-1])
	case "pattern":
		keys = append(keys, part+"."+r.out.Pattern[len(r.out.Pattern)-1])
	}
	for _, key := range keys {
		if _, ok := r.out.Evidence[key]; !ok {
			r.out.Evidence[key] = ev
		}
	}
}

// set sorts codes and takes out repeats; nil when there are none.
func set(codes []string) []string {
	sort.Strings(codes)
	var out []string
	for _, c := range codes {
		if len(out) == 0 || out[len(out)-1] != c {
			out = append(out, c)
		}
	}
	return out
}

func has(codes []string, code string) bool {
	for _, c := range codes {
		if c == code {
			return true
		}
	}
	return false
}
