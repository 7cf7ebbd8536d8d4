package title_test

import (
	"regexp"
	"strings"
	"testing"

	"vacancies/normalize/labelled"
	"vacancies/normalize/title"
)

// floor is what titles must reach on the labelled set, case and spaces apart.
const floor = 0.95

var blanks = regexp.MustCompile(`[\s\-–—]+`)

type titleRow struct{ ID, Raw, Clean string }

func folded(s string) string {
	return strings.TrimSpace(blanks.ReplaceAllString(strings.ToLower(s), " "))
}

// TestLabelledTitlesAreCleanedAboveTheFloor compares every title with the one
// that a person would print.
func TestLabelledTitlesAreCleanedAboveTheFloor(t *testing.T) {
	exact := 0
	var share labelled.Share
	for _, row := range labelled.Rows[titleRow](t, "titles.jsonl") {
		got, _ := title.Clean(row.Raw)
		if got == row.Clean {
			exact++
		}
		share.Add(folded(got) == folded(row.Clean))
		if got != row.Clean {
			t.Logf("%s %q: want %q, got %q", row.ID, row.Raw, row.Clean, got)
		}
	}
	t.Logf("exact: %d of %d", exact, share.All)
	share.Least(t, "folded", floor)
}
