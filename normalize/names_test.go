package normalize

import (
	"os"
	"strings"
	"testing"

	"vacancies/normalize/place"
	"vacancies/normalize/text"
)

// TestNoPlaceIsTakenForAPerson runs every name of the gazetteer through the
// redaction: an office that lost its name could not be found.
func TestNoPlaceIsTakenForAPerson(t *testing.T) {
	var names []string
	for _, file := range []string{"place/data/districts.txt", "place/data/offices.txt", "place/data/outside.txt"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(string(data), "\n") {
			if line == "" || line[0] == '#' || line[0] == '[' {
				continue
			}
			for name := range strings.SplitSeq(line, ";") {
				names = append(names, strings.TrimPrefix(strings.TrimSpace(name), "~"))
			}
		}
	}
	for _, a := range place.Authorities() {
		names = append(names, a.Name, a.Official)
	}
	if len(names) < 1000 {
		t.Fatalf("only %d names were read", len(names))
	}
	for _, name := range names {
		if got, n := text.RedactField(name + ", London"); n > 0 {
			t.Errorf("as a location: %q became %q", name, got)
		}
		if got, n := text.Redact("The team is based in " + name + " and works across the borough."); n > 0 {
			t.Errorf("in a sentence: %q became %q", name, got)
		}
		if got, n := text.Redact("For more details visit us at " + name + "."); n > 0 {
			t.Errorf("at the end: %q became %q", name, got)
		}
	}
}
