package closing

import (
	"slices"
	"strings"
	"time"

	"vacancies/normalize/text"
)

// Flags of a closing.
const (
	MayCloseEarly   = "may_close_early"
	WeekdayMismatch = "weekday_mismatch"
	Extended        = "extended"
)

// Bounds of the words that are read, in bytes.
const (
	maxWords    = 2000
	maxSentence = 400
)

// Read reads when an advert closes from its closing words, as plain text.
// Dates without a year and "today" are read against ref. Prose (the
// description's plain text) is read only when there are no closing words, and
// then only a sentence that speaks of the deadline in so many words.
func Read(words, prose string, ref time.Time) Closing {
	if strings.TrimSpace(words) != "" {
		return readWords(text.Cut(words, maxWords), ref, "closing", false)
	}
	return readProse(prose, ref)
}

// reading is one text being read.
type reading struct {
	s     string
	ref   time.Time
	field string
	prose bool // a sentence of the description: only what is said to be the deadline
	dates []dateAt
	out   Closing
}

func readWords(s string, ref time.Time, field string, prose bool) Closing {
	r := reading{s: s, ref: ref, field: field, prose: prose, dates: findDates(s)}
	r.out = Closing{Text: s, Kind: None}
	d, label, ok := r.choose()
	if ok {
		r.readDate(d)
	}
	if r.out.At.IsZero() && r.out.Kind == None {
		r.readRelative()
	}
	if r.out.At.IsZero() && r.out.Kind == None {
		r.readOpenEnded()
	}
	if !r.out.At.IsZero() && r.out.Kind != Relative && rolling.MatchString(s) {
		r.out.Kind = Rolling
	}
	if earlyClose.MatchString(s) {
		r.flag(MayCloseEarly)
	}
	if ok && (label == extended || extendedWord.MatchString(s)) {
		r.flag(Extended)
	}
	slices.Sort(r.out.Flags)
	return r.out
}

// choose picks the date that is the deadline: an extended one before others, a
// named deadline before an unlabelled date, the later before the earlier.
func (r *reading) choose() (dateAt, label, bool) {
	labels := labelDates(r.s, r.dates)
	for i, d := range r.dates {
		if (labels[i] == unlabelled || labels[i] == mentioned || labels[i] == deadline) && !r.governs(i, d) {
			labels[i] = elsewise
		}
	}
	wanted := []label{extended, deadline, mentioned, unlabelled}
	if r.prose {
		wanted = wanted[:3]
	}
	for _, want := range wanted {
		best := -1
		for i := range r.dates {
			if labels[i] == want && (best < 0 || r.later(r.dates[i], r.dates[best])) {
				best = i
			}
		}
		if best >= 0 {
			return r.dates[best], want, true
		}
	}
	return dateAt{}, unlabelled, false
}

// governs reports whether the words before a date, back to the one before it,
// leave it to be the deadline; the words right behind it may say so too. Of a
// range the words before its beginning count.
func (r *reading) governs(i int, d dateAt) bool {
	from := i
	for from > 0 && linked(r.s, r.dates, from-1) {
		from--
	}
	start := 0
	if from > 0 {
		start = r.dates[from-1].end
	}
	before := r.s[start:r.dates[from].start]
	if trailingTerm.MatchString(r.s[d.end:]) && !ownWords.MatchString(before) {
		return false
	}
	if !r.prose && ofOthers(statement(before)) {
		return false
	}
	return governed(before) || trailingDeadline.MatchString(r.s[d.end:])
}

func (r *reading) later(a, b dateAt) bool {
	at, _ := r.day(a)
	bt, _ := r.day(b)
	return at.IsZero() || !bt.IsZero() && at.After(bt)
}

// readDate turns the chosen date into the instant.
func (r *reading) readDate(d dateAt) {
	c := clockFor(r.s, d, findClocks(r.s, r.dates), r.dates)
	day, ok := r.day(d)
	sp := text.Span{Start: d.start, End: d.end}
	if c != nil && c != d.clock {
		sp.Start, sp.End = min(sp.Start, c.start), max(sp.End, c.end)
	}
	if !ok {
		r.out.Kind = Invalid
		r.note(sp, "closing.no-such-day")
		return
	}
	if day.IsZero() {
		return // no year, and nothing to read it against
	}
	r.out.At = c.on(day.Year(), int(day.Month()), day.Day())
	r.out.Kind = c.kind()
	if d.weekday != "" && !strings.HasPrefix(strings.ToLower(day.Weekday().String()), d.weekday[:3]) {
		r.flag(WeekdayMismatch)
	}
	r.note(sp, "closing."+string(r.out.Kind))
}

func (r *reading) note(sp text.Span, rule string) {
	r.out.Evidence = text.Evidence{Field: r.field, Words: sp.Of(r.s), Start: sp.Start, End: sp.End, Rule: rule}
}

func (r *reading) flag(f string) { r.out.Flags = append(r.out.Flags, f) }

// The window in which a date without a year falls, in days from the reference
// (label guide, section 6).
const (
	windowBack  = 60
	windowAhead = 305
)

// day gives the calendar day of a date, at midnight UTC. It is false for a day
// that the calendar does not have, and zero where no year can be told.
func (r *reading) day(d dateAt) (time.Time, bool) {
	return calendarDay(d, r.ref, windowBack, windowAhead)
}

// calendarDay is day for any window, in days before and after ref.
func calendarDay(d dateAt, ref time.Time, back, ahead int) (time.Time, bool) {
	if d.year != 0 {
		return d.in(d.year)
	}
	if _, ok := d.in(2000); !ok { // a leap year: no year at all has that day
		return time.Time{}, false
	}
	if ref.IsZero() {
		return time.Time{}, true
	}
	today := dayOf(ref)
	for year := today.Year() - 1; year <= today.Year()+1; year++ {
		if t, ok := d.in(year); ok && !t.Before(today.AddDate(0, 0, -back)) && !t.After(today.AddDate(0, 0, ahead)) {
			return t, true
		}
	}
	return time.Time{}, d.month != 2 || d.day != 29
}

// in is the date in a year, at midnight UTC; false where that year has no such day.
func (d dateAt) in(year int) (time.Time, bool) {
	day := d.day
	if day == lastDay && d.month >= 1 && d.month <= 12 {
		day = daysIn(year, d.month)
	}
	if !realDay(year, d.month, day) {
		return time.Time{}, false
	}
	return time.Date(year, time.Month(d.month), day, 0, 0, 0, 0, time.UTC), true
}

// dayOf is the London day of an instant, at midnight UTC.
func dayOf(t time.Time) time.Time {
	l := t.In(london())
	return time.Date(l.Year(), l.Month(), l.Day(), 0, 0, 0, 0, time.UTC)
}
