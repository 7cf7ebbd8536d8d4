package platform

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// workday reads a Workday careers site through the JSON resources (CXS) that
// its own pages read.
type workday struct{}

// workdayPage is how many rows one answer may hold: the server refuses 21.
const workdayPage = 20

var (
	workdayName = regexp.MustCompile(`^[A-Za-z0-9_-]{1,80}$`)
	// workdayLanguage is the language that may stand before the site in an address.
	workdayLanguage = regexp.MustCompile(`^[a-z]{2}(?:-[A-Za-z]{2})?$`)
	// workdayTail finds the requisition in an advert's path: ".../Title_R1066-5",
	// whose last figure counts re-postings.
	workdayTail = regexp.MustCompile(`_([A-Za-z0-9][A-Za-z0-9._-]*?)(?:-\d{1,2})?$`)
	// workdayID tells a requisition from the other things customers put into the
	// bullets of a row (a place, a date).
	workdayID = regexp.MustCompile(`^[A-Za-z]{0,12}[-_ ]?\d[A-Za-z0-9_-]{0,40}$`)
)

func (workday) About() About {
	name := func(v string) error {
		if !workdayName.MatchString(v) {
			return errors.New("must be a name as it stands in the address, letters and figures only")
		}
		return nil
	}
	return About{
		Name: "workday", Title: "Workday", Evidence: "verified",
		Surface: "the CXS job list (POST /wday/cxs/<tenant>/<site>/jobs, which only searches) and the CXS document of each advert",
		Permission: "These are the resources every visitor's browser reads without a key, and the POST changes nothing. Twenty rows at a time, as the site itself asks. " +
			"Never touched: /apply addresses, accounts, and the questionnaires behind an advert.",
		Options: []Option{
			{Name: "tenant", Help: "the tenant in /wday/cxs/<tenant>/<site>; the host's first name when not given", Check: name},
			{Name: "site", Help: "the careers site in the address, such as External; read from the address when not given", Check: name},
			employerOption,
		},
		Markers: []string{"jobPostings and total in the list", "jobPostingInfo in an advert"},
		Fields:  []string{"title", "reference", "location", "description", "posted"},
	}
}

// workdayBoard is a tenant's careers site.
type workdayBoard struct{ origin, tenant, site string }

// board reads the source's address: a careers page, an advert, or the CXS address itself.
func (workday) board(src config.Source) (workdayBoard, error) {
	u, err := url.Parse(src.URL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return workdayBoard{}, configFault("workday", src.URL, "not an address")
	}
	b := workdayBoard{origin: u.Scheme + "://" + u.Host, tenant: src.Options["tenant"], site: src.Options["site"]}
	segments := strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' })
	if len(segments) >= 4 && segments[0] == "wday" && segments[1] == "cxs" {
		b.tenant, b.site = firstOf(b.tenant, segments[2]), firstOf(b.site, segments[3])
	} else if len(segments) > 0 {
		if workdayLanguage.MatchString(segments[0]) && len(segments) > 1 {
			segments = segments[1:]
		}
		b.site = firstOf(b.site, segments[0])
	}
	host, _, _ := strings.Cut(u.Hostname(), ".")
	b.tenant = firstOf(b.tenant, host)
	if !workdayName.MatchString(b.site) || !workdayName.MatchString(b.tenant) {
		return workdayBoard{}, configFault("workday", src.URL, "the address names no careers site; give the options tenant and site")
	}
	return b, nil
}

func (b workdayBoard) cxs() string { return b.origin + "/wday/cxs/" + b.tenant + "/" + b.site }

// list asks for the rows from an offset on. The offset also stands behind a #,
// which is never sent: answers do not repeat it, and List must know where it is.
func (b workdayBoard) list(offset int) fetch.Request {
	body, err := json.Marshal(struct {
		AppliedFacets struct{} `json:"appliedFacets"`
		Limit         int      `json:"limit"`
		Offset        int      `json:"offset"`
		SearchText    string   `json:"searchText"`
	}{Limit: workdayPage, Offset: offset})
	if err != nil {
		panic("platform: wording a Workday search: " + err.Error()) // plain figures always encode
	}
	address := b.cxs() + "/jobs"
	if offset > 0 {
		address += "#" + strconv.Itoa(offset)
	}
	return fetch.Request{Method: http.MethodPost, URL: address, Body: body, Safe: true,
		Header: http.Header{"Content-Type": {"application/json"}, "Accept": {"application/json"}}}
}

func (w workday) Start(src config.Source) ([]fetch.Request, error) {
	b, err := w.board(src)
	if err != nil {
		return nil, err
	}
	return []fetch.Request{b.list(0)}, nil
}

type workdayList struct {
	Total    *int          `json:"total"`
	Postings *[]workdayRow `json:"jobPostings"`
}

type workdayRow struct {
	Title    string   `json:"title"`
	Path     string   `json:"externalPath"`
	Location string   `json:"locationsText"`
	TimeType string   `json:"timeType"`
	Bullets  []string `json:"bulletFields"`
}

func (w workday) List(src config.Source, p *fetch.Page) (Listing, error) {
	b, err := w.board(src)
	if err != nil {
		return Listing{}, err
	}
	var answer workdayList
	if failed := parseJSON("workday", p, &answer); failed != nil {
		return Listing{}, failed
	}
	if answer.Postings == nil {
		return Listing{}, fault("workday", p, lifecycle.FaultRedesign, "jobPostings not found: not a job list, or another site")
	}
	var got rows
	for _, r := range *answer.Postings {
		got.add(w.row(b, r))
	}
	var l Listing
	got.into(&l)
	offset := workdayOffset(p)
	// Only the first answer has the count: later ones say 0 beside their rows.
	if answer.Total != nil && *answer.Total >= 0 && (offset == 0 || *answer.Total > 0) {
		l.Total = answer.Total
	}
	shown := len(*answer.Postings)
	switch {
	case offset == 0 && shown == 0 && l.Total != nil && *l.Total == 0:
		l.SaysEmpty = "total: 0"
	case shown == 0:
		l.Incomplete = append(l.Incomplete, "an answer without rows from row "+strconv.Itoa(offset)+" on")
	case offset/workdayPage >= maxPages:
		l.Incomplete = append(l.Incomplete, "stopped after "+strconv.Itoa(maxPages)+" pages")
	case l.Total == nil && shown >= workdayPage, l.Total != nil && offset+shown < *l.Total:
		l.Next = append(l.Next, b.list(offset+shown))
	}
	return l, nil
}

// workdayOffset is the row an answer begins with, by the request it is for.
func workdayOffset(p *fetch.Page) int {
	_, offset, _ := strings.Cut(p.Requested, "#")
	if n := toCount(offset); n != nil {
		return *n
	}
	return 0
}

func (workday) row(b workdayBoard, r workdayRow) Row {
	// postedOn ("Posted 18 Days Ago") is left out: it says another thing every
	// day, and not which. The advert gives the date.
	a := normalize.Advert{Title: plain(r.Title), Location: value(r.Location), Hours: value(r.TimeType)}
	for _, bullet := range r.Bullets {
		switch words := tidy(bullet); {
		case workdayID.MatchString(words):
			a.Reference = firstOf(a.Reference, words)
		case strings.EqualFold(words, a.Location) || strings.ContainsAny(words, "0123456789"):
		default:
			fill(&a, kindField, words) // a job family or a kind of contract: bullets have no labels
		}
	}
	path := workdayPath(r.Path)
	// The requisition's own number: the path's counts re-postings.
	a.Reference = firstOf(a.Reference, submatch(workdayTail, path))
	a.Key = "workday:" + a.Reference
	if manyPlaces.MatchString(a.Location) {
		a.Location = "" // "2 Locations" is a count; the advert names them
	}
	row := Row{Advert: a}
	if path != "" {
		row.Advert.URL = b.origin + "/" + b.site + path
		row.Detail = b.cxs() + path
	}
	return row
}

var manyPlaces = regexp.MustCompile(`^\d+ [Ll]ocations?$`)

// workdayPath is an advert's path, when it is one of this site.
func workdayPath(path string) string {
	u, err := url.Parse(strings.TrimSpace(path))
	if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(u.Path, "/job/") || strings.Contains(u.Path, "..") {
		return ""
	}
	return clip(u.EscapedPath(), maxField)
}

// Detail asks for the advert's CXS document; its address for people is all script.
func (workday) Detail(_ config.Source, row Row) (fetch.Request, bool) {
	if row.Detail == "" {
		return fetch.Request{}, false
	}
	return opened(row)
}

type workdayAdvert struct {
	Info *struct {
		Title       string   `json:"title"`
		Description string   `json:"jobDescription"`
		Location    string   `json:"location"`
		More        []string `json:"additionalLocations"`
		Start       string   `json:"startDate"`
		End         string   `json:"endDate"`
		TimeType    string   `json:"timeType"`
		ID          string   `json:"jobReqId"`
		URL         string   `json:"externalUrl"`
		CanApply    *bool    `json:"canApply"`
		OnShow      *bool    `json:"posted"`
	} `json:"jobPostingInfo"`
	Organisation struct {
		Name string `json:"name"`
	} `json:"hiringOrganization"`
}

// Advert reads an advert's CXS document. One that is taken down answers 403 or
// 404, which the fetch tells; one that is up but not "posted" is closed.
func (workday) Advert(src config.Source, row Row, p *fetch.Page) (normalize.Advert, bool, error) {
	var answer workdayAdvert
	if failed := parseJSON("workday", p, &answer); failed != nil {
		return normalize.Advert{}, false, failed
	}
	info := answer.Info
	if info == nil {
		return normalize.Advert{}, false, fault("workday", p, lifecycle.FaultRedesign, "jobPostingInfo not found")
	}
	if id := tidy(info.ID); id != "" && row.Advert.Reference != "" && !strings.EqualFold(id, row.Advert.Reference) && !strings.HasPrefix(strings.ToLower(row.Advert.Reference), strings.ToLower(id)+"-") {
		return normalize.Advert{}, false, fault("workday", p, lifecycle.FaultMalformed, "the advert is %s, not %s", clip(id, 60), row.Advert.Key)
	}
	a := normalize.Advert{
		Title: plain(info.Title), Reference: tidy(info.ID), Employer: plain(value(answer.Organisation.Name)),
		// startDate is the day of posting, not of the job.
		Posted: postedDate(info.Start), Closing: closingDate(info.End), Hours: value(info.TimeType),
		Location:    joined("; ", append([]string{value(info.Location)}, info.More...)...),
		Description: body(info.Description),
	}
	if link := absolute(p, info.URL); link != "" && hostOf(link) == hostOf(row.Advert.URL) {
		a.URL = link
	}
	closed := info.OnShow != nil && !*info.OnShow || info.CanApply != nil && !*info.CanApply
	return over(row.Advert, a), closed, nil
}
