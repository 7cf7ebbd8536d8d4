package normalize

import (
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"vacancies/normalize/yardstick"
)

// sampleAdvert is an advert of the usual length, as a council's page has it.
func sampleAdvert() Advert {
	body := `<div class="advert"><h2>About the role</h2><p>You will join our <strong>Children in Need</strong> team in Catford, holding a caseload of children in need and children subject to child protection plans. You will write analytical assessments, chair meetings with partners and prepare evidence for court.</p>` +
		`<h2>About you</h2><ul><li>A degree in social work and registration with Social Work England</li><li>At least two years' post-qualifying experience in a statutory setting</li><li>Sound knowledge of the Children Act 1989 and of Working Together</li><li>A full driving licence is desirable but not essential</li></ul>` +
		`<h2>What we offer</h2><ul><li>A retention payment of £3,000 after two years</li><li>Hybrid working, with two days a week in the office</li><li>27 days of annual leave, rising with service</li><li>The Local Government Pension Scheme</li></ul>` +
		`<p>We are unable to offer visa sponsorship for this post. This post is subject to an enhanced check by the Disclosure and Barring Service.</p>` +
		`<p>For an informal chat please contact Amira Soltani, Team Manager, on 07700 900321 or amira.soltani@council.example. Interviews will be held in the week of 20 October 2025.</p></div>`
	standing := strings.Repeat(`<p>Our council is home to a quarter of a million people and is proud of them. We want our workforce to reflect the people we serve, and welcome applications from every part of our community.</p>`, 6)
	return Advert{
		Source: "lewisham", Kind: Council, Boroughs: []string{"lewisham"}, Key: "oracle:1", URL: "https://careers.council.example/jobs/1",
		Title: "Senior Social Worker, CIN and CP (Ref LEW-1)", Department: "Children's Social Care", Salary: "£45,210 - £50,430 per annum (PO3) plus £2,000 market supplement",
		Closing: "Sunday 19 October 2025 at 23:59", Posted: "2025-09-20", Hours: "35 hours per week", Contract: "Permanent", Location: "Laurence House, Catford, London SE6 4RU",
		Description: body + standing, FetchedAt: time.Date(2025, 9, 21, 9, 0, 0, 0, time.UTC),
	}
}

// proseAdvert is the same advert from a page without fields: pay, hours, place
// and deadline stand under its text.
func proseAdvert() Advert {
	a := sampleAdvert()
	a.Description += "<p>Salary: " + a.Salary + "</p><p>Hours: " + a.Hours + ", permanent contract</p><p>Based at " + a.Location + "</p><p>Closing date: " + a.Closing + "</p>"
	a.Salary, a.Hours, a.Contract, a.Location, a.Closing = "", "", "", "", ""
	return a
}

// BenchmarkRead measures reading one advert with fields and one without: "ours",
// against "floor", which is parsing the pages that such adverts stand on, with
// the usual chrome around them (58 kB each; "ratio" lets the two take turns).
func BenchmarkRead(b *testing.B) {
	adverts := []Advert{sampleAdvert(), proseAdvert()}
	chrome := strings.Repeat(`<nav class="menu"><ul><li><a href="/a" class="link">Home</a></li><li><a href="/b" class="link">Jobs</a></li></ul></nav><div class="tile"><img src="/x.png" alt=""><span>Text</span></div>`, 150)
	var pages []string
	for _, a := range adverts {
		pages = append(pages, "<!doctype html><html><head><title>Job</title></head><body>"+chrome+a.Description+chrome+"</body></html>")
	}
	ours := func() {
		for _, a := range adverts {
			Read(a)
		}
	}
	floor := func() {
		for _, page := range pages {
			if _, err := goquery.NewDocumentFromReader(strings.NewReader(page)); err != nil {
				b.Error(err)
			}
		}
	}
	b.Run("ours", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			ours()
		}
	})
	b.Run("floor", func(b *testing.B) {
		b.SetBytes(int64(len(pages[0]) + len(pages[1])))
		for b.Loop() {
			floor()
		}
	})
	b.Run("ratio", func(b *testing.B) { yardstick.Compare(b, yardstick.Processor, ours, floor) })
}
