package probe

import (
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vacancies/crawler/fetch"
)

// TestRealPagesAreRecognised looks at pages as vendors and others really served
// them, from an address that gives nothing away: the page must tell.
func TestRealPagesAreRecognised(t *testing.T) {
	dir := os.Getenv("CAPTURES")
	if dir == "" {
		t.Skip("CAPTURES is not set: the real pages are not read")
	}
	const nowhere = "https://jobs.anytown.gov.uk/page"
	cases := []struct{ file, address, platform, list string }{
		{"talentlink/escc-results-shell-2016.html", nowhere, "talentlink", ""},
		{"talentlink/escc-jobadvert-CET01739-2017.html", nowhere, "talentlink", ""},
		{"eploy/cardiff-results-page1-2026-08-25.html", nowhere, "eploy", "https://jobs.anytown.gov.uk/feeds/datafeed.ashx?Format=xml"},
		{"tribepad/bpp-results-page2-fragment-2026-09-04.html", nowhere, "tribepad", ""},
		{"oleeo-talnet/jefferies-board-cards-page1-trimmed.html", nowhere, "oleeo-board", ""},
		{"oleeo-talnet/jefferies-board-cards-page2-trimmed.html", nowhere, "oleeo-board", ""},
		{"oleeo-talnet/morganstanley-board-table-page1-trimmed-2026-09-02.html", nowhere, "oleeo-board", ""},
		{"oleeo-talnet/justicejobs-atom-feed-small-2018-03.xml", nowhere, "oleeo-feed", ""},
		{"oleeo-talnet/justicejobs-atom-feed-2017-10-11.xml", nowhere, "oleeo-feed", ""},
		{"successfactors/coventry-university-search-table-2026-08-24.html", nowhere, "successfactors", ""},
		{"successfactors/successfactors_colgate_jobs.xml", "https://career4.successfactors.com/career?company=colgate&career_ns=job_listing_summary&resultType=XML", "successfactors", ""},
		{"itrent/leedstrinity-etrec002gf-landing-2026-08-24.html", "https://ce0274li.webitrent.com/ce0274li_webrecruitment/wrd/run/etrec002gf.open", "itrent", ""},
		{"itrent/napier-etrec179gf-search-2026-08-24.html", "https://ce0091li.webitrent.com/ce0091li_webrecruitment/wrd/run/ETREC179GF.open?WVID=1", "itrent", ""},
		{"engage-ats/ark-rss-2023-11.xml", nowhere, "feed", nowhere},
		{"networx/ventrus-rss-2023-08.xml", nowhere, "feed", nowhere},
		{"jsonld/avalanchefusion-open-positions.html", nowhere, "jobposting", nowhere},
		{"oracle/birmingham-requisitions-page1-2026-08-25.json", "https://edzz.fa.em3.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_6001/requisitions", "oracle", "https://edzz.fa.em3.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_6001/jobs"},
		{"workday/arrowstreet-cxs-jobs-list.json", "https://arrowstreetcapital.wd5.myworkdayjobs.com/Arrowstreet", "workday", ""},
		// No system that we read: nothing may pass for one.
		{"avature/avature_landolakes_search_offset0.html", nowhere, "workday", ""}, // it links to one, in so many words
		{"icims/icims_tfghospitality_search_page1.html", nowhere, "", ""},
		{"greenhouse/stripe-jobs.json", nowhere, "", ""},
		{"smartrecruiters/westerndigital-postings.json", nowhere, "", ""},
		{"pinpoint/pinpoint_jed_postings.json", nowhere, "", ""},
		{"talentlink/escc-searchform-b-2016.html", nowhere, "talentlink", ""},
		{"civil-service-jobs-oleeo/result_page1.html", nowhere, "", ""},
		{"civil-service-jobs-oleeo/job_detail_page.html", nowhere, "", ""},
		{"sitemaps/eightfold_amdocs_sitemap.xml", nowhere, "", ""},
	}
	for _, c := range cases {
		t.Run(c.file, func(t *testing.T) {
			body, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(c.file)))
			if err != nil {
				t.Fatal(err)
			}
			kind := "text/html"
			switch filepath.Ext(c.file) {
			case ".xml":
				kind = "application/xml"
			case ".json":
				kind = "application/json"
			}
			home, _ := url.Parse(c.address)
			w := walk{Options: options(c.address).withDefaults(), home: home, found: map[string]*Candidate{}, seen: map[string]bool{}}
			w.read(&fetch.Page{URL: c.address, MediaType: kind, Body: body})
			best := &Candidate{}
			for _, key := range w.order {
				if f := w.found[key]; f.Weight > best.Weight {
					best = f
				}
			}
			// A hint may name anything; only a signature, or the one thing that is
			// there, is an answer.
			if c.platform == "" {
				if best.Weight >= signature {
					t.Errorf("taken for %s at %s: %q", best.Source.Platform, best.Source.URL, best.Evidence)
				}
				return
			}
			if best.Source.Platform != c.platform || c.list != "" && best.Source.URL != c.list {
				t.Errorf("taken for %q at %q (%q), want %s; all: %s", best.Source.Platform, best.Source.URL, best.Evidence, c.platform, strings.Join(slices.Clone(w.order), "\n"))
			}
		})
	}
}
