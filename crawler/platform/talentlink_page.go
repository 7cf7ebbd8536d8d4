package platform

import (
	"strings"

	"github.com/PuerkitoBio/goquery"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
)

func (talentlink) Detail(_ config.Source, row Row) (fetch.Request, bool) {
	return opened(row)
}

// Advert reads an advert's page. A preview of a posting that is not public is
// read like any other and reported as closed.
func (talentlink) Advert(_ config.Source, row Row, p *fetch.Page) (normalize.Advert, bool, error) {
	doc, failed := parse("talentlink", p)
	if failed != nil {
		return normalize.Advert{}, false, failed
	}
	if doc.FindMatcher(talentlinkMarks).Length() == 0 {
		return withoutAdvert("talentlink", row, p, doc, "the advert's JDText fields")
	}
	a := normalize.Advert{Title: words(doc.FindMatcher(talentlinkTitle).First())}
	texts := map[string]*goquery.Selection{} // by name; the first of each
	doc.FindMatcher(talentlinkValues).Each(func(_ int, text *goquery.Selection) {
		if name := strings.TrimPrefix(text.AttrOr("id", ""), "JDText-"); texts[name] == nil {
			texts[name] = text
		}
	})
	doc.FindMatcher(talentlinkLabels).Each(func(_ int, label *goquery.Selection) {
		text := texts[strings.TrimPrefix(label.AttrOr("id", ""), "JDLabel-")]
		if text != nil && label.ClosestMatcher(talentlinkAll).Length() == 0 {
			fill(&a, fieldOf(words(label)), words(text))
		}
	})
	if salary := texts["salary"]; salary != nil && a.Salary == "" {
		a.Salary = textOf(salary)
	}
	if a.Reference == "" {
		a.Reference = submatch(talentlinkRef, a.Title)
	}
	a.Description = talentlinkText(doc)
	if apply := doc.FindMatcher(talentlinkApply).First(); apply.Length() > 0 {
		a.ApplyURL = absolute(p, apply.AttrOr("href", ""))
	}
	scripts := doc.FindMatcher(scripts).Text()
	closed := strings.Contains(scripts, "unposted posting") || closedAround(doc, doc.FindMatcher(talentlinkFields)) != ""
	return over(row.Advert, a), closed, nil
}

// talentlinkText is the advert's texts, each under its heading.
func talentlinkText(doc *goquery.Document) string {
	var pieces []string
	doc.FindMatcher(talentlinkTexts).Each(func(_ int, text *goquery.Selection) {
		if heading := words(text.PrevMatcher(talentlinkTextHead)); heading != "" {
			pieces = append(pieces, "<h5>"+escape(heading)+"</h5>")
		}
		pieces = append(pieces, fragment(text))
	})
	if len(pieces) == 0 {
		return fragment(doc.FindMatcher(talentlinkAll))
	}
	return nonEmpty(pieces...)
}
