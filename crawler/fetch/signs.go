package fetch

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"vacancies/normalize/lifecycle"
	"vacancies/normalize/text"
)

// sign is a mark by which a page that is not what was asked for gives itself away.
type sign struct {
	fault lifecycle.Fault
	// mark is looked for in the page's source, in lower case.
	mark string
	// within is the most visible text, in bytes, of a page on which the mark
	// counts; anywhere when zero. Marks that an ordinary page may hold too count
	// only on a page that says little else.
	within int
}

// signs, the surest first. Products also put scripts into the ordinary pages they
// guard (Cloudflare's jsd script, Incapsula's resource script, an ALTCHA or
// reCAPTCHA field in a form), so those marks need a page that says nothing else.
var signs = []sign{
	// Oleeo Protect: a script of its own and a proof-of-work widget, status 200.
	{lifecycle.FaultChallenge, "/oleeoprotect/", 0},
	{lifecycle.FaultChallenge, "<title>quick check needed", 0},
	{lifecycle.FaultChallenge, "<altcha-widget", notice},
	// Cloudflare's interstitial sets this variable; guarded pages do not.
	{lifecycle.FaultChallenge, "_cf_chl_opt", 0},
	{lifecycle.FaultChallenge, "cf-chl-", notice},
	{lifecycle.FaultChallenge, "/orchestrate/chl_", 0},
	{lifecycle.FaultChallenge, "<title>just a moment", 0},
	{lifecycle.FaultChallenge, "checking your browser before accessing", 0},
	{lifecycle.FaultChallenge, "<title>attention required! | cloudflare", 0},
	// Imperva (Incapsula): the block page names the incident.
	{lifecycle.FaultChallenge, "incapsula incident id", 0},
	{lifecycle.FaultChallenge, "_incapsula_resource", empty},
	{lifecycle.FaultChallenge, "<title>pardon our interruption", 0},
	// The W4S firewall refuses with a code of its own.
	{lifecycle.FaultChallenge, "w4s-40", notice},
	{lifecycle.FaultChallenge, "w4s-41", notice},
	{lifecycle.FaultChallenge, "w4s-42", notice},
	// F5's application firewall answers 200 with these words and a support number.
	{lifecycle.FaultChallenge, "the requested url was rejected. please consult with your administrator", notice},
	// Amazon, DataDome, PerimeterX, Sucuri, Radware, Akamai, Azure.
	{lifecycle.FaultChallenge, "awswafcookiedomainlist", empty},
	{lifecycle.FaultChallenge, ".awswaf.com/", empty},
	{lifecycle.FaultChallenge, "captcha-delivery.com", empty},
	{lifecycle.FaultChallenge, "px-captcha", empty},
	{lifecycle.FaultChallenge, "sucuri website firewall", notice},
	{lifecycle.FaultChallenge, "radware bot manager", notice},
	{lifecycle.FaultChallenge, "/_sec/cp_challenge/", empty},
	{lifecycle.FaultChallenge, "afd_azwaf", empty},
	// General words and widgets, on a page that says little else.
	{lifecycle.FaultChallenge, "verify you are human", notice},
	{lifecycle.FaultChallenge, "verifying you are human", notice},
	{lifecycle.FaultChallenge, "are you a robot", notice},
	{lifecycle.FaultChallenge, "are not a robot", notice},
	{lifecycle.FaultChallenge, "complete the security check", notice},
	{lifecycle.FaultChallenge, "class=\"g-recaptcha", empty},
	{lifecycle.FaultChallenge, "class=\"h-captcha", empty},
	{lifecycle.FaultChallenge, "class=\"cf-turnstile", empty},

	{lifecycle.FaultMaintenance, "under maintenance", outage},
	{lifecycle.FaultMaintenance, "undergoing maintenance", outage},
	{lifecycle.FaultMaintenance, "scheduled maintenance", outage},
	{lifecycle.FaultMaintenance, "planned maintenance", outage},
	{lifecycle.FaultMaintenance, "essential maintenance", outage},
	{lifecycle.FaultMaintenance, "down for maintenance", outage},
	{lifecycle.FaultMaintenance, "maintenance mode", outage},
	{lifecycle.FaultMaintenance, "temporarily unavailable", outage},
	{lifecycle.FaultMaintenance, "currently unavailable", outage},
	{lifecycle.FaultMaintenance, "be back shortly", outage},
	{lifecycle.FaultMaintenance, "be back soon", outage},
	// Oleeo's pages of tenants that are switched off.
	{lifecycle.FaultMaintenance, "system pending deletion", outage},
	{lifecycle.FaultMaintenance, "system is not available", outage},
}

const (
	// signWindow is how much of a page is searched for signs.
	signWindow = 64 << 10
	// notice is the most visible text, in bytes, of a page that only says that
	// something else is wanted or wrong.
	notice = 1500
	// outage is the most of a page that says that the site is down.
	outage = 600
	// empty is the most of a page whose scripts are to do everything.
	empty = 300
)

// challengeHeader reports whether the headers alone say that this is a bot check.
func challengeHeader(h http.Header) bool {
	if strings.EqualFold(h.Get("Cf-Mitigated"), "challenge") {
		return true // Cloudflare says so on every challenge
	}
	switch strings.ToLower(h.Get("X-Amzn-Waf-Action")) {
	case "challenge", "captcha":
		return true
	}
	return false
}

// passwords are how a page asks for one.
var passwords = []string{`type="password"`, `type='password'`, `type=password`}

// pageMarks are the signs' marks in the signs' order, then the passwords'.
var pageMarks = func() *text.Marks {
	var all []string
	for _, s := range signs {
		all = append(all, s.mark)
	}
	return text.NewMarks(append(all, passwords...))
}()

// marked says which of pageMarks an HTML page holds; nil when none, as nearly
// every page does.
func marked(body []byte) []bool { return pageMarks.In(body[:min(len(body), signWindow)]) }

// signOf finds what an HTML page (or one of no stated type) that holds some
// marks gives itself away as. How much a reader sees is counted only where it matters.
func signOf(body []byte, found []bool) lifecycle.Fault {
	if found == nil {
		return ""
	}
	visible := -1
	for i, s := range signs {
		if !found[i] {
			continue
		}
		if s.within > 0 && visible < 0 {
			visible = visibleText(body, notice+1)
		}
		switch {
		case s.within > 0 && visible > s.within:
		case s.fault == lifecycle.FaultMaintenance && bytes.Contains(lower(body), []byte("<form")):
			// A page with a form works: the words are a banner's, as on iTrent's search
			// page, which says little else. Its adapter knows it by its own marks.
		default:
			return s.fault
		}
	}
	return ""
}

// small is an ASCII letter in lower case; other bytes stay.
func small(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// lower is the searched part of a page with its ASCII letters in lower case.
func lower(body []byte) []byte {
	window := bytes.Clone(body[:min(len(body), signWindow)])
	for i, c := range window {
		window[i] = small(c)
	}
	return window
}

// visibleText counts the bytes of text that a reader of an HTML page sees, up to
// a bound; the title is not among them, runs of blanks count once.
func visibleText(body []byte, bound int) int {
	z := html.NewTokenizer(bytes.NewReader(body))
	n, hidden := 0, ""
	for n < bound {
		switch z.Next() {
		case html.ErrorToken:
			return n
		case html.TextToken:
			if hidden == "" {
				for _, word := range bytes.Fields(z.Text()) {
					n += len(word) + 1
				}
			}
		case html.StartTagToken:
			if name, _ := z.TagName(); hidden == "" && isHidden(string(name)) {
				hidden = string(name)
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == hidden {
				hidden = ""
			}
		}
	}
	return n
}

// isHidden reports whether an element's text is not shown.
func isHidden(tag string) bool {
	switch tag {
	case "script", "style", "title", "template", "noembed", "noframes":
		return true
	}
	return false
}

// The words by which a log-in page's path and title are known.
var (
	loginPaths  = []string{"/login", "/log-in", "/logon", "/signin", "/sign-in", "/sign_in", "wp-login.php", "/adfs/", "/saml"}
	loginTitles = []string{"log in", "login", "log on", "logon", "sign in", "signin"}
)

// isLogin reports whether a page that holds some marks is a log-in page: it
// asks for a password, and its address says so, or its title does and there is
// little else. A log-in box beside a list does not count.
func isLogin(path string, body []byte, found []bool) bool {
	if found == nil || !slices.Contains(found[len(signs):], true) {
		return false
	}
	return containsAny(strings.ToLower(path), loginPaths) ||
		containsAny(title(body), loginTitles) && visibleText(body, 2*notice) < 2*notice
}

func containsAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// title is a page's title in lower case, if it stands near its beginning.
func title(body []byte) string {
	head := string(lower(body[:min(len(body), 4<<10)]))
	_, after, _ := strings.Cut(head, "<title")
	_, after, _ = strings.Cut(after, ">")
	words, _, _ := strings.Cut(after, "</title")
	return words
}

// showsText reports whether a page's body begins with plain elements and then
// text, as nearly every page's does: seeing that costs less than beginning to
// take a page apart. Anything else it leaves to whoever does.
func showsText(body []byte) bool {
	_, body, found := bytes.Cut(body, []byte("<body"))
	for found {
		end := bytes.IndexByte(body, '>')
		if end < 0 || bytes.IndexByte(body[:end], '"') >= 0 && bytes.Count(body[:end], []byte{'"'})%2 == 1 || bytes.IndexByte(body[:end], '\'') >= 0 {
			return false // the sign may stand in an attribute
		}
		body = bytes.TrimLeftFunc(body[end+1:], unicode.IsSpace)
		if len(body) == 0 || body[0] == '&' {
			return false // nothing, or a reference that may be a blank
		}
		if body[0] != '<' {
			return true
		}
		if body = body[1:]; !plainTag(body) {
			return false
		}
	}
	return false
}

// plainTag reports whether what follows a "<" is the tag of an element whose
// text is text.
func plainTag(rest []byte) bool {
	if rest = bytes.TrimPrefix(rest, []byte("/")); len(rest) == 0 || small(rest[0]) < 'a' || small(rest[0]) > 'z' {
		return false
	}
	return !slices.ContainsFunc(otherText, func(name string) bool {
		return len(rest) >= len(name) && strings.EqualFold(string(rest[:len(name)]), name)
	})
}

// otherText are the elements within which there is no markup.
var otherText = []string{"script", "style", "title", "template", "textarea", "noscript", "noembed", "noframes", "iframe", "xmp", "plaintext"}

// isBlank reports whether a page holds nothing at all: no text, and nothing that
// could bring any.
func isBlank(body []byte) bool {
	if len(bytes.TrimSpace(body)) == 0 {
		return true
	}
	if len(body) > signWindow || showsText(body) {
		return false
	}
	z := html.NewTokenizer(bytes.NewReader(body))
	title := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return true
		case html.TextToken:
			if !title && len(bytes.TrimSpace(z.Text())) > 0 {
				return false
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			switch name, _ := z.TagName(); string(name) {
			case "script", "iframe", "frame", "object", "embed", "form", "input", "img":
				return false
			case "title":
				title = true
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "title" {
				title = false
			}
		}
	}
}
