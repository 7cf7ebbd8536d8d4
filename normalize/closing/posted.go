package closing

import (
	"strings"
	"time"

	"vacancies/normalize/text"
)

// postedAgo is a posting day told from the day of reading.
var postedAgo = text.MustPattern(`(?i)\b(today|just now|yesterday|(\d{1,3}|an?|one|two|three) (minute|hour|day|week)s? ago)\b`)

// ReadPosted reads the London day an advert was posted, at midnight UTC. A day
// without a year is the latest that is not after ref, with two days' grace for
// clocks that run ahead; "3 days ago" counts from ref.
func ReadPosted(words string, ref time.Time) (day time.Time, ev text.Evidence, ok bool) {
	s := text.Cut(words, maxWords)
	if dates := findDates(s); len(dates) > 0 {
		d := dates[0]
		day, ok := calendarDay(d, ref, 362, 2)
		if !ok || day.IsZero() {
			return time.Time{}, ev, false
		}
		return day, text.Evidence{Field: "posted", Words: s[d.start:d.end], Start: d.start, End: d.end, Rule: "posted.day"}, true
	}
	m := postedAgo.FindStringSubmatchIndex(s)
	if m == nil || ref.IsZero() {
		return time.Time{}, ev, false
	}
	ev = text.Evidence{Field: "posted", Words: s[m[0]:m[1]], Start: m[0], End: m[1], Rule: "posted.ago"}
	return dayOf(ref).AddDate(0, 0, -daysAgo(s, m)), ev, true
}

// daysAgo gives the days that a match of postedAgo goes back; hours and minutes
// are today.
func daysAgo(s string, m []int) int {
	switch {
	case strings.EqualFold(s[m[2]:m[3]], "yesterday"):
		return 1
	case m[4] < 0: // today
		return 0
	}
	return daysOf(s[m[4]:m[5]], s[m[6]:m[7]])
}
