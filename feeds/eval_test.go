package feeds_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vacancies/feeds"
)

// TestVocabulariesHoldEveryCodeOfTheLabelledSets keeps our published codes in
// step with the taxonomy in force.
func TestVocabulariesHoldEveryCodeOfTheLabelledSets(t *testing.T) {
	dir := os.Getenv("EVAL")
	if dir == "" {
		t.Skip("EVAL is not set: the labelled sets are not at hand")
	}
	for file, fields := range map[string]map[string]string{ // field -> vocabulary
		"classify.jsonl": {"in_scope": "scope", "stage": "stage", "stage_also": "stage", "specialism": "specialism", "contract": "contract"},
		"hours.jsonl":    {"pattern": "pattern", "contract": "contract", "arrangement": "arrangement"},
		"salary.jsonl":   {"period": "period", "extras": "extra"},
		"dates.jsonl":    {"kind": "closing_kind"},
	} {
		rows := 0
		for row := range labelled(t, filepath.Join(dir, file)) {
			rows++
			for field, vocabulary := range fields {
				for _, code := range codesIn(row[field]) {
					code, _, _ = strings.Cut(code, ":")
					if code != "n/a" && feeds.Label(vocabulary, code) == code {
						t.Errorf("%s: %s has no code %q", file, vocabulary, code)
					}
				}
			}
		}
		if rows == 0 {
			t.Errorf("%s holds nothing", file)
		}
	}
}

func codesIn(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, inner := range v {
			out = append(out, codesIn(inner)...)
		}
		return out
	}
	return nil
}

func labelled(t *testing.T, file string) func(func(map[string]any) bool) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	return func(yield func(map[string]any) bool) {
		for lines.Scan() {
			var row map[string]any
			if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			if !yield(row) {
				return
			}
		}
	}
}
