package platform

import (
	"regexp"

	"vacancies/crawler/fetch"
	"vacancies/normalize/lifecycle"
	"vacancies/normalize/text"
)

// The signs of pages that come instead of the one asked for. They are looked
// for only where an adapter's own marks are missing, so that a banner on a
// working page is not mistaken for one.
var (
	challengeSigns = text.MustPattern(`(?i)` + or(
		`quick check needed`, `oleeoprotect`, `altcha`, `cf-chl-`, `challenge-platform`, `just a moment\.\.\.`,
		`attention required!`, `recaptcha/api`, `hcaptcha\.com`, `g-recaptcha`, `_incapsula_`, `imperva`,
		`px-captcha`, `datadome`, `unusual traffic`, `are you a (?:robot|human)`,
		`verify (?:that )?you are (?:a )?human`, `not a robot`, `checking your browser`,
		`request unsuccessful`, `pardon our interruption`, `security check`,
	))
	goneSigns = either(
		`system pending deletion`,
		`this (?:site|system|careers site) (?:has been|is) (?:closed|decommissioned|retired|removed)`,
		`no longer in use`,
	)
	serviceSigns = either(
		`maintenance`, `temporarily (?:unavailable|down|closed)`,
		`(?:system|service|site|website) is (?:currently |temporarily )?(?:not available|unavailable|down|offline)`,
		`be back (?:soon|shortly)`, `scheduled (?:downtime|outage)`, `out of service`,
	)
	loginSigns   = regexp.MustCompile(`(?i)\b(?:log ?in|sign ?in|log ?on|logon|session (?:has )?(?:expired|timed out)|mewngofnodi)\b`)
	blockedSigns = either(
		`access (?:is |has been )?denied`, `403 forbidden`, `you (?:have been|are) blocked`,
		`web application firewall`,
	)
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
	found := func(signs interface{ FindString(string) string }, in string) string { return signs.FindString(in) }
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
