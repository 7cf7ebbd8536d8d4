package hours

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"vacancies/normalize/text"
)

// Weekly hours are between these; anything else is a slip, a shift or a notice period.
const (
	leastHours = 2
	mostHours  = 48
	// fullHours is where full time begins (label guide, section 9).
	fullHours = 35
)

const (
	figure = `(\d{1,2}(?:[.:]\d{1,2})?)`
	// hourWord is how hours are written after their figure.
	hourWord = `(?:hours?|hrs?|hpw|h\.?p\.?w\.?|h/w|h)`
	perWeek  = `(?:\s*(?:per|a|each|/|p/?\.?)\s*(?:week|wk|w)\b|\s*weekly|\s*p\.?w\.?\b|\s*pwk?\b)`
)

var (
	hoursRange  = text.MustPattern(`(?i)\b` + figure + `\s*(?:` + hourWord + `)?\s*(?:-|–|—|to|/|or|and)\s*` + figure + `\s*-?\s*(?:` + hourWord + `|p\.?w\b|per week|a week)`)
	hoursFigure = text.MustPattern(`(?i)\b` + figure + `\s*\+?\s*-?\s*(?:` + hourWord + `\b|p/?\.?w\b|per week|a week)`)
	hoursBefore = text.MustPattern(`(?i)\b(?:hours?|hrs)(?: of (?:work|duty))?(?: \(?(?:per|a) week\)?)?\s*[:=]?\s*-?\s*` + figure + `(?:\s*(?:-|–|to)\s*` + figure + `)?(?:\s|$|[,;.)])`)
	// timeFigure is "Part time - 20".
	timeFigure = text.MustPattern(`(?i)\b(?:part|full)[- ]?time(?:\s*(?:-|–|:|,|\()\s*|\s+)` + figure + `\s*\)?\s*(?:$|[;,|])`)
	bareFigure = regexp.MustCompile(`^\s*` + figure + `(?:\s*(?:-|–|to)\s*` + figure + `)?(?:\s*[-–,]\s*(?:full|part)[- ]?time)?\s*$`)
	// timedFigure is "36 (full time) or part time".
	timedFigure = text.MustPattern(`(?i)^\s*` + figure + `\s*\((?:full|part)[- ]?time\b`)
	// eachPattern is "Full time (36 hours) or part time (at least 20 hours)".
	eachPattern = text.MustPattern(`(?i)\bfull[- ]?time[^\d\n]{0,12}` + figure + `\s*` + hourWord + `[^\d\n]{1,40}\bpart[- ]?time[^\d\n]{0,24}` + figure + `\s*` + hourWord + `\b`)
	// otherPeriod follows hours that are not a week's.
	otherPeriod = regexp.MustCompile(`(?i)^\s*-?\s*(?:per|a|each|/|every|in)?\s*(?:` + text.Either(
		`days?|shifts?|nights?|fortnights?|months?|years?|annum|notice|service|rota|on[- ]call|cover|response|care`,
		`experience|training|supervision`,
	) + `)\b`)
	onlyWeekly = text.MustPattern(`(?i)` + perWeek + `|hpw|h/w`)
	upTo       = text.MustPattern(`(?i)(?:up to|upto|max(?:imum)?(?: of)?|no more than|not exceeding)\s*(?:a )?(?:max(?:imum)? of )?$`)
	atLeast    = text.MustPattern(`(?i)(?:at least|min(?:imum)?(?: of)?|from|no less than)\s*$`)
	clockTime  = regexp.MustCompile(`(?i)^\s*(?:am|pm|a\.m|p\.m|noon|midnight)`)
	pounds     = text.MustPattern(`[£$€]\s*$`)
)

// week is weekly hours as read from one place.
type week struct {
	min, max *float64
	at       []int
}

// weekly reads the hours of a week: from the fields made for it, else the
// title, else pay and text, where only hours that say "a week" count.
func (r *reading) weekly(stated []field, title, salary field, told []field) {
	for _, f := range append(stated, title) {
		if w, ok := weekIn(f.text, false); ok {
			r.setWeek(f, w, "hours.weekly")
			return
		}
	}
	if at := bareFigure.FindStringSubmatchIndex(stated[0].text); at != nil {
		if w, ok := between(stated[0].text, at); ok {
			r.setWeek(stated[0], w, "hours.weekly")
			return
		}
	}
	if w, ok := weekIn(salary.text, true); ok {
		r.setWeek(salary, w, "hours.weekly")
		return
	}
	for _, f := range hinted(told, weekHints) {
		if w, ok := weekIn(f.text, true); ok {
			r.setWeek(f, w, "hours.weekly.text")
			return
		}
	}
}

// weekHints stand in every sentence that tells of weekly hours.
var weekHints = []string{"week", "hpw", "p/w", "pw"}

func (r *reading) setWeek(f field, w week, rule string) {
	r.out.Min, r.out.Max = w.min, w.max
	r.note("hours", f, w.at, rule)
}

// hoursMinutes is how "22 hours 12 minutes" is written.
var hoursMinutes = text.MustPattern(`(?i)\b(\d{1,2})\s*(?:hours?|hrs?)[,\s]*(?:and\s*)?(\d{1,2})\s*min(?:ute)?s?\b`)

// withMinutes reads hours that are written with their minutes.
func withMinutes(s string, strict bool) (week, bool) {
	at := hoursMinutes.FindStringSubmatchIndex(s)
	if at == nil || !plausible(s, at, strict) {
		return week{}, false
	}
	hours, _ := strconv.Atoi(s[at[2]:at[3]])
	minutes, _ := strconv.Atoi(s[at[4]:at[5]])
	v := math.Round(float64(hours)*100+float64(minutes)*100/60) / 100
	if minutes >= 60 || v < leastHours || v > mostHours {
		return week{}, false
	}
	return week{min: &v, max: &v, at: at[:2]}, true
}

// weekIn finds weekly hours in a text; strict asks for the word "week".
func weekIn(s string, strict bool) (week, bool) {
	for _, read := range []func(string, bool) (week, bool){withMinutes, overWeeks, spelt, forEach, ranged, single} {
		if w, ok := read(s, strict); ok {
			return w, true
		}
	}
	if strict {
		return week{}, false
	}
	return labelled(s)
}

// forEach reads the hours of each pattern as a range.
func forEach(s string, strict bool) (week, bool) {
	if at := eachPattern.FindStringSubmatchIndex(s); at != nil && !strict {
		return between(s, at)
	}
	return week{}, false
}

// ranged reads "30 to 36 hours".
func ranged(s string, strict bool) (week, bool) {
	for _, at := range hoursRange.FindAllStringSubmatchIndex(s, -1) {
		if plausible(s, at, strict) {
			if w, ok := between(s, at); ok {
				return w, true
			}
		}
	}
	return week{}, false
}

// single reads "36 hours", and "up to 36 hours".
func single(s string, strict bool) (week, bool) {
	for _, at := range hoursFigure.FindAllStringSubmatchIndex(s, -1) {
		if plausible(s, at, strict) {
			if w, ok := between(s, at); ok {
				return bounded(s, at, w), true
			}
		}
	}
	return week{}, false
}

// labelled reads a figure by the words before it: "Hours: 36", "Part time - 20",
// "averaging 36".
func labelled(s string) (week, bool) {
	for _, form := range []text.Pattern{hoursBefore, timeFigure, timedFigure, averaged} {
		for _, at := range form.FindAllStringSubmatchIndex(s, -1) {
			if clockTime.MatchString(s[at[3]:]) {
				continue
			}
			if w, ok := between(s, at); ok {
				return w, true
			}
		}
	}
	return week{}, false
}

// speltHours is how "thirty-five hours" is written out.
var speltHours = text.MustPattern(`(?i)\b(ten|twelve|fourteen|fifteen|sixteen|eighteen|twenty|thirty|forty)(?:[- ](one|two|three|four|five|six|seven|eight|nine))?(?:[- ]and[- ]a[- ](half))?[- ]hours?\b`)

var speltNumber = map[string]float64{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"twelve": 12, "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18, "twenty": 20, "thirty": 30, "forty": 40, "half": 0.5}

// spelt reads hours that are written out in words.
func spelt(s string, strict bool) (week, bool) {
	at := speltHours.FindStringSubmatchIndex(s)
	if at == nil || !plausible(s, at, strict) {
		return week{}, false
	}
	v := 0.0
	for part := 2; part < len(at); part += 2 {
		if at[part] >= 0 {
			v += speltNumber[strings.ToLower(s[at[part]:at[part+1]])]
		}
	}
	return bounded(s, at, week{min: &v, max: &v, at: at[:2]}), v >= leastHours && v <= mostHours
}

// hoursOver is how hours are given for more than one week: "72 hours a fortnight".
var hoursOver = text.MustPattern(`(?i)\b(\d{2,3}(?:\.\d{1,2})?)\s*` + hourWord + `\s*(?:` + text.Either(
	`(?:per|a|an|each|every|/|over|in|across|worked over)\s*(?:an? )?(?:(fortnight)|(two|2|three|3|four|4)[- ]weeks?)`,
	`fortnightly`,
) + `)\b`)

// overWeeks reads hours given for several weeks as their weekly share. Over
// three or four weeks, hours that one week can hold are a week's average already.
func overWeeks(s string, _ bool) (week, bool) {
	at := hoursOver.FindStringSubmatchIndex(s)
	if at == nil {
		return week{}, false
	}
	total, err := strconv.ParseFloat(s[at[2]:at[3]], 64)
	weeks := 2.0
	if at[6] >= 0 {
		switch strings.ToLower(s[at[6]:at[7]]) {
		case "three", "3":
			weeks = 3
		case "four", "4":
			weeks = 4
		}
	}
	if weeks > 2 && total <= mostHours {
		return week{}, false
	}
	v := math.Round(total/weeks*100) / 100
	return week{min: &v, max: &v, at: at[:2]}, err == nil && v >= leastHours && v <= mostHours
}

// averaged is hours named as an average over a year or a rota.
var averaged = text.MustPattern(`(?i)\baverag(?:e|ing)(?: of)? ` + figure + `\b`)

// plausible reports whether the figures are hours of a week: not of a day, a
// shift or a notice, not a time of day, not money.
func plausible(s string, at []int, strict bool) bool {
	after := s[at[1]:]
	if otherPeriod.MatchString(after) && !onlyWeekly.MatchString(s[at[0]:at[1]]) {
		return false
	}
	if clockTime.MatchString(s[at[3]:]) || pounds.MatchString(s[:at[0]]) {
		return false
	}
	if !strict {
		return true
	}
	end := min(len(s), at[1]+12)
	return onlyWeekly.MatchString(s[at[0]:end])
}

// bounded turns a single figure into a bound where the words before say so.
func bounded(s string, at []int, w week) week {
	before := s[max(0, at[0]-24):at[0]]
	switch {
	case upTo.MatchString(before):
		w.min = nil
	case atLeast.MatchString(before):
		w.max = nil
	case strings.Contains(s[at[3]:at[1]], "+"):
		w.max = nil
	}
	return w
}

// between gives the hours that a match holds: from its first figure to its second,
// where it has one.
func between(s string, at []int) (week, bool) {
	low, ok := number(s[at[2]:at[3]])
	high := low
	if ok && len(at) > 4 && at[4] >= 0 {
		high, ok = number(s[at[4]:at[5]])
	}
	if low > high {
		low, high = high, low
	}
	return week{min: &low, max: &high, at: at[:2]}, ok
}

// number reads one figure of hours; "36:15" is hours and minutes.
func number(s string) (float64, bool) {
	if h, m, ok := strings.Cut(s, ":"); ok {
		hours, err := strconv.Atoi(h)
		minutes, err2 := strconv.Atoi(m)
		if err != nil || err2 != nil || minutes >= 60 {
			return 0, false
		}
		v := float64(hours) + float64(minutes)/60
		return v, v >= leastHours && v <= mostHours
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil && v >= leastHours && v <= mostHours
}
