package title_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"vacancies/normalize/title"
)

// floor is what titles must reach on the labelled set, case and spaces apart.
const floor = 0.95

var blanks = regexp.MustCompile(`[\s\-–—]+`)

func folded(s string) string {
	return strings.TrimSpace(blanks.ReplaceAllString(strings.ToLower(s), " "))
}

// TestLabelledTitlesAreCleanedAboveTheFloor reads the labelled set: skipped
// when EVAL is not set, a failure when it is and the set is not there.
func TestLabelledTitlesAreCleanedAboveTheFloor(t *testing.T) {
	dir := os.Getenv("EVAL")
	if dir == "" {
		t.Skip("EVAL is not set: it names the folder of labelled sets")
	}
	f, err := os.Open(filepath.Join(dir, "titles.jsonl"))
	if err != nil {
		t.Fatalf("opening the labelled set: %v", err)
	}
	defer f.Close()
	good, exact, all := 0, 0, 0
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var row struct {
			ID, Raw, Clean string
			Arguable       bool
		}
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatalf("reading the labelled set: %v", err)
		}
		if row.Arguable {
			continue
		}
		all++
		got, _, removed := title.Clean(row.Raw, nil)
		if got == row.Clean {
			exact++
		}
		if folded(got) == folded(row.Clean) {
			good++
		}
		if got != row.Clean {
			t.Logf("%s %q: want %q, got %q (%v)", row.ID, row.Raw, row.Clean, got, removed)
		}
	}
	share := float64(good) / float64(all)
	t.Logf("exact %d/%d, folded %d/%d = %.3f", exact, all, good, all, share)
	if share < floor {
		t.Errorf("folded is %.3f, the floor is %.2f", share, floor)
	}
}
