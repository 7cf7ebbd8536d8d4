package platform

import (
	"encoding/xml"
	"io"
	"net/url"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"vacancies/config"
	"vacancies/crawler/fetch"
	"vacancies/normalize"
	"vacancies/normalize/lifecycle"
)

// oleeoFeed reads the Atom feed that an Oleeo (tal.net) vacancy board can have
// switched on, in its plain and its structured form.
type oleeoFeed struct{}

// oleeoOpp finds an opportunity's number in its address: .../opp/13638-<slug>/en-GB.
var oleeoOpp = regexp.MustCompile(`/opp/(\d+)(?:-|/|$)`)

// oleeoBoard finds the part of a board's address that its feed hangs on.
var oleeoBoard = regexp.MustCompile(`^(.*/jobboard/vacancy/\d+)(?:/.*)?$`)

var (
	oleeoProps = css("span[itemprop], div[itemprop], p[itemprop]")
	lineBreaks = css("br")
)

func (oleeoFeed) About() About {
	return About{
		Name: "oleeo-feed", Title: "Oleeo (tal.net) Atom feed", Evidence: "verified",
		Surface: "a board's Atom feed (/candidate/jobboard/vacancy/<board>/feed, or /feed/structured) and the public advert pages behind it",
		Permission: "Boards, feeds and adverts are open to every visitor; robots.txt asks for ten seconds between requests, which is kept. " +
			"Never touched: /*/agent/, /*/ats/ and /*/channel/ (disallowed), registration and applications, any page behind the vendor's bot check.",
		Options: []Option{employerOption},
		Markers: []string{"an Atom <feed> whose entries link to /opp/<number>", "or, without entries, whose id names /jobboard/vacancy/"},
		Fields:  []string{"title", "reference", "salary", "location", "closing", "posted"},
	}
}

// Start asks for the feed of the board that the source's address names.
func (oleeoFeed) Start(src config.Source) ([]fetch.Request, error) {
	u, err := url.Parse(withoutTokens(src.URL))
	if err != nil || u.Host == "" {
		return nil, configFault("oleeo-feed", src.URL, "not an address")
	}
	if !strings.Contains(u.Path, "/feed") {
		m := oleeoBoard.FindStringSubmatch(u.Path)
		if m == nil {
			return nil, configFault("oleeo-feed", src.URL, "neither a feed (.../feed) nor a board (.../jobboard/vacancy/<n>/adv/)")
		}
		u.Path = m[1] + "/feed"
	}
	return []fetch.Request{get(u.String())}, nil
}

type atomEntry struct {
	ID        string     `xml:"id"`
	Links     []atomLink `xml:"link"`
	Title     atomText   `xml:"title"`
	Published string     `xml:"published"`
	Updated   string     `xml:"updated"`
	Content   atomText   `xml:"content"`
	Summary   atomText   `xml:"summary"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

// atomText is a text construct: plain, escaped HTML, or XHTML inside.
type atomText struct {
	Type  string `xml:"type,attr"`
	Chars string `xml:",chardata"`
	Inner string `xml:",innerxml"`
}

// markup is the construct as HTML.
func (t atomText) markup() string {
	if t.Type == "xhtml" || t.Type == "" && strings.Contains(t.Inner, "<div") {
		return t.Inner
	}
	return t.Chars
}

func (o oleeoFeed) List(src config.Source, p *fetch.Page) (Listing, error) {
	if !isXML(p) {
		failed := sick("oleeo-feed", p, "an Atom feed")
		if failed.Fault == lifecycle.FaultRedesign {
			failed.Fault, failed.Detail = lifecycle.FaultType, "a page instead of the feed: the board's feed is switched off"
		}
		return Listing{}, failed
	}
	entries, whole, failed := atomEntries(p)
	if failed != nil {
		return Listing{}, failed
	}
	var got rows
	for _, e := range entries {
		a := o.entry(p, e)
		got.add(Row{Advert: a, LeftOut: leaveOut(src, a), Modified: tidy(e.Updated)})
	}
	// One opportunity listed twice, as in two languages, is one advert.
	total := len(entries) - got.repeats
	l := Listing{Total: &total}
	got.into(&l)
	switch {
	case len(entries) == 0 && whole:
		l.SaysEmpty = "the board's feed is whole and has no entry"
	case len(l.Rows) == 0:
		return Listing{}, fault("oleeo-feed", p, lifecycle.FaultRedesign, "%d entries, none of a vacancy board", len(entries))
	}
	return l, nil
}

// atomEntries reads the entries of a feed. Whole is true when it names itself
// a vacancy board's, which is what lets an empty one be believed.
func atomEntries(p *fetch.Page) (entries []atomEntry, whole bool, failed *Error) {
	d := decoder(p)
	inFeed, ended := false, false
	for {
		token, err := d.Token()
		if err == io.EOF && ended {
			return entries, whole, nil
		}
		if err != nil {
			return nil, false, brokenXML("oleeo-feed", p, err)
		}
		switch t := token.(type) {
		case xml.EndElement:
			ended = ended || t.Name.Local == "feed"
		case xml.StartElement:
			switch {
			case t.Name.Local == "feed" && !inFeed:
				inFeed = true
			case !inFeed:
				return nil, false, fault("oleeo-feed", p, lifecycle.FaultRedesign, "<%s> is not an Atom feed", clip(tidy(t.Name.Local), 60))
			case t.Name.Local == "entry" && len(entries) < maxRows:
				var e atomEntry
				if err := d.DecodeElement(&e, &t); err != nil {
					return nil, false, brokenXML("oleeo-feed", p, err)
				}
				entries = append(entries, e)
			case t.Name.Local == "id":
				var id string
				if err := d.DecodeElement(&id, &t); err != nil {
					return nil, false, brokenXML("oleeo-feed", p, err)
				}
				whole = whole || strings.Contains(id, "/jobboard/vacancy/")
			default:
				if err := d.Skip(); err != nil {
					return nil, false, brokenXML("oleeo-feed", p, err)
				}
			}
		}
	}
}

// entry reads one opportunity.
func (oleeoFeed) entry(p *fetch.Page, e atomEntry) normalize.Advert {
	a := normalize.Advert{Title: plain(unescape(e.Title.markup())), URL: absolute(p, e.ID)}
	for _, link := range e.Links {
		if href := absolute(p, link.Href); href != "" && (link.Rel == "alternate" || link.Rel == "") {
			a.URL = href
		}
	}
	pairs, description := oleeoContent(firstOf(e.Content.markup(), e.Summary.markup()))
	for _, pr := range pairs {
		if id := strings.ToLower(pr.label); id == "vacancy title" {
			continue
		}
		fill(&a, fieldOf(pr.label), pr.value)
	}
	a.Description = description
	if m := oleeoOpp.FindStringSubmatch(a.URL); m != nil {
		a.Key = "oleeo:" + m[1]
	} else if isDigits(a.Reference) {
		a.Key = "oleeo:" + a.Reference
	}
	// The stamps are local midnights written in UTC: the day is London's.
	a.Posted = firstOf(postedDate(e.Published), postedDate(e.Updated))
	return a
}

// oleeoContent reads an entry's content: "Label:value<br/>" lines, or spans
// whose itemprop is the label, of which a description is one.
func oleeoContent(markup string) (pairs []pair, description string) {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(clip(unescape(markup), maxDescription)))
	if err != nil {
		return nil, ""
	}
	spans := doc.FindMatcher(oleeoProps)
	if spans.Length() == 0 {
		doc.FindMatcher(lineBreaks).ReplaceWithHtml("\n")
		return lines(doc.Text()), ""
	}
	var texts []string
	spans.Each(func(_ int, s *goquery.Selection) {
		label := tidy(s.AttrOr("itemprop", ""))
		lower := strings.ToLower(label)
		if strings.Contains(lower, "description") || strings.Contains(lower, "additional information") {
			texts = append(texts, fragment(s))
			return
		}
		pairs = append(pairs, pair{label, words(s)})
	})
	return pairs, nonEmpty(texts...)
}

// Detail opens the advert's page, unless the feed was the structured one.
func (oleeoFeed) Detail(_ config.Source, row Row) (fetch.Request, bool) {
	if row.Advert.Description != "" {
		return fetch.Request{}, false
	}
	return opened(row)
}

// Advert reads an advert's page. Its markup is the customer's: it is known by
// the opportunity's title or number on it, never by its looks.
func (oleeoFeed) Advert(_ config.Source, row Row, p *fetch.Page) (normalize.Advert, bool, error) {
	doc, failed := parse("oleeo-feed", p)
	if failed != nil {
		return normalize.Advert{}, false, failed
	}
	return oleeoAdvert("oleeo-feed", row, p, doc)
}

// oleeoAdvert is Advert of a page that was parsed, for either way to Oleeo's adverts.
func oleeoAdvert(name string, row Row, p *fetch.Page, doc *goquery.Document) (normalize.Advert, bool, error) {
	page := bodyOf(doc)
	seen := allWords(page)
	number := strings.TrimPrefix(row.Advert.Key, "oleeo:")
	known := resembles(seen, row.Advert.Title) || len(number) >= 4 && strings.Contains(seen, number)
	short := len(seen) < 600
	if (short || !known) && saysClosed(page) != "" || short && strings.Contains(seen, "Invalid Request") {
		return row.Advert, true, nil
	}
	if challengeSigns.MatchString(words(doc.FindMatcher(pageTitle))) || !known {
		return normalize.Advert{}, false, sick(name, p, "the vacancy's title or number")
	}
	closed := closedNotice(doc) != ""
	region := mainPart(doc)
	var a normalize.Advert
	fillPairs(&a, labelled(region))
	a.Title, a.Reference = "", firstOf(row.Advert.Reference, a.Reference)
	a.Description = innerHTML(region)
	return over(row.Advert, a), closed, nil
}
