package site

import (
	"strconv"
	"strings"

	"vacancies/normalize/lifecycle"
)

// verdictWords say what a run was worth, and what that means for the lists.
func verdictWords(v lifecycle.Verdict) (name, meaning, tone string) {
	switch v {
	case lifecycle.Healthy:
		return "Read well", "The whole list was read.", ""
	case lifecycle.Empty:
		return "Read well, none listed", "The page itself says that there are no vacancies.", ""
	case lifecycle.Unchanged:
		return "Read well, unchanged", "Nothing was different from the time before.", ""
	case lifecycle.Partial:
		return "Read in part", "Not the whole list could be read: new and changed adverts count, nothing is taken away.", "warn"
	case lifecycle.Collapsed:
		return "Withheld", "Much of the list was suddenly gone, or looked like another board. Nothing is changed until a later reading confirms it, or, where the page says so, a person.", "over"
	case lifecycle.Blocked:
		return "Kept out", "The site did not let us in. What we had stays up.", "over"
	case lifecycle.Moved:
		return "Moved", "The list is no longer where it was, or no longer looks as it did. What we had stays up.", "over"
	case lifecycle.Failed:
		return "Failed", "The list could not be read. What we had stays up.", "over"
	case lifecycle.Skipped:
		return "Not read", "It was left out this time.", "plain"
	}
	return "Not read yet", "It has never been tried.", "plain"
}

// stateWords are verdictWords for a source whose reading is withheld: what ends
// that, a later reading or a person alone.
func stateWords(st *lifecycle.SourceState) (name, meaning, tone string) {
	name, meaning, tone = verdictWords(st.Verdict)
	if w := st.Withheld; w != nil && !readWell(st.Verdict) {
		switch {
		case w.Refused:
			meaning = "A person has said that what it shows is wrong. What we had stays up."
		case w.Believable():
			meaning = "Much was suddenly gone. What we had stays up until a later reading, or a person, confirms it."
		default:
			meaning = "What it shows is taken in only when a person approves it. Until then what we had stays up."
		}
	}
	return name, meaning, tone
}

// withheldShown is how many of the vacancies concerned are named.
const withheldShown = 12

// waiting say what stands to happen to which vacancies if a withheld reading is
// believed.
func waiting(snap *lifecycle.Snapshot, w *lifecycle.Withheld) (out []string) {
	if w == nil {
		return nil
	}
	name := func(id string) string {
		if r := snap.Record(id); r != nil {
			return "“" + title(r) + "”"
		}
		return id
	}
	for _, t := range w.Takeover {
		out = append(out, "“"+clip(t.Words, maxTitle)+"” is taken for "+name(t.Vacancy)+", by the rule "+t.Rule)
	}
	for _, id := range w.Missing {
		out = append(out, name(id)+" would go")
	}
	for _, field := range w.Lost {
		out = append(out, "Half or more of the adverts would lose: "+field)
	}
	if n := len(out); n > withheldShown {
		out = append(out[:withheldShown], "and "+strconv.Itoa(n-withheldShown)+" more")
	}
	return out
}

// verdicts in the order they are explained.
var verdicts = []lifecycle.Verdict{lifecycle.Healthy, lifecycle.Empty, lifecycle.Unchanged, lifecycle.Partial,
	lifecycle.Collapsed, lifecycle.Blocked, lifecycle.Moved, lifecycle.Failed, lifecycle.Skipped}

// faultWords say in plain words what went wrong.
func faultWords(f lifecycle.Fault) string {
	if words, ok := faults[f]; ok {
		return words
	}
	return string(f)
}

var faults = map[lifecycle.Fault]string{
	lifecycle.FaultDown: "the site could not be reached", lifecycle.FaultRefused: "the site refused the connection",
	lifecycle.FaultReset: "the connection broke off", lifecycle.FaultTimeout: "the site was too slow",
	lifecycle.FaultCertificate: "the site’s certificate is not valid", lifecycle.FaultAddress: "the address is not one we may go to",
	lifecycle.FaultServer: "the site had an error of its own", lifecycle.FaultThrottled: "the site asked us to come back later",
	lifecycle.FaultForbidden: "the site said no (forbidden)", lifecycle.FaultNotFound: "the page was not found",
	lifecycle.FaultGone: "the page is gone for good", lifecycle.FaultStatus: "the site answered unexpectedly",
	lifecycle.FaultMoved: "the page sends visitors to a site we may not read", lifecycle.FaultRedirects: "the page redirects in circles",
	lifecycle.FaultRobots: "the site’s robots.txt asks us to keep out", lifecycle.FaultRobotsDown: "the site’s robots.txt could not be read, so we kept out",
	lifecycle.FaultChallenge: "the site showed a bot check, which we do not try to pass", lifecycle.FaultLogin: "the page now asks visitors to sign in",
	lifecycle.FaultMaintenance: "the site is under maintenance", lifecycle.FaultTooLarge: "the page is too large",
	lifecycle.FaultTruncated: "the page broke off in the middle", lifecycle.FaultType: "the answer was not the kind of page it should be",
	lifecycle.FaultGarbled: "the page’s text could not be decoded", lifecycle.FaultBlank: "the page was blank",
	lifecycle.FaultRedesign: "the page no longer looks as it did", lifecycle.FaultMalformed: "the page is broken inside",
	lifecycle.FaultConfig: "the source is set up wrongly", lifecycle.FaultCancelled: "the reading was interrupted",
}

// readWell reports whether a verdict means that a source can be believed.
func readWell(v lifecycle.Verdict) bool {
	switch v {
	case lifecycle.Healthy, lifecycle.Empty, lifecycle.Unchanged, lifecycle.Partial:
		return true
	}
	return false
}

// troubleWords say why a source is not read as it should be; empty when it is.
func troubleWords(st *lifecycle.SourceState) string {
	switch {
	case st.Paused() != "":
		return capital(st.Paused())
	case st.Unpublished() != "":
		return "Read, but not published: " + st.Unpublished()
	case st.Withheld != nil:
		return withheldWords(st.Withheld)
	case readWell(st.Verdict):
		return ""
	case st.Fault != "":
		return capital(faultWords(st.Fault))
	}
	return st.Error
}

// withheldWords say why a reading is withheld, in words for people.
func withheldWords(w *lifecycle.Withheld) string {
	return capital(clip(strings.ReplaceAll(w.Reason, "closing instant", "closing time"), 200))
}
