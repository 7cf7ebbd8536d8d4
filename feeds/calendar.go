package feeds

import (
	"bytes"
	"time"

	ics "github.com/arran4/golang-ical"

	"vacancies/normalize/lifecycle"
)

// writeCalendar writes the closing instants of a set as events (RFC 5545). An
// event keeps its UID when its date moves, and counts its moves in SEQUENCE, so
// that calendars move it too.
func writeCalendar(f *feed) ([]byte, error) {
	cal := ics.NewCalendar()
	cal.SetProductId("-//" + Generator + "//closing dates//EN")
	cal.SetVersion("2.0")
	cal.SetCalscale("GREGORIAN")
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRCalName(f.title)
	cal.SetXWRCalDesc(f.description)
	cal.SetXWRTimezone("Europe/London")
	cal.SetXPublishedTTL("PT1H")
	for _, it := range f.items {
		if !it.record.Vacancy.Closing.At.IsZero() {
			cal.AddVEvent(newEvent(it))
		}
	}
	var b bytes.Buffer
	err := cal.SerializeTo(&b, ics.WithNewLineWindows)
	return b.Bytes(), err
}

// eventLength is how long a closing stands in a calendar: it ends at the
// closing instant and begins this much earlier.
const eventLength = 30 * time.Minute

func newEvent(it *Item) *ics.VEvent {
	at := it.record.Vacancy.Closing.At.UTC()
	event := ics.NewEvent(it.record.ID)
	event.SetDtStampTime(it.Updated)
	event.SetModifiedAt(it.Updated)
	event.SetStartAt(at.Add(-eventLength))
	event.SetEndAt(at)
	event.SetSequence(closingMoves(it.record))
	event.SetSummary("Closes: " + it.Title)
	event.SetDescription(it.calendarText())
	event.SetURL(it.Link)
	event.SetTimeTransparency(ics.TransparencyTransparent)
	return event
}

// calendarText is the facts alone, whatever the source permits: a calendar
// entry is no place for an excerpt.
func (it *Item) calendarText() string {
	text := it.Lead
	for _, f := range it.Facts {
		text += "\n" + f.Label + ": " + f.Text
	}
	return text + "\n" + it.Link
}

// closingMoves counts how often the closing date has changed.
func closingMoves(r *lifecycle.Record) int {
	n := 0
	for _, e := range r.History {
		for _, f := range e.Fields {
			if f.Name == "closing" {
				n++
			}
		}
	}
	return n
}
