package platform

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
)

// dialect is what is known of one system's feeds without being told.
type dialect struct {
	paths map[string]string
	// whole is true when such a feed always holds all adverts.
	whole bool
}

var (
	plainFeed = dialect{paths: map[string]string{
		"title":       "title | jobTitle | name",
		"url":         "link | advertUrl | url | guid",
		"posted":      "pubDate | published | date_published | publishOn",
		"description": "encoded | content | content_html | jobAdvert | description | summary | content_text",
	}}
	// networxFeed has the advert as a <Vacancy> inside the item's content.
	// VacancyID is the post's own number; VacancyPublishInfoID counts where it is published.
	networxFeed = dialect{whole: true, paths: map[string]string{
		"id": "VacancyID", "reference": "Vacancy_ID", "title": "Vacancy_title | vTitle | title", "url": "link",
		"closing": "Expiry_date", "salary": "Salary", "location": "Job_Location", "description": "Advert_text", "posted": "pubDate",
	}}
	// engageFeed has its own elements beside RSS's, some without their prefix.
	engageFeed = dialect{whole: true, paths: map[string]string{
		"id": "engAts:vacancyid", "title": "title", "url": "link | engAts:rssFeedVacancyUrl | guid", "apply": "engAts:advertUrl",
		"closing": "engAts:endDate", "salary": "engAts:salaryRangeFrom + engAts:salaryRangeTo", "location": "category.Location",
		"description": "atom:content + engAts:jobdescription | description", "posted": "pubDate",
	}}
)

// dialectOf tells whose feed it is, with items or without.
func dialectOf(p *fetch.Page, root *element) dialect {
	for _, a := range root.attrs {
		if strings.HasSuffix(strings.TrimRight(a.Value, "/"), "/EngageAts") {
			return engageFeed
		}
	}
	for _, link := range append([]string{p.URL}, at(root, "channel/link")...) {
		host := hostOf(strings.TrimSpace(link))
		if strings.HasSuffix(host, ".current-vacancies.com") || strings.HasSuffix(host, ".networxrecruitment.com") {
			return networxFeed
		}
		if strings.HasSuffix(host, ".engageats.co.uk") {
			return engageFeed
		}
	}
	if len(stepsIn(root.all("item"), "content/Vacancy/VacancyID")) > 0 {
		return networxFeed
	}
	return plainFeed
}

// row reads one item.
func (feed) row(src config.Source, p *fetch.Page, kind dialect, item *element) Row {
	find := func(name string) []string {
		if path := src.Options[name]; path != "" {
			return at(item, path)
		}
		return at(item, kind.paths[name])
	}
	first := func(name string) string {
		if all := find(name); len(all) > 0 {
			return all[0]
		}
		return ""
	}
	a := normalize.Advert{
		Title: plain(unescape(first("title"))), URL: feedLink(p, item, first("url")), ApplyURL: absolute(p, first("apply")),
		Closing: feedDate(first("closing"), closingDate), Posted: feedDate(first("posted"), postedDate),
		Reference: feedWords(first("reference")), Employer: feedWords(first("organisation")),
		Salary: feedRange(find("salary")), Description: longest(find("description")),
		Location: feedList(find("location")), Hours: feedList(find("hours")),
		Contract: feedList(find("contract")), Department: feedList(find("department")),
	}
	if own := item.child("_jobposting"); own != nil {
		a = over(posting{nodeOf(own)}.advert(p), a) // Teamtailor's JSON Feed
	}
	byName(&a, src, item)
	id := first("id")
	if id == "" && src.Options["id"] == "" {
		id = firstOf(item.raw("guid"), item.raw("id"), a.Reference, a.URL)
	}
	a.Key = feedKey(id)
	return Row{Advert: a, LeftOut: leaveOut(src, a), Modified: tidy(item.raw("updated", "date_modified", "pubDate"))}
}

// nodeOf is an element of a JSON document as a thing of structured data.
func nodeOf(e *element) *node {
	n := &node{}
	for _, c := range e.children {
		switch text := c.text.String(); {
		case c.name == "@type":
			n.types = append(n.types, text)
		case len(c.children) > 0:
			n.add(c.name, datum{node: nodeOf(c)})
		default:
			n.add(c.name, datum{text: text})
		}
	}
	return n
}

// feedLink is an item's address: the words of a link, or an Atom link's href.
// Feeds put together as text escape links once too often, or leave out the scheme.
func feedLink(p *fetch.Page, item *element, found string) string {
	found = strings.ReplaceAll(strings.TrimSpace(found), "&amp;", "&")
	if strings.HasPrefix(strings.ToLower(found), "www.") {
		found = "https://" + found
	}
	if address := absolute(p, found); address != "" && resolve(found, found) != nil {
		return address
	}
	for _, link := range item.all("link") {
		if rel := link.attr("rel"); rel == "" || rel == "alternate" {
			if address := absolute(p, link.attr("href")); address != "" {
				return address
			}
		}
	}
	return absolute(p, found)
}

// ownNames are elements that are read by paths, or are not about the job.
var ownNames = regexp.MustCompile(`(?i)^(?:v?title|vacancy_?title|jobtitle|link|guid|id|pubdate|published|publishon|updated|modified|date_\w+|description|content\w*|encoded|summary|author|source|enclosure|comments|language|version|url|\w+url|\w+_url|documents?|advert_text|job_?description|jobadvert|salaryrange(?:from|to)|enddate|vacancyid|vacancypublishinfoid|expiry_date|job_location|vacancy_id)$`)

// byName adds what an item's other elements say, read by their names as labels
// on a page are: "vContractType" is a contract type.
func byName(a *normalize.Advert, src config.Source, item *element) {
	leaves := item.children
	for _, wrapper := range stepsIn([]*element{item}, "content") {
		for _, inside := range wrapper.children {
			leaves = append(leaves[:len(leaves):len(leaves)], inside.children...)
		}
	}
	read := *a // a field that a path found is not added to
	for _, leaf := range leaves {
		label := leaf.attr("domain")
		switch {
		case len(leaf.children) > 0 || !strings.EqualFold(leaf.name, "category") && ownNames.MatchString(leaf.name):
			continue
		case strings.EqualFold(leaf.name, "category") && label == "":
			label = "category"
		case label == "":
			label = spaced(leaf.name)
		}
		if f := fieldOf(label); f != titleField && vacant(read, f) {
			words := feedWords(leaf.text.String())
			if f == closingField || f == postedField {
				words = feedDate(words, closingDate)
			}
			if f == departmentField && !strings.ContainsFunc(words, unicode.IsLetter) {
				continue // schools' numbers
			}
			fill(a, f, words)
		}
	}
}

// vacant reports whether an advert lacks a field.
func vacant(a normalize.Advert, f field) bool {
	switch f {
	case referenceField:
		return a.Reference == ""
	case salaryField, gradeField:
		return a.Salary == ""
	case closingField:
		return a.Closing == ""
	case postedField:
		return a.Posted == ""
	case hoursField, fteField, patternField:
		return a.Hours == ""
	case contractField:
		return a.Contract == ""
	case locationField:
		return a.Location == ""
	case departmentField:
		return a.Department == ""
	case employerField:
		return a.Employer == ""
	}
	return true
}

// spaced is a name as words: "Job_Location" and "vContractType" become "Job
// Location" and "v Contract Type".
func spaced(name string) string {
	var b strings.Builder
	var last rune
	for _, r := range name {
		if unicode.IsUpper(r) && unicode.IsLower(last) {
			b.WriteByte(' ')
		}
		if r == '_' || r == '-' || r == '.' {
			r = ' '
		}
		b.WriteRune(r)
		last = r
	}
	return tidy(b.String())
}

// feedWords is a value on one line; in codes such as "part_time" and
// "Barnstaple,_Devon" the underscores are blanks.
func feedWords(s string) string {
	s = value(plain(unescape(s)))
	if strings.Contains(s, "_") && !strings.Contains(s, " ") {
		s = strings.ReplaceAll(s, "_", " ")
	}
	return tidy(s)
}

// feedList is several values in a row.
func feedList(all []string) string {
	for i, s := range all {
		all[i] = feedWords(s)
	}
	return joined(", ", all...)
}

// feedRange is pay that may stand in two elements, from and to.
func feedRange(all []string) string {
	for i, s := range all {
		all[i] = feedWords(s)
	}
	return joined(" - ", all...)
}

// longest is the longest of several texts: feeds repeat the beginning as a summary.
func longest(all []string) string {
	best := ""
	for _, s := range all {
		if text := body(s); len(text) > len(best) {
			best = text
		}
	}
	return best
}

// ukStamp are wall clocks with the day first; feeds write them without a zone.
var ukStamp = []string{"02/01/2006 15:04:05", "2/1/2006 15:04:05", "02/01/2006 15:04", "2/1/2006 15:04"}

// feedDate is a date as words that are read right later.
func feedDate(s string, read func(string) string) string {
	s = value(plain(s))
	for _, layout := range ukStamp {
		if t, err := time.ParseInLocation(layout, s, london); err == nil && sensible(t) {
			s = t.Format("2006-01-02T15:04:05")
			break
		}
	}
	return read(s)
}
