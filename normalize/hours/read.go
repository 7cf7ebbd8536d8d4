package hours

import (
	"slices"
	"strings"

	"vacancies/normalize/text"
)

// Input is what hours are read from: the advert's plain text, field by field.
type Input struct {
	Hours, Contract, Title, Text, Salary string
}

// maxField bounds how much of a field is read: no advert states its hours
// further in than this.
const maxField = 40_000

// field is one field of the advert with its JSON name, or a piece of one.
type field struct {
	name, text string
	low        string // the text in small letters
	at         int    // where a piece begins in its field
}

func newField(name, s string) field { return field{name: name, text: s, low: strings.ToLower(s)} }

// part is a piece of a field.
func (f field) part(start, end int) field {
	piece := field{f.name, f.text[start:end], "", f.at + start}
	if len(f.low) == len(f.text) { // no capital is longer than its small letter
		piece.low = f.low[start:end]
	} else {
		piece.low = strings.ToLower(piece.text)
	}
	return piece
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

	r.out.Pattern = sorted(r.out.Pattern)
	r.out.Contract = sorted(r.out.Contract)
	if len(r.out.Evidence) == 0 {
		r.out.Evidence = nil
	}
	return r.out
}

func clip(name, s string) field { return newField(name, s[:min(len(s), maxField)]) }

// note keeps the first words behind a part and, of a list, the first behind the
// code that was read last.
func (r *reading) note(part string, f field, at []int, rule string) {
	ev := text.Evidence{Field: f.name, Words: f.text[at[0]:at[1]], Start: at[0] + f.at, End: at[1] + f.at, Rule: rule}
	r.keep(part, ev)
	switch part {
	case "contract":
		r.keep(part+"."+r.out.Contract[len(r.out.Contract)-1], ev)
	case "pattern":
		r.keep(part+"."+r.out.Pattern[len(r.out.Pattern)-1], ev)
	}
}

// keep keeps the evidence of a part that has none.
func (r *reading) keep(part string, ev text.Evidence) {
	if _, ok := r.out.Evidence[part]; !ok {
		r.out.Evidence[part] = ev
	}
}

// sorted sorts codes and takes out repeats.
func sorted(codes []string) []string {
	slices.Sort(codes)
	return slices.Compact(codes)
}
