package platform

import (
	"net/url"
	"regexp"
	"strings"
	"time"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// sfJob is one job of the public listing: its elements by name, and its facets,
// which the customer names.
type sfJob struct {
	elements map[string]string
	facets   []pair
}

// sfWorkplace matches facets of places that say how, not where, one works.
var sfWorkplace = regexp.MustCompile(`(?i)^(?:hybrid|remote|on-?site|flexible|home|field)\b`)

// sfPlace matches further labels of places.
var sfPlace = regexp.MustCompile(`(?i)\b(?:state|province|county|country)\b`)

// maxSFElements bounds the elements kept of one job; real ones have about thirty.
const maxSFElements = 200

// listFeed reads the public job listing. It is one document with every job in
// it, and several employers may share it.
func (s successfactors) listFeed(src config.Source, p *fetch.Page) (Listing, error) {
	jobs, whole := sfJobs(string(p.Body))
	if !whole {
		return Listing{}, fault("successfactors", p, lifecycle.FaultTruncated, "the listing breaks off after %d jobs", len(jobs))
	}
	total := len(jobs)
	if total == 0 {
		return Listing{Total: &total, SaysEmpty: "the listing is whole and has no job"}, nil
	}
	monthFirst := sfMonthFirst(jobs)
	var got rows
	for _, job := range jobs {
		a := sfAdvertOf(src, p, job, monthFirst)
		got.add(Row{Advert: a, LeftOut: sfShared(src, job, a)})
	}
	total -= got.repeats
	l := Listing{Total: &total}
	got.into(&l)
	if len(l.Rows) == 0 {
		return Listing{}, fault("successfactors", p, lifecycle.FaultRedesign, "%d jobs, none with ReqId and JobTitle", len(jobs))
	}
	return l, nil
}

// sfAdvertOf reads one job of the listing.
func sfAdvertOf(src config.Source, p *fetch.Page, job sfJob, monthFirst bool) normalize.Advert {
	id := tidy(job.elements["ReqId"])
	a := normalize.Advert{
		Title:       plain(unescape(job.elements["JobTitle"])),
		Department:  plain(value(job.elements["Department"])),
		Description: body(job.elements["Job-Description"]),
		Reference:   id,
		Posted:      postedDate(sfDate(job.elements["Posted-Date"], monthFirst)),
	}
	if sfCompany.MatchString(id) || isDigits(id) {
		a.Key = "successfactors:" + id
	}
	if u, err := url.Parse(p.URL); err == nil {
		company := firstOf(src.Options["company"], queryValue(p.URL, "company"))
		a.URL = u.Scheme + "://" + u.Host + "/career?company=" + url.QueryEscape(company) + "&career_job_req_id=" + url.QueryEscape(id) + "&career_ns=job_application"
	}
	for _, facet := range job.facets {
		f, words := fieldOf(facet.label), plain(facet.value)
		switch f {
		case closingField, postedField:
			words = sfDate(words, monthFirst)
		case titleField, referenceField:
			continue
		case locationField:
			if sfWorkplace.MatchString(words) {
				f = patternField
			}
		}
		fill(&a, f, words)
	}
	return a
}

// sfShared says why a job of the listing is not the source's. Which of its
// fields names the employer is the customer's choice, so all of them are asked
// but the places: a council's name is also its town's.
func sfShared(src config.Source, job sfJob, a normalize.Advert) string {
	ours := saidBy(src)
	named := joined(" / ", a.Employer, a.Department)
	switch {
	case ours.all:
		return ""
	case !ours.Said() && named == "":
		return "this listing may be shared by several employers: the employer option must say which are ours"
	case !ours.Said():
		return "this listing may be shared by several employers: the employer option must say which are ours; this one is " + named
	}
	all := []string{a.Employer, a.Department}
	for _, facet := range job.facets {
		if fieldOf(facet.label) != locationField && !sfPlace.MatchString(facet.label) {
			all = append(all, plain(facet.value))
		}
	}
	if ours.named(all...) {
		return ""
	}
	return "another employer: " + firstOf(named, "none is named")
}

// sfJobs scans the listing. It is not XML: a facet that is not set up is written
// as an element without a name. Whole is false when it breaks off.
func sfJobs(text string) (jobs []sfJob, whole bool) {
	s := looseXML{text: text}
	var job *sfJob
	var label string
	for {
		name, content, ok := s.next()
		if !ok {
			return jobs, whole
		}
		switch {
		case name == "/Job-Listing":
			whole = true
		case name == "Job-Listing/":
			whole = true
		case name == "Job" && len(jobs) < maxRows+1:
			jobs = append(jobs, sfJob{elements: map[string]string{}})
			job, label = &jobs[len(jobs)-1], ""
		case name == "/Job":
			job = nil
		case job == nil || len(job.elements)+len(job.facets) > maxSFElements:
		case name == "label":
			label = tidy(content)
		case name == "value":
			if label != "" && strings.TrimSpace(content) != "" {
				job.facets = append(job.facets, pair{label, content})
			}
			label = ""
		case name == "Job-Description":
			job.elements[name] = s.until("</Job-Description>", "<Job>", content)
		case name != "" && name[0] != '/' && job.elements[name] == "":
			job.elements[name] = content
		}
	}
}

// sfDates are figures parted by slashes or dashes, whose order the customer's
// locale decides.
var sfDates = regexp.MustCompile(`^(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b`)

// sfMonthFirst reports whether the listing's dates prove to be written month
// first. Dates that prove nothing are kept as they stand.
func sfMonthFirst(jobs []sfJob) bool {
	monthFirst := false
	look := func(s string) (dayFirst bool) {
		m := sfDates.FindStringSubmatch(tidy(s))
		if m == nil {
			return false
		}
		first, second := toCount(m[1]), toCount(m[2])
		monthFirst = monthFirst || *first <= 12 && *second > 12
		return *first > 12
	}
	for _, job := range jobs {
		if look(job.elements["Posted-Date"]) {
			return false
		}
		for _, facet := range job.facets {
			if f := fieldOf(facet.label); (f == closingField || f == postedField) && look(facet.value) {
				return false
			}
		}
	}
	return monthFirst
}

// sfDate writes a date that is month first as the day it is.
func sfDate(s string, monthFirst bool) string {
	s = tidy(s)
	if !monthFirst {
		return s
	}
	m := sfDates.FindString(s)
	if t, err := time.Parse("1/2/2006", strings.ReplaceAll(m, "-", "/")); err == nil {
		return t.Format(time.DateOnly)
	}
	return s
}
