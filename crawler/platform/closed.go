package platform

import (
	"math"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
	nethtml "golang.org/x/net/html"

	"vacancies/crawler/fetch"
	"vacancies/normalize"
	"vacancies/normalize/text"
)

// What closedWords is made of.
const (
	// unlessSo stands before closing words that are not said of now: "once it has closed".
	unlessSo = `(?:\b(if|once|when|until|after|before|unless|should|in case|whether)\b[^.!?\n]{0,40})?`
	// thisAdvert names the advert that a page is of.
	thisAdvert = `(?:this|the|that) (?:selected |requested )?` +
		`(?:job|vacancy|advert|advertisement|post|posting|listing|position|role|opportunity|requisition|page)(?: posting| advert| vacancy)?` +
		`(?: (?:that )?(?:you(?:'re| are| were| have|'ve) )?(?:looking for|trying to (?:view|access|find|apply for)|requested|selected|followed|viewing))?`
)

// closedWords matches how an advert's page says that applying is over, inside a
// line or as the whole of one. The words before tell "has closed" from "once it
// has closed".
var closedWords = regexp.MustCompile(`(?i)` + unlessSo + `\b(?:` + or(
	thisAdvert+`(?: (?:is|has|was)(?: now| already| been| since)* (?:`+or(
		`closed`, `expired`, `ended`, `filled`, `withdrawn`, `removed`, `unpublished`, `unposted`, `archived`, `deleted`,
		`not (?:currently )?(?:available|accepting applications)`,
		`no longer (?:available|open|advertised|accepting|active|live|posted|online)`,
	)+`)| closed on\b)`,
	`no longer accepting applications`,
	`closed (?:to|for) (?:new )?applications`,
	`registration is (?:now )?closed`,
	`applications (?:are|is) (?:now closed|no longer (?:possible|being accepted|accepted))`,
	`applications (?:for this (?:job|role|post|vacancy|position) )?(?:(?:have|has) (?:now )?closed|closed on\b)`,
	`the (?:closing date|(?:application )?deadline)(?: for (?:applications|(?:applying to )?this (?:job|vacancy|post|role)))? has (?:now )?passed`,
	`you can no longer apply`,
	`unposted posting`,
	`mae'r swydd (?:hon|wag) (?:wedi cau|ar gau)`,
) + `)|^(?:this )?(?:` + or(
	`(?:vacancy|job|advert|role|position|post|applications?|recruitment) (?:is |are )?(?:now )?(?:closed|expired)`,
	`expired (?:vacancy|job|advert)`,
	`(?:sorry,? )?(?:the )?(?:job|vacancy|advert|role|position) (?:was |could )?not (?:be )?found`,
) + `)\W*$`)

// closedHints are words without which closedWords cannot match: no two of them,
// since any blank may part words.
var closedHints = text.NewMarks([]string{"closed", "expired", "ended", "filled", "withdrawn", "removed", "unpublished", "unposted", "archived", "deleted", "longer", "available", "accepting", "found", "passed", "swydd"})

// saysClosed is the words in which a page says that applying is over; empty
// when it does not. An employer's own text must not be given to it: only the
// page around the advert, or a page without one.
func saysClosed(s *goquery.Selection) string { return closedIn(inLines(s)) }

// closedIn is saysClosed of a page's text, a line for each block.
func closedIn(page string) string {
	if closedHints.In([]byte(page)) == nil {
		return ""
	}
	for line := range strings.SplitSeq(page, "\n") {
		if closedHints.In([]byte(line)) == nil {
			continue
		}
		for _, m := range closedWords.FindAllStringSubmatch(tidy(line), 8) {
			if m[1] == "" {
				return clip(strings.TrimSpace(m[0]), 200)
			}
		}
	}
	return ""
}

var (
	pageTitle       = css("title")
	pageDescription = css("meta[name=description]")
)

// usualText is room for what most pages say beside their description, in bytes.
const usualText = 2 << 10

// closedAround is saysClosed over a page without its description.
func closedAround(doc *goquery.Document, description *goquery.Selection) string {
	body := bodyOf(doc)
	apart := map[*nethtml.Node]bool{}
	for _, n := range description.Nodes {
		apart[n] = true
	}
	l := line{limit: math.MaxInt, perBlock: true}
	l.b.Grow(usualText)
	for _, n := range body.Nodes {
		delete(apart, n) // a class of the whole page sets nothing apart
		l.tree(n, apart)
	}
	return closedIn(l.String())
}

var notices = css("h1, h2, h3, [role=alert], [role=status], [class*=alert], [class*=notice], [class*=message], [class*=warning], [class*=banner], [class*=closed], [class*=expired]")

// closedNotice is saysClosed over the headings and notices of a page whose
// description cannot be told from the rest.
func closedNotice(doc *goquery.Document) string {
	return saysClosed(doc.FindMatcher(notices))
}

// withoutAdvert is the outcome of an advert's page on which the system's marks
// of one are missing: the advert is closed where the page says so; otherwise the
// page is not what it should be.
func withoutAdvert(name string, row Row, p *fetch.Page, doc *goquery.Document, lookedFor string) (normalize.Advert, bool, error) {
	if saysClosed(bodyOf(doc)) != "" {
		return row.Advert, true, nil
	}
	return normalize.Advert{}, false, sick(name, p, lookedFor)
}
