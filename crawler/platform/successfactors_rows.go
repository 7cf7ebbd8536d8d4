package platform

import (
	"strings"

	"github.com/PuerkitoBio/goquery"

	"vacancies/crawler/fetch"
	"vacancies/normalize"
)

// sfColumns are the table's columns by the ids of their headings.
func sfColumns(doc *goquery.Document) map[string]field {
	columns := map[string]field{}
	doc.FindMatcher(sfHeads).Each(func(_ int, th *goquery.Selection) {
		columns[th.AttrOr("id", "")] = fieldOf(words(th))
	})
	return columns
}

// sfTableRow reads a row of the results table. Its link and fields stand in it
// twice, for telephones and for wide screens.
func sfTableRow(p *fetch.Page, columns map[string]field, tr *goquery.Selection) normalize.Advert {
	link := tr.FindMatcher(sfLink).First()
	a := normalize.Advert{Title: words(link), URL: absolute(p, link.AttrOr("href", ""))}
	a.Key = sfKey(a.URL)
	tr.ChildrenMatcher(dataCells).Each(func(_ int, td *goquery.Selection) {
		if td.FindMatcher(sfTitleLink).Length() > 0 {
			return
		}
		f := columns[td.AttrOr("headers", "")]
		for class := range strings.FieldsSeq(td.AttrOr("class", "")) {
			if f == noField && strings.HasPrefix(class, "col") {
				f = sfColumn(strings.TrimPrefix(class, "col"))
			}
		}
		fill(&a, f, words(td))
	})
	// Some customers hide a column; the copy for telephones still has it.
	if a.Location == "" {
		a.Location = textOf(tr.FindMatcher(sfPlaceCells).Last())
	}
	if a.Posted == "" {
		a.Posted = postedDate(words(tr.FindMatcher(sfDayCells).Last()))
	}
	return a
}

// sfColumn is what a column is by the product's own class, whatever its language.
func sfColumn(name string) field {
	switch name {
	case "Location", "Facility", "City", "State":
		return locationField
	case "Date":
		return postedField
	case "Department":
		return departmentField
	case "Shifttype":
		return patternField
	}
	return fieldOf(name)
}

// sfTile reads a tile, which holds each field up to three times.
func sfTile(p *fetch.Page, tile *goquery.Selection) normalize.Advert {
	link := tile.FindMatcher(sfTileLink).First()
	href := tile.AttrOr("data-url", link.AttrOr("href", ""))
	a := normalize.Advert{Title: words(link), URL: absolute(p, href)}
	a.Key = sfKey(a.URL)
	tile.FindMatcher(sfSections).Each(func(_ int, section *goquery.Selection) {
		label := section.FindMatcher(sfSectionLabel).First()
		whole, name := words(section), words(label)
		fill(&a, fieldOf(name), strings.TrimPrefix(whole, name))
	})
	if a.Location == "" {
		a.Location = textOf(tile.FindMatcher(sfPlaceCells).First())
	}
	if a.Posted == "" {
		a.Posted = postedDate(words(tile.FindMatcher(sfDayCells).First()))
	}
	return a
}
