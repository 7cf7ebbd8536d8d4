package closing

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"vacancies/normalize/text"
)

// dateAt is a day as it is written somewhere in a text.
type dateAt struct {
	start, end       int
	year, month, day int // year 0: not given
	weekday          string
	// clock is a time that is part of the date's own form, turned to London's
	// where the form is an instant (an offset, Z, or a count since 1970).
	clock *clock
}

// months by their first three letters.
var months = map[string]int{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}

const (
	monthName = `(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`
	weekdays  = `(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday|s)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\b\.?`
)

// dateForm is one way a date is written. The groups are named: y, m, d, w
// (weekday), h, i, s, ap (am or pm), z (offset).
type dateForm struct {
	name string
	re   text.Pattern
	// chars must all stand in a text, and month a month's name, for the form to
	// be tried: patterns are dear.
	chars string
	month bool
}

// possible reports whether the form could stand in s.
func (f dateForm) possible(s string, month bool) bool {
	for i := range len(f.chars) {
		if strings.IndexByte(s, f.chars[i]) < 0 {
			return false
		}
	}
	return month || !f.month
}

var monthStart = text.MustPattern(`(?i)jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec`)

// dateForms in the order they are tried; what one has taken is not read again.
// Day before month, always (label guide, section 6).
var dateForms = []dateForm{
	{"iso-instant", text.MustPattern(`(?i)\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})[t ](?P<h>\d{2}):(?P<i>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?\s?(?P<z>z\b|utc\b|[+-]\d{2}:?\d{2}\b)`), "-:", false},
	{"compact-instant", text.MustPattern(`(?i)\b(?P<y>20\d{2})(?P<m>\d{2})(?P<d>\d{2})t(?P<h>\d{2})(?P<i>\d{2})(?P<s>\d{2})?(?P<z>z|[+-]\d{2}:?\d{2})?\b`), "", false},
	{"iso-local", text.MustPattern(`(?i)\b(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:t|\s+)(?P<h>\d{2}):(?P<i>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?\b`), "-:", false},
	{"iso-day", text.MustPattern(`\b(?P<y>20\d{2})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})\b`), "", false},
	{"rfc1123", text.MustPattern(`(?i)\b(?P<w>` + weekdays + `),? (?P<d>\d{1,2})[ -](?P<m>` + monthName + `)[ -](?P<y>\d{4}),? (?P<h>\d{2}):(?P<i>\d{2}):(?P<s>\d{2}) (?P<z>gmt|utc|z|[+-]\d{4})(?:[+-]\d{4})?\b`), ":", true},
	{"js-date", text.MustPattern(`(?i)\b(?P<w>` + weekdays + `) (?P<m>` + monthName + `) (?P<d>\d{1,2}) (?P<y>\d{4}) (?P<h>\d{2}):(?P<i>\d{2}):(?P<s>\d{2}) (?:gmt|utc)?(?P<z>[+-]\d{4}|z\b)?`), ":", true},
	{"slashes", text.MustPattern(`(?i)(?:\b(?P<w>` + weekdays + `),?\s+)?\b(?P<d>\d{1,2})\s?/\s?(?P<m>\d{1,2})\s?/\s?(?P<y>\d{4}|\d{2})\b`), "/", false},
	{"dashes", text.MustPattern(`(?i)(?:\b(?P<w>` + weekdays + `),?\s+)?\b(?P<d>\d{1,2})-(?P<m>\d{1,2})-(?P<y>\d{4}|\d{2})\b`), "-", false},
	{"dots", text.MustPattern(`(?i)(?:\b(?P<w>` + weekdays + `),?\s+)?\b(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4}|\d{2})\b`), ".", false},
	{"day-month", text.MustPattern(`(?i)(?:\b(?P<w>` + weekdays + `),?\s+)?(?:the\s+)?\b(?P<d>\d{1,2})\s?(?P<o>st|nd|rd|th)?(?:\s+(?:day\s+)?of)?[\s,.\-/]*(?P<m>` + monthName + `)(?:[\s,\-/]*(?:of\s+)?[’']?(?P<y>\d{4}|\d{2})\b)?`), "", true},
	{"month-day", text.MustPattern(`(?i)(?:\b(?P<w>` + weekdays + `),?\s+)?\b(?P<m>` + monthName + `)\s+(?:the\s+)?(?P<d>\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y>\d{4}))?`), "", true},
	{"numeric-short", text.MustPattern(`(?i)(?:\b(?P<w>` + weekdays + `),?\s+)?\b(?P<d>\d{1,2})/(?P<m>\d{1,2})\b`), "/", false},
	{"end-of-month", text.MustPattern(`(?i)\b(?:the\s+)?(?:end(?: of)?|last day of|close of)\s+(?P<m>` + monthName + `)(?:[\s,]+(?P<y>\d{4}))?`), "", true},
	{"compact-day", text.MustPattern(`^\s*(?P<y>20\d{2})(?P<m>\d{2})(?P<d>\d{2})\s*$`), "", false},
	{"epoch", text.MustPattern(`(?i)^\s*(?:/date\()?(?P<e>\d{13}|\d{10})(?:[+-]\d{4})?(?:\)/)?\s*$`), "", false},
}

// maxDates bounds how many dates of one text are looked at.
const maxDates = 32

// findDates finds the dates of a text in their order.
func findDates(s string) []dateAt {
	if !strings.ContainsAny(s, "0123456789") && !monthStart.MatchString(s) {
		return nil
	}
	read := newMask(s, nil)
	month := monthStart.MatchString(s)
	var out []dateAt
	for _, form := range dateForms {
		if !form.possible(s, month) {
			continue
		}
		for from, tries := 0, 0; from < len(s) && tries < maxDates; tries++ {
			m := matchFrom(form.re, s, from)
			if m == nil {
				break
			}
			from = m[1]
			if !read.free(m) {
				continue
			}
			if d, ok := readDate(s, form, m); ok {
				read.take(d.start, d.end)
				out = append(out, d)
				from = d.end // what a date gave back may begin the next
			}
		}
	}
	slices.SortStableFunc(out, func(a, b dateAt) int { return a.start - b.start })
	return out[:min(len(out), maxDates)]
}

// matchFrom finds a pattern in s from an offset on. A pattern for the whole text
// is tried at its beginning only.
func matchFrom(re text.Pattern, s string, from int) []int {
	if from > 0 && strings.HasPrefix(strings.TrimPrefix(re.String(), "(?i)"), "^") {
		return nil
	}
	m := re.FindStringSubmatchIndex(s[from:])
	for i := range m {
		if m[i] >= 0 {
			m[i] += from
		}
	}
	return m
}

// group gives what a named group of a match holds; empty where it took no part.
func group(re text.Pattern, s string, m []int, name string) string {
	i := re.SubexpIndex(name)
	if i < 0 || m[2*i] < 0 {
		return ""
	}
	return s[m[2*i]:m[2*i+1]]
}

// readDate makes a date of one match.
func readDate(s string, form dateForm, m []int) (dateAt, bool) {
	part := func(name string) string { return group(form.re, s, m, name) }
	d := dateAt{start: m[0], end: m[1]}
	if e := part("e"); e != "" {
		return d, d.setEpoch(e)
	}
	if monthGoesOn(s, form, m) || strings.Contains(form.chars, "/") && inCode(s, m) {
		return d, false
	}
	d.weekday = strings.ToLower(part("w"))
	d.day, _ = strconv.Atoi(part("d"))
	d.month = monthNumber(part("m"))
	d.setYear(s, part("y"))
	switch {
	case form.name == "end-of-month":
		d.day = lastDay
	case form.name == "numeric-short" && (d.month > 12 || d.day > 31 || s[d.start:d.end] == "24/7"):
		return d, false
	case part("m") == "may" && part("y") == "" && part("o") == "": // the verb
		return d, false
	}
	if h := part("h"); h != "" {
		d.clock = machineClock(h, part("i"))
		if t, ok := instantOf(d, part("s"), part("z")); ok {
			d.setInstant(t)
		}
	}
	if d.year != 0 && (d.year < firstYear || d.year > lastYear) {
		return d, false
	}
	return d, d.month > 0 || d.day > 0
}

// monthGoesOn reports letters behind a month's name that make another word of
// it: "12 marketing".
func monthGoesOn(s string, form dateForm, m []int) bool {
	i := form.re.SubexpIndex("m")
	if i < 0 {
		return false
	}
	end := m[2*i+1]
	return end < len(s) && isLetter(s[end-1]) && isLetter(s[end])
}

// Years outside these are what systems put for "no date": 0001, 1900, 9999.
const (
	firstYear = 2000
	lastYear  = 2099
)

// inCode reports figures with slashes that go on as a reference does:
// "SW/12/03/26".
func inCode(s string, m []int) bool {
	return m[0] > 0 && s[m[0]-1] == '/' || m[1] < len(s) && s[m[1]] == '/'
}

// setEpoch reads a count of seconds or milliseconds since 1970.
func (d *dateAt) setEpoch(count string) bool {
	n, _ := strconv.ParseInt(count, 10, 64) // thirteen figures at the most
	if len(count) == 13 {
		n /= 1000
	}
	d.setInstant(time.Unix(n, 0).UTC())
	return d.year >= firstYear && d.year <= lastYear
}

// setYear reads a year of two or four digits. Two digits that begin a time
// ("12 October 23:59") are given back.
func (d *dateAt) setYear(s, y string) {
	switch {
	case y == "":
	case len(y) == 2 && notYear(s[d.end:]):
		d.end = trimRightTo(s, d.start, d.end-len(y))
	default:
		if d.year, _ = strconv.Atoi(y); len(y) == 2 {
			d.year += 2000
		}
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// lastDay stands for the last day of the month until the year is known.
const lastDay = -1

// setInstant makes a machine's instant the London wall clock it stands for. A
// UTC midnight is how feeds write a day without a time, so it names that day.
func (d *dateAt) setInstant(t time.Time) {
	if t.Location() == time.UTC && t.Hour() == 0 && t.Minute() == 0 {
		t = time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, london())
	}
	t = t.In(london())
	d.year, d.month, d.day = t.Year(), int(t.Month()), t.Day()
	d.clock = &clock{hour: t.Hour(), minute: t.Minute()}
}

// notYearPattern is what follows two digits that begin a time or an ordinal.
var notYearPattern = text.MustPattern(`(?i)^(?:[:.]\d\d|\s?(?:am|pm|a\.m|p\.m|noon|midnight|midday|hrs|hours|o[’']clock|h\b)|st\b|nd\b|rd\b|th\b|\d|\s?(?:of\s+)?` + monthName + `(?:[^a-z]|$))`)

func notYear(rest string) bool { return notYearPattern.MatchString(rest) }

func trimRightTo(s string, start, end int) int {
	for end > start && strings.IndexByte(" ,-/'\n", s[end-1]) >= 0 {
		end--
	}
	return end
}

func monthNumber(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return months[strings.ToLower(text.Cut(s, 3))]
}

// instantOf reads a machine's date, time and offset; false without an offset.
func instantOf(d dateAt, second, zone string) (time.Time, bool) {
	loc, ok := zoneOf(strings.ToLower(strings.ReplaceAll(zone, ":", "")))
	if !ok || !realDay(d.year, d.month, d.day) || d.clock.hour > 24 || d.clock.minute > 59 {
		return time.Time{}, false
	}
	sec, _ := strconv.Atoi(second)
	return time.Date(d.year, time.Month(d.month), d.day, d.clock.hour, d.clock.minute, sec, 0, loc), true
}

// zoneOf reads an offset in small letters: "z", "utc", "+0100".
func zoneOf(offset string) (*time.Location, bool) {
	switch {
	case offset == "z" || offset == "utc" || offset == "gmt":
		return time.UTC, true
	case len(offset) != len("+0100"):
		return nil, false
	}
	hours, _ := strconv.Atoi(offset[1:3]) // figures, in every form that has them
	minutes, _ := strconv.Atoi(offset[3:5])
	seconds := hours*3600 + minutes*60
	switch {
	case hours > 14 || minutes > 59:
		return nil, false
	case seconds == 0:
		return time.UTC, true
	case offset[0] == '-':
		seconds = -seconds
	}
	return time.FixedZone("", seconds), true
}

// realDay reports whether the calendar has that day.
func realDay(year, month, day int) bool {
	if month < 1 || month > 12 || day < 1 {
		return false
	}
	return day <= daysIn(year, month)
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
