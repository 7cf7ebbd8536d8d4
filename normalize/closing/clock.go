package closing

import (
	"regexp"
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
	noon         bool // said as a word, "noon" or "midday"
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
	taken := make([]bool, len(s)+1)
	for _, d := range dates {
		for i := d.start; i < d.end; i++ {
			taken[i] = true
		}
	}
	var out []clock
	for _, re := range clockForms {
		for _, m := range re.FindAllStringSubmatchIndex(s, maxDates) {
			if taken[m[0]] || taken[m[1]-1] || m[0] > 0 && (s[m[0]-1] == '/' || s[m[0]-1] == '.') || strings.HasSuffix(s[:m[0]], "£") {
				continue
			}
			c, ok := readClock(s, re, m)
			if !ok {
				continue
			}
			for i := c.start; i < c.end; i++ {
				taken[i] = true
			}
			out = append(out, c)
		}
	}
	return out
}

// utcAfter is what makes a time the machine's. "GMT" does not: people write it
// for London's time all year.
var utcAfter = regexp.MustCompile(`(?i)^[\s(]*utc\b`)

func readClock(s string, re text.Pattern, m []int) (clock, bool) {
	c := clock{start: m[0], end: m[1]}
	part := func(name string) string {
		i := re.SubexpIndex(name)
		if i < 0 || m[2*i] < 0 {
			return ""
		}
		return s[m[2*i]:m[2*i+1]]
	}
	h, half := part("h"), strings.ToLower(strings.ReplaceAll(part("ap"), ".", ""))
	c.hour, _ = strconv.Atoi(h)
	c.minute, _ = strconv.Atoi(part("i"))
	half = strings.ReplaceAll(half, " ", "")
	switch {
	case half == "to" || half == "before":
		c.hour, c.minute = 23, 59
	case half == "past" || half == "after":
		c.hour, c.minute = 0, 1
	case half == "midnight":
		c.hour, c.minute, c.midnight = 0, 0, true
	case half == "noon" || half == "midday" || half == "mid-day":
		c.hour, c.minute, c.noon = 12, 0, true
	case half == "pm" && c.hour < 12, strings.HasSuffix(half, "afternoon") || strings.HasSuffix(half, "evening"):
		if c.hour < 12 {
			c.hour += 12
		}
	case half == "am" && c.hour == 12:
		c.hour = 0
	case strings.HasPrefix(strings.ToLower(s[m[0]:]), "at ") && part("i") == "":
		// "at 5" and "at 12" are the afternoon's, "at 9" the morning's.
		if c.hour >= 1 && c.hour <= 6 {
			c.hour += 12
		}
	case half == "" && len(h) == 1 && c.hour >= 1 && c.hour <= 6, half == "oclock" || half == "o’clock" || half == "o'clock":
		// "5.00" and "5 o'clock" are the afternoon's: nobody closes before dawn.
		if c.hour >= 1 && c.hour <= 6 {
			c.hour += 12
		}
	}
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
	for _, d := range dates {
		if d.start >= from && d.end <= to {
			return true
		}
	}
	return false
}
