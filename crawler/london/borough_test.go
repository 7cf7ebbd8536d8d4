package london_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"vacancies/config"
	"vacancies/crawler/london"
	"vacancies/crawler/platform"
)

// boroughs are rows as an operator would write them, with no code beside them:
// one of a known system, one of a council's own pages, and a feed.
const boroughs = `
sources:
  - id: havering
    boroughs: [havering]
    kind: council
    platform: workday
    url: http://havering.demo.example/en-GB/Careers
    evidence: assumed
    options: {tenant: havering}
  - id: greenwich
    boroughs: [greenwich]
    kind: council
    platform: selectors
    url: http://greenwich.demo.example/GenText.aspx?page=vacancies
    evidence: assumed
    options:
      rows: table.vacs tr.vac
      title: td.t a
      id_pattern: "[?&]id=([0-9]+)"
      closing: td.d
      empty: p.none
      next: a.next
      total: p.found
      detail.description: div.vactext
      detail.facts: dl.facts
  - id: city-of-london
    boroughs: [city-of-london]
    kind: council
    platform: feed
    url: http://city-of-london.demo.example/CustomVacanciesFeed.ashx
    evidence: assumed
`

func TestABoroughIsAddedByConfigAlone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "vacancies.yaml")
	if err := os.WriteFile(file, []byte(boroughs), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(file, platform.Options())
	if err != nil {
		t.Fatal(err)
	}
	l := build(t, london.Options{Seed: 2})
	r := read(t, l)
	for _, id := range []string{"havering", "greenwich", "city-of-london"} {
		src, ok := c.Source(id)
		if !ok {
			t.Fatalf("the row %s was not loaded", id)
		}
		h := r.harvest(t, src)
		if want := ids(truth(t, l, id, 0)); h.Fault != "" || len(h.Incomplete) > 0 || !slices.Equal(keys(h), want) {
			t.Errorf("%s: fault %q %s, incomplete %q, read %q, shown %q", id, h.Fault, h.Error, h.Incomplete, keys(h), want)
		}
	}
}
