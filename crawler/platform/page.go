package platform

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	nethtml "golang.org/x/net/html"

	"vacancies/crawler/fetch"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// maxRows bounds what is read from one list page; the largest real one holds a few hundred.
const maxRows = 20_000

// maxPages bounds the list pages that paging may lead to, so that a total that
// lies cannot keep us for ever.
const maxPages = 500

// fault makes the error of a page that cannot be read as its system's.
func fault(name string, p *fetch.Page, f lifecycle.Fault, format string, args ...any) *Error {
	return &Error{Platform: name, URL: withoutTokens(p.URL), Fault: f, Detail: fmt.Sprintf(format, args...)}
}

// configFault makes the error of a source whose config does not say enough.
func configFault(name, address, format string, args ...any) *Error {
	return &Error{Platform: name, URL: address, Fault: lifecycle.FaultConfig, Detail: fmt.Sprintf(format, args...)}
}

// parse reads a page as HTML.
func parse(name string, p *fetch.Page) (*goquery.Document, *Error) {
	return parseHTML(name, p, p.Body)
}

func parseHTML(name string, p *fetch.Page, markup []byte) (*goquery.Document, *Error) {
	if len(bytes.TrimSpace(markup)) == 0 {
		return nil, fault(name, p, lifecycle.FaultBlank, "the page is empty")
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(markup))
	if err != nil {
		return nil, fault(name, p, lifecycle.FaultMalformed, "not readable as HTML: %v", err)
	}
	rebase(p, doc)
	return doc, nil
}

var bases = css("base[href]")

// rebase makes the links of a page that names a base of its own absolute, so
// that they lead where a browser would go (HTML, 2.4.3 and 4.2.3). Other links
// stay as they are, to be resolved against the page's address.
func rebase(p *fetch.Page, doc *goquery.Document) {
	named := doc.FindMatcher(bases)
	if named.Length() == 0 {
		return
	}
	base := resolve(p.URL, named.First().AttrOr("href", ""))
	if base == nil || base.String() == p.URL {
		return
	}
	doc.Find("a[href], link[href]").Each(func(_ int, link *goquery.Selection) {
		if u := resolve(base.String(), link.AttrOr("href", "")); u != nil {
			link.SetAttr("href", u.String())
		}
	})
}

// parseJSON reads a page as JSON into v.
func parseJSON(name string, p *fetch.Page, v any) *Error {
	text := bytes.TrimPrefix(bytes.TrimSpace(p.Body), []byte("\uFEFF"))
	if len(text) == 0 {
		return fault(name, p, lifecycle.FaultBlank, "the answer is empty")
	}
	if text[0] == '<' {
		return sick(name, p, "JSON")
	}
	err := json.Unmarshal(text, v)
	var syntax *json.SyntaxError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &syntax) && syntax.Offset >= int64(len(text)), errors.Is(err, io.ErrUnexpectedEOF):
		return fault(name, p, lifecycle.FaultTruncated, "the JSON breaks off")
	default:
		return fault(name, p, lifecycle.FaultMalformed, "not the JSON we know: %v", err)
	}
}

// The signs of pages that come instead of the one asked for. They are looked
// for only where an adapter's own marks are missing, so that a banner on a
// working page is not mistaken for one.
var (
	challengeSigns = regexp.MustCompile(`(?i)quick check needed|oleeoprotect|altcha|cf-chl-|challenge-platform|just a moment\.\.\.|attention required!|recaptcha/api|hcaptcha\.com|g-recaptcha|_incapsula_|imperva|px-captcha|datadome|unusual traffic|are you a (?:robot|human)|verify (?:that )?you are (?:a )?human|not a robot|checking your browser|request unsuccessful|pardon our interruption|security check`)
	goneSigns      = regexp.MustCompile(`(?i)system pending deletion|this (?:site|system|careers site) (?:has been|is) (?:closed|decommissioned|retired|removed)|no longer in use`)
	serviceSigns   = regexp.MustCompile(`(?i)maintenance|temporarily (?:unavailable|down|closed)|(?:system|service|site|website) is (?:currently |temporarily )?(?:not available|unavailable|down|offline)|be back (?:soon|shortly)|scheduled (?:downtime|outage)|out of service`)
	loginSigns     = regexp.MustCompile(`(?i)\b(?:log ?in|sign ?in|log ?on|logon|session (?:has )?(?:expired|timed out)|mewngofnodi)\b`)
	blockedSigns   = regexp.MustCompile(`(?i)access (?:is |has been )?denied|403 forbidden|you (?:have been|are) blocked|web application firewall`)
)

// otherMedia are answers that are no document at all.
var otherMedia = regexp.MustCompile(`^(?:image|audio|video|font)/|^application/(?:pdf|zip|msword|vnd\.(?:ms|openxml))`)

// sick says what a page is on which an adapter's marks are missing: blank, a
// bot check, a log-in, maintenance, of another kind, or simply not what it was.
func sick(name string, p *fetch.Page, lookedFor string) *Error {
	if otherMedia.MatchString(p.MediaType) {
		return fault(name, p, lifecycle.FaultType, "%s instead of %s", p.MediaType, lookedFor)
	}
	doc, failed := parse(name, p)
	if failed != nil {
		return failed
	}
	raw := clip(string(p.Body), 512<<10)
	seen := words(doc.Find("title, body"))
	title := words(doc.Find("title, h1"))
	short := len(seen) < 1_500
	found := func(signs *regexp.Regexp, in string) string { return signs.FindString(in) }
	switch {
	case seen == "" && doc.Find("script").Length() == 0:
		return fault(name, p, lifecycle.FaultBlank, "nothing is written on the page")
	case found(challengeSigns, title) != "", short && found(challengeSigns, raw) != "":
		return fault(name, p, lifecycle.FaultChallenge, "a bot check (%q)", found(challengeSigns, title+" "+raw))
	case found(blockedSigns, title) != "":
		return fault(name, p, lifecycle.FaultForbidden, "%q", found(blockedSigns, title))
	case found(goneSigns, title) != "", short && found(goneSigns, seen) != "":
		return fault(name, p, lifecycle.FaultGone, "%q", found(goneSigns, title+" "+seen))
	case found(serviceSigns, title) != "", short && found(serviceSigns, seen) != "":
		return fault(name, p, lifecycle.FaultMaintenance, "%q", found(serviceSigns, title+" "+seen))
	case (short || found(loginSigns, title) != "") && doc.Find("input[type=password]").Length() > 0, short && found(loginSigns, title) != "":
		return fault(name, p, lifecycle.FaultLogin, "the page wants us to sign in")
	}
	return fault(name, p, lifecycle.FaultRedesign, "%s not found", lookedFor)
}

// What a list holds, and what may stand before it, in the words in use.
const (
	listNouns = `(?:vacanc(?:y|ies)|jobs?|roles|positions|posts|opportunit(?:y|ies)|openings?|results?|adverts|listings|matches)`
	listKinds = `(?:current |currently |live |open |active |available |advertised |external |matching |suitable |further |search |job |new )*`
)

// hereIsNothing matches how lists say that they have none.
var hereIsNothing = regexp.MustCompile(`(?i)\b(?:(?:there (?:are|is|were) |we (?:have|currently have) |sorry,? (?:but )?(?:we (?:currently )?have )?)?(?:currently |presently )?(?:no|0|zero) ` + listKinds + listNouns +
	`\b(?: (?:found|available|at (?:this|the) (?:time|moment)|match\w*|to (?:show|display)|listed|which match[^.]*|were found|that match[^.]*))?|` +
	`no (?:records|items|entries) (?:were )?(?:found|available|to (?:show|display))|nothing (?:was )?found|` +
	`(?:(?:do|does|did) not|don't|doesn't|didn't|are not|aren't|could not|couldn't|can't|cannot) (?:currently )?(?:match|have|find)?(?: currently)? ?any ` + listKinds + listNouns + `|` +
	`(?:your )?search(?: criteria)? returned no results|nid oes (?:unrhyw )?swyddi|dim swyddi|not (?:currently )?(?:advertising|recruiting|hiring))\b`)

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

// closedWords matches how an advert's page says that applying is over, inside a
// line or as the whole of one. The words before tell "has closed" from "once it
// has closed".
var closedWords = regexp.MustCompile(`(?i)(?:\b(if|once|when|until|after|before|unless|should|in case|whether)\b[^.!?\n]{0,40})?\b(?:` +
	`(?:this|the|that) (?:selected |requested )?(?:job|vacancy|advert|advertisement|post|posting|listing|position|role|opportunity|requisition|page)(?: posting| advert| vacancy)?` +
	`(?: (?:that )?(?:you(?:'re| are| were| have|'ve) )?(?:looking for|trying to (?:view|access|find|apply for)|requested|selected|followed|viewing))?` +
	`(?: (?:is|has|was)(?: now| already| been| since)* (?:closed|expired|ended|filled|withdrawn|removed|unpublished|unposted|archived|deleted|not (?:currently )?(?:available|accepting applications)|no longer (?:available|open|advertised|accepting|active|live|posted|online))| closed on\b)|` +
	`no longer accepting applications|closed (?:to|for) (?:new )?applications|registration is (?:now )?closed|applications (?:are|is) (?:now closed|no longer (?:possible|being accepted|accepted))|` +
	`applications (?:for this (?:job|role|post|vacancy|position) )?(?:(?:have|has) (?:now )?closed|closed on\b)|the (?:closing date|(?:application )?deadline)(?: for (?:applications|(?:applying to )?this (?:job|vacancy|post|role)))? has (?:now )?passed|` +
	`you can no longer apply|unposted posting|mae'r swydd (?:hon|wag) (?:wedi cau|ar gau))|` +
	`^(?:this )?(?:(?:vacancy|job|advert|role|position|post|applications?|recruitment) (?:is |are )?(?:now )?(?:closed|expired)|expired (?:vacancy|job|advert)|(?:sorry,? )?(?:the )?(?:job|vacancy|advert|role|position) (?:was |could )?not (?:be )?found)\W*$`)

// closedHints are words without which closedWords cannot match, in lower case:
// no two of them, since any blank may part words.
var closedHints = []string{"closed", "expired", "ended", "filled", "withdrawn", "removed", "unpublished", "unposted", "archived", "deleted", "longer", "available", "accepting", "found", "passed", "wedi", "gau"}

// saysClosed is the words in which a page says that applying is over; empty
// when it does not. An employer's own text must not be given to it: only the
// page around the advert, or a page without one.
func saysClosed(s *goquery.Selection) string { return closedIn(inLines(s)) }

// closedIn is saysClosed of a page's text, a line for each block.
func closedIn(text string) string {
	if !hints(strings.ToLower(text), closedHints) {
		return ""
	}
	for line := range strings.SplitSeq(text, "\n") {
		if !hints(strings.ToLower(line), closedHints) {
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

// hints reports whether a text holds one of a few words.
func hints(text string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}

var bodies = css("body")

// closedAround is saysClosed over a page without its description.
func closedAround(doc *goquery.Document, description string) string {
	body := doc.FindMatcher(bodies)
	apart := map[*nethtml.Node]bool{}
	if description != "" {
		for _, n := range body.Find(description).Nodes {
			apart[n] = true
		}
	}
	var b strings.Builder
	for _, n := range body.Nodes {
		writeWordsBut(&b, n, apart)
	}
	return closedIn(b.String())
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
	if saysClosed(doc.Find("body")) != "" {
		return row.Advert, true, nil
	}
	return normalize.Advert{}, false, sick(name, p, lookedFor)
}

// mainPart is a page without what surrounds its content.
func mainPart(doc *goquery.Document) *goquery.Selection {
	region := doc.Find("#main-content, main, [role=main], #content").First()
	if region.Length() == 0 {
		region = doc.Find("body")
	}
	region = region.Clone()
	region.Find("nav, header, footer, .breadcrumb, #cookie, [class*=cookie]").Remove()
	return region
}

// breaksOff says that a list page was cut short; empty when it was not. Without
// a total of its own such a page would pass for the last one.
func breaksOff(p *fetch.Page) string {
	text := bytes.ToLower(bytes.TrimSpace(p.Body))
	if !bytes.HasSuffix(text, []byte(">")) || bytes.Contains(text, []byte("<html")) && !bytes.Contains(text, []byte("</html")) {
		return "the page breaks off"
	}
	return ""
}
