package closing

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"vacancies/normalize/text"
)

var (
	closingWord = text.MustPattern(`(?i)\b(?:clos\w+|ends?|ending|expires?|deadline|apply|applications?|left|remaining|to go|due)\b`)
	postedWord  = text.MustPattern(`(?i)\b(?:posted|added|listed|published|ago|updated|interview\w*|start\w*)\b`)
	namedDay    = text.MustPattern(`(?i)\b(today|tonight|tomorrow|yesterday|end of (?:the|this) month)\b`)
	inDays      = text.MustPattern(`(?i)\b(?:in|within)\s+` + dayCount + `|\b` + dayCount + `[’']?(?: time)?\s+(?:left|remaining|to go|to apply|from (?:now|today))`)
	soon        = text.MustPattern(`(?i)\bclos(?:es|ing) (?:very )?(?:soon|shortly)\b`)
	hoursLeft   = text.MustPattern(`(?i)` + text.Either(
		`\b(?:in|within|closes|closing|ends|ending)\W+(?:the next )?(?:`+text.Either(
			`(?:\d{1,3}|an?|(?:a )?few|several|(?:a )?couple of) (?:hours?|minutes?|mins?)`,
			`(?:(?:a )?few|several) (?:days?|weeks?)`,
		)+`)\b`,
		`\b(?:\d{1,3}|few|an?) (?:hours?|minutes?|mins?) (?:left|remaining|to go|to apply)`,
		`\bnext (?:week|month|`+weekdays+`)`,
		`\b(?:days?|weeks?|months?) (?:from|after|of) (?:the )?(?:date|publication|posting|advert)`,
	))
	thisDay     = text.MustPattern(`(?i)\b(?:this|on|closes|closing|ends|by|coming)\s+(?:coming\s+)?(` + weekdays + `)`)
	smallNumber = map[string]int{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "fourteen": 14}
)

// dayCount is a number of days or weeks; see daysOf.
const dayCount = `(\d{1,3}|an?|one|two|three|four|five|six|seven|ten|fourteen) (day|week|fortnight)s?`

// readRelative reads "closes tomorrow" against the reference. In prose such
// words are as old as the page, and are not read.
func (r *reading) readRelative() {
	if r.prose || postedWord.MatchString(r.s) && !closingWord.MatchString(r.s) || notOurs(r.s) {
		return
	}
	if m := r.untold(); m != nil {
		r.out.Kind = Relative
		r.note(text.Span{Start: m[0], End: m[1]}, "closing.relative-untold")
		return
	}
	if r.ref.IsZero() {
		return
	}
	day, m := r.relativeDay(dayOf(r.ref))
	if m == nil || ofOthers(statement(r.s[:m[0]])) || !governed(r.s[:m[0]]) && !closingWord.MatchString(r.s[m[0]:m[1]]) {
		return
	}
	at := dateAt{start: m[0], end: m[1]}
	c := clockFor(r.s, at, findClocks(r.s, nil), nil)
	r.out.At, r.out.Kind = c.on(day.Year(), int(day.Month()), day.Day()), Relative
	r.note(text.Span{Start: m[0], End: m[1]}, "closing.relative")
}

// untold gives the place of an end from which no day can be told: "closing
// soon", "in a few hours"; nil for none.
func (r *reading) untold() []int {
	m := soon.FindStringIndex(r.s)
	if m == nil && !r.ref.IsZero() {
		m = hoursLeft.FindStringIndex(r.s)
	}
	return m
}

// relativeDay gives the day that the words name against today, and their place;
// nil where they name none.
func (r *reading) relativeDay(today time.Time) (time.Time, []int) {
	if m := r.namedDay(); m != nil {
		switch w := strings.ToLower(r.s[m[2]:m[3]]); {
		case w == "tomorrow":
			return today.AddDate(0, 0, 1), m
		case w == "yesterday":
			return today.AddDate(0, 0, -1), m
		case strings.HasPrefix(w, "end"):
			return time.Date(today.Year(), today.Month()+1, 0, 0, 0, 0, 0, time.UTC), m
		}
		return today, m
	}
	if m := inDays.FindStringSubmatchIndex(r.s); m != nil {
		number, unit := m[2:4], m[4:6]
		if number[0] < 0 { // the second form
			number, unit = m[6:8], m[8:10]
		}
		return today.AddDate(0, 0, daysOf(r.s[number[0]:number[1]], r.s[unit[0]:unit[1]])), m
	}
	return r.weekday(today)
}

// numberedDay follows a weekday that is given its day of the month, but no month.
var numberedDay = regexp.MustCompile(`(?i)^\s*,?\s*(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)\b`)

// weekday reads "on Friday" as the next one from today on, and "Friday 12th" as
// the next that is the 12th; no place where there is none soon.
func (r *reading) weekday(today time.Time) (time.Time, []int) {
	m := thisDay.FindStringSubmatchIndex(r.s)
	if m == nil {
		return today, nil
	}
	day := today
	for !strings.HasPrefix(strings.ToLower(day.Weekday().String()), strings.ToLower(r.s[m[2]:m[2]+3])) {
		day = day.AddDate(0, 0, 1)
	}
	n := numberedDay.FindStringSubmatch(r.s[m[1]:])
	if n == nil {
		return day, m
	}
	day, ok := nextNumbered(today, day.Weekday(), n[1])
	if !ok {
		return today, nil
	}
	m[1] += len(n[0])
	return day, m
}

// nextNumbered gives the next day of that weekday and day of the month, within
// two months of the reference.
func nextNumbered(from time.Time, weekday time.Weekday, number string) (time.Time, bool) {
	n, _ := strconv.Atoi(number)
	for ahead := range 62 {
		if d := from.AddDate(0, 0, ahead); d.Day() == n && d.Weekday() == weekday {
			return d, true
		}
	}
	return time.Time{}, false
}

// postedBefore is the posting right before a day that is named.
var postedBefore = text.MustPattern(`(?i)\b(?:posted|added|listed|published|updated|advertised|opened)(?: on| date| since)?[\s:]*$`)

// applyBefore makes of "today" an invitation: "apply online today".
var applyBefore = text.MustPattern(`(?i)\bapply(?: now| online| here)?\s*$`)

// namedDay finds a day named against today, apart from the day of posting.
func (r *reading) namedDay() []int {
	for _, m := range namedDay.FindAllStringSubmatchIndex(r.s, maxDates) {
		if !postedBefore.MatchString(r.s[:m[0]]) && !applyBefore.MatchString(r.s[:m[0]]) {
			return m
		}
	}
	return nil
}

// daysOf gives the days that a number of days, weeks or fortnights is; the number
// may be spelt out.
func daysOf(number, unit string) int {
	n, err := strconv.Atoi(number)
	if err != nil {
		n = smallNumber[strings.ToLower(number)]
	}
	switch strings.ToLower(unit) {
	case "day":
		return n
	case "week":
		return 7 * n
	case "fortnight":
		return 14 * n
	}
	return 0
}
