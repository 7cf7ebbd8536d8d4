package closing

import (
	"regexp"
	"strings"
	"time"

	"vacancies/normalize/text"
)

// staysOpen are the words by which a sentence of the description says that the
// advert has no closing date.
var staysOpen = regexp.MustCompile(`(?i)\b(?:advert(?:isement)?|vacancy|post(?:ing)?|campaign|recruitment|applications?|role)\b[^.;]{0,40}\b(?:remains?|stays?|kept|is|will be|are)\b[^.;]{0,20}\b(?:open|rolling|accepted)\b`)

// readProse looks for the deadline in a description: in a sentence, or a label
// on a line and its value on the next.
func readProse(prose string, ref time.Time) Closing {
	none := Closing{Kind: None}
	if prose == "" {
		return none
	}
	sentences := text.Sentences(prose)
	var open Closing
	for i, sp := range sentences {
		s := sp.Of(prose)
		if len(s) > maxSentence {
			continue
		}
		if speaksOfEnd(s) && explicit.MatchString(s) {
			if i+1 < len(sentences) && len(s) < 40 && len(findDates(s)) == 0 {
				sp.End = sentences[i+1].End
				s = sp.Of(prose)
			}
			if len(s) <= maxSentence {
				if c := readWords(strings.ReplaceAll(s, "\n", " "), ref, "description", true); !c.At.IsZero() || c.Kind == Invalid {
					return c.moved(sp.Start)
				}
			}
		}
		if open.Kind == "" && (strings.Contains(s, "open") || strings.Contains(s, "accepted") || strings.Contains(s, "rolling")) && staysOpen.MatchString(s) {
			if c := readWords(s, ref, "description", true); c.Kind == UntilFilled || c.Kind == Rolling {
				open = c.moved(sp.Start)
			}
		}
	}
	if open.Kind != "" {
		return open
	}
	return none
}

// speaksOfEnd is a cheap first look for the words of explicit.
func speaksOfEnd(s string) bool {
	s = strings.ToLower(s)
	for _, w := range []string{"clos", "dead", "appl", "receiv", "submi", "return", "expir", "final", "last"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// moved counts the evidence from the beginning of the whole text.
func (c Closing) moved(offset int) Closing {
	c.Evidence.Start += offset
	c.Evidence.End += offset
	return c
}
