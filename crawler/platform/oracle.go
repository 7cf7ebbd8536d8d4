package platform

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// oracle reads Oracle Recruiting Cloud. Its career pages are a script shell;
// the adverts come from the same host's public REST resources, which that shell
// calls without a key.
type oracle struct{}

// The server gives at most 200 requisitions at a time, and answers 200 with a
// count of 0 beyond offset 10,000.
const (
	oraclePage  = 200
	oracleReach = 10_000
)

const oracleAPI = "/hcmRestApi/resources/latest/"

// oracleSite is the shape of a career site's number or vanity name.
var oracleSite = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// oraclePath finds the career site in an address for people.
var oraclePath = regexp.MustCompile(`(?i)^(.*/hcmUI/CandidateExperience/[A-Za-z-]{2,10})/sites?/([A-Za-z0-9_-]{1,64})`)

func (oracle) About() About {
	return About{
		Name: "oracle", Title: "Oracle Recruiting Cloud", Evidence: "verified",
		Surface: "the REST resources recruitingCEJobRequisitions and recruitingCEJobRequisitionDetails that the public career site itself calls",
		Permission: "The resources need no key and answer every visitor of the career site. Never touched: " +
			"applications, candidate accounts, resources of the HR system beside them.",
		Options: []Option{
			{Name: "site", Help: "the career site's number, such as CX_1; default: the site in the address", Check: func(v string) error {
				if !oracleSite.MatchString(v) {
					return errors.New("must be a site number such as CX_1, or a site's name")
				}
				return nil
			}},
			employerOption,
		},
		Markers: []string{"items[0].TotalJobsCount", "items[0].requisitionList with Id and Title, or a count of 0"},
		Fields:  []string{"title", "posted", "location", "description"},
	}
}

// Start asks the REST list of the source's site. An address on a council's own
// domain is read first, for the host and site number in its shell.
func (oracle) Start(src config.Source) ([]fetch.Request, error) {
	u, err := url.Parse(src.URL)
	if err != nil || u.Host == "" {
		return nil, configFault("oracle", src.URL, "not an address")
	}
	site := src.Options["site"]
	if site == "" {
		site = oracleSiteIn(src.URL)
	}
	known := oraclePath.MatchString(u.Path) || strings.Contains(u.Path, "/hcmRestApi/")
	switch {
	case known && site != "":
		return []fetch.Request{oracleList(origin(u), site, 0)}, nil
	case known:
		return nil, configFault("oracle", src.URL, "the address names no career site; give options.site")
	default:
		return []fetch.Request{get(src.URL)}, nil
	}
}

// oracleSiteIn is the site an address names: in the path for people, or in the
// finder of a REST address.
func oracleSiteIn(address string) string {
	if u, err := url.Parse(address); err == nil {
		if m := oraclePath.FindStringSubmatch(u.Path); m != nil {
			return m[2]
		}
	}
	if decoded, err := url.QueryUnescape(address); err == nil {
		address = decoded
	}
	return oracleFinder(address, "siteNumber")
}

// oracleFinder is one value of a REST address's finder.
func oracleFinder(address, name string) string {
	_, rest, found := strings.Cut(address, name+"=")
	if !found {
		return ""
	}
	if end := strings.IndexAny(rest, ",;&\"'# "); end >= 0 {
		rest = rest[:end]
	}
	return rest
}

func origin(u *url.URL) string { return u.Scheme + "://" + u.Host }

// oracleList is the request for requisitions from an offset on. The commas and
// semicolons of the finder must stand as they are.
func oracleList(host, site string, offset int) fetch.Request {
	return get(fmt.Sprintf("%s%srecruitingCEJobRequisitions?onlyData=true&expand=requisitionList&finder=findReqs;siteNumber=%s,limit=%d,offset=%d,sortBy=POSTING_DATES_DESC",
		host, oracleAPI, site, oraclePage, offset))
}

type oracleListAnswer struct {
	Items *[]oracleSearch `json:"items"`
}

type oracleSearch struct {
	TotalJobsCount  *int                 `json:"TotalJobsCount"`
	Offset          *int                 `json:"Offset"`
	SiteNumber      string               `json:"SiteNumber"`
	RequisitionList *[]oracleRequisition `json:"requisitionList"`
}

// oracleRequisition is a requisition as list and detail answers show it; the
// detail has more of it.
type oracleRequisition struct {
	ID            looseText `json:"Id"`
	Title         looseText
	PostedDate    looseText
	PostingEnd    looseText `json:"PostingEndDate"`
	Short         looseText `json:"ShortDescriptionStr"`
	Primary       looseText `json:"PrimaryLocation"`
	Schedule      looseText `json:"JobSchedule"`
	ContractType  looseText
	WorkerType    looseText
	WorkplaceType looseText
	WorkHours     looseText
	Department    looseText
	Organization  looseText
	BusinessUnit  looseText
	LegalEmployer looseText
	JobFamily     looseText
	JobFunction   looseText
	Secondary     []oraclePlace `json:"secondaryLocations"`
}

func (o oracle) List(src config.Source, p *fetch.Page) (Listing, error) {
	if strings.HasPrefix(strings.TrimSpace(head(p, 1024)), "<") {
		return o.shell(src, p)
	}
	var answer oracleListAnswer
	if err := parseJSON("oracle", p, &answer); err != nil {
		return Listing{}, err
	}
	if answer.Items == nil || len(*answer.Items) == 0 || (*answer.Items)[0].TotalJobsCount == nil {
		return Listing{}, fault("oracle", p, lifecycle.FaultRedesign, "no TotalJobsCount in the answer")
	}
	found := (*answer.Items)[0]
	asked := oracleFinder(p.URL, "siteNumber")
	if cxNumber.MatchString(asked) && cxNumber.MatchString(found.SiteNumber) && !strings.EqualFold(asked, found.SiteNumber) {
		return Listing{}, fault("oracle", p, lifecycle.FaultConfig, "answers for site %s, asked for %s", found.SiteNumber, asked)
	}
	total, offset := *found.TotalJobsCount, 0
	if n := toCount(oracleFinder(p.URL, "offset")); n != nil {
		offset = *n
	}
	if found.Offset != nil {
		offset = *found.Offset
	}
	l := Listing{Total: &total}
	if found.RequisitionList == nil || len(*found.RequisitionList) == 0 {
		return o.none(p, l, total, offset)
	}
	var got rows
	site := oracleSiteIn(p.URL)
	for _, r := range *found.RequisitionList {
		a := r.advert()
		a.URL = oracleAdvertURL(src, p, site, string(r.ID))
		got.add(Row{Advert: a, Detail: oracleDetail(p, site, string(r.ID)), LeftOut: leaveOut(src, a)})
	}
	got.into(&l)
	o.next(p, &l, total, offset, len(*found.RequisitionList))
	return l, nil
}

// cxNumber tells a site number from a vanity name.
var cxNumber = regexp.MustCompile(`^CX(?:_\d+)?$`)

// none is a list answer without requisitions: an empty board only at the start
// of the list and with a count of 0.
func (oracle) none(p *fetch.Page, l Listing, total, offset int) (Listing, error) {
	switch {
	case offset > 0:
		// Beyond its reach the server answers a count of 0; it says nothing of the board.
		l.Total = nil
		l.Incomplete = append(l.Incomplete, fmt.Sprintf("nothing came from offset %d on", offset))
		return l, nil
	case total == 0:
		l.SaysEmpty = "TotalJobsCount: 0"
		return l, nil
	default:
		return Listing{}, fault("oracle", p, lifecycle.FaultRedesign, "says %d vacancies and lists none", total)
	}
}

// next goes on by as many as arrived, so that a smaller page than asked for loses nothing.
func (oracle) next(p *fetch.Page, l *Listing, total, offset, arrived int) {
	at := offset + arrived
	switch {
	case at >= total:
	case at+oraclePage > oracleReach:
		l.Incomplete = append(l.Incomplete, fmt.Sprintf("the server shows only the first %d of %d", oracleReach, total))
	case (total-at)/arrived >= maxPages:
		l.Incomplete = append(l.Incomplete, fmt.Sprintf("%d vacancies in pages of %d are too many to ask for", total, arrived))
	default:
		u, err := url.Parse(p.URL)
		site := oracleSiteIn(p.URL)
		if err != nil || site == "" {
			l.Incomplete = append(l.Incomplete, "the next page's address could not be made")
			return
		}
		l.Next = append(l.Next, oracleList(origin(u), site, at))
	}
}

// shell reads a career site's page for the REST host and site number it names.
func (oracle) shell(src config.Source, p *fetch.Page) (Listing, error) {
	doc, failed := parse("oracle", p)
	if failed != nil {
		return Listing{}, failed
	}
	base := doc.Find("[data-apibaseurl]").First()
	var api *url.URL
	if address := base.AttrOr("data-apibaseurl", ""); strings.Contains(address, "//") { // a path alone names no host
		api = resolveAt(p.Base(), address)
	}
	site := src.Options["site"]
	if site == "" {
		site = base.AttrOr("data-sitenumber", "")
	}
	if api == nil || !oracleSite.MatchString(site) {
		return Listing{}, sick("oracle", p, "the career site's data-apibaseurl and data-sitenumber")
	}
	api.Host = strings.TrimSuffix(api.Host, ":443")
	return Listing{Next: []fetch.Request{oracleList(origin(api), site, 0)}}, nil
}

func (r oracleRequisition) advert() normalize.Advert {
	id := value(string(r.ID))
	if id == "" {
		return normalize.Advert{}
	}
	return normalize.Advert{
		Key:         "oracle:" + id,
		Title:       plain(string(r.Title)),
		Employer:    value(string(r.LegalEmployer)),
		Department:  joined(" / ", value(string(r.Department)), value(string(r.Organization)), value(string(r.JobFamily)), value(string(r.JobFunction))),
		Posted:      postedDate(string(r.PostedDate)),
		Closing:     closingDate(string(r.PostingEnd)),
		Hours:       hoursOf(string(r.WorkHours)),
		Contract:    joined(", ", value(string(r.ContractType)), value(string(r.WorkerType)), value(string(r.Schedule)), value(string(r.WorkplaceType))),
		Location:    joined("; ", append([]string{value(string(r.Primary))}, placeNames(r.Secondary)...)...),
		Description: body(string(r.Short)),
	}
}

// oracleAdvertURL is the advert's page for people, on the source's own site
// where its address names one.
func oracleAdvertURL(src config.Source, p *fetch.Page, site, id string) string {
	if u, err := url.Parse(src.URL); err == nil && u.Host != "" {
		if m := oraclePath.FindStringSubmatch(u.Path); m != nil {
			return origin(u) + m[1] + "/sites/" + m[2] + "/job/" + url.PathEscape(id)
		}
	}
	u, err := url.Parse(p.URL)
	if err != nil || site == "" {
		return ""
	}
	return origin(u) + "/hcmUI/CandidateExperience/en/sites/" + site + "/job/" + url.PathEscape(id)
}

// oracleDetail is the REST address of one requisition.
func oracleDetail(p *fetch.Page, site, id string) string {
	u, err := url.Parse(p.URL)
	if err != nil || id == "" {
		return ""
	}
	return origin(u) + oracleAPI + "recruitingCEJobRequisitionDetails?expand=all&onlyData=true&finder=ById;Id=%22" +
		url.QueryEscape(id) + "%22,siteNumber=" + site
}

func (oracle) Detail(_ config.Source, row Row) (fetch.Request, bool) {
	if row.Detail == "" {
		return fetch.Request{}, false
	}
	return opened(row)
}
