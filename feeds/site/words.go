package site

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"vacancies/feeds"
	"vacancies/normalize/closing"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/text"
)

// london is the clock of everything people read.
var london = lifecycle.London(time.Time{}).Location()

// day is a date as people write it: "4 December 2026".
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(london).Format("2 January 2006")
}

// clock is a day and time: "4 December 2026 at 2:05pm".
func clock(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	if feeds.StartOfDay(t, 0).Equal(t) {
		return day(t) // an export's clocks go by the day
	}
	return day(t) + " at " + timeOfDay(t)
}

// shortClock is a day and time where room is short: "4 Dec, 2:05pm", with the
// year where it was more than half a year ago.
func shortClock(t, now time.Time) string {
	switch {
	case t.IsZero():
		return "never"
	case feeds.StartOfDay(t, 0).Equal(t):
		return t.In(london).Format("2 Jan 2006")
	case now.Sub(t) > 182*24*time.Hour:
		return t.In(london).Format("2 Jan 2006") + ", " + timeOfDay(t)
	}
	return t.In(london).Format("2 Jan") + ", " + timeOfDay(t)
}

// timeOfDay is a time by the public sector's usual style: "noon", "5pm", "2:05pm".
func timeOfDay(t time.Time) string {
	t = t.In(london)
	switch {
	case t.Hour() == 12 && t.Minute() == 0:
		return "noon"
	case t.Minute() == 0:
		return t.Format("3pm")
	}
	return t.Format("3:04pm")
}

// days is the number of London days from a to b.
func days(a, b time.Time) int {
	a, b = a.In(london), b.In(london)
	at := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	return int(at(b).Sub(at(a)).Hours() / 24)
}

// untilWords say how long a post stays open.
func untilWords(c closing.Closing, now time.Time) string {
	if c.At.IsZero() {
		return ""
	}
	if !c.At.After(now) {
		return "closed"
	}
	switch n := days(now, c.At); n {
	case 0:
		return "today"
	case 1:
		return "tomorrow"
	default:
		return "in " + strconv.Itoa(n) + " days"
	}
}

// undated says of a closing without an instant what there is to say, below the
// words "closing date".
func undated(c closing.Closing) string {
	return capital(strings.TrimPrefix(feeds.ClosingText(c), "Closing date "))
}

// list joins words as prose does: "a, b and c".
func list(words []string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
}

// labels are codes in words, one after another: "Permanent, fixed term".
func labels(vocabulary string, codes []string) string {
	var out []string
	for i, c := range codes {
		label := feeds.Label(vocabulary, c)
		if i > 0 {
			label = lowerFirst(label)
		}
		out = append(out, label)
	}
	return strings.Join(out, ", ")
}

// lowerFirst begins words with a small letter, names and abbreviations apart.
func lowerFirst(s string) string {
	if len(s) < 2 || s[1] >= 'A' && s[1] <= 'Z' || strings.HasPrefix(s, "Social Work England") {
		return s
	}
	return first(s, unicode.ToLower)
}

// names are the authorities' names.
func names(slugs []string) []string {
	var out []string
	for _, slug := range slugs {
		out = append(out, feeds.BoroughName(slug))
	}
	return out
}

// posts counts: "no posts", "1 post", "12 posts".
func posts(n int) string { return count(n, "post") }

func count(n int, what string) string {
	switch n {
	case 0:
		return "no " + what + "s"
	case 1:
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

// Clock is an instant as people write it, in London: "4 December 2026 at 2:05pm".
func Clock(t time.Time) string { return clock(t) }

// capital begins words with a capital letter.
func capital(s string) string { return first(s, unicode.ToUpper) }

// first changes the first letter of words.
func first(s string, to func(rune) rune) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ""
	}
	return string(to(r)) + s[n:]
}

// sentences ends words with a full stop, if there are any.
func sentences(s string) string {
	if s == "" {
		return ""
	}
	return s + "."
}

// prefix puts something before words, if there are any.
func prefix(with, s string) string {
	if s == "" {
		return ""
	}
	return with + s
}

// clip is foreign text on one line, at most n letters of it.
func clip(s string, n int) string {
	s = strings.Join(strings.Fields(text.Clean(s)), " ")
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
