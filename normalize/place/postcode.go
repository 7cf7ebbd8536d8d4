package place

import (
	"regexp"
	"slices"
	"strings"

	"vacancies/normalize/text"
)

// The shapes of a postcode (Royal Mail's PAF): the outward half, and the whole.
// The letters of the area are those in use.
var postcodeArea = `(?:` + text.Either(
	`AB|AL|B|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY`,
	`E|EC|EH|EN|EX|FK|FY|G|GL|GU|HA|HD|HG|HP|HR|HS|HU|HX|IG|IP|IV|KA|KT|KW|KY|L|LA|LD|LE|LL|LN|LS|LU`,
	`M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY`,
	`TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE`,
) + `)`

var (
	wholePostcode = text.MustPattern(`(?i)\b(` + postcodeArea + `\d[A-Z\d]?)\s*(\d[ABD-HJLNP-UW-Z]{2})\b`)
	halfPostcode  = text.MustPattern(`\b(` + postcodeArea + `\d[A-Z\d]?)\b`)
	roomBefore    = text.MustPattern(`(?i)\b(?:floor|room|block|level|unit|gate|wing|zone|desk|bay|suite|grade|scale|no)\.?\s*$`)
	roadNumber    = regexp.MustCompile(`^M\d+$`) // a motorway
)

// readPostcode reads the postcode of the location; without a location, the only
// one of the text.
func (p *Place) readPostcode(in Input) {
	location := text.Cut(in.Location, maxText)
	if m := wholePostcode.FindStringSubmatchIndex(location); m != nil {
		p.setPostcode(location, m, "location", "place.postcode")
		return
	}
	for _, m := range halfPostcode.FindAllStringSubmatchIndex(location, 8) {
		if !roadNumber.MatchString(location[m[0]:m[1]]) && !roomBefore.MatchString(location[:m[0]]) {
			p.setPostcode(location, m, "location", "place.postcode-district")
			return
		}
	}
	if strings.TrimSpace(location) != "" {
		return
	}
	s := text.Cut(in.Text, maxText)
	all := wholePostcode.FindAllStringSubmatchIndex(s, 8)
	several := slices.ContainsFunc(all, func(m []int) bool { return !strings.EqualFold(s[m[0]:m[1]], s[all[0][0]:all[0][1]]) })
	if len(all) > 0 && !several { // of several, which is the post's is not told
		p.setPostcode(s, all[0], "description", "place.postcode-of-text")
	}
}

// setPostcode takes the postcode of a match, whose groups are its halves.
func (p *Place) setPostcode(s string, m []int, field, rule string) {
	p.Postcode = strings.ToUpper(s[m[2]:m[3]])
	if len(m) > 4 {
		p.Postcode += " " + strings.ToUpper(s[m[4]:m[5]])
	}
	p.Evidence["postcode"] = text.Evidence{Field: field, Words: s[m[0]:m[1]], Start: m[0], End: m[1], Rule: rule}
}

// byPostcode lets the postcode decide between several boroughs of the source.
func (r *reader) byPostcode() bool {
	if len(r.bound) < 2 || r.p.Postcode == "" {
		return false
	}
	in := common(r.g.byPostcode(r.p.Postcode), r.bound)
	if len(in) != 1 {
		return false
	}
	r.p.Boroughs = in
	ev := r.p.Evidence["postcode"]
	ev.Rule = "place.postcode-within-bound"
	r.p.Evidence["boroughs"] = ev
	return true
}

// byPostcode gives the authorities a postcode's district reaches into.
func (g *gazetteer) byPostcode(postcode string) []string {
	outward, _, _ := strings.Cut(postcode, " ")
	return g.postcodes[outward]
}
