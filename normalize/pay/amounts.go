package pay

import (
	"regexp"
	"strconv"
	"strings"

	"vacancies/normalize/text"
)

// amount is one figure as it is written.
type amount struct {
	start, end int
	value      float64
	currency   bool // "£" or "GBP" before it
	kilo       bool // "45k"
	grouped    bool // "45,000"
	pence      bool // "13.26"
	thousandth bool // "53.532", which is thousands beside a figure of that size
	slip       bool // written as no figure is: "45,5000"
	plus       bool // "45,000+"
}

// group is one pay statement: a single figure or a range. A nil end is one that
// is not given or cannot be pay.
type group struct {
	start, end int
	lo, hi     *float64
	amounts    []amount
	isRange    bool
	kind       groupKind
	period     Period
}

// groupKind is what a group of figures stands for.
type groupKind int

const (
	base       groupKind = iota // the advertised pay
	fullTime                    // base pay, said to be the full-time one
	actual                      // the part-time pay
	supplement                  // paid beside the base
	notPay                      // a fee, a budget, a discount
)

func (g group) value() float64 { return g.amounts[len(g.amounts)-1].value }

// maxAmounts bounds how many figures of one text are looked at.
const maxAmounts = 64

// scan finds the figures of a text that could be money. Codes (PO5), percentages,
// dates, millions and figures inside words are not.
func scan(s string, masked []bool) []amount {
	var out []amount
	for i := 0; i < len(s) && len(out) < maxAmounts; {
		if !digit(s, i) || masked[i] {
			i++
			continue
		}
		a, next := readAmount(s, i)
		if a.end > 0 {
			out = append(out, a)
		}
		i = next
	}
	return out
}

// readAmount reads the figure at i. A zero end means that it is no money; next
// is where to go on.
func readAmount(s string, i int) (a amount, next int) {
	a.start, a.currency = currencyBefore(s, i)
	if !a.currency && ofCode(s, i) {
		return amount{}, skipCode(s, i)
	}
	digits, groups, end := wholePart(s, i, a.currency)
	a.grouped = len(groups) > 1
	a.slip = badGroups(groups) || len(digits) > 12
	if places := decimals(s, end); places > 0 {
		point := end
		end += 1 + places
		if places == 3 && a.currency && !a.grouped && groups[0] <= 3 { // "£45.000"
			digits += s[point+1 : end]
			a.grouped = true
		} else {
			digits += s[point:end]
			a.pence, a.thousandth = places == 2, places == 3
		}
	}
	value, err := strconv.ParseFloat(digits, 64)
	if err != nil { // out of all bounds
		return amount{}, end
	}
	a.value, a.end = value, end
	if end < len(s) && (s[end] == 'k' || s[end] == 'K') && (end+1 == len(s) || !letter(s[end+1])) {
		a.kilo, a.value, a.end = true, value*1000, end+1
	}
	if !moneyEnd(s, &a) {
		return amount{}, max(a.end, end)
	}
	return a, a.end
}

// ofCode reports a figure that goes on a code, a reference or a date: "PO5".
func ofCode(s string, i int) bool {
	return i > 0 && (letter(s[i-1]) || s[i-1] == '#' || s[i-1] == '.' || s[i-1] == '/' && digit(s, i-2))
}

// decimals gives how many figures follow a point at i; 0 without one.
func decimals(s string, i int) int {
	if i >= len(s) || s[i] != '.' {
		return 0
	}
	end := i + 1
	for digit(s, end) {
		end++
	}
	return end - i - 1
}

// wholePart reads the pounds of a figure: its digits, how many stand in each
// group of thousands, and where they end.
func wholePart(s string, i int, currency bool) (digits string, groups []int, end int) {
	var b strings.Builder
	groups = []int{0}
	for ; i < len(s); i++ {
		switch {
		case digit(s, i):
			b.WriteByte(s[i])
			groups[len(groups)-1]++
		case s[i] == ',' && digit(s, i+1), s[i] == ' ' && currency && spaceGroup(s, i, groups):
			groups = append(groups, 0)
		case s[i] == ',' && currency && groups[0] > 1 && digit(s, i+2) && s[i+1] == ' ' && spaceGroup(s, i+1, groups): // "£38, 984"
			groups = append(groups, 0)
			i++
		default:
			return b.String(), groups, i
		}
	}
	return b.String(), groups, i
}

// unitAfter are letters that may stand hard against a figure.
var unitAfter = regexp.MustCompile(`(?i)^(pa|ph|phr|pw|pd|pm|pcm|p|hr|hrs|hourly|per|gbp|to)\b`)

// moneyEnd looks at what follows a figure: nothing that makes it a percentage, a
// code, an ordinal, a date or millions.
func moneyEnd(s string, a *amount) bool {
	rest := s[a.end:]
	if rest == "" {
		return true
	}
	switch {
	case rest[0] == '+':
		a.plus = true
		a.end++
	case rest[0] == '%', strings.HasPrefix(rest, " %"), strings.HasPrefix(rest, " per cent"), strings.HasPrefix(rest, " percent"):
		return false
	case letter(rest[0]):
		if !unitAfter.MatchString(rest) {
			a.end += skipCode(rest, 0)
			return false
		}
	case rest[0] == '/' && len(rest) > 1 && digit(rest, 1) && !a.currency && !a.grouped:
		a.end += skipCode(rest, 0)
		return false
	}
	return !millions.MatchString(rest)
}

var millions = regexp.MustCompile(`(?i)^\s?(million|billion|bn\b|m\b)`)

// badGroups reports thousands that are not groups of three.
func badGroups(groups []int) bool {
	if len(groups) == 1 {
		return false
	}
	for _, n := range groups[1:] {
		if n != 3 {
			return true
		}
	}
	return groups[0] > 3
}

// spaceGroup reports a space that parts thousands: "£45 000".
func spaceGroup(s string, j int, groups []int) bool {
	return groups[len(groups)-1] <= 3 && digit(s, j+1) && digit(s, j+2) && digit(s, j+3) && !digit(s, j+4) && groups[0] <= 3
}

// currencyBefore gives where the figure with its currency sign begins.
func currencyBefore(s string, i int) (int, bool) {
	j := i
	for j > 0 && s[j-1] == ' ' {
		j--
	}
	for _, sign := range []string{"£", "GBP", "gbp", "£c", "£c.", "£C", "£circa"} {
		if strings.HasSuffix(s[:j], sign) {
			return j - len(sign), true
		}
	}
	return i, false
}

// skipCode passes over the letters and figures of a code or a date.
func skipCode(s string, i int) int {
	for i < len(s) && (digit(s, i) || letter(s[i]) || s[i] == '/' && digit(s, i+1)) {
		i++
	}
	return max(i, 1)
}

func digit(s string, i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// rangeLink is what stands between the two ends of a range.
var rangeLink = regexp.MustCompile(`(?i)^\s*(?:` + unitWords + `|gross|basic|fte|full[ -]time|[(][a-z ]{1,20}[)]|\s)*\s*(?:` + text.Either(
	`-|–|—|−|~`,
	`to|up to|rising(?: up)? to|increasing to|progressing to|going up to|through to|and|upto`,
) + `)\s*(?:up to|a maximum of|max(?:imum)?|circa|c\.?|approx\.?)?\s*$`)

// unitWords are the ways a period is written after a figure.
var unitWords = text.Either(
	`per annum|per year|per yr|a year|annum|p\.?\s?a\.?|p/a`,
	`per month|pcm|p\.?m\.?`,
	`per week|a week|p\.?w\.?`,
	`per day|a day|p\.?d\.?|daily`,
	`per hour|an hour|p\.?h\.?|p/h|hourly`,
)

// join makes groups of figures: ranges where two are linked, else single ones.
func join(s string, amounts []amount) []group {
	var out []group
	for i := 0; i < len(amounts); i++ {
		a := amounts[i]
		if i+1 < len(amounts) {
			b := amounts[i+1]
			if link := s[a.end:b.start]; !a.plus && len(link) < 48 && rangeLink.MatchString(link) && linked(s, link, &a, &b) {
				out = append(out, group{start: a.start, end: b.end, amounts: []amount{a, b}, isRange: true})
				i++
				continue
			}
		}
		out = append(out, group{start: a.start, end: a.end, amounts: []amount{a}})
	}
	return out
}

// linked reports whether two figures belong to one range, and shares thousands
// and currency between its ends.
func linked(s, link string, a, b *amount) bool {
	if strings.HasSuffix(strings.TrimSpace(strings.ToLower(link)), "and") && !betweenWord.MatchString(s[:a.start]) {
		return false
	}
	shareThousands(a, b)
	if a.currency == b.currency {
		return true
	}
	// "Grade 9 - £45,000" is no range, "£45,000 - 50,000" and "45,000 - £50,000" are.
	if a.currency && b.value*4 < a.value || b.currency && a.value*4 < b.value {
		return false
	}
	a.currency, b.currency = true, true
	return true
}

// shareThousands makes thousands of an end that leaves them to the other: "40-45k",
// "£41-46,000".
func shareThousands(a, b *amount) {
	switch sound := !a.slip && !b.slip; {
	case sound && b.kilo && !a.kilo && a.value < 1000:
		a.value, a.kilo = a.value*1000, true
	case sound && a.kilo && !b.kilo && b.value < 1000:
		b.value, b.kilo = b.value*1000, true
	case !a.kilo && !a.pence && a.value < 1000 && a.value*1000 < b.value && a.value*2000 > b.value:
		a.value *= 1000
	}
	if b.thousandth && a.value > 1000 && b.value < 1000 {
		b.value *= 1000
	}
}

// betweenWord begins a range whose ends are joined by "and".
var betweenWord = text.MustPattern(`(?i)\bbetween\s*$`)
