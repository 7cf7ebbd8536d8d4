package london

import (
	"fmt"
	"time"
)

// Closing is when an advert ends and how it says so, in the kinds of the label
// guide, section 6.
type Closing struct {
	// Text is how the advert's prose puts it.
	Text string
	// At is the instant, or the zero time when the words name none.
	At time.Time
	// Kind and Flags are the prose's. A system's field can be more exact: where it
	// holds an instant, a date in the prose stands beside 23:59 in the field.
	Kind  string
	Flags []string
	// shown is the date that a field shows although there is no such day.
	shown string
	// hidden is when a site takes it down although its words name no instant.
	hidden time.Time
}

// lastsUntil is when the site takes the advert down; zero for never.
func (c Closing) lastsUntil() time.Time {
	if c.At.IsZero() {
		return c.hidden
	}
	return c.At
}

// closingForms are the ways of ending an advert. The day is a London midnight.
var closingForms = map[string]func(day time.Time) Closing{
	"date": func(d time.Time) Closing {
		return Closing{Text: "Closing date: " + d.Format("Monday 2 January 2006"), At: at(d, 23, 59), Kind: "date"}
	},
	"plain": func(d time.Time) Closing {
		return Closing{Text: "Please apply by " + d.Format("2 January 2006"), At: at(d, 23, 59), Kind: "date"}
	},
	"early": func(d time.Time) Closing {
		return Closing{Text: "Closing date: " + d.Format("2 January 2006") + ". We may close this advert early if enough people apply",
			At: at(d, 23, 59), Kind: "date", Flags: []string{"may_close_early"}}
	},
	"datetime": func(d time.Time) Closing {
		return Closing{Text: "Applications close at 5pm on " + d.Format("Monday 2 January 2006"), At: at(d, 17, 0), Kind: "datetime"}
	},
	"noon": func(d time.Time) Closing {
		return Closing{Text: "Applications close at 12 noon on " + d.Format("Monday 2 January 2006"), At: at(d, 12, 0), Kind: "noon"}
	},
	"midnight": func(d time.Time) Closing {
		return Closing{Text: "Applications close at midnight on " + d.Format("Monday 2 January 2006"), At: at(d, 23, 59), Kind: "midnight"}
	},
	"extended": func(d time.Time) Closing {
		return Closing{Text: "The closing date has been extended to " + d.Format("2 January 2006"), At: at(d, 23, 59), Kind: "date", Flags: []string{"extended"}}
	},
	"weekday": func(d time.Time) Closing {
		wrong := d.AddDate(0, 0, 2).Weekday()
		return Closing{Text: fmt.Sprintf("Closing date: %s %s", wrong, d.Format("2 January 2006")), At: at(d, 23, 59), Kind: "date", Flags: []string{"weekday_mismatch"}}
	},
	"invalid": func(d time.Time) Closing {
		shown := impossible(d)
		return Closing{Text: "Closing date: " + shown, Kind: "invalid", shown: shown, hidden: at(d, 23, 59)}
	},
	"ongoing": func(time.Time) Closing {
		return Closing{Text: "This is an ongoing campaign and has no closing date", Kind: "ongoing"}
	},
	"until_filled": func(d time.Time) Closing {
		return Closing{Text: "The advert stays open until the post is filled", Kind: "until_filled", hidden: at(d, 23, 59)}
	},
	"rolling": func(d time.Time) Closing {
		return Closing{Text: "Applications are reviewed on a rolling basis every two weeks", Kind: "rolling", hidden: at(d, 23, 59)}
	},
	"relative": func(d time.Time) Closing {
		return Closing{Text: "Please apply within 28 days of this notice", Kind: "relative", hidden: at(d, 23, 59)}
	},
	"none": func(d time.Time) Closing {
		return Closing{Kind: "none", hidden: at(d, 23, 59)}
	},
}

// dealtClosings fall to everyday adverts, again and again in this order.
var dealtClosings = []string{
	"date", "plain", "date", "datetime", "early", "date", "plain", "until_filled",
	"date", "weekday", "date", "rolling", "plain", "datetime", "date", "none", "midnight", "relative",
}

// keepsTime reports whether a platform's fields hold a time of day beside the
// date; on the others adverts close at the end of a day.
func keepsTime(platform string) bool {
	switch platform {
	case "oracle", "oleeo-feed", "oleeo-board", "jobposting":
		return true
	}
	return false
}

// needsDate reports whether a platform's adverts always have a closing date.
func needsDate(platform string) bool { return platform == "oleeo-feed" || platform == "oleeo-board" }

// saysNoEnd reports whether a platform writes, where an advert has no closing
// date, that it has no end: beside "within 28 days" that would be a lie.
func saysNoEnd(platform string) bool { return platform == "tribepad" }

// at is a wall-clock time on the day of a London midnight.
func at(day time.Time, hour, minute int) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, day.Location())
}

// impossible writes the day after the end of the first 30-day month from d on.
func impossible(d time.Time) string {
	for ; ; d = d.AddDate(0, 1, 1-d.Day()) {
		switch d.Month() {
		case time.April, time.June, time.September, time.November:
			return fmt.Sprintf("31/%02d/%d", int(d.Month()), d.Year())
		}
	}
}
