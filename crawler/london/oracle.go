package london

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// oracle writes Oracle Recruiting Cloud: a script shell for people, and the
// REST resources that the shell reads.
type oracle struct{}

const (
	oracleAPI    = "/hcmRestApi/resources/latest/"
	oracleLimit  = 200    // the server's own cap
	oracleBeyond = 10_000 // past this it answers a count of 0
)

// oracleSite is the site's number, or the vanity name some customers have.
func oracleSite(s *site) string {
	if s.skin != "" {
		return s.skin
	}
	return "CX_1"
}

func (oracle) address(s *site) (string, map[string]string) {
	return "/hcmUI/CandidateExperience/en/sites/" + oracleSite(s) + "/jobs", nil
}

func (o oracle) sign(b *board) string {
	path, _ := o.address(b.site)
	return `<p><a class="btn" href="` + b.site.url(path) + `">Search and apply for our jobs</a></p>`
}

func (o oracle) serve(b *board, r *http.Request) (answer, bool) {
	base := "/hcmUI/CandidateExperience/en/sites/" + oracleSite(b.site) + "/"
	switch path := r.URL.Path; {
	case strings.HasPrefix(path, base) && strings.HasSuffix(path, "/apply"):
		return answer{mediaType: htmlType, body: []byte("<p>Start your application</p>"), trespass: true}, true
	case strings.HasPrefix(path, base+"job"), path == base, path+"/" == base:
		return page(otherPage, "oracle-shell.html", b.oracleShell()), true
	case path == oracleAPI+"recruitingCEJobRequisitions":
		return o.list(b, r), true
	case path == oracleAPI+"recruitingCEJobRequisitionDetails":
		return o.detail(b, r), true
	case strings.HasPrefix(path, "/hcmRestApi/"):
		return answer{status: http.StatusUnauthorized, mediaType: jsonType, body: []byte(`{"title":"Unauthorized"}`), trespass: true}, true
	}
	return answer{}, false
}

type oracleShell struct{ Employer, Base, Site string }

func (b *board) oracleShell() oracleShell {
	return oracleShell{Employer: b.employer, Base: "http://" + b.site.host() + ":443", Site: oracleSite(b.site)}
}

// finder reads one value of the finder out of a query; url.Values would refuse
// its semicolons.
func finder(r *http.Request, name string) string {
	query, err := url.QueryUnescape(r.URL.RawQuery)
	if err != nil {
		return ""
	}
	m := regexp.MustCompile(`[;,]` + name + `="?([^,;&"]*)`).FindStringSubmatch(query)
	if m == nil {
		return ""
	}
	return m[1]
}

type oracleAnswer struct {
	Items   []any `json:"items"`
	Count   int   `json:"count"`
	HasMore bool  `json:"hasMore"`
	Limit   int   `json:"limit"`
	Offset  int   `json:"offset"`
	Links   []any `json:"links"`
}

// oracleSearch is the one item of a list answer. Without expand only the count
// comes, and with no match the list is absent.
type oracleSearch struct {
	SearchID        int `json:"SearchId"`
	Keyword         *string
	Facets          string
	Offset          int
	Limit           int
	SortBy          string
	TotalJobsCount  *int `json:",omitempty"`
	SiteNumber      string
	RequisitionID   *string     `json:"RequisitionId"`
	RequisitionList []oracleRow `json:"requisitionList,omitempty"`
	FlexFieldsFacet []any       `json:"flexFieldsFacet"`
}

type oracleRow struct {
	ID                     string `json:"Id"`
	Title                  string
	PostedDate             string
	PostingEndDate         *string
	Language               string
	PrimaryLocationCountry string
	HotJobFlag             bool
	JobFamily              *string
	ContractType           *string
	JobSchedule            *string
	Department             *string
	ShortDescriptionStr    string
	PrimaryLocation        string
	Distance               float64
	TrendingFlag           bool
	WorkplaceType          string
}

func (oracle) list(b *board, r *http.Request) answer {
	limit, _ := strconv.Atoi(finder(r, "limit"))
	if limit <= 0 || limit > oracleLimit {
		limit = oracleLimit
	}
	offset, _ := strconv.Atoi(finder(r, "offset"))
	offset = min(max(0, offset), 10*oracleBeyond)
	total := b.total
	var rows []showing
	if offset+limit <= oracleBeyond {
		from := offset
		if b.endless && len(b.rows) > 0 {
			from = offset % len(b.rows)
		}
		if from < len(b.rows) {
			rows = b.rows[from:min(len(b.rows), from+limit)]
		}
	} else {
		total = 0
	}
	search := oracleSearch{SearchID: 1, Facets: "LOCATIONS;CATEGORIES;POSTING_DATES", Offset: offset, Limit: limit,
		SortBy: "POSTING_DATES_DESC", TotalJobsCount: &total, SiteNumber: oracleSite(b.site), FlexFieldsFacet: []any{}}
	if b.silent {
		search.TotalJobsCount = nil
	}
	if strings.Contains(r.URL.RawQuery, "requisitionList") {
		for _, sh := range rows {
			search.RequisitionList = append(search.RequisitionList, oracleRowOf(sh))
		}
	}
	return oracleJSON(listPage, oracleAnswer{Items: []any{search}, Count: 1, Limit: 25, Links: []any{}})
}

func oracleRowOf(sh showing) oracleRow {
	c := sh.row
	return oracleRow{ID: sh.key, Title: c.title, PostedDate: c.posted.Format(time.DateOnly),
		PostingEndDate: dayOrNil(c.closing), Language: "en", PrimaryLocationCountry: "GB",
		JobFamily: &c.team, ShortDescriptionStr: c.summary(), PrimaryLocation: c.location, WorkplaceType: workplace(c)}
}

func dayOrNil(c Closing) *string {
	if c.At.IsZero() {
		return nil
	}
	day := c.At.Format(time.DateOnly)
	return &day
}

func workplace(c content) string {
	if strings.Contains(c.hours, "hybrid") {
		return "Hybrid"
	}
	return ""
}

type oracleDetail struct {
	ID                     string `json:"Id"`
	Title                  string
	Category               string
	RequisitionType        string
	JobGrade               *string
	RequisitionID          int     `json:"RequisitionId"`
	PostedStart            string  `json:"ExternalPostedStartDate"`
	PostedEnd              *string `json:"ExternalPostedEndDate"`
	JobSchedule            *string
	Description            string `json:"ExternalDescriptionStr"`
	CorporateDescription   string `json:"CorporateDescriptionStr"`
	ShortDescription       string `json:"ShortDescriptionStr"`
	ContentLocale          string
	PrimaryLocation        string
	PrimaryLocationCountry string
	Qualifications         string `json:"ExternalQualificationsStr"`
	HotJobFlag             bool
	WorkplaceType          string
	SecondaryLocations     []any        `json:"secondaryLocations"`
	Work                   []oracleWork `json:"workLocation"`
	OtherWork              []any        `json:"otherWorkLocations"`
	Flex                   []any        `json:"requisitionFlexFields"`
	Coordinates            []any        `json:"primaryLocationCoordinates"`
}

type oracleWork struct {
	LocationID   int `json:"LocationId"`
	LocationName string
	AddressLine1 *string
	TownOrCity   *string
	PostalCode   *string
	Country      string
}

func (oracle) detail(b *board, r *http.Request) answer {
	sh, st := b.find(finder(r, "Id"))
	out := oracleAnswer{Items: []any{}, Limit: 25, Links: []any{}}
	if st == listed {
		out.Items, out.Count = []any{oracleDetailOf(sh)}, 1
	}
	return oracleJSON(advertPage, out)
}

func oracleDetailOf(sh showing) oracleDetail {
	c := sh.page
	schedule := "Full time"
	if strings.Contains(c.hours, "Part time") || strings.Contains(c.hours, "three days") {
		schedule = "Part time"
	}
	d := oracleDetail{ID: sh.key, Title: c.title, Category: c.team, RequisitionType: c.contract,
		RequisitionID: 300000000000000, PostedStart: utcStamp(c.posted.Add(time.Minute)), JobSchedule: &schedule,
		Description:      "<p><strong>Reference:</strong> " + sh.ref + "</p>" + c.htmlWithFacts(),
		ShortDescription: c.summary(), ContentLocale: "en", PrimaryLocation: c.location, PrimaryLocationCountry: "GB",
		WorkplaceType: workplace(c), SecondaryLocations: []any{}, OtherWork: []any{}, Flex: []any{},
		Coordinates: []any{map[string]string{"Latitude": "49.48703", "Longitude": "-2.57648", "CountryCode": "GB"}},
	}
	if !c.closing.At.IsZero() {
		end := utcStamp(c.closing.At)
		d.PostedEnd = &end
	}
	work := oracleWork{LocationID: 300000000000001, LocationName: c.location, Country: "GB"}
	if c.postcode != "" {
		work.PostalCode = &c.postcode
	}
	d.Work = []oracleWork{work}
	return d
}

// utcStamp is an instant as the system writes it, always in UTC: 23:59 in a
// London summer is 22:59.
func utcStamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05-07:00") }

func oracleJSON(kind pageKind, v any) answer {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return answer{status: http.StatusInternalServerError, mediaType: "text/plain", body: []byte(err.Error())}
	}
	return answer{kind: kind, mediaType: jsonType, body: b.Bytes()}
}
