package normalize

import (
	"strings"
	"time"

	"vacancies/normalize/closing"
	"vacancies/normalize/hours"
	"vacancies/normalize/pay"
	"vacancies/normalize/place"
	"vacancies/normalize/role"
	"vacancies/normalize/text"
	"vacancies/normalize/title"
)

// Options are what a reading may know besides the advert itself.
type Options struct {
	// FullText asks for Vacancy.HTML: only for sources that permit full text.
	FullText bool
}

// Bounds of what is read of one field, in bytes of its source and characters of
// its plain text. Real fields come nowhere near them.
const (
	maxField       = 16 << 10
	maxFieldText   = 2000
	maxDescription = text.MaxSize
	excerptLength  = 280
)

// Read says what an advert means, from the advert alone.
func Read(a Advert) Vacancy { return Options{}.Read(a) }

// Read says what an advert means. It reads nothing but plain text from which
// people's names, personal addresses and mobile numbers are gone, so no value,
// evidence or problem can carry one.
func (o Options) Read(a Advert) Vacancy {
	v := Vacancy{Advert: Identify(a).ID, Normaliser: Version, Evidence: map[string]text.Evidence{}}
	p := plainAdvert(a, &v)
	ref := v.readPosted(p.posted, a)

	v.Title, v.Evidence["title"] = title.Clean(p.title)
	v.Role = role.Read(role.Input{Title: p.title, Department: p.department, Text: p.text, Contract: p.contract, Employer: p.employer})
	v.Hours = hours.Read(hours.Input{Hours: p.hours, Contract: p.contract, Title: p.title, Text: p.text, Salary: p.salary})
	v.Pay = pay.Read(p.salary, p.text)
	v.Closing = closing.Read(p.closing, p.text, ref)
	v.Place = place.Read(place.Input{
		Location: p.location, Title: p.title, Employer: p.employer, Text: p.text,
		Bound: a.Boroughs, Loose: a.Kind.Authority() > Shared.Authority(),
	})
	v.Facts = readFacts(factInput{Title: p.title, Text: p.text, Role: v.Role, Pay: v.Pay, Hours: v.Hours})
	v.Text, v.Excerpt = p.text, text.Excerpt(p.text, excerptLength)
	if o.FullText {
		v.HTML, _ = text.RedactHTML(text.Sanitise(a.Description))
	}
	v.settle(p)
	v.findProblems(a, p, ref)
	return v
}

// plain is an advert as plain text, names removed, field by field.
type plain struct {
	title, employer, department, salary, closing, posted, hours, contract, location, text string
}

// plainAdvert makes every field plain and takes people out of it.
func plainAdvert(a Advert, v *Vacancy) plain {
	line := func(field, s string, redact func(string) (string, int)) string {
		long := len(s) > maxField
		s = strings.Join(strings.Fields(text.Plain(text.Cut(s, maxField))), " ")
		if cut := text.Cut(s, maxFieldText); cut != s {
			s, long = strings.TrimSpace(cut), true
		}
		s, n := redact(s)
		v.Removed += n
		if long {
			v.problem(field, "too_long", text.Opening(s, maxSentence))
		}
		return s
	}
	// In names of posts and places capitals are no sign of a person.
	name, words := text.RedactField, text.Redact
	p := plain{
		title: line("title", a.Title, name), employer: line("employer", a.Employer, name), department: line("department", a.Department, name),
		location: line("location", a.Location, name), salary: line("salary", a.Salary, words), closing: line("closing", a.Closing, words),
		posted: line("posted", a.Posted, words), hours: line("hours", a.Hours, words), contract: line("contract", a.Contract, words),
	}
	var n int
	p.text, n = text.Redact(text.Plain(a.Description))
	v.Removed += n
	if len(a.Description) > maxDescription {
		v.problem("description", "too_long", text.Opening(p.text, maxSentence))
	}
	return p
}

// readPosted reads the posting day and gives the instant that dates without a
// year are read against (design, rule 4).
func (v *Vacancy) readPosted(words string, a Advert) (ref time.Time) {
	ref = a.FirstFetchedAt
	if ref.IsZero() {
		ref = a.FetchedAt
	}
	if words == "" {
		return ref
	}
	day, ev, ok := closing.ReadPosted(words, ref)
	if !ok {
		v.problem("posted", "unreadable_posted", words)
		return ref
	}
	v.Posted = day.Format(time.DateOnly)
	v.Evidence["posted"] = ev
	return day
}
