package platform

import (
	"bytes"
	"encoding/json"
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

// itrent reads MHR iTrent's web recruitment: a page that gives a session token,
// then the search results as JSON, which hold whole adverts. It was built from
// captures of both, the JSON cut short.
type itrent struct{}

var (
	// itrentRun finds what comes before the system's own page names.
	itrentRun = regexp.MustCompile(`(?i)^(.*_webrecruitment/wrd(?:_rest)?/run/)`)
	// itrentView and itrentSession find the board and the token in a page.
	itrentView    = regexp.MustCompile(`(?i)etrec179gf\.open\?(?:[^"'\s>]*&(?:amp;)?)?wvid=([A-Za-z0-9]{4,32})`)
	itrentSession = regexp.MustCompile(`(?:USESSION=|name="SESSION\.STD_HID_FLDS[^"]*" value=")([0-9A-Fa-f]{16,64})`)
	itrentRefused = regexp.MustCompile(`(?i)security violation`)
	itrentDay     = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	pictures      = regexp.MustCompile(`(?i)<img\b[^>]*>`)
)

// itrentMost is how many results are asked for at once; a board may give fewer.
const itrentMost = 200

func (itrent) About() About {
	return About{
		Name: "itrent", Title: "MHR iTrent web recruitment", Evidence: "verified",
		Surface: "the tenant's landing page (etrec002gf.open), the job search page (ETREC179GF.open) and the results it asks for (ETREC106GF.json)",
		Permission: "All three are what every visitor's browser reads, without a log-in; the token belongs to the visit and is never stored. " +
			"Never touched: log-in (ETREC109DF), applications, send to a friend (ETREC148GF), saved searches.",
		Options: []Option{employerOption},
		Markers: []string{"landing: a link to etrec179gf.open with a wvid", "search page: a USESSION token", "results: search.total_rec"},
		Fields:  []string{"title", "reference", "salary", "closing", "location", "hours", "description"},
	}
}

// Start asks for the board that the address names, or for the landing page,
// which names it: the numbers of boards on councils' pages go stale.
func (itrent) Start(src config.Source) ([]fetch.Request, error) {
	u, err := url.Parse(withoutTokens(src.URL))
	if err != nil || u.Host == "" {
		return nil, configFault("itrent", src.URL, "not an address")
	}
	m := itrentRun.FindStringSubmatch(u.Path)
	if m == nil {
		return nil, configFault("itrent", src.URL, "no iTrent address (.../<tenant>_webrecruitment/wrd/run/...)")
	}
	if view := queryValue(src.URL, "WVID"); view != "" {
		return []fetch.Request{get(itrentBoard(u.Scheme+"://"+u.Host+m[1], view))}, nil
	}
	return []fetch.Request{get(u.Scheme + "://" + u.Host + m[1] + "etrec002gf.open")}, nil
}

// itrentBoard is a board's search page. run is the address up to the page's name.
func itrentBoard(run, view string) string {
	return run + "ETREC179GF.open?WVID=" + url.QueryEscape(view)
}

func (i itrent) List(src config.Source, p *fetch.Page) (Listing, error) {
	u, err := url.Parse(p.URL)
	if err != nil {
		return Listing{}, sick("itrent", p, "an iTrent page")
	}
	m := itrentRun.FindStringSubmatch(u.Path)
	if m == nil {
		return Listing{}, sick("itrent", p, "an iTrent page (_webrecruitment/wrd/run/)")
	}
	run := u.Scheme + "://" + u.Host + m[1]
	text := strings.TrimSpace(string(p.Body))
	switch {
	case strings.HasPrefix(text, "{"), strings.Contains(strings.ToLower(u.Path), ".json"):
		return i.results(src, p, run)
	case strings.Contains(strings.ToLower(u.Path), "etrec002gf"):
		return i.landing(p, run, text)
	}
	return i.search(src, p, run, text)
}

// landing leads from the tenant's root to its board.
func (itrent) landing(p *fetch.Page, run, text string) (Listing, error) {
	view := submatch(itrentView, text)
	if view == "" {
		return Listing{}, sick("itrent", p, "the link to the board (etrec179gf.open?wvid=)")
	}
	return Listing{Next: []fetch.Request{get(itrentBoard(run, view))}}, nil
}

// search takes the session's token from the search page and asks for the
// results as the page's script does. A banner on it, as before maintenance,
// changes nothing.
func (itrent) search(src config.Source, p *fetch.Page, run, text string) (Listing, error) {
	token := submatch(itrentSession, text)
	view := firstOf(queryValue(p.URL, "WVID"), submatch(itrentView, text))
	if token == "" || view == "" || itrentRefused.MatchString(text) {
		// The number in the config may be stale: the landing page knows the new one.
		if own := queryValue(src.URL, "WVID"); own != "" && strings.EqualFold(own, queryValue(p.URL, "WVID")) && (itrentRefused.MatchString(text) || strings.Contains(text, "ETREC")) {
			return Listing{Next: []fetch.Request{get(run + "etrec002gf.open")}}, nil
		}
		if itrentRefused.MatchString(text) {
			return Listing{}, fault("itrent", p, lifecycle.FaultForbidden, "%q", itrentRefused.FindString(text))
		}
		return Listing{}, sick("itrent", p, "the session's token (USESSION)")
	}
	return Listing{Next: []fetch.Request{itrentResults(run, view, token, 1)}}, nil
}

// itrentResults asks for the results from a place on, counted from 1, as the
// page's script does. It names the whole search in a header of its own, without
// which some tenants answer with their page instead.
func itrentResults(run, view, token string, from int) fetch.Request {
	session := "WVID=" + url.QueryEscape(view) + "&USESSION=" + url.QueryEscape(token) + "&LANG=USA"
	place := "&RESULTS_PP=" + strconv.Itoa(itrentMost)
	if from > 1 {
		place += "&REC_FROM=" + strconv.Itoa(from)
	}
	return fetch.Request{
		URL: run + "ETREC106GF.json?" + session + place, Volatile: true,
		Header: http.Header{
			"Referer": {itrentBoard(run, view)}, "X-Requested-With": {"XMLHttpRequest"},
			"Mhrparams": {session + "&JOB_TITLE=&KEYWORDS=&LOCATION_ID=&REGION_ID=&VAC_TYPES=&SALARY_BAND=&ORDER_BY=VACANCY_D" + place},
		},
	}
}

// itrentAnswer is the part of the results that is read.
type itrentAnswer struct {
	Text   map[string]any `json:"text"`
	Search *struct {
		Total itrentText `json:"total_rec"`
		From  itrentText `json:"rec_from"`
		View  itrentText `json:"wvid"`
	} `json:"search"`
	Results []itrentJob `json:"results"`
}

// itrentJob is one vacancy of the results.
type itrentJob struct {
	ID          itrentText `json:"vacancy_id"`
	Reference   itrentText `json:"vacancy_ref"`
	Title       itrentText `json:"job_title"`
	Description itrentText `json:"job_description"`
	Location    itrentText `json:"location_id"`
	Region      itrentText `json:"region_id"`
	Salary      itrentText `json:"salary"`
	Package     itrentText `json:"start_package"`
	Closing     itrentText `json:"app_close_d"`
	Hours       itrentText `json:"con_hrs"`
	Basis       itrentText `json:"basis_id"`
}

// itrentText is a text that may come as a number.
type itrentText string

// UnmarshalJSON takes text and numbers; anything else is no text.
func (t *itrentText) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err == nil {
		*t = itrentText(s)
	} else if n := json.Number(b); len(b) > 0 && b[0] >= '0' && b[0] <= '9' {
		*t = itrentText(n)
	}
	return nil
}

// results reads the search results from the place on that was asked for.
func (i itrent) results(src config.Source, p *fetch.Page, run string) (Listing, error) {
	asked := 1
	if n := toCount(queryValue(p.URL, "REC_FROM")); n != nil && *n > 1 {
		asked = *n
	}
	if !bytes.Contains(p.Body, []byte(`"results"`)) && itrentRefused.MatchString(clip(string(p.Body), 64<<10)) {
		if asked > 1 {
			return Listing{Incomplete: []string{"refused from result " + strconv.Itoa(asked) + " on"}}, nil
		}
		return Listing{}, fault("itrent", p, lifecycle.FaultForbidden, "%q", itrentRefused.FindString(string(p.Body)))
	}
	var answer itrentAnswer
	if failed := parseJSON("itrent", p, &answer); failed != nil {
		return Listing{}, failed
	}
	if answer.Search == nil {
		return Listing{}, fault("itrent", p, lifecycle.FaultRedesign, "no search in the results")
	}
	l := Listing{Total: toCount(string(answer.Search.Total))}
	switch {
	case len(answer.Results) > 0:
	case asked > 1:
		return Listing{Incomplete: []string{"nothing came from result " + strconv.Itoa(asked) + " on"}}, nil
	case l.Total == nil || *l.Total != 0:
		return Listing{}, fault("itrent", p, lifecycle.FaultRedesign, "no results, and no count of 0")
	default:
		said, _ := answer.Text["message3"].(string)
		l.SaysEmpty = firstOf(value(said), "total_rec is 0")
		return l, nil
	}
	view := firstOf(queryValue(p.URL, "WVID"), tidy(string(answer.Search.View)))
	region, _ := answer.Text["l_region"].(string)
	var got rows
	for _, job := range answer.Results {
		a := itrentAdvert(run, view, region, job)
		got.add(Row{Advert: a, LeftOut: leaveOut(src, a)})
	}
	got.into(&l)
	if len(l.Rows) == 0 {
		return Listing{}, fault("itrent", p, lifecycle.FaultRedesign, "%d results, none with vacancy_id and job_title", len(answer.Results))
	}
	i.next(p, &l, run, view, asked, answer)
	return l, nil
}

// next goes on by as many as arrived. A board that starts over instead, or gives
// too few at a time, cannot be read to its end.
func (itrent) next(p *fetch.Page, l *Listing, run, view string, asked int, answer itrentAnswer) {
	arrived, token := len(answer.Results), queryValue(p.URL, "USESSION")
	from := toCount(string(answer.Search.From))
	switch {
	case l.Total == nil:
		l.Incomplete = append(l.Incomplete, "the results come without their count (total_rec)")
	case asked > 1 && (from == nil || *from != asked):
		l.Incomplete = append(l.Incomplete, "asked for results from "+strconv.Itoa(asked)+" on, got others")
	case asked-1+arrived >= *l.Total:
	case token == "" || (*l.Total-asked)/arrived >= maxPages:
		l.Incomplete = append(l.Incomplete, "the board gives only "+strconv.Itoa(arrived)+" of its "+strconv.Itoa(*l.Total)+" vacancies at once")
	default:
		l.Next = append(l.Next, itrentResults(run, view, token, asked+arrived))
	}
}

// itrentAdvert makes an advert of one result. Regions are directorates on some
// boards, parts of the country on others.
func itrentAdvert(run, view, region string, job itrentJob) normalize.Advert {
	a := normalize.Advert{
		Title:       plain(unescape(string(job.Title))),
		Reference:   value(string(job.Reference)),
		Description: body(pictures.ReplaceAllString(string(job.Description), "")),
	}
	if perks := plain(value(string(job.Package))); perks != "" {
		a.Description = nonEmpty(a.Description, "<p>Package: "+escape(perks)+"</p>")
	}
	id := tidy(string(job.ID))
	if talentlinkMask.MatchString(id) {
		a.Key = "itrent:" + id
		a.URL = run + "ETREC179GF.open?WVID=" + url.QueryEscape(view) + "&LANG=USA&VACANCY_ID=" + id
	}
	fill(&a, salaryField, plain(string(job.Salary)))
	fill(&a, locationField, plain(string(job.Location)))
	if a.Location == "" && fieldOf(region) == locationField {
		fill(&a, locationField, plain(string(job.Region)))
	} else {
		fill(&a, departmentField, plain(string(job.Region)))
	}
	fill(&a, hoursField, plain(string(job.Hours)))
	fill(&a, patternField, plain(string(job.Basis)))
	if day := itrentDay.FindStringSubmatch(tidy(string(job.Closing))); day != nil {
		a.Closing = closingDate(day[1] + "-" + day[2] + "-" + day[3])
	}
	return a
}

// Detail opens nothing: the results hold whole adverts, and the page behind
// them is put together by script.
func (itrent) Detail(config.Source, Row) (fetch.Request, bool) {
	return fetch.Request{}, false
}

// Advert says no more than that an advert is closed, where its page says so.
func (itrent) Advert(_ config.Source, row Row, p *fetch.Page) (normalize.Advert, bool, error) {
	doc, failed := parse("itrent", p)
	if failed != nil {
		return normalize.Advert{}, false, failed
	}
	return withoutAdvert("itrent", row, p, doc, "closing words (the results hold the advert itself)")
}
