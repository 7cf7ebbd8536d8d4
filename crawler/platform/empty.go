package platform

import (
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// What a list holds, and what may stand before it, in the words in use.
const (
	listNouns = `(?:vacanc(?:y|ies)|jobs?|roles|positions|posts|opportunit(?:y|ies)|openings?|results?|adverts|listings|matches)`
	listKinds = `(?:current |currently |live |open |active |available |advertised |external |matching |suitable |further |search |job |new )*`
)

// hereIsNothing matches how lists say that they have none.
var hereIsNothing = regexp.MustCompile(`(?i)\b(?:` + or(
	`(?:there (?:are|is|were) |we (?:have|currently have) |sorry,? (?:but )?(?:we (?:currently )?have )?)?(?:currently |presently )?`+
		`(?:no|0|zero) `+listKinds+listNouns+`\b(?: (?:`+or(
		`found`, `available`, `at (?:this|the) (?:time|moment)`, `match\w*`, `to (?:show|display)`, `listed`,
		`which match[^.]*`, `were found`, `that match[^.]*`,
	)+`))?`,
	`no (?:records|items|entries) (?:were )?(?:found|available|to (?:show|display))`,
	`nothing (?:was )?found`,
	`(?:(?:do|does|did) not|don't|doesn't|didn't|are not|aren't|could not|couldn't|can't|cannot) (?:currently )?`+
		`(?:match|have|find)?(?: currently)? ?any `+listKinds+listNouns,
	`(?:your )?search(?: criteria)? returned no results`,
	`nid oes (?:unrhyw )?swyddi`, `dim swyddi`,
	`not (?:currently )?(?:advertising|recruiting|hiring)`,
) + `)\b`)

// notOfTheList is what follows where the none are a visitor's own: "no jobs in your basket".
var notOfTheList = regexp.MustCompile(`(?i)^\s*(?:in your|have been (?:saved|selected|added)|saved|selected|shortlisted|added|applied|to compare|viewed)\b`)

// saysEmpty is the words in which a list says that it has none; empty when it does not.
func saysEmpty(text string) string {
	for _, at := range hereIsNothing.FindAllStringIndex(text, 16) {
		if !notOfTheList.MatchString(text[at[1]:]) {
			return clip(strings.TrimSpace(text[at[0]:at[1]]), 200)
		}
	}
	return ""
}

// visible is the text of a page that a visitor sees: a "no results" that waits
// hidden for a script is not said.
func visible(doc *goquery.Document) string {
	body := doc.Find("body").Clone()
	body.Find("[hidden], [aria-hidden=true], [style*='display:none'], [style*='display: none'], .hide, .hidden, .d-none, template, noscript").Remove()
	return allWords(body)
}
