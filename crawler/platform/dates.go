package platform

import (
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // London's clock changes must be known wherever the program runs
)

// london is the zone in which every wall clock of an advert is read.
var london = func() *time.Location {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic("the built-in zone data lacks Europe/London: " + err.Error())
	}
	return zone
}()

// zoned are the layouts of machine stamps that name their zone.
var zoned = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05.999999999Z0700", "2006-01-02T15:04Z07:00",
	"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z0700", "2006-01-02 15:04:05 MST",
	time.RFC1123, time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 MST", "Mon, 2 Jan 2006 15:04:05 -0700",
	"Mon Jan _2 15:04:05 MST 2006", "Mon Jan 02 15:04:05 MST 2006",
}

// withOffset is RFC 3339 with the offset always in figures: London's winter is "+00:00".
const withOffset = "2006-01-02T15:04:05-07:00"

// local are the layouts of machine stamps without a zone: London's wall clock.
var local = []string{
	"2006-01-02T15:04:05.999999999", "2006-01-02T15:04", "2006-01-02 15:04:05.999999999", "2006-01-02 15:04",
}

// zeroDate reports whether a stamp is how systems write "no date": 0000-00-00, .NET's 0001-01-01, and
// the far future that some give to adverts without an end.
func zeroDate(s string) bool {
	return len(s) >= len(time.DateOnly) && slices.Contains(zeroDates, s[:len(time.DateOnly)])
}

var zeroDates = []string{"0000-00-00", "0001-01-01", "1900-01-01", "1753-01-01", "9999-12-31", "00/00/0000", "01/01/0001"}

// closingDate is a closing date as text that is read right later. A machine
// stamp with a zone becomes London's wall clock with its offset; one that is a
// midnight, in its own zone, in UTC or in London, stood for a day and becomes
// that day (tal.net and others write local midnights in UTC). Words are kept as they are; a zero
// date is no date.
func closingDate(s string) string {
	s = tidy(s)
	if zeroDate(s) {
		return ""
	}
	if t, ok := instant(s); ok {
		return stamp(t)
	}
	if t, ok := wallClock(s); ok {
		if midnight(t) {
			return t.Format(time.DateOnly)
		}
		return t.Format(withOffset)
	}
	return s
}

// postedDate is a posting date as text: a machine stamp becomes the London day
// it fell on, words are kept, a zero date is no date.
func postedDate(s string) string {
	s = tidy(s)
	if zeroDate(s) {
		return ""
	}
	if t, ok := instant(s); ok {
		return stamp(t)[:len(time.DateOnly)]
	}
	if t, ok := wallClock(s); ok {
		return t.Format(time.DateOnly)
	}
	return s
}

// stamp writes an instant as London has it, or the day that a midnight stands
// for: in the stamp's own zone, in UTC, or in London.
func stamp(t time.Time) string {
	for _, as := range []time.Time{t, t.UTC(), t.In(london)} {
		if midnight(as) {
			return as.Format(time.DateOnly)
		}
	}
	return t.In(london).Format(withOffset)
}

func midnight(t time.Time) bool {
	return t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0
}

// instant reads a machine stamp that names its zone: ISO 8601, RFC 1123, Java's
// Date.toString, or a count of milliseconds since 1970.
func instant(s string) (time.Time, bool) {
	if len(s) == 13 || len(s) == 12 {
		if ms, err := strconv.ParseInt(s, 10, 64); err == nil && ms > 0 {
			return time.UnixMilli(ms).UTC(), true
		}
	}
	for _, layout := range zoned {
		if !shaped(s, layout) {
			continue
		}
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		// Go reads an abbreviation it does not know as UTC: only these are certain.
		switch name, offset := t.Zone(); {
		case strings.Contains(layout, "MST") && strings.ContainsAny(name, "+-"):
			continue // Go takes an offset in figures for an abbreviation: another layout reads it
		case !strings.Contains(layout, "MST"), name == "UTC", name == "GMT", offset != 0:
			return t, sensible(t)
		case name == "BST":
			return t.Add(-time.Hour).UTC(), sensible(t)
		}
		return time.Time{}, false
	}
	return time.Time{}, false
}

// wallClock reads a machine stamp without a zone.
func wallClock(s string) (time.Time, bool) {
	for _, layout := range local {
		if !shaped(s, layout) {
			continue
		}
		if t, err := time.ParseInLocation(layout, s, london); err == nil {
			return t, sensible(t)
		}
	}
	return time.Time{}, false
}

// shaped reports whether a text can have a stamp's layout, by where the year's
// dash, the clock and a weekday's comma stand: each failure of time.Parse is an
// error made at some cost.
func shaped(s, layout string) bool {
	if len(s) < len("2006-01-02T") || !strings.Contains(s, ":") {
		return false
	}
	if layout[4] == '-' {
		return s[4] == '-' && s[10] == layout[10]
	}
	return s[3] == layout[3]
}

func sensible(t time.Time) bool { return t.Year() > 1970 && t.Year() < 2200 }
