package closing

import "vacancies/normalize/text"

var (
	untilFilled = text.MustPattern(`(?i)` + text.Either(
		`\b(?:until|till|when|once|unless|as soon as)\b[^.;]{0,60}\b(?:fill(?:ed)?|appoint|appointed|appointment|found|find|recruited|suitable candidates?|successful)\b`,
		`\buntil filled\b`,
		`\bopen till filled`,
		`\bfilled\b`,
	))
	rolling = text.MustPattern(`(?i)` + text.Either(
		`\brolling\b`,
		`\breviewed? (?:on )?(?:an? )?(?:weekly|fortnightly|monthly|quarterly|regular\w*|periodic\w*|every|each)\b`,
		`\b(?:shortlist|sift|review)\w*[^.;]{0,30}\b(?:weekly|fortnightly|monthly|intervals)\b`,
	))
	// reviewed are words that say only that applications are read time and again.
	reviewed = text.MustPattern(`(?i)` + text.Either(
		`\b(?:applications?|cvs?|candidates?)\b[^.;]{0,40}\breview(?:ed|ing)\b`,
		`^\W*review(?:ed|ing)\W*$`,
		`\b(?:applications?|cvs?|continuous|regular) review`,
		`\b(?:shortlist\w*|sift\w*|interview\w*)\b[^.;]{0,40}\b(?:weekly|fortnightly|monthly|regular\w*|intervals|as (?:and when )?(?:they|applications|received))`,
		`\bat (?:regular )?intervals`,
		`\b(?:weekly|monthly|fortnightly|quarterly)\b`,
		`\b(?:every|each) (?:(?:second|other|two|three|four|six|eight|few|[2-8]) )?(?:week|month|fortnight|quarter)s?\b`,
	))
	ongoing = text.MustPattern(`(?i)` + text.Either(
		`\bon-?\s?going\b`,
		`\bcontinu(?:ous|al|ing)\w*`,
		`\bopen[- ]ended`,
		`\bever-?green`,
		`\b(?:no|without(?: a| an)?|not? (?:have )?a?|does not have an?) (?:set |fixed |specific |current )?(?:closing|end|expiry|close) ?(?:date)?`,
		`\bno deadline`,
		`\balways (?:open|recruiting|accepting)`,
		`\bopen (?:all year|continuously|permanently|indefinitely|throughout)`,
		`\byear[- ]round`,
		`\ball year`,
		`\buntil further notice`,
		`\bany ?time`,
		`\bindefinite\w*`,
		`^\W*open\W*$`,
		`\bopen (?:recruitment|advert|application|vacancy)`,
		`\bpermanently open`,
	))
	// earlyClose says that the day given may come sooner.
	earlyClose = text.MustPattern(`(?i)` + text.Either(
		`\b(?:clos\w+|end(?:ed|ing)?|withdraw\w*|remov\w+|taken down)\b[^.;]{0,60}\b(?:early|earlier|sooner|ahead of|(?:before|prior to) (?:the|this|that|its|stated|advertised|closing|deadline))`,
		`\bearl(?:y|ier) clos`,
		`\bright to (?:close|end|withdraw|bring forward)`,
		`\b(?:sufficient|enough|high (?:volume|number)|large number)\b[^.;]{0,40}\b(?:applica\w+|candidates|response|interest)\b`,
		`\b(?:or|unless|if) (?:sooner|earlier|filled|when filled|before if)`,
	))
)

// ways of having no end (label guide, section 6), in the order they are tried;
// proseWays are those that a sentence of the description can say it in.
var (
	ways      = []way{{UntilFilled, untilFilled}, {Rolling, rolling}, {Rolling, reviewed}, {Ongoing, ongoing}}
	proseWays = ways[:2]
)

type way struct {
	kind Kind
	re   text.Pattern
}

// readOpenEnded reads that the advert has no end.
func (r *reading) readOpenEnded() {
	tried := ways
	if r.prose {
		tried = proseWays
	}
	for _, w := range tried {
		if m := w.re.FindStringIndex(r.s); m != nil {
			r.out.Kind = w.kind
			r.note(text.Span{Start: m[0], End: m[1]}, "closing."+string(w.kind))
			return
		}
	}
}
