// Package labelled lets tests read the labelled sets: real strings with the
// values that a person read in them, kept outside the project in the folder
// that the environment variable EVAL names. Only tests may import it, and
// nothing of the sets may be written down in the project.
package labelled

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// Rows reads every row of one set, such as "salary.jsonl", besides those marked
// arguable, which are not scored. The test is skipped when EVAL is not set; it
// fails when EVAL is set and the set is missing, empty or not JSON Lines.
func Rows[T any](t *testing.T, set string) []T {
	t.Helper()
	folder := os.Getenv("EVAL")
	if folder == "" {
		t.Skip("EVAL is not set: it names the folder of labelled sets")
	}
	content, err := os.ReadFile(filepath.Join(folder, set))
	if err != nil {
		t.Fatalf("EVAL is set, but a labelled set cannot be read: %v", err)
	}
	rows, err := decode[T](content)
	if err != nil {
		t.Fatalf("reading the labelled set %s: %v", set, err)
	}
	return rows
}

func decode[T any](content []byte) ([]T, error) {
	var rows []T
	for lines := json.NewDecoder(bytes.NewReader(content)); ; {
		var line json.RawMessage
		err := lines.Decode(&line)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		var mark struct{ Arguable bool }
		if err := json.Unmarshal(line, &mark); err != nil {
			return nil, err
		}
		if mark.Arguable {
			continue
		}
		var row T
		if err := json.Unmarshal(line, &row); err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		return nil, errors.New("it holds no row that is scored")
	}
	return rows, nil
}

// Share counts how many of the values read were right.
type Share struct{ Good, All int }

// Add counts one value.
func (s *Share) Add(right bool) {
	s.All++
	if right {
		s.Good++
	}
}

// Least fails the test when nothing was counted or less than the floor, a part
// of 1, was right. It logs the figure either way.
func (s *Share) Least(t *testing.T, what string, floor float64) {
	t.Helper()
	share := float64(s.Good) / float64(max(s.All, 1))
	t.Logf("%s: %d of %d = %.3f", what, s.Good, s.All, share)
	if s.All == 0 || share < floor {
		t.Errorf("%s is %.3f, under the floor of %.2f", what, share, floor)
	}
}
