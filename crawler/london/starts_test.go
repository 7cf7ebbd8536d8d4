package london_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vacancies/config"
	"vacancies/crawler/london"
	"vacancies/crawler/platform"
	"vacancies/crawler/platform/probe"
	"vacancies/normalize/lifecycle"
)

// pasted loads a probe's row as an operator's configuration would.
func pasted(t *testing.T, found config.Source) config.Source {
	t.Helper()
	row, err := probe.Entry(found)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "vacancies.yaml")
	if err := os.WriteFile(file, []byte(row), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(file, platform.Options())
	if err != nil {
		t.Fatalf("%v\n%s", err, row)
	}
	src, ok := c.Source(found.ID)
	if !ok {
		t.Fatalf("no source %s in\n%s", found.ID, row)
	}
	return src
}

// family is a platform without the form of its surface: an Oleeo board's pages
// and its feed hold the same.
func family(platform string) string {
	name, _, _ := strings.Cut(platform, "-")
	return name
}

func keyed(adverts []lifecycle.Sighting) (keys []string) {
	for _, s := range adverts {
		keys = append(keys, s.Advert.Key)
	}
	return keys
}

// TestAnAdvertOrAnApplyLinkLeadsToTheSameRow starts where a person who was sent
// a link would, and reads the source by the row as it was pasted.
func TestAnAdvertOrAnApplyLinkLeadsToTheSameRow(t *testing.T) {
	l := build(t, london.Options{Seed: 5})
	r := read(t, l)
	for _, src := range l.Sources() {
		if src.Kind != "council" {
			continue
		}
		t.Run(src.ID, func(t *testing.T) {
			session := r.client.Session(t.Context(), []string{src.ID + ".demo.example"})
			careers, err := probed(t, session, src.ID, "http://"+src.ID+".demo.example/")
			if err != nil {
				t.Fatal(err)
			}
			row := pasted(t, careers.Source)
			adverts := r.harvest(t, row).Adverts
			if len(adverts) == 0 || len(adverts) != len(ids(truth(t, l, src.ID, 0))) {
				t.Fatalf("%d adverts read by the row as pasted", len(adverts))
			}
			for what, start := range map[string]string{"an advert": adverts[0].Advert.URL, "an apply link": adverts[0].Advert.ApplyURL} {
				if !strings.Contains(start, src.ID+".demo.example/") {
					continue // the system's pages have none, or applications go elsewhere
				}
				found, err := probed(t, session, src.ID, start)
				if err != nil {
					t.Errorf("from %s, %s: %v", what, start, err)
					continue
				}
				from := pasted(t, found.Source)
				if diff := cmp.Diff(keyed(adverts), keyed(r.harvest(t, from).Adverts)); family(from.Platform) != family(src.Platform) || diff != "" {
					t.Errorf("from %s, %s, %s at %s (-adverts from the careers page +from there):\n%s", what, start, from.Platform, from.URL, diff)
				}
			}
		})
	}
	if trod := l.Trespasses(); len(trod) > 0 {
		t.Errorf("the probe asked for pages that are not for it: %q", trod)
	}
}
