package site

import (
	"slices"
	"strings"
	"time"

	"vacancies/feeds"
	"vacancies/normalize/lifecycle"
)

// history is a vacancy's life in words, newest first.
func history(r *lifecycle.Record, now time.Time) []event {
	var out []event
	for _, e := range slices.Backward(r.History) {
		row := event{When: shortClock(e.At, now), What: eventWords(e.Kind), Reason: e.Reason}
		for _, f := range e.Fields {
			f.Name, f.Old, f.New = fieldName(f.Name), clip(f.Old, 160), clip(f.New, 160)
			row.Fields = append(row.Fields, f)
		}
		out = append(out, row)
	}
	return out
}

func eventWords(kind string) string {
	switch kind {
	case "opened":
		return "First published"
	case "extended":
		return "Closing date extended"
	case "readvertised":
		return "Advertised again"
	case "confirmed":
		return "Seen again"
	}
	return feeds.Label("change", kind)
}

func fieldName(name string) string {
	switch name {
	case "boroughs":
		return "Borough"
	case "title", "pay", "hours", "closing":
		return strings.ToUpper(name[:1]) + name[1:]
	case "contract", "stage":
		for _, v := range feeds.Vocabularies() {
			if v.Name == name {
				return v.Label
			}
		}
	}
	return name
}
