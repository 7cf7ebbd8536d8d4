package platform

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"vacancies/crawler/fetch"
	"vacancies/normalize"
)

// posting is a schema.org JobPosting, read from JSON-LD, microdata or RDFa.
// https://schema.org/JobPosting
type posting struct{ *node }

// postings are what a page's structured data says of jobs: the JobPostings with
// a title; those of JSON-LD without one; and how many blocks speak of one in what
// cannot be read.
type postings struct {
	all, untitled []posting
	broken        int
}

// postingsIn reads the JobPostings of a page.
func postingsIn(doc *goquery.Document) []posting { return readPostings(doc).all }

// readPostings is postingsIn with what is lacking. One that is written in two
// syntaxes is one posting: the later writing is left out.
func readPostings(doc *goquery.Document) (found postings) {
	seen := map[string]bool{}
	marked := doc.FindMatcher(structured)
	linked, broken := linkedData(marked)
	found.broken = broken
	groups := [][]*node{linked, inMarkup(marked, microdata), inMarkup(marked, rdfa)}
	for i, group := range groups {
		var titles []string
		for _, n := range group {
			p := posting{n}
			title := strings.ToLower(p.title())
			if title == "" && i == 0 {
				found.untitled = append(found.untitled, p)
			}
			if title == "" || seen[title] {
				continue
			}
			titles = append(titles, title)
			found.all = append(found.all, p)
		}
		for _, title := range titles {
			seen[title] = true
		}
	}
	return found
}

// pick finds a row's posting among a page's: by address, by title, or because
// it is the only one and nothing says that there is another.
func (f postings) pick(p *fetch.Page, row Row) (posting, bool) {
	if len(f.all) == 1 && f.broken == 0 && len(f.untitled) == 0 {
		return f.all[0], true
	}
	for _, g := range f.all {
		if address := g.address(p); address != "" && samePage(address, row.Advert.URL) {
			return g, true
		}
	}
	for _, g := range f.all {
		if strings.EqualFold(g.title(), row.Advert.Title) {
			return g, true
		}
	}
	return posting{}, false
}

func (g posting) title() string { return plain(unescape(g.text("title", "name", "jobTitle"))) }

// identifier is the posting's own id: a string, or a PropertyValue's value.
func (g posting) identifier() string {
	id := g.first("identifier")
	switch {
	case id == nil:
		return ""
	case len(id.types) == 0:
		return value(firstOf(id.text("value"), id.text("name")))
	}
	// A PropertyValue's name is the employer's, not the post's.
	return value(id.text("value"))
}

// address is the posting's own address; empty when it gives none.
func (g posting) address(p *fetch.Page) string {
	return absolute(p, firstOf(g.text("url"), g.text("@id"), g.text("mainEntityOfPage"), g.text("sameAs")))
}

// advert is the posting as an advert, without a key.
func (g posting) advert(p *fetch.Page) normalize.Advert {
	a := g.facts(p)
	a.Description = g.description()
	return a
}

// facts are advert without the description, for pages that show their own.
func (g posting) facts(p *fetch.Page) normalize.Advert {
	a := normalize.Advert{
		Title:     g.title(),
		Reference: g.identifier(),
		URL:       g.address(p),
		Salary:    g.salary(),
		Closing:   closingDate(g.text("validThrough")),
		Posted:    postedDate(g.text("datePosted")),
		Hours:     plain(value(g.text("workHours"))),
		Contract:  g.contract(),
		Location:  g.location(),
	}
	if org := g.first("hiringOrganization"); org != nil {
		a.Employer = plain(value(org.text("name", "legalName")))
		a.Department = plain(value(org.text("department")))
	}
	a.Department = joined(" / ", a.Department, plain(value(g.text("employmentUnit"))), plain(value(g.text("occupationalCategory"))))
	return a
}

// description is the posting's text. Lists that schema.org keeps apart are
// added where the description does not repeat them.
func (g posting) description() string {
	text := body(g.text("description"))
	for _, name := range []string{"responsibilities", "qualifications", "experienceRequirements", "jobBenefits"} {
		part := body(strings.Join(g.texts(name), "\n"))
		words := plain(part)
		if words != "" && !strings.Contains(prose(text), clip(words, 80)) {
			text = nonEmpty(text, part)
		}
	}
	return text
}

// employmentTypes are schema.org's codes in words.
var employmentTypes = map[string]string{
	"FULL_TIME": "Full time", "PART_TIME": "Part time", "CONTRACTOR": "Contract", "TEMPORARY": "Temporary",
	"INTERN": "Internship", "VOLUNTEER": "Volunteer", "PER_DIEM": "Per diem", "OTHER": "",
}

// codeSigns writes a code as schema.org does: "full-time" is FULL_TIME.
var codeSigns = strings.NewReplacer("-", "_", " ", "_")

func (g posting) contract() string {
	var kinds []string
	for _, text := range g.texts("employmentType") {
		for kind := range strings.SplitSeq(plain(text), ",") {
			code := strings.ToUpper(codeSigns.Replace(strings.TrimSpace(kind)))
			if words, known := employmentTypes[code]; known {
				kind = words
			}
			kinds = append(kinds, value(kind))
		}
	}
	return joined(", ", kinds...)
}

// location is the places of work, street to postcode.
func (g posting) location() string {
	var places []string
	for _, place := range g.nodes("jobLocation") {
		if len(places) >= 50 {
			break
		}
		places = append(places, placeWords(place))
	}
	if strings.EqualFold(g.text("jobLocationType"), "TELECOMMUTE") {
		places = append(places, "Home based")
	}
	return joined("; ", places...)
}

// placeWords is one place: its name, and its address as parts or as text.
func placeWords(place *node) string {
	parts := []string{plain(value(place.text("name")))}
	addresses := place.nodes("address")
	if len(addresses) == 0 {
		addresses = []*node{place}
	}
	for _, address := range addresses {
		for _, name := range []string{"name", "streetAddress", "addressLocality", "addressRegion", "postalCode"} {
			parts = append(parts, plain(value(address.text(name))))
		}
	}
	return joined(", ", parts...)
}

// salary is the pay in words: text as it stands, an amount or a range with its
// currency and period.
func (g posting) salary() string {
	currency := value(g.text("salaryCurrency"))
	var all []string
	for _, name := range []string{"baseSalary", "estimatedSalary", "salary"} {
		for _, amount := range g.nodes(name) {
			all = append(all, amountWords(amount, currency))
		}
		if s := joined("; ", all...); s != "" {
			return s
		}
	}
	return ""
}

// amountWords words a MonetaryAmount, a PriceSpecification or plain text.
func amountWords(amount *node, currency string) string {
	currency = firstOf(value(amount.text("currency", "priceCurrency")), currency)
	figures := amount
	if v := amount.first("value"); v != nil && len(v.props) > 0 {
		figures = v
	}
	from, to := figures.text("minValue", "minPrice"), figures.text("maxValue", "maxPrice")
	if from == "" && to == "" {
		from = firstOf(figures.text("value"), figures.text("price"), figures.text("name"), amount.text("name"))
	}
	from, to = money(from, currency), money(to, currency)
	text := joined(" - ", from, to)
	period := strings.ToLower(value(firstOf(figures.text("unitText"), amount.text("unitText"))))
	if text == "" || !number.MatchString(text) || period == "" || strings.Contains(strings.ToLower(text), period) {
		return text
	}
	return text + " per " + strings.TrimPrefix(period, "per ")
}

// bareFigure is an amount that is nothing but a figure.
var bareFigure = regexp.MustCompile(`^\d[\d,]*(?:\.\d+)?$`)

// money writes a bare figure with its currency; words stay as they are. A zero
// is how systems write that there is none.
func money(s, currency string) string {
	s = plain(value(unescape(s)))
	if !bareFigure.MatchString(s) {
		return s
	}
	n, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
	if err != nil || n == 0 {
		return ""
	}
	whole, pence, _ := strings.Cut(strings.ReplaceAll(s, ",", ""), ".")
	s = grouped(whole)
	if strings.Trim(pence, "0") != "" {
		s += "." + pence
		if len(pence) == 1 {
			s += "0"
		}
	}
	switch strings.ToUpper(currency) {
	case "GBP", "£":
		return "£" + s
	case "":
		return s
	}
	return strings.ToUpper(clip(currency, 3)) + " " + s
}

// grouped puts commas between thousands.
func grouped(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
