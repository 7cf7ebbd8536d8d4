package platform

import (
	"net/url"
	"regexp"
	"strings"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// listXML reads a document of the vendor's API: <jobs> with a <job> for each,
// or a single <job>.
func (t tribepad) listXML(src config.Source, p *fetch.Page) (Listing, error) {
	root, failed := parseXML("tribepad", p)
	if failed != nil {
		return Listing{}, failed
	}
	jobs := root.all("job")
	if len(jobs) == 0 {
		if strings.EqualFold(root.name, "jobs") {
			zero := 0
			return Listing{SaysEmpty: "<jobs> holds no <job>", Total: &zero}, nil
		}
		return Listing{}, fault("tribepad", p, lifecycle.FaultRedesign, "<%s> is not a list of jobs", clip(tidy(root.name), 60))
	}
	var got rows
	for _, job := range jobs {
		a := t.job(p, job)
		left := leaveOut(src, a)
		switch {
		case job.words("status") != "" && job.words("status") != "1":
			left = "not published (status " + job.words("status") + ")"
		case job.words("is_event") == "1":
			left = "an event, not a vacancy"
		}
		got.add(Row{Advert: a, LeftOut: left})
	}
	var l Listing
	got.into(&l)
	if len(l.Rows) == 0 {
		return Listing{}, fault("tribepad", p, lifecycle.FaultRedesign, "%d jobs, none with job_id and job_title", len(jobs))
	}
	total := len(jobs) - got.repeats
	l.Total = &total
	return l, nil
}

// advertXML reads the document of one advert.
func (t tribepad) advertXML(row Row, p *fetch.Page) (normalize.Advert, bool, error) {
	root, failed := parseXML("tribepad", p)
	if failed != nil {
		return normalize.Advert{}, false, failed
	}
	for _, job := range root.all("job") {
		if a := t.job(p, job); a.Key == row.Advert.Key {
			return over(row.Advert, a), false, nil
		}
	}
	if strings.EqualFold(root.name, "jobs") {
		return row.Advert, true, nil
	}
	return normalize.Advert{}, false, fault("tribepad", p, lifecycle.FaultRedesign, "no job %s in the document", row.Advert.Key)
}

// noExpiry is how Tribepad's own pages print an evergreen advert.
const noExpiry = "No expiry date"

var councilWords = regexp.MustCompile(`(?i)council|borough|corporation|trust|for children|authority|limited|\bltd\b`)

// job reads one job of the API. Its texts are HTML that was escaped twice;
// people's names stand in fields of their own, which are not read. Custom
// fields hold numbers of a look-up list we do not have.
func (tribepad) job(p *fetch.Page, job *element) normalize.Advert {
	a := normalize.Advert{
		Title:      plain(unescape(job.raw("job_title", "title"))),
		Reference:  job.words("reference"),
		Employer:   job.words("company_name"),
		Department: joined(" / ", job.words("business_unit"), job.words("org_unit"), plain(unescape(job.words("category_name")))),
		Salary:     tribepadSalary(job),
		Posted:     postedDate(job.raw("open_date")),
		Closing:    closingDate(job.raw("expiry_date")),
		Contract:   job.words("job_type_text", "contract_type", "employment_type"),
		Location:   tribepadPlace(job),
	}
	if id := job.words("job_id", "id"); id != "" {
		a.Key = "tribepad:" + id
	}
	if region := job.words("region"); a.Employer == "" && councilWords.MatchString(region) {
		a.Employer = region
	}
	if job.words("evergreen") == "1" {
		a.Closing = noExpiry
	}
	if hours := job.words("shift_hours"); hours != "" && hours != "0" {
		a.Hours = hoursOf(hours)
	}
	a.URL = absolute(p, job.raw("public_url", "community_job_url", "url", "link"))
	if u, err := url.Parse(p.URL); a.URL == "" && err == nil && a.Key != "" {
		a.URL = origin(u) + "/members/modules/job/detail.php?record=" + url.QueryEscape(strings.TrimPrefix(a.Key, "tribepad:"))
	}
	a.ApplyURL = absolute(p, job.raw("apply_url"))
	var pieces []string
	for _, name := range []string{"summary_external", "main_responsibilities", "ideal_candidate", "package_description", "description", "about_company"} {
		pieces = append(pieces, body(job.raw(name)))
	}
	a.Description = nonEmpty(pieces...)
	return a
}

// tribepadSalary is the salary as the API words it; a range of figures that
// stands alone gets its period from salary_frequency (1 a year, 2 an hour).
func tribepadSalary(job *element) string {
	text := plain(job.words("salaryText", "salaryDisplay", "salary_text"))
	if text == "" {
		from, to := job.words("salary_from_text", "salary_from"), job.words("salary_to_text", "salary_to")
		if from == "0" || from == "0.00" {
			from = ""
		}
		if to == "0" || to == "0.00" {
			to = ""
		}
		switch {
		case from != "" && to != "" && from != to:
			text = "£" + from + " - £" + to
		case from != "" || to != "":
			text = "£" + firstOf(from, to)
		default:
			return ""
		}
	}
	if job.words("salary_frequency") == "2" && !hourWords.MatchString(text) && number.MatchString(text) {
		text += " per hour"
	}
	return text
}

var hourWords = regexp.MustCompile(`(?i)hour|annum|year|month|week|day|\bp\.?h\b|\bp\.?a\b`)

// tribepadPlace is the towns of a comma list, tidied, with the postcode.
func tribepadPlace(job *element) string {
	var towns []string
	for town := range strings.SplitSeq(job.words("location_city", "location"), ",") {
		towns = append(towns, town)
	}
	return joined(", ", append(towns, job.words("location_county"), job.words("location_postcode"))...)
}
