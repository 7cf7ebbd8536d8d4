package probe

import (
	"net/url"
	"regexp"
	"strings"
)

// promises are words of a link's text or address that lead towards a list of
// vacancies, with how much they promise.
var promises = []struct {
	words *regexp.Regexp
	score int
}{
	{regexp.MustCompile(`(?i)\b(search|view|see|browse|find|all|current|latest)\b.{0,30}\b(jobs?|vacanc(y|ies)|roles|opportunities|positions)\b`), 45},
	{regexp.MustCompile(`(?i)\b(job[-_ ]?search|vacancy[-_ ]?search|job[-_ ]?list(ings?)?|current[-_ ]vacancies|vacanc(y|ies))\b`), 40},
	{regexp.MustCompile(`(?i)\b(jobs?|careers?|work (for|with) us|working for us|join (us|our team)|recruitment)\b`), 25},
	{regexp.MustCompile(`(?i)\b(children'?s? (social )?(work|care|services)|social work(er)?s?)\b`), 20},
	{regexp.MustCompile(`(?i)\bapply\b`), 10},
}

// detours are words of pages that never list vacancies.
var detours = regexp.MustCompile(`(?i)(privacy|cookie|accessibility|benefits?|facebook|twitter|linkedin|instagram|youtube|foster(ing)? with us|volunteer|\.pdf\b|\.docx?\b|mailto:|job-?centre|housing benefit|council tax)`)

// promise scores a link: 0 is not worth following.
func promise(u *url.URL, words string) int {
	words = strings.Join(strings.Fields(words), " ")
	if len(words) > 200 {
		words = words[:200]
	}
	all := words + " " + strings.NewReplacer("-", " ", "_", " ", "/", " ").Replace(u.Path) + " " + u.Hostname()
	if detours.MatchString(words+" "+u.Path) || mustNotOpen(u) {
		return 0
	}
	score := 0
	for _, p := range promises {
		if p.words.MatchString(all) {
			score = max(score, p.score)
		}
	}
	if Vendor(u.Hostname()) {
		score = max(score, signature+5)
	}
	return score
}

// forbidden are the shapes of addresses that are never opened: log-ins and
// application forms.
var forbidden = regexp.MustCompile(`(?i)(log-?in\b|sign-?in\b|log-?on\b|/register|/account|/auth\b|/apply(?:[/?.#_]|$)|apply-?(?:now|app|online|form)|vacancy-apply|syd_apply|application-?form|/applications?(?:[/?#]|$)|career_ns=job_application|/members/\?j=|[?&](?:page|action|view|mode|step)=(?:apply|log-?in|register)|/candidate/(?:apply|application|register))`)

// mustNotOpen reports whether an address looks like a log-in or an application
// form. Its address may still be looked at.
func mustNotOpen(u *url.URL) bool { return forbidden.MatchString(u.Path + "?" + u.RawQuery) }
