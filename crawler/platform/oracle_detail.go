package platform

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// looseText is a JSON value read as text, whatever kind it is: systems write
// one id as a number and another as a string. Objects and lists are no text.
type looseText string

// UnmarshalJSON takes strings, numbers and truth values as they are printed.
func (t *looseText) UnmarshalJSON(data []byte) error {
	*t = ""
	switch {
	case len(data) == 0, string(data) == "null", data[0] == '{', data[0] == '[':
		return nil
	case data[0] == '"':
		if inner := bytes.Trim(data, `"`); len(inner) == len(data)-2 && bytes.IndexByte(inner, '\\') < 0 && utf8.Valid(inner) {
			*t = looseText(inner) // as it stands; to decode it costs ten times as much
			return nil
		}
		var s string
		if err := json.Unmarshal(data, &s); err != nil {
			return err
		}
		*t = looseText(s)
	default:
		*t = looseText(data)
	}
	return nil
}

// oracleRequisitionDetail is one requisition in full.
type oracleRequisitionDetail struct {
	oracleRequisition
	RequisitionType  looseText
	JobType          looseText
	JobGrade         looseText
	Category         looseText
	PostedStart      looseText     `json:"ExternalPostedStartDate"`
	PostedEnd        looseText     `json:"ExternalPostedEndDate"`
	Description      looseText     `json:"ExternalDescriptionStr"`
	Responsibilities looseText     `json:"ExternalResponsibilitiesStr"`
	Qualifications   looseText     `json:"ExternalQualificationsStr"`
	OfOrganization   looseText     `json:"OrganizationDescriptionStr"`
	OfCorporation    looseText     `json:"CorporateDescriptionStr"`
	Work             []oraclePlace `json:"workLocation"`
	OtherWork        []oraclePlace `json:"otherWorkLocations"`
	Flex             []oracleFlex  `json:"requisitionFlexFields"`
}

// oraclePlace is a place of work. The coordinates beside it can be nonsense
// (a Birmingham post in the Channel), so they are not read.
type oraclePlace struct {
	Name         looseText
	LocationName looseText
	AddressLine1 looseText
	AddressLine2 looseText
	AddressLine3 looseText
	TownOrCity   looseText
	PostalCode   looseText
}

func (p oraclePlace) words() string {
	return joined(", ", value(string(p.Name)), value(string(p.LocationName)), value(string(p.AddressLine1)),
		value(string(p.AddressLine2)), value(string(p.AddressLine3)), value(string(p.TownOrCity)), value(string(p.PostalCode)))
}

func placeNames(places []oraclePlace) []string {
	var names []string
	for _, p := range places {
		if len(names) < 50 {
			names = append(names, p.words())
		}
	}
	return names
}

// oracleFlex is a field that the customer added.
type oracleFlex struct {
	Prompt looseText
	Label  looseText
	Value  looseText
}

// Advert reads the details of a requisition. No item means that the
// requisition is no longer posted.
func (oracle) Advert(_ config.Source, row Row, p *fetch.Page) (normalize.Advert, bool, error) {
	var answer struct {
		Items *[]oracleRequisitionDetail `json:"items"`
	}
	if err := parseJSON("oracle", p, &answer); err != nil {
		return normalize.Advert{}, false, err
	}
	if answer.Items == nil {
		return normalize.Advert{}, false, fault("oracle", p, lifecycle.FaultRedesign, "no items in the answer")
	}
	if len(*answer.Items) == 0 {
		return row.Advert, true, nil
	}
	d := (*answer.Items)[0]
	a := d.oracleRequisition.advert()
	if a.Key == "" || a.Title == "" {
		return normalize.Advert{}, false, fault("oracle", p, lifecycle.FaultRedesign, "a requisition without Id or Title")
	}
	if a.Key != row.Advert.Key {
		return normalize.Advert{}, false, fault("oracle", p, lifecycle.FaultMalformed, "asked for %s, answered %s", row.Advert.Key, a.Key)
	}
	a.Department = joined(" / ", a.Department, value(string(d.Category)))
	// A requisition's type is a contract with some customers, a staff group with others.
	var kind normalize.Advert
	fill(&kind, kindField, string(d.RequisitionType))
	fill(&kind, kindField, string(d.JobType))
	a.Contract = joined(", ", kind.Contract, a.Contract)
	a.Department = joined(" / ", a.Department, kind.Department)
	fill(&a, gradeField, plain(string(d.JobGrade)))
	if posted := postedDate(string(d.PostedStart)); posted != "" {
		a.Posted = posted
	}
	a.Closing = oracleClosing(string(d.PostedEnd), a.Closing, row.Advert.Closing)
	if at := joined("; ", append(placeNames(d.Work), placeNames(d.OtherWork)...)...); at != "" {
		a.Location = at
	}
	for _, f := range d.Flex {
		fill(&a, fieldOf(string(f.Prompt)+string(f.Label)), plain(string(f.Value)))
	}
	if full := d.text(); full != "" {
		a.Description = full
	}
	return over(row.Advert, a), false, nil
}

// oracleClosing is the end of the posting. An exact instant wins; one that is a
// London midnight ends the day before, which the list's date names.
func oracleClosing(end, ownDay, listDay string) string {
	t, ok := instant(tidy(end))
	if !ok {
		return closingDate(end)
	}
	if day := firstOf(ownDay, listDay); day != "" && (midnight(t.In(london)) || midnight(t.UTC())) {
		return day
	}
	return stamp(t)
}

// firstOf is the first of its words that is there.
func firstOf(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

// text is the advert's own description. The employer's blocks repeat in every
// advert and would drown it; they stand only where there is nothing else.
func (d oracleRequisitionDetail) text() string {
	own := nonEmpty(body(string(d.Description)), body(string(d.Responsibilities)), body(string(d.Qualifications)))
	if own == "" {
		own = nonEmpty(body(string(d.OfOrganization)), body(string(d.OfCorporation)))
	}
	return own
}

// nonEmpty joins those of some descriptions that have something to read.
func nonEmpty(pieces ...string) string {
	var kept []string
	for _, piece := range pieces {
		if isRead(piece) {
			kept = append(kept, piece)
		}
	}
	return clip(strings.Join(kept, "\n"), maxDescription)
}
