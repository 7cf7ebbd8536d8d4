package closing

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // London's rules go with the program, wherever it runs

	"vacancies/normalize/text"
)

// london is the zone of every wall-clock text.
var london = sync.OnceValue(func() *time.Location {
	loc, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic("closing: the embedded zone database has no Europe/London: " + err.Error())
	}
	return loc
})

// clock is a time of day as written.
type clock struct {
	start, end   int
	hour, minute int
	midnight     bool // said as a word
	utc          bool // "UTC" behind it: not a London wall clock
}

// kind is the kind of closing that a time of day makes (label guide, section 6).
func (c *clock) kind() Kind {
	switch {
	case c == nil:
		return Date
	case c.midnight || c.minute == 0 && (c.hour == 0 || c.hour == 24):
		return Midnight
	case c.hour == 12 && c.minute == 0:
		return Noon
	}
	return DateTime
}

// on gives the instant of that time on a London day. No time, and midnight, end
// the named day at 23:59, so that no advert vanishes a day early.
func (c *clock) on(year, month, day int) time.Time {
	hour, minute := 23, 59
	if k := c.kind(); k != Date && k != Midnight {
		hour, minute = c.hour, c.minute
	}
	if c != nil && c.utc && c.kind() == DateTime {
		return time.Date(year, time.Month(month), day, hour, minute, 0, 0, time.UTC).In(london())
	}
	return time.Date(year, time.Month(month), day, hour, minute, 0, 0, london())
}

var clockForms = []text.Pattern{
	text.MustPattern(`(?i)\b(?:one|1|a) minute (?P<ap>to|before|past|after) (?:12 ?)?midnight\b`),
	text.MustPattern(`(?i)\b(?P<h>\d{1,2})\s?[:.]\s?(?P<i>\d{2})(?:[:.]\d{2})?(?:\.\d+)?\s*(?P<ap>[ap]\.?\s?m\b\.?|noon\b|midday\b|mid-day\b|midnight\b)?`),
	text.MustPattern(`(?i)\b(?P<h>\d{1,2})\s*(?P<ap>[ap]\.?\s?m\b\.?|noon\b|midday\b|mid-day\b|midnight\b|o[’']?\s?clock\b(?:\s*(?:in the )?(?:afternoon|evening|morning))?)`),
	text.MustPattern(`(?i)\b(?P<h>\d{2})(?P<i>\d{2})\s*(?:hrs?|hours|h)\b`),
	text.MustPattern(`(?i)\b(?P<ap>noon|midday|mid-day|midnight)\b`),
	text.MustPattern(`(?i)\bat (?P<h>\d{1,2})(?:$|[.,;)\s])`),
	text.MustPattern(`\b(?P<h>[01]\d|2[1-3])(?P<i>[0-5]\d)\b`), // not 2026, a year
}

// findClocks finds the times of day in a text outside its dates.
func findClocks(s string, dates []dateAt) []clock {
	read := newMask(s, dates)
	var out []clock
	for _, form := range clockForms {
		for _, m := range form.FindAllStringSubmatchIndex(s, maxDates) {
			if !read.free(m) || strings.HasSuffix(s[:m[0]], "/") || strings.HasSuffix(s[:m[0]], ".") || strings.HasSuffix(s[:m[0]], "£") {
				continue
			}
			if c, ok := readClock(s, form, m); ok {
				read.take(c.start, c.end)
				out = append(out, c)
			}
		}
	}
	return out
}

// utcAfter is what makes a time the machine's. "GMT" does not: people write it
// for London's time all year.
var utcAfter = regexp.MustCompile(`(?i)^[\s(]*utc\b`)

// saidTimes are the times of day that are said in words. "To" and "past" are a
// minute's, beside midnight.
var saidTimes = map[string]clock{
	"to": {hour: 23, minute: 59}, "before": {hour: 23, minute: 59}, "past": {minute: 1}, "after": {minute: 1},
	"midnight": {midnight: true}, "noon": {hour: 12}, "midday": {hour: 12}, "mid-day": {hour: 12},
}

// unmarked takes the marks out of "p. m.".
var unmarked = strings.NewReplacer(".", "", " ", "")

// readClock makes a time of day of one match; false where no clock shows it.
func readClock(s string, form text.Pattern, m []int) (clock, bool) {
	hour, minute := group(form, s, m, "h"), group(form, s, m, "i")
	half := unmarked.Replace(strings.ToLower(group(form, s, m, "ap")))
	c, said := saidTimes[half]
	if !said {
		c.hour, _ = strconv.Atoi(hour)
		c.minute, _ = strconv.Atoi(minute)
	}
	afternoon := half == "pm" || strings.HasSuffix(half, "afternoon") || strings.HasSuffix(half, "evening")
	// "At 5", "5.00" and "5 o'clock": nobody closes before dawn.
	unsaid := half == "" && len(hour) == 1 || minute == "" && strings.EqualFold(s[m[0]:min(m[0]+3, len(s))], "at ") ||
		half == "oclock" || half == "o’clock" || half == "o'clock"
	switch {
	case said:
	case afternoon && c.hour < 12, unsaid && c.hour >= 1 && c.hour <= 6:
		c.hour += 12
	case half == "am" && c.hour == 12:
		c.hour = 0
	}
	c.start, c.end = m[0], m[1]
	c.utc = utcAfter.MatchString(s[c.end:])
	return c, c.hour <= 24 && c.minute <= 59 && !(c.hour == 24 && c.minute > 0)
}

// machineClock is the time within a machine's date.
func machineClock(h, m string) *clock {
	hour, _ := strconv.Atoi(h)
	minute, _ := strconv.Atoi(m)
	return &clock{hour: hour, minute: minute}
}

// beside are the words that may stand between a date and its time.
var beside = regexp.MustCompile(`(?i)^[\s,.;:()\[\]|@\-–—]*(?:(?:at|by|before|on|until|till|from|no later than|not later than|the|time|closing time|closing|closes?|of|and|gmt|bst|uk time|uk|hrs|hours|latest|` +
	weekdays + `)[\s,.;:()|@\-–—]*)*$`)

// ownClock are the words right before a time that make it the deadline's, even
// apart from the date.
var ownClock = text.MustPattern(`(?i)(?:received|submitted|returned|completed|apply|applications?|close[sd]?|closing(?: time)?|deadline)(?: is| are| at| by| before| on| no later than| not later than)*\s*:?\s*$`)

// clockFor chooses the time that belongs to a date: its own, else the nearest
// with nothing but small words between, else one that is said to be the
// deadline's.
func clockFor(s string, d dateAt, clocks []clock, dates []dateAt) *clock {
	if d.clock != nil {
		return d.clock
	}
	var best *clock
	gap := 61
	for i := range clocks {
		c := &clocks[i]
		from, to := d.end, c.start
		if c.end <= d.start {
			from, to = c.end, d.start
		}
		if c.end <= d.start && ofEarlier(s, *c, d, dates) {
			continue
		}
		if n := to - from; n >= 0 && n < gap && beside.MatchString(s[from:to]) {
			best, gap = c, n
		}
	}
	if best != nil {
		return best
	}
	for i := range clocks {
		c := &clocks[i]
		if c.start > d.end && c.start-d.end < 90 && !dateBetween(dates, d.end, c.start) && ownClock.MatchString(s[d.end:c.start]) {
			return c
		}
	}
	return nil
}

// ofEarlier reports a time that stands right behind an earlier date and is parted
// from this one: "Interviews 15 June at 10am; closing 5 June".
func ofEarlier(s string, c clock, d dateAt, dates []dateAt) bool {
	const ends = ".;|\n"
	for _, e := range dates {
		if e.end <= c.start && beside.MatchString(s[e.end:c.start]) && !strings.ContainsAny(s[e.end:c.start], ends) && strings.ContainsAny(s[c.end:d.start], ends) {
			return true
		}
	}
	return false
}

func dateBetween(dates []dateAt, from, to int) bool {
	return slices.ContainsFunc(dates, func(d dateAt) bool { return d.start >= from && d.end <= to })
}
