package place

import (
	"strings"
	"testing"
)

// TestEveryNameSaysWhereItWasFound holds the gazetteer to its own headings: a
// line of names stands under one of the sources that its file explains.
func TestEveryNameSaysWhereItWasFound(t *testing.T) {
	for file, c := range map[string]struct {
		data    string
		sources []string
	}{
		"districts.txt": {districtData, []string{"# wards", "# commons-library", "# wikipedia", "# place names", "# stops", "# addresses"}},
		"offices.txt":   {officeData, []string{"# council address", "# addresses", "# stops", "# unchecked"}},
		"outside.txt":   {outsideData, []string{"# open names", "# counties", "# unchecked"}},
	} {
		source, named := "", 0
		known := map[string]bool{}
		for _, s := range c.sources {
			known[s] = true
		}
		for n, line := range strings.Split(c.data, "\n") {
			switch {
			case line == "":
			case line[0] == '#':
				source = line
			case line[0] == '[':
				source = ""
			case !known[source]:
				t.Errorf("%s:%d: names under %q, which is no source", file, n+1, source)
			default:
				named++
			}
		}
		if named == 0 {
			t.Errorf("%s: no names were read", file)
		}
	}
}

// TestSectionsAreAuthorities finds a section that names no authority.
func TestSectionsAreAuthorities(t *testing.T) {
	for file, data := range map[string]string{"districts.txt": districtData, "offices.txt": officeData} {
		for line := range strings.SplitSeq(data, "\n") {
			if line == "" || line[0] != '[' {
				continue
			}
			for _, slug := range bySection(strings.Trim(line, "[]")).slugs {
				if _, ok := BySlug(slug); !ok {
					t.Errorf("%s: %s: %q is no authority", file, line, slug)
				}
			}
		}
	}
	for district, slugs := range places().postcodes {
		for _, slug := range slugs {
			if _, ok := BySlug(slug); !ok {
				t.Errorf("postcodes.txt: %s: %q is no authority", district, slug)
			}
		}
	}
}
