package lifecycle

import (
	"flag"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// update writes golden files that are missing. One that is there is never
// changed by it: an id that has gone out to subscribers stays.
var update = flag.Bool("update", false, "write golden files that are missing")

func compareGolden(t *testing.T, file string, got map[string]string) {
	t.Helper()
	var lines []string
	for _, k := range slices.Sorted(maps.Keys(got)) {
		lines = append(lines, k+" -> "+got[k])
	}
	text := strings.Join(lines, "\n") + "\n"
	want, err := os.ReadFile(file)
	if os.IsNotExist(err) && *update {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if err != nil {
		t.Fatalf("%v (run the test with -update to write it)", err)
	}
	if d := cmp.Diff(string(want), text); d != "" {
		t.Errorf("%s (-want +got):\n%s", file, d)
	}
}
