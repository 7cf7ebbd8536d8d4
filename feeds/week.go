package feeds

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"vacancies/normalize/lifecycle"
)

// Week is what a London week brought, from Monday to Sunday.
type Week struct {
	// Began and Monday are the midnights at its beginning and at its end.
	Began, Monday time.Time
	// Changes counts what was announced, by kind.
	Changes map[lifecycle.ChangeKind]int
}

// weekBatch is how many changes are read at once.
const weekBatch = 1000

// LastWeek counts the London week before the Monday on or before now, in a log
// whose last change is numbered last.
func LastWeek(l changeLog, last uint64, now time.Time) (Week, error) {
	back := (int(now.In(london).Weekday()) + 6) % 7
	w := Week{StartOfDay(now, -back-7), StartOfDay(now, -back), map[lifecycle.ChangeKind]int{}}
	place, err := placeOf(l, last, w.Began)
	if err != nil {
		return w, err
	}
	for place < last {
		changes, err := l.Changes(place, weekBatch)
		if err != nil {
			return w, fmt.Errorf("reading changes after %d: %w", place, err)
		}
		for _, c := range changes {
			if !c.At.Before(w.Monday) {
				return w, nil
			}
			if c.Announced() {
				w.Changes[c.Kind]++
			}
			place = c.Seq
		}
		if len(changes) == 0 {
			break
		}
	}
	return w, nil
}

// words sum the week up, with the sources that went wrong in it.
func (w Week) words(incidents []Incident) string {
	parts := []string{}
	for _, c := range Codes("change") {
		if n := w.Changes[lifecycle.ChangeKind(c.Code)]; n > 0 {
			parts = append(parts, strconv.Itoa(n)+" "+strings.ToLower(c.Label))
		}
	}
	troubled := []string{}
	for _, in := range incidents {
		if in.Kind != Recovered && in.At.Before(w.Monday) && !in.At.Before(w.Began) && !slices.Contains(troubled, in.Source) {
			troubled = append(troubled, in.Source)
		}
	}
	slices.Sort(troubled)
	return "Vacancies: " + orNone(strings.Join(parts, ", ")) + ". Sources that went wrong: " + orNone(strings.Join(troubled, ", ")) + "."
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}
