package platform

import "maps"

// The fixtures of the boards that were added after the first six systems.
func init() {
	const anytown = "https://jobs.anytown.example"
	const listing = "https://career5.successfactors.example/career?company=anytownP&career_ns=job_listing_summary&resultType=XML"
	const itrentPages = "https://hr.anytown.example/any_webrecruitment/wrd/run/"
	maps.Copy(usual, map[string]string{
		"successfactors":  anytown + "/search/?q=",
		"jobtrain":        "https://www.jobtrain.co.uk/anytown/Home/_JobCard?Skip=0",
		"oleeo-board":     "https://anytown.tal.example/vx/candidate/jobboard/vacancy/3/adv/",
		"itrent":          itrentPages + "ETREC106GF.json?WVID=1234567AbC&USESSION=0123456789ABCDEF0123456789ABCDEF&LANG=USA&RESULTS_PP=200",
		"wordpress":       anytown + "/job-search/",
		"localgov-drupal": anytown + "/job-vacancies",
	})
	for name, f := range map[string]fixture{
		"successfactors/table-first-page.html":     {},
		"successfactors/table-none.html":           {},
		"successfactors/tiles-page.html":           {url: anytown + "/tile-search-results/?q=&startrow=25"},
		"successfactors/script-only.html":          {},
		"successfactors/sitemap.xml":               {url: anytown + "/sitemap.xml"},
		"successfactors/feed-shared.xml":           {url: listing, options: map[string]string{"company": "anytownP", "employer": "Anytown Council"}},
		"successfactors/feed-without-employer.xml": {url: listing},
		"successfactors/feed-empty.xml":            {url: listing},
		"successfactors/feed-truncated.xml":        {url: listing},
		"successfactors/list-login.html":           {},
		"successfactors/list-maintenance.html":     {},
		"successfactors/advert.html":               {key: "successfactors:1300100901", title: "Senior Social Worker"},
		"successfactors/advert-closed.html":        {key: "successfactors:1300100901", title: "Senior Social Worker"},
		"jobtrain/shell.html":                      {url: "https://www.jobtrain.co.uk/anytown/Home/Job"},
		"jobtrain/shell-vendor-home.html":          {url: "https://www.jobtrain.co.uk/"},
		"jobtrain/cards-first.html":                {},
		"jobtrain/cards-none.html":                 {},
		"jobtrain/cards-lost.html":                 {},
		"jobtrain/cards-without-count.html":        {},
		"jobtrain/advert.html":                     {key: "jobtrain:7301", title: "Social Worker – Duty"},
		"jobtrain/advert-another.html":             {key: "jobtrain:7301", title: "Social Worker – Duty"},
		"jobtrain/advert-closed.html":              {key: "jobtrain:7301", title: "Social Worker – Duty"},
		"oleeo-board/table-first-page.html":        {},
		"oleeo-board/tiles-last-page.html":         {url: "https://anytown.tal.example/vx/candidate/jobboard/vacancy/3/adv/?start=50"},
		"oleeo-board/tiles-without-numbers.html":   {},
		"oleeo-board/advert-form.html":             {key: "oleeo:3101", title: "Social Worker & Family Practitioner"},
		"oleeo-board/none.html":                    {},
		"oleeo-board/events.html":                  {},
		"oleeo-board/protect.html":                 {},
		"oleeo-board/pending-deletion.html":        {},
		"oleeo-board/counted-without-results.html": {},
		"oleeo-board/advert.html":                  {key: "oleeo:4101", title: "Social Worker"},
		"oleeo-board/advert-closed.html":           {key: "oleeo:4101", title: "Social Worker"},
		"itrent/landing.html":                      {url: itrentPages + "etrec002gf.open"},
		"itrent/search.html":                       {url: itrentPages + "ETREC179GF.open?WVID=1234567AbC"},
		"itrent/refused.html":                      {url: itrentPages + "ETREC179GF.open"},
		"itrent/results.json":                      {},
		"itrent/results-none.json":                 {},
		"itrent/results-cut-off.json":              {},
		"itrent/results-truncated.json":            {},
		"itrent/results-last-page.json":            {url: itrentPages + "ETREC106GF.json?WVID=1234567AbC&USESSION=0123456789ABCDEF0123456789ABCDEF&LANG=USA&RESULTS_PP=200&REC_FROM=2"},
		"itrent/results-start-over.json":           {url: itrentPages + "ETREC106GF.json?WVID=1234567AbC&USESSION=0123456789ABCDEF0123456789ABCDEF&LANG=USA&RESULTS_PP=200&REC_FROM=3"},
		"itrent/results-none-further-on.json":      {url: itrentPages + "ETREC106GF.json?WVID=1234567AbC&USESSION=0123456789ABCDEF0123456789ABCDEF&LANG=USA&RESULTS_PP=200&REC_FROM=3"},
		"itrent/results-refused.html":              {},
		"itrent/advert-closed.html":                {url: itrentPages + "ETREC179GF.open?VACANCY_ID=000411AaBb", key: "itrent:000411AaBb", title: "Social Worker"},
		"wordpress/list-first-page.html":           {},
		"wordpress/list-none.html":                 {},
		"wordpress/list-other-theme.html":          {},
		"wordpress/list-cut-off.html":              {},
		"wordpress/list-page-beyond.html":          {url: anytown + "/job-search/page/9/"},
		"wordpress/advert.html":                    {key: "wordpress:social-worker-duty", title: "Social Worker, Duty"},
		"wordpress/advert-closed.html":             {key: "wordpress:social-worker-duty", title: "Social Worker, Duty"},
		"wordpress/advert-another-page.html":       {key: "wordpress:social-worker-duty", title: "Social Worker, Duty"},
		"localgov-drupal/list-first-page.html":     {},
		"localgov-drupal/list-search-results.html": {},
		"localgov-drupal/list-none.html":           {},
		"localgov-drupal/list-news.html":           {},
		"localgov-drupal/advert.html":              {key: "localgov-drupal:811", title: "Social Worker"},
		"localgov-drupal/advert-closed.html":       {key: "localgov-drupal:811", title: "Social Worker"},
		"localgov-drupal/advert-not-one.html":      {key: "localgov-drupal:811", title: "Social Worker"},
	} {
		fixtures[name] = f
	}
}
