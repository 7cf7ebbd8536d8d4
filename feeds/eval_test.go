package feeds_test

import (
	"strings"
	"testing"

	"vacancies/feeds"
	"vacancies/normalize/labelled"
)

// TestVocabulariesHoldEveryCodeOfTheLabelledSets keeps our published codes in
// step with the taxonomy in force.
func TestVocabulariesHoldEveryCodeOfTheLabelledSets(t *testing.T) {
	for file, fields := range map[string]map[string]string{ // field -> vocabulary
		"classify.jsonl": {"in_scope": "scope", "stage": "stage", "stage_also": "stage", "specialism": "specialism", "contract": "contract"},
		"hours.jsonl":    {"pattern": "pattern", "contract": "contract", "arrangement": "arrangement"},
		"salary.jsonl":   {"period": "period", "extras": "extra"},
		"dates.jsonl":    {"kind": "closing_kind"},
	} {
		for _, row := range labelled.Rows[map[string]any](t, file) {
			for field, vocabulary := range fields {
				for _, code := range codesIn(row[field]) {
					code, _, _ = strings.Cut(code, ":")
					if code != "n/a" && feeds.Label(vocabulary, code) == code {
						t.Errorf("%s: %s has no code %q", file, vocabulary, code)
					}
				}
			}
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
